"""Each field of a form is judged alone, by the rules that weigh fields against purposes."""

from pathlib import Path

import pytest

from suitability.engine.fields import judge_fields
from suitability.engine.ruleset import RuleSet
from suitability.model.form import BusinessForm, FormField
from tests.small import AS_OF, rule, rules, table, version

NEEDED = table(
    "set Purpose",
    'when = { category = ["name", "mobile"] }\nis = ["greeting", "suitability-assessment"]',
    'when = { category = ["risk-tolerance"] }\nis = ["suitability-assessment"]',
    'when = { category = ["religion", "marital-status"] }\nis = []',
    more='of = { category = "choice DataCategory" }',
)
WEIGHS = "all(not form.purposes <= missing_from(form.purposes, needed_by(f.category)) for f in form.fields)"
FORM = {"subject": "form", "stage": None, "title": "Needless", "message": "It is not needed."}


@pytest.fixture
def judging(tmp_path: Path) -> RuleSet:
    files = {
        "tables/needed_by.toml": NEEDED,
        "form/needless.toml": rule(version(WEIGHS), **FORM),
        "form/noticed.toml": rule(version("form.notice is not none"), **FORM),
        "form/kept.toml": rule(version("all(f.kept_days is not none for f in form.fields)"), **FORM),
        "form/few.toml": rule(version("count(f for f in form.fields) <= 4"), **{**FORM, "title": "Too many"}),
    }
    return rules(tmp_path, files)


def verdicts(rules: RuleSet, *fields: FormField, purposes: tuple[str, ...] = ("suitability-assessment",)) -> list[str]:
    form = BusinessForm(purposes=frozenset(purposes), fields=fields)  # type: ignore[arg-type]
    return [one.verdict for one in judge_fields(form, rules, as_of=AS_OF).fields]


NAME, RISK = FormField(name="n", category="name"), FormField(name="r", category="risk-tolerance")
RELIGION, MARRIED = FormField(name="g", category="religion"), FormField(name="m", category="marital-status")
HEALTH, UNKNOWN = FormField(name="h", category="health"), FormField(name="x")


def test_a_field_is_needed_needless_open_or_unmapped(judging: RuleSet) -> None:
    found = verdicts(judging, NAME, RISK, RELIGION, HEALTH, UNKNOWN)
    assert found == ["needed", "needed", "needless", "open", "unmapped"]


def test_what_one_of_the_purposes_needs_is_needed(judging: RuleSet) -> None:
    assert verdicts(judging, RISK, purposes=("greeting",)) == ["needless"]
    assert verdicts(judging, RISK, purposes=("greeting", "suitability-assessment")) == ["needed"]


def test_one_field_hides_no_other(judging: RuleSet) -> None:
    assert verdicts(judging, RELIGION, UNKNOWN, MARRIED) == ["needless", "unmapped", "needless"]


def test_without_a_rule_that_weighs_fields_none_is_called_needed(tmp_path: Path) -> None:
    kept = rule(version("all(f.category != 'health' for f in form.fields)"), **FORM)
    assert verdicts(rules(tmp_path, {"form/kept.toml": kept}), NAME) == ["unjudged"]


def test_the_fields_that_are_needed_make_a_form_that_works(judging: RuleSet) -> None:
    form = BusinessForm(purposes=frozenset({"suitability-assessment"}), fields=(NAME, RELIGION, RISK, MARRIED, UNKNOWN))
    found = judge_fields(form, judging, as_of=AS_OF)
    assert [one.name for one in found.kept] == ["n", "r"]
    assert found.works
    assert [finding.title for finding in found.others] == ["Too many"]
    assert found.report.subject == form


def test_the_finding_of_a_field_names_its_rule(judging: RuleSet) -> None:
    form = BusinessForm(purposes=frozenset({"greeting"}), fields=(RELIGION,))
    (only,) = judge_fields(form, judging, as_of=AS_OF).fields
    assert [finding.rule for finding in only.findings] == ["small.form.needless"]
    assert only.findings[0].cites


def test_a_form_that_tells_no_fields_has_none_to_judge(judging: RuleSet) -> None:
    found = judge_fields(BusinessForm(purposes=frozenset({"greeting"})), judging, as_of=AS_OF)
    assert (found.fields, found.kept) == ((), ())
