"""Relations folded to one value, under three-valued logic."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from suitability.language.tree import Fold, Node
from suitability.language.values import EXACT, At, Between, Members, Unknown, both, either

if TYPE_CHECKING:
    from suitability.language.evaluate import Evaluation


def _chosen(evaluation: Evaluation, node: Fold, members: list[At]) -> tuple[list[At], list[Unknown]]:
    certain, possible = [], []
    for member in members:
        fits = True if node.where is None else with_member(evaluation, node, member, node.where, evaluation.truth)
        if fits is True:
            certain.append(member)
        elif isinstance(fits, Unknown):
            possible.append(fits)
    return certain, possible


def with_member(evaluation: Evaluation, node: Fold, member: At, part: Node, evaluate: Callable[[Node], Any]) -> Any:
    evaluation.variables = {**evaluation.variables, node.variable: member}
    return evaluate(part)


def fold_truth(evaluation: Evaluation, node: Fold, members: list[At], partial: Unknown | None) -> Any:
    decisive = node.kind == "any"
    assert node.value is not None

    def truths() -> Iterable[bool | Unknown]:
        for member in members:
            where = True if node.where is None else with_member(evaluation, node, member, node.where, evaluation.truth)
            if where is False:
                continue
            test = with_member(evaluation, node, member, node.value, evaluation.truth)  # type: ignore[arg-type]
            yield test if where is True else evaluation.decide([where, test], not decisive)
        if partial:
            yield partial

    return evaluation.decide(truths(), decisive)


def fold_count(evaluation: Evaluation, node: Fold, members: list[At], partial: Unknown | None) -> Any:
    certain, possible = _chosen(evaluation, node, members)
    if not possible and partial is None:
        return len(certain)
    high = None if partial else len(certain) + len(possible)
    return Between(len(certain), high, either([*possible, *([partial] if partial else [])]))


def _collected(
    evaluation: Evaluation, node: Fold, members: list[At], partial: Unknown | None
) -> tuple[list[Any], list[Unknown]]:
    certain, unknown = _chosen(evaluation, node, members)
    if partial:
        unknown.append(partial)
    values: list[Any] = []
    assert node.value is not None
    for member in certain:
        value = with_member(evaluation, node, member, node.value, evaluation.number)
        if value is None:
            value = evaluation.none_of(node.value)
        (unknown if isinstance(value, Unknown) else values).append(value)
    return values, unknown


def fold_number(evaluation: Evaluation, node: Fold, members: list[At], partial: Unknown | None) -> Any:
    values, unknown = _collected(evaluation, node, members, partial)
    if unknown:
        return both(unknown)
    if node.kind == "sum":
        total = Decimal(0)
        for value in values:
            total = evaluation.guarded(node, lambda total=total, value=value: EXACT.add(total, Decimal(value)))  # type: ignore[misc]
            if isinstance(total, Unknown):
                return total
        return total
    return (max if node.kind == "max" else min)(values) if values else None


def fold_set(evaluation: Evaluation, node: Fold, members: list[At], partial: Unknown | None) -> Any:
    certain: set[Any] = set()
    possible: set[Any] | None = None if partial else set()
    open_ = [partial] if partial else []
    assert node.value is not None
    for member in members:
        fits = True if node.where is None else with_member(evaluation, node, member, node.where, evaluation.truth)
        if fits is False:
            continue
        value = with_member(evaluation, node, member, node.value, evaluation.value)
        if value is None:
            continue
        if isinstance(value, Unknown):
            possible = None
            open_.append(value if fits is True else both([value, fits]))
        elif fits is True:
            certain.add(value)
        else:
            open_.append(fits)
            if possible is not None:
                possible.add(value)
    if not open_:
        return frozenset(certain)
    return Members(frozenset(certain), None if possible is None else frozenset(possible | certain), either(open_))


def fold_latest(evaluation: Evaluation, node: Fold, members: list[At], partial: Unknown | None) -> Any:
    certain, unknown = _chosen(evaluation, node, members)
    if partial:
        unknown.append(partial)
    if unknown:
        return both(unknown)
    keys = [[with_member(evaluation, node, member, key, evaluation.number) for key in node.by] for member in certain]
    order = list(zip(keys, certain, strict=True))
    newest = _last(order, node, evaluation)
    if node.kind == "latest" or not isinstance(newest, At):
        return newest
    return _last([one for one in order if one[1] is not newest], node, evaluation)


def _last(order: list[tuple[list[Any], At]], node: Fold, evaluation: Evaluation) -> At | Unknown | None:
    """Give the member that is certainly later than all others; a tie or an unknown key that matters is unknown."""
    if not order:
        return None
    for key, member in order:
        if all(_later(key, other) for other, rival in order if rival is not member):
            return member
    asked = [part for key, _ in order for part in key if isinstance(part, Unknown)]
    return both(asked) if asked else evaluation.none_of(node)


def _later(key: list[Any], other: list[Any]) -> bool:
    for a, b in zip(key, other, strict=True):
        if a is None or b is None or isinstance(a, Unknown) or isinstance(b, Unknown):
            return False
        if a != b:
            return bool(a > b)
    return False


FOLD: dict[str, Callable[[Evaluation, Any, list[At], Unknown | None], Any]] = {
    "any": fold_truth,
    "all": fold_truth,
    "count": fold_count,
    "sum": fold_number,
    "min": fold_number,
    "max": fold_number,
    "set": fold_set,
    "latest": fold_latest,
    "previous": fold_latest,
}
