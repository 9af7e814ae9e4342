"""Every report and receipt fits its schema, and holds nothing that the schema does not name."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import suitability as s
from suitability.cli.main import main
from suitability.engine.receipt import receipt
from suitability.engine.waive import Ruling, Waiver
from suitability.model.subject import SUBJECTS
from suitability.reports.schema import check_schema, receipt_schema, report_schema
from suitability.testing import subjects
from tests.engine.test_check import MANY
from tests.small import AS_OF as SMALL_AS_OF
from tests.small import rules, sale

ROOT = Path(__file__).parents[2]
RULES = s.load("cn", "handbook", s.folder(ROOT / "examples" / "bank_rules"))
AS_OF = dt.date(2026, 11, 20)
KEY = b"a secret of thirty-two bytes, ok"


def closed(schema: Any) -> Any:
    """Give the schema with every object closed, so that what it does not name is an error."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    return {**made, "additionalProperties": False} if "required" in made else made


def validator(schema: dict[str, Any]) -> Any:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(closed(schema), format_checker=FormatChecker(["date"]))


REPORT, RECEIPT = validator(report_schema()), validator(receipt_schema())


def demand_fits(report: s.Report) -> None:
    for facts in (False, True):
        REPORT.validate(json.loads(report.to_json(facts=facts)))
    for key in (None, KEY):
        RECEIPT.validate(json.loads(receipt(report, key)))


@pytest.mark.parametrize("kind", SUBJECTS)
@settings(max_examples=15)
@given(st.data())
def test_the_report_and_the_receipt_of_a_drawn_subject_fit(kind: str, data: st.DataObject) -> None:
    plain = st.sampled_from(["A-1", "B-2"])
    demand_fits(s.check(data.draw(subjects(kind, RULES, as_of=AS_OF, key=plain)), RULES, as_of=AS_OF))


def test_a_report_of_every_kind_of_answer_fits(tmp_path: Path) -> None:
    loaded = rules(tmp_path, MANY)
    one = sale(key="S-1", customer=s.Customer(lowest_class=False, accepts_loss=True))
    fingerprint = {f.rule: f.fingerprint for f in s.check(one, loaded, as_of=SMALL_AS_OF).findings}
    waived, expired = (
        Waiver("small.sale.b-warn", dt.date(2020, 1, 1), last, "compliance", "a reason")
        for last in (dt.date(2030, 1, 1), dt.date(2021, 1, 1))
    )
    day = dt.date(2026, 3, 6)
    ruled, changed = (
        Ruling(rule, "S-1", fingerprint[rule] if name else "0", day, "compliance", "a reason")
        for rule, name in (("small.sale.c-block", True), ("small.sale.d-block", False))
    )
    for waivers, rulings in (([waived], [ruled, changed]), ([expired], [])):
        report = s.check(one, loaded, as_of=SMALL_AS_OF, waivers=waivers, rulings=rulings)
        demand_fits(report)
        assert report.lapsed
    assert s.check(one, loaded, as_of=SMALL_AS_OF, waivers=[waived], rulings=[ruled]).waived


def test_what_the_command_line_prints_of_the_small_bank_fits(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    files = sorted(map(str, (ROOT / "examples" / "bank").glob("*.json*")))
    kept = tmp_path / "receipts.jsonl"
    options = ["--as-of", str(AS_OF), "--format", "json", "--receipts", str(kept)]
    decided = ["--decisions", str(ROOT / "examples" / "bank" / "decisions.toml")]
    assert main(["check", *files, *options, *decided]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert len(printed["reports"]) > 100
    validator(check_schema("suitability.check/1")).validate(printed)
    for line in kept.read_text(encoding="utf-8").splitlines():
        RECEIPT.validate(json.loads(line))


def test_a_report_with_a_field_less_or_a_word_that_is_none_does_not_fit() -> None:
    report = s.check(s.Sale(on=AS_OF, stage="candidate"), RULES, as_of=AS_OF).to_dict()
    assert report["findings"]
    open_ = Draft202012Validator(report_schema())
    assert open_.is_valid({**report, "a field of later": 1})
    assert not open_.is_valid({name: value for name, value in report.items() if name != "cleared"})
    assert not open_.is_valid({**report, "findings": [{**report["findings"][0], "outcome": "pass"}]})
