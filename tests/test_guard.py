"""Copy checked while it is written: marks as soon as they are certain, text let out when it is safe."""

import datetime as dt
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import suitability as s

DAY = dt.date(2026, 11, 23)
PIECES = st.sampled_from(
    [
        "本产品",
        "保本保息",
        "不",
        "承诺",
        "保证",
        "收益",
        "稳赚不赔",
        "。",
        "，",
        "？",
        "\n",
        "\n\n",
        "骗局",
        "市场有风险，投资需谨慎。",
        "\u200b",
        " ",
        "- ",
    ]
)


@cache
def rules() -> s.RuleSet:
    return s.load("cn", "handbook")


def guard(**told: object) -> s.Guard:
    return s.Guard(rules(), as_of=DAY, copy=s.Copy(on=DAY, channel="sms", **told))  # type: ignore[arg-type]


@given(pieces=st.lists(PIECES, max_size=25), cuts=st.lists(st.integers(0, 120), max_size=8))
def test_however_copy_is_cut_the_marks_are_those_of_the_whole(pieces: list[str], cuts: list[int]) -> None:
    text = "".join(pieces)
    watching = guard()
    marks: list[s.Mark] = []
    out = ""
    edges = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    for first, last in pairwise(edges):
        marks += watching.feed(text[first:last])
        out += watching.release()
    report = watching.close()
    out += watching.release()
    whole = s.scan(text, rules(), on=DAY, channel="sms").marks
    certain = {(mark.rule, mark.start, mark.end) for mark in marks}
    assert certain <= {(mark.rule, mark.start, mark.end) for mark in whole}
    assert out == text[: min((mark.start for mark in whole), default=len(text))]
    assert report.to_json() == s.check_copy(s.Copy(on=DAY, channel="sms", text=text), rules(), as_of=DAY).to_json()


def test_a_mark_comes_when_its_sentence_ends_and_nothing_of_it_was_let_out() -> None:
    watching = guard()
    assert watching.feed("今天为您介绍一款产品。它保本") == ()
    assert watching.release() == "今天为您介绍一款产品。"
    marks = watching.feed("保息。随时可取。")
    assert {mark.words for mark in marks} >= {"保本保息"} or {mark.words for mark in marks} >= {"保本", "保息"}
    assert watching.release() in ("它", "")
    report = watching.close()
    assert report.violations
    assert watching.release() == ""


def test_a_denial_that_comes_later_in_the_sentence_still_excuses() -> None:
    watching = guard()
    assert watching.feed("宣称保本") == watching.feed("保息的都是骗局。") == ()
    assert watching.release() == "宣称保本保息的都是骗局。"


def test_a_closed_guard_takes_no_more() -> None:
    watching = guard()
    watching.close()
    with pytest.raises(s.SuitabilityError, match="this guard is closed"):
        watching.feed("保本")
