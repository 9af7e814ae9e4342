"""What a change of a catalog comes to fits a pull request, and is Markdown whatever stands in it."""

import html
import re
from pathlib import Path

import attrs
import pytest
from markdown_it import MarkdownIt

from suitability.reports.gate import Run, Touched
from suitability.reports.gate_change import ROWS, approvable, approvals, touched, turns
from suitability.reports.gate_text import text
from suitability.spot import Spot, Unread
from tests.reports.runs import DAY, NASTY, catalog_run, change_run, english, finding, item, lacking, nasty_run
from tests.small import rule, rules, version

# What a comment on GitHub may have.
MOST = 65_536


def lines(run: Run, *, facts: bool = False) -> list[str]:
    return text(run, english(), facts=facts).splitlines()


def test_it_says_what_got_riskier_who_must_approve_and_who_is_touched_before_the_findings() -> None:
    said = lines(change_run())
    heads = [line for line in said if line.startswith("#")]
    assert heads == [
        "## Check of changes to the product catalog · 5 March 2026",
        "### Changes of the risk level",
        "### Changes that must be approved",
        "### Customers touched",
        "### Findings",
    ]
    for row in (
        "| `P-002` | R2 | R4 | raised |",
        "| `P-001` Steady Growth | R3 | R2 | lowered |",
        "| `P-001` Steady Growth | A level is lowered without leave | Dora |",
        "| `P-002` | 2 | 3 | 12 |",
    ):
        assert row in said


def test_what_got_riskier_by_most_levels_comes_first() -> None:
    assert [one.key for one in turns(change_run())] == ["P-002", "P-003", "P-001"]


def test_what_touches_most_customers_comes_first_and_what_touches_none_is_left_out() -> None:
    place = Spot("p.csv", 2, 1)
    given = (("A", 900, 0, ()), ("B", 1, 1, ("C-1",)), ("C", 1, 5, None), ("D", 0, 0, ()), ("E", None, None, None))
    changes = [
        Touched(key, "", place, "changed", holders=holders, pending_sales=pending, newly_unsuitable=keys)
        for key, holders, pending, keys in given
    ]
    assert [one.key for one in touched(Run("change", DAY, (), changes=tuple(changes)))] == ["B", "C", "A"]


def test_customers_are_counted_and_named_with_facts_only() -> None:
    assert "C-007" not in text(change_run(), english(), facts=False)
    assert "- `P-002`: `C-007`, `C-008`" in lines(change_run(), facts=True)


@pytest.mark.parametrize(
    ("listed", "said"), [(None, "no list of approvers was given"), ((), "nobody on the list may approve")]
)
def test_it_says_where_nobody_may_approve(listed: tuple[str, ...] | None, said: str) -> None:
    run = change_run()
    changes = tuple(attrs.evolve(one, approvers=listed) for one in run.changes)
    assert said in text(attrs.evolve(run, changes=changes), english(), facts=False)


def test_only_open_findings_ask_for_an_approval() -> None:
    run = change_run()
    assert list(approvals(run)) == ["P-001"]
    waived = next(one for one in catalog_run().items if one.state == "waived")
    settled = attrs.evolve(run.items[0], state="waived", by=waived.by)
    assert approvals(attrs.evolve(run, items=(settled,))) == {}


def test_a_reformat_changes_nothing_and_says_so_in_a_line() -> None:
    assert lines(Run("change", DAY, ("p.csv",), subjects=0)) == [
        "## Check of changes to the product catalog · 5 March 2026",
        "",
        "- Changes checked: 0.",
        "- Documents checked: 1, of which 1 are clean.",
    ]


def test_what_was_decided_on_what_could_not_be_read_and_mistakes_are_listed() -> None:
    said = text(attrs.evolve(catalog_run(), gate="change"), english(), facts=False)
    for part in (
        "an old shelf",
        "it is a name",
        "shelf/broken.csv:7:2",
        "waivers.toml:9:1",
        "0.5 % is read as a share",
    ):
        assert part in html.unescape(said)


def test_texts_from_outside_are_neither_markup_nor_cells() -> None:
    said = text(nasty_run(), english(), facts=True)
    made = MarkdownIt("commonmark", {"html": True}).enable("table").render(said)
    assert "<script" not in made
    assert set(re.findall(r"<(\w+)", made)) <= {
        "h2", "h3", "ul", "li", "p", "table", "thead", "tbody", "tr", "th", "td", "strong", "code", "br",
    }  # fmt: skip
    assert {row.count("<td") for row in made.split("<tr>")[1:] if "<td" in row} <= {3, 4}
    assert "alert" in html.unescape(made)


def test_however_large_a_change_it_fits_a_comment() -> None:
    place = Spot(f"{NASTY * 20}.csv", 2, 1, name=NASTY * 20)
    long = "|`<" * 500
    rules = [finding(f"small.change.rule-{number}-{'x' * 60}", title=long) for number in range(80)]
    run = Run(
        "change",
        DAY,
        ("p.csv",),
        (
            *(item(f"{long}{number}", spot=place, finding=one) for one in rules for number in range(20)),
            *(lacking(f"{long}{number}", path=f"product.{'x' * 50}{number}") for number in range(200)),
        ),
        unread=(Unread(place, long),) * 100,
        mistakes=(Unread(place, long),) * 100,
        changes=tuple(
            Touched(f"{long}{number}", long, place, "changed", long, long, "raised", 9, 9, (long,) * 50, (long,) * 50)
            for number in range(3000)
        ),
        subjects=3000,
    )
    said = text(run, english(), facts=True)
    assert len(said) <= MOST
    assert said.splitlines()[-1] == "It is too long: the rest is left out. The report as JSON has all."


def test_of_very_many_changes_some_are_shown_and_the_rest_counted() -> None:
    place = Spot("p.csv", 2, 1)
    changes = tuple(Touched(f"P-{number}", "", place, "changed", "R1", "R2", "raised") for number in range(3000))
    said = lines(Run("change", DAY, ("p.csv",), changes=changes, subjects=3000))
    assert sum(line.startswith("| `P-") for line in said) == ROWS
    assert "2980" in said[-1]


def test_a_remedy_that_is_the_same_for_all_is_told_once_though_messages_differ() -> None:
    other = finding(message=attrs.evolve(finding().message, text="Only {level}."))
    said = text(Run("change", DAY, (), (item("P-001"), item("P-002", finding=other))), english(), facts=False)
    assert said.count("Rate it anew.") == 1
    assert "The level R4 is too low." in said
    assert "Only R4." in said


def test_the_rules_that_ask_who_has_approved_are_known_from_what_they_read(tmp_path: Path) -> None:
    approved = rule(version("any(a.reason is not none for a in change.approvals)"), subject="change", stage=None)
    files = {
        "change/unapproved.toml": approved,
        "change/unheld.toml": rule(version("change.holders >= 0"), subject="change", stage=None),
    }
    assert approvable(rules(tmp_path, files), DAY) == {"small.change.unapproved"}
