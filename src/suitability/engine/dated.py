"""Facts that are dated after the day we stand on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from suitability.model.facts import NOT_TOLD, Some, kinds
from suitability.model.subject import SHARED_ROOTS

Late = Callable[[Any, dt.date, dt.datetime], bool]


@lru_cache(maxsize=64)
def end_of(day: dt.date, offset: dt.timedelta) -> dt.datetime:
    """Give the first instant after a day; the last instant there is, where no day follows."""
    try:
        return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) + dt.timedelta(days=1) - offset
    except OverflowError:
        return dt.datetime.max.replace(tzinfo=dt.UTC)


@cache
def late(record: Any) -> Late:
    """Make the function that says whether a record states a fact after a day."""
    body = _lines(record, "record", 1)
    names: dict[str, Any] = {"NOT_TOLD": NOT_TOLD, "Some": Some}
    exec("\n".join(["def late(record, day, end):", *body, "    return False"]), names)
    made: Late = names["late"]
    return made


def _lines(record: Any, variable: str, depth: int) -> list[str]:
    # Made of names of the model's own fields only; one function without calls is what makes it quick.
    pad, value = "    " * depth, f"v{depth}"
    lines = []
    for name, kind in kinds(record).items():
        told = f"{pad}if ({value} := {variable}.{name}) is not NOT_TOLD"
        if kind.nullable:
            told += f" and {value} is not None"
        if kind.event:
            lines.append(f"{told} and {value} {'> day' if kind.name == 'day' else '>= end'}: return True")
        elif kind.name == "one" and (inner := _lines(kind.record, value, depth + 1)):
            lines += [f"{told}:", *inner]
        elif kind.name == "many" and (inner := _lines(kind.record, f"m{depth}", depth + 2)):
            members = f"{value}.items if {value}.__class__ is Some else {value}"
            lines += [f"{told}:", f"{pad}    for m{depth} in {members}:", *inner]
    return lines


def late_paths(record: Any, path: str, own: str, day: dt.date, end: dt.datetime) -> Iterator[str]:
    """Give the path of every fact that a record states after a day."""
    for name, kind in kinds(record.__class__).items():
        value = getattr(record, name)
        at = f"{path}.{name}" if path else f"{own}.{name}"
        if value is NOT_TOLD or value is None:
            continue
        if kind.event and (value > day if kind.name == "day" else value >= end):
            yield at
        elif kind.name == "one":
            # The parts of a subject are roots of their own.
            yield from late_paths(value, at if path or name not in SHARED_ROOTS else name, own, day, end)
        elif kind.name == "many":
            for index, member in enumerate(value.items if isinstance(value, Some) else value):
                yield from late_paths(member, f"{at}[{index}]", own, day, end)
