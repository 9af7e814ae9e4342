"""A constructed sale is plain: it tells who buys what from whom, and nothing that was done."""

import datetime as dt
from pathlib import Path

import pytest

import suitability as s
from suitability.engine.constructed import CUSTOMERS, Constructed, routes, with_nothing_done
from suitability.engine.ruleset import RuleSet
from suitability.model.facts import told
from tests.small import DAY, at, rules, table

FAMILIES = {
    "tables/regime.toml": table(
        "choice",
        "when = { product.family = ['trust', 'wealth'], product.portfolio = false, seller.licence = 'bank' }\nis = 'one'",
        "when = { product.principal_at_risk = true, product.levels.issuer = ['R1', 'R2'] }\nis = 'two'",
        "until = 2025-12-31\nis = 'two'",
        more="values = { one = { en = 'one' }, two = { en = 'two' } }",
    )
}


@pytest.fixture
def loaded(tmp_path: Path) -> RuleSet:
    return rules(tmp_path, FAMILIES)


def made(loaded: RuleSet, customer: str = "ordinary") -> s.Sale:
    route = (("product.family", "wealth"), ("seller.licence", "bank"))
    sale = Constructed(loaded, DAY).sale(route, customer, "C2", "R3", "institution")
    assert sale is not None
    return sale


def test_a_row_of_regimes_leads_along_each_combination_of_its_values(loaded: RuleSet) -> None:
    plain = (("product.portfolio", False), ("seller.licence", "bank"))
    assert list(routes(loaded, DAY)) == [
        ("one", (("product.family", "wealth"), *plain)),
        ("one", (("product.family", "trust"), *plain)),
        # A level is what a matrix varies, so no route fixes one.
        ("two", (("product.principal_at_risk", True),)),
    ]
    assert list(routes(loaded, dt.date(2025, 12, 31)))[-1] == ("two", ())


def test_packs_without_regimes_have_one_route_without_facts(tmp_path: Path) -> None:
    assert list(routes(rules(tmp_path, {}), DAY)) == [(None, ())]


def test_a_sale_has_its_levels_its_route_and_who_began_it(loaded: RuleSet) -> None:
    sale = made(loaded)
    assert (sale.on, sale.stage, sale.at, sale.initiated_by) == (DAY, "concluded", at(DAY, 12), "institution")
    assert (sale.product.family, sale.seller.licence) == ("wealth", "bank")
    assert (sale.product.levels.issuer, sale.product.levels.seller, sale.level_used, sale.level_shown) == ("R3",) * 4
    (test,) = sale.customer.assessments
    assert (test.level, test.at, test.institution) == ("C2", at(DAY, 11), sale.seller.key)


@pytest.mark.parametrize(
    ("customer", "kind", "category", "lowest"),
    [
        ("lowest-class", "natural-person", "ordinary", True),
        ("ordinary", "natural-person", "ordinary", False),
        ("professional", "bank", "professional", False),
    ],
)
def test_a_customer_is_of_one_class_under_every_regulator(
    loaded: RuleSet, customer: str, kind: str, category: str, lowest: bool
) -> None:
    found = made(loaded, customer).customer
    assert (found.kind, found.nfra_category, found.csrc_category, found.lowest_class) == (
        kind,
        category,
        category,
        lowest,
    )
    assert customer in CUSTOMERS


def test_a_route_to_other_customers_cannot_be_gone(loaded: RuleSet) -> None:
    sales = Constructed(loaded, DAY)
    for customer, possible in (("ordinary", False), ("professional", True)):
        sale = sales.sale((("customer.nfra_category", "professional"),), customer, "C1", "R1", "customer")
        assert (sale is not None) == possible
    company = sales.sale((("customer.kind", "company"),), "ordinary", "C1", "R1", "customer")
    assert company is not None
    assert company.customer.kind == "company"


def test_nothing_is_told_of_what_was_done_until_it_is_told_that_nothing_was(loaded: RuleSet) -> None:
    sale = made(loaded)
    undone = with_nothing_done(sale)
    added = {name: value for name, value in told(undone).items() if name not in told(sale)}
    assert added["warnings"] == added["applications"] == added["confirmations"] == ()
    assert added["waiting"] is added["signed_at"] is None
    assert set(map(repr, added.values())) == {"()", "None"}
    assert {"channel", "amount", "adviser"} & added.keys() == set()
    assert all(told(undone)[name] == value for name, value in told(sale).items())
