"""A voice names what packs define and writes numbers and days as its locale does."""

import datetime as dt
import string
from decimal import Decimal

from suitability.messages.labels import LOCALES, texts
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


def test_both_locales_have_the_same_phrases_with_parts_that_both_know() -> None:
    chinese, english = (texts("phrases", locale)["phrase"] for locale in LOCALES)
    # Only English tells one day from two days, and "a" from "an".
    extra = {key for key in english if key.endswith("_one") or key == "an"}
    assert set(english) - extra == set(chinese)
    assert texts("phrases", "zh-Hans")["list"].keys() == texts("phrases", "en")["list"].keys()
    for template in (*chinese.values(), *english.values()):
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(template))


def test_a_locale_that_is_not_known_speaks_the_language_of_the_packs() -> None:
    assert speaker("fr").locale == "zh-Hans"
    assert speaker("fr", PackLabels(language="en")).locale == "en"
    assert speaker("fr", PACKS).name("regime") == "适用的适当性规则"


def test_a_name_without_a_label_in_the_locale_is_called_as_the_pack_calls_it() -> None:
    packs = PackLabels(terms={"ordinary_investor": {"zh-Hans": "普通投资者"}}, parameters={"limit": {"de": "Grenze"}})
    voice = speaker("en", packs)
    assert voice.name("ordinary_investor") == "普通投资者"
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
    chinese, english = (speaker(locale) for locale in LOCALES)
    assert chinese.number(Decimal("12345.6789")) == english.number(Decimal("12345.6789")) == "12,345.6789"
    assert chinese.share(Decimal("0.0125")) == english.share(Decimal("0.0125")) == "1.25%"
    assert chinese.day(dt.date(2026, 2, 1)) == "2026年2月1日"
    assert english.day(dt.date(2026, 2, 1)) == "1 February 2026"


def test_lists_are_joined_as_the_locale_does() -> None:
    chinese, english = (speaker(locale) for locale in LOCALES)
    assert [chinese.listing("both", list("甲乙丙")[:n]) for n in range(4)] == ["", "甲", "甲和乙", "甲、乙和丙"]
    assert [english.listing("either", list("abc")[:n]) for n in range(4)] == ["", "a", "a or b", "a, b or c"]


def test_a_label_takes_an_article_only_where_it_has_none() -> None:
    english = speaker("en")
    assert english.the("limit") == "the limit"
    assert english.the("the limit") == "the limit"
    assert (english.a("limit"), english.a("adviser")) == ("a limit", "an adviser")
    assert speaker("zh-Hans").the("上限") == speaker("zh-Hans").a("上限") == "上限"
