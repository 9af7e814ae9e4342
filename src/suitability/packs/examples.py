"""The examples of a pack, executed; and the day before, the first and the last day of every version, derived."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

import attrs

from suitability.engine.check import check
from suitability.engine.finding import OUTCOMES
from suitability.engine.ruleset import RuleSet, decide
from suitability.errors import RuleFileError, RuleFileErrors, SuitabilityError
from suitability.language.bind import bind
from suitability.language.python import Condition
from suitability.language.tree import Ruled
from suitability.model.door import read_record
from suitability.model.subject import SUBJECTS
from suitability.packs.text_examples import TextExamples
from suitability.rules.door import File
from suitability.rules.pack import Rule, Version, in_force
from suitability.rules.read import read_examples
from suitability.rules.shape import Example
from suitability.rules.text_shape import TextExample


@attrs.frozen
class Failure:
    """An example that a rule did not decide as it says."""

    rule: str
    example: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.example}: {self.message}"


@attrs.frozen
class Case:
    """An example made ready: its subject, the day we stand on and the outcome expected."""

    rule: Rule
    says: str
    expect: str
    record: dict[str, Any] = attrs.field(repr=False)
    subject: Any = attrs.field(repr=False)
    as_of: dt.date

    @property
    def day(self) -> dt.date:
        """The day whose law decides."""
        return SUBJECTS[self.rule.subject].day_of(self.subject, self.as_of)


class Examples:
    """The examples of one pack over the rules it was loaded with; of `only` some rules where their ids are given.

    Raises RuleFileErrors where a shared record is not TOML.
    """

    def __init__(self, folder: Path, rules: RuleSet, only: Container[str] | None = None) -> None:
        self.rules = rules
        self.failures: list[Failure] = []
        errors: list[RuleFileError] = []
        self._given = {
            path.stem: File(path, f"{folder.name}/examples/{path.name}", errors).data
            for path in sorted((folder / "examples").glob("*.toml"))
        }
        if errors:
            raise RuleFileErrors(errors)
        by_id = {rule.id: rule for rule in rules.rules}
        chosen = {id_: found for id_, found in read_examples(folder).items() if only is None or id_ in only}
        self.cases = [
            case
            for id_, examples in chosen.items()
            for example in examples
            if isinstance(example, Example) and (case := self._case(by_id[id_], example)) is not None
        ]
        over_text = {
            id_: found
            for id_, examples in chosen.items()
            if (found := [example for example in examples if isinstance(example, TextExample)])
        }
        self.texts = TextExamples(rules, over_text, self._fail)

    def run(self) -> int:
        """Run every example and everything derived from them; give the number of cases run."""
        derived = list(self._derived())
        for case in [*self.cases, *derived]:
            try:
                outcome = self.outcome(case)
            except SuitabilityError as error:
                self._fail(case.rule, case.says, str(error))
                continue
            if outcome != case.expect:
                self._fail(case.rule, case.says, f"gives {outcome}, not {case.expect}")
        self._demand_outcomes()
        return len(self.cases) + len(derived) + self.texts.run()

    def outcome(self, case: Case) -> str:
        """Give the outcome of a case's rule, by both engines."""
        rule, stage = case.rule, getattr(case.subject, "stage", None)
        plan = self.rules.plan(rule.subject, case.day, stage)
        report = check(case.subject, self.rules, as_of=case.as_of)
        outcomes = report.outcomes[: len(plan.expressions)]
        fused, evaluated = plan.fused(case.subject, case.as_of), plan.evaluated(case.subject, case.as_of)
        for one, codes in zip(plan.expressions, zip(outcomes, fused, evaluated, strict=True), strict=True):
            if one.rule is rule:
                return " or ".join(OUTCOMES[code] for code in sorted(set(codes)))
        return {r.id: reason for r, reason in plan.skipped}[rule.id]

    def outcome_of(self, case: Case, text: Ruled) -> str:
        """Give the outcome a rule would have with another text, by evaluation."""
        evaluation = self.rules.plan(case.rule.subject, case.day, "concluded").evaluation(case.subject, case.as_of)
        when = None if text.when is None else bind(text.when, self.rules, case.day)
        return OUTCOMES[decide(evaluation, Condition(when, bind(text.require, self.rules, case.day)))]

    def _fail(self, rule: Rule, says: str, message: str) -> None:
        self.failures.append(Failure(rule.id, says, message))

    def _case(self, rule: Rule, example: Example) -> Case | None:
        if example.given not in self._given:
            self._fail(
                rule, example.says, f"there is no shared record {example.given!r}; there are {', '.join(self._given)}"
            )
            return None
        record = merged(self._given[example.given], example.but)
        for path in example.without:
            if not _drop(record, path.split(".")):
                self._fail(rule, example.says, f"{path} is not told, so it cannot be taken away")
        for path in example.none:
            if not _put_none(record, path.split(".")):
                self._fail(rule, example.says, f"{path} is no place in the record")
        return self._made(rule, example.says, example.expect, record, example.as_of)

    def _made(self, rule: Rule, says: str, expect: str, record: dict[str, Any], as_of: dt.date | None) -> Case | None:
        found = SUBJECTS[rule.subject]
        circumstances = self.rules.circumstances
        try:
            subject = read_record(
                rule.subject, record, scales=self.rules.scales, offset=circumstances.offset, strict=True
            ).subject
        except SuitabilityError as error:
            self._fail(rule, says, str(error))
            return None
        if as_of is None:
            if not found.on:
                self._fail(rule, says, f"a {found.name} has no day of its own: say as_of")
                return None
            as_of = getattr(subject, found.on)
        return Case(rule, says, expect, record, subject, as_of)

    def _derived(self) -> Iterator[Case]:
        """Move the first violation of each version to the days around it, all its dates with it."""
        for rule in {case.rule.id: case.rule for case in self.cases}.values():
            for version in rule.versions:
                plain = next((case for case in self.cases if _violates(case, rule, version)), None)
                if plain is None:
                    self._fail(rule, f"version from {version.first}", "no example of a violation is dated in it")
                    continue
                days = [(version.first, "violation", "first day")]
                if version.last is not None:
                    days.append((version.last, "violation", "last day"))
                before = version.first - dt.timedelta(days=1)
                if in_force(rule.versions, before) is None:
                    days.append((before, "not_in_force", "day before"))
                for day, expect, name in days:
                    record = moved(plain.record, day - plain.day)
                    as_of = plain.as_of + (day - plain.day)
                    case = self._made(
                        rule, f"{plain.says}, on the {name} of the version from {version.first}", expect, record, as_of
                    )
                    if case is not None:
                        yield case

    def _demand_outcomes(self) -> None:
        shown: dict[str, set[str]] = {}
        for case in self.cases:
            shown.setdefault(case.rule.id, set()).add(case.expect)
        for rule in {case.rule.id: case.rule for case in self.cases}.values():
            wanted = {"pass", "violation", "unknown"}
            if any(version.when_at is not None for version in rule.versions):
                wanted.add("not_applicable")
            missing = sorted(wanted - shown[rule.id])
            if missing:
                self._fail(rule, "examples", f"there is no example of {', '.join(missing)}")


def _violates(case: Case, rule: Rule, version: Version) -> bool:
    return case.rule is rule and case.expect == "violation" and in_force(rule.versions, case.day) is version


def merged(record: dict[str, Any], but: dict[str, Any]) -> dict[str, Any]:
    """Give a record with other facts: tables merge, everything else is replaced."""
    made = copy.deepcopy(record)
    for key, value in but.items():
        known = made.get(key)
        if isinstance(known, dict) and isinstance(value, dict) and "some" not in value and "some" not in known:
            made[key] = merged(known, value)
        else:
            made[key] = copy.deepcopy(value)
    return made


def moved(value: Any, by: dt.timedelta) -> Any:
    """Give a record with every date in it moved by the same time."""
    if isinstance(value, dict):
        return {key: moved(item, by) for key, item in value.items()}
    if isinstance(value, list):
        return [moved(item, by) for item in value]
    return value + by if isinstance(value, dt.date) else value


def _holder(record: Any, path: list[str]) -> Any:
    """Give what holds the last part of a path; a number stands for a member of a list, counted from 0."""
    for part in path[:-1]:
        if isinstance(record, list) and part.isdigit() and int(part) < len(record):
            record = record[int(part)]
        else:
            record = record.setdefault(part, {}) if isinstance(record, dict) else None
    return record


def _drop(record: Any, path: list[str]) -> bool:
    holder = _holder(record, path)
    return isinstance(holder, dict) and holder.pop(path[-1], _drop) is not _drop


def _put_none(record: Any, path: list[str]) -> bool:
    holder = _holder(record, path)
    if isinstance(holder, dict):
        holder[path[-1]] = None
    return isinstance(holder, dict)
