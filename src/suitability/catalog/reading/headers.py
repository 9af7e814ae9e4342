"""What the columns and keys of catalogs are called, and the target each of them tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

import attrs

from suitability.catalog.reading.fields import TARGETS, Target, own_unit
from suitability.catalog.reading.values import plain
from suitability.messages.labels import field_label, value_label
from suitability.messages.locales import LOCALES
from suitability.model.facts import kinds
from suitability.model.product import CatalogEntry
from suitability.model.vocabulary import WrittenUnit

UNITS: tuple[str, ...] = get_args(WrittenUnit)
# What names a target beside its path and the labels of its field, and the unit such a name says.
_CALLED: Mapping[str, str] = {
    "product.key": "产品代码 产品编码 产品编号 代码 编码 基金代码 理财代码 产品登记编码 登记编码 产品id id code",
    "product.name": "产品名称 产品简称 名称 简称 产品全称 基金名称 基金简称",
    "product.type": "产品类型 产品种类 产品分类 类型 类别 基金类型",
    "product.family": "产品大类 产品类别",
    "product.design": "投资性质 产品性质",
    "product.levels.seller": "风险等级 产品风险等级 风险级别 产品风险级别 风险评级 代销风险等级 本行风险等级"
    " 本行评级 销售机构评级"
    " 代销机构评级 销售机构风险等级 代销机构风险等级 行内风险等级 行内评级 销售评级",
    "product.levels.issuer": "发行人评级 管理人评级 发行机构评级 发行人风险等级 管理人风险等级 发行机构风险等级"
    " 管理人风险评级"
    " 发行方风险等级 外部风险等级 外部评级 理财公司评级",
    "product.levels.seller_on": "评级日期 风险评级日期 本行评级日期 最近评级日期 销售机构评级日期",
    "product.levels.issuer_on": "发行人评级日期 管理人评级日期 发行机构评级日期",
    "product.levels.size": "风险等级数 评级级数 风险等级档数",
    "product.minimum_amount": "起购金额 起点金额 起购点 购买起点 认购起点 申购起点 起投金额 投资起点 首次购买起点"
    " 首次起购金额 起售金额"
    " 最低购买金额",
    "product.term_days": "期限 投资期限 产品期限 存续期限 理财期限 产品存续期",
    "product.fees": "费率 费用 收费标准 各项费率",
    "product.fees.management": "管理费率 管理费 固定管理费率 固定管理费 投资管理费率 年管理费率",
    "product.fees.custody": "托管费率 托管费 保管费率 年托管费率",
    "product.fees.subscription": "申购费率 申购费 认购费率 认购费 认/申购费率 认申购费率 购买费率 申购费率上限",
    "product.fees.redemption": "赎回费率 赎回费 退出费率",
    "product.fees.sales-service": "销售服务费率 销售服务费 销售费率 销售手续费率 代销费率",
    "product.fees.performance": "业绩报酬 业绩报酬比例 业绩报酬计提比例 超额业绩报酬 浮动管理费率 浮动管理费",
    "product.fees.other": "其他费率 其他费用",
    "product.issuer": "发行机构 发行人 管理人 产品管理人 基金管理人 发行方 理财公司 发行机构名称 管理人名称",
    "product.issuer_licence": "发行机构类型 管理人类型",
    "product.raising": "募集方式 发行方式 募集类型 公私募",
    "product.currency": "币种 币别 产品币种 募集币种 认购币种",
    "product.benchmark": "业绩比较基准 业绩基准 比较基准 业绩比较基准(年化)",
    "product.benchmark.basis": "业绩比较基准测算依据 测算依据 业绩基准测算依据 业绩比较基准说明 基准测算依据",
    "product.risk_text": "风险提示 风险揭示 风险说明 风险提示语 风险揭示书摘要",
    "product.warnings": "警示语 风险警示 警示文句 特别提示",
    "product.description": "产品说明 产品介绍 产品简介 产品描述 宣传语 卖点",
    "product.status": "销售状态 产品状态 状态 上架状态",
    "product.on_sale": "销售期 销售期间 募集期 发售期 认购期 销售期限",
    "product.on_sale_from": "起售日 起售日期 销售起始日 募集起始日 开售日 销售开始日期 募集开始日 发售日 上架日期",
    "product.on_sale_until": "停售日 停售日期 销售截止日 募集截止日 募集结束日 销售结束日期 下架日期",
    "product.approved": "准入期 准入有效期 准入期限",
    "product.approved_from": "准入日 准入日期 准入生效日 准入通过日期 准入起始日期",
    "product.approved_until": "准入到期日 准入失效日 准入有效期至 准入截止日期",
    "product.target_market.lowest_level": "目标客户 适合客户 适合投资者 适合客户类型 目标客户群 适合投资者类型"
    " 适配客户等级 客户风险等级 适合客户等级"
    " 目标客户风险等级 目标客户等级 适合的投资者 风险承受能力要求 适合客户风险等级",
    "product.target_market.categories": "投资者类别 投资者类型 客户类别",
    "product.target_market.channels": "渠道 销售渠道 可售渠道 上架渠道 代销渠道",
    "product.target_market.excluded": "不适合客户 不适合人群 不适合的客户",
    "product.redemption": "赎回方式 开放方式 开放频率 开放类型 赎回安排 申赎安排 开放规则",
    "product.redemption.notice_days": "赎回到账 到账时间 赎回到账时间 赎回确认 赎回到账日",
    "product.redemption.locked_days": "封闭期 锁定期 最短持有期 最低持有期",
    "product.complexity": "复杂程度 是否复杂产品 产品复杂程度",
    "product.principal_at_risk": "是否非保本 是否可能损失本金",
    "product.portfolio": "是否组合产品",
    "product.registered_on": "备案日期 注册日期 登记日期",
    "product.contract_on": "合同生效日 成立日 成立日期 基金合同生效日",
    "product.agency_contract_on": "代销协议签订日 代销协议日期 代销协议签署日期",
    "product.insurance_line": "险种 险种类别",
    "product.policy_months": "保险期间 保障期限",
    "product.sale_recorded": "是否双录 双录 是否录音录像",
    "seller.key": "销售机构代码 销售机构编号",
    "seller.name": "销售机构 代销机构 销售机构名称",
    "seller.licence": "销售机构类型",
}
_UNIT_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("%", "百分比", "百分数", "percent", "pct"), "percent"),
    **dict.fromkeys(("‰", "千分比"), "per-mille"),
    **dict.fromkeys(("bp", "bps", "基点"), "basis-points"),
    **dict.fromkeys(("小数", "fraction", "decimal"), "fraction"),
    **dict.fromkeys(("元", "人民币元", "rmb", "cny", "yuan"), "yuan"),
    **dict.fromkeys(("万", "万元", "人民币万元"), "ten-thousand-yuan"),
    **dict.fromkeys(("亿", "亿元"), "hundred-million-yuan"),
    **dict.fromkeys(("天", "日", "天数", "days", "day", "自然日"), "days"),
    **dict.fromkeys(("月", "个月", "月数", "months"), "months"),
    **dict.fromkeys(("年", "年数", "years"), "years"),
}
_NOTES = frozenset({"必填", "选填", "可选", "非必填", "必填项", "*", "如有", "若有", "下拉选择"})
_TAIL = re.compile(r"(.+?)[(\[](?:单位[:]?)?([^()\[\]]+)[)\]]|(.+?)[/:,_](?:单位[:]?)?([^/:,_]+)|(.+?)(%|‰)")
_WORDY = re.compile(r"[\s_.\-/]+")


@attrs.frozen
class Called:
    """The target that a header names, and the unit of bare numbers under it; empty: nothing says it."""

    target: Target
    unit: str


def understood(header: str, own: Mapping[str, Called | None] | None = None) -> Called | None:
    """Say what a header names; None where nothing of the model is called so.

    `own` is what a firm says of its own headers; its None says that a column is not to be read.
    """
    text = header.strip()
    if own is not None and text in own:
        return own[text]
    if len(text) > 60:
        return None
    folded = plain(text).strip("*:")
    known = _known()
    found = known.get(folded) or known.get(_WORDY.sub("", folded))
    if found is not None:
        return found
    tail = _TAIL.fullmatch(folded)
    if tail is None:
        return None
    name, said = next((tail[at], tail[at + 1]) for at in (1, 3, 5) if tail[at])
    if said in _NOTES:
        return understood(name, None)
    unit = _UNIT_WORDS.get(said)
    found = known.get(name) or known.get(_WORDY.sub("", name))
    return None if unit is None or found is None or not fits(unit, found.target) else Called(found.target, unit)


def fits(unit: str, target: Target) -> bool:
    """Say whether numbers of a target can be in a unit."""
    return unit in units_of(target)


def units_of(target: Target) -> tuple[str, ...]:
    """Give the units that numbers of a target can be in."""
    if target.how == "extend":
        return UNITS[:7]
    if target.name == "product.benchmark":
        return ()
    kind = "" if target.kind is None else target.kind.name
    if kind == "number" and target.path[-1].endswith(("days", "months")):
        return UNITS[7:]
    return {"share": UNITS[:4], "money": UNITS[4:7]}.get(kind, ())


def names_of(target: Target) -> tuple[str, ...]:
    """Give the headers a target is known by, the usual one first."""
    return tuple(_CALLED.get(target.name, "").split())


@cache
def _known() -> Mapping[str, Called]:
    """Give what every folded header names."""
    made: dict[str, Called] = {}
    for name, target in TARGETS.items():
        own = Called(target, own_unit(target))
        tail = name.removeprefix("product.")
        for path in (name, tail, _WORDY.sub("", name), _WORDY.sub("", tail)):
            made.setdefault(path, own)
    for name, words in _CALLED.items():
        for word in words.split():
            made.setdefault(plain(word), Called(TARGETS[name], _said(word)))
    made.setdefault("productcode", Called(TARGETS["product.key"], ""))
    made.setdefault("productname", Called(TARGETS["product.name"], ""))
    made.setdefault("risklevel", Called(TARGETS["product.levels.seller"], ""))
    for word, target in _labels():
        made.setdefault(word, Called(target, _said(word)))
    return made


def _said(word: str) -> str:
    for tail in ("天数", "月数", "年数"):
        if word.endswith(tail):
            return _UNIT_WORDS[tail]
    return ""


def _labels() -> Iterator[tuple[str, Target]]:
    """Give the labels of the fields in every locale; one that several fields have names none of them."""
    every: dict[str, set[str]] = {}
    for target in TARGETS.values():
        for word in _labels_of(target):
            every.setdefault(plain(word), set()).add(target.name)
    for word, names in every.items():
        if len(names) == 1:
            yield word, TARGETS[next(iter(names))]


def _labels_of(target: Target) -> Iterable[str]:
    """Give the labels of a target; a window, and what tells of several fields, has none of its own."""
    record: Any = CatalogEntry
    for part in target.path[:-1]:
        record = kinds(record)[part].record
    if target.name != ".".join(target.path):
        fee = target.name.removeprefix("product.fees.")
        return [value_label("FeeKind", fee, locale) for locale in LOCALES] if fee != target.name else ()
    return [field_label(record, target.path[-1], locale) for locale in LOCALES] if target.path[1:] else ()
