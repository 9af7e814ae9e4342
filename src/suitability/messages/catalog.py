"""Translations: gettext catalogs over the texts of this package and of its packs, read when they are asked for.

zh-Hans has no catalog: it is the language the texts are written in, so one would say each of them twice.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from suitability.messages.locales import SOURCE, Locale

FOLDER = Path(__file__).parent / "locale"
DOMAIN = "suitability"


class _Untranslated(NullTranslations):
    """The end of a chain of catalogs: it says that a text has no translation instead of giving the text back."""

    def gettext(self, message: str) -> str:
        return ""

    def pgettext(self, context: str, message: str) -> str:
        return ""

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return ""


def translated(text: str, locale: Locale, context: str = "", count: int = 0) -> str | None:
    """Give a text in the locale, of several things where `count` is given; None where no catalog holds it."""
    if locale is SOURCE or not text:
        return None
    catalog = _catalog(locale.chain)
    if count:
        return catalog.npgettext(context, text, text, count) or None
    return (catalog.pgettext(context, text) if context else catalog.gettext(text)) or None


@cache
def _catalog(chain: tuple[str, ...]) -> NullTranslations:
    if not chain:
        return _Untranslated()
    catalog = GNUTranslations(BytesIO(_compiled(source_of(chain[0]))))
    catalog.add_fallback(_catalog(chain[1:]))
    return catalog


def source_of(locale: str) -> Path:
    """Give the place of a locale's catalog as translators write it; only checkouts have it."""
    return FOLDER / locale.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"


def _compiled(source: Path) -> bytes:
    # Where a translator has edited the source since it was compiled, what was compiled is not what it says.
    made = source.with_suffix(".mo")
    fresh = made.is_file() and not (source.is_file() and source.stat().st_mtime_ns > made.stat().st_mtime_ns)
    return made.read_bytes() if fresh else compile_catalog(source)


def compile_catalog(source: Path) -> bytes:
    """Compile a catalog; entries that still wait for a translator's eye are left out."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as text:
        catalog = read_po(text, locale=source.parts[-3])
    # Babel would write when it was compiled, and no two builds would be the same.
    catalog.creation_date = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue()
