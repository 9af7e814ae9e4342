"""The examples a newcomer runs: the short sale, the small bank, the file of mistakes, the schema for editors."""

import copy
import datetime as dt
import importlib.util
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.cli.main import main
from suitability.errors import RuleFileErrors

ROOT = Path(__file__).parents[1]
BANK = sorted(str(path) for path in (ROOT / "examples" / "bank").glob("*.json*"))
AS_OF = "2026-11-20"
SHORT = sorted((ROOT / "examples").glob("short_*.json"))
MOST_TOLD = 25
FEWEST_PASSED = 7
# Who buys what from whom, and when: what says which rules apply. A rule that is kept in any case need not know.
FRAME = {
    "subject", "sale.on", "sale.stage", "customer.kind", "product.family", "product.issuer", "seller.key", "seller.licence",
}  # fmt: skip
MOST_UNKNOWN = 0.05


def told(value: Any) -> int:
    """Count the facts a record tells; its subject is no fact."""
    if isinstance(value, dict):
        return sum(told(item) for key, item in value.items() if key != "subject")
    if isinstance(value, list):
        return sum(map(told, value)) or 1
    return 1


def short_sale(path: Path = ROOT / "examples" / "short_sale.json") -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return record


@cache
def shipped() -> s.RuleSet:
    return s.load("cn", "handbook")


def checked(record: dict[str, Any]) -> s.Report:
    return s.check(s.read("sale", record, shipped()), shipped(), as_of=dt.date(2026, 11, 20))


def facts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the place of every fact a record tells."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from facts(item, (*path, key))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for index, item in enumerate(value):
            yield from facts(item, (*path, index))
    else:
        yield path


def without(record: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    made = copy.deepcopy(record)
    holder: Any = made
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    return made


@pytest.mark.parametrize("path", SHORT, ids=lambda path: path.stem)
def test_a_plain_sale_is_cleared_with_few_facts(path: Path) -> None:
    record = short_sale(path)
    assert told(record) <= MOST_TOLD
    report = checked(record)
    assert report.cleared, report.to_json()
    assert len(report.passed) >= FEWEST_PASSED


@pytest.mark.parametrize("path", SHORT, ids=lambda path: path.stem)
def test_every_fact_of_a_short_record_beside_its_frame_is_needed(path: Path) -> None:
    record = short_sale(path)
    places = [place for place in facts(record) if ".".join(map(str, place)) not in FRAME]
    assert [place for place in places if checked(without(record, place)).cleared] == []


def test_a_riskier_product_is_not_cleared() -> None:
    record = short_sale()
    record["product"]["levels"] = {"issuer": "R5", "seller": "R5"}
    assert "cn.sale.risk-above-capacity" in {finding.rule for finding in checked(record).violations}


def bank(files: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["check", *files, "--as-of", AS_OF, "--format", "json"]) == 1
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert not data["errors"]
    return data


def test_the_small_bank_is_not_drowned_in_unknowns(capsys: pytest.CaptureFixture[str]) -> None:
    reports = [one["report"] for one in bank(BANK, capsys)["reports"]]
    unknown = sum(finding["outcome"] == "unknown" for report in reports for finding in report["findings"])
    decided = sum(len(report["findings"]) + len(report["passed"]) for report in reports)
    assert len(reports) > 100
    assert 0 < unknown / decided <= MOST_UNKNOWN


def test_one_birth_date_changes_what_the_bank_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """C-011 turns 65 on the day of sale S-030; born a day later she is still 64."""
    files = []
    for name in BANK:
        copy = tmp_path / Path(name).name
        text = Path(name).read_text(encoding="utf-8")
        if copy.name == "customers.json":
            assert '"1961-06-15"' in text
            text = text.replace('"1961-06-15"', '"1961-06-16"')
        copy.write_text(text, encoding="utf-8")
        files.append(str(copy))

    def found(data: dict[str, Any]) -> set[tuple[str, str]]:
        return {
            (one["report"]["key"], finding["rule"]) for one in data["reports"] for finding in one["report"]["findings"]
        }

    before, after = found(bank(BANK, capsys)), found(bank(files, capsys))
    assert before - after == {("S-030", "cn.sale.elder-high-risk-without-care")}
    assert not after - before


def test_a_rule_file_with_five_mistakes_reports_all_five_with_their_places() -> None:
    with pytest.raises(RuleFileErrors) as refused:
        s.load(s.folder(ROOT / "examples" / "wrong_rules"))
    places = [(error.line, error.column) for error in refused.value.errors]
    assert len(places) == len(set(places)) == 5
    assert all(error.message and "^" in error.excerpt for error in refused.value.errors)


def test_the_schema_for_editors_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("make_schema", ROOT / "tools" / "make_schema.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PATH.read_text(encoding="utf-8") == tool.schema()
