"""Every `monotone` mark of the packs holds: raising the levels there never turns a violation into anything else."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suitability.model.facts import NOT_TOLD, kinds
from suitability.packs.examples import Case
from suitability.rules.pack import Rule
from tests.strategies.cases import outcomes, shipped_examples
from tests.strategies.knowledge import tell, untell
from tests.strategies.packs import shipped_rules

MARKED = [rule for rule in shipped_rules().rules if rule.monotone]
IDS = [rule.id for rule in MARKED]


def examples(rule: Rule) -> list[Case]:
    return [case for case in shipped_examples() if case.rule.id == rule.id]


def raised(record: Any, path: list[str]) -> Iterator[Any]:
    """Give a record with the levels at a path as they are or higher, in every way."""
    if record is NOT_TOLD or record is None:
        return
    if path and kinds(type(record))[path[0]].name == "one":
        for part in raised(getattr(record, path[0]), path[1:]):
            yield attrs.evolve(record, **{path[0]: part})
        return
    higher = {}
    for name, kind in kinds(type(record)).items():
        if kind.name == "level" and (not path or name == path[0]):
            scale, held = shipped_rules().scales[kind.scale], getattr(record, name)
            if isinstance(held, str) and held in scale.ranks:
                higher[name] = scale.levels[scale.ranks[held] :]
    for levels in product(*higher.values()):
        yield attrs.evolve(record, **dict(zip(higher, levels, strict=True)))


def assert_stays_violated(rule: Rule, case: Case, subject: Any) -> bool:
    path = str(rule.monotone).removeprefix("sale.").split(".")
    if outcomes(shipped_rules(), case, subject).get(rule.id) != "violation":
        return False
    for riskier in raised(subject, path):
        assert outcomes(shipped_rules(), case, riskier)[rule.id] == "violation", case.says
    return True


@pytest.mark.parametrize("rule", MARKED, ids=IDS)
def test_a_violation_in_the_examples_stays_one_when_levels_are_raised(rule: Rule) -> None:
    seen = [assert_stays_violated(rule, case, case.subject) for case in examples(rule)]
    assert any(seen), "no example shows a violation"


@pytest.mark.parametrize("rule", MARKED, ids=IDS)
@settings(max_examples=50)
@given(data=st.data())
def test_a_violation_stays_one_when_levels_are_raised_whatever_else_is_told(rule: Rule, data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(examples(rule)))
    changed = data.draw(tell(data.draw(untell(case.subject, 4)), 4))
    assert_stays_violated(rule, case, changed)
