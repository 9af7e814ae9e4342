"""What a pack says: its articles, its versions by day, its severities, and whether two definitions say the same."""

import datetime as dt
from pathlib import Path

import attrs
import pytest

from suitability.rules.pack import Cite, Pack, change_days, in_force, meaning
from suitability.rules.read import read_folder
from tests.small import CITES, HEAD, UNVERIFIED, rule, table, term, version, write


def read(folder: Path, files: dict[str, str], name: str = "small", head: str = HEAD) -> Pack:
    return read_folder(write(folder, files, name=name, head=head))


def test_an_article_is_named_with_the_short_title_of_its_source(tmp_path: Path) -> None:
    sources = read(tmp_path, {}).sources
    assert Cite(sources["law"], "第一条", True).short == "《示例法》第一条"
    assert Cite(sources["house"], "3.2", True).short == "House rules 3.2"


VERSIONS = (
    version("customer.lowest_class", first="2020-01-01"),
    version("customer.lowest_class", first="2021-01-01", last="2021-06-30"),
    version("customer.lowest_class", first="2022-01-01"),
)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2019-12-31", None), ("2020-01-01", "2020-01-01"), ("2020-12-31", "2020-01-01"), ("2021-01-01", "2021-01-01"),
        ("2021-06-30", "2021-01-01"), ("2021-07-01", None), ("2022-01-01", "2022-01-01"), ("9999-12-31", "2022-01-01"),
    ],
)  # fmt: skip
def test_a_version_is_in_force_from_its_first_day_to_its_last(tmp_path: Path, day: str, first: str | None) -> None:
    (found,) = read(tmp_path, {"sale/x.toml": rule(*VERSIONS)}).rules
    one = in_force(found.versions, dt.date.fromisoformat(day))
    assert (None if one is None else one.first.isoformat()) == first


@pytest.mark.parametrize(
    ("severity", "cites", "found"),
    [
        ("block", CITES, "block"),
        ("block", UNVERIFIED, "warn"),
        ("warn", UNVERIFIED, "warn"),
        ("note", UNVERIFIED, "note"),
        ("block", f"{UNVERIFIED[:-1]}, {CITES[1:]}", "block"),
    ],
)
def test_law_that_was_not_read_never_blocks(tmp_path: Path, severity: str, cites: str, found: str) -> None:
    (one,) = read(
        tmp_path, {"sale/x.toml": rule(version("customer.lowest_class", cites=cites), severity=severity)}
    ).rules
    assert one.severity_of(one.versions[0]) == found


def test_the_law_changes_on_the_first_day_of_everything_and_on_the_day_after_its_last(tmp_path: Path) -> None:
    parameter = "[param.limit]\nlabel = {}\ntype = 'number'\nstricter = 'lower'\nversions = [{ from = 2018-01-01, until = 2018-12-31, value = 1 }]\n"
    pack = read(
        tmp_path,
        {
            "sale/x.toml": rule(*VERSIONS),
            "terms/a.toml": term("customer.lowest_class", first="2017-05-01"),
            "tables/t.toml": table("number", "from = 2016-01-01\nuntil = 2016-12-31\nis = 1", "is = 2"),
        },
        head=HEAD + parameter,
    )
    assert [day.isoformat() for day in change_days([pack])] == [
        "0001-01-01", "2016-01-01", "2017-01-01", "2017-05-01", "2018-01-01", "2019-01-01", "2020-01-01", "2021-01-01",
        "2021-07-01", "2022-01-01",
    ]  # fmt: skip


def test_two_definitions_say_the_same_however_their_packs_number_their_trees(tmp_path: Path) -> None:
    same = {
        "terms/risk.toml": term("max(product.levels.issuer, l)", of='of = { l = "level product" }'),
        "tables/grid.toml": table("level product", "when = { product.family = 'wealth' }\nis = 'R1'"),
    }
    one, other = read(tmp_path, same), read(tmp_path, {"terms/a.toml": term("customer.income >= 1"), **same}, "other")
    assert one.terms["risk"].versions[0].at != other.terms["risk"].versions[0].at
    assert meaning(one.terms["risk"]) == meaning(other.terms["risk"])
    assert meaning(one.tables["grid"]) == meaning(other.tables["grid"])


def test_two_tables_of_other_values_say_other_things_even_under_the_same_numbers(tmp_path: Path) -> None:
    one, other = (
        read(tmp_path, {"tables/grid.toml": table("level product", f"is = '{level}'")}, name).tables["grid"]
        for name, level in (("one", "R1"), ("other", "R2"))
    )
    assert one == attrs.evolve(other, trees=one.trees)
    assert meaning(one) != meaning(other)
