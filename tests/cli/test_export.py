"""The rules leave the house as a table and as pages, and nothing that is there is written over."""

import csv
import io
from pathlib import Path

import pytest

from suitability.cli.main import main
from suitability.reports.export import COLUMNS, MARK
from tests.small import rule, version, write


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write(tmp_path, {"sale/wrong.toml": rule(version("sale.place is none"), title="不妥")})


def test_the_table_begins_with_the_mark_that_excel_asks_for(
    pack: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "rules.csv"
    assert main(["rules", "export", "--pack", str(pack), "-o", str(file)]) == 0
    written = file.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    assert len(head) == len(row) == len(COLUMNS)
    assert (head[0], row[0], row[2]) == ("规则编号", "small.sale.wrong", "不妥")
    assert main(["rules", "export", "--pack", str(pack)]) == 0
    assert capfdbinary.readouterr().out == written
    assert MARK.encode() == b"\xef\xbb\xbf"


def test_pages_are_written_into_a_new_folder(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    assert main(["rules", "pages", "--pack", str(pack), "--lang", "en", "-o", str(folder)]) == 0
    assert (folder / "rules" / "small" / "sale" / "wrong.md").read_text(encoding="utf-8").startswith("# 不妥\n")
    assert (folder / "law" / "law.md").is_file()


@pytest.mark.parametrize("command", ["export", "pages"])
def test_nothing_is_written_over(command: str, pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", command, "--pack", str(pack), "-o", str(pack)]) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["export", "pages"])
def test_what_cannot_be_written_is_said(command: str, pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", command, "--pack", str(pack), "-o", str(pack / "pack.toml" / "x")]) == 2
    assert "cannot be written" in capsys.readouterr().err
