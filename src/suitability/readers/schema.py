"""The JSON Schema of records, generated from the kinds of the model's fields."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from suitability.engine.ruleset import RuleSet
from suitability.errors import SuitabilityError
from suitability.language.errors import near
from suitability.messages.labels import field_label, root_label, subject_label
from suitability.model.facts import Kind, kinds
from suitability.model.subject import SUBJECTS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?"
_PLAIN: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "minLength": 1},
    "flag": {"type": "boolean"},
    "number": {"type": "integer"},
    "day": {"type": "string", "format": "date", "pattern": f"^{_DAY}$"},
    "instant": {
        "type": "string",
        "format": "date-time",
        "pattern": f"^{_DAY}T{_TIME}(Z|[+-][0-9]{{2}}:[0-9]{{2}})$",
    },
    "money": {
        "type": ["number", "string"],
        "exclusiveMinimum": -(10**18),
        "exclusiveMaximum": 10**18,
        "pattern": r"^[+-]?[0-9]{1,18}(\.[0-9]{1,12})?$",
    },
}
_PLAIN["share"] = _PLAIN["money"]


def record_schema(
    subject: str, rules: RuleSet | None = None, *, strict: bool = False, locale: str = "en"
) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a subject's record, as `read` takes it and as the command line's files hold it.

    With `rules`, levels are those of the packs' scales; under `strict`, keys that name nothing are refused, as `read`
    refuses them. Titles are the fields' names in `locale`. Raises SuitabilityError where there is no such subject.

    The schema and `read` differ in a few things. `read` alone refuses a day that is not in the calendar (unless the
    validator asserts formats), a day beside an instant of another day, a key near a known one (but for `strict`), a
    whole number written 1.0, a float of Python where JSON has a number, more than 12 decimals in a number, an instant
    or amount beyond its range, and the key of a part in place of the part, which only files may hold. It takes amounts
    and instants in spellings that the schema does not: "1E3", "2026-03-01T10:00+08:00".
    """
    found = SUBJECTS.get(subject)
    if found is None:
        raise SuitabilityError(f"{subject!r} is no subject; {near(subject, SUBJECTS)}")
    made = _Schema(rules, strict, locale)
    parts = kinds(found.record)
    roots = {root: {"title": root_label(root, locale), **made.part(parts[root].record)} for root in found.roots[1:]}
    own = {
        **_described(found.record),
        "title": root_label(found.own, locale),
        **made.fields(found.record, found.fields(found.own)),
    }
    return {
        "$schema": DRAFT,
        "title": subject_label(subject, locale),
        **made.closed({"subject": {"const": subject}, found.own: own, **roots}),
        "required": [found.own] if "required" in own else [],
        "$defs": dict(sorted(made.definitions.items())),
    }


class _Schema:
    """Writes the schema of one subject, and collects the classes of the model that it refers to."""

    def __init__(self, rules: RuleSet | None, strict: bool, locale: str) -> None:
        self.rules = rules
        self.strict = strict
        self.locale = locale
        self.definitions: dict[str, Any] = {}

    def closed(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        return {"type": "object", "properties": properties} | ({"additionalProperties": False} if self.strict else {})

    def fields(self, record: Any, fields: Mapping[str, Kind]) -> dict[str, Any]:
        made = self.closed({name: self.field(record, name, kind) for name, kind in fields.items()})
        given = [name for name, kind in fields.items() if kind.given]
        return {**made, "required": given} if given else made

    def field(self, record: Any, name: str, kind: Kind) -> dict[str, Any]:
        value = self.value(kind)
        said = {"description": "null says that there is none."} if kind.nullable else {}
        return {"title": field_label(record, name, self.locale), **said, **(value if kind.given else _or_null(value))}

    def value(self, kind: Kind) -> dict[str, Any]:
        if kind.name == "one":
            return self.reference(kind.record)
        if kind.name == "many":
            whole = {"type": "array", "items": self.reference(kind.record)}
            part = {
                "type": "object",
                "properties": {"some": whole},
                "required": ["some"],
                "additionalProperties": False,
            }
            return {"anyOf": [whole, part]}
        if kind.name == "choice":
            return {"enum": list(kind.values)}
        if kind.name == "set":
            return {"type": "array", "items": {"enum": list(kind.values)} if kind.values else {"type": "string"}}
        if kind.name == "level":
            scale = None if self.rules is None else self.rules.scales.get(kind.scale)
            return _PLAIN["text"] if scale is None else {"enum": list(scale.ranks)}
        return _PLAIN[kind.name]

    def reference(self, record: Any) -> dict[str, Any]:
        name = record.__name__
        if name not in self.definitions:
            self.definitions[name] = {**_described(record), **self.fields(record, kinds(record))}
        return {"$ref": f"#/$defs/{name}"}

    def part(self, record: Any) -> dict[str, Any]:
        """Give the schema of a part of the subject, or of its key in a file that tells it elsewhere."""
        return {"anyOf": [self.reference(record), _PLAIN["text"], {"type": "null"}]}


def _described(record: Any) -> dict[str, Any]:
    return {"description": inspect.cleandoc(record.__doc__)} if record.__doc__ else {}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "type" in schema:
        kinds_ = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*kinds_, "null"]}
    return {"anyOf": [*schema.get("anyOf", [schema]), {"type": "null"}]}
