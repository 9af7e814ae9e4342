"""The fees and the minimum amount that copy says a product has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from suitability.catalog.statements import figures
from suitability.catalog.statements.guards import ADDED, REDUCED
from suitability.catalog.statements.said import EN_IS, IS, Found, Said
from suitability.model.product import Fee

_FEE_KINDS = {
    "management": r"(?<!浮动)(?<!超额)(?:固定|投资|基本)?管理费",
    "custody": "托管费",
    "sales-service": "销售(?:服务)?费(?!用)",
    "subscription": "(?:前端)?(?:申购|认购)(?:手续)?费",
    "redemption": "赎回(?:手续)?费",
    "performance": "(?:超额)?业绩报酬|浮动管理费|超额管理费",
}
_KIND = "|".join(f"(?P<k{n}>{words})" for n, words in enumerate(_FEE_KINDS.values()))
_FEE_KINDS_EN = {
    "management": "management", "custody": "custod(?:y|ian)", "sales-service": "sales service",
    "subscription": "(?:subscription|front-end)", "redemption": "redemption", "performance": "performance",
}  # fmt: skip
_NOTHING = r"(?:零|无|免收?|不收取?|全免|0(?:\.0+)? ?(?:元|%)?)(?![0-9.])"
_FEE_ANCHOR = re.compile("费|报酬")
_FEE_ANCHOR_EN = re.compile(" fees?(?![a-z])")
_FEE = re.compile(
    rf"(?:{_KIND})(?:率|标准|收费)?(?:\((?:年|年化|%/年|每年)\))?{IS}(?P<value>{figures.SHARE}|每笔{figures.MONEY}|{_NOTHING})"
)
_FREE_OF = re.compile(
    r"(?<![0-9.%a-z])(?:零|免收?|不收取?|(?<!有)无|0(?:\.0+)? ?(?:元|%)?) ?"
    rf"(?:{_KIND}|(?P<both>申赎费)|(?P<all>费率))"
)
_KIND_EN = "|".join(_FEE_KINDS_EN.values())
_FEE_EN = re.compile(
    rf"(?P<value>{figures.SHARE})(?: (?:annual|yearly|p\.a\.|per annum))? (?P<kind>{_KIND_EN}) fees?|"
    rf"(?P<kind2>{_KIND_EN}) fees?(?: rate)?{EN_IS}(?P<value2>{figures.SHARE})|"
    rf"(?:no|zero|without(?: a| any)?) (?P<kind3>{_KIND_EN}) fees?"
)
_OTHER_TIME = re.compile(r" ?(?:[/每](?:日|天|月|季)|per (?:day|month))")


def fees(said: Said) -> Iterator[Found]:
    """Give the fees that a line says."""
    kinds = list(_FEE_KINDS)
    for found in said.find(_FEE_ANCHOR, _FEE):
        kind = next(kinds[n] for n in range(len(kinds)) if found[f"k{n}"])
        if not _OTHER_TIME.match(said.text, found.end()):
            yield from _fee(said, kind, found["value"], *found.span())
    for found in said.find(_FEE_ANCHOR, _FREE_OF):
        free = ["subscription", "redemption"] if found["both"] else ["subscription"] if found["all"] else []
        for kind in free or [next(kinds[n] for n in range(len(kinds)) if found[f"k{n}"])]:
            yield from _fee(said, kind, "0", *found.span())
    for found in said.find(_FEE_ANCHOR_EN, _FEE_EN):
        named = found["kind"] or found["kind2"] or found["kind3"]
        kind = next(kind for kind, words in _FEE_KINDS_EN.items() if re.fullmatch(words, named))
        yield from _fee(said, kind, found["value"] or found["value2"] or "0", *found.span())


def _fee(said: Said, kind: str, value: str, start: int, end: int) -> Iterator[Found]:
    guards = (REDUCED, ADDED) if kind in ("subscription", "redemption") else (REDUCED,)
    if not said.outright(start, end, *guards):
        return
    if re.fullmatch(figures.SHARE, value):
        fee = Fee(kind=kind, share=figures.share(value).normalize() + 0, amount=None)  # type: ignore[arg-type]
    elif value.startswith("每笔"):
        fee = Fee(kind=kind, share=None, amount=figures.money(value[2:]).value)  # type: ignore[arg-type]
    else:
        fee = Fee(kind=kind, share=Decimal(0), amount=None)  # type: ignore[arg-type]
    yield Found("fee", kind, fee, start, end)


_NOT_FIRST = re.compile(
    r"追加|递增|转换|赎回|转出|转入|再次|后续|保额|保费|红包|奖励|领取|名(?:客户|用户)|立减|满|每(?:月|周|日|期|天)|"
    r"限额|上限|累计|单日|资产|"
    r"收入|additional|subsequent|monthly|per month"
)
# What is paid again and again has a minimum of its own.
_REGULAR = re.compile("定投|定期定额|自动扣款|regular (?:saving|investment)")
_MINIMUM_LABEL = (
    r"(?:(?:首次)?(?:最低)?(?:起购|起投|起存|起售|起点|起购点|认购起点|申购起点|购买起点|投资起点)(?:金额|份额|点)?|"
    r"最低(?:购买|认购|申购|投资|起购)(?:金额)?|首次(?:认购|申购|购买|投资)(?:最低)?(?:金额|起点)?|"
    r"(?:投资|起购|起投|购买|参与|申购|认购)(?:门槛|起点))"
)
_MINIMUM_ANCHOR = re.compile(r"起|最低|首次|门槛|不低于|不少于|即可|min(?:imum|\.) |start(?:s|ing) ")
_MINIMUM = re.compile(
    rf"{_MINIMUM_LABEL}(?:{IS}|[ :]{{0,2}}(?:不低于|低至|仅需|只需|只要|为人民币|人民币) ?)(?P<a>{figures.MONEY})(?!份)"
    rf"|(?<![0-9.])(?P<b>{figures.MONEY}) ?(?:起(?:购|投|存|售|买|认购|申购|参与|步|，?即?可)(?!券|礼|资格|权益)|"
    rf"即可(?:购买|起购|起投|参与|入手|申购|认购)|"
    r"起(?=[，,、。；;|)\s!！]|$))"
    rf"|(?:认购|申购|投资|购买|参与)(?:单只|本)?(?:产品|基金|计划|理财|信托)?的?(?:金额|资金)?(?:应|须|需)?(?:当|"
    rf"要)?不(?:低于|少于)(?P<c>{figures.MONEY})"
    rf"|min(?:imum|\.) (?:investment|subscription|purchase|amount)(?: amount)?{EN_IS}(?P<d>{figures.MONEY})"
    rf"|(?:starts?|starting) (?:at|from) (?:just |only )?(?P<e>{figures.MONEY})"
)


def minimums(said: Said) -> Iterator[Found]:
    """Give the minimum amounts that a line says."""
    for found in said.find(_MINIMUM_ANCHOR, _MINIMUM):
        start, end = found.span()
        if said.says(_NOT_FIRST, said.clause(start), end) or not said.outright(start, end, REDUCED, _REGULAR):
            continue
        amount = figures.money(next(found[group] for group in "abcde" if found[group]))
        yield Found("minimum", "", amount.value, start, end, amount.currency)
