"""Time the check of a realistic sale by every rule of both packs, from a subject and from a plain mapping."""

import datetime as dt
import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

import suitability as s
from benchmarks.measure import Figure, Task, show, take_turns

RECORD = Path(__file__).with_name("realistic_sale.json")
AS_OF = dt.date(2026, 6, 30)
COLD = 5000
RELATIONS = {"customer.assessments": 6, "sale.disclosures": 7, "sale.recordings": 2, "adviser.licences": 3}


def run(*, smoke: bool = False) -> bool:
    """Make sure the sale is clean, time its check, print the table; say whether the limits hold."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    for path, count in RELATIONS.items():
        root, name = path.split(".")
        if len(record[root][name]) != count:
            raise RuntimeError(f"the realistic sale has {len(record[root][name])} {path}, not {count}")
    rules = s.load("cn", "handbook")
    sale = s.read("sale", record, rules)
    report = s.check(sale, rules, as_of=AS_OF)
    if not report.cleared:
        raise RuntimeError(
            "the realistic sale is not clean: " + ", ".join(f"{f.outcome} {f.rule}" for f in report.findings)
        )

    fused = rules.plan("sale", sale.on, sale.stage).run

    def check() -> object:
        made = s.check(sale, rules, as_of=AS_OF)
        return made.cleared, made.findings

    def everything() -> object:
        made = s.check(sale, rules, as_of=AS_OF)
        return made.cleared, made.findings, made.passed, made.skipped, made.missing, made.ask

    tasks: dict[str, Task] = {
        "check, and its report's `cleared` and `findings`": check,
        "the fused function alone": lambda: fused(sale, AS_OF),
        "check, and every part of its report read": everything,
        "check, and its report as JSON": lambda: s.check(sale, rules, as_of=AS_OF).to_json(),
        "read from a mapping": lambda: s.read("sale", record, rules),
        "read, check and JSON": lambda: s.check(s.read("sale", record, rules), rules, as_of=AS_OF).to_json(),
    }
    many = [s.read("sale", record, rules) for _ in range(10 if smoke else COLD)]
    cold = f"the same check over {len(many)} different sales"
    tasks[cold] = lambda: [_checked(each, rules) for each in many]
    times = take_turns(tasks, smoke=smoke)
    figures = []
    for name, seconds in times.items():
        each = median(seconds) / (len(many) if name == cold else 1)
        figures.append(Figure(name, each * 1e6, "us", most=25 if tasks[name] is check else None))
    decided = f"{len(report.passed)} rules apply and pass, {len(report.skipped)} do not apply"
    notes = [
        f"{decided}; the check is hot: one sale again and again",
        "`passed` explains each pass by the facts it read",
    ]
    return show("A realistic sale", figures, notes, judge=not smoke)


def _checked(sale: Any, rules: Any) -> object:
    report = s.check(sale, rules, as_of=AS_OF)
    return report.cleared, report.findings


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
