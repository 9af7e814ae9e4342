"""Receipts are written whole, replayed against their records, and the exit code says what became of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from suitability.cli import receipts as receipt_files
from suitability.cli.main import main
from suitability.messages import labels
from suitability.messages.render import path_label
from tests.small import rule, table, term, version, write

FILES = {
    "sale/above.toml": rule(version("risk <= ceiling")),
    "sale/amount.toml": rule(version("sale.amount <= 100"), severity="warn", stage="ordered"),
    "profile/lowest.toml": rule(version("customer.lowest_class"), subject="profile", stage=None),
    "terms/risk.toml": term("product.levels.issuer"),
    "tables/ceiling.toml": table("level product", "is = 'R2'"),
}
PASS, VIOLATION, OUT = (labels.outcome_label(name, "zh-Hans") for name in ("pass", "violation", "not_in_force"))
WARN, BLOCK = (labels.severity_label(name, "zh-Hans") for name in ("warn", "block"))
ORDERED, CONCLUDED = (labels.stage_label(name, "zh-Hans") for name in ("ordered", "concluded"))
SECRET = "a secret of the tests, in a file\n"
CORRECTION = '[[correction]]\nrelease = "9.0.0"\nsays = "看错了等级"\n'


def record(key: str | None = "S-1", **facts: Any) -> dict[str, Any]:
    own = {"on": "2026-03-05", "stage": "ordered", "amount": 5, **facts}
    return {
        "subject": "sale",
        "sale": own if key is None else {"key": key, **own},
        "product": {"levels": {"issuer": "R2", "seller": "R3"}},
    }


class Shell:
    """Runs the command line over a small pack and the files of a folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.pack = str(write(folder, FILES))
        self.key = self.write("key", SECRET)
        self.receipts = str(folder / "receipts.jsonl")
        self.out = self.err = ""

    def write(self, name: str, content: Any) -> str:
        text = content if isinstance(content, str) else "\n".join(json.dumps(one) for one in content)
        (self.folder / name).write_text(text, encoding="utf-8")
        return str(self.folder / name)

    def run(self, *argv: str) -> int:
        try:
            return main(list(argv))
        finally:
            self.out, self.err = self.capsys.readouterr()

    def check(self, *records: dict[str, Any], key: bool = True) -> int:
        """Write the receipts of records."""
        file = self.write("records.jsonl", records)
        sealed = ["--key-file", self.key] if key else []
        return self.run(
            "check", file, "--as-of", "2026-03-10", "--pack", self.pack, "--receipts", self.receipts, *sealed
        )

    def replay(self, *records: dict[str, Any], options: tuple[str, ...] = (), key: bool = True) -> int:
        file = self.write("later.jsonl", records)
        packs = [] if "--bundle" in options else ["--pack", self.pack]
        return self.run("replay", self.receipts, file, *packs, *(["--key-file", self.key] if key else []), *options)

    def replayed(self, *records: dict[str, Any], options: tuple[str, ...] = (), key: bool = True) -> dict[str, Any]:
        self.replay(*records, options=("--format", "json", *options), key=key)
        data = json.loads(self.out)
        assert isinstance(data, dict)
        return data


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def lines(name: str) -> list[str]:
    return Path(name).read_text(encoding="utf-8").splitlines()


def errors(data: dict[str, Any]) -> list[str]:
    return [Path(error["place"]).name + " " + error["message"] for error in data["errors"]]


# Writing receipts


def test_a_check_writes_a_receipt_a_line_in_the_order_of_the_records(shell: Shell) -> None:
    assert shell.check(record("S-2"), record("S-1", amount=500)) == 0
    found = [json.loads(line) for line in lines(shell.receipts)]
    assert [(one["key"], one["cleared"], one["facts"] is None) for one in found] == [
        ("S-2", True, False),
        ("S-1", False, False),
    ]


def test_without_a_key_receipts_hold_no_facts(shell: Shell) -> None:
    shell.check(record(), key=False)
    (line,) = lines(shell.receipts)
    assert json.loads(line)["facts"] is None


def test_a_record_without_a_receipt_is_told_and_the_others_are_written(shell: Shell) -> None:
    assert shell.check(record("13800138000"), record("S-1")) == 2
    assert "records.jsonl:1: the key of this subject looks like a mobile number" in shell.err
    assert len(lines(shell.receipts)) == 1


def test_receipts_are_never_written_over(shell: Shell) -> None:
    shell.check(record())
    before = lines(shell.receipts)
    assert shell.check(record("S-2")) == 2
    assert shell.err == f"{shell.receipts} is there already; name a new file\n"
    assert lines(shell.receipts) == before


def test_a_folder_that_cannot_be_written_to_leaves_the_report_standing(shell: Shell) -> None:
    shell.receipts = str(shell.folder / "none" / "receipts.jsonl")
    assert shell.check(record()) == 2
    assert shell.err == f"{shell.receipts}: cannot be written: No such file or directory\n"
    assert "1" in shell.out


def test_half_written_receipts_are_never_found(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(receipt_files.os, "fsync", broken)
    names = {*shell.folder.iterdir(), shell.folder / "records.jsonl"}
    assert shell.check(record()) == 2
    assert shell.err.endswith("cannot be written: No space left on device\n")
    assert set(shell.folder.iterdir()) == names


def test_a_key_that_cannot_be_read_or_is_too_short_ends_the_command_at_once(shell: Shell) -> None:
    shell.key = str(shell.folder / "none")
    assert shell.check(record()) == 2
    assert shell.err == f"{shell.key}: cannot be read: No such file or directory\n"
    shell.key = shell.write("key", "fifteen bytes..\n\n")
    assert shell.check(record()) == 2
    assert "a key is at least 16 bytes" in shell.err


def test_a_key_without_receipts_is_refused(shell: Shell) -> None:
    file = shell.write("records.jsonl", [record()])
    assert shell.run("check", file, "--pack", shell.pack, "--as-of", "2026-03-10", "--key-file", shell.key) == 2
    assert shell.err == "--key-file seals receipts: name their file with --receipts\n"


# Replaying them


def test_receipts_that_are_the_same_end_well(shell: Shell) -> None:
    shell.check(record("S-1"), record("S-2"))
    assert shell.replay(record("S-2"), record("S-1")) == 0
    assert shell.out.splitlines() == [
        f"相同  销售 S-1  2026-03-05  {shell.receipts}:1",
        f"相同  销售 S-2  2026-03-05  {shell.receipts}:2",
        "收据 2 份：相同 2，已更正 0，不同 0。",
    ]


def test_what_differs_is_named_in_words(shell: Shell) -> None:
    shell.check(record())
    write(shell.folder, {"terms/risk.toml": term("product.levels.seller")})
    assert shell.replay(record(amount=500)) == 1
    assert [line.split() for line in shell.out.splitlines()] == [
        ["不同", "销售", "S-1", "2026-03-05", f"{shell.receipts}:1"],
        ["事实", *path_label("sale.amount", "zh-Hans").split(), "(sale.amount)", "已改变"],
        ["定义", "a", "term", "(risk)", "已改变"],
        ["结论", "small.sale.above", PASS, "→", VIOLATION],
        ["结论", "small.sale.amount", PASS, "→", VIOLATION],
        ["收据", "1", "份：相同", "0，已更正", "0，不同", "1。"],
    ]


def test_what_was_corrected_is_told_and_ends_well(shell: Shell) -> None:
    shell.check(record())
    write(shell.folder, {"sale/above.toml": rule(version("risk < ceiling")) + CORRECTION})
    assert shell.replay(record()) == 0
    assert [line.split() for line in shell.out.splitlines()[1:-1]] == [
        ["规则", "small.sale.above", "已改变"],
        ["9.0.0", "版已更正：看错了等级"],
        ["结论", "small.sale.above", PASS, "→", VIOLATION],
        ["9.0.0", "版已更正：看错了等级"],
    ]


def test_a_rule_that_is_gone_later_or_new_is_told(shell: Shell) -> None:
    shell.check(record())
    files = {
        "sale/above.toml": rule(version("risk <= ceiling", first="2027-01-01")),
        "sale/amount.toml": rule(version("sale.amount <= 100"), severity="block", stage="concluded"),
        "sale/new.toml": rule(version("sale.amount <= 10")),
    }
    write(shell.folder, files)
    assert shell.replay(record()) == 1
    assert [line.split() for line in shell.out.splitlines()[1:-1]] == [
        ["规则", "small.sale.above", OUT],
        ["规则", "small.sale.amount", "尚未到该阶段"],
        ["其后新增的规则", "small.sale.new", PASS],
    ]
    (shell.folder / "small" / "sale" / "amount.toml").unlink()
    shell.replay(record())
    assert ["规则", "small.sale.amount", "无此规则"] in [line.split() for line in shell.out.splitlines()]


def test_another_day_stage_or_severity_is_told_from_what_to_what(shell: Shell) -> None:
    shell.check(record())
    write(shell.folder, {"sale/amount.toml": FILES["sale/amount.toml"].replace('"warn"', '"block"')})
    shell.replay(record(on="2026-03-04", stage="concluded"))
    assert [line.split() for line in shell.out.splitlines()[1:-1]] == [
        ["业务日期", "2026-03-05", "→", "2026-03-04"],
        ["阶段", ORDERED, "→", CONCLUDED],
        ["严重程度", "small.sale.amount", WARN, "→", BLOCK],
    ]


def test_it_is_told_where_facts_were_not_compared(shell: Shell) -> None:
    shell.check(record())
    assert shell.replay(record(amount=6), key=False) == 0
    assert "没有提供密钥，没有比较事实。" in shell.out.splitlines()
    Path(shell.receipts).unlink()
    shell.check(record(), key=False)
    assert shell.replay(record(amount=6)) == 0
    assert "收据没有封存事实，只比较了规则和结论。" in shell.out.splitlines()


def test_programs_are_told_everything_that_differs(shell: Shell) -> None:
    shell.check(record())
    files = {
        "sale/above.toml": rule(version("risk < ceiling")) + CORRECTION,
        "sale/new.toml": rule(version("sale.amount <= 10")),
    }
    write(shell.folder, files)
    data = shell.replayed(record(), record("S-3"))
    (found,) = data["replays"]
    explained = {"release": "9.0.0", "says": "看错了等级"}
    assert found == {
        "place": f"{shell.receipts}:1",
        "record": str(shell.folder / "later.jsonl") + ":1",
        "subject": "sale",
        "key": "S-1",
        "on": "2026-03-05",
        "as_of": "2026-03-10",
        "verdict": "corrected",
        "facts": "compared",
        "differences": [
            {"what": "rule", "name": "small.sale.above", "change": "changed", "was": "2024-01-01", "now": "2024-01-01", "explained": explained},
            {"what": "outcome", "name": "small.sale.above", "change": "changed", "was": "pass", "now": "violation", "explained": explained},
        ],
        "added": [{"rule": "small.sale.new", "outcome": "pass"}],
    }  # fmt: skip
    assert [data[name] for name in ("schema", "without_receipt", "errors")] == [
        "suitability.replay/1",
        [str(shell.folder / "later.jsonl") + ":2"],
        [],
    ]


# Receipts and records


def test_a_receipt_without_a_record_cannot_be_replayed(shell: Shell) -> None:
    shell.check(record("S-1"), record("S-2"))
    assert shell.replay(record("S-1")) == 2
    assert shell.err == f"{shell.receipts}:2: there is no record of the sale S-2\n"
    assert shell.out.startswith("相同")


def test_a_record_without_a_receipt_is_told(shell: Shell) -> None:
    shell.check(record("S-1"))
    assert shell.replay(record("S-1"), record("S-2")) == 0
    assert shell.err == f"{shell.folder / 'later.jsonl'}:2: 这条记录没有收据\n"


def test_of_several_records_with_one_key_the_one_of_the_day_and_the_stage_is_taken(shell: Shell) -> None:
    one, other = record("S-1", stage="ordered"), record("S-1", stage="concluded")
    shell.check(one, other)
    data = shell.replayed(other, one)
    assert [(Path(found["record"]).name, found["verdict"]) for found in data["replays"]] == [
        ("later.jsonl:2", "same"),
        ("later.jsonl:1", "same"),
    ]


def test_two_records_that_a_receipt_may_be_of_are_named(shell: Shell) -> None:
    shell.check(record("S-1"))
    assert shell.replay(record("S-1"), record("S-1", amount=6)) == 2
    assert "there are 2 records of the sale S-1: " in shell.err


def test_a_receipt_without_a_key_finds_the_only_record_without_one(shell: Shell) -> None:
    shell.check(record(None))
    assert shell.replay(record("S-1"), record(None)) == 0
    assert shell.replay(record("S-1")) == 2
    assert "there is no record of a sale without a key" in shell.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "receipts.jsonl:1 this is no receipt that this release can read: its schema is not suitability.receipt/1"),
        ("\n{\n", "receipts.jsonl:2 this is no receipt: it is not JSON"),
        (" \n", "receipts.jsonl the file is empty"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_receipt_is_told_with_its_place(shell: Shell, text: str, message: str) -> None:
    shell.receipts = shell.write("receipts.jsonl", text)
    (found,) = errors(shell.replayed(record()))
    assert found.startswith(message)


def test_a_file_that_cannot_be_read_is_told(shell: Shell) -> None:
    assert errors(shell.replayed(record())) == ["receipts.jsonl cannot be read: No such file or directory"]
    Path(shell.receipts).write_bytes("风险".encode("gb18030"))
    assert errors(shell.replayed(record())) == ["receipts.jsonl cannot be read: not UTF-8"]


def test_a_record_that_cannot_be_read_or_checked_is_told_at_its_receipt(shell: Shell) -> None:
    shell.check(record("S-1"), record("S-2"))
    later = record("S-2")
    later["customer"] = {"assessments": [{"on": "2026-03-11"}]}
    assert shell.replay(record("S-1", amount="much"), later) == 2
    assert f"{shell.receipts}:1: sale.amount: " in shell.err
    assert f"{shell.receipts}:2: facts dated after as_of 2026-03-10: customer.assessments[0].on" in shell.err


# Bundles


def bundled(shell: Shell, day: str, name: str = "bundle.json") -> str:
    place = str(shell.folder / name)
    assert shell.run("rules", "bundle", "--on", day, "--pack", shell.pack, "-o", place) == 0
    return place


def test_a_receipt_is_replayed_by_a_bundle_whatever_became_of_the_packs(shell: Shell) -> None:
    shell.check(record())
    place = bundled(shell, "2026-03-05")
    write(shell.folder, {"terms/risk.toml": term("product.levels.seller")})
    assert shell.replay(record()) == 1
    assert shell.replay(record(), options=("--bundle", place)) == 0
    assert shell.out.startswith("相同")


def test_a_bundle_is_written_to_the_standard_output_where_no_file_is_named(shell: Shell) -> None:
    assert shell.run("rules", "bundle", "--on", "2026-03-05", "--pack", shell.pack) == 0
    assert json.loads(shell.out)["schema"] == "suitability.bundle/1"


def test_a_bundle_that_cannot_be_written_is_told(shell: Shell) -> None:
    place = str(shell.folder / "none" / "bundle.json")
    assert shell.run("rules", "bundle", "--on", "2026-03-05", "--pack", shell.pack, "-o", place) == 2
    assert shell.err == f"{place}: cannot be written: No such file or directory\n"


def test_a_bundle_is_never_written_over(shell: Shell) -> None:
    place = bundled(shell, "2026-03-05")
    assert shell.run("rules", "bundle", "--on", "2026-03-06", "--pack", shell.pack, "-o", place) == 2
    assert shell.err == f"{place} is there already; name a new file\n"


def test_of_several_bundles_the_one_that_holds_the_day_is_taken(shell: Shell) -> None:
    write(
        shell.folder,
        {"sale/above.toml": rule(version("risk <= ceiling"), version("risk < ceiling", first="2026-03-01"))},
    )
    shell.check(record("S-1"), record("S-2", on="2026-02-01"))
    early, late = bundled(shell, "2026-02-01", "early.json"), bundled(shell, "2026-03-05", "late.json")
    assert (
        shell.replay(record("S-1"), record("S-2", on="2026-02-01"), options=("--bundle", early, "--bundle", late)) == 0
    )
    assert shell.replay(record("S-1"), options=("--bundle", early)) == 2
    assert (
        f"{shell.receipts}:1: the bundle holds the law from 2024-01-01 to 2026-02-28, and not that of 2026-03-05"
        in shell.err
    )


def test_a_bundle_and_packs_are_not_named_together(shell: Shell) -> None:
    shell.check(record())
    assert shell.replay(record(), options=("--bundle", bundled(shell, "2026-03-05"), "--pack", shell.pack)) == 2
    assert shell.err == "a bundle holds its packs: name either --bundle or --pack\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "this is no bundle: it is not JSON"),
        (b"\xff", "cannot be read: not UTF-8"),
        (None, "cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_is_no_bundle_is_named(shell: Shell, content: bytes | None, message: str) -> None:
    shell.check(record())
    place = shell.folder / "bundle.json"
    if content is not None:
        place.write_bytes(content)
    assert shell.replay(record(), options=("--bundle", str(place))) == 2
    assert shell.err.startswith(f"{place}: {message}")
