"""The shipped list of the words by which fields are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import attrs

from suitability.personal.names import units

# How far an entry of the list decides, by the mark of its line.
Reach = Literal["anywhere", "known", "alone", "whole", "initials", "which", "form"]
_MARKS: dict[str, Reach] = {"~": "known", "?": "alone", "=": "whole", "@": "initials"}
_SILENT: dict[str, Reach] = {"which": "which", "form": "form"}
# What may begin and what may follow in words written as one (userid, closedon): agegroup is two, percentage one.
_FIRST, _NEXT = 3, 4
_TAILS = ("id", "no", "on", "at", "by", "of")
_LONGEST_GLUED = 40
# Words written as one are tried as so many.
_PIECES = 4


@attrs.frozen
class Entry:
    """Words of the list: the category they name, how far they decide, and whether what follows is a fact of theirs."""

    text: str
    category: str
    reach: Reach
    whose: bool = False


@attrs.frozen
class Synonyms:
    """The list: its entries by their units, those of initials apart, and the short forms of words."""

    entries: dict[tuple[str, ...], Entry]
    initials: dict[tuple[str, ...], Entry]
    wholes: dict[tuple[str, ...], Entry]
    same: dict[str, tuple[str, ...]]
    words: frozenset[str]
    longest: int

    def known(self, name: str) -> tuple[str, ...]:
        """Give the units of a name as the list writes them: short forms and plurals resolved, glued words parted."""
        return tuple(_spelled(units(name), self.same, self.words))


@cache
def synonyms() -> Synonyms:
    """Read the list that the package ships."""
    return read(Path(__file__).with_name("synonyms.txt").read_text(encoding="utf-8"))


def read(text: str) -> Synonyms:
    """Read a list; its form is said at its top."""
    same: dict[str, tuple[str, ...]] = {}
    written: list[Entry] = []
    section, whose = "", False
    for line in text.splitlines():
        if line.startswith("["):
            section, _, owner = line[1:].partition("]")
            whose = bool(owner.strip())
        elif section == "same" and "=" in line:
            short, _, long = line.partition("=")
            same |= dict.fromkeys(short.split(), tuple(long.split()))
        elif section and line:
            mark = line[0] if line[0] in _MARKS else ""
            reach = _MARKS[mark] if mark else _SILENT.get(section, "anywhere")
            names = line.removeprefix(mark).split(",")
            written += (Entry(name.strip(), section, reach, whose) for name in names)
    words = frozenset(
        unit for entry in written if entry.reach != "initials" for unit in units(entry.text) if unit.isascii()
    ) | {*same, *(unit for long in same.values() for unit in long)}
    entries: dict[tuple[str, ...], Entry] = {}
    initials: dict[tuple[str, ...], Entry] = {}
    wholes: dict[tuple[str, ...], Entry] = {}
    for entry in written:
        key = units(entry.text)
        if entry.reach == "initials":
            initials.setdefault(key, entry)
            continue
        place = wholes if entry.reach == "whole" else entries
        key = tuple(_spelled(key, same, words))
        # What says something of a field prevails over the same word where it says nothing.
        if key not in place or place[key].category in _SILENT:
            place[key] = entry
    return Synonyms(entries, initials, wholes, same, words, max(map(len, entries)))


def _spelled(found: Iterable[str], same: dict[str, tuple[str, ...]], words: frozenset[str]) -> Iterator[str]:
    for unit in found:
        if unit in same:
            yield from same[unit]
        elif unit in words or not unit.isascii():
            yield unit
        elif (single := _singular(unit)) in words or single in same:
            yield from same.get(single, (single,))
        else:
            for part in _parted(unit, words) or (unit,):
                part = part if part in words else _singular(part)
                yield from same.get(part, (part,))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches")):
        return word[:-2]
    return word.removesuffix("s")


def _parted(word: str, words: frozenset[str], pieces: int = _PIECES) -> tuple[str, ...]:
    """Part a word that is several of the list written as one; empty where it is none."""
    if len(word) > _LONGEST_GLUED or pieces == 0:
        return ()
    first = pieces == _PIECES
    if word in words and len(word) >= (_FIRST if first else _NEXT):
        return (word,)
    if word in _TAILS and not first:
        return (word,)
    # The longest first: birthdate is birth and date, not birth, dat and e.
    for cut in range(len(word) - 2, 1, -1):
        piece = word[:cut]
        listed = piece in words or (cut > _NEXT and _singular(piece) in words)
        if (listed and cut >= (_FIRST if first else _NEXT)) or (piece in _TAILS and not first):
            rest = _parted(word[cut:], words, pieces - 1)
            if rest:
                return (piece, *rest)
    return ()
