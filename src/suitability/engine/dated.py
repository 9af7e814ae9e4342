"""Facts that are dated after the day we stand on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from suitability.model.facts import NOT_TOLD, Some, kinds

Late = Callable[[Any, dt.date, dt.datetime], bool]


def end_of(day: dt.date, offset: dt.timedelta) -> dt.datetime:
    """Give the first instant after a day."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) + dt.timedelta(days=1) - offset


@cache
def late(record: Any) -> Late | None:
    """Make the function that says whether a record states a fact after a day; None where it can state none."""
    lines = []
    names: dict[str, Any] = {"NOT_TOLD": NOT_TOLD, "Some": Some}
    for name, kind in kinds(record).items():
        read = f"    v = r.{name}\n"
        told = "    if v is not NOT_TOLD and v is not None"
        if kind.event:
            lines.append(f"{read}{told} and v {'> day' if kind.name == 'day' else '>= end'}: return True\n")
        elif kind.record is not None and (inner := late(kind.record)) is not None:
            names[f"late_{name}"] = inner
            if kind.name == "one":
                lines.append(f"{read}{told} and late_{name}(v, day, end): return True\n")
            else:
                lines.append(
                    f"{read}{told}:\n        for m in (v.items if v.__class__ is Some else v):\n"
                    f"            if late_{name}(m, day, end): return True\n"
                )
    if not lines:
        return None
    exec("def late(r, day, end):\n" + "".join(lines) + "    return False\n", names)
    made: Late = names["late"]
    return made


def late_paths(record: Any, path: str, own: str, day: dt.date, end: dt.datetime) -> Iterator[str]:
    """Give the path of every fact that a record states after a day."""
    for name, kind in kinds(type(record)).items():
        value = getattr(record, name)
        at = f"{path}.{name}" if path else f"{own}.{name}"
        if value is NOT_TOLD or value is None:
            continue
        if kind.event and (value > day if kind.name == "day" else value >= end):
            yield at
        elif kind.name == "one":
            # The parts of a subject are roots of their own.
            yield from late_paths(value, name if not path else at, own, day, end)
        elif kind.name == "many":
            for index, member in enumerate(value.items if isinstance(value, Some) else value):
                yield from late_paths(member, f"{at}[{index}]", own, day, end)
