"""What the classes, fields and values of the model are called, by locale.

The labels stand in `labels/<locale>.toml` and are read when the first one is asked for. Every function gives a
text, never an error: the label in the locale; else in the language the pack is written in; else the identifier.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

LOCALES = ("zh-Hans", "en")
LANGUAGE = "zh-Hans"


def field_label(record: type, name: str, locale: str, language: str = LANGUAGE) -> str:
    """Name a field of a class of the model."""
    return label_of("field", record.__name__, name, locale=locale, language=language) or name


def record_label(
    record: type, locale: str, form: Literal["one", "many", "measure"] = "one", language: str = LANGUAGE
) -> str:
    """Name one record of a class, several of them, or the measure word they are counted with."""
    for candidate in (locale, language):
        names: Mapping[str, str] | None = texts("labels", candidate).get("record", {}).get(record.__name__)
        if names is not None:
            return names.get("measure", "") if form == "measure" else names.get(form, names["one"])
    return "" if form == "measure" else record.__name__


def value_label(vocabulary: str, value: str, locale: str, language: str = LANGUAGE) -> str:
    """Name a value of a vocabulary of the model."""
    return label_of("value", vocabulary, value, locale=locale, language=language) or value


def subject_label(name: str, locale: str, language: str = LANGUAGE) -> str:
    """Name a subject: `sale`, `profile`."""
    return label_of("subject", name, locale=locale, language=language) or name


def root_label(name: str, locale: str, language: str = LANGUAGE) -> str:
    """Name a root that paths begin with: `customer`, `seller`."""
    return label_of("root", name, locale=locale, language=language) or name


def stage_label(name: str, locale: str, language: str = LANGUAGE) -> str:
    """Name a stage of a sale."""
    return value_label("Stage", name, locale, language)


def outcome_label(name: str, locale: str, language: str = LANGUAGE) -> str:
    """Name an outcome: `violation`, `not_applicable`."""
    return label_of("outcome", name, locale=locale, language=language) or name


def severity_label(name: str, locale: str, language: str = LANGUAGE) -> str:
    """Name a severity: `block`, `warn`, `note`."""
    return label_of("severity", name, locale=locale, language=language) or name


def force_label(name: str, locale: str, language: str = LANGUAGE) -> str:
    """Name the force of a rule: `law`, `house`."""
    return label_of("force", name, locale=locale, language=language) or name


def said(record: type, name: str, holds: bool, locale: str, language: str = LANGUAGE) -> str | None:
    """Give the sentence, with `{base}` for its subject, that says of a yes-or-no field that it holds or does not."""
    return label_of("says", record.__name__, name, "yes" if holds else "no", locale=locale, language=language)


def label_of(*path: str, locale: str, language: str = LANGUAGE) -> str | None:
    """Give the text at a path of the label files; None where neither locale nor language has one."""
    for candidate in (locale, language):
        found: Any = texts("labels", candidate)
        for part in path:
            found = found.get(part) if isinstance(found, Mapping) else None
        if isinstance(found, str):
            return found
    return None


@cache
def texts(folder: Literal["labels", "phrases"], locale: str) -> Mapping[str, Any]:
    """Read a file of texts; an unknown locale has none."""
    if locale not in LOCALES:
        return {}
    import tomllib
    from importlib.resources import files

    source = files("suitability.messages").joinpath(folder, f"{locale}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
