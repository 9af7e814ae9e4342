"""The scan of a text: what rules over text find in it, without a piece of copy around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from suitability.engine.copy_text import facts_of
from suitability.engine.finding import Finding, Mark, worst_first
from suitability.engine.marks import Marker, place
from suitability.engine.ruleset import RuleSet
from suitability.language.python import PASS
from suitability.model.copy import Copy, Evidence
from suitability.model.facts import NOT_TOLD, NotTold
from suitability.model.product import Product
from suitability.model.vocabulary import CopyChannel, Family, Genre


@attrs.frozen
class Scan:
    """What was found in a text: findings by rule, worst first; their marks, and the words excused, by their place."""

    findings: tuple[Finding, ...] = ()
    marks: tuple[Mark, ...] = ()
    excused: tuple[Mark, ...] = attrs.field(default=(), repr=False)


def scan(
    text: str,
    rules: RuleSet,
    *,
    on: dt.date,
    channel: CopyChannel | NotTold = NOT_TOLD,
    family: Family | NotTold | None = NOT_TOLD,
    genre: Genre | NotTold = NOT_TOLD,
    evidence: Sequence[Evidence] = (),
    disclosures: bool = False,
) -> Scan:
    """Find what a text may not say by the law of a day; with `disclosures` also what it must say and does not.

    `channel`, `family` (None: no product is named) and `genre` are what `Copy` and its product hold; where they are
    not told, words that only some copy may not say are found all the same, and `only_if` of their marks says when.
    Raises FactError where a value is none of its vocabulary, FactsContradict where a firm's pack states another.
    """
    product = None if family is None else Product(family=family)
    copy = Copy(on=on, text=text, channel=channel, product=product, genre=genre, evidence=evidence)
    return scan_copy(copy, rules, disclosures=disclosures)


def scan_copy(copy: Copy, rules: RuleSet, *, disclosures: bool = False) -> Scan:
    """Scan the texts of a piece of copy, as `scan` does."""
    plan = rules.plan("copy", copy.on)
    if plan.stated is not None:
        copy, _ = plan.stated.completed(copy)
    if plan.texts is None:
        return Scan()
    reading = plan.texts.read(facts_of(copy), disclosures)
    marker = Marker(rules, reading, None)
    found = zip(plan.texts.active, plan.texts.wordings, reading.outcomes, strict=True)
    findings = [marker.finding(one) for one, wording, code in found if code > PASS and wording.reads in reading.reads]
    findings.sort(key=worst_first)
    marks = sorted((mark for finding in findings for mark in finding.marks), key=place)
    return Scan(tuple(findings), tuple(marks), marker.excused)
