"""The report of a gate as SARIF 2.1.0, for code scanning and the editors that read it.

A violation is of kind `fail`. What cannot be told is `open`, what needs evidence `review`, what is unlawful from a
later day `informational`; the standard gives these the level `none`. What was decided of a finding suppresses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from suitability.engine.written import canonical
from suitability.messages.render import sentence
from suitability.messages.speak import Speaker
from suitability.release import VERSION
from suitability.reports.gate import Item, Run
from suitability.reports.gate_words import articles, decision, identities, mended, posix, printable, said, titled
from suitability.spot import Remark, Spot, Unread

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# The name of the way in which places are known again; another way has another number.
KNOWN_BY = "suitability/v1"
_KINDS = {"violation": "fail", "unknown": "open", "evidence_required": "review"}
_LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "zh-Hant-HK": "zh-HK", "en": "en"}


def sarif(run: Run, speak: Speaker, *, facts: bool) -> str:
    """Give the report as one SARIF log of one run; the words of a text and its rewrites with `facts` only."""
    rules: dict[str, list[Item]] = {}
    for item in run.items:
        rules.setdefault(item.finding.rule, []).append(item)
    numbers = {rule: number for number, rule in enumerate(rules)}
    known = identities(run.items)
    baseline = any(item.state == "accepted" for item in run.items)
    results = [
        _result(item, numbers[item.finding.rule], identity, speak, facts, baseline)
        for item, identity in zip(run.items, known, strict=True)
    ]
    driver = {
        "name": "suitability",
        "version": VERSION,
        "semanticVersion": VERSION,
        "rules": [_rule(items, speak) for items in rules.values()],
    }
    invocation = {
        "executionSuccessful": not run.unread and not run.mistakes,
        "toolExecutionNotifications": [
            *_notifications(run.unread, "error"), *_notifications(run.remarks, "note"),
        ],
        "toolConfigurationNotifications": _notifications(run.mistakes, "error"),
    }  # fmt: skip
    made = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"suitability/{run.gate}/"},
        "language": _LANGUAGES.get(speak.locale, "en"),
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "artifacts": [{"location": _file(file), "roles": ["analysisTarget"]} for file in run.files],
        "results": results,
        "properties": {"gate": run.gate, "on": run.on, "cleared": run.cleared},
    }
    return printable(canonical({"$schema": SCHEMA, "version": "2.1.0", "runs": [made]})) + "\n"


def _rule(items: Sequence[Item], speak: Speaker) -> dict[str, Any]:
    one = items[0].finding
    named = articles(one, speak)
    title = sentence(one.title, speak.locale)
    law = speak.phrase("colon").join((speak.phrase("article"), speak.phrase("comma").join(named)))
    remedy = mended(one, speak, facts=False)
    loudest = min((item.level for item in items), key=("error", "warning", "note").index)
    return {
        "id": one.rule,
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"{titled(one, speak)}\n{law}"},
        "help": {"text": "\n".join(filter(None, (title, law, remedy)))},
        "defaultConfiguration": {"level": loudest},
        "properties": {
            "articles": named,
            "force": one.force,
            "verified": one.verified,
            "tags": ["compliance", one.force],
        },
    }


def _result(item: Item, number: int, identity: str, speak: Speaker, facts: bool, baseline: bool) -> dict[str, Any]:
    one = item.finding
    kind = "informational" if item.state == "coming" else _KINDS[one.outcome]
    text = said(one, speak, facts=facts)
    if item.state == "coming":
        text = f"{decision(item, speak)}{speak.phrase('colon')}{text}"
    more: dict[str, Any] = {"key": item.key, "state": item.state, "severity": one.severity}
    if one.missing:
        more["missing"] = list(one.missing)
    if facts:
        more |= {"fingerprint": one.fingerprint, "content": item.content}
        more |= {"words": one.marks[0].words, "rewrite": one.marks[0].rewrite} if one.marks else {}
    made = {
        "ruleId": one.rule,
        "ruleIndex": number,
        "kind": kind,
        "level": item.level if kind == "fail" else "none",
        "message": {"text": "\n".join(filter(None, (text, mended(one, speak, facts=facts))))},
        "locations": [_location(item.spot)],
        "partialFingerprints": {KNOWN_BY: identity},
        "suppressions": _suppressions(item, speak),
        "properties": more,
    }
    return {**made, "baselineState": "unchanged" if item.state == "accepted" else "new"} if baseline else made


def _suppressions(item: Item, speak: Speaker) -> list[dict[str, Any]]:
    """Say who has decided what; an empty list says that nobody has."""
    if item.by is None:
        return []
    here = item.written is not None and item.written.file == item.spot.file
    made: dict[str, Any] = {
        "kind": "inSource" if here else "external",
        "status": "accepted",
        "justification": speak.phrase("colon").join(filter(None, (decision(item, speak), item.by.reason))),
    }
    return [made if item.written is None else {**made, "location": _location(item.written)}]


def _location(spot: Spot) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _file(spot.file)}
    region = {
        "startLine": spot.line,
        "startColumn": spot.column,
        "endLine": spot.end_line,
        "endColumn": spot.end_column,
    }
    if spot.line is not None:
        place["region"] = {name: value for name, value in region.items() if value is not None}
    made: dict[str, Any] = {"physicalLocation": place}
    return {**made, "logicalLocations": [{"fullyQualifiedName": spot.name}]} if spot.name else made


@lru_cache(maxsize=4096)
def _file(file: str) -> dict[str, str]:
    path = posix(file)
    if PurePath(file).is_absolute():
        return {"uri": f"file://{'' if path[:1] == '/' else '/'}{_quoted(path)}"}
    return {"uri": _quoted(path), "uriBaseId": "%SRCROOT%"}


def _quoted(path: str) -> str:
    return quote(path, errors="surrogatepass")


def _notifications(told: Iterable[Unread | Remark], level: str) -> list[dict[str, Any]]:
    return [{"level": level, "message": {"text": one.message}, "locations": [_location(one.spot)]} for one in told]
