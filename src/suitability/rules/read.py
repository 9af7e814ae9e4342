"""From a folder of TOML files to a checked pack, or to every mistake in all of them."""

from __future__ import annotations

import datetime as dt
import keyword
import re
from collections.abc import Sequence
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
from suitability.rules import shape
from suitability.rules.door import File, Where
from suitability.rules.names import ALL_ROOTS, Names, check_order, last_days, roots_of
from suitability.rules.pack import Cite, Pack, Rule, Source, Template, Version
from suitability.rules.trees import Trees

S = TypeVar("S", bound=BaseModel)
# Each file's name is a name or id elsewhere; this is what such a name looks like.
_TERM_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RULE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = {*FUNCTIONS, *ALL_ROOTS, "as_of", "param", "none", *keyword.kwlist}
_BRACES = re.compile(r"\{([^{}]*)\}")


def read_folder(folder: Path, base: Sequence[Pack] = ()) -> Pack:
    """Read and check a pack; its expressions may use the names of the packs in `base`.

    Raises RuleFileErrors with every mistake of every file, PackError where the folder holds no pack.
    """
    if not (folder / "pack.toml").is_file():
        raise PackError(f"{folder} holds no pack.toml, so it is not a pack")
    reader = _Reader(folder, base)
    pack = reader.pack()
    if reader.errors or pack is None:
        raise RuleFileErrors(reader.errors)
    return pack


def read_examples(folder: Path) -> dict[str, list[shape.Example]]:
    """Give the examples of a pack's rules by rule id; the pack must have been read without a mistake."""
    errors: list[RuleFileError] = []
    name = File(folder / "pack.toml", "pack.toml", errors).data["name"]
    found = {}
    for subject in SUBJECTS:
        for path in sorted((folder / subject).glob("*.toml")):
            rule = File(path, str(path), errors).shaped(shape.Rule)
            if rule is not None:
                found[f"{name}.{subject}.{path.stem}"] = rule.example
    return found


class _Reader:
    def __init__(self, folder: Path, base: Sequence[Pack]) -> None:
        self.folder = folder
        self.base = base
        self.errors: list[RuleFileError] = []
        self.scopes: dict[str, Scope] = {}
        self.sources: dict[str, Source] = {s.id: s for pack in base for s in pack.sources.values()}

    def file(self, path: Path) -> File:
        shown = (Path(self.folder.name) / path.relative_to(self.folder)).as_posix()
        return File(path, shown, self.errors)

    def files(self, kind: str, shaped: type[S], pattern: re.Pattern[str]) -> dict[str, tuple[File, S]]:
        found = {}
        for path in sorted((self.folder / kind).glob("*.toml")):
            file = self.file(path)
            if not pattern.fullmatch(path.stem):
                file.error((), f"{path.stem!r} is not a name", f"a name looks like {pattern.pattern}")
            data = file.shaped(shaped) if file.readable else None
            if data is not None:
                found[path.stem] = (file, data)
        return found

    def pack(self) -> Pack | None:
        file = self.file(self.folder / "pack.toml")
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
        rules = [
            rule
            for subject in SUBJECTS
            for name, (found_in, found) in self.files(subject, shape.Rule, _RULE_NAME).items()
            if (rule := self.rule(f"{head.name}.{subject}.{name}", head.name, subject, found_in, found, names))
        ]
        return Pack(
            name=head.name,
            title=head.title,
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
            trees=names.trees,
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

    def refuse_strays(self, head: shape.Pack) -> None:
        """Report files that stand where nothing would read them: a rule in `sales/` would never be checked."""
        folders = [*SUBJECTS, "terms", "tables", "examples"]
        files = ["pack.toml", "sources.toml", "ledger.toml", *([head.calendar] if head.calendar else [])]
        for path in sorted(self.folder.rglob("*.toml")):
            place = path.relative_to(self.folder)
            if place.as_posix() not in files and not (len(place.parts) == 2 and place.parts[0] in folders):
                hint = near(place.parts[0], folders if len(place.parts) > 1 else files)
                self.file(path).error((), f"nothing reads a file at {place.as_posix()}", hint)

    def read_sources(self) -> dict[str, Source]:
        own: dict[str, Source] = {}
        path = self.folder / "sources.toml"
        if not path.is_file():
            return own
        file = self.file(path)
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
        path = self.folder / head.calendar
        if path.parent != self.folder or not path.is_file():
            file.error(("calendar",), f"there is no file {head.calendar!r} in this pack")
            return None
        calendar_file = self.file(path)
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

    def rule(self, id: str, pack: str, subject: str, file: File, found: shape.Rule, names: Names) -> Rule | None:
        scope = self.scope(names, subject)
        before = len(self.errors)
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
        )

    def scope(self, names: Names, subject: str) -> Scope:
        if subject not in self.scopes:
            self.scopes[subject] = names.scope(roots_of(subject))
        return self.scopes[subject]

    def check_head(self, subject: str, file: File, found: shape.Rule, scope: Scope) -> None:
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
