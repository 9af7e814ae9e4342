"""The glossary: what the packs call their own names in every locale, and the terms of the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from suitability.messages.locales import LOCALES, spoken
from suitability.reports.markdown import escape, link, page, table
from suitability.reports.pages.edition import GLOSSARY, PARAMETERS, TABLES, TERMS, Edition

PLACES = {"term": TERMS, "table": TABLES, "parameter": PARAMETERS}


def page_of(edition: Edition, entries: Mapping[str, Mapping[str, Any]]) -> str:
    """Give the page: the terms of the field, then the names of the packs, each in every locale."""
    say = edition.say
    languages = [say(f"page_in_{locale.replace('-', '_')}") for locale in LOCALES]
    parts = [f"# {say('page_glossary')}", say("page_glossary_says")]
    if entries:
        parts += [f"## {say('page_field_terms')}", table([*languages, say("page_meaning")], _entries(edition, entries))]
    parts += [f"## {say('page_pack_terms')}", table(languages, _names(edition))]
    return page(*parts)


def _entries(edition: Edition, entries: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    meaning = "en" if edition.locale == "en" else "zh-Hans"
    return [
        [escape(text) for text in (*(term[locale] for locale in LOCALES), term["means"][meaning])]
        for term in sorted(entries.values(), key=lambda term: str(term["en"]).lower())
    ]


def _names(edition: Edition) -> list[list[str]]:
    packs, own = edition.speak.packs, LOCALES.index(spoken(edition.locale).name)
    rows = []
    for kind, defined in edition.book.rules.defined().items():
        for name, found in defined.items():
            cells = [escape(packs.text(found.label, locale)) for locale in LOCALES]
            cells[own] = link(cells[own], f"{PLACES[kind]}#{name}", GLOSSARY)
            rows.append(cells)
    return sorted(rows, key=lambda cells: cells[LOCALES.index("en")].lower())
