"""What type checkers make of every public name; read by mypy and pyright, never run.

A line with `type: ignore` is a mistake that both must see: each complains where it does not.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, assert_type

from hypothesis import strategies as st

import suitability as s
from suitability import testing
from suitability.packs.load import Folder
from suitability.rules.pack import Cite

DAY = dt.date(2026, 3, 1)
NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def packs() -> None:
    assert_type(s.folder("bank_rules"), Folder)
    rules = s.load("cn", s.folder("bank_rules"))
    assert_type(rules, s.RuleSet)
    assert_type(rules.zone, dt.timezone)
    assert_type(s.bundle(rules, DAY), str)
    s.load(7)  # type: ignore[arg-type]


def records(record: Mapping[str, Any], kind: str, rules: s.RuleSet) -> None:
    assert_type(s.read("sale", record, rules), s.Sale)
    assert_type(s.read("profile", record), s.Profile)
    assert_type(s.read("product", record, strict=True), s.CatalogEntry)
    assert_type(s.read("holding", record), s.Holding)
    assert_type(s.read("use", record), s.Use)
    assert_type(s.read("form", record), s.BusinessForm)
    assert_type(s.read("contact", record), s.Contact)
    assert_type(s.read("change", record), s.Change)
    assert_type(s.read("commitment", record), s.Commitment)
    assert_type(s.read("complaint", record), s.Complaint)
    assert_type(s.read("copy", record), s.Copy)
    assert_type(s.read(kind, record), Any)
    assert_type(s.record_schema("sale", rules), dict[str, Any])
    assert_type(s.report_schema(), dict[str, Any])
    s.read("sale")  # type: ignore[call-overload]


def subjects() -> None:
    assessment = s.Assessment(at=NOW, level="C3", completed_by="customer")
    consent = s.Consent(purposes={"marketing"}, data={"mobile"}, valid_from=DAY, valid_until=None)
    customer = s.Customer(
        kind="natural-person",
        birth_date=DAY,
        income=Decimal("1.5"),
        assessments=[assessment],
        consents=[consent],
    )
    levels = s.Levels(issuer="R2", seller=None)
    product = s.Product(levels=levels, term_days=None)
    seller = s.Seller(key="bank", licence="bank")
    sale = s.Sale(on=DAY, stage="ordered", customer=customer, product=product, seller=seller, adviser=s.Adviser())
    assert_type(sale.on, dt.date)
    assert_type(sale.stage, Literal["candidate", "recommended", "ordered", "concluded"])
    assert_type(s.Profile(customer=customer), s.Profile)
    assert_type(s.CatalogEntry(product=product), s.CatalogEntry)
    assert_type(s.Holding(value=1), s.Holding)
    assert_type(s.Some([assessment]).items, tuple[s.Assessment, ...])
    assert_type(customer.birth_date is s.NOT_TOLD, bool)
    if isinstance(customer.birth_date, dt.date):
        assert_type(customer.birth_date.year, int)
    s.Sale(stage="ordered")  # type: ignore[call-arg]
    s.Sale(on=DAY, stage="sold")  # type: ignore[arg-type]
    s.Customer(income=1.5)  # type: ignore[arg-type]
    s.Consent(purposes={"everything"})  # type: ignore[arg-type]


def checks(
    sale: s.Sale, profile: s.Profile, entry: s.CatalogEntry, holding: s.Holding, rules: s.RuleSet
) -> Iterator[s.Report]:
    found = s.decisions("decisions.toml", rules)
    assert_type(found, s.Decisions)
    assert_type(found.waivers, tuple[s.Waiver, ...])
    assert_type(found.rulings, tuple[s.Ruling, ...])
    assert_type(s.check(sale, rules, as_of=DAY, waivers=found.waivers, rulings=found.rulings), s.Report)
    assert_type(s.check_sale(sale, rules, as_of=DAY, waivers=found.waivers), s.Report)
    assert_type(s.check_profile(profile, rules, as_of=DAY), s.Report)
    assert_type(s.check_product(entry, rules, as_of=DAY), s.Report)
    assert_type(s.check_holding(holding, rules, as_of=DAY), s.Report)
    assert_type(s.check_use(s.Use(on=DAY, purpose="marketing"), rules, as_of=DAY), s.Report)
    assert_type(s.check_form(s.BusinessForm(), rules, as_of=DAY), s.Report)
    assert_type(s.check_contact(s.Contact(on=DAY, channel="sms"), rules, as_of=DAY), s.Report)
    assert_type(s.check_change(s.Change(on=DAY), rules, as_of=DAY), s.Report)
    assert_type(s.check_commitment(s.Commitment(on=DAY), rules, as_of=DAY), s.Report)
    assert_type(s.check_complaint(s.Complaint(on=DAY), rules, as_of=DAY), s.Report)
    assert_type(s.check_copy(s.Copy(on=DAY), rules, as_of=DAY), s.Report)
    found_in = s.scan("text", rules, on=DAY, channel="app", family=None, evidence=[s.Evidence(claim="text")])
    assert_type(found_in, s.Scan)
    assert_type(found_in.findings, tuple[s.Finding, ...])
    assert_type(found_in.marks, tuple[s.Mark, ...])
    guard = s.Guard(rules, as_of=DAY, copy=s.Copy(on=DAY))
    assert_type(guard.feed("text"), tuple[s.Mark, ...])
    assert_type(guard.release(), str)
    assert_type(guard.close(), s.Report)
    s.scan("text", rules)  # type: ignore[call-arg]
    s.scan("text", rules, on=DAY, channel="web")  # type: ignore[arg-type]
    s.check(sale, rules)  # type: ignore[call-arg]
    s.check_sale(profile, rules, as_of=DAY)  # type: ignore[arg-type]
    if isinstance(sale.customer, s.Customer):
        for item, report in s.permitted(sale.customer, [entry], rules, DAY, sale=sale):
            assert_type(item, s.CatalogEntry)
            yield report


def reports(report: s.Report) -> None:
    assert_type(report.cleared, bool)
    assert_type(report.findings, tuple[s.Finding, ...])
    assert_type(report.violations, tuple[s.Finding, ...])
    assert_type(report.unknown, tuple[s.Finding, ...])
    assert_type(report.passed, tuple[s.Passed, ...])
    assert_type(report.skipped, tuple[s.Skipped, ...])
    assert_type(report.ask, tuple[s.Question, ...])
    assert_type(report.waived, tuple[s.Settled, ...])
    assert_type(report.ruled, tuple[s.Settled, ...])
    assert_type(report.lapsed, tuple[s.Lapsed, ...])
    assert_type(report.excused, tuple[s.Mark, ...])
    assert_type(report.missing, dict[str, tuple[str, ...]])
    assert_type(report.to_json(facts=True), str)
    for finding in report.findings:
        assert_type(s.text(finding, "zh-Hans"), str)
        assert_type(s.remedy(finding), str)
        assert_type([s.cite(cited, "en") for cited in finding.cites], list[str])
        assert_type(finding.cites, tuple[Cite, ...])
        assert_type(finding.facts, tuple[s.Fact, ...])
        assert_type([mark.rewrite for mark in finding.marks], list[str | None])
        finding.outcome = "pass"  # type: ignore[misc]


def proofs(report: s.Report, sale: s.Sale, rules: s.RuleSet) -> None:
    receipt = s.receipt(report, b"sixteen bytes...")
    assert_type(receipt, str)
    replay = s.replay(receipt, sale, rules)
    assert_type(replay, s.Replay)
    assert_type(replay.verdict, Literal["same", "corrected", "different"])
    assert_type(replay.differences, tuple[s.Difference, ...])
    assert_type(replay.added, tuple[s.Added, ...])


def decisions() -> None:
    assert_type(s.Waiver("handbook.sale.x", DAY, DAY, "compliance", "a reason").key, str | None)
    assert_type(s.Ruling("cn.sale.x", "S-1", "0f", DAY, "compliance", "a reason").fingerprint, str)


def errors(error: Exception) -> None:
    match error:
        case s.RecordErrors():
            assert_type([one.path for one in error.errors], list[str])
        case s.RuleFileErrors():
            assert_type([one.line for one in error.errors], list[int])
        case s.FactsAfterDay():
            assert_type(error.paths, tuple[str, ...])
        case s.FactsContradict():
            assert_type(error.path, str)
        case s.FactError() | s.PackError():
            raise s.SuitabilityError from error


def strategies(rules: s.RuleSet) -> None:
    sales = testing.sales(rules, as_of=DAY, told=0.5, stage=st.just("ordered"))
    assert_type(sales, st.SearchStrategy[s.Sale])
    assert_type(testing.profiles(rules, as_of=DAY), st.SearchStrategy[s.Profile])
    assert_type(testing.products(rules, as_of=DAY), st.SearchStrategy[s.CatalogEntry])
    assert_type(testing.holdings(rules, as_of=DAY), st.SearchStrategy[s.Holding])
    assert_type(testing.uses(rules, as_of=DAY), st.SearchStrategy[s.Use])
    assert_type(testing.forms(rules, as_of=DAY), st.SearchStrategy[s.BusinessForm])
    assert_type(testing.contacts(rules, as_of=DAY), st.SearchStrategy[s.Contact])
    assert_type(testing.changes(rules, as_of=DAY), st.SearchStrategy[s.Change])
    assert_type(testing.commitments(rules, as_of=DAY), st.SearchStrategy[s.Commitment])
    assert_type(testing.complaints(rules, as_of=DAY), st.SearchStrategy[s.Complaint])
    assert_type(testing.copies(rules, as_of=DAY), st.SearchStrategy[s.Copy])
    assert_type(testing.customers(rules, as_of=DAY), st.SearchStrategy[s.Customer])
    assert_type(testing.parts(s.Product, rules, as_of=DAY), st.SearchStrategy[s.Product])
    assert_type(testing.subjects("sale", rules, as_of=DAY), st.SearchStrategy[Any])
    assert_type(testing.records("sale", rules, as_of=DAY), st.SearchStrategy[dict[str, Any]])
    assert_type(testing.broken_records("sale", rules, as_of=DAY), st.SearchStrategy[testing.Broken])
    assert_type(testing.mutated(sales, rules), st.SearchStrategy[testing.Broken])
    assert_type(testing.erased(sales), st.SearchStrategy[tuple[s.Sale, s.Sale]])
    assert_type(testing.record_of(s.Holding()), dict[str, Any])
    for path, make in testing.erasures(s.Holding()):
        assert_type(path, str)
        assert_type(make(), Any)
    testing.sales(rules)  # type: ignore[call-arg]
