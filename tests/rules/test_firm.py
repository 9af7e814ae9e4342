"""What a firm's pack states is always so, and what it makes stricter: read, and refused where it may not be."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

import suitability as s
from suitability.engine.ruleset import RuleSet
from suitability.errors import PackError, RuleFileErrors
from suitability.packs.store import dump, restore
from suitability.rules.read import read_folder
from tests.small import HEAD, UNVERIFIED, rule, version, write

OWNED = 'owner = "Wu"\nreason = "ours"\n'
PARAM = """\
[param.{name}]
label    = {{ en = "{name}" }}
type     = "{type}"
stricter = "{stricter}"
versions = [{versions}]
"""
FIRM = 'title = { en = "Firm" }\nlanguage = "en"\n'


def facts(said: str, first: str = "2026-01-01", more: str = "") -> str:
    return f"[[facts]]\nfrom = {first}\n{OWNED}{said}\n{more}\n"


def tighten(said: str, first: str = "2026-01-01", more: str = "") -> str:
    return f"[[tighten]]\nfrom = {first}\n{OWNED}{said}\n{more}\n"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Write a pack with parameters of both ways and two rules."""
    parameters = [
        ("months", "number", "lower", "{ from = 2020-01-01, value = 24 }, { from = 2026-07-01, value = 12 }"),
        ("floor", "money", "higher", "{ from = 2020-01-01, value = 100 }"),
        ("high", "level product", "lower", "{ from = 2020-01-01, until = 2027-12-31, value = 'R3' }"),
        ("kinds", "set CustomerKind", "higher", "{ from = 2020-01-01, value = ['company'] }"),
    ]
    head = HEAD + "".join(PARAM.format(name=n, type=t, stricter=w, versions=v) for n, t, w, v in parameters)
    files = {
        "sale/soft.toml": rule(version("customer.lowest_class"), force="house", severity="note", stage="ordered"),
        "sale/unread.toml": rule(version("sale.place is none", cites=UNVERIFIED), stage="ordered"),
        "profile/plain.toml": rule(version("customer.lowest_class"), subject="profile", stage=None),
    }
    return write(tmp_path, files, head=head)


def load(base: Path, *texts: str) -> RuleSet:
    """Load firms' packs over the base, each over those before it."""
    folders = [
        write(base.parent, {"pack.toml": f'name = "firm{number}"\n{FIRM}{text}'}, name=f"firm{number}")
        for number, text in enumerate(texts)
    ]
    return s.load(s.folder(base), *map(s.folder, folders))


def refused(base: Path, *texts: str) -> str:
    with pytest.raises(RuleFileErrors) as caught:
        load(base, *texts)
    return "\n".join(f"{e.message}; {e.hint}" if e.hint else e.message for e in caught.value.errors)


def value(rules: RuleSet, name: str, day: dt.date) -> object:
    node = rules.parameter(name, day)
    return None if node is None else getattr(node, "value", node)


# Parameters


def test_a_tightened_parameter_holds_from_its_day_to_its_last(base: Path) -> None:
    rules = load(base, tighten('param = "months"\nvalue = 18\nuntil = 2026-05-31', "2026-02-01"))
    days = [dt.date(2026, 1, 31), dt.date(2026, 2, 1), dt.date(2026, 5, 31), dt.date(2026, 6, 1)]
    assert [value(rules, "months", day) for day in days] == [24, 18, 18, 24]


@pytest.mark.parametrize(
    ("name", "stricter", "looser", "was", "way"),
    [
        ("months", "11", "13", "12 on 2026-08-01", "lower"),
        ("floor", "100.01", "99.99", "100 on 2026-08-01", "higher"),
        ("high", "'R2'", None, "", "lower"),
    ],
)
def test_only_the_stricter_way_is_open(
    base: Path, name: str, stricter: str, looser: str | None, was: str, way: str
) -> None:
    load(base, tighten(f'param = "{name}"\nvalue = {stricter}', "2026-08-01"))
    if looser is not None:
        assert refused(base, tighten(f'param = "{name}"\nvalue = {looser}', "2026-08-01")) == (
            f"{looser} loosens {name}, which is {was}; a firm may only tighten: for this parameter {way} is stricter"
        )


def test_a_level_is_compared_by_its_rank(base: Path) -> None:
    first = tighten('param = "high"\nvalue = "R2"')
    assert "R3 loosens high, which is R2 on 2026-01-01" in refused(base, first, tighten('param = "high"\nvalue = "R3"'))


def test_the_same_value_is_no_loosening(base: Path) -> None:
    load(base, tighten('param = "months"\nvalue = 12', "2026-08-01"))


def test_a_value_that_a_later_version_overtakes_is_refused(base: Path) -> None:
    message = refused(base, tighten('param = "months"\nvalue = 18'))
    assert message.startswith("18 loosens months, which is 12 on 2026-07-01")


def test_a_second_firm_may_only_tighten_what_the_first_left(base: Path) -> None:
    first = tighten('param = "floor"\nvalue = 200')
    assert refused(base, first, tighten('param = "floor"\nvalue = 150')).startswith("150 loosens floor, which is 200")
    rules = load(base, first, tighten('param = "floor"\nvalue = 300', "2026-03-01"))
    days = [dt.date(2026, 2, 28), dt.date(2026, 3, 1)]
    assert [value(rules, "floor", day) for day in days] == [Decimal(200), Decimal(300)]


def test_a_tightening_ends_with_what_it_tightens(base: Path) -> None:
    rules = load(base, tighten('param = "high"\nvalue = "R1"', "2027-06-01"))
    days = [dt.date(2027, 5, 31), dt.date(2027, 12, 31), dt.date(2028, 1, 1)]
    assert [value(rules, "high", day) for day in days] == ["R3", "R1", None]
    message = "high has no value in that time, so there is nothing to tighten"
    assert refused(base, tighten('param = "high"\nvalue = "R1"', "2028-01-01")) == message


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ('param = "month"\nvalue = 1', "no pack before this one has the parameter 'month'"),
        ('param = "months"', "a parameter is tightened by its `value`"),
        ('param = "months"\nvalue = 1\nseverity = "block"', "a parameter is tightened by its `value`"),
        ('param = "months"\nvalue = "one"', "'one' is not a number"),
        ('param = "kinds"\nvalue = ["bank"]', "kinds has no order, so it cannot be tightened"),
        ('param = "months"\nvalue = 1\nuntil = 2025-12-31', "ends on 2025-12-31, before it begins on 2026-01-01"),
        ("", "tightens one thing: a `param` or a `rule`"),
        ('param = "months"\nrule = "small.sale.soft"\nvalue = 1', "tightens one thing: a `param` or a `rule`"),
    ],
)
def test_a_tightening_of_a_parameter_says_what_is_wrong_with_it(base: Path, said: str, message: str) -> None:
    assert refused(base, tighten(said)).startswith(message)


def test_a_pack_sets_its_own_parameters_itself(base: Path) -> None:
    own = PARAM.format(name="own", type="number", stricter="lower", versions="{ from = 2020-01-01, value = 2 }")
    assert "a pack sets its own parameters in [param]" in refused(base, own + tighten('param = "own"\nvalue = 1'))


# Rules


def severity(rules: RuleSet, day: dt.date, name: str = "soft") -> str:
    plan = rules.plan("sale", day, "concluded")
    return next(one.severity for one in plan.active if one.rule.id == f"small.sale.{name}")


def test_a_rule_is_made_severer_from_a_day_on(base: Path) -> None:
    first, second = (
        tighten('rule = "small.sale.soft"\nseverity = "warn"'),
        tighten('rule = "small.sale.soft"\nseverity = "block"', "2026-06-01"),
    )
    rules = load(base, first, second)
    days = [dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 5, 31), dt.date(2026, 6, 1)]
    assert [severity(rules, day) for day in days] == ["note", "warn", "warn", "block"]


def test_a_finding_has_the_severity_the_firm_gave_it(base: Path) -> None:
    rules = load(base, tighten('rule = "small.sale.soft"\nseverity = "block"'))
    one = s.Sale(on=dt.date(2026, 3, 5), stage="ordered", place=None, customer=s.Customer(lowest_class=False))
    (finding,) = s.check(one, rules, as_of=one.on).findings
    assert finding.severity == "block"


def test_a_rule_is_made_due_earlier(base: Path) -> None:
    rules = load(base, tighten('rule = "small.sale.soft"\nstage = "candidate"'))
    for day, due in ((dt.date(2025, 12, 31), False), (dt.date(2026, 1, 1), True)):
        active = {one.rule.id for one in rules.plan("sale", day, "candidate").active}
        assert ("small.sale.soft" in active) is due


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ('rule = "small.sale.sof"\nseverity = "block"', "no pack before this one has the rule 'small.sale.sof'"),
        ('rule = "small.sale.soft"', "a rule is tightened by its `severity` or its `stage`"),
        ('rule = "small.sale.soft"\nvalue = 1', "a rule is tightened by its `severity` or its `stage`"),
        (
            'rule = "small.sale.unread"\nseverity = "block"',
            "small.sale.unread rests on law that was not read in the law itself, so it never blocks",
        ),
        (
            'rule = "small.profile.plain"\nstage = "candidate"',
            "candidate loosens small.profile.plain, which has no stages",
        ),
        (
            'rule = "small.profile.plain"\nseverity = "warn"',
            "warn loosens small.profile.plain, which has block on 2026-01-01",
        ),
    ],
)
def test_a_tightening_of_a_rule_says_what_is_wrong_with_it(base: Path, said: str, message: str) -> None:
    assert refused(base, tighten(said)).startswith(message)


def test_a_later_stage_is_looser(base: Path) -> None:
    first = tighten('rule = "small.sale.soft"\nstage = "candidate"')
    assert refused(base, first, tighten('rule = "small.sale.soft"\nstage = "recommended"')) == (
        "recommended loosens small.sale.soft, which is due from candidate on; an earlier stage is stricter"
    )


# Aliases of levels


@pytest.mark.parametrize(
    ("scale", "level", "message"),
    [
        ("customer", "C1", None),
        ("customer", "C3", "firm0 reads mid of the scale 'customer' as C3, which loosens C2; lower is stricter"),
        ("product", "R3", None),
        ("product", "R1", "firm0 reads mid of the scale 'product' as R1, which loosens R2; higher is stricter"),
    ],
)
def test_another_name_of_a_level_may_be_read_more_strictly(
    tmp_path: Path, scale: str, level: str, message: str | None
) -> None:
    def head(name: str) -> str:
        letter = scale[0].upper() if scale == "customer" else "R"
        levels = ", ".join(f'"{letter}{number}"' for number in (1, 2, 3))
        return f'[scale.{scale}]\nlabel = {{ en = "level" }}\nlevels = [{levels}]\naliases = {{ mid = "{name}" }}\n'

    base = write(tmp_path, head=FIRM + head("C2" if scale == "customer" else "R2"))
    if message is None:
        assert load(base, head(level)).scales[scale].ranks["mid"] == int(level[1]) - 1
    else:
        with pytest.raises(PackError, match=message):
            load(base, head(level))


# Facts


def test_a_pack_keeps_what_the_firm_states_and_who_answers_for_it(base: Path) -> None:
    rules = load(base, facts('is = { seller = { key = "b", licence = "bank" }, product.family = ["wealth", "trust"] }\nnone = ["adviser"]'))  # fmt: skip
    assert [(one.path, one.values, one.first, one.owner) for one in rules.stated] == [
        ("seller.key", ("b",), dt.date(2026, 1, 1), "Wu"),
        ("seller.licence", ("bank",), dt.date(2026, 1, 1), "Wu"),
        ("product.family", ("wealth", "trust"), dt.date(2026, 1, 1), "Wu"),
        ("adviser", (None,), dt.date(2026, 1, 1), "Wu"),
    ]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("", "states nothing"),
        ('is = { seller.licens = "bank" }', "seller.licens is no fact of a record"),
        ('is = { licence = "bank" }', "licence is no fact of a record"),
        ('is = { seller.licence = "banks" }', "'banks' is not a choice"),
        ("is = { product.portfolio = 1 }", "1 is not a flag"),
        ("is = { customer.accepts_loss = true }", "customer.accepts_loss is a fact of one customer, never of all"),
        ("is = { product.levels.issuer = 'R1' }", "product.levels.issuer cannot always be the same: it is a level"),
        ("is = { product.approved_from = 2026-01-01 }", "product.approved_from cannot always be the same: it is a day"),
        ("is = { sale.stage = 'ordered' }", "sale.stage cannot always be the same"),
        ("is = { sale.opinions = [] }", "sale.opinions cannot always be the same: it is a list of records"),
        ('none = ["seller.key"]', "seller.key cannot be none"),
        ('none = ["customer"]', "customer is a fact of one customer, never of all"),
        ('none = ["seller"]', "seller cannot be none"),
        ('none = ["customer.assessments"]', "customer.assessments is a fact of one customer, never of all"),
        ('is = { product.family = ["wealth"] }', "product.family is one of several different values here"),
        ('is = { product.family = ["wealth", "wealth"] }', "product.family is one of several different values here"),
        ('is = { seller.licence = "bank" }\nuntil = 2025-12-31', "ends on 2025-12-31, before it begins on 2026-01-01"),
    ],
)
def test_a_statement_says_what_is_wrong_with_it(base: Path, said: str, message: str) -> None:
    assert refused(base, facts(said)).startswith(message)


@pytest.mark.parametrize(
    ("first", "until", "clash"),
    [
        ("2026-01-01", None, True),
        ("2027-01-01", None, True),
        ("2025-01-01", "2025-12-31", False),
        ("2025-01-01", "2026-01-01", True),
    ],
)
def test_a_fact_is_stated_once_for_a_day(base: Path, first: str, until: str | None, clash: bool) -> None:
    texts = (
        facts('is = { seller.key = "a" }'),
        facts('is = { seller.key = "b" }', first, f"until = {until}" if until else ""),
    )
    if clash:
        assert refused(base, *texts).startswith("seller.key is stated already, from 2026-01-01 by Wu")
    else:
        assert len(load(base, *texts).stated) == 2


# Compiled packs


def test_a_compiled_pack_says_the_same(base: Path) -> None:
    said = facts(
        'is = { product.minimum_amount = 1.5, product.portfolio = false, seller.key = "b" }\nnone = ["sale.place"]'
    )
    folder = write(
        base.parent,
        {"pack.toml": f'name = "firm"\n{FIRM}{said}' + tighten('param = "high"\nvalue = "R2"')},
        name="firm",
    )
    under = [read_folder(base)]
    plain, compiled = read_folder(folder, under), restore(dump(folder, under), under)
    assert compiled.stated == plain.stated
    assert compiled.tightened == plain.tightened
    (tightened,) = compiled.tightened
    assert tightened.trees.tree(tightened.value_at or 0) == plain.trees.tree(plain.tightened[0].value_at or 0)
