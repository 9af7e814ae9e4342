"""Time ten rules over one sale: our fused function, the same by hand, and the peers."""

import datetime as dt
import importlib
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import suitability as s
from benchmarks.measure import Figure, Task, ratio, show, take_turns
from benchmarks.ten_rules import baseline, sales

SALES = 300
COLD = 20_000
BY_HAND_AT_MOST = 2.5
# How many times slower than us each peer is to be.
AT_LEAST = {"datalogic": 3, "zen": 5, "regorus": 20, "cedar": 20, "jsonlogic": 20, "ruleengine": 20}
PACK = Path(__file__).with_name("pack")
VIOLATION = "violation"


class Disagreement(Exception):
    """An engine gave another answer than the function by hand."""


def run(*, smoke: bool = False) -> bool:
    """Check that all agree, time them, print the table; say whether the limits hold."""
    records = sales.draw(20 if smoke else SALES)
    rules = s.load(s.folder(str(PACK)))
    ours = [s.read("sale", record, rules) for record in records]
    expected = [frozenset(baseline.violated(sale)) for sale in ours]
    _agree("suitability", _our_answers(ours, rules), expected)

    fused = rules.plan("sale", ours[0].on, ours[0].stage).run
    tasks: dict[str, Task] = {"suitability": _fused(fused, ours), "by hand": _over(ours, baseline.violated)}
    many = [s.read("sale", record, rules) for record in sales.draw(40 if smoke else COLD, seed=2)]
    cold = {"suitability": _fused(fused, many), "by hand": _over(many, baseline.violated)}
    plain = [sales.plain(record) for record in records]
    doors: dict[str, list[str]] = {}
    notes = []
    for name in AT_LEAST:
        try:
            peer = importlib.import_module(f"benchmarks.ten_rules.peers.{name}")
        except ImportError:
            notes.append(f"{name}: not installed")
            continue
        label = f"{peer.PACKAGE} {version(peer.PACKAGE)}"
        doors[name] = [label]
        others = {f"{label}, {door}": other for door, other in getattr(peer, "OTHER_DOORS", {}).items()}
        for each, prepare in {label: peer.prepare, **others}.items():
            violated = prepare(plain)
            _agree(each, map(violated, range(len(plain))), expected)
            tasks[each] = _over(range(len(plain)), violated)
            doors[name].append(each)

    times = take_turns(tasks, smoke=smoke)
    mine = times["suitability"]
    figures = [
        Figure(f"{each}: one sale", median(times[each]) / len(records) * 1e6, "us")
        for each in ("suitability", "by hand")
    ]
    figures.append(Figure("suitability against by hand", ratio(mine, times["by hand"]), "x", most=BY_HAND_AT_MOST))
    for name, (label, *each_door) in doors.items():
        for each in each_door:
            least = AT_LEAST[name] if each == label else None
            figures.append(Figure(f"{each} against suitability", ratio(times[each], mine), "x", least=least))
    times = take_turns(cold, smoke=smoke)
    each = median(times["suitability"]) / len(many) * 1e6
    figures.append(Figure(f"suitability over {len(many)} different sales: one sale", each, "us"))
    against = ratio(times["suitability"], times["by hand"])
    figures.append(Figure("the same against by hand", against, "x"))
    share = sum(map(len, expected)) / len(expected)
    notes.append(f"{len(records)} sales with {share:.2f} violations each, again and again; all agree on every sale")
    return show("Ten rules, one sale", figures, notes, judge=not smoke)


def _fused(function: Callable[[Any, dt.date], object], items: list[Any]) -> Task:
    def task() -> None:
        for sale in items:
            function(sale, sales.DAY)

    return task


def _over(items: Iterable[Any], function: Callable[[Any], object]) -> Task:
    def task() -> None:
        for item in items:
            function(item)

    return task


def _our_answers(ours: list[Any], rules: Any) -> Iterable[frozenset[str]]:
    for sale in ours:
        report = s.check(sale, rules, as_of=sales.DAY)
        if any(finding.outcome != VIOLATION for finding in report.findings):
            raise Disagreement(f"suitability does not decide {sale}")
        yield frozenset(finding.rule.rpartition(".")[2] for finding in report.findings)


def _agree(name: str, answers: Iterable[Any], expected: list[frozenset[str]]) -> None:
    for place, (answer, right) in enumerate(zip(answers, expected, strict=True)):
        if frozenset(answer) != right:
            raise Disagreement(f"{name}, sale {place}: {sorted(answer)} instead of {sorted(right)}")


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
