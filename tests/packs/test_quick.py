"""What the build compiles of the packaged packs lets no text pass in which their rules find something."""

import datetime as dt
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.phrasebook import Phrasebook
from suitability.engine.ruleset import RuleSet
from suitability.packs import load as loading
from suitability.packs import quick
from tests.small import DAY, rules
from tests.small_text import TEXT_HEAD, accept, find, ground, text_rule

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
ON = dt.date(2026, 11, 22)


def written(folder: Path, loaded: RuleSet) -> None:
    for name, text in quick.compiled(loaded).items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> tuple[RuleSet, Path]:
    folder = tmp_path_factory.mktemp("data")
    loaded = s.load("cn", "handbook")
    written(folder, loaded)
    return loaded, folder


def test_without_a_build_there_is_no_first_look(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(quick, "_DATA", tmp_path)
    assert quick.quick() is None


def test_only_what_no_copy_may_say_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "copy/guarantee.toml": text_rule(find("保本"), ground(more='channels = ["online"]')),
        "copy/name.toml": text_rule(find("金奖"), reads="account_name"),
        "copy/warning.toml": text_rule(find("收益"), accept("投资有风险"), form="disclosure", category="disclosure"),
    }
    written(tmp_path, rules(tmp_path, files, TEXT_HEAD))
    monkeypatch.setattr(quick, "_DATA", tmp_path)
    first_look = quick.quick()
    assert first_look is not None
    texts = ("保本", "不保本", "金奖", "收益", "投资有风险", "好。" * 40_000, "好。" * 40_000 + "保本")
    assert [first_look.nothing(text) for text in texts] == [False, False, True, True, True, True, False]


def test_packs_restored_with_their_phrases_find_the_same(tmp_path: Path) -> None:
    files: dict[str, Any] = {
        "copy/guarantee.toml": text_rule(find("保本", "{promise}赚")),
        "copy/warning.toml": text_rule(find("收益"), accept("投资有风险"), form="disclosure", category="disclosure"),
        "words/promise.toml": 'label = { en = "p" }\n[[words]]\norigin = "reasoned"\nnote = "n"\nlist = ["包", "{必|稳}定"]\n',
    }
    loaded = rules(tmp_path, files, TEXT_HEAD)
    data = json.loads(json.dumps(loaded.phrasebook.data()))
    restored = RuleSet(loaded.packs, lambda: Phrasebook.restore(data))
    for text in ("保本保本", "稳定赚，收益", "不保本。收益，投资有风险"):
        for disclosures in (False, True):
            found = [s.scan(text, one, on=DAY, disclosures=disclosures) for one in (loaded, restored)]
            assert found[0] == found[1]


def test_the_packaged_packs_take_the_phrases_that_the_build_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = rules(tmp_path, {"copy/guarantee.toml": text_rule(find("保本"))}, TEXT_HEAD)
    written(tmp_path, loaded)
    monkeypatch.setattr(loading, "PHRASES", tmp_path / "phrases.json")
    monkeypatch.setattr(loading, "read_packs", lambda packs: list(loaded.packs))
    assert [finding.rule for finding in s.scan("保本", s.load("cn", "handbook"), on=DAY).findings] == [
        "small.copy.guarantee"
    ]


@pytest.mark.parametrize("looks", ["by the gate", "by the sieve"])
def test_a_text_that_holds_nothing_has_no_words_that_a_rule_may_find(
    packaged: tuple[RuleSet, Path], monkeypatch: pytest.MonkeyPatch, looks: str
) -> None:
    loaded, folder = packaged
    monkeypatch.setattr(quick, "_DATA", folder)
    first_look = quick.quick(1_000_000)
    assert first_look is not None
    if looks == "by the sieve":
        first_look = pickle.loads(pickle.dumps(first_look))
    held = passed = 0
    for file in sorted(CORPUS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            if first_look.nothing(text):
                passed += 1
                found = s.scan(text, loaded, on=ON)
                assert (found.findings, found.excused) == ((), ()), text
            else:
                held += 1
    assert min(held, passed) > 300


def test_words_that_begin_a_line_are_looked_for_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, rules(tmp_path, {"copy/gain.toml": text_rule(find("{start}包赚"))}, TEXT_HEAD))
    monkeypatch.setattr(quick, "_DATA", tmp_path)
    first_look = quick.quick()
    assert first_look is not None
    for _ in range(12):
        assert [first_look.nothing(text) for text in ("- 包赚", "我们包赚", "包\n赚钱")] == [False, False, True]
    assert not first_look.nothing("好。" * 40_000 + "包赚")
