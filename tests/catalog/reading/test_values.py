"""Values are read as catalogs write them, and what can be read in two ways is refused."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

import suitability as s
from suitability.catalog.reading.fields import FEE_KINDS, Fields
from suitability.catalog.reading.values import Digits, Formula, Wrong, plain

FIELDS = Fields(s.load("cn", "handbook"))
LEVEL, LOWEST, TERM, FEE = (
    "product.levels.seller",
    "product.target_market.lowest_level",
    "product.term_days",
    "product.fees.management",
)
SAID: Mapping[str, Mapping[Any, Any]] = {
    LEVEL: {
        **dict.fromkeys(("R2", "r2", "Ｒ２", "PR2", "R2级", "二级", "2级", "中低风险", "中低", "较低风险"), "R2"),
        **dict.fromkeys(("R2(中低风险)", "R2（中低风险）", "中低风险（R2）", "R2-中低风险", "中低風險"), "R2"),
        "低风险": "R1",
        "低": "R1",
        "中风险": "R3",
        "中等风险": "R3",
        "中高风险等级": "R4",
        "高风险": "R5",
        "五级": "R5",
        **dict.fromkeys(("无", "—", "N/A", None), None),
    },
    LOWEST: {
        **dict.fromkeys(
            ("C2", "C2及以上", "C2级及以上", "稳健型及以上", "稳健型", "稳健", "C2-C5", "C2、C3、C4、C5", "C2+"), "C2"
        ),
        "保守型投资者": "C1",
        "进取型及以上客户": "C4",
    },
    TERM: {
        "90天": 90,
        "90日": 90,
        "3个月": 90,
        "1年": 365,
        "半年": 180,
        "12个月": 365,
        "18个月": 540,
        "2年期": 730,
        "4周": 28,
        **dict.fromkeys(("无固定期限", "永续", "开放式", "长期"), None),
    },
    "product.policy_months": {"20年": 240, "6个月": 6, "终身": None},
    "product.minimum_amount": {
        **dict.fromkeys(
            ("1万", "1万元", "10000", "10,000", "１００００元", "10,000.00元起", "人民币1万元", "1万元起"),
            Decimal(10000),
        ),
        "1亿元": Decimal(10**8),
        "0.01元": Decimal("0.01"),
        "1千元": Decimal(1000),
        "100美元": Wrong,
    },
    "product.benchmark.low": dict.fromkeys(
        ("0.5%", "0.5％", "5‰", "50bp", "50个基点", "0.5%/年", "年化0.5%"), Decimal("0.005")
    ),
    "product.on_sale_from": dict.fromkeys(
        ("2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "20260301", "46082", dt.date(2026, 3, 1)),
        dt.date(2026, 3, 1),
    ),
    "product.on_sale_until": dict.fromkeys(("长期", "无", "无固定期限"), None),
    "product.family": {
        "理财产品": "wealth",
        "理財商品": "wealth",
        "wealth": "wealth",
        "公募基金": "public-fund",
        "保险": "insurance",
    },
    "product.raising": {"公募": "public", "私募": "private", "非公开发行": "private"},
    "product.status": {"在售": "on-sale", "暂停申购": "suspended", "已售罄": "ended", "待售": "planned"},
    "product.currency": {"人民币": "CNY", "RMB": "CNY", "美元": "USD", "hkd": "HKD", "龙元": Wrong},
    "product.portfolio": {"是": True, "否": False, "Y": True, "×": False, True: True, "也许": Wrong},
    "product.levels.size": {"5": 5, "5级": 5, "五级": 5},
    "product.redemption.notice_days": {"T+1": 1, "t+0": 0, "T+2个工作日": 2, "实时": 0, "3天": 3},
    "product.target_market.channels": {
        **dict.fromkeys(
            ("网点、手机银行", "网点/网银", "branch, online", "柜面；APP"), frozenset({"branch", "online"})
        ),
        "无": frozenset(),
    },
    "product.risk_text": {"无": None, " 产品有风险 ": "产品有风险", "": s.NOT_TOLD},
    "product.warnings": {"红利不确定；退保有损失": frozenset({"红利不确定", "退保有损失"})},
    "product.key": {"001234": "001234", '="001234"': "001234"},
}
WRONG: Mapping[str, Mapping[Any, str]] = {
    LEVEL: {
        "2": "either end",
        "R9": "'R9' is not a level; valid here: R1",
        "R2(高风险)": "R2 and R5 at once",
        "C2": "level",
    },
    LOWEST: {"平衡型": "valid here", "R2": "is not a level"},
    TERM: {"90": "days or months", "约90天": "no period", "0.3天": "whole days"},
    FEE: {"0.5": "percentage or a fraction", "150%": "no rate", "-1%": "no rate", "0.5% 左右": "no rate"},
    "product.on_sale_from": {
        "2026-02-30": "calendar",
        "03/04/2026": "one way only",
        "26-3-1": "one way only",
        "999": "one way only",
        "2026-13-01": "calendar",
    },
    "product.key": {
        Digits("1234"): "lost the zeros",
        "1.23457E+11": "long code",
        Formula("=A1"): "formula",
        "a\x00": "control",
        "x" * 20_001: "at most 20000",
        True: "no yes or no is asked for",
        dt.date(2026, 1, 1): "changed by the spreadsheet",
    },
    "product.minimum_amount": {"9" * 40: "exactly", "一些": "no amount"},
    "product.name": {"\ud800": "half of a character"},
}


def read(name: str, raw: Any, unit: str = "") -> Any:
    return FIELDS.of(name, unit).read(raw).value


@pytest.mark.parametrize(
    ("name", "raw", "value"), [(n, raw, value) for n, said in SAID.items() for raw, value in said.items()]
)
def test_a_value_is_read_as_catalogs_write_it(name: str, raw: Any, value: Any) -> None:
    if value is Wrong:
        with pytest.raises(Wrong):
            read(name, raw)
    elif value is s.NOT_TOLD:
        assert read(name, raw) is s.NOT_TOLD
    else:
        assert read(name, raw) == value


@pytest.mark.parametrize(
    ("name", "raw", "said"), [(n, raw, said) for n, one in WRONG.items() for raw, said in one.items()]
)
def test_what_cannot_be_read_in_one_way_is_refused_with_what_to_write(name: str, raw: Any, said: str) -> None:
    with pytest.raises(Wrong) as raised:
        read(name, raw)
    assert said in str(raised.value)


def test_a_number_without_a_sign_is_in_the_unit_of_its_header() -> None:
    assert read(FEE, "0.5", "percent")[0]["share"] == read(FEE, "50", "basis-points")[0]["share"] == Decimal("0.005")
    assert read(TERM, "3", "months") == read(TERM, "90", "days") == 90
    assert read("product.minimum_amount", "1", "ten-thousand-yuan") == 10_000
    with pytest.raises(Wrong, match="under a header that says percent"):
        read(FEE, "50bp", "percent")


def test_units_and_conversions_are_told() -> None:
    units = [
        FIELDS.of(name).read(raw).unit for name, raw in ((FEE, "0.5%"), (FEE, "5‰"), (TERM, "3个月"), (TERM, "90天"))
    ]
    assert units == ["percent", "per-mille", "months", "days"]
    assert "30" in FIELDS.of(TERM).read("3个月").remark
    assert FIELDS.of(TERM).read("90天").remark == ""
    assert "serial" in FIELDS.of("product.on_sale_from").read("46082").remark


def test_fees_are_read_by_their_kinds() -> None:
    made = read("product.fees", "管理费0.5%；托管费率：0.05%/年；申购费每笔1000元")
    assert made == [
        {"kind": "management", "share": Decimal("0.005"), "amount": None},
        {"kind": "custody", "share": Decimal("0.0005"), "amount": None},
        {"kind": "subscription", "share": None, "amount": Decimal(1000)},
    ]
    assert "kind" not in read("product.fees", "0.5%")[0]
    assert read(FEE, "免收")[0]["share"] == 0
    assert read(FEE, "无") == []
    tiers = FIELDS.of(FEE).read("100万以下1.2%，100万以上0.8%")
    assert (tiers.value[0]["share"], tiers.remark) == (
        Decimal("0.012"),
        "of several rates in one cell the highest is read",
    )
    with pytest.raises(Wrong, match="which fee"):
        read("product.fees", "管理费0.5%；0.05%")


def test_every_kind_of_fee_has_a_column() -> None:
    for kind in FEE_KINDS:
        assert read(f"product.fees.{kind}", "1%")[0]["kind"] == kind


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3.5%-4.2%", "0.035", "0.042"),
        ("3.5—4.2%", "0.035", "0.042"),
        ("年化3.50%", "0.035", "0.035"),
        ("中债综合指数收益率×80%+沪深300指数×20%", None, None),
    ],
)
def test_a_benchmark_has_its_bounds_where_it_is_figures(text: str, low: str | None, high: str | None) -> None:
    made = read("product.benchmark", text)
    assert made["text"] == text
    assert [made[name] for name in ("low", "high")] == [None if one is None else Decimal(one) for one in (low, high)]


def test_one_cell_may_tell_several_fields() -> None:
    assert read("product.on_sale", "2026-03-01至2026/3/31") == {
        "on_sale_from": dt.date(2026, 3, 1),
        "on_sale_until": dt.date(2026, 3, 31),
    }
    assert read("product.on_sale", "2026-03-01~长期")["on_sale_until"] is None
    assert read("product.type", "公募基金") == {"family": "public-fund", "raising": "public"}
    assert read("product.type", "固定收益类") == {"design": "fixed-income"}
    assert read("product.redemption", "每日开放，T+1到账") == {"kind": "daily", "notice_days": 1}


def test_width_case_and_traditional_characters_make_no_difference() -> None:
    assert plain("　ＲＩＳＫ（銀行）　理財 ") == "risk(银行)理财"
