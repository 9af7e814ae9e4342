"""What another set of rules would say of the same subjects: which outcomes turn, and on which facts."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from suitability.engine.finding import OUTCOMES, Fact
from suitability.engine.report import Report

ABSENT = "absent"
FINDINGS = {"violation", "unknown", "evidence_required"}


@attrs.frozen
class Turned:
    """One rule's outcome on one subject that differs; `facts` are those read by the side that decided last."""

    place: str
    rule: str
    was: str
    now: str
    facts: tuple[Fact, ...]


@attrs.frozen
class Comparison:
    """What turned among a number of subjects, and how many of them were cleared before and after."""

    subjects: int
    cleared_before: int
    cleared_after: int
    turned: tuple[Turned, ...]

    def between(self, was: str | None, now: str | None) -> int:
        """Count the outcomes that turned from one to another; None: from or to any."""
        return sum(was in (None, one.was) and now in (None, one.now) for one in self.turned)


def compare(pairs: Iterable[tuple[str, Report, Report]]) -> Comparison:
    """Compare the reports of the same subjects by an old and a new set of rules; each pair names its place.

    A rule that only one side holds turns where it finds something; where it does not, it is more of the same.
    """
    subjects = before = after = 0
    turned: list[Turned] = []
    for place, old, new in pairs:
        subjects += 1
        before += old.cleared
        after += new.cleared
        was, now = outcomes(old), outcomes(new)
        if was == now:
            continue
        for rule in sorted(was.keys() | now.keys()):
            one, other = was.get(rule, ABSENT), now.get(rule, ABSENT)
            if one != other and not (ABSENT in (one, other) and not {one, other} & FINDINGS):
                turned.append(Turned(place, rule, one, other, _facts(new, rule) or _facts(old, rule)))
    return Comparison(subjects, before, after, tuple(turned))


def outcomes(report: Report) -> dict[str, str]:
    """Give the outcome of every rule that a report decided or skipped, by its id."""
    decided = {one.rule.id: OUTCOMES[code] for one, code in report.decided()}
    return decided | {skipped.rule: skipped.reason for skipped in report.skipped if skipped.rule not in decided}


def _facts(report: Report, rule: str) -> tuple[Fact, ...]:
    found = {finding.rule: finding.facts for finding in report.found}
    return found.get(rule) or next((passed.facts for passed in report.passed if passed.rule == rule), ())
