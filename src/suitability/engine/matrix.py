"""Customer level by product level: what the rules say of a sale, found by running them over constructed sales.

A constructed sale tells who buys, what is sold and by whom, and nothing of how: no warning, no application, no record.
What no such step can change is forbidden or allowed; what one can change is a matter of procedure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import attrs

from suitability.engine.constructed import (
    CUSTOMERS,
    INITIATORS,
    Constructed,
    Route,
    routes,
    with_nothing_done,
)
from suitability.engine.regime import REGIME, paths, under
from suitability.engine.regime import regimes as regimes_of
from suitability.engine.ruleset import InForce, RuleSet, decide
from suitability.errors import SuitabilityError
from suitability.language.errors import near
from suitability.language.python import NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION
from suitability.language.tree import And, Field, Named, Node, Not, Or, Table, children, trees
from suitability.language.values import Unknown, either
from suitability.model.customer import Assessment, Customer
from suitability.model.product import Levels
from suitability.model.sale import Sale

ALLOWED, PROCEDURE, NEVER, OPEN = "allowed", "with-procedure", "never", "unknown"
ANSWERS: tuple[str, ...] = (ALLOWED, PROCEDURE, NEVER, OPEN)
# The roots of how a sale is made, and by which person; all others say who buys what, and where.
_HOW = ("sale", "adviser")
_LEVELS = frozenset({"product", "customer"})


@attrs.frozen
class Reason:
    """What one rule has against a pair of levels.

    `says` is `forbids`: it is violated whatever is done; `warns`: so it is, but it does not block; `asks`: it is
    violated unless something is done, which `facts` tell; `depends`: its answer hangs on `facts` that no matrix knows.
    """

    rule: str
    says: str
    facts: tuple[str, ...] = ()


# What a rule gives for one sale: NOT_APPLICABLE, PASS, or what it has against it.
_Verdict = int | Reason
# The verdicts of every rule, by customer, level of the customer and place of the product's level.
_Judged = dict[str, dict[str, list[list[_Verdict]]]]
_ANSWER_OF = {"forbids": NEVER, "warns": OPEN, "depends": OPEN, "asks": PROCEDURE}


@attrs.frozen
class Cell:
    """A product level, one of `ANSWERS`, and why; `unknown` without reasons: no rule decides."""

    product: str
    answer: str
    reasons: tuple[Reason, ...] = ()


@attrs.frozen
class Row:
    """One of `CUSTOMERS` with a level, and a cell for each product level."""

    customer: str
    level: str
    cells: tuple[Cell, ...]


@attrs.frozen
class Grid:
    """The rows that hold on these days, for sales that any of `initiators` begins, along each of `routes`.

    A route holds the facts that lead to the regime, by path: the family of the product, the licence of the seller.
    `regime` is None where the packs have no table of regimes.
    """

    regime: str | None
    days: tuple[dt.date, ...]
    initiators: tuple[str, ...]
    routes: tuple[Route, ...]
    rows: tuple[Row, ...]


def matrix(
    rules: RuleSet,
    days: Sequence[dt.date],
    *,
    regimes: Collection[str] | None = None,
    customers: Collection[str] = CUSTOMERS,
    initiators: Sequence[str] = INITIATORS,
) -> tuple[Grid, ...]:
    """Say of every pair of levels whether a sale is allowed, possible with a procedure, never, or unknown.

    Every row of the table of regimes is run, in each combination of the values it names; what agrees is one grid.
    `regimes` None: all of the days. Raises SuitabilityError where the packs define no scale of customers or of
    products, or know no such regime on any of the days.
    """
    missing = [name for name in ("customer", "product") if name not in rules.scales]
    if missing:
        raise SuitabilityError(f"the packs define no scale {missing[0]!r}, so there is no matrix")
    known = {regime for day in days for regime in regimes_of(rules, day)}
    for name in regimes or ():
        if name not in known:
            raise SuitabilityError(f"there is no regime {name!r}; {near(name, known)}")
    found: dict[tuple[Any, ...], list[Route]] = {}
    for day in dict.fromkeys(days):
        for regime, initiator, rows, along in _Day(rules, day).run(regimes, initiators):
            kept = tuple(row for row in rows if row.customer in customers)
            if kept:
                found.setdefault((regime, day, initiator, kept), []).extend(along)
    return _joined(found)


def _joined(found: dict[tuple[Any, ...], list[Route]]) -> tuple[Grid, ...]:
    """Join what differs in who begins alone, then what differs in the day alone; regimes as they first come."""
    begun: dict[tuple[Any, ...], list[str]] = {}
    for (regime, day, initiator, rows), along in found.items():
        begun.setdefault((regime, day, rows, tuple(along)), []).append(initiator)
    dated: dict[tuple[Any, ...], list[dt.date]] = {}
    for (regime, day, rows, along), who in begun.items():
        dated.setdefault((regime, tuple(who), rows, along), []).append(day)
    grids = [Grid(regime, tuple(on), who, along, rows) for (regime, who, rows, along), on in dated.items()]
    order = {regime: rank for rank, regime in enumerate(dict.fromkeys(grid.regime for grid in grids))}
    return tuple(sorted(grids, key=lambda grid: (order[grid.regime], grid.days[0])))


class _Day:
    """The rules of a day that read both levels, and the sales they are run over."""

    def __init__(self, rules: RuleSet, day: dt.date) -> None:
        self._rules = rules
        self._day = day
        self._levels = {name: rules.scales[name].levels for name in _LEVELS}
        self._plan = rules.plan("sale", day, "concluded")
        self._sales = Constructed(rules, day)
        self._reading = _Reading()
        self._both = [one for one in self._plan.active if self._reading.of_rule(one) == _LEVELS]
        self._asked: dict[str | None, tuple[list[InForce], set[str]]] = {}

    def run(
        self, regimes: Collection[str] | None, initiators: Sequence[str]
    ) -> Iterator[tuple[str | None, str, tuple[Row, ...], list[Route]]]:
        """Give the rows of every regime, by who begins, with the routes they hold along."""
        alike: dict[tuple[Any, ...], list[Route]] = {}
        for regime, route in routes(self._rules, self._day):
            if regimes is None or regime in regimes:
                leading = self._leading(route, regime)
                # A route that may lead elsewhere is run by itself; others differ in what the rules of the regime read.
                sure = all(leading.values())
                _, read = self._under(regime if sure else None)
                beside = tuple(fact for fact in route if not sure or fact[0] in read)
                alike.setdefault((regime, sure, tuple(leading), beside), []).append(route)
        for (regime, sure, customers, _), along in alike.items():
            asked, _ = self._under(regime if sure else None)
            for initiator in initiators:
                yield regime, initiator, self._rows(along[0], customers, initiator, asked), along

    def _leading(self, route: Route, regime: str | None) -> dict[str, bool]:
        """Give the customers whom a route may lead to its regime, and whether it certainly does."""
        leading = {}
        for customer in CUSTOMERS:
            lowest = self._levels["customer"][0], self._levels["product"][0]
            sale = self._sales.sale(route, customer, *lowest, INITIATORS[0])
            if sale is not None:
                asked = self._regime
                met = regime if asked is None else self._plan.evaluation(sale, self._day).value(asked)
                if isinstance(met, Unknown) or met == regime:
                    leading[customer] = not isinstance(met, Unknown)
        return leading

    @cached_property
    def _regime(self) -> Node | None:
        table = self._rules.defined()["table"].get(REGIME)
        return None if table is None else self._plan.binder.bind(Table(REGIME, (), table.trees.type(table.type_at)))

    def _under(self, regime: str | None) -> tuple[list[InForce], set[str]]:
        """Give the rules as a regime that is known leaves them, and the paths of the facts that these may read."""
        if regime not in self._asked:
            left = self._both
            if regime is not None:
                left = under(self._rules, "sale", self._day, regime, {one.rule.id for one in left})
            self._asked[regime] = left, paths([tree for one in left for tree in trees(one)])
        return self._asked[regime]

    def _rows(self, route: Route, customers: Sequence[str], initiator: str, asked: list[InForce]) -> tuple[Row, ...]:
        """Run the rules over every pair of levels; nothing where no such sale can be."""
        judged: _Judged = {}
        for customer in customers:
            # The lowest class is a part of those who have the lowest level.
            for level in self._levels["customer"][: 1 if customer == "lowest-class" else None]:
                sales = [self._sales.sale(route, customer, level, one, initiator) for one in self._levels["product"]]
                if None in sales:
                    return ()
                row = [self._verdicts(sale, asked) for sale in sales if sale is not None]
                judged.setdefault(customer, {})[level] = row
        counting = [at for at, one in enumerate(asked) if self._reading.compares(one) or _turns(at, judged)]
        rows = []
        for customer, levels in judged.items():
            # A rule that speaks of some of these levels has nothing against the others.
            every = (verdicts[at] for row in levels.values() for verdicts in row for at in counting)
            speak = any(verdict != NOT_APPLICABLE for verdict in every)
            for level, row in levels.items():
                cells = (
                    _cell(product, [verdicts[at] for at in counting], speak)
                    for product, verdicts in zip(self._levels["product"], row, strict=True)
                )
                rows.append(Row(customer, level, tuple(cells)))
        return tuple(rows)

    def _verdicts(self, sale: Sale, asked: list[InForce]) -> list[_Verdict]:
        """Give what every rule says of a sale of which nothing is told that was done."""
        evaluation = self._plan.evaluation(sale, self._day)
        undone = None
        found: list[_Verdict] = []
        for one in asked:
            verdict: _Verdict = decide(evaluation, one)
            if verdict == VIOLATION:
                verdict = Reason(one.rule.id, "forbids" if one.severity == "block" else "warns")
            elif verdict == UNKNOWN:
                truths = [evaluation.truth(tree) for tree in trees(one)]
                facts = either(truth for truth in truths if isinstance(truth, Unknown)).depends
                verdict = Reason(one.rule.id, "depends", tuple(sorted(facts)))
                if all(path.partition(".")[0] in _HOW for path in facts):
                    undone = undone or self._plan.evaluation(with_nothing_done(sale), self._day)
                    # What holds although nothing was done asks for nothing.
                    outcome = decide(undone, one)
                    verdict = outcome if outcome in (NOT_APPLICABLE, PASS) else attrs.evolve(verdict, says="asks")
            found.append(verdict)
        return found


def _turns(at: int, judged: _Judged) -> bool:
    """Say whether what a rule answers hangs on the level of the customer and on that of the product."""
    ordinary = [row for customer in judged if customer != "professional" for row in judged[customer].values()]
    for rows in (ordinary, list(judged.get("professional", {}).values())):
        said = [[_says(verdicts[at]) for verdicts in row] for row in rows]
        if _differ(said) and _differ(zip(*said, strict=True)):
            return True
    return False


def _differ(rows: Iterable[Sequence[Any]]) -> bool:
    return any(len(set(row)) > 1 for row in rows)


def _says(verdict: _Verdict) -> str | int:
    return verdict.says if isinstance(verdict, Reason) else verdict


def _cell(product: str, verdicts: Sequence[_Verdict], speak: bool) -> Cell:
    """Give the worst answer of the rules, with those that give it."""
    reasons = [verdict for verdict in verdicts if isinstance(verdict, Reason)]
    answers = {_ANSWER_OF[reason.says] for reason in reasons}
    answer = next((one for one in (NEVER, OPEN, PROCEDURE) if one in answers), ALLOWED if speak else OPEN)
    return Cell(product, answer, tuple(reason for reason in reasons if _ANSWER_OF[reason.says] == answer))


class _Reading:
    """Which of the two levels trees read, `product` and `customer`; worked out once for each tree."""

    def __init__(self) -> None:
        self._read: dict[Node, frozenset[str]] = {}

    def of_rule(self, one: InForce) -> frozenset[str]:
        return frozenset().union(*map(self.of, trees(one)))

    def of(self, node: Node) -> frozenset[str]:
        found = self._read.get(node)
        if found is None:
            own = _level_of(node) if isinstance(node, Field) else frozenset()
            found = self._read[node] = own.union(*map(self.of, children(node)))
        return found

    def compares(self, one: InForce) -> bool:
        """Say whether a rule has an expression of both levels that is more than two conditions side by side."""
        rest = trees(one)
        while rest:
            node = rest.pop()
            if self.of(node) == _LEVELS:
                if not isinstance(node, And | Or | Not | Named):
                    return True
                rest.extend(children(node))
        return False


def _level_of(node: Field) -> frozenset[str]:
    """Say which level a field is; the mark of the lowest class says as much of a customer as a level does."""
    record = node.base.type.of
    if record is Levels and node.type.name == "level":
        return frozenset({"product"})
    capacity = (record is Assessment and node.name == "level") or (record is Customer and node.name == "lowest_class")
    return frozenset({"customer"} if capacity else ())
