"""Subjects with any of their facts told, none, or not told."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from functools import cache
from itertools import combinations
from typing import Any

import attrs
from hypothesis import strategies as st

from suitability.language.tree import Field, Node, walk
from suitability.model.facts import NOT_TOLD, Kind, Some, kinds
from suitability.model.subject import SUBJECTS
from tests.strategies.pools import AMOUNTS, DAYS, INSTANTS, LEVELS, NUMBERS, OFFSET, SHARES, TEXTS

Draw = Callable[[st.SearchStrategy[Any]], Any]

POOLS: dict[str, tuple[Any, ...]] = {
    "text": TEXTS,
    "flag": (True, False),
    "number": NUMBERS,
    "money": AMOUNTS,
    "share": SHARES,
    "day": DAYS,
    "instant": INSTANTS,
}
# How many members a relation has, and whether they are all.
SHAPES = (NOT_TOLD, (0, True), (1, True), (2, True), (2, True), (3, True), (0, False), (1, False), (2, False))


def subjects(kind: str, only: Collection[str] | None = None) -> st.SearchStrategy[Any]:
    """Draw a subject of a kind; of the facts beside those it must have, those whose field is in `only`."""
    return records(SUBJECTS[kind].record, None if only is None else frozenset(only))


@cache
def records(record: Any, only: frozenset[str] | None = None) -> st.SearchStrategy[Any]:
    """Draw a record of a class of the model."""

    @st.composite
    def made(draw: Draw) -> Any:
        told = {
            name: value(draw, kind, only)
            for name, kind in kinds(record).items()
            if kind.given or only is None or reaches(name, kind, only)
        }
        return record(**agreeing(record, told))

    return made()


@cache
def reaches(name: str, kind: Kind, only: frozenset[str]) -> bool:
    """Say whether a field is one of those looked at, or holds one."""
    if name in only:
        return True
    return kind.name == "one" and any(reaches(part, held, only) for part, held in kinds(kind.record).items())


def value(draw: Draw, kind: Kind, only: frozenset[str] | None = None) -> Any:
    """Draw a value, none, or that nothing is told."""
    if kind.name == "one":
        states = (NOT_TOLD, True, True, True, None) if kind.nullable else (NOT_TOLD, True, True, True)
        state = draw(st.sampled_from(states))
        return draw(records(kind.record, only)) if state is True else state
    if kind.name == "many":
        shape = draw(st.sampled_from(SHAPES))
        if shape is NOT_TOLD:
            return shape
        size, whole = shape
        members = tuple(draw(records(kind.record, only)) for _ in range(size))
        return members if whole else Some(members)
    return draw(plain(kind))


@cache
def plain(kind: Kind) -> st.SearchStrategy[Any]:
    pool = values(kind)
    states = () if kind.given else (NOT_TOLD, None) if kind.nullable else (NOT_TOLD,)
    # Most facts are told, or most answers would be unknown.
    return st.sampled_from((*pool * (1 + 6 // len(pool)), *states))


def values(kind: Kind) -> tuple[Any, ...]:
    """Give the values a drawn field may hold; the first of a long list oftener, so that they meet."""
    if kind.name == "level":
        return LEVELS[kind.scale]
    if kind.name == "choice":
        return kind.values[:3] * 3 + kind.values
    if kind.name == "set":
        few = (kind.values or TEXTS)[:3]
        return tuple(frozenset(some) for size in range(len(few) + 1) for some in combinations(few, size))
    return POOLS[kind.name]


def agreeing(record: Any, told: dict[str, Any]) -> dict[str, Any]:
    """Make a day that was told beside its instant the day of that instant."""
    for name, kind in kinds(record).items():
        day = day_of(told.get(kind.day_of, NOT_TOLD)) if kind.day_of else None
        if day is not None and told.get(name, NOT_TOLD) is not NOT_TOLD:
            told[name] = day
    return told


def day_of(instant: Any) -> dt.date | None:
    """Give the day of an instant; None where it was not told, or lies beyond the last day there is."""
    if not isinstance(instant, dt.datetime):
        return None
    try:
        return instant.astimezone(dt.timezone(OFFSET)).date()
    except OverflowError:
        return None


def fields_read(nodes: Iterable[Node]) -> frozenset[str]:
    """Give the names of the fields that trees read."""
    read = [node for whole in nodes for node in walk(whole) if isinstance(node, Field)]
    return frozenset(name for node in read for name in (node.name, node.day_of) if name)


def told(record: Any) -> str:
    """Show the facts told of a record, and only those."""
    if isinstance(record, Some):
        return f"Some{told(record.items)}"
    if isinstance(record, tuple):
        return f"({', '.join(told(member) for member in record)})"
    if not attrs.has(type(record)):
        return str(record) if isinstance(record, dt.date) else repr(record)
    held = {name: getattr(record, name) for name in kinds(type(record))}
    facts = (f"{name}={told(value)}" for name, value in held.items() if value is not NOT_TOLD)
    return f"{type(record).__name__}({', '.join(facts)})"
