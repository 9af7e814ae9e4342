"""A first look at a text: whether any of many phrases stands in it at all. What it finds may still be excused.

A `Gate` answers in milliseconds from a cold start, since it takes apart only the words whose rarest character the text
holds, where a scanner would first build its automata; a `Sieve` has them, for many texts. Imported by a hook on each
commit: the standard library only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from suitability.wording.automaton import by_rarest
from suitability.wording.fold import fold
from suitability.wording.lines import unwrapped

_TIED = re.compile(r"\{(?:start|end)\}")
# In a longer text a scanner folds part by part.
LONGEST = 1 << 15


def anywhere(phrase: str) -> str:
    """Give a phrase without what ties it to where a line begins or ends."""
    return _TIED.sub("", phrase)


def gate_data(phrases: Iterable[str], classes: Mapping[str, Sequence[str]], stop: re.Pattern[str]) -> str:
    """Compile phrases for a gate; `stop` is what ends a sentence.

    Gives lines, of which a text needs few: the characters by which anchors are looked for, and those by which the words
    beside them are; the anchors of each such character, and the other words, each with its numbers; the phrases, each
    with the numbers of the sets of words it needs; `stop` and the classes as JSON.
    """
    from suitability.wording.phrase import compile_phrase

    elements: dict[frozenset[str], int] = {}
    anchored: dict[str, list[int]] = {}
    rows = []
    for number, text in enumerate(dict.fromkeys(phrases)):
        compiled = compile_phrase(text, classes)
        needs = [elements.setdefault(one, len(elements)) for one in compiled.needs[1:]]
        rows.append(f"{','.join(map(str, needs))} {'' if compiled.alone else text}")
        for word in sorted(compiled.needs[0]):
            anchored.setdefault(word, []).append(number)
    first, near = _written(anchored), _written(_by_word(elements))
    rest = json.dumps([stop.pattern, {name: list(words) for name, words in classes.items()}], ensure_ascii=False)
    return "\n".join(("".join(first), "".join(near), *first.values(), *near.values(), *rows, rest))


def _by_word(sets: Mapping[frozenset[str], int]) -> dict[str, list[int]]:
    """Give the numbers of the sets that each word is in."""
    numbers: dict[str, list[int]] = {}
    for words, number in sets.items():
        for word in sorted(words):
            numbers.setdefault(word, []).append(number)
    return numbers


def _written(words: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """Write words and the numbers that belong to each, by their rarest character."""
    every = list(words)
    return {
        character: "\t".join(f"{every[at]}\t{','.join(map(str, words[every[at]]))}" for at in numbers)
        for character, numbers in by_rarest(every).items()
    }


class Gate:
    """Says of texts that none of its phrases stands in them. `data` is what `gate_data` gave, encoded."""

    def __init__(self, data: bytes) -> None:
        characters, others, *lines = data.split(b"\n")
        anchors, beside = characters.decode(), others.decode()
        self._anchored = _Words(anchors, lines)
        self._near = _Words(beside, lines[len(anchors) :])
        self._phrases = lines[len(anchors) + len(beside) : -1]
        self._rest = lines[-1]
        self._regexes: dict[int, re.Pattern[str]] = {}

    @cached_property
    def _classes(self) -> dict[str, list[str]]:
        classes: dict[str, list[str]] = json.loads(self._rest)[1]
        return classes

    @cached_property
    def _stop(self) -> re.Pattern[str]:
        return re.compile(json.loads(self._rest)[0])

    def passes(self, text: str) -> bool:
        """Say whether no phrase stands in a text of at most `LONGEST` characters; False of a longer one."""
        if len(text) > LONGEST:
            return False
        folded = fold(unwrapped(text)).text
        begin = 0
        for stop in (*(found.start() for found in self._stop.finditer(folded)), len(folded)):
            if any(self._stands(number, folded, begin, stop) for number in self._possible(folded[begin:stop])):
                return False
            begin = stop + 1
        return True

    def _possible(self, sentence: str) -> Iterator[int]:
        """Give the phrases of which the sentence holds a word of each part."""
        numbers = self._anchored.within(sentence)
        if not numbers:
            return
        elements = self._near.within(sentence)
        for number in numbers:
            needs = self._phrases[number].partition(b" ")[0]
            if not needs or elements.issuperset(map(int, needs.split(b","))):
                yield number

    def _stands(self, number: int, text: str, begin: int, end: int) -> bool:
        phrase = self._phrases[number].partition(b" ")[2].decode()
        if not phrase:
            return True
        if number not in self._regexes:
            from suitability.wording.phrase import pattern

            self._regexes[number] = re.compile(pattern(phrase, self._classes))
        return self._regexes[number].search(text, begin, end + 1) is not None


class Sieve:
    """Says of texts of any length that none of its phrases stands in them."""

    def __init__(self, data: dict[str, Any]) -> None:
        from suitability.wording.table import Table

        self._table = Table.restore(data["table"], data["classes"])

    @staticmethod
    def data(phrases: Iterable[str], classes: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """Compile phrases for a sieve, as plain data."""
        from suitability.wording.table import Table

        table = Table([tuple(dict.fromkeys(phrases))], classes)
        return {"table": table.data(), "classes": {name: list(words) for name, words in classes.items()}}

    def passes(self, text: str) -> bool:
        """Say whether no phrase stands in a text."""
        from suitability.wording.scan import blocks

        parts = (fold(unwrapped(text[first:last])).text for first, last, _, _ in blocks(text, 0, len(text)))
        return not any(self._table.find(part) for part in parts)


class _Words:
    """Words with numbers that belong to each: a line of `lines` for each of some characters, read when first needed."""

    def __init__(self, characters: str, lines: Sequence[bytes]) -> None:
        self._lines = dict(zip(characters, lines, strict=False))
        self._characters = frozenset(characters)
        self._known: dict[str, list[tuple[str, str]]] = {}

    def within(self, text: str) -> set[int]:
        """Give the numbers of every word that a text holds."""
        found: set[int] = set()
        for character in self._characters.intersection(text):
            if character not in self._known:
                parts = self._lines[character].decode().split("\t")
                self._known[character] = list(zip(parts[::2], parts[1::2], strict=True))
            for word, own in self._known[character]:
                if word in text:
                    found.update(map(int, own.split(",")))
        return found
