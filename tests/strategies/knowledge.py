"""The same subject with one fact less, or one more."""

from collections.abc import Callable, Iterator
from typing import Any

import attrs
from hypothesis import strategies as st

from suitability.model.facts import NOT_TOLD, Kind, Some, kinds
from suitability.testing import erasures
from tests.strategies.subjects import day_of, records, values


@st.composite
def untell(draw: Any, subject: Any, most: int = 1) -> Any:
    """Draw the subject with up to `most` told facts taken away."""
    for _ in range(draw(st.integers(1, most))):
        steps = list(erasures(subject))
        if not steps:
            break
        subject = draw(st.sampled_from(steps))[1]()
    return subject


def untold(record: Any) -> Iterator[tuple[Kind, str, Callable[[Any], Any]]]:
    """Give every fact that can be added to a record: its kind, where it stands, and what puts it there."""
    for name, kind in kinds(type(record)).items():
        held = getattr(record, name)

        def put(value: Any, name: str = name) -> Any:
            return attrs.evolve(record, **{name: value})

        if held is NOT_TOLD or held.__class__ is Some:
            yield kind, name, put
        if kind.name == "one" and held is not NOT_TOLD and held is not None:
            yield from _untold_inside(name, held, put)
        if kind.name == "many" and held is not NOT_TOLD:
            members = held.items if held.__class__ is Some else tuple(held)
            for place, member in enumerate(members):

                def replaced(new: Any, place: int = place, held: Any = held, put: Any = put) -> Any:
                    whole = held.__class__ is not Some
                    members = tuple(held) if whole else held.items
                    changed = (*members[:place], new, *members[place + 1 :])
                    return put(changed if whole else Some(changed))

                yield from _untold_inside(f"{name}[{place}]", member, replaced)


def _untold_inside(name: str, held: Any, put: Callable[[Any], Any]) -> Iterator[tuple[Kind, str, Callable[[Any], Any]]]:
    for kind, path, inner in untold(held):
        yield kind, f"{name}.{path}", lambda value, inner=inner: put(inner(value))


def _of_one_mind(record: Any) -> bool:
    """Say whether every day told beside its instant is the day of that instant."""
    for name, kind in kinds(type(record)).items():
        held = getattr(record, name)
        if held is NOT_TOLD or held is None:
            continue
        parts = (held.items if held.__class__ is Some else held) if kind.name == "many" else [held]
        if kind.record is not None and not all(_of_one_mind(part) for part in parts):
            return False
        if kind.day_of and day_of(getattr(record, kind.day_of)) not in (None, held):
            return False
    return True


@st.composite
def tell(draw: Any, subject: Any, most: int = 1) -> Any:
    """Draw the subject with up to `most` missing facts added."""
    for _ in range(draw(st.integers(1, most))):
        places = list(untold(subject))
        if not places:
            break
        kind, path, put = draw(st.sampled_from(places))
        told = put(draw(_addition(kind, _at(subject, path))))
        subject = told if _of_one_mind(told) else subject
    return subject


def _at(record: Any, path: str) -> Any:
    for step in path.split("."):
        name, _, place = step.rstrip("]").partition("[")
        record = getattr(record, name)
        if place:
            record = (record.items if record.__class__ is Some else record)[int(place)]
    return record


def _addition(kind: Kind, held: Any) -> st.SearchStrategy[Any]:
    none = [st.none()] if kind.nullable else []
    if kind.name == "one":
        return st.one_of(records(kind.record), *none)
    if kind.name == "many":
        known = held.items if held.__class__ is Some else ()
        more = st.lists(records(kind.record), max_size=2).map(lambda new: (*known, *new))
        return st.one_of(more, more.map(Some))
    return st.one_of(st.sampled_from(values(kind)), *none)
