"""Not told is never cleared: what a check says may only become less certain as facts are taken away."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suitability.engine.ruleset import decide
from suitability.packs.examples import Case
from suitability.rules.pack import Rule
from suitability.testing import erasures
from tests.strategies.cases import OUTCOMES, Drawn, drawn, outcomes, shipped_examples
from tests.strategies.knowledge import tell, untell
from tests.strategies.packs import shipped_rules

# What an outcome may become when facts are taken away. Where it cannot be known any more whether a rule applies, it
# still passes if what it requires is so in any case; so `not_applicable` may become `pass`, and both are clear.
WITH_LESS = {
    "violation": {"violation", "unknown"},
    "unknown": {"unknown"},
    "pass": {"pass", "unknown"},
    "not_applicable": {"not_applicable", "pass", "unknown"},
}
RULES = shipped_rules().rules


@given(st.data(), drawn())
def test_taking_facts_away_never_helps_a_drawn_expression(data: st.DataObject, case: Drawn) -> None:
    outcome = case.compiled()
    less = data.draw(untell(case.subject, 3))
    for known, left in zip(outcome(case.subject), outcome(less), strict=True):
        assert left in WITH_LESS[known]


@given(st.data(), drawn())
def test_a_missing_fact_that_is_added_never_changes_what_a_drawn_expression_had_decided(
    data: st.DataObject, case: Drawn
) -> None:
    outcome = case.compiled()
    more = data.draw(tell(case.subject, 2))
    for known, left in zip(outcome(more), outcome(case.subject), strict=True):
        assert left in WITH_LESS[known]


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_no_fact_taken_from_an_example_helps_its_rule(rule: Rule) -> None:
    for case in shipped_examples():
        if case.rule.id != rule.id:
            continue
        plan = shipped_rules().plan(rule.subject, case.day, getattr(case.subject, "stage", None))
        for one in plan.active:
            if one.rule.id != rule.id:
                continue

            def outcome(subject: Any, one: Any = one, as_of: dt.date = case.as_of, plan: Any = plan) -> str:
                return OUTCOMES[decide(plan.evaluation(subject, as_of), one)]

            known = outcome(case.subject)
            for path, without in erasures(case.subject):
                assert outcome(without()) in WITH_LESS[known], f"{case.says}, without {path}"


@settings(max_examples=150)
@given(st.data(), st.sampled_from(shipped_examples()))
def test_facts_taken_away_and_added_never_undo_what_the_packs_had_decided(data: st.DataObject, case: Case) -> None:
    less = data.draw(untell(case.subject, 6))
    more = data.draw(tell(less, 2))
    known = outcomes(shipped_rules(), case, more)
    for rule, left in outcomes(shipped_rules(), case, less).items():
        assert left in WITH_LESS[known[rule]], rule
