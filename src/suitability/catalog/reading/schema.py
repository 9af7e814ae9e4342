"""The JSON Schema of catalogs of JSON and YAML, for editors."""

from __future__ import annotations

from typing import Any

from suitability.catalog.reading.fields import TARGETS, Target
from suitability.catalog.reading.headers import names_of
from suitability.catalog.reading.json import WRAPPERS
from suitability.engine.ruleset import RuleSet
from suitability.messages.labels import field_label, subject_label, value_label
from suitability.messages.locales import SOURCE
from suitability.model.facts import Kind, kinds
from suitability.model.product import CatalogEntry, Product
from suitability.readers.schema import DRAFT, record_schema

_EXAMPLES = {
    "day": ["2026-03-01"],
    "share": ["0.5%", "5‰", "50bp"],
    "money": ["10000", "1万元"],
    "number": ["90天", "3个月", "无固定期限"],
}


def catalog_schema(rules: RuleSet | None = None, *, strict: bool = False, locale: str = SOURCE.name) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a catalog: a list of products, an object that wraps it, or one product.

    A product is a record as `suitability check` takes it, or a row under the model's names, their labels or the usual
    headers of sheets, whose values may be texts as sheets have them (0.5%, 1万元, 中低风险). `read_catalog` alone
    tells whether such a text can be read. Under `strict` a record may hold no other keys.
    """
    record = record_schema("product", rules, strict=strict, locale=locale)
    definitions = record.pop("$defs")
    record.pop("$schema")
    items = {"type": "array", "items": {"$ref": "#/$defs/item"}}
    return {
        "$schema": DRAFT,
        "title": subject_label("product", locale),
        "anyOf": [
            items,
            *({"type": "object", "properties": {name: items}, "required": [name]} for name in sorted(WRAPPERS)),
            {"$ref": "#/$defs/item"},
        ],
        "$defs": {
            **definitions,
            "item": {
                "if": {"required": ["product"]},
                "then": {"$ref": "#/$defs/record"},
                "else": {"$ref": "#/$defs/row"},
            },
            "record": record,
            "row": {"type": "object", "minProperties": 2, "properties": _row(rules, locale)},
        },
    }


def _row(rules: RuleSet | None, locale: str) -> dict[str, Any]:
    """Give what a row may hold under each name that is understood."""
    made: dict[str, Any] = {}
    for name, kind in kinds(Product).items():
        title = field_label(Product, name, locale)
        if kind.record is not None:
            made[name] = {"title": title, "type": ["object", "array", "string", "null"]}
        else:
            made[name] = {"title": title, **_value(kind, rules, locale)}
    for target in TARGETS.values():
        said = {"title": _title(target, locale), **_value(target.kind, rules, locale)}
        for word in names_of(target):
            made.setdefault(word, said)
    made["seller"] = {"title": field_label(CatalogEntry, "seller", locale), "type": ["object", "string", "null"]}
    return made


def _title(target: Target, locale: str) -> str:
    record: Any = CatalogEntry
    for part in target.path[:-1]:
        record = kinds(record)[part].record
    return field_label(record, target.path[-1], locale) if target.path[-1] in kinds(record) else target.name


def _value(kind: Kind | None, rules: RuleSet | None, locale: str) -> dict[str, Any]:
    said: dict[str, Any] = {"type": ["string", "number", "boolean", "array", "object", "null"]}
    if kind is None:
        return said
    if kind.name == "set":
        said["type"] = ["string", "array", "null"]
    elif kind.name in ("text", "choice", "level"):
        said["type"] = ["string", "null"]
    examples = list(_EXAMPLES.get(kind.name, ()))
    if kind.name == "level" and rules is not None and kind.scale in rules.scales:
        examples = list(rules.scales[kind.scale].levels)
    elif kind.values:
        examples = [value_label(kind.vocabulary, value, locale) for value in kind.values]
    return {**said, "examples": examples} if examples else said
