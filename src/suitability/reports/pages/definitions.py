"""What rules stand on: terms, tables, parameters and scales."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from suitability.language.words import words
from suitability.reports.markdown import code, escape, fence, page, place, table
from suitability.reports.pages.edition import PARAMETERS, TABLES, TERMS, Edition
from suitability.rules.pack import Cite, Parameter, Table, Term


def terms(edition: Edition) -> str:
    """Give the page of the terms: what each means, from when on, in words and as an expression."""
    parts = [f"# {edition.say('page_terms')}", edition.say("page_terms_says")]
    for name, term in edition.book.rules.defined()["term"].items():
        parts += [*_heading(edition, term), *_term(edition, term), *_used(edition, "term", name, TERMS)]
    return page(*parts)


def _heading(edition: Edition, defined: Any) -> tuple[str, str]:
    arguments = ", ".join(name for name, _ in getattr(defined, "arguments", ()))
    signature = f"{defined.name}({arguments})" if arguments else defined.name
    return f"## {escape(edition.speak.name(defined.name))} {place(defined.name)}", code(signature)


def _term(edition: Edition, term: Term) -> Iterator[str]:
    for version in term.versions:
        yield f"**{edition.span(version.first, version.last)}**"
        yield escape(words(term.trees.tree(version.at), edition.speak))
        yield fence(version.text.strip(), "python")
        yield "\n".join(edition.cites(version.cites, TERMS))


def _used(edition: Edition, kind: str, name: str, here: str) -> Iterator[str]:
    rules = edition.book.uses.get((kind, name), ())
    if rules:
        yield f"{edition.say('page_used_by')}{edition.colon}{edition.listed(rules, here)}"


def tables(edition: Edition) -> str:
    """Give the page of the tables: their rows in order, of which the first that fits holds."""
    say = edition.say
    parts = [f"# {say('page_tables')}", say("page_tables_says")]
    head = [say(key) for key in ("page_dates", "page_fits", "page_value", "article")]
    for name, found in edition.book.rules.defined()["table"].items():
        parts += [*_heading(edition, found), table(head, _rows(edition, found)), *_used(edition, "table", name, TABLES)]
    return page(*parts)


def _rows(edition: Edition, found: Table) -> Iterator[tuple[str, ...]]:
    for row in found.rows:
        value = escape(words(found.trees.tree(row.value_at), edition.speak))
        fits = escape(words(found.trees.tree(row.test_at), edition.speak))
        yield edition.span(row.first, row.last) or "–", fits, value, _cited(edition, row.cites)


def _cited(edition: Edition, cites: tuple[Cite, ...]) -> str:
    return "<br>".join(edition.cite(one) for one in cites) or "–"


def parameters(edition: Edition) -> str:
    """Give the page of the parameters, with their values over time, and of the scales."""
    say = edition.say
    head = [say(key) for key in ("page_dates", "page_value", "article")]
    parts = [f"# {say('page_parameters')}", say("page_parameters_says")]
    for name, found in edition.book.rules.defined()["parameter"].items():
        parts += [*_heading(edition, found), say(f"page_stricter_{found.stricter}")]
        parts += [table(head, _dated(edition, found)), *_used(edition, "parameter", name, PARAMETERS)]
    parts += [f"## {say('page_scales')}", *_scales(edition)]
    return page(*parts)


def _dated(edition: Edition, found: Parameter) -> Iterator[tuple[str, ...]]:
    for version in found.versions:
        value = escape(words(found.trees.tree(version.value_at), edition.speak))
        yield edition.span(version.first, version.last), value, _cited(edition, version.cites)
    for stricter in edition.book.stricter("param", found.name):
        if stricter.value_at is not None:
            value = escape(words(stricter.trees.tree(stricter.value_at), edition.speak))
            yield edition.span(stricter.first, stricter.last), value, edition.owned(stricter)


def _scales(edition: Edition) -> Iterator[str]:
    labels = {name: label for pack in edition.book.rules.packs for name, label in pack.scale_labels.items()}
    for name, scale in edition.book.rules.scales.items():
        label = escape(edition.speak.packs.text(labels.get(name, {}), edition.locale) or name)
        aliases = edition.speak.phrase("comma").join(f"{alias} = {level}" for alias, level in scale.aliases)
        yield f"### {label} {place(name)}"
        yield code(name)
        yield escape(" < ".join(scale.levels))
        if aliases:
            yield f"{edition.say('page_aliases')}{edition.colon}{escape(aliases)}"
