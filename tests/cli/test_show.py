"""A rule is shown with all that is known of its law, for people and for programs."""

import json
from pathlib import Path

import pytest

from suitability.cli.main import main
from tests.small import CITES, SOURCES, UNVERIFIED, rule, version, write

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
