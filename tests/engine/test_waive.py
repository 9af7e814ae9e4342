"""Waivers and rulings: what they settle, when, and what no longer holds."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.ruleset import RuleSet
from suitability.engine.waive import Ruling, Waiver
from suitability.errors import SuitabilityError
from tests.small import AS_OF, UNVERIFIED, rule, rules, sale, version

DAY = dt.timedelta(days=1)
HOUSE = '[{ source = "house", at = "1" }]'


@pytest.fixture
def small(tmp_path: Path) -> RuleSet:
    """Load a house rule, a rule of law and one of law nobody has read."""
    return rules(
        tmp_path,
        {
            "sale/house.toml": rule(version("customer.lowest_class", cites=HOUSE), force="house"),
            "sale/law.toml": rule(version("customer.accepts_loss")),
            "sale/unread.toml": rule(version("sale.place is none", cites=UNVERIFIED)),
        },
    )


def wrong(**facts: Any) -> s.Sale:
    """Make a sale that breaks all three."""
    return sale(
        **{"key": "S-1", "place": "here", "customer": s.Customer(lowest_class=False, accepts_loss=False), **facts}
    )


def waiver(name: str = "house", **more: Any) -> Waiver:
    made: dict[str, Any] = {"first": AS_OF, "last": AS_OF, "owner": "Wu", "reason": "pilot", **more}
    return Waiver(f"small.sale.{name}", **made)


def ruling(finding: s.Finding, **more: Any) -> Ruling:
    made: dict[str, Any] = {
        "key": "S-1",
        "fingerprint": finding.fingerprint,
        "on": AS_OF,
        "by": "Wu",
        "reason": "seen",
        **more,
    }
    return Ruling(finding.rule, **made)


def open_rules(report: s.Report) -> list[str]:
    return [finding.rule.rpartition(".")[2] for finding in report.findings]


def found(small: RuleSet, name: str, one: s.Sale | None = None) -> s.Finding:
    report = s.check(one or wrong(), small, as_of=AS_OF)
    return next(finding for finding in report.findings if finding.rule.endswith(name))


def test_a_waived_finding_is_listed_apart(small: RuleSet) -> None:
    report = s.check(wrong(), small, as_of=AS_OF, waivers=[waiver()])
    assert open_rules(report) == ["law", "unread"]
    (settled,) = report.waived
    assert (settled.finding.rule, settled.by) == ("small.sale.house", waiver())
    assert (report.ruled, report.lapsed) == ((), ())


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (AS_OF, AS_OF, None),
        (AS_OF - DAY, AS_OF + DAY, None),
        (AS_OF - DAY, AS_OF - DAY, "expired"),
        (AS_OF + DAY, AS_OF + DAY, "not_yet"),
    ],
)
def test_a_waiver_holds_from_its_first_to_its_last_day(
    small: RuleSet, first: dt.date, last: dt.date, reason: str | None
) -> None:
    report = s.check(wrong(), small, as_of=AS_OF, waivers=[waiver(first=first, last=last)])
    assert ("house" in open_rules(report)) is (reason is not None)
    assert [lapsed.reason for lapsed in report.lapsed] == ([] if reason is None else [reason])


@pytest.mark.parametrize(("key", "waived"), [(None, 1), ("S-1", 1), ("S-2", 0)])
def test_a_waiver_holds_for_its_subject_or_for_all(small: RuleSet, key: str | None, waived: int) -> None:
    report = s.check(wrong(), small, as_of=AS_OF, waivers=[waiver(key=key)])
    assert (len(report.waived), report.lapsed) == (waived, ())


def test_a_waiver_for_all_holds_for_a_subject_without_a_key(small: RuleSet) -> None:
    assert len(s.check(wrong(key=None), small, as_of=AS_OF, waivers=[waiver()]).waived) == 1


def test_law_cannot_be_waived(small: RuleSet) -> None:
    with pytest.raises(SuitabilityError, match=r"^small\.sale\.law is law and cannot be waived"):
        s.check(wrong(), small, as_of=AS_OF, waivers=[waiver("law")])


def test_a_waiver_of_no_rule_is_refused(small: RuleSet) -> None:
    with pytest.raises(SuitabilityError, match=r"names the rule 'small\.sale\.laws', which no loaded pack holds"):
        s.check(wrong(), small, as_of=AS_OF, waivers=[waiver("laws")])


def test_law_that_nobody_has_read_can_be_waived(small: RuleSet) -> None:
    assert open_rules(s.check(wrong(), small, as_of=AS_OF, waivers=[waiver("unread")])) == ["house", "law"]


def test_a_version_of_law_that_was_read_is_not_waived_by_a_waiver_of_one_that_was_not(tmp_path: Path) -> None:
    later = version("customer.accepts_loss", first="2026-01-01")
    text = rule(version("customer.accepts_loss", first="2024-01-01", cites=UNVERIFIED), later)
    small = rules(tmp_path, {"sale/law.toml": text})
    (lapsed,) = s.check(wrong(), small, as_of=AS_OF, waivers=[waiver("law")]).lapsed
    assert lapsed.reason == "law"


def test_a_sale_whose_findings_are_all_settled_is_cleared(small: RuleSet) -> None:
    waivers = [waiver(), waiver("unread")]
    report = s.check(wrong(), small, as_of=AS_OF, waivers=waivers, rulings=[ruling(found(small, "law"))])
    assert report.cleared
    assert (report.findings, report.violations) == ((), ())


def test_a_sale_with_one_finding_open_is_not_cleared(small: RuleSet) -> None:
    assert not s.check(wrong(), small, as_of=AS_OF, waivers=[waiver(), waiver("unread")]).cleared


def test_any_finding_can_be_ruled_mistaken(small: RuleSet) -> None:
    report = s.check(wrong(), small, as_of=AS_OF, rulings=[ruling(found(small, "law"))])
    assert open_rules(report) == ["house", "unread"]
    assert [settled.finding.rule for settled in report.ruled] == ["small.sale.law"]


def test_an_unknown_finding_can_be_settled_and_is_no_longer_asked_for(small: RuleSet) -> None:
    one = sale(key="S-1", customer=s.Customer(lowest_class=True, accepts_loss=True))
    report = s.check(one, small, as_of=AS_OF, waivers=[waiver("unread")])
    assert (report.cleared, report.ask, report.missing) == (True, (), {})


@pytest.mark.parametrize(
    ("facts", "lapsed"),
    [
        ({}, []),
        ({"place": "there"}, []),
        ({"customer": s.Customer(lowest_class=False, accepts_loss=None)}, ["changed"]),
    ],
)
def test_a_ruling_dies_when_the_facts_change_that_the_rule_reads(
    small: RuleSet, facts: dict[str, Any], lapsed: list[str]
) -> None:
    report = s.check(wrong(**facts), small, as_of=AS_OF, rulings=[ruling(found(small, "law"))])
    assert [one.reason for one in report.lapsed] == lapsed
    assert ("law" in open_rules(report)) is bool(lapsed)


def test_a_ruling_dies_when_the_text_of_the_rule_changes(tmp_path: Path, small: RuleSet) -> None:
    text = rule(version("customer.accepts_loss or customer.accepts_loss"))
    other = rules(tmp_path / "later", {"sale/law.toml": text})
    (lapsed,) = s.check(wrong(), other, as_of=AS_OF, rulings=[ruling(found(small, "law"))]).lapsed
    assert lapsed.reason == "changed"


def test_a_line_break_in_the_text_of_a_rule_changes_nothing(tmp_path: Path, small: RuleSet) -> None:
    text = rule(version("customer.accepts_loss")).replace('"customer.accepts_loss"', '"""\ncustomer.accepts_loss\n"""')
    other = rules(tmp_path / "later", {"sale/law.toml": text})
    assert s.check(wrong(), other, as_of=AS_OF, rulings=[ruling(found(small, "law"))]).ruled


@pytest.mark.parametrize(("days", "ruled"), [(0, 1), (-1, 1), (1, 0)])
def test_a_ruling_holds_from_its_day_on(small: RuleSet, days: int, ruled: int) -> None:
    on = AS_OF + dt.timedelta(days=days)
    report = s.check(wrong(), small, as_of=AS_OF, rulings=[ruling(found(small, "law"), on=on)])
    assert len(report.ruled) == ruled
    assert [lapsed.reason for lapsed in report.lapsed] == ([] if ruled else ["not_yet"])


def test_a_ruling_is_for_one_subject_only(small: RuleSet) -> None:
    report = s.check(wrong(key="S-2"), small, as_of=AS_OF, rulings=[ruling(found(small, "law"))])
    assert (report.ruled, report.lapsed) == ((), ())


def test_the_same_facts_of_another_subject_have_another_fingerprint(small: RuleSet) -> None:
    assert found(small, "law").fingerprint != found(small, "law", wrong(key="S-2")).fingerprint


def test_a_ruling_goes_before_a_waiver(small: RuleSet) -> None:
    report = s.check(wrong(), small, as_of=AS_OF, waivers=[waiver()], rulings=[ruling(found(small, "house"))])
    assert (len(report.ruled), len(report.waived)) == (1, 0)


def test_a_decision_that_lapsed_is_silent_where_another_settles_the_finding(small: RuleSet) -> None:
    old = waiver(first=AS_OF - DAY, last=AS_OF - DAY)
    report = s.check(wrong(), small, as_of=AS_OF, waivers=[old, waiver()])
    assert (len(report.waived), report.lapsed) == (1, ())


def test_a_report_in_json_lists_what_is_settled_and_what_has_lapsed(small: RuleSet) -> None:
    late = waiver("unread", last=AS_OF - DAY, first=AS_OF - DAY)
    one = ruling(found(small, "law"))
    data = json.loads(s.check(wrong(), small, as_of=AS_OF, waivers=[waiver(), late], rulings=[one]).to_json(facts=True))
    assert [finding["rule"] for finding in data["findings"]] == ["small.sale.unread"]
    assert data["waived"][0]["by"] == {
        "kind": "waiver", "rule": "small.sale.house", "first": "2026-03-10", "last": "2026-03-10", "owner": "Wu",
        "reason": "pilot", "key": None,
    }  # fmt: skip
    assert data["ruled"][0]["by"] == {
        "kind": "ruling", "rule": "small.sale.law", "key": "S-1", "fingerprint": one.fingerprint, "on": "2026-03-10",
        "by": "Wu", "reason": "seen",
    }  # fmt: skip
    assert [(lapsed["rule"], lapsed["lapsed"]) for lapsed in data["lapsed"]] == [("small.sale.unread", "expired")]


def test_the_typed_twins_of_check_take_decisions_too(small: RuleSet) -> None:
    assert s.check_sale(wrong(), small, as_of=AS_OF, waivers=[waiver()]).waived
