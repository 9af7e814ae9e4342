"""Workbooks are read with the places of their cells; what a spreadsheet changed or hides is refused or said."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

import suitability as s
from suitability.catalog.read import read_catalog_texts
from suitability.catalog.rows import Catalog

RULES = s.load("cn", "handbook")
HEAD = ["产品代码", "产品名称", "风险等级", "起购金额", "管理费率", "起售日", "停售日"]
GOOD = ["001235", "甲", "R2", 10000, "0.5%", dt.date(2026, 3, 1), None]


def book(*rows: list[Any], change: Callable[[Any], None] | None = None) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "产品"
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(sheet)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def read(*rows: list[Any], change: Callable[[Any], None] | None = None) -> Catalog:
    return read_catalog_texts({"a.xlsx": book(*rows, change=change)}, RULES)


def said(catalog: Catalog) -> list[str]:
    return [f"{one.spot.name}: {one.message}" for one in (*catalog.unread, *catalog.remarks)]


def percent(sheet: Any) -> None:
    sheet["E2"].number_format = "0.00%"


def test_rows_are_products_at_their_cells() -> None:
    (row,) = read(HEAD, GOOD).rows
    assert row.record["product"] == {
        "key": "001235",
        "name": "甲",
        "levels": {"seller": "R2"},
        "minimum_amount": Decimal(10_000),
        "fees": [{"kind": "management", "share": Decimal("0.005"), "amount": None}],
        "on_sale_from": dt.date(2026, 3, 1),
    }
    assert str(row.spots["product.levels.seller"]) == "a.xlsx (产品!C2)"
    assert row.spot.name == "产品!2"


def test_a_percentage_is_told_by_its_format_and_a_bare_number_by_nothing() -> None:
    row = [*GOOD[:4], 0.005, *GOOD[5:]]
    (shown,) = read(HEAD, row, change=percent).rows
    assert shown.record["product"]["fees"][0]["share"] == Decimal("0.005")
    assert shown.written["product.fees[0].share"] == "0.5%"
    assert said(read(HEAD, row))[0].startswith("产品!E2: 管理费率: 0.005 may be a percentage or a fraction")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        (0, 1235, "产品!A2: 产品代码: '1235' is a number, which has lost the zeros before it"),
        (0, dt.date(2026, 3, 1), "产品!A2: 产品代码: is the day 2026-03-01"),
        (2, "=1+1", "产品!C2: 风险等级: holds a formula"),
        (5, dt.datetime(2026, 3, 1, 9, 30), "产品!F2: 起售日: '2026-03-01 09:30:00' is no day"),
        (6, "31/12/2026", "产品!G2: 停售日: '31/12/2026' is no day that can be read in one way only"),
        (6, True, "产品!G2: 停售日: is true"),
    ],
)
def test_what_a_spreadsheet_may_have_changed_is_refused(column: int, value: Any, message: str) -> None:
    catalog = read(HEAD, [*GOOD[:column], value, *GOOD[column + 1 :]], ["P2", *GOOD[1:]])
    assert said(catalog)[0].startswith(message)
    assert [row.key for row in catalog.rows] == ["P2"]


def test_days_as_text_and_as_serial_numbers_are_read_and_said() -> None:
    catalog = read(HEAD, [*GOOD[:5], "2026-03-01", 46387])
    (row,) = catalog.rows
    product = row.entry.product
    assert isinstance(product, s.Product)
    assert (product.on_sale_from, product.on_sale_until) == (dt.date(2026, 3, 1), dt.date(2026, 12, 31))
    assert said(catalog) == [
        "产品!G2: 停售日: days written as serial numbers of a spreadsheet are read as days",
        "产品!F2: 起售日: days written as text are read as days",
    ]


def test_cells_merged_down_tell_the_same_of_all_their_rows() -> None:
    rows = [[code, "甲", level, *GOOD[3:]] for code, level in (("A", "R2"), ("B", None), ("C", None))]
    catalog = read(HEAD, *rows, change=lambda sheet: sheet.merge_cells("C2:C4"))
    assert [row.record["product"]["levels"] for row in catalog.rows] == [{"seller": "R2"}] * 3
    assert said(catalog) == [
        "产品!C3: merged cells: merged cells are read as the same value in each of their rows (2 times)"
    ]


def test_cells_merged_across_columns_cost_their_row_and_in_the_header_the_sheet() -> None:
    catalog = read(HEAD, GOOD, ["P2", *GOOD[1:]], change=lambda sheet: sheet.merge_cells("B3:C3"))
    assert [row.key for row in catalog.rows] == ["001235"]
    assert said(catalog)[0].startswith("产品!B3: the row holds cells merged across columns")
    catalog = read(HEAD, GOOD, change=lambda sheet: sheet.merge_cells("D1:E1"))
    assert not catalog.rows
    assert "part them, and head every column by itself" in said(catalog)[1]


def test_a_title_above_the_header_and_sheets_of_other_things_are_said() -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("A1:G1")
        sheet.parent.create_sheet("说明").append(["填写说明", "版本"])

    catalog = read(["青澜银行产品目录"], HEAD, GOOD, change=change)
    assert len(catalog.rows) == 1
    assert [one.message for one in catalog.remarks] == [
        "header: what stands above the header is not read",
        "sheet: not read, since it has no header of a catalog",
    ]


def test_a_number_in_a_column_of_text_is_its_digits() -> None:
    catalog = read(HEAD, ["A", 2026, *GOOD[2:]])
    assert catalog.rows[0].record["product"]["name"] == "2026"
    assert "text of their digits" in said(catalog)[0]
