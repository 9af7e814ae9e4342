"""What is written as TOML is read back as it was."""

import datetime as dt
import tomllib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.packs.toml import write

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = TEXTS | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.dates() | st.decimals(-(10**18), 10**18, places=4)
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=8)


@given(st.dictionaries(TEXTS, VALUES))
def test_a_document_is_read_back_as_it_was(data: dict[str, Any]) -> None:
    assert tomllib.loads(write(data), parse_float=Decimal) == data


def test_what_is_none_is_left_out() -> None:
    assert tomllib.loads(write({"a": None, "b": {"c": None, "d": 1}})) == {"b": {"d": 1}}


def test_a_list_of_tables_is_written_in_blocks_after_everything_else() -> None:
    text = write({"version": [{"from": dt.date(2026, 2, 1), "require": "a\nb"}], "title": "规则"})
    assert text == 'title = "规则"\n\n[[version]]\nfrom = 2026-02-01\nrequire = "a\\nb"\n'


@pytest.mark.parametrize("amount", ["0.01", "100", "123456789012345678.1"])
def test_an_amount_keeps_its_digits(amount: str) -> None:
    assert Decimal(str(tomllib.loads(write({"a": Decimal(amount)}), parse_float=Decimal)["a"])) == Decimal(amount)
