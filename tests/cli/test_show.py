"""A rule is shown with all that is known of its law, for people and for programs."""

import json
from pathlib import Path

import pytest

from suitability.cli.main import main
from tests.small import CITES, SOURCES, UNVERIFIED, rule, version, write
from tests.small_text import TEXT_HEAD, accept, find, ground, text_rule

READ = SOURCES.replace('rank    = "law"', 'rank    = "department-rule"\nfrom    = 2020-05-01\nread_on = 2026-11-22')


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    wrong = rule(version("sale.place is none", "sale.on > date(2020, 1, 1)", cites=f"{CITES[:-1]}, {UNVERIFIED[1:]}"))
    return write(tmp_path, {"sale/wrong.toml": wrong, "sources.toml": READ})


def test_the_law_of_a_rule_stands_under_its_instrument(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "wrong", "--pack", str(pack), "--lang", "en"]) == 0
    shown = capsys.readouterr().out.splitlines()
    start = shown.index("  Example Law (令第1号)")
    assert shown[start : start + 5] == [
        "  Example Law (令第1号)",
        "    department rule · in force from 1 May 2020 · last read on 22 November 2026",
        "    Example Law, art. 1",
        "    Example Law, art. 2  (text of the law not read)",
        "    penalty: 罚款一万元",
    ]


def test_a_rule_is_plain_data_for_programs(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "wrong", "--pack", str(pack), "--lang", "en", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["schema"], shown["rule"], shown["stage"]) == ("suitability.rule/1", "small.sale.wrong", "candidate")
    (only,) = shown["versions"]
    assert (only["from"], only["until"], only["require"]) == ("2024-01-01", None, "sale.place is none")
    assert set(only["words"]) == {"en", "zh-Hans"}
    assert only["cites"][1] == {
        "source": "law", "title": "中华人民共和国示例法", "number": "令第1号", "at": "第二条", "rank": "department-rule",
        "from": "2020-05-01", "penalty": "罚款一万元", "read_on": "2026-11-22", "verified": False,
    }  # fmt: skip


@pytest.fixture
def text_pack(tmp_path: Path) -> Path:
    online = ground(more='channels = ["online"]')
    files = {
        "copy/guarantee.toml": text_rule(find("保本", "保息", rewrite=""), online, **{"except": ["保本微利"]}),
        "copy/warning.toml": text_rule(find("5%"), accept("投资有风险"), form="disclosure", within=9),
    }
    return write(tmp_path, files, head=TEXT_HEAD)


def test_a_rule_over_text_shows_what_it_finds_and_what_does_not_count(
    text_pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "show", "guarantee", "--pack", str(text_pack)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert "  zh-Hans: 发布渠道为互联网渠道的营销材料的正文不得出现所列用语。" in shown
    start = shown.index("  问题类别：承诺")
    assert shown[start : start + 6] == [
        "  问题类别：承诺",
        "  所列用语：推论：a note",
        "    保本 / 保息",
        "    可以删去",
        "  不计的情形：并非宣传的常见情形",
        "  不计的用语：保本微利",
    ]


def test_a_rule_over_text_is_plain_data_for_programs(text_pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "warning", "--pack", str(text_pack), "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    (only,) = shown["versions"]
    assert (shown["form"], only["category"], only["within"]) == ("disclosure", "promise", 9)
    assert only["finds"] == [{"origin": "reasoned", "note": "a note", "phrases": ["5%"], "rewrite": None}]
    assert only["accepts"] == [{"part": "", "note": "a note", "phrases": ["投资有风险"]}]
    assert [list(one) for one in only["grounds"]] == [["cites"]]
