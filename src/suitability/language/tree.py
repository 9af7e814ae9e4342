"""The closed set of nodes an expression is made of.

A tree is what the checker makes of an expression's text; every node knows its type. `bind` in `language.bind`
replaces the names of a pack (`Term`, `Table`, `Parameter`) by what they mean on one day; the evaluator, the
compilers and the printer of words take it from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, Protocol

import attrs

from suitability.language.types import DAY, FLAG, PERIOD, Type

Operator = Literal["==", "!=", "<", "<=", ">", ">="]
FoldKind = Literal["any", "all", "count", "sum", "min", "max", "latest", "previous", "set"]
Unit = Literal["days", "months", "years", "hours", "workdays"]


@attrs.frozen(cache_hash=True)
class Constant:
    """A value written in the expression: truth, number, text, choice, level, day, or a frozenset of those."""

    value: Any
    type: Type


@attrs.frozen(cache_hash=True)
class Root:
    """A part of the subject that paths begin with: `sale`, `customer`."""

    name: str
    type: Type
    nullable: bool = False


@attrs.frozen(cache_hash=True)
class Variable:
    """The member that a fold looks at, or an argument of a term or table before it is bound."""

    name: str
    type: Type


@attrs.frozen(cache_hash=True)
class Field:
    """A field of a record. `day_of` names the instant that tells this day when the day itself was not told."""

    base: Node
    name: str
    type: Type
    nullable: bool = False
    day_of: str = ""


@attrs.frozen(cache_hash=True)
class Term:
    """A term of a pack, by name."""

    name: str
    arguments: tuple[Node, ...]
    type: Type


@attrs.frozen(cache_hash=True)
class Table:
    """A look-up in a table of a pack, by name."""

    name: str
    arguments: tuple[Node, ...]
    type: Type


@attrs.frozen(cache_hash=True)
class Parameter:
    """A parameter of a pack: ``param.name``."""

    name: str
    type: Type


@attrs.frozen(cache_hash=True)
class Named:
    """What a term means on the day the tree was bound to; shared by all who use the term."""

    name: str
    arguments: tuple[Node, ...]
    body: Node
    type: Type


@attrs.frozen(cache_hash=True)
class Lookup:
    """A table on the day the tree was bound to: the value of the first row whose test holds; none fits: unknown."""

    name: str
    arguments: tuple[Node, ...]
    rows: tuple[tuple[Node, Node], ...]
    type: Type


@attrs.frozen(cache_hash=True)
class Not:
    operand: Node
    type: Type = FLAG


@attrs.frozen(cache_hash=True)
class And:
    operands: tuple[Node, ...]
    type: Type = FLAG


@attrs.frozen(cache_hash=True)
class Or:
    operands: tuple[Node, ...]
    type: Type = FLAG


@attrs.frozen(cache_hash=True)
class Compare:
    """Two values of one type; levels by rank, instants in UTC."""

    operator: Operator
    left: Node
    right: Node
    type: Type = FLAG


@attrs.frozen(cache_hash=True)
class Within:
    """Membership of a value in a set."""

    item: Node
    members: Node
    type: Type = FLAG


@attrs.frozen(cache_hash=True)
class Subset:
    """Whether every member of `left` is in `right`."""

    left: Node
    right: Node
    type: Type = FLAG


@attrs.frozen(cache_hash=True)
class IsNone:
    operand: Node
    type: Type = FLAG


@attrs.frozen(cache_hash=True)
class Arithmetic:
    operator: Literal["+", "-", "*"]
    left: Node
    right: Node
    type: Type


@attrs.frozen(cache_hash=True)
class Period:
    unit: Unit
    amount: Node
    type: Type = PERIOD


@attrs.frozen(cache_hash=True)
class Shift:
    """A day or an instant moved forwards by a period."""

    base: Node
    period: Node
    type: Type


@attrs.frozen(cache_hash=True)
class Call:
    """A built-in function of plain values: `age`, `day`, `highest`, `lowest`, `missing_from`, `size`, `steps`."""

    name: str
    arguments: tuple[Node, ...]
    type: Type


@attrs.frozen(cache_hash=True)
class AsOf:
    """The day we stand on."""

    type: Type = DAY


@attrs.frozen(cache_hash=True)
class Fold:
    """A relation folded to one value, over the members for which `where` holds.

    `value` is the test of `any` and `all`, what `sum`, `min`, `max` and `set` collect, and nothing otherwise;
    `by` orders `latest` and `previous`.
    """

    kind: FoldKind
    variable: str
    relation: Node
    where: Node | None
    value: Node | None
    by: tuple[Node, ...]
    type: Type


Node = (
    Constant
    | Root
    | Variable
    | Field
    | Term
    | Table
    | Parameter
    | Named
    | Lookup
    | Not
    | And
    | Or
    | Compare
    | Within
    | Subset
    | IsNone
    | Arithmetic
    | Period
    | Shift
    | Call
    | AsOf
    | Fold
)

TRUE = Constant(True, FLAG)


def map_children(node: Node, change: Callable[[Node], Node]) -> Node:
    """Give the same node with every child replaced by what `change` makes of it."""
    replaced: dict[str, Any] = {}
    for name, many in _CHILDREN[type(node)]:
        value = getattr(node, name)
        if many == "rows":
            new: Any = tuple((change(test), change(result)) for test, result in value)
        elif many:
            new = tuple(change(child) for child in value)
        else:
            new = None if value is None else change(value)
            if new is value:
                continue
        replaced[name] = new
    return attrs.evolve(node, **replaced) if replaced else node


def children(node: Node) -> Iterator[Node]:
    """Give the children of a node, in the order they stand in."""
    for name, many in _CHILDREN[type(node)]:
        value = getattr(node, name)
        if many == "rows":
            for row in value:
                yield from row
        elif many:
            yield from value
        elif value is not None:
            yield value


def walk(node: Node) -> Iterator[Node]:
    """Give a node and all below it."""
    yield node
    for child in children(node):
        yield from walk(child)


NODES = (
    Constant,
    Root,
    Variable,
    Field,
    Term,
    Table,
    Parameter,
    Named,
    Lookup,
    Not,
    And,
    Or,
    Compare,
    Within,
    Subset,
    IsNone,
    Arithmetic,
    Period,
    Shift,
    Call,
    AsOf,
    Fold,
)

# The fields of each node that hold its children: one of them, several, or rows of two.
_SHAPES = {
    "Node": "",
    "Node | None": "",
    "tuple[Node, ...]": "several",
    "tuple[tuple[Node, Node], ...]": "rows",
}
_CHILDREN: dict[type, tuple[tuple[str, str], ...]] = {
    node: tuple((field.name, _SHAPES[field.type]) for field in attrs.fields(node) if field.type in _SHAPES)
    for node in NODES
}


class Ruled(Protocol):
    """What tests something: where it applies (None: everywhere), and what must be so there."""

    @property
    def when(self) -> Node | None: ...

    @property
    def require(self) -> Node: ...


def trees(of: Ruled) -> list[Node]:
    """Give the tests of a rule: its `when`, where it has one, and its `require`."""
    return [of.require] if of.when is None else [of.when, of.require]
