"""The compiled function decides as evaluation does, and alone wherever two-valued logic is enough."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from suitability.engine.ruleset import decide
from suitability.language.dates import Calendar
from suitability.language.evaluate import Evaluation
from suitability.language.parse import parse
from suitability.language.python import NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION, Condition, fuse
from suitability.language.scope import Scope
from suitability.language.tree import Compare, Constant, Lookup, Named, Node, Period, Shift, Within
from suitability.language.types import DAY as DAY_TYPE
from suitability.language.types import NUMBER, PERIOD, TEXT, Type
from suitability.language.values import Circumstances
from suitability.model.customer import Assessment, CircumstanceChange, Customer, PastSale
from suitability.model.events import Disclosure, Premium, Recording, Waiting
from suitability.model.facts import Some
from suitability.model.product import Levels, Product
from suitability.model.sale import Sale
from suitability.model.scale import Scale
from suitability.model.subject import SUBJECTS
from suitability.rules.names import roots_of
from tests.small import AS_OF, DAY, at

SCALES = {"customer": Scale("customer", ("C1", "C2", "C3")), "product": Scale("product", ("R1", "R2", "R3"))}
SCOPE = Scope(roots_of("sale"), scales=SCALES)
CIRCUMSTANCES = Circumstances(SCALES, dt.timedelta(hours=8), Calendar(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
NEXT_DAY = DAY + dt.timedelta(days=1)
LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


class Run:
    """A run of compiled conditions, and which of them were left to evaluation."""

    def __init__(self, *conditions: Condition, **facts: Any) -> None:
        self.left: list[int] = []
        self.memories: list[dict[str, Any]] = []
        self.subject = Sale(**{"on": DAY, "stage": "ordered", **facts})
        self.conditions = conditions
        self.function: Any = fuse(conditions, SUBJECTS["sale"].roots, "sale", CIRCUMSTANCES, self.fallback)
        self.outcomes = tuple(self.function(self.subject, AS_OF))

    def fallback(self, subject: Any, as_of: dt.date, index: int, memory: dict[str, Any]) -> int:
        self.left.append(index)
        self.memories.append(memory)
        return self.evaluated(index)

    def evaluated(self, index: int) -> int:
        evaluation = Evaluation(self.subject, "sale", AS_OF, CIRCUMSTANCES)
        return decide(evaluation, self.conditions[index])


def condition(require: str | Node, when: str | Node | None = None) -> Condition:
    whole, part = (parse(text, SCOPE) if isinstance(text, str) else text for text in (require, when))
    assert whole is not None
    return Condition(part, whole)


FACTS: dict[str, Any] = {
    "at": at(DAY, 10),
    "signed_at": at(NEXT_DAY, 9),
    "place": None,
    "amount": Decimal("100.50"),
    "level_used": "R2",
    "premium": Premium(annual=5, single=None, years=2),
    "waiting": None,
    "disclosures": (Disclosure(item="fees", form="oral"), Disclosure(item="basics", form="written")),
    "recordings": (Recording(covers=frozenset({"fees", "signing"})),),
    "customer": Customer(
        birth_date=dt.date(1960, 2, 29),
        kind="natural-person",
        lowest_class=False,
        on_file=["name"],
        assessments=(
            Assessment(at=at(DAY, 8), level="C1", questions=10, prompted=False),
            Assessment(at=at(DAY, 9), level="C3", questions=12, prompted=False),
            Assessment(on=dt.date(2026, 1, 1), level="C2", questions=11, prompted=True),
        ),
        purchases=(PastSale(amount=1), PastSale(amount=Decimal("2.5"))),
    ),
    "product": Product(family="wealth", levels=Levels(issuer="R1", seller=None), term_days=30),
}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("product.levels.issuer <= 'R2' and not customer.lowest_class", PASS),
        ("product.levels.issuer > 'R2' or customer.lowest_class", VIOLATION),
        ("product.family in {'wealth', 'trust'}", PASS),
        ("sale.level_used in {'R1', 'R2'}", PASS),
        ("product.family not in {'wealth'}", VIOLATION),
        ("'name' in customer.on_file and {'name'} <= customer.on_file", PASS),
        ("product.levels.seller is none and sale.waiting is none", PASS),
        ("sale.place == 'here' or sale.place != 'there'", PASS),
        ("max(product.levels.issuer, product.levels.seller) == 'R1'", PASS),
        ("min(product.levels.seller, product.levels.issuer) == 'R1'", PASS),
        ("max(sale.premium.single, sale.premium.annual, sale.amount) == 100.5", PASS),
        ("min(sale.amount, sale.premium.annual, sale.premium.single) == 5", PASS),
        ("max(sale.premium.single, sale.premium.single) is none", PASS),
        ("steps(product.levels.issuer, sale.level_used) == 1", PASS),
        ("age(customer.birth_date, sale.on) == 66 and as_of > sale.on", PASS),
        ("day(sale.signed_at) == sale.on + days(1)", PASS),
        ("sale.on + workdays(1) == day(sale.signed_at)", PASS),
        ("sale.on + months(1) >= as_of and sale.on + years(1) >= as_of", PASS),
        ("sale.on + years(sale.premium.years) == date(2028, 3, 5)", PASS),
        ("sale.on + years(1) == date(2027, 3, 5)", PASS),
        ("sale.on + days(sale.premium.years - 2) == sale.on", PASS),
        ("sale.on + months(sale.premium.years) >= as_of", PASS),
        ("sale.on + days(product.term_days) >= as_of", PASS),
        ("sale.on + workdays(sale.premium.years) >= as_of", VIOLATION),
        ("sale.at + hours(23) == sale.signed_at and sale.at + days(1) > sale.signed_at", PASS),
        ("sale.amount * 2 - 1 == 200 and sale.amount + 1 < 102", PASS),
        ("any(a.prompted for a in customer.assessments)", PASS),
        ("any(a.prompted for a in customer.assessments if a.level != 'C2')", VIOLATION),
        ("all(a.prompted for a in customer.assessments if a.level == 'C2')", PASS),
        ("all(a.questions >= 11 for a in customer.assessments)", VIOLATION),
        ("count(a for a in customer.assessments if a.on == sale.on) == 2", PASS),
        ("sum(p.amount for p in customer.purchases) == 3.5", PASS),
        ("max(a.questions for a in customer.assessments) == 12", PASS),
        ("min(a.on for a in customer.assessments) == date(2026, 1, 1)", PASS),
        ("min(a.on for a in customer.assessments if a.questions > 20) is none", PASS),
        ("latest(a for a in customer.assessments if a.on == sale.on, by=(a.on, a.at)).level == 'C3'", PASS),
        ("latest(a for a in customer.assessments if a.questions > 20, by=a.at) is none", PASS),
        ("previous(a for a in customer.assessments, by=(a.questions, a.at)).level == 'C2'", PASS),
        ("previous(a for a in customer.assessments if a.questions > 11, by=a.on) is none", PASS),
        ("{d.item for d in sale.disclosures} <= {'fees', 'basics'}", PASS),
        ("missing_from({d.item for d in sale.disclosures}, {d.item for d in sale.disclosures if d.form == 'oral'}) <= {'basics'}", PASS),
        ("size({d.item for d in sale.disclosures}) == 2 and size({d.form for d in sale.disclosures if d.item == 'other-risks'}) == 0", PASS),
        ("any(any(a.on >= sale.on for a in customer.assessments if 'fees' in r.covers) for r in sale.recordings)", PASS),
        ("any({'fees'} <= r.covers for r in sale.recordings)", PASS),
        ("customer.lowest_class or any(a.prompted for a in customer.assessments) or sale.place is none", PASS),
        ("not customer.lowest_class and all(a.prompted for a in customer.assessments) and sale.place is none", VIOLATION),
    ],
)  # fmt: skip
def test_what_was_told_is_decided_without_evaluation(text: str, outcome: int) -> None:
    run = Run(condition(text), **FACTS)
    assert run.outcomes == (outcome,) == (run.evaluated(0),)
    assert run.left == []


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("customer.lowest_class", {}),
        ("sale.place is none or adviser is none", {}),
        ("customer.kind == 'company'", {"customer": Customer()}),
        ("sale.place is none", {}),
        ("sale.premium.annual >= 1", {"premium": Premium(annual=None)}),
        ("sale.waiting.ended is none", {"waiting": Waiting()}),
        ("sale.amount + sale.premium.annual > 1", {"amount": 1, "premium": Premium(annual=None)}),
        ("product.levels.issuer >= 'R1'", {"product": Product(levels=Levels(issuer="R9"))}),
        ("product.levels.seller >= 'R1'", {"product": Product(levels=Levels(seller=None))}),
        ("max(product.levels.issuer, product.levels.seller) >= 'R1'", {"product": Product(levels=Levels(issuer="R1"))}),
        ("age(customer.birth_date, sale.on) >= 1", {"customer": Customer(birth_date=AS_OF)}),
        ("sale.on + years(9000) >= as_of", {}),
        ("sale.on + days(999999999999999999) >= as_of", {}),
        ("sale.at + hours(999999999999999999) >= sale.at + hours(1)", {"at": at(DAY)}),
        ("sale.on + workdays(300) >= as_of", {}),
        ("sale.on + days(sale.premium.years) <= as_of", {"premium": Premium(years=-1)}),
        ("sale.on + months(sale.premium.years) <= as_of", {"premium": Premium(years=-1)}),
        ("sale.on + years(sale.premium.years) <= as_of", {"premium": Premium(years=-1)}),
        ("sale.on + workdays(sale.premium.years) <= as_of", {"premium": Premium(years=-1)}),
        ("sale.on + days(0.5 * sale.premium.years) <= as_of", {"premium": Premium(years=1)}),
        ("sale.at + hours(sale.premium.years) <= sale.at + hours(1)", {"at": at(DAY), "premium": Premium(years=-1)}),
        ("day(sale.at) >= sale.on", {"at": LAST}),
        ("max(a.on for a in customer.assessments) >= sale.on", {"customer": Customer(assessments=(Assessment(at=LAST),))}),
        ("any(a.prompted for a in customer.assessments)", {"customer": Customer()}),
        ("any(a.prompted for a in customer.assessments)", {"customer": Customer(assessments=(Assessment(), Assessment(prompted=False)))}),
        ("count(a for a in customer.assessments) == 1", {"customer": Customer(assessments=Some([Assessment()]))}),
        ("max(a.questions for a in customer.assessments) > 1", {"customer": Customer(assessments=(Assessment(),))}),
        ("max(a.questions for a in customer.assessments) is none", {"customer": Customer(assessments=(Assessment(),))}),
        ("sum(a.questions for a in customer.assessments) > 1", {"customer": Customer(assessments=(Assessment(),))}),
        ("min(d.acknowledged_at for d in sale.disclosures) is none", {"disclosures": (Disclosure(acknowledged_at=None),)}),
        ("latest(a for a in customer.assessments, by=a.on).level == 'C1'", {"customer": Customer(assessments=(Assessment(on=DAY, level="C1"), Assessment(on=DAY, level="C2")))}),
        ("latest(a for a in customer.assessments, by=(a.on, a.questions)).level == 'C1'", {"customer": Customer(assessments=(Assessment(on=DAY, level="C1", questions=1), Assessment(on=DAY, level="C1", questions=1)))}),
        ("previous(a for a in customer.assessments, by=a.on).level == 'C1'", {"customer": Customer(assessments=(Assessment(on=DAY, level="C1"), Assessment(on=DAY, level="C2")))}),
        ("latest(a for a in customer.assessments, by=a.on).level >= 'C1'", {"customer": Customer(assessments=())}),
        ("{'fees'} <= {d.item for d in sale.disclosures}", {"disclosures": (Disclosure(),)}),
    ],
)  # fmt: skip
def test_what_two_values_cannot_decide_is_left_to_evaluation(text: str, facts: dict[str, Any]) -> None:
    run = Run(condition(text), **facts)
    assert (run.outcomes, run.left) == ((UNKNOWN,), [0])


def test_a_fact_that_does_not_matter_is_never_touched() -> None:
    run = Run(condition("customer.lowest_class or sale.place is none"), customer=Customer(lowest_class=True))
    assert (run.outcomes, run.left) == ((PASS,), [])


@pytest.mark.parametrize(("lowest", "outcome"), [(True, VIOLATION), (False, NOT_APPLICABLE), (None, UNKNOWN)])
def test_a_condition_that_does_not_hold_asks_for_nothing(lowest: Any, outcome: int) -> None:
    run = Run(
        condition("sale.place is none", "customer.lowest_class"), customer=Customer(lowest_class=lowest), place="here"
    )
    assert run.outcomes == (outcome,)


def test_a_rule_that_cannot_be_decided_leaves_the_others_alone() -> None:
    texts = ("sale.place is none", "customer.lowest_class", "sale.on <= as_of", "customer.accepts_loss")
    run = Run(*map(condition, texts), place=None)
    assert run.outcomes == (PASS, UNKNOWN, PASS, UNKNOWN)
    assert run.left == [1, 3]
    assert run.memories[0] is run.memories[1]


def term(name: str, text: str) -> Named:
    body = parse(text, SCOPE, None)
    return Named(name, (), body, body.type)


def shared(text: str) -> tuple[Condition, ...]:
    """Make two rules of the same term."""
    newest = term("newest", text)
    level = Constant("C2", Type("level", scale="customer"))
    return tuple(Condition(None, Compare(operator, newest, level)) for operator in (">=", "<"))


def test_a_term_that_several_rules_use_is_worked_out_for_all_of_them() -> None:
    run = Run(*shared("max(a.level for a in customer.assessments)"), **FACTS)
    assert (run.outcomes, run.left) == ((PASS, VIOLATION), [])


@pytest.mark.parametrize(("rules", "worked_out"), [(1, 0), (2, 1)])
def test_only_what_several_rules_use_is_worked_out_ahead(rules: int, worked_out: int) -> None:
    run = Run(*shared("max(a.level for a in customer.assessments)")[:rules], **FACTS)
    assert sum(name.startswith("shared_") for name in run.function.__code__.co_varnames) == worked_out


def test_what_the_rows_of_one_table_ask_for_is_no_reason_to_work_it_out_ahead() -> None:
    newest = term("newest", "max(a.level for a in customer.assessments)")
    customer, product = Type("level", scale="customer"), Type("level", scale="product")
    rows = tuple(
        (Compare("==", newest, Constant(one, customer)), Constant(other, product))
        for one, other in (("C1", "R1"), ("C2", "R2"), ("C3", "R3"))
    )
    run = Run(
        Condition(None, Compare("==", Lookup("ceiling", (newest,), rows, product), Constant("R3", product))), **FACTS
    )
    assert (run.outcomes, run.left) == ((PASS,), [])
    assert not [name for name in run.function.__code__.co_varnames if name.startswith("shared_")]


def test_a_shared_term_that_cannot_be_worked_out_is_left_to_each_rule() -> None:
    run = Run(*shared("max(a.level for a in customer.assessments)"))
    assert (run.outcomes, run.left) == ((UNKNOWN, UNKNOWN), [0, 1])


def test_a_condition_that_several_rules_share_is_asked_for_all_of_them() -> None:
    pair = [
        condition(text, "count(a for a in customer.assessments) >= 1")
        for text in ("sale.place is none", "sale.waiting is none")
    ]
    assert Run(*pair, **FACTS).outcomes == (PASS, PASS)
    assert Run(*pair, **{**FACTS, "customer": Customer(assessments=())}).outcomes == (NOT_APPLICABLE, NOT_APPLICABLE)


GUARDED = ("sale.place is none", "sale.place is none and customer.lowest_class")


@pytest.mark.parametrize(
    ("place", "outcomes", "left"),
    [
        ({"place": None}, (VIOLATION, NOT_APPLICABLE), []),
        ({"place": "here"}, (NOT_APPLICABLE, NOT_APPLICABLE), []),
        ({}, (UNKNOWN, NOT_APPLICABLE), [0, 1]),
    ],
)
def test_rules_behind_one_test_are_asked_where_it_does_not_fail(
    place: Any, outcomes: tuple[int, ...], left: list[int]
) -> None:
    facts = {name: fact for name, fact in FACTS.items() if name != "place"}
    run = Run(*(condition("sale.amount > 200", when) for when in GUARDED), **facts, **place)
    assert (run.outcomes, run.left) == (outcomes, left)


def test_the_guard_may_be_a_flag_that_is_not_told() -> None:
    pair = [condition("sale.amount > 200", "product.portfolio"), condition("sale.amount > 1", "product.portfolio")]
    told = {portfolio: {**FACTS, "product": Product(portfolio=portfolio)} for portfolio in (None, False, True)}
    assert Run(*pair, **told[None]).outcomes == (UNKNOWN, PASS)
    assert Run(*pair, **told[False]).outcomes == (NOT_APPLICABLE, NOT_APPLICABLE)
    assert Run(*pair, **told[True]).outcomes == (VIOLATION, PASS)


def test_what_only_rules_behind_failing_tests_use_is_not_worked_out() -> None:
    newest = term("newest", "max(a.level for a in customer.assessments)")
    rules = [
        Condition(parse(when, SCOPE), Compare(operator, newest, Constant("C2", newest.type)))
        for when in ("sale.place is not none", "customer.kind == 'bank'")
        for operator in (">=", "<")
    ]
    run = Run(*rules, **FACTS)
    assert (run.outcomes, run.left) == ((NOT_APPLICABLE,) * 4, [])
    bank = Run(*rules, **{**FACTS, "customer": Customer(kind="bank", assessments=FACTS["customer"].assessments)})
    assert (bank.outcomes, bank.left) == ((NOT_APPLICABLE, NOT_APPLICABLE, PASS, VIOLATION), [])
    both = Run(*rules, **{**FACTS, "place": "here", "customer": Customer(kind="bank", assessments=())})
    assert both.outcomes == tuple(both.evaluated(index) for index in range(4))


def test_a_part_of_what_two_tests_share_is_worked_out_for_either() -> None:
    inner = term("inner", "max(a.level for a in customer.assessments)")
    level = Constant("C2", inner.type)
    outer = Named("outer", (), Compare(">=", inner, level), Type("truth"))
    rules = [
        Condition(parse("sale.place is none", SCOPE), outer),
        Condition(parse("sale.place is none", SCOPE), Compare(">", inner, level)),
        Condition(parse("customer.kind == 'bank'", SCOPE), outer),
        Condition(parse("customer.kind == 'bank'", SCOPE), outer),
    ]
    bank = Customer(kind="bank", assessments=FACTS["customer"].assessments)
    run = Run(*rules, **{**FACTS, "place": "here", "customer": bank})
    assert (run.outcomes, run.left) == ((NOT_APPLICABLE, NOT_APPLICABLE, PASS, PASS), [])


def test_loops_that_ask_for_the_same_days_agree_with_evaluation() -> None:
    texts = [
        "count(a for a in customer.assessments if a.on == sale.on) == 2",
        "all(a.on <= sale.on for a in customer.assessments if a.on + months(12) >= sale.on)",
        "latest(a for a in customer.assessments if a.on <= sale.on and a.level != 'C1', by=(a.on, a.at)).level == 'C3'",
        "any(any(a.on > c.on for a in customer.assessments) for c in customer.changes)",
    ]
    customer = FACTS["customer"]
    changed = {
        **FACTS,
        "customer": Customer(assessments=customer.assessments, changes=(CircumstanceChange(on=dt.date(2026, 1, 2)),)),
    }
    run = Run(*map(condition, texts), **changed)
    assert (run.outcomes, run.left) == ((PASS, PASS, PASS, PASS), [])
    broken = Run(*map(condition, texts), **{**changed, "customer": Customer(assessments=(Assessment(level="C1"),))})
    assert broken.outcomes == tuple(broken.evaluated(index) for index in range(4))


FAMILY = parse("product.family", SCOPE, None)
LEVEL = parse("product.levels.issuer", SCOPE, None)
KEY = parse("customer.key", SCOPE, None)


def fits(asked: Node, *values: str) -> Node:
    if len(values) == 1:
        return Compare("==", asked, Constant(values[0], asked.type))
    return Within(asked, Constant(frozenset(values), Type("set", of=asked.type)))


def grid(*rows: tuple[Node, int]) -> Lookup:
    return Lookup("grid", (), tuple((test, Constant(value, NUMBER)) for test, value in rows), NUMBER)


@pytest.mark.parametrize(
    ("rows", "facts", "outcome"),
    [
        ([(fits(FAMILY, "wealth"), 1), (fits(FAMILY, "trust", "insurance"), 2)], {"product": Product(family="wealth")}, PASS),
        ([(fits(FAMILY, "trust"), 1), (fits(FAMILY, "wealth", "insurance"), 2)], {"product": Product(family="wealth")}, VIOLATION),
        ([(fits(FAMILY, "wealth"), 1), (fits(FAMILY, "wealth", "insurance"), 2)], {"product": Product(family="wealth")}, PASS),
        ([(fits(FAMILY, "trust"), 1), (fits(FAMILY, "bond"), 2)], {"product": Product(family="wealth")}, UNKNOWN),
        ([(fits(FAMILY, "trust"), 1), (fits(FAMILY, "bond"), 2)], {"product": Product()}, UNKNOWN),
        ([(fits(LEVEL, "R1"), 1), (fits(LEVEL, "R2", "R3"), 2)], {"product": Product(levels=Levels(issuer="R1"))}, PASS),
        ([(fits(LEVEL, "R1"), 1), (fits(LEVEL, "R2", "R3"), 2)], {"product": Product(levels=Levels(issuer="R3"))}, VIOLATION),
        ([(fits(LEVEL, "R1"), 1), (fits(LEVEL, "R2"), 2)], {"product": Product(levels=Levels(issuer="R9"))}, UNKNOWN),
        ([(fits(KEY, "a"), 1), (fits(FAMILY, "wealth"), 2)], {"customer": Customer(key="b"), "product": Product(family="wealth")}, VIOLATION),
        ([(fits(KEY, "a"), 1), (fits(FAMILY, "wealth"), 1)], {"product": Product(family="wealth")}, PASS),
        ([(fits(KEY, "a"), 1)], {"customer": Customer(key="a")}, PASS),
        ([(fits(KEY, "a"), 1)], {"customer": Customer(key="b")}, UNKNOWN),
        ([(parse("customer.lowest_class", SCOPE), 1), (fits(KEY, "a"), 2)], {"customer": Customer(lowest_class=True)}, PASS),
        ([], {}, UNKNOWN),
    ],
)  # fmt: skip
def test_a_table_is_looked_up_as_evaluation_looks_it_up(rows: Any, facts: dict[str, Any], outcome: int) -> None:
    run = Run(Condition(None, Compare("==", grid(*rows), Constant(1, NUMBER))), **facts)
    assert run.outcomes == (outcome,) == (run.evaluated(0),)


def test_a_table_of_levels_and_of_periods_gives_them() -> None:
    periods = tuple(
        (fits(FAMILY, family), Period("months", Constant(n, NUMBER))) for family, n in (("wealth", 6), ("trust", 0))
    )
    months = Lookup("kept", (), periods, PERIOD)
    later = Compare(">=", Shift(parse("sale.on", SCOPE, DAY_TYPE), months, DAY_TYPE), parse("as_of", SCOPE, DAY_TYPE))
    levels = tuple(
        (fits(FAMILY, family), Constant(level, LEVEL.type)) for family, level in (("wealth", "R1"), ("trust", "R2"))
    )
    ceiling = Compare("<=", LEVEL, Lookup("ceiling", (), levels, LEVEL.type))
    run = Run(
        Condition(None, later), Condition(None, ceiling), product=Product(family="wealth", levels=Levels(issuer="R2"))
    )
    assert (run.outcomes, run.left) == ((PASS, VIOLATION), [])


@pytest.mark.parametrize("text", ["__import__", "x' or __import__('os')", "K0", "subject"])
def test_a_text_of_a_rule_is_only_ever_a_text(text: str) -> None:
    same = Compare("==", KEY, Constant(text, TEXT))
    assert Run(Condition(None, same), customer=Customer(key=text)).outcomes == (PASS,)


def test_rules_reach_no_name_of_python() -> None:
    function = fuse(
        [condition("sale.place is none")], SUBJECTS["sale"].roots, "sale", CIRCUMSTANCES, lambda *_: UNKNOWN
    )
    assert function.__globals__["__builtins__"] == {}
