"""The records of the worked cases are what their pages say; the pages themselves are run by test_docs."""

import datetime as dt
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import suitability as s

ROOT = Path(__file__).parents[1]
RECORDS = ROOT / "examples" / "cases"
PAGES = ROOT / "docs" / "zh" / "cases"
AS_OF = dt.date(2026, 11, 20)
# What is not cleared as it stands; every other record is a piece of business done right.
FOUND = {
    "one_sale_two_days.jsonl:2": {
        "cn.sale.investment-disclosure-incomplete": "block",
        "cn.sale.opinion-missing": "block",
        "cn.sale.record-missing": "block",
        "cn.sale.risk-warning-missing": "block",
    },
    "third_test.json:1": {
        "cn.sale.sign-level-raised-on-the-day-of-purchase": "warn",
        "cn.sale.sign-tested-repeatedly-on-the-day": "warn",
    },
}
ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条")


@cache
def rules() -> s.RuleSet:
    return s.load("cn")


def records() -> dict[str, dict[str, Any]]:
    """Give every record by its file and line; what a line names by its key stands in the line before."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(RECORDS.iterdir()):
        text = file.read_text(encoding="utf-8")
        before: dict[str, Any] = {}
        for number, part in enumerate(text.splitlines() if file.suffix == ".jsonl" else [text], 1):
            told = json.loads(part)
            told |= {root: before[root] for root, value in told.items() if isinstance(value, str) and root in before}
            found[f"{file.name}:{number}"] = before = told
    return found


@pytest.mark.parametrize("place", records())
def test_a_record_of_a_case_gives_what_its_page_begins_with(place: str) -> None:
    record = records()[place]
    report = s.check(s.read(record["subject"], record, rules()), rules(), as_of=AS_OF)
    assert {finding.rule: finding.severity for finding in report.findings} == FOUND.get(place, {})
    assert report.unknown == ()
    assert report.cleared == (place not in FOUND)


def test_the_sale_of_two_days_is_one_sale() -> None:
    """Ninety days later everything is as it was: only the law has changed."""
    first, second = (records()[f"one_sale_two_days.jsonl:{number}"] for number in (1, 2))

    def later(found: re.Match[str]) -> str:
        return str(dt.date.fromisoformat(found[0]) + dt.timedelta(days=90))

    moved = json.loads(re.sub(r"2025-12-01", later, json.dumps(first["sale"])))
    assert moved | {"key": "sale-0301"} == second["sale"]
    assert {root: first[root] for root in first if root != "sale"} == {
        root: second[root] for root in first if root != "sale"
    }


def test_every_case_is_listed_and_names_real_articles() -> None:
    """The index holds each page; each article a page names is one that the ledgers or the rules know."""
    cites = (cite for rule in rules().rules for version in rule.versions for cite in version.cites)
    known = {(cite.source.short, at) for cite in cites for at in ARTICLE.findall(cite.at)}
    for pack in ("cn", "handbook"):
        folder = ROOT / "rulesets" / pack
        sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
        for duty in tomllib.loads((folder / "ledger.toml").read_text(encoding="utf-8")).values():
            known |= {(sources[duty["instrument"]]["short"], at) for at in ARTICLE.findall(duty["article"])}
    index = (PAGES / "index.md").read_text(encoding="utf-8")
    for page in sorted(PAGES.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        named = re.findall(r"《([^》]+)》((?:第[一二三四五六七八九十百]+条[^《|；：。\n]*)+)", text)
        assert {(short, at) for short, rest in named for at in ARTICLE.findall(rest)} <= known, page.name
        assert named, page.name
        assert page.name == "index.md" or f"({page.name})" in index
