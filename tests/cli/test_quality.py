"""`suitability rules quality` measures what is found against what people labelled, and holds it."""

import json
from pathlib import Path
from typing import Any

import pytest

from suitability.cli.main import main
from tests.small import write
from tests.small_text import TEXT_HEAD, accept, find, ground, text_rule

HEAD = TEXT_HEAD + '[categories.deposit]\nen = "taken for a deposit"\n'
FILES = {
    "copy/guarantee.toml": text_rule(find("保本", origin="article"), find("稳赚", "包赚", "必赚")),
    "copy/deposit.toml": text_rule(find("存钱"), ground(more='channels = ["online"]'), category="deposit", severity="warn"),
    "copy/award.toml": text_rule(find("金奖"), evidence=True, severity="warn"),
    "copy/asked.toml": text_rule(find("收益"), asks=["genre"]),
    "copy/warning.toml": text_rule(accept("投资有风险"), form="disclosure", message="Warn of the risk.", category="disclosure"),
}  # fmt: skip


def shared(
    id_: str, text: str, *labels: tuple[str, str], trap: bool = False, low: bool = False, lang: str = "zh-Hans"
) -> str:
    spans = [
        {"category": name, "start": text.index(words), "end": text.index(words) + len(words)} for name, words in labels
    ]
    row = {
        "id": id_, "text": text, "lang": lang, "genre": "ad" if labels else "news", "labels": spans,
        "clean_trap": trap, "confidence": "low" if low else "high",
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False)


def own(id_: str, text: str, *marks: tuple[str, str]) -> str:
    row = {"id": id_, "text": text, "lang": "zh-Hans", "phenomenon": "promise", "marks": marks}
    return json.dumps(row, ensure_ascii=False)


SHARED = [
    shared("r-1", "本品保本。", ("promise", "保本")),
    shared("r-2", "本品稳赚，赚得多。", ("promise", "稳赚"), ("deposit", "赚得多")),
    shared("r-3", "拿来存钱！", ("promise", "存钱")),
    shared("r-4", "无一可寻。", ("promise", "可寻")),
    shared("r-5", "我们不保本。", trap=True),
    shared("r-6", "保本微利。", trap=True),
    shared("r-7", "你好。"),
    shared("r-8", "荣获金奖。", low=True),
    shared("r-9", "收益。", lang="en"),
]
# Of these predictions: what the script that came with the shared corpus prints.
FIGURES = {"all": "P 0.600  R 0.750  F1 0.667", "high": "P 0.750  R 0.750  F1 0.750"}


class Shell:
    """Runs `suitability rules quality` over a small pack in a folder of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        write(Path(), FILES, head=HEAD)
        self.write("dev.jsonl", SHARED)
        self.out = self.err = ""

    def write(self, name: str, lines: list[str]) -> None:
        Path(name).write_text("\n".join(lines), encoding="utf-8")

    def run(self, *argv: str) -> int:
        try:
            return main(["rules", "quality", *argv, "--pack", "small", "--on", "2026-03-05", "--lang", "zh-Hans"])
        finally:
            self.out, self.err = self.capsys.readouterr()

    def predictions(self) -> dict[str, Any]:
        lines = Path("found.jsonl").read_text(encoding="utf-8").splitlines()
        return {row["id"]: row["spans"] for row in map(json.loads, lines)}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(capsys)


def test_the_figures_are_those_of_the_corpus(shell: Shell) -> None:
    assert shell.run("dev.jsonl") == 0
    assert FIGURES["all"] in shell.out
    assert "(tp 3, fp 2, fn 1, tn 3)" in shell.out
    # Of five spans found three meet a label, two of them in its category; of five labels three are met.
    lines = {line.split()[0]: line.split() for line in shell.out.splitlines() if line.strip()}
    assert lines["合计（不分类别）"][1:] == ["P", "0.600", "R", "0.600", "F1", "0.600", "n", "5", "5"]
    assert lines["合计（类别相同）"][1:] == ["P", "0.400", "R", "0.400", "F1", "0.400", "n", "5", "5"]
    assert "含触发词、应当放行的 2 条中有 1 条" in shell.out
    assert "其他应当放行的 3 条中有 1 条" in shell.out
    assert shell.run("dev.jsonl", "--high-only") == 0
    assert FIGURES["high"] in shell.out


def test_predictions_hold_what_was_found_once(shell: Shell) -> None:
    assert shell.run("dev.jsonl", "--predictions", "found.jsonl") == 0
    found = shell.predictions()
    assert found["r-1"] == [{"category": "promise", "start": 2, "end": 4}]
    assert (found["r-3"][0]["category"], found["r-8"][0]["category"]) == ("deposit", "promise")
    assert [found[id_] for id_ in ("r-5", "r-7", "r-9")] == [[], [], []]
    assert shell.run("dev.jsonl", "--predictions", "found.jsonl") == 2
    assert "there is such a file already" in shell.err


def test_limits_fail_where_they_are_wanted(shell: Shell) -> None:
    assert shell.run("dev.jsonl", "--limits") == 1
    assert "未达到" in shell.out
    shell.write("own.jsonl", [own("p-1", "保本。", ("promise", "保本")), own("p-2", "你好。")])
    assert shell.run("own.jsonl", "--limits") == 0


def test_a_phrase_that_one_row_supports_is_named_unless_our_own_corpus_has_it(shell: Shell) -> None:
    shell.run("dev.jsonl")
    assert "推论用语 6 个，其中只有一条外部文字印证的 2 个" in shell.out
    shell.write("own.jsonl", [own("p-1", "稳赚。", ("promise", "稳赚"))])
    shell.run("dev.jsonl", "own.jsonl")
    assert "其中只有一条外部文字印证的 1 个" in shell.out


def test_a_row_that_was_right_and_turns_wrong_fails_until_it_is_accepted(shell: Shell) -> None:
    assert shell.run("dev.jsonl", "--ratchet", "ratchet.json", "--accept") == 0
    kept = json.loads(Path("ratchet.json").read_text(encoding="utf-8"))
    assert kept == {
        "dev.jsonl": {"right": ["r-1", "r-2", "r-3", "r-5", "r-7", "r-9"], "exact": ["r-1", "r-3", "r-5", "r-7", "r-9"]}
    }
    assert shell.run("dev.jsonl", "--ratchet", "ratchet.json") == 0
    turned = [shared("r-1", "本品保本。", ("promise", "本品")), shared("r-5", "我们保本。"), *SHARED[1:4], *SHARED[6:]]
    shell.write("dev.jsonl", turned)
    assert shell.run("dev.jsonl", "--ratchet", "ratchet.json") == 1
    said = [line for line in shell.out.splitlines() if line.startswith("dev.jsonl r-")]
    assert said == ["dev.jsonl r-5：原来正确，现在不正确", "dev.jsonl r-1：原来正确，现在不正确"]
    assert "  找到：promise 2-4 (small.copy.guarantee)" in shell.out
    assert "保本" not in "".join(line for line in shell.out.splitlines() if line.startswith("  找到"))
    assert shell.run("dev.jsonl", "--ratchet", "ratchet.json", "--texts") == 1
    assert "promise 2-4 '保本'" in shell.out
    assert shell.run("dev.jsonl", "--ratchet", "ratchet.json", "--accept") == 0
    assert shell.run("dev.jsonl", "--ratchet", "ratchet.json") == 0


def test_a_row_that_is_gone_fails_too(shell: Shell) -> None:
    shell.run("dev.jsonl", "--ratchet", "ratchet.json", "--accept")
    shell.write("dev.jsonl", SHARED[1:])
    assert shell.run("dev.jsonl", "--ratchet", "ratchet.json") == 1
    assert "dev.jsonl r-1：原来正确，现在没有这一条" in shell.out


def test_what_other_files_have_reached_stays_in_the_ratchet(shell: Shell) -> None:
    shell.write("own.jsonl", [own("p-1", "保本。", ("promise", "保本"))])
    for name in ("own.jsonl", "dev.jsonl"):
        shell.run(name, "--ratchet", "ratchet.json", "--accept")
    assert sorted(json.loads(Path("ratchet.json").read_text(encoding="utf-8"))) == ["dev.jsonl", "own.jsonl"]


def test_every_wrong_row_is_named_where_it_is_wanted(shell: Shell) -> None:
    shell.run("dev.jsonl", "--wrong")
    assert [line.split("：")[0] for line in shell.out.splitlines() if line.endswith("：不正确")] == [
        "dev.jsonl r-2", "dev.jsonl r-4", "dev.jsonl r-6", "dev.jsonl r-8",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--accept"], "--accept writes a ratchet anew: name its file with --ratchet"),
        (["none.jsonl"], "none.jsonl: cannot be read: No such file or directory"),
        (["in/dev.jsonl"], "two of the files have the same name"),
        (["mixed.jsonl"], "mixed.jsonl: some rows have labels, others marks"),
        (["--ratchet", "wrong.json"], "wrong.json: this is no ratchet"),
        (["--ratchet", "small/pack.toml"], "small/pack.toml: not JSON"),
        (["--predictions", "none/found.jsonl"], "none/found.jsonl: cannot be written"),
    ],
)
def test_a_call_that_is_wrong_says_so(shell: Shell, argv: list[str], message: str) -> None:
    Path("in").mkdir()
    shell.write("in/dev.jsonl", SHARED)
    shell.write("mixed.jsonl", [SHARED[0], own("p-1", "好")])
    shell.write("wrong.json", ["[]"])
    assert shell.run("dev.jsonl", *argv) == 2
    assert message in shell.err


def test_many_groups_are_shown_where_something_is_wrong(shell: Shell) -> None:
    rows = [own(f"p-{number}", "保本。" if number == 3 else "你好。") for number in range(20)]
    shell.write("own.jsonl", [row.replace('"promise"', f'"kind-{number}"') for number, row in enumerate(rows)])
    shell.run("own.jsonl")
    assert "kind-3 " in shell.out
    assert "kind-4 " not in shell.out
    assert "另有 19 组没有错误" in shell.out
