"""From a folder of TOML files to a checked pack, or to every mistake in all of them."""

from __future__ import annotations

import datetime as dt
import keyword
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from suitability.errors import PackError, RuleFileError, RuleFileErrors
from suitability.language.dates import Calendar
from suitability.language.errors import ExpressionErrors, near
from suitability.language.parse import parse
from suitability.language.scope import FUNCTIONS, Scope
from suitability.language.types import an
from suitability.model.scale import Scale
from suitability.model.subject import SUBJECTS
from suitability.release import VERSION
from suitability.rules import shape, text_shape
from suitability.rules.door import Content, File, Where
from suitability.rules.firm import Firm
from suitability.rules.names import ALL_ROOTS, Names, check_order, last_days, read_corrections, roots_of
from suitability.rules.pack import Cite, Correction, Pack, Rule, Source, Template, Version
from suitability.rules.trees import Trees
from suitability.rules.wording import Texts

S = TypeVar("S", bound=BaseModel)
Window = tuple[dt.date, dt.date]
_FOLDERS = (*SUBJECTS, "terms", "tables", "words", "examples")
# Each file's name is a name or id elsewhere; this is what such a name looks like.
_TERM_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RULE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = {*FUNCTIONS, *ALL_ROOTS, "as_of", "param", "none", *keyword.kwlist}
_BRACES = re.compile(r"\{([^{}]*)\}")
# The shape of a rule by its form: as authors write it, and as a bundle holds it.
_FORMS: dict[str, tuple[type[BaseModel], type[BaseModel]]] = {
    "expression": (shape.Rule, shape.BundledRule),
    "wording": (text_shape.Wording, text_shape.BundledWording),
    "disclosure": (text_shape.Disclosure, text_shape.BundledDisclosure),
}


def read_folder(folder: Path, base: Sequence[Pack] = ()) -> Pack:
    """Read and check a pack; its expressions may use the names of the packs in `base`.

    Raises RuleFileErrors with every mistake of every file, PackError where the folder holds no pack.
    """
    if not (folder / "pack.toml").is_file():
        raise PackError(f"{folder} holds no pack.toml, so it is not a pack")
    # A search of the whole tree does not follow links, and what a linked folder holds must not go unread.
    found = [*folder.rglob("*.toml"), *(path for kind in _FOLDERS for path in (folder / kind).glob("*.toml"))]
    return read_contents(folder.name, {path.relative_to(folder).as_posix(): path for path in found}, base)


def read_contents(
    name: str, contents: Mapping[str, Content], base: Sequence[Pack] = (), window: Window | None = None
) -> Pack:
    """Read and check a pack of these contents, each by its place in the folder; with a window, as a bundle holds it.

    Raises RuleFileErrors with every mistake of every file, shown under the name.
    """
    reader = _Reader(name, contents, base, window)
    pack = reader.pack()
    if reader.errors or pack is None:
        raise RuleFileErrors(reader.errors)
    return pack


def read_examples(folder: Path) -> dict[str, Sequence[text_shape.AnyExample]]:
    """Give the examples of a pack's rules by rule id; the pack must have been read without a mistake."""
    errors: list[RuleFileError] = []
    name = File(folder / "pack.toml", "pack.toml", errors).data["name"]
    found: dict[str, Sequence[text_shape.AnyExample]] = {}
    for subject in SUBJECTS:
        for path in sorted((folder / subject).glob("*.toml")):
            file = File(path, str(path), errors)
            rule = file.shaped(_FORMS[file.data.get("form", "expression")][0])
            if isinstance(rule, shape.Rule | text_shape.Wording | text_shape.Disclosure):
                found[f"{name}.{subject}.{path.stem}"] = rule.example
    return found


class _Reader:
    def __init__(self, name: str, contents: Mapping[str, Content], base: Sequence[Pack], window: Window | None) -> None:
        self.name = name
        self.contents = contents
        self.base = base
        self.window = window
        self.errors: list[RuleFileError] = []
        self.scopes: dict[str, Scope] = {}
        self.sources: dict[str, Source] = {s.id: s for pack in base for s in pack.sources.values()}

    def file(self, place: str) -> File:
        return File(self.contents[place], f"{self.name}/{place}", self.errors)

    def files(self, kind: str, shaped: type[S], pattern: re.Pattern[str]) -> dict[str, tuple[File, S]]:
        return {
            name: (file, data)
            for name, file in self.named(kind, pattern)
            if file.readable and (data := file.shaped(shaped)) is not None
        }

    def named(self, kind: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, File]]:
        for place in sorted(self.contents):
            folder, _, name = place.removesuffix(".toml").rpartition("/")
            if folder != kind:
                continue
            file = self.file(place)
            if not pattern.fullmatch(name):
                file.error((), f"{name!r} is not a name", f"a name looks like {pattern.pattern}")
            yield name, file

    def pack(self) -> Pack | None:
        file = self.file("pack.toml")
        head = file.shaped(shape.Pack) if file.readable else None
        if head is None:
            return None
        self.refuse_strays(head)
        own_sources = self.read_sources()
        calendar = self.read_calendar(file, head)
        scales = {name: scale for pack in self.base for name, scale in pack.scales.items()}
        own_scales = {name: made for name, found in head.scale.items() if (made := self.scale(file, name, found))}
        terms = self.files("terms", shape.Term, _TERM_NAME)
        tables = self.files("tables", shape.Table, _TERM_NAME)
        for name in terms.keys() & tables.keys():
            terms[name][0].error((), f"{name} is a table of this pack too")
        for name, (defining, _) in (*terms.items(), *tables.items()):
            if name in _RESERVED:
                defining.error((), f"{name} is a word of the language", "give the file another name")
        names = Names(self.base, {**scales, **own_scales}, terms, tables, self.cites)
        for name, parameter in head.param.items():
            names.parameter(file, name, parameter)
        names.read_all()
        texts = Texts(self.base, self.cites, names.trees)
        texts.head(file, head)
        texts.word_classes(self.files("words", text_shape.WordClass, _TERM_NAME))
        rules = [
            rule
            for subject in SUBJECTS
            for name, found_in in self.named(subject, _RULE_NAME)
            if (rule := self.rule(f"{head.name}.{subject}.{name}", head.name, subject, found_in, names, texts))
        ]
        firm = Firm(file, self.base, names)
        return Pack(
            name=head.name,
            title=head.title,
            release=head.release or VERSION,
            language=head.language,
            offset=_offset(head.offset),
            calendar=calendar,
            scales=own_scales,
            scale_labels={name: scale.label for name, scale in head.scale.items()},
            sources=own_sources,
            parameters=names.parameters,
            terms={name: term for name, term in names.terms.items() if term is not None},
            tables={name: table for name, table in names.tables.items() if table is not None},
            rules=tuple(rules),
            stated=firm.stated(head.facts),
            tightened=firm.tightened(head.tighten),
            corrections=self.corrections(file, head, names, {rule.id for rule in rules}),
            categories=texts.categories,
            groups=texts.groups,
            classes=texts.classes,
            trees=names.trees,
            window=self.window,
        )

    def scale(self, file: File, name: str, found: shape.Scale) -> Scale | None:
        where: Where = ("scale", name)
        if len(set(found.levels)) < len(found.levels):
            file.error((*where, "levels"), "a level stands twice in this scale")
            return None
        wrong = [(alias, level) for alias, level in found.aliases.items() if level not in found.levels]
        for alias, level in wrong:
            file.error((*where, "aliases", alias), f"{level!r} is not a level", near(level, found.levels))
        if wrong:
            return None
        return Scale(name, tuple(found.levels), tuple(sorted(found.aliases.items())))

    def corrections(
        self, file: File, head: shape.Pack, names: Names, rules: Collection[str]
    ) -> dict[str, tuple[Correction, ...]]:
        """Read the corrections of what has no file of its own; what has one holds them there."""
        own = {"rule": rules, "term": names.terms, "table": names.tables, "parameter": names.parameters}
        made: dict[str, tuple[Correction, ...]] = {}
        for index, (found, one) in enumerate(
            zip(head.correction, read_corrections(file, (), head.correction), strict=True)
        ):
            kind, _, name = found.of.partition(" ")
            where: Where = ("correction", index, "of")
            if found.of != "calendar" and (kind not in (*own, "scale") or not name):
                valid = ", ".join(["calendar", "scale NAME", *(f"{kind} NAME" for kind in own)])
                file.error(where, f"{found.of!r} is nothing a pack corrects", f"valid here: {valid}")
            elif name in own.get(kind, ()):
                file.error(where, f"the {kind} {name} is in this pack: write its correction where it stands")
            made[found.of] = (*made.get(found.of, ()), one)
        return made

    def refuse_strays(self, head: shape.Pack) -> None:
        """Report files that stand where nothing would read them: a rule in `sales/` would never be checked."""
        files = ["pack.toml", "sources.toml", "ledger.toml", *([head.calendar] if head.calendar else [])]
        for place in sorted(self.contents):
            folder, *inner = place.split("/")
            if place not in files and not (len(inner) == 1 and folder in _FOLDERS):
                hint = near(folder, _FOLDERS if inner else files)
                self.file(place).error((), f"nothing reads a file at {place}", hint)

    def read_sources(self) -> dict[str, Source]:
        own: dict[str, Source] = {}
        if "sources.toml" not in self.contents:
            return own
        file = self.file("sources.toml")
        for key, data in file.data.items():
            found = file.shaped(shape.Source, data, (key,))
            if found is not None:
                own[key] = Source(
                    key,
                    found.title,
                    found.english,
                    found.number,
                    found.short,
                    found.rank,
                    found.first,
                    found.read_on,
                    found.penalty,
                )
        self.sources.update(own)
        return own

    def read_calendar(self, file: File, head: shape.Pack) -> Calendar | None:
        if head.calendar is None:
            return None
        if "/" in head.calendar or head.calendar not in self.contents:
            file.error(("calendar",), f"there is no file {head.calendar!r} in this pack")
            return None
        calendar_file = self.file(head.calendar)
        found = calendar_file.shaped(shape.Calendar) if calendar_file.readable else None
        if found is None:
            return None
        if found.last < found.first:
            calendar_file.error(("until",), f"ends on {found.last}, before it begins on {found.first}")
        for key, days, weekend in (("off", found.off, False), ("on", found.on, True)):
            for index, day in enumerate(days):
                if not found.first <= day <= found.last or (day.weekday() >= 5) is not weekend:
                    calendar_file.error(
                        (key, index),
                        f"{day} cannot be listed here",
                        "off: weekdays, on: weekend days, within the years covered",
                    )
        return Calendar(found.first, found.last, frozenset(found.off), frozenset(found.on))

    def cites(self, file: File, where: Where, cites: Sequence[shape.Cite]) -> tuple[Cite, ...]:
        made = []
        for index, cite in enumerate(cites):
            source = self.sources.get(cite.source)
            if source is None:
                file.error(
                    (*where, "cites", index, "source"),
                    f"unknown source {cite.source!r}",
                    near(cite.source, self.sources),
                )
            else:
                made.append(Cite(source, cite.at, cite.verified))
        return tuple(made)

    def rule(self, id: str, pack: str, subject: str, file: File, names: Names, texts: Texts) -> Rule | None:
        """Read a rule of any form; None where its file holds a mistake."""
        form = file.data.get("form", "expression")
        if not file.readable:
            return None
        if form not in _FORMS:
            file.error(("form",), f"{form!r} is no form of a rule", near(str(form), _FORMS))
            return None
        found = file.shaped(_FORMS[form][self.window is not None])
        if isinstance(found, text_shape.BundledWording | text_shape.BundledDisclosure):
            return texts.rule(id, pack, file, found)
        return (
            self.expression_rule(id, pack, subject, file, found, names)
            if isinstance(found, shape.BundledRule)
            else None
        )

    def expression_rule(
        self, id: str, pack: str, subject: str, file: File, found: shape.BundledRule, names: Names
    ) -> Rule | None:
        scope = self.scope(names, subject)
        before = len(self.errors)
        file.refuse_unfilled()
        self.check_head(subject, file, found, scope)
        check_order(file, ("version",), found.version)
        lasts = last_days(found.version)
        versions = []
        for index, version in enumerate(found.version):
            where: Where = ("version", index)
            when_at = self.expression(file, (*where, "when"), version.when, scope, names.trees)
            require_at = self.expression(file, (*where, "require"), version.require, scope, names.trees)
            cites = self.cites(file, where, version.cites)
            if require_at is not None:
                versions.append(
                    Version(
                        version.first,
                        lasts[index],
                        version.when,
                        version.require,
                        cites,
                        names.trees,
                        when_at,
                        require_at,
                    )
                )
        message = self.template(file, "message", found.message, scope, names.trees)
        remedy = self.template(file, "remedy", found.remedy, scope, names.trees)
        corrections = read_corrections(file, (), found.correction)
        if len(self.errors) > before:
            return None
        return Rule(
            id=id,
            pack=pack,
            subject=subject,
            title=found.title,
            force=found.force,
            severity=found.severity,
            stage=found.stage,
            message=message,
            remedy=remedy,
            monotone=found.monotone,
            reviewed_on=found.reviewed.on,
            reviewed_by=found.reviewed.by,
            versions=tuple(versions),
            corrections=corrections,
        )

    def scope(self, names: Names, subject: str) -> Scope:
        if subject not in self.scopes:
            self.scopes[subject] = names.scope(roots_of(subject))
        return self.scopes[subject]

    def check_head(self, subject: str, file: File, found: shape.BundledRule, scope: Scope) -> None:
        if found.subject != subject:
            file.error(("subject",), f"a rule in {subject}/ has the subject {subject!r}, not {found.subject!r}")
        staged = SUBJECTS[subject].staged
        if staged and found.stage is None:
            file.error((), "the key 'stage' is missing", "from which stage of the sale must this be settled?")
        if not staged and found.stage is not None:
            file.error(("stage",), f"a {subject} has no stages")
        if found.monotone is not None:
            try:
                node = parse(found.monotone, scope, None)
            except ExpressionErrors as errors:
                file.expression_errors(("monotone",), errors)
            else:
                if node.type.name not in ("level", "record"):
                    file.error(("monotone",), f"{an(node.type)} has no levels to raise")

    def expression(self, file: File, where: Where, text: str | None, scope: Scope, trees: Trees) -> int | None:
        if text is None:
            return None
        try:
            return trees.add(parse(text, scope))
        except ExpressionErrors as errors:
            file.expression_errors(where, errors)
            return None

    def template(self, file: File, key: str, text: str, scope: Scope, trees: Trees) -> Template:
        numbers: list[int] = []
        for found in _BRACES.finditer(text):
            try:
                node = parse(found[1], scope, None)
            except ExpressionErrors as errors:
                file.expression_errors((key,), errors, shift=found.start() + 1)
                continue
            numbers.append(trees.add(node))
            if node.type.name in ("record", "relation"):
                hint = "name one of its fields"
                file.error((key,), f"{an(node.type)} cannot be written in a text", hint, offset=found.start() + 1)
        outside = _BRACES.sub(lambda found: " " * len(found.group()), text)
        for offset, character in enumerate(outside):
            if character in "{}":
                file.error((key,), f"a lone {character!r}", offset=offset)
        return Template(text, tuple(numbers), trees)


def _offset(text: str) -> dt.timedelta:
    hours, minutes = text[1:].split(":")
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return -offset if text[0] == "-" else offset
