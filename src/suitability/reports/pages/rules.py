"""The page of a rule, and the index of all rules."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from suitability.messages import labels
from suitability.messages.render import fact, path_label, sentence
from suitability.messages.wording import details, version_words
from suitability.model.paths import kind_at
from suitability.model.subject import SUBJECTS
from suitability.reports.book import field_of
from suitability.reports.markdown import code, escape, fence, link, page, place, table, title
from suitability.reports.pages.edition import FIELDS, RULES, Edition
from suitability.rules.pack import Rule, Version
from suitability.rules.shape import Example
from suitability.rules.text_shape import AnyExample, TextExample
from suitability.rules.texts import EVIDENCE, METADATA, Wording

DAY = dt.timedelta(days=1)


def index(edition: Edition) -> str:
    """Give the index: every rule by pack and subject."""
    say, rules = edition.say, edition.book.rules
    parts = [f"# {say('page_rules')}", say("page_rules_says")]
    head = [say(key) for key in ("kind_rule", "kind_severity", "page_force", "page_dates")]
    for pack in rules.packs:
        own = [rule for rule in rules.rules if rule.pack == pack.name]
        name = escape(edition.speak.packs.text(pack.title, edition.locale))
        parts += [f"## {name} {place(pack.name)}", f"{code(pack.name)} · {say('page_count', count=str(len(own)))}"]
        for subject in SUBJECTS:
            rows = [_row(edition, rule) for rule in own if rule.subject == subject]
            if rows:
                parts += [f"### {escape(labels.subject_label(subject, edition.locale))}", table(head, rows)]
    return page(*parts)


def _row(edition: Edition, rule: Rule) -> tuple[str, ...]:
    dates = edition.span(rule.versions[0].first, rule.versions[-1].last)
    severity = escape(labels.severity_label(rule.severity, edition.locale))
    force = escape(labels.force_label(rule.force, edition.locale))
    return f"{edition.rule(rule.id, RULES)}<br>{code(rule.id)}", severity, force, dates


def page_of(edition: Edition, rule: Rule) -> str:
    """Give the page of a rule."""
    say, here = edition.say, edition.rule_place(rule.id)
    return page(
        title(sentence(rule.title, edition.locale)),
        f"{edition.trail(rule, here)} › {code(rule.id)}",
        "\n".join(_facts(edition, rule)),
        f"## {say('page_versions')}",
        _timeline(edition, rule),
        *(part for version in rule.versions for part in _version(edition, rule, version, here)),
        *_corrections(edition, rule),
        *_duties(edition, rule, here),
        *_examples(edition, rule),
        f"## {say('page_reads')}",
        table([say("page_path"), say("page_label")], _reads(edition, rule, here)),
    )


def _facts(edition: Edition, rule: Rule) -> Iterator[str]:
    item, locale = edition.item, edition.locale
    yield item("page_subject", escape(labels.subject_label(rule.subject, locale)))
    if rule.stage:
        yield item("page_stage", escape(labels.stage_label(rule.stage, locale)))
    yield item("kind_severity", escape(labels.severity_label(rule.severity, locale)))
    yield item("page_force", escape(labels.force_label(rule.force, locale)))
    yield item("what", escape(edition.template(rule.message)))
    yield item("remedy", escape(edition.template(rule.remedy)))
    for one in edition.book.stricter("rule", rule.id):
        said = [labels.severity_label(one.severity, locale)] if one.severity else []
        said += [labels.stage_label(one.stage, locale)] if one.stage else []
        dates = edition.span(one.first, one.last)
        yield f"- **{dates}**{edition.colon}{escape(' · '.join(said))}<br>{edition.owned(one)}"
    speak = edition.speak
    yield f"- {edition.say('reviewed', day=speak.day(rule.reviewed_on), by=rule.reviewed_by)}"


def _timeline(edition: Edition, rule: Rule) -> str:
    steps = []
    after: dt.date | None = None
    for version in rule.versions:
        if after is not None and after < version.first:
            gap = edition.span(after, version.first - DAY)
            none = escape(labels.outcome_label("not_in_force", edition.locale))
            steps.append(f'<li class="gap">{gap}{edition.colon}{none}</li>')
        steps.append(f'<li><a href="#{_place(version)}">{edition.span(version.first, version.last)}</a></li>')
        after = None if version.last is None else version.last + DAY
    return f'<ol class="timeline">{"".join(steps)}</ol>'


def _place(version: Version) -> str:
    return f"from-{version.first}"


def _version(edition: Edition, rule: Rule, version: Version, here: str) -> Iterator[str]:
    yield f"### {edition.span(version.first, version.last)} {place(_place(version))}"
    yield escape(version_words(rule, version, edition.speak))
    if rule.wording is not None:
        yield from _wording(edition, rule.wording, version)
    for key, text in (("page_when", version.when_text), ("page_require", version.require_text)):
        if text:
            yield f"{edition.say(key)}{edition.colon}"
            yield fence(textwrap.dedent(text).strip(), "python")
    yield "\n".join(edition.cites(version.cites, here))


def _wording(edition: Edition, wording: Wording, version: Version) -> Iterator[str]:
    """Give the parts of a rule over text: a line each, their phrases as they are written."""
    lines = []
    for head, text in details(wording, version, edition.speak):
        said = "<br>".join(code(line) if " / " in line else escape(line) for line in text.split("\n"))
        lines.append(f"- **{escape(head)}**{edition.colon}{said}")
    yield "\n".join(lines)


def _corrections(edition: Edition, rule: Rule) -> Iterator[str]:
    if rule.corrections:
        yield f"## {edition.say('page_corrections')}"
    for one in rule.corrections:
        dates = edition.span(one.first or dt.date.min, one.last)
        said = edition.say("corrected_in", release=one.release, says=one.says)
        yield f"{dates}{edition.colon}{said}" if dates else said


def _duties(edition: Edition, rule: Rule, here: str) -> Iterator[str]:
    asked = edition.book.asked.get(rule.id, ())
    if not asked:
        return
    yield f"## {edition.say('page_duties')}"
    lines = []
    for one in asked:
        there = f"{edition.source_place(one.duty.instrument)}#{one.id}"
        lines.append(f"- {link(escape(one.id), there, here)} · {edition.written(one.duty.duty, one.pack)}")
    yield "\n".join(lines)


def _reads(edition: Edition, rule: Rule, here: str) -> Iterator[tuple[str, str]]:
    for path in edition.book.reads[rule.id]:
        label, field = escape(path_label(path.replace("[]", ""), edition.locale)), field_of(path)
        yield code(path), label if field is None else link(label, f"{FIELDS}#{'.'.join(field)}", here)


def _examples(edition: Edition, rule: Rule) -> Iterator[str]:
    examples = edition.book.examples.get(rule.id, ())
    if examples:
        yield f"## {edition.say('page_examples')}"
        head = [edition.say(key) for key in ("page_case", "page_changed", "kind_outcome")]
        yield table(head, [_example(edition, example) for example in examples])


def _example(edition: Edition, example: AnyExample) -> tuple[str, str, str]:
    outcome = escape(labels.outcome_label(example.expect, edition.locale))
    shown = f'<span class="outcome {example.expect}">{outcome}</span>'
    if isinstance(example, TextExample):
        return escape(example.says), "<br>".join(map(escape, _told(edition, example))), shown
    told = [edition.say("page_given", record=example.given), *map(escape, _changes(edition, example))]
    if example.as_of is not None:
        told.append(f"{edition.say('as_of')}{edition.colon}{escape(edition.speak.day(example.as_of))}")
    return escape(example.says), "<br>".join(told), shown


def _told(edition: Edition, example: TextExample) -> Iterator[str]:
    """Say the text of an example, and what is told of it."""
    speak = edition.speak
    yield example.text
    for kind, path in METADATA.items():
        value = getattr(example, kind)
        if value is not None:
            yield f"{path_label(path, speak.locale)}{edition.colon}{fact(path, value, speak)}"
    if example.evidence is not None:
        claims = speak.phrase("comma").join(example.evidence) or speak.phrase("stated_none")
        yield f"{path_label(EVIDENCE, speak.locale)}{edition.colon}{claims}"
    if example.on is not None:
        yield speak.day(example.on)


def _changes(edition: Edition, example: Example) -> Iterator[str]:
    """Say what an example changes in its record."""
    speak, colon = edition.speak, edition.speak.phrase("colon")
    for path, value in _leaves(example.but, ""):
        if path.endswith("…"):
            yield speak.phrase("page_some", fact=path_label(path[:-1], speak.locale))
        else:
            yield f"{path_label(path, speak.locale)}{colon}{_value(path, value, edition)}"
    for key, paths in (("page_without", example.without), ("page_none", example.none)):
        for path in paths:
            yield speak.phrase(key, fact=path_label(_indexed(path), speak.locale))


def _indexed(path: str) -> str:
    """Write the members of a path (`customer.changes.0.on`) in brackets."""
    return "".join(f"[{part}]" if part.isdigit() else f".{part}" for part in path.split(".")).lstrip(".")


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Give the facts of a part of a record by path; a relation told in part also as a path that ends in `…`."""
    if isinstance(value, Mapping) and set(value) == {"some"}:
        yield f"{path}…", None
        value = value["some"]
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{number}]")
    else:
        yield path, value


def _value(path: str, value: Any, edition: Edition) -> str:
    if value == []:
        return edition.speak.phrase("stated_none")
    kind = kind_at(path)
    if kind is not None and kind.name == "set" and isinstance(value, list):
        value = frozenset(value)
    return fact(path, Decimal(str(value)) if isinstance(value, float) else value, edition.speak)
