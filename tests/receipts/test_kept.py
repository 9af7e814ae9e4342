"""Receipts and bundles of every release are read and replayed by this one; see tools/keep_receipts.py."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.receipt import receipt
from suitability.engine.replay import replay
from suitability.engine.ruleset import RuleSet
from suitability.packs.bundle import restore
from suitability.release import VERSION

HERE = Path(__file__).parent
KEY = (HERE / "key").read_bytes().rstrip()
KEPT = sorted(path for path in HERE.glob("[0-9]*/*.json") if path.name != "bundle.json")
BUNDLES = sorted(HERE.glob("[0-9]*/bundle.json"))


@cache
def packs() -> RuleSet:
    return s.load("cn", "handbook")


@cache
def bundled(path: Path) -> RuleSet:
    return restore(path.read_text(encoding="utf-8"))


def case(name: str, rules: RuleSet) -> tuple[Any, dt.date]:
    """Give the subject of a case and the day it was looked at."""
    found = json.loads((HERE / "cases" / f"{name}.json").read_text(encoding="utf-8"))
    record = found["record"]
    return s.read(record["subject"], record, rules, strict=True), dt.date.fromisoformat(found["as_of"])


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_this_release_keeps_a_receipt_of_every_case_and_a_bundle() -> None:
    cases = {path.name for path in (HERE / "cases").glob("*.json")}
    assert {path.name for path in (HERE / VERSION).glob("*.json")} == {*cases, "bundle.json"}


@pytest.mark.parametrize("path", KEPT, ids=named)
def test_a_kept_receipt_replays_the_same_or_corrected(path: Path) -> None:
    subject, _ = case(path.stem, packs())
    found = replay(path.read_text(encoding="utf-8"), subject, packs(), KEY)
    assert found.facts == "compared"
    assert [one for one in found.differences if one.explained is None] == []


@pytest.mark.parametrize("path", [path for path in KEPT if path.parent.name == VERSION], ids=named)
def test_a_receipt_of_this_release_is_written_as_it_was_kept(path: Path) -> None:
    subject, as_of = case(path.stem, packs())
    assert receipt(s.check(subject, packs(), as_of=as_of), KEY) + "\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", BUNDLES, ids=named)
def test_a_kept_bundle_replays_the_receipts_of_its_release(path: Path) -> None:
    rules = bundled(path)
    (pack, *_) = rules.packs
    assert pack.window is not None
    kept = [(one, case(one.stem, rules)) for one in KEPT if one.parent == path.parent]
    held = [
        one
        for one in kept
        if pack.window[0]
        <= dt.date.fromisoformat(json.loads(one[0].read_text(encoding="utf-8"))["on"])
        <= pack.window[1]
    ]
    assert held
    for one, (subject, _) in held:
        assert replay(one.read_text(encoding="utf-8"), subject, rules, KEY).verdict == "same"
