"""The JSON of a gate fits its schema, which names everything in it, and is the same bytes for the same run."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from suitability.engine.written import canonical
from suitability.reports.gate import Run
from suitability.reports.gate_json import json as written
from suitability.reports.schema import gate_schema
from tests.reports.runs import catalog_run, change_run, copy_run, english, nasty_run
from tests.reports.test_schema import validator

SCHEMA = validator(gate_schema())


def said(run: Run, *, facts: bool = False) -> dict[str, Any]:
    text = written(run, english(), facts=facts)
    found: dict[str, Any] = json.loads(text)
    assert text == canonical(found) + "\n"
    SCHEMA.validate(found)
    return found


@pytest.mark.parametrize("facts", [False, True])
def test_every_run_fits_the_schema_and_holds_nothing_that_it_does_not_name(tmp_path: Path, facts: bool) -> None:
    for run in (copy_run(tmp_path), catalog_run(), change_run(), nasty_run()):
        assert len(said(run, facts=facts)["items"]) == len(run.items)


def test_a_report_that_lacks_what_the_schema_asks_for_does_not_fit() -> None:
    found = said(catalog_run())
    open_ = Draft202012Validator(gate_schema())
    assert open_.is_valid({**found, "a field of later": 1})
    assert not open_.is_valid({**found, "gate": "sale"})
    for name in ("cleared", "items", "unread", "mistakes"):
        assert not open_.is_valid({key: value for key, value in found.items() if key != name})
    for name in ("id", "state", "spot", "message"):
        item = {key: value for key, value in found["items"][0].items() if key != name}
        assert not open_.is_valid({**found, "items": [item]})


def test_a_finding_in_a_text_has_its_place_its_cases_and_how_it_was_disguised(tmp_path: Path) -> None:
    missing, guarantee, award, urged = said(copy_run(tmp_path))["items"]
    assert guarantee["spot"] == {"file": "a.md", "line": 2, "column": 4, "end_line": 2, "end_column": 7, "name": ""}
    assert (guarantee["rule"], guarantee["category"], guarantee["level"]) == (
        "small.copy.guarantee",
        "promise",
        "error",
    )
    assert (guarantee["evasions"], award["outcome"], missing["category"]) == (["zero-width"], "evidence_required", None)
    assert urged["only_if"] == [{"copy.channel": ["app", "website"]}]


def test_words_and_fingerprints_are_there_with_facts_but_never_the_whole_text(tmp_path: Path) -> None:
    run = copy_run(tmp_path)
    plain, told = said(run)["items"][1], said(run, facts=True)["items"][1]
    assert told.keys() - plain.keys() == {"words", "rewrite", "fingerprint", "content"}
    assert (told["words"], told["fingerprint"]) == ("保\u200b本", run.items[1].finding.fingerprint)
    assert (plain["message"], told["message"]) == ("A guarantee", "“保\u200b本” is a promise.")
    assert "第一行" not in written(run, english(), facts=True)


def test_what_was_decided_on_a_finding_stands_beside_it() -> None:
    items = {item["state"]: item for item in said(catalog_run())["items"]}
    assert (items["waived"]["by"]["kind"], items["waived"]["by"]["owner"]) == ("waiver", "compliance")
    assert items["waived"]["written"]["file"] == "waivers.toml"
    assert (items["ruled"]["by"]["kind"], items["ruled"]["by"]["by"]) == ("ruling", "a lawyer")
    assert (items["accepted"]["by"]["kind"], items["accepted"]["by"]["until"]) == ("accepted", "2026-09-30")
    assert (items["coming"]["by"], items["coming"]["since"]) == (None, "2026-09-30")


def test_a_change_says_whom_it_touches_in_counts_and_by_key_with_facts() -> None:
    plain, told = said(change_run())["changes"][1], said(change_run(), facts=True)["changes"][1]
    assert (plain["turn"], plain["holders"], plain["pending_sales"], plain["newly_unsuitable"]) == ("raised", 12, 3, 2)
    assert told.keys() - plain.keys() == {"name", "before", "after", "customers", "approvers"}
    assert (told["before"], told["after"], told["customers"]) == ("R2", "R4", ["C-007", "C-008"])


def test_the_matrix_is_told_row_by_row() -> None:
    matrix = said(catalog_run())["matrix"]
    assert [(one["row"], one["column"], one["count"]) for one in matrix["counts"]] == [
        ("R1", "R1", 8), ("R1", "R2", 2), ("R3", "R2", 1),
    ]  # fmt: skip
