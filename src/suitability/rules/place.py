"""Line and column in a TOML file.

`tomllib` tells values and no positions. `Places` reads a text that `tomllib` has accepted a second time, only to
learn where every key and every value stands; it is made when an error is to be shown, never before.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

import attrs

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN_VALUE = re.compile(r"[^,\]}#\n]*")
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"[ \t\n]*")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}
_CODES = {"x": 2, "u": 4, "U": 8}

_WIDTH = 120
_TAB = 4
_MARGIN = 20
_BEFORE, _AFTER = 2, 1


@attrs.define
class _Spot:
    """Where a value and its key begin, and the spots of what it holds; `many` marks an array of tables."""

    at: int
    key: int
    many: bool = False
    parts: dict[str | int, _Spot] = attrs.Factory(dict)


class Places:
    """The places of every key and value of a TOML text that `tomllib` accepts."""

    def __init__(self, text: str) -> None:
        # As tomllib does, so that offsets into its strings agree; lines and columns stay what they were.
        self._text = text.replace("\r\n", "\n")
        self._starts = [0, *(match.end() for match in re.finditer("\n", self._text))]
        self._root = _Spot(0, 0)
        self._read()

    def of(self, path: Sequence[str | int], offset: int | None = None) -> tuple[int, int]:
        """Give line and column, from 1, of the value at a path of keys and indices.

        With `offset`, of that character of the string there. A path that does not exist stands where its nearest
        existing ancestor stands; a table where its header or opening brace stands.
        """
        spot, whole = self._find(path)
        at = spot.at
        if offset is not None and whole and self._text[at : at + 1] in ("'", '"'):
            _, indices, _ = self._string(at)
            at = indices[max(0, min(offset, len(indices) - 1))]
        return self._place(at)

    def key_of(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Give line and column of the key that names the value at a path."""
        return self._place(self._find(path)[0].key)

    def _find(self, path: Sequence[str | int]) -> tuple[_Spot, bool]:
        spot = self._root
        for part in path:
            if part not in spot.parts:
                return spot, False
            spot = spot.parts[part]
        return spot, True

    def _place(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def _read(self) -> None:
        text, table = self._text, self._root
        index = self._blank(0)
        while index < len(text):
            if text[index] == "[":
                table = self._header(index)
            else:
                index, spot = self._key(index, table)
                index = self._value(self._space(index + 1), spot)
            end = text.find("\n", index)
            index = len(text) if end < 0 else self._blank(end)

    def _header(self, start: int) -> _Spot:
        many = self._text.startswith("[[", start)
        _, spot = self._key(start + 1 + many, self._root)
        spot.at = start
        if not many:
            return spot
        spot.many = True
        item = spot.parts[len(spot.parts)] = _Spot(start, spot.key)
        spot.at, spot.key = spot.parts[0].at, spot.parts[0].key
        return item

    def _key(self, index: int, spot: _Spot) -> tuple[int, _Spot]:
        """Read a dotted key into the parts of a spot; give the index of what follows it, and its spot."""
        while True:
            start = index = self._space(index)
            if self._text[index] in "'\"":
                name, _, index = self._string(index)
            else:
                bare = _BARE_KEY.match(self._text, index)
                assert bare is not None
                name, index = bare[0], bare.end()
            if spot.many:
                spot = spot.parts[len(spot.parts) - 1]
            spot = spot.parts.setdefault(name, _Spot(start, start))
            index = self._space(index)
            if self._text[index] != ".":
                spot.key = start
                return index, spot
            index += 1

    def _value(self, index: int, spot: _Spot) -> int:
        """Read the value that begins at an index into a spot; give the index behind it."""
        text = self._text
        around: list[_Spot] = []
        while True:
            spot.at = index
            if text[index] in "[{":
                around.append(spot)
                index = self._blank(index + 1)
            else:
                index = self._past(index)
                if not around:
                    return index
                index = self._separator(index)
            while text[index] in "]}":
                around.pop()
                if not around:
                    return index + 1
                index = self._separator(index + 1)
            spot = around[-1]
            if text[spot.at] == "{":
                index, spot = self._key(index, spot)
                index = self._blank(index + 1)
            else:
                spot = spot.parts.setdefault(len(spot.parts), _Spot(index, index))

    def _past(self, index: int) -> int:
        if self._text[index] in "'\"":
            return self._string(index)[2]
        plain = _PLAIN_VALUE.match(self._text, index)
        assert plain is not None
        return plain.end()

    def _string(self, start: int) -> tuple[str, list[int], int]:
        """Read a string; give its value, the index of each character and of its end, and the index behind it."""
        text, quote = self._text, self._text[start]
        fence = quote * 3 if text.startswith(quote * 3, start) else quote
        index = start + len(fence)
        if len(fence) == 3 and text[index] == "\n":
            index += 1
        characters: list[str] = []
        indices: list[int] = []
        while True:
            character, length = text[index], 1
            if character == quote and text.startswith(fence, index):
                # Up to two quotes may stand before a closing fence of three.
                if len(fence) == 1 or not text.startswith(quote, index + 3):
                    break
            elif character == "\\" and quote == '"':
                escape = text[index + 1]
                if escape in " \t\n":
                    index = self._blank(index + 1, comments=False)
                    continue
                if escape in _CODES:
                    length = 2 + _CODES[escape]
                    character = chr(int(text[index + 2 : index + length], 16))
                else:
                    character, length = _ESCAPES[escape], 2
            characters.append(character)
            indices.append(index)
            index += length
        indices.append(index)
        return "".join(characters), indices, index + len(fence)

    def _separator(self, index: int) -> int:
        index = self._blank(index)
        return self._blank(index + 1) if self._text[index] == "," else index

    def _blank(self, index: int, comments: bool = True) -> int:
        while True:
            blank = _BLANK.match(self._text, index)
            assert blank is not None
            index = blank.end()
            if not comments or self._text[index : index + 1] != "#":
                return index
            end = self._text.find("\n", index)
            index = len(self._text) if end < 0 else end

    def _space(self, index: int) -> int:
        space = _SPACE.match(self._text, index)
        assert space is not None
        return space.end()


def excerpt(text: str, line: int, column: int) -> str:
    """Show a line of a text between its neighbours, with a caret under the column as wide as it looks."""
    lines = text.split("\n")
    line = max(1, min(line, len(lines)))
    shown = range(max(1, line - _BEFORE), min(len(lines), line + _AFTER) + 1)
    gutter = len(str(shown[-1]))
    result = []
    for number in shown:
        cells = _cells(lines[number - 1].removesuffix("\r"))
        start = 0
        if number == line:
            column = max(1, min(column, len(cells) + 1))
            start = _first_shown(cells, column)
        window, left = _window(cells, start)
        result.append(f"{number:>{gutter}} | {window}".rstrip())
        if number == line:
            result.append(f"{'':>{gutter}} | {' ' * (left + sum(width for _, width in cells[start : column - 1]))}^")
    return "\n".join(result)


def _first_shown(cells: list[tuple[str, int]], column: int) -> int:
    """Give the first cell to show so that the column is in sight: the line's own first one where it can be."""
    width = 0
    for start in range(column - 1, -1, -1):
        width += cells[start][1] if start < len(cells) else 1
        if width > _WIDTH - 2 * _MARGIN:
            return start if sum(cell_width for _, cell_width in cells[:column]) > _WIDTH - _MARGIN else 0
    return 0


def _window(cells: list[tuple[str, int]], start: int) -> tuple[str, int]:
    """Give the cells from one on, as many as a terminal holds, and the width of the mark before them."""
    shown, width = [], 0
    for cell, cell_width in cells[start:]:
        width += cell_width
        if width > _WIDTH:
            shown.append("…")
            break
        shown.append(cell)
    mark = "…" if start else ""
    return mark + "".join(shown), len(mark)


def _cells(line: str) -> list[tuple[str, int]]:
    """Give each character of a line as it is shown, with the columns of a terminal it takes."""
    cells: list[tuple[str, int]] = []
    at = 0
    for character in line:
        shown, width = character, 1
        if character == "\t":
            width = _TAB - at % _TAB
            shown = " " * width
        elif unicodedata.category(character) in ("Cc", "Cf", "Cs"):
            shown = "\N{REPLACEMENT CHARACTER}"
        elif unicodedata.east_asian_width(character) in "WF":
            width = 2
        elif unicodedata.category(character) in ("Mn", "Me"):
            width = 0
        cells.append((shown, width))
        at += width
    return cells
