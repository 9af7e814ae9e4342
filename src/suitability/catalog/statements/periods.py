"""The term, the lock, the redemption and the benchmark that copy says a product has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suitability.catalog.statements import figures
from suitability.catalog.statements.guards import AFTERWARDS
from suitability.catalog.statements.said import EN_IS, IS, Found, Kind, Said
from suitability.model.product import Benchmark

_OPEN_TERM = re.compile(
    r"(?:无|没有|不设|未设)固定(?:的)?(?:投资|产品)?(?:期限|存续期限?|到期日)|(?:产品|存续|"
    r"投资)期限[:为是 ]{0,3}(?:无固定期限|不固定|无期限|永续)|"
    r"(?:no|without(?: a)?) fixed (?:term|maturity)|open-ended"
)
_TERM_ANCHOR = re.compile("期|term|tenor|maturity|open-")
_TERM = re.compile(
    r"(?:(?<![缴还付募集申购认购持有锁定封闭宽限犹豫等待冷静质押贷款活动优惠报名借授信保险开放效有])"
    r"(?:产品|投资|理财|存续|委托|计划|信托|合同)?期限|(?:产品)?(?<!.不)存续期限?|产品期|理财期)"
    rf"{IS}(?P<a>{figures.PERIOD})"
    rf"|(?P<b>{figures.PERIOD})期(?:的)?(?:封闭式?)?(?:净值型)?(?:固收类?|固定收益类?)?(?:理财|产品|信托|资管)"
    rf"|(?:term|tenor|maturity){EN_IS}(?P<c>{figures.PERIOD})"
)
_LOCK_ANCHOR = re.compile("封闭|锁定|持有|lock")
_LOCK = re.compile(
    r"(?:封闭(?:运作)?期限?|锁定(?:持有)?期限?|(?:最短|最低|最少)持有期限?|(?<![收益])持有期限?(?!收益)|lock-?(?:up|"
    r"in)(?: period)?)"
    rf"(?:{IS}|{EN_IS})(?P<a>{figures.PERIOD})"
    rf"|(?:封闭(?:运作|管理|期)?|锁定|(?:最短|最低|最少)持有) ?(?P<b>{figures.PERIOD})"
)


def periods(said: Said) -> Iterator[Found]:
    """Give the terms and locks that a line says."""
    for found in said.find(_TERM_ANCHOR, _OPEN_TERM):
        if said.outright(*found.span()):
            yield Found("term", "", None, *found.span())
    kinds: tuple[tuple[Kind, re.Pattern[str], re.Pattern[str], str], ...] = (
        ("term", _TERM_ANCHOR, _TERM, "abc"), ("lock", _LOCK_ANCHOR, _LOCK, "ab"),
    )  # fmt: skip
    for kind, anchor, pattern, groups in kinds:
        for found in said.find(anchor, pattern):
            written = next(found[group] for group in groups if found[group])
            if said.outright(*found.span()):
                yield Found(kind, "", figures.days(written), *found.span())


_REDEMPTION_ANCHOR = re.compile("赎|支取|取|redeem|redemption")
_NOT = r"(?<!不可)(?<!不能)(?<!不支持)(?<!无法)(?<!并非)(?<!非)(?<!不)(?<!not )"
_REDEMPTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("daily", re.compile(
        rf"{_NOT}(?:(?:每日|每天|天天|日日|随时)(?:都|均|皆)?可?以?(?:赎回|申赎|支取|取)|(?:每日|每天)可赎|"
        r"(?:每日|每天)开放(?:申赎|赎回|申购(?:、|和|与|及)?赎回)|每个?(?:交易日|工作日|开放日)(?:均|都|"
        r"皆)?可(?:以)?(?:赎回|申赎)|"
        r"redeem(?:able|ed)? (?:daily|any ?day|(?:at )?any ?time)|daily redemption)"
    )),
    ("periodic", re.compile(
        rf"{_NOT}(?:每周|每月|每个月|每季度?|每半年|每年)(?:定期)?开放(?:一次)?(?:申赎|赎回|申购(?:、|和|与|及)?赎回)"
    )),
    ("at-maturity", re.compile(
        rf"{_NOT}(?:到期(?:一次性)?(?:自动)?赎回|到期前(?:不可|不能|不得|无法)(?:提前)?赎回|redeem(?:able|"
        rf"ed) at maturity)"
    )),
)  # fmt: skip


def redemptions(said: Said) -> Iterator[Found]:
    """Give how a line says that money comes back."""
    for kind, pattern in _REDEMPTIONS:
        for found in said.find(_REDEMPTION_ANCHOR, pattern):
            start, end = found.span()
            if said.outright(start, end) and not said.says(AFTERWARDS, said.clause(start), start):
                yield Found("redemption", "", kind, start, end)


_BENCHMARK_ANCHOR = re.compile("基准|benchmark")
_BENCHMARK = re.compile(
    r"(?:业绩(?:比较)?基准|benchmark)(?:\((?:年化|a类|年)\))?(?:[ :=|为是\"“”()年化]{0,8}|"
    rf"{EN_IS})(?P<low>{figures.NUMBER} ?%?)(?: ?(?:-|–|—|~|～|至|到|to) ?(?P<high>{figures.NUMBER}))? ?%(?! ?[×*x·])"
)


def benchmarks(said: Said) -> Iterator[Found]:
    """Give the benchmarks that a line shows."""
    for found in said.find(_BENCHMARK_ANCHOR, _BENCHMARK):
        if said.outright(*found.span()):
            low = figures.number(found["low"].rstrip(" %")) / 100
            high = figures.number(found["high"]) / 100 if found["high"] else low
            yield Found("benchmark", "", Benchmark(low=low, high=high), *found.span())
