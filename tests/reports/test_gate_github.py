"""GitHub reads every line of the report as the command it is, and none that a file could smuggle in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from suitability.reports.gate import Run
from suitability.reports.gate_github import github
from suitability.spot import Spot
from tests.reports.runs import DAY, NASTY, catalog_run, change_run, copy_run, english, item, lacking, nasty_run

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")
PROPERTIES = {"file", "line", "endLine", "col", "endColumn", "title"}


def commands(run: Run, *, facts: bool = False) -> Iterator[tuple[str, dict[str, str], str]]:
    """Read the report as GitHub does."""
    for line in github(run, english(), facts=facts).splitlines():
        found = COMMAND.fullmatch(line)
        if found is None:
            assert not line.startswith((":", "#"))
            continue
        given = dict(one.split("=", 1) for one in found[2].split(","))
        assert given.keys() <= PROPERTIES
        yield found[1], {name: undone(value) for name, value in given.items()}, undone(found[3])


def undone(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


@pytest.mark.parametrize("facts", [False, True])
def test_every_line_is_a_command_or_harmless(tmp_path: Path, facts: bool) -> None:
    for run in (copy_run(tmp_path), catalog_run(), change_run(), nasty_run()):
        assert list(commands(run, facts=facts))


def test_what_a_file_holds_is_no_command() -> None:
    said = github(nasty_run(), english(), facts=True)
    assert "::error::no" in NASTY
    assert not [line for line in said.splitlines() if line.startswith("::error::")]
    (title,) = {given["title"] for _, given, _ in commands(nasty_run()) if given["title"].startswith("<script>")}
    assert ":|`*_" in title


def test_a_finding_stands_at_its_place_with_its_rule_and_articles(tmp_path: Path) -> None:
    command, given, message = next(one for one in commands(copy_run(tmp_path)) if "guarantee" in one[2])
    assert command == "error"
    place = {"file": "a.md", "line": "2", "endLine": "2", "col": "4", "endColumn": "7"}
    assert given == {**place, "title": "promise · A guarantee"}
    assert message.splitlines() == ["A guarantee", "Take it out.", "Example Law, art. 1", "small.copy.guarantee"]


def test_a_place_of_several_lines_has_no_columns_since_github_refuses_these() -> None:
    ((_, given, _),) = commands(Run("copy", DAY, (), (item(spot=Spot("a.md", 1, 5, 3, 2)),)))
    assert (given["line"], given["endLine"], "col" in given, "endColumn" in given) == ("1", "3", False, False)


def test_the_loudest_comes_first_and_what_was_decided_on_is_a_notice() -> None:
    said = list(commands(catalog_run()))
    assert [command for command, _, _ in said] == ["error"] * 3 + ["warning"] * 2 + ["notice"] * 6
    assert "waived (compliance" in said[5][2]


def test_what_many_products_lack_is_one_notice() -> None:
    run = Run("catalog", DAY, (), tuple(lacking(f"P-{number:03}") for number in range(50)))
    ((command, _, message),) = commands(run)
    assert command == "notice"
    assert "50" in message
    assert "product.fees" in message
