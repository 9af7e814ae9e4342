"""Many subjects of one kind, decided one after the other: what hangs on the same facts is worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import Any

import attrs

from suitability.engine.check import admitted
from suitability.engine.finding import Finding
from suitability.engine.regime import paths
from suitability.engine.report import Report
from suitability.engine.ruleset import EVALUATED_RUNS, InForce, RuleSet
from suitability.language.python import NOT_APPLICABLE, PASS, UNKNOWN, Condition, fuse
from suitability.language.tree import trees
from suitability.model.facts import NOT_TOLD

_PLAIN = {str, int, bool, Decimal, dt.date, dt.datetime, frozenset}
_SURE = bytes(NOT_APPLICABLE if code == UNKNOWN else code for code in range(256))


@attrs.define(eq=False)
class Open:
    """A rule that cannot be decided of a subject; the same one for all subjects that tell it the same.

    `number` is the rule's among those of the plan.
    """

    number: int
    outcome: int
    # Facts whose place in memory tells them from others, kept so that no other comes to stand there.
    _kept: list[Any]
    _missing: tuple[str, ...] | None = None


@attrs.frozen
class Verdict:
    """What the rules come to of one subject; `open` are those of which too little is told."""

    subject: Any
    outcomes: bytes
    open: tuple[Open, ...]
    stated: tuple[Any, ...] = ()


class Sweep:
    """Decides subjects of a kind that has no day of its own, by the law of `as_of` and standing on it.

    `count` is about how many there are: few are not worth compiling the rules for.
    """

    def __init__(self, rules: RuleSet, subject: str, as_of: dt.date, count: int) -> None:
        self.rules = rules
        self.as_of = as_of
        self.plan = rules.plan(subject, as_of)
        own = self.plan.subject.own
        asked = [_asked(one, own) for one in self.plan.expressions]
        self._reads, places = _reader({place: None for one in asked for place in one})
        self._picks = [_picker([places[place] for place in one]) for one in asked]
        self._values: list[Any] = []
        self._now: tuple[Any, ...] = ()
        self._known: dict[tuple[Any, ...], Open] = {}
        self._alike: dict[tuple[Any, ...], tuple[bytes, tuple[Open, ...], list[Any]]] = {}
        self._open: list[Open] = []
        self._fused = None
        if count > EVALUATED_RUNS:
            conditions = [Condition(one.when, one.require) for one in self.plan.expressions]
            self._fused = fuse(conditions, self.plan.subject.roots, own, rules.circumstances, self._decide)

    def verdict(self, subject: Any) -> Verdict:
        """Decide one subject; raises what `check` raises."""
        admitted(subject, self.rules, self.as_of, ())
        stated: tuple[Any, ...] = ()
        if self.plan.stated is not None:
            subject, stated = self.plan.stated.completed(subject)
        values = self._reads(subject)
        known = tuple(map(_told, values))
        found = self._alike.get(known)
        if found is None:
            self._open, self._values, self._now = [], values, known
            found = self._alike[known] = self._outcomes(subject), tuple(self._open), values
        return Verdict(subject, found[0], found[1], stated)

    def _outcomes(self, subject: Any) -> bytes:
        if self._fused is not None:
            return self._fused(subject, self.as_of)
        memory: dict[str, Any] = {}
        return bytes(self._decide(subject, self.as_of, at, memory) for at in range(len(self.plan.expressions)))

    def findings(self, verdict: Verdict) -> tuple[Finding, ...]:
        """Give the findings of a subject but for what is unknown."""
        sure = verdict.outcomes.translate(_SURE)
        return self._found(verdict, sure) if max(sure, default=PASS) > UNKNOWN else ()

    def missing(self, verdict: Verdict, one: Open) -> tuple[str, ...]:
        """Give the untold paths that a rule's answer depends on."""
        if one._missing is None:
            one._missing = self.finding(verdict, one).missing
        return one._missing

    def finding(self, verdict: Verdict, one: Open) -> Finding:
        """Give the finding of a rule that cannot be decided of a subject."""
        only = bytes(UNKNOWN if at == one.number else NOT_APPLICABLE for at in range(len(verdict.outcomes)))
        return self._found(verdict, only)[0]

    def _found(self, verdict: Verdict, outcomes: bytes) -> tuple[Finding, ...]:
        return Report(self.plan, verdict.subject, self.as_of, outcomes, stated=verdict.stated).findings

    def _decide(self, subject: Any, as_of: dt.date, index: int, memory: dict[str, Any]) -> int:
        known = (index, self._picks[index](self._now))
        found = self._known.get(known)
        if found is None:
            outcome = self.plan._decide(subject, as_of, index, memory)
            found = self._known[known] = Open(index, outcome, self._values)
        if found.outcome == UNKNOWN:
            self._open.append(found)
        return found.outcome


def _told(value: Any) -> Any:
    """Give what tells a fact from others: itself, or where it stands."""
    if value.__class__ in _PLAIN:
        return value
    return tuple(map(id, value)) if value.__class__ is tuple else id(value)


def _asked(one: InForce, own: str) -> dict[tuple[str, str], None]:
    """Give the facts a rule may read, each by its root and the field of that which it is or stands in."""
    found: dict[tuple[str, str], None] = {}
    for path in paths(trees(one)):
        root, _, rest = path.partition(".")
        found["" if root == own else root, rest.partition(".")[0].partition("[")[0]] = None
    return found


def _reader(asked: Iterable[tuple[str, str]]) -> tuple[Callable[[Any], list[Any]], dict[tuple[str, str], int]]:
    """Make the function that gives these facts of a subject; tell which of them stands where in what it gives."""
    fields: dict[str, list[str]] = {}
    for root, name in asked:
        fields.setdefault(root, []).append(name)
    # Of a single name it would give no tuple: one is asked for twice.
    asked_for = {root: (*names, *names[: len(names) == 1]) for root, names in fields.items()}
    getters = [(root, attrgetter(*names), len(names)) for root, names in asked_for.items()]
    every = [(root, name) for root, names in asked_for.items() for name in names]

    def read(subject: Any) -> list[Any]:
        found: list[Any] = []
        for root, get, size in getters:
            holder = getattr(subject, root) if root else subject
            if holder is NOT_TOLD or holder is None:
                found += [holder] * size
            else:
                found += get(holder)
        return found

    return read, {place: index for index, place in enumerate(every)}


def _picker(places: Sequence[int]) -> Callable[[tuple[Any, ...]], Any]:
    return itemgetter(*places) if places else lambda _: None
