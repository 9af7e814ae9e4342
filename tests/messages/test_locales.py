"""A language tag is resolved to a locale, whatever way it is written."""

import pytest

from suitability.messages.locales import LOCALES, SOURCE, resolve, spoken


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("zh-Hans", "zh-Hans"), ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh_CN", "zh-Hans"), ("zh-SG", "zh-Hans"),
        ("zh_CN.UTF-8", "zh-Hans"), ("zh-Hans-HK", "zh-Hans"), ("ZH-hans-cn", "zh-Hans"),
        ("zh-Hant", "zh-Hant"), ("zh-TW", "zh-Hant"), ("zh-Hant-TW", "zh-Hant"), ("zh_TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant-HK"), ("zh-HK", "zh-Hant-HK"), ("zh-MO", "zh-Hant-HK"), ("zh-Hant-MO", "zh-Hant-HK"),
        ("en", "en"), ("en-US", "en"), ("en_GB", "en"), ("EN-hk", "en"),
        ("", None), ("fr", None), ("tlh-HK", None), ("zhuyin", None), ("../en", None),
    ],
)  # fmt: skip
def test_a_tag_is_resolved_to_a_locale(tag: str, name: str | None) -> None:
    found = resolve(tag)
    assert (None if found is None else found.name) == name


@pytest.mark.parametrize("name", LOCALES)
def test_a_locale_is_resolved_to_itself_and_takes_its_own_texts_first(name: str) -> None:
    found = resolve(name)
    assert found is not None
    assert found.chain[0] == found.name == name


def test_the_first_tag_that_is_known_is_spoken() -> None:
    assert spoken("fr", "en", "zh-Hant").name == "en"
    assert spoken("fr", "de") is spoken() is SOURCE
