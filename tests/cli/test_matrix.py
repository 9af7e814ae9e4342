"""The command writes the matrix for the days and customers asked for, for people, for programs or as a page."""

import json
from pathlib import Path
from typing import Any

import pytest

from suitability.cli import matrix as command
from suitability.cli.main import main
from tests.engine.test_matrix import FILES
from tests.small import DAY, HEAD, write


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def run(pack: Path, *options: str) -> int:
    return main(["rules", "matrix", "--pack", str(pack), *options])


def data(pack: Path, capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    assert run(pack, "--format", "json", *options) == 0
    return json.loads(capsys.readouterr().out)["grids"]


def test_the_days_are_those_asked_for_in_their_order(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (grid,) = data(pack, capsys, "--on", "2026-03-05", "--on", "2026-03-01", "--regime", "silent")
    assert grid["days"] == ["2026-03-01", "2026-03-05"]


def test_without_a_day_it_is_the_one_we_stand_on(
    pack: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert data(pack, capsys, "--as-of", "2026-03-02")[0]["days"] == ["2026-03-02"]
    monkeypatch.setattr(command, "today", lambda: DAY)
    assert data(pack, capsys)[0]["days"] == ["2026-03-05"]


def test_regimes_customers_and_who_begins_can_be_chosen(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--on", "2026-03-05", "--regime", "strict", "--regime", "steps", "--customer", "lowest-class"]
    found = data(pack, capsys, *chosen, "--initiative", "customer")
    assert [(grid["regime"], grid["initiators"]) for grid in found] == [
        ("strict", ["customer"]),
        ("steps", ["customer"]),
    ]
    assert {row["customer"] for grid in found for row in grid["rows"]} == {"lowest-class"}


def test_the_text_ends_with_what_its_marks_mean(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(pack, "--on", "2026-03-05", "--lang", "en") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "○ allowed  △ with procedure  ✕ never  ? unknown"


def test_a_page_is_written_to_a_new_file_and_never_over_another(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = pack / "matrix.html"
    options = ["--on", "2026-03-05", "--format", "html", "-o", str(page)]
    assert run(pack, *options) == 0
    assert page.read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="zh-Hans">')
    assert run(pack, *options) == 2
    assert run(pack, *options[:-1], str(pack / "nowhere" / "matrix.html")) == 2
    assert [line.rpartition(": ")[2] for line in capsys.readouterr().err.splitlines()] == [
        f"{page} is there already; name a new file", "No such file or directory",
    ]  # fmt: skip


def test_what_cannot_be_asked_is_told(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(pack, "--as-of", "2026-03-05", "--regime", "strikt") == 2
    assert "there is no regime 'strikt'; did you mean 'strict'?" in capsys.readouterr().err
    for options, says in (
        (["--customer", "rich"], "invalid choice: 'rich'"),
        (["--on", "soon"], "'soon' is not a day"),
    ):
        with pytest.raises(SystemExit, match="2"):
            run(pack, *options)
        assert says in capsys.readouterr().err


def test_a_matrix_without_scales_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(tmp_path, {}, head=HEAD.partition("[scale")[0]), "--as-of", "2026-03-05") == 2
    assert "no scale 'customer'" in capsys.readouterr().err
