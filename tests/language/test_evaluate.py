"""What three-valued logic says where drawn expressions seldom go, and which facts it read or missed."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from suitability.language.dates import Calendar
from suitability.language.evaluate import Evaluation
from suitability.language.parse import parse
from suitability.language.scope import Scope
from suitability.language.tree import TRUE, Compare, Constant, Lookup, Named, Node
from suitability.language.types import FLAG, NUMBER
from suitability.language.values import At, Between, Circumstances, Members, Unknown
from suitability.model.customer import Assessment, Customer
from suitability.model.events import Candidate, Disclosure, Premium, Recording
from suitability.model.facts import NOT_TOLD, Some
from suitability.model.product import Fee, Levels, Product
from suitability.model.sale import Sale
from suitability.model.scale import Scale
from suitability.rules.names import roots_of
from tests import reference
from tests.small import AS_OF, DAY, at

SCALES = {"customer": Scale("customer", ("C1", "C2", "C3")), "product": Scale("product", ("R1", "R2", "R3"))}
SCOPE = Scope(roots_of("sale"), scales=SCALES)
WORKDAYS = Calendar(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
CIRCUMSTANCES = Circumstances(SCALES, dt.timedelta(hours=8), WORKDAYS)
MARCH = at(dt.date(2026, 3, 1))


def evaluation(**facts: Any) -> Evaluation:
    return Evaluation(Sale(**{"on": DAY, "stage": "ordered", **facts}), "sale", AS_OF, CIRCUMSTANCES)


def value(text: str, **facts: Any) -> Any:
    return evaluation(**facts).value(parse(text, SCOPE, None))


def customer(*assessments: Assessment, **facts: Any) -> dict[str, Any]:
    return {"customer": Customer(assessments=assessments, **facts)}


def decided(text: str, **facts: Any) -> Any:
    """Give the truth of a condition, and None where it is unknown."""
    found = value(text, **facts)
    return None if isinstance(found, Unknown) else found


def unknown(found: Any) -> set[str]:
    assert isinstance(found, Unknown), found
    return set(found.depends)


THREE = (Assessment(at=MARCH, level="C1"), Assessment(at=at(DAY, 9), level="C2"), Assessment(at=at(DAY, 8), level="C3"))
OLD, NEW = Assessment(on=dt.date(2026, 1, 1), level="C1"), Assessment(on=dt.date(2026, 2, 1), level="C2")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("latest(a for a in customer.assessments, by=a.at).level", 1),
        ("previous(a for a in customer.assessments, by=a.at).level", 2),
        ("latest(a for a in customer.assessments, by=(a.on, a.at)).level", 1),
        ("previous(a for a in customer.assessments if a.level != 'C3', by=a.at).level", 0),
        ("previous(a for a in customer.assessments if a.level == 'C1', by=a.at) is none", True),
        ("latest(a for a in customer.assessments if a.level > 'C3', by=a.at).level is none", True),
        ("max(a.level for a in customer.assessments)", 2),
        ("min(a.at for a in customer.assessments if a.level > 'C3') is none", True),
        ("count(a for a in customer.assessments if a.on == sale.on)", 2),
        ("any(a.level == 'C2' for a in customer.assessments if a.on == sale.on)", True),
        ("all(a.level == 'C1' for a in customer.assessments if a.on == sale.on)", False),
        ("latest(a for a in customer.assessments if a.on == sale.on, by=(a.on, a.at)).level", 1),
    ],
)
def test_a_relation_told_whole_is_folded(text: str, found: Any) -> None:
    assert value(text, **customer(*THREE)) == found


@pytest.mark.parametrize(
    "text",
    [
        "latest(a for a in customer.assessments, by=a.on).level",
        "previous(a for a in customer.assessments if a.level != 'C1', by=a.on).level",
        "previous(a for a in customer.assessments, by=a.on).level",
    ],
)
def test_a_tie_is_unknown(text: str) -> None:
    assert unknown(value(text, **customer(*THREE))) == {"customer.assessments"}


def test_a_tie_among_the_older_ones_does_not_touch_the_newest() -> None:
    tied = (Assessment(on=DAY, level="C3"), OLD, Assessment(on=OLD.on, level="C2"))
    assert value("latest(a for a in customer.assessments, by=a.on).level", **customer(*tied)) == 2
    assert unknown(value("previous(a for a in customer.assessments, by=a.on).level", **customer(*tied)))


def test_the_newest_of_members_without_a_day_depends_on_their_days() -> None:
    found = value("latest(a for a in customer.assessments, by=a.on).level", **customer(OLD, Assessment(level="C2")))
    assert unknown(found) == {"customer.assessments[1].on"}


def test_the_only_member_is_the_newest_whatever_its_day() -> None:
    assert value("latest(a for a in customer.assessments, by=a.on).level", **customer(Assessment(level="C2"))) == 1


def test_an_order_by_none_is_unknown() -> None:
    disclosures = (Disclosure(acknowledged_at=None), Disclosure(acknowledged_at=MARCH))
    assert unknown(value("latest(d for d in sale.disclosures, by=d.acknowledged_at) is none", disclosures=disclosures))


def test_a_relation_told_in_part_has_no_newest() -> None:
    found = value("latest(a for a in customer.assessments, by=a.on).level", customer=Customer(assessments=Some([OLD])))
    assert unknown(found) == {"customer.assessments"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("count(a for a in customer.assessments if a.prompted) >= 1", True),
        ("count(a for a in customer.assessments if a.prompted) > 3", False),
        ("count(a for a in customer.assessments if a.prompted) <= 3", True),
        ("count(a for a in customer.assessments if a.prompted) < 1", False),
        ("count(a for a in customer.assessments if a.prompted) == 4", False),
        ("count(a for a in customer.assessments if a.prompted) != 0", True),
        ("count(a for a in customer.assessments if a.prompted) < 4", True),
        ("4 > count(a for a in customer.assessments if a.prompted)", True),
        ("count(a for a in customer.assessments if a.prompted) >= count(a for a in customer.assessments if a.level == 'C3')", None),
        ("count(a for a in customer.assessments if a.prompted) > 1", None),
        ("count(a for a in customer.assessments if a.prompted) < 3", None),
        ("count(a for a in customer.assessments if a.prompted) > 0", True),
        ("count(a for a in customer.assessments if a.prompted) <= 1", None),
        ("count(a for a in customer.assessments if a.prompted) >= 2", None),
        ("count(a for a in customer.assessments if a.prompted) == 2", None),
        ("count(a for a in customer.assessments if a.prompted) != 2", None),
        ("count(a for a in customer.assessments if a.prompted) + 1 == 4", None),
        ("max(count(a for a in customer.assessments if a.prompted), 1) >= 1", None),
    ],
)  # fmt: skip
def test_a_count_between_bounds_decides_what_the_bounds_decide(text: str, found: bool | None) -> None:
    members = (Assessment(prompted=True), Assessment(), Assessment(level="C3"), Assessment(prompted=False))
    assert decided(text, **customer(*members)) is found


def test_a_count_of_a_relation_told_in_part_has_no_upper_bound() -> None:
    some = Customer(assessments=Some([OLD, NEW]))
    found = value("count(a for a in customer.assessments)", customer=some)
    assert isinstance(found, Between)
    assert (found.low, found.high) == (2, None)
    assert value("count(a for a in customer.assessments) >= 2", customer=some) is True
    assert value("count(a for a in customer.assessments) < 2", customer=some) is False
    assert unknown(value("count(a for a in customer.assessments) <= 2", customer=some)) == {"customer.assessments"}


def test_a_count_against_what_is_not_known_is_unknown() -> None:
    members = (Assessment(prompted=True), Assessment())
    text = "count(a for a in customer.assessments if a.prompted) >= {}"
    depends = {"customer.assessments[1].prompted"}
    assert unknown(value(text.format("sale.premium.years"), **customer(*members))) == {*depends, "sale.premium.years"}
    assert unknown(value(text.format("sale.premium.years"), premium=Premium(years=None), **customer(*members))) == {
        *depends, "sale.premium.years",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("any(a.prompted for a in customer.assessments)", True),
        ("all(a.prompted for a in customer.assessments)", None),
        ("any(a.level == 'C1' for a in customer.assessments)", None),
        ("all(a.level == 'C1' for a in customer.assessments)", False),
        ("sum(a.questions for a in customer.assessments) >= 0", None),
        ("max(a.on for a in customer.assessments) >= sale.on", None),
    ],
)
def test_a_relation_told_in_part_decides_only_what_its_members_decide(text: str, found: bool | None) -> None:
    some = Customer(assessments=Some([Assessment(prompted=True, level="C2", questions=9, on=DAY)]))
    assert decided(text, customer=some) is found


@pytest.mark.parametrize(
    ("where", "level", "found"),
    [
        (None, "C1", True),
        (None, "C2", None),
        (None, "C9", None),
        (False, "C2", True),
        (False, "C9", True),
        (True, "C2", False),
        (True, "C9", None),
    ],
)
def test_all_holds_for_a_member_that_is_left_out_or_passes(where: bool | None, level: str, found: bool | None) -> None:
    member = Assessment(prompted=where, level=level)  # type: ignore[arg-type]
    text = "all(a.level == 'C1' for a in customer.assessments if a.prompted)"
    assert decided(text, **customer(member)) is found


def told(item: str | None, form: str | None = "oral") -> Disclosure:
    return Disclosure(item=item, form=form)  # type: ignore[arg-type]


ALL_ITEMS = "{d.item for d in sale.disclosures}"
ITEMS = "{d.item for d in sale.disclosures if d.form == 'oral'}"


@pytest.mark.parametrize(
    ("disclosures", "text", "found"),
    [
        ((told("fees"),), f"{{'fees'}} <= {ITEMS}", True),
        ((told("fees", "written"),), f"{{'fees'}} <= {ITEMS}", False),
        ((told("fees", None),), f"{{'fees'}} <= {ITEMS}", None),
        ((told("fees", None),), f"{{'basics'}} <= {ITEMS}", False),
        ((told("fees", None), told("fees")), f"{{'fees'}} <= {ITEMS}", True),
        ((told(None),), f"{{'fees'}} <= {ITEMS}", None),
        ((told(None, None), told("fees")), f"{{'fees'}} <= {ITEMS}", True),
        (Some([told("fees")]), f"{{'fees'}} <= {ITEMS}", True),
        (Some([told("fees", None)]), f"{{'basics'}} <= {ITEMS}", None),
        ((told("fees", None),), f"{ITEMS} <= {{'fees', 'basics'}}", True),
        ((told("fees", None),), f"{ITEMS} <= {{'basics', 'redemption'}}", None),
        ((told("fees"), told("basics", None)), f"{ITEMS} <= {{'basics', 'redemption'}}", False),
        (Some([told("fees")]), f"{ITEMS} <= {{'fees'}}", None),
        ((told("fees", None),), f"'fees' in {ITEMS}", None),
        ((told("fees", None),), f"'basics' in {ITEMS}", False),
        (Some([]), f"'basics' in {ITEMS}", None),
        ((told("fees"), told("basics", None)), f"missing_from({ALL_ITEMS}, {ITEMS}) <= {{'basics'}}", True),
    ],
)
def test_a_set_of_uncertain_members_decides_what_the_certain_ones_decide(
    disclosures: Any, text: str, found: bool | None
) -> None:
    assert decided(text, disclosures=disclosures) is found


def test_a_member_that_is_none_is_in_no_set() -> None:
    candidates = (Candidate(level="R3"), Candidate(reason=None, level="R1"), Candidate(reason="cheap", level="R1"))
    assert value("{c.reason for c in sale.candidates if c.level == 'R1'}", candidates=candidates) == {"cheap"}


def test_a_relation_of_none_is_unknown() -> None:
    assert unknown(value("any(d.valid_from <= sale.on for d in adviser.licences)", adviser=None)) == {"adviser"}


def test_what_is_missing_lies_between_what_certainly_is_and_what_may_be() -> None:
    text = f"missing_from({ALL_ITEMS}, {ITEMS})"
    written = told("redemption", "written")
    found = value(text, disclosures=(told("fees"), told("basics", None), written))
    assert isinstance(found, Members)
    assert found.certain == frozenset({"redemption"})
    assert found.possible == frozenset({"redemption", "basics"})
    assert value(text, disclosures=(told("fees"), written)) == {"redemption"}


@pytest.mark.parametrize(
    ("disclosures", "text", "found"),
    [
        ((told("fees"), told("basics"), told("fees")), f"size({ALL_ITEMS}) == 2", True),
        ((), f"size({ALL_ITEMS}) == 0", True),
        ((told("fees"), told("basics", None)), f"size({ITEMS}) >= 1", True),
        ((told("fees"), told("basics", None)), f"size({ITEMS}) > 2", False),
        ((told("fees"), told("basics", None)), f"size({ITEMS}) == 2", None),
        ((told("fees"), told("fees", None)), f"size({ITEMS}) == 1", True),
        (Some([told("fees")]), f"size({ITEMS}) >= 1", True),
        (Some([told("fees")]), f"size({ITEMS}) <= 5", None),
        (NOT_TOLD, f"size({ITEMS}) >= 0", True),
        (NOT_TOLD, f"size({ITEMS}) == 0", None),
        ((told("fees"), told("basics", None)), f"size({ITEMS}) + 1 >= 2", None),
    ],
)
def test_the_size_of_a_set_lies_between_what_certainly_and_what_possibly_is_in_it(
    disclosures: Any, text: str, found: bool | None
) -> None:
    assert decided(text, disclosures=disclosures) is found


def test_a_set_of_a_record_that_is_none_is_unknown() -> None:
    steps = "latest(r for r in sale.recordings, by=r.started).covers"
    for text in (f"'fees' in {steps}", f"{{'fees'}} <= {steps}", f"size({steps}) == 0"):
        assert unknown(value(text, recordings=())) == {"sale.recordings"}
        node = parse(text, SCOPE)
        subject = Sale(on=DAY, stage="ordered", recordings=())
        meant = reference.evaluate(node, subject, as_of=AS_OF, scales=SCALES, offset=dt.timedelta(hours=8))
        assert meant is reference.UNKNOWN


def test_sets_of_the_subject_are_compared_with_written_ones() -> None:
    recorded = (Recording(covers=frozenset({"fees", "signing"})),)
    assert value("any({'fees'} <= r.covers for r in sale.recordings)", recordings=recorded) is True
    assert unknown(value("any({'fees'} <= r.covers for r in sale.recordings)", recordings=(Recording(),)))
    assert unknown(value("any('fees' in r.covers for r in sale.recordings)", recordings=(Recording(),)))
    assert unknown(
        value("missing_from({d.item for d in sale.disclosures}, {d.item for d in sale.disclosures}) <= {'fees'}")
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sale.on + workdays(3)", dt.date(2026, 3, 10)),
        ("sale.on + days(5)", AS_OF),
        ("sale.signed_at + days(1) > sale.signed_at + hours(23)", True),
        ("day(sale.signed_at)", DAY),
        ("age(customer.birth_date, sale.on)", 66),
        ("sale.on + months(sale.premium.years) == as_of", False),
        ("max(sale.premium.annual, sale.premium.single) == 5", True),
        ("max(sale.premium.single, sale.premium.single) is none", True),
        ("min(sale.amount, sale.premium.annual, sale.premium.single) + 1 == 6", True),
        ("0.1 * sale.amount == 100", True),
        ("sale.amount - 1 < sale.amount", True),
        ("sum(f.share for f in product.fees) == 0.03", True),
        ("sum(p.amount for p in customer.purchases) == 0", True),
        ("steps(product.levels.issuer, product.levels.seller)", 2),
        ("steps(sale.level_used, product.levels.seller)", 1),
        ("sale.on + days(sale.premium.years - 2) == sale.on", True),
        ("product.levels.issuer <= product.levels.seller", True),
        ("sale.place == 'here'", False),
        ("sale.place != 'here'", True),
        ("sale.place in {'here', 'there'}", False),
        ("not sale.place in {'here'}", True),
        ("sale.place is none", True),
        ("sale.premium is not none", True),
    ],
)
def test_plain_values_are_worked_out_exactly(text: str, found: Any) -> None:
    facts: dict[str, Any] = {
        "signed_at": dt.datetime(2026, 3, 4, 16, tzinfo=dt.UTC),
        "customer": Customer(birth_date=dt.date(1960, 2, 29), purchases=()),
        "product": Product(
            levels=Levels(issuer="R1", seller="R3"), fees=(Fee(share=Decimal("0.01")), Fee(share=Decimal("0.02")))
        ),
        "premium": Premium(annual=5, single=None, years=2),
        "amount": 1000,
        "level_used": "R2",
        "place": None,
    }
    assert value(text, **facts) == found


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("sale.on + workdays(300) > as_of", {"day out of range"}),
        ("sale.on + years(9000) > as_of", {"day out of range"}),
        ("sale.on + days(999999999999999999) > as_of", {"day out of range"}),
        ("age(as_of, sale.on) > 1", {"number out of range"}),
        ("0.000000000001 * 0.000000000001 * 0.000000000001 * 0.000000000001 * 0.000000000001 * 0.0001 * 0.0001 * sale.amount > 1", {"number out of range"}),
        ("product.levels.issuer > 'R1'", {"product.levels.issuer"}),
        ("sale.place == sale.key", {"sale.place", "sale.key"}),
        ("sale.premium.annual > 1", {"sale.premium.annual"}),
        ("sale.waiting.ended > sale.at", {"sale.waiting", "sale.at"}),
        ("product.term_days + 1 > 2", {"product.term_days"}),
        ("max(a.level for a in customer.assessments) > 'C1'", {"customer.assessments"}),
        ("adviser is none", {"adviser"}),
        ("product.family in {'bond'}", {"product.family"}),
        ("'name' in customer.on_file", {"customer.on_file"}),
        ("{'name'} <= customer.on_file", {"customer.on_file"}),
        ("sale.on + days(sale.premium.years) > as_of", {"sale.premium.years"}),
        ("age(customer.birth_date, sale.on) > 1", {"customer.birth_date"}),
        ("max(sale.level_used, sale.level_shown) > 'R1'", {"sale.level_used", "sale.level_shown"}),
        ("steps(sale.level_used, sale.level_shown) > 1", {"sale.level_used", "sale.level_shown"}),
        ("any(d.valid_from <= sale.on for d in adviser.licences)", {"adviser.licences"}),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_is_unknown_and_names_why(text: str, missing: set[str]) -> None:
    facts = {
        "product": Product(levels=Levels(issuer="R9"), term_days=None),
        "premium": Premium(annual=None),
        "waiting": None,
        "amount": Decimal("1.23456789012"),
    }
    assert unknown(value(text, **facts)) == missing


def test_a_sum_beyond_what_is_exact_is_unknown() -> None:
    tiny, vast = Fee(share=Decimal("1E-12"), amount=Decimal("1E-12")), Fee(share=9 * 10**17, amount=9 * 10**17)
    text = "sum(f.share * f.amount for f in product.fees)"
    assert value(text, product=Product(fees=(tiny, tiny))) == Decimal("2E-24")
    assert value(text, product=Product(fees=(vast, vast))) == 2 * 81 * 10**34
    assert unknown(value(text, product=Product(fees=(tiny, vast)))) == {"money out of range"}


def test_an_order_with_none_depends_on_the_fact_that_is_none() -> None:
    found = value(
        "all(d.acknowledged_at <= sale.at for d in sale.disclosures)",
        disclosures=(Disclosure(acknowledged_at=None),),
        at=MARCH,
    )
    assert unknown(found) == {"sale.disclosures[0].acknowledged_at"}
    newest = "latest(a for a in customer.assessments, by=a.at).level >= 'C1'"
    assert unknown(value(newest, **customer())) == {"customer.assessments"}
    least = "min(a.at for a in customer.assessments) >= sale.at"
    assert unknown(value(least, at=MARCH, **customer())) == {"customer.assessments"}
    highest = "max(sale.premium.annual, sale.premium.single) >= 1"
    assert unknown(value(highest, premium=Premium(annual=None, single=None))) == {"sale.premium.annual"}


def test_a_minimum_of_none_among_values_is_unknown() -> None:
    disclosures = (Disclosure(acknowledged_at=None), Disclosure(acknowledged_at=MARCH))
    found = value("min(d.acknowledged_at for d in sale.disclosures)", disclosures=disclosures)
    assert unknown(found) == {"sale.disclosures[0].acknowledged_at"}


def test_either_of_two_facts_may_settle_an_and_but_both_must_be_told_for_a_comparison() -> None:
    either = value("customer.lowest_class and customer.accepts_loss", customer=Customer())
    both = value("product.approved_from <= product.approved_until", product=Product())
    assert isinstance(either, Unknown)
    assert isinstance(both, Unknown)
    assert either.alone == either.depends == {"customer.lowest_class", "customer.accepts_loss"}
    assert both.depends == frozenset({"product.approved_from", "product.approved_until"})
    assert both.alone == frozenset()


def test_a_day_not_told_is_the_day_of_its_instant() -> None:
    run = evaluation(**customer(Assessment(at=dt.datetime(2026, 3, 4, 16, tzinfo=dt.UTC))))
    assert run.value(parse("max(a.on for a in customer.assessments)", SCOPE, None)) == DAY
    assert list(run.reads) == ["customer.assessments[0].at"]


@pytest.mark.parametrize("instant", [dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC)])
def test_an_instant_without_a_day_is_unknown(instant: dt.datetime) -> None:
    assert unknown(value("max(a.on for a in customer.assessments) > sale.on", **customer(Assessment(at=instant)))) == {
        "day out of range"
    }
    assert unknown(value("day(sale.at) > sale.on", at=instant)) == {"day out of range"}


def test_only_facts_that_were_needed_are_read() -> None:
    run = evaluation(**customer(lowest_class=False, accepts_loss=True), place="here")
    assert run.value(parse("customer.lowest_class and customer.accepts_loss or sale.place == 'here'", SCOPE)) is True
    assert run.reads == {"customer.lowest_class": False, "sale.place": "here"}


def test_a_term_used_twice_is_worked_out_once_and_read_by_both() -> None:
    body = parse("customer.lowest_class", SCOPE)
    term = Named("lowest", (), body, FLAG)
    run = evaluation(**customer(lowest_class=True))
    assert run.truth(term) is True
    run.reads = {}
    run.subject = Sale(on=DAY, stage="ordered")
    assert run.truth(term) is True
    assert run.reads == {"customer.lowest_class": True}


def rows(*pairs: tuple[Node, int]) -> Lookup:
    return Lookup("grid", (), tuple((test, Constant(number, NUMBER)) for test, number in pairs), NUMBER)


FEMALE = parse("customer.lowest_class", SCOPE)
RICH = parse("customer.accepts_loss", SCOPE)


@pytest.mark.parametrize(
    ("lookup", "found"),
    [
        (rows((FEMALE, 1), (TRUE, 2)), {"customer.lowest_class"}),
        (rows((FEMALE, 1), (TRUE, 1)), 1),
        (rows((RICH, 1), (TRUE, 2)), 2),
        (rows((RICH, 1)), {"grid (no row fits)"}),
        (rows((FEMALE, 1), (RICH, 2)), {"customer.lowest_class"}),
        (rows(), {"grid (no row fits)"}),
    ],
)
def test_a_table_gives_its_first_row_that_fits_or_what_all_open_rows_say(lookup: Lookup, found: Any) -> None:
    got = evaluation(**customer(accepts_loss=False)).value(lookup)
    assert got == found if isinstance(found, int) else unknown(got) == found


def test_a_comparison_with_a_table_without_a_row_names_the_table() -> None:
    node = Compare(">=", rows(), Constant(1, NUMBER))
    assert unknown(evaluation().value(node)) == {"grid (no row fits)"}


def test_a_member_of_a_relation_shows_its_place() -> None:
    found = value("latest(a for a in customer.assessments, by=a.on)", **customer(OLD, NEW))
    assert found == At(NEW, "customer.assessments[1]")
