"""Values written in expressions, and which types meet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from suitability.language.errors import near
from suitability.language.tree import Constant, Node, Variable
from suitability.language.types import DAY, FLAG, NUMBER, Type, an
from suitability.model.scale import Scale

MOST_DIGITS = 18

Mistake = tuple[str, str]


def same(a: Type, b: Type) -> bool:
    """Say whether two types are one; a choice is one by its values, a set by its members."""
    if a.name != b.name:
        return False
    if a.name == "set":
        return same(a.of, b.of)
    if a.name == "choice":
        return a.values == b.values
    if a.name in ("record", "relation"):
        return a.of is b.of
    return a.scale == b.scale


def numbers_meet(a: Node, b: Node) -> bool:
    """Say whether two numeric expressions may be compared or added: of one kind, or one of them a literal."""
    return a.type.numeric and b.type.numeric and (a.type == b.type or _literal(a) or _literal(b))


def _literal(node: Node) -> bool:
    return isinstance(node, Constant)


def text(value: str, wanted: Type | None, scales: Mapping[str, Scale]) -> Constant | Mistake:
    """Make a text into what it meets: a choice, a level or a text."""
    if wanted is None:
        return f"the text {value!r} meets nothing that says what it is", ""
    if wanted.name == "choice":
        if value not in wanted.values:
            return f"{value!r} is not {an(wanted)}", near(value, wanted.values)
    elif wanted.name == "level":
        levels = scales[wanted.scale].levels if wanted.scale in scales else ()
        if value not in levels:
            return f"{value!r} is not {an(wanted)}", near(value, levels)
    elif wanted.name == "set":
        return "a text where a set is needed", f"a set is written {{{value!r}}}"
    elif wanted.name != "text":
        return f"a text against {an(wanted)}", ""
    return Constant(value, wanted)


def number(digits: str | None) -> Constant | Mistake:
    """Make a number of its digits: whole ones stay whole, others are exact decimals."""
    if digits is None:
        return "numbers are written in plain decimal digits", "0.2, 1000000"
    if len(digits) > MOST_DIGITS:
        return f"more than {MOST_DIGITS} digits", ""
    return Constant(Decimal(digits) if "." in digits else int(digits), NUMBER)


def date(digits: Sequence[str | None]) -> Constant | Mistake:
    """Make a day of year, month and day."""
    try:
        year, month, day = (int(part or "") for part in digits)
        return Constant(dt.date(year, month, day), DAY)
    except (ValueError, OverflowError):
        return "this is not a day", "date(2026, 2, 1)"


def arithmetic_type(operator: str, a: Node, b: Node) -> Type | None:
    """Give the type of a sum or a product; None where it has no meaning."""
    if not (a.type.numeric and b.type.numeric):
        return None
    if operator != "*":
        if not numbers_meet(a, b):
            return None
        return b.type if _literal(a) else a.type
    by_name = {a.type.name: a.type, b.type.name: b.type}
    if "money" in by_name:
        return None if a.type == b.type else by_name["money"]
    return by_name.get("share", NUMBER)


def fold_type(kind: str, value: Node, variable: str) -> Type | str:
    """Give the type of a fold that collects `value`, or say what is wrong with it."""
    if kind in ("count", "latest", "previous"):
        if not (isinstance(value, Variable) and value.name == variable):
            return f"{kind} gives the member itself"
        return NUMBER if kind == "count" else value.type
    if kind in ("any", "all"):
        return FLAG if value.type == FLAG else f"{kind} needs a condition, not {an(value.type)}"
    if kind == "sum":
        return value.type if value.type.numeric else f"{an(value.type)} has no sum"
    if kind == "set":
        collectable = value.type.name in ("choice", "text")
        return Type("set", of=value.type) if collectable else f"a set of {value.type} is not part of the language"
    return value.type if value.type.ordered else f"{an(value.type)} has no order"
