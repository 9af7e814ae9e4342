"""The strict door of records: from a mapping, as JSON or a table gives it, to a subject of the model.

The validators are generated from the kinds of the model's fields; nothing is declared here a second time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise
from typing import Any

import attrs
from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError, core_schema

from suitability.errors import FactError, RecordError, RecordErrors
from suitability.model.facts import EXPECTED, NOT_TOLD, Kind, Some, expected, kinds, money
from suitability.model.scale import Scale
from suitability.model.subject import SUBJECTS, Subject

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNKNOWN_KEY_CUTOFF = 0.8


@attrs.frozen
class Reading:
    """A subject read from a record, and the paths of keys that name nothing of the model."""

    subject: Any
    ignored: tuple[str, ...]


def read_record(
    subject: str,
    record: Mapping[str, Any],
    *,
    scales: Mapping[str, Scale] | None = None,
    offset: dt.timedelta | None = None,
    strict: bool = False,
) -> Reading:
    """Read a record: a mapping with one key for each root of the subject (`sale`, `customer`, `product`, …).

    With `scales` every level must be in its scale; with `offset` a day must agree with the instant told beside it.
    A key that names nothing is an error where it is near a name of the model, or under `strict`, and ignored otherwise.
    Raises RecordErrors with everything that is wrong with the record.
    """
    found = SUBJECTS.get(subject)
    if found is None:
        raise RecordErrors([RecordError("subject", f"{subject!r} is not one of {', '.join(SUBJECTS)}")])
    if not isinstance(record, Mapping):
        raise RecordErrors([RecordError("", f"a record is a mapping, not {type(record).__name__}")])
    door = _Door(found, scales or {}, offset, strict)
    values = {key: value for key, value in record.items() if key != "subject"}
    door.unknown_keys(values, found.roots, "")
    for root in found.roots:
        door.survey(values.get(root), found.fields(root), root)
    try:
        parts = _validator(subject).validate_python(values)
    except ValidationError as problems:
        for problem in problems.errors(include_url=False, include_input=False):
            door.problem(problem)
    else:
        built = {
            root: door.build(kinds(found.record)[root].record, parts[root], found.fields(root), root)
            for root in found.roots[1:]
            if root in parts
        }
        made = door.build(found.record, parts.get(found.own, {}), found.fields(found.own), found.own, built)
        if not door.errors:
            return Reading(made, tuple(door.ignored))
    raise RecordErrors(door.errors)


class _Door:
    """Builds the records of the model from validated mappings, and collects what is wrong on the way."""

    def __init__(
        self, subject: Subject, scales: Mapping[str, Scale], offset: dt.timedelta | None, strict: bool
    ) -> None:
        self.subject = subject
        self.scales = scales
        self.offset = offset
        self.strict = strict
        self.errors: list[RecordError] = []
        self.ignored: list[str] = []

    def problem(self, problem: Any) -> None:
        path = ""
        for part, after in pairwise((*problem["loc"], "")):
            if isinstance(part, int):
                path += f"[{part}]"
            elif part not in _BRANCHES and not (part == "some" and isinstance(after, int)):
                path += f".{part}" if path else str(part)
        message = problem["msg"]
        if problem["type"] == "missing":
            message = "must be given"
        elif problem["type"] in ("dict_type", "list_type"):
            message = f"is not a {'record' if problem['type'] == 'dict_type' else 'list'}"
        self.errors.append(RecordError(path, message[:1].lower() + message[1:]))

    def unknown_keys(self, values: Mapping[str, Any], known: Any, path: str) -> None:
        unknown = [key for key in values if key not in known]
        if not unknown:
            return
        from difflib import get_close_matches  # costs more than the rest of a clean record

        for key in unknown:
            at = f"{path}.{key}" if path else str(key)
            close = get_close_matches(str(key), list(known), n=1, cutoff=_UNKNOWN_KEY_CUTOFF)
            if path == self.subject.own and key in self.subject.roots:
                self.errors.append(RecordError(at, f"stands beside {path!r}, not in it"))
            elif close:
                self.errors.append(RecordError(at, f"unknown key; did you mean {close[0]!r}?"))
            elif self.strict:
                self.errors.append(RecordError(at, f"unknown key; valid here: {', '.join(known)}"))
            else:
                self.ignored.append(at)

    def survey(self, values: Any, fields: Mapping[str, Kind], path: str) -> None:
        """Look for unknown keys, levels outside their scale and days beside another instant, whatever else is wrong."""
        if not isinstance(values, Mapping):
            return
        if not values.keys() <= fields.keys():
            self.unknown_keys(values, fields, path)
        for name, kind in fields.items():
            value = values.get(name)
            if value is None:
                continue
            at = f"{path}.{name}"
            if kind.name == "one":
                self.survey(value, kinds(kind.record), at)
            elif kind.name == "many":
                members = value.get("some") if isinstance(value, Mapping) else value
                for index, member in enumerate(members if isinstance(members, Sequence) else ()):
                    self.survey(member, kinds(kind.record), f"{at}[{index}]")
            elif kind.name == "level":
                self.level(value, kind, at)
            elif kind.name == "day" and (kind.day_of or kind.given):
                instant = kind.day_of or "at"
                self.agree(value, values.get(instant), at, instant)

    def level(self, value: Any, kind: Kind, path: str) -> None:
        scale = self.scales.get(kind.scale)
        if scale is not None and isinstance(value, str) and value not in scale.ranks:
            self.errors.append(RecordError(path, f"{value!r} is not a level; valid here: {', '.join(scale.ranks)}"))

    def agree(self, day: Any, at: Any, path: str, name: str) -> None:
        if self.offset is None or at is None:
            return
        try:
            told, instant = _day(day), _instant(at)
        except PydanticCustomError:
            return
        try:
            agrees = told == (instant.astimezone(dt.UTC) + self.offset).date()
        except OverflowError:
            agrees = False
        if not agrees:
            self.errors.append(RecordError(path, f"{told} is not the day of {name}, {instant.isoformat()}"))

    def build(
        self, record: Any, values: Any, fields: Mapping[str, Kind], path: str, built: Mapping[str, Any] | None = None
    ) -> Any:
        if values is None:
            return None
        told = dict(built or {})
        for name, value in values.items():
            kind = fields.get(name)
            if kind is None:
                continue
            at = f"{path}.{name}"
            if value is None:
                told[name] = None
            elif kind.name == "one":
                told[name] = self.build(kind.record, value, kinds(kind.record), at)
            elif kind.name == "many":
                told[name] = self.members(kind, value, at)
            else:
                told[name] = value
        try:
            return record(**told)
        except FactError as error:
            self.errors.append(RecordError(path, str(error)))
        return None

    def members(self, kind: Kind, value: Any, path: str) -> Any:
        part = isinstance(value, dict)
        items = value["some"] if part else value
        made = [
            self.build(kind.record, item, kinds(kind.record), f"{path}[{index}]") for index, item in enumerate(items)
        ]
        if any(item is None for item in made):
            return NOT_TOLD
        return Some(made) if part else tuple(made)


_BRANCHES = {"all of it", "some of it"}


def _day(value: Any) -> Any:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("day", "{value} is not a day of the calendar", {"value": value}) from None
    if type(value) is dt.date:
        return value
    raise PydanticCustomError("day", "is not a day such as 2026-03-01")


def _instant(value: Any) -> Any:
    if isinstance(value, str) and "T" in value:
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("instant", "is not an instant such as 2026-03-01T10:00:00+08:00") from None
    if isinstance(value, dt.datetime) and value.utcoffset() is not None:
        return value
    raise PydanticCustomError("instant", "is not an instant with its offset, such as 2026-03-01T10:00:00+08:00")


def _money(value: Any) -> Any:
    if isinstance(value, float):
        raise PydanticCustomError("money", "is a float, which cannot hold an amount exactly: give a text or a Decimal")
    try:
        return money(Decimal(value) if isinstance(value, str) else value)
    except (InvalidOperation, TypeError, ValueError):
        raise PydanticCustomError("money", f"is not {EXPECTED['money']}") from None


def _plain(check: Callable[[Any], Any]) -> Any:
    return core_schema.no_info_plain_validator_function(check)


def _worded(schema: Any, kind: Kind) -> Any:
    # The words are expected()'s, so that the door and the constructors say the same.
    said = expected(kind).replace("{", "{{").replace("}", "}}")
    return core_schema.custom_error_schema(schema, "kind", custom_error_message=f"is not {said}")


@cache
def _record_schema(record: Any) -> Any:
    return core_schema.typed_dict_schema(
        {name: _field(kind) for name, kind in kinds(record).items()}, extra_behavior="allow"
    )


def _field(kind: Kind) -> Any:
    return core_schema.typed_dict_field(_null(kind, _schema(kind)), required=kind.given)


def _null(kind: Kind, schema: Any) -> Any:
    if kind.given:
        return schema
    return core_schema.nullable_schema(schema)


def _schema(kind: Kind) -> Any:
    if kind.name in ("text", "level"):
        return _worded(core_schema.str_schema(strict=True, min_length=1), kind)
    if kind.name == "flag":
        return _worded(core_schema.bool_schema(strict=True), kind)
    if kind.name == "number":
        return _worded(core_schema.int_schema(strict=True), kind)
    if kind.name in ("money", "share"):
        return _plain(_money)
    if kind.name in ("day", "instant"):
        return _plain(_day if kind.name == "day" else _instant)
    if kind.name == "choice":
        return _worded(core_schema.literal_schema(list(kind.values)), kind)
    if kind.name == "set":
        member = core_schema.literal_schema(list(kind.values)) if kind.values else core_schema.str_schema(strict=True)
        return core_schema.list_schema(_worded(member, Kind("choice", values=kind.values)) if kind.values else member)
    inner = _record_schema(kind.record)
    if kind.name == "one":
        return inner
    whole = core_schema.list_schema(inner)
    part = core_schema.typed_dict_schema({"some": core_schema.typed_dict_field(whole)}, extra_behavior="forbid")
    return core_schema.tagged_union_schema(
        {"all of it": whole, "some of it": part},
        lambda value: "some of it" if isinstance(value, dict) else "all of it",
    )


@cache
def _validator(subject: str) -> SchemaValidator:
    found = SUBJECTS[subject]
    fields = {}
    for root in found.roots:
        names = found.fields(root)
        schema = core_schema.typed_dict_schema({n: _field(k) for n, k in names.items()}, extra_behavior="allow")
        own_given = root == found.own and any(kind.given for kind in names.values())
        nullable = root != found.own
        fields[root] = core_schema.typed_dict_field(
            core_schema.nullable_schema(schema) if nullable else schema, required=own_given
        )
    return SchemaValidator(core_schema.typed_dict_schema(fields, extra_behavior="allow"))
