"""What one cell of a catalog tells of several fields: a window, the fees, a benchmark, the type of a product."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from suitability.catalog.reading import values as v
from suitability.catalog.reading.values import Read, Wrong, plain, shown
from suitability.catalog.reading.words import FEE_KINDS, PRODUCT_TYPES, named, vocabulary
from suitability.model.facts import kinds
from suitability.model.product import Product
from suitability.model.vocabulary import RedemptionKind

WINDOWS = {
    "product.approved": ("approved_from", "approved_until"),
    "product.on_sale": ("on_sale_from", "on_sale_until"),
}


def several(name: str, unit: str) -> Callable[[str, Any], Read] | None:
    """Give what reads the cells of a target that tells several fields; None where the target is a plain one."""
    if name in WINDOWS:
        first, last = WINDOWS[name]
        return lambda text, _: Read(dict(zip((first, last), (read.value for read in v.window(text)), strict=True)))
    if name == "product.type":
        return lambda text, _: _type(text)
    if name == "product.benchmark":
        return lambda text, raw: _benchmark(text, raw)
    if name == "product.redemption":
        return lambda text, _: _redemption(text)
    if name == "product.fees":
        return lambda text, raw: _fees(text, raw, unit)
    if name.startswith("product.fees."):
        kind = name.removeprefix("product.fees.")
        return (lambda text, _: _fee(kind, text, unit)) if kind in FEE_KINDS else None
    return None


def _type(text: str) -> Read:
    if text in PRODUCT_TYPES:
        return Read(dict(PRODUCT_TYPES[text]))
    known = kinds(Product)
    for field in ("family", "design", "raising", "insurance_line", "benefit_design"):
        found = vocabulary(known[field].vocabulary, known[field].values).get(text)
        if found is not None:
            return Read({field: found})
    return v.chosen(text, PRODUCT_TYPES, known["family"].values)  # type: ignore[arg-type]


_FREE = frozenset({"免收", "免费", "免", "0", "不收取", "不收"})


def _fee(kind: str, text: str, unit: str) -> Read:
    told: dict[str, Any] = {} if not kind else {"kind": kind}
    if text in _FREE:
        return Read([{**told, "share": v.number("0"), "amount": None}])
    fixed = text.removeprefix("每笔").removesuffix("/笔").removesuffix("每笔")
    if "元" in fixed and not v.rates(text):
        found = v.amount(fixed, unit if unit in v.AMOUNT_FACTORS else "")
        return Read([{**told, "share": None, "amount": found.value}], found.unit)
    many = v.rates(text)
    if len(many) > 1:
        highest = max(many, key=lambda read: read.value)
        said = "of several rates in one cell the highest is read"
        return Read([{**told, "share": highest.value, "amount": None}], highest.unit, said)
    found = v.share(text, unit)
    return Read([{**told, "share": found.value, "amount": None}], found.unit)


def _fees(text: str, raw: str, unit: str) -> Read:
    """Read the fees of one cell: 管理费0.5%;托管费0.05%, or one rate of which nothing says what for."""
    names = named("fee")
    made: list[Any] = []
    said, remark = "", ""
    parts = [part for part in v.CLAUSES.split(raw) if part.strip()]
    for part in parts:
        folded = plain(part)
        name = max((one for one in names if folded.startswith(one)), key=len, default="")
        rest = folded.removeprefix(name)
        for tail in ("率", ":", "为", "="):
            rest = rest.removeprefix(tail)
        if not name and len(parts) > 1:
            raise Wrong(f"{shown(part)} does not say which fee it is; write 管理费0.5%;托管费0.05%")
        found = _fee(names.get(name, ""), rest, unit)
        made += found.value
        said, remark = said or found.unit, remark or found.remark
    return Read(made, said, remark)


_INDEX = ("指数", "利率", "收益率", "×", "*", "index", "lpr", "同业存款")


def _benchmark(text: str, raw: str) -> Read:
    """Read a benchmark: its text, and its bounds where it is one rate or two."""
    told: dict[str, Any] = {"text": str(raw)}
    if any(sign in text for sign in _INDEX):
        return Read({**told, "low": None, "high": None})
    found = v.rates(text) if text.isascii() or len(text) <= 40 else []
    first = text.split("-")[0].split("~")[0].split("至")[0]
    if len(found) == 1 and first != text and first.replace(".", "").isdigit():
        found = [v.share(f"{first}%", ""), *found]  # 3.5-4.2%
    if len(found) in (1, 2) and found[0].value <= found[-1].value:
        told |= {"low": found[0].value, "high": found[-1].value}
        return Read(told, found[0].unit)
    return Read(told)


def _redemption(text: str) -> Read:
    words = vocabulary("RedemptionKind", get_args(RedemptionKind))
    told: dict[str, Any] = {}
    for part in v.PARTS.split(text.replace("t+", "t\0")):
        one = part.replace("\0", "+")
        if one in words:
            told["kind"] = words[one]
        elif one.startswith("t+"):
            told["notice_days"] = v.notice(one, "").value
        elif one:
            told["kind"] = v.chosen(one, words, get_args(RedemptionKind)).value
    return Read(told)
