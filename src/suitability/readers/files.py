"""Reading files of records: JSON and JSON Lines, with the place of every record and every error."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO

import attrs

from suitability.model.subject import SHARED_ROOTS, SUBJECTS


@attrs.frozen
class Record:
    """A record and where it stands: a file, and a line or the number of the record in it."""

    place: str
    subject: str
    values: Mapping[str, Any] = attrs.field(repr=False)


@attrs.frozen
class Unreadable:
    """What could not be read as a record, and why."""

    place: str
    message: str


def read_files(
    files: Iterable[tuple[str, BinaryIO]], parts: Collection[str] = (), keys: Collection[str] = ()
) -> tuple[list[Record], list[Unreadable]]:
    """Read records from named streams.

    A file is one record, a list of records, or one record a line. A part of a record that is a text
    (``"customer": "C-017"``) stands for the part with that key elsewhere in the same files; of a part that `keys`
    names it is all that is told where there is no other. Records of a part alone are given back only where `parts`
    names it.
    """
    records: list[Record] = []
    errors: list[Unreadable] = []
    for name, stream in files:
        for found in _read(name, stream):
            if isinstance(found, Record):
                records.append(found)
            else:
                errors.append(found)
    return _resolve(records, errors, {*SUBJECTS, *parts}, keys)


def _read(name: str, stream: BinaryIO) -> Iterator[Record | Unreadable]:
    try:
        text = stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Unreadable(name, f"not UTF-8: {error.reason} at byte {error.start}; save the file as UTF-8")
        return
    except OSError as error:
        yield Unreadable(name, f"cannot be read: {error.strerror}")
        return
    if not text.strip():
        yield Unreadable(name, "the file is empty")
        return
    try:
        data = _loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" or name.endswith((".jsonl", ".ndjson")):
            yield from _lines(name, text)
        else:
            yield Unreadable(f"{name}:{error.lineno}:{error.colno}", f"not JSON: {error.msg}")
    except (ValueError, RecursionError) as error:
        yield Unreadable(name, _reason(error))
    else:
        if isinstance(data, list):
            for index, item in enumerate(data):
                yield _record(f"{name}[{index}]", item)
        else:
            yield _record(name, data)


def _lines(name: str, text: str) -> Iterator[Record | Unreadable]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            yield _record(place, _loads(line))
        except json.JSONDecodeError as error:
            yield Unreadable(f"{place}:{error.colno}", f"not JSON: {error.msg}")
        except (ValueError, RecursionError) as error:
            yield Unreadable(place, _reason(error))


def _loads(text: str) -> Any:
    # Amounts keep their digits; JSON's NaN and Infinity are no amounts, and a key said twice is a contradiction.
    return json.loads(text, parse_float=_decimal, parse_constant=_no_number, object_pairs_hook=_object)


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise ValueError(f"{digits:.40} is not a number") from None


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} stands twice in one record")
    return made


def _record(place: str, data: Any) -> Record | Unreadable:
    if not isinstance(data, dict):
        return Unreadable(place, f"a record is an object, not {data!r:.40}")
    subject = data.get("subject")
    if subject not in SUBJECTS and subject not in SHARED_ROOTS:
        named = "names no subject" if subject is None else f"names the subject {subject!r}"
        return Unreadable(place, f"the record {named}; there are {', '.join([*SUBJECTS, *SHARED_ROOTS])}")
    return Record(place, subject, {key: value for key, value in data.items() if key != "subject"})


def _resolve(
    records: list[Record], errors: list[Unreadable], wanted: Collection[str], keys: Collection[str]
) -> tuple[list[Record], list[Unreadable]]:
    parts: dict[tuple[str, str], tuple[Any, str]] = {}
    for record in records:
        for root in SHARED_ROOTS:
            part = record.values.get(root)
            if not isinstance(part, Mapping) or not isinstance(part.get("key"), str):
                continue
            known, place = parts.setdefault((root, part["key"]), (part, record.place))
            if known != part:
                errors.append(Unreadable(record.place, f"tells the {root} {part['key']!r} otherwise than {place}"))
    resolved = []
    for record in records:
        values = dict(record.values)
        lost = []
        for root in SHARED_ROOTS:
            if isinstance(values.get(root), str):
                key = values[root]
                found = parts.get((root, key), ({"key": key}, "") if root in keys else None)
                lost += [f"the {root} {key!r} stands nowhere in these files"] if found is None else []
                values[root] = None if found is None else found[0]
        if lost:
            errors.append(Unreadable(record.place, "; ".join(lost)))
        elif record.subject in wanted:
            resolved.append(attrs.evolve(record, values=values))
    return resolved, errors
