"""Files and folders of catalogs are read into rows, and what the door of records makes of a row is its entry."""

import datetime as dt
import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings

import suitability as s
from suitability.catalog.read import is_catalog, read_catalog, read_catalog_texts
from suitability.catalog.reading.values import NO_WORDS
from suitability.catalog.reading.values import plain as plain_text
from suitability.catalog.rows import Catalog
from suitability.engine.written import canonical
from suitability.errors import SuitabilityError
from suitability.model.facts import NOT_TOLD, Some, told
from suitability.testing import subjects

ROOT = Path(__file__).parents[2]
RULES = s.load("cn", "handbook")
AS_OF = dt.date(2026, 11, 22)
ALIASES = {alias for scale in RULES.scales.values() for alias, _ in scale.aliases}
ROW = {
    "产品代码": "P-1",
    "产品名称": "甲",
    "风险等级": "中低风险",
    "起购金额": "1万",
    "管理费率": "0.5%",
    "渠道": "网点、线上",
}


def catalog(data: Any, name: str = "a.json", **more: Any) -> Catalog:
    return read_catalog_texts({name: json.dumps(data, ensure_ascii=False).encode()}, RULES, **more)


def plain(value: Any) -> Any:
    """Give what a subject tells as a record."""
    if isinstance(value, Some):
        return {"some": plain(value.items)}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if hasattr(value, "__attrs_attrs__"):
        return {name: plain(one) for name, one in told(value).items()}
    return str(value) if isinstance(value, Decimal | dt.date) else value


@settings(max_examples=60)
@given(subjects("product", RULES, as_of=AS_OF))
def test_a_record_is_read_as_the_door_of_records_reads_it(entry: s.CatalogEntry) -> None:
    parts = told(entry)
    record = {
        name: plain(parts[name]) for name in ("product", "seller") if parts.get(name) not in (None,) and name in parts
    }
    assume(isinstance(record.get("product"), dict))
    record["product"]["key"] = "P-1"
    for checked in ("fees", "benchmark", "currency"):  # a catalog refuses some that `check` takes
        record["product"].pop(checked, None)
    assume(len(record["product"]) > 1 and not any(_odd(one) for one in _texts(record)))
    read = catalog([record])
    assert not read.unread
    assert read.rows[0].entry == s.read("product", {"entry": {"key": "P-1"}, **record}, RULES)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [value] if isinstance(value, str) else []


def _odd(text: str) -> bool:
    """Say whether a text is another name of a level, a word for none, or has what a catalog takes off."""
    return (
        text in ALIASES
        or text != text.strip()
        or not text.isprintable()
        or text.lower() in NO_WORDS
        or plain_text(text) in NO_WORDS
    )


@pytest.mark.parametrize("path", ["examples/bank", "examples/catalog/before", "examples/catalog/products.yaml"])
def test_the_entry_of_every_row_of_the_examples_is_what_the_door_makes_of_its_record(path: str) -> None:
    found = read_catalog(ROOT / path, RULES)
    assert not found.unread
    assert len(found.rows) > 20
    for row in found.rows:
        assert s.read("product", row.record, RULES) == row.entry
        assert row.facts.keys() >= {"product.key", "product.name", "product"}


def test_the_catalog_of_the_examples_is_one_in_csv_and_in_yaml() -> None:
    csv = read_catalog(ROOT / "examples/catalog/before", RULES).by_key
    yaml = read_catalog(ROOT / "examples/catalog/products.yaml", RULES).by_key
    assert csv.keys() == yaml.keys()
    assert [key for key in csv if not csv[key].same(yaml[key])] == []
    assert {key: row.digest for key, row in csv.items()} == {key: row.digest for key, row in yaml.items()}


def test_a_reformat_changes_no_digest_and_a_value_does() -> None:
    (row,) = catalog([ROW]).rows
    others = {
        **dict(reversed(ROW.items())),
        "风险等级": "R2",
        "起购金额": "10,000.00元",
        "渠道": "线上/网点",
        "管理费率": "50bp",
    }
    (other,) = catalog([others]).rows
    assert row.same(other)
    assert row.digest == other.digest
    assert not row.alike(other)
    (changed,) = catalog([{**ROW, "风险等级": "R3"}]).rows
    assert not row.same(changed)
    assert row.digest != changed.digest


def test_the_order_of_a_list_changes_no_digest() -> None:
    fees = [{"kind": "management", "share": "0.5%"}, {"kind": "custody", "share": "0.1%"}]
    (one,) = catalog([{**ROW, "fees": fees}]).rows
    (other,) = catalog([{**ROW, "fees": fees[::-1]}]).rows
    assert one.record != other.record
    assert one.same(other)


def test_a_code_that_stands_twice_is_refused_at_both_places_of_any_files() -> None:
    texts = {
        "a.csv": "产品代码,产品名称\nA,甲\nB,乙\n".encode(),
        "b.json": json.dumps([{"key": "A", "name": "x"}]).encode(),
    }
    found = read_catalog_texts(texts, RULES)
    assert [row.key for row in found.rows] == ["B"]
    assert [f"{one.spot}: {one.message}" for one in found.unread] == [
        "a.csv:2:1: the code 'A' stands also at b.json:1:10; none of them is read",
        "b.json:1:10: the code 'A' stands also at a.csv:2:1; none of them is read",
    ]


def test_the_seller_is_told_by_the_row_by_another_record_or_by_the_caller() -> None:
    bank = {"key": "bank-1", "licence": "bank", "country": "CN"}
    (row,) = catalog([{**ROW, "seller": "bank-1"}, {"subject": "seller", "seller": bank}]).rows
    assert isinstance(row.entry.seller, s.Seller)
    assert row.entry.seller.country == "CN"
    (row,) = catalog([ROW], seller=bank).rows
    assert row.entry.seller == s.Seller(key="bank-1", licence="bank", country="CN")
    (row,) = catalog([{**ROW, "seller": {"key": "bank-2"}}], seller=bank).rows
    assert row.entry.seller == s.Seller(key="bank-2")
    (row,) = catalog([{**ROW, "销售机构": "青澜银行"}], seller=bank).rows
    assert row.entry.seller == s.Seller(key="bank-1", name="青澜银行", licence="bank", country="CN")
    (row,) = catalog([ROW]).rows
    assert row.entry.seller is NOT_TOLD


def test_a_folder_is_read_without_what_is_hidden_or_no_catalog(tmp_path: Path) -> None:
    for name in ("a.csv", "sub/b.CSV", ".git/c.csv", "~$d.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"产品代码,产品名称\n{name},甲\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    (tmp_path / "old.xls").write_bytes(b"x")
    found = read_catalog(tmp_path, RULES)
    assert [row.key for row in found.rows] == ["a.csv", "sub/b.CSV"]
    assert [one.message for one in found.unread] == ["not read: .xls is no form of a catalog; save it as .xlsx or .csv"]
    assert is_catalog("x.JSONL")
    assert not is_catalog("x.md")


def test_a_path_that_is_not_there_and_a_file_of_another_form_are_told(tmp_path: Path) -> None:
    with pytest.raises(SuitabilityError, match="no file or folder"):
        read_catalog(tmp_path / "none.csv", RULES)
    (tmp_path / "a.docx").write_bytes(b"x")
    (unread,) = read_catalog([tmp_path / "a.docx"], RULES).unread
    assert "there are .csv" in unread.message


def test_the_order_of_files_and_rows_changes_nothing_but_the_order() -> None:
    rows = [{**ROW, "产品代码": f"P-{number}", "费率": f"管理费0.{number}0%"} for number in range(1, 9)]
    mixed = rows[:]
    random.Random(7).shuffle(mixed)
    assert {row.key: row.digest for row in catalog(rows).rows} == {row.key: row.digest for row in catalog(mixed).rows}
    assert {canonical(row.record) for row in catalog(rows).rows} == {
        canonical(row.record) for row in catalog(mixed).rows
    }
