"""Values of an evaluation that are not plain: unknown ones, bounds of counts, uncertain sets, records with a path."""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from suitability.language.dates import Calendar, add_months
from suitability.language.tree import Constant
from suitability.model.scale import Scale

# Amounts are exact: what cannot be held exactly is an error, and an error is unknown.
EXACT = decimal.Context(
    prec=50, Emin=-60, Emax=60, traps=[decimal.Inexact, decimal.Overflow, decimal.InvalidOperation, decimal.Subnormal]
)


@attrs.frozen
class Unknown:
    """A value that cannot be known: the paths it depends on, and those of them that could settle it alone."""

    depends: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()


@attrs.frozen
class Among(Unknown):
    """A fact that was not told, of which it is known that it is one of a few values."""

    possible: frozenset[Any] = attrs.field(kw_only=True)


@attrs.frozen
class Between:
    """A count, or the size of a set, of which only bounds are known; `high` None: no upper bound."""

    low: int
    high: int | None
    why: Unknown


@attrs.frozen
class Members:
    """A set of which some members are certain and others possible; `possible` None: anything may be in it."""

    certain: frozenset[Any]
    possible: frozenset[Any] | None
    why: Unknown


@attrs.frozen
class At:
    """A record or relation and its path."""

    value: Any
    path: str


def of(paths: Iterable[str]) -> Unknown:
    """Make an unknown that each of these paths could settle."""
    found = frozenset(paths)
    return Unknown(found, found)


def either(unknowns: Iterable[Unknown]) -> Unknown:
    """Join unknowns of which any one, once told, may decide."""
    first, *others = unknowns
    for other in others:
        first = Unknown(first.depends | other.depends, first.alone | other.alone)
    return first


def both(unknowns: list[Unknown]) -> Unknown:
    """Join unknowns that must all be told."""
    depends = frozenset().union(*(unknown.depends for unknown in unknowns))
    alone = unknowns[0].alone.intersection(*(unknown.alone for unknown in unknowns[1:]))
    return Unknown(depends, alone)


@attrs.frozen
class Circumstances:
    """What an evaluation needs to know beside the subject; nothing of it is asked of the machine."""

    scales: Mapping[str, Scale]
    offset: dt.timedelta
    calendar: Calendar


def constant(node: Constant, scales: Mapping[str, Scale]) -> Any:
    """Give the value a constant has in an evaluation: levels as their ranks."""
    type_, value = node.type, node.value
    if type_.name == "level":
        return scales[type_.scale].ranks[value]
    if type_.name == "set" and type_.of.name == "level":
        return frozenset(scales[type_.of.scale].ranks[level] for level in value)
    return value


def forwards(amount: Any) -> int:
    """Give the length of a period. Raises ValueError where it is no whole number or runs backwards."""
    length = int(amount)
    if length != amount or length < 0:
        raise ValueError("a period is a whole number and runs forwards")
    return length


def shift(base: Any, unit: str, length: Any, calendar: Calendar) -> Any:
    """Move a day or an instant forwards. Raises ValueError or OverflowError where there is no such day."""
    amount = forwards(length)
    if unit == "months":
        return add_months(base, amount)
    if unit == "years":
        return add_months(base, 12 * amount)
    if unit == "workdays":
        return calendar.add(base, amount)
    return base + dt.timedelta(**{unit: amount})
