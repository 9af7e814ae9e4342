"""The page of the matrix stands alone, says everything in words, and takes no text of a pack for markup."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from suitability.engine.matrix import matrix
from suitability.engine.ruleset import RuleSet
from suitability.messages.locales import LOCALES
from suitability.reports.matrix_page import page
from tests.engine.test_matrix import FILES
from tests.small import DAY, HEAD, rules
from tools.check_site import faults

VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Reads a page and remembers its elements; an end that closes none is an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.text.append((self.open[-1], data.strip()))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def loaded(tmp_path: Path) -> RuleSet:
    return rules(tmp_path, FILES)


def read(loaded: RuleSet, locale: str = "en") -> Reader:
    return Reader(page(matrix(loaded, [DAY]), loaded, locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_is_whole_and_says_its_language(loaded: RuleSet, locale: str) -> None:
    found = read(loaded, locale)
    assert found.open == []
    assert found.all("html") == [{"lang": locale}]
    assert [tag for tag, _ in found.elements if tag in ("title", "h1", "main")] == ["title", "main", "h1"]


def test_a_page_needs_nothing_beside_itself(loaded: RuleSet, tmp_path: Path) -> None:
    text = page(matrix(loaded, [DAY]), loaded, "en")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_text(text, encoding="utf-8")
    assert list(faults(tmp_path / "site")) == []
    assert not re.search(r"<script|<link|<img|@import|url\(|https?:", text)


def test_every_cell_says_its_answer_in_words_beside_its_colour(loaded: RuleSet) -> None:
    found = read(loaded)
    words = {"allowed": "allowed", "with-procedure": "with procedure", "never": "never", "unknown": "unknown"}
    said = [text for tag, text in found.text if tag == "td"]
    coloured = [words[str(cell["class"])] for cell in found.all("td")]
    assert said == coloured
    assert set(said) == set(words.values())
    assert {str(one["aria-hidden"]) for one in found.all("span") if "aria-hidden" in one} == {"true"}


def test_every_table_has_a_caption_and_heads_for_its_rows_and_columns(loaded: RuleSet) -> None:
    found = read(loaded)
    assert len(found.all("caption")) == len(found.all("table")) > 2
    assert {head["scope"] for head in found.all("th")} == {"col", "row", "rowgroup"}
    regions = [one for one in found.all("div") if one.get("role") == "region"]
    assert len(regions) == len(found.all("table"))
    assert {one["tabindex"] for one in regions} == {"0"}


def test_every_cell_that_a_rule_answers_leads_to_the_rule(loaded: RuleSet) -> None:
    found = read(loaded)
    ids = [str(attributes["id"]) for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [str(link["href"]) for link in found.all("a")]
    assert {link[1:] for link in links} <= set(ids)
    assert {link["aria-label"] for link in found.all("a") if "aria-label" in link} == {"Rule 1", "Rule 2", "Rule 3"}
    assert ("code", "small.sale.unapplied") in found.text


def test_the_regimes_are_listed_where_there_is_more_than_one(loaded: RuleSet) -> None:
    assert len(read(loaded).all("nav")) == 1
    one = Reader(page(matrix(loaded, [DAY], regimes=["strict"]), loaded, "en"))
    assert one.all("nav") == []


def test_texts_of_packs_are_no_markup(tmp_path: Path) -> None:
    wrong = '<script>alert("x")</script> & co'
    head = HEAD.replace('en = "Small"', f"en = '{wrong}'").replace("customer's level", "<b>level</b>")
    titled = FILES["sale/above.toml"].replace('"A rule"', f"'{wrong}'")
    regimes = FILES["tables/regime.toml"].replace("en = 'strict'", f"en = '{wrong}'")
    files = {**FILES, "sale/above.toml": titled, "tables/regime.toml": regimes}
    found = read(rules(tmp_path, files, head))
    assert found.all("script") == found.all("b") == []
    assert sum(wrong in text for _, text in found.text) >= 3


def test_a_page_of_packs_without_regimes_has_one_heading_for_its_tables(tmp_path: Path) -> None:
    found = read(rules(tmp_path, {name: text for name, text in FILES.items() if name.startswith("terms/or")}))
    assert [text for tag, text in found.text if tag in ("h1", "h2")] == ["Customer level by product level"] * 2
    assert found.all("table") == []
    assert ("p", "No rule decides.") in found.text
