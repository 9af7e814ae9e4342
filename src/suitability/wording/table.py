"""Phrases of many entries, tried only in sentences that hold a word of each of their parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from suitability.wording.automaton import Finder, Found, by_rarest, finder, patient_finder
from suitability.wording.context import STOP
from suitability.wording.phrase import CHECKS, Classes, checked, compile_phrase, pattern

# In a sentence longer than this a phrase is looked for around its words only.
_LONG = 600
# The entry and the number of a phrase, and where it stands.
Candidate = tuple[int, int, int, int]
Search = Callable[[str, int, int], object]
# Compiling an expression takes as long as looking so often without one.
_PATIENCE = 64


class Phrase:
    """A phrase of an entry: what its sentence must hold, and its expression once it was first tried.

    `needs` are the numbers of the sets of words of which, beside its anchor, its sentence holds one each. `leads`: a
    match begins with its anchor. `alone`: it is nothing but its anchor.
    """

    __slots__ = ("alone", "checked", "entry", "index", "leads", "needs", "reach", "regex", "text")

    def __init__(
        self, entry: int, index: int, text: str, leads: bool, alone: bool, reach: int, needs: Sequence[int]
    ) -> None:
        self.entry, self.index, self.text = entry, index, text
        self.leads, self.alone, self.reach, self.needs = leads, alone, reach, needs
        self.regex: re.Pattern[str] | None = None
        self.checked: tuple[str, ...] = ()


class Table:
    """Finds the phrases of entries in folded text. `words` are their anchors, which the automaton looks for."""

    def __init__(self, entries: Sequence[Sequence[str]], classes: Classes) -> None:
        self._classes = classes
        self.entries = len(entries)
        # Each set of words of which a phrase needs one has a number.
        sets: dict[frozenset[str], int] = {}
        anchored: dict[str, list[Phrase]] = {}
        for number, phrases in enumerate(entries):
            for index, text in enumerate(phrases):
                needs, begins, alone, reach = compile_phrase(text, classes)
                others = [sets.setdefault(words, len(sets)) for words in needs[1:]]
                phrase = Phrase(number, index, text, begins == needs[0], alone, reach, others)
                for word in sorted(needs[0]):
                    anchored.setdefault(word, []).append(phrase)
        self.words = [*anchored]
        self._find = finder(self.words)
        self._sets = ["\t".join(sorted(words)) for words in sets]
        self._keep([tuple(phrases) for phrases in anchored.values()])

    def _keep(self, anchored: list[tuple[Phrase, ...]]) -> None:
        self._anchored = anchored
        # What looks in a sentence for the words beside an anchor; made when first asked for.
        self._beside: list[_AnyOf | None] = [None] * len(anchored)
        # What looks for the words of one set, or of several: anchors of one sense need the same.
        self._any_of: dict[frozenset[int], _AnyOf] = {}
        # The longest phrase, in folded characters.
        self.reach = max((p.reach for phrases in anchored for p in phrases), default=0)

    def data(self) -> dict[str, Any]:
        """Give the table as plain data, of which `restore` makes it again without compiling a phrase."""
        numbers: dict[Phrase, int] = {}
        for phrases in self._anchored:
            for phrase in phrases:
                numbers.setdefault(phrase, len(numbers))
        own = [[numbers[phrase] for phrase in phrases] for phrases in self._anchored]
        return {
            "entries": self.entries,
            "words": _by_character(self.words, own),
            "sets": self._sets,
            "phrases": [[p.entry, p.index, p.text, p.leads, p.alone, p.reach, list(p.needs)] for p in numbers],
        }

    @classmethod
    def restore(cls, data: dict[str, Any], classes: Classes) -> Table:
        """Make a table of what `data` gave; `classes` are those it was compiled with."""
        table = cls.__new__(cls)
        table._classes = classes
        table.entries = data["entries"]
        phrases = [Phrase(*row) for row in data["phrases"]]
        table.words, own, table._find = _restored(data["words"])
        table._sets = data["sets"]
        table._keep([tuple(phrases[number] for number in numbers) for numbers in own])
        return table

    @property
    def vocabulary(self) -> list[str]:
        """Every word that some phrase needs."""
        return list(dict.fromkeys((*self.words, *(word for words in self._sets for word in words.split("\t")))))

    def find(self, text: str) -> Iterable[Candidate]:
        """Give every phrase that stands in a text, each once."""
        found = self._find(text)
        return self._candidates(text, found) if found else ()

    def _candidates(self, text: str, found: list[Found]) -> Iterable[Candidate]:
        candidates: dict[Candidate, None] = {}
        beside = self._beside
        ends = [stop.start() for stop in STOP.finditer(text)]
        ends.append(len(text))
        begin, stop, sentence = 0, -1, -1
        low = high = 0
        part: _Part | None = None
        # No phrase reaches over the end of a sentence.
        for key, first, last in found:
            if first > stop:
                while first > stop:
                    sentence += 1
                    begin, stop = stop + 1, ends[sentence]
                low, high, part = begin, stop, None
            if stop - begin > _LONG:
                low, high, part = max(begin, first - self.reach), min(stop, last + self.reach), None
            if (beside[key] or self._look_beside(key)).search(text, low, high):
                part = part or _Part(text, low, high)
                self._try(part, key, first, last, candidates)
        return candidates

    def _look_beside(self, key: int) -> _AnyOf:
        """Make what looks in a sentence with an anchor for a word that one of its phrases needs there."""
        one = self._beside[key] = self._any(
            frozenset(phrase.needs[0] if phrase.needs else -1 for phrase in self._anchored[key])
        )
        return one

    def _any(self, sets: frozenset[int]) -> _AnyOf:
        """Make what looks for a word of some sets; that of no set, -1, stands everywhere."""
        one = self._any_of.get(sets)
        if one is None:
            words = {word for number in sets for word in (self._sets[number].split("\t") if number >= 0 else ("",))}
            one = self._any_of[sets] = _AnyOf(sorted(words))
        return one

    def _holds(self, part: _Part, needs: Sequence[int]) -> bool:
        """Say whether a part of a text holds a word of each set."""
        for number in needs:
            held = part.held.get(number)
            if held is None:
                found = self._any(frozenset((number,))).search(part.text, part.begin, part.end)
                held = part.held[number] = bool(found)
            if not held:
                return False
        return True

    def _try(self, part: _Part, key: int, first: int, last: int, candidates: dict[Candidate, None]) -> None:
        """Try the phrases of an anchor in its sentence."""
        for phrase in self._anchored[key]:
            if phrase.alone:
                candidates[phrase.entry, phrase.index, first, last] = None
            elif phrase not in part.tried and self._holds(part, phrase.needs):
                for one in self._matches(phrase, part, first):
                    if all(CHECKS[name](one[name]) for name in phrase.checked):
                        candidates[phrase.entry, phrase.index, *one.span()] = None

    def _matches(self, phrase: Phrase, part: _Part, first: int) -> Iterable[re.Match[str]]:
        """Match a phrase where its anchor begins, or where that need not lead it, in the whole sentence at once."""
        regex = phrase.regex
        if regex is None:
            phrase.checked = checked(phrase.text)
            regex = phrase.regex = re.compile(pattern(phrase.text, self._classes))
        if phrase.leads:
            one = regex.match(part.text, first, part.end + 1)
            return (one,) if one else ()
        part.tried.add(phrase)
        if part.end - part.begin > _LONG:
            return regex.finditer(part.text, part.begin, part.end + 1)
        return _overlapping(regex, part)


class _AnyOf:
    """Looks whether one of some words stands between two places of a text; by an expression once it did so often."""

    __slots__ = ("_left", "_words", "search")

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._left = _PATIENCE
        self.search: Search = self._patiently

    def _patiently(self, text: str, low: int, high: int) -> object:
        self._left -= 1
        if self._left <= 0:
            self.search = re.compile("|".join(map(re.escape, self._words))).search
        return any(map(text[low:high].__contains__, self._words))


def _overlapping(regex: re.Pattern[str], part: _Part) -> Iterator[re.Match[str]]:
    one = regex.search(part.text, part.begin, part.end + 1)
    while one:
        yield one
        one = regex.search(part.text, one.start() + 1, part.end + 1)


def _by_character(words: Sequence[str], own: Sequence[Any]) -> dict[str, Any]:
    """Give words with what belongs to each, by the character by which they are looked for."""
    return {
        character: [[words[number] for number in numbers], [own[number] for number in numbers]]
        for character, numbers in by_rarest(words).items()
    }


def _restored(data: dict[str, Any]) -> tuple[list[str], list[Any], Finder]:
    """Give words, what belongs to each, and their finder."""
    words: list[str] = []
    own: list[Any] = []
    numbers: dict[str, range] = {}
    for character, (grouped, belongs) in data.items():
        numbers[character] = range(len(words), len(words) + len(grouped))
        words += grouped
        own += belongs
    return words, own, patient_finder(words, numbers)


class _Part:
    """A sentence of a folded text, or where it is long, what stands around an anchor.

    `held` says of sets whether it holds a word of them, `tried` are the phrases that were tried in all of it.
    """

    __slots__ = ("begin", "end", "held", "text", "tried")

    def __init__(self, text: str, begin: int, end: int) -> None:
        self.text, self.begin, self.end = text, begin, end
        self.held: dict[int, bool] = {}
        self.tried: set[Phrase] = set()
