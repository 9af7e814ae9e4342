"""The pattern language of phrases: what each form matches, and what cannot be read."""

import re

import pytest

from suitability.wording.phrase import PhraseError, compile_phrase, literals, parse, pattern

CLASSES = {"certainty": ("保证", "确保"), "principal": ("本金", "本息"), "promise": ("guarantee", "promise")}


def matched(phrase: str, text: str) -> str | None:
    found = re.search(pattern(phrase, CLASSES), text)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("保本", "产品保本保息", "保本"),
        ("{certainty}{principal}", "我们确保本息", "确保本息"),
        ("{certainty}{您的?}{principal}", "保证您的本金", "保证您的本金"),
        ("{certainty}{您的?}{principal}", "保证本金", "保证本金"),
        ("{certainty?}本金", "本金", "本金"),
        ("{稳|包}赚", "包赚", "包赚"),
        ("稳{稳|}赚", "稳赚", "稳赚"),
        ("{certainty}{within 6}{principal}", "保证按期归还本金", "保证按期归还本金"),
        ("{certainty}{within 6}{principal}", "保证，归还本金", "保证，归还本金"),
        ("{certainty}{beside 6}{principal}", "保证，归还本金", None),
        ("{certainty}{beside 6}{principal}", "保证“按期”归还本金", "保证“按期”归还本金"),
        ("{certainty}{within 6}{principal}", "保证。归还本金", None),
        ("{certainty}{within 6}{principal}", "保证质量\n归还本金", None),
        ("{certainty}{within 3}{principal}", "保证按期归还本金", None),
        ("年化 {percent} 以上", "年化8%以上", "年化8%以上"),
        ("年化 {percent} 以上", "年化 8.5 % 以上", "年化 8.5 % 以上"),
        ("年化{percent}", "年化百分之八", "年化百分之八"),
        ("年化{percent}", "年化八个点", "年化八个点"),
        ("年化{percent}", "年化5%-8%", "年化5%-8%"),
        ("年化{percent}", "年化5至8%", "年化5至8%"),
        ("年化{percent}", "年化xx%", "年化xx%"),
        ("年化{percent}", "年化{{rate}}%", "年化{{rate}}%"),
        ("年化{percent}", "年化${rate}%", "年化${rate}%"),
        ("赚{money}", "赚1,000元", "赚1,000元"),
        ("赚{money}", "赚三万元", "赚三万元"),
        ("earn {money}", "earn $500", "earn $500"),
        ("{days}回本", "30天回本", "30天回本"),
        ("{days}回本", "三个月回本", "三个月回本"),
        ("{multiple}收益", "3倍收益", "3倍收益"),
        ("资金{multiple}", "资金翻番", "资金翻番"),
        ("{number}名", "仅限100名", "100名"),
        ("{promise} returns", "we guarantee  returns", "guarantee  returns"),
        ("{promise} returns", "guarantee-returns", "guarantee-returns"),
        ("{promise} returns", "we unguarantee returns", None),
        ("{promise} return", "guarantee returns", None),
        ("{no|zero} {promise}", "with no guarantee", "no guarantee"),
        ("{no|zero} {promise}", "with noguarantee", None),
        ("{保证|确保} {principal}", "保证本金", "保证本金"),
        ("risk-free", "a risk free trade", "risk free"),
        ("risk-free", "a riskfree trade", "riskfree"),
        ("{start}保本", "## 保本", "## 保本"),
        ("{start}保本", "产品保本", None),
        ("保本{end}", "保本\n", "保本"),
        ("保本{end}", "保本型", None),
        ("100%本息", "100% 本息", "100% 本息"),
        ("身份证{within 4}{id_number}", "身份证号110101190001010008x", None),
    ],
)
def test_a_phrase_matches(phrase: str, text: str, words: str | None) -> None:
    assert matched(phrase, text) == words


@pytest.mark.parametrize(
    ("phrase", "message", "at"),
    [
        ("保{本", "a lone '{'", 1),
        ("保本}", "a lone '}'", 2),
        ("{certanty}本", "'certanty' is neither a class, a slot nor a gap", 1),
        ("保本{within 41}息", "a gap is at most 40 characters long", 3),
        ("{percent}", "a phrase needs at least one word that is always there", 0),
        ("{certainty?}{within 3}", "a phrase needs at least one word that is always there", 0),
        ("", "a phrase needs at least one word that is always there", 0),
    ],
)
def test_a_phrase_that_cannot_be_read_says_where(phrase: str, message: str, at: int) -> None:
    with pytest.raises(PhraseError, match=re.escape(message)) as raised:
        parse(phrase, CLASSES)
    assert raised.value.at == at


def test_a_misspelt_class_is_told_the_nearest() -> None:
    with pytest.raises(PhraseError) as raised:
        parse("{certanty}本", CLASSES)
    assert raised.value.hint == "did you mean 'certainty'?"


def test_words_that_follow_each_other_are_looked_for_together() -> None:
    compiled = compile_phrase("{certainty}{principal}", CLASSES)
    assert compiled.needs == (frozenset({"保证本金", "保证本息", "确保本金", "确保本息"}),)
    assert compiled.alone


def test_the_rarest_part_is_the_anchor() -> None:
    compiled = compile_phrase("{certainty}{within 6}刚性兑付", CLASSES)
    assert compiled.needs == (frozenset({"刚性兑付"}), frozenset({"保证", "确保"}))
    assert not compiled.alone


def test_a_word_of_a_class_stands_for_every_text_it_may_be() -> None:
    assert literals("{保|包}本{金|}", {}) == ("保本金", "保本", "包本金", "包本")
    with pytest.raises(PhraseError):
        literals("保{within 3}本", {})
