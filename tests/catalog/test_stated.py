"""What copy says of a product is read with its place; what is less than outright, or of another, is not."""

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.catalog.owners import owned
from suitability.catalog.stated import Statement, stated
from suitability.catalog.statements import figures
from suitability.model.scale import Scale
from suitability.readers.copy_passage import Passage
from tests.catalog.small_rows import NAMES

SCALES = {"product": Scale("product", ("R1", "R2", "R3", "R4", "R5"))}
LABELLED = [json.loads(line) for line in Path(__file__).with_name("statements.jsonl").read_text("utf-8").splitlines()]
SHORT = {"000123": "F", "PF-7": "PF", "H-10": "H", "H-11": "HP", "W-2": "W2", "W-20": "W20"}
# Said of a product in a way that is not read: the name comes after another, and one of several levels.
MISSED = 2


def value(one: Statement) -> str:
    """Write a statement's value as the labels do."""
    said: Any = one.value
    if one.kind == "fee":
        return f"{said.kind} ={said.amount}" if said.share is None else f"{said.kind} {said.share:f}"
    if one.kind == "benchmark":
        return f"{said.low:f}-{said.high:f}"
    if one.kind in ("term", "lock"):
        return "none" if said is None else str(said.low) if said.low == said.high else f"{said.low}-{said.high}"
    return f"{said.normalize():f}" if one.kind == "minimum" else str(said)


def said_of(text: str) -> set[str]:
    """Give what a text says, each with the product it is of."""
    found = owned(text, NAMES.named(Passage("a.txt", text)), SCALES)
    return {f"{SHORT.get(row.key, row.key)} {one.kind} {value(one)}" for one, row in found}


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.kind, value(one)) for one in stated(text, SCALES)]


def test_of_the_labelled_sentences_nothing_is_read_that_is_not_said() -> None:
    wrong = {one["text"]: extra for one in LABELLED if (extra := said_of(one["text"]) - set(one["says"]))}
    assert wrong == {}


def test_of_the_labelled_sentences_hardly_anything_said_is_missed() -> None:
    missed = [missing for one in LABELLED for missing in set(one["says"]) - said_of(one["text"])]
    assert len(missed) == MISSED, missed


def test_the_labelled_sentences_hold_more_traps_than_statements() -> None:
    traps = sum(one["kind"] == "trap" for one in LABELLED)
    assert len(LABELLED) >= 250
    assert traps >= 140
    assert len({one["text"] for one in LABELLED}) == len(LABELLED)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本产品风险等级：R2（中低风险），请知悉", "产品风险等级：R2（中低风险）"),
        ("起购金额\u3000５万元", "起购金额\u3000５万元"),
        ("管**理**费率 0.15% / 年", "管**理**费率 0.15%"),
        ("| 风险等级 | R2 |", "R2"),
        ("| 项目 | 费率 |\n| 管理费 | 0.15%/年 |", "0.15%"),
    ],
)
def test_a_statement_stands_at_the_words_that_say_it(text: str, words: str) -> None:
    (one,) = stated(text, SCALES)
    assert (text[one.start : one.end], one.words) == (words, words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人民币1,000,000元", ("1000000", "CNY")),
        ("二十万元", ("200000", "CNY")),
        ("1.5亿元", ("150000000", "CNY")),
        ("usd 1,000", ("1000", "USD")),
        ("一千美元", ("1000", "USD")),
        ("hk$5000", ("5000", "HKD")),
        ("cny 1 million", ("1000000", "CNY")),
        ("100 万", ("1000000", "CNY")),
    ],
)
def test_amounts_are_read_in_digits_and_in_chinese_with_their_currency(text: str, expected: tuple[str, str]) -> None:
    amount = figures.money(text)
    assert (f"{amount.value.normalize():f}", amount.currency) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.15%", "0.0015"),
        ("百分之零点一五", "0.0015"),
        ("万分之二", "0.0002"),
        ("千分之1.5", "0.0015"),
        ("15bp", "0.0015"),
        ("三个点", "0.03"),
    ],
)
def test_shares_are_fractions_whatever_they_are_written_in(text: str, expected: str) -> None:
    assert figures.share(text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("90天", 90, 90), ("两周", 14, 14), ("三个月", 88, 93), ("半年", 178, 186), ("1 年", 360, 372), ("24 months", 718, 744)],
)  # fmt: skip
def test_a_month_or_a_year_may_be_so_many_days(text: str, low: int, high: int) -> None:
    assert figures.days(text) == (low, high)


@given(st.integers(0, 9_999_999))
def test_a_number_in_digits_is_read_as_it_is(number: int) -> None:
    assert figures.number(f"{number:,}") == number


def test_a_scale_of_three_knows_its_own_levels_and_no_words() -> None:
    three = {"product": Scale("product", ("P1", "P2", "P3"))}
    assert [(one.kind, one.value) for one in stated("风险等级：P2；本产品为中低风险；R2", three)] == [("level", "P2")]


def test_a_column_says_what_its_head_is_about_and_a_row_what_its_first_cell_is() -> None:
    across = "| 产品 | 风险等级 | 管理费 |\n|---|:-:|---|\n| 甲 | R2 | 0.15% |"
    down = "风险等级\tR2\n管理费\t0.15%"
    for text in (across, down):
        assert kinds(text) == [("level", "R2"), ("fee", "management 0.0015")]


def test_two_values_in_one_sentence_are_none_and_in_two_sentences_two() -> None:
    assert kinds("网银1元起购，柜台5万元起购。") == []
    assert kinds("网银1元起购。柜台5万元起购。") == [("minimum", "1"), ("minimum", "50000")]


def test_a_sentence_says_a_thing_once() -> None:
    assert kinds("风险等级R2，R2级，本产品为中低风险产品。") == [("level", "R2")]


def test_a_heading_is_what_the_lines_below_it_are_about() -> None:
    text = "# 理财专区\n## 安和90天\n风险等级：R2\n\n### 费用\n管理费：0.15%\n## 和明成长混合\n风险等级：R4\n## 常见问题\n风险等级：R3"
    assert said_of(text) == {"P-01 level R2", "P-01 fee management 0.0015", "F level R4"}


def test_what_stands_in_no_section_is_of_the_only_product_and_of_none_where_there_are_two() -> None:
    assert said_of("本页介绍安和90天的情况。\n\n风险等级：R2") == {"P-01 level R2"}
    assert said_of("本页介绍安和90天和和明成长混合。\n\n风险等级：R2") == set()
    assert said_of("风险等级：R2\n\n本页介绍安和90天的情况。") == set()


def test_a_product_its_file_names_is_what_a_text_without_names_is_about() -> None:
    naming = NAMES.named(Passage("a.md", "风险等级：R2", front={"product": "P-01"}))
    assert [(one.value, row.key) for one, row in owned("风险等级：R2", naming, SCALES)] == [("R2", "P-01")]
    both = NAMES.named(Passage("a.md", "风险等级：R2", front={"product": "P-01, P-02"}))
    assert list(owned("风险等级：R2", both, SCALES)) == []


@given(st.text("安和90天RP-1２2（）级风险等：管理费率%0.15元起购|\t\n#，。、-—《》<>*&;\u200b\ud800", max_size=80))
def test_no_text_is_too_strange(text: str) -> None:
    for one, _ in owned(text, NAMES.named(Passage("a.txt", text)), SCALES):
        assert text[one.start : one.end] == one.words


HOSTILE = (
    "1元起购", "R2。", "R2、", "|R2", "管理费0.15%", "安和90天、", "P-01和", "0", "一二三", "由1", "《", "（", "<", "a\t",
    "# P-01\n", "期限90天\n", "业绩比较基准2%-", "持有", "风险等级", "100000000000", "两款",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def spent(size: int) -> float:
        text = piece * (size // len(piece))
        begin = time.process_time()
        for _ in owned(text, NAMES.named(Passage("a.txt", text)), SCALES):
            pass
        return time.process_time() - begin

    spent(1000)
    short, long = min(spent(5000) for _ in range(3)), spent(40_000)
    assert long < 8 * short * 4 + 0.2
