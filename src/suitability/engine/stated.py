"""What a firm states is always so, put where a record tells nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from suitability.errors import FactsContradict
from suitability.model.facts import NOT_TOLD, changed, kinds
from suitability.model.subject import Subject
from suitability.rules.pack import Statement


class Stated:
    """The statements that hold for one kind of subject on one day.

    `among` holds, for a fact of which a firm states the possible values only, those values by path.
    """

    def __init__(self, statements: Sequence[Statement], subject: Subject) -> None:
        self._subject = subject
        self._places = [(_steps(one.path, subject), one) for one in statements]
        self.among = {one.path: frozenset(one.values) for one in statements if len(one.values) > 1}

    def completed(self, record: Any) -> tuple[Any, tuple[Statement, ...]]:
        """Give a record with what it does not tell, and the statements that said so.

        Where what holds the fact is none, as the product of copy that names none, nothing is stated of it.
        Raises FactsContradict where the record tells otherwise than the firm states.
        """
        used = []
        for steps, statement in self._places:
            holder = _told(record, steps[:-1])
            if holder is None:
                continue
            value = holder if holder is NOT_TOLD else getattr(holder, steps[-1])
            if value is NOT_TOLD:
                used.append(statement)
                if len(statement.values) == 1:
                    record = _put(record, steps, statement.values[0])
            elif value not in statement.values:
                raise FactsContradict(statement.path, value, statement.values, statement.owner)
        return record, tuple(used)


def applicable(path: str, subject: Subject) -> bool:
    """Say whether a path begins at a root of a subject."""
    return path.partition(".")[0] in subject.roots


def _steps(path: str, subject: Subject) -> tuple[str, ...]:
    root, *names = path.split(".")
    return tuple(names) if root == subject.own else (root, *names)


def _told(record: Any, steps: tuple[str, ...]) -> Any:
    """Give the fact at a place; none where what holds it is stated to be none."""
    for name in steps:
        record = getattr(record, name)
        if record is NOT_TOLD or record is None:
            return record
    return record


def _put(record: Any, steps: tuple[str, ...], value: Any) -> Any:
    name, *rest = steps
    if rest:
        inner = getattr(record, name)
        if inner is NOT_TOLD:
            inner = kinds(record.__class__)[name].record()
        value = _put(inner, tuple(rest), value)
    return changed(record, name, value)
