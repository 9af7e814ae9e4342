"""``suitability check``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from suitability.cli.main import today
from suitability.cli.packs import loaded
from suitability.cli.records import opened
from suitability.engine.check import check
from suitability.engine.report import Report
from suitability.engine.waive import Decisions
from suitability.engine.written import canonical
from suitability.errors import SuitabilityError
from suitability.model.door import read_record
from suitability.readers.decisions import decisions
from suitability.readers.files import Unreadable, read_files
from suitability.rules.pack import SEVERITIES

SCHEMA = "suitability.check/1"


def run(arguments: argparse.Namespace) -> int:
    """Check every record of the files and print what was found."""
    rules = loaded(arguments)
    decided = decisions(arguments.decisions, rules) if arguments.decisions else Decisions()
    as_of = arguments.as_of or today()
    receipts = _Receipts(arguments)
    records, errors = read_files(opened(arguments.files))
    ignored = 0
    checked: list[tuple[str, Report]] = []
    for record in records:
        try:
            reading = read_record(
                record.subject,
                record.values,
                scales=rules.scales,
                offset=rules.circumstances.offset,
                strict=arguments.strict,
            )
            report = check(reading.subject, rules, as_of=as_of, waivers=decided.waivers, rulings=decided.rulings)
            checked.append((record.place, report))
            ignored += len(reading.ignored)
        except SuitabilityError as error:
            errors.append(Unreadable(record.place, str(error)))
    errors += receipts.write(checked)
    if arguments.format == "json":
        _print_json(checked, errors, ignored, facts=arguments.facts)
    else:
        _print_text(checked, errors, ignored, arguments)
    if errors:
        return 2
    return int(any(_fails(report, arguments) for _, report in checked))


class _Receipts:
    """The file of receipts, where one is asked for; without it nothing of them is imported."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.name = arguments.receipts
        self.key = None
        if arguments.key_file and not self.name:
            raise SuitabilityError("--key-file seals receipts: name their file with --receipts")
        if self.name:
            from suitability.cli.receipts import demand_new, read_key

            self.key = read_key(arguments.key_file) if arguments.key_file else None
            demand_new(self.name)

    def write(self, checked: Sequence[tuple[str, Report]]) -> list[Unreadable]:
        if not self.name:
            return []
        from suitability.cli.receipts import write_receipts

        return write_receipts(self.name, checked, self.key)


def _fails(report: Report, arguments: argparse.Namespace) -> bool:
    least = SEVERITIES.index(arguments.fail_on)
    violated = any(SEVERITIES.index(finding.severity) >= least for finding in report.violations)
    return violated or (arguments.strict and bool(report.unknown))


def _print_json(
    checked: Sequence[tuple[str, Report]], errors: Sequence[Unreadable], ignored: int, *, facts: bool
) -> None:
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "reports": [{"place": place, "report": report.to_dict(facts=facts)} for place, report in checked],
        "errors": [{"place": error.place, "message": error.message} for error in errors],
        "ignored_keys": ignored,
    }
    print(canonical(data))


def _print_text(
    checked: Sequence[tuple[str, Report]], errors: Sequence[Unreadable], ignored: int, arguments: argparse.Namespace
) -> None:
    from suitability.messages.render import voice
    from suitability.reports.text import Checked, render

    for line in render([Checked(place, report) for place, report in checked], arguments.lang, facts=arguments.facts):
        print(line)
    if ignored:
        print(voice(arguments.lang).phrase("ignored", count=str(ignored)), file=sys.stderr)
    for error in errors:
        for message in error.message.split("\n"):
            print(f"{error.place}: {message}", file=sys.stderr)
