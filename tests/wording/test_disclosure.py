"""Which of the spans that call for a disclosure lack it, by place, distance and order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.wording.disclosure import Order, Span, Where, unmet

DUE, SAID = "12%", "提示"


def spans(text: str, words: str) -> list[Span]:
    """Give where words stand in a text."""
    return [found.span() for found in re.finditer(re.escape(words), text)]


def lacking(text: str, where: Where = "anywhere", within: int | None = None, order: Order | None = None) -> list[int]:
    """Give the numbers of the figures 12% that lack the word 提示."""
    due = spans(text, DUE)
    return [due.index(span) for span in unmet(text, due, [spans(text, SAID)], where, within, order)]


@pytest.mark.parametrize(
    ("text", "where", "expected"),
    [
        ("收益12%。提示", "anywhere", []),
        ("提示。收益12%", "anywhere", []),
        ("收益12%。", "anywhere", [0]),
        ("收益12%\n\n\n提示", "anywhere", []),
        # Paragraphs end at blank lines, however blank.
        ("收益12%\n提示\n\n末段", "paragraph", []),
        ("收益12%\n\n提示", "paragraph", [0]),
        ("收益12%\n \t　\n提示", "paragraph", [0]),
        ("收益12%\r\n\r\n提示", "paragraph", [0]),
        ("甲12%提示\n\n乙12%", "paragraph", [1]),
        ("甲12%\n\n\n\n乙12%提示", "paragraph", [0]),
        # Without blank lines inside the text each line is a paragraph.
        ("收益12%\n提示", "paragraph", [0]),
        ("收益12%提示\n其他", "paragraph", []),
        ("\n收益12%\n提示\n\n", "paragraph", [0]),
        ("收益12%\u2028提示", "paragraph", [0]),
        # A table reaches to the first line below it that is not blank.
        ("| 甲 | 12% |\n| 乙 | 提示 |", "table", []),
        ("| 甲 | 12% |\n提示", "table", []),
        ("| 甲 | 12% |\n\n提示", "table", []),
        ("| 甲 | 12% |\n\n注释\n提示", "table", [0]),
        ("| 甲 | 12% |\n\n| 乙 | 提示 |", "table", [0]),
        ("甲\t12%\n乙\t3%\n提示", "table", []),
        ("提示\n| 甲 | 12% |", "table", [0]),
        ("\t收益12%\n提示", "table", [0]),
        ("收益12%，提示\n| 甲 | 3% |", "table", []),
        ("收益12%\n\n提示\n\n| 甲 | 3% |", "table", [0]),
        ("| 甲 | 3% |\n注释\n收益12%\n提示", "table", [0]),
        # Pages begin at a form feed, a thematic break, a heading of level 1.
        ("收益12%\n\n提示", "page", []),
        ("收益12%\f提示", "page", [0]),
        ("收益12%\n---\n提示", "page", [0]),
        ("收益12%\n* * *\n提示", "page", [0]),
        ("收益12%\n# 第二章\n提示", "page", [0]),
        ("收益12%\n## 小节\n提示", "page", []),
        ("收益12%\n--\n提示", "page", []),
        ("收益12%\n-*-\n提示", "page", []),
        ("收益12%\n#话题 提示", "page", []),
        ("\f# 首页12%\n提示", "page", []),
    ],
)
def test_an_accepted_sentence_counts_only_in_the_place_of_the_figure(
    text: str, where: Where, expected: list[int]
) -> None:
    assert lacking(text, where) == expected


@pytest.mark.parametrize(
    ("text", "within", "expected"),
    [
        ("12%甲甲提示", 2, []),
        ("12%甲甲甲提示", 2, [0]),
        ("提示甲甲12%", 2, []),
        ("提示甲甲甲12%", 2, [0]),
        ("12%提示", 1, []),
    ],
)
def test_the_distance_is_counted_between_the_two_spans(text: str, within: int, expected: list[int]) -> None:
    assert lacking(text, within=within) == expected


def test_the_nearest_sentence_decides_the_distance() -> None:
    assert lacking("提示" + "甲" * 9 + "12%甲提示", within=1) == []


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [("12%提示", "after", []), ("提示12%", "after", [0]), ("提示12%", "before", []), ("12%提示", "before", [0])],
)
def test_the_order_says_on_which_side_it_stands(text: str, order: Order, expected: list[int]) -> None:
    assert lacking(text, order=order) == expected


@pytest.mark.parametrize("order", [None, "after", "before"])
@pytest.mark.parametrize("said", [(0, 6), (2, 4), (3, 9), (0, 3)])
def test_a_sentence_that_overlaps_the_figure_stands_on_both_sides(said: Span, order: Order | None) -> None:
    assert unmet("一二三四五六七八九", [(2, 5)], [[said]], "anywhere", 1, order) == ()


def test_a_long_sentence_that_reaches_near_counts_though_another_begins_nearer() -> None:
    text = "甲" * 40
    assert unmet(text, [(30, 32)], [[(0, 29), (10, 12)]], within=2) == ()


def test_one_sentence_of_each_part_is_needed() -> None:
    text = "收益12%，有风险，自行承担"
    due, risk, bearer = spans(text, DUE), spans(text, "有风险"), spans(text, "自行承担")
    assert unmet(text, due, [risk, bearer]) == ()
    assert unmet(text, due, [risk, []]) == tuple(due)
    assert unmet(text, due, [[], bearer]) == tuple(due)


def test_parts_may_stand_in_the_right_place_only_one_of_them() -> None:
    text = "收益12%，有风险\n\n自行承担"
    assert unmet(text, spans(text, DUE), [spans(text, "有风险"), spans(text, "自行承担")], "paragraph") == ((2, 5),)


def test_without_anything_due_the_whole_text_lacks_what_it_does_not_say() -> None:
    assert unmet("全文", [], [[]]) == ((0, 0),)
    assert unmet("提示", [], [[(0, 2)]]) == ()
    assert unmet("提示", [], [[(0, 2)], []]) == ((0, 0),)


def test_spans_come_back_in_the_order_given() -> None:
    assert unmet("12%12%", [(3, 6), (0, 3)], [[]]) == ((3, 6), (0, 3))


PIECES = st.sampled_from([DUE, SAID, "甲乙", "\n", "\n\n", "| 甲 |", "\t", "\f", "---\n", "# 章\n", "。"])
PLACES = st.sampled_from(["anywhere", "paragraph", "table", "page"])
DISTANCES = st.one_of(st.none(), st.integers(1, 12))
ORDERS = st.sampled_from([None, "after", "before"])


@given(st.lists(PIECES, max_size=24), PLACES, DISTANCES, ORDERS, st.data())
def test_adding_an_accepted_sentence_never_makes_anything_unmet(
    pieces: list[str], where: Where, within: int | None, order: Order | None, data: st.DataObject
) -> None:
    text = "".join(pieces)
    due, said = spans(text, DUE), spans(text, SAID)
    kept = data.draw(st.lists(st.sampled_from(said), unique=True) if said else st.just([]))
    assert set(unmet(text, due, [said], where, within, order)) <= set(unmet(text, due, [kept], where, within, order))


@given(st.lists(PIECES, max_size=24), DISTANCES, ORDERS)
def test_a_narrower_place_never_lacks_less(pieces: list[str], within: int | None, order: Order | None) -> None:
    text = "".join(pieces)
    due, said = spans(text, DUE), [spans(text, SAID)]
    anywhere = set(unmet(text, due, said, "anywhere", within, order))
    for where in ("paragraph", "table", "page"):
        assert anywhere <= set(unmet(text, due, said, where, within, order))


@given(st.lists(PIECES.filter(lambda piece: piece not in ("---\n", "# 章\n")), max_size=24), DISTANCES, ORDERS)
def test_a_plain_reading_gives_the_same(pieces: list[str], within: int | None, order: Order | None) -> None:
    text = "".join([DUE, *pieces])
    due, said = spans(text, DUE), spans(text, SAID)

    def beside(figure: Span, sentence: Span) -> bool:
        apart = max(0, sentence[0] - figure[1], figure[0] - sentence[1])
        side = {None: True, "after": sentence[1] > figure[0], "before": sentence[0] < figure[1]}[order]
        same_page = "\f" not in text[min(figure[0], sentence[0]) : max(figure[0], sentence[0])]
        return side and same_page and (within is None or apart <= within)

    expected = tuple(figure for figure in due if not any(beside(figure, sentence) for sentence in said))
    assert unmet(text, due, [said], "page", within, order) == expected


@pytest.mark.parametrize("where", ["anywhere", "paragraph", "table", "page"])
def test_a_hundred_thousand_figures_are_judged(where: Where) -> None:
    count = 100_000
    due, said = [(n * 10 + 2, n * 10 + 5) for n in range(count)], [(n * 10 + 5, n * 10 + 7) for n in range(count)]
    assert unmet("收益12%提示|\n\n" * count, due, [said], where, 50, "after") == ()
