"""Hold hostile text to time linear in its length: pieces repeated without end, sixteen times as often."""

import sys
import time
from collections.abc import Callable

import suitability as s
from benchmarks.measure import Figure, show
from suitability.wording.disclosure import Where, unmet
from suitability.wording.fold import fold

TIMES = 16
FEW = 2_000
LEAST = 0.004
SCANNED = (
    "保本",
    "保证",
    "不",
    "“",
    "提高收益",
    "- ",
    "（一）",
    "guaranteed ",
    "<b>",
    "\u200b",
    " ",
    "\n",
    "\x00",
    "\ud800",
)
FOLDED = (*SCANNED, "🔥", "保(a)", "<a x=", "<!--", "[a](http:", "**a", "&#38;", "⑩", "\u0301")
PLACES: tuple[Where, ...] = ("anywhere", "paragraph", "table", "page")


def run(*, smoke: bool = False) -> bool:
    """Time every piece, print the worst of each kind; say whether the limits hold."""
    scanner = s.load("cn", "handbook").phrasebook.scanner
    few = 20 if smoke else FEW
    kinds: dict[str, dict[str, Callable[[int], object]]] = {
        "scanned": {piece: lambda count, piece=piece: scanner.scan(piece * count) for piece in SCANNED},
        "folded": {piece: lambda count, piece=piece: fold(f"保{piece * count}本").end(count) for piece in FOLDED},
        "disclosures": {place: lambda count, place=place: _judged(count, place) for place in PLACES},
    }
    figures, notes = [], []
    for kind, tasks in kinds.items():
        grown = {name: _grown(task, few) for name, task in tasks.items()}
        worst = max(grown, key=lambda name: grown[name])
        figures.append(Figure(f"{kind}: {TIMES} times the text", grown[worst], "x", most=2.5 * TIMES))
        notes.append(f"worst {kind}: {worst!r}")
    return show("Hostile text", figures, notes, judge=not smoke)


def _grown(task: Callable[[int], object], few: int) -> float:
    task(few)
    return _seconds(task, few * TIMES) / max(_seconds(task, few), LEAST)


def _seconds(task: Callable[[int], object], count: int) -> float:
    begun = time.process_time()
    task(count)
    return time.process_time() - begun


def _judged(count: int, place: Where) -> object:
    due = [(at * 10 + 2, at * 10 + 5) for at in range(count)]
    said = [(at * 10 + 5, at * 10 + 7) for at in range(count)]
    return unmet("收益12%提示|\n\n" * count, due, [said], place, 50, "after")


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
