"""A name is split into the same words in whatever style it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.personal.names import LONGEST, units

WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8), min_size=1, max_size=5)


@given(WORDS)
def test_every_case_style_gives_the_same_words(words: list[str]) -> None:
    camel = "".join(word.capitalize() for word in words)
    styles = [
        "_".join(words), "-".join(words), " ".join(words), ".".join(words), "_".join(words).upper(),
        "__".join(words) + "__c", f"{camel[0].lower()}{camel[1:]}", camel,
    ]  # fmt: skip
    for style in styles:
        assert units(style.removesuffix("__c")) == tuple(words), style


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("IDCardNo", ["id", "card", "no"]),
        ("customerID", ["customer", "id"]),
        ("address1_line2", ["address", "line"]),
        ("QQ号码", ["qq", "号", "码"]),
        ("證件號碼", ["证", "件", "号", "码"]),
        ("Ｍｏｂｉｌｅ", ["mobile"]),
        ("x_studio_religion__c", ["x", "studio", "religion", "c"]),
        ("123", []),
        ("", []),
    ],
)
def test_acronyms_digits_widths_and_scripts_are_told_apart(name: str, words: list[str]) -> None:
    assert units(name) == tuple(words)


@given(st.text(max_size=60))
def test_any_text_is_split(text: str) -> None:
    assert all(units(text)) or units(text) == ()


def test_a_text_without_end_is_no_name() -> None:
    assert len(units("ab_" * 1_000_000)) <= LONGEST
