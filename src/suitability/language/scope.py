"""The names an expression may use, and what they take and give."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from suitability.language.tree import Call, Field, Fold, Node, Root, Term
from suitability.language.types import Type
from suitability.model.facts import Kind
from suitability.model.scale import Scale

FOLDS = ("any", "all", "count", "sum", "min", "max", "latest", "previous")
PERIODS = ("days", "months", "years", "hours", "workdays")
FUNCTIONS = ("age", "day", "date", "steps", "missing_from", "size", *PERIODS, *FOLDS)
USAGE = {
    "age": "age(birth_date, day)",
    "day": "day(instant)",
    "date": "date(2026, 2, 1)",
    "steps": "steps(level, other_level)",
    "missing_from": "missing_from(needed, have)",
    "size": "size(set)",
    "days": "days(7)", "months": "months(12)", "years": "years(2)", "hours": "hours(24)", "workdays": "workdays(5)",
    "any": "any(test for a in relation if condition)",
    "all": "all(test for a in relation if condition)",
    "count": "count(a for a in relation if condition)",
    "sum": "sum(a.amount for a in relation if condition)",
    "min": "min(a.on for a in relation) or min(x, y)",
    "max": "max(a.on for a in relation) or max(x, y)",
    "latest": "latest(a for a in relation if condition, by=a.at)",
    "previous": "previous(a for a in relation if condition, by=a.at)",
    "set": "{a.item for a in relation if condition}",
}  # fmt: skip


@attrs.frozen
class Signature:
    """What a term or a table takes and gives, and the roots it reads."""

    type: Type
    arguments: tuple[Type, ...] = ()
    nullable: bool = False
    roots: frozenset[str] = frozenset()


@attrs.frozen
class RootOf:
    """What a root of a subject is: its class, the fields its paths may name, and whether it can be none."""

    record: type
    fields: Mapping[str, Kind]
    nullable: bool = False


@attrs.frozen
class Scope:
    """The names an expression may use: roots of its subject, with their class and fields, and what packs define.

    The signature of a term that is itself mistaken is None: who uses it is not told of that again.
    """

    roots: Mapping[str, RootOf]
    terms: Mapping[str, Signature | None] = {}
    tables: Mapping[str, Signature | None] = {}
    parameters: Mapping[str, Type] = {}
    scales: Mapping[str, Scale] = {}
    arguments: Mapping[str, Type] = {}

    def names(self) -> list[str]:
        return [*self.roots, *self.terms, *self.tables, *self.arguments, *FUNCTIONS, "as_of", "param"]


def nullable(node: Node, scope: Scope) -> bool:
    """Say whether an expression can be none."""
    if isinstance(node, Root):
        return node.nullable
    if isinstance(node, Field):
        return node.nullable or nullable(node.base, scope)
    if isinstance(node, Fold):
        return node.kind in ("latest", "previous", "min", "max")
    if isinstance(node, Call):
        return node.name in ("min", "max") and all(nullable(argument, scope) for argument in node.arguments)
    signature = scope.terms[node.name] if isinstance(node, Term) else None
    return signature is not None and signature.nullable
