"""Everything of the model has a name in every locale, and no name is an identifier."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from suitability.messages import labels
from suitability.messages.labels import LOCALES, texts
from suitability.model.customer import Assessment, Customer
from suitability.model.facts import kinds
from suitability.model.subject import CLASSES, STAGES, SUBJECTS
from suitability.model.vocabulary import VOCABULARIES

IDENTIFIER = re.compile(r"[A-Za-z]_[A-Za-z]|[a-z]\.[a-z]|[<>=]")


def own_records() -> set[type]:
    return {subject.record for subject in SUBJECTS.values()}


def strings(table: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(table, str):
        yield path, table
    else:
        for key, value in table.items():
            yield from strings(value, (*path, key))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_field_has_a_label_and_no_label_is_left_over(locale: str) -> None:
    fields = {name: set(kinds(record)) for name, record in CLASSES.items()}
    assert {name: set(table) for name, table in texts("labels", locale)["field"].items()} == fields


@pytest.mark.parametrize("locale", LOCALES)
def test_every_value_has_a_label_and_no_label_is_left_over(locale: str) -> None:
    values = {name: set(members) for members, name in VOCABULARIES.items()}
    assert {name: set(table) for name, table in texts("labels", locale)["value"].items()} == values


@pytest.mark.parametrize("locale", LOCALES)
def test_every_class_is_named_as_one_and_as_many(locale: str) -> None:
    assert set(texts("labels", locale)["record"]) == set(CLASSES)
    for record in CLASSES.values():
        assert labels.record_label(record, locale)
        assert labels.record_label(record, locale, "many")
        assert bool(labels.record_label(record, locale, "measure")) == (locale == "zh-Hans")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_yes_or_no_field_can_be_said_both_ways(locale: str) -> None:
    for record in CLASSES.values():
        for name, kind in kinds(record).items():
            both = {labels.said(record, name, holds, locale) for holds in (True, False)}
            assert (len(both) == 2 and all(text and "{base}" in text for text in both)) == (kind.name == "flag")


@pytest.mark.parametrize("locale", LOCALES)
def test_subjects_roots_outcomes_severities_stages_and_forces_have_labels(locale: str) -> None:
    table = texts("labels", locale)
    assert set(table["subject"]) == set(SUBJECTS)
    assert set(table["root"]) == {root for subject in SUBJECTS.values() for root in subject.roots}
    assert set(table["outcome"]) == {
        "pass", "violation", "unknown", "evidence_required", "not_applicable", "not_in_force",
    }  # fmt: skip
    assert set(table["severity"]) == {"block", "warn", "note"}
    assert set(table["force"]) == {"law", "house"}
    assert len({labels.stage_label(stage, locale) for stage in STAGES}) == len(STAGES)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_label_holds_an_identifier(locale: str) -> None:
    for path, text in strings(texts("labels", locale)):
        assert text.strip() == text != "", path
        assert not IDENTIFIER.search(text), path


@pytest.mark.parametrize("locale", LOCALES)
def test_two_values_of_one_vocabulary_never_share_a_label(locale: str) -> None:
    table = texts("labels", locale)
    for name, members in {**table["value"], **table["field"]}.items():
        assert len(set(members.values())) == len(members), name


@pytest.mark.parametrize("locale", LOCALES)
def test_a_field_of_a_member_is_never_named_like_a_field_of_a_subject(locale: str) -> None:
    table = texts("labels", locale)["field"]
    own = {label for record in own_records() for label in table[record.__name__].values()}
    members = {kind.record for record in CLASSES.values() for kind in kinds(record).values() if kind.name == "many"}
    for record in members - own_records():
        assert not own & set(table[record.__name__].values()), record.__name__


def test_both_locales_name_the_same_things() -> None:
    chinese, english = ({path for path, _ in strings(texts("labels", locale))} for locale in LOCALES)
    kept = {path for path in chinese | english if path[-1] not in ("many", "measure")}
    assert chinese & kept == english & kept


def test_labels_are_read_in_the_locale_that_is_asked_for() -> None:
    assert labels.field_label(Customer, "birth_date", "zh-Hans") == "出生日期"
    assert labels.field_label(Customer, "birth_date", "en") == "date of birth"
    assert labels.value_label("Channel", "branch", "zh-Hans") == "网点"
    assert labels.root_label("seller", "en") == "selling institution"
    assert labels.subject_label("sale", "zh-Hans") == "销售"
    assert labels.outcome_label("not_applicable", "en") == "not applicable"
    assert labels.severity_label("block", "zh-Hans") == "阻断"
    assert labels.force_label("law", "en") == "law"
    assert labels.record_label(Assessment, "en", "many") == "assessments"


def test_an_unknown_locale_falls_back_to_the_language_of_the_pack_and_then_to_the_identifier() -> None:
    assert labels.field_label(Customer, "birth_date", "fr") == "出生日期"
    assert labels.field_label(Customer, "birth_date", "../fr", language="en") == "date of birth"
    assert labels.field_label(Customer, "birth_date", "fr", language="de") == "birth_date"
    assert labels.value_label("Channel", "pigeon", "en") == "pigeon"
    assert labels.root_label("copy", "en") == "copy"
    assert labels.record_label(Assessment, "fr", language="de") == "Assessment"
    assert labels.record_label(Assessment, "fr", "many", language="de") == "Assessment"
    assert labels.record_label(Assessment, "fr", "measure", language="de") == ""
    assert labels.said(Customer, "birth_date", True, "en") is None
