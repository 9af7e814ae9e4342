"""``suitability replay``: check again what receipts say was checked.

Exit codes: 0 every receipt is the same or was corrected by us, 1 one is different, 2 one could not be replayed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from suitability.cli.packs import loaded
from suitability.cli.receipts import read_key
from suitability.cli.records import opened
from suitability.engine.receipt import Receipt, read_receipt
from suitability.engine.replay import replay
from suitability.engine.ruleset import RuleSet
from suitability.engine.written import canonical
from suitability.errors import PackError, SuitabilityError
from suitability.messages.speak import speaker
from suitability.model.door import read_record
from suitability.model.subject import SUBJECTS
from suitability.packs.bundle import restore
from suitability.readers.files import Record, Unreadable, read_files
from suitability.reports.replay import Replayed, render
from suitability.rules.pack import demand_day

SCHEMA = "suitability.replay/1"


def run(arguments: argparse.Namespace) -> int:
    """Replay every receipt of a file on its record and print what became of it."""
    key = read_key(arguments.key_file) if arguments.key_file else None
    packs = _packs(arguments)
    errors: list[Unreadable] = []
    receipts = list(_receipts(arguments.receipts, errors))
    records, unreadable = read_files(opened(arguments.records))
    errors += unreadable
    replayed: list[Replayed] = []
    used: set[str] = set()
    for place, text, kept in receipts:
        try:
            record = _record_of(kept, records)
            used.add(record.place)
            rules = _rules_of(kept, packs)
            subject = read_record(
                record.subject, record.values, scales=rules.scales, offset=rules.circumstances.offset
            ).subject
            replayed.append(Replayed(place, record.place, rules, replay(text, subject, rules, key)))
        except SuitabilityError as error:
            errors.append(Unreadable(place, str(error)))
    alone = [record.place for record in records if record.place not in used]
    if arguments.format == "json":
        print(canonical(_data(replayed, errors, alone)))
    else:
        _print_text(replayed, errors, alone, arguments.lang)
    if errors:
        return 2
    return int(any(one.replay.verdict == "different" for one in replayed))


def _packs(arguments: argparse.Namespace) -> list[RuleSet]:
    if not arguments.bundle:
        return [loaded(arguments)]
    if arguments.pack:
        raise SuitabilityError("a bundle holds its packs: name either --bundle or --pack")
    return [_bundle(name) for name in arguments.bundle]


def _bundle(name: str) -> RuleSet:
    try:
        return restore(Path(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SuitabilityError(f"{name}: cannot be read: {getattr(error, 'strerror', 'not UTF-8')}") from None
    except PackError as error:
        raise PackError(f"{name}: {error}") from None


def _rules_of(kept: Receipt, packs: Sequence[RuleSet]) -> RuleSet:
    """Give the packs that hold the law of the receipt's day; where none does, the last, which says so."""
    for rules in packs:
        try:
            demand_day(rules.packs, kept.on)
        except PackError:
            continue
        return rules
    return packs[-1]


def _receipts(name: str, errors: list[Unreadable]) -> Iterator[tuple[str, str, Receipt]]:
    """Give the receipts of a file, one a line, each with its place."""
    ((shown, stream),) = opened([name])
    try:
        text = stream.read().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        errors.append(Unreadable(shown, f"cannot be read: {getattr(error, 'strerror', 'not UTF-8')}"))
        return
    if not text.strip():
        errors.append(Unreadable(shown, "the file is empty"))
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            place = f"{shown}:{number}"
            try:
                yield place, line, read_receipt(line)
            except SuitabilityError as error:
                errors.append(Unreadable(place, str(error)))


def _record_of(kept: Receipt, records: Sequence[Record]) -> Record:
    """Give the record of a receipt's subject; of several with its key the one of its day and stage."""
    own = SUBJECTS[kept.subject].own
    found = [record for record in records if record.subject == kept.subject and _own(record, own, "key") == kept.key]
    if len(found) > 1:
        event = (kept.on.isoformat(), kept.stage)
        found = [record for record in found if (_own(record, own, "on"), _own(record, own, "stage")) == event] or found
    named = f"the {kept.subject} {kept.key}" if kept.key is not None else f"a {kept.subject} without a key"
    if not found:
        raise SuitabilityError(f"there is no record of {named}")
    if len(found) > 1:
        raise SuitabilityError(f"there are {len(found)} records of {named}: {', '.join(one.place for one in found)}")
    return found[0]


def _own(record: Record, own: str, name: str) -> Any:
    part = record.values.get(own)
    return part.get(name) if isinstance(part, dict) else None


def _data(replayed: Sequence[Replayed], errors: Sequence[Unreadable], alone: Sequence[str]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "replays": [
            {
                "place": one.place,
                "record": one.record,
                "subject": one.replay.receipt.subject,
                "key": one.replay.receipt.key,
                "on": one.replay.receipt.on.isoformat(),
                "as_of": one.replay.receipt.as_of.isoformat(),
                "verdict": one.replay.verdict,
                "facts": one.replay.facts,
                "differences": [_difference(difference) for difference in one.replay.differences],
                "added": [attrs.asdict(added) for added in one.replay.added],
            }
            for one in replayed
        ],
        "without_receipt": list(alone),
        "errors": [{"place": error.place, "message": error.message} for error in errors],
    }


def _difference(one: Any) -> dict[str, Any]:
    explained = one.explained and {"release": one.explained.release, "says": one.explained.says}
    return {**attrs.asdict(one, recurse=False), "explained": explained}


def _print_text(replayed: Sequence[Replayed], errors: Sequence[Unreadable], alone: Sequence[str], locale: str) -> None:
    for line in render(replayed, locale):
        print(line)
    speak = speaker(locale)
    for place in alone:
        print(f"{place}: {speak.phrase('without_receipt')}", file=sys.stderr)
    for error in errors:
        print(f"{error.place}: {error.message}", file=sys.stderr)
