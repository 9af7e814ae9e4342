"""All rules as one table for a spreadsheet: a row a version, a cell what compliance asks of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from suitability.language.words import words
from suitability.messages import labels
from suitability.messages.articles import place
from suitability.messages.render import pack_labels, sentence
from suitability.messages.speak import Speaker, speaker
from suitability.messages.wording import details, text_words
from suitability.reports.book import Book
from suitability.reports.pages.edition import Edition
from suitability.rules.pack import Cite, Rule, Version
from suitability.rules.texts import Wording

# Phrases that head the columns, in their order; the last lines of a cell of law stand in the order of its articles.
COLUMNS = (
    "page_id", "page_pack", "page_title", "page_subject", "page_stage", "page_force", "kind_severity", "page_from",
    "page_until", "page_when", "page_require", "page_message", "remedy", "page_instrument", "page_number", "article",
    "page_rank", "page_since", "page_verified", "page_read_on", "penalty", "page_ledger_ids", "page_examples_count",
    "page_reviewed_on", "page_reviewed_by",
)  # fmt: skip
# What a spreadsheet takes for the beginning of a formula, in wide characters too, blanks before it or none.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# Excel reads UTF-8 only where the file begins with this.
MARK = "\ufeff"


def export(book: Book, locale: str) -> str:
    """Give the rules of a book as CSV in a locale, with the mark by which Excel knows UTF-8.

    Of several articles each has a line of its own in its cells. A text that a spreadsheet would run is quoted by `'`.
    """
    edition = Edition(book, speaker(locale, pack_labels(book.rules)))
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([edition.speak.phrase(key) for key in COLUMNS])
    for rule in book.rules.rules:
        rows.writerows([inert(cell) for cell in _row(edition, rule, version)] for version in rule.versions)
    return MARK + written.getvalue()


def inert(cell: str) -> str:
    """Give a text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _row(edition: Edition, rule: Rule, version: Version) -> Iterator[str]:
    speak, locale = edition.speak, edition.locale
    yield from (rule.id, rule.pack, sentence(rule.title, locale), labels.subject_label(rule.subject, locale))
    yield labels.stage_label(rule.stage, locale) if rule.stage else ""
    yield labels.force_label(rule.force, locale)
    yield labels.severity_label(rule.severity_of(version), locale)
    yield str(version.first)
    yield "" if version.last is None else str(version.last)
    yield "" if version.when is None else words(version.when, speak)
    yield words(version.require, speak) if rule.wording is None else _asked(rule.wording, version, speak)
    yield from (edition.template(rule.message), edition.template(rule.remedy))
    yield from _law(edition, version.cites)
    yield _lines(one.id for one in edition.book.asked.get(rule.id, ()))
    yield str(len(edition.book.examples.get(rule.id, ())))
    yield from (str(rule.reviewed_on), rule.reviewed_by)


def _asked(wording: Wording, version: Version, speak: Speaker) -> str:
    parts = (f"{head}{speak.phrase('colon')}{text}" for head, text in details(wording, version, speak))
    return "\n".join([text_words(wording, version, speak), *parts])


def _law(edition: Edition, cites: Iterable[Cite]) -> Iterator[str]:
    speak, locale = edition.speak, edition.locale
    sources = [cite.source for cite in cites]
    yield _lines(source.english if locale == "en" else source.title for source in sources)
    yield _lines(sentence(source.number, locale) for source in sources)
    yield _lines(place(cite.at, speak) or sentence(cite.at, locale) for cite in cites)
    yield _lines(labels.rank_label(source.rank, locale) for source in sources)
    yield _lines(str(source.first or "") for source in sources)
    yield _lines(speak.phrase("yes" if cite.verified else "no") for cite in cites)
    yield _lines(str(source.read_on or "") for source in sources)
    yield _lines(sentence(source.penalty, locale) for source in sources)


def _lines(texts: Iterable[str]) -> str:
    lines = list(texts)
    return "\n".join(lines) if any(lines) else ""
