"""Reading a JSON Schema: its properties, nested ones, what they refer to, whether they are required."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from suitability.readers.form_field import ReadField, Refused, Source, Unread

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_DEEPEST = 100
_MOST = 20_000
# Where a schema keeps others that it may refer to.
_STORES = (("$defs",), ("definitions",), ("components", "schemas"))
_ALL = ("allOf",)
_SOME = ("anyOf", "oneOf", "if", "then", "else", "items", "prefixItems", "additionalProperties", "patternProperties")


@attrs.frozen
class _Node:
    """A value of the file and where it begins; of an object each key comes with its own place."""

    value: Any
    at: int

    def get(self, key: str) -> _Node | None:
        found: _Node | None = self.value[key][1] if isinstance(self.value, dict) and key in self.value else None
        return found

    def text(self, key: str) -> str:
        found = self.get(key)
        return found.value if found is not None and isinstance(found.value, str) else ""

    def schemas(self, *, many: bool) -> list[_Node]:
        """Give the schemas an entry holds: those of a list, of an object with `many`, else itself."""
        if isinstance(self.value, list):
            return self.value
        if many:
            return [node for _, node in self.value.values()] if isinstance(self.value, dict) else []
        return [self]


@attrs.frozen
class _Property:
    name: str
    at: int
    node: _Node
    required: bool


def read(source: Source) -> Iterator[ReadField | Unread]:
    """Read the leaves of a schema; a nested one is named by its path. Loops of references end where they close."""
    schema = _Schema(source)
    own = schema.properties(schema.root, frozenset())
    stored = [] if own else [node for store in _STORES for node in [_follow(schema.root, store)] if node is not None]
    if own:
        yield from schema.fields(own, (), schema.root.text("title"), True, frozenset({schema.root.at}))
    for store in stored:
        for table, (_, node) in store.value.items() if isinstance(store.value, dict) else ():
            yield from schema.fields(schema.properties(node, frozenset()), (), table, True, frozenset({node.at}))
    if not schema.seen:
        schema.unread[source.name] = "holds no properties: this is no JSON Schema"
    yield from (Unread(place, message) for place, message in schema.unread.items())


class _Schema:
    """The schema of a file, and what of it could not be read so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.unread: dict[str, str] = {}
        self.steps = 0
        self.seen = False
        self.root = self._parsed()

    def fields(
        self, properties: Sequence[_Property], path: tuple[str, ...], table: str, required: bool, refs: frozenset[int]
    ) -> Iterator[ReadField]:
        for one in properties:
            self.seen = True
            node, passed = self._resolved(one.node, refs)
            name, must = (*path, one.name), required and one.required
            # A schema that leads back to one it stands in is a field like any other.
            inner = [] if node.at in refs else self.properties(node, passed)
            if inner:
                yield from self.fields(inner, name, table, must, passed | {node.at})
                continue
            yield ReadField(
                ".".join(name),
                self.source.place(one.at),
                label=one.node.text("title") or node.text("title"),
                comment=one.node.text("description") or node.text("description"),
                need="mandatory" if must else "optional",
                table=table,
            )

    def properties(self, node: _Node, refs: frozenset[int]) -> list[_Property]:
        """Give the properties of a schema, with those of the schemas it is made of, each name once."""
        self.steps += 1
        if self.steps > _MOST:
            raise Refused(f"refers to more than {_MOST} schemas", node.at)
        node, refs = self._resolved(node, refs)
        if node.at in refs:
            return []
        refs |= {node.at}
        required = node.get("required")
        listed = required.value if required is not None and isinstance(required.value, list) else []
        must = {one.value for one in listed if isinstance(one.value, str)}
        found: dict[str, _Property] = {}
        own = node.get("properties")
        if own is not None and isinstance(own.value, dict):
            for name, (at, inner) in own.value.items():
                found[name] = _Property(name, at, inner, name in must)
        for key in (*_ALL, *_SOME):
            part = node.get(key)
            for schema in [] if part is None else part.schemas(many=key == "patternProperties"):
                for one in self.properties(schema, refs):
                    also = one.name in must or (one.required and key in (*_ALL, "items"))
                    found.setdefault(one.name, attrs.evolve(one, required=also))
        return list(found.values())

    def _resolved(self, node: _Node, refs: frozenset[int]) -> tuple[_Node, frozenset[int]]:
        """Follow references to the schema they name; one that leads nowhere is told and left where it stands."""
        passed = {node.at}
        while (to := node.text("$ref") or node.text("$dynamicRef")) and (said := node.get("$ref")) is not None:
            found = self._named(to)
            if found is None:
                out = "leads out of this file" if not to.startswith("#") else "names nothing in this file"
                self.unread[self.source.place(said.at)] = f"the reference {to[:80]!r} {out}"
                return node, refs
            if found.at in passed:
                self.unread[self.source.place(said.at)] = f"the reference {to[:80]!r} leads back to itself"
                return _Node({}, node.at), refs
            passed.add(found.at)
            node = found
        return node, refs

    def _named(self, to: str) -> _Node | None:
        if to in ("#", self.root.text("$id") or "#"):
            return self.root
        if to.startswith("#/"):
            steps = [re.sub("%([0-9A-Fa-f]{2})", lambda m: chr(int(m[1], 16)), step) for step in to[2:].split("/")]
            return _follow(self.root, [step.replace("~1", "/").replace("~0", "~") for step in steps])
        if to.startswith("#"):
            for store in _STORES:
                kept = _follow(self.root, store)
                stored = kept.value if kept is not None and isinstance(kept.value, dict) else {}
                anchored: list[_Node] = [node for _, node in stored.values() if node.text("$anchor") == to[1:]]
                if anchored:
                    return anchored[0]
        return None

    def _parsed(self) -> _Node:
        node, at = self._value(_blank(self.source.text, 0), 0)
        end = _blank(self.source.text, at)
        if end < len(self.source.text):
            raise Refused("not JSON: more stands after its end", end)
        return node

    def _value(self, at: int, depth: int) -> tuple[_Node, int]:
        text = self.source.text
        if depth > _DEEPEST:
            raise Refused(f"nested deeper than {_DEEPEST}", at)
        first = text[at : at + 1]
        if first == '"':
            value, end = self._string(at)
            return _Node(value, at), end
        if first == "{":
            return self._object(at, depth)
        if first == "[":
            items: list[_Node] = []
            end = _blank(text, at + 1)
            while text[end : end + 1] != "]":
                item, end = self._value(end, depth + 1)
                items.append(item)
                end = self._next(end, "]")
            return _Node(items, at), end + 1
        plain = _PLAIN.match(text, at)
        if plain is None:
            raise Refused("not JSON: a value is missing or is none of JSON", at)
        return _Node({"true": True, "false": False}.get(plain[0]), at), plain.end()

    def _object(self, at: int, depth: int) -> tuple[_Node, int]:
        text = self.source.text
        members: dict[str, tuple[int, _Node]] = {}
        end = _blank(text, at + 1)
        while text[end : end + 1] != "}":
            if text[end : end + 1] != '"':
                raise Refused("not JSON: a key in double quotes is missing", end)
            begin = end
            key, end = self._string(end)
            end = _blank(text, end)
            if text[end : end + 1] != ":":
                raise Refused("not JSON: a colon is missing", end)
            value, end = self._value(_blank(text, end + 1), depth + 1)
            if key in members:
                first = self.source.place(members[key][0])
                self.unread[self.source.place(begin)] = f"the key {key[:80]!r} stands already at {first}"
            else:
                members[key] = (begin, value)
            end = self._next(end, "}")
        return _Node(members, at), end + 1

    def _next(self, at: int, close: str) -> int:
        """Pass a comma, or stay before what closes."""
        text, at = self.source.text, _blank(self.source.text, at)
        if text[at : at + 1] == ",":
            after = _blank(text, at + 1)
            if text[after : after + 1] == close:
                raise Refused("not JSON: nothing stands after the comma", at)
            return after
        if text[at : at + 1] != close:
            raise Refused(f"not JSON: a comma or {close} is missing", at)
        return at

    def _string(self, at: int) -> tuple[str, int]:
        try:
            value, length = _DECODER.raw_decode(self.source.text, at)
        except json.JSONDecodeError as error:
            raise Refused(f"not JSON: {error.msg}", error.pos) from None
        return str(value), length


def _blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return at if found is None else found.end()


def _follow(node: _Node, steps: Sequence[str]) -> _Node | None:
    for step in steps:
        if isinstance(node.value, list) and step.isdecimal() and int(step) < len(node.value):
            node = node.value[int(step)]
            continue
        found = node.get(step)
        if found is None:
            return None
        node = found
    return node
