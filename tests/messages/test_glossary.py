"""The glossary drives the catalogs: its terms are used, and no term of one region stands in another's catalog."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from suitability.messages.labels import HERE, texts
from suitability.messages.locales import LOCALES, SOURCE
from tests.tools import tool

GLOSSARY: dict[str, Any] = tomllib.loads((HERE / "glossary.toml").read_text(encoding="utf-8"))
TERMS: dict[str, dict[str, Any]] = GLOSSARY["term"]
TRANSLATED = [locale for locale in LOCALES if locale != SOURCE.name]
# Every character of one script has a code in one of these and hardly any of the other script has.
CODES = {"zh-Hans": "gb2312", "zh-Hant": "big5", "zh-Hant-HK": "big5"}
LONGEST_FIRST = re.compile("|".join(sorted((re.escape(t["zh-Hans"]) for t in TERMS.values()), key=len, reverse=True)))

catalogs = tool("make_catalogs")
TEXTS = catalogs.template()
BY_NAME = {term["zh-Hans"]: id_ for id_, term in TERMS.items()}
LAW_NAMES = {
    source[key]
    for pack in catalogs.PACKS
    for source in tomllib.loads((catalogs.ROOT / "rulesets" / pack / "sources.toml").read_text("utf-8")).values()
    for key in ("short", "number", "penalty")
    if key in source
}


def forms(term: Mapping[str, Any], locale: str) -> list[str]:
    """Give the forms a term may have in a locale, in small letters."""
    return [form.lower() for form in (term[locale], *term.get("also", {}).get(locale, ()))]


def pairs(locale: str) -> Iterator[tuple[str, str, str]]:
    """Give the context, the text and the translation of every entry of a catalog, those it falls back to included."""
    own = catalogs.read(locale)
    base = catalogs.read("zh-Hant") if locale.endswith("-HK") else own
    for message in base:
        if message.id:
            said = own.get(message.id, message.context) or message
            texts = said.string if isinstance(said.string, tuple) else (said.string,)
            for text in texts:
                yield message.context or "", message.id[0] if isinstance(message.id, tuple) else message.id, text


def needed(context: str, text: str) -> list[str]:
    """Name the terms that a translation of a text must hold.

    The title of a law is not reworded; and a field may leave out what its class is called.
    """
    if context == "title" or text in LAW_NAMES:
        return []
    outside = re.sub(r"\{[^{}]*\}|《[^》]*》", "", text)
    found = [BY_NAME[name] for name in LONGEST_FIRST.findall(outside)]
    if context.startswith("field."):
        own = texts("labels")["record"][context.partition(".")[2]]["one"]
        found = [id_ for id_ in found if TERMS[id_]["zh-Hans"] not in own]
    return found


def unsaid(context: str, text: str, said: str, locale: str) -> list[str]:
    """Name the terms of a text that its translation does not use."""
    return [id_ for id_ in needed(context, text) if not any(form in said.lower() for form in forms(TERMS[id_], locale))]


def words_of(locale: str) -> set[str]:
    return {form for term in TERMS.values() for form in forms(term, locale)}


@cache
def at_home(locale: str) -> re.Pattern[str]:
    """Match the terms of a locale, the longest first: what stands inside one is no stranger."""
    return re.compile("|".join(sorted(map(re.escape, words_of(locale)), key=len, reverse=True)))


@cache
def foreign(locale: str) -> list[str]:
    """Give the terms of the other regions that are none of this one's, and the words it never says."""
    others = [words_of(other) for other in CODES if other != locale] if locale in CODES else []
    return sorted(set().union(*others, GLOSSARY["never"][locale]) - words_of(locale))


def strangers(text: str, locale: str) -> list[str]:
    """Name what stands in a text of a locale and belongs to another one: words, and characters of the other script."""
    rest = at_home(locale).sub("□", text.lower())
    found = [word for word in foreign(locale) if word in rest]
    if locale in CODES:
        found += [c for c in re.findall("[一-鿿]", text) if not encodable(c, CODES[locale])]
    else:
        found += re.findall("[一-鿿]", text)
    return found


def encodable(character: str, code: str) -> bool:
    try:
        character.encode(code)
    except UnicodeEncodeError:
        return False
    return True


def test_the_glossary_has_at_least_120_terms_each_in_every_locale_and_explained() -> None:
    assert len(TERMS) >= 120
    for id_, term in TERMS.items():
        assert all(term[locale] for locale in LOCALES), id_
        assert all(term["means"][language] for language in ("zh-Hans", "en")), id_
        assert set(term) <= {*LOCALES, "also", "means"}, id_
    sources = [term["zh-Hans"] for term in TERMS.values()]
    assert len(set(sources)) == len(sources)


def test_most_terms_stand_in_the_texts() -> None:
    """The glossary is of this field: what no text uses is for its readers only."""
    used = {id_ for message in TEXTS if message.id for id_ in needed(message.context or "", source(message.id))}
    assert len(used) >= 120


def source(id_: Any) -> str:
    return id_[0] if isinstance(id_, tuple) else id_


@pytest.mark.parametrize("locale", TRANSLATED)
def test_translations_use_the_terms_of_the_glossary(locale: str) -> None:
    found = [
        (text, said, missing)
        for context, text, said in pairs(locale)
        if (missing := unsaid(context, text, said, locale))
    ]
    assert found == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_word_of_one_region_stands_in_the_catalog_of_another(locale: str) -> None:
    found = [
        (said, words)
        for context, text, said in pairs(locale)
        if (words := strangers(bare(context, text, said), locale))
    ]
    assert found == []


def bare(context: str, text: str, said: str) -> str:
    """Leave out values and the titles of laws, of which only the script is converted."""
    if context == "title" or text in LAW_NAMES:
        return "".join(c for c in said if not encodable(c, "big5hkscs"))
    return re.sub(r"\{[^{}]*\}|《[^》]*》", "", said)


def test_the_texts_themselves_are_in_the_words_of_the_mainland() -> None:
    found = [
        (text, words)
        for message in TEXTS
        if message.id and (words := strangers(bare("", text := source(message.id), text), "zh-Hans"))
    ]
    assert found == []


def test_the_terms_of_the_glossary_stand_in_their_own_script() -> None:
    for locale, code in CODES.items():
        found = [
            form for term in TERMS.values() for form in forms(term, locale) if not all(encodable(c, code) for c in form)
        ]
        assert found == [], locale


@pytest.mark.parametrize(
    ("said", "locale", "word"),
    [
        ("客戶信息不足", "zh-Hant", "信息"),
        ("網絡銷售", "zh-Hant", "網絡"),
        ("專業投資者", "zh-Hant", "投資者"),
        ("理財產品", "zh-Hant", "產品"),
        ("联络", "zh-Hant", "联"),
        ("客戶資訊不足", "zh-Hant-HK", "資訊"),
        ("線上銷售", "zh-Hant-HK", "線上"),
        ("契約簽署時間", "zh-Hant-HK", "契約"),
        ("风险等级", "zh-Hant-HK", "风"),
        ("資訊不足", "zh-Hans", "資"),
        ("资讯不足", "zh-Hans", "资讯"),
        ("the customer's 风险", "en", "风"),
    ],
)  # fmt: skip
def test_a_word_of_another_region_is_seen(said: str, locale: str, word: str) -> None:
    assert word in strangers(said, locale)


@pytest.mark.parametrize(
    ("text", "said", "locale", "missing"),
    [
        ("专业投资者", "專業投資者", "zh-Hant", ["professional-investor"]),
        ("风险承受能力测评", "risk test", "en", ["risk-capacity-assessment"]),
        ("客户风险承受能力", "client's risk capacity", "en", []),
        ("《客户》", "", "en", []),
        ("{客户}", "", "en", []),
    ],
)
def test_a_term_that_is_not_used_is_seen(text: str, said: str, locale: str, missing: list[str]) -> None:
    assert unsaid("", text, said, locale) == missing
