"""``suitability check``."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from suitability.cli.main import today
from suitability.cli.packs import loaded
from suitability.engine.check import check
from suitability.engine.report import Report
from suitability.errors import SuitabilityError
from suitability.model.door import read_record
from suitability.readers.files import Unreadable, read_files
from suitability.rules.pack import SEVERITIES

SCHEMA = "suitability.check/1"


def run(arguments: argparse.Namespace) -> int:
    """Check every record of the files and print what was found."""
    rules = loaded(arguments)
    as_of = arguments.as_of or today()
    records, errors = read_files(_open(arguments.files))
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
            checked.append((record.place, check(reading.subject, rules, as_of=as_of)))
            ignored += len(reading.ignored)
        except SuitabilityError as error:
            errors.append(Unreadable(record.place, str(error)))
    if arguments.format == "json":
        _print_json(checked, errors, ignored, facts=arguments.facts)
    else:
        _print_text(checked, errors, ignored, arguments)
    if errors:
        return 2
    return int(any(_fails(report, arguments) for _, report in checked))


def _open(names: Sequence[str]) -> Iterator[tuple[str, BinaryIO]]:
    for name in names:
        if name == "-":
            yield "<stdin>", sys.stdin.buffer
            continue
        try:
            content = Path(name).read_bytes()
        except OSError as error:
            yield name, _Broken(error)
        else:
            yield name, io.BytesIO(content)


class _Broken(io.BytesIO):
    """A stream that cannot be read, so that the reader says so at its place and goes on."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def read(self, size: int | None = -1, /) -> bytes:
        raise self.error


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
    print(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _print_text(
    checked: Sequence[tuple[str, Report]], errors: Sequence[Unreadable], ignored: int, arguments: argparse.Namespace
) -> None:
    from suitability.reports.text import Checked, render

    for line in render([Checked(place, report) for place, report in checked], arguments.lang, facts=arguments.facts):
        print(line)
    if ignored:
        print(f"{ignored} unknown keys ignored; --strict refuses them", file=sys.stderr)
    for error in errors:
        for message in error.message.split("\n"):
            print(f"{error.place}: {message}", file=sys.stderr)
