"""A pack as the engine uses it: rules, terms, tables, parameters, scales and sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar

import attrs

from suitability.language.dates import Calendar
from suitability.language.tree import Node
from suitability.model.scale import Scale
from suitability.model.subject import STAGES
from suitability.rules.trees import Trees

SEVERITIES = ("note", "warn", "block")
Label = Mapping[str, str]


@attrs.frozen
class Source:
    """An instrument: a law, a rule of a regulator, a house document."""

    id: str
    title: str
    english: str
    number: str
    short: str
    rank: str
    first: dt.date | None
    read_on: dt.date | None
    penalty: str


@attrs.frozen
class Cite:
    """An article of a source; `verified` false: from memory or a secondary source."""

    source: Source
    at: str
    verified: bool

    @property
    def short(self) -> str:
        """The source's short title and the article."""
        return f"《{self.source.short}》{self.at}" if self.source.rank != "house" else f"{self.source.short} {self.at}"


class _Dated(Protocol):
    @property
    def first(self) -> dt.date: ...
    @property
    def last(self) -> dt.date | None: ...


D = TypeVar("D", bound=_Dated)


def in_force(versions: Iterable[D], day: dt.date) -> D | None:
    """Give the version in force on a day."""
    for version in versions:
        if version.first <= day and (version.last is None or day <= version.last):
            return version
    return None


@attrs.frozen
class Version:
    """What a rule says from `first` to `last` (None: until further notice)."""

    first: dt.date
    last: dt.date | None
    when_text: str | None
    require_text: str
    cites: tuple[Cite, ...]
    trees: Trees = attrs.field(eq=False, repr=False)
    when_at: int | None
    require_at: int

    @property
    def when(self) -> Node | None:
        return None if self.when_at is None else self.trees.tree(self.when_at)

    @property
    def require(self) -> Node:
        return self.trees.tree(self.require_at)

    @property
    def verified(self) -> bool:
        """Whether at least one citation was read in the text of the law itself."""
        return any(cite.verified for cite in self.cites)


@attrs.frozen
class Template:
    """A text with expressions in braces, and the numbers of their trees, in the order of the braces."""

    text: str
    at: tuple[int, ...]
    trees: Trees = attrs.field(eq=False, repr=False)


@attrs.frozen
class Rule:
    """One duty or ban."""

    id: str
    pack: str
    subject: str
    title: str
    force: str
    severity: str
    stage: str | None
    message: Template
    remedy: Template
    monotone: str | None
    reviewed_on: dt.date
    reviewed_by: str
    versions: tuple[Version, ...]

    def due(self, stage: str | None) -> bool:
        """Say whether the rule must be settled at a stage; None: of a subject without stages."""
        return stage is None or self.stage is None or STAGES.index(self.stage) <= STAGES.index(stage)

    def severity_of(self, version: Version) -> str:
        """Give the severity a finding of this version has: unverified law never blocks."""
        return "warn" if self.severity == "block" and not version.verified else self.severity


@attrs.frozen
class TermVersion:
    """What a term means from `first` to `last`."""

    first: dt.date
    last: dt.date | None
    text: str
    at: int
    cites: tuple[Cite, ...]


@attrs.frozen
class Term:
    """A dated definition and the signature expressions see; `nullable`: it can be none."""

    name: str
    label: Label
    arguments: tuple[tuple[str, int], ...]
    type_at: int
    nullable: bool
    roots: frozenset[str]
    versions: tuple[TermVersion, ...]
    trees: Trees = attrs.field(eq=False, repr=False)


@attrs.frozen
class Row:
    """A row of a table; undated rows hold from the first day to the last."""

    first: dt.date
    last: dt.date | None
    test_at: int
    value_at: int
    cites: tuple[Cite, ...]


@attrs.frozen
class Table:
    """A dated grid and the signature expressions see."""

    name: str
    label: Label
    values: Mapping[str, Label]
    arguments: tuple[tuple[str, int], ...]
    type_at: int
    roots: frozenset[str]
    rows: tuple[Row, ...]
    trees: Trees = attrs.field(eq=False, repr=False)


@attrs.frozen
class ParameterVersion:
    first: dt.date
    last: dt.date | None
    value_at: int
    cites: tuple[Cite, ...]


@attrs.frozen
class Parameter:
    """A figure the law leaves open or a house sets; `stricter` is `lower` or `higher`."""

    name: str
    label: Label
    type_at: int
    stricter: str
    versions: tuple[ParameterVersion, ...]
    trees: Trees = attrs.field(eq=False, repr=False)


def meaning(defined: Any) -> dict[str, Any]:
    """Give what a term, table or parameter says, with trees and types in place of the numbers its pack gives them."""
    trees = defined.trees
    said = attrs.asdict(defined, recurse=False, filter=lambda field, _: field.name != "trees")
    said["type_at"] = trees.type(defined.type_at)
    said["arguments"] = [(name, trees.type(at)) for name, at in said.get("arguments", ())]
    for dated in ("versions", "rows"):
        said[dated] = [
            {name: trees.tree(value) if name in _TREES else value for name, value in _fields(one)}
            for one in said.get(dated, ())
        ]
    return said


_TREES = ("at", "test_at", "value_at")


def _fields(one: Any) -> Iterable[tuple[str, Any]]:
    return attrs.asdict(one, recurse=False).items()


@attrs.frozen
class Pack:
    """A folder of rules and of what they stand on."""

    name: str
    title: Label
    language: str
    offset: dt.timedelta
    calendar: Calendar | None
    scales: Mapping[str, Scale]
    scale_labels: Mapping[str, Label]
    sources: Mapping[str, Source]
    parameters: Mapping[str, Parameter]
    terms: Mapping[str, Term]
    tables: Mapping[str, Table]
    rules: tuple[Rule, ...]
    trees: Trees = attrs.field(eq=False, repr=False)


def change_days(packs: Iterable[Pack]) -> list[dt.date]:
    """Give the days on which anything the packs say begins or has ended, in order."""
    days: set[dt.date] = set()
    for pack in packs:
        dated: list[Any] = [version for rule in pack.rules for version in rule.versions]
        dated += [version for term in pack.terms.values() for version in term.versions]
        dated += [version for parameter in pack.parameters.values() for version in parameter.versions]
        dated += [row for table in pack.tables.values() for row in table.rows]
        for one in dated:
            days.add(one.first)
            if one.last is not None and one.last < dt.date.max:
                days.add(one.last + dt.timedelta(days=1))
    return sorted(days)
