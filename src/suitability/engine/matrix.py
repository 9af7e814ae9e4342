"""What the rules say of each customer level and product level under a regime, found by running them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from suitability.engine.ruleset import InForce, RuleSet, decide
from suitability.errors import SuitabilityError
from suitability.language.bind import Binder
from suitability.language.evaluate import Evaluation
from suitability.language.python import UNKNOWN, VIOLATION
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
    walk,
)
from suitability.language.types import Type
from suitability.model.customer import Assessment, Customer, Seller
from suitability.model.product import Levels, Product
from suitability.model.sale import Sale
from suitability.rules.pack import in_force

REGIME = "regime"
ALLOWED, PROCEDURE, NEVER = "allowed", "with-procedure", "never"


@attrs.frozen
class Cell:
    """Whether a product of a level may be sold to a customer of a level, and the rules that forbid or ask for more."""

    customer: str
    product: str
    answer: str
    rules: tuple[str, ...]


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


def under(rules: RuleSet, subject: str, day: dt.date, regime: str | None) -> list[InForce]:
    """Give the rules in force for a subject on a day, as a regime leaves them; without those it rules out."""
    type_ = _regime_type(rules)
    definitions: Any = rules
    if regime is not None and type_ is not None:
        definitions = _UnderRegime(rules, Constant(regime, type_))
    binder = Binder(definitions, day)
    found = []
    for rule in rules.rules:
        version = in_force(rule.versions, day) if rule.subject == subject else None
        if version is None:
            continue
        when = None if version.when is None else settled(binder.bind(version.when))
        require = settled(binder.bind(version.require))
        if not (isinstance(when, Constant) and when.value is False):
            found.append(InForce(rule, version, when, require, rules.severity(rule, version, day)))
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


def reads(node: Node, record: type, name: str) -> bool:
    """Say whether a tree reads a field of a class of the model."""
    return any(isinstance(n, Field) and n.name == name and n.base.type.of is record for n in walk(node))


def matrix(rules: RuleSet, day: dt.date, regime: str | None) -> list[Cell]:
    """Run every rule that reads both levels over each pair of levels, in a plain sale under the regime.

    A blocking rule that is violated makes the cell `never`; one that warns, or whose answer depends on more facts,
    makes it `with-procedure`.
    Raises SuitabilityError where the packs define no scale of customers or of products.
    """
    missing = [name for name in ("customer", "product") if name not in rules.scales]
    if missing:
        raise SuitabilityError(f"the packs define no scale {missing[0]!r}, so there is no matrix")
    asked = [
        one
        for one in under(rules, "sale", day, regime)
        if reads(one.require, Levels, "issuer") and reads(one.require, Assessment, "level")
    ]
    facts = _facts_of(rules, day, regime)
    cells = []
    for customer in rules.scales["customer"].levels:
        for product in rules.scales["product"].levels:
            evaluation = Evaluation(_plain_sale(customer, product, day, facts, rules), "sale", day, rules.circumstances)
            found: dict[str, list[str]] = {NEVER: [], PROCEDURE: [], ALLOWED: []}
            for one in asked:
                found[_answer(one, decide(evaluation, one.when, one.require))].append(one.rule.id)
            answer = next((answer for answer in (NEVER, PROCEDURE) if found[answer]), ALLOWED)
            cells.append(Cell(customer, product, answer, tuple(found[answer] if answer != ALLOWED else ())))
    return cells


def _answer(one: InForce, outcome: int) -> str:
    if outcome == VIOLATION:
        return NEVER if one.severity == "block" else PROCEDURE
    return PROCEDURE if outcome == UNKNOWN else ALLOWED


def _plain_sale(
    customer: str, product: str, day: dt.date, facts: Mapping[str, Mapping[str, Any]], rules: RuleSet
) -> Sale:
    """A sale on the customer's own initiative to a natural person of full capacity, assessed on the day."""
    noon = dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC) - rules.circumstances.offset
    test = Assessment(
        at=noon - dt.timedelta(hours=1), institution="seller", level=customer, completed_by="customer", prompted=False
    )
    return Sale(
        on=day,
        at=noon,
        stage="ordered",
        initiated_by="customer",
        customer=Customer(
            kind="natural-person",
            nfra_category="ordinary",
            csrc_category="ordinary",
            capacity="full",
            accepts_loss=True,
            lowest_class=False,
            assessments=(test,),
            changes=(),
        ),
        product=Product(levels=Levels(issuer=product, seller=product), **facts.get("product", {})),
        seller=Seller(key="seller", **facts.get("seller", {})),
    )


def _facts_of(rules: RuleSet, day: dt.date, regime: str | None) -> dict[str, dict[str, Any]]:
    """Give facts of a product and a seller that the first row of the regime's table asks for."""
    rows = rules.table(REGIME, day)[1] if regime is not None else ()
    facts: dict[str, dict[str, Any]] = {}
    for test, value in rows:
        if isinstance(value, Constant) and value.value == regime:
            for part in test.operands if isinstance(test, And) else (test,):
                column, choice = _column(part)
                if isinstance(column, Field) and isinstance(column.base, Root):
                    facts.setdefault(column.base.name, {})[column.name] = choice
            break
    return facts


def _column(test: Node) -> tuple[Node, Any]:
    match test:
        case Compare(left=column, right=Constant(value=value)):
            return column, value
        case Within(item=column, members=Constant(value=values)):
            return column, min(values)
        case Not(operand=column):
            return column, False
    return test, True


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
