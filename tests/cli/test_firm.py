"""What a firm does on the command line: waive and rule, write a rule, and compare two sets of rules."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from suitability.cli.main import main
from tests.small import rule, version, write

AS_OF = ["--as-of", "2026-03-10"]
FILES = {
    "sale/house.toml": rule(version("customer.lowest_class"), force="house", title="不是最低类别"),
    "sale/law.toml": rule(version("sale.place is none"), title="有地点"),
}
WAIVER = """\
[[waiver]]
rule   = "small.sale.house"
from   = 2026-03-01
until  = 2026-03-31
owner  = "吴合规"
reason = "试点"
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs the command line and gives its exit code, output and errors."""

    def one(*argv: object) -> tuple[int, str, str]:
        code = main([*map(str, argv)])
        return code, *capsys.readouterr()

    return one


def record(folder: Path, name: str = "sale.json", **customer: object) -> Path:
    own = {"key": "S-1", "on": "2026-03-05", "stage": "concluded", "place": "here"}
    text = {"subject": "sale", "sale": own, "customer": customer}
    (folder / name).write_text(json.dumps(text), encoding="utf-8")
    return folder / name


def decided(folder: Path, text: str) -> Path:
    (folder / "decisions.toml").write_text(text, encoding="utf-8")
    return folder / "decisions.toml"


# Decisions


def test_a_check_tells_what_is_waived_by_whom_and_why(tmp_path: Path, run: Run) -> None:
    pack, file = write(tmp_path, FILES), record(tmp_path, lowest_class=False)
    code, out, _ = run("check", file, *AS_OF, "--pack", pack, "--decisions", decided(tmp_path, WAIVER))
    assert code == 1
    assert "豁免（吴合规，2026年3月1日至2026年3月31日）  small.sale.house" in out
    assert "理由  试点" in out
    assert out.splitlines()[-2:] == ["已豁免：1。", "  small.sale.house  1"]


def test_a_finding_ruled_mistaken_fails_nothing_and_is_counted(tmp_path: Path, run: Run) -> None:
    pack, file = write(tmp_path, FILES), record(tmp_path, lowest_class=True)
    _, out, _ = run("check", file, *AS_OF, "--pack", pack, "--format", "json", "--facts")
    (finding,) = json.loads(out)["reports"][0]["report"]["findings"]
    assert finding["fingerprint"] in run("check", file, *AS_OF, "--pack", pack, "--facts")[1]
    text = f'[[ruling]]\nrule = "small.sale.law"\nkey = "S-1"\nfingerprint = "{finding["fingerprint"]}"\non = 2026-03-10\nby = "吴合规"\nreason = "已核对"\n'
    code, out, _ = run("check", file, *AS_OF, "--pack", pack, "--decisions", decided(tmp_path, text))
    assert (code, out.splitlines()[-2:]) == (0, ["合规裁定为误报：1。", "  small.sale.law  1"])
    assert "合规裁定为误报（吴合规，2026年3月10日）  small.sale.law" in out
    code, out, _ = run("check", file, *AS_OF[:1], "2026-03-09", "--pack", pack, "--decisions", decided(tmp_path, text))
    assert code == 1
    assert "small.sale.law  尚未生效" in out


def test_a_decision_on_law_is_refused_with_its_place(tmp_path: Path, run: Run) -> None:
    pack, file = write(tmp_path, FILES), record(tmp_path)
    text = WAIVER.replace("sale.house", "sale.law")
    decisions = decided(tmp_path, text)
    code, _, err = run("check", file, *AS_OF, "--pack", pack, "--decisions", decisions)
    assert (code, err.splitlines()[0]) == (2, f"{decisions}:2:10: small.sale.law is law and cannot be waived")


def test_a_check_counts_the_records_that_rest_on_what_the_firm_states(tmp_path: Path, run: Run) -> None:
    stated = '[[facts]]\nfrom = 2026-01-01\nowner = "Wu"\nreason = "ours"\nis = { seller.licence = "bank" }\n'
    firm = write(tmp_path, {"pack.toml": f'name = "firm"\ntitle = {{ en = "Firm" }}\n{stated}'}, name="firm")
    file = record(tmp_path, lowest_class=True)
    _, out, _ = run("check", file, *AS_OF, "--pack", write(tmp_path, FILES), "--pack", firm)
    assert "采用机构统一声明的事实的记录：1。" in out
    assert out.splitlines()[-1].split()[-2:] == ["seller.licence", "1"]


# A new rule


def test_a_new_rule_is_written_and_its_files_named(tmp_path: Path, run: Run) -> None:
    code, out, _ = run("rules", "new", tmp_path / "bank" / "sale" / "too-late", *AS_OF, "--lang", "en")
    written = [Path(line) for line in out.splitlines()]
    assert (code, [path.name for path in written]) == (
        0,
        ["pack.toml", "sources.toml", "plain-sale.toml", "too-late.toml"],
    )
    assert "from    = 2026-03-10" in written[-1].read_text(encoding="utf-8")


# A comparison


@pytest.fixture
def packs(tmp_path: Path) -> tuple[Path, Path]:
    """Write an old and a new state of a pack."""
    later = {**FILES, "sale/house.toml": rule(version("not customer.lowest_class"), force="house")}
    return write(tmp_path / "old", FILES), write(tmp_path / "new", later)


def test_what_turns_is_counted_with_examples(tmp_path: Path, run: Run, packs: tuple[Path, Path]) -> None:
    files = [record(tmp_path, f"{number}.json", lowest_class=number < 4) for number in range(5)]
    code, out, _ = run("rules", "compare", *packs, *files, *AS_OF, "--examples", "2")
    lines = out.splitlines()
    assert code == 1
    assert [line for line in lines if "→" in line] == [
        "small.sale.house  符合 → 违反  4",
        "small.sale.house  违反 → 符合  1",
    ]
    assert lines[1].strip() == str(files[0])
    assert "customer.lowest_class" in lines[2]
    assert "  另有 2 条" in lines
    assert lines[-2:] == [
        "记录 5 条；通过：由 0 条变为 0 条。",
        "变为违反：4，其中原为符合：4；不再违反：1，其中现为符合：1；其他变化：0。",
    ]


def test_a_comparison_shows_values_only_where_it_is_asked_to(
    tmp_path: Path, run: Run, packs: tuple[Path, Path]
) -> None:
    file = record(tmp_path, lowest_class=True)
    plain = run("rules", "compare", *packs, file, *AS_OF)[1].splitlines()[2]
    told = run("rules", "compare", *packs, file, *AS_OF, "--facts")[1].splitlines()[2]
    assert ("  是  " in plain, "  是  " in told) == (False, True)


def test_a_comparison_in_json_names_every_record_that_turned(
    tmp_path: Path, run: Run, packs: tuple[Path, Path]
) -> None:
    file = record(tmp_path, lowest_class=True)
    _, out, _ = run("rules", "compare", *packs, file, *AS_OF, "--format", "json", "--facts")
    assert json.loads(out) == {
        "schema": "suitability.compare/1",
        "records": 1,
        "cleared": {"before": 0, "after": 0},
        "turned": [
            {"place": str(file), "rule": "small.sale.house", "was": "pass", "now": "violation", "facts": {"customer.lowest_class": True}}
        ],
        "errors": [],
    }  # fmt: skip


def test_rules_of_several_packs_are_joined_by_a_plus(tmp_path: Path, run: Run, packs: tuple[Path, Path]) -> None:
    firm = write(tmp_path, {"pack.toml": 'name = "firm"\ntitle = { en = "Firm" }\n', "sale/own.toml": rule(version("sale.place is none", cites='[{ source = "house", at = "1" }]'), force="house")}, name="firm")  # fmt: skip
    code, out, _ = run("rules", "compare", packs[0], f"{packs[0]}+{firm}", record(tmp_path, lowest_class=True), *AS_OF)
    assert (code, out.splitlines()[0]) == (1, "firm.sale.own  无此规则 → 违反  1")


def test_the_same_rules_give_exit_code_0(tmp_path: Path, run: Run, packs: tuple[Path, Path]) -> None:
    code, out, _ = run("rules", "compare", packs[0], packs[0], record(tmp_path, lowest_class=True), *AS_OF)
    assert (code, out.splitlines()[-1]) == (0, "没有变化。")


def test_a_record_that_cannot_be_read_is_named_and_the_rest_compared(
    tmp_path: Path, run: Run, packs: tuple[Path, Path]
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"subject": "sale", "sale": {"on": "2026-13-01", "stage": "ordered"}}')
    code, out, err = run("rules", "compare", *packs, broken, record(tmp_path, lowest_class=True), *AS_OF)
    assert (code, "→" in out) == (2, True)
    assert err.startswith(f"{broken}: sale.on: 2026-13-01 is not a day of the calendar")
