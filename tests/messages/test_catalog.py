"""Catalogs translate the texts as they stand, all of them, with the same values; and none is read that is stale."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from suitability.messages import catalog as catalogs
from suitability.messages.catalog import compile_catalog, source_of, translated
from suitability.messages.locales import LOCALES, SOURCE, Locale, resolve
from tests.tools import tool

tools = tool("make_catalogs")
TEXTS: Catalog = tools.template()
TRANSLATED = [locale for locale in LOCALES if locale != SOURCE.name]
BRACES = re.compile(r"\{[^{}]*\}")
# Parts that the printer of expressions gives to phrases about several records; a locale uses those it needs.
MEMBERS = {"{whose}", "{who}", "{record}", "{records}", "{measure}", "{where}", "{such}", "{by}", "{value}"}
FREE = [
    MEMBERS, {"{field}", "{a_field}", "{base}"}, {"{chinese}", "{number}"}, {"{number}", "{measure}", "{label}"},
    {"{number}", "{measure}"}, {"{amount}"}, {"{what}"},
]  # fmt: skip


def strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def locale_of(name: str) -> Locale:
    found = resolve(name)
    assert found is not None
    return found


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_catalog_holds_the_texts_as_they_stand(locale: str) -> None:
    """`make catalogs` writes nothing new."""
    assert source_of(locale).read_text(encoding="utf-8") == tools.written(tools.updated(locale, TEXTS))


@pytest.mark.parametrize("locale", TRANSLATED)
def test_nothing_waits_for_a_translator(locale: str) -> None:
    assert [message.id for message in tools.untranslated(tools.read(locale))] == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_translation_holds_the_same_values(locale: str) -> None:
    for message in tools.read(locale):
        if not message.id:
            continue
        source = message.id[0] if isinstance(message.id, tuple) else message.id
        for said in strings(message):
            wanted, found = set(BRACES.findall(source)), set(BRACES.findall(said))
            free = (message.context or "").startswith("phrase.") and any(wanted | found <= parts for parts in FREE)
            assert wanted == found or free, said


def test_hong_kong_says_only_what_it_says_otherwise() -> None:
    taiwan = tools.read("zh-Hant")
    same = [m.id for m in tools.read("zh-Hant-HK") if m.id and m.string == taiwan.get(m.id, m.context).string]
    assert same == []


def test_a_text_that_is_new_waits_for_a_translator_and_one_that_is_gone_is_dropped() -> None:
    texts = Catalog()
    texts.add("客户", context="root")
    texts.add("全新的话")
    made = tools.updated("en", texts)
    assert [(m.id, m.string) for m in made if m.id] == [("客户", "customer"), ("全新的话", None)]
    assert [m.id for m in tools.untranslated(made)] == ["全新的话"]
    assert len(tools.updated("zh-Hant-HK", texts)) == 0


def test_measure_words_and_chinese_titles_are_not_asked_of_english() -> None:
    contexts = {locale: {message.context for message in tools.read(locale)} for locale in TRANSLATED}
    assert {"measure", "title"} <= contexts["zh-Hant"]
    assert not {"measure", "title"} & contexts["en"]


def test_every_text_of_the_packs_is_extracted() -> None:
    found = {m.id: m for m in TEXTS if isinstance(m.id, str)}
    assert "產品" not in found
    rule = found["产品风险等级高于客户风险承受能力"]
    assert rule.locations == [("rulesets/cn/sale/risk-above-capacity.toml", 1)]
    assert {"普通投资者", "适用的适当性规则", "不适用上列规则", "中国内地", "（条号未核）", "适当性办法"} <= set(found)
    assert not any("第十二条" in text for text in found)


@pytest.mark.parametrize(
    ("locale", "customer"),
    [("zh-Hant", "客戶"), ("zh-Hant-HK", "客戶"), ("en", "customer"), ("zh-Hans", None)],
)
def test_a_text_is_translated_by_the_catalogs_of_the_locale(locale: str, customer: str | None) -> None:
    assert translated("客户", locale_of(locale), "root") == customer


def test_hong_kong_falls_back_to_taiwan_and_then_to_nothing() -> None:
    hong_kong = locale_of("zh-Hant-HK")
    assert translated("网点", hong_kong, "value.Channel") == "分行"
    assert translated("电话", hong_kong, "value.Channel") == "電話"
    assert translated("电话", hong_kong, "value.Pigeon") is None
    assert translated("没有人翻译过的话", hong_kong) is None
    assert translated("没有人翻译过的话", hong_kong, "record", 2) is None
    assert translated("", hong_kong) is None


def test_english_tells_one_from_several() -> None:
    assert translated("风险测评", locale_of("en"), "record", 1) == "assessment"
    assert translated("风险测评", locale_of("en"), "record", 2) == "assessments"
    assert translated("风险测评", locale_of("zh-Hant"), "record", 2) == "風險評估"


ENTRY = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "风险"\nmsgstr "{}"\n'


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalog of one entry, in place of the package's own."""
    monkeypatch.setattr(catalogs, "FOLDER", tmp_path)
    path = source_of("en")
    path.parent.mkdir(parents=True)
    path.write_text(ENTRY.format("risk"), encoding="utf-8")
    catalogs._catalog.cache_clear()
    yield path
    catalogs._catalog.cache_clear()


def test_what_was_compiled_is_read(written: Path) -> None:
    compiled = written.with_suffix(".mo")
    compiled.write_bytes(compile_catalog(written))
    written.unlink()
    assert translated("风险", locale_of("en")) == "risk"


def test_an_edited_catalog_is_read_in_place_of_what_was_compiled_before(written: Path) -> None:
    compiled = written.with_suffix(".mo")
    compiled.write_bytes(compile_catalog(written))
    written.write_text(ENTRY.format("hazard"), encoding="utf-8")
    os.utime(compiled, ns=(0, written.stat().st_mtime_ns - 1))
    assert translated("风险", locale_of("en")) == "hazard"


def test_a_catalog_that_was_not_compiled_is_read_as_it_is_written(written: Path) -> None:
    assert translated("风险", locale_of("en")) == "risk"


def test_an_entry_that_waits_for_a_translators_eye_is_not_said(written: Path) -> None:
    text = ENTRY.format("guess").replace('msgid "风险"', '#, fuzzy\nmsgid "风险"')
    written.write_text(text, encoding="utf-8")
    assert translated("风险", locale_of("en")) is None
