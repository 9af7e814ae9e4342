"""The JUnit XML of a gate is well formed whatever stands in it, fits the schema of Jenkins, and counts right."""

from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
import xmlschema

from suitability.reports.gate import Run
from suitability.reports.gate_junit import junit
from tests.reports.runs import DAY, catalog_run, change_run, copy_run, english, item, nasty_run

# Of the xUnit plugin of Jenkins, under the MIT licence.
SCHEMA = xmlschema.XMLSchema(Path(__file__).with_name("junit-10.xsd"))


def read(run: Run, *, facts: bool = False) -> Element:
    text = junit(run, english(), facts=facts)
    root = ElementTree.fromstring(text)
    for case in root.iter("testcase"):
        # GitLab reads it; the schema does not know it.
        assert case.attrib.pop("file") == case.get("classname")
    SCHEMA.validate(root)
    return root


@pytest.mark.parametrize("facts", [False, True])
def test_every_run_fits_the_schema(tmp_path: Path, facts: bool) -> None:
    for run in (copy_run(tmp_path), catalog_run(), change_run(), nasty_run(), Run("copy", DAY, ())):
        read(run, facts=facts)


def test_a_suite_counts_its_cases() -> None:
    root = read(catalog_run())
    assert {name: root.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "18",
        "failures": "2",
        "errors": "2",
    }
    counts = {
        suite.get("name"): [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] for suite in root
    }
    assert counts == {
        "shelf/products.csv": ["15", "2", "0", "13"],
        "shelf/clean.csv": ["1", "0", "0", "0"],
        "shelf/broken.csv": ["1", "0", "1", "0"],
        "waivers.toml": ["1", "0", "1", "0"],
    }


def test_a_clean_file_is_a_case_that_passes() -> None:
    (case,) = read(catalog_run()).findall("testsuite[@name='shelf/clean.csv']/testcase")
    assert (case.get("name"), list(case)) == ("shelf/clean.csv", [])


def test_only_an_open_violation_fails_and_nothing_that_is_found_passes() -> None:
    cases = read(catalog_run()).findall("testsuite[@name='shelf/products.csv']/testcase")
    went = {case.get("name", "").split()[1]: (case[0].tag, case[0].get("type")) for case in cases}
    assert (went["P-001"], went["P-002"]) == (("failure", "block"), ("failure", "warn"))
    assert (went["P-003"], went["P-008"]) == (("skipped", "evidence_required"), ("skipped", "unknown"))
    assert [went[f"P-00{number}"] for number in (5, 6, 7)] == [
        ("skipped", kind) for kind in ("ruled", "accepted", "coming")
    ]


def test_a_case_says_the_place_the_articles_and_what_to_do() -> None:
    (failure,) = read(Run("catalog", DAY, (), (item(),))).iter("failure")
    assert failure.get("message") == "The level is too low"
    for part in ("shelf/products.csv:2:3", "P-001", "Example Law, art. 1", "Rate it anew."):
        assert part in (failure.text or "")


def test_the_lines_of_a_text_are_there_with_facts_only(tmp_path: Path) -> None:
    run = copy_run(tmp_path)
    assert "荣获金奖" in ElementTree.tostring(read(run, facts=True), encoding="unicode")
    assert "荣获金奖" not in ElementTree.tostring(read(run), encoding="unicode")
