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
from collections.abc import Iterator, Mapping
from pathlib import Path

import suitability as s
from benchmarks.measure import Figure, ratio, show
from benchmarks.wheel import environment, unpacked
from benchmarks.wording import BANNED, sentences, words

FILES = 2_000
PAGE = 10_000
PLANTED = 25
ROUNDS = 3
# What proselint is timed with: a part of the files.
PART = 100
COMMAND = """\
import sys
from suitability.cli.main import main
sys.argv = ["suitability", "copy", sys.argv[1], "--on", "2026-11-22"]
sys.exit(main())
"""
# Without what the build compiled there is no first look.
PARSED = f"""\
from pathlib import Path
from suitability.packs import quick
quick._DATA = Path("nowhere")
{COMMAND}"""
COUNTED = """\
import sys
from suitability.packs.quick import quick
from suitability.readers.copy import files
from suitability.readers.first_look import first_look
print(sum(first_look(files(sys.argv[1:]), quick().nothing, workers=1)))
"""


def run(*, smoke: bool = False) -> bool:
    """Time whole processes over a folder, print the table; say whether the limits hold."""
    count = 60 if smoke else FILES
    times: dict[str, list[float]] = {"looked": [], "parsed": [], "proselint": []}
    with tempfile.TemporaryDirectory() as folder, unpacked() as site:
        size, part = _written(Path(folder), count)
        judged = int(_run(["-c", COUNTED, folder], environment(site))[1])
        for _ in range(1 if smoke else ROUNDS):
            looked, said = _run(["-c", COMMAND, folder], environment(site))
            parsed, wanted = _run(["-c", PARSED, folder], environment(site))
            if said != wanted:
                raise RuntimeError("the first look changed what is found")
            prose, _ = _run(["-m", "proselint", "check", str(Path(folder, "part"))], os.environ)
            for name, seconds in (("looked", looked / size), ("parsed", parsed / size), ("proselint", prose / part)):
                times[name].append(seconds)
    figures = [
        Figure(f"{size:.1f} MB of Markdown, two processes", 1 / min(times["looked"]), "MB/s", least=15),
        Figure("everything parsed, one process", 1 / min(times["parsed"]), "MB/s"),
        Figure("proselint on a part of it, one process", 1 / min(times["proselint"]), "MB/s"),
        Figure("proselint against it", ratio(times["proselint"], times["looked"]), "x", least=5),
        Figure("files that had to be parsed", 100 * judged / count, "%", most=5),
    ]
    notes = [f"{count} files; both ways print the same; best of {len(times['looked'])} rounds, by the wall"]
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


def _run(arguments: list[str], within: Mapping[str, str]) -> tuple[float, str]:
    """Run Python; give how long it took, and what it printed. It gives 1 where it found something."""
    begun = time.perf_counter()
    ran = subprocess.run([sys.executable, *arguments], env=dict(within), capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if ran.returncode not in (0, 1) or "Traceback" in ran.stderr:
        raise RuntimeError(f"a process to be timed failed: {ran.stderr.strip()[-500:]}")
    return seconds, ran.stdout


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
