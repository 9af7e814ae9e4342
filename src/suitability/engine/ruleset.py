"""Packs loaded together, and the plan of what they ask of a subject on a day."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from suitability.engine.copy_text import Texts
from suitability.engine.stated import Stated, applicable
from suitability.errors import PackError
from suitability.language.bind import Binder
from suitability.language.by_part import FusedByPart, fuse_by_part
from suitability.language.dates import NO_CALENDAR
from suitability.language.evaluate import Evaluation
from suitability.language.python import (
    NOT_APPLICABLE,
    PASS,
    UNKNOWN,
    VIOLATION,
    Condition,
    Fused,
    fuse,
)
from suitability.language.tree import Node, Ruled
from suitability.language.values import Circumstances, Unknown
from suitability.model.scale import Scale
from suitability.model.subject import STAGES, SUBJECTS, Subject
from suitability.rules.pack import (
    Label,
    Pack,
    Parameter,
    Rule,
    Source,
    Tightening,
    Version,
    change_days,
    demand_day,
    in_force,
    meaning,
)
from suitability.rules.texts import Group, WordClass

if TYPE_CHECKING:
    from suitability.engine.phrasebook import Phrasebook

EVALUATED_RUNS = 4
# What stands on trees, whose numbers differ from pack to pack.
_WITH_TREES = ("term", "table", "parameter")
# Which way a cautious reading of a level goes.
STRICTER = {"customer": "lower", "product": "higher"}


@attrs.frozen(slots=False)
class InForce:
    """A rule as it stands on a day: its version, with what the packs mean on that day once it is asked for.

    `bind` gives a tree of the version that meaning.
    """

    rule: Rule
    version: Version
    severity: str
    bind: Callable[[Node], Node] = attrs.field(repr=False, eq=False)

    @cached_property
    def when(self) -> Node | None:
        return None if self.version.when is None else self.bind(self.version.when)

    @cached_property
    def require(self) -> Node:
        return self.bind(self.version.require)

    @property
    def text(self) -> tuple[str, str]:
        """The expressions as their author wrote them, without line breaks."""
        return " ".join((self.version.when_text or "").split()), " ".join(self.version.require_text.split())


class Plan:
    """What is asked of one subject, by the law of one day, from one stage on.

    `active` are the rules to decide: those that are expressions, and after them those over text, which `texts` decides;
    None where there are none. `skipped` those not in force on the day or not due at the stage, with the reason.
    """

    def __init__(self, rules: RuleSet, subject: Subject, day: dt.date, stage: str | None) -> None:
        self.rules = rules
        self.subject = subject
        self.day = day
        self.stage = stage
        self.active: list[InForce] = []
        self.skipped: list[tuple[Rule, str]] = []
        self.binder = Binder(rules, day)
        for rule in rules.rules:
            if rule.subject != subject.name:
                continue
            version = in_force(rule.versions, day)
            if version is None:
                self.skipped.append((rule, "not_in_force"))
            elif not rules.due(rule, day, stage):
                self.skipped.append((rule, "later_stage"))
            else:
                self.active.append(InForce(rule, version, rules.severity(rule, version, day), self.binder.bind))
        self.expressions = [one for one in self.active if not one.rule.over_text]
        over_text = [one for one in self.active if one.rule.over_text]
        self.active = [*self.expressions, *over_text]
        holding = [one for one in rules.stated if applicable(one.path, subject) and in_force([one], day)]
        self.stated = Stated(holding, subject) if holding else None
        among = {} if self.stated is None else self.stated.among
        self.texts = Texts(over_text, lambda: rules.phrasebook, among) if over_text else None
        self._runs = 0
        self._fused: Fused | None = None

    def run(self, subject: Any, as_of: dt.date) -> bytes:
        """Give the outcome code of every active rule that is an expression."""
        fused = self._fused
        if fused is None:
            # Compiling costs as much as a few dozen evaluations, so a process that checks one record does without.
            self._runs += 1
            if self._runs <= EVALUATED_RUNS:
                return self.evaluated(subject, as_of)
            fused = self.fused
        return fused(subject, as_of)

    @property
    def fused(self) -> Fused:
        """The function all active rules that are expressions are compiled to."""
        if self._fused is None:
            self._fused = fuse(
                [Condition(one.when, one.require) for one in self.expressions],
                self.subject.roots,
                self.subject.own,
                self.rules.circumstances,
                self._decide,
            )
        return self._fused

    @cached_property
    def fused_by_product(self) -> FusedByPart:
        """The function for subjects that differ in nothing but their product."""
        return fuse_by_part(
            [Condition(one.when, one.require) for one in self.expressions],
            self.subject.roots,
            self.subject.own,
            self.rules.circumstances,
            self._decide,
            "product",
        )

    def evaluated(self, subject: Any, as_of: dt.date) -> bytes:
        """Give what `fused` gives, by evaluation."""
        evaluation = self.evaluation(subject, as_of)
        return bytes(decide(evaluation, one) for one in self.expressions)

    def evaluation(self, subject: Any, as_of: dt.date) -> Evaluation:
        among = {} if self.stated is None else self.stated.among
        return Evaluation(subject, self.subject.own, as_of, self.rules.circumstances, among)

    def _decide(self, subject: Any, as_of: dt.date, index: int, memory: dict[str, Any]) -> int:
        evaluation = memory.get("evaluation")
        if evaluation is None:
            evaluation = memory["evaluation"] = self.evaluation(subject, as_of)
        return decide(evaluation, self.expressions[index])


def decide(evaluation: Evaluation, one: Ruled) -> int:
    """Give the outcome of a rule.

    Where it cannot be known whether a rule applies, it still passes if what it requires is so in any case.
    What a rule requires is asked for only where it may apply: most rules of a pack do not apply to a subject.
    """
    applies = one.when is None or evaluation.truth(one.when)
    if applies is False:
        return NOT_APPLICABLE
    holds = evaluation.truth(one.require)
    if holds is True:
        return PASS
    return UNKNOWN if isinstance(applies, Unknown) or isinstance(holds, Unknown) else VIOLATION


def _as_strict(scale: str, before: int, now: int) -> bool:
    if STRICTER.get(scale) == "lower":
        return now <= before
    return now >= before if STRICTER.get(scale) == "higher" else now == before


class RuleSet:
    """Packs loaded together. It does not change; plans are made when they are first needed and kept.

    `scales`, `sources` and `circumstances` are those of all packs; a name may be defined twice only alike. `phrases`
    gives the phrases of these packs where they are compiled already.
    Raises PackError where two packs say different things of one name.
    """

    def __init__(self, packs: Sequence[Pack], phrases: Callable[[], Phrasebook] | None = None) -> None:
        if not packs:
            raise PackError("no pack was named")
        self._phrases = phrases
        self.packs = tuple(packs)
        self.rules: tuple[Rule, ...] = tuple(rule for pack in packs for rule in pack.rules)
        self.scales: dict[str, Scale] = {}
        self.sources: dict[str, Source] = {}
        self.categories: dict[str, Label] = {}
        self.groups: dict[str, dict[str, Group]] = {}
        self.classes: dict[str, WordClass] = {}
        self._terms: dict[str, Any] = {}
        self._tables: dict[str, Any] = {}
        self._parameters: dict[str, Any] = {}
        self._plans: dict[tuple[str, int, str | None], Plan] = {}
        self.stated = tuple(statement for pack in packs for statement in pack.stated)
        self._tightened: dict[tuple[str, str], list[Tightening]] = {}
        self._merge()
        for pack in packs:
            for tightening in pack.tightened:
                self._tightened.setdefault((tightening.kind, tightening.name), []).append(tightening)
        calendars = {pack.calendar: pack.name for pack in packs if pack.calendar is not None}
        if len(calendars) > 1:
            raise PackError(f"{' and '.join(calendars.values())} have different calendars")
        self.circumstances = Circumstances(self.scales, packs[0].offset, next(iter(calendars), NO_CALENDAR))
        self.zone = dt.timezone(packs[0].offset)
        self.change_days = change_days(packs)

    def __reduce__(self) -> tuple[type[RuleSet], tuple[tuple[Pack, ...]]]:
        # Compiled functions cannot be pickled, and plans are made anew when they are needed.
        return RuleSet, (self.packs,)

    def _merge(self) -> None:
        for id_, count in Counter(rule.id for rule in self.rules).items():
            if count > 1:
                raise PackError(f"two packs hold the rule {id_}")
        for pack in self.packs:
            if pack.offset != self.packs[0].offset:
                raise PackError(f"{pack.name} and {self.packs[0].name} stand in different time zones")
            for name, scale in pack.scales.items():
                known = self.scales.setdefault(name, scale)
                if known.levels != scale.levels:
                    raise PackError(f"{pack.name} defines the scale {name!r} unlike a pack before it")
                for alias, level in scale.aliases:
                    before = known.ranks.get(alias, scale.ranks[level])
                    if not _as_strict(name, before, scale.ranks[level]):
                        raise PackError(
                            f"{pack.name} reads {alias} of the scale {name!r} as {level}, which loosens "
                            f"{known.levels[before]}; {STRICTER.get(name, 'neither')} is stricter"
                        )
                aliases = {**dict(known.aliases), **dict(scale.aliases)}
                self.scales[name] = Scale(name, known.levels, tuple(sorted(aliases.items())))
            merged: list[tuple[str, dict[str, Any], Mapping[str, Any]]] = [
                ("source", self.sources, pack.sources),
                ("term", self._terms, pack.terms),
                ("table", self._tables, pack.tables),
                ("parameter", self._parameters, pack.parameters),
            ]
            merged += [("category", self.categories, pack.categories), ("word class", self.classes, pack.classes)]
            for path, groups in pack.groups.items():
                merged.append(("group", self.groups.setdefault(path, {}), groups))
            for kind, into, own in merged:
                for name, defined in own.items():
                    known = into.get(name, defined)
                    if known is not defined and (
                        meaning(known) != meaning(defined) if kind in _WITH_TREES else known != defined
                    ):
                        raise PackError(f"{pack.name} defines the {kind} {name!r}, which a pack before it defines")
                    into[name] = defined

    def term(self, name: str, day: dt.date) -> tuple[tuple[str, ...], Node] | None:
        """Give a term's argument names and its tree on a day."""
        term = self._terms[name]
        version = in_force(term.versions, day)
        return None if version is None else (tuple(n for n, _ in term.arguments), term.trees.tree(version.at))

    def table(self, name: str, day: dt.date) -> tuple[tuple[str, ...], tuple[tuple[Node, Node], ...]]:
        """Give a table's argument names and the rows that hold on a day."""
        table = self._tables[name]
        trees = table.trees
        rows = [row for row in table.rows if row.first <= day <= row.last]
        return tuple(n for n, _ in table.arguments), tuple(
            (trees.tree(r.test_at), trees.tree(r.value_at)) for r in rows
        )

    def parameter(self, name: str, day: dt.date) -> Node | None:
        """Give a parameter's value on a day: what its pack says, or the last tightening of it."""
        parameter: Parameter = self._parameters[name]
        version = in_force(parameter.versions, day)
        if version is None:
            return None
        for tightening in self._stricter("param", name, day):
            if tightening.value_at is not None:
                return tightening.trees.tree(tightening.value_at)
        return parameter.trees.tree(version.value_at)

    def _stricter(self, kind: str, name: str, day: dt.date) -> list[Tightening]:
        """Give the tightenings that hold on a day, the last one first: each is stricter than those before it."""
        found = self._tightened.get((kind, name), ())
        return [tightening for tightening in reversed(found) if in_force([tightening], day)]

    def severity(self, rule: Rule, version: Version, day: dt.date) -> str:
        """Give the severity of a rule's findings on a day."""
        stricter = (t.severity for t in self._stricter("rule", rule.id, day) if t.severity is not None)
        return next(stricter, rule.severity_of(version))

    def due(self, rule: Rule, day: dt.date, stage: str | None) -> bool:
        """Say whether a rule must be settled at a stage of a sale of a day; None: of a subject without stages."""
        if stage is None:
            return True
        earlier = (t.stage for t in self._stricter("rule", rule.id, day) if t.stage is not None)
        return STAGES.index(next(earlier, rule.stage or STAGES[0])) <= STAGES.index(stage)

    @cached_property
    def waivable(self) -> frozenset[str]:
        """The rules that may be waived: those of a house, and law that was never read in the law itself."""
        return frozenset(
            rule.id
            for rule in self.rules
            if rule.force == "house" or not all(version.verified for version in rule.versions)
        )

    @cached_property
    def phrasebook(self) -> Phrasebook:
        """The phrases of all rules over text, compiled when a text is first read."""
        from suitability.engine.phrasebook import Phrasebook

        return Phrasebook(self.rules, self.classes) if self._phrases is None else self._phrases()

    def label_of(self, choice: str) -> Label | None:
        """Give what the packs' tables call a choice of their own, by locale."""
        return next((table.values[choice] for table in self._tables.values() if choice in table.values), None)

    def defined(self) -> dict[str, dict[str, Any]]:
        """Give every term, table and parameter by kind and name."""
        return {"term": self._terms, "table": self._tables, "parameter": self._parameters}

    def plan(self, subject: str, day: dt.date, stage: str | None = None) -> Plan:
        """Give the plan for a subject by the law of a day; days between two changes of law share it."""
        key = (subject, bisect_right(self.change_days, day), stage)
        plan = self._plans.get(key)
        if plan is None:
            demand_day(self.packs, day)
            # Two threads may both make it; they make the same, and the first one kept is used by all.
            plan = self._plans.setdefault(key, Plan(self, SUBJECTS[subject], day, stage))
        return plan
