"""Map the name of a field to the category of data it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Literal, get_args

import attrs

from suitability.model.vocabulary import DataCategory
from suitability.personal.names import units
from suitability.personal.synonyms import Entry, Synonyms, synonyms

By = Literal["table", "name", "words", "label", "comment", "initials"]
CATEGORIES: tuple[str, ...] = get_args(DataCategory)
# What is no fact of a person; a label that tells of one prevails over a name that tells of these.
IMPERSONAL = frozenset({"technical", "business-setting", "organisation", "free-text", "customer-key"})
_SILENT = ("which", "form")
_THINGS = frozenset({"technical", "business-setting"})
_FIRMS = frozenset({"organisation", "employer"})
# In a longer text only words that decide anywhere are looked for.
_SENTENCE = 16
# Before one of these stands what the name is of: opted out of email.
_OF = frozenset({"of", "for", "from"})


@attrs.frozen
class Mapped:
    """The category a field was mapped to, and by what.

    `category` is one of `CATEGORIES`, or None: the field is unknown. `by` says what told it: the user's table, the
    whole name, words of the name, the label, the comment, or first letters of pinyin; None where nothing did. `word`
    is the entry of the list or the table that decided.
    """

    category: str | None = None
    by: By | None = None
    word: str = ""


def _lower(said: Mapping[str, str]) -> Mapping[str, str]:
    return {name.lower(): category for name, category in said.items()}


@attrs.frozen
class Table:
    """What a user says of own fields: names and patterns (`*`, `?`, `[…]`), each with its category.

    Case does not matter. A whole name prevails over a pattern, an earlier pattern over a later one.
    """

    fields: Mapping[str, str] = attrs.field(factory=dict[str, str], converter=_lower)

    def of(self, *names: str) -> tuple[str, str] | None:
        """Give what the table says of the first of these names it knows, and its category."""
        lower = [name.lower() for name in names]
        for name in lower:
            if name in self.fields:
                return name, self.fields[name]
        for pattern, category in self.fields.items():
            if any(fnmatchcase(name, pattern) for name in lower):
                return pattern, category
        return None


@attrs.frozen
class _Piece:
    """Units of a name that an entry of the list covers; without an entry they are unknown."""

    entry: Entry | None
    size: int


def categorise(
    name: str, label: str = "", comment: str = "", *, table: Table | None = None, within: str = ""
) -> Mapped:
    """Tell the category of data that a field of this name holds, by the user's table or by the shipped list.

    `label` is what people read beside the field, `comment` what its maker wrote of it, `within` the table or the record
    it stands in: the user's table may name the field as `within.name`. A name that nothing tells of is unknown, never
    technical. A label prevails over a name that tells of no fact of a person.

    >>> categorise("cust_mobile_no")
    Mapped(category='mobile', by='name', word='mobile number')
    >>> categorise("ext_1", label="婚姻状况").category
    'marital-status'
    >>> categorise("ext_1").category is None
    True
    """
    said = table.of(*((f"{within}.{name}",) if within else ()), name) if table is not None else None
    if said is not None:
        return Mapped(said[1], "table", said[0])
    known = synonyms()
    found = _read(known.known(name), known, "words")
    if found is None or found.category in IMPERSONAL:
        texts: tuple[tuple[By, str], ...] = (("label", label), ("comment", comment))
        for by, text in texts:
            told = _read(known.known(text), known, by) if text else None
            if told is not None and (found is None or (told.category not in IMPERSONAL and _sure(told, known))):
                return told
    # First letters stand for much: beside a label that tells nothing of them they are not trusted.
    return found or (None if label else _initials(name, known)) or Mapped()


def _sure(mapped: Mapped, known: Synonyms) -> bool:
    return any(entry.text == mapped.word and entry.reach == "anywhere" for entry in known.entries.values())


def _read(found: tuple[str, ...], known: Synonyms, by: By) -> Mapped | None:
    """Read a text; None where it tells nothing."""
    if found in known.wholes:
        entry = known.wholes[found]
        return Mapped(entry.category, "name" if by == "words" else by, entry.text)
    pieces = _pieces(found, known)
    decided = _decided(pieces, sentence=len(found) > _SENTENCE)
    if decided is None:
        return None
    whole = by == "words" and all(piece.entry == decided or _reach(piece) in _SILENT for piece in pieces)
    return Mapped(decided.category, "name" if whole else by, decided.text)


def _reach(piece: _Piece) -> str:
    return "" if piece.entry is None else piece.entry.reach


def _decided(pieces: Sequence[_Piece], *, sentence: bool) -> Entry | None:
    """Give the entry that tells what a field holds.

    What is of somebody else, or of a firm, prevails; then what decides anywhere, the last of it, for the last word of a
    name is what it is of: health_insurance_number. A thing of the business owns the words after it: branch_city.
    """
    telling = [piece.entry for piece in pieces if piece.entry is not None and _reach(piece) not in _SILENT]
    strong = [entry for entry in telling if entry.reach == "anywhere"]
    owners = [entry for entry in strong if entry.whose]
    if sentence:
        return strong[0] if len({entry.category for entry in strong}) == 1 else None
    if owners:
        return next((entry for entry in owners if entry.category not in _FIRMS), owners[0])
    if strong:
        texts = ["" if piece.entry is None else piece.entry.text for piece in pieces]
        of = next((at for at, text in enumerate(texts) if text in _OF), 0)
        before = [piece.entry for piece in pieces[:of] if piece.entry in strong]
        return before[-1] if before else strong[-1]
    if any(piece.entry is None for piece in pieces):
        return None
    weak = [entry for entry in telling if entry.reach == "known"]
    if weak:
        owner = next((entry for entry in weak if entry.whose), weak[0])
        personal = [entry for entry in weak if entry.category not in _THINGS]
        return owner if owner.whose or owner.category in _THINGS or not personal else personal[-1]
    bare = [entry for entry in telling if entry.reach == "alone"]
    return bare[0] if bare and all(_reach(piece) in ("which", "alone") for piece in pieces) else None


def _pieces(found: tuple[str, ...], known: Synonyms) -> list[_Piece]:
    """Cover units by entries of the list: as many units as can be, by as few entries as can be."""
    # best[i]: (units unknown, entries) of the first i units, and the piece that ends there
    best: list[tuple[int, int]] = [(0, 0)]
    ends: list[_Piece] = []
    for end in range(1, len(found) + 1):
        unknown, count = best[end - 1]
        chosen, piece = (unknown + 1, count + 1), _Piece(None, 1)
        for size in range(min(known.longest, end), 0, -1):
            entry = known.entries.get(found[end - size : end])
            unknown, count = best[end - size]
            if entry is not None and (unknown, count + 1) < chosen:
                chosen, piece = (unknown, count + 1), _Piece(entry, size)
        best.append(chosen)
        ends.append(piece)
    return list(_back(ends))[::-1]


def _back(ends: Sequence[_Piece]) -> Iterator[_Piece]:
    at = len(ends)
    while at:
        yield ends[at - 1]
        at -= ends[at - 1].size


def _initials(name: str, known: Synonyms) -> Mapped | None:
    """Read a name as first letters of pinyin; beside them only words that say whose field it is may stand."""
    found = units(name)
    entries = [known.initials.get((unit,)) for unit in found]
    told = [entry for entry in entries if entry is not None]
    others = [unit for unit, entry in zip(found, entries, strict=True) if entry is None]
    silent = all(len(unit) == 1 or _says_nothing(unit, known) for unit in others)
    return Mapped(told[0].category, "initials", told[0].text) if len(told) == 1 and silent else None


def _says_nothing(unit: str, known: Synonyms) -> bool:
    spelled = known.known(unit)
    entries = [known.entries.get((one,)) for one in spelled]
    return all(entry is not None and entry.reach in _SILENT for entry in entries)
