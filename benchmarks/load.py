"""Time the loading of packs: the packaged ones after import, and three hundred rules in a folder."""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

import suitability as s
from benchmarks.measure import Figure, show
from benchmarks.wheel import python, unpacked

ROUNDS = 15
RULES = 300
PACK = Path(__file__).with_name("ten_rules") / "pack"
PACKAGED = """\
import datetime
import time
from suitability import load
begun = time.process_time()
rules = load("cn", "handbook")
loaded = time.process_time()
rules.plan("sale", datetime.date(2026, 6, 9), "concluded")
print(loaded - begun, time.process_time() - loaded, time.process_time(), len(rules.rules))
"""

# A process of its own, so that what other benchmarks left in memory is not walked by the garbage collector.
FOLDER = """\
import time
from suitability import folder, load
for _ in range({loads}):
    begun = time.process_time()
    rules = load(folder({path!r}))
    print(time.process_time() - begun)
assert len(rules.rules) == {rules}
"""


def run(*, smoke: bool = False) -> bool:
    """Time both, print the table; say whether the limits hold."""
    rounds = 1 if smoke else ROUNDS
    packaged, planned, whole = [], [], []
    with unpacked() as site:
        for _ in range(rounds):
            seconds, plan, process, count = python(site, PACKAGED).split()
            packaged.append(float(seconds))
            planned.append(float(plan))
            whole.append(float(process))
        with tempfile.TemporaryDirectory() as folder:
            _fill(Path(folder), RULES)
            loads = python(site, FOLDER.format(loads=1 + rounds, path=folder, rules=RULES)).split()
            first, *again = map(float, loads)
            _is_parsed_again(folder)
    figures = [
        Figure(f"packaged packs, {count} rules, first load of a process", median(packaged) * 1000, "ms", most=8),
        Figure("the first plan of a sale, made when it is first checked", median(planned) * 1000, "ms"),
        Figure("a process that imports, loads and plans", median(whole) * 1000, "ms"),
        Figure(f"a folder of {RULES} rules, each load", median(again) * 1000, "ms", most=150),
        Figure("the same, first load of a process", first * 1000, "ms"),
    ]
    return show("Loading packs", figures, ["CPU time; the packaged packs are those of the wheel"], judge=not smoke)


def _fill(folder: Path, count: int) -> None:
    shutil.copytree(PACK, folder, dirs_exist_ok=True)
    originals = sorted((folder / "sale").glob("*.toml"))
    for number in range(count - len(originals)):
        original = originals[number % len(originals)]
        copy = original.with_stem(f"{original.stem}-{number // len(originals) + 1}")
        # A number of its own in each text, so that no two files are alike.
        text = original.read_text(encoding="utf-8").replace('title    = "', f'title    = "{number}: ')
        copy.write_text(text, encoding="utf-8")


def _is_parsed_again(folder: str) -> None:
    changed = min(Path(folder, "sale").glob("*.toml"))
    changed.write_text(
        changed.read_text(encoding="utf-8").replace('title    = "', 'title    = "Changed: '), encoding="utf-8"
    )
    if not any(rule.title.startswith("Changed: ") for rule in s.load(s.folder(folder)).rules):
        raise RuntimeError("a changed rule file was not read again")


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
