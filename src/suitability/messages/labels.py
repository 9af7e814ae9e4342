"""What the classes, fields and values of the model are called, by locale.

The labels stand in `labels/zh-Hans.toml`; catalogs translate them. Every function gives a text, never an error: the
label in the locale; in the language of the file where the locale is not known; else the identifier.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from suitability.messages.catalog import translated
from suitability.messages.locales import Locale, spoken

HERE = Path(__file__).parent
# The build puts this into the wheel in place of the TOML, which takes twenty times as long to read.
COMPILED = HERE / "texts.json"
Texts = Literal["labels", "phrases"]


def field_label(record: type, name: str, locale: str) -> str:
    """Name a field of a class of the model."""
    return _label(spoken(locale), "field", record.__name__, name) or name


def record_label(record: type, locale: str, form: Literal["one", "many", "measure"] = "one") -> str:
    """Name one record of a class, several of them, or the measure word they are counted with."""
    names = texts("labels")["record"][record.__name__]
    if form == "measure":
        return translated(names["measure"], spoken(locale), "measure") or names["measure"]
    return translated(names["one"], spoken(locale), "record", 1 if form == "one" else 2) or names["one"]


def value_label(vocabulary: str, value: str, locale: str) -> str:
    """Name a value of a vocabulary of the model."""
    return _label(spoken(locale), "value", vocabulary, value) or value


def subject_label(name: str, locale: str) -> str:
    """Name a subject: `sale`, `profile`."""
    return _label(spoken(locale), "subject", name) or name


def root_label(name: str, locale: str) -> str:
    """Name a root that paths begin with: `customer`, `seller`."""
    return _label(spoken(locale), "root", name) or name


def stage_label(name: str, locale: str) -> str:
    """Name a stage of a sale."""
    return value_label("Stage", name, locale)


def outcome_label(name: str, locale: str) -> str:
    """Name an outcome: `violation`, `not_applicable`."""
    return _label(spoken(locale), "outcome", name) or name


def severity_label(name: str, locale: str) -> str:
    """Name a severity: `block`, `warn`, `note`."""
    return _label(spoken(locale), "severity", name) or name


def force_label(name: str, locale: str) -> str:
    """Name the force of a rule: `law`, `house`."""
    return _label(spoken(locale), "force", name) or name


def rank_label(name: str, locale: str) -> str:
    """Name the rank of a source: `law`, `department-rule`."""
    return _label(spoken(locale), "rank", name) or name


def duty_label(name: str, locale: str) -> str:
    """Name a class of duties of the ledger: `expression`, `firm_control`."""
    return _label(spoken(locale), "duty", name) or name


def origin_label(name: str, locale: str) -> str:
    """Name where phrases come from: `article`, `reasoned`."""
    return _label(spoken(locale), "origin", name) or name


def context_label(name: str, locale: str) -> str:
    """Name a context that excuses words, or what else does: `negation`, `lexicon`."""
    return _label(spoken(locale), "context", name) or name


def evasion_label(name: str, locale: str) -> str:
    """Name what was done to hide words: `zero-width`, `pinyin`."""
    return _label(spoken(locale), "evasion", name) or name


def place_label(name: str, locale: str) -> str:
    """Name where a disclosure must stand, seen from what makes it due: `paragraph`, `after`."""
    return _label(spoken(locale), "where", name) or _label(spoken(locale), "order", name) or name


def kind_label(name: str, locale: str) -> str:
    """Name a kind of facts: `day`, `choice`."""
    return _label(spoken(locale), "kind", name) or name


def said(record: type, name: str, holds: bool, locale: str) -> str | None:
    """Give the sentence, with `{base}` for its subject, that says of a yes-or-no field that it holds or does not."""
    return _label(spoken(locale), "says", record.__name__, name, "yes" if holds else "no")


def phrase(key: str, locale: str, **parts: str) -> str:
    """Say one sentence of the package in the locale, where a voice that knows all of them would cost too much."""
    written: str = texts("phrases")["phrase"][key]
    return (translated(written, spoken(locale), f"phrase.{key}") or written).format_map(parts)


@lru_cache(maxsize=4096)
def _label(locale: Locale, *path: str) -> str | None:
    found: Any = texts("labels")
    for part in path:
        found = found.get(part) if isinstance(found, Mapping) else None
    if not isinstance(found, str):
        return None
    return translated(found, locale, ".".join(path[:-1])) or found


@cache
def texts(kind: Texts) -> Mapping[str, Any]:
    """Read the labels or the phrases in the language they are written in."""
    if COMPILED.is_file():
        found: Mapping[str, Any] = json.loads(COMPILED.read_text(encoding="utf-8"))[kind]
        return found
    return read_texts(kind)


def read_texts(kind: Texts) -> Mapping[str, Any]:
    """Read the labels or the phrases from the file they are written in."""
    import tomllib

    return tomllib.loads((HERE / kind / "zh-Hans.toml").read_text(encoding="utf-8"))
