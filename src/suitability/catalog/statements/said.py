"""One line of folded text, and whether something in it is said outright."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from suitability.catalog.statements.guards import EARLIER, STEPS, UNSURE

Kind = Literal["level", "fee", "minimum", "term", "lock", "redemption", "benchmark"]

# Stands for the name of a product.
MASK = "\0"
# A sentence is looked through no further than this on either side of a statement.
_SIGHT = 160
_STOP = re.compile(r"[。!?;\n]|\.(?=\s|$)")
_CLAUSE = re.compile(r"[，。!?;\n]|,(?![0-9]{3})")
# Between what is spoken of and its value: nothing that would make it less than outright.
IS = r"[ :=|\"“”「」为是即按属于评定级的仅只收取每年年化率标准()\[\]]{0,10}"
EN_IS = r"(?:[ :=-]|is|of|at|rated){0,6}"


class Found(NamedTuple):
    """A statement in folded text: kind, what it speaks of, value, place, and currency."""

    kind: Kind
    of: str
    value: Any
    start: int
    end: int
    currency: str = ""


class Said:
    """A line of folded text. What is looked for around statements is looked for once, however many there are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stops = [0, *(stop.end() for stop in _STOP.finditer(text))]
        self._clauses: list[int] | None = None
        self._places: dict[re.Pattern[str], tuple[list[int], list[int]]] = {}

    def find(self, anchor: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Give the matches of a pattern in the sentences that an anchor stands in."""
        done = -1
        for found in anchor.finditer(self.text):
            number = bisect_right(self.stops, found.start()) - 1
            if number > done:
                done = number
                end = self.stops[number + 1] if number + 1 < len(self.stops) else len(self.text)
                yield from pattern.finditer(self.text, self.stops[number], end)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Give where the sentence of a statement begins and ends, with its stop."""
        first = self.stops[bisect_right(self.stops, start) - 1]
        after = bisect_left(self.stops, end)
        last = self.stops[after] if after < len(self.stops) else len(self.text)
        return max(first, start - _SIGHT), min(last, end + _SIGHT)

    def clause(self, start: int) -> int:
        """Give where the clause of a statement begins."""
        if self._clauses is None:
            self._clauses = [0, *(mark.end() for mark in _CLAUSE.finditer(self.text))]
        return max(self._clauses[bisect_right(self._clauses, start) - 1], start - _SIGHT)

    def says(self, pattern: re.Pattern[str], start: int, end: int) -> bool:
        """Say whether a pattern stands between two places."""
        known = self._places.get(pattern)
        if known is None:
            found = [match.span() for match in pattern.finditer(self.text)]
            known = self._places[pattern] = [a for a, _ in found], [b for _, b in found]
        at = bisect_left(known[0], start)
        return at < len(known[0]) and known[1][at] <= end

    def outright(self, start: int, end: int, *guards: re.Pattern[str]) -> bool:
        """Say whether something is said outright: nothing of its sentence makes it unsure, earlier or another's."""
        if STEPS.match(self.text, end) or self.says(EARLIER, self.clause(start), start):
            return False
        sentence = self.sentence(start, end)
        return not any(self.says(guard, *sentence) for guard in (UNSURE, *guards))
