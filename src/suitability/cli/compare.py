"""``suitability rules compare``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from suitability.cli.main import today
from suitability.cli.packs import pack
from suitability.cli.records import opened
from suitability.engine.check import check
from suitability.engine.compare import ABSENT, Comparison, Turned, compare
from suitability.engine.report import Report
from suitability.engine.ruleset import RuleSet
from suitability.engine.written import plain
from suitability.errors import SuitabilityError
from suitability.messages import labels
from suitability.messages.render import fact, path_label, voice
from suitability.messages.speak import Speaker
from suitability.packs.load import load
from suitability.readers.files import Record, Unreadable, read_files
from suitability.readers.record import read
from suitability.reports.text import table

SCHEMA = "suitability.compare/1"


def run(arguments: argparse.Namespace) -> int:
    """Check the sample by both sets of rules, and print what turns."""
    old, new = (load(*map(pack, side.split("+"))) for side in (arguments.old, arguments.new))
    records, errors = read_files(opened(arguments.files))
    as_of = arguments.as_of or today()
    pairs: list[tuple[str, Report, Report]] = []
    for record in records:
        try:
            one, other = (_report(record, rules, as_of) for rules in (old, new))
            pairs.append((record.place, one, other))
        except SuitabilityError as error:
            errors.append(Unreadable(record.place, str(error)))
    found = compare(pairs)
    if arguments.format == "json":
        print(json.dumps(_plain(found, errors, facts=arguments.facts), ensure_ascii=False, sort_keys=True))
    else:
        for line in _lines(found, voice(arguments.lang), arguments):
            print(line)
        for broken in errors:
            print(f"{broken.place}: {broken.message}", file=sys.stderr)
    return 2 if errors else int(bool(found.turned))


def _report(record: Record, rules: RuleSet, as_of: Any) -> Report:
    return check(read(record.subject, record.values, rules), rules, as_of=as_of)


def _groups(found: Comparison) -> list[tuple[tuple[str, str, str], list[Turned]]]:
    """Give what turned by rule and outcomes: first what worsens most often."""
    groups: dict[tuple[str, str, str], list[Turned]] = {}
    for one in found.turned:
        groups.setdefault((one.rule, one.was, one.now), []).append(one)
    return sorted(
        groups.items(), key=lambda item: (item[0][2] != "violation", item[0][1] != "violation", -len(item[1]), item[0])
    )


def _lines(found: Comparison, speak: Speaker, arguments: argparse.Namespace) -> Iterator[str]:
    for (rule, was, now), turned in _groups(found):
        yield f"{rule}  {_outcome(was, speak)} → {_outcome(now, speak)}  {len(turned)}"
        for one in turned[: arguments.examples]:
            yield f"  {one.place}"
            yield from table(list(_facts(one, speak, arguments.facts)), "    ")
        if len(turned) > arguments.examples:
            yield f"  {speak.phrase('more', count=str(len(turned) - arguments.examples))}"
    yield speak.phrase(
        "compare_summary",
        records=str(found.subjects),
        before=str(found.cleared_before),
        after=str(found.cleared_after),
    )
    if found.turned:
        worse, better = found.between(None, "violation"), found.between("violation", None)
        counts = {
            "worse": worse,
            "passed": found.between("pass", "violation"),
            "better": better,
            "cured": found.between("violation", "pass"),
            "other": len(found.turned) - worse - better,
        }
        yield speak.phrase("compare_turned", **{name: str(count) for name, count in counts.items()})
    else:
        yield speak.phrase("compare_same")


def _facts(one: Turned, speak: Speaker, values: bool) -> Iterator[Sequence[str]]:
    for read_fact in one.facts:
        label = path_label(read_fact.path, speak.locale)
        yield (
            (label, fact(read_fact.path, read_fact.value, speak), read_fact.path) if values else (label, read_fact.path)
        )


def _outcome(name: str, speak: Speaker) -> str:
    return speak.phrase(name) if name in (ABSENT, "later_stage") else labels.outcome_label(name, speak.locale)


def _plain(found: Comparison, errors: Sequence[Unreadable], *, facts: bool) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "records": found.subjects,
        "cleared": {"before": found.cleared_before, "after": found.cleared_after},
        "turned": [
            {
                "place": one.place,
                "rule": one.rule,
                "was": one.was,
                "now": one.now,
                "facts": {f.path: plain(f.value) for f in one.facts} if facts else [f.path for f in one.facts],
            }
            for one in found.turned
        ],
        "errors": [{"place": error.place, "message": error.message} for error in errors],
    }
