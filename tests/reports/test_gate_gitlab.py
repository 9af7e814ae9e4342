"""GitLab's code quality takes the report: each issue has what it asks for, and a fingerprint of its own."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator

from suitability.reports.gate import Run
from suitability.reports.gate_gitlab import gitlab
from suitability.spot import Spot
from tests.reports.runs import DAY, catalog_run, change_run, copy_run, english, item, nasty_run

# What its documentation asks for.
ASKED = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin"],
                        "properties": {name: {"type": "integer", "minimum": 1} for name in ("begin", "end")},
                    },
                },
            },
        },
    },
}


def issues(run: Run, *, facts: bool = False) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gitlab(run, english(), facts=facts))
    Draft202012Validator(ASKED).validate(found)
    known = [issue["fingerprint"] for issue in found]
    assert len(set(known)) == len(known)
    return found


@pytest.mark.parametrize("facts", [False, True])
def test_every_run_is_taken(tmp_path: Path, facts: bool) -> None:
    for run in (copy_run(tmp_path), catalog_run(), change_run(), nasty_run(), Run("copy", DAY, ())):
        assert len(issues(run, facts=facts)) == len(run.items) + len(run.unread) + len(run.mistakes)


def test_an_issue_says_where_which_rule_and_how_severe() -> None:
    first = issues(catalog_run())[0]
    assert (first["check_name"], first["severity"]) == ("small.product.level", "blocker")
    assert first["location"] == {"path": "shelf/products.csv", "lines": {"begin": 2, "end": 2}}
    assert first["description"] == "The level is too low Rate it anew. (P-001) [风险等级]"


def test_only_what_is_open_is_severe() -> None:
    severe = [issue["severity"] for issue in issues(catalog_run())]
    assert severe == ["blocker", "major", "major", *["minor"] * 8, *["info"] * 4, "critical", "critical"]


def test_a_fingerprint_stays_when_lines_move() -> None:
    run = catalog_run()
    moved = attrs.evolve(run, items=tuple(attrs.evolve(one, spot=attrs.evolve(one.spot, line=90)) for one in run.items))
    assert [one["fingerprint"] for one in issues(run)] == [one["fingerprint"] for one in issues(moved)]


def test_a_place_without_lines_is_the_first_line_of_its_file() -> None:
    (issue,) = issues(Run("catalog", DAY, (), (item(spot=Spot("./a.xlsx", name="Sheet1!C7")),)))
    assert issue["location"] == {"path": "a.xlsx", "lines": {"begin": 1, "end": 1}}
    assert "Sheet1!C7" in issue["description"]
