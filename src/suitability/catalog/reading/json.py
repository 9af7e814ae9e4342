"""Reading catalogs of JSON and JSON Lines.

The values are read by the scanner of the standard library. It tells no places, so an item's text is read a second time
where the place of a part of it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from json import JSONDecodeError, JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

import attrs

from suitability.catalog.reading.decode import Decoded, Lines, lines
from suitability.catalog.reading.gather import Gathered
from suitability.catalog.reading.tree import Trail, Trees, Twice
from suitability.catalog.reading.values import Digits
from suitability.spot import Spot

# Under which of its keys a file may hold the list of its products.
WRAPPERS = frozenset(
    {"products", "catalog", "items", "rows", "records", "data", "产品", "产品目录", "产品列表", "产品清单"}
)
_SPACE = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r"[^,\]}\s]*")
_DEEPEST = 40
_SHOWN = 500


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    seen: set[str] = set()
    twice = Twice(made)
    twice.keys_twice = tuple(dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return twice


_DECODER = JSONDecoder(object_pairs_hook=_object, parse_int=Digits, parse_float=Digits, parse_constant=Digits)


def read(name: str, decoded: Decoded, gathered: Gathered) -> None:
    """Read the products of a file: a list of them, one, or one after the other."""
    file = _File(name, decoded.text, gathered)
    if decoded.mixed:
        gathered.refuse(Spot(name, min(decoded.mixed)), "is in another encoding than the rest of the file")
        return
    index = file.space(0)
    try:
        while index < len(file.text):
            index = file.space(file.value(index))
    except JSONDecodeError as error:
        gathered.refuse(Spot(name, error.lineno, error.colno), f"not JSON: {error.msg}; from here on it is not read")
    except RecursionError:
        gathered.refuse(Spot(name), "nested too deep")
    file.trees.finish()


def read_lines(name: str, decoded: Decoded, gathered: Gathered) -> None:
    """Read the products of a file, one a line; a line that is wrong costs only itself."""
    file = _File(name, decoded.text, gathered)
    for number, (start, line) in enumerate(lines(decoded.text), 1):
        index = file.space(start)
        if index >= start + len(line):
            continue
        if number in decoded.mixed:
            gathered.refuse(Spot(name, number), "is in another encoding than the rest of the file")
            continue
        stop = start + len(line)
        try:
            raw, end = file.scanned(index)
            if file.space(end) < stop:
                raise JSONDecodeError("more than one value in a line", decoded.text, file.space(end))
            if end > stop:
                raise JSONDecodeError("the line ends before its value does", decoded.text, stop)
            file.take(index, raw, end)
        except JSONDecodeError as error:
            gathered.refuse(Spot(name, number, min(error.pos, stop - 1) - start + 1), f"not JSON: {error.msg}")
        except RecursionError:
            gathered.refuse(Spot(name, number), "nested too deep")
    file.trees.finish()


class _File:
    """The text of a file, read item by item."""

    def __init__(self, name: str, text: str, gathered: Gathered) -> None:
        self.name = name
        self.text = text
        self.lines = Lines(text)
        self.trees = Trees(name, gathered)

    def space(self, index: int) -> int:
        found = _SPACE.match(self.text, index)
        assert found is not None
        return found.end()

    def scanned(self, index: int) -> tuple[Any, int]:
        try:
            made: tuple[Any, int] = _DECODER.scan_once(self.text, index)  # type: ignore[attr-defined]
            return made
        except StopIteration as stop:
            raise JSONDecodeError("a value is expected", self.text, stop.value) from None

    def value(self, index: int) -> int:
        """Read a value of the file's own level: a list of items, or an item that may hold one."""
        if self.text[index] == "[":
            return self._list(index)
        if self.text[index] == "{":
            return self._wrapped(index)
        return self.item(index)

    def item(self, index: int) -> int:
        raw, end = self.scanned(index)
        self.take(index, raw, end)
        return end

    def take(self, index: int, raw: Any, end: int) -> None:
        self.trees.take(_Item(self, index), raw, hash(self.text[index:end]))

    def _list(self, index: int) -> int:
        index = self.space(index + 1)
        if self.text[index : index + 1] == "]":
            return index + 1
        while True:
            index = self.space(self.item(index))
            sign = self.text[index : index + 1]
            if sign == "]":
                return index + 1
            if sign != ",":
                raise JSONDecodeError("a comma or the end of the list is expected", self.text, index)
            index = self.space(index + 1)

    def _wrapped(self, start: int) -> int:
        """Read an object; where a list stands under a key that names a catalog, the items of the list."""
        index = self.space(start + 1)
        if self.text[index : index + 1] == '"':
            key, end = scanstring(self.text, index + 1, True)
            end = self.space(end)
            if key in WRAPPERS and self.text[end : end + 1] == ":" and self.text[self.space(end + 1) :][:1] == "[":
                index = self.space(self._list(self.space(end + 1)))
                sign = self.text[index : index + 1]
                if sign != "}":
                    raise JSONDecodeError("nothing else may stand beside the list of products", self.text, index)
                return index + 1
        return self.item(start)

    def spot(self, start: int, end: int | None = None) -> Spot:
        if end is None:
            return Spot(self.name, *self.lines.at(start))
        return Spot(self.name, *self.lines.at(start), *self.lines.at(end))


@attrs.frozen
class _Item:
    """An item by where it begins."""

    file: _File
    start: int

    def raw(self) -> Any:
        return self.file.scanned(self.start)[0]

    def spot(self) -> Spot:
        return self.file.spot(self.start)

    def find(self, trails: Sequence[Trail], of_key: bool) -> Mapping[Trail, tuple[Spot, str]]:
        text = self.file.text
        places: dict[Trail, tuple[int, int, int]] = {}
        try:
            _places(text, self.start, (), self.start, places)
        except RecursionError:
            places = {}
        found: dict[Trail, tuple[Spot, str]] = {}
        for trail in trails:
            start, end, key = places.get(trail, (self.start, self.start, self.start))
            said = text[start : min(end, start + _SHOWN)]
            if said.startswith('"'):
                said = scanstring(text, start + 1, False)[0]
            found[trail] = (self.file.spot(key) if of_key else self.file.spot(start, end), said)
        return found


def _places(text: str, index: int, trail: Trail, key: int, places: dict[Trail, tuple[int, int, int]]) -> int:
    """Find where every value of a text that was read before stands; give the end of the first."""
    start = index
    sign = text[index]
    if len(trail) > _DEEPEST:
        raise RecursionError
    if sign == '"':
        index = scanstring(text, index + 1, False)[1]
    elif sign in "{[":
        index = _past(text, index + 1)
        number = 0
        while text[index] not in "}]":
            named, part = index, number
            inner: Trail = (*trail, part)
            if sign == "{":
                name, index = scanstring(text, index + 1, False)
                inner = (*trail, name)
                index = _past(text, _past(text, index) + 1)
            index = _past(text, _places(text, index, inner, named, places))
            if text[index] == ",":
                index = _past(text, index + 1)
            number += 1
        index += 1
    else:
        found = _PLAIN.match(text, index)
        assert found is not None
        index = found.end()
    places[trail] = (start, index, key)
    return index


def _past(text: str, index: int) -> int:
    found = _SPACE.match(text, index)
    assert found is not None
    return found.end()
