"""What the documentation shows is run.

A page is run from top to bottom in a folder of its own. A block with a title is written to the file it names;
Python and `$ suitability` lines are run there, and what stands below them must be what they print (`…`: anything);
each line of an `expression` block must be an expression of the language over a sale.
"""

import contextlib
import io
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

import suitability
from suitability.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@attrs.frozen
class Block:
    kind: str
    title: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    for found in FENCE.finditer(page.read_text(encoding="utf-8")):
        yield Block(found[1], found[2] or "", found[3])


def printed(output: str, shown: str) -> bool:
    """Say whether an output is what the page shows; `…` stands for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, output.strip(), re.DOTALL) is not None


def run_console(text: str) -> None:
    """Run the `$ suitability` lines of a block; other commands are for the reader."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        program, *arguments = shlex.split(command, comments=True)
        if program != "suitability":
            continue
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            status = main(arguments)
        assert status in ((0, 1) if arguments[0] == "check" else (0,)), f"$ {command}\n{output.getvalue()}"
        assert not shown.strip() or printed(output.getvalue(), shown), f"$ {command}\n{output.getvalue()}"


def check_expressions(text: str, folder: Path) -> None:
    """Load each line as a term beside the packaged packs; a mistaken one raises with its place."""
    (folder / "terms").mkdir(parents=True)
    (folder / "pack.toml").write_text('name = "docs"\ntitle = { en = "Docs" }\nlanguage = "en"\noffset = "+08:00"\n')
    for number, line in enumerate(filter(None, text.splitlines())):
        term = f'label = {{ en = "term {number}" }}\n[[version]]\nfrom = 2017-07-01\nis = """{line}"""\n'
        (folder / "terms" / f"docs_{number}.toml").write_text(term)
    suitability.load("cn", "handbook", suitability.folder(folder))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_shows_what_is_so(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block of the page runs, and prints what the page says."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    names: dict[str, object] = {"__name__": "__main__"}
    output = ""
    for number, block in enumerate(blocks(page)):
        if block.title:
            file = tmp_path / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        match block.kind:
            case "python":
                with contextlib.redirect_stdout(io.StringIO()) as said:
                    exec(compile(block.text, f"{page.name} block {number}", "exec"), names)
                output = said.getvalue()
            case "text":
                assert printed(output, block.text), output
            case "console":
                run_console(block.text)
            case "toml":
                tomllib.loads(block.text)
            case "json":
                json.loads(block.text)
            case "expression":
                check_expressions(block.text, tmp_path / f"docs{number}")


def test_links_lead_somewhere() -> None:
    """Every relative link of a page names a file that exists."""
    link = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in link.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
