"""A sheet to fill in: the columns of a catalog by their usual names, what may stand in each, and an example."""

from __future__ import annotations

import csv
import io
from typing import Any

from suitability.catalog.reading.fields import TARGETS, Target
from suitability.catalog.reading.headers import names_of, understood
from suitability.catalog.reading.table import NOTE
from suitability.messages.labels import field_label, value_label
from suitability.messages.locales import SOURCE, spoken
from suitability.model.facts import Kind, kinds
from suitability.model.product import CatalogEntry, Redemption

# The columns, and an example of each; a choice is written by its label.
_COLUMNS: dict[str, str] = {
    "product.key": "P-0001",
    "product.name": "青澜·稳进90天1号",
    "product.family": "wealth",
    "product.design": "fixed-income",
    "product.issuer": "青澜理财有限责任公司",
    "product.issuer_licence": "wealth-company",
    "product.raising": "public",
    "product.complexity": "simple",
    "product.levels.issuer": "R2",
    "product.levels.issuer_on": "2026-01-05",
    "product.levels.seller": "R2",
    "product.levels.seller_on": "2026-01-12",
    "product.levels.size": "5",
    "product.currency": "CNY",
    "product.minimum_amount": "1万元",
    "product.term_days": "90天",
    "product.redemption": "at-maturity",
    "product.fees.management": "0.30%",
    "product.fees.custody": "0.03%",
    "product.fees.sales-service": "0.20%",
    "product.fees.subscription": "0",
    "product.fees.redemption": "0",
    "product.fees.performance": "无",
    "product.benchmark": "2.30%-3.10%",
    "product.benchmark.basis": "按拟投资资产的预期收益及市场利率测算",
    "product.target_market.lowest_level": "C2",
    "product.target_market.categories": "ordinary professional",
    "product.target_market.channels": "branch online",
    "product.approved_from": "2026-01-15",
    "product.approved_until": "无",
    "product.on_sale_from": "2026-03-01",
    "product.on_sale_until": "2026-03-31",
    "product.status": "planned",
    "product.description": "固定收益类理财产品，封闭运作90天。",
    "product.risk_text": "理财非存款、产品有风险、投资须谨慎。",
}
_ALLOWED = {
    "day": "2026-03-01",
    "share": "0.5% / 5‰ / 50bp",
    "money": "10000 / 1万元 / 1亿元",
    "flag": "是 / 否",
    "customer": "C1 … C5",
    "product": "R1 … R5",
}


def template(locale: str = SOURCE.name) -> str:
    """Write the sheet as CSV: a header in the locale, what may stand in each column, and an example.

    The lines after the header begin with # and are no products; a row to fill begins without it.
    """
    made = io.StringIO()
    write = csv.writer(made, lineterminator="\n").writerow
    targets = [TARGETS[name] for name in _COLUMNS]
    write(header(target, locale) for target in targets)
    allowed = [_allowed(target, locale) for target in targets]
    write([f"{NOTE} {allowed[0]}".rstrip(), *allowed[1:]])
    examples = [_example(target, example, locale) for target, example in zip(targets, _COLUMNS.values(), strict=True)]
    write([f"{NOTE} {examples[0]}", *examples[1:]])
    return made.getvalue()


def header(target: Target, locale: str) -> str:
    """Give the header by which a column of this target is understood, in the locale where there is one."""
    names = names_of(target)
    if spoken(locale).name == SOURCE.name and names:
        return names[0]
    fee = target.name.removeprefix("product.fees.")
    label = value_label("FeeKind", fee, locale) if fee != target.name else ""
    for word in filter(None, (label, field_label(_record(target), target.path[-1], locale))):
        called = understood(word)
        if called is not None and called.target.name == target.name:
            return word
    return target.name.removeprefix("product.")


def _record(target: Target) -> Any:
    record: Any = CatalogEntry
    for part in target.path[:-1]:
        record = kinds(record)[part].record
    return record


def _kind(target: Target) -> Kind | None:
    return kinds(Redemption)["kind"] if target.name == "product.redemption" else target.kind


def _allowed(target: Target, locale: str) -> str:
    kind = _kind(target)
    if target.how == "extend":
        return _ALLOWED["share"]
    if kind is None:
        return ""
    if kind.values:
        parted = "、" if kind.name == "set" else " / "
        return parted.join(value_label(kind.vocabulary, value, locale) for value in kind.values)
    if target.name == "product.term_days":
        return "90天 / 3个月 / 1年 / 无固定期限"
    return _ALLOWED.get(kind.scale or kind.name, "")


def _example(target: Target, example: str, locale: str) -> str:
    kind = _kind(target)
    if kind is None or not kind.values:
        return example
    parted = "、" if kind.name == "set" else " / "
    return parted.join(value_label(kind.vocabulary, value, locale) for value in example.split())
