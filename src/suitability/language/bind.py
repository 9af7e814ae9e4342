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

    def table(self, name: str, day: dt.date) -> tuple[tuple[str, ...], tuple[tuple[Node, Node], ...]] | None:
        """Give a table's argument names and its rows, each a test and a value."""

    def parameter(self, name: str, day: dt.date) -> Node | None:
        """Give a parameter's value."""


def bind(node: Node, definitions: Definitions, day: dt.date) -> Node:
    """Replace every name of the packs in a tree by what it means on a day.

    A name that means nothing on that day becomes a look-up without rows, which is unknown.
    """
    return _bind(node, definitions, day, {})


def _bind(node: Node, definitions: Definitions, day: dt.date, arguments: Mapping[str, Node]) -> Node:
    if isinstance(node, Variable):
        return arguments.get(node.name, node)
    if isinstance(node, Parameter):
        return definitions.parameter(node.name, day) or Lookup(node.name, (), (), node.type)
    changed = map_children(node, lambda child: _bind(child, definitions, day, arguments))
    if isinstance(changed, Term):
        term = definitions.term(changed.name, day)
        if term is None:
            return Lookup(changed.name, (), (), changed.type)
        names, body = term
        given = dict(zip(names, changed.arguments, strict=True))
        body = _bind(_rename(body, changed.name), definitions, day, given)
        return Named(changed.name, changed.arguments, body, changed.type)
    if isinstance(changed, Table):
        table = definitions.table(changed.name, day)
        if table is None:
            return Lookup(changed.name, (), (), changed.type)
        names, rows = table
        given = dict(zip(names, changed.arguments, strict=True))
        bound = tuple((_bind(test, definitions, day, given), value) for test, value in rows)
        return Lookup(changed.name, changed.arguments, bound, changed.type)
    return changed


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
