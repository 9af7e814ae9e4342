"""The guard: copy is checked while a model writes it, and let out no sooner than it is safe."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from suitability.engine.check import check_copy
from suitability.engine.scan import scan_copy
from suitability.errors import SuitabilityError
from suitability.model.copy import Copy
from suitability.model.facts import changed
from suitability.wording.stream import Stream

if TYPE_CHECKING:
    from suitability.engine.finding import Mark
    from suitability.engine.report import Report
    from suitability.engine.ruleset import RuleSet


class Guard:
    """Takes copy piece by piece; however it is cut, the marks are those of the whole text.

    ::

        guard = s.Guard(rules, as_of=day, copy=s.Copy(on=day, channel="sms"))
        for piece in model:
            if guard.feed(piece):
                break
            send(guard.release())
        report = guard.close()
        send(guard.release())

    `copy` says where and of what the text speaks, by default on `as_of` and nothing more; its text is the one fed.
    """

    def __init__(self, rules: RuleSet, *, as_of: dt.date, copy: Copy | None = None) -> None:
        self._rules = rules
        self._as_of = as_of
        self._copy = Copy(on=as_of) if copy is None else copy
        self._stream = Stream(rules.phrasebook.scanner)
        self._released = 0
        self._first: int | None = None
        self._closed = False

    @property
    def text(self) -> str:
        """Everything fed so far."""
        return self._stream.text

    def feed(self, piece: str) -> tuple[Mark, ...]:
        """Take the next piece; give the marks that became certain, by their place in the whole text.

        Raises SuitabilityError after `close`.
        """
        if self._closed:
            raise SuitabilityError("this guard is closed; make another for another text")
        begin = self._stream.settled
        hits = self._stream.feed(piece)
        return self._marks(begin) if any(not hit.excused for hit in hits) else ()

    def release(self) -> str:
        """Give what may be shown next: what can no longer become part of a finding, up to the first mark."""
        end = self._stream.safe if self._first is None else min(self._first, self._stream.safe)
        piece = self.text[self._released : end]
        self._released = max(self._released, end)
        return piece

    def close(self) -> Report:
        """End the text and check it whole, with what it must say; the report holds every finding."""
        if not self._closed:
            self._closed = True
            begin = self._stream.settled
            if any(not hit.excused for hit in self._stream.close()):
                self._marks(begin)
        return check_copy(changed(self._copy, "text", self.text), self._rules, as_of=self._as_of)

    def _marks(self, begin: int) -> tuple[Mark, ...]:
        """Give the marks from a place to where the text is certain."""
        found = scan_copy(changed(self._copy, "text", self.text), self._rules).marks
        until = self._stream.settled
        marks = tuple(mark for mark in found if mark.path == "copy.text" and begin <= mark.start < until)
        if marks and self._first is None:
            self._first = marks[0].start
        return marks
