"""A regime rules out the rules of others, and every fact that a rule may read is named."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from suitability.engine.regime import paths, regimes, settled, under
from suitability.engine.ruleset import RuleSet
from suitability.language.tree import TRUE, Constant
from suitability.language.types import FLAG
from tests.small import DAY, HEAD, rule, rules, table, term, version

REGIMES = table(
    "choice",
    "until = 2025-12-31\nwhen = { product.family = 'bond' }\nis = 'gone'",
    "when = { product.family = ['wealth', 'trust'], product.portfolio = false, seller.licence = 'bank' }\nis = 'new'",
    "when = { product.family = 'stock', product.principal_at_risk = true, customer.kind = 'company' }\nis = 'old'",
    "when = { product.family = 'insurance', product.levels.issuer = 'R1' }\nis = 'other'",
    "when = { product.family = 'loan' }\nis = 'other'",
    more="values = { " + ", ".join(f"{name} = {{ en = '{name}' }}" for name in ("gone", "new", "old", "other")) + " }",
)
CEILING = table(
    "level product", *[f"when = {{ l = 'C{n}' }}\nis = 'R{n}'" for n in (1, 2, 3)], more="of = { l = 'level customer' }"
)
ABOVE = "product.levels.issuer <= ceiling(held)"
FILES = {
    "tables/regime.toml": REGIMES,
    "tables/ceiling.toml": CEILING,
    "terms/held.toml": term("latest(a for a in customer.assessments if a.institution == seller.key and a.on <= sale.on, by=a.at).level"),
    "terms/newer.toml": term("regime == 'new'"),
    "sale/above.toml": rule(version(ABOVE, "newer and seller.licence == 'bank'")),
    "sale/unwarned.toml": rule(version(f"{ABOVE} or any(c.what == 'mismatch' for c in sale.confirmations)", "regime in {'old'}")),
    "sale/far.toml": rule(version(f"{ABOVE} or steps(product.levels.issuer, product.levels.seller) > 0", "not (regime != 'old')"), severity="warn"),
    "sale/lowest.toml": rule(version("product.levels.issuer == param.lowest", "customer.lowest_class")),
    "profile/complete.toml": rule(version("{'name'} <= customer.on_file"), subject="profile", stage=None),
}  # fmt: skip


LOWEST = "[param.lowest]\nlabel = {}\ntype = 'level product'\nstricter = 'lower'\nversions = [{ from = 2020-01-01, value = 'R1' }]\n"


@pytest.fixture
def loaded(tmp_path: Path) -> RuleSet:
    return rules(tmp_path, FILES, HEAD + LOWEST)


def test_the_regimes_are_those_of_the_day(loaded: RuleSet) -> None:
    assert regimes(loaded, DAY) == ("new", "old", "other")
    assert regimes(loaded, dt.date(2025, 12, 31)) == ("gone", "new", "old", "other")


def test_packs_without_a_table_of_regimes_have_none(tmp_path: Path) -> None:
    assert regimes(rules(tmp_path, {}), DAY) == ()


@pytest.mark.parametrize(
    ("subject", "regime", "found"),
    [
        ("sale", "new", ["above", "lowest"]),
        ("sale", "old", ["far", "lowest", "unwarned"]),
        ("sale", "other", ["lowest"]),
        ("sale", None, ["above", "far", "lowest", "unwarned"]),
        ("profile", "new", ["complete"]),
        ("holding", "new", []),
    ],
)
def test_a_regime_rules_out_the_rules_of_others(
    loaded: RuleSet, subject: str, regime: str | None, found: list[str]
) -> None:
    assert [one.rule.id.rpartition(".")[2] for one in under(loaded, subject, DAY, regime)] == found


def test_what_a_regime_decides_is_no_longer_asked(loaded: RuleSet) -> None:
    (above, lowest) = under(loaded, "sale", DAY, "new")
    assert above.when is not None
    assert paths([above.when]) == {"seller.licence"}
    assert lowest.when is not None
    (far, _, _) = under(loaded, "sale", DAY, "old")
    assert far.when == TRUE


def bound(tmp_path: Path, text: str, more: dict[str, str] | None = None) -> Any:
    found = rules(tmp_path, {**(more or {}), "sale/x.toml": rule(version(text))})
    return found.plan("sale", DAY, "concluded").active[0].require


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("customer.lowest_class and yes", "customer.lowest_class"),
        ("customer.lowest_class or yes", True),
        ("customer.lowest_class and not yes", False),
        ("customer.lowest_class or not yes", "customer.lowest_class"),
        ("yes and yes or not yes", True),
        ("not yes and yes", False),
        ("grid == 'a' and customer.lowest_class", "customer.lowest_class"),
        ("grid != 'a' or grid in {'b'}", False),
        ("customer.lowest_class or customer.accepts_loss and yes", "either"),
    ],
)
def test_a_tree_is_settled_as_far_as_no_fact_can_change_it(tmp_path: Path, text: str, found: Any) -> None:
    values = "values = { a = { en = 'a' }, b = { en = 'b' } }"
    names = {
        "tables/yes.toml": table("flag", "is = true"),
        "tables/grid.toml": table(
            "choice", "is = 'a'", "when = { customer.lowest_class = true }\nis = 'b'", more=values
        ),
    }
    tree = settled(bound(tmp_path, text, names))
    if found == "either":
        assert tree == bound(tmp_path / "again", "customer.lowest_class or customer.accepts_loss")
    elif isinstance(found, str):
        assert tree == bound(tmp_path / "again", found)
    else:
        assert tree == Constant(found, FLAG)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("customer.birth_date <= sale.on", {"customer.birth_date", "sale.on"}),
        ("product.levels.issuer == 'R1'", {"product.levels.issuer"}),
        ("any(a.prompted for a in customer.assessments if a.level == 'C1')", {"customer.assessments", "customer.assessments[].prompted", "customer.assessments[].level"}),
        ("latest(a for a in customer.assessments, by=a.at).level == 'C1'", {"customer.assessments", "customer.assessments[].at", "customer.assessments[].level"}),
        ("all(any(a.on > c.on for a in customer.assessments) for c in customer.changes)", {"customer.changes", "customer.changes[].on", "customer.assessments", "customer.assessments[].on"}),
        ("count(a for a in customer.assessments) >= 1", {"customer.assessments"}),
        ("previous(a for a in customer.assessments, by=a.at).prompted", {"customer.assessments", "customer.assessments[].at", "customer.assessments[].prompted"}),
        ("max(a.on for a in customer.assessments) + days(1) >= as_of", {"customer.assessments", "customer.assessments[].on"}),
        ("early(newest) and grid('C1') == 1", {"customer.assessments", "customer.assessments[].at", "customer.assessments[].on", "sale.on", "product.family"}),
    ],
)  # fmt: skip
def test_the_facts_that_a_tree_may_read_are_named(tmp_path: Path, text: str, found: set[str]) -> None:
    names = {
        "terms/newest.toml": term("latest(a for a in customer.assessments, by=a.at)"),
        "terms/early.toml": term("a.on <= sale.on", of='of = { a = "Assessment" }'),
        "tables/grid.toml": table(
            "number", "when = { product.family = 'wealth', l = 'C1' }\nis = 1", more="of = { l = 'level customer' }"
        ),
    }
    assert paths([bound(tmp_path, text, names)]) == found
