"""Time the scan of marketing text: short clean texts, a large one, against the bare matcher and against a pipeline.

The text is synthetic: Chinese words by their frequency, English phrases, full stops, and in the large one a banned
phrase in every ten thousand bytes.
"""

import random
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from importlib.resources import files
from statistics import median
from typing import Any

import suitability as s
from benchmarks.measure import Figure, Task, show, take_turns
from suitability.wording.automaton import finder

SHORT_BYTES = 1024
LARGE_BYTES = 50_000_000
PIECE = 1 << 16
# A page of ten thousand bytes has about so many sentences.
PLANTED = 160
BANNED = ("本产品保本保息", "稳赚不赔", "年化收益10%以上", "guaranteed returns", "零风险高收益")
ENGLISH = (
    "the fund invests in bonds",
    "past performance is not a guide",
    "fees are charged monthly",
    "our advisers",
    "net asset value",
    "please read the prospectus",
)
ENDS = "，，，。。！；\n"


def run(*, smoke: bool = False) -> bool:
    """Time the scanner, print the table; say whether the limits hold."""
    scanner = s.load("cn", "handbook").phrasebook.scanner
    counted = words()
    chance = random.Random(1)
    clean = [text for text in _texts(counted, chance, 4000) if not scanner.scan(text)][: 20 if smoke else 2000]
    planted = [text[:120] + "，" + chance.choice(BANNED) + "，" + text[120:] for text in clean]
    candidates = sum(len(scanner.scan(text)) for text in planted) / len(planted)
    keys = scanner.vocabulary
    bare = finder(keys)
    peer = _pipeline(keys)
    tasks: dict[str, Task] = {
        "clean": _fresh(clean, scanner.scan),
        "planted": _fresh(planted, scanner.scan),
        "bare": _fresh(clean, bare),
        "peer": _fresh(clean, peer),
    }
    times = take_turns(tasks, smoke=smoke)
    one = {name: median(seconds) / len(clean) * 1e6 for name, seconds in times.items()}
    large = _large(counted, chance, PIECE if smoke else LARGE_BYTES)
    size = len(large.encode()) / 1e6
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = {"scan": _once(lambda: len(scanner.scan(large)))}
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    seconds["bare"] = _once(lambda: sum(len(bare(piece)) for piece in _pieces(large)))
    figures = [
        Figure("1 KB of Chinese where nothing is found", one["clean"], "us", most=40),
        Figure("more for each candidate", (one["planted"] - one["clean"]) / max(candidates, 1), "us", most=20),
        Figure("1 KB against the bare matcher of the same words", one["bare"] / one["clean"], "x", least=0.4),
        Figure("NFKC, OpenCC, pyahocorasick against it", one["peer"] / one["clean"], "x", least=5),
        Figure(f"{size:.0f} MB", size / seconds["scan"], "MB/s", least=35),
        Figure(f"{size:.0f} MB against the bare matcher", seconds["bare"] / seconds["scan"], "x", least=0.4),
        Figure("memory it grew by", grown, "MB", most=100),
    ]
    notes = [f"{len(keys)} words in the automaton, {candidates:.1f} candidates in a text with a banned phrase"]
    return show("The scan of marketing text", figures, notes, judge=not smoke)


def _once(task: Task) -> float:
    begun = time.process_time()
    task()
    return time.process_time() - begun


def words() -> tuple[list[str], list[int]]:
    # jieba builds the search of our documentation; its list says how frequent a word is.
    rows = (line.split(" ") for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines())
    counted = sorted(((row[0], int(row[1])) for row in rows), key=lambda pair: -pair[1])[:30_000]
    return [word for word, _ in counted], [count for _, count in counted]


def _texts(words: tuple[list[str], list[int]], chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        yield "".join(sentences(words, chance, SHORT_BYTES))


def sentences(words: tuple[list[str], list[int]], chance: random.Random, size: int) -> Iterator[str]:
    while size > 0:
        sentence = "".join(chance.choices(*words, k=chance.randint(4, 14)))
        if chance.random() < 0.1:
            sentence += f" {chance.choice(ENGLISH)} {chance.randint(1, 2000)}"
        sentence += chance.choice(ENDS)
        size -= len(sentence.encode())
        yield sentence


def _large(words: tuple[list[str], list[int]], chance: random.Random, size: int) -> str:
    page = list(sentences(words, chance, min(size, 4_000_000)))
    for at in range(0, len(page), PLANTED):
        page[at] = chance.choice(BANNED) + page[at]
    text = "".join(page)
    return text * max(1, size // len(text.encode()))


def _pieces(text: str) -> Iterator[str]:
    return (text[at : at + PIECE] for at in range(0, len(text), PIECE))


def _fresh(texts: list[str], scan: Callable[[str], Any]) -> Task:
    """Scan every text as a new string each time: a string keeps its UTF-8 form once it was asked for."""

    def task() -> None:
        for text in texts:
            scan(text[:-1] + text[-1])

    return task


def _pipeline(keys: list[str]) -> Callable[[str], Any]:
    import ahocorasick
    import opencc

    automaton = ahocorasick.Automaton()
    for number, word in enumerate(keys):
        automaton.add_word(word, (number, len(word)))
    automaton.make_automaton()
    simplified = opencc.OpenCC("t2s").convert

    def scan(text: str) -> list[Any]:
        return list(automaton.iter(simplified(unicodedata.normalize("NFKC", text)).lower()))

    return scan


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
