"""The terms of personal data have their identifiers of DPV, or are known as our own."""

import re
from collections.abc import Mapping
from typing import get_args

import pytest

from suitability.model.personal_terms import CATEGORIES, NAMESPACES, PURPOSES, VERSION, extensions
from suitability.model.vocabulary import DataCategory, Purpose

TABLES = pytest.mark.parametrize(("terms", "prefix"), [(PURPOSES, "dpv"), (CATEGORIES, "pd")])


@pytest.mark.parametrize(("terms", "vocabulary"), [(PURPOSES, Purpose), (CATEGORIES, DataCategory)])
def test_every_term_has_an_entry_and_in_the_order_of_its_vocabulary(
    terms: Mapping[str, str | None], vocabulary: object
) -> None:
    assert tuple(terms) == get_args(vocabulary)


@TABLES
def test_every_identifier_is_one_of_the_namespace_of_its_kind(terms: Mapping[str, str | None], prefix: str) -> None:
    identifiers = [identifier for identifier in terms.values() if identifier is not None]
    assert all(re.fullmatch(rf"{prefix}:[A-Z][A-Za-z]+", identifier) for identifier in identifiers)
    assert NAMESPACES[prefix].startswith("https://w3id.org/dpv")
    assert VERSION == "2.2"


@TABLES
def test_no_two_terms_mean_the_same(terms: Mapping[str, str | None], prefix: str) -> None:
    identifiers = [identifier for identifier in terms.values() if identifier is not None]
    assert len(set(identifiers)) == len(identifiers) > len(terms) / 3, prefix


def test_what_dpv_has_no_term_for_is_an_extension() -> None:
    assert {"suitability-assessment", "wealth-recommendation"} < set(extensions(PURPOSES))
    assert {"risk-tolerance", "loss-tolerance", "technical"} < set(extensions(CATEGORIES))
    assert "marketing" not in extensions(PURPOSES)


def test_the_tables_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        PURPOSES["audit"] = "dpv:Purpose"  # type: ignore[index]
