"""Records as a file of JSON would give them, right ones and wrong ones."""

from __future__ import annotations

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from suitability.engine.ruleset import RuleSet
from suitability.model.facts import Some, told
from suitability.model.subject import SUBJECTS
from suitability.testing.mistakes import DROPPED, Edit, edits
from suitability.testing.subjects import TOLD, subjects

_SUBJECT_OF = {subject.record: subject for subject in SUBJECTS.values()}


@attrs.frozen
class Broken:
    """A record with one thing wrong: `path` is what `read` must name, `mistake` the kind of thing."""

    record: Mapping[str, Any]
    path: str
    mistake: str


def records(
    subject: str, rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    """Draw records that `read` takes, as mappings; the arguments are those of `subjects`."""
    return subjects(subject, rules, as_of=as_of, told=told, **fields).map(record_of)


def broken_records(
    subject: str, rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Broken]:
    """Draw records that `read` by the same rules must refuse, each for one mistake; the arguments are `subjects`'."""
    return mutated(subjects(subject, rules, as_of=as_of, told=told, **fields), rules)


@st.composite
def mutated(draw: st.DrawFn, strategy: st.SearchStrategy[Any], rules: RuleSet) -> Broken:
    """Draw the records of drawn subjects, each with one thing wrong, which `read` by `rules` must name at its path."""
    # Drawn before the subject, since what is drawn after something large is mostly the simplest there is.
    which, where = draw(st.integers(0, 2**16)), draw(st.integers(0, 2**16))
    subject = draw(strategy)
    record = record_of(subject)
    # First the kind of mistake and then its place, or most would be of the kinds that can stand anywhere.
    found: dict[str, list[Edit]] = defaultdict(list)
    for one in edits(_SUBJECT_OF[type(subject)], record, rules):
        found[one.mistake].append(one)
    mistake = sorted(found)[which % len(found)]
    edit = found[mistake][where % len(found[mistake])]
    return Broken(_changed(record, edit), edit.path, mistake)


def _changed(record: dict[str, Any], edit: Edit) -> dict[str, Any]:
    changed = copy.deepcopy(record)
    *way, last = edit.steps
    place: Any = changed
    for step in way:
        place = place[step]
    if edit.value is DROPPED:
        del place[last]
    else:
        place[last] = edit.value
    return changed


def record_of(subject: Any) -> dict[str, Any]:
    """Write a subject as the record `read` gives it from: plain data, as a file of JSON holds it."""
    found = _SUBJECT_OF[type(subject)]
    facts = {name: _written(value) for name, value in told(subject).items()}
    shared = {root: facts.pop(root) for root in found.roots[1:] if root in facts}
    return {"subject": found.name, found.own: facts, **shared}


def _written(value: Any) -> Any:
    if isinstance(value, Some):
        return {"some": [_written(item) for item in value.items]}
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    if attrs.has(type(value)):
        return {name: _written(fact) for name, fact in told(value).items()}
    return value
