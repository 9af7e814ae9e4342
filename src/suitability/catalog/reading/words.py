"""The words of catalogs that the model has other words for, beside the labels of its values. Simplified, folded."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, get_args

from suitability.catalog.reading.values import plain
from suitability.messages.labels import value_label
from suitability.messages.locales import LOCALES
from suitability.model.vocabulary import FeeKind

FEE_KINDS: tuple[str, ...] = get_args(FeeKind)

# By vocabulary: a value of it, and what it is called beside its labels.
VALUES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Family": {
        "deposit": ("存款类", "大额存单", "定期存款", "通知存款"),
        "structured-deposit": ("结构性存款产品", "结构存款"),
        "wealth": (
            "理财",
            "银行理财",
            "银行理财产品",
            "净值型理财",
            "理财类",
            "代销理财",
            "理财子产品",
            "理财公司理财产品",
        ),
        "trust": ("信托", "集合信托", "信托计划", "集合资金信托计划", "资金信托"),
        "public-fund": ("公募", "公募证券投资基金", "公开募集基金", "公募基金产品"),
        "private-fund": ("私募", "私募证券投资基金", "私募股权基金", "私募基金产品"),
        "asset-management-plan": (
            "资管计划",
            "资产管理产品",
            "券商资管",
            "集合资产管理计划",
            "单一资产管理计划",
            "资管产品",
            "专户",
        ),
        "futures-asset-management-plan": ("期货资管", "期货资管计划"),
        "stock": ("股票类",),
        "bond": ("债券类", "国债", "储蓄国债", "地方债", "柜台债券"),
        "insurance": ("保险", "保险产品", "代销保险", "银保产品"),
        "precious-metal": ("贵金属", "黄金", "积存金", "实物贵金属"),
        "foreign-exchange": ("外汇", "外汇产品"),
    },
    "Design": {
        "fixed-income": ("固定收益", "固收", "固收类", "固收+", "纯债", "债券型", "货币型", "现金管理类"),
        "mixed": ("混合", "混合型"),
        "equity": ("权益", "权益型", "股票型", "偏股型"),
        "commodity-derivative": ("商品及衍生品类", "商品及金融衍生品", "衍生品类", "商品类"),
    },
    "Raising": {
        "public": ("公募", "公开", "公开募集", "公开发行", "公开募集类"),
        "private": ("私募", "非公开", "非公开募集", "非公开发行", "定向募集"),
    },
    "Complexity": {"simple": ("简单", "普通", "非复杂"), "complex": ("复杂", "高复杂")},
    "ProductStatus": {
        "planned": ("待售", "预售", "未开售", "待发行", "未开始", "计划中", "待上架"),
        "on-sale": ("在售", "销售中", "募集中", "开放", "正常", "热销", "开放申购", "上架", "发行中", "可购买"),
        "suspended": ("暂停", "暂停销售", "暂停申购", "停牌", "暂停购买", "暂停募集"),
        "ended": (
            "停售",
            "已停售",
            "结束",
            "已结束",
            "终止",
            "已终止",
            "到期",
            "已到期",
            "下架",
            "已下架",
            "售罄",
            "已售罄",
            "清盘",
            "已清盘",
        ),
    },
    "Channel": {
        "branch": ("柜面", "柜台", "营业网点", "线下", "网点柜面", "理财柜台", "物理网点"),
        "self-service-terminal": ("自助设备", "智能柜台", "智能柜员机", "自助机具", "stm"),
        "online": (
            "手机银行",
            "网上银行",
            "网银",
            "app",
            "互联网",
            "电子渠道",
            "电子银行",
            "个人网银",
            "小程序",
            "微信银行",
            "微信",
        ),
        "telephone": ("电话银行", "电话渠道", "客服电话"),
        "remote-video": ("视频银行", "远程银行", "视频"),
        "visit": ("外拓", "移动展业", "上门服务", "移动终端"),
    },
    "Category": {
        "ordinary": ("普通", "普通投资人", "不特定社会公众", "社会公众"),
        "professional": ("专业", "专业投资人"),
    },
    "RedemptionKind": {
        "daily": (
            "每日开放",
            "每日可赎",
            "日开",
            "每个工作日开放",
            "工作日开放",
            "随时赎回",
            "每日",
            "t+0赎回",
            "每交易日开放",
            "每日申赎",
        ),
        "periodic": (
            "定开",
            "周开",
            "月开",
            "季开",
            "每周开放",
            "每月开放",
            "每季开放",
            "每季度开放",
            "半年开放",
            "每年开放",
            "定期开放式",
            "周期开放",
        ),
        "at-maturity": ("封闭式", "封闭", "到期赎回", "到期还本", "到期", "封闭运作", "到期一次兑付"),
        "none": ("不开放赎回", "不开放", "不得赎回"),
    },
    "Licence": {
        "bank": ("商业银行",),
        "wealth-company": ("理财公司", "银行理财子公司", "理财子公司", "理财子"),
        "trust-company": ("信托公司", "信托"),
        "insurer": ("保险公司", "险企"),
        "insurance-asset-manager": ("保险资管", "保险资管公司"),
        "securities-firm": ("证券公司", "券商"),
        "fund-manager": ("基金公司", "公募基金管理公司"),
        "futures-firm": ("期货公司",),
        "private-fund-manager": ("私募管理人", "私募机构", "私募基金公司"),
    },
    "BenefitDesign": {
        "ordinary": ("普通", "传统型", "传统"),
        "participating": ("分红", "分红险"),
        "universal": ("万能", "万能险"),
        "investment-linked": ("投连", "投连险", "投连型"),
        "variable": ("变额", "变额年金"),
    },
    "InsuranceLine": {
        "life": ("寿险", "人寿", "终身寿险", "两全保险", "定期寿险"),
        "annuity": ("年金", "年金险", "养老年金"),
        "health": ("健康", "健康险", "重疾险", "医疗险"),
        "accident": ("意外", "意外险"),
        "property": ("财产", "财产险", "家财险"),
    },
    "RatedScope": {"whole": ("整体", "组合整体"), "parts": ("部分", "分别")},
}
# A column 产品类型 may say of several fields what the product is; a word that stands here says all of this.
PRODUCT_TYPES: Mapping[str, Mapping[str, str]] = {
    "公募理财": {"family": "wealth", "raising": "public"},
    "公募理财产品": {"family": "wealth", "raising": "public"},
    "私募理财": {"family": "wealth", "raising": "private"},
    "私募理财产品": {"family": "wealth", "raising": "private"},
    "公募基金": {"family": "public-fund", "raising": "public"},
    "私募基金": {"family": "private-fund", "raising": "private"},
    "固收类理财": {"family": "wealth", "design": "fixed-income"},
    "固定收益类理财": {"family": "wealth", "design": "fixed-income"},
    "混合类理财": {"family": "wealth", "design": "mixed"},
    "权益类理财": {"family": "wealth", "design": "equity"},
    "债券型基金": {"family": "public-fund", "design": "fixed-income"},
    "货币基金": {"family": "public-fund", "design": "fixed-income"},
    "货币市场基金": {"family": "public-fund", "design": "fixed-income"},
    "混合型基金": {"family": "public-fund", "design": "mixed"},
    "股票型基金": {"family": "public-fund", "design": "equity"},
    "指数基金": {"family": "public-fund"},
    "年金险": {"family": "insurance", "insurance_line": "annuity"},
    "终身寿险": {"family": "insurance", "insurance_line": "life"},
    "寿险": {"family": "insurance", "insurance_line": "life"},
}
FLAGS: Mapping[bool, tuple[str, ...]] = {
    True: ("是", "有", "true", "yes", "y", "1", "√", "✓", "✔", "对", "会", "支持", "已录入", "已完成", "on"),
    False: (
        "否",
        "无",
        "没有",
        "false",
        "no",
        "n",
        "0",
        "×",
        "✗",
        "✘",
        "x",
        "不是",
        "不",
        "不支持",
        "未录入",
        "未完成",
        "off",
    ),
}
CURRENCIES: Mapping[str, tuple[str, ...]] = {
    "CNY": ("人民币", "rmb", "元", "人民币元", "¥", "本币"),
    "USD": ("美元", "美金", "us$", "$"),
    "HKD": ("港元", "港币", "hk$"),
    "EUR": ("欧元", "€"),
    "GBP": ("英镑", "£"),
    "JPY": ("日元", "日圆"),
    "AUD": ("澳元", "澳大利亚元"),
    "CAD": ("加元", "加拿大元"),
    "SGD": ("新加坡元", "新元"),
    "CHF": ("瑞士法郎",),
    "TWD": ("新台币", "台币", "nt$"),
    "MOP": ("澳门元",),
}
# Kinds of fees as values call them before their rates, in 费率: 管理费0.5%；托管费0.05%.
FEES: Mapping[str, tuple[str, ...]] = {
    "subscription": ("认购费", "申购费", "认/申购费", "认申购费", "购买费", "认购、申购费", "初始费用"),
    "redemption": ("赎回费", "退出费", "退保费用"),
    "management": ("管理费", "固定管理费", "投资管理费", "基金管理费", "信托报酬"),
    "custody": ("托管费", "保管费", "基金托管费"),
    "sales-service": ("销售服务费", "销售费", "代销费", "销售手续费"),
    "performance": ("业绩报酬", "浮动管理费", "超额业绩报酬", "业绩提成"),
    "other": ("其他费用", "其他费", "运营服务费", "外包服务费"),
}
ALL = frozenset({"不限", "全部", "全渠道", "所有", "所有渠道", "全部渠道", "所有客户", "全部客户", "all"})


@cache
def vocabulary(name: str, values: tuple[str, ...]) -> Mapping[str, str]:
    """Give the folded words of a vocabulary: its values, their labels in every locale, and other usual names."""
    made: dict[str, str] = {}
    for value in values:
        words = [value, value.replace("-", "_"), value.replace("-", "")]
        words += [value_label(name, value, locale) for locale in LOCALES]
        words += VALUES.get(name, {}).get(value, ())
        for word in words:
            made.setdefault(plain(word), value)
    return made


@cache
def named(what: Literal["flag", "currency", "fee"]) -> Mapping[str, Any]:
    """Give what the folded words of yes and no, of currencies, or of fees name."""
    tables: Mapping[str, Mapping[Any, tuple[str, ...]]] = {"flag": FLAGS, "currency": CURRENCIES, "fee": FEES}
    table = tables[what]
    made = {plain(word): value for value, words in table.items() for word in words}
    return made if what != "fee" else {**vocabulary("FeeKind", FEE_KINDS), **made}
