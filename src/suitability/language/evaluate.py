"""The evaluation of bound trees under three-valued logic, with the facts read and the facts missed.

The compiled function of `language.python` answers first; whatever it cannot decide by two-valued logic comes here,
and so does every question of why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from suitability.language.dates import age
from suitability.language.folds import FOLD
from suitability.language.tree import (
    And,
    Arithmetic,
    AsOf,
    Call,
    Compare,
    Constant,
    Field,
    Fold,
    IsNone,
    Lookup,
    Named,
    Node,
    Not,
    Or,
    Period,
    Root,
    Shift,
    Subset,
    Variable,
    Within,
)
from suitability.language.values import (
    EXACT,
    Among,
    At,
    Between,
    Circumstances,
    Members,
    Unknown,
    both,
    constant,
    either,
    of,
    shift,
)
from suitability.model.facts import NOT_TOLD, Some

_NO_CHOICES: Mapping[str, frozenset[Any]] = {}


class Evaluation:
    """The evaluation of trees over one subject; `reads` collects the facts read, by path."""

    def __init__(
        self,
        subject: Any,
        own: str,
        as_of: dt.date,
        circumstances: Circumstances,
        among: Mapping[str, frozenset[Any]] = _NO_CHOICES,
    ) -> None:
        self.subject = subject
        self.own = own
        self.as_of = as_of
        self.circumstances = circumstances
        self.among = among
        self.reads: dict[str, Any] = {}
        self._named: dict[str, tuple[Any, dict[str, Any]]] = {}
        self.variables: dict[str, At] = {}

    def value(self, node: Node) -> Any:
        """Give the value of a tree: a Python value, None, or an `Unknown`; levels as ranks, records as `At`."""
        return _EVALUATE[type(node)](self, node)

    def truth(self, node: Node) -> bool | Unknown:
        """Give the truth of a condition."""
        value = self.value(node)
        return self.none_of(node) if value is None else value

    def number(self, node: Node) -> Any:
        """Give a value in which a count is known only if it is certain."""
        value = self.value(node)
        if isinstance(value, Between):
            return value.low if value.low == value.high else value.why
        return value

    def _plain(self, *nodes: Node) -> tuple[list[Any], Unknown | None]:
        values = [self.number(node) for node in nodes]
        unknown = [
            value if isinstance(value, Unknown) else self.none_of(node)
            for node, value in zip(nodes, values, strict=True)
            if value is None or isinstance(value, Unknown)
        ]
        return values, both(unknown) if unknown else None

    def none_of(self, node: Node) -> Unknown:
        """Make the unknown that a none gives where a value is needed."""
        return of([self._origin(node)])

    def _origin(self, node: Node) -> str:
        if isinstance(node, Field):
            base = self.value(node.base)
            return f"{base.path}.{node.name}" if isinstance(base, At) else self._origin(node.base)
        if isinstance(node, Fold):
            return self._origin(node.relation)
        if isinstance(node, Call):
            return self._origin(node.arguments[0])
        return node.name if isinstance(node, Named | Lookup | Root | Variable) else "as_of"

    def constant(self, node: Constant) -> Any:
        return constant(node, self.circumstances.scales)

    def root(self, node: Root) -> Any:
        value = self.subject if node.name == self.own else getattr(self.subject, node.name)
        return None if value is None else At(value, node.name)

    def variable(self, node: Variable) -> Any:
        return self.variables[node.name]

    def field(self, node: Field) -> Any:
        base = self.value(node.base)
        if base is None or isinstance(base, Unknown):
            return base
        path = f"{base.path}.{node.name}"
        record = base.value
        raw = NOT_TOLD if record is NOT_TOLD else getattr(record, node.name)
        if node.type.name in ("record", "relation") and raw is not None:
            return of([path]) if raw is NOT_TOLD and node.type.name == "relation" else At(raw, path)
        if raw is NOT_TOLD and node.day_of and record is not NOT_TOLD:
            instant = getattr(record, node.day_of)
            if instant is not NOT_TOLD and instant is not None:
                self.reads[f"{base.path}.{node.day_of}"] = instant
                return self.guarded(node, lambda: (instant + self.circumstances.offset).date())
        if raw is NOT_TOLD:
            unknown = of([path])
            possible = self.among.get(path)
            return unknown if possible is None else Among(unknown.depends, unknown.alone, possible=possible)
        self.reads[path] = raw
        if node.type.name == "level" and raw is not None:
            rank = self.circumstances.scales[node.type.scale].ranks.get(raw)
            return of([path]) if rank is None else rank
        return raw

    def named(self, node: Named) -> Any:
        if node.arguments:
            return self.value(node.body)
        if node.name not in self._named:
            outer, self.reads = self.reads, {}
            value = self.value(node.body)
            self._named[node.name] = (value, self.reads)
            self.reads = outer
        value, reads = self._named[node.name]
        self.reads.update(reads)
        return value

    def lookup(self, node: Lookup) -> Any:
        open_tests: list[Unknown] = []
        candidates = []
        for test, result in node.rows:
            fits = self.truth(test)
            if fits is False:
                continue
            candidates.append(self.value(result))
            if fits is True:
                same = all(candidate == candidates[0] for candidate in candidates)
                return candidates[0] if same else either(open_tests)
            open_tests.append(fits)
        return either(open_tests) if open_tests else of([f"{node.name} (no row fits)"])

    def not_(self, node: Not) -> Any:
        value = self.truth(node.operand)
        return value if isinstance(value, Unknown) else not value

    def and_(self, node: And | Or) -> Any:
        return self.decide((self.truth(operand) for operand in node.operands), isinstance(node, Or))

    @staticmethod
    def decide(truths: Iterable[bool | Unknown], decisive: bool) -> Any:
        """Join truths: one decisive truth decides, an unknown one keeps it open."""
        unknown = []
        for truth in truths:
            if truth is decisive:
                return decisive
            if isinstance(truth, Unknown):
                unknown.append(truth)
        return either(unknown) if unknown else not decisive

    def compare(self, node: Compare) -> Any:
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(left, Between) or isinstance(right, Between):
            return self._compare_bounds(node, left, right)
        if node.operator in ("==", "!=") and not isinstance(left, Unknown) and not isinstance(right, Unknown):
            return (left == right) is (node.operator == "==")
        for one, other in ((left, right), (right, left)):
            # A fact that is one of a few values differs from every other value.
            if isinstance(one, Among) and not isinstance(other, Unknown) and other not in one.possible:
                return node.operator == "!="
        (left, right), unknown = self._plain(node.left, node.right)
        return unknown or _OPERATORS[node.operator](left, right)

    def _compare_bounds(self, node: Compare, left: Any, right: Any) -> Any:
        sides = ((node.left, left), (node.right, right))
        if left is None or right is None or isinstance(left, Unknown) or isinstance(right, Unknown):
            return both([_why(value) if value is not None else self.none_of(side) for side, value in sides])
        (a, b), (c, d) = _bounds(left), _bounds(right)
        below = b is not None and b < c
        above = d is not None and a > d
        not_above = b is not None and b <= c
        not_below = d is not None and a >= d
        decided = {
            "<": (below, not_below),
            "<=": (not_above, above),
            ">": (above, not_above),
            ">=": (not_below, below),
            "==": (False, below or above),
            "!=": (below or above, False),
        }[node.operator]
        if decided[0] or decided[1]:
            return bool(decided[0])
        return both([_why(value) for _, value in sides if isinstance(value, Between)])

    def _set(self, node: Node) -> Members:
        value = self.value(node)
        if isinstance(value, Members):
            return value
        if isinstance(value, frozenset):
            return Members(value, value, Unknown())
        # Of a set that was not told nothing is certain, and anything is possible.
        return Members(frozenset(), None, self.none_of(node) if value is None else value)

    def within(self, node: Within) -> Any:
        item = self.value(node.item)
        if item is None:
            return False
        members = self._set(node.members)
        if isinstance(item, Among):
            if item.possible <= members.certain:
                return True
            if members.possible is not None and not item.possible & members.possible:
                return False
        if isinstance(item, Unknown):
            return _open(item, members.why)
        if item in members.certain:
            return True
        return members.why if members.possible is None or item in members.possible else False

    def subset(self, node: Subset) -> Any:
        left, right = self._set(node.left), self._set(node.right)
        if left.possible is not None and left.possible <= right.certain:
            return True
        if right.possible is not None and not left.certain <= right.possible:
            return False
        return _open(left.why, right.why)

    def is_none(self, node: IsNone) -> Any:
        value = self.value(node.operand)
        if isinstance(value, At) and value.value is NOT_TOLD:
            return of([value.path])
        if isinstance(value, Among):
            return False
        return value if isinstance(value, Unknown) else value is None

    def arithmetic(self, node: Arithmetic) -> Any:
        (left, right), unknown = self._plain(node.left, node.right)
        if unknown:
            return unknown
        operation = {"+": EXACT.add, "-": EXACT.subtract, "*": EXACT.multiply}[node.operator]
        return self.guarded(node, lambda: operation(Decimal(left), Decimal(right)))

    def guarded(self, node: Node, make: Callable[[], Any]) -> Any:
        """Give a value, or an unknown where there is no such number or day."""
        try:
            return make()
        except (ValueError, ArithmeticError):
            return of([f"{node.type} out of range"])

    def period(self, node: Period) -> Any:
        return self.number(node.amount)

    def shift(self, node: Shift) -> Any:
        (base, amount), unknown = self._plain(node.base, node.period)
        if unknown:
            return unknown
        unit = getattr(node.period, "unit", "months")
        return self.guarded(node, lambda: shift(base, unit, amount, self.circumstances.calendar))

    def call(self, node: Call) -> Any:
        if node.name in ("max", "min"):
            return self._extreme(node)
        if node.name == "missing_from":
            return self._missing_from(node)
        if node.name == "size":
            return self._size(node)
        values, unknown = self._plain(*node.arguments)
        if unknown:
            return unknown
        if node.name == "steps":
            return values[1] - values[0]
        if node.name == "day":
            return self.guarded(node, lambda: (values[0] + self.circumstances.offset).date())
        return self.guarded(node, lambda: age(values[0], values[1]))

    def _extreme(self, node: Call) -> Any:
        values = [self.number(argument) for argument in node.arguments]
        unknown = [value for value in values if isinstance(value, Unknown)]
        if unknown:
            return both(unknown)
        known = [value for value in values if value is not None]
        return (max if node.name == "max" else min)(known) if known else None

    def _missing_from(self, node: Call) -> Any:
        needed, have = (self._set(argument) for argument in node.arguments)
        possible = None if needed.possible is None else needed.possible - have.certain
        certain = frozenset() if have.possible is None else needed.certain - have.possible
        if possible == certain:
            return certain
        return Members(certain, possible, _open(needed.why, have.why))

    def _size(self, node: Call) -> Any:
        members = self._set(node.arguments[0])
        low, high = len(members.certain), None if members.possible is None else len(members.possible)
        return low if low == high else Between(low, high, members.why)

    def fold(self, node: Fold) -> Any:
        relation = self.value(node.relation)
        if relation is None:
            return self.none_of(node.relation)
        if isinstance(relation, Unknown):
            return relation
        partial = of([relation.path]) if isinstance(relation.value, Some) else None
        items = relation.value.items if partial else relation.value
        members = [At(item, f"{relation.path}[{index}]") for index, item in enumerate(items)]
        outer = self.variables
        try:
            return FOLD[node.kind](self, node, members, partial)
        finally:
            self.variables = outer


def _open(*whys: Unknown) -> Unknown:
    """Join the reasons of what is not certain; what is certain has none."""
    return both([why for why in whys if why.depends])


def _why(value: Any) -> Unknown:
    if isinstance(value, Between):
        return value.why
    return value if isinstance(value, Unknown) else Unknown()


def _bounds(value: Any) -> tuple[Any, Any]:
    return (value.low, value.high) if isinstance(value, Between) else (value, value)


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_EVALUATE: dict[type, Callable[[Evaluation, Any], Any]] = {
    Constant: Evaluation.constant,
    Root: Evaluation.root,
    Variable: Evaluation.variable,
    Field: Evaluation.field,
    Named: Evaluation.named,
    Lookup: Evaluation.lookup,
    Not: Evaluation.not_,
    And: Evaluation.and_,
    Or: Evaluation.and_,
    Compare: Evaluation.compare,
    Within: Evaluation.within,
    Subset: Evaluation.subset,
    IsNone: Evaluation.is_none,
    Arithmetic: Evaluation.arithmetic,
    Period: Evaluation.period,
    Shift: Evaluation.shift,
    Call: Evaluation.call,
    AsOf: lambda evaluation, _: evaluation.as_of,
    Fold: Evaluation.fold,
}
