"""`suitability copy` points at what copy may not say, and its exit code says whether that is well."""

import io
import json
import subprocess
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
    for line in (
        "b.md: not read: not UTF-8: byte 0 cannot be read; the bytes look like GB18030: save the file as UTF-8",
        "c.md: cannot be read: No such file or directory",
    ):
        assert line in shell.out


def test_an_option_with_an_unknown_value_is_named(shell: Shell) -> None:
    assert shell.run(shell.write("a.md", "保本"), "--channel", "web") == 2
    assert "Copy.channel: 'web' is not one of" in shell.err


def test_json_holds_every_file_and_no_words(shell: Shell) -> None:
    shell.write("a.md", "第一行\n保本，金奖")
    shell.write("b.md", CLEAN)
    found = shell.json("a.md", "b.md", "c.md")
    assert (found["schema"], found["gate"], found["on"]) == ("suitability.gate/1", "copy", "2026-03-05")
    assert found["files"] == ["a.md", "b.md"]
    assert [item["rule"] for item in found["items"]] == ["small.copy.guarantee", "small.copy.award"]
    assert [one["spot"]["file"] for one in found["unread"]] == ["c.md"]
    first = found["items"][0]
    assert (first["spot"]["line"], first["spot"]["column"], first["spot"]["end_column"]) == (2, 1, 3)
    assert "保本" not in shell.out
    assert "保本" in json.dumps(shell.json("a.md", "--facts"), ensure_ascii=False)


def test_explain_shows_what_is_excused_and_examples(shell: Shell) -> None:
    shell.write("a.md", "保本。本产品不保本。")
    assert shell.run("a.md", "--explain") == 1
    assert len(shell.heads) == 2
    assert "⟦保本⟧" in shell.out
    assert "不保本" in shell.out


def test_compliance_may_rule_that_a_finding_is_mistaken(shell: Shell) -> None:
    shell.write("a.md", "保本")
    fingerprint = shell.json("a.md", "--facts")["items"][0]["fingerprint"]
    shell.write(
        "decisions.toml",
        f'[[ruling]]\nrule = "small.copy.guarantee"\nkey = "a.md"\nfingerprint = "{fingerprint}"\n'
        'on = 2026-03-01\nby = "a lawyer"\nreason = "a name"\n',
    )
    assert shell.run("a.md", "--decisions", "decisions.toml") == 0
    assert "a lawyer" in shell.out
    assert shell.json("a.md", "--decisions", "decisions.toml")["items"][0]["state"] == "ruled"


def test_a_file_named_twice_is_judged_once(shell: Shell) -> None:
    shell.write("a.md", "保本")
    shell.run("a.md", "a.md")
    assert len(shell.heads) == 1


class Compiled:
    """Stands for what the build compiles."""

    def __init__(self, left: int = 0) -> None:
        self.left = left

    def nothing(self, text: str) -> bool:
        return "保本" not in text


def test_a_clean_file_needs_no_rules(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the build compiled the phrases, the packs are loaded only for a text that holds one."""
    monkeypatch.setattr(quick, "quick", Compiled)
    monkeypatch.setattr("suitability.cli.packs.loaded", lambda arguments: pytest.fail("the packs are loaded"))
    shell.write("a.md", "你好")
    assert main(["copy", "a.md"]) == 0
    with pytest.raises(pytest.fail.Exception):
        main(["copy", shell.write("b.md", "保本")])


def test_of_many_files_a_first_look_changes_no_report(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(140):
        shell.write(f"a.d/{number:03}.md", "我们保本。" if number % 40 == 7 else b"\xff" if number == 70 else "你好")
    reports = []
    for looked in (lambda left: None, Compiled):
        monkeypatch.setattr(quick, "quick", looked)
        assert shell.run("a.d") == 2
        reports.append(shell.out)
    assert reports[0] == reports[1]
    assert [f"{number:03}.md:1:3" in shell.out for number in (6, 7, 47, 87, 127)] == [False, True, True, True, True]


def test_a_file_that_holds_copy_and_is_not_read_is_named(shell: Shell) -> None:
    shell.write("a.d/a.md", CLEAN)
    shell.write("a.d/b.docx", b"PK")
    assert shell.run("a.d") == 0
    assert "1 .docx" in shell.out
    assert shell.run("a.d/b.docx") == 2
    assert "not read: .docx" in shell.out


@pytest.mark.parametrize(
    ("name", "content", "spot"),
    [
        ("a.html", "<p>我们<b>保</b>本</p>", "a.html:1:9"),
        ("zh-CN.json", '{"home": {"title": "\\u4fdd本"}}', "zh-CN.json:1:21 (home.title)"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n我们保\n\n2\n00:00:02,000 --> 00:00:03,000\n本\n", "a.srt:3:3"),
        ("a.md", "---\ntitle: 保本\n---\n\n`保本` 保**本**\n", "a.md:5:6"),
    ],
)
def test_every_format_is_read_and_its_place_is_that_in_the_file(
    shell: Shell, name: str, content: str, spot: str
) -> None:
    shell.write(name, content)
    assert shell.run(name) == 1
    assert f"{spot}: block small.copy.guarantee" in shell.out


@pytest.mark.parametrize("kind", ["sarif", "junit", "github", "gitlab", "html"])
def test_every_format_of_report_is_written_to_a_file(shell: Shell, kind: str) -> None:
    shell.write("a.md", "保本")
    assert shell.run("a.md", "--format", kind, "-o", "report") == 1
    assert shell.out == ""
    assert "small.copy.guarantee" in Path("report").read_text(encoding="utf-8")


def test_what_becomes_unlawful_soon_is_named_and_does_not_fail(shell: Shell) -> None:
    later = text_rule(find("抢购"), case("⟦抢购⟧", "violation"), case("你好", "pass")).replace(
        "2020-01-01", "2026-04-01"
    )
    assert "2026-04-01" in later
    Path("small/copy/later.toml").write_text(later, encoding="utf-8")
    shell.write("a.md", "抢购")
    assert shell.run("a.md") == 0
    assert "small.copy.later" not in shell.out
    assert shell.run("a.md", "--ahead", "60") == 0
    assert "small.copy.later" in shell.out
    found = shell.json("a.md", "--ahead", "60")["items"]
    assert [(item["rule"], item["state"], item["since"]) for item in found] == [
        ("small.copy.later", "coming", "2026-04-01")
    ]


def test_settings_say_what_the_files_of_a_folder_are(shell: Shell) -> None:
    shell.write(
        "suitability.toml", 'fail-on = "warn"\npaths = ["a.d"]\n[[copy]]\nmatch = "a.d/sms/**"\nchannel = "sms"\n'
    )
    shell.write("a.d/sms/a.md", "机不可失")
    assert shell.run() == 0
    shell.write("a.d/app/a.md", "机不可失")
    assert shell.run() == 1
    assert shell.heads == ["a.d/app/a.md:1:1: warning small.copy.urged"]


def test_what_stands_beside_a_file_goes_before_the_settings(shell: Shell) -> None:
    shell.write("suitability.toml", '[[copy]]\nmatch = "**"\nchannel = "app"\n')
    shell.write("a.md", "机不可失")
    assert shell.run("a.md") == 1
    shell.write("a.md.suitability.toml", 'channel = "sms"\n')
    assert shell.run("a.md") == 0
    assert shell.run("a.md", "--channel", "app") == 1


def test_what_is_wrong_beside_a_file_is_named_at_its_line(shell: Shell) -> None:
    shell.write("a.md", "保本")
    shell.write("a.md.suitability.toml", 'genre = "news"\nchannel = "web"\n')
    assert shell.run("a.md") == 2
    assert "a.md.suitability.toml:2:" in shell.out


def test_nothing_named_is_an_error(shell: Shell) -> None:
    assert shell.run() == 2
    assert "paths" in shell.err


CATALOG = "产品代码,产品名称,产品类型,风险等级,销售状态\nP-01,安和九十天,银行理财,R3,暂停销售\n"


def test_copy_that_names_a_product_must_agree_with_the_catalog(shell: Shell) -> None:
    shell.write("catalog.csv", CATALOG)
    shell.write("a.md", "---\nproduct: P-01\n---\n\n安和九十天，风险等级R1。\n")
    main(["copy", "a.md", "--catalog", "catalog.csv", "--pack", "cn", "--pack", "handbook", "--genre", "advertisement",
          "--on", "2026-03-05", "--lang", "en"])  # fmt: skip
    out = shell.capsys.readouterr().out
    assert "handbook.copy.catalog-level-unlike" in out
    assert "handbook.copy.catalog-product-not-on-sale" in out


def test_a_product_that_the_catalog_does_not_have_is_a_mistake(shell: Shell) -> None:
    shell.write("catalog.csv", CATALOG)
    shell.write("a.md", "---\nproduct: P-99\n---\n\n你好\n")
    assert shell.run("a.md", "--catalog", "catalog.csv") == 2
    assert "P-99" in shell.out


def test_a_waiver_in_a_comment_settles_a_finding_of_a_house_rule_only(shell: Shell) -> None:
    house = text_rule(find("抢购"), case("⟦抢购⟧", "violation"), case("你好", "pass"), force="house")
    Path("small/copy/rush.toml").write_text(house, encoding="utf-8")
    waiver = '<!-- suitability: waive small.copy.rush reason="a fair" owner=lin until=2026-04-01 -->\n'
    shell.write("a.md", f"{waiver}抢购\n")
    assert shell.run("a.md") == 0
    assert shell.json("a.md")["items"][0]["state"] == "waived"
    assert not shell.json("a.md")["cleared"]
    shell.write("b.md", f"{waiver}你好\n")
    assert shell.run("b.md") == 2
    assert "settles nothing" in shell.out


def test_a_baseline_lives_with_what_was_there_and_with_nothing_more(shell: Shell) -> None:
    shell.write("a.md", "保本\n")
    assert shell.run("a.md", "--accept-new", "--because", "before the check", "--until", "2026-06-01") == 0
    assert shell.run("a.md") == 0
    shell.write("a.md", "保本\n\n保本\n")
    assert shell.run("a.md") == 1
    shell.write("a.md", "你好\n")
    assert shell.run("a.md") == 2


def git(*arguments: str) -> None:
    who = ("-c", "user.name=lin", "-c", "user.email=lin@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def test_changed_only_leaves_the_baseline_of_other_files_alone(shell: Shell) -> None:
    git("init", "--quiet")
    for name in ("a.d/a.md", "a.d/b.md"):
        shell.write(name, "保本\n")
    assert shell.run("a.d", "--accept-new", "--because", "before the check", "--until", "2026-06-01") == 0
    git("add", "-A")
    git("commit", "--quiet", "-m", "one")
    assert shell.run("a.d", "--changed-only") == 0
    shell.write("a.d/b.md", "保本\n\n机不可失\n\n保本\n")
    assert shell.run("a.d", "--changed-only") == 1
    assert [line.split(": ")[0] for line in shell.heads] == ["a.d/b.md:3:1", "a.d/b.md:5:1"]
