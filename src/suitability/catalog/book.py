"""The book of a seller: who holds a product, whose sale is under way, and whom a change of it no longer suits."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

import attrs

from suitability.engine.check import check
from suitability.engine.regime import paths
from suitability.engine.report import Report
from suitability.engine.ruleset import InForce, RuleSet
from suitability.errors import SuitabilityError
from suitability.language.python import UNKNOWN, VIOLATION
from suitability.language.tree import trees
from suitability.model.facts import NOT_TOLD, changed, told
from suitability.model.product import Product
from suitability.model.sale import Holding, Sale
from suitability.model.subject import SHARED_ROOTS
from suitability.readers.files import read_files
from suitability.readers.record import read
from suitability.spot import Spot, Unread

Kept = Holding | Sale


@attrs.frozen
class Effect:
    """Whom a change touches; what nobody told is None.

    `unsuitable` are the keys of the customers with a violation that was none before, `open` counts those of whom it
    cannot be known, and `errors` says why some could not be judged.
    """

    holders: int | None
    pending_sales: int | None
    unsuitable: frozenset[str] | None
    open: int = 0
    errors: tuple[Unread, ...] = ()


@attrs.frozen
class Book:
    """Holdings and sales that are not concluded, by the key of their product; None: the book holds none of any product.

    Each comes with the place of its record.
    """

    holdings: Mapping[str, Sequence[tuple[str, Holding]]] | None = None
    sales: Mapping[str, Sequence[tuple[str, Sale]]] | None = None

    def effect(self, key: str, before: Any, after: Any, seller: Any, rules: RuleSet, on: dt.date) -> Effect:
        """Say whom a change of a product on a day touches; of one that is new or leaves it suits nobody less."""
        holdings = None if self.holdings is None else self.holdings.get(key, ())
        sales = None if self.sales is None else self.sales.get(key, ())
        kept: list[tuple[str, Kept]] = [*(holdings or ()), *(sales or ())]
        people = {_customer(one, place) for place, one in holdings or ()}
        unsuitable: set[str] = set()
        doubtful: set[str] = set()
        errors: list[Unread] = []
        if isinstance(before, Product) and isinstance(after, Product):
            fresh = _Judge(before, after, seller, rules, on)
            for place, one in kept:
                try:
                    verdict = fresh.verdict(one)
                except SuitabilityError as error:
                    errors.append(Unread(Spot(place), str(error)))
                    verdict = UNKNOWN
                if verdict == VIOLATION:
                    unsuitable.add(_customer(one, place))
                elif verdict == UNKNOWN:
                    doubtful.add(_customer(one, place))
        doubtful -= unsuitable
        # Some keys answer whether there are any; no key answers it only where every customer could be judged.
        knows = holdings is not None or sales is not None
        named = frozenset(unsuitable) if knows and (unsuitable or not doubtful) else None
        return Effect(
            None if holdings is None else len(people),
            None if sales is None else len(sales),
            named,
            len(doubtful),
            tuple(errors),
        )


def _customer(one: Kept, place: str) -> str:
    """Give the key of a customer; where none is told, what the record is called by."""
    customer = one.customer
    key = NOT_TOLD if customer is NOT_TOLD else customer.key  # type: ignore[union-attr]
    return next((each for each in (key, one.key) if isinstance(each, str)), place)


class _Judge:
    """Judges customers by one product as it was and as it becomes."""

    def __init__(self, before: Product, after: Product, seller: Any, rules: RuleSet, on: dt.date) -> None:
        self.before, self.after, self.seller, self.rules, self.on = before, after, seller, rules, on
        old, new = told(before), told(after)
        self.fields = tuple(
            f"product.{name}" for name in {**old, **new} if name not in old or name not in new or old[name] != new[name]
        )
        self._reads: dict[str, bool] = {}

    def verdict(self, one: Kept) -> int | None:
        """Say whether the change brings a violation, or a doubt that hangs on what it changes; None: neither."""
        reports = ((self._report(each, self.before), self._report(each, self.after)) for each in self._of(one))
        found = [self._between(before, after) for before, after in reports]
        return VIOLATION if VIOLATION in found else UNKNOWN if UNKNOWN in found else None

    def _of(self, one: Kept) -> tuple[Kept, ...]:
        if isinstance(one, Sale):
            return (one,)
        # Whether it may be held, and whether the customer might buy it now.
        offer = Sale(on=self.on, stage="candidate", at=None, initiated_by="institution", customer=one.customer)
        return one, changed(offer, "seller", self.seller if one.seller is NOT_TOLD else one.seller)

    def _report(self, one: Kept, product: Product) -> Report:
        return check(changed(one, "product", product), self.rules, as_of=self.on)

    def _between(self, before: Report, after: Report) -> int | None:
        found = None
        for (one, was), (_, code) in zip(before.decided(), after.decided(), strict=True):
            if code == VIOLATION and was != VIOLATION:
                return VIOLATION
            if code == UNKNOWN and was != VIOLATION and self._reads_change(one):
                found = UNKNOWN
        return found

    def _reads_change(self, one: InForce) -> bool:
        if one.rule.id not in self._reads:
            asked = paths(trees(one)) if one.rule.wording is None else set()
            within = tuple(f"{field}{mark}" for field in self.fields for mark in (".", "["))
            self._reads[one.rule.id] = any(path in self.fields or path.startswith(within) for path in asked)
        return self._reads[one.rule.id]


def read_book(files: Iterable[tuple[str, BinaryIO]], rules: RuleSet) -> tuple[Book, tuple[Unread, ...]]:
    """Read a book from JSON or JSON Lines, and what of it could not be read.

    Holdings, sales and the customers they name by key may stand in any of the files; a product needs no more than its
    key, since the catalog tells the rest.
    """
    records, errors = read_files(files, keys=SHARED_ROOTS)
    unread = [Unread(Spot(error.place), error.message) for error in errors]
    holdings: defaultdict[str, list[tuple[str, Holding]]] = defaultdict(list)
    sales: defaultdict[str, list[tuple[str, Sale]]] = defaultdict(list)
    any_sale = False
    for record in records:
        if record.subject not in ("holding", "sale"):
            continue
        try:
            one: Kept = read(record.subject, record.values, rules)
        except SuitabilityError as error:
            unread.append(Unread(Spot(record.place), str(error)))
            continue
        product = one.product
        key = NOT_TOLD if product is NOT_TOLD else product.key  # type: ignore[union-attr]
        if not isinstance(key, str):
            unread.append(Unread(Spot(record.place), "tells no product.key: it cannot be known which product it is of"))
        elif isinstance(one, Holding):
            holdings[key].append((record.place, one))
        else:
            any_sale = True
            if one.stage != "concluded" and (one.cancelled_at is None or one.cancelled_at is NOT_TOLD):
                sales[key].append((record.place, one))
    return Book(dict(holdings) or None, dict(sales) if any_sale else None), tuple(unread)
