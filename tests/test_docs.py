"""What the documentation shows is run, in both languages.

A page is run from top to bottom in a folder of its own. A block with a title is written to the file it names;
Python and `$ suitability` lines are run there, and what stands below them must be what they print (`…`: anything);
`$ echo $?` shows how the line before ended; each line of an `expression` block must be an expression of the language
over a sale.
"""

import argparse
import contextlib
import csv
import io
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
import yaml

import suitability
from suitability.cli.main import _parser, main
from suitability.packs import load as loading
from suitability.rules.pack import Pack
from tools.check_site import faults

ROOT = Path(__file__).resolve().parent.parent
TREES = {language: ROOT / "docs" / language for language in ("en", "zh")}
PAGES = [
    *(ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")),
    *(page for tree in TREES.values() for page in sorted(tree.rglob("*.md"))),
]
TWINS = [
    (ROOT / "README.md", ROOT / "README.zh-CN.md"),
    *((page, TREES["zh"] / page.relative_to(TREES["en"])) for page in sorted(TREES["en"].rglob("*.md"))),
]
FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@attrs.frozen
class Block:
    kind: str
    title: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    for found in FENCE.finditer(page.read_text(encoding="utf-8")):
        yield Block(found[1], found[2] or "", found[3])


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def printed(output: str, shown: str) -> bool:
    """Say whether an output is what the page shows; `…` stands for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, output.strip(), re.DOTALL) is not None


def run_console(text: str) -> None:
    """Run the `$ suitability` lines of a block; other commands are for the reader."""
    said, status, told = "", 0, True
    text = re.sub(r" \\\n +", " ", text)
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        if command == "echo $?":
            assert shown.strip() == str(status), said
            told = True
            continue
        program, *words = shlex.split(command, comments=True)
        arguments = [
            name for word in words for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
        ]
        if program != "suitability":
            continue
        assert told, said
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            status = main(arguments)
        said = f"$ {command}\n{output.getvalue()}"
        told = status < 2
        assert not shown.strip() or printed(output.getvalue(), shown), said
    assert told, said


def check_expressions(text: str, folder: Path) -> None:
    """Load each line as a term beside the packaged packs; a mistaken one raises with its place."""
    (folder / "terms").mkdir(parents=True)
    (folder / "pack.toml").write_text('name = "docs"\ntitle = { en = "Docs" }\nlanguage = "en"\noffset = "+08:00"\n')
    for number, line in enumerate(filter(None, text.splitlines())):
        term = f'label = {{ en = "term {number}" }}\n[[version]]\nfrom = 2017-07-01\nis = """{line}"""\n'
        (folder / "terms" / f"docs_{number}.toml").write_text(term)
    suitability.load("cn", "handbook", suitability.folder(folder))


@pytest.fixture(scope="module", autouse=True)
def packs_read_once() -> Iterator[None]:
    """Read each packaged pack once for all pages."""
    read: dict[tuple[str, ...], Pack] = {}
    fresh = loading._packaged

    def kept(name: str, base: list[Pack]) -> Pack:
        key = (name, *(pack.name for pack in base))
        if not all(pack is read.get((pack.name, *key[1:place])) for place, pack in enumerate(base, 1)):
            return fresh(name, base)
        if key not in read:
            read[key] = fresh(name, base)
        return read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "_packaged", kept)
        yield


@pytest.mark.parametrize("page", PAGES, ids=named)
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
            case "yaml":
                yaml.safe_load(block.text)
            case "csv":
                assert len({len(row) for row in csv.reader(block.text.splitlines())}) == 1
            case "expression":
                check_expressions(block.text, tmp_path / f"docs{number}")
            case "sh" | "md" | "sql":
                pass  # for the reader
            case other:
                pytest.fail(f"nothing runs a block of {other!r}")


def test_links_lead_somewhere() -> None:
    """Every relative link of a page names a file that exists; to pages made by the build, mkdocs looks itself."""
    link = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
    made = re.compile(r"(?:^|/)(?:(?:rules|law)/index|fields|personal-data|terms|tables|parameters|glossary)\.md$")
    broken = [
        f"{named(page)}: {target}"
        for page in PAGES
        for target in link.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists() and not made.search(target)
    ]
    assert broken == []


def test_both_languages_have_the_same_pages() -> None:
    """A page stands in both trees, or the switch of language would lead nowhere."""
    english, chinese = ({page.relative_to(tree) for page in tree.rglob("*.md")} for tree in TREES.values())
    assert english == chinese


@pytest.mark.parametrize(("page", "twin"), TWINS, ids=[named(page) for page, _ in TWINS])
def test_twins_are_built_alike(page: Path, twin: Path) -> None:
    """The two languages of a page have the same headings and show the same blocks."""
    outline = re.compile(r'^(#+) |^```(\w+)(?: title="([^"]+)")?$', re.MULTILINE)
    outside = re.compile(r"(?<=\n)((?:```\w+[^\n]*)\n).*?^```$", re.MULTILINE | re.DOTALL)

    def built(text: str) -> list[tuple[str, ...]]:
        return [found.groups(default="") for found in outline.finditer(outside.sub(r"\1", text))]

    assert built(page.read_text(encoding="utf-8")) == built(twin.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("language", "mark"), [("en", "::: suitability.{}\n"), ("zh", "| `{}`")])
def test_every_public_name_is_explained(language: str, mark: str) -> None:
    """The reference of Python holds every name that a caller may import."""
    page = (TREES[language] / "reference" / "api.md").read_text(encoding="utf-8")
    assert [name for name in suitability.__all__ if mark.format(name) not in page] == []


def options(parser: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, set[str]]]:
    """Give every command, by what one types, with its options."""
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in inner:
        for word, child in action.choices.items():
            yield from options(child, f"{name} {word}")
    if not inner:
        yield name, {option for action in parser._actions for option in action.option_strings if option[:2] == "--"}


@pytest.mark.parametrize("language", TREES)
def test_every_command_and_option_is_explained(language: str) -> None:
    """The reference of the command line holds every command with its options, and no other."""
    page = (TREES[language] / "reference" / "cli.md").read_text(encoding="utf-8")
    sections = re.split(r"^##+ ", page, flags=re.MULTILINE)[1:]
    shared, *_ = (set(re.findall(r"^\| `(--[a-z-]+)", section, re.MULTILINE)) for section in sections)
    told = {
        found[1]: set(re.findall(r"^\| `(--[a-z-]+)", section, re.MULTILINE))
        for section in sections
        if (found := re.match(r"`(suitability(?: [a-z]+(?:-[a-z]+)*)+)", section))
    }
    assert told == {name: found - shared - {"--help"} for name, found in options(_parser(), "suitability")}


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ('<a href="b.html#there">b</a><img src="data:,">', None),
        ('<a href="https://example.org/law">a source outside</a>', None),
        ('<a href="c.html">c</a>', "a.html: c.html leads nowhere"),
        ('<a href="b.html#here">b</a>', "a.html: there is no place b.html#here"),
        ('<script src="https://example.org/x.js"></script>', "a.html: loads https://example.org/x.js"),
        ('<link rel="stylesheet" href="//example.org/x.css">', "a.html: loads //example.org/x.css"),
        ("<style>@import 'https://example.org/x.css'</style>", "a.html: loads https://example.org/x.css"),
        ("<p style='background: url(https://example.org/x.png)'>", "a.html: loads https://example.org/x.png"),
    ],
)
def test_the_check_of_the_site_sees_what_is_wrong(page: str, fault: str | None, tmp_path: Path) -> None:
    """`make docs` refuses a page with a broken link, or one that needs the network."""
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "b.html").write_text('<h1 id="there">b</h1>', encoding="utf-8")
    assert list(faults(tmp_path)) == ([] if fault is None else [fault])
