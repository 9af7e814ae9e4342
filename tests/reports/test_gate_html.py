"""The page of a gate needs nothing beside itself, lets nothing in, and shows what is worst first."""

import base64
import hashlib
import re
from pathlib import Path

import attrs
import pytest

from suitability.messages.locales import LOCALES
from suitability.messages.speak import speaker
from suitability.reports.gate import Matrix, Run
from suitability.reports.gate_html import PLACES, html
from suitability.spot import Spot
from tests.reports.runs import DAY, catalog_run, change_run, copy_run, english, finding, item, nasty_run
from tests.reports.test_matrix_page import Reader
from tools.check_site import faults


def read(run: Run, *, facts: bool = False, locale: str = "en") -> Reader:
    return Reader(html(run, speaker(locale), facts=facts))


def texts(found: Reader, tag: str) -> list[str]:
    return [text for name, text in found.text if name == tag]


def verdict(run: Run) -> tuple[str, str]:
    found = read(run)
    (given,) = [one for one in found.all("p") if str(one.get("class")).startswith("verdict")]
    return str(given["class"]), texts(found, "p")[1]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("facts", [False, True])
def test_a_page_is_whole_and_says_its_language(tmp_path: Path, facts: bool, locale: str) -> None:
    for run in (copy_run(tmp_path), catalog_run(), change_run(), nasty_run(), Run("copy", DAY, ())):
        found = read(run, facts=facts, locale=locale)
        assert found.open == []
        assert found.all("html") == [{"lang": locale}]
        ids = [str(attributes["id"]) for _, attributes in found.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        named = {
            str(attributes["aria-labelledby"]) for _, attributes in found.elements if "aria-labelledby" in attributes
        }
        assert named <= set(ids)


def test_a_page_needs_nothing_beside_itself(tmp_path: Path) -> None:
    text = html(catalog_run(), english(), facts=True)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_text(text, encoding="utf-8")
    assert list(faults(tmp_path / "site")) == []
    assert not re.search(r"<script|<link|<img|<a |@import|url\(|https?:| style=| on\w+=", text)


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    text = html(catalog_run(), english(), facts=True)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    known = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy == f"default-src 'none'; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    assert text.index("Content-Security-Policy") < text.index("<style>")


@pytest.mark.parametrize("facts", [False, True])
def test_texts_from_outside_are_no_markup(facts: bool) -> None:
    found = read(nasty_run(), facts=facts)
    assert found.all("script") == []
    assert sum("<script>alert('x')</script>" in text for _, text in found.text) >= 8
    assert {name for _, given in found.elements for name in given} <= {
        "aria-labelledby", "charset", "class", "content", "height", "http-equiv", "id", "lang", "name", "open", "role",
        "scope", "tabindex", "text-anchor", "viewbox", "width", "x", "y",
    }  # fmt: skip


def test_the_verdict_says_what_is_left_to_do() -> None:
    open_ = Run("catalog", DAY, (), (item(),))
    warned = Run("catalog", DAY, (), (item(finding=finding(severity="warn")),))
    waived = Run("catalog", DAY, (), tuple(one for one in catalog_run().items if one.state == "waived"))
    assert verdict(catalog_run()) == ("verdict error", "Something could not be checked")
    assert verdict(open_) == ("verdict error", "Something was found")
    assert verdict(warned) == ("verdict warning", "Something was found")
    assert verdict(waived) == ("verdict note", "Nothing is left to be done")
    assert verdict(Run("catalog", DAY, ("a.csv",))) == ("verdict good", "Nothing was found")


def test_the_counts_are_those_of_the_run() -> None:
    found = read(catalog_run())
    assert dict(zip(texts(found, "dt")[:9], texts(found, "dd")[:9], strict=True)) == {
        "block": "1",
        "other violations": "1",
        "evidence required": "1",
        "unknown: facts are missing": "8",
        "waived": "1",
        "in the baseline": "1",
        "violations to come": "1",
        "ruled mistaken": "1",
        "not checked": "1",
    }


def test_files_come_worst_first_and_the_first_are_open() -> None:
    warned = finding(severity="warn")
    mild = [item(file, finding=warned, spot=Spot(file, 1, 1)) for file in ("a.md", "b.md", "b.md", "c.md")]
    found = read(Run("copy", DAY, (), (*mild, item("z.md", spot=Spot("z.md", 1, 1)))))
    assert [text for text in texts(found, "summary") if text.endswith(".md")] == ["z.md", "b.md", "a.md", "c.md"]
    assert ["open" in one for one in found.all("details")] == [True, True, True, False]


def test_with_facts_the_words_are_marked_in_their_line_and_without_they_are_not_there(tmp_path: Path) -> None:
    found = read(copy_run(tmp_path), facts=True)
    assert set(texts(found, "mark")) == {"保\u200b本", "机不可失", "金奖"}
    assert read(copy_run(tmp_path)).all("mark") == []


def test_of_very_many_places_some_are_shown_and_the_rest_counted() -> None:
    found = read(Run("catalog", DAY, (), tuple(item(f"P-{number}", number) for number in range(1, 601))))
    assert len(found.all("li")) == PLACES
    assert any("550" in text for text in texts(found, "p"))


def test_what_got_riskier_who_is_asked_and_who_is_touched_stand_before_the_findings() -> None:
    found = read(change_run(), facts=True)
    heads = texts(found, "h2")
    assert heads == [
        "Changes of the risk level",
        "Changes that must be approved",
        "Customers touched",
        "Findings by document",
    ]
    assert texts(found, "td")[:3] == ["R2", "R4", "raised"]
    assert "C-007" in texts(found, "code")


def test_every_cell_of_the_matrix_says_its_levels_and_its_count() -> None:
    found = read(catalog_run())
    titles = texts(found, "title")[1:]
    assert len(titles) == 9
    assert "issuer's rating R3 · seller's rating R2: 1" in titles
    coloured = [str(one["class"]) for one in found.all("rect")]
    assert coloured == ["same i4", "better i2", "better", "worse", "same", "better", "worse", "worse i2", "same"]


def test_a_level_that_got_higher_is_red_in_the_matrix_of_a_change() -> None:
    coloured = [str(one["class"]) for one in read(change_run()).all("rect")]
    assert [one for one in coloured if " " in one] == ["worse i4", "worse i4", "better i4"]


def test_a_matrix_of_many_levels_is_scrolled_not_made_small() -> None:
    levels = tuple(f"R{number}" for number in range(1, 11))
    run = attrs.evolve(catalog_run(), matrix=Matrix("sides", levels, {("R1", "R1"): 1}))
    assert read(run).all("svg")[0]["class"] == "wide"
