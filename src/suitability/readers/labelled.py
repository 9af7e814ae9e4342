"""Reading labelled texts: sentences of which people have said what is wrong in them, one JSON object a line.

Two forms. With `labels`, each label has a category and the offsets of its words, and a row may be a `clean_trap`
(lawful, though it holds words that rules look for) or of low `confidence`. With `marks`, each mark is a category and
the words themselves; a row is of a `phenomenon`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from suitability.errors import SuitabilityError

# The category of words, and their offsets in characters, the end not counted.
Label = tuple[str, int, int]


class Row(NamedTuple):
    """A labelled text. `kind` is its genre, or its phenomenon; `form` names the way it is labelled."""

    id: str
    text: str
    lang: str
    kind: str
    form: Literal["labels", "marks"]
    labels: tuple[Label, ...]
    trap: bool = False
    high: bool = True


def read_labelled(name: str, content: bytes) -> list[Row]:
    """Read the rows of a file. Raises SuitabilityError naming the lines that cannot be read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SuitabilityError(f"{name}: not UTF-8: byte {error.start} cannot be read") from None
    rows: list[Row] = []
    wrong: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = _row(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            said = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
            wrong.append(f"{name}:{number}: {said}")
            continue
        if row.id in seen:
            wrong.append(f"{name}:{number}: the id {row.id!r} stands twice")
        seen.add(row.id)
        rows.append(row)
    if wrong or not rows:
        raise SuitabilityError("\n".join(wrong) or f"{name}: holds no rows")
    return rows


def _row(data: Any) -> Row:
    if not isinstance(data, Mapping):
        raise TypeError("a row is an object")
    id_, text, lang = (str(data[key]) for key in ("id", "text", "lang"))
    if "labels" in data:
        labels = tuple(_label(one, text) for one in data["labels"])
        high = data.get("confidence", "high") != "low"
        return Row(id_, text, lang, str(data["genre"]), "labels", labels, bool(data.get("clean_trap")), high)
    return Row(id_, text, lang, str(data["phenomenon"]), "marks", tuple(_marks(data["marks"], text)))


def _label(label: Mapping[str, Any], text: str) -> Label:
    start, end = label["start"], label["end"]
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the label from {start} to {end} stands outside the text")
    return label["category"], start, end


def _marks(marks: Any, text: str) -> Iterator[Label]:
    """Find the words of marks: of those that a category marks twice the second time they stand there."""
    ends: dict[tuple[str, str], int] = {}
    for category, words in marks:
        at = text.find(words, ends.get((category, words), 0)) if words else -1
        if at < 0:
            raise ValueError(f"the words {words!r} do not stand in the text")
        ends[category, words] = at + len(words)
        yield category, at, at + len(words)
