"""Reading catalogs of YAML.

No value is resolved: 001234 is the text it is, and not the number 668; what a field's kind asks for is read from the
text. A key that stands twice, a tag of a program's own and an alias that expands without end are mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import attrs

from suitability.catalog.reading.decode import Decoded
from suitability.catalog.reading.gather import Gathered
from suitability.catalog.reading.json import WRAPPERS
from suitability.catalog.reading.tree import Trail, Trees, Twice
from suitability.catalog.reading.values import Wrong
from suitability.catalog.reading.yaml_lines import PlainLines, scalar
from suitability.errors import SuitabilityError
from suitability.spot import Spot

_LARGEST_PART = 1 << 18
_LARGEST_WHOLE = 1 << 22
_MOST_NODES = 200_000
_MOST_VALUES = 20_000
_DEEPEST = 40
_SHOWN = 500
_TAG = "tag:yaml.org,2002:"
_TAGS = frozenset(
    f"{_TAG}{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
)
_EMPTY = r"(?:[ \t]*(?:#[^\n]*)?\n|---[ \t]*(?:#[^\n]*)?\n)*"
_WRAPPER = r"(?:([^\s#'\":-][^\s#'\":]*|\"[^\"\n]*\"):[ \t]*(?:#[^\n]*)?\n)?"
_HEAD = re.compile(rf"{_EMPTY}{_WRAPPER}(?:[ \t]*(?:#[^\n]*)?\n)*")
# Dashes one after the other, and spaces before a key, as no catalog has them: the library's stack bears no more.
_DEEP = re.compile(r"(?:[-?][ \t]+){64}|^[ ]{256}", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")
_MOST_OPEN = 64
_OPENS = ",:\n[{-?"


class _Part(NamedTuple):
    """A part of the file that holds items, and the line it begins on."""

    text: str
    line: int


def read(name: str, decoded: Decoded, gathered: Gathered) -> None:
    """Read the products of a file: a list of them, one document, or several."""
    try:
        import yaml
    except ModuleNotFoundError:
        raise SuitabilityError("reading YAML needs the extra catalog: pip install 'suitability[catalog]'") from None
    file = _File(name, decoded, gathered, yaml)
    if decoded.mixed:
        gathered.refuse(Spot(name, min(decoded.mixed)), "is in another encoding than the rest of the file")
        return
    parts = _parted(decoded.text)
    if parts is None or not file.by_parts(parts):
        file.whole(decoded.text)
    file.trees.finish()


def _parted(text: str) -> list[_Part] | None:
    """Part a text at the items of its one list; None where it is not certainly one."""
    head = _HEAD.match(text)
    assert head is not None
    if head[1] is not None and head[1].strip('"') not in WRAPPERS:
        return None
    first = re.compile(r" *(?=-[ \n])").match(text, head.end())
    if first is None:
        return None
    indent = len(first[0])
    less = rf"^ {{0,{indent - 1}}}[^ #\r\n]|" if indent else ""
    if re.compile(rf"{less}^ {{{indent}}}(?!-[ \r\n]|#)[^ \r\n]", re.MULTILINE).search(text, head.end()):
        return None
    starts = [
        found.start() for found in re.compile(rf"^ {{{indent}}}-(?=[ \r\n])", re.MULTILINE).finditer(text, head.end())
    ]
    parts = []
    line, before = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", before, start)
        before = start
        parts.append(_Part(text[start:end], line))
    return parts


class _File:
    """A file, read part by part or as a whole."""

    def __init__(self, name: str, decoded: Decoded, gathered: Gathered, yaml: Any) -> None:
        self.name = name
        self.gathered = gathered
        self.trees = Trees(name, gathered)
        self.yaml = yaml
        self.loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    def by_parts(self, parts: Sequence[_Part]) -> bool:
        """Read every part by itself; False where parts hang together, of which nothing was read then."""
        if any("*" in part.text and re.search(r"(?:^|[\s,\[{:-])\*[^\s*]", part.text) for part in parts):
            return False
        plain = PlainLines()
        made: list[tuple[_Part, Any]] = []
        for part in parts:
            found = plain.read(part.text) if len(part.text) < _LARGEST_PART else None
            if found is None or len(found) != 1:
                made.append((part, None))
            else:
                made.append((part, found[0]))
        for part, raw in made:
            if raw is None:
                self._part(part)
            else:
                self.trees.take(_PartItem(self, part), raw, hash(part.text))
        return True

    def _part(self, part: _Part) -> None:
        if len(part.text) > _LARGEST_PART:
            self.gathered.refuse(Spot(self.name, part.line), f"an item of {len(part.text)} characters is no product")
            return
        try:
            nodes = list(self.composed(part.text))
            for node in nodes:
                for member in node.value if isinstance(node, self.yaml.SequenceNode) else [node]:
                    self._take(_PartItem(self, part), member, hash(part.text))
        except _Unreadable as error:
            self.refuse(error, part.line)

    def whole(self, text: str) -> None:
        """Read a file that is not one plain list."""
        if len(text) > _LARGEST_WHOLE or sum(map(text.count, _OPENS)) > _MOST_NODES:
            hint = "a large catalog is one list, each product an item of its own, without anchors across items"
            self.gathered.refuse(Spot(self.name), f"too large to be read as a whole; {hint}")
            return
        try:
            for document in self.composed(text):
                for node in self._items(document):
                    self._take(_NodeItem(self, node), node, None)
        except _Unreadable as error:
            self.refuse(error, 1)

    def _items(self, node: Any) -> Iterator[Any]:
        """Give the items of a document: the members of its list, or of the list that it wraps."""
        if isinstance(node, self.yaml.MappingNode):
            for key, value in node.value:
                wraps = isinstance(key, self.yaml.ScalarNode) and key.value in WRAPPERS
                if wraps and isinstance(value, self.yaml.SequenceNode):
                    node = value
                    break
        if isinstance(node, self.yaml.SequenceNode):
            yield from node.value
        elif node is not None:
            yield node

    def _take(self, item: _PartItem | _NodeItem, node: Any, mark: int | None) -> None:
        try:
            raw = self.raw(node)
        except Wrong as error:
            self.gathered.refuse(item.spot(), str(error))
            return
        self.trees.take(item, raw, hash(repr(raw)) if mark is None else mark)

    def refuse(self, error: _Unreadable, first: int) -> None:
        line = None if error.line is None else error.line + first - 1
        self.gathered.refuse(Spot(self.name, line, error.column), str(error))

    def composed(self, text: str) -> Iterator[Any]:
        """Give the documents of a text as nodes with their places; raise _Unreadable."""
        if _DEEP.search(text) or _deep(text):
            raise _Unreadable("nested too deep", 1, None)
        try:
            yield from self.yaml.compose_all(text, Loader=self.loader)
        except self.yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (None, None) if mark is None else (mark.line + 1, mark.column + 1)
            said = ", ".join(str(part) for part in (error.context, error.problem) if part)
            raise _Unreadable(f"not YAML: {said}", *place) from None
        except self.yaml.YAMLError as error:
            at = getattr(error, "position", 0)
            line = text.count("\n", 0, at) + 1
            raise _Unreadable(f"not YAML: {str(error).splitlines()[0]:.100}", line, None) from None
        except RecursionError:
            raise _Unreadable("nested too deep", 1, None) from None

    def raw(self, node: Any) -> Any:
        """Give what a node holds: texts, none, lists and mappings; raise Wrong."""
        return _Expansion(self.yaml).of(node, 0)


def _deep(text: str) -> bool:
    """Say whether brackets are nested deeper than any catalog has them; those of texts are counted too."""
    depth = 0
    for found in _BRACKET.finditer(text):
        depth += 1 if found[0] in "[{" else -1
        if depth > _MOST_OPEN:
            return True
        depth = max(depth, 0)
    return False


class _Unreadable(Exception):
    """A text is no YAML; where that shows, if it is known."""

    def __init__(self, message: str, line: int | None, column: int | None) -> None:
        self.line = line
        self.column = column
        super().__init__(message)


class _Expansion:
    """Gives what a node holds, with its aliases written out, as long as they are not without end."""

    def __init__(self, yaml: Any) -> None:
        self._yaml = yaml
        self._values = 0

    def of(self, node: Any, depth: int) -> Any:
        self._values += 1
        if self._values > _MOST_VALUES:
            raise Wrong(f"its aliases come to more than {_MOST_VALUES} values")
        if depth > _DEEPEST:
            raise Wrong("nested too deep")
        if node.tag not in _TAGS:
            raise Wrong(f"the tag {node.tag.replace(_TAG, '!!')!r:.80} makes something else than plain data of a value")
        if isinstance(node, self._yaml.ScalarNode):
            return scalar(node.value, not node.style)
        if isinstance(node, self._yaml.SequenceNode):
            return [self.of(member, depth + 1) for member in node.value]
        made: dict[str, Any] = {}
        twice: list[str] = []
        merged: dict[str, Any] = {}
        for key, value in node.value:
            if key.tag == f"{_TAG}merge":
                for inner in self._merged(value, depth + 1):
                    merged = {**inner, **merged}
                continue
            if not isinstance(key, self._yaml.ScalarNode):
                raise Wrong("a key is a list or a mapping")
            if key.value in made:
                twice.append(key.value)
            made[key.value] = self.of(value, depth + 1)
        if not twice:
            return {**merged, **made}
        doubled = Twice({**merged, **made})
        doubled.keys_twice = tuple(twice)
        return doubled

    def _merged(self, node: Any, depth: int) -> Iterator[dict[str, Any]]:
        for one in node.value if isinstance(node, self._yaml.SequenceNode) else [node]:
            inner = self.of(one, depth)
            if not isinstance(inner, dict):
                raise Wrong("<< merges something that is no mapping")
            yield inner


def _places(yaml: Any, node: Any, trail: Trail, key: Any, places: dict[Trail, tuple[Any, Any]]) -> None:
    """Find the node and the key's node of every trail below a node that was read before."""
    places.setdefault(trail, (node, key))
    if isinstance(node, yaml.SequenceNode):
        for index, member in enumerate(node.value):
            _places(yaml, member, (*trail, index), member, places)
    elif isinstance(node, yaml.MappingNode):
        # The last of two like keys counts; what is merged counts where nothing else says the same.
        for inner, value in reversed(node.value):
            if inner.tag != f"{_TAG}merge":
                _places(yaml, value, (*trail, inner.value), inner, places)
        for inner, value in node.value:
            if inner.tag == f"{_TAG}merge":
                for one in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                    _places(yaml, one, trail, inner, places)


def _found(
    file: _File, node: Any, trails: Sequence[Trail], of_key: bool, first: int
) -> Mapping[Trail, tuple[Spot, str]]:
    places: dict[Trail, tuple[Any, Any]] = {}
    _places(file.yaml, node, (), node, places)
    made: dict[Trail, tuple[Spot, str]] = {}
    for trail in trails:
        value, key = places.get(trail, (node, node))
        at = key if of_key else value
        start, end = at.start_mark, at.end_mark
        spot = Spot(file.name, start.line + first, start.column + 1, end.line + first, end.column + 1)
        made[trail] = (spot, _written(file.yaml, value)[:_SHOWN])
    return made


def _written(yaml: Any, node: Any) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return ", ".join(str(member.value) for member in node.value if isinstance(member, yaml.ScalarNode))
    return ""


@attrs.frozen
class _PartItem:
    """An item by the part of the file that holds it."""

    file: _File
    part: _Part

    def _node(self) -> Any:
        (node,) = self.file.composed(self.part.text)
        return node.value[0]

    def raw(self) -> Any:
        return self.file.raw(self._node())

    def spot(self) -> Spot:
        text = self.part.text
        indent = len(text) - len(text.lstrip(" "))
        return Spot(self.file.name, self.part.line, indent + 1)

    def find(self, trails: Sequence[Trail], of_key: bool) -> Mapping[Trail, tuple[Spot, str]]:
        return _found(self.file, self._node(), trails, of_key, self.part.line)


@attrs.frozen
class _NodeItem:
    """An item by its node, of a file that was read as a whole."""

    file: _File
    node: Any

    def raw(self) -> Any:
        return self.file.raw(self.node)

    def spot(self) -> Spot:
        start = self.node.start_mark
        return Spot(self.file.name, start.line + 1, start.column + 1)

    def find(self, trails: Sequence[Trail], of_key: bool) -> Mapping[Trail, tuple[Spot, str]]:
        return _found(self.file, self.node, trails, of_key, 1)
