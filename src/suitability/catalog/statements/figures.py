"""Figures as copy writes them, in folded text: numbers in digits and in Chinese, shares, amounts and periods."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

_DIGITS = "零一二三四五六七八九"
_VALUES = {**{digit: value for value, digit in enumerate(_DIGITS)}, "〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

_ARABIC = r"[0-9]{1,12}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,8})?"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]{1,12}(?:点[零〇一二三四五六七八九]{1,6})?"
# A number is not cut out of a longer one, nor out of a word.
_FREE = r"(?<![0-9.a-z])(?<![0-9],)"
NUMBER = rf"(?:{_FREE}{_ARABIC}|{_CHINESE})"

_PER_CENT = rf"{NUMBER} ?(?:%|percent(?![a-z])|per cent(?![a-z])|个点)"
SHARE = rf"(?:{_PER_CENT}|[百千万]分之{NUMBER}|{NUMBER} ?(?:‰|bps?(?![a-z])|个?基点))"

_FOREIGN = {
    "美元": "USD",
    "美金": "USD",
    "usd": "USD",
    "us$": "USD",
    "$": "USD",
    "港元": "HKD",
    "港币": "HKD",
    "hkd": "HKD",
}
_FOREIGN |= {
    "hk$": "HKD",
    "欧元": "EUR",
    "eur": "EUR",
    "€": "EUR",
    "英镑": "GBP",
    "gbp": "GBP",
    "£": "GBP",
    "日元": "JPY",
}
_BEFORE = r"(?:[¥￥€£]|us\$|hk\$|\$|rmb|cny|usd|hkd|eur|gbp|人民币|美元|港币)"
_AFTER = r"(?:元|块钱?|圆|美元|美金|港元|港币|欧元|英镑|日元|人民币|rmb|cny|yuan|usd|hkd|eur|gbp|dollars?)"
_SCALE = r"(?:万亿|[十百千]?[万亿]|[百千]|million|thousand|k(?![a-z]))"
MONEY = (
    rf"(?:{_BEFORE} ?{NUMBER}(?: ?{_SCALE})?(?: ?{_AFTER})?|{NUMBER}(?: ?{_SCALE})? ?{_AFTER}(?![a-z])|"
    rf"{NUMBER} ?[十百千]?[万亿])"
)
_ENGLISH_SCALES = {"million": 10**6, "thousand": 10**3, "k": 10**3}

_EACH = {"天": (1, 1), "日": (1, 1), "周": (7, 7), "星期": (7, 7), "day": (1, 1), "week": (7, 7)}
# A month may have 28 days and a year be reckoned as 360, or last until the next working day.
_LONG = {
    "月": (30, 31, 2),
    "month": (30, 31, 2),
    "季度": (90, 92, 1),
    "季": (90, 92, 1),
    "年": (360, 372, 0),
    "year": (360, 372, 0),
}
PERIOD = (
    rf"(?:{NUMBER} ?-?(?:个?自然日|天|日|个?月|周|个?星期|个?季度|季|年|days?(?![a-z])|weeks?(?![a-z])|"
    r"months?(?![a-z])|years?(?![a-z]))|半年)(?![0-9])"
)


class Amount(NamedTuple):
    """An amount and its currency (ISO 4217)."""

    value: Decimal
    currency: str


class Days(NamedTuple):
    """How many days a period may last: a year has 365 or 366, and many contracts reckon otherwise."""

    low: int
    high: int


def number(text: str) -> Decimal:
    """Give the number that a text of digits, or of Chinese numerals, stands for."""
    if text[0].isascii():
        return Decimal(text.replace(",", ""))
    whole, _, part = text.partition("点")
    value = Decimal(_whole(whole))
    digits = "".join(str(_VALUES[digit]) for digit in part)
    return value + Decimal(f"0.{digits}") if digits else value


def _whole(text: str) -> int:
    if all(character in _VALUES for character in text):
        return int("".join(str(_VALUES[character]) for character in text))
    total, section, digit = 0, 0, 0
    for character in text:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _SMALL:
            section += (digit or (1 if character == "十" else 0)) * _SMALL[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * _LARGE[character]
            section = digit = 0
    return total + section + digit


def share(text: str) -> Decimal:
    """Give a share as a fraction: 0.0015 for 0.15%."""
    found = _number_in(text)
    value = number(found)
    if "百分之" in text or re.search("%|percent|per cent|个点", text):
        return value / 100
    if "千分之" in text or "‰" in text:
        return value / 1000
    return value / 10000


def money(text: str) -> Amount:
    """Give an amount with its currency; yuan where none is named."""
    found = _number_in(text)
    value = number(found)
    rest = text.partition(found)[2].strip()
    scale = re.match(_SCALE, rest)
    if scale:
        for character in (scale[0],) if scale[0] in _ENGLISH_SCALES else scale[0]:
            value *= _ENGLISH_SCALES.get(character) or _SMALL.get(character) or _LARGE[character]
    named = sorted((name for name in _FOREIGN if name in text), key=len)
    return Amount(value, _FOREIGN[named[-1]] if named else "CNY")


def days(text: str) -> Days:
    """Give how many days a period may last."""
    if text == "半年":
        return Days(178, 186)
    found = _number_in(text)
    count = int(number(found))
    rest = text.partition(found)[2]
    for unit, (low, high, less) in _LONG.items():
        if unit in rest:
            return Days(low * count - less, high * count)
    one = next(one for unit, one in _EACH.items() if unit in rest)
    return Days(one[0] * count, one[1] * count)


_FIRST = re.compile(NUMBER)


def _number_in(text: str) -> str:
    found = _FIRST.search(re.sub("[百千万]分之", "", text))
    assert found is not None
    return found[0]
