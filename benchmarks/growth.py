"""Time the check of the realistic sale under half the rules of the packs, all of them, and each of them twice."""

import datetime as dt
import json
import sys
from statistics import median
from typing import Any

import attrs

import suitability as s
from benchmarks.measure import Figure, Task, show, take_turns
from benchmarks.realistic_sale import AS_OF, RECORD
from suitability.rules.pack import Pack

PACKS = {
    "half the rules": lambda pack: attrs.evolve(pack, rules=pack.rules[::2]),
    "all rules": lambda pack: pack,
    "every rule twice": lambda pack: attrs.evolve(
        pack, rules=(*pack.rules, *(attrs.evolve(rule, id=f"{rule.id}-again") for rule in pack.rules))
    ),
}


def run(*, smoke: bool = False) -> bool:
    """Time the three, print the table; say whether the cost of a rule that applies stays what it is."""
    packs: tuple[Pack, ...] = s.load("cn", "handbook").packs
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    tasks: dict[str, Task] = {}
    asked = {}
    for name, change in PACKS.items():
        rules = s.RuleSet([change(pack) for pack in packs])
        sale = s.read("sale", record, rules)
        report = s.check(sale, rules, as_of=AS_OF)
        asked[name] = len(report.passed), len(report.skipped)
        tasks[name] = checking(sale, rules, AS_OF)
    times = {name: median(seconds) * 1e6 for name, seconds in take_turns(tasks, smoke=smoke).items()}
    figures = [
        Figure(f"{name}: {applied} apply, {skipped} do not", times[name], "us")
        for name, (applied, skipped) in asked.items()
    ]
    most = asked["every rule twice"][0] / asked["all rules"][0]
    figures.append(Figure("twice against all", times["every rule twice"] / times["all rules"], "x", most=most))
    return show("A growing number of rules", figures, ["a rule that is there twice shares its terms"], judge=not smoke)


def checking(subject: Any, rules: s.RuleSet, as_of: dt.date) -> Task:
    """Give the check of a subject and the reading of its report's `cleared` and `findings`."""

    def check() -> object:
        made = s.check(subject, rules, as_of=as_of)
        return made.cleared, made.findings

    return check


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
