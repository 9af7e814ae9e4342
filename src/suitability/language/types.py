"""The types of expressions."""

from __future__ import annotations

from typing import Any, Literal

import attrs

from suitability.model.facts import Kind

Name = Literal[
    "flag",
    "number",
    "money",
    "share",
    "text",
    "day",
    "instant",
    "period",
    "choice",
    "level",
    "set",
    "record",
    "relation",
]


@attrs.frozen(cache_hash=True)
class Type:
    """The type of an expression.

    `of` is the class of a record or of a relation's members, or the type of a set's members;
    `values` and `vocabulary` belong to a choice, `scale` to a level.
    """

    name: Name
    of: Any = None
    values: tuple[str, ...] = ()
    vocabulary: str = ""
    scale: str = ""

    @property
    def numeric(self) -> bool:
        return self.name in ("number", "money", "share")

    @property
    def ordered(self) -> bool:
        return self.numeric or self.name in ("day", "instant", "level")

    def __str__(self) -> str:
        if self.name == "level":
            return f"level of scale {self.scale}"
        if self.name == "choice":
            return f"choice of {self.vocabulary or ', '.join(self.values)}"
        if self.name == "set":
            return f"set of {self.of}"
        if self.name in ("record", "relation"):
            return f"{self.name} {self.of.__name__}"
        return self.name


FLAG = Type("flag")
NUMBER = Type("number")
MONEY = Type("money")
SHARE = Type("share")
TEXT = Type("text")
DAY = Type("day")
INSTANT = Type("instant")
PERIOD = Type("period")


def an(type_: Type) -> str:
    """Name a type with its article."""
    return f"an {type_}" if type_.name == "instant" else f"a {type_}"


def type_of(kind: Kind) -> Type:
    """Give the type of an expression that reads a field of this kind."""
    if kind.name == "choice":
        return Type("choice", values=kind.values, vocabulary=kind.vocabulary)
    if kind.name == "level":
        return Type("level", scale=kind.scale)
    if kind.name == "set":
        member = Type("choice", values=kind.values, vocabulary=kind.vocabulary) if kind.values else TEXT
        return Type("set", of=member)
    if kind.name == "many":
        return Type("relation", of=kind.record)
    if kind.name == "one":
        return Type("record", of=kind.record)
    return Type(kind.name)
