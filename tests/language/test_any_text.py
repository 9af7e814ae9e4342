"""Whatever text stands in a rule file, the parser answers with a tree or with author errors that say where."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from suitability.language.errors import ExpressionError, ExpressionErrors
from suitability.language.parse import parse
from suitability.language.types import DAY, FLAG, NUMBER, TEXT, Type
from tests.strategies.expressions import expressions
from tests.strategies.packs import scope

WORDS = [
    "sale",
    "customer",
    "product",
    "newest",
    "held",
    "regime",
    "kept",
    "needed",
    "grown",
    "tests_at",
    "param",
    "param.limit",
    "as_of",
    "none",
    "None",
    "True",
    "x",
    "a",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ",",
    ".",
    ":",
    ";",
    "'",
    '"',
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "=",
    ":=",
    "+",
    "-",
    "*",
    "/",
    "**",
    "//",
    "%",
    "~",
    "^",
    "|",
    "&",
    "@",
    "->",
    "...",
    "\\",
    "#",
    "!",
    "?",
    "$",
    "`",
    "and",
    "or",
    "not",
    "in",
    "is",
    "for",
    "if",
    "else",
    "lambda",
    "await",
    "yield",
    "async",
    "import",
    "any",
    "all",
    "count",
    "sum",
    "min",
    "max",
    "latest",
    "previous",
    "by=",
    "age",
    "day",
    "date",
    "days",
    "months",
    "workdays",
    "steps",
    "missing_from",
    "size",
    "customer.assessments",
    "(a",
    "a.at",
    "'C1'",
    "'welth'",
    "date(2026,",
    "2,",
    "1)",
    "0",
    "1",
    "0.5",
    "1e5",
    "0x1",
    "1_0",
    "1j",
    "00",
    "11111111111111111111",
    "b'x'",
    "f'{x}'",
    "r'x'",
    "*a",
    "**a",
    "__class__",
    ".on",
    "(",
    "，",
    "（",
    "）",
    "“",
    "”",
    "é",
    "ａｎｙ",
    "产品",
    "K",
    "\ufeff",
]
SPACES = ("\n", "\t", "\r", "\0", "\u2028", "\u3000", " ")


@st.composite
def damaged(draw: Any) -> str:
    """Draw an expression with pieces of it cut out, and others put in."""
    text = draw(expressions("sale"))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from((0, 0, 1, 2, 5, 20))))
        text = text[:start] + draw(st.sampled_from((*WORDS, *SPACES, ""))) + text[end:]
    return text


WORD = st.sampled_from((*WORDS, *SPACES))
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(WORD, max_size=25).map(" ".join),
    st.lists(WORD, max_size=25).map("".join),
    damaged(),
    damaged(),
)


def mistakes(text: str, wanted: Type | None) -> tuple[ExpressionError, ...] | None:
    """Give what is wrong with a text; None where it was read."""
    try:
        parse(text, scope("sale"), wanted)
    except ExpressionErrors as refused:
        return refused.errors
    return None


@settings(max_examples=2000)
@given(TEXTS, st.sampled_from((FLAG, None, DAY, NUMBER, Type("set", of=TEXT))))
@example("0,", FLAG)
@example("sale.on == date(111111111111111111111960, 2, 29)", FLAG)
def test_any_text_is_read_or_refused_with_author_errors(text: str, wanted: Type | None) -> None:
    found = mistakes(text, wanted)
    assert found is None or found
    assert all(0 <= mistake.offset <= len(text) and mistake.message for mistake in found or ())
