"""From the names of a pack to what they mean on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from suitability.language.tree import Fold, Lookup, Named, Node, Parameter, Table, Term, Variable, map_children, walk


class Definitions(Protocol):
    """What the packs say on a day; None where they say nothing on it."""

    def term(self, name: str, day: dt.date) -> tuple[tuple[str, ...], Node] | None:
        """Give a term's argument names and its tree."""

    def table(self, name: str, day: dt.date) -> tuple[tuple[str, ...], tuple[tuple[Node, Node], ...]]:
        """Give a table's argument names and its rows of that day, each a test and a value; there may be none."""

    def parameter(self, name: str, day: dt.date) -> Node | None:
        """Give a parameter's value."""


def bind(node: Node, definitions: Definitions, day: dt.date) -> Node:
    """Replace every name of the packs in a tree by what it means on a day.

    A name that means nothing on that day becomes a look-up without rows, which is unknown.
    """
    return Binder(definitions, day).bind(node)


class Binder:
    """Binds trees to one day; what several of them share is bound once."""

    def __init__(self, definitions: Definitions, day: dt.date) -> None:
        self._definitions = definitions
        self._day = day
        self._bound: dict[Node, Node] = {}

    def bind(self, node: Node) -> Node:
        """Bind a tree that stands under no arguments."""
        bound = self._bound.get(node)
        if bound is None:
            bound = self._bound[node] = self._made(node, {})
        return bound

    def _given(self, node: Node, arguments: Mapping[str, Node]) -> Node:
        return self._made(node, arguments) if arguments else self.bind(node)

    def _made(self, node: Node, arguments: Mapping[str, Node]) -> Node:
        if isinstance(node, Variable):
            return arguments.get(node.name, node)
        if isinstance(node, Parameter):
            return self._definitions.parameter(node.name, self._day) or Lookup(node.name, (), (), node.type)
        changed = map_children(node, lambda child: self._given(child, arguments))
        if isinstance(changed, Term):
            return self._term(changed)
        return self._table(changed) if isinstance(changed, Table) else changed

    def _term(self, node: Term) -> Node:
        term = self._definitions.term(node.name, self._day)
        if term is None:
            return Lookup(node.name, (), (), node.type)
        names, body = term
        given = dict(zip(names, node.arguments, strict=True))
        return Named(node.name, node.arguments, self._given(_rename(body, node.name), given), node.type)

    def _table(self, node: Table) -> Node:
        names, rows = self._definitions.table(node.name, self._day)
        given = dict(zip(names, node.arguments, strict=True))
        bound = tuple((self._given(test, given), value) for test, value in rows)
        return Lookup(node.name, node.arguments, bound, node.type)


def _rename(body: Node, term: str) -> Node:
    # A member of the caller's fold may have the same name as one in the term's body: give the body's its own names.
    own = {node.variable for node in _folds(body)}
    if not own:
        return body

    def change(node: Node) -> Node:
        if isinstance(node, Variable) and node.name in own:
            return Variable(f"{term}.{node.name}", node.type)
        changed = map_children(node, change)
        if isinstance(changed, Fold):
            return Fold(
                changed.kind,
                f"{term}.{changed.variable}",
                changed.relation,
                changed.where,
                changed.value,
                changed.by,
                changed.type,
            )
        return changed

    return change(body)


def _folds(node: Node) -> list[Fold]:
    return [found for found in walk(node) if isinstance(found, Fold)]
