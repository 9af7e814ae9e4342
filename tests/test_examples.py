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


# A firm's packs


def firm(name: str) -> s.RuleSet:
    return s.load("cn", "handbook", s.folder(ROOT / "examples" / name))


def test_the_firm_pack_holds_and_its_examples_and_mutants_pass(capsys: pytest.CaptureFixture[str]) -> None:
    packs = [part for name in ("cn", "handbook", ROOT / "examples" / "bank_rules") for part in ("--pack", str(name))]
    assert main(["rules", "test", *packs, "--lang", "en"]) == 0
    assert main(["rules", "test", "--mutants", *packs, "--lang", "en", "bank_rules"]) == 0
    assert "bank_rules: mutants 8, survived 0" in capsys.readouterr().out


@pytest.mark.parametrize(("assessed", "found"), [("2025-11-18", False), ("2025-11-17", True)])
def test_the_firm_pack_makes_an_assessment_valid_for_a_year(assessed: str, found: bool) -> None:
    record = short_sale()
    record["customer"]["assessments"][0]["at"] = f"{assessed}T10:00:00+08:00"
    rules = firm("bank_rules")
    report = s.check(s.read("sale", record, rules), rules, as_of=dt.date(2026, 11, 20))
    assert ("handbook.sale.assessment-expired" in {finding.rule for finding in report.violations}) is found
    assert "handbook.sale.assessment-expired" not in {finding.rule for finding in checked(record).violations}


def test_the_firm_pack_states_what_a_record_need_not_tell() -> None:
    record = short_sale()
    del record["seller"]
    rules = firm("bank_rules")
    report = s.check(s.read("sale", record, rules), rules, as_of=dt.date(2026, 11, 20))
    assert {one.path for one in report.stated} >= {"seller.key", "seller.licence"}
    assert not any(path.startswith("seller.") for path in report.missing)


def test_the_firm_pack_that_loosens_is_refused_in_every_place() -> None:
    with pytest.raises(RuleFileErrors) as caught:
        firm("bank_rules_loosened")
    assert [(error.line, error.message) for error in caught.value.errors] == [
        (11, "36 loosens house_validity, which is 24 on 2026-07-01"),
        (18, "warn loosens handbook.sale.above-level, which has block on 2026-07-01"),
        (26, "customer.accepts_loss is a fact of one customer, never of all"),
    ]


def test_the_banks_decisions_hold_for_a_finding_of_the_bank() -> None:
    found = s.decisions(ROOT / "examples" / "bank" / "decisions.toml", shipped())
    assert [(waiver.rule, waiver.key) for waiver in found.waivers] == [("handbook.sale.product-not-approved", "S-026")]


def test_the_page_of_the_demo_holds_what_it_is_there_to_show(capsys: pytest.CaptureFixture[str]) -> None:
    pages = [str(ROOT / "examples" / name) for name in ("weekend_post.md", "clean_page.md")]
    told_of = ("--on", AS_OF, "--channel", "official-account", "--family", "wealth", "--format", "json")
    assert main(["copy", *pages, *told_of]) == 1
    items = json.loads(capsys.readouterr().out)["items"]
    found = {item["rule"] for item in items}
    assert {"cn.copy.principal-guaranteed", "cn.copy.return-rate-advertised", "cn.copy.urged-to-hurry"} <= found
    assert {"cn.copy.profit-certain", "cn.copy.no-risk"} <= found
    assert {Path(item["spot"]["file"]).name for item in items} == {"weekend_post.md"}


def test_the_records_of_care_show_violations_and_leave_nothing_open(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(str(path) for path in (ROOT / "examples" / "care").glob("*.json"))
    outcomes = [finding["outcome"] for one in bank(files, capsys)["reports"] for finding in one["report"]["findings"]]
    assert set(outcomes) == {"violation"}


def test_the_form_of_the_demo_asks_for_more_than_an_account_needs(capsys: pytest.CaptureFixture[str]) -> None:
    form = str(ROOT / "examples" / "care" / "customers.csv")
    assert main(["form", form, "--purpose", "account-opening", "--as-of", AS_OF, "--format", "json"]) == 1
    (made,) = json.loads(capsys.readouterr().out)["forms"]
    assert [one["category"] for one in made["fields"] if one["verdict"] == "needless"] == ["marital-status", "religion"]
    assert made["works"]
