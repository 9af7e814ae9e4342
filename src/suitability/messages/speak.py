"""The voice that `language.words` reads expressions out in: one locale's labels, phrases and numbers.

Names of the model come from `messages.labels`, sentences from `phrases/<locale>.toml`, and names of the packs'
terms, tables and parameters from the packs themselves.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

import attrs

from suitability.messages import labels

Texts = Mapping[str, str]
_NONE: Mapping[str, Texts] = {}


@attrs.frozen
class PackLabels:
    """What packs call their own names, each by locale.

    `values` holds, for a table of choices, the labels of its values. `arguments` names the arguments of a term or
    table in order; its label may hold them in braces (`{level}`) to say where they stand in a sentence.
    """

    language: str = labels.LANGUAGE
    terms: Mapping[str, Texts] = _NONE
    tables: Mapping[str, Texts] = _NONE
    parameters: Mapping[str, Texts] = _NONE
    values: Mapping[str, Mapping[str, Texts]] = attrs.Factory(dict)
    arguments: Mapping[str, Sequence[str]] = attrs.Factory(dict)

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
        """Give a text in the locale, in the packs' language, or in any it is written in."""
        return texts.get(locale) or texts.get(self.language) or next(iter(texts.values()), "")


@attrs.frozen
class Speaker:
    """A `language.words.Speak` for one locale."""

    locale: str
    packs: PackLabels
    phrases: Mapping[str, str]
    lists: Mapping[str, Sequence[str]]
    babel: str
    day_pattern: str
    articles: tuple[str, ...]
    vowels: str

    def phrase(self, key: str, **parts: str) -> str:
        return self.phrases[key].format_map(parts)

    def has_phrase(self, key: str) -> bool:
        return key in self.phrases

    def listing(self, kind: Literal["and", "or", "both", "either"], items: Sequence[str]) -> str:
        between, last = self.lists[kind]
        return last.join(part for part in (between.join(items[:-1]), items[-1]) if part) if items else ""

    def field(self, record: type, name: str) -> str:
        return labels.field_label(record, name, self.locale, self.packs.language)

    def said(self, record: type, name: str, holds: bool, base: str) -> str | None:
        text = labels.said(record, name, holds, self.locale, self.packs.language)
        return None if text is None else text.replace("{base}", base)

    def record(self, record: type, form: Literal["one", "many", "measure"]) -> str:
        return labels.record_label(record, self.locale, form, self.packs.language)

    def root(self, name: str) -> str:
        return labels.root_label(name, self.locale, self.packs.language)

    def value(self, vocabulary: str, value: str) -> str:
        label = labels.value_label(vocabulary, value, self.locale, self.packs.language)
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
        return label if label.startswith(self.articles) else self.phrase("the", label=label)

    def a(self, label: str) -> str:
        return self.phrase("an" if label[0].lower() in self.vowels else "a", label=label)

    def number(self, value: Decimal | int) -> str:
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.babel, decimal_quantization=False)

    def share(self, value: Decimal | int) -> str:
        from babel.numbers import format_percent

        return format_percent(value, locale=self.babel, decimal_quantization=False)

    def day(self, value: dt.date) -> str:
        from babel.dates import format_date

        return format_date(value, self.day_pattern, locale=self.babel)


def speaker(locale: str, packs: PackLabels | None = None) -> Speaker:
    """Make the voice of a locale; one that is not known speaks the packs' language, else the library's first."""
    packs = packs or PackLabels()
    spoken = next(name for name in (locale, packs.language, labels.LANGUAGE) if name in labels.LOCALES)
    texts = labels.texts("phrases", spoken)
    layout = texts["format"]
    return Speaker(
        locale=spoken,
        packs=packs,
        phrases=texts["phrase"],
        lists=texts["list"],
        babel=layout["locale"],
        day_pattern=layout["day"],
        articles=tuple(layout["articles"]),
        vowels=layout["vowels"],
    )
