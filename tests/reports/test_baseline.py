"""The file of a baseline: one entry a line, and every mistake at its place."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.errors import RuleFileErrors, SuitabilityError
from suitability.reports.baseline import Baseline, Entry, baseline_text, latest, read_baseline
from suitability.spot import Spot

ON, UNTIL = dt.date(2026, 3, 1), dt.date(2026, 9, 1)
ENTRY = Entry(
    "copy", "small.copy.house", "a" * 32, (("marketing/甲.md", 2), ("页.md", 1)), UNTIL, ON, "旧文案", ("W-1",)
)
PLAIN: dict[str, Any] = {
    "gate": "copy",
    "rule": "small.copy.house",
    "content": "b" * 32,
    "files": {"a.md": 1},
    "on": "2026-03-01",
    "until": "2026-09-01",
    "reason": "old",
}

TEXTS = st.text('a甲"\\', min_size=1, max_size=4)
ENTRIES = st.lists(
    st.builds(
        Entry,
        gate=st.sampled_from(["copy", "catalog", "change"]),
        rule=TEXTS,
        content=st.integers(0, 99).map("{:032x}".format),
        files=st.dictionaries(TEXTS, st.integers(1, 9), min_size=1, max_size=3).map(lambda found: tuple(sorted(found.items()))),
        until=st.dates(ON, latest(ON)),
        on=st.just(ON),
        reason=TEXTS,
        keys=st.lists(TEXTS, max_size=2).map(tuple),
    ),
    max_size=5,
    unique_by=lambda entry: (entry.gate, entry.content),
)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("baseline") / "known.json"


def read(place: Path, text: str | bytes) -> Baseline:
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_baseline(place)


def said(place: Path, text: str | bytes) -> list[str]:
    """Read a baseline that is wrong, and give what is said of it."""
    with pytest.raises(RuleFileErrors) as caught:
        read(place, text)
    return [f"{error.line}:{error.column}: {error.message}" for error in caught.value.errors]


@given(entries=ENTRIES, data=st.data())
def test_what_is_written_is_read_and_the_order_does_not_matter(
    place: Path, entries: list[Entry], data: st.DataObject
) -> None:
    text = baseline_text(data.draw(st.permutations(entries)))
    assert text == baseline_text(entries)
    assert sorted(read(place, text).entries, key=repr) == sorted(entries, key=repr)
    assert len(text.splitlines()) == (len(entries) + 2 if entries else 1)


def test_an_entry_knows_its_line_and_its_count(place: Path) -> None:
    other = Entry("copy", "a.copy.rule", "c" * 32, (("x.md", 1),), UNTIL, ON, "old")
    found = read(place, baseline_text([ENTRY, other]))
    assert found.spot(ENTRY) == Spot(str(place), 3, 1)
    assert ENTRY.count == 3
    assert (ENTRY.accepted.count, ENTRY.accepted.until, ENTRY.accepted.reason) == (3, UNTIL, "旧文案")


def test_a_baseline_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SuitabilityError, match=r"none\.json: the baseline cannot be read: .*; --accept-new writes one"):
        read_baseline(tmp_path / "none.json")


def written(**changed: Any) -> str:
    """Write a baseline of one entry, with fields changed, or left out where they are None."""
    entry = {name: value for name, value in {**PLAIN, **changed}.items() if value is not None}
    return f'{{"schema": "suitability.baseline/1",\n"entries": [\n{json.dumps(entry)}\n]}}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (written(gate="sale"), "3:2: entries.0.gate: 'sale' is not right here"),
        (written(rule=" "), "3:18: entries.0.rule: ' ' is not right here"),
        (written(content="xyz"), "entries.0.content: 'xyz' is not right here"),
        (written(files={}), "entries.0.files: {} is not right here"),
        (written(files={"a.md": 0}), "entries.0.files: {'a.md': 0} is not right here"),
        (written(files={"a.md": True}), "entries.0.files: {'a.md': True} is not right here"),
        (written(until="2026-02-30"), "entries.0.until: '2026-02-30' is not right here"),
        (written(until="2027-03-02"), "entries.0.until: 2027-03-02 is not within 12 months of 2026-03-01, when it was accepted"),
        (written(until="2026-02-01"), "entries.0.until: 2026-02-01 is not within"),
        (written(reason=None), "3:1: entries.0.reason: is missing"),
        (written(keys="W-1"), "entries.0.keys: 'W-1' is not right here"),
        (written(untill="x"), "entries.0.untill: unknown key 'untill'"),
        (written().replace("]}", f",{json.dumps(PLAIN)}]}}"), "4:2: entries.0.content: stands already in line 3".replace("entries.0", "entries.1")),
        ('{"schema": "suitability.baseline/1", "entries": [3]}', "1:50: entries.0: is to be an object"),
        ('{"schema": "suitability.baseline/1", "entries": {}}', "1:1: entries: is to be a list"),
        ('{"schema": "suitability.baseline/1", "entries": [], "more": 1}', "1:53: unknown key 'more'"),
        ('{"schema": "suitability.baseline/2", "entries": []}', "1:1: schema: 'suitability.baseline/2' is not"),
        ("[]", "1:1: schema: None is not 'suitability.baseline/1'"),
        ('{"schema":\n<<<<<<< HEAD', "2:1: not JSON: expecting value"),
        ('{"a": 1, "a": 2}', "1:1: not JSON of a baseline: the key 'a' is given twice"),
        ('{"a": NaN}', "1:1: not JSON of a baseline: NaN is no number"),
        ("", "1:1: not JSON: expecting value"),
        (b"\xff\xfe", "1:1: not UTF-8: "),
        ("[" * 100_000, "1:1: not JSON of a baseline: "),
    ],
)  # fmt: skip
def test_every_mistake_has_its_place(place: Path, text: str | bytes, message: str) -> None:
    (found,) = said(place, text)
    assert message in found


def test_all_mistakes_are_said_at_once(place: Path) -> None:
    assert len(said(place, written(gate="sale", rule="", until="soon"))) == 3


def test_the_entries_are_found_wherever_their_key_stands(place: Path) -> None:
    text = f'{{"entries": [{json.dumps(PLAIN)}], "schema": "suitability.baseline/1"}}'
    assert read(place, text).spots == {("copy", "b" * 32): Spot(str(place), 1, 14)}


def test_a_finding_may_be_accepted_for_a_year_and_no_longer() -> None:
    assert latest(ON) == dt.date(2027, 3, 1)
    assert latest(dt.date.max) == dt.date.max
