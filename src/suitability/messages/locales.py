"""The locales that texts are given in, by the names and aliases that callers use."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Locale(NamedTuple):
    """A locale by its public name; `chain` names those whose texts it takes, its own first; `cldr` is Babel's name."""

    name: str
    chain: tuple[str, ...]
    cldr: str


_LOCALES = {
    locale.name: locale
    for locale in (
        Locale("zh-Hans", ("zh-Hans",), "zh_Hans"),
        Locale("zh-Hant", ("zh-Hant",), "zh_Hant"),
        Locale("zh-Hant-HK", ("zh-Hant-HK", "zh-Hant"), "zh_Hant_HK"),
        Locale("en", ("en",), "en_GB"),
    )
}
LOCALES = tuple(_LOCALES)
# The language the texts of this package are written in; the others are catalogs of translations from it.
SOURCE = _LOCALES["zh-Hans"]
_TRADITIONAL = {"tw": "zh-Hant", "hk": "zh-Hant-HK", "mo": "zh-Hant-HK"}


@lru_cache(maxsize=256)
def resolve(tag: str) -> Locale | None:
    """Give the locale of a language tag (`zh`, `zh-TW`, `zh_Hant_MO`, `en-US`); None where none speaks it."""
    language, *rest = re.split("[-_]", tag.partition(".")[0].lower())
    if language == "en":
        return _LOCALES["en"]
    if language != "zh":
        return None
    if "hans" in rest:
        return SOURCE
    region = next((_TRADITIONAL[part] for part in rest if part in _TRADITIONAL), None)
    return _LOCALES[region or ("zh-Hant" if "hant" in rest else SOURCE.name)]


def spoken(*tags: str) -> Locale:
    """Give the locale of the first tag that has one; where none has, the language of the package's texts."""
    return next((locale for tag in tags if (locale := resolve(tag)) is not None), SOURCE)
