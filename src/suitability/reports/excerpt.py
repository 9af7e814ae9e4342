"""The lines of a text that a finding stands in, as a compiler shows its own: carets under the words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from suitability.reports.text import columns

WIDTH = 100
_BEFORE = 40
_LINES = 3
# No more characters than these, each side of a span, are looked at: some take no column, and a line may be a book.
_REACH = 1000
HIDDEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def excerpts(text: str, start: int, end: int) -> tuple[tuple[str, str], ...]:
    """Give each line of a span of a text, at most three, as it is shown, and the carets under the span."""
    found: list[tuple[str, str]] = []
    at = start
    while at <= max(start, end - 1) and len(found) < _LINES:
        first = text.rfind("\n", max(0, at - _REACH), at) + 1 or max(0, at - _REACH)
        stop = text.find("\n", at, at + _REACH)
        last = min(len(text), at + _REACH) if stop < 0 else stop
        line = text[first:last].removesuffix("\r")
        low = at - first
        found.append(excerpt(line, low, max(low, min(end - first, len(line)))))
        if stop < 0:
            break
        at = stop + 1
    return tuple(found)


def excerpt(line: str, start: int, end: int) -> tuple[str, str]:
    """Give a line with carets under a span of it, aligned under wide characters; of a long one the part around it."""
    cells = [1 if CONTROL.match(character) else columns(character) for character in line]
    low, high = 0, len(line)
    if sum(cells) > WIDTH:
        low, high = _window(cells, start, end)
    shown = CONTROL.sub("\ufffd", HIDDEN.sub("", line[low:high]))
    before = "".join("\t" if line[at] == "\t" else " " * cells[at] for at in range(low, start))
    under = "".join("\t" if line[at] == "\t" else "^" * cells[at] for at in range(start, min(end, high)))
    cut = "…" if low else ""
    return f"{cut}{shown}{'…' if high < len(line) else ''}", f"{' ' * len(cut)}{before}{under or '^'}"


def split(shown: str, carets: str) -> tuple[str, str, str]:
    """Give a line of an excerpt in three parts: before the carets, over them, and after."""
    first, last = len(carets) - len(carets.lstrip(" \t")), len(carets)
    at = 0
    parts = ["", "", ""]
    for character in shown:
        wide = 1 if CONTROL.match(character) else columns(character)
        parts[0 if at < first else 1 if at < last else 2] += character
        at += wide
    return parts[0], parts[1], parts[2]


def _window(cells: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Give the part of a line that is shown: the span, some of what stands before it, and what then fits after it."""
    low, used = start, 0
    while low > 0 and used + cells[low - 1] <= _BEFORE:
        low -= 1
        used += cells[low]
    high = start
    while high < len(cells) and used + cells[high] <= WIDTH:
        used += cells[high]
        high += 1
    while high == len(cells) and low > 0 and used + cells[low - 1] <= WIDTH:
        low -= 1
        used += cells[low]
    return low, max(high, min(end, start + 1))
