"""Files of receipts, and the key that seals them."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from suitability.engine.receipt import demand_key, receipt
from suitability.engine.report import Report
from suitability.errors import SuitabilityError
from suitability.readers.files import Unreadable


def read_key(name: str) -> bytes:
    """Read a key from its file; a line break at its end is none of it."""
    try:
        key = Path(name).read_bytes().rstrip(b"\r\n")
    except OSError as error:
        raise SuitabilityError(f"{name}: cannot be read: {error.strerror}") from None
    demand_key(key)
    return key


def demand_new(name: str) -> None:
    """Raise SuitabilityError where a file is there already: what was written as evidence is not written over."""
    if Path(name).exists():
        raise SuitabilityError(f"{name} is there already; name a new file")


def write_receipts(name: str, checked: Iterable[tuple[str, Report]], key: bytes | None) -> list[Unreadable]:
    """Write a receipt a line; give those that could not be written, by the place of the record."""
    lines = []
    errors = []
    for place, report in checked:
        try:
            lines.append(receipt(report, key) + "\n")
        except SuitabilityError as error:
            errors.append(Unreadable(place, str(error)))
    try:
        write_whole(name, "".join(lines))
    except OSError as error:
        errors.append(Unreadable(name, f"cannot be written: {error.strerror}"))
    return errors


def write_asked(name: str | None, text: str) -> None:
    """Write what a command made to the file it was given, or to the standard output.

    Raises SuitabilityError where the file cannot be written.
    """
    if name is None:
        sys.stdout.write(text)
        return
    try:
        write_whole(name, text)
    except OSError as error:
        raise SuitabilityError(f"{name}: cannot be written: {error.strerror}") from None


def write_whole(name: str, text: str) -> None:
    """Write a file at once, so that nobody ever finds half of it. Raises OSError where it cannot be written."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=Path(name).parent, delete=False) as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(name)
        except OSError:
            Path(file.name).unlink()
            raise
