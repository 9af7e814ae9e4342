"""Findings in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from suitability.engine.report import Filled, Finding, Text
from suitability.engine.ruleset import RuleSet
from suitability.messages import labels
from suitability.messages.speak import PackLabels, Speaker, speaker
from suitability.model.facts import Kind, kinds
from suitability.model.subject import SUBJECTS


def text(finding: Finding, locale: str = "zh-Hans") -> str:
    """Say what is wrong, or for an unknown finding what is missing, in one paragraph.

    It holds no values of facts but those the rule's message names. A rule that has no text in the locale speaks the
    language of its pack.
    """
    speak = voice(locale)
    if finding.outcome == "unknown":
        missing = speak.listing("both", [path_label(path, locale) for path in finding.missing])
        return speak.phrase("open", title=finding.title, missing=missing)
    return filled(finding.message, speak)


def remedy(finding: Finding, locale: str = "zh-Hans") -> str:
    """Say what to do about it."""
    return filled(finding.remedy, voice(locale))


@cache
def voice(locale: str) -> Speaker:
    return speaker(locale)


def filled(parts: Text, speak: Speaker) -> str:
    """Write a text with its values in the locale."""
    return "".join(part if isinstance(part, str) else _value(part, speak) for part in parts)


def _value(part: Filled, speak: Speaker) -> str:
    value = part.value
    if value is None:
        return speak.phrase("stated_none" if part.known else "not_known")
    if isinstance(value, frozenset):
        vocabulary = part.type.of.vocabulary
        names = [speak.value(vocabulary, item) for item in sorted(value)]
        return speak.listing("both", names) if names else speak.phrase("stated_none")
    if part.type.name == "choice":
        return speak.value(part.type.vocabulary, value)
    return shown(value, part.type.name, speak)


def shown(value: Any, kind: str, speak: Speaker) -> str:
    """Write a plain value in the locale."""
    if isinstance(value, bool):
        return speak.phrase("yes" if value else "no")
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, dt.date):
        return speak.day(value)
    if isinstance(value, int | Decimal):
        return speak.share(value) if kind == "share" else speak.number(value)
    return str(value)


def fact(path: str, value: Any, speak: Speaker) -> str:
    """Write the value of a fact in the locale; `path` says what it is a fact of."""
    kind = kind_at(path)
    if value is None:
        return speak.phrase("stated_none")
    if kind is None:
        return str(value)
    if kind.name == "choice":
        return speak.value(kind.vocabulary, value)
    if isinstance(value, frozenset):
        names = [speak.value(kind.vocabulary, item) for item in sorted(value)]
        return speak.listing("both", names) if names else speak.phrase("stated_none")
    return shown(value, kind.name, speak)


def path_label(path: str, locale: str) -> str:
    """Name a fact in the locale: the label of its root and of its last field."""
    root, *steps = path.split(".")
    found = _root(root)
    if found is None or not steps:
        return path
    names = [labels.root_label(root, locale)]
    record, fields = found
    for step in steps:
        name, _, index = step.partition("[")
        kind = fields.get(name)
        if kind is None:
            return path
        names.append(labels.field_label(record, name, locale) + (f"[{int(index[:-1]) + 1}]" if index else ""))
        if kind.record is not None:
            record, fields = kind.record, kinds(kind.record)
    return " · ".join(names)


def kind_at(path: str) -> Kind | None:
    """Give the kind of the field at a path; None where there is none."""
    root, *steps = path.split(".")
    found = _root(root)
    kind: Kind | None = None
    for step in steps:
        if found is None:
            return None
        kind = found[1].get(step.partition("[")[0])
        found = None if kind is None or kind.record is None else (kind.record, kinds(kind.record))
    return kind


def _root(root: str) -> tuple[Any, Mapping[str, Kind]] | None:
    for subject in SUBJECTS.values():
        if root in subject.roots:
            record = subject.record if root == subject.own else kinds(subject.record)[root].record
            return record, subject.fields(root)
    return None


def pack_labels(rules: RuleSet) -> PackLabels:
    """Give what the loaded packs call their own names."""
    defined = rules.defined()
    arguments = {
        name: tuple(argument for argument, _ in found.arguments)
        for kind in ("term", "table")
        for name, found in defined[kind].items()
    }
    return PackLabels(
        language=rules.packs[0].language,
        terms={name: term.label for name, term in defined["term"].items()},
        tables={name: table.label for name, table in defined["table"].items()},
        parameters={name: parameter.label for name, parameter in defined["parameter"].items()},
        values={name: table.values for name, table in defined["table"].items() if table.values},
        arguments=arguments,
    )
