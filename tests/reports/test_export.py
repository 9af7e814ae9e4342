"""The rules as one table: what compliance asks of each version, in a file that a spreadsheet opens and never runs."""

import csv
import io
from pathlib import Path

import pytest

from suitability.cli.book import read_book
from suitability.messages.locales import LOCALES
from suitability.packs.load import PACKAGED, folder
from suitability.reports.export import COLUMNS, MARK, export, inert
from tests.small import CITES, UNVERIFIED, example, rule, version, write
from tests.small_text import TEXT_HEAD, find, text_rule

LEDGER = """\
["L-1"]
instrument = "law"
article    = "第一条"
duty       = "a duty"
class      = "expression"
answer     = "rules"
rules      = ["small.sale.wrong"]
"""
CITED = f"{CITES[:-1]}, {UNVERIFIED[1:]}"
WRONG = rule(
    version("sale.place is none", first="2023-01-01", last="2023-12-31"),
    version("sale.place is none", "customer.lowest_class", cites=CITED),
    example("pass"), example("violation"),
    title='=HYPERLINK("http://example.org")', message="At {sale.place}.", remedy="@now", force="house",
)  # fmt: skip


def rows(text: str) -> list[dict[str, str]]:
    """Read a table back, its columns by the phrases that head them."""
    assert text.startswith(MARK)
    head, *found = csv.reader(io.StringIO(text.removeprefix(MARK), newline=""))
    assert all(len(row) == len(COLUMNS) == len(head) for row in found)
    return [dict(zip(COLUMNS, row, strict=True)) for row in found]


@pytest.fixture
def small(tmp_path: Path) -> str:
    return export(read_book([folder(write(tmp_path, {"sale/wrong.toml": WRONG, "ledger.toml": LEDGER}))]), "en")


def test_every_version_of_a_rule_has_a_row(small: str) -> None:
    old, new = rows(small)
    assert {old["page_id"], new["page_id"]} == {"small.sale.wrong"}
    assert (old["page_from"], old["page_until"], old["page_when"]) == ("2023-01-01", "2023-12-31", "")
    assert (new["page_from"], new["page_until"]) == ("2024-01-01", "")
    assert "lowest" in new["page_when"]
    assert (new["page_pack"], new["page_subject"], new["page_stage"]) == ("small", "sale", "candidate")
    assert (new["page_force"], new["kind_severity"]) == ("house rule", "block")
    assert (new["page_examples_count"], new["page_ledger_ids"]) == ("2", "L-1")
    assert (new["page_reviewed_on"], new["page_reviewed_by"]) == ("2026-01-01", "us")


def test_what_stands_in_a_message_is_said_in_words(small: str) -> None:
    message = rows(small)[0]["page_message"]
    assert message.startswith("At {")
    assert "sale.place" not in message


def test_several_articles_have_a_line_each_in_every_cell_of_law(small: str) -> None:
    law = rows(small)[1]
    assert law["article"] == "art. 1\nart. 2"
    assert law["page_instrument"] == "Example Law\nExample Law"
    assert law["page_verified"] == "yes\nno"
    assert law["page_rank"] == "law\nlaw"
    assert law["page_read_on"] == law["page_since"] == ""


def test_no_cell_is_a_formula(small: str) -> None:
    row = rows(small)[0]
    assert row["page_title"] == """'=HYPERLINK("http://example.org")"""
    assert row["remedy"] == "'@now"


@pytest.mark.parametrize("begins", ["=1", "+1", "-1", "@a", " =1", "\t1", "\r1", "\n=1", "＝1", "＋1", "－1", "＠a"])
def test_a_text_that_a_spreadsheet_would_run_is_quoted(begins: str) -> None:
    assert inert(begins) == f"'{begins}"


@pytest.mark.parametrize("text", ["", "1", "产品", "a=b", "(-1)", "'=1"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_packaged_rules_are_all_there_in_every_locale(locale: str) -> None:
    book = read_book(PACKAGED)
    found = rows(export(book, locale))
    assert [row["page_id"] for row in found] == [rule.id for rule in book.rules.rules for _ in rule.versions]
    for row in found:
        assert all(row[name] for name in ("page_title", "page_require", "page_message", "page_instrument", "article"))
    assert book.by_id["cn.sale.risk-above-capacity"] is not None
    title = next(row["page_title"] for row in found if row["page_id"] == "cn.sale.risk-above-capacity")
    assert title[:4] == {"zh-Hans": "产品风险", "zh-Hant": "商品風險", "zh-Hant-HK": "產品風險", "en": "The "}[locale]


def test_a_rule_over_text_says_its_phrases_where_others_say_what_they_require(tmp_path: Path) -> None:
    files = {"copy/wrong.toml": text_rule(find("保本", "保息"))}
    (row,) = rows(export(read_book([folder(write(tmp_path, files, head=TEXT_HEAD))]), "zh-Hans"))
    assert row["page_require"].startswith("各类营销材料的正文不得出现所列用语。")
    assert "保本 / 保息" in row["page_require"]
    assert (row["page_when"], row["page_message"]) == ("", "“{words}” is a promise.")
