"""Mutants of rules: each small change of a rule's text that its own examples must notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs

from suitability.engine.ruleset import RuleSet
from suitability.language.tree import (
    And,
    Compare,
    Constant,
    Fold,
    Node,
    Not,
    Operator,
    Or,
    Subset,
    Within,
    children,
    map_children,
)
from suitability.packs.examples import Case, Examples
from suitability.packs.text_mutants import TextMutant
from suitability.packs.text_mutants import survivors as text_survivors
from suitability.rules.pack import Rule, Version, in_force

_TURNED: dict[str, Operator] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_STRICT: dict[str, Operator] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


@attrs.frozen
class Mutant:
    """A rule's version with one small change, said in words."""

    rule: Rule
    version: Version
    change: str
    when: Node | None
    require: Node

    def __str__(self) -> str:
        return f"{self.rule.id} from {self.version.first}: {self.change}"


def survivors(examples: Examples) -> tuple[list[Mutant | TextMutant], int]:
    """Give the mutants that no example of their rule notices, and the number of mutants tried."""
    by_rule: dict[str, list[Case]] = {}
    for case in examples.cases:
        by_rule.setdefault(case.rule.id, []).append(case)
    over_text, tried = text_survivors(examples.texts)
    alive: list[Mutant | TextMutant] = [*over_text]
    for cases in by_rule.values():
        for mutant in mutants(cases[0].rule, examples.rules):
            tried += 1
            dated = [case for case in cases if in_force(mutant.rule.versions, case.day) is mutant.version]
            if all(examples.outcome_of(case, mutant) == case.expect for case in dated):
                alive.append(mutant)
    return alive, tried


def mutants(rule: Rule, rules: RuleSet) -> Iterator[Mutant]:
    """Give every mutant of a rule."""
    for version in rule.versions:
        when, require = version.when, version.require
        if when is not None:
            yield Mutant(rule, version, "`when` always true", None, require)
            for change, node in changes(when, rules):
                yield Mutant(rule, version, f"when: {change}", node, require)
        for change, node in changes(require, rules):
            yield Mutant(rule, version, f"require: {change}", when, node)


def changes(node: Node, rules: RuleSet) -> Iterator[tuple[str, Node]]:
    """Give every tree that differs from this one by one small change."""
    yield from _here(node, rules)
    for index, child in enumerate(children(node)):
        for change, changed in changes(child, rules):
            yield change, _with_child(node, index, changed)


def _with_child(node: Node, index: int, changed: Node) -> Node:
    count = -1

    def swap(child: Node) -> Node:
        nonlocal count
        count += 1
        return changed if count == index else child

    return map_children(node, swap)


def _here(node: Node, rules: RuleSet) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Compare):
        turned = _TURNED[node.operator]
        yield f"{node.operator} turned to {turned}", attrs.evolve(node, operator=turned)
        if node.operator in _STRICT:
            strict = _STRICT[node.operator]
            yield f"{node.operator} made {strict}", attrs.evolve(node, operator=strict)
    elif isinstance(node, And | Or):
        for index in range(len(node.operands)):
            rest = node.operands[:index] + node.operands[index + 1 :]
            left = type(node)(rest) if len(rest) > 1 else rest[0]
            yield f"operand {index + 1} of {type(node).__name__.lower()} dropped", left
    elif isinstance(node, Not):
        yield "not dropped", node.operand
    elif isinstance(node, Within | Subset):
        yield f"{type(node).__name__.lower()} turned", Not(node)
    elif isinstance(node, Fold) and node.where is not None:
        yield f"condition of {node.kind} dropped", attrs.evolve(node, where=None)
    elif isinstance(node, Constant):
        yield from _other_constants(node, rules)


def _other_constants(node: Constant, rules: RuleSet) -> Iterator[tuple[str, Node]]:
    kind = node.type.name
    if kind == "level":
        levels = rules.scales[node.type.scale].levels
        rank = levels.index(node.value)
        for other in levels[max(rank - 1, 0) : rank + 2]:
            if other != node.value:
                yield f"{node.value} made {other}", Constant(other, node.type)
    elif kind == "set" and len(node.value) > 1:
        for value in sorted(node.value):
            yield f"{value} left out of a set", Constant(node.value - {value}, node.type)
    elif kind in ("number", "day"):
        unit = _unit(node.value)
        for other in (node.value - unit, node.value + unit):
            if kind == "day" or other >= 0:
                yield f"{node.value} made {other}", Constant(other, node.type)


def _unit(value: Any) -> Any:
    """Give the smallest step of a day or number: a day, one, or one in the last decimal that is written."""
    if isinstance(value, dt.date):
        return dt.timedelta(days=1)
    return Decimal(1).scaleb(int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 1
