"""Typed trees as plain data, so that a pack can be compiled at build and loaded without parsing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs

from suitability.language import tree
from suitability.language.tree import Node
from suitability.language.types import Type
from suitability.model.subject import CLASSES

_NODES = {cls.__name__: cls for cls in tree.NODES}
_FIELDS = {cls: tuple(field.name for field in attrs.fields(cls)) for cls in tree.NODES}


class Trees:
    """The trees of a pack, each node held once; `tree` gives one by its number.

    Made of plain data, the trees are decoded when the first of them is asked for.
    """

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        self._data = data
        self._nodes: list[Node] = []
        self._types: list[Type] = []
        self._numbers: dict[Any, int] = {}

    def tree(self, number: int) -> Node:
        if self._data is not None:
            self._decode(self._data)
        return self._nodes[number]

    def type(self, number: int) -> Type:
        if self._data is not None:
            self._decode(self._data)
        return self._types[number]

    def add(self, node: Node) -> int:
        """Take a tree in, and give its number."""
        if node not in self._numbers:
            for child in tree.children(node):
                self.add(child)
            self._numbers[node] = len(self._nodes)
            self._nodes.append(node)
        return self._numbers[node]

    def add_type(self, type_: Type) -> int:
        """Take a type in, and give its number."""
        if type_ not in self._numbers:
            if isinstance(type_.of, Type):
                self.add_type(type_.of)
            self._numbers[type_] = len(self._types)
            self._types.append(type_)
        return self._numbers[type_]

    def data(self) -> dict[str, Any]:
        """Give the trees as plain data."""
        if self._data is not None:
            return self._data
        for node in self._nodes:
            self.add_type(node.type)
            if isinstance(node, tree.Constant) and node.type.name == "set":
                self.add_type(node.type.of)
        nodes = [
            [type(node).__name__, *(self._encode(getattr(node, name)) for name in _FIELDS[type(node)])]
            for node in self._nodes
        ]
        types = [[t.name, self._encode(t.of), list(t.values), t.vocabulary, t.scale] for t in self._types]
        return {"types": types, "nodes": nodes}

    def _encode(self, value: Any) -> Any:
        if isinstance(value, tree.NODES):
            return {"n": self._numbers[value]}
        if isinstance(value, Type):
            return {"t": self._numbers[value]}
        if isinstance(value, type):
            return {"c": value.__name__}
        if isinstance(value, tuple):
            return [self._encode(item) for item in value]
        if isinstance(value, frozenset):
            return {"s": [self._encode(item) for item in sorted(value)]}
        if isinstance(value, Decimal):
            return {"d": str(value)}
        if isinstance(value, dt.date):
            return {"on": value.isoformat()}
        return value

    def _decode(self, data: dict[str, Any]) -> None:
        types: list[Type] = []
        nodes: list[Node] = []

        def value(raw: Any) -> Any:
            if isinstance(raw, list):
                return tuple(value(item) for item in raw)
            if not isinstance(raw, dict):
                return raw
            ((kind, content),) = raw.items()
            if kind == "n":
                return nodes[content]
            if kind == "t":
                return types[content]
            if kind == "c":
                return CLASSES[content]
            if kind == "s":
                return frozenset(value(item) for item in content)
            return Decimal(content) if kind == "d" else dt.date.fromisoformat(content)

        for name, of, values, vocabulary, scale in data["types"]:
            types.append(Type(name, value(of), tuple(values), vocabulary, scale))
        for name, *fields in data["nodes"]:
            nodes.append(_NODES[name](*[value(field) for field in fields]))
        self._types, self._nodes, self._data = types, nodes, None
