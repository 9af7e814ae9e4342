"""Time a folder of Markdown: through the first look in two processes, everything parsed, and proselint on a part of it.

The pages are synthetic, as in `wording`: Chinese words by their frequency in headings, paragraphs, lists, tables, code
and links. One in twenty-five holds a banned phrase; the rest hold no candidate.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import suitability as s
from benchmarks.measure import Figure, show
from benchmarks.wheel import environment, unpacked
from benchmarks.wording import BANNED, sentences, words

FILES = 2_000
PAGE = 10_000
PLANTED = 25
ROUNDS = 3
# What proselint is timed with: a part of the files.
PART = 100
START = f"""\
import datetime as dt, io, sys, time
begun = time.perf_counter()
import suitability as s
from suitability.packs.quick import quick
from suitability.readers.copy import files, passages
from suitability.readers.first_look import first_look
names = list(files([sys.argv[1]]))
rules, found, judged = None, 0, 0

def judge(names):
    global found, rules
    rules = rules or s.load("cn", "handbook")
    for passage in passages(names, io.BytesIO()):
        found += len(s.scan(passage.text, rules, on=dt.date(2026, 11, 22)).marks)
"""
END = "print(time.perf_counter() - begun, found, judged)"
LOOKED = f"""{START}
if __name__ == "__main__":
    for name, must in first_look(names, quick().nothing, workers=2):
        if must:
            judged += 1
            judge([name])
    {END}
"""
PARSED = f"{START}\njudged = len(names)\njudge(names)\n{END}\n"


def run(*, smoke: bool = False) -> bool:
    """Time whole processes over a folder, print the table; say whether the limits hold."""
    with tempfile.TemporaryDirectory() as folder, unpacked() as site:
        size, part = _written(Path(folder), 60 if smoke else FILES)
        times: dict[str, list[float]] = {"looked": [], "parsed": [], "proselint": []}
        found: dict[str, str] = {}
        judged = 0
        for _ in range(1 if smoke else ROUNDS):
            for name, code in (("looked", LOOKED), ("parsed", PARSED)):
                seconds, found[name], count = _python(site, code, folder)
                times[name].append(float(seconds))
                judged = int(count) if name == "looked" else judged
            times["proselint"].append(_proselint(Path(folder, "part")))
    if found["looked"] != found["parsed"]:
        raise RuntimeError(f"the first look lost findings: {found['looked']} of {found['parsed']}")
    speed = {name: (part if name == "proselint" else size) / min(seconds) for name, seconds in times.items()}
    ratio = median(one / part / (all / size) for one, all in zip(times["proselint"], times["looked"], strict=True))
    files = 60 if smoke else FILES
    figures = [
        Figure(f"{size:.1f} MB of Markdown, two processes", speed["looked"], "MB/s", least=15),
        Figure("everything parsed, one process", speed["parsed"], "MB/s"),
        Figure("proselint, one process", speed["proselint"], "MB/s"),
        Figure("against proselint", ratio, "x", least=10),
        Figure("files that had to be parsed", 100 * judged / files, "%", most=5),
    ]
    notes = [f"{files} files; both ways gave the same {found['parsed']} marks; the best of {len(times['looked'])} rounds"]
    return show("A folder of Markdown", figures, notes, judge=not smoke)


def _written(folder: Path, count: int) -> tuple[float, float]:
    """Write the pages; give the size of all and of the part, in MB."""
    scanner = s.load("cn", "handbook").phrasebook.scanner
    chance = random.Random(1)
    every = (one.strip() for one in sentences(words(), chance, 40 * PAGE if count < FILES else 400 * PAGE))
    clean = [one for one in every if not scanner.scan(one)]
    sizes = []
    (folder / "part").mkdir()
    for number in range(count):
        text = "\n\n".join(_blocks(clean, chance, number))
        if number % PLANTED == 0:
            text = text.replace("\n\n", f"\n\n本期**{chance.choice(BANNED)}**，", 1)
        elif scanner.scan(text):
            text = "\n\n".join(clean[:40])
        data = text.encode()
        sizes.append(len(data) / 1e6)
        (folder / ("part" if number < PART else ".") / f"{number}.md").write_bytes(data)
    return sum(sizes), sum(sizes[:PART])


def _blocks(clean: list[str], chance: random.Random, number: int) -> Iterator[str]:
    size = PAGE
    kind = -1
    while size > 0:
        said = chance.choices(clean, k=4)
        kind += 1
        block = (
            f"# {said[0]}",
            f"{said[0]}**{said[1]}**{said[2]}\n{said[3]}",
            "".join(said),
            f"- {said[0]}\n- *{said[1]}*\n- [{said[2]}](https://example.com/{number}/{kind})",
            "".join(said) + f"\n![{said[0]}](images/{kind}.png)",
            f"| {kind} | b |\n|---|---|\n| {said[0]} | `{kind}` |",
            "".join(said[:3]),
            f"> {said[0]}\n> {said[1]}",
            f"```\nrate = {kind}\n```",
        )[kind % 9]
        size -= len(block.encode()) + 2
        yield block


def _python(site: Path, code: str, folder: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", code, folder], env=environment(site), capture_output=True, text=True, check=False, cwd=site
    )
    if ran.returncode:
        raise RuntimeError(f"a process to be timed failed: {ran.stderr.strip()}")
    return ran.stdout.split()


def _proselint(folder: Path) -> float:
    begun = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "proselint", "check", str(folder)], env={**os.environ}, capture_output=True, check=False
    )
    seconds = time.perf_counter() - begun
    # It gives 1 where it found something.
    if ran.returncode not in (0, 1):
        raise RuntimeError(f"proselint failed: {ran.stderr.decode().strip()[-200:]}")
    return seconds


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
