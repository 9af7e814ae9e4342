"""The baseline of a gate: the findings that were there when it was set up, known by what they say, until a day.

The file is JSON, one entry a line and in one order, so that its changes can be read.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from suitability.engine.written import canonical
from suitability.errors import RuleFileError, RuleFileErrors, SuitabilityError
from suitability.language.dates import add_months
from suitability.language.errors import near
from suitability.reports.gate import Accepted
from suitability.rules.place import excerpt
from suitability.spot import Spot

SCHEMA = "suitability.baseline/1"
GATES = ("copy", "catalog", "change")
# How long a finding may be accepted for.
MONTHS = 12
_CONTENT = re.compile(r"[0-9a-f]{32}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BETWEEN = re.compile(r"[\s,:]*")


@attrs.frozen
class Entry:
    """Findings of one gate with one content, accepted `on` a day until another, its last day.

    `files` counts them by the file they stand in, named from the root; `keys` are those of the products they are of.
    """

    gate: str
    rule: str
    content: str
    files: tuple[tuple[str, int], ...]
    until: dt.date
    on: dt.date
    reason: str
    keys: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many findings it is for."""
        return sum(count for _, count in self.files)

    @property
    def accepted(self) -> Accepted:
        """The entry as reports show it."""
        return Accepted(self.content, self.rule, self.count, self.until, self.reason)


@attrs.frozen
class Baseline:
    """The entries of a file, and where each stands in it, by gate and content."""

    file: str
    entries: tuple[Entry, ...] = ()
    spots: Mapping[tuple[str, str], Spot] = attrs.field(factory=dict, eq=False, repr=False)

    def spot(self, entry: Entry) -> Spot:
        """Give where an entry stands."""
        return self.spots.get((entry.gate, entry.content), Spot(self.file))


def latest(on: dt.date) -> dt.date:
    """Give the last day until which a finding may be accepted on a day."""
    return add_months(on, MONTHS) if on.year < dt.MAXYEAR else dt.date.max


def read_baseline(path: Path) -> Baseline:
    """Read a baseline; raise SuitabilityError where there is none, RuleFileErrors with every mistake of it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        hint = "; --accept-new writes one" if isinstance(error, FileNotFoundError) else ""
        raise SuitabilityError(f"{path}: the baseline cannot be read: {error.strerror}{hint}") from None
    return _Reader(str(path), content).read()


def baseline_text(entries: Iterable[Entry]) -> str:
    """Write entries as the text of a file: equal entries are equal text."""
    ordered = sorted(entries, key=lambda entry: (entry.gate, entry.rule, entry.content))
    lines = ",\n".join(canonical(_plain(entry)) for entry in ordered)
    return f'{{"schema":"{SCHEMA}","entries":[\n{lines}\n]}}\n' if lines else f'{{"schema":"{SCHEMA}","entries":[]}}\n'


def _plain(entry: Entry) -> dict[str, Any]:
    said = {field: getattr(entry, field) for field in ("content", "gate", "on", "reason", "rule", "until")}
    return {**said, "files": dict(entry.files)} | ({"keys": list(entry.keys)} if entry.keys else {})


class _Reader:
    """Reads the text of a baseline and gathers what is wrong with it."""

    def __init__(self, shown: str, content: bytes) -> None:
        self.shown = shown
        self.errors: list[RuleFileError] = []
        self.text = ""
        self.spots: dict[tuple[str, str], Spot] = {}
        self.starts = [0]
        try:
            self.text = content.decode("utf-8-sig")
            self.starts += [found.end() for found in re.finditer("\n", self.text)]
        except UnicodeDecodeError as error:
            self._error(0, f"not UTF-8: {error.reason} at byte {error.start}", "save the file as UTF-8")

    def read(self) -> Baseline:
        entries = list(self._entries(self._parsed())) if not self.errors else []
        if self.errors:
            raise RuleFileErrors(self.errors)
        return Baseline(self.shown, tuple(entries), self.spots)

    def _parsed(self) -> list[Any]:
        try:
            data = json.loads(self.text, object_pairs_hook=_once, parse_constant=_refuse)
        except json.JSONDecodeError as error:
            hint = "a merge has left its marks in the file" if "<<<<<<<" in self.text else ""
            self._error(error.pos, f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", hint)
            return []
        except (ValueError, RecursionError) as error:
            self._error(0, f"not JSON of a baseline: {error}", "")
            return []
        found = data if isinstance(data, dict) else {}
        schema, entries = found.get("schema"), found.get("entries")
        if schema != SCHEMA:
            self._error(0, f"schema: {schema!r:.60} is not {SCHEMA!r}", "--accept-new writes the file")
        elif not isinstance(entries, list):
            self._error(0, "entries: is to be a list", "--accept-new writes the file")
        else:
            for name in found.keys() - {"schema", "entries"}:
                self._error(max(0, self.text.find(json.dumps(name))), f"unknown key {name!r}", "")
            return entries
        return []

    def _entries(self, parsed: list[Any]) -> Iterator[Entry]:
        places = _places(self.text, len(parsed)) if parsed else ()
        for number, (data, (start, end)) in enumerate(zip(parsed, places, strict=True)):
            before = len(self.errors)
            for field, message, hint in _wrong(data):
                at = self.text.find(f'"{field}"', start, end) if field else -1
                self._error(max(at, start), f"entries.{number}.{field}".rstrip(".") + f": {message}", hint)
            if len(self.errors) > before:
                continue
            entry = _entry(data)
            key = entry.gate, entry.content
            if key in self.spots:
                first = self.spots[key].line
                self._error(start, f"entries.{number}.content: stands already in line {first}", "keep one of the two")
            self.spots.setdefault(key, Spot(self.shown, *self._place(start)))
            yield entry

    def _place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1

    def _error(self, at: int, message: str, hint: str) -> None:
        line, column = self._place(at)
        shown = excerpt(self.text, line, column) if self.text else ""
        self.errors.append(RuleFileError(self.shown, line, column, message, hint, shown))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key {next(name for name in names if names.count(name) > 1)!r:.60} is given twice")
    return found


def _refuse(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _places(text: str, count: int) -> Iterator[tuple[int, int]]:
    """Give where the entries of a text that is known to be JSON begin and end."""
    decode = json.JSONDecoder().raw_decode
    key, at = None, 1 + _skipped(text, 0)
    while key != "entries":
        if key is not None:
            _, at = decode(text, _skipped(text, at))
        key, at = decode(text, _skipped(text, at))
    at = 1 + _skipped(text, at)
    for _ in range(count):
        start = _skipped(text, at)
        _, at = decode(text, start)
        yield start, at


def _skipped(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    assert found is not None
    return found.end()


def _wrong(data: Any) -> Iterator[tuple[str, str, str]]:
    """Give what is wrong with an entry: the field, what, and what would be right."""
    if not isinstance(data, dict):
        yield "", "is to be an object", ""
        return
    for name in data.keys() - set(_FIELDS):
        yield name, f"unknown key {name!r}", near(name, _FIELDS)
    for name, (holds, right, needed) in _FIELDS.items():
        if name not in data:
            if needed:
                yield name, "is missing", right
        elif not holds(data[name]):
            yield name, f"{data[name]!r:.60} is not right here", right
    on, until = _day(data.get("on")), _day(data.get("until"))
    if on and until and not on <= until <= latest(on):
        yield "until", f"{until} is not within {MONTHS} months of {on}, when it was accepted", ""


def _entry(data: Mapping[str, Any]) -> Entry:
    return Entry(
        gate=data["gate"],
        rule=data["rule"],
        content=data["content"],
        files=tuple(sorted(data["files"].items())),
        until=dt.date.fromisoformat(data["until"]),
        on=dt.date.fromisoformat(data["on"]),
        reason=data["reason"],
        keys=tuple(data.get("keys", ())),
    )


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except ValueError:
        return None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_content(value: Any) -> bool:
    return isinstance(value, str) and _CONTENT.fullmatch(value) is not None


def _is_counted(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(type(count) is int and count > 0 for count in value.values())


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


# What each field of an entry holds, in words, and whether it must be there.
_FIELDS: Mapping[str, tuple[Callable[[Any], object], str, bool]] = {
    "gate": (lambda value: value in GATES, f"valid here: {', '.join(GATES)}", True),
    "rule": (_is_text, "the id of a rule", True),
    "content": (_is_content, "32 hexadecimal digits, as reports with --facts give them", True),
    "files": (_is_counted, 'a count by file: {"marketing/page.md": 1}', True),
    "on": (_day, "a day such as 2026-03-01", True),
    "until": (_day, "a day such as 2026-03-01", True),
    "reason": (_is_text, "a text", True),
    "keys": (_is_texts, "a list of keys", False),
}
