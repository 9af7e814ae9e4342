"""The words of every rule, term and table of the packaged packs are words in every locale: no identifier, no operator."""

import re
from collections.abc import Iterator

import pytest

from suitability.language.words import words
from suitability.messages.locales import LOCALES
from suitability.messages.render import cite, pack_labels, sentence, source_title
from suitability.messages.speak import PackLabels, speaker
from suitability.messages.wording import version_words
from suitability.rules.pack import Cite
from tests.strategies import packs

RULES = packs.shipped_rules()
LABELS = pack_labels(RULES)
# Joined names, paths, names with dashes that are no English words, operators, braces and gaps left over.
TECHNICAL = re.compile(r"\w_\w|[A-Za-z]\.[A-Za-z]|\bparam\b|[<>={}…∅]|\bis (?:not )?none\b(?! of)")
# What may stand in Chinese words in Latin letters: names of levels, codes of currencies and countries.
PROPER = re.compile(r"(?<![A-Za-z])(?:[CR][1-9]|CNY|CN|JR/T)(?![A-Za-z0-9])")
DASHED = {value for table in LABELS.values.values() for value in table if "-" in value}


def said(locale: str) -> Iterator[tuple[str, str]]:
    """Give what is said of every rule, term, table, value and parameter, with the name of each."""
    voice = speaker(locale, LABELS)
    for rule in RULES.rules:
        yield rule.id, sentence(rule.title, locale)
        for version in rule.versions:
            yield rule.id, version_words(rule, version, voice)
            for cited in version.cites:
                yield from ((rule.id, text) for text in law(cited, locale))
    for name, term in RULES.defined()["term"].items():
        yield name, bare(LABELS.name(name, locale), name)
        for version in term.versions:
            yield name, words(term.trees.tree(version.at), voice)
    for name, table in RULES.defined()["table"].items():
        yield name, bare(LABELS.name(name, locale), name)
        for row in table.rows:
            yield name, words(table.trees.tree(row.test_at), voice)
            yield name, words(table.trees.tree(row.value_at), voice)
        for value in LABELS.values.get(name, ()):
            yield name, LABELS.value(name, value, locale)
    for name in RULES.defined()["parameter"]:
        yield name, LABELS.name(name, locale)


def law(cited: Cite, locale: str) -> Iterator[str]:
    yield cite(cited, locale)
    yield source_title(cited.source, locale)


def bare(label: str, name: str) -> str:
    for argument in LABELS.arguments.get(name, ()):
        label = label.replace(f"{{{argument}}}", "")
    return label


def technical(text: str, locale: str) -> list[str]:
    """Give what a text holds that is no word of its locale."""
    # The number of a place in a house document, 4.2, is how the house writes it.
    plain = re.sub(r"\d+(\.\d+)+", "", text)
    found = [match[0] for match in TECHNICAL.finditer(plain)] + [value for value in DASHED if value in plain]
    if locale != "en":
        found += re.findall("[A-Za-z]+", re.sub(r"手[册冊] ?[A-E]", "", PROPER.sub("", plain)))
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_of_a_rule_hold_no_identifier(locale: str) -> None:
    texts = list(said(locale))
    assert len(texts) > 400
    assert [(name, text, found) for name, text in texts if (found := technical(text, locale))] == []


# Some of the commonest characters that only simplified texts hold.
SIMPLIFIED = re.compile("[风险测评户档销产质资类别级应当规则让个为与过]")


@pytest.mark.parametrize(
    ("locale", "others"), [("en", re.compile("[一-鿿]")), ("zh-Hant", SIMPLIFIED), ("zh-Hant-HK", SIMPLIFIED)]
)
def test_nothing_falls_back_to_the_language_the_packs_are_written_in(locale: str, others: re.Pattern[str]) -> None:
    assert any(others.search(text) for _, text in said("zh-Hans"))
    assert [text for _, text in said(locale) if others.search(text)] == []


@pytest.mark.parametrize(
    ("text", "locale", "found"),
    [
        ("规则为「nfra-investment」", "zh-Hans", ["nfra-investment", "nfra", "investment"]),
        ("the applicable regime is “nfra-investment”", "en", ["nfra-investment"]),
        ("not above param.high_risk", "en", ["param"]),
        ("customer.kind is not none", "en", ["r.k", "is not none"]),
        ("an over-the-counter derivative of C3", "en", []),
        ("不高于 R3", "zh-Hans", []),
        ("手册 A 4.2", "zh-Hans", []),
    ],
)
def test_an_identifier_among_words_is_seen(text: str, locale: str, found: list[str]) -> None:
    assert set(found) <= set(technical(text, locale))
    assert bool(found) == bool(technical(text, locale))


def test_a_choice_of_a_pack_is_said_by_its_label_and_never_by_its_name() -> None:
    values = LABELS.values["regime"]
    for locale in LOCALES:
        labels = {LABELS.value("regime", value, locale) for value in values}
        assert len(labels) == len(values)
        assert not labels & set(values)


def test_what_a_firm_names_in_its_own_language_is_said_so_everywhere() -> None:
    firm = PackLabels(language="en", terms={"own": {"en": "our own clients"}})
    assert {speaker(locale, firm).name("own") for locale in LOCALES} == {"our own clients"}


def test_the_packaged_packs_are_written_in_one_language_and_the_catalogs_say_the_rest() -> None:
    labels = [
        label
        for named in (LABELS.terms, LABELS.tables, LABELS.parameters, *LABELS.values.values())
        for label in named.values()
    ]
    labels += [label for pack in RULES.packs for label in (pack.title, *pack.scale_labels.values())]
    assert {tuple(label) for label in labels} == {("zh-Hans",)}
