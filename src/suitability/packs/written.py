"""Rules, and what rules over text name, as the files of a bundle hold them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from suitability.rules import pack as parts
from suitability.rules import texts
from suitability.rules.pack import in_force
from suitability.rules.texts import METADATA

KIND_OF = {path: kind for kind, path in METADATA.items()}
_GROUND_KEYS = {METADATA["family"]: "families", METADATA["channel"]: "channels", METADATA["genre"]: "genres"}


def expression_rule(rule: parts.Rule, version: parts.Version) -> dict[str, Any]:
    """Give a rule that is an expression, as it stands in one version."""
    said = {"when": version.when_text, "require": version.require_text, "cites": cites(version.cites)}
    return {**_head(rule), "version": [{**dated(version), **said}]}


def text_rule(rule: parts.Rule, wording: texts.Wording, version: parts.Version) -> dict[str, Any]:
    """Give a rule over text, as it stands in one version."""
    beside = wording.disclosure
    said = {
        "form": wording.form,
        "category": wording.category,
        "reads": next(name for name, path in texts.READS.items() if path == wording.reads),
        "unless": list(wording.unless),
        "except": list(wording.excepts),
        "asks": [KIND_OF[path] for path in wording.asks],
        "find": [
            {"origin": one.origin, "note": one.note, "phrases": list(one.phrases), "rewrite": one.rewrite}
            for one in wording.finds
        ],
        # The version begins where the last of what holds on the day began, or something else ended.
        "ground": [{**_ground(one), "from": max(one.first, version.first)} for one in version.grounds],
    }
    if beside is None:
        return {**_head(rule), **said, "evidence": wording.evidence}
    accepts = [
        {**dated(one), "part": one.part or None, "note": one.note, "phrases": list(one.phrases)}
        for one in beside.accepts
        if in_force([one], version.first)
    ]
    return {
        **_head(rule),
        **said,
        "where": beside.where,
        "within": beside.within,
        "order": beside.order,
        "accept": accepts,
    }


def _head(rule: parts.Rule) -> dict[str, Any]:
    return {
        "title": rule.title,
        "subject": rule.subject,
        "force": rule.force,
        "severity": rule.severity,
        "stage": rule.stage,
        "message": rule.message.text,
        "remedy": rule.remedy.text,
        "monotone": rule.monotone,
        "reviewed": {"on": rule.reviewed_on, "by": rule.reviewed_by},
        "correction": corrections(rule.corrections),
    }


def _ground(ground: texts.Ground) -> dict[str, Any]:
    asked = {_GROUND_KEYS[one.path]: list(one.names) for one in ground.conditions}
    return {**dated(ground), **asked, "cites": cites(ground.cites)}


def group(group: texts.Group) -> dict[str, Any]:
    """Give a group of values."""
    return {"label": dict(group.label), "values": list(group.values)}


def words(found: texts.WordClass) -> dict[str, Any]:
    """Give a word class."""
    words = [{"origin": one.origin, "note": one.note, "list": list(one.list)} for one in found.words]
    return {"label": dict(found.label), "words": words}


def phrases(wording: texts.Wording) -> list[str]:
    """Give every phrase of a rule over text."""
    return [*wording.phrases, *wording.excepts, *(phrase for one in wording.accepts for phrase in one.phrases)]


def dated(one: Any) -> dict[str, Any]:
    """Give from when to when something holds."""
    return {
        "from": None if one.first == dt.date.min else one.first,
        "until": None if one.last == dt.date.max else one.last,
    }


def cites(cites: Iterable[parts.Cite]) -> list[dict[str, Any]]:
    """Give citations."""
    return [{"source": cite.source.id, "at": cite.at, "verified": cite.verified} for cite in cites]


def corrections(corrections: Iterable[parts.Correction]) -> list[dict[str, Any]]:
    """Give the corrections of a part of a pack."""
    return [{"release": one.release, "says": one.says, "from": one.first, "until": one.last} for one in corrections]
