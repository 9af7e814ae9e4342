"""The marketing repository of the demo: what its pages, messages and subtitles may not say, beside the catalog."""

import contextlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from suitability.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
MARKETING = ROOT / "examples" / "marketing"


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """Give the report of the whole repository by its own settings, as one who works in it gets it."""
    here = Path.cwd()
    os.chdir(MARKETING)
    try:
        with contextlib.redirect_stdout(io.StringIO()) as said:
            status = main(["copy", "--on", "2026-11-20", "--format", "json"])
    finally:
        os.chdir(here)
    made: dict[str, Any] = json.loads(said.getvalue())
    assert (status, made["unread"], made["mistakes"]) == (1, [], [])
    return made


def found(report: dict[str, Any], file: str) -> set[tuple[str, str]]:
    """Give the rules found in a file, each with what a person calls the place: a key of messages, an attribute."""
    return {(item["rule"], item["spot"]["name"]) for item in report["items"] if item["spot"]["file"] == file}


@pytest.mark.parametrize(
    ("file", "rule", "name"),
    [
        ("pages/权益优选.md", "cn.copy.never-loses", ""),
        ("pages/权益优选.md", "handbook.copy.catalog-level-unlike", ""),
        ("pages/权益优选.md", "handbook.copy.catalog-fee-unlike", ""),
        ("pages/一年封闭3期.md", "handbook.copy.catalog-product-not-on-sale", "title"),
        ("landing/科技成长.html", "cn.copy.no-risk", "description"),
        ("landing/科技成长.html", "cn.copy.principal-guaranteed", ""),
        ("landing/科技成长.html", "cn.copy.never-loses", "alt"),
        ("app/i18n/zh-Hans.json", "cn.copy.principal-guaranteed", "home.banner"),
        ("app/i18n/zh-Hans.json", "cn.copy.urged-to-hurry", "push.weekend"),
        ("app/android/res/values/strings.xml", "cn.copy.profit-certain", "card_cash"),
        ("video/松岭安居.srt", "cn.copy.redemption-guaranteed", ""),
        ("video/松岭安居.srt", "cn.copy.private-product-to-unspecified", ""),
    ],
)
def test_what_may_not_be_said_is_found_where_it_stands(report: dict[str, Any], file: str, rule: str, name: str) -> None:
    assert (rule, name) in found(report, file)


def test_a_page_that_agrees_with_the_catalog_holds_nothing(report: dict[str, Any]) -> None:
    assert "pages/稳进90天.md" in report["files"]
    assert found(report, "pages/稳进90天.md") == set()


def test_scripts_and_comments_are_no_copy(report: dict[str, Any]) -> None:
    page = (MARKETING / "landing" / "科技成长.html").read_text(encoding="utf-8").splitlines()
    hidden = {number for number, line in enumerate(page, 1) if "<script>" in line or "<!--" in line}
    assert len(hidden) == 2
    assert hidden.isdisjoint(
        item["spot"]["line"] for item in report["items"] if item["spot"]["file"].startswith("landing")
    )
