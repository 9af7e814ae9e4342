"""JSON and JSON Lines are read as records or as rows, with the place of every value."""

import json
from typing import Any

import pytest

import suitability as s
from suitability.catalog.read import read_catalog_texts
from suitability.catalog.rows import Catalog

RULES = s.load("cn", "handbook")
NESTED = """[
  {"subject": "product", "entry": {"key": "P-1"}, "seller": "bank-1",
   "product": {"name": "甲", "levels": {"seller": "R2", "changes": [{"on": "2026-01-02", "level": "R3"}]},
               "fees": [{"kind": "management", "share": 0.005, "amount": null}], "approved_until": null}},
  {"产品代码": "P-2", "产品名称": "乙", "风险等级": "中低风险", "期限": "90天", "term_days": 90,
   "费率": [{"费用类型": "管理费", "费率": "0.5%"}], "目标市场": {"目标销售渠道": ["网点", "online"]}}
]
"""


def read(text: str | bytes, name: str = "a.json") -> Catalog:
    return read_catalog_texts({name: text if isinstance(text, bytes) else text.encode()}, RULES)


def said(catalog: Catalog) -> list[str]:
    return [f"{one.spot}: {one.message}" for one in catalog.unread]


def test_records_and_rows_are_read_with_the_places_of_their_facts() -> None:
    record, row = read(NESTED).rows
    assert record.record["product"]["levels"] == {
        "seller": "R2",
        "changes": [{"on": s.read("product", record.record).product.levels.changes[0].on, "level": "R3"}],
    }
    assert str(record.spots["product.levels.changes[0].level"]) == "a.json:3:98"
    assert str(record.spots["product.fees[0].share"]) == "a.json:4:57"
    assert (record.units["product.fees[0].share"], record.written["product.fees[0].share"]) == ("fraction", "0.005")
    assert record.record["product"]["approved_until"] is None
    assert record.record["seller"] == {"key": "bank-1"}
    assert row.record["product"] == {
        "key": "P-2",
        "name": "乙",
        "levels": {"seller": "R2"},
        "term_days": 90,
        "fees": [{"kind": "management", "share": row.entry.product.fees[0].share}],  # type: ignore[union-attr]
        "target_market": {"channels": frozenset({"branch", "online"})},
    }
    assert str(row.spots["product.target_market.channels"]) == "a.json:6:62"


def test_every_mistake_stands_at_its_value_or_its_key() -> None:
    catalog = read(
        '[{"key": 7, "name": "a"},\n {"key": "B", "levels": {"seler": "R2", "issuer": "R9"}, "issuer": 5},\n'
        ' {"key": "C", "name": "c", "name": "d"}, 5, {"subject": "sales"}, {"key": "D", "name": "d"}]'
    )
    assert [row.key for row in catalog.rows] == ["D"]
    assert [one.split(":", 4)[:3] for one in said(catalog)] == [
        ["a.json", "1", "10"],
        ["a.json", "2", "51"],
        ["a.json", "2", "26"],
        ["a.json", "3", "28"],
        ["a.json", "3", "42"],
        ["a.json", "3", "45"],
    ]
    assert "did you mean 'seller'?" in said(catalog)[2]


@pytest.mark.parametrize("wrapped", ['{"products": %s}', '{"产品": %s}', "%s", "%s %s"])
def test_the_list_may_be_wrapped_or_stand_beside_another(wrapped: str) -> None:
    lists = ['[{"key": "A", "name": "a"}]', '[{"key": "B", "name": "b"}]'][: wrapped.count("%s")]
    assert len(read(wrapped % tuple(lists)).rows) == len(lists)


def test_one_product_is_a_catalog_too() -> None:
    assert read('{"key": "A", "name": "a"}').rows[0].key == "A"


def test_a_wrong_line_of_json_lines_costs_only_itself() -> None:
    catalog = read(
        '{"key": "A", "name": "a"}\n\n{"key": "B", \n{"key": "C", "name": "c"} 5\n{"key": "D", "name": "d"}', "a.jsonl"
    )
    assert [row.key for row in catalog.rows] == ["A", "D"]
    assert [one.split(": ")[0] for one in said(catalog)] == ["a.jsonl:3:14", "a.jsonl:4:27"]


def test_what_was_read_before_a_mistake_of_the_text_is_kept() -> None:
    catalog = read('[{"key": "A", "name": "a"}, {"key": "B" "name": "b"}]')
    assert [row.key for row in catalog.rows] == ["A"]
    assert said(catalog) == ["a.json:1:41: not JSON: Expecting ',' delimiter; from here on it is not read"]


def test_keys_that_name_nothing_are_told_once() -> None:
    catalog = read(json.dumps([{"key": f"P{n}", "name": "x", "内部备注": 1, "extra": {}} for n in range(5)]))
    assert len(catalog.rows) == 5
    assert [one.message for one in catalog.remarks] == [
        "keys: not read, since nothing of a product is called so: extra, 内部备注"
    ]


def test_records_of_other_subjects_are_counted() -> None:
    sale: dict[str, Any] = {"subject": "sale", "sale": {}}
    catalog = read(json.dumps([sale, sale, {"key": "A", "name": "a"}]))
    assert [one.message for one in catalog.remarks] == ["subjects: 2 records of the subject sale are not read"]


def test_two_names_of_one_field_must_agree() -> None:
    catalog = read('[{"name": "a", "产品名称": "b", "key": "A"}, {"name": "a", "产品名称": "a", "key": "B"}]')
    assert [row.key for row in catalog.rows] == ["B"]
    assert "says otherwise" in said(catalog)[0]


def test_a_fraction_that_looks_like_a_percentage_is_refused() -> None:
    (message,) = said(read('[{"key": "A", "fees": [{"kind": "management", "share": 1.5}]}]'))
    assert "as a percentage it is 1.5%" in message
