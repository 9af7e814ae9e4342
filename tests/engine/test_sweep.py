"""Many subjects decided one after the other come to what each comes to alone."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import suitability as s
from suitability.engine.check import check
from suitability.engine.ruleset import RuleSet
from suitability.engine.sweep import Sweep
from suitability.errors import FactsAfterDay
from suitability.model.facts import NOT_TOLD
from suitability.model.product import CatalogEntry, Fee, Levels, Product, TargetMarket
from tests.small import DAY, HEAD, rule, rules, version

PRODUCT: dict[str, str | None] = {"subject": "product", "stage": None}
FILES = {
    "product/named.toml": rule(version("product.name == 'a'", "entry.key == 'k'"), **PRODUCT),
    "product/rated.toml": rule(version("product.levels.issuer <= 'R2'", "seller.licence == 'bank'"), **PRODUCT),
    "product/cheap.toml": rule(version("all(f.share <= 0.01 for f in product.fees)"), **PRODUCT),
    "product/sold.toml": rule(version("as_of <= product.on_sale_until", "'online' in product.target_market.channels"), **PRODUCT),
}  # fmt: skip


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return rules(tmp_path_factory.mktemp("pack"), FILES)


def told(*values: object) -> st.SearchStrategy[object]:
    return st.sampled_from([NOT_TOLD, *values])


PRODUCTS = st.builds(
    Product,
    name=told("a", "b"),
    levels=told(Levels(issuer="R1"), Levels(issuer="R3"), Levels()),
    fees=told((), (Fee(share=Decimal("0.5")),), (Fee(share=Decimal("0.001")), Fee())),
    on_sale_until=told(None, DAY, DAY - dt.timedelta(days=1)),
    target_market=told(None, TargetMarket(channels=["online"])),
)
ENTRIES = st.builds(
    CatalogEntry, key=told("k", "l"), product=PRODUCTS, seller=told(s.Seller(licence="bank"), s.Seller())
)


@given(st.lists(ENTRIES, min_size=1, max_size=12), st.booleans())
def test_each_subject_comes_to_what_it_comes_to_alone(pack: RuleSet, entries: list[CatalogEntry], many: bool) -> None:
    """Compiled or not, and whatever was decided of others before: outcomes, findings, and what is missing."""
    sweep = Sweep(pack, "product", DAY, 100 if many else 1)
    for entry in entries:
        verdict, alone = sweep.verdict(entry), check(entry, pack, as_of=DAY)
        assert verdict.outcomes == alone.outcomes
        assert sweep.findings(verdict) == (*alone.violations, *alone.evidence_required)
        assert {sweep.finding(verdict, one) for one in verdict.open} == set(alone.unknown)
        missing = {sweep.plan.expressions[one.number].rule.id: sweep.missing(verdict, one) for one in verdict.open}
        assert missing == alone.missing


def test_subjects_that_are_gone_leave_nothing_behind(pack: RuleSet) -> None:
    """Records are told apart by where they stand; no later one is taken for an earlier one that stood there."""
    sweep = Sweep(pack, "product", DAY, 100)
    for number in range(500):
        level = ("R1", "R3")[number % 2]
        entry = CatalogEntry(product=Product(levels=Levels(issuer=level)), seller=s.Seller(licence="bank"))
        assert sweep.verdict(entry).outcomes == check(entry, pack, as_of=DAY).outcomes


def test_a_fact_after_the_day_is_refused_as_by_a_check(pack: RuleSet) -> None:
    """Of this subject alone."""
    sweep = Sweep(pack, "product", DAY, 100)
    with pytest.raises(FactsAfterDay):
        sweep.verdict(CatalogEntry(product=Product(contract_on=DAY + dt.timedelta(days=1))))
    assert sweep.verdict(CatalogEntry(product=Product())).open


def test_what_the_firm_states_is_put_in(tmp_path: Path, pack: RuleSet) -> None:
    """As in a check."""
    stated = '[[facts]]\nfrom = 2020-01-01\nowner = "us"\nreason = "r"\nis = { seller.licence = "bank" }\n'
    firm = rules(tmp_path, FILES, head=HEAD + stated)
    entry = CatalogEntry(product=Product(levels=Levels(issuer="R3")))
    sweep = Sweep(firm, "product", DAY, 100)
    assert [one.rule for one in sweep.findings(sweep.verdict(entry))] == ["small.product.rated"]
