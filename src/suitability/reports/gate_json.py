"""The report of a gate as data of the schema `suitability.gate/1`: every finding, whatever was decided of it."""

from __future__ import annotations

from typing import Any

import attrs

from suitability.engine.waive import Ruling, Waiver
from suitability.engine.written import canonical, cited, plain
from suitability.messages.speak import Speaker
from suitability.reports.gate import Accepted, Item, Matrix, Run, Touched
from suitability.reports.gate_words import identities, mended, printable, said
from suitability.rules.texts import READS
from suitability.spot import Remark, Spot, Unread

SCHEMA = "suitability.gate/1"
_KINDS = {Waiver: "waiver", Ruling: "ruling", Accepted: "accepted"}


def json(run: Run, speak: Speaker, *, facts: bool) -> str:
    """Give the report as canonical JSON, messages in the language of `speak`.

    Words of a text, rewrites, values of facts, fingerprints, levels of products, keys of customers and names of
    approvers are there with `facts` only.
    """
    known = zip(run.items, identities(run.items), strict=True)
    written = {
        "schema": SCHEMA,
        "gate": run.gate,
        "on": run.on,
        "cleared": run.cleared,
        "files": list(run.files),
        "subjects": run.subjects,
        "items": [_item(item, identity, speak, facts) for item, identity in known],
        "unread": list(map(_told, run.unread)),
        "mistakes": list(map(_told, run.mistakes)),
        "remarks": list(map(_told, run.remarks)),
        "changes": [_change(change, facts) for change in run.changes],
        "matrix": None if run.matrix is None else _matrix(run.matrix),
    }
    return printable(canonical(written)) + "\n"


def _item(item: Item, identity: str, speak: Speaker, facts: bool) -> dict[str, Any]:
    one = item.finding
    mark = one.marks[0] if one.marks else None
    told: dict[str, Any] = {
        "id": identity,
        "rule": one.rule,
        "version": one.version,
        "outcome": one.outcome,
        "severity": one.severity,
        "level": item.level,
        "force": one.force,
        "title": one.title,
        "message": said(one, speak, facts=facts),
        "remedy": mended(one, speak, facts=facts),
        "verified": one.verified,
        "cites": [cited(cite) for cite in one.cites],
        "key": item.key,
        "others": list(item.others),
        "spot": _spot(item.spot),
        "state": item.state,
        "since": item.since,
        "by": None if item.by is None else _decision(item.by, facts),
        "written": None if item.written is None else _spot(item.written),
        "missing": list(one.missing),
        "facts": [fact.path for fact in one.facts],
        "category": None if mark is None else mark.category,
        "evasions": [] if mark is None else list(mark.evasions),
        "only_if": [] if mark is None else [{path: list(values) for path, values in case} for case in mark.only_if],
    }
    if facts:
        # The text itself is in its file, and as long as that.
        read = {fact.path: plain(fact.value) for fact in one.facts if fact.path not in READS.values()}
        words = {"words": None, "rewrite": None} if mark is None else {"words": mark.words, "rewrite": mark.rewrite}
        told |= {"facts": read, **words, "fingerprint": one.fingerprint, "content": item.content}
    return told


def _decision(by: Waiver | Ruling | Accepted, facts: bool) -> dict[str, Any]:
    hidden = () if facts else ("fingerprint", "content")
    said = {name: value for name, value in attrs.asdict(by).items() if name not in hidden}
    return {"kind": _KINDS[type(by)], **said}


def _spot(spot: Spot) -> dict[str, Any]:
    return attrs.asdict(spot)


def _told(one: Unread | Remark) -> dict[str, Any]:
    return {"spot": _spot(one.spot), "message": one.message}


def _change(change: Touched, facts: bool) -> dict[str, Any]:
    keys = change.newly_unsuitable
    told: dict[str, Any] = {
        "key": change.key,
        "kind": change.kind,
        "spot": _spot(change.spot),
        "turn": change.turn,
        "holders": change.holders,
        "pending_sales": change.pending_sales,
        "newly_unsuitable": None if keys is None else len(keys),
    }
    if facts:
        approvers = None if change.approvers is None else list(change.approvers)
        customers = None if keys is None else list(keys)
        levels = {"name": change.name, "before": change.before, "after": change.after}
        told |= {**levels, "customers": customers, "approvers": approvers}
    return told


def _matrix(counted: Matrix) -> dict[str, Any]:
    levels = counted.levels
    counts = [
        {"row": row, "column": column, "count": counted.counts[row, column]}
        for row in levels
        for column in levels
        if (row, column) in counted.counts
    ]
    return {"what": counted.what, "levels": list(levels), "counts": counts}
