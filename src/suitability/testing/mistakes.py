"""Everything that can be made wrong in a record, one thing at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from suitability.engine.ruleset import RuleSet
from suitability.model.facts import Kind, kinds
from suitability.model.subject import Subject
from suitability.testing.subjects import instant_beside

DROPPED: Final = object()

_NO_WORD = "no-such-word"
_WRONG: dict[str, tuple[tuple[str, Any], ...]] = {
    "text": (("wrong type", 7), ("empty text", "")),
    "flag": (("wrong type", "yes"), ("wrong type", 1)),
    "number": (("wrong type", "9"), ("wrong type", True), ("wrong type", 1.5)),
    "money": (("wrong type", True), ("float amount", 0.1), ("no amount", "many"), ("amount too large", str(10**18))),
    "day": (("wrong type", 1), ("no such day", "2026-02-30"), ("instant for a day", "2026-03-01T10:00:00+08:00")),
    "instant": (
        ("wrong type", 1),
        ("no such instant", "2026-03-01T25:00:00+08:00"),
        ("instant without offset", "2026-03-01T10:00:00"),
        ("day for an instant", "2026-03-01"),
    ),
    "choice": (("wrong type", 7), ("unknown choice", _NO_WORD)),
    "level": (("wrong type", 3), ("level outside its scale", _NO_WORD)),
    "set": (("wrong type", "one"),),
    "many": (("wrong type", "one"),),
    "one": (("wrong type", []),),
}  # fmt: skip


@attrs.frozen
class Edit:
    """One change of a record: the keys that lead to its place, what stands there then, and the path `read` names."""

    mistake: str
    path: str
    steps: tuple[str | int, ...]
    value: Any


def edits(subject: Subject, record: Mapping[str, Any], rules: RuleSet) -> Iterator[Edit]:
    """Give every way to make one thing of a record wrong; the facts that were not told may come wrong too."""
    yield Edit("another subject", "subject", ("subject",), _NO_WORD)
    for root in subject.roots:
        yield Edit("wrong type", root, (root,), [])
        yield Edit("key near a known one", root + root[-1], (root + root[-1],), {})
        if isinstance(record.get(root), Mapping):
            yield from _inside(record[root], subject.fields(root), (root,), rules)
    for root in subject.roots[1:]:
        yield Edit("part in its neighbour", f"{subject.own}.{root}", (subject.own, root), {})


def _inside(
    values: Mapping[str, Any], fields: Mapping[str, Kind], steps: tuple[str | int, ...], rules: RuleSet
) -> Iterator[Edit]:
    for name, kind in fields.items():
        at = (*steps, name)
        yield Edit("key near a known one", _path(at) + name[-1], (*steps, name + name[-1]), None)
        for mistake, value in _WRONG["money" if kind.name == "share" else kind.name]:
            if mistake != "level outside its scale" or kind.scale in rules.scales:
                yield Edit(mistake, _path(at), at, value)
        if kind.name == "set":
            yield Edit(
                "unknown choice" if kind.values else "wrong type",
                f"{_path(at)}[0]",
                at,
                [_NO_WORD if kind.values else 7],
            )
        if kind.given:
            yield Edit("not given", _path(at), at, DROPPED)
            yield Edit("not given", _path(at), at, None)
        yield from _relation(values.get(name), kind, at, rules)
        day, instant = values.get(name), values.get(instant_beside(kind))
        if day is not None and instant is not None:
            other = dt.date.fromisoformat(day) - dt.timedelta(days=1)
            yield Edit("day of another instant", _path(at), at, other.isoformat())


def _relation(value: Any, kind: Kind, at: tuple[str | int, ...], rules: RuleSet) -> Iterator[Edit]:
    if kind.name == "one" and value is not None:
        yield from _inside(value, kinds(kind.record), at, rules)
    if kind.name != "many":
        return
    yield Edit("wrong type", f"{_path(at)}[0]", at, [7])
    yield Edit("part without members", f"{_path(at)}.some", at, {})
    part = isinstance(value, Mapping)
    members = value["some"] if part else value or ()
    for index, member in enumerate(members):
        place = (*at, "some", index) if part else (*at, index)
        yield from _inside(member, kinds(kind.record), place, rules)


def _path(steps: tuple[str | int, ...]) -> str:
    """Write where a place is as reports do, where the members of a part are those of the relation."""
    path = ""
    for step, after in zip(steps, (*steps[1:], ""), strict=True):
        if isinstance(step, int):
            path += f"[{step}]"
        elif not (step == "some" and isinstance(after, int)):
            path += f".{step}" if path else step
    return path
