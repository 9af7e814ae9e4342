"""The schema for editors takes what the reader takes, and refuses what is no catalog."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import suitability as s
from suitability.catalog.reading.schema import catalog_schema
from suitability.cli.main import main

ROOT = Path(__file__).parents[3]
RULES = s.load("cn", "handbook")
SCHEMA = catalog_schema(RULES)
VALID = Draft202012Validator(SCHEMA)
ROW = {
    "产品代码": "P-1",
    "产品名称": "甲",
    "风险等级": "中低风险",
    "起购金额": "1万",
    "term_days": 90,
    "fees": [{"kind": "management"}],
}


def test_the_schema_is_one_and_the_examples_fit_it() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    VALID.validate(json.loads((ROOT / "examples/bank/products.json").read_text(encoding="utf-8")))
    VALID.validate(yaml.safe_load((ROOT / "examples/catalog/products.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "data", [[ROW], {"products": [ROW]}, ROW, {"product": {"key": "A", "levels": {"seller": "R2"}}}, []]
)
def test_a_list_an_object_around_it_and_one_product_fit(data: Any) -> None:
    VALID.validate(data)


@pytest.mark.parametrize(
    "data",
    [
        [5],
        "x",
        [{"产品代码": "A"}],
        [{"product": {"levels": {"seller": "R9"}}}],
        [{"product": {"family": "wealt"}}],
        [{**ROW, "产品名称": 5}],
    ],
)
def test_what_is_no_product_does_not_fit(data: Any) -> None:
    assert not VALID.is_valid(data)


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "catalog", "--lang", "en"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["$defs"]["row"]["properties"]["风险等级"]["examples"] == ["R1", "R2", "R3", "R4", "R5"]
