"""Reports as text: the worst first, aligned under wide characters, unknowns by field, values only where asked for."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.ruleset import RuleSet
from suitability.messages.render import path_label, voice
from suitability.reports.text import Checked, pad, render, table, width
from tests.small import AS_OF, CITES, DAY, UNVERIFIED, rule, rules, sale, version
from tests.small_text import find, one_text_rule

FILES = {
    "sale/a-lowest.toml": rule(version("customer.lowest_class"), message="生日 {customer.birth_date}。", remedy="Ask."),
    "sale/b-unread.toml": rule(
        version("customer.lowest_class", cites=f"{UNVERIFIED[:-1]}, {CITES[1:]}"), severity="note"
    ),
    "sale/c-place.toml": rule(version("sale.place is none and product.portfolio")),
    "sale/d-place.toml": rule(version("sale.place is none")),
    "sale/e-adult.toml": rule(version("customer.birth_date + years(18) <= sale.on"), severity="warn"),
}
LOW = s.Customer(lowest_class=False, birth_date=dt.date(1985, 6, 1))
HIGH = s.Customer(lowest_class=True, birth_date=dt.date(1985, 6, 1))
EN = voice("en")
PLAIN: dict[str, Any] = {"place": None, "product": s.Product(portfolio=True)}


@pytest.fixture
def loaded(tmp_path: Path) -> RuleSet:
    return rules(tmp_path, FILES)


def lines(loaded: RuleSet, subjects: Mapping[str, s.Sale], locale: str = "en", facts: bool = False) -> list[str]:
    checked = [Checked(place, s.check(one, loaded, as_of=AS_OF)) for place, one in subjects.items()]
    return list(render(checked, locale, facts=facts))


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("风险", 4), ("《法》", 6), ("ｶ", 1), ("é", 1), ("e\u0301", 1), ("a\u200bb", 2)],
)
def test_a_wide_character_takes_two_columns_and_a_mark_none(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_text_is_filled_to_its_columns_and_never_cut() -> None:
    assert (pad("风险", 6), pad("风险", 3)) == ("风险  ", "风险")


def test_columns_stand_under_each_other_whatever_their_characters() -> None:
    assert list(table([("风险", "a", "x"), ("b", "等级", ""), ("longer", "c", "z")], "  ")) == [
        "  风险    a     x",
        "  b       等级",
        "  longer  c     z",
    ]
    assert list(table([])) == []


def test_a_finding_shows_what_is_wrong_the_facts_by_name_the_articles_and_the_remedy(loaded: RuleSet) -> None:
    found = lines(loaded, {"a.json": sale(key="S-1", customer=LOW, **PLAIN)})
    assert found[:2] == ["sale S-1  2026-03-05  a.json", "  violation · block  small.sale.a-lowest"]
    root, _, field = path_label("customer.lowest_class", "en").partition(" · ")
    assert found[2:6] == [
        "    what     生日 1 June 1985。",
        f"    facts    {root}: {field}",
        "    article  Example Law, art. 1",
        "             law",
    ]
    assert found[6] == "    penalty  罚款一万元"
    assert found[7] == "    remedy   Ask."


def test_every_article_stands_on_a_line_and_one_not_read_says_so(loaded: RuleSet) -> None:
    found = lines(loaded, {"a.json": sale(customer=LOW, **PLAIN)})
    start = next(index for index, line in enumerate(found) if "art. 2" in line)
    assert found[start : start + 2] == [
        f"    article  Example Law, art. 2  {EN.phrase('unverified')}",
        "             Example Law, art. 1",
    ]


def test_facts_of_several_members_are_named_once(tmp_path: Path) -> None:
    loaded = rules(tmp_path, {"sale/wrong.toml": rule(version("any(a.prompted for a in customer.assessments)"))})
    tests = [s.Assessment(prompted=False), s.Assessment(prompted=False)]
    found = lines(loaded, {"a.json": sale(customer=s.Customer(assessments=tests))})
    root, _, field = path_label("customer.assessments.prompted", "en").partition(" · ")
    assert f"    facts    {root}: {field}" in found


@pytest.mark.parametrize("locale", ["zh-Hans", "en"])
def test_values_of_facts_are_shown_only_where_they_are_asked_for(loaded: RuleSet, locale: str) -> None:
    young = sale(customer=s.Customer(lowest_class=True, birth_date=dt.date(2010, 6, 1)), **PLAIN)
    assert not any("2010" in line for line in lines(loaded, {"a.json": young}, locale))
    shown = [line for line in lines(loaded, {"a.json": young}, locale, facts=True) if "2010" in line]
    assert len(shown) == 1
    assert shown[0].endswith("  (customer.birth_date)")


def test_unknowns_are_grouped_by_the_fact_that_is_missing_most_useful_first(loaded: RuleSet) -> None:
    found = lines(loaded, {"a.json": sale(key="S-1", customer=HIGH, product=s.Product())})
    rows = [
        (path_label(path, "en"), path, EN.phrase("asked_by", rules=count))
        for path, count in (("sale.place", "2"), ("product.portfolio", "1"))
    ]
    assert found[2:5] == [*table(rows, "    "), ""]


def test_the_worst_subject_stands_first_and_those_in_order_are_only_counted(loaded: RuleSet) -> None:
    young = s.Customer(lowest_class=True, birth_date=dt.date(2010, 6, 1))
    subjects = {
        "unknown.json": sale(customer=HIGH),
        "cleared.json": sale(customer=HIGH, **PLAIN),
        "warned.json": sale(customer=young, **PLAIN),
        "blocked.json": sale(customer=LOW, **PLAIN),
        "worse.json": sale(customer=s.Customer(lowest_class=False, birth_date=dt.date(2010, 6, 1)), **PLAIN),
        "untouched.json": sale(on=dt.date(2020, 1, 1)),
    }
    found = lines(loaded, subjects)
    assert [line.rpartition("  ")[2] for line in found if line.startswith("sale")] == [
        "worse.json", "blocked.json", "warned.json", "unknown.json",
    ]  # fmt: skip
    assert found[-4:] == [
        EN.phrase("summary_checked", checked="6", cleared="1"),
        EN.phrase("summary_untouched", untouched="1"),
        EN.phrase("summary_violations", violations="6", block="2"),
        EN.phrase("summary_unknown", unknown="2", decided="25", share="8.0"),
    ]


def test_nothing_checked_is_a_report_of_nothing(loaded: RuleSet) -> None:
    assert lines(loaded, {}) == [
        EN.phrase("summary_checked", checked="0", cleared="0"),
        EN.phrase("summary_violations", violations="0", block="0"),
        EN.phrase("summary_unknown", unknown="0", decided="0", share="0.0"),
    ]


@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant", "zh-Hant-HK"])
def test_a_report_in_chinese_is_aligned_too(loaded: RuleSet, locale: str) -> None:
    found = lines(loaded, {"a.json": sale(customer=LOW, **PLAIN)}, locale)
    rows = [line for line in found if line.startswith("    ") and "《示例法》" in line]
    assert len(rows) == 3
    assert len({width(line.partition("《")[0]) for line in rows}) == 1


def test_words_are_shown_with_their_place_their_disguise_and_a_rewrite_where_values_are(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, find("保本", rewrite="不保证本金"), find("稳赚", rewrite=""))
    copy = s.Copy(on=DAY, text="本产品保※本。稳赚！" + "好" * 100)
    checked = [Checked("a.json", s.check(copy, loaded, as_of=AS_OF))]
    shown = "\n".join(render(checked, "zh-Hans", facts=True))
    assert "“保※本”（第 4 至 6 个字符）  以符号隔断规避  建议改为：不保证本金" in shown
    assert "“稳赚”（第 8 至 9 个字符）  建议删去" in shown
    assert "好" * 100 not in shown
    assert "第 4 至" not in "\n".join(render(checked, "zh-Hans"))


def test_of_many_words_the_first_are_shown(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, find("保本"))
    report = s.check(s.Copy(on=DAY, text="保本。" * 30), loaded, as_of=AS_OF)
    shown = "\n".join(render([Checked("a.json", report)], "zh-Hans", facts=True))
    assert shown.count("“保本”（第") == 10
    assert "另有 20 条" in shown
