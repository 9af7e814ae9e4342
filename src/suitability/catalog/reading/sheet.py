"""Reading catalogs of CSV and TSV, and of what else parts cells by a character."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from suitability.catalog.reading.decode import Decoded, Lines, lines
from suitability.catalog.reading.gather import Gathered
from suitability.catalog.reading.headers import understood
from suitability.catalog.reading.table import Table, read_table
from suitability.catalog.reading.values import Formula
from suitability.spot import Spot

_DELIMITERS = ",\t;|"
_LONGEST_LINE = 1 << 20
_MOST_CELLS = 1 << 15
_FORMULA = re.compile(r"""=(?!"[^"]*"$).+|[@+-][A-Za-z][A-Za-z0-9.]*\(.*""", re.DOTALL)
_SIGNS = ("=", "@", "+", "-")


@attrs.frozen
class _At:
    """Where a record of the file begins, by its line and its first character."""

    line: int
    start: int


def read(name: str, decoded: Decoded, gathered: Gathered) -> None:
    """Read the rows of a file."""
    text = decoded.text if "\n" in decoded.text or "\r" not in decoded.text else decoded.text.replace("\r", "\n")
    said = re.match(r"\s*sep=(.)\r?\n", text[:100])  # a line of Excel's
    delimiter = (
        said[1] if said is not None else _delimiter(text, "\t" if name.lower().endswith(".tsv") else ",", gathered)
    )
    sheet = _Sheet(name, text, delimiter, decoded.mixed, gathered)
    if not read_table(Table(name, sheet.rows(0 if said is None else said.end()), sheet.spot), gathered):
        hint = "the first line must hold names of columns such as 产品代码, 产品名称, 风险等级"
        gathered.refuse(Spot(name, 1), f"no header of a catalog is found; {hint}")


def _delimiter(text: str, default: str, gathered: Gathered) -> str:
    """Give what parts the cells: what makes the most of the first lines' headers understood."""
    best, most = default, 0
    for delimiter in _DELIMITERS:
        for number, (_, line) in enumerate(lines(text)):
            if number >= len(_DELIMITERS) * 2 or len(line) > _LONGEST_LINE:
                break
            cells = line.split(delimiter, 100)[:100]
            count = sum(understood(cell.strip(' "\r\n'), gathered.words.columns) is not None for cell in cells)
            if count > most:
                best, most = delimiter, count
    return best


class _Sheet:
    """The records of a text, and the place of each of their cells."""

    def __init__(self, name: str, text: str, delimiter: str, mixed: frozenset[int], gathered: Gathered) -> None:
        self._name = name
        self._text = text
        self._delimiter = delimiter
        self._mixed = mixed
        self._gathered = gathered
        self._cell = re.compile(rf'[ ]*"(?:[^"]|"")*+"[^{re.escape(delimiter)}\n]*|[^{re.escape(delimiter)}\n]*')
        self._lines = Lines(text)
        self.line = 0
        self.next = 0

    def rows(self, start: int) -> Iterator[tuple[_At, Sequence[Any]]]:
        fed = self._fed(start)
        reader = csv.reader((line for _, line in fed), delimiter=self._delimiter, strict=True)
        while True:
            begun = self.line + 1
            at = self.next
            try:
                cells: list[Any] = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if self._ends(begun, str(error)):
                    return
                continue
            if self._mixed and not self._mixed.isdisjoint(range(begun, self.line + 1)):
                self._gathered.refuse(Spot(self._name, begun), "is in another encoding than the rest of the file")
                continue
            if len(cells) > _MOST_CELLS:
                self._gathered.refuse(Spot(self._name, begun), f"has {len(cells)} cells, which no row of a catalog has")
                continue
            for index, cell in enumerate(cells):
                if cell[:1] in _SIGNS and _FORMULA.fullmatch(cell):
                    cells[index] = Formula(cell)
            yield _At(begun, at), cells

    def _ends(self, line: int, error: str) -> bool:
        """Refuse a record that cannot be read; say whether nothing behind it can be."""
        lost = "end of data" in error or "limit" in error
        said = f"not CSV: {error}"
        if lost:
            said = "a quote is not closed, or a cell goes on without end; from here on the file is not read"
        self._gathered.refuse(Spot(self._name, line), said)
        return lost

    def _fed(self, start: int) -> Iterator[tuple[int, str]]:
        """Give the lines one by one, and keep which was given last; one too long to be a row is left out."""
        self.line = self._text.count("\n", 0, start)
        self.next = start
        for at, line in lines(self._text[start:] if start else self._text):
            self.line += 1
            self.next = start + at + len(line)
            if len(line) > _LONGEST_LINE:
                self._gathered.refuse(Spot(self._name, self.line), f"a line of {len(line)} characters is no row")
                line = "\n"
            yield at, line

    def spot(self, at: _At, column: int | None) -> Spot:
        """Give the place of a cell, or of the record."""
        if column is None:
            return Spot(self._name, at.line)
        start, end = at.start, at.start
        for index in range(column + 1):
            found = self._cell.match(self._text, start)
            assert found is not None
            end = found.end()
            if index < column and self._text[end : end + 1] != self._delimiter:
                return Spot(self._name, at.line)
            if index < column:
                start = end + 1
        line, first = self._lines.at(start)
        last_line, last = self._lines.at(end)
        return Spot(self._name, line, first, last_line, last)
