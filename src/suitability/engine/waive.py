"""Findings that compliance has settled: waived for a while, or ruled mistaken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import attrs

from suitability.errors import SuitabilityError
from suitability.spot import Spot

if TYPE_CHECKING:
    from suitability.engine.finding import Finding
    from suitability.engine.ruleset import RuleSet


@attrs.frozen
class Waiver:
    """A named permission to live with the findings of a house rule from `first` to `last`, both included.

    `key` is the key of the one subject it is given for, in a gate also a pattern of files; None: every subject.
    """

    rule: str
    first: dt.date
    last: dt.date
    owner: str
    reason: str
    key: str | None = None


@attrs.frozen
class Ruling:
    """Compliance's word of a day that one finding is mistaken; it dies when the rule's text or the facts change.

    `fingerprint` is the finding's; `key` the key of the subject it was found on.
    """

    rule: str
    key: str
    fingerprint: str
    on: dt.date
    by: str
    reason: str


@attrs.frozen
class Settled:
    """A finding, and the decision that settles it."""

    finding: Finding
    by: Waiver | Ruling


@attrs.frozen
class Lapsed:
    """A decision that names a finding and does not settle it, since it is not its day or the finding has changed."""

    by: Waiver | Ruling
    reason: Literal["expired", "not_yet", "changed", "law"]


@attrs.frozen
class Decided:
    """The findings of a report: still open, waived, ruled mistaken; and the decisions that have lapsed."""

    open: tuple[Finding, ...]
    waived: tuple[Settled, ...] = ()
    ruled: tuple[Settled, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()


@attrs.frozen
class Decisions:
    """The waivers and rulings that hold in a house, and where each stands in the files that state them."""

    waivers: tuple[Waiver, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    spots: Mapping[Waiver | Ruling, Spot] = attrs.field(factory=dict, eq=False, repr=False)


@attrs.frozen
class Inline:
    """A waiver in a comment at `spot`, for the findings on the lines `first` to `last` of its file, both included."""

    waiver: Waiver
    spot: Spot
    first: int
    last: int


def demand_waivable(waivers: Iterable[Waiver], rules: RuleSet) -> None:
    """Raise SuitabilityError where a waiver names no rule, or a rule of law that was read in the law itself."""
    for waiver in waivers:
        if waiver.rule not in rules.waivable:
            known = any(rule.id == waiver.rule for rule in rules.rules)
            raise SuitabilityError(
                f"{waiver.rule} is law and cannot be waived; where a finding is mistaken, compliance rules on it"
                if known
                else f"a waiver names the rule {waiver.rule!r}, which no loaded pack holds"
            )


def settle(
    findings: Sequence[Finding],
    key: str | None,
    as_of: dt.date,
    waivers: Iterable[Waiver],
    rulings: Iterable[Ruling],
) -> Decided:
    """Sort findings by the decisions that hold on a day."""
    decisions: dict[str, list[Waiver | Ruling]] = {}
    given: list[Waiver | Ruling] = [*rulings, *waivers]
    for decision in given:
        if decision.key == key or (decision.key is None and isinstance(decision, Waiver)):
            decisions.setdefault(decision.rule, []).append(decision)
    open_: list[Finding] = []
    waived: list[Settled] = []
    ruled: list[Settled] = []
    lapsed: list[Lapsed] = []
    for finding in findings:
        settled = None
        failed = []
        for decision in decisions.get(finding.rule, ()):
            reason = _why_not(decision, finding, as_of)
            if reason is not None:
                failed.append(Lapsed(decision, reason))
            elif settled is None:
                settled = Settled(finding, decision)
        if settled is None:
            open_.append(finding)
            lapsed += failed
        else:
            (waived if isinstance(settled.by, Waiver) else ruled).append(settled)
    return Decided(tuple(open_), tuple(waived), tuple(ruled), tuple(lapsed))


def _why_not(
    decision: Waiver | Ruling, finding: Finding, as_of: dt.date
) -> Literal["expired", "not_yet", "changed", "law"] | None:
    if isinstance(decision, Ruling):
        if decision.on > as_of:
            return "not_yet"
        return None if decision.fingerprint == finding.fingerprint else "changed"
    if finding.force == "law" and finding.verified:
        return "law"
    if as_of < decision.first:
        return "not_yet"
    return "expired" if as_of > decision.last else None
