"""The report of a gate as code quality of GitLab, which shows in a merge request what is new and what is gone."""

from __future__ import annotations

from collections import Counter
from typing import Any

from suitability.engine.written import canonical
from suitability.messages.speak import Speaker
from suitability.reports.gate import Item, Run
from suitability.reports.gate_words import decision, identities, identity, mended, posix, printable, said
from suitability.spot import Spot, Unread

_SEVERITIES = {"error": "blocker", "warning": "major", "note": "minor"}


def gitlab(run: Run, speak: Speaker, *, facts: bool) -> str:
    """Give the report as a JSON list; what was decided on, and what is unlawful from a later day, is information."""
    known = identities(run.items)
    found = [_finding(item, identity, speak, facts) for item, identity in zip(run.items, known, strict=True)]
    met: Counter[str] = Counter()
    for kind, given in (("unread", run.unread), ("mistake", run.mistakes)):
        found += [_trouble(kind, told, met) for told in given]
    return printable(canonical(found)) + "\n"


def _finding(item: Item, identity: str, speak: Speaker, facts: bool) -> dict[str, Any]:
    one = item.finding
    words = (decision(item, speak), said(one, speak, facts=facts), mended(one, speak, facts=facts))
    severity = _SEVERITIES[item.level] if item.state == "open" else "info"
    key = f" ({item.key})" if item.key != item.spot.file else ""
    return _issue(" ".join(filter(None, words)) + key, one.rule, severity, identity, item.spot)


def _trouble(kind: str, told: Unread, met: Counter[str]) -> dict[str, Any]:
    known = identity([kind, posix(told.spot.file), told.spot.name, told.message], met)
    return _issue(told.message, kind, "critical", known, told.spot)


def _issue(description: str, check: str, severity: str, fingerprint: str, spot: Spot) -> dict[str, Any]:
    first = spot.line or 1
    return {
        "description": f"{description} [{spot.name}]" if spot.name else description,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": posix(spot.file), "lines": {"begin": first, "end": max(first, spot.end_line or first)}},
    }
