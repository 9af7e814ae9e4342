"""Facts that a firm states once: used where a record tells nothing, refused where it tells otherwise."""

import datetime as dt
import json
from pathlib import Path

import pytest

import suitability as s
from suitability.engine.ruleset import RuleSet
from suitability.errors import FactsContradict
from suitability.model.facts import changed
from tests.small import AS_OF, DAY, HEAD, rule, rules, sale, version

OWNED = 'owner = "Wu"\nreason = "ours"\n'


def firm(folder: Path, is_: str, require: str, *, when: str | None = None, more: str = "") -> RuleSet:
    """Load a pack that states facts and holds one rule."""
    stated = f"[[facts]]\nfrom = 2026-01-01\n{OWNED}{is_}\n{more}"
    return rules(folder, {"sale/wrong.toml": rule(version(require, when))}, head=HEAD + stated)


def outcome(found: RuleSet, one: s.Sale, as_of: dt.date = AS_OF) -> str:
    report = s.check(one, found, as_of=as_of)
    if report.findings:
        return report.findings[0].outcome
    return "pass" if report.passed else "not_applicable"


BANK = 'is = { seller = { licence = "bank" }, sale.channel = "online" }'


def test_a_stated_fact_is_used_where_the_record_tells_none(tmp_path: Path) -> None:
    found = firm(tmp_path, BANK, "seller.licence == 'bank' and sale.channel == 'online'")
    report = s.check(sale(), found, as_of=AS_OF)
    assert report.cleared
    assert [one.path for one in report.stated] == ["seller.licence", "sale.channel"]
    assert {fact.path for fact in report.passed[0].facts} == {"seller.licence", "sale.channel"}


def test_a_record_that_tells_the_same_needs_no_statement(tmp_path: Path) -> None:
    found = firm(tmp_path, BANK, "seller.licence == 'bank'")
    report = s.check(sale(seller=s.Seller(licence="bank"), channel="online"), found, as_of=AS_OF)
    assert (report.cleared, report.stated) == (True, ())


@pytest.mark.parametrize("seller", [s.NOT_TOLD, s.Seller(), s.Seller(key="b")])
def test_what_holds_a_stated_fact_need_not_be_told(tmp_path: Path, seller: s.Seller) -> None:
    found = firm(tmp_path, BANK, "seller.licence == 'bank'")
    assert outcome(found, sale(seller=seller)) == "pass"


def test_a_record_that_tells_otherwise_is_refused(tmp_path: Path) -> None:
    found = firm(tmp_path, BANK, "seller.licence == 'bank'")
    message = "^seller.licence: the record tells insurer; Wu states that it is always bank$"
    with pytest.raises(FactsContradict, match=message) as caught:
        s.check(sale(seller=s.Seller(licence="insurer")), found, as_of=AS_OF)
    assert caught.value.path == "seller.licence"


def test_a_fact_stated_to_be_none_is_none(tmp_path: Path) -> None:
    found = firm(tmp_path, 'none = ["sale.place"]', "sale.place is none")
    assert outcome(found, sale()) == "pass"
    with pytest.raises(FactsContradict, match="the record tells here; Wu states that it is always none"):
        s.check(sale(place="here"), found, as_of=AS_OF)


def test_a_statement_holds_on_its_days_only(tmp_path: Path) -> None:
    found = firm(tmp_path, BANK, "sale.channel == 'online'", more="until = 2026-03-05\n")
    outcomes = [
        outcome(found, sale(on=day))
        for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1), DAY, DAY + dt.timedelta(days=1))
    ]
    assert outcomes == ["unknown", "pass", "pass", "unknown"]


def test_a_statement_of_sales_says_nothing_of_profiles(tmp_path: Path) -> None:
    files = {"profile/wrong.toml": rule(version("seller.licence == 'bank'"), subject="profile", stage=None)}
    found = rules(tmp_path, files, head=f"{HEAD}[[facts]]\nfrom = 2026-01-01\n{OWNED}{BANK}\n")
    report = s.check(s.Profile(), found, as_of=AS_OF)
    assert (report.cleared, [one.path for one in report.stated]) == (True, ["seller.licence"])


MANY = 'is = { product.family = ["wealth", "trust"] }'


@pytest.mark.parametrize(
    ("require", "expected"),
    [
        ("product.family in {'wealth', 'trust', 'deposit'}", "pass"),
        ("product.family in {'wealth', 'deposit'}", "unknown"),
        ("product.family in {'insurance', 'deposit'}", "violation"),
        ("product.family not in {'insurance'}", "pass"),
        ("product.family == 'insurance'", "violation"),
        ("product.family != 'insurance'", "pass"),
        ("'insurance' == product.family", "violation"),
        ("product.family == 'wealth'", "unknown"),
        ("product.family in {q.families for q in adviser.licences}", None),
    ],
)
def test_one_of_a_few_values_decides_what_all_of_them_decide(
    tmp_path: Path, require: str, expected: str | None
) -> None:
    if expected is None:
        require, expected = "any(product.family in q.families for q in adviser.licences)", "violation"
        one = sale(adviser=s.Adviser(licences=[{}] and [_licence()]))
    else:
        one = sale()
    found = firm(tmp_path, MANY, require)
    assert outcome(found, one) == expected


def test_one_of_a_few_values_is_not_none(tmp_path: Path) -> None:
    stated = 'is = { sale.proposal.basis = ["benchmark", "scenario"] }'
    assert outcome(firm(tmp_path, stated, "sale.proposal.basis is none"), sale()) == "violation"


def _licence() -> object:
    from suitability.model.seller import Qualification

    return Qualification(families=["insurance"])


def test_a_rule_for_what_the_firm_does_not_sell_asks_for_nothing(tmp_path: Path) -> None:
    found = firm(tmp_path, MANY, "sale.premium is not none", when="product.family == 'insurance'")
    report = s.check(sale(), found, as_of=AS_OF)
    assert ([skipped.reason for skipped in report.skipped], report.ask) == (["not_applicable"], ())


def test_a_value_beyond_the_few_is_refused(tmp_path: Path) -> None:
    found = firm(tmp_path, MANY, "product.family != 'loan'")
    with pytest.raises(FactsContradict, match="the record tells loan; Wu states that it is always wealth or trust"):
        s.check(sale(product=s.Product(family="loan")), found, as_of=AS_OF)
    assert outcome(found, sale(product=s.Product(family="trust"))) == "pass"


def test_the_report_in_json_carries_what_the_firm_stated(tmp_path: Path) -> None:
    data = json.loads(s.check(sale(), firm(tmp_path, MANY, "product.family != 'loan'"), as_of=AS_OF).to_json())
    assert data["stated"] == [{"path": "product.family", "values": ["wealth", "trust"], "owner": "Wu"}]


def test_compiled_and_evaluated_checks_agree_on_stated_facts(tmp_path: Path) -> None:
    found = firm(tmp_path, BANK + "\n" + 'none = ["sale.place"]', "sale.channel == 'online' and sale.place is none")
    plan = found.plan("sale", DAY, "concluded")
    assert plan.stated is not None
    one, _ = plan.stated.completed(sale())
    assert plan.fused(one, AS_OF) == plan.evaluated(one, AS_OF)


def test_a_changed_record_differs_in_its_field_only() -> None:
    one = sale(place="here", customer=s.Customer(kind="company"))
    assert changed(one, "place", None) == sale(place=None, customer=s.Customer(kind="company"))
    assert one.place == "here"
