"""The schema of a record accepts what `read` accepts, and nothing else but what it says it cannot see."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import suitability as s
from suitability.model.facts import kinds
from suitability.model.subject import CLASSES, SUBJECTS
from suitability.readers.files import read_files
from suitability.readers.schema import record_schema
from suitability.testing import broken_records, records

RULES = s.load("cn", "handbook")
AS_OF = dt.date(2026, 11, 20)
KINDS = pytest.mark.parametrize("kind", SUBJECTS)
BANK = sorted((Path(__file__).parents[2] / "examples" / "bank").glob("*.json*"))
# What the docstring of `record_schema` says that `read` alone refuses; under `strict` the schema sees the first two.
UNKNOWN_KEYS = {"key near a known one", "part in its neighbour"}
UNSEEN = {"float amount", "day of another instant"}


def validator(kind: str, strict: bool = False) -> Any:
    schema = record_schema(kind, RULES, strict=strict)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


VALIDATORS = {(kind, strict): validator(kind, strict) for kind in SUBJECTS for strict in (False, True)}


@KINDS
@settings(max_examples=25)
@given(st.data())
def test_a_record_that_is_read_fits_the_schema(kind: str, data: st.DataObject) -> None:
    record = data.draw(records(kind, RULES, as_of=AS_OF))
    assert list(VALIDATORS[kind, True].iter_errors(record)) == []


@KINDS
@settings(max_examples=25)
@given(st.data())
def test_a_record_that_is_refused_does_not_fit_but_where_the_schema_cannot_see_it(
    kind: str, data: st.DataObject
) -> None:
    broken = data.draw(broken_records(kind, RULES, as_of=AS_OF))
    assert VALIDATORS[kind, False].is_valid(broken.record) is (broken.mistake in UNSEEN | UNKNOWN_KEYS)
    assert VALIDATORS[kind, True].is_valid(broken.record) is (broken.mistake in UNSEEN)


GIVEN = {"on": "2026-03-05", "stage": "ordered"}


@pytest.mark.parametrize(
    "record",
    [
        {"sale": GIVEN, "customer": None, "adviser": None},
        {"sale": {**GIVEN, "amount": None, "at": None, "disclosures": None, "waiting": None}},
        {"sale": {**GIVEN, "amount": "1000.50", "price": 12}},
        {"sale": {**GIVEN, "amount": "-0.000000000001", "colour": "red"}, "weather": []},
        {"sale": {**GIVEN, "at": "2026-03-05T10:00:00.5+08:00", "disclosures": {"some": []}}},
    ],
)
def test_what_may_be_none_or_left_out_is_accepted_by_both(record: Any) -> None:
    s.read("sale", record, RULES)
    assert VALIDATORS["sale", False].is_valid(record)


@pytest.mark.parametrize("record", [{}, {"sale": None}, {"sale": {}}, {"sale": GIVEN, "seller": []}, []])
def test_what_is_no_record_is_refused_by_both(record: Any) -> None:
    with pytest.raises(s.RecordErrors):
        s.read("sale", record, RULES)
    assert not VALIDATORS["sale", False].is_valid(record)


@pytest.mark.parametrize(
    ("sale", "read"),
    [
        ({"amount": "1E3"}, True),
        ({"at": "2026-03-05T10:00+08:00"}, True),
        ({"amount": 10**17 + 0.5}, False),
        ({"premium": {"years": 1.0}}, False),
        ({"at": "2026-02-30T10:00:00+08:00"}, False),
    ],
)
def test_spellings_on_which_both_differ_are_those_the_docstring_names(sale: Any, read: bool) -> None:
    record = {"sale": {**GIVEN, **sale}}
    assert VALIDATORS["sale", False].is_valid(record) is not read
    if read:
        s.read("sale", record)
    else:
        with pytest.raises(s.RecordErrors):
            s.read("sale", record)


def test_without_rules_any_name_may_be_a_level() -> None:
    record = {"product": {"levels": {"issuer": "E9"}}}
    assert Draft202012Validator(record_schema("product")).is_valid(record)
    assert not VALIDATORS["product", False].is_valid(record)


def test_the_files_of_the_small_bank_fit_with_the_keys_of_parts_they_hold() -> None:
    for path in BANK:
        text = path.read_text(encoding="utf-8")
        for record in json.loads(text) if path.suffix == ".json" else map(json.loads, text.splitlines()):
            if record["subject"] in SUBJECTS:
                assert list(VALIDATORS[record["subject"], True].iter_errors(record)) == []
    assert read_files((str(path), io.BytesIO(path.read_bytes())) for path in BANK)[1] == []


def test_every_field_has_a_title_in_the_language_asked_for() -> None:
    schema = record_schema("sale", locale="zh-Hans")
    assert schema["title"] == "销售"
    for name, definition in schema["$defs"].items():
        assert definition["description"] == (CLASSES[name].__doc__ or "").replace("\n    ", "\n").strip()
        assert definition["properties"].keys() == kinds(CLASSES[name]).keys()
        assert not [field for field in definition["properties"].values() if field["title"].isascii()]


def test_a_subject_that_is_none_is_refused_with_the_likely_name() -> None:
    with pytest.raises(s.SuitabilityError, match=r"'sales' is no subject.*sale"):
        record_schema("sales")
