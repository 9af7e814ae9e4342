"""Copy that names a product is judged with its row: what it says must agree, what is not on sale is not advertised."""

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

import suitability as s
from suitability.catalog.copy import judge_copy
from suitability.catalog.named import Names
from suitability.catalog.told import Told
from suitability.engine.ruleset import RuleSet
from suitability.model.facts import NOT_TOLD
from suitability.model.product import Levels
from suitability.readers.copy_passage import Passage
from suitability.reports.gate import Item
from suitability.spot import Unread
from tests.catalog.small_rows import FUND, NAMES, fee, row

TODAY = dt.date(2026, 11, 23)
AD = Told(genre="advertisement", channel="website")


@cache
def packs(*names: str) -> RuleSet:
    return s.load(*(names or ("cn", "handbook")))


def judged(
    text: str, names: Names = NAMES, told: Told = AD, *, rules: RuleSet | None = None, front: Any = None, **more: Any
) -> list[Item | Unread]:
    passage = Passage("a.md", text, front=front or {})
    naming = names.named(passage, told)
    return list(judge_copy(passage, naming, rules or packs(), on=more.pop("on", TODAY), told=told, **more))


def found(text: str, *some: Any, pack: str = "handbook", **more: Any) -> dict[str, list[str]]:
    """Give the rules of a pack that found something, each with the words at which its items stand."""
    rules: dict[str, list[str]] = {}
    for item in judged(text, *some, **more):
        assert isinstance(item, Item)
        rule = item.finding.rule.removeprefix(f"{pack}.copy.")
        if rule != item.finding.rule:
            start, end = item.spot.column, item.spot.end_column
            assert start is not None
            assert end is not None
            line = text.split("\n")[(item.spot.line or 1) - 1]
            rules.setdefault(f"{item.finding.outcome} {rule}", []).append(line[start - 1 : end - 1])
    return rules


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("安和90天，风险等级R1，欢迎了解。", "level-unlike", "风险等级R1"),
        ("安和90天，100元起购。", "minimum-unlike", "100元起购"),
        ("安和90天，期限60天。", "term-unlike", "期限60天"),
        ("安和90天无固定期限。", "term-unlike", "无固定期限"),
        ("安和90天每日可赎。", "redemption-unlike", "每日可赎"),
        ("安和90天封闭期30天。", "lock-unlike", "封闭期30天"),
        ("安和90天管理费0.10%/年。", "fee-unlike", "管理费0.10%"),
        ("安和90天业绩比较基准2.8%-3.8%。", "benchmark-unlike", "业绩比较基准2.8%-3.8%"),
    ],
)
def test_what_the_text_says_otherwise_than_the_catalog_stands_at_its_words(text: str, rule: str, words: str) -> None:
    assert found(text) == {f"violation catalog-{rule}": [words]}


@pytest.mark.parametrize(
    "text",
    [
        "安和90天，风险等级R2（中低风险），1元起购，期限90天，管理费0.15%/年，托管费0.02%/年。",
        "安和90天期限三个月，封闭期90天，到期自动赎回，业绩比较基准2.80%-3.30%。",
        "安和90天零申购费。",
        "安和90天此前管理费为0.30%。",
        "安和90天适合R3及以上客户。",
        "产品风险等级分为R1至R5五级，安和90天以说明书为准。",
        "安和90天1美元起购。",
        "与某银行R4产品不同，安和90天请看说明书。",
        "青禾稳健债券A风险等级R3，安和90天见下页。",
        "请您阅读产品说明书。",
    ],
)
def test_what_agrees_or_is_no_statement_of_the_product_gives_nothing(text: str) -> None:
    assert found(text) == {}


def test_the_level_that_counts_is_the_higher_of_the_two_sides() -> None:
    names = Names([row("A-01", "和安优选一年", levels=Levels(issuer="R2", seller="R3"))])
    assert found("和安优选一年，R2级。", names) == {"violation catalog-level-unlike": ["R2级"]}
    assert found("和安优选一年，R3级。", names) == {}


def test_a_year_is_as_many_days_as_the_catalog_has_where_it_may_be_so_many() -> None:
    for days, expected in ((365, {}), (364, {}), (180, {"violation catalog-term-unlike": ["期限1年"]})):
        assert found("和安优选，期限1年。", Names([row("A-01", "和安优选", term_days=days)])) == expected


def test_the_law_speaks_of_online_copy_and_the_house_of_all() -> None:
    text = "安和90天，风险等级R1，管理费0.1%。"
    assert set(found(text, pack="cn")) == {
        "violation online-copy-unlike-contract",
        "violation catalog-fee-unlike-contract",
    }
    leaflet = Told(genre="advertisement", channel="leaflet")
    assert found(text, NAMES, leaflet, pack="cn") == {}
    assert set(found(text, NAMES, leaflet)) == {"violation catalog-level-unlike", "violation catalog-fee-unlike"}


def test_material_of_a_private_fund_must_agree_with_its_contract_wherever_it_is_shown() -> None:
    lecture = Told(genre="sales-script", channel="lecture", audience="specific")
    assert set(found("松岳一号，管理费2%/年。", NAMES, lecture, pack="cn")) == {
        "violation catalog-private-fund-fee-unlike"
    }


def test_a_channel_that_is_not_told_is_asked_for_where_the_words_would_be_wrong() -> None:
    items = [item for item in judged("安和90天，风险等级R1。", told=Told()) if isinstance(item, Item)]
    unknown = {item.finding.rule: item.finding.missing for item in items if item.finding.outcome == "unknown"}
    assert unknown == {"cn.copy.online-copy-unlike-contract": ("copy.channel",)}
    assert found("安和90天，风险等级R2。", NAMES, Told(), pack="cn") == {}


@pytest.mark.parametrize("genre", ["advertisement", "product-page", "app-text", "sales-script"])
def test_a_suspended_product_is_not_advertised(genre: Any) -> None:
    assert found("安和180天今日发售。", NAMES, Told(genre=genre)) == {
        "violation catalog-product-not-on-sale": ["安和180天"]
    }


@pytest.mark.parametrize("genre", ["notice", "complaint-reply", "law", "news"])
def test_a_notice_may_speak_of_a_suspended_product(genre: Any) -> None:
    assert found("安和180天自今日起暂停销售。", NAMES, Told(genre=genre)) == {}


def test_a_product_before_or_after_its_sale_is_not_advertised() -> None:
    for window in ({"on_sale_from": TODAY + dt.timedelta(1)}, {"on_sale_until": TODAY - dt.timedelta(1)}):
        names = Names([row("A-01", "和安优选", **window)])
        assert "violation catalog-product-not-on-sale" in found("和安优选", names)


def test_copy_is_judged_by_the_days_on_which_it_is_shown() -> None:
    names = Names([row("A-01", "和安优选", on_sale_from=dt.date(2026, 12, 1))])
    later = Told(genre="advertisement", channel="website", published=(dt.date(2026, 12, 1),))
    assert found("和安优选", names, later) == {}


def test_what_the_catalog_does_not_tell_is_unknown_and_reviewers_are_not_asked_for() -> None:
    names = Names([row("A-01", "和安优选", fees=NOT_TOLD)])
    items = [item for item in judged("和安优选管理费0.15%。", names) if isinstance(item, Item)]
    assert {(item.finding.outcome, item.finding.missing) for item in items} == {("unknown", ("product.fees",))}


def test_the_family_of_the_product_decides_which_words_are_wrong() -> None:
    plain, fund = Names([row("A-01", "和安优选")]), Names([row("A-01", "和安优选", **FUND)])

    def told(names: Names) -> dict[str, list[str]]:
        return found("和安优选，欲购从速。", names, Told(channel="leaflet"), pack="cn")

    assert told(plain) == {}
    assert told(fund) == {"violation urged-to-hurry": ["欲购从速"]}


def test_words_of_copy_with_two_families_are_read_by_the_product_before_them() -> None:
    rules = packs("cn")
    names = Names([row("A-01", "和安优选"), row("B-01", "青禾成长一号", **FUND)])
    alone = {name: _wrong(f"{name}业绩比较基准3.1%", names, rules) for name in ("和安优选", "青禾成长一号")}
    both = _wrong("和安优选业绩比较基准3.1%\n\n青禾成长一号业绩比较基准3.1%", names, rules)
    assert alone["和安优选"] - alone["青禾成长一号"]
    assert {line for line, _ in both} >= {1}
    assert {rule for line, rule in both if line == 1} == {rule for _, rule in alone["和安优选"]}
    assert {rule for line, rule in both if line == 3} == {rule for _, rule in alone["青禾成长一号"]}


def _wrong(text: str, names: Names, rules: RuleSet) -> set[tuple[int | None, str]]:
    items = judged(text, names, Told(channel="leaflet"), rules=rules, disclosures=True)
    return {
        (item.spot.line, item.finding.rule)
        for item in items
        if isinstance(item, Item) and item.finding.marks and item.finding.outcome == "violation"
    }


def test_of_two_statements_the_wrong_one_is_marked() -> None:
    text = "安和90天，R2级。\n\n安和90天风险等级：R3。"
    assert found(text) == {"violation catalog-level-unlike": ["风险等级：R3"]}


def test_of_two_products_each_is_judged_by_its_own_row() -> None:
    text = "安和90天R2，1元起购；和明成长混合R2，10元起购。"
    assert found(text) == {"violation catalog-level-unlike": ["R2"]}
    (item,) = [one for one in judged(text) if isinstance(one, Item) and "level" in one.finding.rule]
    assert item.spot.column == text.index("R2", 12) + 1


def test_a_product_that_only_the_file_names_stands_where_the_text_begins() -> None:
    items = judged("今日发售。", told=AD, front={"product": "P-02"})
    (one,) = [item for item in items if isinstance(item, Item) and "not-on-sale" in item.finding.rule]
    assert (one.spot.line, one.spot.column, one.key) == (1, 1, "a.md")


def test_content_and_fingerprint_hold_what_was_found_and_not_where() -> None:
    first, second = (
        [item for item in judged(text) if isinstance(item, Item) and item.finding.rule.endswith("level-unlike")]
        for text in ("安和90天，风险等级R1。", "\n\n安和90天，风险等级R1。")
    )
    assert first[0].content == second[0].content
    assert first[0].finding.fingerprint == second[0].finding.fingerprint
    (other,) = [
        one
        for one in judged("安和90天，风险等级R3。")
        if isinstance(one, Item) and one.finding.rule.endswith("level-unlike")
    ]
    assert other.content != first[0].content
    assert other.finding.fingerprint != first[0].finding.fingerprint


def test_the_excerpt_of_a_statement_is_asked_for_by_its_place() -> None:
    text = "安和90天，风险等级R1。"
    items = judged(text, excerpt_of=lambda start, end: ((text[start:end], "^"),))
    assert {item.excerpt for item in items if isinstance(item, Item)} == {(("风险等级R1", "^"),)}


def test_a_row_that_cannot_be_judged_is_unread_and_the_others_are_judged() -> None:
    later = Levels(issuer="R2", issuer_on=TODAY + dt.timedelta(1), seller="R2")
    names = Names([row("A-01", "和安优选", levels=later), row("A-02", "青禾优选", status="suspended")])
    items = judged("和安优选、青禾优选", names)
    assert [item.spot.file for item in items if isinstance(item, Unread)] == ["catalog.csv"]
    assert any(isinstance(item, Item) and "not-on-sale" in item.finding.rule for item in items)


def test_fees_of_one_kind_may_be_several_and_a_fee_of_nothing_need_not_stand_in_the_catalog() -> None:
    fees = (fee("management", "0.0015"), fee("management", "0.003"), fee("subscription", "0.01"))
    names = Names([row("A-01", "和安优选", fees=fees)])
    assert found("和安优选管理费0.3%。", names) == {}
    assert found("和安优选零赎回费。", names) == {}
    assert found("和安优选零申购费。", names) == {"violation catalog-fee-unlike": ["零申购费"]}


def test_an_amount_in_another_currency_is_compared_with_a_product_in_it() -> None:
    names = Names([row("A-01", "和安优选", currency="USD", minimum_amount=Decimal(100))])
    assert found("和安优选100美元起购。", names) == {}
    assert found("和安优选1000美元起购。", names) == {"violation catalog-minimum-unlike": ["1000美元起购"]}


def test_a_text_that_says_too_much_is_judged_so_far_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suitability.catalog.copy._MOST", 2)
    *items, last = judged("安和90天R1。\n安和90天R1。\n安和90天R1。")
    assert isinstance(last, Unread)
    assert (last.spot.line, last.message) == (3, "not judged from here: the text says more than 2 things of products")
    assert {item.spot.line for item in items} == {1, 2}
