"""Time the check of a realistic use of personal data by every rule of both packs, against that of the sale."""

import datetime as dt
import json
import sys
from pathlib import Path
from statistics import median

import suitability as s
from benchmarks import realistic_sale
from benchmarks.growth import checking
from benchmarks.measure import Figure, Task, show, take_turns

RECORD = Path(__file__).with_name("realistic_use.json")
AS_OF = dt.date(2026, 5, 18)


def run(*, smoke: bool = False) -> bool:
    """Make sure the use is clean, time its check beside the sale's, print the table; say whether the limits hold."""
    rules = s.load("cn", "handbook")
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    use = s.read("use", record, rules)
    sale = s.read("sale", json.loads(realistic_sale.RECORD.read_text(encoding="utf-8")), rules)
    report = s.check(use, rules, as_of=AS_OF)
    if not report.cleared:
        raise RuntimeError("the realistic use is not clean: " + ", ".join(f.rule for f in report.findings))
    tasks: dict[str, Task] = {
        "use": checking(use, rules, AS_OF),
        "sale": checking(sale, rules, realistic_sale.AS_OF),
        "read": lambda: s.check(s.read("use", record, rules), rules, as_of=AS_OF).cleared,
    }
    times = {name: median(seconds) * 1e6 for name, seconds in take_turns(tasks, smoke=smoke).items()}
    figures = [
        Figure("check of a use, and its report's `cleared` and `findings`", times["use"], "us", most=20),
        Figure("it against the check of the realistic sale", times["use"] / times["sale"], "x", most=1),
        Figure("read from a mapping and checked", times["read"], "us"),
    ]
    notes = [f"{len(report.passed)} rules apply and pass, {len(report.skipped)} do not apply"]
    return show("A realistic use of personal data", figures, notes, judge=not smoke)


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
