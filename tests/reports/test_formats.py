"""Every format says every run in every locale, the same each time, and without facts no value of a record."""

from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from suitability.messages.locales import LOCALES
from suitability.messages.speak import speaker
from suitability.reports.formats import FORMATS
from suitability.reports.gate import Run
from tests.reports import runs

RUNS: dict[str, Callable[[Path], Run]] = {
    "copy": runs.copy_run,
    "catalog": lambda folder: runs.catalog_run(),
    "change": lambda folder: runs.change_run(),
    "nasty": lambda folder: runs.nasty_run(),
    "nothing": lambda folder: Run("copy", runs.DAY, ()),
}
KEPT = [name for name in FORMATS if name != "text"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("made", RUNS)
@pytest.mark.parametrize("name", FORMATS)
def test_every_run_is_said_the_same_each_time(name: str, made: str, locale: str, tmp_path: Path) -> None:
    run, speak = RUNS[made](tmp_path), speaker(locale)
    for facts in (False, True):
        said = FORMATS[name](run, speak, facts=facts)
        assert said == FORMATS[name](run, speak, facts=facts)
        assert said.endswith("\n")
        assert said.encode("utf-8")


@pytest.mark.parametrize("made", ["copy", "catalog", "change"])
@pytest.mark.parametrize("name", KEPT)
def test_without_facts_a_report_that_is_kept_holds_no_value(name: str, made: str, tmp_path: Path) -> None:
    run = attrs.evolve(RUNS[made](tmp_path), matrix=None)  # it names every level there is
    said = FORMATS[name](run, runs.english(), facts=False)
    assert [secret for secret in runs.SECRETS if secret in said] == []


@pytest.mark.parametrize("made", ["copy", "catalog", "change"])
def test_with_facts_json_holds_them_all(made: str, tmp_path: Path) -> None:
    said = FORMATS["json"](RUNS[made](tmp_path), runs.english(), facts=True)
    there = {secret for secret in runs.SECRETS if secret in said}
    assert (
        there
        >= {
            "copy": {"保\u200b本", "欢迎了解"},
            "catalog": {"R4", "a-fingerprint", "c0ffeec0ffee"},
            "change": {"C-007", "Dora", "Steady Growth"},
        }[made]
    )


def test_the_text_shows_the_lines_of_copy_without_being_asked(tmp_path: Path) -> None:
    assert "保\u200b本" in FORMATS["text"](runs.copy_run(tmp_path), runs.english(), facts=False)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_writes_what_steers_a_terminal_or_turns_the_direction(name: str) -> None:
    said = FORMATS[name](runs.nasty_run(), runs.english(), facts=True)
    assert "\x00" not in said
    assert "\x1b" not in said
    assert name in ("json", "sarif", "gitlab", "junit") or "\u202e" not in said


@pytest.mark.parametrize("name", FORMATS)
def test_a_finding_that_is_decided_on_is_still_listed(name: str) -> None:
    said = FORMATS[name](runs.catalog_run(), runs.english(), facts=False)
    assert all(rule in said for rule in ("small.product.own", "small.product.name"))
    assert "it is a name" in said or name in ("github", "gitlab")
