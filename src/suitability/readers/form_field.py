"""What every reader of forms gives: fields with their places, and what could not be read."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal, NamedTuple

import attrs

Need = Literal["mandatory", "optional", "hidden"]


@attrs.frozen
class ReadField:
    """A field of a form or table: its name, what people read beside it, what its maker wrote of it, and its place.

    `need` None: the file does not tell whether it must be filled in. `table` is the table, class or form it stands in.
    """

    name: str
    place: str
    label: str = ""
    comment: str = ""
    need: Need | None = None
    table: str = ""


class Unread(NamedTuple):
    """A thing that could not be read, and why; `place` is file:line:column, or the file."""

    place: str
    message: str


class Refused(Exception):
    """Nothing more of a file can be read; `at` is the offset in its text where that was seen."""

    def __init__(self, message: str, at: int | None = None) -> None:
        self.at = at
        super().__init__(message)


class Source:
    """The text of a file, which knows the line and column of an offset, both from 1."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, at: int) -> str:
        """Give the place of an offset as file:line:column."""
        line = bisect_right(self._starts, at)
        return f"{self.name}:{line}:{at - self._starts[line - 1] + 1}"
