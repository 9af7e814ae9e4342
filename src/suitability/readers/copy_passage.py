"""Passages of copy: a text to be judged, and where its characters stand in the file they were read from.

Imported by a hook on each commit: the standard library only, spots when one is asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from suitability.spot import Spot

# A longer file of a format that must be parsed whole is not read.
LONGEST = 1 << 23
_NONE: Mapping[str, str] = MappingProxyType({})
Comments = tuple[tuple["Spot", str], ...]


class Refused(Exception):
    """A file that cannot be read as what it says it is: why, and at which offset; None for the whole file."""

    def __init__(self, message: str, at: int | None = None) -> None:
        super().__init__(message)
        self.message, self.at = message, at


class Passage(NamedTuple):
    """A text of a file, or of a long one as much as ends at a blank line.

    `line` is the number of its first line, `start` counts the characters of the file before it. `spots` says where
    its characters stand where it is not the text of the file as it is written. `front` is the front matter of
    Markdown, `comments` are those of the file, the same of all its passages.
    """

    name: str
    text: str
    line: int = 1
    start: int = 0
    spots: Places | None = None
    front: Mapping[str, str] = _NONE
    comments: Comments = ()

    def spot(self, start: int, end: int) -> Spot:
        """Give where a span of the text stands in the file."""
        if self.spots is not None:
            return self.spots.spot(start, end)
        from suitability.spot import Spot

        (line, column), (end_line, end_column) = (self._place(at) for at in (start, end))
        return Spot(self.name, line, column, end_line, end_column)

    def _place(self, at: int) -> tuple[int, int]:
        return self.line + self.text.count("\n", 0, at), at - self.text.rfind("\n", 0, at)


class Source:
    """The text of a file as it is written; offsets count its characters."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text

    @cached_property
    def _lines(self) -> list[int]:
        """Where lines begin."""
        lines, at = [0], self.text.find("\n")
        while at >= 0:
            lines.append(at + 1)
            at = self.text.find("\n", at + 1)
        return lines

    def spans(self) -> Iterator[tuple[int, int]]:
        """Give where each line begins and ends, without what ends it."""
        begin = 0
        while begin < len(self.text):
            end = self.text.find("\n", begin)
            end = len(self.text) if end < 0 else end
            yield begin, end
            begin = end + 1

    def place(self, at: int) -> tuple[int, int]:
        """Give the line and the column of an offset, from 1."""
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1

    def line(self, number: int) -> int:
        """Give where a line begins, from 1; the end of the text for lines after the last."""
        return self._lines[number - 1] if number <= len(self._lines) else len(self.text)

    def spot(self, begin: int, end: int, key: str = "") -> Spot:
        """Give a span of the file as a spot."""
        from suitability.spot import Spot

        return Spot(self.name, *self.place(begin), *self.place(end), name=key)


class Places:
    """Where the characters of a passage stand in its source.

    A run begins at `ats` in the passage and stands at `begins` in the source; it ends in the source at `ends`, or is
    None where it stands there character by character.
    """

    __slots__ = ("_ats", "_begins", "_ends", "_source", "key")

    def __init__(
        self, source: Source, key: str, ats: Sequence[int], begins: Sequence[int], ends: Sequence[int | None]
    ) -> None:
        self._source, self.key = source, key
        self._ats, self._begins, self._ends = ats, begins, ends

    def spot(self, start: int, end: int) -> Spot:
        """Give where a span of the passage stands."""
        begin = self._begin(start)
        return self._source.spot(begin, max(begin, self._end(end) if end > start else begin), self.key)

    def _begin(self, at: int) -> int:
        run = bisect_right(self._ats, at) - 1
        if run < 0:
            return 0
        return self._begins[run] + (at - self._ats[run] if self._ends[run] is None else 0)

    def _end(self, at: int) -> int:
        run = bisect_right(self._ats, at - 1) - 1
        end = self._ends[run]
        return self._begins[run] + at - self._ats[run] if end is None else end


class Weave:
    """A passage that is put together from pieces of its source.

    `origin` gives where an offset of the text that is woven stands in the file; it never goes back.
    """

    def __init__(self, source: Source, key: str = "", origin: Callable[[int], int] | None = None) -> None:
        self.source, self.key = source, key
        self.origin = origin
        self.length = 0
        self._pieces: list[str] = []
        self._ats: list[int] = []
        self._begins: list[int] = []
        self._ends: list[int | None] = []

    def keep(self, text: str, begin: int, end: int) -> None:
        """Take a span of a text as it is written."""
        if begin >= end:
            return
        if self.origin is None:
            self._piece(text[begin:end], begin, None)
        elif (at := self.origin(begin)) + end - begin == self.origin(end - 1) + 1:
            self._piece(text[begin:end], at, None)
        else:
            middle = (begin + end) // 2
            self.keep(text, begin, middle)
            self.keep(text, middle, end)

    def put(self, piece: str, begin: int, end: int) -> None:
        """Take what a span of the text stands for; of a span without characters, what is only put there."""
        if piece:
            first = begin if self.origin is None else self.origin(begin)
            last = first if begin == end else (end if self.origin is None else self.origin(end - 1) + 1)
            self._piece(piece, first, max(first, last))

    def _piece(self, piece: str, begin: int, end: int | None) -> None:
        goes_on = end is None and self._ends and self._ends[-1] is None
        if not goes_on or self._begins[-1] + self.length - self._ats[-1] != begin:
            self._ats.append(self.length)
            self._begins.append(begin)
            self._ends.append(end)
        self._pieces.append(piece)
        self.length += len(piece)

    @property
    def tail(self) -> str:
        """The last piece that was taken."""
        return self._pieces[-1] if self._pieces else ""

    def passage(self, front: Mapping[str, str] = _NONE, comments: Comments = ()) -> Passage:
        """Give what was woven."""
        places = Places(self.source, self.key, self._ats, self._begins, self._ends)
        line = self.source.place(self._begins[0])[0] if self._begins else 1
        start = self._begins[0] if self._begins else 0
        return Passage(self.source.name, "".join(self._pieces), line, start, places, front, comments)


def for_us(comment: str) -> bool:
    """Say whether a comment is for us: it may waive a finding."""
    return "suitability" in comment.lower()


def whole_characters(text: str) -> str:
    """Give a text in which halves of surrogate pairs, which no file can hold, are U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
