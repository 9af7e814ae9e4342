"""``suitability copy``: what text and Markdown may not say, and what they must."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from suitability.cli.main import today
from suitability.readers.copy import Passage, Unread, read_copy

if TYPE_CHECKING:
    from suitability.reports.diagnostic import Judged

SCHEMA = "suitability.copy/1"


def run(arguments: argparse.Namespace) -> int:
    """Judge every file and print what was found."""
    passed = _first_look(arguments)
    bench: _Bench | None = None
    files: dict[str, list[Judged]] = {}
    errors: list[Unread] = []
    paths = dict.fromkeys(arguments.paths)
    pasted = sys.stdin.buffer if "-" in paths else io.BytesIO()
    for found in read_copy(paths, pasted, whole=arguments.disclosures):
        if isinstance(found, Unread):
            errors.append(found)
            continue
        judged = files.setdefault(found.name, [])
        if not passed(found.text):
            bench = bench or _Bench(arguments)
            judged.append(bench.judge(found))
    for error in errors:
        files.pop(error.name, None)
    if bench is None and arguments.format == "text":
        _print_clean(len(files), arguments.lang)
    else:
        bench = bench or _Bench(arguments)
        bench.print(files, errors)
    for error in errors if arguments.format == "text" else ():
        print(f"{error.name}: {error.message}", file=sys.stderr)
    if errors:
        return 2
    return int(bench is not None and bench.fails(files))


def _first_look(arguments: argparse.Namespace) -> Callable[[str], bool]:
    """Give what says of a text that it needs no rules: most files of a commit hold nothing that one looks for."""
    if arguments.pack or arguments.disclosures or arguments.explain or arguments.decisions or _told(arguments):
        return lambda text: False
    from suitability.packs.quick import quick

    found = quick()
    return (lambda text: False) if found is None else found.clean


def _told(arguments: argparse.Namespace) -> dict[str, Any]:
    told = {name: getattr(arguments, name) for name in ("channel", "family", "genre")}
    return {name: None if value == "none" else value for name, value in told.items() if value is not None}


def _print_clean(files: int, locale: str) -> None:
    from suitability.messages.labels import phrase

    if files:
        print(phrase("copy_checked", locale, files=str(files), clean=str(files)))


class _Bench:
    """The whole library: loaded when something is to be judged, since a clean file needs none of it."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        from suitability.cli.packs import loaded
        from suitability.engine.waive import Decisions
        from suitability.readers.decisions import decisions

        self.arguments = arguments
        self.on: dt.date = arguments.on or today()
        self.rules = loaded(arguments)
        self.decisions = decisions(arguments.decisions, self.rules) if arguments.decisions else Decisions()
        self.wordings = {rule.id: rule.wording for rule in self.rules.rules if rule.wording is not None}

    def judge(self, passage: Passage) -> Judged:
        from suitability.engine.scan import scan
        from suitability.engine.waive import settle
        from suitability.reports.diagnostic import Judged

        arguments = self.arguments
        found = scan(passage.text, self.rules, on=self.on, disclosures=arguments.disclosures, **_told(arguments))
        decided = settle(found.findings, passage.name, self.on, self.decisions.waivers, self.decisions.rulings)
        return Judged(passage.name, passage.text, found, decided, passage.line, passage.start)

    def fails(self, files: dict[str, list[Judged]]) -> bool:
        """Say whether a finding makes the command fail."""
        from suitability.rules.pack import SEVERITIES

        least = SEVERITIES.index(self.arguments.fail_on)
        return any(
            SEVERITIES.index(finding.severity) >= least if finding.outcome == "violation" else self.arguments.strict
            for finding in _findings(files)
        )

    def print(self, files: dict[str, list[Judged]], errors: Sequence[Unread]) -> None:
        if self.arguments.format == "json":
            self._print_json(files, errors)
            return
        from suitability.messages.render import pack_labels
        from suitability.messages.speak import speaker
        from suitability.reports.diagnostic import Diagnostics

        speak = speaker(self.arguments.lang, pack_labels(self.rules))
        shown = Diagnostics(speak, self.wordings, explain=self.arguments.explain)
        for judged in files.values():
            for one in judged:
                for line in shown.lines(one):
                    print(line)
        clean = sum(not any(one.findings for one in judged) for judged in files.values())
        print(speak.phrase("copy_checked", files=str(len(files)), clean=str(clean)))
        counts: Counter[str] = Counter()
        for finding in _findings(files):
            places = len(finding.marks) or 1
            counts[finding.outcome] += places
            counts["block"] += places * (finding.outcome == "violation" and finding.severity == "block")
        if counts:
            keys = {"violations": "violation", "block": "block", "evidence": "evidence_required", "unknown": "unknown"}
            print(speak.phrase("copy_found", **{key: str(counts[name]) for key, name in keys.items()}))

    def _print_json(self, files: dict[str, list[Judged]], errors: Sequence[Unread]) -> None:
        from suitability.engine.written import canonical
        from suitability.reports.diagnostic import plain

        facts = self.arguments.facts
        said = [
            {"file": name, "marks": [mark for one in judged for mark in plain(one, self.wordings, facts=facts)]}
            for name, judged in files.items()
        ]
        failed = [{"file": error.name, "message": error.message} for error in errors]
        print(canonical({"schema": SCHEMA, "on": self.on, "files": said, "errors": failed}))


def _findings(files: dict[str, list[Judged]]) -> Iterator[Any]:
    return (finding for judged in files.values() for one in judged for finding in one.findings)
