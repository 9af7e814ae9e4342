"""A voice names what packs define and writes numbers and days as its locale does."""

import datetime as dt
from decimal import Decimal, getcontext, localcontext

import pytest

from suitability.messages.locales import LOCALES
from suitability.messages.speak import PackLabels, speaker

PACKS = PackLabels(
    tables={
        "regime": {"zh-Hans": "适用的适当性规则", "en": "applicable suitability regime"},
        "ceiling": {"zh-Hans": "与{level}相匹配的最高等级", "en": "highest level that matches {level}"},
        "limit": {"zh-Hans": "次数上限", "en": "limit"},
    },
    values={"regime": {"nfra": {"zh-Hans": "金融监管总局规则", "en": "NFRA rules"}, "csrc": {"zh-Hans": "证监会规则"}}},
    arguments={"ceiling": ("level",), "limit": ("level", "day")},
)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_phrase_is_said_in_every_locale(locale: str) -> None:
    phrases = speaker(locale).phrases
    assert phrases.keys() == speaker("zh-Hans").phrases.keys()
    assert "∅" not in "".join(phrases.values())
    empty = {key for key, text in phrases.items() if not text}
    assert empty == (set() if locale == "en" else {"it_where", "whose_own", "who_own"})


def test_a_locale_that_is_not_known_speaks_the_language_of_the_packs() -> None:
    assert speaker("fr").locale == "zh-Hans"
    assert speaker("fr", PackLabels(language="en")).locale == "en"
    assert speaker("fr", PACKS).name("regime") == "适用的适当性规则"


def test_a_name_without_a_label_in_the_locale_is_called_as_the_pack_calls_it() -> None:
    packs = PackLabels(terms={"ordinary_investor": {"zh-Hans": "本行散户"}}, parameters={"limit": {"de": "Grenze"}})
    voice = speaker("en", packs)
    assert voice.name("ordinary_investor") == "本行散户"
    assert voice.name("limit") == "Grenze"
    assert voice.name("unheard") == "unheard"


def test_a_value_of_a_table_of_choices_is_named_by_the_packs() -> None:
    voice = speaker("en", PACKS)
    assert voice.value("regime", "nfra") == voice.value("", "nfra") == "NFRA rules"
    assert voice.value("regime", "csrc") == "证监会规则"
    assert voice.value("regime", "unheard") == voice.value("", "unheard") == "unheard"


def test_a_label_with_arguments_is_shown_without_them_where_none_are_given() -> None:
    assert speaker("zh-Hans", PACKS).name("ceiling") == "与…相匹配的最高等级"
    assert speaker("zh-Hans", PACKS).filled("ceiling", []) is None
    assert speaker("zh-Hans", PACKS).filled("limit", ["C3", "今天"]) is None


def test_braces_inside_an_argument_are_left_alone() -> None:
    assert speaker("en", PACKS).filled("ceiling", ["{level}"]) == "highest level that matches {level}"


def test_a_value_of_two_tables_is_named_where_both_agree() -> None:
    same = {"a": {"en": "one thing"}}
    assert speaker("en", PackLabels(values={"x": same, "y": same})).value("", "a") == "one thing"
    other = {"a": {"en": "another"}}
    assert speaker("en", PackLabels(values={"x": same, "y": other})).value("", "a") == "a"
    assert speaker("en", PackLabels(values={"x": same, "y": other})).value("y", "a") == "another"


def test_numbers_shares_and_days_are_written_as_the_locale_does() -> None:
    chinese, english = speaker("zh-Hans"), speaker("en")
    assert chinese.number(Decimal("12345.6789")) == english.number(Decimal("12345.6789")) == "12,345.6789"
    assert chinese.share(Decimal("0.0125")) == english.share(Decimal("0.0125")) == "1.25%"
    assert chinese.day(dt.date(2026, 2, 1)) == "2026年2月1日"
    assert english.day(dt.date(2026, 2, 1)) == "1 February 2026"


def test_lists_are_joined_as_the_locale_does() -> None:
    chinese, english = speaker("zh-Hans"), speaker("en")
    assert [chinese.listing("both", list("甲乙丙")[:n]) for n in range(4)] == ["", "甲", "甲和乙", "甲、乙和丙"]
    assert [english.listing("either", list("abc")[:n]) for n in range(4)] == ["", "a", "a or b", "a, b or c"]


def test_a_label_takes_an_article_only_where_it_has_none() -> None:
    english = speaker("en")
    assert english.the("limit") == "the limit"
    assert english.the("the limit") == "the limit"
    assert (english.a("limit"), english.a("adviser")) == ("a limit", "an adviser")
    assert speaker("zh-Hans").the("上限") == speaker("zh-Hans").a("上限") == "上限"


@pytest.mark.parametrize(
    ("locale", "day", "instant", "amount"),
    [
        ("zh-Hans", "2026年3月5日", "2026年3月5日 09:05（UTC+08:00）", "¥1,234,567.50"),
        ("zh-Hant", "2026年3月5日", "2026年3月5日 09:05（UTC+08:00）", "CN¥1,234,567.50"),
        ("zh-Hant-HK", "2026年3月5日", "2026年3月5日 09:05（UTC+08:00）", "CN¥1,234,567.50"),
        ("en", "5 March 2026", "5 March 2026, 09:05 (UTC+08:00)", "CN¥1,234,567.50"),
    ],
)
def test_days_instants_and_yuan_are_written_as_the_locale_does(
    locale: str, day: str, instant: str, amount: str
) -> None:
    voice = speaker(locale)
    at = dt.datetime(2026, 3, 5, 9, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert (voice.day(at.date()), voice.instant(at)) == (day, instant)
    assert voice.amount(Decimal("1234567.5"), "CNY") == amount
    assert "09:05:07" in voice.instant(at.replace(second=7))


@pytest.mark.parametrize("locale", LOCALES)
def test_numbers_are_never_rounded_whatever_the_callers_context(locale: str) -> None:
    voice = speaker(locale)
    with localcontext() as context:
        context.prec = 3
        assert voice.number(Decimal("123456789012345678.123456789012")) == "123,456,789,012,345,678.123456789012"
        assert voice.share(Decimal("0.12345678901")) == "12.345678901%"
        assert voice.amount(Decimal("123456789012345678.123456789012"), "CNY").endswith("345,678.123456789012")
        assert getcontext().prec == 3


def test_a_label_written_for_a_locale_is_taken_before_a_translation() -> None:
    packs = PackLabels(terms={"own": {"zh-Hans": "普通投资者", "zh-Hant": "普通投資人", "en": "retail investor"}})
    said = {locale: speaker(locale, packs).name("own") for locale in LOCALES}
    assert said == {
        "zh-Hans": "普通投资者", "zh-Hant": "普通投資人", "zh-Hant-HK": "普通投資人", "en": "retail investor",
    }  # fmt: skip


def test_a_label_without_one_for_the_locale_is_translated_where_a_catalog_knows_it() -> None:
    packs = PackLabels(terms={"own": {"zh-Hans": "代理销售"}, "other": {"zh-Hans": "本行自己的说法"}})
    assert speaker("zh-Hant", packs).name("own") == "代理銷售"
    assert speaker("zh-Hant", packs).name("other") == "本行自己的说法"
