"""A firm's own headers and values are read, and every mistake of the file that says them is told at its place."""

from pathlib import Path

import pytest

import suitability as s
from suitability.catalog.read import read_catalog_texts
from suitability.catalog.reading.mapping import read_words
from suitability.errors import RuleFileErrors

RULES = s.load("cn", "handbook")
MAPPING = """
[columns]
"内部编号" = "product.key"
CPMC = "product.name"
"费率A" = { tells = "product.fees.management", unit = "percent" }
"风险" = "product.levels.seller"
"产品类型" = "product.family"
"备注" = ""

[values."product.family"]
"稳盈系列" = "wealth"
[values."product.levels.seller"]
"二类" = "R2"
[values."product.target_market.channels"]
"掌银" = ["online"]
"""
SHEET = "内部编号,CPMC,费率A,风险,产品类型,渠道,备注\nA-1,甲,0.5,二类,稳盈系列,掌银,x\n"


def test_own_headers_and_values_mean_what_the_firm_says(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    words = read_words(tmp_path / "map.toml", RULES)
    catalog = read_catalog_texts({"a.csv": SHEET.encode()}, RULES, mapping=words)
    assert (catalog.unread, catalog.remarks) == ((), ())
    product = catalog.rows[0].record["product"]
    assert (product["key"], product["family"], product["levels"]) == ("A-1", "wealth", {"seller": "R2"})
    assert catalog.rows[0].units["product.fees[0].share"] == "percent"
    assert product["target_market"]["channels"] == frozenset({"online"})
    rows = '[{"内部编号": "A-1", "CPMC": "甲", "风险": "二类", "备注": 1, "费率A": "0.5"}]'
    (row,) = read_catalog_texts({"a.json": rows.encode()}, RULES, mapping=words).rows
    assert row.record["product"]["levels"] == {"seller": "R2"}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            '[columns]\na = "product.levels.seler"',
            "map.toml:2:5: 'product.levels.seler' is nothing that a column can tell",
            "product.levels.seller",
        ),
        ("[columns]\na = 1", "map.toml:2:5: 1 is nothing that a column can tell", "a path such as product.key"),
        (
            '[columns]\na = { tells = "product.name", unit = "percent" }',
            "map.toml:2:38: 'percent' is no unit of product.name",
            "no units",
        ),
        ('[columns]\na = { tels = "product.name" }', "map.toml:2:7: unknown key 'tels'", "tells"),
        ('[column]\na = ""', "map.toml:1:2: unknown table 'column'", "columns"),
        ('[values."product.levels.seller"]\nx = "R9"', "map.toml:2:5: 'R9' is not a level", ""),
        ('[values."product.family"]\nx = 5', "map.toml:2:5: a meaning is a text", ""),
        ('[values."product.fam"]\nx = "wealth"', "map.toml:1:9: 'product.fam' is nothing", "product.family"),
        ('[values]\n"product.family" = 1', "map.toml:2:20: is no table", ""),
        ("columns = 1", "map.toml:1:11: [columns] is no table", ""),
        ("[columns", "map.toml:1:1: not TOML", ""),
    ],
)
def test_a_mistake_is_told_at_its_place_with_the_likely_name(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileErrors) as raised:
        read_words(tmp_path / "map.toml", RULES)
    said = [str(error) for error in raised.value.errors]
    assert any(one.startswith(message) and hint in one for one in said), said


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        '[columns]\na = "x"\nb = "y"\n[values."product.family"]\nc = "z"\n', encoding="utf-8"
    )
    with pytest.raises(RuleFileErrors) as raised:
        read_words(tmp_path / "map.toml", RULES)
    assert len(raised.value.errors) == 3
