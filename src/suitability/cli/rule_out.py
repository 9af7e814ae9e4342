"""``suitability rule-out``: write compliance's word that a finding is mistaken into the file of rulings."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suitability.cli.living import RULINGS, configured
from suitability.cli.main import today
from suitability.cli.packs import loaded
from suitability.cli.receipts import write_asked
from suitability.engine.waive import Ruling
from suitability.errors import SuitabilityError
from suitability.messages.labels import phrase
from suitability.readers.decisions import decisions

if TYPE_CHECKING:
    from suitability.readers.settings import Settings

# How much of a fingerprint must be given.
LEAST, WHOLE = 8, 32
_SCHEMAS = ("suitability.gate/1", "suitability.check/1")


def run(arguments: argparse.Namespace) -> int:
    """Find the finding and write the ruling; a file that is wrong, or would be, stays as it is."""
    found = configured(arguments)
    on, now = arguments.on or today(), today()
    if on > now:
        raise SuitabilityError(f"--on {on}: a ruling is of today or before")
    by, reason = _said("--by", arguments.by), _said("--because", arguments.because)
    arguments.on = on
    report = _report(arguments.paths)
    known = dict(_run(arguments, found) if report is None else _reported(report, arguments.paths[0]))
    fingerprint = _one(arguments.fingerprint, known)
    rule, key = known[fingerprint]
    file = Path(arguments.output or _file(arguments, found))
    _write(file, Ruling(rule, key, fingerprint, on, by, reason), arguments)
    print(phrase("ruled_out", arguments.lang, rule=rule, place=key, file=str(file)))
    return 0


def _said(option: str, text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise SuitabilityError(f"{option} says nothing")
    return said


def _run(arguments: argparse.Namespace, found: Settings) -> Iterator[tuple[str, tuple[str, str]]]:
    from suitability.cli.copy import run_of

    for item in run_of(arguments).items:
        yield item.finding.fingerprint, (item.finding.rule, found.name(item.spot.file))


def _report(paths: list[str]) -> dict[str, Any] | None:
    """Give the one file that is named, if it is a report of ours."""
    file = Path(paths[0])
    if len(paths) > 1 or file.suffix != ".json":
        return None
    try:
        data = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and data.get("schema") in _SCHEMAS else None


def _reported(data: dict[str, Any], name: str) -> Iterator[tuple[str, tuple[str, str]]]:
    try:
        yield from _of_gate(data) if data["schema"] == _SCHEMAS[0] else _of_check(data)
    except (KeyError, TypeError):
        raise SuitabilityError(f"{name}: holds no fingerprints: write the report with --facts") from None


def _of_gate(data: Any) -> Iterator[tuple[str, tuple[str, str]]]:
    for item in data["items"]:
        yield item["fingerprint"], (item["rule"], item["key"])


def _of_check(data: Any) -> Iterator[tuple[str, tuple[str, str]]]:
    for one in data["reports"]:
        for finding in one["report"]["findings"]:
            yield finding["fingerprint"], (finding["rule"], one["report"]["key"])


def _one(given: str, known: dict[str, tuple[str, str]]) -> str:
    asked = given.lower()
    if not re.fullmatch(rf"[0-9a-f]{{{LEAST},{WHOLE}}}", asked):
        raise SuitabilityError(f"{given!r} is no fingerprint: {WHOLE} hexadecimal digits, or the first {LEAST} or more")
    fitting = [fingerprint for fingerprint in known if fingerprint.startswith(asked)]
    if not fitting:
        raise SuitabilityError(f"no finding has the fingerprint {given}; {len(known)} were looked at")
    if len(fitting) > 1:
        raise SuitabilityError(f"{given} is the beginning of several fingerprints: {', '.join(sorted(fitting))}")
    return fitting[0]


def _file(arguments: argparse.Namespace, found: Settings) -> str:
    """Give the file that rulings are added to: of those that are read the one so named, else the last."""
    named: list[str] = arguments.decisions
    return next((name for name in named if "ruling" in Path(name).name), named[-1] if named else found.opened(RULINGS))


def _write(file: Path, ruling: Ruling, arguments: argparse.Namespace) -> None:
    """Add a ruling to a file, and leave all else of it as it is."""
    read = dict.fromkeys([*map(Path, arguments.decisions), *([file] if file.exists() else [])])
    decided = decisions(read, loaded(arguments))
    for one in decided.rulings:
        if one.fingerprint == ruling.fingerprint:
            place = decided.spots[one]
            raise SuitabilityError(f"{place}: {one.by} ruled on this finding already, on {one.on}")
    before = file.read_bytes().decode() if file.exists() else ""
    text = before + ("\n" if before and not before.endswith("\n") else "") + ("\n" if before.strip() else "")
    text += _block(ruling)
    _demand_readable(file, text)
    write_asked(str(file), text.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in before else text)


def _block(ruling: Ruling) -> str:
    fields: dict[str, str | dt.date] = {
        "rule": ruling.rule,
        "key": ruling.key,
        "fingerprint": ruling.fingerprint,
        "on": ruling.on,
        "by": ruling.by,
        "reason": ruling.reason,
    }
    width = max(map(len, fields))
    lines = [
        f"{name:{width}} = {value if isinstance(value, dt.date) else _quoted(value)}" for name, value in fields.items()
    ]
    return "\n".join(["[[ruling]]", *lines, ""])


def _quoted(text: str) -> str:
    # What JSON leaves as it is and TOML does not.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _demand_readable(file: Path, text: str) -> None:
    import tomllib

    try:
        tomllib.loads(text.removeprefix("\ufeff"))
        text.encode()
    except (tomllib.TOMLDecodeError, UnicodeEncodeError) as error:
        raise SuitabilityError(f"{file}: a [[ruling]] cannot be added at its end: {error}") from None
