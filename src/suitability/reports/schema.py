"""The JSON Schemas of what the library writes: reports, receipts, and the reports of gates."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from suitability.engine import receipt
from suitability.engine.digest import KINDS
from suitability.engine.finding import OUTCOMES
from suitability.engine.report import SCHEMA
from suitability.engine.waive import Lapsed
from suitability.model.subject import STAGES, SUBJECTS
from suitability.reports import gate, gate_json
from suitability.rules.pack import SEVERITIES, Rank

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_FLAG = {"type": "boolean"}
_COUNT = {"type": "integer", "minimum": 0}
_DAY = {"type": "string", "format": "date"}
_DIGEST = {"type": "string", "pattern": "^[0-9a-f]+$"}
_FINGERPRINT = {"type": "string", "description": "What a ruling names; written with the values of facts only."}
_RELEASE = {"type": "string", "pattern": r"^[0-9]+\.[0-9]+\.[0-9]+$"}
_KEY = {"type": ["string", "null"], "description": "The caller's key of the subject; null: it was not told."}
_STAGE = {"enum": [*STAGES, None], "description": "null: a subject without stages."}
_PATH = {"type": "string", "description": "A path of the record: customer.assessments[0].level."}
# Whoever knows the few values a fact can have finds it from a fingerprint, so a report without values has none; nor has
# it the words of a text.
_WITH_FACTS = ("fingerprint", "content", "words", "rewrite")
# Of a change of a catalog neither its product's name and levels nor who is touched by name.
_CHANGE_WITH_FACTS = ("name", "before", "after", "customers", "approvers")
_SPOT = {"$ref": "#/$defs/spot"}
_CITE = {
    "source": _TEXT,
    "title": _TEXT,
    "number": _TEXT,
    "at": _TEXT,
    "rank": {"enum": list(get_args(Rank))},
    "from": {"type": ["string", "null"], "format": "date", "description": "The first day the source is in force."},
    "penalty": _TEXT,
    "read_on": {"type": ["string", "null"], "format": "date", "description": "The day the source was last read."},
    "verified": _FLAG,
}
_VALUE = {"type": ["string", "integer", "boolean", "array", "null"], "items": _TEXT}


def report_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of reports, as `Report.to_json` and `Report.to_dict` write them.

    Later releases may add fields under the same name of the schema; they take none away and give none another meaning.
    """
    mark: dict[str, Any] = {
        "path": _PATH,
        "start": {**_COUNT, "description": "Where the words begin, in characters of the text told."},
        "end": {**_COUNT, "description": "Where they end, the end not counted."},
        "category": _TEXT,
        "evasions": _list(_TEXT),
        "only_if": {
            **_list(_named(_list(_TEXT))),
            "description": "Cases, values by path: the words are wrong only in one of them; empty: they are wrong.",
        },
        "words": _TEXT,
        "rewrite": {"type": ["string", "null"], "description": "What may stand in their place; null: nothing known."},
    }
    finding: dict[str, Any] = {
        "rule": _TEXT,
        "version": {**_DAY, "description": "The first day of the rule's version that was applied."},
        "outcome": {"enum": [outcome for outcome in OUTCOMES if outcome not in ("pass", "not_applicable")]},
        "severity": {"enum": list(SEVERITIES)},
        "force": {"enum": ["law", "house"]},
        "title": _TEXT,
        "verified": {**_FLAG, "description": "Every article cited was read in the law itself."},
        "cites": _list(_object(**_CITE)),
        "facts": {"$ref": "#/$defs/facts"},
        "missing": _list(_PATH),
        "marks": {**_list(_object(**mark)), "description": "The words that a rule over text found, by their place."},
        "fingerprint": _FINGERPRINT,
    }
    waiver = {"kind": {"const": "waiver"}, "rule": _TEXT, "first": _DAY, "last": _DAY, "owner": _TEXT}
    ruling = {"kind": {"const": "ruling"}, "rule": _TEXT, "fingerprint": _FINGERPRINT, "on": _DAY, "by": _TEXT}
    decisions: list[dict[str, Any]] = [
        {**waiver, "key": _KEY, "reason": _TEXT},
        {**ruling, "key": _TEXT, "reason": _TEXT},
    ]
    settled = _list(_object(**finding, by={"anyOf": [_object(**decision) for decision in decisions]}))
    lapsed = {"enum": list(get_args(get_type_hints(Lapsed)["reason"]))}
    made = _object(
        schema={"const": SCHEMA},
        subject={"enum": list(SUBJECTS)},
        key=_KEY,
        on={**_DAY, "description": "The day whose law was applied."},
        as_of={**_DAY, "description": "The day the check stood on."},
        stage=_STAGE,
        packs=_list(_TEXT),
        cleared={**_FLAG, "description": "Every applicable rule passed or is settled, and at least one applied."},
        stated=_list(_object(path=_PATH, values=_list(_VALUE), owner=_TEXT)),
        findings=_list(_object(**finding)),
        waived=settled,
        ruled=settled,
        lapsed=_list({"anyOf": [_object(**decision, lapsed=lapsed) for decision in decisions]}),
        passed=_list(_object(rule=_TEXT, version=_DAY, facts={"$ref": "#/$defs/facts"})),
        skipped=_list(_object(rule=_TEXT, reason={"enum": ["not_applicable", "not_in_force", "later_stage"]})),
        ask=_list(_object(path=_PATH, settles=_COUNT)),
    )
    facts = {
        "description": "The facts read: their paths, or where the values were asked for, these by path.",
        "anyOf": [_list(_PATH), _named(_VALUE)],
    }
    return {"$schema": DRAFT, "title": SCHEMA, **made, "$defs": {"facts": facts}}


def check_schema(name: str) -> dict[str, Any]:
    """Give the JSON Schema of what `suitability check --format json` prints, whose own schema is called `name`."""
    report = report_schema()
    made = _object(
        schema={"const": name},
        reports=_list(_object(place=_TEXT, report={"$ref": "#/$defs/report"})),
        errors=_list(_object(place=_TEXT, message=_TEXT)),
        ignored_keys=_COUNT,
    )
    definitions = report.pop("$defs")
    return {"$schema": report.pop("$schema"), "title": name, **made, "$defs": {**definitions, "report": report}}


def receipt_schema() -> dict[str, Any]:
    """Give the JSON Schema of receipts, as `receipt` writes them."""
    digests = {field: _named(_or_null(_list(_DIGEST) if kind == "table" else _DIGEST)) for kind, field in KINDS.items()}
    rule = _object(version=_DAY, outcome={"enum": list(OUTCOMES)}, severity={"enum": list(SEVERITIES)}, digest=_DIGEST)
    made = _object(
        schema={"const": receipt.SCHEMA},
        release=_RELEASE,
        subject={"enum": list(SUBJECTS)},
        key=_KEY,
        on=_DAY,
        as_of=_DAY,
        stage=_STAGE,
        cleared=_FLAG,
        packs=_named(_RELEASE),
        rules=_named(rule),
        **digests,
        scales=_named(_object(levels=_list(_TEXT), aliases=_named(_TEXT))),
        calendar=_named(_DIGEST),
        stated=_named(_list(_VALUE)),
        decisions=_list(_named(_TEXT)),
        facts={**_or_null(_named(_DIGEST)), "description": "A code of every fact; null: they were not sealed."},
        digest=_DIGEST,
        seal=_or_null(_DIGEST),
    )
    return {"$schema": DRAFT, "title": receipt.SCHEMA, **made}


def gate_schema() -> dict[str, Any]:
    """Give the JSON Schema of what gates report as JSON: `copy`, `catalog check` and `catalog diff`.

    Later releases may add fields under the same name of the schema; they take none away and give none another meaning.
    """
    place = {"type": ["integer", "null"], "minimum": 1, "description": "From 1; null: it has none, or the whole file."}
    spot = _object(
        file=_TEXT,
        line=place,
        column={**place, "description": "In characters, from 1."},
        end_line=place,
        end_column={**place, "description": "The end is not part of the place."},
        name={
            **_TEXT,
            "description": "What a person calls the place: a cell, a key of messages, an attribute; or empty.",
        },
    )
    waiver = {"kind": {"const": "waiver"}, "rule": _TEXT, "first": _DAY, "last": _DAY, "owner": _TEXT}
    ruling = {"kind": {"const": "ruling"}, "rule": _TEXT, "key": _TEXT, "fingerprint": _FINGERPRINT}
    accepted = {"kind": {"const": "accepted"}, "rule": _TEXT, "count": _COUNT, "until": _DAY, "content": _DIGEST}
    decisions = [
        _object(**waiver, key=_KEY, reason=_TEXT),
        _object(**ruling, on=_DAY, by=_TEXT, reason=_TEXT),
        _object(**accepted, reason=_TEXT),
    ]
    item = _object(
        id={**_DIGEST, "description": "No other finding of the run has it; it stays when lines move."},
        rule=_TEXT,
        version={**_DAY, "description": "The first day of the rule's version that was applied."},
        outcome={"enum": [outcome for outcome in OUTCOMES if outcome not in ("pass", "not_applicable")]},
        severity={"enum": list(SEVERITIES)},
        level={"enum": list(get_args(gate.Level)), "description": "As tools with three levels have it."},
        force={"enum": ["law", "house"]},
        title=_TEXT,
        message={**_TEXT, "description": "Without facts the title, where the message names values."},
        remedy={**_TEXT, "description": "Without facts empty, where the remedy names values."},
        verified={**_FLAG, "description": "Every article cited was read in the law itself."},
        cites=_list(_object(**_CITE)),
        key={**_TEXT, "description": "Of the subject: the file of a text, the code of a product."},
        others={**_list(_TEXT), "description": "Keys of further subjects of which the same is unknown."},
        spot=_SPOT,
        state={"enum": list(get_args(gate.State)), "description": "What was decided; `coming`: law from a later day."},
        since={"type": ["string", "null"], "format": "date", "description": "From when a coming finding is one."},
        by={"anyOf": [*decisions, {"type": "null"}]},
        written={"anyOf": [_SPOT, {"type": "null"}], "description": "Where the decision stands, if it was told."},
        missing=_list(_PATH),
        facts={"$ref": "#/$defs/facts"},
        category={"type": ["string", "null"], "description": "Of words; null: none are marked."},
        evasions=_list(_TEXT),
        only_if={**_list(_named(_list(_TEXT))), "description": "Cases: the words are wrong only in one of them."},
        words={"type": ["string", "null"]},
        rewrite={
            "type": ["string", "null"],
            "description": "What may stand in place of the words; null: nothing known.",
        },
        fingerprint=_FINGERPRINT,
        content={**_DIGEST, "description": "What a baseline knows the finding by."},
    )
    told = _object(spot=_SPOT, message=_TEXT)
    unknown = {"type": ["integer", "null"], "minimum": 0, "description": "null: nobody told."}
    level = {"type": ["string", "null"], "description": "The level it is sold by; null: none, or it cannot be known."}
    change = _object(
        _CHANGE_WITH_FACTS,
        key=_TEXT,
        kind={"enum": ["added", "changed", "removed"]},
        spot=_SPOT,
        turn={"enum": list(get_args(gate.Turn))},
        holders=unknown,
        pending_sales=unknown,
        newly_unsuitable={**unknown, "description": "How many customers it no longer suits; null: nobody told."},
        name=_TEXT,
        before=level,
        after=level,
        customers={**_or_null(_list(_TEXT)), "description": "The keys of those it no longer suits."},
        approvers={**_or_null(_list(_TEXT)), "description": "Who may approve it; null: there is no list."},
    )
    matrix = _object(
        what={"enum": ["sides", "change"], "description": "The issuer's level by the seller's, or before by after."},
        levels=_list(_TEXT),
        counts=_list(_object(row=_TEXT, column=_TEXT, count=_COUNT)),
    )
    made = _object(
        schema={"const": gate_json.SCHEMA},
        gate={"enum": ["copy", "catalog", "change"]},
        on={**_DAY, "description": "The day whose law was applied."},
        cleared={
            **_FLAG,
            "description": "All was judged and nothing found; what is waived or accepted is still found.",
        },
        files={**_list(_TEXT), "description": "Those that were judged."},
        subjects={"type": ["integer", "null"], "description": "Products or changes checked; null: the files are."},
        items=_list(item),
        unread={**_list(told), "description": "What could not be read or judged, and why."},
        mistakes={**_list(told), "description": "What is wrong with waivers, rulings or the baseline."},
        remarks={**_list(told), "description": "What was read otherwise than it is written."},
        changes=_list(change),
        matrix=_or_null(matrix),
    )
    facts = {
        "description": "The facts read: their paths, or where the values were asked for, these by path.",
        "anyOf": [_list(_PATH), _named(_VALUE)],
    }
    return {"$schema": DRAFT, "title": gate_json.SCHEMA, **made, "$defs": {"facts": facts, "spot": spot}}


def _object(with_facts: tuple[str, ...] = _WITH_FACTS, /, **properties: Any) -> dict[str, Any]:
    required = [name for name in properties if name not in with_facts]
    return {"type": "object", "properties": properties, "required": required}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _named(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}
