"""Types and values written in pack files: `level product`, `set DisclosureItem`, `["R1", "R2"]`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, get_args

from suitability.language.errors import near
from suitability.language.tree import Constant, Node, Period
from suitability.language.types import DAY, FLAG, INSTANT, MONEY, NUMBER, PERIOD, SHARE, TEXT, Type, an
from suitability.model import vocabulary
from suitability.model.scale import Scale
from suitability.model.subject import CLASSES

PLAIN = {
    "flag": FLAG, "number": NUMBER, "money": MONEY, "share": SHARE, "text": TEXT, "day": DAY, "instant": INSTANT,
    "months": PERIOD,
}  # fmt: skip
_FORMS = f"{', '.join(PLAIN)}, level SCALE, choice VOCABULARY, set VOCABULARY, or a class of the model"


class Mistaken(ValueError):
    """A type or value that is not valid here; `hint` names the choices."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(message)


def read_type(text: str, scales: Mapping[str, Scale]) -> Type:
    """Read the name of a type. Raises Mistaken."""
    kind, _, name = text.partition(" ")
    if not name:
        if kind in PLAIN:
            return PLAIN[kind]
        if kind in CLASSES:
            return Type("record", of=CLASSES[kind])
        raise Mistaken(f"{text!r} is not a type", f"valid here: {_FORMS}")
    if kind == "level":
        if name not in scales:
            raise Mistaken(f"there is no scale {name!r}", near(name, scales))
        return Type("level", scale=name)
    if kind in ("choice", "set"):
        values = get_args(getattr(vocabulary, name, None))
        if not values or name not in vocabulary.VOCABULARIES.values():
            raise Mistaken(f"there is no vocabulary {name!r}", near(name, vocabulary.VOCABULARIES.values()))
        member = Type("choice", values=values, vocabulary=name)
        return member if kind == "choice" else Type("set", of=member)
    raise Mistaken(f"{text!r} is not a type", f"valid here: {_FORMS}")


def write_type(type_: Type) -> str:
    """Write the name of a type as `read_type` reads it; the type of a table of its own choices is a mere choice."""
    if type_.name == "level":
        return f"level {type_.scale}"
    if type_.name == "set":
        return f"set {type_.of.vocabulary}"
    if type_.name == "record":
        return str(type_.of.__name__)
    if type_.name == "period":
        return "months"
    return f"choice {type_.vocabulary}".rstrip() if type_.name == "choice" else type_.name


def read_value(value: Any, type_: Type, scales: Mapping[str, Scale]) -> Node:
    """Read a TOML value as a constant of a type. Raises Mistaken."""
    if type_.name == "set":
        if not isinstance(value, list):
            raise Mistaken(f"{value!r} is not a list")
        return Constant(frozenset(_member(item, type_.of, scales) for item in value), type_)
    if type_.name == "period":
        if type(value) is not int or value < 0:
            raise Mistaken(f"{value!r} is not a number of months")
        return Period("months", Constant(value, NUMBER))
    return Constant(_member(value, type_, scales), type_)


def _member(value: Any, type_: Type, scales: Mapping[str, Scale]) -> Any:
    if type_.name == "level":
        return _one_of(value, scales[type_.scale].levels, type_)
    if type_.name == "choice":
        return _one_of(value, type_.values, type_)
    fits = {
        "flag": type(value) is bool,
        "number": type(value) is int,
        "money": type(value) in (int, Decimal),
        "share": type(value) in (int, Decimal),
        "text": type(value) is str,
        "day": type(value) is dt.date,
    }
    if not fits.get(type_.name, False):
        raise Mistaken(f"{value!r} is not {an(type_)}")
    return Decimal(value) if type_.name in ("money", "share") else value


def _one_of(value: Any, valid: Iterable[str], type_: Type) -> str:
    if not isinstance(value, str) or value not in set(valid):
        raise Mistaken(f"{value!r} is not {an(type_)}", near(str(value), valid))
    return value
