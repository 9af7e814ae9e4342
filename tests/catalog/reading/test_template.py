"""The sheet to fill in is understood as it is, and its example is a product."""

import pytest

import suitability as s
from suitability.catalog.read import read_catalog_texts
from suitability.catalog.reading.template import template
from suitability.messages.locales import LOCALES

RULES = s.load("cn", "handbook")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_sheet_holds_no_product_and_every_column_of_its_example_is_read(locale: str) -> None:
    empty = read_catalog_texts({"t.csv": template(locale).encode()}, RULES)
    assert (empty.rows, empty.unread) == ((), ())
    filled = read_catalog_texts({"t.csv": template(locale).replace("# P-0001", "P-0001").encode()}, RULES)
    assert not filled.unread
    assert [one.message for one in filled.remarks] == ["notes: a row that begins with # is a note, and no product"]
    plain = read_catalog_texts({"t.csv": template().replace("# P-0001", "P-0001").encode()}, RULES)
    assert filled.rows[0].entry == plain.rows[0].entry


def test_the_headers_are_those_of_the_locale() -> None:
    assert template("zh-Hans").startswith("产品代码,产品名称,产品大类,")
    assert template("en").startswith("product key,product name,")
    assert template("zh-Hant").splitlines()[0].count(",") == template("en").splitlines()[0].count(",")
