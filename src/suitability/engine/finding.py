"""What a check finds: facts, marks in a text, and findings of rules."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs

from suitability.language.types import Type
from suitability.rules.pack import SEVERITIES, Cite, Label

if TYPE_CHECKING:
    from suitability.wording.context import Decision

OUTCOMES = ("not_applicable", "pass", "unknown", "evidence_required", "violation")
# What may make words wrong: in any of these cases, where each path of the case has one of its values.
OnlyIf = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]


@attrs.frozen
class Fact:
    """A fact that a rule read: its path in the record, and its value as the record holds it."""

    path: str
    value: Any


@attrs.frozen
class Filled:
    """The value of an expression in a message: a value of its type, a level by its name, or None where there is none.

    `known` is false where it cannot be known; the value is then None too. `label` is what a pack calls a choice of
    its own, by locale; `currency` that of an amount which is always in one.
    """

    type: Type
    value: Any
    known: bool = True
    label: Label | None = None
    currency: str = ""


@attrs.frozen
class Text:
    """A text of a rule with expressions in braces, and their values in the order of the braces.

    The value of `{words}` is a tuple of the words found.
    """

    text: str
    values: tuple[Filled, ...] = ()


@attrs.frozen
class Mark:
    """Words of a text that a rule found: their place in the fact at `path`, and all that was decided of them.

    `start` and `end` count characters of the text as it was told, the end not counted. `phrase` is the pattern of the
    rule that found them, `origin` and `note` say where that comes from. `evasions` name what was done to hide the
    words; `decisions` the contexts that were asked and what each said. `rewrite` may stand in their place lawfully.
    `only_if` holds cases: the words are wrong only in one of them, where each path of it has one of its values, and the
    record does not tell; empty where they are wrong for sure.
    """

    rule: str
    path: str
    start: int
    end: int
    words: str
    category: str
    phrase: str
    origin: str
    note: str
    evasions: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rewrite: str | None = None
    only_if: OnlyIf = ()


@attrs.frozen
class Finding:
    """One rule that did not pass. `missing` holds the untold paths its answer depends on, for an unknown one.

    `marks` are the words that a rule over text found, by their place. `fingerprint` is the same as long as the rule's
    text, the outcome and the facts read are, of words the sentences they stand in; rulings name it.
    """

    rule: str
    outcome: str
    severity: str
    force: str
    title: str
    version: dt.date
    cites: tuple[Cite, ...]
    verified: bool
    facts: tuple[Fact, ...]
    missing: tuple[str, ...]
    message: Text
    remedy: Text
    language: str
    fingerprint: str
    marks: tuple[Mark, ...] = ()


@attrs.frozen
class Passed:
    """One rule that passed, and the facts it passed on: the proof of the pass."""

    rule: str
    version: dt.date
    facts: tuple[Fact, ...]


@attrs.frozen
class Skipped:
    """One rule that was not decided: `not_applicable`, `not_in_force` or `later_stage`."""

    rule: str
    reason: str


@attrs.frozen
class Question:
    """A fact that was not told, and how many open rules it could settle alone."""

    path: str
    settles: int


def worst_first(finding: Finding) -> tuple[int, int, str]:
    """Give what findings are sorted by."""
    return -OUTCOMES.index(finding.outcome), -SEVERITIES.index(finding.severity), finding.rule
