"""What `language.words` asks of a locale, which the floor of messages answers, and what it asks of a tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, Protocol

from suitability.language.tree import And, Arithmetic, Compare, Field, Node, Operator, Or, Root
from suitability.language.types import Type
from suitability.model.product import Product

OPPOSITE: dict[Operator, Operator] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED: dict[Operator, Operator] = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
NAMES: dict[Operator, str] = {
    "==": "is", "!=": "is_not", "<": "below", "<=": "at_most", ">": "above", ">=": "at_least",
}  # fmt: skip


class Speak(Protocol):
    """The voice of one locale."""

    def phrase(self, key: str, **parts: str) -> str:
        """Give a sentence or a part of one, with its parts filled in."""

    def has_phrase(self, key: str) -> bool:
        """Say whether the locale has this phrase; only some need one for a single day, month, year."""

    def listing(self, kind: Literal["and", "or", "both", "either"], items: Sequence[str]) -> str:
        """Join clauses (`and`, `or`) or nouns (`both`, `either`)."""

    def field(self, record: type, name: str) -> str:
        """Name a field of a class of the model."""

    def said(self, record: type, name: str, holds: bool, base: str) -> str | None:
        """Say of a yes-or-no field that it holds or does not; None where there is no sentence for it."""

    def record(self, record: type, form: Literal["one", "many", "measure"]) -> str:
        """Name one record of a class, or several, or what they are counted with."""

    def root(self, name: str) -> str:
        """Name a root."""

    def value(self, vocabulary: str, value: str) -> str:
        """Name a choice."""

    def name(self, name: str) -> str:
        """Name a term, table or parameter of a pack."""

    def filled(self, name: str, arguments: Sequence[str]) -> str | None:
        """Name a term or table whose label says where its arguments stand; None where it does not."""

    def the(self, label: str) -> str:
        """Give a label as a noun that is known."""

    def a(self, label: str) -> str:
        """Give a label as a noun that is one of many."""

    def number(self, value: Decimal | int) -> str:
        """Write a number."""

    def share(self, value: Decimal | int) -> str:
        """Write a fraction as a percentage."""

    def day(self, value: dt.date) -> str:
        """Write a day."""


def holder(node: Node) -> Node:
    """Give whose field a field of a part is: the product, for the level that its levels hold.

    The product as it was before a change is no part of the change: it is said.
    """
    while isinstance(node, Field) and node.type.name == "record" and node.type.of is not Product:
        node = node.base
    return node


def is_key(node: Node) -> bool:
    """Whether a node is said as the one it names: the customer, the seller."""
    return isinstance(node, Field) and node.name == "key" and isinstance(node.base, Root)


def family(type_: Type) -> str:
    """Name the words that values of a type are compared in."""
    if type_.name in ("day", "instant"):
        return "time"
    if type_.name == "level":
        return "level"
    return "amount" if type_.numeric else "plain"


def flat(node: And | Or) -> list[Node]:
    """Give the operands of nested ands, or of nested ors, as one list."""
    operands: list[Node] = []
    for operand in node.operands:
        operands += flat(operand) if type(operand) is type(node) else [operand]
    return operands


def summands(node: Node) -> list[Node]:
    """Give the parts of a sum of sums as one list."""
    if isinstance(node, Arithmetic) and node.operator == "+":
        return [*summands(node.left), *summands(node.right)]
    return [node]


def rising(node: Node) -> tuple[Node, bool, Node] | None:
    """Read an ordering of days or instants as: earlier, strictly, later."""
    if not isinstance(node, Compare) or family(node.left.type) != "time" or node.operator in ("==", "!="):
        return None
    if node.operator in ("<", "<="):
        return node.left, node.operator == "<", node.right
    return node.right, node.operator == ">", node.left
