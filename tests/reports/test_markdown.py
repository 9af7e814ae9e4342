"""Markdown shows a text as it was written."""

import pytest

from suitability.reports.markdown import anchor, escape, fence, page, relative, table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("风险 C3", "风险 C3"),
        ("a_b *c* [d](e)", "a&#95;b &#42;c&#42; &#91;d&#93;(e)"),
        ("<b>&amp;", "&#60;b&#62;&#38;amp;"),
        ("a | b", "a &#124; b"),
        ("# no heading", "&#35; no heading"),
        ("1. no list", "1&#46; no list"),
        ("- no list", "&#45; no list"),
        ("--- a", "&#45;-- a"),
        ("two\n\n    lines", "two lines"),
        ("hidden\u202e\x00 mark", "hidden mark"),
        ("2.5 percent", "2&#46;5 percent"),
    ],
)
def test_a_mark_begins_nothing(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    ("name", "plain"),
    [("S7-05", True), ("customer_risk", True), ("../x", False), ("a b", False), ("index", False), ("", False)],
)
def test_a_name_that_may_not_stand_in_a_link_is_coded(name: str, plain: bool) -> None:
    assert (anchor(name) == name) is plain
    assert anchor(name).replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    ("there", "here", "way"),
    [
        ("fields.md#Sale.on", "rules/cn/sale/x.md", "../../../fields.md#Sale.on"),
        ("law/a.md", "law/index.md", "a.md"),
        ("fields.md#Sale", "fields.md", "#Sale"),
    ],
)
def test_a_link_is_the_way_from_page_to_page(there: str, here: str, way: str) -> None:
    assert relative(there, here) == way


def test_code_is_fenced_by_more_marks_than_it_holds() -> None:
    assert fence("a ``` b") == "````\na ``` b\n````"
    assert fence("a", "python") == "```python\na\n```"


def test_a_table_without_rows_and_a_part_without_text_are_left_out() -> None:
    assert table(["a"], []) == ""
    assert table(["a", "b"], [("c", "d")]) == "| a | b |\n| --- | --- |\n| c | d |"
    assert page("# a", "", "b") == "# a\n\nb\n"
