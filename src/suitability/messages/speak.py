"""The voice that `language.words` reads expressions out in: one locale's labels, phrases and numbers.

Names of the model come from `messages.labels`, sentences from `phrases/zh-Hans.toml` and its translations, and names
of the packs' terms, tables and parameters from the packs themselves.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from functools import cache
from typing import Literal

import attrs

from suitability.language.values import EXACT
from suitability.messages import labels
from suitability.messages.catalog import translated
from suitability.messages.locales import SOURCE, Locale, resolve, spoken

Texts = Mapping[str, str]
_NONE: Mapping[str, Texts] = {}
# A phrase of which a locale says nothing; gettext takes an empty text for none.
_NOTHING = "∅"
# Labels that need no other article; only English has any.
_ARTICLES = ("the ", "a ", "an ", "any ", "what ")


@attrs.frozen
class PackLabels:
    """What packs call their own names, each by locale.

    `values` holds, for a table of choices, the labels of its values. `arguments` names the arguments of a term or
    table in order; its label may hold them in braces (`{level}`) to say where they stand in a sentence. `categories`
    and `groups` are those that rules over text name.
    """

    language: str = SOURCE.name
    terms: Mapping[str, Texts] = _NONE
    tables: Mapping[str, Texts] = _NONE
    parameters: Mapping[str, Texts] = _NONE
    values: Mapping[str, Mapping[str, Texts]] = attrs.Factory(dict)
    arguments: Mapping[str, Sequence[str]] = attrs.Factory(dict)
    categories: Mapping[str, Texts] = _NONE
    groups: Mapping[str, Texts] = _NONE

    def category(self, name: str, locale: str) -> str:
        """Give the label of a category of rules over text."""
        return self.text(self.categories.get(name, {}), locale) or name

    def name(self, name: str, locale: str) -> str:
        """Give the label of a term, table or parameter: in the locale, in the packs' language, or its own name."""
        for named in (self.terms, self.tables, self.parameters):
            if name in named:
                return self.text(named[name], locale) or name
        return name

    def value(self, table: str, value: str, locale: str) -> str:
        """Give the label of a value of a table of choices; without a table, of the only one that has the value."""
        tables = [self.values[table]] if table in self.values else [t for t in self.values.values() if value in t]
        if len(tables) == 1 or (tables and all(table[value] == tables[0][value] for table in tables)):
            return self.text(tables[0].get(value, {}), locale) or value
        return value

    def text(self, texts: Texts, locale: str) -> str:
        """Give a text in the locale: as the pack writes it, as a catalog translates it, else in the pack's language."""
        found = resolve(locale)
        if found is not None:
            written = next((texts[name] for name in found.chain if name in texts), None)
            said = written or translated(texts.get(SOURCE.name, ""), found)
            if said:
                return said
        return texts.get(self.language) or next(iter(texts.values()), "")


@attrs.frozen
class Speaker:
    """A `language.words.Speak` for one locale."""

    locale: str
    packs: PackLabels
    phrases: Mapping[str, str]
    cldr: str

    def phrase(self, key: str, **parts: str) -> str:
        return self.phrases[key].format_map(parts)

    def has_phrase(self, key: str) -> bool:
        return key in self.phrases

    def listing(self, kind: Literal["and", "or", "both", "either"], items: Sequence[str]) -> str:
        *first, last = items or [""]
        before = self.phrases[f"list_{kind}"].join(first)
        return before + self.phrases[f"list_{kind}_last"] + last if first else last

    def field(self, record: type, name: str) -> str:
        return labels.field_label(record, name, self.locale)

    def said(self, record: type, name: str, holds: bool, base: str) -> str | None:
        text = labels.said(record, name, holds, self.locale)
        return None if text is None else text.replace("{base}", base)

    def record(self, record: type, form: Literal["one", "many", "measure"]) -> str:
        return labels.record_label(record, self.locale, form)

    def root(self, name: str) -> str:
        return labels.root_label(name, self.locale)

    def value(self, vocabulary: str, value: str) -> str:
        label = labels.value_label(vocabulary, value, self.locale)
        return label if label != value else self.packs.value(vocabulary, value, self.locale)

    def name(self, name: str) -> str:
        label = self.packs.name(name, self.locale)
        for argument in self.packs.arguments.get(name, ()):
            label = label.replace(f"{{{argument}}}", "…")
        return label

    def filled(self, name: str, arguments: Sequence[str]) -> str | None:
        label = self.packs.name(name, self.locale)
        names = self.packs.arguments.get(name, ())
        pieces = [f"{{{argument}}}" for argument in names]
        if len(names) != len(arguments) or not any(piece in label for piece in pieces):
            return None
        texts = dict(zip(pieces, arguments, strict=True))
        return re.sub(r"\{\w+\}", lambda match: texts.get(match[0], match[0]), label)

    def the(self, label: str) -> str:
        return label if label.startswith(_ARTICLES) else self.phrase("the", label=label)

    def a(self, label: str) -> str:
        return self.phrase("an" if label[0].lower() in "aeiou" else "a", label=label)

    def number(self, value: Decimal | int) -> str:
        from babel.numbers import format_decimal

        with localcontext(EXACT):
            return format_decimal(value, locale=self.cldr, decimal_quantization=False)

    def amount(self, value: Decimal | int, currency: str) -> str:
        from babel.numbers import format_currency

        with localcontext(EXACT):
            return format_currency(value, currency, locale=self.cldr, currency_digits=False, decimal_quantization=False)

    def share(self, value: Decimal | int) -> str:
        from babel.numbers import format_percent

        with localcontext(EXACT):
            return format_percent(value, locale=self.cldr, decimal_quantization=False)

    def day(self, value: dt.date) -> str:
        from babel.dates import format_date

        return format_date(value, "long", locale=self.cldr)

    def instant(self, value: dt.datetime) -> str:
        clock = value.strftime("%H:%M:%S" if value.second else "%H:%M")
        return self.phrase("instant", day=self.day(value), clock=clock, offset=value.isoformat()[-6:])


def speaker(locale: str, packs: PackLabels | None = None) -> Speaker:
    """Make the voice of a locale; one that is not known speaks the packs' language, else the library's first."""
    packs = packs or PackLabels()
    found = spoken(locale, packs.language)
    return Speaker(found.name, packs, _phrases(found), found.cldr)


@cache
def _phrases(locale: Locale) -> Mapping[str, str]:
    phrases = labels.texts("phrases")["phrase"]
    said = {key: translated(text, locale, f"phrase.{key}") or text for key, text in phrases.items()}
    return {key: "" if text == _NOTHING else text for key, text in said.items()}
