"""Drawn conditions with a subject to look at, and the changes of a subject that the shipped packs' examples begin with."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from suitability.engine.ruleset import RuleSet, decide
from suitability.language.bind import bind
from suitability.language.by_part import fuse_by_part
from suitability.language.evaluate import Evaluation
from suitability.language.parse import parse
from suitability.language.python import NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION, Condition, fuse
from suitability.model.subject import SUBJECTS
from suitability.packs.examples import Case, Examples
from tests.strategies.expressions import expressions
from tests.strategies.packs import RULESETS, scope, shipped_rules, small_rules
from tests.strategies.pools import AS_OF, DAYS
from tests.strategies.subjects import fields_read, subjects, told

OUTCOMES = {NOT_APPLICABLE: "not_applicable", PASS: "pass", UNKNOWN: "unknown", VIOLATION: "violation"}
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

    def compiled(self, part: str | None = None) -> Callable[[Any], list[str]]:
        """Compile the conditions to a function from a subject to their outcomes; what differs may be one part only."""
        subject, fixed = SUBJECTS[self.kind], small_rules().circumstances

        def fallback(record: Any, as_of: dt.date, index: int, memory: dict[str, Any]) -> int:
            if "evaluation" not in memory:
                memory["evaluation"] = Evaluation(record, subject.own, as_of, fixed)
            return decide(memory["evaluation"], self.conditions[index])

        shape = (self.conditions, subject.roots, subject.own, fixed, fallback)
        if part is None:
            whole = fuse(*shape)
            return lambda record: [OUTCOMES[code] for code in whole(record, self.as_of)]
        prepared = fuse_by_part(*shape, part)(self.subject, self.as_of)
        return lambda record: [OUTCOMES[code] for code in prepared(record)]


def bound(kind: str, text: str | None, day: dt.date) -> Any:
    return None if text is None else bind(parse(text, scope(kind)), small_rules(), day)


@st.composite
def drawn(draw: Any) -> Drawn:
    """Draw one to three conditions and a subject with any of the facts they read."""
    kind = draw(st.sampled_from(sorted(SUBJECTS)))
    written = st.tuples(st.one_of(st.none(), expressions(kind)), expressions(kind))
    texts = draw(st.lists(written, min_size=1, max_size=3))
    case = Drawn(kind, texts, draw(st.sampled_from(LAW_DAYS)), draw(st.sampled_from((AS_OF, *DAYS))))
    nodes = (node for one in case.conditions for node in (one.when, one.require) if node is not None)
    case.subject = draw(subjects(kind, fields_read(nodes)))
    return case


@cache
def shipped_examples() -> tuple[Case, ...]:
    """Give the examples of every shipped rule."""
    return tuple(
        case for pack in shipped_rules().packs for case in Examples(RULESETS / pack.name, shipped_rules()).cases
    )


def outcomes(rules: RuleSet, case: Case, subject: Any) -> dict[str, str]:
    """Give the outcome of every rule that is an expression for the subject of an example, or for one like it on the same day."""
    plan = rules.plan(case.rule.subject, case.day, getattr(subject, "stage", None))
    codes = plan.fused(subject, case.as_of)
    return {one.rule.id: OUTCOMES[code] for one, code in zip(plan.expressions, codes, strict=True)}
