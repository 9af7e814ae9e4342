"""Finding the phrases of all rules in a text, and how the text speaks of them.

One automaton finds the rarest words of the phrases; a phrase is tried only where its sentence holds a word of each of
its parts. Lexicon, lawful phrases and contexts are asked for candidates alone, so a clean text costs little more than
the automaton.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from suitability.wording.automaton import Finder, finder
from suitability.wording.context import SIGHT, STOP, Around, Decision, decide, expanded, list_header
from suitability.wording.fold import Folded, fold
from suitability.wording.lines import unwrapped
from suitability.wording.phrase import literals
from suitability.wording.table import Candidate, Table

BLOCK = 1 << 15
_LOOK_BACK, _LOOK_AHEAD = 3000, 600
_WINDOW = 12
_LOOSE = re.compile(r"[ \t　|/]+")
_SENTENCE = "。！？!?"
# Classes that the engine itself reads.
LEXICON, STATUTORY = "lexicon", "statutory"


class Entry(NamedTuple):
    """What one rule looks for: its phrases, the longer ones that are lawful, and the contexts that excuse."""

    phrases: tuple[str, ...]
    excepts: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Hit(NamedTuple):
    """A phrase found: the numbers of its entry and phrase, its place in the caller's text, and what was decided."""

    entry: int
    phrase: int
    start: int
    end: int
    evasions: tuple[str, ...]
    decisions: tuple[Decision, ...]

    @property
    def excused(self) -> bool:
        """Whether a context, the lexicon or an exception excuses it."""
        return any(decision.excuses for decision in self.decisions)


class _Raw(NamedTuple):
    start: int
    end: int
    phrase: int
    dismissed: tuple[Decision, ...]


class Scanner:
    """All wording rules of some packs, ready to scan.

    `vocabulary` is every word that some phrase needs; `reach` is the longest a hit can be, folded.
    """

    _data: dict[str, Any]

    def __init__(self, entries: Sequence[Entry], classes: Mapping[str, Sequence[str]]) -> None:
        self._classes = classes
        self._unless = [expanded(entry.unless) for entry in entries]
        self._table = Table([entry.phrases for entry in entries], classes)
        # The last entry holds the statutory sentences.
        self._lawful = Table([*(entry.excepts for entry in entries), classes.get(STATUTORY, ())], classes)
        self.reach = self._table.reach

    @property
    def vocabulary(self) -> list[str]:
        return self._table.vocabulary

    def data(self) -> dict[str, Any]:
        """Give the scanner as plain data, of which `restore` makes it again without compiling a phrase."""
        classes = {name: list(words) for name, words in self._classes.items()}
        tables = {"table": self._table.data(), "lawful": self._lawful.data()}
        return {**tables, "unless": self._unless, "classes": classes}

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Scanner:
        """Make a scanner of what `data` gave. What only candidates need waits for the first of them."""
        scanner = cls.__new__(cls)
        scanner._data = data
        scanner._classes = data["classes"]
        scanner._unless = [tuple(names) for names in data["unless"]]
        scanner._table = Table.restore(data["table"], scanner._classes)
        scanner.reach = scanner._table.reach
        return scanner

    @cached_property
    def _lawful(self) -> Table:
        return Table.restore(self._data["lawful"], self._classes)

    @cached_property
    def _lexicon(self) -> Finder:
        words = (word for text in self._classes.get(LEXICON, ()) for word in literals(text, {}))
        return finder(list(dict.fromkeys(words)))

    def scan(self, text: str, begin: int = 0, end: int | None = None) -> tuple[Hit, ...]:
        """Give every hit of a text that begins between two places, excused ones too, by their places.

        Hits are certain where the text goes on for `SIGHT` characters more, or their sentence has ended.
        """
        hits: list[Hit] = []
        for first, last, valid, until in blocks(text, begin, len(text) if end is None else end):
            folded = fold(unwrapped(text[first:last]))
            candidates = self._table.find(folded.text)
            if candidates:
                block = _Block(text, first, folded, self._lawful, self._lexicon)
                hits += (hit for hit in self._hits(block, candidates) if valid <= hit.start < until)
        hits.sort(key=lambda hit: (hit.start, hit.end, hit.entry))
        return tuple(hits)

    def _hits(self, block: _Block, candidates: Iterable[Candidate]) -> Iterator[Hit]:
        by_entry: dict[int, list[_Raw]] = {}
        for entry, phrase, start, end in candidates:
            dismissed = block.dismissed(entry, start, end)
            by_entry.setdefault(entry, []).append(_Raw(start, end, phrase, dismissed))
        folded = block.folded
        for entry, found in by_entry.items():
            for one in _resolved(found):
                begin = block.first + folded.start(one.start)
                end = block.first + folded.end(one.end)
                decisions = one.dismissed or decide(block.around(one.start, one.end), self._unless[entry])
                yield Hit(entry, one.phrase, begin, end, folded.evasions(one.start, one.end), decisions)


class _Block:
    """A folded part of a text with candidates in it; `first` is its place in the text."""

    def __init__(self, source: str, first: int, folded: Folded, lawful: Table, lexicon: Finder) -> None:
        self.source = source
        self.first = first
        self.folded = folded
        self._lawful = lawful
        self._lexicon = lexicon
        self._stops = [-1, *(stop.start() for stop in STOP.finditer(folded.text)), len(folded.text)]
        self._sentences: dict[tuple[int, int], tuple[Candidate, ...]] = {}
        self._headers: dict[int, str] = {}

    def dismissed(self, entry: int, start: int, end: int) -> tuple[Decision, ...]:
        """Give what makes a candidate none: a word of the lexicon, a lawful phrase of the rule, words that only met."""
        text = self.folded.text
        low = max(0, start - _WINDOW)
        for _, a, b in self._lexicon(text[low : end + _WINDOW]):
            a, b = a + low, b + low
            inside = a <= start and end <= b and b - a > end - start
            if inside or a < start < b < end or start < a < end < b:
                return (Decision("lexicon", True, text[a:b]),)
        because = self._said(entry, start, end)
        if because:
            return (Decision("except", True, because),)
        if _cut_by_chance(self.folded, start, end):
            words = self.source[self.first + self.folded.start(start) : self.first + self.folded.end(end)]
            return (Decision("word_gap", True, words),)
        return ()

    def around(self, start: int, end: int) -> Around:
        """Give the surroundings of a candidate."""
        bounds = self._bounds(start, end)
        statutory = self._said(-1, start, end)
        return Around(self.folded.text, start, end, bounds, statutory, self._header)

    def _header(self, start: int) -> str:
        at = self.first + self.folded.start(start)
        line = self.source.rfind("\n", 0, at)
        if line not in self._headers:
            self._headers[line] = fold(list_header(self.source, at)).text
        return self._headers[line]

    def _bounds(self, start: int, end: int) -> tuple[int, int]:
        """Give where the sentence of a candidate begins and ends, no further than contexts look."""
        stops = self._stops
        first = stops[bisect_left(stops, start) - 1] + 1
        last = stops[bisect_left(stops, end)]
        return max(first, start - SIGHT), min(last, end + SIGHT)

    def _sentence(self, first: int, last: int) -> tuple[Candidate, ...]:
        """Give the lawful phrases of a sentence."""
        known = self._sentences.get((first, last))
        if known is None:
            known = self._sentences[first, last] = tuple(self._lawful.find(self.folded.text[first:last]))
        return known

    def _said(self, entry: int, start: int, end: int) -> str:
        """Give the lawful phrase of an entry that a candidate overlaps; of the last one the statutory sentence."""
        first, last = self._bounds(start, end)
        entry = entry if entry >= 0 else self._lawful.entries - 1
        for owner, _, a, b in self._sentence(first, last):
            if owner == entry and first + a < end and start < first + b:
                return self.folded.text[first + a : first + b]
        return ""


def _resolved(candidates: list[_Raw]) -> list[_Raw]:
    """Give candidates of one entry without those that overlap a better one: not dismissed, further left, longer."""
    kept: list[_Raw] = []
    for one in sorted(candidates, key=lambda one: (bool(one.dismissed), one.start, -one.end, one.phrase)):
        at = bisect_left(kept, one.start, key=lambda other: other.start)
        free = at == 0 or kept[at - 1].end <= one.start
        if free and (at == len(kept) or one.end <= kept[at].start):
            kept.insert(at, one)
    return kept


def _cut_by_chance(folded: Folded, start: int, end: int) -> bool:
    """Say whether a short hit only arises where a space or a table's line between two words was taken out."""
    if end - start > 3:
        return False
    loose = [at for at in range(start + 1, end) if _LOOSE.fullmatch(folded.gap(at))]
    if not loose:
        return False
    tight = start > 0 and not folded.gap(start) and end < len(folded.text) and not folded.gap(end)
    return len(loose) < end - start - 1 or (tight and _han(folded.text[start - 1]) and _han(folded.text[end]))


def _han(character: str) -> bool:
    return "㐀" <= character <= "鿿"


def blocks(text: str, begin: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Cut a text where a line or a sentence ends, or anywhere in text that never ends.

    Gives the places a block is read from and to, and those between which its hits begin: contexts look further.
    """
    valid = begin
    while valid < end:
        until = end
        if end - valid > BLOCK:
            limit = valid + BLOCK
            paragraph = text.rfind("\n\n", valid, limit) + 2
            sentence = max(text.rfind(mark, valid, limit) for mark in _SENTENCE) + 1
            until = next((cut for cut in (paragraph, sentence) if cut > valid + BLOCK // 2), limit)
        first = valid if text.endswith("\n\n", 0, valid) else max(0, valid - _LOOK_BACK)
        last = until if until == len(text) or text[until - 1] in _SENTENCE else min(len(text), until + _LOOK_AHEAD)
        yield first, last, valid, until
        valid = until
