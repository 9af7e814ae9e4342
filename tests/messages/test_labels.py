"""Everything of the model has a name in every locale, and no name is an identifier."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from suitability.messages import labels
from suitability.messages.labels import read_texts, texts
from suitability.messages.locales import LOCALES
from suitability.model.customer import Assessment, Customer
from suitability.model.facts import kinds
from suitability.model.subject import CLASSES, STAGES, SUBJECTS
from suitability.model.vocabulary import VOCABULARIES

IDENTIFIER = re.compile(r"[A-Za-z]_[A-Za-z]|[a-z]\.[a-z]|[<>=]")
TABLE = texts("labels")


def own_records() -> set[type]:
    return {subject.record for subject in SUBJECTS.values()}


def strings(table: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(table, str):
        yield path, table
    else:
        for key, value in table.items():
            yield from strings(value, (*path, key))


def every_label(locale: str) -> Iterator[tuple[str, str]]:
    """Give every label in a locale, with what it names."""
    for record in CLASSES.values():
        for form in ("one", "many"):
            yield record.__name__, labels.record_label(record, locale, form)
        for name in kinds(record):
            yield f"{record.__name__}.{name}", labels.field_label(record, name, locale)
    for members, vocabulary in VOCABULARIES.items():
        for value in members:
            yield f"{vocabulary}.{value}", labels.value_label(vocabulary, value, locale)
    for kind, name_it in (
        ("subject", labels.subject_label), ("root", labels.root_label), ("outcome", labels.outcome_label),
        ("severity", labels.severity_label), ("force", labels.force_label),
    ):  # fmt: skip
        for name in TABLE[kind]:
            yield f"{kind}.{name}", name_it(name, locale)


def test_every_field_has_a_label_and_no_label_is_left_over() -> None:
    fields = {name: set(kinds(record)) for name, record in CLASSES.items()}
    assert {name: set(table) for name, table in TABLE["field"].items()} == fields


def test_every_value_has_a_label_and_no_label_is_left_over() -> None:
    values = {name: set(members) for members, name in VOCABULARIES.items()}
    assert {name: set(table) for name, table in TABLE["value"].items()} == values


@pytest.mark.parametrize("locale", LOCALES)
def test_every_class_is_named_as_one_as_many_and_by_its_measure(locale: str) -> None:
    assert set(TABLE["record"]) == set(CLASSES)
    assert all(set(names) == {"one", "measure"} for names in TABLE["record"].values())
    one, many = ({labels.record_label(record, locale, form) for record in CLASSES.values()} for form in ("one", "many"))
    assert bool(one - many) == (locale == "en")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_yes_or_no_field_can_be_said_both_ways(locale: str) -> None:
    for record in CLASSES.values():
        for name, kind in kinds(record).items():
            both = {labels.said(record, name, holds, locale) for holds in (True, False)}
            assert (len(both) == 2 and all(text and "{base}" in text for text in both)) == (kind.name == "flag")


def test_subjects_roots_outcomes_severities_stages_and_forces_have_labels() -> None:
    assert set(TABLE["subject"]) == set(SUBJECTS)
    assert set(TABLE["root"]) == {root for subject in SUBJECTS.values() for root in subject.roots}
    assert set(TABLE["outcome"]) == {
        "pass", "violation", "unknown", "evidence_required", "not_applicable", "not_in_force",
    }  # fmt: skip
    assert set(TABLE["severity"]) == {"block", "warn", "note"}
    assert set(TABLE["force"]) == {"law", "house"}
    assert len({labels.stage_label(stage, "en") for stage in STAGES}) == len(STAGES)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_label_holds_an_identifier(locale: str) -> None:
    for name, text in every_label(locale):
        assert text.strip() == text != "", name
        assert not IDENTIFIER.search(text), name


@pytest.mark.parametrize("locale", LOCALES)
def test_two_values_or_fields_of_one_kind_never_share_a_label(locale: str) -> None:
    for members, vocabulary in VOCABULARIES.items():
        assert len({labels.value_label(vocabulary, value, locale) for value in members}) == len(members), vocabulary
    for record in CLASSES.values():
        assert len({labels.field_label(record, name, locale) for name in kinds(record)}) == len(kinds(record)), record


@pytest.mark.parametrize("locale", LOCALES)
def test_a_field_of_a_member_is_never_named_like_a_field_of_a_subject(locale: str) -> None:
    def named(record: type) -> set[str]:
        return {labels.field_label(record, name, locale) for name in kinds(record)}

    own = {label for record in own_records() for label in named(record)}
    members = {kind.record for record in CLASSES.values() for kind in kinds(record).values() if kind.name == "many"}
    for record in members - own_records():
        assert not own & named(record), record.__name__


@pytest.mark.parametrize(
    ("locale", "birth_date", "branch", "seller", "assessments"),
    [
        ("zh-Hans", "出生日期", "网点", "销售机构", "风险测评"),
        ("zh-Hant", "出生日期", "營業據點", "銷售機構", "風險評估"),
        ("zh-Hant-HK", "出生日期", "分行", "銷售機構", "風險評估"),
        ("en", "date of birth", "branch", "selling institution", "assessments"),
        ("zh-TW", "出生日期", "營業據點", "銷售機構", "風險評估"),
        ("fr", "出生日期", "网点", "销售机构", "风险测评"),
    ],
)
def test_labels_are_read_in_the_locale_that_is_asked_for(
    locale: str, birth_date: str, branch: str, seller: str, assessments: str
) -> None:
    assert labels.field_label(Customer, "birth_date", locale) == birth_date
    assert labels.value_label("Channel", "branch", locale) == branch
    assert labels.root_label("seller", locale) == seller
    assert labels.record_label(Assessment, locale, "many") == assessments


def test_measure_words_follow_the_locale() -> None:
    assert labels.record_label(Assessment, "zh-Hans", "measure") == "次"
    assert labels.record_label(CLASSES["Candidate"], "zh-Hant", "measure") == "個"


def test_what_has_no_label_is_called_by_its_name() -> None:
    assert labels.value_label("Channel", "pigeon", "en") == "pigeon"
    assert labels.root_label("weather", "en") == "weather"
    assert labels.said(Customer, "birth_date", True, "en") is None


def test_the_build_leaves_texts_that_are_read_in_place_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = tmp_path / "texts.json"
    compiled.write_text(json.dumps({"labels": {"root": {"sale": "x"}}, "phrases": {}}), encoding="utf-8")
    monkeypatch.setattr(labels, "COMPILED", compiled)
    labels.texts.cache_clear()
    try:
        assert labels.texts("labels") == {"root": {"sale": "x"}}
    finally:
        labels.texts.cache_clear()
    assert read_texts("labels") == TABLE
