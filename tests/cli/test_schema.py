"""`suitability schema` prints the schemas that the library gives."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import suitability as s
from suitability.cli.main import main
from suitability.cli.schema import WRITTEN
from suitability.model.subject import SUBJECTS
from suitability.readers.schema import record_schema


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["schema", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("of", [*SUBJECTS, *WRITTEN])
def test_every_schema_is_printed_and_is_one(of: str, capsys: pytest.CaptureFixture[str]) -> None:
    Draft202012Validator.check_schema(printed(capsys, of))


def test_levels_are_those_of_the_packs_named_and_titles_of_the_locale(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, "sale", "--pack", "cn", "--lang", "en", "--strict")
    assert found == record_schema("sale", s.load("cn"), strict=True, locale="en")


def test_of_what_there_is_no_schema_the_likely_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "reports"]) == 2
    assert capsys.readouterr().err.startswith("there is no schema of 'reports'; did you mean 'report'?")
