"""The examples of rules over text, executed; and the days on which each ground begins and ends, derived."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from suitability.engine.copy_text import Decided, Texts, facts_of
from suitability.engine.finding import OUTCOMES
from suitability.engine.phrasebook import Phrasebook
from suitability.engine.ruleset import InForce, RuleSet
from suitability.model.copy import Copy, Evidence
from suitability.model.facts import NOT_TOLD, changed
from suitability.model.product import Product
from suitability.rules.pack import Rule, in_force
from suitability.rules.text_shape import TextExample
from suitability.rules.texts import READS, Ground

FOUND = ("violation", "evidence_required")
_MARKS = re.compile("[⟦⟧]")
_DAY = dt.timedelta(days=1)
Span = tuple[int, int]
Fail = Callable[[Rule, str, str], None]


@attrs.frozen
class TextCase:
    """An example made ready: the copy that says it, what must be found in it, and the outcome expected."""

    rule: Rule
    says: str
    expect: str
    marks: tuple[Span, ...]
    subject: Copy = attrs.field(repr=False)
    # Of a case that is derived: the ground whose first or last day it is, and whether the ground holds then.
    ground: Ground | None = None
    holds: bool = True

    @property
    def day(self) -> dt.date:
        """The day whose law decides."""
        return self.subject.on


@attrs.frozen
class Verdict:
    """What a rule comes to on a case: its outcome, the words it finds, and the grounds that apply or may."""

    outcome: str
    marks: tuple[Span, ...] = ()
    grounds: tuple[Ground, ...] = ()


class TextExamples:
    """The examples of the rules over text of one pack; `fail` takes what goes wrong."""

    def __init__(self, rules: RuleSet, examples: Mapping[str, Sequence[TextExample]], fail: Fail) -> None:
        self.rules = rules
        self._fail = fail
        by_id = {rule.id: rule for rule in rules.rules}
        self.cases = [_case(by_id[id_], example) for id_, found in examples.items() for example in found]
        self.by_rule: dict[str, list[TextCase]] = {}
        for case in self.cases:
            self.by_rule.setdefault(case.rule.id, []).append(case)

    def run(self) -> int:
        """Run every example and everything derived from them; give the number of cases run."""
        for case in self.cases:
            self._demand(case, self.verdict(case))
        derived = [case for cases in self.by_rule.values() for case in self.derived(cases)]
        for case in derived:
            self._demand_ground(case, self.verdict(case))
        for cases in self.by_rule.values():
            shown = {case.expect for case in cases}
            missing = [] if shown.intersection(FOUND) else ["violation"]
            missing += [] if "pass" in shown else ["pass"]
            if missing:
                self._fail(cases[0].rule, "examples", f"there is no example of {', '.join(missing)}")
        return len(self.cases) + len(derived)

    def verdict(self, case: TextCase) -> Verdict:
        """Give what the rule of a case comes to among all others."""
        texts = self.rules.plan("copy", case.day).texts
        if texts is None or in_force(case.rule.versions, case.day) is None:
            return Verdict("not_in_force")
        return _verdict(texts.read(facts_of(case.subject)).decided(case.rule.id))

    def verdict_of(self, case: TextCase, rule: Rule, phrasebook: Phrasebook) -> Verdict:
        """Give what another rule in its place would come to, alone, with its own phrases."""
        version = in_force(rule.versions, case.day)
        if version is None:
            return Verdict("not_in_force")
        texts = Texts([InForce(rule, version, rule.severity, lambda node: node)], lambda: phrasebook, {})
        return _verdict(texts.read(facts_of(case.subject)).decided(rule.id))

    def derived(self, cases: Sequence[TextCase]) -> Iterator[TextCase]:
        """Move the first example that finds something to the first and last day of each ground, and to the days beside.

        What a ground asks of the copy is told as it asks it.
        """
        plain = next((case for case in cases if case.expect in FOUND), None)
        if plain is None:
            return
        for ground in dict.fromkeys(ground for version in plain.rule.versions for ground in version.grounds):
            days = [(ground.first, "first day", True), (ground.first - _DAY, "day before the first day", False)]
            if ground.last is not None:
                days += [(ground.last, "last day", True), (ground.last + _DAY, "day after the last day", False)]
            for day, name, holds in days:
                says = f"{plain.says}, on the {name} of the ground from {ground.first}"
                subject = changed(_meeting(plain.subject, ground), "on", day)
                yield attrs.evolve(plain, says=says, subject=subject, ground=ground, holds=holds)

    def _demand(self, case: TextCase, verdict: Verdict) -> None:
        if verdict.outcome != case.expect:
            self._fail(case.rule, case.says, f"gives {verdict.outcome}, not {case.expect}{self._why(case)}")
        elif case.expect in FOUND and verdict.marks != case.marks:
            self._fail(case.rule, case.says, f"finds {_marked(case, verdict.marks)}")

    def _demand_ground(self, case: TextCase, verdict: Verdict) -> None:
        if case.holds and verdict.outcome != case.expect:
            self._fail(case.rule, case.says, f"gives {verdict.outcome}, not {case.expect}")
        elif case.holds is not (case.ground in verdict.grounds):
            self._fail(case.rule, case.says, f"the ground {'does not hold' if case.holds else 'holds'}")

    def _why(self, case: TextCase) -> str:
        """Say what excused the words of an example that finds none."""
        texts = self.rules.plan("copy", case.day).texts
        if texts is None or in_force(case.rule.versions, case.day) is None or case.expect not in FOUND:
            return ""
        hits = texts.read(facts_of(case.subject)).excused(case.rule.id)
        said = [f"{one.context} {one.because}".rstrip() for hit in hits for one in hit.decisions if one.excuses]
        return f"; excused: {', '.join(said)}" if said else ""


def _verdict(decided: Decided) -> Verdict:
    marks = tuple((hit.start, hit.end) for hit in decided.hits)
    return Verdict(OUTCOMES[decided.outcome], marks, decided.grounds)


def _meeting(copy: Copy, ground: Ground) -> Copy:
    """Give copy of which all that a ground asks is told to be so."""
    facts = facts_of(copy)
    for one in ground.conditions:
        if facts[one.path] is NOT_TOLD or facts[one.path] not in one.values:
            root, _, name = one.path.partition(".")
            if root == "product":
                product = copy.product if isinstance(copy.product, Product) else Product()
                copy = changed(copy, root, changed(product, name, one.values[0]))
            else:
                copy = changed(copy, name, one.values[0])
    return copy


def _marked(case: TextCase, marks: Sequence[Span]) -> str:
    """Give the text of an example with other marks."""
    assert case.rule.wording is not None
    text = str(facts_of(case.subject)[case.rule.wording.reads])
    for start, end in reversed(marks):
        text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
    return text


def _case(rule: Rule, example: TextExample) -> TextCase:
    assert rule.wording is not None
    marks, opened, length = [], 0, 0
    for character in example.text:
        if character == "⟦":
            opened = length
        elif character == "⟧":
            marks.append((opened, length))
        else:
            length += 1
    text = _MARKS.sub("", example.text)
    told: dict[str, Any] = {"genre": example.genre, "channel": example.channel}
    if example.evidence is not None:
        told["evidence"] = [Evidence(claim=claim) for claim in example.evidence]
    product: dict[str, Any] = {"family": example.family}
    if rule.wording.reads == READS["product_name"]:
        product["name"] = text
    else:
        told[rule.wording.reads.partition(".")[2]] = text
    if any(value is not None for value in product.values()):
        told["product"] = Product(**product)
    subject = Copy(on=example.on or rule.reviewed_on, **told)
    return TextCase(rule, example.says, example.expect, tuple(marks), subject)
