"""A gate passes no text in which a scanner finds a phrase, and most of the others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.wording.context import STOP
from suitability.wording.gate import LONGEST, Gate, Sieve, anywhere, gate_data
from suitability.wording.scan import Entry, Scanner

CLASSES = {"promise": ("保证", "承诺"), "gain": ("赚钱", "盈利", "稳 赚")}
PHRASES = (
    "保本", "{promise}{beside 4}{gain}", "{gain}{within 6}{percent}", "guaranteed {gain?} return", "{start}包{gain}",
    "{days}{beside 2}翻倍", "电话{beside 2}{mobile}",
)  # fmt: skip
PIECES = [
    "保本", "保·本", "保证", "承诺", "赚钱", "盈利", "8%", "百分之八", "Guaranteed", " return", "包", "3天", "翻倍", "电话", "13800138000",
    "，", "。", "\n", "我们", "\u200b", " ", "x",
]  # fmt: skip


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(gate_data(PHRASES, CLASSES, STOP).encode())


@pytest.fixture(scope="module")
def sieve() -> Sieve:
    return Sieve(json.loads(json.dumps(Sieve.data(map(anywhere, PHRASES), CLASSES))))


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner([Entry(PHRASES)], CLASSES)


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_what_a_scanner_finds_does_not_pass(gate: Gate, scanner: Scanner, pieces: list[str]) -> None:
    text = "".join(pieces)
    assert not (gate.passes(text) and scanner.scan(text))


@pytest.mark.parametrize(
    "text", ["", "你好。", "承诺服务。我们盈利。", "保证不迟到，天天盈利有方。", "本", "a return", "3天后我们再翻倍"]
)
def test_words_apart_pass(gate: Gate, text: str) -> None:
    assert gate.passes(text)


def test_a_long_text_is_not_looked_through(gate: Gate) -> None:
    assert gate.passes("好" * LONGEST)
    assert not gate.passes("好" * (LONGEST + 1))


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_a_restored_scanner_is_the_one_that_was_compiled(scanner: Scanner, pieces: list[str]) -> None:
    text = "".join(pieces)
    restored = Scanner.restore(json.loads(json.dumps(scanner.data())))
    assert restored.scan(text) == scanner.scan(text)
    # From here on its automata are built.
    restored.scan("保" * (1 << 15))
    assert restored.scan(text) == scanner.scan(text)


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_what_a_scanner_finds_does_not_pass_a_sieve_wherever_its_line_begins(
    scanner: Scanner, sieve: Sieve, pieces: list[str]
) -> None:
    text = "".join(pieces)
    assert not (sieve.passes(text) and scanner.scan(text))
    if scanner.scan(text):
        assert not sieve.passes("我们" + text.replace("\n", " "))


def test_a_sieve_looks_through_a_text_of_any_length(sieve: Sieve) -> None:
    assert sieve.passes("好。" * LONGEST)
    assert not sieve.passes("好。" * LONGEST + "保本")
