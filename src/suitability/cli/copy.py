"""``suitability copy``: what texts for customers may not say, and what they must."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suitability.cli.living import concerned, configured, settled
from suitability.cli.main import today
from suitability.errors import RuleFileErrors, SuitabilityError
from suitability.readers.copy import Passage, files, passages

if TYPE_CHECKING:
    from suitability.catalog.named import Names
    from suitability.catalog.told import Told
    from suitability.engine.waive import Inline
    from suitability.readers.settings import Settings
    from suitability.reports.gate import Excused, Item, Run
    from suitability.spot import Remark, Unread

STDIN = "-"
# What stands beside a file and says what it is: as catalog.beside has it, which is imported where there is one.
BESIDE = ".suitability.toml"
# So many files are worth a second process.
_MANY = 128


def run(arguments: argparse.Namespace) -> int:
    """Judge every file and report what was found."""
    found = configured(arguments)
    chosen = _Chosen(arguments, found)
    if arguments.format == "text" and arguments.output is None and chosen.nothing():
        from suitability.messages.labels import phrase

        count = str(len(chosen.clean))
        print(phrase("copy_checked", arguments.lang, files=count, clean=count))
        return 0
    bench = _Bench(arguments, found)
    judged = bench.run(chosen)
    # What --changed-only leaves out was not looked at: what a baseline holds of it is not stale.
    looked = chosen.names if arguments.changed_only else arguments.paths
    done = settled(judged, arguments, found, bench.rules, looked, bench.inline)
    from suitability.cli.gate import report

    report(done, arguments, bench.rules, explain=arguments.explain)
    return done.exit_code(arguments.fail_on, strict=arguments.strict)


def run_of(arguments: argparse.Namespace) -> Run:
    """Judge every file, before anything is decided of what is found."""
    found = configured(arguments)
    for name in ("changed_only", "explain", "accept_new"):
        setattr(arguments, name, False)
    arguments.ahead, arguments.catalog = 0, None
    return _Bench(arguments, found).run(_Chosen(arguments, found))


class _Chosen:
    """The files to judge. `parsed` gives those that must be, in order; a first look calls the others `clean`.

    `said` holds what is not read, and why; with it nothing is clean without a report.
    """

    def __init__(self, arguments: argparse.Namespace, found: Settings) -> None:
        self.said: list[Unread | Remark] = []
        self.names = self._names(arguments, found)
        self.clean: list[str] = []
        self.parsed = self._parsed(whole=_whole(arguments, found) or concerned(self.names, arguments, found))

    def nothing(self) -> bool:
        """Say whether no file must be parsed, and none is left unread; looks no further than at the first that is."""
        first = next(self.parsed, None)
        if first is None:
            return not self.said
        self.parsed = chain((first,), self.parsed)
        return False

    def _parsed(self, *, whole: bool) -> Iterator[str]:
        from suitability.cli.gate import progress
        from suitability.packs.quick import FEW, quick

        at_hand = [name for name in self.names if name != STDIN]
        many = len(at_hand) >= _MANY
        look = None if whole else quick(0 if many else FEW)
        looked: Iterator[bool] = repeat(True)
        if look is not None:
            from suitability.readers.first_look import first_look

            looked = first_look(at_hand, look.nothing, workers=min(os.cpu_count() or 1, 2) if many else 1)
        for name in progress(self.names, len(self.names), str):
            if name == STDIN or next(looked):
                yield name
            else:
                self.clean.append(name)

    def _names(self, arguments: argparse.Namespace, found: Settings) -> list[str]:
        if not arguments.paths:
            raise SuitabilityError("name what is to be judged: files or folders, or `paths = […]` in the settings")
        named = []
        for one in files(dict.fromkeys(arguments.paths)):
            if not isinstance(one, str):
                self.said.append(one)
            elif one == STDIN or not found.excluded(one):
                named.append(one)
        if arguments.changed_only:
            from suitability.cli.changed import changed_since

            changed = changed_since(arguments.base, [path for path in arguments.paths if path != STDIN])
            named = [name for name in named if name == STDIN or changed(name)]
        return list(dict.fromkeys(named))


def _whole(arguments: argparse.Namespace, found: Settings) -> bool:
    """Say whether every file must be read whole: more is asked of it than what no copy may say."""
    catalog = arguments.catalog or found.catalog
    return bool(arguments.pack or arguments.disclosures or arguments.explain or catalog or any(_scene(arguments)))


def _scene(arguments: argparse.Namespace) -> tuple[str | None, ...]:
    return arguments.channel, arguments.family, arguments.genre


class _Bench:
    """The whole library: loaded when something is to be judged, since a clean file needs none of it."""

    def __init__(self, arguments: argparse.Namespace, found: Settings) -> None:
        from suitability.cli.packs import loaded

        self.arguments = arguments
        self.settings = found
        self.on: dt.date = arguments.on or today()
        self.rules = loaded(arguments)
        ahead = self.on + dt.timedelta(days=arguments.ahead)
        self.later = [day for day in self.rules.change_days if self.on < day <= ahead]
        self.inline: tuple[Inline, ...] = ()
        self.items: list[Item] = []
        self.excused: list[Excused] = []
        self.unread: dict[Unread, None] = {}
        self.mistakes: list[Unread] = []
        self.remarks: list[Remark] = []

    def run(self, chosen: _Chosen) -> Run:
        """Judge the files that are chosen, each with all its passages."""
        from suitability.reports.gate import Run

        names = self._catalog()
        for one in chosen.said:
            self._kept(one)
        judged = []
        for name in chosen.parsed:
            if self._judge(name, passages([name], sys.stdin.buffer, whole=self.arguments.disclosures), names):
                judged.append("<stdin>" if name == STDIN else name)
        return Run(
            "copy",
            self.on,
            (*judged, *chosen.clean),
            tuple(self.items),
            tuple(self.unread),
            tuple(self.mistakes),
            tuple(self.remarks),
            excused=tuple(self.excused),
        )

    def _kept(self, one: Unread | Remark) -> None:
        from suitability.spot import Unread

        if isinstance(one, Unread):
            self.unread[one] = None
        else:
            self.remarks.append(one)

    def _catalog(self) -> Names | None:
        path = self.arguments.catalog or self.settings.catalog
        if path is None:
            return None
        from suitability.catalog.named import Names
        from suitability.catalog.read import read_catalog
        from suitability.cli.gate import catalog_words

        catalog = read_catalog([str(path)], self.rules, **catalog_words(None, self.settings, self.rules))
        self.unread |= dict.fromkeys(catalog.unread)
        self.remarks += catalog.remarks
        return Names(catalog.rows)

    def _judge(self, name: str, found: Iterable[Passage | Unread | Remark], names: Names | None) -> bool:
        """Judge the passages of a file; say whether it was read at all."""
        from suitability.readers.inline import inline_waivers

        commented: list[Passage] = []
        read = False
        try:
            told = self._told(name)
        except RuleFileErrors as error:
            self._wrong(error)
            return False
        for passage in found:
            if isinstance(passage, Passage):
                self._passage(passage, told, names)
                read = True
                if passage.comments:
                    commented.append(passage)
            else:
                self._kept(passage)
        inline, mistakes = inline_waivers(commented, self.rules)
        self.inline += inline
        self.mistakes += mistakes
        return read

    def _wrong(self, error: RuleFileErrors) -> None:
        from suitability.spot import Spot, Unread

        for one in error.errors:
            message = f"{one.message}; {one.hint}" if one.hint else one.message
            self.unread[Unread(Spot(one.file, one.line, one.column), message)] = None

    def _told(self, name: str) -> Told:
        """Give what is told of a file: by the command line, else by the file beside it, else by the settings."""
        import attrs

        from suitability.catalog.told import UNTOLD
        from suitability.model.facts import NOT_TOLD

        told = UNTOLD
        if name != STDIN and Path(f"{name}{BESIDE}").is_file():
            from suitability.catalog.beside import beside

            told = beside(name)
        said = {} if name == STDIN else self._said(self.settings.told(name))
        usual = {key: value for key, value in said.items() if getattr(told, key) is NOT_TOLD}
        return attrs.evolve(told, **usual | self._said(self.arguments))

    def _said(self, source: Any) -> dict[str, Any]:
        said = {name: getattr(source, name, None) for name in ("channel", "family", "genre")}
        return {name: None if value == "none" else value for name, value in said.items() if value is not None}

    def _passage(self, passage: Passage, told: Told, names: Names | None) -> None:
        import attrs

        from suitability.reports.gate import Item

        seen: set[Any] = set()
        for number, day in enumerate((self.on, *self.later)):
            found = list(self._found(passage, told, names, day, last=number == 0))
            items = [one for one in found if isinstance(one, Item)]
            if number == 0:
                self.unread |= dict.fromkeys(one for one in found if not isinstance(one, Item))
                self.items += items
            else:
                fresh = [one for one in items if one.finding.outcome == "violation" and _same(one) not in seen]
                self.items += [attrs.evolve(one, state="coming", since=day) for one in fresh]
            seen.update(_same(one) for one in items if one.finding.outcome == "violation")

    def _found(
        self, passage: Passage, told: Told, names: Names | None, day: dt.date, *, last: bool
    ) -> Iterator[Item | Unread]:
        from suitability.engine.scan import scan
        from suitability.reports.excerpt import excerpts
        from suitability.reports.gate import Excused
        from suitability.reports.items import text_items

        def shown(start: int, end: int) -> tuple[tuple[str, str], ...]:
            return excerpts(passage.text, start, end)

        naming = None if names is None else names.named(passage, told)
        if naming is not None and last:
            self.mistakes += naming.mistakes
        if naming is not None and naming.products:
            from suitability.catalog.copy import judge_copy

            disclosures = self.arguments.disclosures
            yield from judge_copy(
                passage, naming, self.rules, on=day, told=told, disclosures=disclosures, excerpt_of=shown
            )
            return
        found = scan(
            passage.text,
            self.rules,
            on=told.shown_on(day),
            channel=told.channel,
            family=told.family,
            genre=told.genre,
            disclosures=self.arguments.disclosures,
        )
        yield from text_items(found.findings, passage.text, passage.name, passage.spot, shown)
        if last and self.arguments.explain:
            self.excused += [
                Excused(mark, passage.spot(mark.start, mark.end), shown(mark.start, mark.end)) for mark in found.excused
            ]


def _same(item: Item) -> tuple[Any, ...]:
    return item.content, item.spot
