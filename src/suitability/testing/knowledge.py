"""The same subject with one fact less."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from suitability.model.facts import NOT_TOLD, Some, kinds

T = TypeVar("T")
Erasure = tuple[str, Callable[[], Any]]


@st.composite
def erased(draw: st.DrawFn, strategy: st.SearchStrategy[T]) -> tuple[T, T]:
    """Draw a subject, and the same subject with one told fact less; a relation may become one told in part.

    What was found stays found when knowledge is taken away: a rule in violation, or unknown, never comes to pass.
    A subject of which nothing can be untold comes twice.
    """
    # Drawn before the subject, since what is drawn after something large is mostly the simplest there is.
    which = draw(st.integers(0, 2**16))
    subject = draw(strategy)
    found = [make for _, make in erasures(subject)]
    return subject, found[which % len(found)]() if found else subject


def erasures(record: Any) -> Iterator[Erasure]:
    """Give every way to take one fact away from a subject or a part: where, and what makes it without."""
    for name, kind in kinds(record.__class__).items():
        held = getattr(record, name)
        if held is NOT_TOLD:
            continue
        put = partial(_with, record, name)
        if not kind.given:
            yield name, partial(put, NOT_TOLD)
        if kind.name == "one" and held is not None:
            yield from _inside(name, held, put)
        if kind.name == "many":
            yield from _members(name, held, put)


def _with(record: Any, name: str, value: Any) -> Any:
    return attrs.evolve(record, **{name: value})


def _inside(name: str, held: Any, put: Callable[[Any], Any]) -> Iterator[Erasure]:
    for path, make in erasures(held):
        yield f"{name}.{path}", partial(_around, put, make)


def _around(put: Callable[[Any], Any], make: Callable[[], Any]) -> Any:
    return put(make())


def _members(name: str, held: Any, put: Callable[[Any], Any]) -> Iterator[Erasure]:
    part = held.__class__ is Some
    members = held.items if part else tuple(held)
    if not part:
        yield f"{name} (told in part)", partial(put, Some(members))
    for place, member in enumerate(members):
        before, after = members[:place], members[place + 1 :]
        yield f"{name}[{place}]", partial(put, Some((*before, *after)))

        def replaced(new: Any, before: Any = before, after: Any = after) -> Any:
            changed = (*before, new, *after)
            return put(Some(changed) if part else changed)

        yield from _inside(f"{name}[{place}]", member, replaced)
