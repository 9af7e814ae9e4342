"""The handbook's own script of S-7, "R2 suits your conservative preference, 4.5% a year over 3 years", is refused."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

import suitability as s

FOLDER = Path(__file__).parents[1] / "examples" / "script"
DAY = dt.date(2026, 6, 4)
FOUND = {
    "cn.sale.recommended-above-capacity",
    "cn.sale.risk-above-capacity",
    "handbook.sale.above-level",
    "handbook.sale.past-performance-without-warning",
    "handbook.sale.proposal-without-risk-warning",
    "handbook.sale.recommended-above-level",
}


def check(record: dict[str, Any]) -> s.Report:
    rules = s.load("cn", "handbook")
    return s.check(s.read("sale", record, rules), rules, as_of=DAY)


@pytest.fixture
def script() -> dict[str, Any]:
    record: dict[str, Any] = json.loads((FOLDER / "proposal.json").read_text(encoding="utf-8"))
    return record


def test_the_script_violates_law_and_handbook_and_leaves_nothing_unknown(script: dict[str, Any]) -> None:
    report = check(script)
    assert {finding.rule for finding in report.violations} == FOUND
    assert report.unknown == ()


def test_the_general_risk_warning_does_not_stand_for_the_one_of_past_performance(script: dict[str, Any]) -> None:
    script["sale"]["warnings"] = [{"kind": "risk", "at": "2026-06-04T10:20:00+08:00"}]
    assert FOUND - {finding.rule for finding in check(script).findings} == {
        "handbook.sale.proposal-without-risk-warning"
    }


def test_the_lowest_level_with_both_warnings_is_cleared(script: dict[str, Any]) -> None:
    script["product"]["levels"] = {"issuer": "R1", "seller": "R1"}
    script["sale"]["warnings"] = [
        {"kind": kind, "at": "2026-06-04T10:20:00+08:00"} for kind in ("risk", "past-performance")
    ]
    assert check(script).cleared


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_page_tells_every_finding_and_no_other(name: str) -> None:
    page = (FOLDER / name).read_text(encoding="utf-8")
    assert set(re.findall(r"`((?:cn|handbook)\.sale\.[a-z-]+)`", page)) == FOUND
