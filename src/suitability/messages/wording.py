"""Rules of every form in words; of those over text what they look for, where, and what excuses it."""

from __future__ import annotations

from collections.abc import Iterator

from suitability.language.words import rule_words
from suitability.messages import labels
from suitability.messages.render import fact, path_label, sentence
from suitability.messages.speak import Speaker
from suitability.rules.pack import Rule, Version, in_force
from suitability.rules.texts import Accept, Condition, Find, Ground, Wording


def version_words(rule: Rule, version: Version, speak: Speaker) -> str:
    """Say in a sentence what a rule of any form asks in one version."""
    if rule.wording is None:
        return rule_words(version.when, version.require, speak)
    return text_words(rule.wording, version, speak)


def text_words(wording: Wording, version: Version, speak: Speaker) -> str:
    """Say in a sentence what a rule over text asks of which copy."""
    what = path_label(wording.reads, speak.locale).rpartition(" · ")[2]
    key = "evidence" if wording.evidence else wording.form if wording.disclosure is None or not wording.finds else "due"
    copies = list(dict.fromkeys(_copy(ground, speak) for ground in version.grounds))
    return speak.phrase(f"text_{key}", copy=speak.listing("either", copies), what=what)


def _copy(ground: Ground, speak: Speaker) -> str:
    if not ground.conditions:
        return speak.phrase("text_all")
    said = [_condition(one, speak) for one in ground.conditions]
    return speak.phrase("text_copy", conditions=speak.listing("and", said))


def _condition(condition: Condition, speak: Speaker) -> str:
    groups = speak.packs.groups
    names = [
        speak.packs.text(groups[name], speak.locale) if name in groups else fact(condition.path, name, speak)
        for name in condition.names
    ]
    label = path_label(condition.path, speak.locale).rpartition(" · ")[2]
    return speak.phrase("fact_is", fact=label, value=speak.listing("either", names))


def details(wording: Wording, version: Version, speak: Speaker) -> Iterator[tuple[str, str]]:
    """Give the parts of a rule over text: what each is, and what it says."""
    locale = speak.locale
    yield speak.phrase("text_category"), speak.packs.category(wording.category, locale)
    for find in wording.finds:
        yield speak.phrase("text_find"), _found(find, speak)
    disclosure = wording.disclosure
    if disclosure is not None:
        for accept in disclosure.accepts:
            if in_force([accept], version.first) is not None:
                yield speak.phrase("text_accept"), _accepted(accept, speak)
        places = [labels.place_label(disclosure.where, locale)]
        places += [labels.place_label(disclosure.order, locale)] if disclosure.order else []
        places += [speak.phrase("text_distance", count=str(disclosure.within))] if disclosure.within else []
        yield speak.phrase("text_place"), speak.phrase("comma").join(places)
    if wording.unless:
        contexts = [labels.context_label(name, locale) for name in wording.unless]
        yield speak.phrase("text_unless"), speak.phrase("comma").join(contexts)
    if wording.excepts:
        yield speak.phrase("text_except"), _listed(wording.excepts)
    if wording.asks:
        asked = [path_label(path, locale) for path in wording.asks]
        yield speak.phrase("text_asks"), speak.phrase("comma").join(asked)


def _listed(phrases: tuple[str, ...]) -> str:
    return " / ".join(phrases)


def _found(find: Find, speak: Speaker) -> str:
    lines = [_sourced(find.origin, find.note, speak), _listed(find.phrases)]
    if find.rewrite is not None:
        key = "text_rewrite" if find.rewrite else "text_delete"
        lines.append(speak.phrase(key, words=find.rewrite))
    return "\n".join(lines)


def _accepted(accept: Accept, speak: Speaker) -> str:
    head = sentence(accept.note, speak.locale)
    return "\n".join([f"{accept.part}{speak.phrase('colon')}{head}" if accept.part else head, _listed(accept.phrases)])


def _sourced(origin: str, note: str, speak: Speaker) -> str:
    return speak.phrase(
        "text_source", origin=labels.origin_label(origin, speak.locale), note=sentence(note, speak.locale)
    )
