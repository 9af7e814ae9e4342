"""How a text is laid out: its lines, those that are headings, and the cells of its tables with what heads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from suitability.wording.lines import unwrapped

# Of marks that have two widths, which folding keeps, and of numerals that are written in full; no length changes.
WIDTHS = str.maketrans("：（）；！？壹贰叁肆伍陆柒捌玖拾佰仟", ":();!?一二三四五六七八九十百千")
_BAR = re.compile(r"[|｜\t]")
_RULE = re.compile(r"[\s|｜:\-—+=]+")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_LONGEST_HEADING = 40
# The depth of the deepest heading; what is no more than a short line is deeper.
DEEPEST = 6
# A line with more bars is no row of a table.
_WIDEST = 64
_LONGEST = 1 << 14
# What ends a sentence ends a heading too, unless it ends the line.
_SENTENCE = re.compile(r"[。！？；，,;!?]|\.\s")


@attrs.frozen
class Cell:
    """A cell of a table: its place, and the places of what heads its column and its row (None: nothing does)."""

    start: int
    end: int
    column: tuple[int, int] | None = None
    row: tuple[int, int] | None = None


@attrs.frozen
class Line:
    """A line of a text, its end not counted. `depth` is that of a heading: 1 to 6, 7 for one that is no more than a
    short line, 0 for none. `cells` are those of a row of a table."""

    start: int
    end: int
    depth: int = 0
    cells: tuple[Cell, ...] = ()


def lines(text: str) -> Iterator[Line]:
    """Give the lines of a text that hold anything; one that was only wrapped goes on, one without end is cut."""
    header: Sequence[tuple[int, int]] = ()
    for start, end in _spans(unwrapped(text)):
        line = text[start:end]
        if not line.strip():
            header = ()
        elif 0 < len(_BAR.findall(line)) <= _WIDEST:
            if not _RULE.fullmatch(line):
                spans = list(_cells(line, start))
                yield Line(start, end, cells=tuple(_headed(spans, header)))
                header = header if len(header) == len(spans) else spans
        else:
            header = ()
            yield Line(start, end, _depth(line))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        while end - start > _LONGEST:
            stop = text.rfind("。", start, start + _LONGEST) + 1 or start + _LONGEST
            yield start, stop
            start = stop
        yield start, end
        start = end + 1


def _cells(line: str, at: int) -> Iterator[tuple[int, int]]:
    """Give the places of a row's cells, empty ones too; a bar at either end of the row is its frame."""
    bars = [-1, *(bar.start() for bar in _BAR.finditer(line)), len(line)]
    for number in range(len(bars) - 1):
        start, end = bars[number] + 1, bars[number + 1]
        inner = line[start:end]
        if inner.strip() or 0 < number < len(bars) - 2:
            left = len(inner) - len(inner.lstrip())
            yield at + start + left, at + max(start + left, start + len(inner.rstrip()))


def _headed(spans: Sequence[tuple[int, int]], header: Sequence[tuple[int, int]]) -> Iterator[Cell]:
    columns = header if len(header) == len(spans) else ()
    for number, (start, end) in enumerate(spans):
        yield Cell(start, end, columns[number] if columns else None, spans[0] if number else None)


def _depth(line: str) -> int:
    if _HEADING.match(line):
        return len(line.strip()) - len(line.strip().lstrip("#"))
    stripped = line.strip().rstrip("。！!：:")
    return DEEPEST + 1 if len(stripped) <= _LONGEST_HEADING and not _SENTENCE.search(stripped) else 0
