"""``suitability rules show``: one rule, in words, as expressions, and by its law."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

import attrs

from suitability.cli.packs import loaded
from suitability.engine.ruleset import RuleSet
from suitability.engine.written import cited
from suitability.errors import SuitabilityError
from suitability.language.errors import near
from suitability.messages import labels
from suitability.messages.render import cite, pack_labels, sentence, source_facts, source_title
from suitability.messages.speak import Speaker, speaker
from suitability.messages.wording import details, version_words
from suitability.reports.text import table
from suitability.rules.pack import Rule, Version, by_source, in_force
from suitability.rules.texts import Wording

SCHEMA = "suitability.rule/1"


def run(arguments: argparse.Namespace) -> int:
    """Print one rule."""
    rules = loaded(arguments)
    rule = _found(rules, arguments.rule)
    locales = dict.fromkeys([arguments.lang, "zh-Hans", "en"])
    voices = [speaker(locale, pack_labels(rules)) for locale in locales]
    if arguments.format == "json":
        print(json.dumps(_plain(rule, voices), ensure_ascii=False, indent=1))
    else:
        for line in _lines(rule, voices):
            print(line)
    return 0


def _found(rules: RuleSet, name: str) -> Rule:
    found = [rule for rule in rules.rules if rule.id == name] or [
        rule for rule in rules.rules if rule.id.endswith(name) and rule.id[-len(name) - 1 :][:1] in (".", "")
    ]
    if len(found) != 1:
        raise SuitabilityError(f"no rule is called {name!r}; {near(name, [rule.id for rule in found or rules.rules])}")
    return found[0]


def _lines(rule: Rule, voices: list[Speaker]) -> Iterator[str]:
    speak = voices[0]
    yield sentence(rule.title, speak.locale)
    facts = [rule.id, labels.subject_label(rule.subject, speak.locale)]
    facts += [labels.stage_label(rule.stage, speak.locale)] if rule.stage else []
    facts += [labels.severity_label(rule.severity, speak.locale), labels.force_label(rule.force, speak.locale)]
    yield " · ".join(facts)
    for version in rule.versions:
        yield ""
        yield _dates(version, speak)
        for voice in voices:
            yield f"  {voice.locale}: {version_words(rule, version, voice)}"
        yield from _said(rule, version, speak)
        yield from _law(version, speak)
    yield ""
    yield speak.phrase("reviewed", day=speak.day(rule.reviewed_on), by=rule.reviewed_by)


def _dates(version: Version, speak: Speaker) -> str:
    first = speak.day(version.first)
    if version.last is None:
        return speak.phrase("in_force_from", first=first)
    return speak.phrase("in_force_until", first=first, last=speak.day(version.last))


def _said(rule: Rule, version: Version, speak: Speaker) -> Iterator[str]:
    """Give what a version says as its author wrote it: expressions, or phrases with what excuses them."""
    if rule.wording is None:
        yield from table(_expressions(version), "  ")
        return
    for head, text in details(rule.wording, version, speak):
        first, *others = text.split("\n")
        yield f"  {head}{speak.phrase('colon')}{first}"
        yield from (f"    {line}" for line in others)


def _expressions(version: Version) -> list[tuple[str, str]]:
    texts = [("when", version.when_text), ("require", version.require_text)]
    return [(name, " ".join(text.split())) for name, text in texts if text is not None]


def _law(version: Version, speak: Speaker) -> Iterator[str]:
    for source, cites in by_source(version.cites).items():
        yield f"  {source_title(source, speak.locale)}"
        yield f"    {source_facts(source, speak.locale)}"
        for one in cites:
            unverified = "" if one.verified else f"  {speak.phrase('unverified')}"
            yield f"    {cite(one, speak.locale)}{unverified}"
        if source.penalty:
            yield f"    {speak.phrase('penalty')}{speak.phrase('colon')}{sentence(source.penalty, speak.locale)}"


def _plain(rule: Rule, voices: list[Speaker]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "rule": rule.id,
        "pack": rule.pack,
        "subject": rule.subject,
        "stage": rule.stage,
        "force": rule.force,
        "severity": rule.severity,
        "form": "expression" if rule.wording is None else rule.wording.form,
        "title": rule.title,
        "message": rule.message.text,
        "remedy": rule.remedy.text,
        "reviewed": {"on": str(rule.reviewed_on), "by": rule.reviewed_by},
        "versions": [
            {
                "from": str(version.first),
                "until": None if version.last is None else str(version.last),
                **(dict(_expressions(version)) if rule.wording is None else _wording(rule.wording, version)),
                "words": {voice.locale: version_words(rule, version, voice) for voice in voices},
                "cites": [cited(one) for one in version.cites],
            }
            for version in rule.versions
        ],
    }


def _wording(wording: Wording, version: Version) -> dict[str, Any]:
    """Give a rule over text as plain data; of what is dated only what holds in the version."""
    said = attrs.asdict(wording)
    disclosure = said.pop("disclosure")
    if disclosure is not None:
        accepts = [accept for accept in wording.accepts if in_force([accept], version.first)]
        said |= {**disclosure, "accepts": [{"part": a.part, "note": a.note, "phrases": a.phrases} for a in accepts]}
    grounds = [
        {one.path: {"names": one.names, "values": one.values} for one in ground.conditions}
        | {"cites": [cited(cite) for cite in ground.cites]}
        for ground in version.grounds
    ]
    return {**said, "grounds": grounds}
