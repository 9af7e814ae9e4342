"""The rules as one regime leaves them, and the facts they read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from suitability.engine.ruleset import InForce, RuleSet
from suitability.language.bind import Binder
from suitability.language.tree import (
    TRUE,
    And,
    Compare,
    Constant,
    Field,
    Fold,
    Lookup,
    Named,
    Node,
    Not,
    Or,
    Root,
    Variable,
    Within,
    children,
    map_children,
)
from suitability.language.types import Type
from suitability.rules.pack import in_force

REGIME = "regime"


class _UnderRegime:
    """The packs' definitions with one answer of the regime table."""

    def __init__(self, rules: RuleSet, regime: Constant) -> None:
        self._rules = rules
        self._regime = regime

    def term(self, name: str, day: dt.date) -> tuple[tuple[str, ...], Node] | None:
        return self._rules.term(name, day)

    def table(self, name: str, day: dt.date) -> tuple[tuple[str, ...], tuple[tuple[Node, Node], ...]]:
        if name == REGIME:
            return (), ((TRUE, self._regime),)
        return self._rules.table(name, day)

    def parameter(self, name: str, day: dt.date) -> Node | None:
        return self._rules.parameter(name, day)


def regimes(rules: RuleSet, day: dt.date) -> tuple[str, ...]:
    """Give the answers the regime table of the packs can give on a day; none where they have no such table."""
    rows = rules.table(REGIME, day)[1] if REGIME in rules.defined()["table"] else ()
    return tuple(dict.fromkeys(value.value for _, value in rows if isinstance(value, Constant)))


def _regime_type(rules: RuleSet) -> Type | None:
    table = rules.defined()["table"].get(REGIME)
    return None if table is None else table.trees.type(table.type_at)


def under(
    rules: RuleSet, subject: str, day: dt.date, regime: str | None, only: Collection[str] | None = None
) -> list[InForce]:
    """Give the rules in force for a subject on a day, as a regime leaves them; without those it rules out.

    `only` names the rules that are asked for; None: all.
    """
    type_ = _regime_type(rules)
    definitions: Any = rules
    if regime is not None and type_ is not None:
        definitions = _UnderRegime(rules, Constant(regime, type_))
    binder = Binder(definitions, day)
    found = []
    for rule in rules.rules:
        asked = rule.subject == subject and (only is None or rule.id in only)
        version = in_force(rule.versions, day) if asked else None
        if version is None:
            continue
        one = InForce(rule, version, rules.severity(rule, version, day), lambda node: settled(binder.bind(node)))
        if not (isinstance(one.when, Constant) and one.when.value is False):
            found.append(one)
    return found


def settled(node: Node) -> Node:
    """Give a tree with every part that no fact can change already decided."""
    node = map_children(node, settled)
    match node:
        case Named(body=Constant() as body):
            return body
        case Lookup(rows=((Constant(value=True), Constant() as value), *_)):
            return value
        case Not(operand=Constant(value=bool() as value)):
            return Constant(not value, node.type)
        case Compare(operator="==" | "!=", left=Constant() as left, right=Constant() as right):
            return Constant((left.value == right.value) is (node.operator == "=="), node.type)
        case Within(item=Constant() as item, members=Constant() as members):
            return Constant(item.value in members.value, node.type)
        case And() | Or():
            decisive = isinstance(node, Or)
            rest = [part for part in node.operands if not (isinstance(part, Constant) and part.value is not decisive)]
            for part in rest:
                if isinstance(part, Constant):
                    return part
            return type(node)(tuple(rest)) if len(rest) > 1 else rest[0] if rest else Constant(not decisive, node.type)
    return node


def paths(trees: Sequence[Node]) -> set[str]:
    """Give the paths of the facts that trees may read; members of a relation as `relation[].field`."""
    found: set[str] = set()
    for tree in trees:
        _collect(tree, {}, found)
    return found


def _collect(node: Node, variables: dict[str, str], found: set[str]) -> str | None:
    if isinstance(node, Root):
        return node.name
    if isinstance(node, Variable):
        return variables.get(node.name)
    if isinstance(node, Named):
        for argument in node.arguments:
            _collect(argument, variables, found)
        return _collect(node.body, variables, found)
    if isinstance(node, Field):
        base = _collect(node.base, variables, found)
        path = f"{base}.{node.name}" if base else None
        if path and node.type.name not in ("record", "relation"):
            found.add(path)
        return path
    if isinstance(node, Fold):
        relation = _collect(node.relation, variables, found)
        inner = {**variables, node.variable: f"{relation}[]"} if relation else variables
        if relation:
            found.add(relation)
        for part in (node.where, node.value, *node.by):
            if part is not None:
                _collect(part, inner, found)
        return f"{relation}[]" if relation and node.kind in ("latest", "previous") else None
    for child in children(node):
        _collect(child, variables, found)
    return None
