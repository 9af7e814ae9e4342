"""Pages of rules as Markdown, made from the packs themselves: what they say is what a check does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from suitability.messages.render import pack_labels
from suitability.messages.speak import speaker
from suitability.reports.book import Book
from suitability.reports.pages import definitions, fields, glossary, law, personal_data, rules
from suitability.reports.pages.edition import (
    FIELDS,
    GLOSSARY,
    LAWS,
    PARAMETERS,
    PERSONAL_DATA,
    RULES,
    TABLES,
    TERMS,
    Edition,
)

Entries = Mapping[str, Mapping[str, Any]]


def pages(book: Book, locale: str, entries: Entries | None = None) -> dict[str, str]:
    """Give the pages of a book in a locale: Markdown by its place, `rules/cn/sale/risk-above-capacity.md`.

    A page a rule and a page an instrument with its ledger, an index of each, every field of the model with the rules
    that read it, the purposes and categories of personal data, the terms, the tables, the parameters and scales, and a
    glossary of the packs' own names and of `entries`, the terms of the field. Links are relative, so the pages can be
    read wherever they lie together.
    """
    edition = Edition(book, speaker(locale, pack_labels(book.rules)))
    made = {
        RULES: rules.index(edition),
        LAWS: law.index(edition),
        FIELDS: fields.page_of(edition),
        PERSONAL_DATA: personal_data.page_of(edition),
        TERMS: definitions.terms(edition),
        TABLES: definitions.tables(edition),
        PARAMETERS: definitions.parameters(edition),
        GLOSSARY: glossary.page_of(edition, entries or {}),
    }
    made |= {edition.rule_place(rule.id): rules.page_of(edition, rule) for rule in book.rules.rules}
    made |= {edition.source_place(source): law.page_of(edition, source) for source in book.rules.sources}
    return made
