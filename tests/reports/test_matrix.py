"""The matrix as text and as plain data: routes in few words, every reason once, unknown never left blank."""

import datetime as dt
import json
from collections.abc import Collection
from pathlib import Path

import pytest

from suitability.engine.matrix import Grid, matrix
from suitability.engine.ruleset import RuleSet
from suitability.messages.render import voice
from suitability.reports.matrix import Words, folded, plain, render
from tests.engine.test_matrix import FILES
from tests.small import DAY, UNVERIFIED, rule, rules, version

TITLES = {
    "sale/unapplied.toml": "没有客户自己提出的申请",
    "sale/above.toml": "产品等级高于客户等级",
}


@pytest.fixture
def loaded(tmp_path: Path) -> RuleSet:
    titled = {name: FILES[name].replace('title = "A rule"', f'title = "{title}"') for name, title in TITLES.items()}
    return rules(tmp_path, {**FILES, **titled})


def lines(loaded: RuleSet, regimes: Collection[str], customers: Collection[str] = ("ordinary",)) -> list[str]:
    found = matrix(loaded, [DAY], regimes=regimes, customers=customers, initiators=["customer"])
    return [line.strip() for line in render(found, loaded, "en")]


def test_a_table_stands_under_its_regime_its_day_and_its_routes(loaded: RuleSet) -> None:
    found = lines(loaded, ["strict"])
    assert found[0] == "strict  strict  5 March 2026  the customer asks"
    assert found[1] == "product · product family: wealth management product, trust product  selling institution · licence type: bank, wealth management company"  # fmt: skip
    assert [line.split() for line in found[2:6]] == [
        ["R1", "R2", "R3"],
        ["ordinary", "investor", "C1", "○", "✕", "✕"],
        ["ordinary", "investor", "C2", "○", "○", "✕"],
        ["ordinary", "investor", "C3", "○", "○", "○"],
    ]
    assert found[-1] == "○ allowed  △ with procedure  ✕ never  ? unknown"


def test_a_rule_stands_once_with_its_articles_and_what_it_says(loaded: RuleSet) -> None:
    assert [
        line for line in lines(loaded, ["steps"]) if "small.sale" in line or "示例法" in line or "Example" in line
    ] == [
        "△ 没有客户自己提出的申请 (Example Law, art. 1)",
        "asks for, or hangs on: sale · applications  small.sale.unapplied",
        "△ A rule (Example Law, art. 1)",
        "asks for, or hangs on: sale · warnings  small.sale.unwarned",
    ]


def test_law_that_was_not_read_is_marked(tmp_path: Path) -> None:
    loaded = rules(
        tmp_path, {**FILES, "sale/above.toml": rule(version("not above", "regime == 'strict'", cites=UNVERIFIED))}
    )
    found = lines(loaded, ["strict"])
    assert f"? A rule (Example Law, art. 2 {voice('en').phrase('unverified')})" in found
    assert any(line.startswith("a violation, but one that only warns") for line in found)


def test_where_no_rule_decides_it_says_so_in_place_of_a_table(loaded: RuleSet) -> None:
    assert lines(loaded, ["silent"])[1:3] == ["product · product family: deposit", "? No rule decides."]


def test_levels_of_a_customer_that_make_no_difference_are_one_row(loaded: RuleSet) -> None:
    rows = [line.split() for line in lines(loaded, ["strict"], ["ordinary", "professional"])]
    assert ["professional", "investor", "any", "level", "?", "?", "?"] in rows


def test_the_routes_of_tables_that_follow_each_other_stand_once(loaded: RuleSet) -> None:
    found = list(render(matrix(loaded, [DAY], regimes=["steps"]), loaded, "en"))
    assert sum("bank" in line for line in found) == 1
    assert sum("5 March 2026" in line for line in found) == 2


def test_packs_without_regimes_have_no_name_before_the_day(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if name.startswith("t") and "regime" not in name}
    loaded = rules(tmp_path, {**files, "sale/above.toml": rule(version("not above"))})
    found = list(render(matrix(loaded, [DAY]), loaded, "en"))
    assert found[0] == "5 March 2026  the customer asks, the institution promotes"
    assert found[1].split() == ["R1", "R2", "R3"]


def test_the_text_is_in_the_language_asked_for(loaded: RuleSet) -> None:
    for locale, words in (("zh-Hans", "○ 允许"), ("zh-Hant", "○ 允許"), ("en", "○ allowed")):
        assert list(render(matrix(loaded, [DAY]), loaded, locale))[-1].startswith(words)


def route(family: str, seller: str, *more: tuple[str, object]) -> tuple[tuple[str, object], ...]:
    return (("product.family", family), *more, ("seller.licence", seller))


@pytest.mark.parametrize(
    ("routes", "found"),
    [
        ([()], [{}]),
        ([route("a", "x")], [("a", "x")]),
        ([route("a", "x"), route("a", "y"), route("b", "x"), route("b", "y")], [("ab", "xy")]),
        ([route("a", "x"), route("a", "y"), route("b", "x")], [("a", "xy"), ("b", "x")]),
        ([route("a", "x"), route("b", "y")], [("a", "x"), ("b", "y")]),
        ([route("a", "x", ("product.portfolio", True)), route("b", "x")], [("a", "x", True), ("b", "x")]),
    ],
)
def test_routes_are_folded_without_saying_more_or_less(routes: list, found: list) -> None:
    given = Grid(None, (DAY,), ("customer",), tuple(routes), ())
    shown = [
        {} if one == {} else {
            "product.family": tuple(one[0]), "seller.licence": tuple(one[1]),
            **({"product.portfolio": (True,)} if len(one) > 2 else {}),
        }
        for one in found
    ]  # fmt: skip
    assert folded(given) == shown


def test_plain_data_hold_every_cell_and_can_be_written_as_json(loaded: RuleSet) -> None:
    found = matrix(loaded, [dt.date(2026, 3, 1), DAY], regimes=["linked"], initiators=["institution"])
    data = json.loads(json.dumps(plain(found, loaded)))
    assert (data["schema"], data["packs"]) == ("suitability.matrix/1", ["small"])
    (grid,) = data["grids"]
    assert (grid["regime"], grid["days"], grid["initiators"]) == (
        "linked",
        ["2026-03-01", "2026-03-05"],
        ["institution"],
    )
    assert grid["routes"] == [{"product.family": ["insurance"], "product.principal_at_risk": [True]}]
    assert len(grid["rows"]) == 7
    assert grid["rows"][1]["customer"] == "ordinary"
    assert grid["rows"][1]["cells"][1] == {
        "product": "R2",
        "answer": "never",
        "reasons": [{"rule": "small.sale.recommended", "says": "forbids", "facts": []}],
    }


def test_words_know_the_levels_of_a_pack_that_is_not_the_first(loaded: RuleSet) -> None:
    assert Words.of(loaded, "en").levels() == "customer's level"
