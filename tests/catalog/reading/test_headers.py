"""Headers are understood in Chinese and English, with the unit they name."""

import pytest

from suitability.catalog.reading.fields import TARGETS
from suitability.catalog.reading.headers import names_of, understood, units_of


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("产品代码", "product.key", ""),
        ("產品代碼", "product.key", ""),
        ("*产品名称（必填）", "product.name", ""),
        ("产品 名称", "product.name", ""),
        ("风险等级", "product.levels.seller", ""),
        ("管理人评级", "product.levels.issuer", ""),
        ("起购金额", "product.minimum_amount", ""),
        ("起购金额（万元）", "product.minimum_amount", "ten-thousand-yuan"),
        ("起购金额/元", "product.minimum_amount", "yuan"),
        ("期限", "product.term_days", ""),
        ("期限（天）", "product.term_days", "days"),
        ("期限天数", "product.term_days", "days"),
        ("费率", "product.fees", ""),
        ("管理费率(%)", "product.fees.management", "percent"),
        ("管理费率％", "product.fees.management", "percent"),
        ("托管费率（单位：bp）", "product.fees.custody", "basis-points"),
        ("发行机构", "product.issuer", ""),
        ("募集方式", "product.raising", ""),
        ("product_code", "product.key", ""),
        ("Product Name", "product.name", ""),
        ("levels.seller", "product.levels.seller", ""),
        ("term_days", "product.term_days", "days"),
        ("benchmark.low", "product.benchmark.low", "fraction"),
        ("銷售狀態", "product.status", ""),
        ("sale window", None, ""),
        ("备注", None, ""),
        ("风险等级（发行人）", None, ""),
        ("风险等级（%）", None, ""),
        ("名" * 61, None, ""),
    ],
)
def test_a_header_names_its_target_and_unit(header: str, name: str | None, unit: str) -> None:
    called = understood(header)
    assert (None, "") == (name, unit) if called is None else (called.target.name, called.unit) == (name, unit)


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_is_understood_by_its_path_and_its_names(name: str) -> None:
    for word in (name, name.removeprefix("product."), *names_of(TARGETS[name])):
        called = understood(word)
        assert called is not None
        assert called.target.name == name


def test_no_name_is_that_of_two_targets() -> None:
    names = [word for target in TARGETS.values() for word in names_of(target)]
    assert len(names) == len(set(names))


def test_only_numbers_have_units() -> None:
    assert units_of(TARGETS["product.name"]) == ()
    assert "percent" in units_of(TARGETS["product.fees.management"])
