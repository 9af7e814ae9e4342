"""What rulings, waivers and a baseline decide of the findings of a run."""

import datetime as dt
from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.engine.waive import Decisions, Inline, Ruling, Waiver
from suitability.errors import SuitabilityError
from suitability.reports.accept import Scope, renew
from suitability.reports.baseline import Baseline, Entry
from suitability.reports.gate import Item, Run
from suitability.reports.settle import settle_run
from suitability.spot import Spot, Unread
from tests.reports.runs import finding

ON = dt.date(2026, 3, 5)
SOON, PAST = dt.date(2026, 6, 30), dt.date(2026, 3, 4)
RULE = "small.copy.house"


def item(content: str = "c", file: str = "a.md", line: int = 1, rule: str = RULE, key: str = "", **more: Any) -> Item:
    """Make a finding of a house rule in a file."""
    one = finding(rule, **{"force": "house", "fingerprint": f"print of {content}", **more})
    return Item(one, Spot(file, line, 1), key or file, content)


def run(*items: Item, **more: Any) -> Run:
    files = tuple(dict.fromkeys(item.spot.file for item in items)) or ("a.md",)
    return Run(**{"gate": "copy", "on": ON, "files": files, "items": items, **more})


def waiver(key: str | None = None, last: dt.date = SOON, rule: str = RULE, first: dt.date = ON) -> Waiver:
    return Waiver(rule, first, last, "Wu", "a pilot", key)


def ruling(content: str = "c", on: dt.date = ON, rule: str = RULE, key: str = "a.md") -> Ruling:
    return Ruling(rule, key, f"print of {content}", on, "Wu", "read again")


def entry(content: str = "c", until: dt.date = SOON, gate: str = "copy", rule: str = RULE, **files: int) -> Entry:
    counts = tuple(sorted((f"{name}.md", count) for name, count in files.items()))
    return Entry(gate, rule, content, counts, until, PAST, "old")


def known(*entries: Entry) -> Baseline:
    return Baseline("known.json", entries)


def only(*names: str) -> Scope:
    """Give the scope of a run over these files alone."""
    return Scope(looked=lambda name: name in names)


def states(found: Run) -> list[str]:
    return [item.state for item in found.items]


def messages(found: Run) -> list[str]:
    return [mistake.message for mistake in found.mistakes]


# Rulings


def test_a_ruling_settles_its_finding_in_whichever_file_it_stands() -> None:
    spot = Spot("rulings.toml", 3, 1)
    found = settle_run(
        run(item(), item(file="b.md"), item("d")), decisions=Decisions((), (ruling(),), {ruling(): spot})
    )
    assert states(found) == ["ruled", "ruled", "open"]
    assert (found.items[0].by, found.items[0].written) == (ruling(), spot)


def test_law_may_be_ruled_on_and_then_nothing_is_left_to_clear() -> None:
    found = settle_run(run(item(force="law")), decisions=Decisions((), (ruling(),)))
    assert (states(found), found.cleared, found.exit_code("note")) == (["ruled"], True, 0)


@pytest.mark.parametrize("other", [ruling("d"), ruling(rule="small.copy.other"), ruling(on=ON + dt.timedelta(1))])
def test_a_ruling_on_another_finding_or_of_a_later_day_settles_nothing(other: Ruling) -> None:
    assert states(settle_run(run(item()), decisions=Decisions((), (other,)))) == ["open"]


def test_a_ruling_whose_words_have_changed_is_named_and_fails_nothing() -> None:
    given = Decisions((), (ruling("gone"), ruling("elsewhere", key="b.md")))
    found = settle_run(run(item()), decisions=given)
    assert [remark.message for remark in found.remarks] == [
        f"the ruling on {RULE} in a.md is dead: its words have changed or are gone"
    ]
    assert found.mistakes == ()


# Waivers


@pytest.mark.parametrize("key", [None, "a.md", "posts/a.md", "posts/*.md", "posts/", "*.md"])
def test_a_waiver_settles_by_rule_and_by_file_or_pattern(key: str | None) -> None:
    found = settle_run(run(item(file="posts/a.md")), decisions=Decisions((waiver(key),)))
    assert (states(found), found.items[0].by) == (["waived"], waiver(key))
    assert (found.cleared, found.exit_code("note", strict=True)) == (False, 0)


def test_a_waiver_may_name_a_product() -> None:
    found = run(item(key="W-1", file="catalog.csv"), item(key="W-2", file="catalog.csv"), gate="catalog")
    assert states(settle_run(found, decisions=Decisions((waiver("W-1"),)))) == ["waived", "open"]


def test_files_are_named_from_the_root() -> None:
    scope = Scope(name=lambda file: file.removeprefix("../"))
    found = settle_run(run(item(file="../posts/a.md")), decisions=Decisions((waiver("/posts/a.md"),)), scope=scope)
    assert states(found) == ["waived"]


@pytest.mark.parametrize(
    "other", [waiver("b.md"), waiver(rule="small.copy.other"), waiver(first=ON + dt.timedelta(1)), waiver("posts/")]
)
def test_a_waiver_of_another_file_rule_or_day_settles_nothing(other: Waiver) -> None:
    found = settle_run(run(item()), decisions=Decisions((other,)))
    assert (states(found), found.mistakes) == (["open"], ())


def test_a_waiver_that_has_ended_is_a_mistake_where_it_names_a_finding() -> None:
    ended, other = waiver(last=PAST, first=PAST), waiver("b.md", PAST, first=PAST)
    spot = Spot("waivers.toml", 9, 1)
    found = settle_run(run(item(), item("d")), decisions=Decisions((ended, other), (), {ended: spot}))
    assert states(found) == ["open", "open"]
    assert found.mistakes == (
        Unread(spot, f"the waiver of {RULE} ended on 2026-03-04: settle the finding, or renew the waiver"),
    )


def test_law_that_was_read_is_not_waived() -> None:
    law, unread = item(force="law", verified=True), item("d", force="law", verified=False)
    found = settle_run(run(law, unread), decisions=Decisions((waiver(),)))
    assert states(found) == ["open", "waived"]
    assert "stands on law that was read" in messages(found)[0]


def test_a_ruling_goes_before_a_waiver_and_both_before_the_baseline() -> None:
    given = Decisions((waiver("a.md"),), (ruling("c"),))
    items = [item("c"), item("d"), item("e", "b.md")]
    found = settle_run(run(*items), decisions=given, baseline=known(entry("e", b=1)))
    assert states(found) == ["ruled", "waived", "accepted"]
    assert found.mistakes == ()


def test_what_is_only_coming_stays_so() -> None:
    coming = attrs.evolve(item(), state="coming", since=SOON)
    found = settle_run(
        run(coming), decisions=Decisions((waiver(),), (ruling(),)), baseline=known(entry(b=1)), scope=only("a.md")
    )
    assert (states(found), found.mistakes, found.remarks) == (["coming"], (), ())


# Waivers in comments


def inline(first: int = 3, last: int = 5, until: dt.date = SOON, file: str = "a.md") -> Inline:
    return Inline(waiver(file, until, first=dt.date(2025, 1, 1)), Spot(file, 2, 1), first, last)


def test_a_waiver_in_a_comment_settles_the_findings_on_its_lines() -> None:
    items = [
        item(line=2),
        item(line=3),
        item(line=5),
        item(line=6),
        item(file="b.md", line=4),
        item(line=4, rule="small.copy.other"),
    ]
    found = settle_run(run(*items), inline=[inline()])
    assert states(found) == ["open", "waived", "waived", "open", "open", "open"]
    assert found.items[1].written == Spot("a.md", 2, 1)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (inline(9, 9), "settles nothing: there is no such finding here; remove it"),
        (inline(9, 9, PAST), "ended on 2026-03-04; remove it"),
        (inline(until=PAST), "ended on 2026-03-04: settle the finding, or renew the waiver"),
        (inline(until=dt.date(2027, 3, 6)), "ends on 2027-03-06; in a comment it may last until 2027-03-05"),
    ],
)
def test_a_waiver_in_a_comment_that_does_not_hold_is_a_mistake(one: Inline, said: str) -> None:
    found = settle_run(run(item(line=3)), inline=[one])
    assert messages(found) == [f"the waiver of {RULE} {said}"]
    assert found.exit_code("block") == 2


def test_a_waiver_in_a_comment_may_last_a_year() -> None:
    found = settle_run(run(item(line=3)), inline=[inline(until=dt.date(2027, 3, 5))])
    assert (states(found), found.mistakes) == (["waived"], ())


# The baseline


def test_what_a_baseline_knows_does_not_fail_and_is_not_cleared() -> None:
    found = settle_run(run(item(force="law"), item(line=2)), baseline=known(entry(a=2)))
    assert states(found) == ["accepted", "accepted"]
    assert found.items[0].by == entry(a=2).accepted
    assert (found.cleared, found.mistakes, found.exit_code("note")) == (False, (), 0)


def test_what_is_more_than_it_counts_is_open_and_stands_in_the_new_file() -> None:
    items = [item(file="a.md", line=9), item(file="b.md"), item(file="a.md", line=2)]
    found = settle_run(run(*items), baseline=known(entry(b=1, c=1)))
    assert states(found) == ["open", "accepted", "accepted"]


def test_a_sentence_may_move_to_another_file() -> None:
    found = settle_run(run(item(file="b.md")), baseline=known(entry(a=1)))
    assert (states(found), found.mistakes) == (["accepted"], ())


def test_what_it_counts_in_files_nobody_looked_at_is_not_free_for_others() -> None:
    found = settle_run(run(item(file="b.md")), baseline=known(entry(a=1)), scope=only("b.md"))
    assert (states(found), found.mistakes) == (["open"], ())


def test_a_file_that_could_not_be_read_was_not_looked_at() -> None:
    unread = Unread(Spot("a.md"), "not read")
    found = settle_run(run(files=(), unread=(unread,)), baseline=known(entry(a=1)))
    assert found.mistakes == ()


@pytest.mark.parametrize(("found", "count"), [([], 2), ([item()], 2), ([item("d")], 1)])
def test_what_is_no_longer_found_is_a_mistake(found: list[Item], count: int) -> None:
    said = messages(settle_run(run(*found), baseline=known(entry(a=count))))
    there = sum(item.content == "c" for item in found)
    assert said == [
        f"{RULE} is counted {count} times and found {there} times: bring the baseline up to date with --accept-new"
    ]


def test_what_has_ended_accepts_nothing() -> None:
    found = settle_run(run(item()), baseline=known(entry(until=PAST, a=1)))
    assert states(found) == ["open"]
    assert messages(found) == [f"{RULE} was accepted until 2026-03-04: mend it, or --accept-new"]
    assert states(settle_run(run(item()), baseline=known(entry(until=ON, a=1)))) == ["accepted"]


def test_an_entry_of_another_gate_is_not_asked() -> None:
    found = settle_run(run(item()), baseline=known(entry(gate="catalog", a=1)))
    assert (states(found), found.mistakes) == (["open"], ())


ITEMS = st.lists(
    st.builds(item, st.sampled_from("cd"), st.sampled_from(["a.md", "b.md"]), st.integers(1, 3)), max_size=8
)


def counted(items: list[Item]) -> list[Entry]:
    """Give a baseline of findings."""
    found: dict[str, Counter[str]] = {}
    for one in items:
        found.setdefault(one.content, Counter())[one.spot.file] += 1
    return [
        Entry("copy", RULE, content, tuple(sorted(files.items())), SOON, PAST, "old")
        for content, files in found.items()
    ]


@given(ITEMS, st.data())
def test_the_order_of_findings_does_not_matter(items: list[Item], data: st.DataObject) -> None:
    baseline = known(*counted(data.draw(ITEMS)))
    mixed = data.draw(st.permutations(items))
    first, second = (settle_run(run(*order, files=("a.md", "b.md")), baseline=baseline) for order in (items, mixed))
    assert sorted(map(repr, first.items)) == sorted(map(repr, second.items))
    assert first.mistakes == second.mistakes


@given(ITEMS.filter(bool), st.data())
def test_one_more_of_what_is_accepted_opens_exactly_one(items: list[Item], data: st.DataObject) -> None:
    baseline = known(*counted(items))
    more = attrs.evolve(data.draw(st.sampled_from(items)), spot=Spot("new.md", 1, 1))
    found = settle_run(run(*items, more), baseline=baseline)
    assert [item.spot.file for item in found.items if item.state == "open"] == ["new.md"]


@given(ITEMS, ITEMS, st.sampled_from([(), ("a.md",), ("a.md", "b.md")]))
def test_nothing_that_is_accepted_clears_a_run(items: list[Item], before: list[Item], looked: tuple[str, ...]) -> None:
    there = [item for item in items if item.spot.file in looked]
    found = settle_run(run(*there), baseline=known(*counted(before)), scope=only(*looked))
    assert found.cleared is (not there)
    accepted = Counter(item.content for item in found.items if item.state == "accepted")
    assert all(accepted[content] <= count for content, count in Counter(item.content for item in before).items())


# Bringing it up to date


def renewed(found: Run, baseline: Baseline, scope: Scope | None = None, **more: Any) -> Any:
    settled = settle_run(found, baseline=baseline, scope=scope)
    return renew(settled, baseline, scope or Scope(), **{"until": SOON, "reason": "before the gate", **more})


@given(ITEMS, ITEMS, st.sampled_from([(), ("a.md",), ("a.md", "b.md")]))
def test_what_was_accepted_anew_leaves_nothing_open_and_nothing_stale(
    items: list[Item], before: list[Item], looked: tuple[str, ...]
) -> None:
    there, baseline, scope = (
        [item for item in items if item.spot.file in looked],
        known(*counted(before)),
        only(*looked),
    )
    made = renewed(run(*there), baseline, scope)
    after = settle_run(run(*there), baseline=known(*made.entries), scope=scope)
    assert all(item.state == "accepted" for item in after.items)
    assert after.mistakes == ()
    grown = sum(one.count for one in made.accepted) - sum(one.count for one in made.dropped)
    assert sum(one.count for one in made.entries) == len(before) + grown


def test_it_says_what_it_took_in_and_what_it_dropped() -> None:
    baseline = known(entry("gone", a=1, b=2), entry("fewer", a=3), entry("c", a=1))
    made = renewed(run(item(), item("new", "b.md", key="W-1"), item("fewer"), item("c", "z.md")), baseline)
    assert made.accepted == (
        Entry("copy", RULE, "c", (("z.md", 1),), SOON, ON, "before the gate"),
        Entry("copy", RULE, "new", (("b.md", 1),), SOON, ON, "before the gate", ("W-1",)),
    )
    assert [(one.content, one.files) for one in made.dropped] == [
        ("gone", (("a.md", 1), ("b.md", 2))),
        ("fewer", (("a.md", 2),)),
    ]


def test_what_was_accepted_before_does_not_last_longer_for_it() -> None:
    early = dt.date(2026, 4, 1)
    (one,) = renewed(run(item(), item(line=2)), known(entry(until=early, a=1))).entries
    assert (one.until, one.count) == (early, 2)


def test_what_has_ended_is_taken_in_anew() -> None:
    (one,) = renewed(run(item()), known(entry(until=PAST, a=1))).entries
    assert (one.until, one.on, one.reason) == (SOON, ON, "before the gate")


def test_entries_of_another_gate_and_of_other_files_stay() -> None:
    others = entry("x", gate="catalog", a=1), entry("y", b=1)
    assert renewed(run(), known(*others), only("a.md")).entries == others


def test_half_a_year_is_the_usual_time_and_a_year_the_longest() -> None:
    (one,) = renewed(run(item()), known(), until=None).entries
    assert one.until == dt.date(2026, 9, 5)
    for day in (PAST, dt.date(2027, 3, 6)):
        with pytest.raises(SuitabilityError, match="findings are accepted until a day from 2026-03-05 to 2027-03-05"):
            renewed(run(item()), known(), until=day)


@pytest.mark.parametrize("reason", [None, " "])
def test_a_reason_is_needed_where_something_is_taken_in(reason: str | None) -> None:
    with pytest.raises(SuitabilityError, match="would accept 2 findings: say why with --because"):
        renewed(run(item(), item("d")), known(), reason=reason)
    assert renewed(run(), known(entry(a=1)), reason=reason).entries == ()
