"""Finding many words at once: where each of them stands in a text, in time that does not grow with their number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

# Which word, from where, to where.
Found = tuple[int, int, int]
Finder = Callable[[str], list[Found]]
# The numbers of words by a character that each of them holds.
Index = Mapping[str, Sequence[int]]
# Building an automaton takes as long as looking through so many characters without one.
_PATIENCE = 1 << 14
_SURROGATE = re.compile("[\ud800-\udfff]")


def finder(words: Sequence[str]) -> Finder:
    """Give a function that finds every occurrence of every word, also those that overlap, by where they end."""
    try:
        from ahocorasick_rs import AhoCorasick, MatchKind
    except ImportError:  # there is no wheel for every machine
        return plain_finder(words)
    if not words:
        return lambda text: []
    automaton = AhoCorasick(words, matchkind=MatchKind.Standard)

    def find(text: str) -> list[Found]:
        try:
            return automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # half of a surrogate pair is no character
            return automaton.find_matches_as_indexes(_SURROGATE.sub("\ufffd", text), overlapping=True)

    return find


def patient_finder(words: Sequence[str], numbers: Index) -> Finder:
    """Give what `finder` gives, its automaton built once much was looked through; `numbers` come from `by_rarest`."""
    plain = _plain(words, numbers)
    seen = 0
    built: Finder | None = None

    def find(text: str) -> list[Found]:
        nonlocal seen, built
        seen += len(text)
        if seen <= _PATIENCE:
            return plain(text)
        built = built or finder(words)
        return built(text)

    return find


def plain_finder(words: Sequence[str]) -> Finder:
    """Give what `finder` gives by the standard library alone, several times slower."""
    return _plain(words, by_rarest(words))


def by_rarest(words: Sequence[str]) -> dict[str, list[int]]:
    """Give the numbers of words by the rarest character of each: in a text without it they need no look."""
    count: dict[str, int] = {}
    for word in words:
        for character in set(word):
            count[character] = count.get(character, 0) + 1
    numbers: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        rarest = min(word, key=lambda character: (count[character], character))
        numbers.setdefault(rarest, []).append(number)
    return numbers


def _plain(words: Sequence[str], numbers: Index) -> Finder:
    characters = frozenset(numbers)

    def find(text: str) -> list[Found]:
        found: list[Found] = []
        for character in characters.intersection(text):
            for number in numbers[character]:
                word = words[number]
                at = text.find(word)
                while at >= 0:
                    found.append((number, at, at + len(word)))
                    at = text.find(word, at + 1)
        # As the automaton gives them: by where they end, the longest first.
        found.sort(key=lambda one: (one[2], one[1]))
        return found

    return find
