"""A table of conformance: what an evaluator of purposes calls compliant, a violation or a gap, in our own cases.

An evaluator that sets the purposes of who uses data against those the data were given for has three answers: they
agree; they do not; or one side was never declared, and nobody can say. Here these are the whole report of a use:
nothing found, a violation, or something unknown and no violation.
"""

import copy
import tomllib
from functools import cache
from typing import Any

import pytest

import suitability as s
from tests.strategies.consents import AS_OF
from tests.strategies.packs import RULESETS

COMPLIANT, VIOLATION, GAP = "compliant", "violation", "gap"
CN = s.load("cn")
GIVEN = {"kind": "given", "at": "2026-03-02T09:30:00+08:00"}
WITHDRAWN = {"kind": "withdrawn", "at": "2026-05-18T09:59:59+08:00"}
MOBILE = {"category": "mobile", "source": "customer", "collected_for": "wealth-recommendation"}
NOTICE = {
    "version": "2026-02",
    "items": ["processor", "contact", "purpose", "mode", "data", "retention", "rights", "necessity", "effect"],
    "shown_at": "2026-03-02T09:28:00+08:00",
}
HEALTH = {"category": "health", "source": "customer", "collected_for": "insurance-underwriting"}
UNMAPPED = {"source": "customer", "collected_for": "wealth-recommendation"}
ACCOUNT = {
    "category": "securities-account",
    "source": "customer",
    "collected_for": "order-execution",
    "purpose_met_on": None,
}
ORDER = {
    "purpose": "order-execution",
    "bases": ["contract"],
    "assessments": [{"on": "2026-01-12", "purposes": ["order-execution"], "kept_until": None}],
}
CONTRACT = ["purpose", "mode", "scope", "retention", "onward-limits", "incident-duty", "protection"]
PROVIDED = {
    "action": "provide",
    "recipient": {"key": "insurer", "kind": "processor", "country": "CN", "contract": CONTRACT},
}
TOLD = {"notice": {**NOTICE, "items": [*NOTICE["items"], "recipient", "recipient-contact"]}, "recipients": ["insurer"]}
# A fact that is taken away.
GONE = object()


@cache
def base() -> dict[str, Any]:
    """Give the use of the pack's examples, in which nothing is given to anybody."""
    record = tomllib.loads((RULESETS / "cn" / "examples" / "plain-use.toml").read_text(encoding="utf-8"))
    record["use"] |= {"recipient": None, "path": None, "channel": None, "requested_at": None}
    return record


def use(**facts: Any) -> dict[str, Any]:
    """Give the record with other facts of the use."""
    record = copy.deepcopy(base())
    record["use"] |= facts
    record["use"] = {name: value for name, value in record["use"].items() if value is not GONE}
    return record


def agreed(*consents: dict[str, Any], record: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give the record with consents like the one it has, each with other facts."""
    record = copy.deepcopy(record or base())
    (consent,) = base()["customer"]["consents"]
    made = [{**consent, **facts} for facts in consents]
    record["customer"]["consents"] = [{k: v for k, v in one.items() if v is not GONE} for one in made]
    return record


def unasked(record: dict[str, Any]) -> dict[str, Any]:
    return agreed(record=record)


CASES = [
    # The purposes agree, or they do not.
    ("the purpose is the one agreed to", use(), COMPLIANT),
    ("the purpose is one of several agreed to", agreed({"purposes": ["marketing", "wealth-recommendation"]}), COMPLIANT),
    ("the purpose is none of those agreed to", agreed({"purposes": ["marketing", "greeting"]}), VIOLATION),
    ("a broader purpose was agreed to", agreed({"purposes": ["marketing"]}, record=use(purpose="direct-marketing")), VIOLATION),
    ("a narrower purpose was agreed to", agreed({"purposes": ["direct-marketing"]}, record=use(purpose="marketing")), VIOLATION),
    ("no purpose was agreed to", agreed({"purposes": []}), VIOLATION),
    ("nobody was asked", agreed(), VIOLATION),
    # The data, of one source or of several.
    ("one of the data is not agreed to", agreed({"data": ["mobile"]}), VIOLATION),
    ("one of the data, and it is agreed to", use(data=[MOBILE]), COMPLIANT),
    ("two consents, one for each of the data", agreed({"data": ["mobile"]}, {"data": ["risk-tolerance"]}), COMPLIANT),
    ("one consent names the purpose, another the data", agreed({"data": ["email"]}, {"purposes": ["greeting"]}), VIOLATION),
    ("two consents, and the one for the data has ended", agreed({"data": ["mobile"]}, {"data": ["risk-tolerance"], "events": [GIVEN, WITHDRAWN]}), VIOLATION),
    ("a second consent covers what the first does no more", agreed({"events": [GIVEN, WITHDRAWN]}, {}), COMPLIANT),
    ("no data of a person are used", use(data=[]), COMPLIANT),
    # What was collected for something else.
    ("collected for something else, and agreed to since", use(data=[{**MOBILE, "collected_for": "payment"}]), COMPLIANT),
    ("collected for something else, and never agreed to", use(data=[HEALTH]), VIOLATION),
    # One side was never declared.
    ("the purpose is not declared", use(purpose=GONE), GAP),
    ("the category of the data is not declared", use(data=[UNMAPPED]), GAP),
    ("the data are not declared", use(data=GONE), GAP),
    ("a field that is not mapped beside one that is agreed to", use(data=[MOBILE, UNMAPPED]), GAP),
    ("a field that is not mapped beside one that is not agreed to", use(data=[HEALTH, UNMAPPED]), VIOLATION),
    ("what was agreed to is not declared", agreed({"purposes": GONE}), GAP),
    ("for which data is not declared", agreed({"data": GONE}), GAP),
    ("under which trace the data are used is not declared", use(trace=GONE), GAP),
    ("when the data are used is not declared", use(at=GONE), GAP),
    ("what happened to the consent is not declared", agreed({"events": GONE}), GAP),
    ("an undeclared consent beside one that covers the use", agreed({"purposes": GONE}, {}), COMPLIANT),
    # The time of a consent.
    ("the consent has expired", agreed({"valid_until": "2026-05-17"}), VIOLATION),
    ("the consent expires today", agreed({"valid_until": "2026-05-18"}), COMPLIANT),
    ("the consent never expires", agreed({"valid_until": None}), COMPLIANT),
    ("the consent begins tomorrow", agreed({"valid_from": "2026-05-19"}), VIOLATION),
    ("the consent was withdrawn before the use", agreed({"events": [GIVEN, WITHDRAWN]}), VIOLATION),
    ("the consent was withdrawn after the use", agreed({"events": [GIVEN, {**WITHDRAWN, "at": "2026-05-19T08:00:00+08:00"}]}), COMPLIANT),
    ("the consent was refused", agreed({"events": [{**GIVEN, "kind": "refused"}]}), VIOLATION),
    ("refused, then given", agreed({"events": [{**GIVEN, "kind": "refused", "at": "2026-03-01T09:30:00+08:00"}, GIVEN]}), COMPLIANT),
    ("presumed, since nothing was said", agreed({"form": "presumed"}), VIOLATION),
    # What carries a use beside consent, and what does not.
    ("another basis carries the purpose", unasked(use(**ORDER, data=[ACCOUNT])), COMPLIANT),
    ("another basis carries the purpose, and the data go beyond it", unasked(use(**ORDER, data=[ACCOUNT, {**ACCOUNT, "category": "health"}])), VIOLATION),
    ("another basis that does not carry the purpose", unasked(use(bases=["contract", "legal-duty"])), VIOLATION),
    ("another basis that nobody relies on", unasked(use(**{**ORDER, "bases": []}, data=[ACCOUNT])), VIOLATION),
    # To whom the data go.
    ("given to a recipient that was agreed to", agreed(TOLD, record=use(**PROVIDED)), COMPLIANT),
    ("given to a recipient other than the one agreed to", agreed({**TOLD, "recipients": ["broker"]}, record=use(**PROVIDED)), VIOLATION),
    ("given to a recipient, and none was agreed to", agreed({**TOLD, "recipients": None}, record=use(**PROVIDED)), VIOLATION),
    ("the recipient is not declared", use(recipient=GONE), GAP),
    # Where and for what the consent holds.
    ("agreed to for another product", agreed({"products": ["insurance"]}), VIOLATION),
    ("agreed to for any product", agreed({"products": None}), COMPLIANT),
    ("agreed to under the law of another country", agreed({"jurisdiction": "SG"}), VIOLATION),
]  # fmt: skip


def verdict(record: dict[str, Any]) -> str:
    report = s.check_use(s.read("use", record, CN, strict=True), CN, as_of=AS_OF)
    return VIOLATION if report.violations else GAP if report.findings else COMPLIANT


@pytest.mark.parametrize(("record", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_report_of_a_use_is_what_an_evaluator_of_purposes_says(record: dict[str, Any], expected: str) -> None:
    assert verdict(record) == expected


def test_a_violation_outweighs_a_gap_and_a_gap_is_never_compliant() -> None:
    assert {expected for _, _, expected in CASES} == {COMPLIANT, VIOLATION, GAP}
    for says, record, expected in CASES:
        if expected != COMPLIANT:
            assert verdict({**record, "customer": {"kind": "natural-person"}}) != COMPLIANT, says
