"""The evaluator and the compiled function agree with the reference on drawn expressions, subjects and packs."""

from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suitability.engine.ruleset import Plan
from suitability.language.evaluate import Evaluation
from suitability.language.tree import Fold, Node, Variable, children, walk
from suitability.language.values import At, Between, Circumstances, Members, Unknown
from suitability.model.facts import NOT_TOLD, kinds
from suitability.model.subject import SUBJECTS
from tests import reference
from tests.strategies.cases import OUTCOMES, Drawn, drawn
from tests.strategies.packs import plans, small_rules
from tests.strategies.pools import AS_OF
from tests.strategies.subjects import fields_read, records, subjects


def world(fixed: Circumstances) -> dict[str, Any]:
    return {"scales": fixed.scales, "offset": fixed.offset, "calendar": fixed.calendar}


@given(drawn())
def test_the_compiled_function_gives_the_outcomes_of_the_reference(case: Drawn) -> None:
    fixed = world(small_rules().circumstances)
    assert case.compiled()(case.subject) == [
        reference.outcome(one.when, one.require, case.subject, as_of=case.as_of, **fixed) for one in case.conditions
    ]


@given(drawn(), st.data())
def test_the_function_for_one_part_gives_the_outcomes_of_the_function_for_all(case: Drawn, data: st.DataObject) -> None:
    record, own = SUBJECTS[case.kind].record, SUBJECTS[case.kind].own
    part = data.draw(st.sampled_from([root for root in SUBJECTS[case.kind].roots if root != own]))
    nodes = (node for one in case.conditions for node in (one.when, one.require) if node is not None)
    other = data.draw(records(kinds(record)[part].record, fields_read(nodes)))
    for subject in (case.subject, attrs.evolve(case.subject, **{part: other})):
        assert case.compiled(part)(subject) == case.compiled()(subject)


@given(drawn())
def test_the_evaluator_gives_every_value_of_the_reference(case: Drawn) -> None:
    fixed = small_rules().circumstances
    evaluation = Evaluation(case.subject, SUBJECTS[case.kind].own, case.as_of, fixed)
    outside = reference.World(case.subject, case.as_of, **world(fixed))
    for one in case.conditions:
        for whole in (one.when, one.require):
            for node in closed(whole) if whole is not None else ():
                found, meant = plain(evaluation.value(node)), reference.value(node, outside, {})
                assert alike(found, meant), node


def closed(node: Node) -> Iterator[Node]:
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
        endless = [isinstance(each.possible, reference.Everything) for each in (one, other)]
        return one.certain == other.certain and (all(endless) or one.possible == other.possible)
    if found is reference.UNKNOWN or meant is reference.UNKNOWN or found is None or meant is None:
        return found is meant
    return bool(found == meant)


PLANS = plans()


def new_in(plan: Plan) -> list[int]:
    """Number the rules of a plan that the plan of its subject before it does not decide in the same words."""
    before = [other for other in PLANS if other.subject is plan.subject and other.day < plan.day][-1:]
    known = {(one.rule.id, one.when, one.require) for other in before for one in other.expressions}
    return [n for n, one in enumerate(plan.expressions) if (one.rule.id, one.when, one.require) not in known]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.subject.name} {plan.day}")
@settings(max_examples=2)
@given(data=st.data())
def test_every_rule_of_the_packs_is_decided_as_the_reference_decides_it(plan: Plan, data: st.DataObject) -> None:
    fixed = world(plan.rules.circumstances)
    for number in new_in(plan):
        rule = plan.expressions[number]
        read = fields_read(node for node in (rule.when, rule.require) if node is not None)
        subject = data.draw(subjects(plan.subject.name, read))
        meant = reference.outcome(rule.when, rule.require, subject, as_of=AS_OF, **fixed)
        found = plan.fused(subject, AS_OF)[number], plan.evaluated(subject, AS_OF)[number]
        assert [OUTCOMES[code] for code in found] == [meant, meant], rule.rule.id
