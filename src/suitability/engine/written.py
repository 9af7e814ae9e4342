"""Facts and findings as plain data, and plain data as JSON: one way to write each."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from suitability.rules.pack import Cite

_HEX = 32


def plain(value: Any) -> Any:
    """Give a fact as JSON holds it, an amount with the digits it was told with."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def cited(cite: Cite) -> dict[str, Any]:
    """Give a citation as JSON holds it: the instrument, the place in it, since when, of what rank, when last read."""
    source = cite.source
    return {
        "source": source.id,
        "title": source.title,
        "number": source.number,
        "at": cite.at,
        "rank": source.rank,
        "from": plain(source.first),
        "penalty": source.penalty,
        "read_on": plain(source.read_on),
        "verified": cite.verified,
    }


def canonical(said: Any) -> str:
    """Write plain data as JSON in the one way in which equal data is equal text, amounts without idle zeros."""
    return _ENCODER.encode(said)


def digest(said: Any) -> str:
    """Give the digest of plain data: half of SHA-256, since nobody must find two texts with one digest."""
    import hashlib  # costs a cleared check more than its rules do

    # Halves of surrogate pairs come from JSON and from names of files.
    return hashlib.sha256(canonical(said).encode("utf-8", "surrogatepass")).hexdigest()[:_HEX]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        # Not `normalize`, which rounds what is longer than the digits of the context.
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no plain data")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
