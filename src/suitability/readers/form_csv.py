"""Reading the header of a CSV file: its first line, whatever parts the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suitability.readers.form_field import ReadField, Refused, Source, Unread

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST = 1 << 16
# What is more likely a value than a name: a number, an amount, a day, an address of e-mail.
_VALUE = re.compile(r"[\s'¥$€]*-?[\d,.\-/: ]*\d{3,}[\d,.\-/: ]*[Xx]?|[^@\s]+@[^@\s]+\.\w+")


def read(source: Source) -> Iterator[ReadField | Unread]:
    """Read the names of the columns. A header that holds values instead is refused; the values are not repeated."""
    start = len(source.text) - len(source.text.lstrip("\n"))
    said = re.match(r"sep=(.)\n", source.text[start : start + 8])
    if said is not None:  # a line of Excel's
        start += said.end()
    delimiters = said[1] if said is not None else _DELIMITERS
    cells = max((_cells(source.text, start, delimiter) for delimiter in delimiters), key=len)
    named = [(name.strip(), at) for name, at in cells]
    if any(_VALUE.fullmatch(name) for name, _ in named):
        first = next(at for name, at in named if _VALUE.fullmatch(name))
        raise Refused("this looks like a value: the first line must hold the names of the columns", first)
    seen: dict[str, str] = {}
    for number, (name, at) in enumerate(named, 1):
        place = source.place(at)
        if not name:
            yield Unread(place, f"column {number} has no name")
        elif name in seen:
            yield Unread(place, f"the column {name!r} stands already at {seen[name]}")
        else:
            seen[name] = place
            yield ReadField(name, place)


def _cells(text: str, start: int, delimiter: str) -> list[tuple[str, int]]:
    """Give the cells of the first record and where each begins."""
    bare = re.compile(rf"[^{re.escape(delimiter)}\n]*")
    cells: list[tuple[str, int]] = []
    at = start
    while True:
        begin = at
        quoted = re.compile(r'[ ]*"((?:[^"]|"")*+)"').match(text, at)
        if quoted is not None:
            cell, at = quoted[1].replace('""', '"'), quoted.end()
        else:
            cell = ""
        rest = bare.match(text, at)
        assert rest is not None
        cell, at = cell + rest[0], rest.end()
        cells.append((cell, begin))
        if at - start > _LONGEST:
            raise Refused("the first line does not end: this is no header", start)
        if text[at : at + 1] != delimiter:
            return cells
        at += 1
