"""What compiled rules call besides Python's own operators. Each raises where a fact that was not told matters."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Never


def untold() -> Never:
    """Refuse to answer for a fact that was not told."""
    raise TypeError("not told")


def highest(a: Any, b: Any) -> Any:
    if a is None or b is None:
        return b if a is None else a
    return a if a >= b else b


def lowest(a: Any, b: Any) -> Any:
    if a is None or b is None:
        return b if a is None else a
    return a if a <= b else b


def previous(pairs: list[tuple[Any, Any]]) -> Any:
    ordered = sorted(pairs, key=lambda pair: pair[0], reverse=True)[:3]
    for (key, _), (other, _) in pairwise(ordered):
        if not key > other:
            raise TypeError("a tie")
    return ordered[1][1] if len(ordered) > 1 else None
