"""A pack as the engine uses it: rules, terms, tables, parameters, scales and sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Protocol, TypeVar

import attrs

from suitability.errors import PackError
from suitability.language.dates import Calendar
from suitability.language.tree import Node
from suitability.model.scale import Scale
from suitability.rules.texts import Ground, Groups, WordClass, Wording
from suitability.rules.trees import Trees

SEVERITIES = ("note", "warn", "block")
Rank = Literal["law", "administrative-regulation", "department-rule", "normative-document", "self-regulation", "house"]
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


def by_source(cites: Iterable[Cite]) -> dict[Source, list[Cite]]:
    """Give citations under the sources they stand in, as they come."""
    found: dict[Source, list[Cite]] = {}
    for cite in cites:
        found.setdefault(cite.source, []).append(cite)
    return found


@attrs.frozen
class Correction:
    """A mistake of our own that `release` put right; it reached the law of the days from `first` to `last`."""

    release: str
    says: str
    first: dt.date | None
    last: dt.date | None

    def reaches(self, day: dt.date) -> bool:
        """Say whether the law of a day was mistaken."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


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
    """What a rule says from `first` to `last` (None: until further notice).

    Of a rule over text it holds no expression; its versions differ by the `grounds` that are in force.
    """

    first: dt.date
    last: dt.date | None
    when_text: str | None
    require_text: str
    cites: tuple[Cite, ...]
    trees: Trees = attrs.field(eq=False, repr=False)
    when_at: int | None
    require_at: int | None
    grounds: tuple[Ground, ...] = ()

    @property
    def when(self) -> Node | None:
        return None if self.when_at is None else self.trees.tree(self.when_at)

    @property
    def require(self) -> Node:
        assert self.require_at is not None, "a rule over text has no expression"
        return self.trees.tree(self.require_at)

    @property
    def expressions(self) -> list[Node]:
        """The trees of its expressions."""
        return [self.trees.tree(at) for at in (self.when_at, self.require_at) if at is not None]

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


def _made(wording: Wording | Callable[[], Wording] | None) -> Wording | None:
    return wording() if callable(wording) else wording


@attrs.frozen
class Rule:
    """One duty or ban; `wording` is what a rule over text looks for, None of a rule that is an expression."""

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
    corrections: tuple[Correction, ...]
    _wording: Wording | Callable[[], Wording] | None = attrs.field(default=None, eq=_made)

    @property
    def wording(self) -> Wording | None:
        """What the rule looks for in a text; a packaged pack reads it when it is first asked for."""
        return _made(self._wording)

    @property
    def over_text(self) -> bool:
        """Whether the rule is one over text."""
        return self._wording is not None

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
    corrections: tuple[Correction, ...]
    trees: Trees = attrs.field(eq=False, repr=False)


@attrs.frozen
class Row:
    """A row of a table; undated rows hold from the first day to the last. `when_text` is its columns in one order."""

    first: dt.date
    last: dt.date | None
    when_text: str
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
    corrections: tuple[Correction, ...]
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
    corrections: tuple[Correction, ...]
    trees: Trees = attrs.field(eq=False, repr=False)


@attrs.frozen
class Statement:
    """What a firm states is always so, from `first` to `last`: a fact of every record that does not tell it.

    `values` are those the fact may have, as the model holds them; one of them is the fact itself, and (None,) says
    that there is none.
    """

    path: str
    values: tuple[Any, ...]
    first: dt.date
    last: dt.date | None
    owner: str
    reason: str


@attrs.frozen
class Tightening:
    """What a firm makes stricter from `first` to `last`: a parameter's value, or a rule's severity or stage."""

    kind: str
    name: str
    first: dt.date
    last: dt.date | None
    owner: str
    reason: str
    value_at: int | None
    severity: str | None
    stage: str | None
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
    """A folder of rules and of what they stand on.

    `release` is that of the library where the pack names none. `corrections` are those of what has no file, by what
    they are of. `categories`, `groups` (by the path whose values they hold) and `classes` of words are what rules over
    text name. `window` is the first and the last day whose law a bundle holds; None: every day.
    """

    name: str
    title: Label
    release: str
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
    stated: tuple[Statement, ...]
    tightened: tuple[Tightening, ...]
    corrections: Mapping[str, tuple[Correction, ...]]
    categories: Mapping[str, Label]
    groups: Groups
    classes: Mapping[str, WordClass]
    trees: Trees = attrs.field(eq=False, repr=False)
    window: tuple[dt.date, dt.date] | None = None


def demand_day(packs: Iterable[Pack], day: dt.date) -> None:
    """Raise PackError where a pack came from a bundle that does not hold the law of a day."""
    for pack in packs:
        if pack.window is not None and not pack.window[0] <= day <= pack.window[1]:
            first, last = (str(edge) if edge not in (dt.date.min, dt.date.max) else "…" for edge in pack.window)
            raise PackError(f"the bundle holds the law from {first} to {last}, and not that of {day}")


def change_days(packs: Iterable[Pack]) -> list[dt.date]:
    """Give the days on which anything the packs say begins or has ended, in order."""
    days: set[dt.date] = set()
    for pack in packs:
        dated: list[Any] = [version for rule in pack.rules for version in rule.versions]
        dated += [version for term in pack.terms.values() for version in term.versions]
        dated += [version for parameter in pack.parameters.values() for version in parameter.versions]
        dated += [row for table in pack.tables.values() for row in table.rows]
        dated += [*pack.stated, *pack.tightened]
        spans = [(one.first, one.last) for one in dated] + ([pack.window] if pack.window else [])
        for first, last in spans:
            days.add(first)
            if last is not None and last < dt.date.max:
                days.add(last + dt.timedelta(days=1))
    return sorted(days)
