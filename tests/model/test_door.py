"""The door of records lets in what the model can hold, and tells of everything else at once."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from suitability.errors import RecordErrors
from suitability.model.door import read_record
from suitability.model.facts import NOT_TOLD, Some
from suitability.model.scale import Scale
from suitability.model.subject import SUBJECTS, Subject
from suitability.readers.record import read
from tests.small import rules

SCALES = {
    "customer": Scale("customer", ("C1", "C2", "C3"), (("careful", "C1"),)),
    "product": Scale("product", ("R1", "R2")),
}
EAST = dt.timedelta(hours=8)
GIVEN = {"on": "2026-03-05", "stage": "ordered"}


def sale(**parts: Any) -> Any:
    """Read a sale; `sale` adds to the two facts that must be given."""
    own = {**GIVEN, **parts.pop("sale", {})}
    return read_record("sale", {"sale": own, **parts}, scales=SCALES, offset=EAST).subject


def errors(subject: str, record: Any, **options: Any) -> dict[str, str]:
    with pytest.raises(RecordErrors) as raised:
        read_record(subject, record, **{"scales": SCALES, "offset": EAST, **options})
    return {error.path: error.message for error in raised.value.errors}


def sale_errors(strict: bool = False, **parts: Any) -> dict[str, str]:
    own = {**GIVEN, **parts.pop("sale", {})}
    return errors("sale", {"sale": own, **parts}, strict=strict)


def test_every_part_of_a_record_becomes_a_part_of_the_subject() -> None:
    found = sale(
        subject="sale",
        sale={"key": "S-1", "at": "2026-03-05T10:00:00+08:00", "amount": "1000.50", "channel": "branch"},
        customer={"birth_date": "1985-06-01", "lowest_class": False, "on_file": ["name"]},
        product={"levels": {"issuer": "R1", "seller": None}, "term_days": 30},
        seller={"key": "bank"},
        adviser={"licences": [{"families": ["wealth"]}]},
    )
    assert (found.key, found.amount, found.channel) == ("S-1", Decimal("1000.50"), "branch")
    assert found.at == dt.datetime(2026, 3, 5, 2, tzinfo=dt.UTC)
    assert found.customer.birth_date == dt.date(1985, 6, 1)
    assert (found.customer.lowest_class, found.customer.on_file) == (False, {"name"})
    assert (found.product.levels.issuer, found.product.levels.seller, found.product.term_days) == ("R1", None, 30)
    assert found.adviser.licences[0].families == {"wealth"}


def test_values_of_toml_and_of_python_are_read_like_those_of_json() -> None:
    at = dt.datetime(2026, 3, 5, 10, tzinfo=dt.timezone(EAST))
    found = sale(
        sale={"on": dt.date(2026, 3, 5), "at": at, "amount": Decimal("0.1")}, customer=MappingProxyType({"key": "C"})
    )
    assert (found.on, found.at, found.amount, found.customer.key) == (dt.date(2026, 3, 5), at, Decimal("0.1"), "C")


AMOUNT = "is not an amount as Decimal or int, below 10^18 and with at most 12 decimals (never a float)"


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=list(SUBJECTS))
def test_a_record_may_tell_nothing_but_what_must_be_given(subject: Subject) -> None:
    given = {"on": dt.date(2026, 3, 5)} if subject.on else {}
    given |= {"stage": "ordered"} if subject.staged else {}
    assert read_record(subject.name, {subject.own: given}).subject == subject.record(**given)


def test_a_key_that_is_absent_was_not_told() -> None:
    assert sale().customer is NOT_TOLD
    assert sale(customer={}).customer.birth_date is NOT_TOLD


def test_null_says_there_is_none_only_where_there_can_be_none() -> None:
    found = sale(sale={"place": None, "amount": None}, adviser=None, customer=None, product={"levels": None})
    assert (found.place, found.adviser) == (None, None)
    assert all(fact is NOT_TOLD for fact in (found.amount, found.customer, found.product.levels))


def test_a_relation_told_in_part_is_kept_apart_from_a_whole_one() -> None:
    found = sale(customer={"assessments": {"some": [{"level": "C1"}]}, "changes": [{"kind": "income"}]}).customer
    assert isinstance(found.assessments, Some)
    assert found.assessments.items[0].level == "C1"
    assert found.changes[0].kind == "income"


def test_an_alias_of_a_level_is_a_level() -> None:
    assert sale(customer={"assessments": [{"level": "careful"}]}).customer.assessments[0].level == "careful"


def test_without_scales_any_name_may_be_a_level() -> None:
    found = read_record("product", {"product": {"levels": {"issuer": "E9"}}}).subject
    assert found.product.levels.issuer == "E9"


@pytest.mark.parametrize(
    ("parts", "path", "message"),
    [
        ({"sale": {"key": ""}}, "sale.key", "is not text"),
        ({"sale": {"key": 7}}, "sale.key", "is not text"),
        ({"sale": {"on": None}}, "sale.on", "is not a day such as 2026-03-01"),
        ({"sale": {"on": "2026-3-5"}}, "sale.on", "is not a day such as 2026-03-01"),
        ({"sale": {"on": "2026-02-30"}}, "sale.on", "2026-02-30 is not a day of the calendar"),
        ({"sale": {"on": "2026-03-05T10:00:00+08:00"}}, "sale.on", "is not a day such as 2026-03-01"),
        ({"sale": {"on": dt.datetime(2026, 3, 5, tzinfo=dt.UTC)}}, "sale.on", "is not a day such as 2026-03-01"),
        ({"sale": {"at": "2026-03-05"}}, "sale.at", "is not an instant with its offset, such as 2026-03-01T10:00:00+08:00"),
        ({"sale": {"at": "2026-03-05T10:00:00"}}, "sale.at", "is not an instant with its offset, such as 2026-03-01T10:00:00+08:00"),
        ({"sale": {"at": "2026-03-05T25:00:00Z"}}, "sale.at", "is not an instant such as 2026-03-01T10:00:00+08:00"),
        ({"sale": {"amount": 0.1}}, "sale.amount", "is a float, which cannot hold an amount exactly: give a text or a Decimal"),
        ({"sale": {"amount": "many"}}, "sale.amount", AMOUNT),
        ({"sale": {"amount": True}}, "sale.amount", AMOUNT),
        ({"sale": {"stage": "sold"}}, "sale.stage", "is not one of candidate, recommended, ordered, concluded"),
        ({"sale": {"disclosures": "basics"}}, "sale.disclosures", "is not a list"),
        ({"sale": {"disclosures": {}}}, "sale.disclosures.some", "must be given"),
        ({"sale": {"waiting": []}}, "sale.waiting", "is not a record"),
        ({"customer": {"lowest_class": 1}}, "customer.lowest_class", "is not true or false"),
        ({"customer": {"assessments": [{"questions": "9"}]}}, "customer.assessments[0].questions", "is not a whole number"),
        ({"customer": {"assessments": {"some": [{}, {"questions": True}]}}}, "customer.assessments[1].questions", "is not a whole number"),
        ({"customer": {"assessments": [{"level": "C4"}]}}, "customer.assessments[0].level", "'C4' is not a level; valid here: C1, C2, C3, careful"),
        ({"product": {"levels": {"factors": ["luck"]}}}, "product.levels.factors[0]", None),
        ({"customer": "C-1"}, "customer", "is not a record"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_reported_at_its_path(parts: dict[str, Any], path: str, message: str | None) -> None:
    found = sale_errors(**parts)
    assert list(found) == [path]
    assert message is None or found[path] == message


def test_an_amount_beyond_what_is_exact_is_reported_at_its_path() -> None:
    assert sale_errors(sale={"amount": "1E+18"}) == {"sale.amount": AMOUNT}
    assert sale_errors(customer={"experience": [{"kind": "investing"}], "income": "NaN"}) == {"customer.income": AMOUNT}
    assert sale_errors(product={"fees": [{"share": "Infinity"}]}) == {"product.fees[0].share": AMOUNT}


def test_two_facts_must_always_be_given() -> None:
    assert errors("sale", {"sale": {}}) == {"sale.on": "must be given", "sale.stage": "must be given"}
    assert errors("sale", {}) == {"sale": "must be given"}


def test_everything_wrong_with_a_record_is_told_at_once() -> None:
    found = sale_errors(
        sale={"stage": "sold", "amuont": 1},
        customer={"birth_dat": "1985-06-01", "lowest_class": "no"},
        product={"levels": {"isuer": "R1"}},
        sellr={},
    )
    assert set(found) == {
        "sale.stage", "sale.amuont", "customer.birth_dat", "customer.lowest_class", "product.levels.isuer", "sellr",
    }  # fmt: skip


def test_a_key_near_a_known_one_is_a_mistake_wherever_it_stands() -> None:
    found = sale_errors(
        customer={"assessments": [{}, {"levl": "C1"}], "changes": {"some": [{"knd": "income"}]}, "birth_dates": 1},
    )
    assert found == {
        "customer.assessments[1].levl": "unknown key; did you mean 'level'?",
        "customer.changes[0].knd": "unknown key; did you mean 'kind'?",
        "customer.birth_dates": "unknown key; did you mean 'birth_date'?",
    }


def test_a_key_that_names_nothing_is_counted_and_let_pass() -> None:
    reading = read_record("sale", {"sale": {**GIVEN, "colour": 1}, "customer": {"pets": []}, "weather": "fine"})
    assert reading.subject.stage == "ordered"
    assert set(reading.ignored) == {"sale.colour", "customer.pets", "weather"}


def test_under_strict_a_key_that_names_nothing_is_a_mistake_with_the_valid_ones() -> None:
    found = sale_errors(strict=True, seller={"colour": 1})
    assert found == {"seller.colour": "unknown key; valid here: key, name, licence, licences, country, regions"}


@pytest.mark.parametrize("inside", ["C-1", {"birth_date": "1985-06-01"}])
def test_a_part_of_its_own_inside_the_sale_is_a_mistake(inside: Any) -> None:
    assert sale_errors(sale={"customer": inside}) == {"sale.customer": "stands beside 'sale', not in it"}


@pytest.mark.parametrize(("day", "agrees"), [("2026-03-05", True), ("2026-03-04", False)])
def test_the_day_beside_an_instant_is_its_day_in_the_time_zone_of_the_packs(day: str, agrees: bool) -> None:
    told = {"at": "2026-03-04T18:00:00Z", "on": day}
    if agrees:
        assert sale(customer={"assessments": [told]}).customer.assessments[0].on == dt.date(2026, 3, 5)
    else:
        message = sale_errors(customer={"assessments": [told]})["customer.assessments[0].on"]
        assert message == "2026-03-04 is not the day of at, 2026-03-04T18:00:00+00:00"


def test_the_day_of_the_sale_agrees_with_the_instant_of_the_order() -> None:
    assert list(sale_errors(sale={"at": "2026-03-05T20:00:00Z"})) == ["sale.on"]
    assert list(sale_errors(sale={"at": "9999-12-31T23:00:00Z"})) == ["sale.on"]


def test_without_an_offset_days_and_instants_are_not_compared() -> None:
    reading = read_record("sale", {"sale": {**GIVEN, "at": "2020-01-01T00:00:00Z"}})
    assert reading.subject.on == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("subject", "record", "message"),
    [
        ("sales", {}, "subject: 'sales' is not one of " + ", ".join(SUBJECTS)),
        ("sale", [], "a record is a mapping, not list"),
    ],
)
def test_what_is_no_record_of_a_subject_is_refused(subject: str, record: Any, message: str) -> None:
    with pytest.raises(RecordErrors) as raised:
        read_record(subject, record)
    assert str(raised.value) == message


def test_reading_by_rules_takes_their_scales_and_their_time_zone(tmp_path: Any) -> None:
    loaded = rules(tmp_path, {})
    record: Mapping[str, Any] = {"sale": {**GIVEN, "level_used": "R9", "at": "2026-03-05T20:00:00Z"}}
    assert read("sale", record).level_used == "R9"
    with pytest.raises(RecordErrors) as raised:
        read("sale", record, loaded)
    assert [error.path for error in raised.value.errors] == ["sale.on", "sale.level_used"]


def test_reading_under_strict_refuses_unknown_keys() -> None:
    with pytest.raises(RecordErrors, match="weather"):
        read("sale", {"sale": GIVEN, "weather": "fine"}, strict=True)


def test_what_only_the_model_refuses_is_reported_at_its_record() -> None:
    with pytest.raises(RecordErrors, match=r"^sale: Sale\.at: .* is not a date and time"):
        read_record("sale", {"sale": {**GIVEN, "at": "0001-01-01T00:00:00+08:00"}})
    early = {"assessments": [{"level": "C1"}, {"at": "0001-01-01T00:00:00+08:00"}]}
    assert list(sale_errors(customer=early)) == ["customer.assessments[1]"]


def test_a_record_that_names_another_subject_is_refused() -> None:
    with pytest.raises(RecordErrors, match="the record says 'profile', and it is to be read as 'sale'"):
        read("sale", {"subject": "profile", "sale": GIVEN})
