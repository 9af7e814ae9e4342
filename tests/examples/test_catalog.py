"""The catalog of the demo: what its change comes to, and that its other forms say the same."""

import contextlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from suitability.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "examples" / "catalog"
DAY = ("--as-of", "2026-11-20", "--config", str(CATALOG / "suitability.toml"))
BOOK = [
    part for name in ("customers.json", "holdings.jsonl") for part in ("--book", str(ROOT / "examples" / "bank" / name))
]


def gate(*words: object) -> tuple[int, dict[str, Any]]:
    """Run a gate on the catalog; give its exit code and its report."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        status = main(["catalog", *map(str, words), *DAY, "--format", "json"])
    report: dict[str, Any] = json.loads(said.getvalue())
    assert not report["unread"]
    return status, report


def violations(report: dict[str, Any]) -> set[tuple[str, str]]:
    found = (item for item in report["items"] if item["outcome"] == "violation" and item["state"] == "open")
    return {(item["key"], item["rule"]) for item in found}


def test_the_catalog_before_the_change_holds_no_violation() -> None:
    status, report = gate("check", CATALOG / "before")
    assert (status, violations(report)) == (0, set())


def test_the_catalog_after_the_change_holds_those_that_were_made() -> None:
    status, report = gate("check", CATALOG / "after")
    assert status == 1
    assert violations(report) >= {
        ("P-13", "handbook.product.unfit-for-online"),
        ("P-21", "handbook.product.on-sale-outside-window"),
        ("P-24", "cn.copy.never-loses"),
    }


@pytest.fixture(scope="module")
def change() -> dict[str, Any]:
    """Give the report of the change, which fails."""
    status, report = gate("diff", CATALOG / "before", CATALOG / "after", "--author", "罗敏", *BOOK)
    assert status == 1
    return report


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ("P-06", "customers-become-unsuitable"),
        ("P-06", "level-raised-holders-untold"),
        ("P-07", "target-market-widened-unapproved"),
        ("P-08", "level-lowered-unapproved"),
        ("P-09", "risk-text-weakened-unapproved"),
        ("P-10", "removed-while-held"),
        ("P-13", "target-market-widened-unapproved"),
        ("P-15", "unit-changed-unapproved"),
        ("P-21", "window-backdated-unapproved"),
    ],
)
def test_a_change_that_asks_for_something_is_found(key: str, rule: str, change: dict[str, Any]) -> None:
    assert (key, f"handbook.change.{rule}") in violations(change)


def test_what_was_approved_told_or_only_written_otherwise_asks_for_nothing(change: dict[str, Any]) -> None:
    touched = {key for key, _ in violations(change)}
    assert touched.isdisjoint({"P-11", "P-14", "P-20", "P-22", "P-26"})


def test_an_approval_by_the_author_counts_for_nothing() -> None:
    _, report = gate("diff", CATALOG / "before", CATALOG / "after", "--author", "魏国平")
    assert ("P-22", "handbook.change.level-lowered-unapproved") in violations(report)


def test_the_same_catalog_in_yaml_is_no_change() -> None:
    status, report = gate("diff", CATALOG / "before" / "products.csv", CATALOG / "products.yaml")
    assert (status, report["items"], report["changes"]) == (0, [], [])


def test_the_table_of_an_issuer_is_read_by_its_mapping() -> None:
    status, report = gate("check", CATALOG / "partner" / "funds.csv", "--map", CATALOG / "partner" / "mapping.toml")
    assert (status, violations(report), report["remarks"], report["subjects"]) == (0, set(), [], 5)


def test_the_readme_tells_of_every_product_that_changes(change: dict[str, Any]) -> None:
    table = re.findall(r"^\| (P-.*?) \|", (CATALOG / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    told = set(re.findall(r"P-[0-9]{2}", " ".join(table)))
    assert told - {"P-11", "P-20"} == {one["key"] for one in change["changes"]}
