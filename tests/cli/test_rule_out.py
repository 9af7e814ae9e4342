"""`suitability rule-out` writes compliance's word on a finding, and `rules rulings` counts such words."""

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from suitability.cli.main import main
from tests.reports.test_settle import item, run
from tests.small import write
from tests.small_text import TEXT_HEAD, find, text_rule

PRINT, OTHER = "0123456789abcdef" * 2, "01234567" + "f" * 24
RULE = "small.copy.law"
FILES = {"copy/law.toml": text_rule(find("保本")), "copy/house.toml": text_rule(find("金奖"), force="house")}


class Desk:
    """Runs commands over a small pack in a folder of its own, with a report of two findings."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.out = self.err = ""
        write(Path(), FILES, head=TEXT_HEAD)
        self.report(PRINT, OTHER)

    def report(self, *fingerprints: str) -> None:
        items = [{"fingerprint": one, "rule": RULE, "key": "a.md"} for one in fingerprints]
        self.save({"schema": "suitability.gate/1", "gate": "copy", "items": items})

    def save(self, data: Any) -> None:
        Path("report.json").write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")

    def rule_out(
        self, fingerprint: str = PRINT, *more: str, by: str = "法律合规部 周岚", because: str = "文内是引用"
    ) -> int:
        words = (fingerprint, "--by", by, "--because", because, "--on", "2026-03-05", *more)
        return self.run("rule-out", *words, "report.json")

    def run(self, *words: str) -> int:
        try:
            return main([*words, "--pack", "small", "--lang", "en"])
        finally:
            self.out, self.err = self.capsys.readouterr()

    @property
    def rulings(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = tomllib.loads(Path("rulings.toml").read_text(encoding="utf-8"))["ruling"]
        return found


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(capsys)


def test_a_ruling_is_written_with_all_that_it_says(desk: Desk) -> None:
    assert desk.rule_out(by='法律合规部 "周岚"', because="文内是\n引用\x7f\\") == 0
    assert desk.rulings == [
        {
            "rule": RULE,
            "key": "a.md",
            "fingerprint": PRINT,
            "on": dt.date(2026, 3, 5),
            "by": '法律合规部 "周岚"',
            "reason": "文内是 引用\x7f\\",
        }
    ]
    assert desk.out == f"Ruled mistaken: {RULE}, a.md (written to rulings.toml).\n"


def test_what_stands_in_the_file_stays(desk: Desk) -> None:
    before = "# 合规部门的裁定\r\n\r\n# 没有换行的最后一行"
    Path("rulings.toml").write_bytes(before.encode())
    assert desk.rule_out() == 0
    after = Path("rulings.toml").read_bytes().decode()
    assert after.startswith(before + "\r\n\r\n[[ruling]]\r\n")
    assert desk.rule_out(OTHER) == 0
    assert [one["fingerprint"] for one in desk.rulings] == [PRINT, OTHER]


def test_the_beginning_of_a_fingerprint_is_enough_where_it_is_the_only_one(desk: Desk) -> None:
    assert desk.rule_out("0123456789A") == 0
    assert desk.rulings[0]["fingerprint"] == PRINT


@pytest.mark.parametrize(
    ("fingerprint", "said"),
    [
        ("01234567", f"01234567 is the beginning of several fingerprints: {PRINT}, {OTHER}"),
        ("0123456", "'0123456' is no fingerprint: 32 hexadecimal digits, or the first 8 or more"),
        ("x" * 32, "is no fingerprint"),
        ("f" * 32, f"no finding has the fingerprint {'f' * 32}; 2 were looked at"),
    ],
)
def test_a_fingerprint_that_is_not_known_is_refused(desk: Desk, fingerprint: str, said: str) -> None:
    assert desk.rule_out(fingerprint) == 2
    assert said in desk.err
    assert not Path("rulings.toml").exists()


def test_a_finding_that_was_ruled_on_is_refused(desk: Desk) -> None:
    desk.rule_out()
    before = Path("rulings.toml").read_bytes()
    assert desk.rule_out() == 2
    assert desk.err == "rulings.toml:1:1: 法律合规部 周岚 ruled on this finding already, on 2026-03-05\n"
    assert Path("rulings.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[ruling]\n", "rulings.toml:1:9: not TOML"),
        ("[[ruling]]\nrule = 3\n", "rulings.toml:2:8: ruling.0.rule"),
        ("ruling = []\n", "a [[ruling]] cannot be added at its end"),
        ('[[waiver]]\nrule = "small.copy.law"\nfrom = 2026-01-01\nuntil = 2026-02-01\nowner = "Wu"\nreason = "x"\n', "is law and cannot be waived"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_stays_as_it_is(desk: Desk, content: str, said: str) -> None:
    Path("rulings.toml").write_text(content)
    assert desk.rule_out() == 2
    assert said in desk.err
    assert Path("rulings.toml").read_text() == content


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--on", "2999-01-01"), "--on 2999-01-01: a ruling is of today or before"),
        (("--by", " "), "--by says nothing"),
        (("--because", ""), "--because says nothing"),
        (("-o", "no/such/folder/rulings.toml"), "cannot be written"),
    ],
)
def test_what_cannot_be_is_said(desk: Desk, more: tuple[str, ...], said: str) -> None:
    assert desk.rule_out(PRINT, *more) == 2
    assert said in desk.err


@pytest.mark.parametrize("items", [[{"rule": RULE, "key": "a.md"}], None, [3]])
def test_a_report_without_fingerprints_is_said_to_be_so(desk: Desk, items: Any) -> None:
    desk.save({"schema": "suitability.gate/1", "items": items})
    assert desk.rule_out() == 2
    assert "report.json: holds no fingerprints: write the report with --facts" in desk.err


def test_a_finding_of_a_record_may_be_ruled_on_too(desk: Desk) -> None:
    report = {"key": "S-1", "findings": [{"rule": RULE, "fingerprint": PRINT}]}
    desk.save({"schema": "suitability.check/1", "reports": [{"place": "x", "report": report}]})
    assert desk.rule_out() == 0
    assert desk.rulings[0]["key"] == "S-1"


@pytest.mark.parametrize("paths", [["posts"], ["messages.json"], ["report.json", "posts"], ["none.json"]])
def test_a_finding_is_looked_for_where_the_paths_say(
    desk: Desk, paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("messages.json").write_text('{"schema": "保本"}', encoding="utf-8")
    found = item(file="./posts/a.md", rule=RULE, fingerprint=PRINT)
    monkeypatch.setattr("suitability.cli.copy.run_of", lambda arguments: run(found), raising=False)
    assert desk.run("rule-out", PRINT, *paths, "--by", "Wu", "--because", "read again", "--on", "2026-03-05") == 0
    assert desk.rulings[0]["key"] == "posts/a.md"


def test_what_the_gate_finds_in_a_file_can_be_ruled_on_by_its_fingerprint(desk: Desk) -> None:
    Path("a.md").write_text("本产品保本。\n", encoding="utf-8")
    desk.run("copy", "a.md", "--on", "2026-03-05", "--format", "json", "--facts")
    (found,) = json.loads(desk.out)["items"]
    assert desk.run("rule-out", found["fingerprint"], "--by", "Wu", "--because", "x", "--on", "2026-03-05", "a.md") == 0
    assert desk.run("copy", "a.md", "--on", "2026-03-05") == 0


def test_rulings_are_added_to_the_file_that_the_settings_name(desk: Desk) -> None:
    Path("legal").mkdir()
    Path("suitability.toml").write_text('decisions = ["legal/rulings-2026.toml", "legal/waivers.toml"]\n')
    for name in ("rulings-2026", "waivers"):
        Path(f"legal/{name}.toml").touch()
    assert desk.rule_out() == 0
    assert "[[ruling]]" in Path("legal/rulings-2026.toml").read_text(encoding="utf-8")


def test_rulings_are_counted_by_rule_most_often_first(desk: Desk) -> None:
    desk.report(PRINT, OTHER)
    desk.rule_out(PRINT)
    desk.rule_out(OTHER, "--on", "2026-03-04", by="Wu")
    Path("more.toml").write_text(
        f'[[ruling]]\nrule = "small.copy.house"\nkey = "b.md"\nfingerprint = "{"a" * 32}"\n'
        'on = 2026-03-01\nby = "Wu"\nreason = "x"\n'
    )
    given = ("--decisions", "rulings.toml", "--decisions", "more.toml")
    assert desk.run("rules", "rulings", *given) == 0
    assert desk.out.splitlines() == [
        "2  small.copy.law    2026-03-05  法律合规部 周岚, Wu  A rule",
        "1  small.copy.house  2026-03-01  Wu                   A rule",
        "Findings ruled mistaken: 3, of 2 rules.",
    ]
    desk.run("rules", "rulings", *given, "--format", "json")
    assert json.loads(desk.out) == {
        "schema": "suitability.rulings/1",
        "rules": [
            {"rule": "small.copy.law", "count": 2, "last": "2026-03-05", "by": {"法律合规部 周岚": 1, "Wu": 1}},
            {"rule": "small.copy.house", "count": 1, "last": "2026-03-01", "by": {"Wu": 1}},
        ],
    }


def test_without_a_file_there_is_nothing_to_count(desk: Desk) -> None:
    assert desk.run("rules", "rulings") == 2
    assert "there are no rulings here" in desk.err
