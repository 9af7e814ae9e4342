"""Phrases of many entries, tried only in sentences that hold a word of each of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from suitability.wording.automaton import Finder, Found, by_rarest, by_word, finder, patient_finder
from suitability.wording.context import STOP
from suitability.wording.phrase import CHECKS, Classes, checked, commonness, compile_phrase, pattern

# In a sentence longer than this a phrase is looked for around its words only.
_LONG = 600
# Words more common than this tell nothing.
_COMMON = 0.006
# The entry and the number of a phrase, and where it stands.
Candidate = tuple[int, int, int, int]


class Phrase:
    """A phrase of an entry: what its sentence must hold, and its expression once it was first tried."""

    __slots__ = ("alone", "begins", "checked", "entry", "index", "mask", "needs", "reach", "regex", "second", "text")

    def __init__(
        self, entry: int, index: int, text: str, begins: int, alone: bool, reach: int, second: int, needs: Sequence[int]
    ) -> None:
        self.entry, self.index, self.text = entry, index, text
        self.begins, self.alone, self.reach, self.needs = begins, alone, reach, needs
        # What its sentence must hold beside its anchor: the rarest of that, where it is rare at all, and all of it.
        self.second = 1 << second if second >= 0 else 0
        self.mask = _mask(needs)
        self.regex: re.Pattern[str] | None = None
        self.checked: tuple[str, ...] = ()


class Table:
    """Finds the phrases of entries in folded text. `words` are those the automaton looks for."""

    def __init__(self, entries: Sequence[Sequence[str]], classes: Classes) -> None:
        self._classes = classes
        self.entries = len(entries)
        # Each set of words of which a phrase needs one has a number, and a bit in the masks.
        elements: dict[frozenset[str], int] = {}
        # Those that are next in rarity to an anchor are numbered once more, so that their masks are short.
        rarest: dict[int, int] = {}
        anchored: dict[str, list[Phrase]] = {}
        for number, phrases in enumerate(entries):
            for index, text in enumerate(phrases):
                needs, begins, alone, reach = compile_phrase(text, classes)
                others = [elements.setdefault(words, len(elements)) for words in needs[1:]]
                rare = len(needs) > 1 and commonness(needs[1]) < _COMMON
                second = rarest.setdefault(others[0], len(rarest)) if rare else -1
                first = -1 if alone or not begins else elements.setdefault(begins, len(elements))
                phrase = Phrase(number, index, text, first, alone, reach, second, others)
                for word in sorted(needs[0]):
                    anchored.setdefault(word, []).append(phrase)
        near = by_word(elements)
        # One automaton finds the anchors and, so that few sentences are looked at twice, what is next in rarity.
        beside = {word: own for word, all_ in near.items() if (own := [rarest[e] for e in all_ if e in rarest])}
        self.words = [*anchored, *(word for word in beside if word not in anchored)]
        self._anchored = [tuple(anchored.get(word, ())) for word in self.words]
        self._seconds = [_mask(beside.get(word, ())) for word in self.words]
        self._near = list(near)
        self._elements = list(near.values())
        self._find = finder(self.words)
        self._find_near = finder(self._near)
        # The longest phrase, in folded characters.
        self.reach = max((p.reach for phrases in self._anchored for p in phrases), default=0)

    def data(self) -> dict[str, Any]:
        """Give the table as plain data, of which `restore` makes it again without compiling a phrase."""
        numbers: dict[Phrase, int] = {}
        for phrases in self._anchored:
            for phrase in phrases:
                numbers.setdefault(phrase, len(numbers))
        own = [
            [[numbers[phrase] for phrase in phrases], _bits(mask)]
            for phrases, mask in zip(self._anchored, self._seconds, strict=True)
        ]
        return {
            "entries": self.entries,
            "reach": self.reach,
            "words": _by_character(self.words, own),
            "near": _by_character(self._near, self._elements),
            "phrases": [
                [p.entry, p.index, p.text, p.begins, p.alone, p.reach, _first(p.second), list(p.needs)] for p in numbers
            ],
        }

    @classmethod
    def restore(cls, data: dict[str, Any], classes: Classes) -> Table:
        """Make a table of what `data` gave; `classes` are those it was compiled with."""
        table = cls.__new__(cls)
        table._classes = classes
        table.entries, table.reach = data["entries"], data["reach"]
        phrases = [Phrase(*row) for row in data["phrases"]]
        table.words, own, table._find = _restored(data["words"])
        table._near, table._elements, table._find_near = _restored(data["near"])
        table._anchored = [tuple(phrases[number] for number in anchored) for anchored, _ in own]
        table._seconds = [_mask(seconds) for _, seconds in own]
        return table

    @cached_property
    def _starting(self) -> list[tuple[int, ...]]:
        """The elements of each word that some phrase begins with."""
        begins = {phrase.begins for phrases in self._anchored for phrase in phrases}
        return [tuple(element for element in own if element in begins) for own in self._elements]

    @cached_property
    def _masks(self) -> list[int]:
        return [_mask(own) for own in self._elements]

    @property
    def vocabulary(self) -> list[str]:
        """Every word that some phrase needs."""
        return list(dict.fromkeys((*self.words, *self._near)))

    def find(self, text: str) -> Iterable[Candidate]:
        """Give every phrase that stands in a text, each once."""
        found = self._find(text)
        return self._candidates(text, found) if found else ()

    def _candidates(self, text: str, found: list[Found]) -> Iterable[Candidate]:
        candidates: dict[Candidate, None] = {}
        anchored, seconds = self._anchored, self._seconds
        stops = iter([*(stop.start() for stop in STOP.finditer(text)), len(text)])
        begin, stop, beside = 0, next(stops), 0
        anchors: list[Found] = []
        # No phrase reaches over the end of a sentence.
        for one in found:
            key, start, _ = one
            if start > stop:
                if anchors:
                    self._try(text, begin, stop, anchors, beside, candidates)
                    anchors = []
                while start > stop:
                    begin, stop = stop + 1, next(stops)
                beside = 0
            bits = seconds[key]
            if bits:
                beside |= bits
            if anchored[key]:
                anchors.append(one)
        if anchors:
            self._try(text, begin, stop, anchors, beside, candidates)
        return candidates

    def _try(
        self, text: str, begin: int, end: int, anchors: list[Found], beside: int, candidates: dict[Candidate, None]
    ) -> None:
        """Try the phrases of the anchors in a sentence, of which `beside` says what else it holds."""
        sentence = None
        for key, first, last in anchors:
            for phrase in self._anchored[key]:
                if beside & phrase.second != phrase.second:
                    continue
                if phrase.alone:
                    candidates[phrase.entry, phrase.index, first, last] = None
                    continue
                if sentence is None:
                    sentence = _Sentence(self, text, begin, end)
                if sentence.mask & phrase.mask == phrase.mask:
                    for a, b in sentence.matches(phrase, first, last):
                        candidates[phrase.entry, phrase.index, a, b] = None

    def near(self, text: str) -> tuple[int, list[Found]]:
        """Give the mask of the elements a sentence holds, and where its words stand."""
        mask = 0
        masks = self._masks
        found = self._find_near(text)
        for word, _, _ in found:
            mask |= masks[word]
        return mask, found

    def places(self, found: list[Found]) -> dict[int, list[int]]:
        """Give where the words of each element begin."""
        starting = self._starting
        places: dict[int, list[int]] = {}
        for word, start, _ in found:
            for element in starting[word]:
                places.setdefault(element, []).append(start)
        return places

    def regex(self, phrase: Phrase) -> re.Pattern[str]:
        """Give the expression of a phrase; it is compiled when it is first asked for."""
        if phrase.regex is None:
            phrase.checked = checked(phrase.text)
            phrase.regex = re.compile(pattern(phrase.text, self._classes))
        return phrase.regex


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


def _first(mask: int) -> int:
    return mask.bit_length() - 1


def _mask(elements: Iterable[int]) -> int:
    return sum(1 << element for element in set(elements))


def _bits(mask: int) -> list[int]:
    return [element for element in range(mask.bit_length()) if mask >> element & 1]


class _Sentence:
    """One sentence of a folded text, in which each phrase is tried once."""

    __slots__ = ("_begin", "_end", "_found", "_places", "_table", "_text", "_tried", "mask")

    def __init__(self, table: Table, text: str, begin: int, end: int) -> None:
        self._table, self._text, self._begin, self._end = table, text, begin, end
        self.mask, self._found = table.near(text[begin:end])
        self._places: dict[int, list[int]] | None = None
        self._tried: set[int] = set()

    def matches(self, phrase: Phrase, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Give where a phrase stands; nothing where it was tried before. `start` and `end` are those of its anchor."""
        long = self._end - self._begin > _LONG
        if not long or phrase.begins >= 0:
            if id(phrase) in self._tried:
                return
            self._tried.add(id(phrase))
        regex = self._table.regex(phrase)
        if phrase.begins >= 0:
            if self._places is None:
                self._places = self._table.places(self._found)
            begin, match = self._begin, regex.match
            found = [m for at in self._places.get(phrase.begins, ()) if (m := match(self._text, begin + at))]
        elif long:
            window = max(self._begin, start - phrase.reach), min(self._end + 1, end + phrase.reach)
            found = [m for m in regex.finditer(self._text, *window) if m.start() <= start and end <= m.end()]
        else:
            found = list(regex.finditer(self._text, self._begin, self._end + 1))
        for one in found:
            if all(CHECKS[name](one[name]) for name in phrase.checked):
                yield one.span()
