"""Findings in the text of copy as a compiler shows its own: the line, and carets under the words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from suitability.engine.finding import Finding, Mark
from suitability.engine.scan import Scan
from suitability.engine.waive import Decided
from suitability.engine.written import cited
from suitability.messages import labels
from suitability.messages.render import cite, remedy, sentence, text
from suitability.messages.speak import Speaker
from suitability.reports.text import columns, settled, table
from suitability.rules.texts import Wording

WIDTH = 100
_BEFORE = 40
# Articles shown without --explain.
_CITES = 3
_HIDDEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_PLACELESS: dict[str, Any] = {"start": None, "end": None, "line": None, "column": None}


@attrs.frozen
class Place:
    """Where a mark begins: line and column count from 1, the column in characters."""

    line: int
    column: int


class Judged:
    """A passage of copy, and what rules over text say of it.

    `line` is the number of its first line in the file, `start` counts the characters of the file before it.
    """

    def __init__(self, name: str, text: str, scan: Scan, decided: Decided, line: int = 1, start: int = 0) -> None:
        self.name = name
        self.text = text
        self.scan = scan
        self.decided = decided
        self.line = line
        self.start = start

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that are open."""
        return self.decided.open

    @cached_property
    def _begins(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def place(self, at: int) -> Place:
        """Give the line and column of a character."""
        line = bisect_right(self._begins, at) - 1
        return Place(self.line + line, at - self._begins[line] + 1)

    def excerpts(self, start: int, end: int) -> Iterator[tuple[str, str]]:
        """Give each line of a span, at most three, as it is shown, and the carets under the span."""
        first = bisect_right(self._begins, start) - 1
        last = bisect_right(self._begins, max(start, end - 1)) - 1
        for number in range(first, min(last, first + 2) + 1):
            begin = self._begins[number]
            stop = self._begins[number + 1] - 1 if number + 1 < len(self._begins) else len(self.text)
            line = self.text[begin:stop].removesuffix("\r")
            low = max(0, start - begin)
            yield excerpt(line, low, max(low, min(end - begin, len(line))))

    def marks(self) -> list[tuple[Mark | None, Finding]]:
        """Give the marks of open findings by their place, after findings that nothing in the text is marked for."""
        found: list[tuple[Mark | None, Finding]] = []
        for finding in self.findings:
            found += [(mark, finding) for mark in finding.marks] or [(None, finding)]
        return sorted(found, key=lambda one: (-1, -1) if one[0] is None else (one[0].start, one[0].end))


def excerpt(line: str, start: int, end: int) -> tuple[str, str]:
    """Give a line with carets under a span of it, aligned under wide characters; of a long one the part around it."""
    cells = [1 if _CONTROL.match(character) else columns(character) for character in line]
    low, high = 0, len(line)
    if sum(cells) > WIDTH:
        low, high = _window(cells, start, end)
    shown = _CONTROL.sub("\ufffd", _HIDDEN.sub("", line[low:high]))
    before = "".join("\t" if line[at] == "\t" else " " * cells[at] for at in range(low, start))
    under = "".join("\t" if line[at] == "\t" else "^" * cells[at] for at in range(start, min(end, high)))
    cut = "…" if low else ""
    return f"{cut}{shown}{'…' if high < len(line) else ''}", f"{' ' * len(cut)}{before}{under or '^'}"


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


class Diagnostics:
    """Writes what was judged, for people."""

    def __init__(self, speak: Speaker, wordings: Mapping[str, Wording], *, explain: bool = False) -> None:
        self.speak = speak
        self.locale = speak.locale
        self.wordings = wordings
        self.explain = explain

    def lines(self, judged: Judged) -> Iterator[str]:
        """Give the lines of one passage: findings by their place; with `explain` also what is excused."""
        told: set[str] = set()
        for mark, finding in judged.marks():
            yield self._head(judged, mark, finding)
            rows = []
            if mark is not None:
                yield from _excerpts(judged, mark)
                rows = list(self._marked(mark))
            if finding.rule not in told:
                told.add(finding.rule)
                rows = [*self._found(finding), *rows, *(self._explained(finding) if self.explain else ())]
            yield from table(rows, "    ")
            yield ""
        if self.explain:
            for mark in judged.scan.excused:
                yield from self._excused(judged, mark)
        yield from settled(judged.decided, self.locale, self.speak)

    def _head(self, judged: Judged, mark: Mark | None, finding: Finding) -> str:
        severity = labels.severity_label(finding.severity, self.locale)
        if finding.outcome != "violation":
            severity = f"{labels.outcome_label(finding.outcome, self.locale)} · {severity}"
        return f"{_at(judged, mark)}: {severity} {finding.rule}"

    def _found(self, finding: Finding) -> Iterator[tuple[str, str]]:
        speak, locale = self.speak, self.locale
        category = speak.packs.category(self.wordings[finding.rule].category, locale)
        named = dict.fromkeys((category, sentence(finding.title, locale)))
        yield speak.phrase("text_category"), " · ".join(named)
        yield speak.phrase("what"), text(finding, locale)
        shown = finding.cites if self.explain else finding.cites[:_CITES]
        for index, one in enumerate(shown):
            unverified = "" if one.verified else f"  {speak.phrase('unverified')}"
            yield speak.phrase("article") if index == 0 else "", f"{cite(one, locale)}{unverified}"
        if len(finding.cites) > len(shown):
            yield "", speak.phrase("more", count=str(len(finding.cites) - len(shown)))
        yield speak.phrase("remedy"), remedy(finding, locale)

    def _marked(self, mark: Mark) -> Iterator[tuple[str, str]]:
        speak = self.speak
        if mark.evasions:
            names = [labels.evasion_label(name, self.locale) for name in mark.evasions]
            yield speak.phrase("copy_disguise"), speak.phrase("comma").join(names)
        if mark.rewrite is not None:
            said = mark.rewrite or speak.phrase("copy_delete")
            yield speak.phrase("copy_rewrite"), said
        if self.explain:
            source = speak.phrase(
                "text_source",
                origin=labels.origin_label(mark.origin, self.locale),
                note=sentence(mark.note, self.locale),
            )
            yield speak.phrase("copy_matches"), mark.phrase
            yield "", source
            asked = [labels.context_label(one.context, self.locale) for one in mark.decisions if not one.excuses]
            if asked:
                yield speak.phrase("copy_not_seen"), speak.phrase("comma").join(asked)

    def _explained(self, finding: Finding) -> Iterator[tuple[str, str]]:
        wording = self.wordings[finding.rule]
        for kind, example in (("unlawful", wording.unlawful), ("lawful", wording.lawful)):
            if example:
                yield self.speak.phrase(f"copy_{kind}"), " ".join(example.split())
        yield self.speak.phrase("fingerprint"), finding.fingerprint

    def _excused(self, judged: Judged, mark: Mark) -> Iterator[str]:
        yield f"{_at(judged, mark)}: {self.speak.phrase('copy_excused')} {mark.rule}"
        yield from _excerpts(judged, mark)
        rows = [
            (labels.context_label(one.context, self.locale), self.speak.phrase("quoted", text=one.because))
            for one in mark.decisions
            if one.excuses
        ]
        yield from table([*rows, *self._marked(mark)], "    ")
        yield ""


def _at(judged: Judged, mark: Mark | None) -> str:
    if mark is None:
        return judged.name
    place = judged.place(mark.start)
    return f"{judged.name}:{place.line}:{place.column}"


def _excerpts(judged: Judged, mark: Mark) -> Iterator[str]:
    for shown, carets in judged.excerpts(mark.start, mark.end):
        yield f"    {shown}"
        yield f"    {carets}"


def plain(judged: Judged, wordings: Mapping[str, Wording], *, facts: bool) -> list[dict[str, Any]]:
    """Give the marks of a passage as plain data, settled ones too; the words only with `facts`.

    A finding that nothing in the text is marked for, a disclosure that is missing, has no place.
    """
    given: list[tuple[Finding, str | None]] = [(finding, None) for finding in judged.findings]
    given += [(one.finding, "waived") for one in judged.decided.waived]
    given += [(one.finding, "ruled") for one in judged.decided.ruled]
    found = [
        _plain(judged, mark, finding, by, wordings[finding.rule].category, facts)
        for finding, by in given
        for mark in finding.marks or (None,)
    ]
    return sorted(found, key=lambda one: (one["start"] or -1, one["end"] or -1, one["rule"]))


def _plain(
    judged: Judged, mark: Mark | None, finding: Finding, by: str | None, category: str, facts: bool
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "rule": finding.rule,
        "category": category,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "settled": by,
        "cites": [cited(one) for one in finding.cites],
        "missing": list(finding.missing),
    }
    if mark is None:
        said |= {**_PLACELESS, "only_if": [], "evasions": [], "rewrite": None}
    else:
        place = judged.place(mark.start)
        said |= {
            "start": judged.start + mark.start,
            "end": judged.start + mark.end,
            "line": place.line,
            "column": place.column,
            "only_if": [[{"path": path, "values": list(values)} for path, values in case] for case in mark.only_if],
            "evasions": list(mark.evasions),
            "rewrite": mark.rewrite,
        }
    if facts:
        said |= {"words": None if mark is None else mark.words, "fingerprint": finding.fingerprint}
    return said
