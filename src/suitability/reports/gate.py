"""What a gate found in the files of a repository: one item a place, and what is to be done with each.

Every report of a gate (text, JSON, SARIF and so on) is written from a `Run`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import attrs

from suitability.engine.finding import Finding, Mark
from suitability.engine.waive import Ruling, Waiver
from suitability.errors import SuitabilityError
from suitability.rules.pack import SEVERITIES
from suitability.spot import Remark, Spot, Unread

State = Literal["open", "waived", "ruled", "accepted", "coming"]
Level = Literal["error", "warning", "note"]
Turn = Literal["raised", "lowered", "same", "unknown"]


@attrs.frozen
class Accepted:
    """An entry of a baseline: findings of this content are known, `count` of them, until `until` (its last day)."""

    content: str
    rule: str
    count: int
    until: dt.date
    reason: str = ""


@attrs.frozen
class Item:
    """One finding at one place. A finding of several marks gives an item a mark.

    `key` is that of the subject: the file of a text, the code of a product. `content` is the same as long as the rule's
    id and what it found are, wherever that stands; baselines and `rule-out` name it. `excerpt` holds lines of the
    text and what marks them. `state` is what was decided, `by` who decided, `written` where that stands, if it was
    told; `since` is the day from which a `coming` finding is one. `others` are the keys of further subjects of which
    the same cannot be known: what many products of a file lack is one item.
    """

    finding: Finding
    spot: Spot
    key: str
    content: str
    excerpt: tuple[tuple[str, str], ...] = ()
    state: State = "open"
    by: Waiver | Ruling | Accepted | None = None
    since: dt.date | None = None
    written: Spot | None = None
    others: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """How loud tools that know three levels say it: only what blocks is an error."""
        if self.finding.outcome != "violation":
            return "note" if self.finding.outcome == "unknown" else "warning"
        return {"block": "error", "warn": "warning", "note": "note"}[self.finding.severity]  # type: ignore[return-value]


@attrs.frozen
class Matrix:
    """Counts of products by two risk levels: `rows` and `columns` are levels in their order, worst last.

    `what` says what the two are: `sides` (issuer by seller) or `change` (before by after).
    """

    what: Literal["sides", "change"]
    levels: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]


@attrs.frozen
class Excused:
    """Words that a rule looked for and that their context excuses: shown where a finding is to be explained."""

    mark: Mark
    spot: Spot
    excerpt: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Touched:
    """A change of one product of a catalog, and whom it touches; a report of a change begins with these.

    `key` and `name` are those of the product, `spot` is where it stands, in the old catalog where it leaves. `before`
    and `after` are the levels it is sold by, the higher of the issuer's and the seller's; None: there is none, or it
    cannot be known. `turn` compares the two: `same` also for a product that is new or leaves. `holders` and
    `pending_sales` are counts, `newly_unsuitable` the keys of customers; None: nobody told. `approvers` are those who
    may approve it: on the list of the firm and no author; None: there is no list.
    """

    key: str
    name: str
    spot: Spot
    kind: Literal["added", "changed", "removed"]
    before: str | None = None
    after: str | None = None
    turn: Turn = "same"
    holders: int | None = None
    pending_sales: int | None = None
    newly_unsuitable: tuple[str, ...] | None = None
    approvers: tuple[str, ...] | None = None


@attrs.frozen
class Run:
    """One run of a gate on a day. `files` are those judged, `unread` those that could not be, `mistakes` what is wrong
    with waivers, rulings or the baseline: an entry that fits nothing, one that has ended. `subjects` counts what was
    checked in the files, products or changes; None: the files are what is checked. `changes` are those of a catalog,
    `approvable` the rules about them that ask who has approved.
    """

    gate: Literal["copy", "catalog", "change"]
    on: dt.date
    files: tuple[str, ...]
    items: tuple[Item, ...] = ()
    unread: tuple[Unread, ...] = ()
    mistakes: tuple[Unread, ...] = ()
    remarks: tuple[Remark, ...] = ()
    matrix: Matrix | None = None
    subjects: int | None = None
    changes: tuple[Touched, ...] = ()
    approvable: frozenset[str] = frozenset()
    excused: tuple[Excused, ...] = ()

    @property
    def cleared(self) -> bool:
        """Whether all was judged and nothing found: what is waived or accepted is still a finding."""
        return not self.unread and not any(item.state in ("open", "waived", "accepted") for item in self.items)

    def exit_code(self, fail_on: str, *, strict: bool = False) -> int:
        """Give 2 where something could not be judged, 1 where an open finding fails, else 0."""
        if self.unread or self.mistakes:
            return 2
        if fail_on not in SEVERITIES:
            raise SuitabilityError(f"{fail_on!r} is no severity; there are {', '.join(SEVERITIES)}")
        least = SEVERITIES.index(fail_on)
        return int(
            any(
                SEVERITIES.index(item.finding.severity) >= least if item.finding.outcome == "violation" else strict
                for item in self.items
                if item.state == "open"
            )
        )
