"""The strategies the library gives: drawn subjects are checked, drawn mistakes refused, erased facts never help."""

import datetime as dt
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import suitability as s
from suitability import testing
from suitability.model.facts import NOT_TOLD, told
from suitability.model.subject import SUBJECTS
from suitability.testing import broken_records, erased, erasures, mutated, parts, record_of, records, sales, subjects
from suitability.testing.mistakes import edits

RULES = s.load("cn", "handbook")
HOUSE = s.load("cn", "handbook", s.folder(Path(__file__).parents[2] / "examples" / "bank_rules"))
AS_OF = dt.date(2026, 11, 20)
KINDS = pytest.mark.parametrize("kind", SUBJECTS)
STRATEGIES: Mapping[str, Any] = {
    "profile": testing.profiles,
    "product": testing.products,
    "sale": testing.sales,
    "holding": testing.holdings,
    "use": testing.uses,
    "form": testing.forms,
    "contact": testing.contacts,
    "change": testing.changes,
    "commitment": testing.commitments,
    "complaint": testing.complaints,
    "copy": testing.copies,
}


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Draw so many."""
    found: list[Any] = []

    @settings(max_examples=count)
    @given(strategy)
    def draw(one: Any) -> None:
        found.append(one)

    draw()
    return found


def test_every_subject_has_a_strategy_of_its_name() -> None:
    assert STRATEGIES.keys() == SUBJECTS.keys()
    for name, strategy in STRATEGIES.items():
        assert type(drawn(strategy(RULES, as_of=AS_OF), 1)[0]) is SUBJECTS[name].record


@KINDS
@settings(max_examples=20)
@given(st.data())
def test_a_drawn_subject_is_checked_and_reported(kind: str, data: st.DataObject) -> None:
    subject = data.draw(subjects(kind, RULES, as_of=AS_OF))
    report = s.check(subject, RULES, as_of=AS_OF)
    assert json.loads(report.to_json(facts=True))["subject"] == kind


@KINDS
@settings(max_examples=20)
@given(st.data())
def test_a_drawn_record_is_read_as_what_it_was_written_from(kind: str, data: st.DataObject) -> None:
    subject = data.draw(subjects(kind, RULES, as_of=AS_OF))
    record = record_of(subject)
    assert s.read(kind, json.loads(json.dumps(record)), RULES, strict=True) == subject
    assert record_of(subject) == record


@KINDS
@settings(max_examples=20)
@given(st.data())
def test_a_broken_record_is_refused_at_its_path_and_nowhere_else(kind: str, data: st.DataObject) -> None:
    broken = data.draw(broken_records(kind, RULES, as_of=AS_OF))
    with pytest.raises(s.RecordErrors) as refused:
        s.read(kind, broken.record, RULES)
    assert [error.path for error in refused.value.errors] == [broken.path]


@KINDS
@settings(max_examples=30)
@given(st.data())
def test_what_was_found_stays_found_when_a_fact_is_erased(kind: str, data: st.DataObject) -> None:
    subject, less = data.draw(erased(subjects(kind, RULES, as_of=AS_OF)))
    found = {finding.rule for finding in s.check(subject, RULES, as_of=AS_OF).findings}
    assert found <= {finding.rule for finding in s.check(less, RULES, as_of=AS_OF).findings}


def test_what_is_drawn_meets_every_outcome() -> None:
    """Were every drawn sale unknown, the tests above would show little."""
    met = Counter[str]()
    for sale in drawn(sales(RULES, as_of=AS_OF, told=1), 100):
        report = s.check(sale, RULES, as_of=AS_OF)
        met.update(part for part in ("violations", "unknown", "passed", "skipped") if getattr(report, part))
    assert len(met) == 4
    assert min(met.values()) > 10, met


def test_every_kind_of_mistake_is_drawn() -> None:
    broken = drawn(mutated(st.just(a_sale()), RULES), 250)
    known = {edit.mistake for edit in edits(SUBJECTS["sale"], record_of(a_sale()), RULES)}
    assert {one.mistake for one in broken} == known
    assert len(known) > 15


def a_sale() -> s.Sale:
    """Make a sale that tells a day beside its instant."""
    return s.Sale(on=AS_OF, at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC), stage="ordered")


@settings(max_examples=5)
@given(parts(s.Customer, RULES, as_of=AS_OF, told=0))
def test_nothing_is_told_where_nothing_is_to_be(customer: s.Customer) -> None:
    assert told(customer) == {}


@settings(max_examples=20)
@given(parts(s.Customer, RULES, as_of=AS_OF, told=1))
def test_everything_is_told_where_everything_is_to_be(customer: s.Customer) -> None:
    assert not [name for name in ("key", "kind", "birth_date", "assessments") if getattr(customer, name) is NOT_TOLD]


@settings(max_examples=40)
@given(sales(RULES, as_of=AS_OF, stage=st.just("ordered"), at=st.just(dt.datetime(2026, 3, 1, 20, tzinfo=dt.UTC))))
def test_fields_can_be_chosen_and_the_others_agree_with_them(sale: s.Sale) -> None:
    assert (sale.stage, sale.on) == ("ordered", dt.date(2026, 3, 2))
    s.check(sale, RULES, as_of=AS_OF)


@settings(max_examples=40)
@given(sales(HOUSE, as_of=AS_OF))
def test_a_drawn_sale_contradicts_nothing_that_a_firm_states(sale: s.Sale) -> None:
    assert s.check(sale, HOUSE, as_of=AS_OF).rules is HOUSE


@settings(max_examples=20)
@given(st.data(), sales(RULES, as_of=dt.date(1900, 1, 1)))
def test_any_day_may_be_stood_on(data: st.DataObject, sale: s.Sale) -> None:
    assert sale.on == dt.date(1900, 1, 1)
    last = data.draw(sales(RULES, as_of=dt.date.max))
    assert s.check(last, RULES, as_of=dt.date.max).on == last.on


def test_a_field_or_a_subject_that_is_none_is_refused_with_the_likely_name() -> None:
    with pytest.raises(s.SuitabilityError, match=r"Customer has no field 'birth_day'.*birth_date"):
        testing.customers(RULES, as_of=AS_OF, birth_day=st.none())
    with pytest.raises(s.SuitabilityError, match=r"'sales' is no subject.*sale"):
        subjects("sales", RULES, as_of=AS_OF)


def test_a_subject_of_which_nothing_can_be_untold_stays_as_it_is() -> None:
    sale = s.Sale(on=AS_OF, stage="candidate")
    assert list(erasures(sale)) == []
    assert drawn(erased(st.just(sale)), 1) == [(sale, sale)]


@settings(max_examples=20)
@given(records("sale", RULES, as_of=AS_OF), mutated(sales(RULES, as_of=AS_OF, told=0), RULES))
def test_a_mistake_is_one_thing_more_or_other_than_the_record_it_was_made_of(record: Any, broken: Any) -> None:
    assert {"subject", "sale"} <= record.keys()
    assert broken.record != record


def test_without_hypothesis_the_extra_is_named() -> None:
    program = "import sys; sys.modules['hypothesis'] = None; import suitability.testing"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "ModuleNotFoundError: suitability.testing draws with Hypothesis; install suitability[testing]" in done.stderr
