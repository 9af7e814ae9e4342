"""The report of one check: what was found, what passed and on which facts, what was not asked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from suitability.engine.finding import (
    OUTCOMES,
    Fact,
    Filled,
    Finding,
    Mark,
    Passed,
    Question,
    Skipped,
    Text,
    worst_first,
)
from suitability.engine.ruleset import InForce, Plan, RuleSet
from suitability.engine.waive import Decided, Lapsed, Ruling, Settled, Waiver, settle
from suitability.engine.written import canonical, cited, digest, plain
from suitability.language.evaluate import Evaluation
from suitability.language.python import EVIDENCE_REQUIRED, NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION
from suitability.language.tree import Field, trees
from suitability.language.values import Unknown, either
from suitability.model.facts import NOT_TOLD, kinds
from suitability.rules.pack import Statement, Template

if TYPE_CHECKING:
    from suitability.engine.copy_text import Reading
    from suitability.engine.marks import Marker

SCHEMA = "suitability.report/1"


class Report:
    """Everything one check found, ran and skipped.

    The outcomes are decided when the report is made; findings, facts and questions are worked out when they are
    first asked for, from the same subject by the same rules. `subject` is what was checked: with the facts that the
    firm's pack states where the record tells none; `stated` are those statements.
    """

    def __init__(
        self,
        plan: Plan,
        subject: Any,
        as_of: dt.date,
        outcomes: bytes,
        waivers: Sequence[Waiver] = (),
        rulings: Sequence[Ruling] = (),
        stated: tuple[Statement, ...] = (),
        reading: Reading | None = None,
    ) -> None:
        self._plan = plan
        self._reading = reading
        self._decisions = (waivers, rulings) if waivers or rulings else None
        self.outcomes = outcomes
        self._worst = _worst(outcomes)
        self.subject = subject
        self.as_of = as_of
        self.stated = stated

    def __repr__(self) -> str:
        found = ", ".join(f"{finding.outcome} {finding.rule}" for finding in self.findings)
        return f"<Report of {self.kind} {self.key or ''}: {'cleared' if self.cleared else found or 'nothing applied'}>"

    @property
    def kind(self) -> str:
        """The name of the subject's kind."""
        return self._plan.subject.name

    @property
    def key(self) -> str | None:
        """The caller's key of the subject, where it was told."""
        return None if self.subject.key is NOT_TOLD else str(self.subject.key)

    @property
    def on(self) -> dt.date:
        """The day whose law was applied."""
        return self._plan.subject.day_of(self.subject, self.as_of)

    @property
    def rules(self) -> RuleSet:
        """The rules that were asked."""
        return self._plan.rules

    @property
    def stage(self) -> str | None:
        """The stage of the sale; None of a subject without stages."""
        return self._plan.stage

    @property
    def cleared(self) -> bool:
        """Whether every applicable rule passed or its finding is settled, and at least one applied."""
        return self._worst == PASS or (self._decisions is not None and self._worst > PASS and not self.findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that no decision of compliance settles, worst first."""
        return self._settled.open if self._worst > PASS else ()

    @property
    def waived(self) -> tuple[Settled, ...]:
        """The findings that are waived, each with its waiver."""
        return self._settled.waived if self._decisions else ()

    @property
    def ruled(self) -> tuple[Settled, ...]:
        """The findings that were ruled mistaken, each with its ruling."""
        return self._settled.ruled if self._decisions else ()

    @property
    def lapsed(self) -> tuple[Lapsed, ...]:
        """The waivers and rulings that name an open finding and no longer, or not yet, hold."""
        return self._settled.lapsed

    @cached_property
    def _settled(self) -> Decided:
        if self._decisions is None:
            return Decided(self.found)
        return settle(self.found, self.key, self.as_of, *self._decisions)

    @cached_property
    def found(self) -> tuple[Finding, ...]:
        """Every finding, open or settled, worst first."""
        evaluation = self._evaluation()
        found = [
            self._marker.finding(one) if one.rule.over_text else self._finding(one, outcome, evaluation)
            for one, outcome in self.decided()
            if outcome > PASS
        ]
        found.sort(key=worst_first)
        return tuple(found)

    @property
    def violations(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.outcome == "violation")

    @property
    def unknown(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.outcome == "unknown")

    @property
    def evidence_required(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.outcome == "evidence_required")

    @cached_property
    def passed(self) -> tuple[Passed, ...]:
        """The rules that passed, with the facts each read."""
        evaluation = self._evaluation()
        return tuple(
            Passed(one.rule.id, one.version.first, self._facts(one, evaluation))
            for one, outcome in self.decided()
            if outcome == PASS
        )

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The rules that did not apply, were not in force or not yet due."""
        inapplicable = [
            Skipped(one.rule.id, "not_applicable") for one, outcome in self.decided() if outcome == NOT_APPLICABLE
        ]
        return (*inapplicable, *(Skipped(rule.id, reason) for rule, reason in self._plan.skipped))

    @property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """For every open rule the untold paths its answer still depends on."""
        return {finding.rule: finding.missing for finding in self.unknown}

    @cached_property
    def ask(self) -> tuple[Question, ...]:
        """The untold paths, first those that could settle the most open rules alone."""
        evaluation = self._evaluation()
        open_ = {finding.rule for finding in self.unknown}
        depends: set[str] = set()
        alone: Counter[str] = Counter()
        for one, outcome in self.decided():
            if outcome == UNKNOWN and one.rule.id in open_:
                unknown = self._unknown(one, evaluation)
                depends |= unknown.depends
                alone.update(unknown.alone)
        return tuple(Question(path, alone[path]) for path in sorted(depends, key=lambda path: (-alone[path], path)))

    def decided(self) -> Iterator[tuple[InForce, int]]:
        """Give every rule that was decided, as it stood, and the code of its outcome in `OUTCOMES`."""
        return zip(self._plan.active, self.outcomes, strict=True)

    def _evaluation(self) -> Evaluation:
        return self._plan.evaluation(self.subject, self.as_of)

    @cached_property
    def _marker(self) -> Marker:
        from suitability.engine.marks import Marker  # few reports have findings in a text

        assert self._reading is not None
        return Marker(self.rules, self._reading, self.key)

    @property
    def excused(self) -> tuple[Mark, ...]:
        """The words that rules over text looked for and that their context excuses; `decisions` say why."""
        return () if self._reading is None else self._marker.excused

    def _facts(self, one: InForce, evaluation: Evaluation) -> tuple[Fact, ...]:
        return self._marker.facts(one) if one.rule.over_text else self._explain(one, evaluation)[1]

    def _unknown(self, one: InForce, evaluation: Evaluation) -> Unknown:
        if not one.rule.over_text or self._reading is None:
            return self._explain(one, evaluation)[0]
        decided = self._reading.decided(one.rule.id)
        return Unknown(frozenset(decided.missing), decided.alone)

    def _explain(self, one: InForce, evaluation: Evaluation) -> tuple[Unknown, tuple[Fact, ...]]:
        """Evaluate a rule that applies once more, for what it depends on and the facts it read."""
        evaluation.reads = {}
        tests = [evaluation.truth(test) for test in trees(one)]
        unknown = [test for test in tests if isinstance(test, Unknown)]
        facts = tuple(Fact(path, self._local(value)) for path, value in sorted(evaluation.reads.items()))
        return (either(unknown) if unknown else Unknown()), facts

    def _finding(self, one: InForce, outcome: int, evaluation: Evaluation) -> Finding:
        unknown, facts = self._explain(one, evaluation)
        rule, version = one.rule, one.version
        missing = tuple(sorted(unknown.depends)) if outcome != VIOLATION else ()
        seen = [OUTCOMES[outcome], {fact.path: plain(fact.value) for fact in facts}, missing]
        return Finding(
            rule=rule.id,
            outcome=OUTCOMES[outcome],
            severity=one.severity,
            force=rule.force,
            title=rule.title,
            version=version.first,
            cites=version.cites,
            verified=version.verified,
            facts=facts,
            missing=missing,
            message=self._fill(rule.message, evaluation),
            remedy=self._fill(rule.remedy, evaluation),
            language=next(pack.language for pack in self.rules.packs if pack.name == rule.pack),
            fingerprint=digest([rule.id, *one.text, self.key, *seen]),
        )

    def _fill(self, template: Template, evaluation: Evaluation) -> Text:
        rules = self.rules
        values = []
        for at in template.at:
            node = self._plan.binder.bind(template.trees.tree(at))
            value = evaluation.number(node)
            label = None
            if node.type.name == "level" and isinstance(value, int):
                value = rules.scales[node.type.scale].levels[value]
            elif node.type.name == "choice" and not node.type.vocabulary and isinstance(value, str):
                label = rules.label_of(value)
            plain = isinstance(value, str | int | Decimal | dt.date | frozenset)
            known, shown = plain or value is None, self._local(value) if plain else None
            currency = kinds(node.base.type.of)[node.name].currency if isinstance(node, Field) else ""
            values.append(Filled(node.type, shown, known, label, currency))
        return Text(template.text, tuple(values))

    def _local(self, value: Any) -> Any:
        """Give an instant in the time zone of the packs."""
        if not isinstance(value, dt.datetime):
            return value
        try:
            return value.astimezone(self.rules.zone)
        except OverflowError:
            return value

    def to_json(self, *, facts: bool = False) -> str:
        """Give the report as canonical JSON: the same bytes for the same input, for ever.

        Facts are given as paths; their values, and the fingerprints that rulings name, only with `facts`, since a log
        is no place for birth dates.
        """
        return canonical(self.to_dict(facts=facts))

    def to_dict(self, *, facts: bool = False) -> dict[str, Any]:
        """Give what `to_json` writes, as plain data."""

        def shown(read: tuple[Fact, ...]) -> Any:
            return {fact.path: plain(fact.value) for fact in read} if facts else [fact.path for fact in read]

        def found(finding: Finding) -> dict[str, Any]:
            one = {
                "rule": finding.rule,
                "version": finding.version.isoformat(),
                "outcome": finding.outcome,
                "severity": finding.severity,
                "force": finding.force,
                "title": finding.title,
                "verified": finding.verified,
                "cites": [cited(cite) for cite in finding.cites],
                "facts": shown(finding.facts),
                "missing": list(finding.missing),
                "marks": [marked(mark) for mark in finding.marks],
            }
            # Who knows the few values a fact can have finds it from a fingerprint.
            return {**one, "fingerprint": finding.fingerprint} if facts else one

        def marked(mark: Mark) -> dict[str, Any]:
            one = {
                "path": mark.path,
                "start": mark.start,
                "end": mark.end,
                "category": mark.category,
                "evasions": list(mark.evasions),
                "only_if": [{path: list(values) for path, values in case} for case in mark.only_if],
            }
            return {**one, "words": mark.words, "rewrite": mark.rewrite} if facts else one

        def settled(by: tuple[Settled, ...]) -> list[Any]:
            return [{**found(one.finding), "by": decision(one.by)} for one in by]

        def decision(by: Waiver | Ruling) -> dict[str, Any]:
            said = {name: plain(value) for name, value in attrs.asdict(by).items() if facts or name != "fingerprint"}
            return {"kind": "waiver" if isinstance(by, Waiver) else "ruling", **said}

        return {
            "schema": SCHEMA,
            "subject": self.kind,
            "key": self.key,
            "on": self.on.isoformat(),
            "as_of": self.as_of.isoformat(),
            "stage": self.stage,
            "packs": [pack.name for pack in self.rules.packs],
            "cleared": self.cleared,
            "stated": [
                {"path": one.path, "values": [plain(value) for value in one.values], "owner": one.owner}
                for one in self.stated
            ],
            "findings": [found(finding) for finding in self.findings],
            "waived": settled(self.waived),
            "ruled": settled(self.ruled),
            "lapsed": [{**decision(lapsed.by), "lapsed": lapsed.reason} for lapsed in self.lapsed],
            "passed": [
                {"rule": passed.rule, "version": passed.version.isoformat(), "facts": shown(passed.facts)}
                for passed in self.passed
            ],
            "skipped": [{"rule": skipped.rule, "reason": skipped.reason} for skipped in self.skipped],
            "ask": [{"path": question.path, "settles": question.settles} for question in self.ask],
        }


_WORST_FIRST = (VIOLATION, EVIDENCE_REQUIRED, UNKNOWN, PASS)


def _worst(outcomes: bytes) -> int:
    for code in _WORST_FIRST:
        if code in outcomes:
            return code
    return NOT_APPLICABLE
