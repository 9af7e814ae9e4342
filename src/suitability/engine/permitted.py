"""What may be offered to a customer: every product of a shelf with its report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TypeVar

from suitability.engine.check import admitted
from suitability.engine.dated import end_of, late
from suitability.engine.report import Report
from suitability.engine.ruleset import Plan, RuleSet
from suitability.engine.waive import Ruling, Waiver
from suitability.errors import SuitabilityError
from suitability.model.customer import Customer
from suitability.model.facts import NOT_TOLD, NotTold, changed, kinds, puts
from suitability.model.product import CatalogEntry, Product
from suitability.model.sale import Sale
from suitability.model.seller import Seller
from suitability.rules.pack import Statement

Item = TypeVar("Item", CatalogEntry, Product)


def permitted(
    customer: Customer,
    shelf: Iterable[Item],
    rules: RuleSet,
    as_of: dt.date,
    *,
    sale: Sale | None = None,
    waivers: Sequence[Waiver] = (),
    rulings: Sequence[Ruling] = (),
) -> Iterator[tuple[Item, Report]]:
    """Give each product of a shelf, in its order, with the report of its sale to the customer.

    A product whose report is `cleared` may be offered. `sale` says what else is known of the sale to come; without it
    the institution picks candidates on `as_of` and nothing is ordered. The seller is the catalog entry's; where that
    names none, or the shelf holds plain products, it is the seller of `sale`. The shelf is read as reports are taken.
    Raises what `check` raises, for the customer and the sale at once, for a product in its turn.
    """
    if type(customer) is not Customer:
        raise SuitabilityError(f"{type(customer).__name__} is no Customer")
    if sale is None:
        sale = Sale(on=as_of, stage="candidate", at=None, initiated_by="institution")
    sale = changed(changed(sale, "customer", customer), "product", NOT_TOLD)
    plan = admitted(sale, rules, as_of, waivers)
    if plan.stated is not None:
        plan.stated.completed(sale)
    return _reports(plan, sale, shelf, as_of, waivers, rulings)


def _reports(
    plan: Plan,
    sale: Sale,
    shelf: Iterable[Item],
    as_of: dt.date,
    waivers: Sequence[Waiver],
    rulings: Sequence[Ruling],
) -> Iterator[tuple[Item, Report]]:
    is_late, end = late(CatalogEntry), end_of(as_of, plan.rules.circumstances.offset)
    sale_of = _copier(sale)
    outcomes, seller = None, sale.seller
    for item in shelf:
        entry = CatalogEntry(product=item) if isinstance(item, Product) else item
        if not isinstance(entry, CatalogEntry):
            raise SuitabilityError(f"{type(item).__name__} is neither a CatalogEntry nor a Product")
        offered = sale_of(entry)
        if is_late(entry, as_of, end):
            admitted(offered, plan.rules, as_of, ())  # raises, and names the facts
        stated: tuple[Statement, ...] = ()
        if plan.stated is not None:
            offered, stated = plan.stated.completed(offered)
        if outcomes is None or not _alike(offered.seller, seller):
            outcomes, seller = plan.fused_by_product(offered, as_of), offered.seller
        yield item, Report(plan, offered, as_of, outcomes(offered), waivers, rulings, stated)


def _copier(sale: Sale) -> Callable[[CatalogEntry], Sale]:
    """Give the function that makes the sale one of the product of an entry, by its seller."""
    put = dict(puts(Sale))
    put_product, put_seller = put.pop("product"), put.pop("seller")
    others = [(put_other, getattr(sale, name)) for name, put_other in put.items()]

    def sale_of(entry: CatalogEntry) -> Sale:
        made = object.__new__(Sale)
        for put_other, value in others:
            put_other(made, value)
        put_product(made, entry.product)
        put_seller(made, sale.seller if entry.seller is NOT_TOLD else entry.seller)
        return made

    return sale_of


_FACTS = attrgetter(*kinds(Seller))


def _alike(one: Seller | NotTold, other: Seller | NotTold) -> bool:
    if one is other:
        return True
    try:
        return bool(_FACTS(one) == _FACTS(other))
    except (AttributeError, TypeError):  # one of the two, or one of its facts, was not told
        return False
