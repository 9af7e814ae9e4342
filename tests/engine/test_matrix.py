"""The matrix says what the rules say of constructed sales, and follows every change of them."""

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

import suitability as s
from suitability.engine.constructed import Constructed
from suitability.engine.matrix import Grid, Reason, matrix
from suitability.engine.ruleset import RuleSet
from suitability.errors import SuitabilityError
from tests.small import DAY, HEAD, UNVERIFIED, rule, rules, table, term, version

CN = Path(__file__).resolve().parents[2] / "rulesets" / "cn"
LETTERS = {"allowed": "a", "with-procedure": "p", "never": "n", "unknown": "?"}
NAMES = ("strict", "steps", "linked", "silent", "gone")
REGIMES = table(
    "choice",
    "until = 2025-12-31\nwhen = { product.family = 'bond' }\nis = 'gone'",
    "when = { product.family = ['wealth', 'trust'], seller.licence = ['bank', 'wealth-company'] }\nis = 'strict'",
    "when = { product.family = 'public-fund', seller.licence = ['bank', 'fund-manager'] }\nis = 'steps'",
    "when = { product.family = 'stock', seller.licence = 'securities-firm' }\nis = 'steps'",
    "when = { product.family = 'insurance', product.principal_at_risk = true }\nis = 'linked'",
    "when = { product.family = 'deposit' }\nis = 'silent'",
    more="values = { " + ", ".join(f"{name} = {{ en = '{name}' }}" for name in NAMES) + " }",
)
CEILING = table(
    "level product", *[f"when = {{ l = 'C{n}' }}\nis = 'R{n}'" for n in (1, 2, 3)], more="of = { l = 'level customer' }"
)
HELD = "latest(a for a in customer.assessments if a.institution == seller.key and a.on <= sale.on, by=a.at).level"
LEVELS = {
    "tables/ceiling.toml": CEILING,
    "terms/held.toml": term(HELD),
    "terms/above.toml": term("product.levels.issuer > ceiling(held)"),
    "terms/ordinary.toml": term("customer.csrc_category == 'ordinary'"),
}
FILES = {
    **LEVELS,
    "tables/regime.toml": REGIMES,
    "sale/above.toml": rule(version("not above", "regime == 'strict' and ordinary")),
    "sale/recommended.toml": rule(
        version("not above", "regime in {'steps', 'linked'} and ordinary and sale.initiated_by != 'customer'")
    ),
    "sale/lowest.toml": rule(version("not above", "regime == 'steps' and customer.lowest_class")),
    "sale/unapplied.toml": rule(
        version(
            "any(a.product == product.key and a.at <= sale.at for a in sale.applications)",
            "regime == 'steps' and ordinary and above",
        ),
        stage="ordered",
    ),
    "sale/unwarned.toml": rule(
        version("any(w.kind == 'mismatch' for w in sale.warnings)", "regime == 'steps' and ordinary and above"),
        stage="concluded",
    ),
}
UNAPPLIED = Reason("small.sale.unapplied", "asks", ("sale.applications",))
UNWARNED = Reason("small.sale.unwarned", "asks", ("sale.warnings",))
ASKED = (UNAPPLIED, UNWARNED)


@pytest.fixture
def loaded(tmp_path: Path) -> RuleSet:
    return rules(tmp_path, FILES)


def grids(loaded: RuleSet, regime: str | None = None, initiator: str = "customer", day: dt.date = DAY) -> list[Grid]:
    """Give the grids of sales of a day that one side begins."""
    chosen = None if regime is None else [regime]
    return list(matrix(loaded, [day], regimes=chosen, initiators=[initiator]))


def answers(found: Sequence[Grid], customer: str = "ordinary") -> list[str]:
    """Give a word of answers for each level of a customer, of the only grid."""
    (grid,) = found
    return ["".join(LETTERS[cell.answer] for cell in row.cells) for row in grid.rows if row.customer == customer]


def of_sale(tmp_path: Path, *texts: str, **head: str) -> RuleSet:
    """Load the terms of levels with these rules, in packs without regimes."""
    return rules(tmp_path, {**LEVELS, **{f"sale/r{n}.toml": rule(text, **head) for n, text in enumerate(texts)}})


def test_a_rule_that_nothing_done_can_satisfy_forbids(loaded: RuleSet) -> None:
    found = grids(loaded, "strict")
    assert answers(found) == ["ann", "aan", "aaa"]
    row = next(row for row in found[0].rows if (row.customer, row.level) == ("ordinary", "C1"))
    assert row.cells[0].reasons == ()
    assert row.cells[1].reasons == (Reason("small.sale.above", "forbids"),)


def test_rules_that_ask_for_steps_make_a_mismatch_a_matter_of_procedure(loaded: RuleSet) -> None:
    found = grids(loaded, "steps")
    assert answers(found) == ["app", "aap", "aaa"]
    row = next(row for row in found[0].rows if (row.customer, row.level) == ("ordinary", "C1"))
    assert row.cells[1].reasons == ASKED


def test_no_procedure_helps_the_lowest_class(loaded: RuleSet) -> None:
    found = grids(loaded, "steps")
    assert answers(found, "lowest-class") == ["ann"]
    assert found[0].rows[0].cells[1].reasons == (Reason("small.sale.lowest", "forbids"),)


def test_no_procedure_helps_where_the_institution_promotes(loaded: RuleSet) -> None:
    assert answers(grids(loaded, "steps", "institution")) == ["ann", "aan", "aaa"]


def test_what_no_rule_decides_is_unknown_and_never_allowed(loaded: RuleSet) -> None:
    assert answers(grids(loaded, "silent")) == ["???", "???", "???"]
    assert answers(grids(loaded, "linked")) == ["???", "???", "???"]
    assert answers(grids(loaded, "linked", "institution")) == ["ann", "aan", "aaa"]
    assert answers(grids(loaded, "steps"), "professional") == ["???", "???", "???"]


def test_a_professional_is_told_apart_only_where_the_rules_do(tmp_path: Path) -> None:
    found = grids(of_sale(tmp_path, version("not above")))
    assert answers(found, "professional") == answers(found) == ["ann", "aan", "aaa"]


def test_a_level_that_the_table_gives_otherwise_changes_its_cell_and_no_other(tmp_path: Path) -> None:
    shutil.copytree(CN, tmp_path / "cn")
    table_of_levels = tmp_path / "cn" / "tables" / "ceiling.toml"
    text = table_of_levels.read_text(encoding="utf-8")
    table_of_levels.write_text(text.replace('level = "C2" }\nis = "R2"', 'level = "C2" }\nis = "R3"'), encoding="utf-8")
    day = dt.date(2026, 3, 1)
    before, after = (
        {
            (grid.initiators, row.customer, row.level, cell.product): cell.answer
            for grid in matrix(loaded, [day], regimes=["nfra-investment"])
            for row in grid.rows
            for cell in row.cells
        }
        for loaded in (s.load("cn"), s.load(s.folder(tmp_path / "cn")))
    )
    turned = {key[1:]: (before[key], after[key]) for key in before if before[key] != after[key]}
    assert turned == {("ordinary", "C2", "R3"): ("never", "allowed")}


def test_the_matrix_and_the_check_of_the_same_sale_agree(loaded: RuleSet) -> None:
    sales = Constructed(loaded, DAY)
    seen = set()
    for grid in matrix(loaded, [DAY]):
        for row in grid.rows:
            for cell in row.cells:
                sale = sales.sale(grid.routes[-1], row.customer, row.level, cell.product, grid.initiators[-1])
                report = s.check(sale, loaded, as_of=DAY)
                violated = {finding.rule for finding in report.violations}
                asked = {finding.rule for finding in report.unknown}
                named = {reason.rule for reason in cell.reasons}
                assert named == {"never": violated, "with-procedure": asked}.get(cell.answer, set())
                assert cell.answer in ("never", "with-procedure") or not violated | asked
                seen.add(cell.answer)
    assert seen == set(LETTERS)


def test_a_violated_rule_that_only_warns_leaves_a_pair_unknown(tmp_path: Path) -> None:
    """Law known from a secondary source never blocks; that it may be so is no leave to sell."""
    for name, text in (("warn", rule(version("not above"), severity="warn")), ("unread", rule(version("not above", cites=UNVERIFIED)))):  # fmt: skip
        found = grids(rules(tmp_path / name, {**LEVELS, "sale/r0.toml": text}))
        assert answers(found) == ["a??", "aa?", "aaa"]
        assert found[0].rows[0].cells[1].reasons == (Reason("small.sale.r0", "warns"),)


def test_the_worst_answer_prevails_and_gives_its_own_reasons(tmp_path: Path) -> None:
    asks = version("any(w.kind == 'mismatch' for w in sale.warnings)", "above")
    found = grids(of_sale(tmp_path, asks, version("not above", "product.levels.issuer == 'R3'")))
    assert answers(found) == ["apn", "aan", "aaa"]
    assert [reason.rule for reason in found[0].rows[1].cells[2].reasons] == ["small.sale.r1"]


@pytest.mark.parametrize(
    ("require", "when", "found"),
    [
        # What is done may satisfy these, and what was not done does not.
        ("count(w for w in sale.warnings) >= 1", "above", "p"),
        ("sale.waiting.ended is not none", "above", "p"),
        ("any(l.valid_from <= sale.on for l in adviser.licences)", "above", "p"),
        ("sale.channel != 'online'", "above", "p"),
        # Nothing needs to be done for these.
        ("all(w.signed_at is not none for w in sale.warnings)", "above", "a"),
        ("sale.waiting is none or sale.waiting.ended is not none", "above", "a"),
        # Nothing that is done can help with these.
        ("not above and any(w.kind == 'mismatch' for w in sale.warnings)", None, "n"),
        # No matrix knows these.
        ("product.complexity == 'simple'", "above", "?"),
        ("any(w.kind == 'mismatch' for w in sale.warnings)", "above and customer.income >= 1", "?"),
    ],
)
def test_an_answer_is_a_matter_of_procedure_only_where_what_is_done_decides(
    tmp_path: Path, require: str, when: str | None, found: str
) -> None:
    loaded = of_sale(tmp_path, version(require, when), version("not above", "customer.lowest_class"))
    row = next(row for row in grids(loaded)[0].rows if (row.customer, row.level) == ("ordinary", "C1"))
    assert LETTERS[row.cells[1].answer] == found


def test_the_facts_that_no_matrix_knows_are_named(tmp_path: Path) -> None:
    found = grids(of_sale(tmp_path, version("product.complexity == 'simple'", "above")))
    assert found[0].rows[0].cells[1].reasons == (Reason("small.sale.r0", "depends", ("product.complexity",)),)


@pytest.mark.parametrize(
    ("require", "when", "compares"),
    [
        ("product.levels.issuer <= ceiling(held)", None, True),
        ("steps(product.levels.issuer, product.levels.seller) == 0", "held == 'C1'", False),
        ("product.levels.issuer == 'R1'", None, False),
        ("held == 'C3'", None, False),
        # Both are read, but only one of them matters.
        ("product.levels.issuer <= 'R2'", "held is not none", False),
        # Two conditions side by side compare as well.
        ("product.levels.issuer == 'R1'", "held == 'C1'", True),
        ("product.levels.issuer == 'R1'", "customer.lowest_class", True),
        ("fits(held, product.levels.issuer)", None, True),
    ],
)
def test_only_rules_that_set_one_level_against_the_other_count(
    tmp_path: Path, require: str, when: str | None, compares: bool
) -> None:
    fits = table(
        "flag", "when = { c = 'C3' }\nis = true", "is = true", more="of = { c = 'level customer', p = 'level product' }"
    )
    files = {**LEVELS, "tables/fits.toml": fits, "sale/r0.toml": rule(version(require, when))}
    found = grids(rules(tmp_path, files))
    assert any(cell.answer != "unknown" for row in found[0].rows for cell in row.cells) == compares


def test_every_route_to_a_regime_is_run_and_those_that_agree_are_one_grid(loaded: RuleSet) -> None:
    (grid,) = grids(loaded, "steps")
    assert [tuple(value for _, value in route) for route in grid.routes] == [
        ("public-fund", "bank"), ("public-fund", "fund-manager"), ("stock", "securities-firm"),
    ]  # fmt: skip


def test_a_rule_for_one_seller_or_family_sets_its_routes_apart(tmp_path: Path) -> None:
    files = {**FILES, "sale/above.toml": rule(version("not above", "regime == 'strict' and product.family == 'trust'"))}
    silent, told = grids(rules(tmp_path, files), "strict")
    assert [dict(route)["product.family"] for route in (*silent.routes, *told.routes)] == ["wealth", "wealth", "trust", "trust"]  # fmt: skip
    assert answers([silent]) == ["???", "???", "???"]
    assert answers([told]) == ["ann", "aan", "aaa"]


def test_a_route_that_an_earlier_row_takes_is_none_of_the_later_one(tmp_path: Path) -> None:
    taken = REGIMES.replace("[[row]]", "[[row]]\nwhen = { product.family = 'stock' }\nis = 'silent'\n[[row]]", 1)
    (grid,) = grids(rules(tmp_path, {**FILES, "tables/regime.toml": taken}), "steps")
    assert {dict(route)["product.family"] for route in grid.routes} == {"public-fund"}


def test_a_route_that_an_earlier_row_may_take_is_unknown_and_says_on_what_it_hangs(tmp_path: Path) -> None:
    first = "when = { product.family = 'stock', product.portfolio = true }\nis = 'silent'"
    unsure = REGIMES.replace("[[row]]", f"[[row]]\n{first}\n[[row]]", 1)
    found = grids(rules(tmp_path, {**FILES, "tables/regime.toml": unsure}), "steps")
    stock = next(grid for grid in found if dict(grid.routes[0])["product.family"] == "stock")
    assert answers([stock], "lowest-class") == ["a??"]
    assert stock.rows[0].cells[1].reasons[0].facts == ("product.portfolio",)


def test_a_route_may_lead_some_customers_only(tmp_path: Path) -> None:
    only = REGIMES.replace(
        "product.family = 'stock',", "product.family = 'stock', customer.csrc_category = 'professional',"
    )
    found = grids(rules(tmp_path, {**FILES, "tables/regime.toml": only}), "steps")
    stock = next(grid for grid in found if dict(grid.routes[0])["product.family"] == "stock")
    assert {row.customer for row in stock.rows} == {"professional"}


def test_packs_without_regimes_have_one_route(tmp_path: Path) -> None:
    (grid,) = grids(of_sale(tmp_path, version("not above")))
    assert (grid.regime, grid.routes) == (None, ((),))
    assert answers([grid]) == ["ann", "aan", "aaa"]


def test_days_and_sides_with_the_same_answers_are_one_grid_and_others_are_not(tmp_path: Path) -> None:
    later = rule(version("not above", first="2026-02-01"))
    found = matrix(
        rules(tmp_path, {**LEVELS, "sale/r0.toml": later}), [dt.date(2026, 1, 31), DAY, dt.date(2026, 2, 1), DAY]
    )
    assert [(grid.days, grid.initiators) for grid in found] == [
        ((dt.date(2026, 1, 31),), ("customer", "institution")),
        ((DAY, dt.date(2026, 2, 1)), ("customer", "institution")),
    ]
    assert answers(found[:1]) == ["???", "???", "???"]
    assert answers(found[1:]) == ["ann", "aan", "aaa"]


def test_the_regimes_are_those_of_the_day(loaded: RuleSet) -> None:
    assert [grid.regime for grid in grids(loaded)] == ["strict", "steps", "linked", "silent"]
    assert grids(loaded, day=dt.date(2025, 12, 31))[0].regime == "gone"


def test_only_the_customers_asked_for_are_shown_and_their_answers_do_not_change(tmp_path: Path) -> None:
    text = version("product.levels.issuer == 'R1'", "customer.lowest_class")
    (grid,) = matrix(of_sale(tmp_path, text), [DAY], customers=["lowest-class"], initiators=["customer"])
    assert answers([grid], "lowest-class") == ["ann"]
    assert {row.customer for row in grid.rows} == {"lowest-class"}


FIRM = """
[[facts]]
from   = 2025-01-01
owner  = "us"
reason = "we are a bank"
is     = {{ {} }}
"""


@pytest.mark.parametrize(
    ("stated", "routes"),
    [
        ("seller = { key = 'our-bank', licence = 'bank' }", [("public-fund", "bank")]),
        ("product.family = ['stock', 'public-fund']", [("public-fund", "bank"), ("public-fund", "fund-manager"), ("stock", "securities-firm")]),
        ("product.family = 'stock'", [("stock", "securities-firm")]),
        ("product.family = 'loan'", []),
        ("customer.kind = 'company'", [("public-fund", "bank"), ("public-fund", "fund-manager"), ("stock", "securities-firm")]),
    ],
)  # fmt: skip
def test_a_firm_sees_the_sales_that_it_may_have(tmp_path: Path, stated: str, routes: list[tuple[str, str]]) -> None:
    loaded = rules(tmp_path, FILES, HEAD + FIRM.format(stated))
    found = grids(loaded, "steps")
    assert [tuple(value for _, value in route) for grid in found for route in grid.routes] == routes
    assert not found or answers(found) == ["app", "aap", "aaa"]


def test_customers_whom_a_firm_states_it_has_not_are_left_out(tmp_path: Path) -> None:
    loaded = rules(tmp_path, FILES, HEAD + FIRM.format("customer.csrc_category = 'ordinary'"))
    assert {row.customer for row in grids(loaded, "steps")[0].rows} == {"lowest-class", "ordinary"}
    loaded = rules(tmp_path / "other", FILES, HEAD + FIRM.format("customer.csrc_category = 'professional'"))
    assert {row.customer for row in grids(loaded, "steps")[0].rows} == {"professional"}


def test_a_matrix_needs_both_scales(tmp_path: Path) -> None:
    plain = rules(tmp_path, {}, HEAD.partition("[scale.product]")[0])
    with pytest.raises(SuitabilityError, match="the packs define no scale 'product', so there is no matrix"):
        matrix(plain, [DAY])


def test_a_regime_of_none_of_the_days_is_told_with_the_known_ones(loaded: RuleSet) -> None:
    with pytest.raises(SuitabilityError, match="there is no regime 'gone'; valid here: linked, silent, steps, strict"):
        matrix(loaded, [DAY], regimes=["gone"])
    assert matrix(loaded, [DAY, dt.date(2025, 12, 31)], regimes=["gone"])[0].days == (dt.date(2025, 12, 31),)
