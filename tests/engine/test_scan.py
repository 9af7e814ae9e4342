"""A scan finds in a text what a check of the same copy finds, without a piece of copy around it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.ruleset import RuleSet
from tests.small import AS_OF, DAY, rules
from tests.small_text import TEXT_HEAD, accept, find, ground, text_rule

FILES = {
    "copy/guarantee.toml": text_rule(find("保本", "保息"), ground(more='channels = ["online"]')),
    "copy/award.toml": text_rule(find("金奖"), evidence=True, severity="warn"),
    "copy/name.toml": text_rule(find("保本"), reads="account_name"),
    "copy/warning.toml": text_rule(accept("投资有风险"), form="disclosure", message="Warn of the risk."),
}
TEXT = "荣获金奖，保本保息。不承诺保本。"


@pytest.fixture
def loaded(tmp_path: Path) -> RuleSet:
    return rules(tmp_path, FILES, TEXT_HEAD)


def test_findings_are_by_rule_worst_first_and_marks_by_their_place(loaded: RuleSet) -> None:
    found = s.scan(TEXT, loaded, on=DAY, channel="app")
    assert [(one.rule, one.outcome) for one in found.findings] == [
        ("small.copy.guarantee", "violation"),
        ("small.copy.award", "evidence_required"),
    ]
    assert [(mark.words, mark.rule) for mark in found.marks] == [
        ("金奖", "small.copy.award"),
        ("保本", "small.copy.guarantee"),
        ("保息", "small.copy.guarantee"),
    ]
    assert [mark.start for mark in found.excused] == [TEXT.rindex("保本")]


@pytest.mark.parametrize(
    ("told", "severity"), [({}, "warn"), ({"channel": "app"}, "block"), ({"channel": "app", "family": None}, "block")]
)
def test_what_is_told_decides_as_in_a_check(loaded: RuleSet, told: dict[str, Any], severity: str) -> None:
    (finding,) = s.scan("保本", loaded, on=DAY, **told).findings
    assert finding.severity == severity


def test_what_must_be_said_is_asked_for_only_where_the_caller_wants_it(loaded: RuleSet) -> None:
    assert s.scan("你好", loaded, on=DAY) == s.Scan()
    (finding,) = s.scan("你好", loaded, on=DAY, disclosures=True).findings
    assert (finding.rule, finding.marks) == ("small.copy.warning", ())


def test_evidence_proves_claims(loaded: RuleSet) -> None:
    evidence = [s.Evidence(claim="荣获金奖")]
    assert s.scan("荣获金奖", loaded, on=DAY, evidence=evidence).findings == ()


def test_the_law_of_the_day_decides(loaded: RuleSet) -> None:
    assert s.scan(TEXT, loaded, on=dt.date(2019, 12, 31)) == s.Scan()


def test_a_value_that_is_none_of_its_vocabulary_is_refused(loaded: RuleSet) -> None:
    with pytest.raises(s.FactError, match=r"Copy\.channel: 'web' is not one of"):
        s.scan(TEXT, loaded, on=DAY, channel="web")


def test_packs_without_rules_over_text_find_nothing(tmp_path: Path) -> None:
    assert s.scan(TEXT, rules(tmp_path, {}), on=DAY) == s.Scan()


def test_a_scan_and_a_check_find_the_same(loaded: RuleSet) -> None:
    copy = s.Copy(on=DAY, text=TEXT, channel="app", product=s.Product(), evidence=(), account_name="某某")
    report = s.check(copy, loaded, as_of=AS_OF)
    found = s.scan(TEXT, loaded, on=DAY, channel="app", disclosures=True)
    assert [one.marks for one in report.findings] == [one.marks for one in found.findings]
    assert report.excused == found.excused
