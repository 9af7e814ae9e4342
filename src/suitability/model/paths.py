"""Paths of facts: `customer.assessments[0].level`, as records, expressions and reports write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from suitability.model.facts import Kind, kinds
from suitability.model.subject import SUBJECTS


@attrs.frozen
class Step:
    """A field on the way of a path: the class it is of, its kind, and the member named in brackets."""

    record: Any
    name: str
    kind: Kind
    index: int | None


def follow(path: str) -> list[Step]:
    """Follow a path through the model; nothing where it is no path of the model."""
    root, *names = path.split(".")
    found = _root(root)
    steps = []
    for part in names:
        name, _, index = part.partition("[")
        kind = None if found is None else found[1].get(name)
        if found is None or kind is None:
            return []
        steps.append(Step(found[0], name, kind, int(index[:-1]) if index else None))
        found = None if kind.record is None else (kind.record, kinds(kind.record))
    return steps


def kind_at(path: str) -> Kind | None:
    """Give the kind of the field at a path; None where there is none."""
    steps = follow(path)
    return steps[-1].kind if steps else None


def _root(root: str) -> tuple[Any, Mapping[str, Kind]] | None:
    for subject in SUBJECTS.values():
        if root in subject.roots:
            record = subject.record if root == subject.own else kinds(subject.record)[root].record
            return record, subject.fields(root)
    return None
