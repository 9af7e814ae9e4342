"""Findings in words."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from suitability.engine.finding import Filled, Finding, OnlyIf, Text
from suitability.engine.ruleset import RuleSet
from suitability.language.types import type_of
from suitability.messages import labels
from suitability.messages.articles import place
from suitability.messages.catalog import translated
from suitability.messages.locales import SOURCE, spoken
from suitability.messages.speak import PackLabels, Speaker, speaker
from suitability.model.facts import Kind
from suitability.model.paths import follow, kind_at
from suitability.rules.pack import Cite, Source

_BRACES = re.compile(r"\{[^{}]*\}")
# How many of the words found, and of the values that make them wrong, a text writes out.
_SHOWN = 3
# What an answer can depend on beside facts, as the engine writes it.
_BESIDE_FACTS = {"(no row fits)": "no_row", "out of range": "out_of_range"}


def text(finding: Finding, locale: str = SOURCE.name) -> str:
    """Say what is wrong, or for an unknown finding what is missing, in one paragraph.

    `locale` is a language tag: `zh-Hans`, `zh-Hant`, `zh-Hant-HK`, `en` or an alias of one (`zh-TW`, `en-US`). A text
    without a translation, of a firm's own rule say, is given in the language of its pack. It holds no values of facts
    but those the rule's message names.
    """
    if finding.outcome == "unknown":
        speak = voice(locale, finding.language)
        missing = dict.fromkeys(path_label(path, speak.locale) for path in finding.missing)
        listed = speak.phrase("comma").join(missing)
        return speak.phrase("open", title=sentence(finding.title, locale), missing=listed)
    said = filled(finding.message, finding.language, locale)
    if finding.marks and finding.marks[0].only_if:
        speak = voice(locale, finding.language)
        said += speak.phrase("only_if", cases=cases(finding.marks[0].only_if, speak))
    return said


def cases(only_if: OnlyIf, speak: Speaker) -> str:
    """Say in which cases words are wrong."""
    return speak.listing("or", [speak.listing("and", [_among(*one, speak) for one in case]) for case in only_if])


def _among(path: str, values: tuple[str, ...], speak: Speaker) -> str:
    names = [fact(path, value, speak) for value in values[:_SHOWN]]
    said = speak.listing("either", names)
    if len(values) > _SHOWN:
        said = speak.phrase("and_more", items=speak.phrase("comma").join(names))
    return speak.phrase("fact_is", fact=path_label(path, speak.locale).rpartition(" · ")[2], value=said)


def remedy(finding: Finding, locale: str = SOURCE.name) -> str:
    """Say what to do about it, as `text` says what is wrong."""
    return filled(finding.remedy, finding.language, locale)


def sentence(written: str, locale: str) -> str:
    """Give a text of a pack, the title of a rule say, in the locale; else as the pack writes it."""
    return translated(written, spoken(locale)) or written


@lru_cache(maxsize=64)
def voice(locale: str, language: str = SOURCE.name) -> Speaker:
    """Give the voice of a locale without labels of packs; of `language` where the locale is not known."""
    return speaker(locale, PackLabels(language=language))


def filled(said: Text, language: str, locale: str) -> str:
    """Write a text of a pack with its values: all in the locale, or, without a translation, all in its language."""
    speak = voice(locale, language)
    template = translated(said.text, spoken(locale, language))
    if template is None:
        template, speak = said.text, voice(language, locale)
    if not said.values:
        return template
    # By what stands in the braces: a translation may name the values in another order.
    values = dict(zip(_BRACES.findall(said.text), said.values, strict=True))
    return _BRACES.sub(lambda found: _value(values[found[0]], speak), template)


def _value(part: Filled, speak: Speaker) -> str:
    value = part.value
    if value is None:
        return speak.phrase("stated_none" if part.known else "not_known")
    if isinstance(value, tuple):
        said = speak.phrase("comma").join(value[:_SHOWN])
        return speak.phrase("and_more", items=said) if len(value) > _SHOWN else said
    if isinstance(value, frozenset):
        vocabulary = part.type.of.vocabulary
        names = [speak.value(vocabulary, item) for item in sorted(value)]
        return speak.listing("both", names) if names else speak.phrase("stated_none")
    if part.label is not None:
        return speak.packs.text(part.label, speak.locale) or value
    if part.type.name == "choice":
        return speak.value(part.type.vocabulary, value)
    if part.currency:
        return speak.amount(value, part.currency)
    return shown(value, part.type.name, speak)


def shown(value: Any, kind: str, speak: Speaker) -> str:
    """Write a plain value in the locale."""
    if isinstance(value, bool):
        return speak.phrase("yes" if value else "no")
    if isinstance(value, dt.datetime):
        return speak.instant(value)
    if isinstance(value, dt.date):
        return speak.day(value)
    if isinstance(value, int | Decimal):
        return speak.share(value) if kind == "share" else speak.number(value)
    return str(value)


def fact(path: str, value: Any, speak: Speaker) -> str:
    """Write the value of a fact in the locale; `path` says what it is a fact of."""
    kind: Kind | None = kind_at(path)
    return str(value) if kind is None else _value(Filled(type_of(kind), value, currency=kind.currency), speak)


@lru_cache(maxsize=4096)
def path_label(path: str, locale: str) -> str:
    """Name a fact in the locale: the label of its root and of the fields on the way; what is no path stays as it is."""
    speak = voice(locale)
    steps = follow(path)
    if not steps:
        return next((speak.phrase(key) for end, key in _BESIDE_FACTS.items() if path.endswith(f" {end}")), path)
    names = [labels.root_label(path.partition(".")[0], speak.locale)]
    for step in steps:
        label = labels.field_label(step.record, step.name, speak.locale)
        if step.index is not None:
            measure = labels.record_label(step.kind.record, speak.locale, "measure")
            label = speak.phrase("numbered", label=label, number=str(step.index + 1), measure=measure)
        names.append(label)
    return " · ".join(names)


def cite(cited: Cite, locale: str = "zh-Hans") -> str:
    """Name a citation of a finding in the locale: its source by the short title, and the place in it."""
    source, speak = cited.source, voice(locale)
    form = "cite_house" if source.rank == "house" else "cite"
    at = place(cited.at, speak) or sentence(cited.at, speak.locale)
    return speak.phrase(form, source=_short(source, speak.locale), at=at)


def _short(source: Source, locale: str) -> str:
    return translated(source.short, spoken(locale)) or (source.english if locale == "en" else source.short)


def source_title(source: Source, locale: str) -> str:
    """Give the full title of a source, and its number."""
    speak = voice(locale)
    title = translated(source.title, spoken(locale), "title") or source.title
    if speak.locale == "en":
        title = source.english
    if not source.number:
        return title
    return speak.phrase("numbered_source", title=title, number=sentence(source.number, locale))


def source_facts(source: Source, locale: str) -> str:
    """Say of what rank a source is, since when it is in force and when it was last read."""
    speak = voice(locale)
    said = [labels.rank_label(source.rank, speak.locale)]
    said += [speak.phrase("source_from", day=speak.day(source.first))] if source.first else []
    said += [speak.phrase("source_read", day=speak.day(source.read_on))] if source.read_on else []
    return " · ".join(said)


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
        categories=rules.categories,
        groups={name: group.label for groups in rules.groups.values() for name, group in groups.items()},
    )
