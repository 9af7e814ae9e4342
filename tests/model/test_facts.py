"""The three states of a fact, and what each kind of field holds."""

import copy
import datetime as dt
import operator
import pickle
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pytest

from suitability.errors import FactError
from suitability.model.customer import Assessment, Customer, Profile
from suitability.model.events import Recording
from suitability.model.facts import NOT_TOLD, Some, kinds
from suitability.model.product import Fee, Levels, Product, TargetMarket
from suitability.model.sale import Sale
from suitability.model.scale import Scale
from suitability.model.seller import Adviser

DAY = dt.date(2026, 3, 5)
NOON = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "use",
    [
        bool, hash, len, iter, lambda fact: fact == 1, lambda fact: fact != 1, lambda fact: 1 < fact,
        lambda fact: fact >= 1, lambda fact: fact + 1, lambda fact: 1 - fact, lambda fact: 2 * fact,
        lambda fact: "a" in fact, lambda fact: fact == NOT_TOLD,
    ],
)  # fmt: skip
def test_a_fact_not_told_cannot_be_used_as_a_value(use: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError, match="not told"):
        use(NOT_TOLD)


@pytest.mark.parametrize("same", [copy.copy, copy.deepcopy, lambda fact: pickle.loads(pickle.dumps(fact))])
def test_a_copy_of_not_told_is_not_told(same: Callable[[Any], Any]) -> None:
    assert same(NOT_TOLD) is NOT_TOLD


def test_not_told_shows_its_name() -> None:
    assert repr(NOT_TOLD) == "NOT_TOLD"


def test_a_fact_left_out_is_not_told() -> None:
    assert Customer().birth_date is NOT_TOLD


def test_none_is_kept_where_the_model_lets_a_fact_be_none() -> None:
    assert Product(approved_until=None).approved_until is None


def test_none_means_not_told_where_a_fact_cannot_be_none() -> None:
    assert Customer(birth_date=None).birth_date is NOT_TOLD  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["on", "stage"])
@pytest.mark.parametrize("nothing", [None, NOT_TOLD])
def test_a_fact_that_must_be_given_is_neither_none_nor_not_told(field: str, nothing: Any) -> None:
    with pytest.raises(FactError, match=rf"Sale\.{field}: "):
        Sale(**{"on": DAY, "stage": "ordered", field: nothing})


def test_facts_are_given_by_name_only() -> None:
    with pytest.raises(TypeError):
        Customer("C-1")  # type: ignore[call-arg]


def test_a_record_does_not_change() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Customer(key="C-1").key = "C-2"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        (Customer, "key", 17),
        (Customer, "lowest_class", 1),
        (Customer, "lowest_class", "true"),
        (Assessment, "questions", True),
        (Assessment, "questions", 10.0),
        (Customer, "income", 1000.5),
        (Customer, "income", True),
        (Customer, "income", Decimal("NaN")),
        (Customer, "income", Decimal("Infinity")),
        (Customer, "income", 10**18),
        (Customer, "income", -(10**18)),
        (Customer, "income", Decimal("1E-13")),
        (Fee, "share", 0.005),
        (Customer, "birth_date", "1985-06-01"),
        (Customer, "birth_date", NOON),
        (Assessment, "at", DAY),
        (Assessment, "at", dt.datetime(2026, 3, 5, 12)),
        (Assessment, "at", dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))),
        (Customer, "kind", "natural person"),
        (Customer, "kind", ["company"]),
        (Customer, "on_file", "name"),
        (Customer, "on_file", ["name", "surname"]),
        (Customer, "on_file", [["name"]]),
        (Customer, "on_file", 3),
        (TargetMarket, "categories", {"amateur"}),
        (Customer, "assessments", Assessment()),
        (Customer, "assessments", [Customer()]),
        (Customer, "assessments", Some([Customer()])),
        (Customer, "assessments", [Some([Assessment()])]),
        (Profile, "customer", Product()),
        (Product, "levels", "R3"),
    ],
)
def test_a_field_refuses_what_it_cannot_hold_and_names_itself(record: Any, field: str, value: Any) -> None:
    with pytest.raises(FactError, match=rf"^{record.__name__}\.{field}: .* is not "):
        record(**{field: value})


@pytest.mark.parametrize(
    ("record", "field", "value", "held"),
    [
        (Customer, "income", 1000, Decimal(1000)),
        (Customer, "income", Decimal("999999999999999999.99"), Decimal("999999999999999999.99")),
        (Customer, "income", Decimal("1E-12"), Decimal("1E-12")),
        (Customer, "on_file", ["name", "sex", "name"], frozenset({"name", "sex"})),
        (Customer, "restrictions", (), frozenset()),
        (Customer, "assessments", [], ()),
        (Customer, "assessments", Some([Assessment()]), Some((Assessment(),))),
        (Adviser, "licences", iter([]), ()),
        (Recording, "covers", {"fees"}, frozenset({"fees"})),
    ],
)
def test_a_field_holds_its_value_in_one_form(record: Any, field: str, value: Any, held: Any) -> None:
    found = getattr(record(**{field: value}), field)
    assert found == held
    assert type(found) is type(held)


def test_instants_are_kept_in_utc_so_that_one_zone_compares_like_two() -> None:
    east = dt.timezone(dt.timedelta(hours=8))
    found = Assessment(at=dt.datetime(2026, 3, 5, 1, tzinfo=east)).at
    assert found == dt.datetime(2026, 3, 4, 17, tzinfo=dt.UTC)
    assert isinstance(found, dt.datetime)
    assert found.tzinfo is dt.UTC


def test_a_refusal_names_the_valid_choices() -> None:
    with pytest.raises(FactError, match="one of candidate, recommended, ordered, concluded"):
        Sale(on=DAY, stage="sold")  # type: ignore[arg-type]


def test_records_are_equal_by_the_facts_they_tell() -> None:
    assert Customer(key="C-1") == Customer(key="C-1", birth_date=None)  # type: ignore[arg-type]
    assert hash(Customer(key="C-1")) == hash(Customer(key="C-1"))


@pytest.mark.parametrize(
    "other", [Customer(), Customer(key="C-2"), Customer(key="C-1", lowest_class=False), "C-1", Profile(key="C-1")]
)
def test_records_that_tell_other_facts_differ(other: object) -> None:
    assert operator.ne(Customer(key="C-1"), other)


def test_a_record_shows_only_what_was_told() -> None:
    assert repr(Product(key="P-1", approved_until=None)) == "Product(key='P-1', approved_until=None)"


def test_the_kinds_of_a_class_say_what_its_annotations_say() -> None:
    found = kinds(Sale)
    assert (found["on"].name, found["on"].given, found["on"].event) == ("day", True, True)
    assert found["stage"].values == ("candidate", "recommended", "ordered", "concluded")
    assert (found["adviser"].record, found["adviser"].nullable) == (Adviser, True)
    assert (found["level_used"].scale, found["level_used"].nullable) == ("product", False)
    assert kinds(Assessment)["on"].day_of == "at"
    assert kinds(Customer)["on_file"].vocabulary == "ProfileItem"


def test_an_alias_ranks_as_the_level_it_names() -> None:
    scale = Scale("customer", ("C1", "C2"), (("careful", "C1"),))
    assert scale.ranks == {"C1": 0, "C2": 1, "careful": 0}


@pytest.mark.parametrize("facts", [{"name": "\ud800"}, {"key": "P-\udfff"}])
def test_half_a_character_is_no_text(facts: dict[str, str]) -> None:
    with pytest.raises(FactError, match=r"is not text"):
        Product(**facts)


def test_half_a_character_is_no_level_and_a_whole_one_of_any_plane_is_text() -> None:
    with pytest.raises(FactError, match="is not the name of a level"):
        Levels(issuer="R\ud800")
    assert Product(name="稳健增利🌊").name == "稳健增利🌊"
