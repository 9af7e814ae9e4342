"""A check applies the law of the day of the event, says all it found, and raises only where it was misused."""

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.finding import Fact, Filled, Passed, Question, Skipped
from suitability.engine.ruleset import RuleSet
from suitability.errors import FactsAfterDay, SuitabilityError
from suitability.model.customer import CircumstanceChange
from suitability.model.events import Disclosure, KeptRecord, Premium, Waiting
from suitability.model.facts import Some
from suitability.model.seller import Qualification
from suitability.model.subject import SUBJECTS
from tests.small import AS_OF, DAY, HEAD, UNVERIFIED, at, levels, one_rule, rule, rules, sale, table, term, version

PARAMETER = """
[param.limit]
label = { en = "limit" }
type = "level product"
stricter = "lower"
versions = [{ from = 2024-01-01, value = "R1" }, { from = 2026-01-01, value = "R2" }]
"""


def check(subject: Any, loaded: RuleSet, as_of: dt.date = AS_OF) -> s.Report:
    return s.check(subject, loaded, as_of=as_of)


def outcome(subject: Any, loaded: RuleSet, as_of: dt.date = AS_OF) -> str:
    """Give what became of the only rule."""
    report = check(subject, loaded, as_of)
    (found,) = (
        [one.outcome for one in report.findings]
        or ["pass" for _ in report.passed]
        or [one.reason for one in report.skipped]
    )
    return found


# The law of the day


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2023-12-31", "not_in_force"), ("2024-01-01", "violation"), ("2025-12-31", "violation"),
        ("2026-01-01", "pass"), ("2026-03-10", "pass"),
    ],
)  # fmt: skip
def test_a_sale_keeps_the_law_of_its_day_whenever_it_is_looked_at(tmp_path: Path, on: str, found: str) -> None:
    versions = [version("product.levels.issuer <= 'R1'"), version("product.levels.issuer <= 'R2'", first="2026-01-01")]
    loaded = rules(tmp_path, {"sale/wrong.toml": rule(*versions)})
    one = sale(on=dt.date.fromisoformat(on), product=levels("R2"))
    assert outcome(one, loaded) == outcome(one, loaded, dt.date(2030, 1, 1)) == found


@pytest.mark.parametrize(
    "text",
    ["product.levels.issuer <= param.limit", "product.levels.issuer <= highest", "product.levels.issuer <= grid"],
)
@pytest.mark.parametrize(
    ("on", "found"), [("2023-12-31", "unknown"), ("2025-12-31", "violation"), ("2026-01-01", "pass")]
)
def test_names_of_the_packs_mean_what_they_meant_on_the_day_of_the_event(
    tmp_path: Path, text: str, on: str, found: str
) -> None:
    grid = [
        f"from = {first}\nuntil = {last}\nis = '{level}'"
        for first, last, level in (("2024-01-01", "2025-12-31", "R1"), ("2026-01-01", "2027-12-31", "R2"))
    ]
    files = {
        "sale/wrong.toml": rule(version(text, first="2020-01-01")),
        "tables/grid.toml": table("level product", *grid),
        "terms/highest.toml": term("param.limit", first="2024-01-01"),
    }
    loaded = rules(tmp_path, files, HEAD + PARAMETER)
    assert outcome(sale(on=dt.date.fromisoformat(on), product=levels("R2")), loaded) == found


def test_a_subject_without_a_day_stands_under_the_law_of_the_day_we_stand_on(tmp_path: Path) -> None:
    versions = [
        version("{'name'} <= customer.on_file"),
        version("{'name', 'sex'} <= customer.on_file", first="2026-03-01"),
    ]
    loaded = rules(tmp_path, {"profile/wrong.toml": rule(*versions, subject="profile", stage=None)})
    profile = s.Profile(customer=s.Customer(on_file=["name"]))
    assert [outcome(profile, loaded, day) for day in (dt.date(2026, 2, 28), dt.date(2026, 3, 1))] == [
        "pass",
        "violation",
    ]


def test_days_of_one_state_of_the_law_share_a_plan(tmp_path: Path) -> None:
    loaded = rules(
        tmp_path,
        {
            "sale/wrong.toml": rule(
                version("customer.lowest_class"), version("customer.lowest_class", first="2026-01-01")
            )
        },
    )
    assert loaded.plan("sale", dt.date(2026, 1, 1), "ordered") is loaded.plan("sale", dt.date(2030, 1, 1), "ordered")
    assert loaded.plan("sale", dt.date(2025, 12, 31), "ordered") is not loaded.plan(
        "sale", dt.date(2026, 1, 1), "ordered"
    )


# The day we stand on


def test_facts_after_the_day_we_stand_on_are_refused_with_their_paths(tmp_path: Path) -> None:
    later = AS_OF + dt.timedelta(days=1)
    disclosures = [Disclosure(at=at(AS_OF)), Disclosure(at=at(later), acknowledged_at=at(later))]
    one = s.Sale(
        on=later,
        stage="ordered",
        disclosures=disclosures,
        waiting=Waiting(started=at(later)),
        customer=s.Customer(
            birth_date=later,
            assessments=Some([s.Assessment(on=later)]),
            changes=[CircumstanceChange(on=later), CircumstanceChange(on=AS_OF)],
        ),
        product=s.Product(levels=s.Levels(issuer_on=later)),
        adviser=s.Adviser(licences=[Qualification(valid_from=later, valid_until=later)]),
    )
    with pytest.raises(FactsAfterDay, match="facts dated after as_of 2026-03-10: ") as raised:
        check(one, one_rule(tmp_path, "customer.lowest_class"))
    assert set(raised.value.paths) == {
        "sale.on", "sale.disclosures[1].at", "sale.disclosures[1].acknowledged_at", "sale.waiting.started",
        "customer.birth_date", "customer.assessments[0].on", "customer.changes[0].on", "product.levels.issuer_on",
        "adviser.licences[0].valid_from",
    }  # fmt: skip


@pytest.mark.parametrize(("hour", "minute", "refused"), [(23, 59, False), (24, 0, True)])
def test_the_day_we_stand_on_ends_at_midnight_of_the_packs(
    tmp_path: Path, hour: int, minute: int, refused: bool
) -> None:
    one = sale(at=at(AS_OF, 0) + dt.timedelta(hours=hour, minutes=minute))
    loaded = one_rule(tmp_path, "customer.lowest_class")
    if refused:
        with pytest.raises(FactsAfterDay, match=r"sale\.at"):
            check(one, loaded)
    else:
        assert outcome(one, loaded) == "unknown"


def test_days_that_are_yet_to_come_are_no_facts_after_the_day(tmp_path: Path) -> None:
    future = dt.date(2099, 1, 1)
    one = sale(product=s.Product(approved_until=future, on_sale_from=future), records=[KeptRecord(keep_until=future)])
    assert outcome(one, one_rule(tmp_path, "customer.lowest_class")) == "unknown"


@pytest.mark.parametrize("as_of", [dt.date.max, DAY])
def test_any_day_from_that_of_the_event_on_can_be_stood_on(tmp_path: Path, as_of: dt.date) -> None:
    loaded = one_rule(tmp_path, "sale.on <= as_of and sale.at <= sale.at + hours(1)")
    assert outcome(sale(at=at(DAY)), loaded, as_of) == "pass"


@pytest.mark.parametrize(
    "as_of", [None, "2026-03-10", dt.datetime(2026, 3, 10), dt.datetime(2026, 3, 10, tzinfo=dt.UTC)]
)
def test_the_day_we_stand_on_is_a_date(tmp_path: Path, as_of: Any) -> None:
    with pytest.raises(SuitabilityError, match="as_of is a date, not "):
        check(sale(), one_rule(tmp_path, "customer.lowest_class"), as_of)


@pytest.mark.parametrize("subject", [None, {"sale": {}}, s.Customer()])
def test_only_subjects_are_checked(tmp_path: Path, subject: Any) -> None:
    with pytest.raises(
        SuitabilityError,
        match="is no subject; there are profile, product, change, sale, holding, use, form, contact, commitment, complaint, copy",
    ):
        check(subject, one_rule(tmp_path, "customer.lowest_class"))


@pytest.mark.parametrize(
    ("twin", "subject", "kind"),
    [
        (s.check_sale, sale(), "sale"),
        (s.check_profile, s.Profile(), "profile"),
        (s.check_product, s.CatalogEntry(), "product"),
        (s.check_holding, s.Holding(), "holding"),
        (s.check_form, s.BusinessForm(), "form"),
        (s.check_change, s.Change(on=DAY), "change"),
        (s.check_commitment, s.Commitment(on=DAY), "commitment"),
        (s.check_complaint, s.Complaint(on=DAY), "complaint"),
        (s.check_copy, s.Copy(on=DAY), "copy"),
    ],
)
def test_each_subject_has_its_own_check(tmp_path: Path, twin: Any, subject: Any, kind: str) -> None:
    text = rule(version("seller.key == 'bank'"), subject=kind, stage="candidate" if kind == "sale" else None)
    report = twin(subject, rules(tmp_path, {f"{kind}/wrong.toml": text}), as_of=AS_OF)
    assert (report.kind, report.on) == (kind, DAY if SUBJECTS[kind].on else AS_OF)
    assert report.missing == {f"small.{kind}.wrong": ("seller.key",)}


# The stage of a sale


@pytest.mark.parametrize(
    ("stage", "later"),
    [("candidate", {"b", "c", "d"}), ("recommended", {"c", "d"}), ("ordered", {"d"}), ("concluded", set())],
)
def test_a_sale_is_asked_only_what_its_stage_must_have_settled(tmp_path: Path, stage: str, later: set[str]) -> None:
    stages = dict(zip("abcd", ("candidate", "recommended", "ordered", "concluded"), strict=True))
    loaded = rules(
        tmp_path, {f"sale/{name}.toml": rule(version("customer.lowest_class"), stage=of) for name, of in stages.items()}
    )
    report = check(sale(stage=stage), loaded)
    assert {one.rule[-1] for one in report.skipped if one.reason == "later_stage"} == later
    assert {one.rule[-1] for one in report.unknown} == set("abcd") - later


# What a report says

MANY = {
    "sale/a-note.toml": rule(version("customer.lowest_class"), severity="note"),
    "sale/b-warn.toml": rule(version("customer.lowest_class"), severity="warn", force="house"),
    "sale/c-block.toml": rule(version("customer.lowest_class")),
    "sale/d-block.toml": rule(version("customer.lowest_class"), stage="concluded"),
    "sale/e-open.toml": rule(version("sale.place is none and product.portfolio")),
    "sale/f-open.toml": rule(version("sale.place is none"), severity="note"),
    "sale/g-open.toml": rule(version("product.approved_from <= product.approved_until"), severity="note"),
    "sale/h-passed.toml": rule(version("customer.accepts_loss or sale.place is none", "product.levels.issuer >= 'R1'")),
    "sale/i-outside.toml": rule(version("sale.place is none", "customer.lowest_class")),
    "sale/j-ended.toml": rule(version("sale.place is none", last="2024-12-31")),
    "sale/k-unread.toml": rule(version("customer.lowest_class", cites=UNVERIFIED)),
    "sale/l-open.toml": rule(version("customer.lowest_class", "customer.kind == 'company'")),
}


@pytest.fixture
def report(tmp_path: Path) -> s.Report:
    """Give a report that holds every kind of answer."""
    customer = s.Customer(lowest_class=False, accepts_loss=True)
    return check(sale(key="S-1", customer=customer, product=levels("R2")), rules(tmp_path, MANY))


def test_findings_stand_worst_first(report: s.Report) -> None:
    assert [(one.outcome, one.severity, one.rule.removeprefix("small.sale.")) for one in report.findings] == [
        ("violation", "block", "c-block"),
        ("violation", "block", "d-block"),
        ("violation", "warn", "b-warn"),
        ("violation", "warn", "k-unread"),
        ("violation", "note", "a-note"),
        ("unknown", "block", "e-open"),
        ("unknown", "block", "l-open"),
        ("unknown", "note", "f-open"),
        ("unknown", "note", "g-open"),
    ]
    assert report.findings == (*report.violations, *report.unknown)
    assert report.evidence_required == ()


def test_a_finding_names_its_rule_its_version_its_articles_and_its_facts(report: s.Report) -> None:
    found = report.violations[2]
    assert (found.title, found.force, found.version, found.language) == ("A rule", "house", dt.date(2024, 1, 1), "en")
    assert [cite.short for cite in found.cites] == ["《示例法》第一条"]
    assert found.facts == (Fact("customer.lowest_class", False),)
    assert (found.missing, found.verified, report.violations[3].verified) == ((), True, False)


def test_a_pass_shows_the_facts_it_was_given_on(report: s.Report) -> None:
    facts = (Fact("customer.accepts_loss", True), Fact("product.levels.issuer", "R2"))
    assert report.passed == (Passed("small.sale.h-passed", dt.date(2024, 1, 1), facts),)


def test_what_was_not_decided_is_told_with_the_reason(report: s.Report) -> None:
    assert report.skipped == (
        Skipped("small.sale.i-outside", "not_applicable"),
        Skipped("small.sale.j-ended", "not_in_force"),
    )


def test_an_open_rule_names_the_facts_it_depends_on(report: s.Report) -> None:
    assert report.missing == {
        "small.sale.e-open": ("product.portfolio", "sale.place"),
        "small.sale.l-open": ("customer.kind",),
        "small.sale.f-open": ("sale.place",),
        "small.sale.g-open": ("product.approved_from", "product.approved_until"),
    }


def test_the_fact_that_could_settle_most_open_rules_is_asked_first(report: s.Report) -> None:
    assert report.ask == (
        Question("sale.place", 2),
        Question("customer.kind", 1),
        Question("product.portfolio", 1),
        Question("product.approved_from", 0),
        Question("product.approved_until", 0),
    )


@pytest.mark.parametrize(
    ("lowest", "kind", "cleared"),
    [
        (True, "company", True),
        (True, "bank", False),
        (False, "company", False),
        (None, "company", False),
        (True, None, True),
        (False, None, False),
    ],
)
def test_a_subject_is_cleared_where_all_that_applies_passes_and_something_does(
    tmp_path: Path, lowest: Any, kind: Any, cleared: bool
) -> None:
    loaded = rules(
        tmp_path,
        {"sale/wrong.toml": rule(version("customer.lowest_class", "customer.kind == 'company'"), severity="note")},
    )
    assert check(sale(customer=s.Customer(lowest_class=lowest, kind=kind)), loaded).cleared is cleared


def test_a_subject_that_no_rule_looks_at_is_not_cleared(tmp_path: Path) -> None:
    report = check(s.Holding(), one_rule(tmp_path, "customer.lowest_class"))
    assert (report.cleared, report.findings, report.passed, report.skipped, report.ask) == (False, (), (), (), ())


def test_a_rule_that_may_not_apply_still_passes_where_it_would_pass_in_any_case(tmp_path: Path) -> None:
    loaded = one_rule(tmp_path, "customer.lowest_class", "customer.kind == 'company'")
    assert outcome(sale(customer=s.Customer(lowest_class=True)), loaded) == "pass"
    assert outcome(sale(customer=s.Customer(lowest_class=False)), loaded) == "unknown"


def test_a_report_shows_itself_in_one_line(report: s.Report, tmp_path: Path) -> None:
    assert repr(report).startswith("<Report of sale S-1: violation small.sale.c-block, violation small.sale.d-block, ")
    loaded = rules(tmp_path / "more", {"sale/wrong.toml": rule(version("customer.lowest_class"))})
    assert (
        repr(check(sale(key="S-2", customer=s.Customer(lowest_class=True)), loaded)) == "<Report of sale S-2: cleared>"
    )
    assert repr(check(s.Holding(key="H-1"), loaded)) == "<Report of holding H-1: nothing applied>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{product.levels.issuer}", ("level", "R2", True)),
        ("{product.levels.seller}", ("level", None, True)),
        ("{sale.level_used}", ("level", None, False)),
        ("{age(customer.birth_date, sale.on)}", ("number", 66, True)),
        ("{customer.on_file}", ("set", frozenset({"name"}), True)),
        ("{sale.amount + 1}", ("money", Decimal(11), True)),
        ("{count(a for a in customer.assessments)}", ("number", None, False)),
        ("{left}", ("set", None, False)),
    ],
)  # fmt: skip
def test_a_message_holds_values_of_the_subject_and_knows_what_is_none_and_what_unknown(
    tmp_path: Path, text: str, found: tuple[str, Any, bool]
) -> None:
    left = term(
        "missing_from({d.item for d in sale.disclosures}, {d.item for d in sale.disclosures if d.form == 'oral'})"
    )
    files = {"terms/left.toml": left, "sale/wrong.toml": rule(version("customer.lowest_class"), message=f"so: {text}.")}
    loaded = rules(tmp_path, files)
    customer = s.Customer(lowest_class=False, birth_date=dt.date(1960, 2, 29), on_file=["name"], assessments=Some([]))
    one = sale(
        customer=customer, amount=10, product=s.Product(levels=s.Levels(issuer="R2", seller=None)), disclosures=[Disclosure(item="fees")]
    )  # fmt: skip
    (finding,) = check(one, loaded).findings
    (filled,) = finding.message.values
    assert finding.message.text == f"so: {text}."
    assert isinstance(filled, Filled)
    assert (filled.type.name, filled.value, filled.known) == found


# The bytes of a report


def test_a_report_is_written_as_canonical_json(report: s.Report) -> None:
    text = report.to_json()
    data = json.loads(text)
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert {key: data[key] for key in ("schema", "subject", "key", "on", "as_of", "stage", "packs", "cleared")} == {
        "schema": "suitability.report/1", "subject": "sale", "key": "S-1", "on": "2026-03-05", "as_of": "2026-03-10",
        "stage": "concluded", "packs": ["small"], "cleared": False,
    }  # fmt: skip
    assert data["findings"][3] == {
        "rule": "small.sale.k-unread", "version": "2024-01-01", "outcome": "violation", "severity": "warn", "force": "law",
        "title": "A rule", "verified": False, "facts": ["customer.lowest_class"], "missing": [], "marks": [],
        "cites": [
            {
                "source": "law", "title": "中华人民共和国示例法", "number": "令第1号", "at": "第二条", "rank": "law",
                "from": None, "penalty": "罚款一万元", "read_on": None, "verified": False,
            }
        ],
    }  # fmt: skip
    assert data["passed"] == [
        {
            "rule": "small.sale.h-passed",
            "version": "2024-01-01",
            "facts": ["customer.accepts_loss", "product.levels.issuer"],
        }
    ]
    assert data["skipped"][1] == {"rule": "small.sale.j-ended", "reason": "not_in_force"}
    assert data["ask"][0] == {"path": "sale.place", "settles": 2}


def test_a_report_gives_fingerprints_only_where_facts_are_asked_for(report: s.Report) -> None:
    told = [finding["fingerprint"] for finding in report.to_dict(facts=True)["findings"]]
    assert told == [finding.fingerprint for finding in report.findings]
    assert "fingerprint" not in report.to_json()


def test_a_report_shows_values_only_where_they_are_asked_for(tmp_path: Path) -> None:
    text = "customer.birth_date < sale.on and sale.at < sale.at + hours(1) and sale.amount >= 0 and 'sex' in customer.on_file and sale.place is none"
    one = sale(
        at=at(DAY),
        amount=Decimal("1.50"),
        place=None,
        customer=s.Customer(birth_date=dt.date(1985, 6, 1), on_file=["name", "contact"]),
    )
    report = check(one, one_rule(tmp_path, text))
    assert "1985-06-01" not in report.to_json()
    assert report.to_dict(facts=True)["findings"][0]["facts"] == {
        "customer.birth_date": "1985-06-01", "customer.on_file": ["contact", "name"], "sale.amount": "1.50",
        "sale.at": "2026-03-05T10:00:00+08:00", "sale.on": "2026-03-05",
    }  # fmt: skip


def test_the_first_checks_and_those_after_them_give_the_same_bytes(tmp_path: Path) -> None:
    loaded = rules(tmp_path, MANY)
    one = sale(customer=s.Customer(lowest_class=False), product=levels("R9"), place=None)
    assert len({check(one, loaded).to_json(facts=True) for _ in range(12)}) == 1


def test_many_threads_give_what_one_gives(tmp_path: Path) -> None:
    subjects = [
        sale(key=f"S-{n}", on=DAY - dt.timedelta(days=200 * (n % 5)), customer=s.Customer(lowest_class=n % 3 == 0))
        for n in range(60)
    ]
    alone = [check(one, rules(tmp_path / "alone", MANY)).to_json(facts=True) for one in subjects]
    shared = rules(tmp_path / "shared", MANY)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda one: check(one, shared).to_json(facts=True), subjects)) == alone


STRANGE = [
    "sale.on + years(9000) >= as_of", "sale.on + months(sale.premium.years) >= as_of", "sale.on + workdays(1) >= as_of",
    "age(sale.on, customer.birth_date) >= 1", "product.levels.issuer > 'R1'", "max(product.levels.issuer, sale.level_used) > 'R1'",
    "latest(a for a in customer.assessments, by=a.at).level >= 'C1'", "day(sale.at) >= sale.on",
    "max(a.on for a in customer.assessments) >= sale.on", "sale.amount * 0.000000000001 * 0.000000000001 * 0.000000000001 >= 1",
    "latest(a for a in customer.assessments, by=a.at).on + days(1) >= as_of", "sale.premium.annual * sale.premium.years >= sale.amount",
]  # fmt: skip


def test_facts_however_strange_give_findings_and_no_errors(tmp_path: Path) -> None:
    loaded = rules(
        tmp_path, {f"sale/r{n}.toml": rule(version(text, first="0001-01-01")) for n, text in enumerate(STRANGE)}
    )
    edge = dt.datetime.max.replace(tzinfo=dt.UTC, microsecond=0)
    subjects = [
        sale(),
        sale(on=dt.date.max, at=edge, customer=s.Customer(assessments=[s.Assessment(at=edge, level="C9")] * 2)),
        sale(
            on=dt.date(1, 1, 1), premium=Premium(annual=None, years=-(10**30)), product=levels("R9"), level_used="low"
        ),
        sale(amount=Decimal("999999999999999999.123456789012"), premium=Premium(annual=10**17, years=10**40)),
        sale(premium=None, customer=s.Customer(birth_date=DAY, assessments=[])),
    ]
    for one in subjects:
        found = [check(one, loaded, dt.date.max).outcomes for _ in range(6)]
        assert len(set(found)) == 1
        assert check(one, loaded, dt.date.max).findings


def test_the_packaged_packs_find_what_is_wrong_with_a_sale() -> None:
    loaded = s.load("cn", "handbook")
    record = {
        "sale": {"on": "2026-03-05", "stage": "recommended", "initiated_by": "adviser"},
        "seller": {"key": "bank", "licence": "bank"},
        "customer": {
            "kind": "natural-person", "nfra_category": "ordinary",
            "assessments": [{"at": "2025-11-03T10:00:00+08:00", "institution": "bank", "level": "C3"}],
        },
        "product": {"family": "wealth", "levels": {"issuer": "R4", "seller": None}},
    }  # fmt: skip
    report = check(s.read("sale", record, loaded), loaded)
    assert "cn.sale.risk-above-capacity" in [finding.rule for finding in report.violations]
