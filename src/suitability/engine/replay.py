"""The replay of a receipt: the same check once more, and by name whatever is no longer as it was."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal

import attrs

from suitability.engine.check import check
from suitability.engine.digest import Said, Standing, calendar_digests, said_by, standing
from suitability.engine.finding import OUTCOMES
from suitability.engine.receipt import Receipt, demand_key, read_receipt, sealed_facts
from suitability.engine.report import Report
from suitability.engine.ruleset import Plan, RuleSet
from suitability.engine.written import canonical
from suitability.errors import SuitabilityError
from suitability.model.facts import NOT_TOLD
from suitability.model.subject import SUBJECTS
from suitability.rules.pack import Correction, Pack

What = Literal[
    "day", "stage", "fact", "stated", "rule", "severity", "term", "table", "parameter", "scale", "calendar", "outcome"
]
Change = Literal["changed", "added", "gone"]
Verdict = Literal["same", "corrected", "different"]
Compared = Literal["compared", "not_sealed", "no_key"]


@attrs.frozen
class Difference:
    """One thing that is not as the receipt has it.

    `name` is the path of a fact, the id of a rule, the name of a term, a table, a parameter or a scale, or the year of
    a calendar. `was` and `now` are days, stages, severities, outcomes or versions; they are empty for facts and for
    texts, of which a receipt holds no more than digests. `now` of a rule that is gone says why: `not_in_force`,
    `later_stage`, or nothing where its pack no longer holds it. `explained` is the correction that accounts for it.
    """

    what: What
    name: str
    change: Change
    was: str = ""
    now: str = ""
    explained: Correction | None = None


@attrs.frozen
class Added:
    """A rule that the packs of a receipt did not ask then and ask now, and its outcome."""

    rule: str
    outcome: str


@attrs.frozen
class Replay:
    """What became of a receipt.

    `facts` says whether the facts were compared too: they were `not_sealed` where the receipt was written without a
    key, and there was `no_key` where it is replayed without one. `added` are rules that later releases brought; they
    make nothing different. `report` is the new check; None where the subject is of another day or stage.
    """

    receipt: Receipt
    differences: tuple[Difference, ...]
    added: tuple[Added, ...]
    facts: Compared
    report: Report | None = attrs.field(repr=False)

    @property
    def verdict(self) -> Verdict:
        """`same`, `corrected` where our own corrections account for all that differs, `different` otherwise."""
        if not self.differences:
            return "same"
        return "corrected" if all(difference.explained for difference in self.differences) else "different"


def replay(receipt: str, subject: Any, rules: RuleSet, key: bytes | None = None) -> Replay:
    """Check a subject again as its receipt says it was checked, and compare.

    Rules and what they stand on are compared as they stood on the receipt's day; outcomes as the check now finds them,
    before any waiver or ruling; facts where the receipt was sealed with `key`. Raises SuitabilityError where the
    receipt cannot be read or was sealed with another key, is of another subject, or rests on packs that are not
    loaded; and whatever `check` raises.
    """
    kept = read_receipt(receipt)
    if key is not None:
        demand_key(key)
        kept.demand_sealed_with(key)
    _demand_same_subject(kept, subject)
    missing = [name for name in kept.packs if name not in {pack.name for pack in rules.packs}]
    if missing:
        raise SuitabilityError(f"the receipt rests on packs that are not loaded: {', '.join(missing)}")
    compared: Compared = "not_sealed" if kept.facts is None else "no_key" if key is None else "compared"
    plan = rules.plan(kept.subject, kept.on, kept.stage)
    now = standing(plan)
    corrections = _Corrections(kept, rules.packs)
    grown: list[Difference] = []
    texts = [*_rules(kept, plan, now), *_names(kept, rules, now, grown), *_scales(kept, rules), *_calendar(kept, rules)]
    texts = [corrections.explained(one) for one in texts]
    moved = list(_moved(kept, subject))
    if moved:
        # Another day or stage is another event: what its law says of it is no answer to this receipt.
        facts = _facts(kept, subject, kept.stated, key)
        return Replay(kept, (*moved, *facts, *texts), (), compared, None)
    report = check(subject, rules, as_of=kept.as_of)
    stated = {one.path: list(one.values) for one in report.stated}
    told = [
        *_compared("stated", kept.stated, json.loads(canonical(stated))),
        *_facts(kept, report.subject, stated, key),
    ]
    outcomes = {one.rule.id: OUTCOMES[outcome] for one, outcome in zip(plan.active, report.outcomes, strict=True)}
    results = [
        Difference("outcome", id_, "changed", was.outcome, outcomes[id_])
        for id_, was in kept.rules.items()
        if outcomes.get(id_, was.outcome) != was.outcome
    ]
    # Rows that a table gained are named where they may have turned an outcome; elsewhere they are more law, no more.
    names = {name for one in results for name in now.rules[one.name].names}
    texts += [corrections.explained(one) for one in grown if (one.what, one.name) in names]
    results = [corrections.explained_outcome(one, now, [*told, *texts]) for one in results]
    packs = {rule.id: rule.pack for rule in rules.rules}
    added = [Added(id_, outcome) for id_, outcome in outcomes.items() if id_ not in kept.rules]
    return Replay(
        kept,
        (*told, *texts, *results),
        tuple(one for one in added if packs[one.rule] in kept.packs),
        compared,
        report,
    )


def _demand_same_subject(kept: Receipt, subject: Any) -> None:
    found = SUBJECTS[kept.subject]
    if type(subject) is not found.record:
        raise SuitabilityError(f"the receipt is of a {kept.subject}, not of a {type(subject).__name__}")
    if (None if subject.key is NOT_TOLD else subject.key) != kept.key:
        named = f"the {kept.subject} {kept.key}" if kept.key is not None else f"a {kept.subject} without a key"
        raise SuitabilityError(f"the receipt is of {named}, and the record of another")


def _moved(kept: Receipt, subject: Any) -> Iterator[Difference]:
    found = SUBJECTS[kept.subject]
    day = found.day_of(subject, kept.as_of)
    if day != kept.on:
        yield Difference("day", "on", "changed", str(kept.on), str(day))
    stage = subject.stage if found.staged else None
    if stage != kept.stage:
        yield Difference("stage", "stage", "changed", kept.stage or "", stage or "")


def _facts(kept: Receipt, subject: Any, stated: Collection[str], key: bytes | None) -> Iterator[Difference]:
    if key is not None and kept.facts is not None:
        yield from _compared("fact", kept.facts, sealed_facts(subject, stated, key, kept.head))


def _compared(what: What, kept: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    for name in sorted({*kept, *now}):
        if name not in now:
            yield Difference(what, name, "gone")
        elif name not in kept:
            yield Difference(what, name, "added")
        elif kept[name] != now[name]:
            yield Difference(what, name, "changed")


def _rules(kept: Receipt, plan: Plan, now: Standing) -> Iterator[Difference]:
    skipped = {rule.id: reason for rule, reason in plan.skipped}
    for id_, was in kept.rules.items():
        one = now.rules.get(id_)
        if one is None:
            yield Difference("rule", id_, "gone", was.version, skipped.get(id_, ""))
            continue
        if one.digest != was.digest:
            yield Difference("rule", id_, "changed", was.version, one.version)
        if one.severity != was.severity:
            yield Difference("severity", id_, "changed", was.severity, one.severity)


def _names(kept: Receipt, rules: RuleSet, now: Standing, grown: list[Difference]) -> Iterator[Difference]:
    """Give the names that say something else; tables that only gained rows go to `grown`."""
    for name, was in kept.names.items():
        said = now.names[name] if name in now.names else said_by(rules, *name, kept.on)
        if not _holds(was, said):
            yield Difference(*name, "gone" if said is None else "added" if was is None else "changed")
        elif was != said:
            grown.append(Difference(*name, "added"))


def _holds(was: Said, now: Said) -> bool:
    """Say whether a name still says all it said: a table may have gained rows, in whatever place."""
    if isinstance(was, tuple) and isinstance(now, tuple):
        rows = iter(now)
        return all(row in rows for row in was)
    return was == now


def _scales(kept: Receipt, rules: RuleSet) -> Iterator[Difference]:
    for name, was in kept.scales.items():
        scale = rules.scales.get(name)
        if scale is None or list(scale.levels) != was["levels"]:
            yield Difference("scale", name, "gone" if scale is None else "changed")
            continue
        aliases = dict(scale.aliases)
        for alias, level in was["aliases"].items():
            if aliases.get(alias) != level:
                change: Change = "changed" if alias in aliases else "gone"
                yield Difference("scale", f"{name} {alias}", change, level, aliases.get(alias, ""))


def _calendar(kept: Receipt, rules: RuleSet) -> Iterator[Difference]:
    years = calendar_digests(rules.circumstances.calendar) if kept.calendar else {}
    for year, digest in kept.calendar.items():
        if years.get(year) != digest:
            yield Difference("calendar", year, "changed" if year in years else "gone")


class _Corrections:
    """The corrections that the loaded packs made after a receipt was written, for the law of its day."""

    def __init__(self, kept: Receipt, packs: Sequence[Pack]) -> None:
        self._found: dict[tuple[str, str], list[Correction]] = {}
        for pack in packs:
            if pack.name not in kept.packs:
                continue
            before = _order(kept.packs[pack.name])
            for name, corrections in _corrections(pack):
                later = [one for one in corrections if _order(one.release) > before and one.reaches(kept.on)]
                self._found.setdefault(name, []).extend(later)

    def of(self, what: str, name: str) -> Correction | None:
        """Give the newest correction of a part of the packs."""
        return max(self._found.get((what, name), ()), key=lambda one: _order(one.release), default=None)

    def explained(self, one: Difference) -> Difference:
        if one.what == "calendar":
            found = self.of("calendar", "")
        else:
            found = self.of("rule" if one.what == "severity" else one.what, one.name.partition(" ")[0])
        return attrs.evolve(one, explained=found)

    def explained_outcome(self, one: Difference, now: Standing, others: Sequence[Difference]) -> Difference:
        """Explain an outcome by what the rule stands on, unless any of that differs without an explanation."""
        own = {("rule", one.name), ("severity", one.name), *now.rules[one.name].names}
        related = [o for o in others if (o.what, o.name) in own or o.what in ("fact", "stated", "scale", "calendar")]
        if any(other.explained is None for other in related):
            return one
        found = self.of("rule", one.name) or next((other.explained for other in related), None)
        return attrs.evolve(one, explained=found)


def _corrections(pack: Pack) -> Iterator[tuple[tuple[str, str], Sequence[Correction]]]:
    yield from ((("rule", rule.id), rule.corrections) for rule in pack.rules)
    for kind, defined in (("term", pack.terms), ("table", pack.tables), ("parameter", pack.parameters)):
        yield from (((kind, name), one.corrections) for name, one in defined.items())
    for of, corrections in pack.corrections.items():
        what, _, name = of.partition(" ")
        yield (what, name), corrections


def _order(release: str) -> tuple[int, ...]:
    return tuple(map(int, release.split(".")))
