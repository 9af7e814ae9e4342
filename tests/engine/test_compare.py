"""What another set of rules would say of the same subjects."""

from pathlib import Path

import suitability as s
from suitability.engine.compare import Turned, compare, outcomes
from suitability.engine.finding import Fact
from tests.small import AS_OF, rule, rules, sale, version

ONE = {"sale/a.toml": rule(version("customer.lowest_class")), "sale/b.toml": rule(version("sale.place is none"))}
TWO = {
    "sale/a.toml": rule(version("not customer.lowest_class")),
    "sale/c.toml": rule(version("sale.place is none", first="2030-01-01")),
}


def pair(tmp_path: Path, one: s.Sale, place: str = "x:1") -> tuple[str, s.Report, s.Report]:
    old, new = rules(tmp_path / "old", ONE), rules(tmp_path / "new", TWO)
    return place, s.check(one, old, as_of=AS_OF), s.check(one, new, as_of=AS_OF)


def test_every_outcome_that_turned_is_named_with_its_facts(tmp_path: Path) -> None:
    one = sale(customer=s.Customer(lowest_class=True), place=None)
    found = compare([pair(tmp_path, one)])
    facts = (Fact("customer.lowest_class", True),)
    assert found.turned == (Turned("x:1", "small.sale.a", "pass", "violation", facts),)
    assert (found.subjects, found.cleared_before, found.cleared_after) == (1, 1, 0)


def test_a_rule_that_only_one_side_holds_turns_where_it_finds_something(tmp_path: Path) -> None:
    found = compare([pair(tmp_path, sale(customer=s.Customer(lowest_class=True), place="here"))])
    facts = (Fact("sale.place", "here"),)
    assert Turned("x:1", "small.sale.b", "violation", "absent", facts) in found.turned
    assert "small.sale.c" not in {one.rule for one in found.turned}


def test_turns_are_counted_each_way(tmp_path: Path) -> None:
    pairs = [pair(tmp_path, sale(customer=s.Customer(lowest_class=holds), place=None)) for holds in (True, False, True)]
    found = compare(pairs)
    assert (found.between("pass", "violation"), found.between("violation", "pass")) == (2, 1)
    assert (found.between(None, "violation"), found.between("violation", None), found.between(None, None)) == (2, 1, 3)


def test_the_same_rules_turn_nothing(tmp_path: Path) -> None:
    one = sale(customer=s.Customer(lowest_class=True))
    report = s.check(one, rules(tmp_path, ONE), as_of=AS_OF)
    assert compare([("x", report, report)]).turned == ()


def test_every_rule_of_the_subject_has_an_outcome(tmp_path: Path) -> None:
    one = s.Sale(on=AS_OF, stage="candidate", place="here")
    files = {**ONE, "sale/late.toml": rule(version("sale.place is none"), stage="ordered")}
    found = outcomes(s.check(one, rules(tmp_path, files), as_of=AS_OF))
    assert found == {"small.sale.a": "unknown", "small.sale.b": "violation", "small.sale.late": "later_stage"}
