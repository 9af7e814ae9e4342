"""A digest changes with what decides, and with nothing else."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from suitability.engine.digest import Standing, calendar_digests, collapsed, standing
from suitability.engine.written import canonical
from suitability.language.dates import NO_CALENDAR, Calendar
from tests.small import DAY, HEAD, rule, rules, table, term, version

LIMIT = "\n[param.limit]\nlabel = { en = 'limit' }\ntype = 'money'\nstricter = 'lower'\nversions = [{ from = 2024-01-01, value = 5 }]\n"
FILES = {
    "sale/wrong.toml": rule(version("risk <= ceiling(customer.lowest_class)", "sale.amount > param.limit")),
    "terms/risk.toml": term("max(product.levels.issuer, issued('R1'))"),
    "terms/issued.toml": term("max(product.levels.issuer, l)", of="of = { l = 'level product' }"),
    "tables/ceiling.toml": table("level product", "when = { f = true }\nis = 'R1'", "when = { f = false, product.family = ['wealth', 'trust'] }\nis = 'R3'", more="of = { f = 'flag' }"),
}  # fmt: skip


def stands(folder: Path, *changes: tuple[str, str, str], day: dt.date = DAY) -> Standing:
    """Give what the pack decides by, with texts of its files replaced."""
    files, head = dict(FILES), HEAD + LIMIT
    for place, old, new in changes:
        if place == "pack.toml":
            assert old in head
            head = head.replace(old, new)
        else:
            assert old in files[place]
            files[place] = files[place].replace(old, new)
    made = rules(folder / str(len(list(folder.iterdir()))), files, head)
    return standing(made.plan("sale", day, "concluded"))


def changed(folder: Path, *changes: tuple[str, str, str], day: dt.date = DAY) -> set[str]:
    """Name everything that another text changed."""
    was, now = stands(folder), stands(folder, *changes, day=day)
    assert was.names.keys() == now.names.keys()
    found = {name for (_, name), said in was.names.items() if now.names[(_, name)] != said}
    return found | {id_ for id_, one in was.rules.items() if now.rules[id_].digest != one.digest}


def test_a_rule_stands_on_its_names_and_on_theirs(tmp_path: Path) -> None:
    found = stands(tmp_path)
    names = {("term", "risk"), ("term", "issued"), ("table", "ceiling"), ("parameter", "limit")}
    assert found.rules["small.sale.wrong"].names == found.names.keys() == names
    assert not found.workdays


@pytest.mark.parametrize(
    ("place", "old", "new", "name"),
    [
        ("sale/wrong.toml", "risk <= ", "risk < ", "small.sale.wrong"),
        ("sale/wrong.toml", "sale.amount > param", "sale.amount >= param", "small.sale.wrong"),
        ("sale/wrong.toml", "from = 2024-01-01", "from = 2024-01-02", "small.sale.wrong"),
        ("terms/risk.toml", "'R1'", "'R2'", "risk"),
        ("terms/issued.toml", "max", "min", "issued"),
        ("tables/ceiling.toml", "is = 'R1'", "is = 'R2'", "ceiling"),
        ("tables/ceiling.toml", "'trust'", "'insurance'", "ceiling"),
        ("pack.toml", "value = 5", "value = 5.01", "limit"),
    ],
)
def test_one_text_changes_one_digest(tmp_path: Path, place: str, old: str, new: str, name: str) -> None:
    assert changed(tmp_path, (place, old, new)) == {name}


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        ("sale/wrong.toml", "risk <= ceiling", "risk   <=\\n  ceiling"),
        ("sale/wrong.toml", "It is wrong.", "It is very wrong."),
        ("sale/wrong.toml", "A rule", "Another title"),
        ("sale/wrong.toml", 'severity = "block"', 'severity = "warn"'),
        ("sale/wrong.toml", "from = 2024-01-01", "from = 2024-01-01\nuntil = 2030-12-31"),
        ("terms/risk.toml", "a term", "a name"),
        ("terms/risk.toml", "from = 2020-01-01", "from = 2010-01-01"),
        ("tables/ceiling.toml", "['wealth', 'trust']", "['trust', 'wealth']"),
        ("tables/ceiling.toml", "f = false, product.family = ['wealth', 'trust']", "product.family = ['wealth', 'trust'], f = false"),
        ("tables/ceiling.toml", "is = 'R1'", "is = 'R1'\nuntil = 2030-12-31"),
        ("tables/ceiling.toml", "[[row]]\nwhen = { f = true }", "[[row]]\nuntil = 2020-12-31\nis = 'R3'\n[[row]]\nwhen = { f = true }"),
        ("pack.toml", "value = 5", "value = 5.00"),
        ("pack.toml", "value = 5 }", "value = 5 }, { from = 2027-01-01, value = 6 }"),
        ("pack.toml", "stricter = 'lower'", "stricter = 'higher'"),
    ],
)  # fmt: skip
def test_what_decides_nothing_on_the_day_changes_no_digest(tmp_path: Path, place: str, old: str, new: str) -> None:
    assert changed(tmp_path, (place, old, new)) == set()


@pytest.mark.parametrize(("day", "said"), [("2025-12-31", 1), ("2026-01-01", 2), ("2026-06-30", 2), ("2026-07-01", 1)])
def test_a_row_counts_on_its_first_and_its_last_day(tmp_path: Path, day: str, said: int) -> None:
    row = ("tables/ceiling.toml", "is = 'R3'", "is = 'R3'\nfrom = 2026-01-01\nuntil = 2026-06-30")
    rows = stands(tmp_path, row, day=dt.date.fromisoformat(day)).names["table", "ceiling"]
    assert rows is not None
    assert len(rows) == said


def test_blanks_inside_a_text_of_an_expression_are_kept() -> None:
    assert collapsed("  a  ==\n 'b  c' ") == "a == 'b  c'"


def test_a_name_that_says_nothing_on_the_day_has_no_digest(tmp_path: Path) -> None:
    late = [("terms/issued.toml", "from = 2020", "from = 2027"), ("pack.toml", "from = 2024", "from = 2027")]
    found = stands(tmp_path, *late, ("tables/ceiling.toml", "[[row]]\n", "[[row]]\nfrom = 2027-01-01\n"))
    assert {name for (_, name), said in found.names.items() if said is None} == {"issued", "limit", "ceiling"}


def test_a_calendar_matters_where_a_rule_or_what_it_stands_on_counts_working_days(tmp_path: Path) -> None:
    counted = {
        "sale/wrong.toml": rule(version("late")),
        "terms/late.toml": term("any(a.on + workdays(3) >= sale.on for a in customer.assessments)"),
    }
    found = standing(rules(tmp_path, counted).plan("sale", DAY, "concluded"))
    assert found.workdays
    assert not standing(rules(tmp_path / "other", FILES, HEAD + LIMIT).plan("sale", DAY, "concluded")).workdays


def test_a_year_that_a_calendar_gains_leaves_the_years_before_as_they_were() -> None:
    first, off = dt.date(2025, 1, 1), {dt.date(2025, 1, 1), dt.date(2026, 1, 1)}
    was = calendar_digests(Calendar(first, dt.date(2026, 12, 31), frozenset(off)))
    longer = Calendar(first, dt.date(2027, 12, 31), frozenset({*off, dt.date(2027, 1, 1)}))
    assert was.keys() == {"2025", "2026"}
    assert calendar_digests(longer).items() > was.items()


@pytest.mark.parametrize("change", [{"off": frozenset()}, {"on": frozenset({dt.date(2026, 1, 4)})}])
def test_a_day_of_a_calendar_changes_the_digest_of_its_year(change: dict[str, frozenset[dt.date]]) -> None:
    days = {"off": frozenset({dt.date(2026, 1, 1)}), "on": frozenset[dt.date]()}
    edges = dt.date(2025, 1, 1), dt.date(2026, 12, 31)
    was, now = calendar_digests(Calendar(*edges, **days)), calendar_digests(Calendar(*edges, **{**days, **change}))
    assert [year for year in was if was[year] != now[year]] == ["2026"]


def test_the_part_of_a_year_that_a_calendar_covers_counts() -> None:
    edges = [(dt.date(2025, 1, 1), dt.date(2026, 12, 31)), (dt.date(2025, 1, 2), dt.date(2026, 12, 30))]
    whole, part = (calendar_digests(Calendar(*edge)) for edge in edges)
    assert not {*whole.values()} & {*part.values()}


def test_no_calendar_has_no_digest() -> None:
    assert calendar_digests(NO_CALENDAR) == {}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.50"), '"1.5"'),
        (Decimal(100), '"100"'),
        (Decimal("-0.0"), '"0"'),
        (Decimal("999999999999999999.123456789012"), '"999999999999999999.123456789012"'),
        (frozenset({"b", "a"}), '["a","b"]'),
        (dt.date(2026, 3, 5), '"2026-03-05"'),
        ({"b": 1, "a": "稳健"}, '{"a":"稳健","b":1}'),
    ],
)
def test_equal_data_is_equal_text(value: object, text: str) -> None:
    assert canonical(value) == text


def test_what_is_no_data_is_refused() -> None:
    with pytest.raises(TypeError, match="object is no plain data"):
        canonical(object())
