"""The evaluator and the compiled function agree with the reference on drawn expressions, subjects and packs."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suitability.engine.ruleset import Plan, decide
from suitability.language.bind import bind
from suitability.language.evaluate import Evaluation
from suitability.language.parse import parse
from suitability.language.python import NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION, Condition, fuse
from suitability.language.tree import Fold, Node, Variable, children, walk
from suitability.language.values import At, Between, Members, Unknown
from suitability.model.facts import NOT_TOLD
from suitability.model.subject import SUBJECTS
from tests import reference
from tests.strategies.expressions import expressions
from tests.strategies.packs import plans, scope, small_rules
from tests.strategies.pools import AS_OF, DAYS
from tests.strategies.subjects import fields_read, subjects, told

OUTCOMES = {NOT_APPLICABLE: "not_applicable", PASS: "pass", UNKNOWN: "unknown", VIOLATION: "violation"}
KINDS = sorted(SUBJECTS)
LAW_DAYS = (dt.date(2024, 12, 31), dt.date(2025, 6, 1), dt.date(2026, 1, 1))


class Drawn:
    """Conditions over one kind of subject, bound to the small pack on a day, and a subject they look at."""

    def __init__(self, kind: str, texts: list[tuple[str | None, str]], day: dt.date, as_of: dt.date) -> None:
        self.kind = kind
        self.texts = texts
        self.day = day
        self.as_of = as_of
        self.conditions = [Condition(bound(kind, when, day), bound(kind, require, day)) for when, require in texts]
        self.subject: Any = None

    def __repr__(self) -> str:
        texts = "; ".join(f"{require} WHEN {when}" for when, require in self.texts)
        return f"{self.kind} by the law of {self.day} as of {self.as_of}: {texts}\n{told(self.subject)}"


@st.composite
def drawn(draw: Any) -> Drawn:
    kind = draw(st.sampled_from(KINDS))
    written = st.tuples(st.one_of(st.none(), expressions(kind)), expressions(kind))
    texts = draw(st.lists(written, min_size=1, max_size=3))
    case = Drawn(kind, texts, draw(st.sampled_from(LAW_DAYS)), draw(st.sampled_from((AS_OF, *DAYS))))
    nodes = (node for one in case.conditions for node in (one.when, one.require) if node is not None)
    case.subject = draw(subjects(kind, fields_read(nodes)))
    return case


def bound(kind: str, text: str | None, day: dt.date) -> Any:
    return None if text is None else bind(parse(text, scope(kind)), small_rules(), day)


def world(as_of: dt.date) -> dict[str, Any]:
    fixed = small_rules().circumstances
    return {"as_of": as_of, "scales": fixed.scales, "offset": fixed.offset, "calendar": fixed.calendar}


@given(drawn())
def test_the_compiled_function_gives_the_outcomes_of_the_reference(case: Drawn) -> None:
    subject = SUBJECTS[case.kind]
    fixed = small_rules().circumstances

    def fallback(record: Any, as_of: dt.date, index: int, memory: dict[str, Any]) -> int:
        one = case.conditions[index]
        return decide(Evaluation(record, subject.own, as_of, fixed), one.when, one.require)

    function = fuse(case.conditions, subject.roots, subject.own, fixed, fallback)
    found = [OUTCOMES[code] for code in function(case.subject, case.as_of)]
    meant = [reference.outcome(one.when, one.require, case.subject, **world(case.as_of)) for one in case.conditions]
    assert found == meant


@given(drawn())
def test_the_evaluator_gives_every_value_of_the_reference(case: Drawn) -> None:
    evaluation = Evaluation(case.subject, SUBJECTS[case.kind].own, case.as_of, small_rules().circumstances)
    outside = reference.World(case.subject, **world(case.as_of))
    for one in case.conditions:
        for whole in (one.when, one.require):
            for node in closed(whole) if whole is not None else ():
                found, meant = plain(evaluation.value(node)), reference.value(node, outside, {})
                assert alike(found, meant), node


def closed(node: Node, bound: frozenset[str] = frozenset()) -> Iterator[Node]:
    """Give the parts of a tree that can be evaluated on their own, the smallest first."""
    for child in children(node):
        yield from closed(child)
    inside = {fold.variable for fold in walk(node) if isinstance(fold, Fold)}
    free = {name.name for name in walk(node) if isinstance(name, Variable)} - inside
    if not free and node.type.name not in ("relation", "period"):
        yield node


def plain(found: Any) -> Any:
    """Say in the reference's words what the evaluator found."""
    if isinstance(found, Unknown):
        return reference.UNKNOWN
    if isinstance(found, At):
        return reference.UNKNOWN if found.value is NOT_TOLD else found.value
    if isinstance(found, Between):
        return reference.Range(found.low, found.high)
    if isinstance(found, Members):
        possible = reference.Everything() if found.possible is None else found.possible
        return reference.Bounds(found.certain, possible)
    return reference.Bounds(found, found) if isinstance(found, frozenset) else found


def alike(found: Any, meant: Any) -> bool:
    found, meant = reference.settled(found), reference.settled(meant)
    if isinstance(found, reference.Bounds) or isinstance(meant, reference.Bounds):
        one, other = reference.bounds(found), reference.bounds(meant)
        # To be able to hold anything but a few is said in two ways, and both are the same to who asks.
        endless = [isinstance(each.possible, reference.Everything) for each in (one, other)]
        return one.certain == other.certain and (all(endless) or one.possible == other.possible)
    if found is reference.UNKNOWN or meant is reference.UNKNOWN or found is None or meant is None:
        return found is meant
    return bool(found == meant)


@pytest.mark.parametrize("plan", plans(), ids=lambda plan: f"{plan.subject.name} {plan.day}")
@settings(max_examples=1)
@given(data=st.data())
def test_every_rule_of_the_packs_is_decided_as_the_reference_decides_it(plan: Plan, data: st.DataObject) -> None:
    for number in range(len(plan.active)):
        rule = plan.active[number]
        read = fields_read(node for node in (rule.when, rule.require) if node is not None)
        subject = data.draw(subjects(plan.subject.name, read))
        fixed = plan.rules.circumstances
        found = OUTCOMES[plan.run(subject, AS_OF)[number]]
        assert found == reference.outcome(
            rule.when, rule.require, subject, as_of=AS_OF, scales=fixed.scales, offset=fixed.offset, calendar=fixed.calendar
        ), rule.rule.id
