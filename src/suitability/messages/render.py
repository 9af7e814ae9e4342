"""Findings in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import attrs

from suitability.engine.report import Filled, Finding, Text
from suitability.engine.ruleset import RuleSet
from suitability.language.types import type_of
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


def filled(said: Text, speak: Speaker) -> str:
    """Write a text with its values in the locale."""
    values = iter(said.values)
    return re.sub(r"\{[^{}]*\}", lambda _: _value(next(values), speak), said.text)


def _value(part: Filled, speak: Speaker) -> str:
    value = part.value
    if value is None:
        return speak.phrase("stated_none" if part.known else "not_known")
    if isinstance(value, frozenset):
        vocabulary = part.type.of.vocabulary
        names = [speak.value(vocabulary, item) for item in sorted(value)]
        return speak.listing("both", names) if names else speak.phrase("stated_none")
    if part.label is not None:
        return speak.packs.text(part.label, speak.locale) or value
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
    return str(value) if kind is None else _value(Filled(type_of(kind), value, True), speak)


def kind_at(path: str) -> Kind | None:
    """Give the kind of the field at a path; None where there is none."""
    steps = _steps(path)
    return steps[-1].kind if steps else None


def path_label(path: str, locale: str) -> str:
    """Name a fact in the locale: the label of its root and of the fields on the way; what is no path stays as it is."""
    steps = _steps(path)
    if not steps:
        return path
    names = [labels.root_label(path.partition(".")[0], locale)]
    for step in steps:
        index = "" if step.index is None else f"[{step.index + 1}]"
        names.append(labels.field_label(step.record, step.name, locale) + index)
    return " · ".join(names)


@attrs.frozen
class _Step:
    record: Any
    name: str
    kind: Kind
    index: int | None


def _steps(path: str) -> list[_Step]:
    """Follow a path through the model; nothing where it is no path of the model."""
    root, *names = path.split(".")
    found = _root(root)
    steps = []
    for part in names:
        name, _, index = part.partition("[")
        kind = None if found is None else found[1].get(name)
        if found is None or kind is None:
            return []
        steps.append(_Step(found[0], name, kind, int(index[:-1]) if index else None))
        found = None if kind.record is None else (kind.record, kinds(kind.record))
    return steps


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
