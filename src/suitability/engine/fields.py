"""Which fields of a form its purposes do not need: the form is checked with each field alone."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, cast

import attrs

from suitability.engine.check import check
from suitability.engine.finding import Fact, Finding
from suitability.engine.report import Report
from suitability.engine.ruleset import RuleSet
from suitability.model.facts import NOT_TOLD
from suitability.model.form import BusinessForm, FormField

# By the rules that weigh fields against the purposes of the form. needless: one is violated by it; open: one cannot
# tell; needed: all pass; unmapped: its category is not told; unjudged: there is no such rule.
Verdict = Literal["needed", "needless", "open", "unmapped", "unjudged"]


@attrs.frozen
class JudgedField:
    """A field, and what is said of a form that has it alone; `findings` are those that the verdict stands on."""

    field: FormField
    verdict: Verdict
    findings: tuple[Finding, ...]


@attrs.frozen
class JudgedForm:
    """A form by its fields. `report` is of the form whole, `others` are violations of it that no field alone explains.

    `kept` is the smaller form: the fields that are needed; `works`: with these alone, no such rule is violated.
    """

    report: Report
    fields: tuple[JudgedField, ...]
    others: tuple[Finding, ...]
    kept: tuple[FormField, ...]
    works: bool


def judge_fields(form: BusinessForm, rules: RuleSet, *, as_of: dt.date) -> JudgedForm:
    """Judge each field of a form, as far as told; raises what `check` raises."""

    def checked(fields: tuple[FormField, ...]) -> Report:
        return check(attrs.evolve(cast(Any, form), fields=fields), rules, as_of=as_of)

    told = tuple(form.fields) if isinstance(form.fields, tuple) else ()
    judged = tuple(_judged(field, checked((field,))) for field in told)
    kept = tuple(one.field for one in judged if one.verdict == "needed")
    whole = checked(told)
    explained = {finding.rule for one in judged if one.verdict == "needless" for finding in one.findings}
    others = tuple(finding for finding in whole.violations if finding.rule not in explained)
    works = not any(_weighs(finding.facts) for finding in checked(kept).violations)
    return JudgedForm(whole, judged, others, kept, works)


def _judged(field: FormField, report: Report) -> JudgedField:
    weighing = [finding for finding in report.findings if _weighs(finding.facts)]
    needless = tuple(finding for finding in weighing if finding.outcome == "violation")
    if needless:
        return JudgedField(field, "needless", needless)
    if field.category is NOT_TOLD:
        return JudgedField(field, "unmapped", ())
    if weighing:
        return JudgedField(field, "open", tuple(weighing))
    return JudgedField(field, "needed" if any(_weighs(one.facts) for one in report.passed) else "unjudged", ())


def _weighs(facts: tuple[Fact, ...]) -> bool:
    """Say whether a rule that read these facts weighs a field against the purposes."""
    paths = [fact.path for fact in facts]
    return "form.purposes" in paths and any(path.startswith("form.fields[") for path in paths)
