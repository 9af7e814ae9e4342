"""Plain sales made up for one day: of every kind the table of regimes tells apart, to a customer of a level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import product as combined
from typing import Any

from suitability.engine.regime import REGIME
from suitability.engine.ruleset import RuleSet
from suitability.language.tree import And, Compare, Constant, Field, Node, Not, Root, Within
from suitability.model.customer import Assessment
from suitability.model.facts import NOT_TOLD, kinds, puts
from suitability.model.paths import kind_at
from suitability.model.product import Levels
from suitability.model.sale import Sale
from suitability.model.subject import SHARED_ROOTS
from suitability.rules.pack import in_force

CUSTOMERS = ("lowest-class", "ordinary", "professional")
INITIATORS = ("customer", "institution")

# The facts that lead to a regime, by path.
Route = tuple[tuple[str, Any], ...]


def routes(rules: RuleSet, day: dt.date) -> Iterator[tuple[str | None, Route]]:
    """Give each combination of facts that a row of the table of regimes names, with the regime of the row.

    Packs without such a table have one route, without facts.
    """
    if REGIME not in rules.defined()["table"]:
        yield None, ()
        return
    for test, regime in rules.table(REGIME, day)[1]:
        if isinstance(regime, Constant):
            named = (_column(part) for part in (test.operands if isinstance(test, And) else (test,)))
            columns = [column for column in named if column is not None]
            for values in combined(*(choices for _, choices in columns)):
                yield regime.value, tuple((path, value) for (path, _), value in zip(columns, values, strict=True))


def _column(test: Node) -> tuple[str, tuple[Any, ...]] | None:
    """Give the fact that a column asks for, and the values it names in the order of their vocabulary."""
    match test:
        case Compare(left=Field() as asked, right=Constant(value=value)):
            values = (value,)
        case Within(item=Field() as asked, members=Constant(value=several)):
            values = tuple(several)
        case Not(operand=Field() as asked):
            values = (False,)
        case Field() as asked:
            values = (True,)
        case _:
            return None
    path = path_of(asked)
    kind = None if path is None else kind_at(path)
    # Levels are what a matrix varies itself.
    if path is None or kind is None or kind.name == "level":
        return None
    return path, tuple(sorted(values, key=kind.values.index if kind.values else None))


def path_of(node: Node) -> str | None:
    """Give the path of a fact; None of what is no field of a part of the subject."""
    if isinstance(node, Field):
        base = path_of(node.base)
        return None if base is None else f"{base}.{node.name}"
    return node.name if isinstance(node, Root) else None


class Constructed:
    """The sales of one day: concluded at noon by a natural person of forty, assessed an hour before."""

    def __init__(self, rules: RuleSet, day: dt.date) -> None:
        self.day = day
        self.noon = dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC) - rules.circumstances.offset
        self._stated = {one.path: one.values for one in rules.stated if in_force([one], day)}

    def sale(self, route: Route, customer: str, level: str, product: str, initiator: str) -> Sale | None:
        """Make the sale of a product of a level to a customer of a level; None where it cannot be.

        It cannot be where the route leads to other customers, or the firm states that it has no such sales.
        """
        fixed = {**_who(customer), "sale.initiated_by": initiator, "product.levels.issuer": product}
        if any(fixed.get(path, value) != value for path, value in route):
            return None
        fixed.update(route)
        facts = {**self._plain(customer, product), **fixed}
        for path, values in self._stated.items():
            if path in fixed:
                if fixed[path] not in values:
                    return None
            elif (path in facts and facts[path] not in values) or (path not in facts and len(values) == 1):
                facts[path] = values[0]
        facts.setdefault("customer.assessments", (self._assessment(level, facts["seller.key"]),))
        made: Sale = _made(Sale, {path.removeprefix("sale."): value for path, value in facts.items()})
        return made

    def _plain(self, customer: str, product: str) -> dict[str, Any]:
        """Give what is so of every such sale, unless its regime or the firm says otherwise."""
        person = {"kind": "natural-person", "birth_date": dt.date(self.day.year - 40, 1, 1), "capacity": "full"}
        buyer = {"kind": "bank"} if customer == "professional" else person
        rated = {f"product.levels.{name}": product for name in _levels(Levels)}
        used = {f"sale.{name}": product for name in _levels(Sale)}
        return {
            **{f"customer.{name}": value for name, value in buyer.items()},
            **rated,
            **used,
            "customer.accepts_loss": True,
            "customer.restrictions": (),
            "customer.changes": (),
            "product.key": "product",
            "seller.key": "seller",
            "sale.on": self.day,
            "sale.at": self.noon,
            "sale.stage": "concluded",
            "sale.assessed_by": "seller",
            "sale.matched_by": "seller",
        }

    def _assessment(self, level: str, institution: str) -> Assessment:
        finished = self.noon - dt.timedelta(hours=1)
        return Assessment(at=finished, institution=institution, level=level, completed_by="customer", prompted=False)


def _who(customer: str) -> dict[str, Any]:
    category = "professional" if customer == "professional" else "ordinary"
    return {
        "customer.nfra_category": category,
        "customer.csrc_category": category,
        "customer.lowest_class": customer == "lowest-class",
    }


def _levels(record: Any) -> list[str]:
    return [name for name, kind in kinds(record).items() if kind.name == "level" and kind.scale == "product"]


def _made(record: Any, facts: Mapping[str, Any]) -> Any:
    """Make a record of facts by path."""
    own: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {}
    for path, value in facts.items():
        name, _, rest = path.partition(".")
        if rest:
            parts.setdefault(name, {})[rest] = value
        else:
            own[name] = value
    return record(**own, **{name: _made(kinds(record)[name].record, inner) for name, inner in parts.items()})


def with_nothing_done(sale: Sale) -> Sale:
    """Give the sale with every event that it does not tell told not to have been."""
    made = object.__new__(Sale)
    for (name, kind), put in zip(kinds(Sale).items(), puts(Sale).values(), strict=True):
        value = getattr(sale, name)
        if value is NOT_TOLD and name not in SHARED_ROOTS and (kind.nullable or kind.name == "many"):
            value = () if kind.name == "many" else None
        put(made, value)
    return made
