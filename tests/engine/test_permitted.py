"""What may be offered is what the check of each sale says, in the order of the shelf."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import suitability as s
from suitability.engine.permitted import permitted
from suitability.engine.ruleset import RuleSet
from suitability.engine.waive import Waiver
from suitability.errors import FactsAfterDay, FactsContradict, SuitabilityError
from suitability.model.customer import CircumstanceChange
from suitability.model.facts import NOT_TOLD
from suitability.model.product import Fee, Redemption
from suitability.testing import customers, parts, sales
from tests.small import AS_OF, HEAD, levels, one_rule, rule, rules, term, version

DAY = dt.date(2026, 11, 20)
OTHER = s.Seller(key="other", licence="fund-seller")
STATED = """
[[facts]]
from = 2026-01-01
owner = "compliance"
reason = "our licence"
is = { seller.licence = "bank", product.currency = "CNY" }
"""


@cache
def shipped(*packs: str) -> RuleSet:
    return s.load(*packs or ("cn", "handbook"))


def candidate(customer: s.Customer, item: Any, **facts: Any) -> s.Sale:
    """Make the sale that is checked for an item of the shelf when no other is given."""
    known = {"on": AS_OF, "stage": "candidate", "at": None, "initiated_by": "institution", **facts}
    if isinstance(item, s.Product):
        return s.Sale(customer=customer, product=item, **known)
    return s.Sale(customer=customer, product=item.product, **(known | seller_of(item)))


def seller_of(entry: s.CatalogEntry) -> dict[str, Any]:
    return {} if entry.seller is NOT_TOLD else {"seller": entry.seller}


def bank(key: str = "bank") -> s.Seller:
    return s.Seller(key=key, licence="bank")


def same(one: s.Report, other: s.Report) -> None:
    assert one.to_json(facts=True) == other.to_json(facts=True)
    assert one.subject == other.subject


# Every report is that of the check


@settings(max_examples=60)
@given(st.data())
def test_every_report_is_the_one_of_the_sale_checked_by_itself(data: st.DataObject) -> None:
    customer = data.draw(customers(shipped(), as_of=DAY))
    drawn = data.draw(st.lists(parts(s.CatalogEntry, shipped(), as_of=DAY), max_size=4))
    # One product again by another seller, and one seller again with another product.
    shelf = [*drawn, *(attrs.evolve(one, seller=other.seller) for one, other in pairwise(drawn))]
    answers = list(permitted(customer, shelf, shipped(), DAY))
    assert [item for item, _ in answers] == shelf
    for item, report in answers:
        same(report, s.check(candidate(customer, item, on=DAY), shipped(), as_of=DAY))


@settings(max_examples=30)
@given(st.data())
def test_what_else_is_known_of_the_sale_is_kept_at_any_stage(data: st.DataObject) -> None:
    sale = data.draw(sales(shipped(), as_of=DAY, product=parts(s.Product, shipped(), as_of=DAY)))
    customer = data.draw(customers(shipped(), as_of=DAY))
    for item, report in permitted(customer, [sale.product] * 2, shipped(), DAY, sale=sale):
        assert item is sale.product
        same(report, s.check(attrs.evolve(sale, customer=customer), shipped(), as_of=DAY))


@settings(max_examples=60)
@given(st.data())
def test_nothing_is_asked_about_a_sale_not_yet_made(data: st.DataObject) -> None:
    customer = data.draw(customers(shipped(), as_of=DAY, told=0.6))
    shelf = data.draw(st.lists(parts(s.CatalogEntry, shipped(), as_of=DAY, told=0.6), max_size=3))
    for _, report in permitted(customer, shelf, shipped(), DAY):
        assert not [asked for asked in report.ask if asked.path.startswith(("sale.", "adviser."))]


def test_products_that_differ_are_answered_each_by_itself(tmp_path: Path) -> None:
    """What is unknown of the customer is worked out once for products alike in all a rule reads, and for no others."""
    asked = [
        "product.levels.issuer <= 'R1'",
        "customer.lowest_class or product.complexity == 'simple'",
        "customer.lowest_class or product.levels.seller is none",
        "customer.lowest_class or any(fee.kind == 'custody' for fee in product.fees)",
        "not customer.lowest_class and product.redemption.kind == 'daily'",
        "customer.kind == 'company'",
        "customer.lowest_class",
    ]
    loaded = rules(tmp_path, {f"sale/r{n}.toml": rule(version(require)) for n, require in enumerate(asked)})
    shelf = [
        s.Product(**facts)
        for facts in (
            *({"complexity": complexity} for complexity in (NOT_TOLD, "simple", "complex", "simple")),
            *({"levels": s.Levels(issuer="R1", seller=seller)} for seller in (NOT_TOLD, None, "R2")),
            *({"levels": s.Levels(issuer="R2", issuer_on=day)} for day in (AS_OF, dt.date(2026, 1, 5))),
            *({"fees": [Fee(kind=kind)] if kind else []} for kind in ("custody", "management", None)),
            *({"redemption": Redemption(kind=kind)} for kind in ("daily", "none", NOT_TOLD)),
        )
    ]
    customer = s.Customer(kind="company")
    for item, report in permitted(customer, [*shelf, *shelf], loaded, AS_OF):
        same(report, s.check(candidate(customer, item), loaded, as_of=AS_OF))


@pytest.mark.parametrize("later", [False, True])
def test_the_customer_and_the_product_of_the_sale_to_come_are_replaced(tmp_path: Path, later: bool) -> None:
    loaded = one_rule(tmp_path, "product.levels.issuer <= 'R1' and customer.lowest_class")
    before = s.Product(levels=s.Levels(issuer="R3", issuer_on=dt.date.max if later else AS_OF))
    sale = candidate(s.Customer(lowest_class=False), before, key="S-1")
    ((_, report),) = permitted(s.Customer(lowest_class=True), [levels("R1")], loaded, AS_OF, sale=sale)
    assert report.cleared
    assert report.key == "S-1"


def test_what_hangs_on_customer_and_seller_is_worked_out_once_a_seller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = one_rule(tmp_path, "seller.key == 'bank' and product.levels.issuer <= 'R1'")
    plan = loaded.plan("sale", AS_OF, "candidate")
    decide, worked_out = plan.fused_by_product, []

    def counted(sale: s.Sale, as_of: dt.date) -> Any:
        worked_out.append(None if sale.seller is NOT_TOLD else sale.seller.key)
        return decide(sale, as_of)

    monkeypatch.setitem(vars(plan), "fused_by_product", counted)
    sellers = [bank(), bank(), s.Seller(key="bank"), NOT_TOLD, NOT_TOLD, s.Seller(), bank("other"), bank()]
    shelf = [s.CatalogEntry(product=levels("R1"), seller=seller) for seller in sellers]
    assert [report.cleared for _, report in permitted(s.Customer(), shelf, loaded, AS_OF)] == [
        True, True, True, False, False, False, False, True,
    ]  # fmt: skip
    assert len(worked_out) == 6


def test_a_seller_is_told_by_the_entry_and_else_by_the_sale_to_come(tmp_path: Path) -> None:
    loaded = one_rule(tmp_path, "seller.key == 'bank'")
    shelf = [s.CatalogEntry(product=levels("R1"), seller=seller) for seller in (bank(), NOT_TOLD, bank("other"))]
    shelf += [s.CatalogEntry(product=levels("R1"), seller=bank())]

    def outcomes(sale: s.Sale | None) -> list[bool]:
        return [report.cleared for _, report in permitted(s.Customer(), shelf, loaded, AS_OF, sale=sale)]

    assert outcomes(None) == [True, False, False, True]
    assert outcomes(candidate(s.Customer(), levels("R1"), seller=bank())) == [True, True, False, True]


def test_what_a_firm_states_completes_each_sale(tmp_path: Path) -> None:
    loaded = rules(
        tmp_path,
        {"sale/wrong.toml": rule(version("seller.licence == 'bank' and product.currency == 'CNY'"))},
        HEAD + STATED,
    )
    shelf = [s.Product(key=key) for key in "abc"]
    for item, report in permitted(s.Customer(), shelf, loaded, AS_OF):
        assert report.cleared
        assert [one.path for one in report.stated] == ["seller.licence", "product.currency"]
        same(report, s.check(candidate(s.Customer(), item), loaded, as_of=AS_OF))
    answers = permitted(s.Customer(), [s.Product(currency="USD")], loaded, AS_OF)
    with pytest.raises(FactsContradict, match="USD"):
        next(answers)
    with pytest.raises(FactsContradict, match="fund-seller"):
        permitted(s.Customer(), [], loaded, AS_OF, sale=candidate(s.Customer(), levels("R1"), seller=OTHER))


def test_a_part_of_the_rules_that_is_also_what_a_term_means_keeps_its_value(tmp_path: Path) -> None:
    asked = ["staffed", "advised", "sale.channel != 'online'", "sale.amount >= 1000", "sale.amount >= 2000"]
    files = {f"sale/r{n}.toml": rule(version("product.levels.issuer <= 'R1'", when)) for n, when in enumerate(asked)}
    files["terms/staffed.toml"] = term("sale.channel != 'online'")
    files["terms/advised.toml"] = term("staffed and sale.initiated_by == 'adviser'")
    loaded = rules(tmp_path, files)
    sale = candidate(s.Customer(), levels("R2"), channel="branch", amount=1)
    ((_, report),) = permitted(s.Customer(), [levels("R2")], loaded, AS_OF, sale=sale)
    assert [finding.rule for finding in report.violations] == ["small.sale.r0", "small.sale.r2"]


def test_a_waiver_settles_the_finding_of_its_product(tmp_path: Path) -> None:
    loaded = rules(tmp_path, {"sale/wrong.toml": rule(version("product.levels.issuer <= 'R1'"), force="house")})
    waiver = Waiver("small.sale.wrong", AS_OF, AS_OF, "compliance", "a pilot")
    answers = permitted(s.Customer(), [levels("R2")], loaded, AS_OF, waivers=[waiver])
    assert [(report.cleared, len(report.waived)) for _, report in answers] == [(True, 1)]


# What the law forbids is said before anything is offered


ASSESSED = {"on": dt.date(2026, 5, 12), "institution": "bank", "level": "C3", "completed_by": "customer"}


def buyer(**facts: Any) -> s.Customer:
    """Make a customer who may be offered R3; an assessment is told otherwise by the facts that begin with `assessed_`."""
    assessed = {name.removeprefix("assessed_"): facts.pop(name) for name in list(facts) if name.startswith("assessed_")}
    known = {"kind": "natural-person", "capacity": "full", "changes": [], **facts}
    return s.Customer(**{"assessments": [s.Assessment(**{**ASSESSED, **assessed})], **known})


def wealth(**facts: Any) -> s.CatalogEntry:
    """Make an entry of the bank's own wealth product of R3."""
    rated = {"levels": s.Levels(issuer="R3", seller="R3")}
    return s.CatalogEntry(product=s.Product(**{"family": "wealth", "issuer": "bank", **rated, **facts}), seller=bank())


def blocked(customer: s.Customer, entry: s.CatalogEntry) -> set[str]:
    ((_, report),) = permitted(customer, [entry], shipped("cn"), DAY)
    assert not report.unknown
    return {finding.rule.removeprefix("cn.sale.") for finding in report.violations}


def test_who_may_buy_may_be_offered() -> None:
    assert blocked(buyer(), wealth()) == set()


@pytest.mark.parametrize(
    ("customer", "entry", "rules"),
    [
        (buyer(assessments=[]), wealth(), {"assessment-missing"}),
        (buyer(assessed_on=dt.date(2025, 11, 19)), wealth(), {"assessment-expired"}),
        (buyer(assessed_completed_by="adviser"), wealth(), {"assessment-not-by-customer"}),
        (
            buyer(changes=[CircumstanceChange(on=dt.date(2026, 8, 3), reported_by="customer")]),
            wealth(),
            {"assessment-overtaken-by-change"},
        ),
        (buyer(assessed_level="C2"), wealth(), {"risk-above-capacity", "recommended-above-capacity"}),
        (buyer(capacity="none"), wealth(), {"customer-without-capacity"}),
        (buyer(capacity="limited"), wealth(), {"limited-capacity-above-low-risk"}),
        (
            buyer(),
            wealth(issuer="other", agency_contract_on=None, agent_checked_on=None),
            {"agency-contract-missing", "agent-unchecked"},
        ),
        # Sold by the way of art. 38, for all that never proposed.
        (
            buyer(assessed_level="C2"),
            wealth(family="insurance", principal_at_risk=True),
            {"recommended-above-capacity"},
        ),
    ],
)
def test_what_the_law_forbids_blocks_before_anything_is_offered(
    customer: s.Customer, entry: s.CatalogEntry, rules: set[str]
) -> None:
    assert blocked(customer, entry) == rules


# The shelf


def test_an_empty_shelf_gives_nothing(tmp_path: Path) -> None:
    assert list(permitted(s.Customer(), [], one_rule(tmp_path, "customer.lowest_class"), AS_OF)) == []


def test_the_shelf_is_read_as_far_as_reports_are_taken(tmp_path: Path) -> None:
    loaded = one_rule(tmp_path, "product.levels.issuer <= 'R1'")
    read = []

    def endless() -> Iterator[s.Product]:
        for number in count():
            read.append(number)
            yield s.Product(key=str(number), levels=s.Levels(issuer="R1"))

    answers = permitted(s.Customer(), endless(), loaded, AS_OF)
    assert not read
    assert [item.key for item, _ in islice(answers, 3)] == ["0", "1", "2"]
    assert read == [0, 1, 2]


def test_where_no_rule_is_due_nothing_is_cleared(tmp_path: Path) -> None:
    loaded = rules(tmp_path, {"sale/wrong.toml": rule(version("customer.lowest_class"), stage="ordered")})
    ((_, report),) = permitted(s.Customer(lowest_class=True), [levels("R1")], loaded, AS_OF)
    assert not report.cleared
    assert not report.findings


# Misuse


def test_who_is_no_customer_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(SuitabilityError, match="Profile is no Customer"):
        permitted(s.Profile(), [], one_rule(tmp_path, "customer.lowest_class"), AS_OF)  # type: ignore[arg-type]


def test_what_is_no_product_is_refused_in_its_turn(tmp_path: Path) -> None:
    answers = permitted(s.Customer(), [levels("R1"), "R1"], one_rule(tmp_path, "customer.lowest_class"), AS_OF)  # type: ignore[list-item]
    next(answers)
    with pytest.raises(SuitabilityError, match="str is neither a CatalogEntry nor a Product"):
        next(answers)


def test_a_customer_with_facts_after_the_day_is_refused_at_once(tmp_path: Path) -> None:
    later = s.Customer(birth_date=AS_OF + dt.timedelta(days=1))
    with pytest.raises(FactsAfterDay, match=r"customer\.birth_date"):
        permitted(later, [], one_rule(tmp_path, "customer.lowest_class"), AS_OF)


@pytest.mark.parametrize("entry", [False, True])
def test_a_product_with_facts_after_the_day_is_refused_in_its_turn(tmp_path: Path, entry: bool) -> None:
    later = s.Product(levels=s.Levels(issuer_on=AS_OF + dt.timedelta(days=1)))
    shelf: list[Any] = [levels("R1"), s.CatalogEntry(product=later) if entry else later]
    answers = permitted(s.Customer(), shelf, one_rule(tmp_path, "customer.lowest_class"), AS_OF)
    next(answers)
    with pytest.raises(FactsAfterDay) as raised:
        next(answers)
    assert raised.value.paths == ("product.levels.issuer_on",)


def test_a_waiver_of_law_is_refused_at_once(tmp_path: Path) -> None:
    waiver = Waiver("small.sale.wrong", AS_OF, AS_OF, "compliance", "a pilot")
    with pytest.raises(SuitabilityError, match="is law and cannot be waived"):
        permitted(s.Customer(), [], one_rule(tmp_path, "customer.lowest_class"), AS_OF, waivers=[waiver])
