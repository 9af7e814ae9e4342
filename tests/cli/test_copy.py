"""`suitability copy` points at what copy may not say, and its exit code says whether that is well."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from suitability.cli.main import main
from suitability.packs import quick
from tests.small import write
from tests.small_text import TEXT_HEAD, accept, case, find, ground, text_rule

FILES = {
    "copy/guarantee.toml": text_rule(find("保本"), case("⟦保本⟧", "violation"), case("不保本", "pass")),
    "copy/urged.toml": text_rule(find("机不可失", rewrite=""), ground(more='channels = ["online"]')),
    "copy/award.toml": text_rule(find("金奖"), evidence=True, severity="warn"),
    "copy/asked.toml": text_rule(find("收益"), asks=["genre"], severity="note"),
    "copy/warning.toml": text_rule(accept("投资有风险"), form="disclosure", message="Warn of the risk.", category="disclosure"),
}  # fmt: skip
CLEAN = "本产品不保本。\n"


class Shell:
    """Runs `suitability copy` over a small pack in a folder of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        write(Path(), FILES, head=TEXT_HEAD)
        self.out = self.err = ""

    def write(self, name: str, content: str | bytes) -> str:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def run(self, *argv: str) -> int:
        try:
            return main(["copy", *argv, "--pack", "small", "--on", "2026-03-05", "--lang", "en"])
        finally:
            self.out, self.err = self.capsys.readouterr()

    def json(self, *argv: str) -> dict[str, Any]:
        self.run(*argv, "--format", "json")
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def heads(self) -> list[str]:
        return [line for line in self.out.splitlines() if line.startswith(("a.", "<stdin>"))]


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(capsys)


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (CLEAN, [], 0),
        ("保本", [], 1),
        ("金奖", [], 0),
        ("金奖", ["--strict"], 1),
        ("收益", [], 0),
        ("收益", ["--strict"], 1),
        ("机不可失", [], 0),
        ("机不可失", ["--fail-on", "warn"], 1),
        ("机不可失", ["--channel", "app"], 1),
        ("机不可失", ["--channel", "sms", "--fail-on", "note"], 0),
        ("你好", [], 0),
        ("你好", ["--disclosures"], 1),
        ("你好。投资有风险", ["--disclosures"], 0),
        ("保本", ["--family", "none"], 1),
    ],
)
def test_the_exit_code_says_whether_a_finding_fails(shell: Shell, text: str, options: list[str], code: int) -> None:
    assert shell.run(shell.write("a.md", text), *options) == code


def test_findings_come_file_by_file_by_their_place_and_are_counted(shell: Shell) -> None:
    shell.write("a.d/a.md", "机不可失\n保本")
    shell.write("a.d/b.txt", CLEAN)
    assert shell.run("a.d") == 1
    assert shell.heads == ["a.d/a.md:1:1: warning small.copy.urged", "a.d/a.md:2:1: block small.copy.guarantee"]
    assert len(shell.out.splitlines()[-2:]) == 2
    assert "2" in shell.out.splitlines()[-2]


def test_pasted_text_is_read_from_the_standard_input(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("保本".encode())))
    assert shell.run("-") == 1
    assert shell.heads == ["<stdin>:1:1: block small.copy.guarantee"]


def test_what_cannot_be_read_is_named_and_the_rest_is_judged(shell: Shell) -> None:
    wrong, good = shell.write("b.md", "保本".encode("gb18030")), shell.write("a.md", "保本")
    assert shell.run(wrong, "c.md", good) == 2
    assert shell.heads == ["a.md:1:1: block small.copy.guarantee"]
    assert shell.err.splitlines() == [
        "b.md: not UTF-8: byte 0 cannot be read; the bytes look like GB18030: save the file as UTF-8",
        "c.md: cannot be read: No such file or directory",
    ]


def test_an_option_with_an_unknown_value_is_named(shell: Shell) -> None:
    assert shell.run(shell.write("a.md", "保本"), "--channel", "web") == 2
    assert "Copy.channel: 'web' is not one of" in shell.err


def test_json_holds_every_file_and_no_words(shell: Shell) -> None:
    shell.write("a.md", "第一行\n保本，金奖")
    shell.write("b.md", CLEAN)
    found = shell.json("a.md", "b.md", "c.md")
    assert (found["schema"], found["on"]) == ("suitability.copy/1", "2026-03-05")
    assert [(file["file"], len(file["marks"])) for file in found["files"]] == [("a.md", 2), ("b.md", 0)]
    assert found["errors"] == [{"file": "c.md", "message": "cannot be read: No such file or directory"}]
    first = found["files"][0]["marks"][0]
    assert (first["start"], first["end"], first["line"], first["column"]) == (4, 6, 2, 1)
    assert "words" not in first
    assert shell.json("a.md", "--facts")["files"][0]["marks"][0]["words"] == "保本"


def test_explain_shows_what_is_excused_and_examples(shell: Shell) -> None:
    shell.write("a.md", "保本。本产品不保本。")
    assert shell.run("a.md", "--explain") == 1
    assert len(shell.heads) == 2
    assert "⟦保本⟧" in shell.out
    assert "不保本" in shell.out


def test_compliance_may_rule_that_a_finding_is_mistaken(shell: Shell) -> None:
    shell.write("a.md", "保本")
    fingerprint = shell.json("a.md", "--facts")["files"][0]["marks"][0]["fingerprint"]
    shell.write(
        "decisions.toml",
        f'[[ruling]]\nrule = "small.copy.guarantee"\nkey = "a.md"\nfingerprint = "{fingerprint}"\n'
        'on = 2026-03-01\nby = "a lawyer"\nreason = "a name"\n',
    )
    assert shell.run("a.md", "--decisions", "decisions.toml") == 0
    assert "a name" in shell.out
    assert shell.json("a.md", "--decisions", "decisions.toml")["files"][0]["marks"][0]["settled"] == "ruled"


def test_a_file_named_twice_is_judged_once(shell: Shell) -> None:
    shell.write("a.md", "保本")
    shell.run("a.md", "a.md")
    assert len(shell.heads) == 1


def test_a_clean_file_needs_no_rules(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the build compiled the phrases, the packs are loaded only for a text that holds one."""

    class Compiled:
        def clean(self, text: str) -> bool:
            return "保本" not in text

    monkeypatch.setattr(quick, "quick", Compiled)
    monkeypatch.setattr("suitability.cli.packs.loaded", lambda arguments: pytest.fail("the packs are loaded"))
    shell.write("a.md", "你好")
    assert main(["copy", "a.md"]) == 0
    with pytest.raises(pytest.fail.Exception):
        main(["copy", shell.write("b.md", "保本")])
