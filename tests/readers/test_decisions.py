"""The file of waivers and rulings."""

import datetime as dt
from pathlib import Path

import pytest

from suitability.engine.ruleset import RuleSet
from suitability.engine.waive import Ruling, Waiver
from suitability.errors import RuleFileErrors
from suitability.readers.decisions import decisions
from tests.small import rule, rules, version

WAIVER = """\
[[waiver]]
rule   = "small.sale.house"
from   = 2026-03-01
until  = 2026-03-31
owner  = "Wu"
reason = "pilot"
"""
RULING = """\
[[ruling]]
rule        = "small.sale.law"
key         = "S-1"
fingerprint = "0123456789abcdef0123456789abcdef"
on          = 2026-03-02
by          = "Wu"
reason      = "seen the papers"
"""


@pytest.fixture
def small(tmp_path: Path) -> RuleSet:
    house = rule(version("customer.lowest_class"), force="house")
    return rules(tmp_path, {"sale/house.toml": house, "sale/law.toml": rule(version("customer.accepts_loss"))})


def read(tmp_path: Path, text: str, small: RuleSet) -> str:
    """Read a file of decisions that is wrong, and give what is said of it."""
    path = tmp_path / "decisions.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileErrors) as caught:
        decisions(path, small)
    return "\n".join(f"{error.line}:{error.column}: {error.message}" for error in caught.value.errors)


def test_a_file_gives_its_waivers_and_rulings(tmp_path: Path, small: RuleSet) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(WAIVER + RULING + WAIVER + 'key = "S-7"\n', encoding="utf-8")
    found = decisions(path, small)
    first, last = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
    assert found.waivers == (
        Waiver("small.sale.house", first, last, "Wu", "pilot"),
        Waiver("small.sale.house", first, last, "Wu", "pilot", "S-7"),
    )
    assert found.rulings == (
        Ruling(
            "small.sale.law", "S-1", "0123456789abcdef0123456789abcdef", dt.date(2026, 3, 2), "Wu", "seen the papers"
        ),
    )


def test_an_empty_file_decides_nothing(tmp_path: Path, small: RuleSet) -> None:
    (tmp_path / "none.toml").write_text("", encoding="utf-8")
    found = decisions(tmp_path / "none.toml", small)
    assert (found.waivers, found.rulings) == ((), ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WAIVER.replace("sale.house", "sale.law"), "2:10: small.sale.law is law and cannot be waived"),
        (WAIVER.replace("sale.house", "sale.hous"), "2:10: no loaded pack holds the rule 'small.sale.hous'"),
        (RULING.replace("sale.law", "sale.laws"), "2:15: no loaded pack holds the rule 'small.sale.laws'"),
        (WAIVER.replace("2026-03-31", "2026-02-28"), "4:10: ends on 2026-02-28, before it begins on 2026-03-01"),
        (RULING * 2, "11:15: this finding was ruled on already: "),
        (WAIVER.replace('owner  = "Wu"\n', ""), "1:1: the key 'owner' is missing"),
        (WAIVER.replace("until ", "untill"), "1:1: the key 'until' is missing\n4:1: unknown key 'untill'"),
        (RULING.replace("0123", "xyz"), "4:15: ruling.0.fingerprint: string should match pattern"),
        ("[[waiver]", "1:9: not TOML"),
    ],
)
def test_every_mistake_of_a_file_has_its_place(tmp_path: Path, small: RuleSet, text: str, message: str) -> None:
    assert read(tmp_path, text, small).startswith(message)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path, small: RuleSet) -> None:
    with pytest.raises(RuleFileErrors, match="cannot be read"):
        decisions(tmp_path / "none.toml", small)


def test_several_files_are_read_as_one_and_each_decision_knows_its_place(tmp_path: Path, small: RuleSet) -> None:
    waivers, rulings = tmp_path / "waivers.toml", tmp_path / "rulings.toml"
    waivers.write_text(WAIVER, encoding="utf-8")
    rulings.write_text(f"# ours\n{RULING}", encoding="utf-8")
    found = decisions([waivers, rulings], small)
    assert (len(found.waivers), len(found.rulings)) == (1, 1)
    places = [str(found.spots[one]) for one in (*found.waivers, *found.rulings)]
    assert places == [f"{waivers}:1:1", f"{rulings}:2:1"]


def test_mistakes_of_all_files_are_said_and_a_finding_is_ruled_on_in_one_only(tmp_path: Path, small: RuleSet) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(RULING + WAIVER.replace("house", "hous"), encoding="utf-8")
    with pytest.raises(RuleFileErrors) as caught:
        decisions([tmp_path / "a.toml", tmp_path / "b.toml"], small)
    assert [(Path(error.file).name, error.line) for error in caught.value.errors] == [
        ("a.toml", 9),
        ("b.toml", 4),
        ("b.toml", 9),
    ]
    assert "this finding was ruled on already: " in str(caught.value)
    assert "a.toml:4:15" in str(caught.value)
