"""Measure in bytes what loaded packs and plans hold, and in blocks of memory what many checks leave behind.

Run as ``python tests/embedding/measure.py FOLDER SALES``: FOLDER holds the compiled packs, as a wheel does.
"""

import datetime as dt
import gc
import json
import sys
import tracemalloc
from pathlib import Path

import attrs

import suitability as s
from suitability.model.subject import STAGES, SUBJECTS
from suitability.packs import load

AS_OF = dt.date(2026, 11, 20)
RECORD = Path(__file__).parents[2] / "examples" / "short_sale.json"


def held() -> int:
    """Give the bytes that Python objects hold now."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def warmed() -> s.RuleSet:
    """Load and check once, so that what is measured after is neither modules nor their caches."""
    rules = s.load("cn")
    for _ in range(10):
        s.check(s.read("sale", json.loads(RECORD.read_text(encoding="utf-8")), rules), rules, as_of=AS_OF)
    return rules


def measured(count: int) -> dict[str, float]:
    """Measure what docs/stability.md tells, with so many different sales."""
    warmed()
    found: dict[str, float] = {}
    tracemalloc.start()
    start = held()
    one = s.load("cn")
    found["cn"] = held() - start
    del one
    start = held()
    rules = s.load("cn", "handbook")
    found["cn and handbook"] = held() - start
    start, plans = held(), 0
    for subject in SUBJECTS.values():
        for day in rules.change_days:
            for stage in STAGES if subject.staged else (None,):
                assert rules.plan(subject.name, day, stage).fused
                plans += 1
    found["plans"], found["plan"] = plans, (held() - start) / plans
    tracemalloc.stop()
    found["growth"] = growth(rules, count)
    return found


def growth(rules: s.RuleSet, count: int) -> int:
    """Give how many more blocks of memory are in use after all the sales than after the first tenth of them."""
    sale = s.read("sale", json.loads(RECORD.read_text(encoding="utf-8")), rules)
    days = [day for day in rules.change_days if day <= AS_OF]
    before = 0
    for number in range(count):
        day = min(days[number % len(days)] + dt.timedelta(days=number % 400), AS_OF)
        stage = STAGES[number % len(STAGES)]
        other = attrs.evolve(sale, key=f"S-{number}", on=day, at=None, amount=number, stage=stage)
        report = s.check(other, rules, as_of=AS_OF)
        if number % 100 == 0:
            report.to_json()
        if number == count // 10:
            gc.collect()
            before = sys.getallocatedblocks()
    gc.collect()
    return sys.getallocatedblocks() - before


if __name__ == "__main__":
    load._DATA = Path(sys.argv[1])
    json.dump(measured(int(sys.argv[2])), sys.stdout)
