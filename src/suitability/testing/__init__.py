"""Hypothesis strategies for testing your own integration, and your own packs, with the extra `suitability[testing]`.

Every strategy is made of the model itself, and takes what `check` takes: the rules, and the day to stand on.

::

    import datetime as dt
    import suitability as s
    from hypothesis import given, strategies as st
    from suitability.testing import broken_records, erased, sales

    RULES = s.load("cn", "handbook", s.folder("bank_rules"))
    DAY = dt.date(2026, 3, 1)


    @given(sales(RULES, as_of=DAY, stage=st.just("ordered")))
    def test_no_order_goes_through_uncleared(sale):
        assert our_gate(sale) == s.check(sale, RULES, as_of=DAY).cleared


    @given(broken_records("sale", RULES, as_of=DAY))
    def test_our_form_marks_the_field_that_is_wrong(broken):
        assert our_form(broken.record).marked == [broken.path]


    @given(erased(sales(RULES, as_of=DAY)))
    def test_our_rules_clear_nothing_for_want_of_facts(sales):
        sale, less = sales
        if s.check(sale, RULES, as_of=DAY).findings:
            assert not s.check(less, RULES, as_of=DAY).cleared

Drawn subjects are valid and strange: they try what a record may say, and not what a customer is like.
"""

try:
    import hypothesis as _  # noqa: F401
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError("suitability.testing draws with Hypothesis; install suitability[testing]") from missing

from suitability.testing.knowledge import erased, erasures
from suitability.testing.records import Broken, broken_records, mutated, record_of, records
from suitability.testing.subjects import (
    changes,
    commitments,
    complaints,
    contacts,
    copies,
    customers,
    forms,
    holdings,
    parts,
    products,
    profiles,
    sales,
    subjects,
    uses,
)

__all__ = [
    "Broken",
    "broken_records",
    "changes",
    "commitments",
    "complaints",
    "contacts",
    "copies",
    "customers",
    "erased",
    "erasures",
    "forms",
    "holdings",
    "mutated",
    "parts",
    "products",
    "profiles",
    "record_of",
    "records",
    "sales",
    "subjects",
    "uses",
]
