"""A text that grows: hits as soon as they are certain, and how much of it can no longer become one."""

from __future__ import annotations

import re
from functools import cached_property

from suitability.wording.context import SIGHT
from suitability.wording.fold import fold
from suitability.wording.scan import Hit, Scanner

_SETTLES = re.compile(r"[。！？!?]|\n\s*\n")
# A sentence without an end is certain where so much text has followed.
_AHEAD = 3 * SIGHT
_ENDLESS = 2 * _AHEAD


class Stream:
    """Scan a text piece by piece; however it is cut, the hits are those of the whole text.

    Up to `settled` what was found is certain.
    """

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self.text = ""
        self.settled = 0
        self._closed = False

    def feed(self, piece: str) -> tuple[Hit, ...]:
        """Take the next piece; give the hits that became certain."""
        self.text += piece
        self.__dict__.pop("safe", None)
        settled = self.settled
        for found in _SETTLES.finditer(self.text, settled):
            settled = found.end()
        if len(self.text) - settled > _ENDLESS:
            settled = len(self.text) - _AHEAD
        return self._settle(settled)

    def close(self) -> tuple[Hit, ...]:
        """End the text; give the hits that were open."""
        self._closed = True
        self.__dict__.pop("safe", None)
        return self._settle(len(self.text))

    def _settle(self, until: int) -> tuple[Hit, ...]:
        begin, self.settled = self.settled, max(until, self.settled)
        return self._scanner.scan(self.text, begin, until) if until > begin else ()

    @cached_property
    def safe(self) -> int:
        """How many characters, from the first, can no longer become part of a hit that is not certain yet."""
        if self._closed:
            return len(self.text)
        tail = fold(self.text[self.settled :])
        held = self.settled + tail.start(max(0, len(tail.text) - self._scanner.reach))
        begun = (hit.start for hit in self._scanner.scan(self.text, self.settled))
        return min([held, *begun])
