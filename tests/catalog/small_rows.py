"""A small catalog for the tests of copy: rows as the readers of catalogs give them, as far as copy asks for them."""

from decimal import Decimal
from typing import Any

import attrs

import suitability as s
from suitability.catalog.named import Names
from suitability.model.product import Benchmark, Fee, Levels, Product, Redemption
from suitability.spot import Spot
from tests.small import DAY


@attrs.frozen
class SmallRow:
    key: str
    entry: s.CatalogEntry
    spot: Spot


def fee(kind: Any, share: str) -> Fee:
    return Fee(kind=kind, share=Decimal(share), amount=None)


PLAIN: dict[str, Any] = {
    "family": "wealth", "issuer": "qinglan-bank", "issuer_licence": "bank", "raising": "public", "status": "on-sale",
    "on_sale_from": DAY, "on_sale_until": None, "levels": Levels(issuer="R2", seller="R2"), "term_days": 90,
    "minimum_amount": 1, "currency": "CNY", "fees": (fee("management", "0.0015"), fee("custody", "0.0002")),
    "redemption": Redemption(kind="at-maturity", locked_days=90),
    "benchmark": Benchmark(low=Decimal("0.028"), high=Decimal("0.033")),
}  # fmt: skip


def row(key: str, name: str, **facts: Any) -> Any:
    """Make a row: a plain wealth product of the seller, but for what is told otherwise."""
    product = Product(key=key, name=name, **{**PLAIN, **facts})
    entry = s.CatalogEntry(key=key, product=product, seller=s.Seller(key="qinglan-bank", licence="bank"))
    return SmallRow(key, entry, Spot("catalog.csv", 2, 1))


FUND: dict[str, Any] = {
    "family": "public-fund", "levels": Levels(issuer="R4", seller="R4"), "term_days": None, "minimum_amount": 10,
    "redemption": Redemption(kind="daily", locked_days=0), "benchmark": None, "registered_on": DAY, "contract_on": DAY,
}  # fmt: skip
ROWS = (
    row("P-01", "安和90天"),
    row("P-02", "安和180天", term_days=180, status="suspended"),
    row("P-03", "安和90天B类"),
    row("000123", "和明成长混合", **FUND),
    row("PF-7", "松岳一号", family="private-fund", raising="private"),
    row("IN-1", "安宁终身寿险", family="insurance"),
    row("H-10", "Harbour Bond Fund"),
    row("H-11", "Harbour Bond Fund Plus"),
    row("P-99", "理财"),
    row("P-98", "安"),
    row("P-97", "安心"),
    row("W-2", "稳利2号"),
    row("W-20", "稳利20号"),
)
NAMES = Names(ROWS)
