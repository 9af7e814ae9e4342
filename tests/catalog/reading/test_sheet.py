"""CSV and TSV are read row by row, and every mistake stands at its cell."""

import datetime as dt
from decimal import Decimal

import pytest

import suitability as s
from suitability.catalog.read import read_catalog_texts
from suitability.catalog.rows import Catalog
from suitability.model.product import Fee

RULES = s.load("cn", "handbook")
SHEET = """产品代码,产品名称,风险等级,起购金额,期限（天）,管理费率,托管费率,销售期,备注
001234,青澜一号,R2（中低风险）,1万,90,0.5%,0.05%,2026-03-01至2026-06-30,内部
P-02,"青澜
二号",中风险,"10,000",180,0.3%,,2026-03-01至长期,
"""


def read(text: str | bytes, name: str = "a.csv") -> Catalog:
    return read_catalog_texts({name: text if isinstance(text, bytes) else text.encode()}, RULES)


def said(catalog: Catalog) -> list[str]:
    return [f"{one.spot}: {one.message}" for one in (*catalog.unread, *catalog.remarks)]


def test_rows_are_products_with_the_places_words_and_units_of_their_facts() -> None:
    catalog = read(SHEET)
    first, second = catalog.rows
    product = first.entry.product
    assert isinstance(product, s.Product)
    assert (product.key, product.name, product.minimum_amount, product.term_days) == ("001234", "青澜一号", 10_000, 90)
    assert (product.on_sale_from, product.on_sale_until) == (dt.date(2026, 3, 1), dt.date(2026, 6, 30))
    assert product.fees == (
        Fee(kind="management", share=Decimal("0.005"), amount=None),
        Fee(kind="custody", share=Decimal("0.0005"), amount=None),
    )
    assert str(first.spots["product.levels.seller"]) == "a.csv:2:13"
    assert first.spots["product.levels"] == first.spots["product.levels.seller"]
    assert first.written["product.levels.seller"] == "R2（中低风险）"
    assert first.units["product.fees[1].share"] == "percent"
    assert first.units["product.minimum_amount"] == "ten-thousand-yuan"
    assert (str(second.spot), str(second.spots["product.fees[0].share"])) == ("a.csv:3", "a.csv:4:22")


def test_an_empty_cell_is_not_told_and_leaves_a_list_open() -> None:
    _, second = read(SHEET).rows
    assert second.record["product"]["fees"] == {
        "some": [{"kind": "management", "share": Decimal("0.003"), "amount": None}]
    }


def test_a_fee_that_there_is_none_of_closes_the_list() -> None:
    (row,) = read("产品代码,管理费率,托管费率\nA,无,—\n").rows
    assert row.record["product"]["fees"] == []


def test_every_mistake_of_every_row_is_told_at_its_cell_and_the_other_rows_are_read() -> None:
    catalog = read("产品代码,产品名称,风险等级,管理费率\nA,甲,R9,0.5\nB,乙,R2,0.5%\n,丙,R2,0.5%\nC\n")
    assert [row.key for row in catalog.rows] == ["B"]
    places = [str(one.spot) for one in catalog.unread]
    assert places == ["a.csv:2:5", "a.csv:2:8", "a.csv:4", "a.csv:5"]


def test_what_nothing_of_a_product_is_called_is_named() -> None:
    assert said(read(SHEET)) == ["a.csv:1: header: not read, since nothing of a product is called so: 备注"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("产品名称,风险等级\n甲,R2\n", "a.csv:1: no column holds the codes of the products"),
        ("产品代码,产品名称,产品名称\nA,甲,乙\n", "a.csv:1:11: the column '产品名称' stands already at a.csv:1:6"),
        ("x,y\n1,2\n", "a.csv:1: no header of a catalog is found"),
        ('产品代码,产品名称\nA,"甲\n', "a.csv:2: a quote is not closed"),
        ('产品代码,产品名称\nA,"甲"乙\nB,丙\n', "a.csv:2: not CSV"),
        ("产品代码,产品名称\nA,甲,乙\n", "a.csv:2: has 3 cells where the header has 2"),
        ("产品代码,发行机构,管理人\nA,甲,乙\n", "a.csv:2:5: 管理人: says otherwise"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_at_the_place(text: str, message: str) -> None:
    assert said(read(text))[0].startswith(message)


def test_a_record_that_cannot_be_parted_costs_only_itself() -> None:
    assert [row.key for row in read('产品代码,产品名称\nA,"甲"乙\nB,丙\n').rows] == ["B"]


def test_lines_above_the_header_repeated_headers_and_notes_are_no_products() -> None:
    catalog = read("青澜银行产品目录\n产品代码,产品名称\nA,甲\n# 说明,\n产品代码,产品名称\nB,乙\n")
    assert [row.key for row in catalog.rows] == ["A", "B"]
    assert len(catalog.remarks) == 3


@pytest.mark.parametrize(("name", "delimiter"), [("a.tsv", "\t"), ("a.csv", "\t"), ("a.csv", ";"), ("a.csv", "|")])
def test_what_parts_the_cells_is_seen_from_the_header(name: str, delimiter: str) -> None:
    (row,) = read("产品代码,产品名称,风险等级\nA,甲,R2\n".replace(",", delimiter), name).rows
    assert row.record["product"] == {"key": "A", "name": "甲", "levels": {"seller": "R2"}}
    assert str(row.spots["product.levels.seller"]) == f"{name}:2:5"


def test_the_first_line_of_excel_may_say_what_parts_the_cells() -> None:
    (row,) = read("sep=;\n产品代码;产品名称\nA;甲\n").rows
    assert str(row.spots["product.name"]) == "a.csv:3:3"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-32"])
def test_another_encoding_is_read_and_said(encoding: str) -> None:
    catalog = read(SHEET.encode(encoding))
    assert len(catalog.rows) == 2
    assert any(f"read as {encoding.upper()}" in one.message for one in catalog.remarks)
    assert read(SHEET.encode("utf-8-sig")).remarks == read(SHEET).remarks


def test_lines_of_another_encoding_than_the_file_are_refused_and_the_others_read() -> None:
    data = "产品代码,产品名称\nA,青澜稳健\nB,和鸣周开\n".encode("gb18030") + "C,远山成长\n".encode()
    catalog = read(data)
    assert [row.key for row in catalog.rows] == ["A", "B"]
    assert [str(one.spot) for one in catalog.unread] == ["a.csv:4"]


def test_a_conversion_is_said_once_for_all_cells_of_its_column() -> None:
    catalog = read("产品代码,期限\nA,3个月\nB,1年\nC,90天\n")
    assert said(catalog) == ["a.csv:2:3: 期限: a year is read as 365 days, a month as 30 (2 times)"]


def test_line_ends_of_old_and_of_windows_are_ends_of_lines() -> None:
    for end in ("\r\n", "\r"):
        (row,) = read(f"产品代码,产品名称{end}A,甲{end}").rows
        assert row.written["product.name"] == "甲"
