"""Where the reading of plain lines gives an answer, it is that of the library."""

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from suitability.catalog.reading.yaml import _Expansion
from suitability.catalog.reading.yaml_lines import PlainLines

WORDS = st.sampled_from(
    [
        "R2",
        "0.5%",
        "1,000",
        "中低风险",
        "2026-03-01",
        "null",
        "~",
        "true",
        "NO",
        "001234",
        "a b",
        "a:b",
        "a #b",
        "a: b",
        "- x",
        "-5",
        "x-y",
        "'q'",
        '"q"',
        "'it''s'",
        '"a\\n"',
        '"',
        "'",
        "[a, b]",
        "[]",
        "[ ]",
        "[a,b, c d]",
        "{k: v}",
        "{k: v, j: w w}",
        "{k: v, k: w}",
        "{}",
        "&a x",
        "*a",
        "!!str x",
        "|",
        ">",
        "%x",
        "@x",
        "`x",
        "?x",
        "? x",
        "<<",
        "=",
        "x,",
        "x]",
        "[x",
        "",
        " ",
        "# c",
        "x # c",
        '"x" # c',
        "x ",
        "a\u2028b",
        "1:2",
        "x:",
    ]
)
KEYS = st.sampled_from(
    ["a", "b", "键", "a.b", "x_y", "费率(%)", "a b", "1", "'q'", '"q"', "<<", "a:", "-", "n-o", "y", "null"]
)
LINES = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.sampled_from(["", "- ", "-", "-  ", "- - "]),
        KEYS | st.none(),
        st.sampled_from([": ", ":", ":  ", ":\t"]),
        WORDS,
    ),
    max_size=8,
)
PLAIN_LINES = st.lists(
    st.tuples(st.sampled_from([0, 2, 4]), st.sampled_from(["", "- "]), KEYS | st.none(), st.just(": "), WORDS),
    max_size=8,
)


def library(text: str) -> Any:
    return _Expansion(yaml).of(yaml.compose(text, Loader=yaml.CSafeLoader), 0)


def text_of(lines: list[tuple[int, str, str | None, str, str]]) -> str:
    return "- a: 1\n" + "".join(
        f"{' ' * indent}{dash}{'' if key is None else key + colon}{value}\n"
        for indent, dash, key, colon, value in lines
    )


@settings(max_examples=3000, deadline=None)
@given(LINES | PLAIN_LINES)
@example([(2, "", "b", ":", ""), (4, "- ", "a", ": ", "R2"), (6, "", "b", ": ", "x")])
@example([(2, "", "b", ":", ""), (2, "- ", None, "", "R2")])
def test_an_answer_is_the_library_s(lines: list[tuple[int, str, str | None, str, str]]) -> None:
    text = text_of(lines)
    found = PlainLines().read(text)
    if found is not None:
        assert found == library(text)


@pytest.mark.parametrize(
    "text",
    [
        "- a: 1\n  b:\n    c: x\n    d: [x, y z]\n  e: 'x y'\n",
        "  - a: 1\n    b:\n      - k: v\n        l: w\n      - k: u\n",
        "- 产品代码: P-1\n  费率(%): 0.5%   # 年\n\n  # 注\n  空:\n  无: ~\n",
        "- a: 1\r\n  b: {k: v, l: w}\r\n",
    ],
)
def test_plain_texts_are_read_without_the_library(text: str) -> None:
    assert PlainLines().read(text) == library(text)
