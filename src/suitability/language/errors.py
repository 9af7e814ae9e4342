"""What is wrong with the text of an expression."""

from __future__ import annotations

from collections.abc import Iterable

import attrs


@attrs.frozen(order=True)
class ExpressionError:
    """One mistake: `offset` counts characters of the expression's text from 0; `hint` names the cure or the choices."""

    offset: int
    message: str
    hint: str = ""


class ExpressionErrors(Exception):
    """An expression is wrong; `errors` holds every mistake found in it, in order of place."""

    def __init__(self, errors: Iterable[ExpressionError]) -> None:
        self.errors = tuple(sorted(set(errors)))
        super().__init__("; ".join(error.message for error in self.errors))


def near(name: str, known: Iterable[str]) -> str:
    """Name the likely spelling and the valid choices."""
    # difflib costs as much as the rest of a load, and only a mistake needs it.
    from difflib import get_close_matches

    choices = sorted(known)
    close = get_close_matches(name, choices, n=1, cutoff=0.6)
    text = f"did you mean {close[0]!r}? " if close else ""
    return text + (f"valid here: {', '.join(choices)}" if choices else "")
