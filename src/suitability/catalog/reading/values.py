"""Values as catalogs write them: 0.5%, 1万元, 90天, 2026年3月1日, 中低风险.

Each function reads one plain text and gives what it says, or raises `Wrong` with what is wrong and what to write. What
can be read in two ways is wrong; what is converted in a way that a reader should know of says so in a remark.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, NamedTuple

from suitability.errors import FactError
from suitability.model.facts import NOT_TOLD, money
from suitability.model.scale import Scale
from suitability.wording.fold import fold


class Wrong(FactError):
    """A value that cannot be read; the message says why and what to write."""


class Read(NamedTuple):
    """What a value says: the value as the model holds it, the unit it is in, and a remark where it was converted."""

    value: Any
    unit: str = ""
    remark: str = ""


class Digits(str):
    """A number that its file holds as a number and not as a text, in its own digits."""

    __slots__ = ()


class Formula(str):
    """A cell that holds a formula: what it comes to is not known before a program works it out."""

    __slots__ = ()


UNTOLD = Read(NOT_TOLD)
NONE = Read(None)
NO_WORDS = frozenset(
    {"无", "没有", "暂无", "不适用", "-", "--", "---", "/", "\\", "n/a", "na", "none", "null", "nil", "不设", "未设"}
)
ENDLESS = frozenset(
    {
        "无固定期限",
        "无期限",
        "无固定存续期",
        "永续",
        "长期",
        "长期有效",
        "不限",
        "开放式",
        "活期",
        "不定期",
        "持续",
        "open",
    }
    | {"每日开放", "无固定", "无明确期限", "持续销售", "长期销售", "无限期", "openended", "open-ended"}
)
_SHORT = 60
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_BLANK = re.compile(r"\s+")
_MARKS = str.maketrans("（）【】［］，；：。—–−∼", "()[][],;:.---~")


@cache
def _character(character: str) -> str:
    return fold(character).text


def plain(text: str) -> str:
    """Give a text as it is compared: width, case and traditional characters folded, without blanks."""
    return _BLANK.sub("", "".join(map(_character, text)).translate(_MARKS))


def shown(text: str) -> str:
    """Give a value for a message, cut where it is long."""
    return repr(str(text) if len(text) <= _SHORT else f"{text[:_SHORT]}…")


def number(digits: str) -> Decimal:
    """Read the digits of a number, with or without commas between thousands."""
    try:
        return _exact(Decimal(digits.replace(",", "")))
    except InvalidOperation:
        raise Wrong(f"{shown(digits)} is no number") from None


def _exact(value: Decimal) -> Decimal:
    """Give an amount without idle zeros: equal values are one object for all products that share it."""
    try:
        text = f"{money(value):f}"
    except ValueError:
        raise Wrong(f"{shown(str(value))} is no number that can be held exactly") from None
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


# Shares

_RATE_UNITS: Mapping[str, tuple[str, Decimal]] = {
    "%": ("percent", Decimal("0.01")),
    "‰": ("per-mille", Decimal("0.001")),
    "bp": ("basis-points", Decimal("0.0001")),
    "bps": ("basis-points", Decimal("0.0001")),
    "个基点": ("basis-points", Decimal("0.0001")),
    "基点": ("basis-points", Decimal("0.0001")),
    "": ("fraction", Decimal(1)),
}
UNIT_FACTORS = dict(_RATE_UNITS.values())
_YEARLY = r"(?:/年|每年|/年度|p\.?a\.?|/y|/year|\(年化\)|年化|/日|/笔|每笔|/次)?"
_RATE = re.compile(rf"(?:年化|年|每年|按年|约定)?({_NUMBER})(%|‰|bps?|个基点|基点|){_YEARLY}")
_RATES = re.compile(rf"(?<![0-9.])({_NUMBER})(%|‰|bps?|个基点|基点)")


def share(text: str, unit: str) -> Read:
    """Read a rate; `unit` is that of a number without a sign, empty where nothing says it."""
    found = _RATE.fullmatch(text)
    if found is None:
        raise Wrong(f"{shown(text)} is no rate; write it as 0.5%, 5‰, 50bp or 0.5%/年")
    return _rate(found[1], found[2], unit)


def _rate(digits: str, sign: str, unit: str) -> Read:
    value = number(digits)
    said = _RATE_UNITS[sign][0] if sign else unit
    if not said:
        if not value:
            return Read(value)
        raise Wrong(f"{digits} may be a percentage or a fraction; write {digits}%, or name the unit in the header: (%)")
    if sign and unit not in ("", "fraction", said):
        raise Wrong(f"{digits}{sign} stands under a header that says {unit}; write it in one unit")
    made = value * UNIT_FACTORS[said]
    if made >= 1 and made:
        hint = f"; as a percentage it is {digits}%" if said == "fraction" else ""
        raise Wrong(f"{digits}{sign} would be {made * 100:f} %, which no rate of a product is{hint}")
    return Read(_exact(made), said)


def rates(text: str) -> list[Read]:
    """Give every rate with a sign that stands in a text."""
    return [_rate(digits, sign, "") for digits, sign in _RATES.findall(text)]


# Amounts

_AMOUNT_UNITS: Mapping[str, tuple[str, int]] = {
    "": ("yuan", 1),
    "元": ("yuan", 1),
    "块": ("yuan", 1),
    "千元": ("yuan", 1000),
    "万": ("ten-thousand-yuan", 10_000),
    "万元": ("ten-thousand-yuan", 10_000),
    "亿": ("hundred-million-yuan", 10**8),
    "亿元": ("hundred-million-yuan", 10**8),
}
AMOUNT_FACTORS = {"yuan": 1, "ten-thousand-yuan": 10_000, "hundred-million-yuan": 10**8}
_AMOUNT = re.compile(
    rf"(?:人民币|rmb|cny|¥|不低于|最低)?({_NUMBER})(千元|万元?|亿元?|元|块|)(?:人民币|rmb|cny|整)?(?:起|起购|起投|以上|\(含\))?"
)


def amount(text: str, unit: str) -> Read:
    """Read an amount of yuan; `unit` is that of a number without one."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise Wrong(
            f"{shown(text)} is no amount; write it as 10000, 1万元 or 1亿元, and the currency in its own column"
        )
    said, factor = _AMOUNT_UNITS[found[2]]
    if not found[2]:
        said = unit or "yuan"
        factor = AMOUNT_FACTORS[said]
    elif unit not in ("", "yuan", said):
        raise Wrong(f"{shown(text)} stands under a header that says {unit}; write it in one unit")
    return Read(_exact(number(found[1]) * factor), said)


# Periods

_DAYS = {"天": "days", "日": "days", "d": "days", "day": "days", "days": "days", "周": "weeks", "星期": "weeks"}
_MONTHS = {"个月": "months", "月": "months", "m": "months", "month": "months", "months": "months"}
_YEARS = {"年": "years", "周年": "years", "y": "years", "year": "years", "years": "years"}
_PERIOD_UNITS = {**_DAYS, **_MONTHS, **_YEARS, "": "", "季": "quarters", "个季度": "quarters", "季度": "quarters"}
_PERIOD = re.compile(
    rf"({_NUMBER})({'|'.join(sorted(filter(None, _PERIOD_UNITS), key=len, reverse=True))}|)期?(?:\(含\))?"
)
_IN_DAYS = {"days": 1, "weeks": 7, "months": 30, "quarters": 90, "years": 365}
_IN_MONTHS = {"months": 1, "quarters": 3, "years": 12}


def period(text: str, unit: str, into: str) -> Read:
    """Read a period as whole days or months (`into`); `unit` is that of a bare number, empty where nothing says it."""
    found = _PERIOD.fullmatch("0.5年" if text == "半年" else text)
    if found is None:
        raise Wrong(f"{shown(text)} is no period; write it as 90天, 3个月, 1年 or 无固定期限")
    said = _PERIOD_UNITS[found[2]] or unit
    if not said:
        raise Wrong(f"{text} may be days or months; write {text}天 or {text}个月, or name the unit in the header: (天)")
    count = number(found[1])
    factor = (_IN_DAYS if into == "days" else _IN_MONTHS).get(said)
    if factor is None:
        raise Wrong(f"{shown(text)} cannot be told in whole {into}")
    remark = ""
    made = count * factor
    if into == "days" and said in ("months", "quarters", "years"):
        # Half a year is a half of 365 days in no catalog: six months are 180 days, twelve a year.
        months = count * _IN_MONTHS[said]
        made = months / 12 * 365 if months % 12 == 0 else months * 30
        remark = "a year is read as 365 days, a month as 30"
    if made != made.to_integral_value():
        raise Wrong(f"{shown(text)} cannot be told in whole {into}")
    kept = said if said in ("days", "months", "years") else into
    return Read(int(made), kept, remark)


_LATER = re.compile(r"t\+([0-9]{1,3})(?:日|天|个?工作日|个?交易日)?(?:到账|确认|赎回)?")


def notice(text: str, unit: str) -> Read:
    """Read how many days money takes to come back: T+1, 3天."""
    found = _LATER.fullmatch(text)
    if found is not None:
        return Read(int(found[1]), "days")
    if text in ("实时", "实时到账", "即时"):
        return Read(0, "days")
    return period(text, unit, "days")


_CHINESE = {character: index for index, character in enumerate("零一二三四五六七八九十")}
_COUNT = re.compile(r"([0-9]{1,9}|[一二三四五六七八九十])(?:级|个等级|级制|档|个)?")


def count(text: str) -> Read:
    """Read a small whole number: 5, 5级, 五级."""
    found = _COUNT.fullmatch(text)
    if found is None:
        raise Wrong(f"{shown(text)} is no whole number")
    return Read(_small(found[1]))


def _small(digits: str) -> int:
    return _CHINESE[digits] if digits in _CHINESE else int(digits)


# Days

_DAY = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?:-(?P<m1>[0-9]{1,2})-(?P<d1>[0-9]{1,2})|/(?P<m2>[0-9]{1,2})/(?P<d2>[0-9]{1,2})"
    r"|\.(?P<m3>[0-9]{1,2})\.(?P<d3>[0-9]{1,2})|年(?P<m4>[0-9]{1,2})月(?P<d4>[0-9]{1,2})日?|(?P<m5>[0-9]{2})(?P<d5>[0-9]{2}))"
    r"(?:[t ]?00:00(?::00(?:\.0+)?)?)?"
)
_SERIAL = re.compile(r"[0-9]{5}(?:\.0+)?")
_EPOCH = dt.date(1899, 12, 30)
# 1955 to 2064: beyond, a number of five digits is more likely something else.
_SERIALS = range(20_000, 60_000)


def day(text: str) -> Read:
    """Read a day; a serial number of a spreadsheet is one too, and says so."""
    found = _DAY.fullmatch(text)
    if found is not None:
        month, on = (
            next(value for name, value in found.groupdict().items() if name[0] == part and value) for part in "md"
        )
        try:
            return Read(dt.date(int(found["year"]), int(month), int(on)))
        except ValueError:
            raise Wrong(f"{shown(text)} is no day of the calendar") from None
    if _SERIAL.fullmatch(text) and int(float(text)) in _SERIALS:
        made = _EPOCH + dt.timedelta(days=int(float(text)))
        return Read(made, "", "days written as serial numbers of a spreadsheet are read as days")
    raise Wrong(f"{shown(text)} is no day that can be read in one way only; write it as 2026-03-01")


_WINDOW = re.compile(r"(.+?)(?:至|到|~|-(?=[12][0-9]{3})|--)(.+)")


def window(text: str) -> tuple[Read, Read]:
    """Read a first and a last day: 2026-03-01至2026-03-31; the last may be 长期."""
    found = _WINDOW.fullmatch(text)
    if found is None:
        raise Wrong(f"{shown(text)} is no first and last day; write it as 2026-03-01至2026-03-31")
    last = NONE if found[2] in ENDLESS | NO_WORDS | {"今"} else day(found[2])
    return day(found[1]), last


# Levels

_FIVE = {"低": 0, "中低": 1, "较低": 1, "中": 2, "中等": 2, "中高": 3, "较高": 3, "高": 4}
_RISK_WORD = re.compile(r"(低|中低|较低|中等?|中高|较高|高)(?:等?风险)?(?:等级|级|产品|类)?")
_RANK = re.compile(r"(?:p?r|c)?([0-9]|[一二三四五六七八九])(?:级|等级|类)?")
_PARTED = re.compile(r"(.+?)[(\[【](.+?)[)\]】]|(.+?)[-/:](.+)")


def level(text: str, scale: Scale | None, words: Mapping[str, str]) -> Read:
    """Read a level: of the scale, an alias of it, its number with a letter or 级, or the usual words of five levels.

    `words` are folded names of levels. Where a value says its level twice, R2(中低风险), both must agree.
    """
    if scale is None:
        return Read(text.upper())
    found = _one_level(text, scale, words)
    if found is not None:
        return Read(found)
    parts = _PARTED.fullmatch(text)
    if parts is not None:
        both = [_one_level(part, scale, words) for part in parts.groups() if part]
        if None not in both and len(set(both)) == 1:
            return Read(both[0])
        if None not in both:
            raise Wrong(f"{shown(text)} says {both[0]} and {both[1]} at once")
    hint = "; a number alone may count from either end" if text.isdigit() else ""
    raise Wrong(f"{shown(text)} is not a level; valid here: {', '.join(scale.ranks)}{hint}")


def _one_level(text: str, scale: Scale, words: Mapping[str, str]) -> str | None:
    if text in words:
        return words[text]
    five = scale.name == "product" and len(scale.levels) == len("12345")
    word = _RISK_WORD.fullmatch(text)
    if five and word is not None:
        return scale.levels[_FIVE[word[1]]]
    rank = _RANK.fullmatch(text)
    # A bare number may count from either end.
    if rank is None or text.isdigit():
        return None
    if text[0] in "pr" and scale.name != "product":
        return None
    if text[0] == "c" and scale.name != "customer":
        return None
    place = _small(rank[1])
    return scale.levels[place - 1] if 1 <= place <= len(scale.levels) else None


_AND_ABOVE = re.compile(r"(.+?)(?:型|类)?(?:客户|投资者)?(?:\(含\))?(?:及|和|或|\()?以上\)?(?:客户|投资者|型)?|(.+)\+")
_BETWEEN = re.compile(r"(.+?)(?:至|到|~|-)(.+)")
_KINDS = re.compile(r"(?:型|类)?(?:客户|投资者|的客户|的投资者)?")


def lowest_level(text: str, scale: Scale | None, words: Mapping[str, str]) -> Read:
    """Read for whom a product is: the lowest level of customers, from 稳健型及以上, C2-C5 or C2、C3、C4、C5."""
    above = _AND_ABOVE.fullmatch(text)
    if above is not None:
        return level(_bare(above[1] or above[2]), scale, words)
    parts = [_bare(part) for part in _PARTS.split(text) if part]
    between = _BETWEEN.fullmatch(text)
    if len(parts) == 1 and between is not None:
        parts = [_bare(between[1]), _bare(between[2])]
    found = [level(part, scale, words).value for part in parts]
    if scale is None or len(found) == 1:
        return Read(found[0])
    ranks = sorted(scale.ranks[one] for one in found)
    whole = ranks[-1] == len(scale.levels) - 1
    return Read(scale.levels[ranks[0]], "", "" if whole else "of the levels of customers only the lowest is read")


def _bare(text: str) -> str:
    for tail in ("投资者", "客户", "型", "类"):
        text = text.removesuffix(tail)
    return text


# Lists

_PARTS = re.compile(r"[,、;|/+\n]|和|及|与|或")
PARTS = re.compile(r"[,，、;；|/+\n]+")
CLAUSES = re.compile(r"[,，、;；\n]+")
SENTENCES = re.compile(r"[;；|\n]+")


def currency(text: str, names: Mapping[str, str]) -> Read:
    """Read a currency as its code of ISO 4217."""
    if text in names:
        return Read(names[text])
    if re.fullmatch(r"[a-z]{3}", text):
        return Read(text.upper())
    raise Wrong(f"{shown(text)} is no currency; write its code: CNY, USD, HKD")


def chosen(text: str, words: Mapping[str, str], values: Sequence[str]) -> Read:
    """Read one of the words of a vocabulary, by its labels and other usual names."""
    if text in words:
        return Read(words[text])
    from suitability.language.errors import near  # difflib; only a mistake needs it

    raise Wrong(f"{shown(text)} is not known here; {near(text, values)}")
