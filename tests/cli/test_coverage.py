"""How much of the law that can be checked is, printed by instrument and article."""

import json
from pathlib import Path

import pytest

from suitability.cli.main import main
from tests.small import rule, version, write

LEDGER = """\
["L-1"]
instrument = "law"
article    = "第二条第一款"
duty       = "a duty"
class      = "expression"
answer     = "rules"
rules      = ["small.sale.a", "small.sale.b", "small.sale.c"]

["L-2"]
instrument = "law"
article    = "第三条"
duty       = "another"
class      = "expression"
answer     = "by_issue"
issue      = 4

["H-1"]
instrument = "house"
article    = "4"
duty       = "a third"
class      = "judgment"
answer     = "judgment"
why        = "no number"
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    files = {f"sale/{name}.toml": rule(version("sale.place is none")) for name in "abc"}
    return write(tmp_path, {**files, "ledger.toml": LEDGER})


def test_duties_stand_under_their_instrument_with_what_answers_them(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "coverage", "--pack", str(pack), "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Example Law (令第1号)",
        "  Duties that can be checked: 2; executed in full 1, in part 0; coverage 50.0%.",
        "  L-1  art. 2, para. 1  in full     small.sale.a  small.sale.b  +1",
        "  L-2  art. 3           by issue 4",
        "",
        "House rules",
        "  H-1  4  judgment",
        "",
        "small  Duties that can be checked: 2; executed in full 1, in part 0; coverage 50.0%.",
    ]


def test_the_json_gives_the_share_and_every_rule(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "coverage", "--pack", str(pack), "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    assert {key: data[key] for key in ("schema", "share", "full", "part", "of")} == {
        "schema": "suitability.coverage/1", "share": 0.5, "full": 1, "part": 0, "of": 2,
    }  # fmt: skip
    law, house = data["packs"][0]["instruments"]
    assert (law["source"], law["share"], house["share"]) == ("law", 0.5, 1.0)
    assert law["duties"][0]["rules"] == ["small.sale.a", "small.sale.b", "small.sale.c"]
    assert [one["counts"] for one in (*law["duties"], *house["duties"])] == [True, True, False]


def test_packs_without_a_ledger_are_passed_over(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = write(tmp_path / "bare", name="bare")
    assert main(["rules", "coverage", "--pack", str(bare), "--pack", str(pack)]) == 0
    assert "bare" not in capsys.readouterr().out
    assert main(["rules", "coverage", "--pack", str(bare)]) == 2
    assert "none of these packs keeps a ledger" in capsys.readouterr().err


def test_the_packaged_packs_have_ledgers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "coverage", "--format", "json"]) == 0
    assert [pack["pack"] for pack in json.loads(capsys.readouterr().out)["packs"]] == ["cn", "handbook"]
