"""The receipt of a check: what was decided, by which texts, and a seal of the facts; never a fact itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

import attrs

from suitability.engine.digest import KINDS, Name, Said, calendar_digests, standing
from suitability.engine.finding import OUTCOMES
from suitability.engine.personal import demand_impersonal
from suitability.engine.report import Report
from suitability.engine.waive import Waiver
from suitability.engine.written import canonical
from suitability.errors import SuitabilityError
from suitability.model.facts import NOT_TOLD, Some, kinds
from suitability.model.scale import Scale
from suitability.model.subject import SHARED_ROOTS, STAGES, SUBJECTS
from suitability.release import VERSION
from suitability.rules.pack import SEVERITIES

SCHEMA = "suitability.receipt/1"
# Facts have few values, so a key that can be guessed seals nothing.
LEAST_KEY = 16
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEX = re.compile(r"[0-9a-f]+")
_RELEASE = re.compile(r"[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}")


def receipt(report: Report, key: bytes | None = None) -> str:
    """Write the receipt of a report: one line of canonical JSON, the same bytes for the same report and key.

    It holds the days, the outcome of every rule that was in force and due, and digests of what those rules stood on.
    With `key`, a secret of at least 16 bytes that the caller keeps, it holds for every fact told the path and a code
    (HMAC-SHA256) that only who has the key can compare with a value. Without it nothing is kept of the values: a plain
    digest of an age or a level is guessed in a moment. Then a replay compares rules and outcomes alone, and says so.
    The owners and reasons of waivers and rulings stay out too. Raises SuitabilityError where the subject's key looks
    like an ID, card or mobile number, or where the key is too short.
    """
    if key is not None:
        demand_key(key)
    if report.key is not None:
        demand_impersonal(report.key, report.as_of)
    rules = report.rules
    plan = rules.plan(report.kind, report.on, report.stage)
    stands = standing(plan)
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "release": VERSION,
        "subject": report.kind,
        "key": report.key,
        "on": report.on.isoformat(),
        "as_of": report.as_of.isoformat(),
        "stage": report.stage,
        "cleared": report.cleared,
        "packs": {pack.name: pack.release for pack in rules.packs},
        "rules": {
            one.rule.id: {
                "version": stands.rules[one.rule.id].version,
                "outcome": OUTCOMES[outcome],
                "severity": one.severity,
                "digest": stands.rules[one.rule.id].digest,
            }
            for one, outcome in zip(plan.active, report.outcomes, strict=True)
        },
        **{field: {n: d for (k, n), d in stands.names.items() if k == kind} for kind, field in KINDS.items()},
        "scales": {name: written_scale(scale) for name, scale in rules.scales.items()},
        "calendar": calendar_digests(rules.circumstances.calendar) if stands.workdays else {},
        "stated": {one.path: list(one.values) for one in report.stated},
        "decisions": [_decision(one.by) for one in (*report.waived, *report.ruled)],
        "facts": None,
    }
    if key is not None:
        data["facts"] = sealed_facts(report.subject, data["stated"], key, data)
    data["digest"] = _digest(data)
    data["seal"] = None if key is None else _seal(key, data["digest"])
    return canonical(data)


def written_scale(scale: Scale) -> dict[str, Any]:
    """Give a scale as a receipt holds it, in the clear."""
    return {"levels": list(scale.levels), "aliases": dict(scale.aliases)}


def _decision(by: Any) -> dict[str, Any]:
    if isinstance(by, Waiver):
        return {"kind": "waiver", "rule": by.rule, "from": by.first, "until": by.last}
    return {"kind": "ruling", "rule": by.rule, "on": by.on}


def demand_key(key: bytes) -> None:
    """Raise SuitabilityError where a key cannot seal."""
    if not isinstance(key, bytes) or len(key) < LEAST_KEY:
        raise SuitabilityError(f"a key is at least {LEAST_KEY} bytes, drawn at random and kept secret")


def _digest(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def _seal(key: bytes, digest: str) -> str:
    return hmac.digest(key, digest.encode(), "sha256").hex()


def sealed_facts(subject: Any, stated: Container[str], key: bytes, head: Mapping[str, Any]) -> dict[str, str]:
    """Give the code of every fact that a record tells, by path, for the receipt of this head.

    The day, the stage and the key of the subject stand in the receipt as they are, and so do the facts that a firm
    states; none of them is sealed.
    """
    # Each receipt has a key of its own, so that equal facts of two customers do not show as equal codes.
    of = [head[name] for name in ("schema", "subject", "key", "on", "as_of", "stage")]
    own = hmac.digest(key, canonical(of).encode(), "sha256")
    found = SUBJECTS[head["subject"]]
    clear = {f"{found.own}.{name}" for name in ("key", "stage", found.on)}
    return {
        path: hmac.digest(own, f"{path}\0{value}".encode(), "sha256")[:8].hex()
        for path, value in told_facts(subject, found.own)
        if path not in clear and path not in stated
    }


def told_facts(subject: Any, own: str) -> Iterator[tuple[str, str]]:
    """Give every fact a subject tells: its path, and its value as one text.

    A relation is a fact beside its members: how many are told, and whether these are all.
    """
    for name, kind in kinds(subject.__class__).items():
        shared = kind.name == "one" and name in SHARED_ROOTS
        yield from _told(getattr(subject, name), kind.name, name if shared else f"{own}.{name}")


def _told(value: Any, kind: str, path: str) -> Iterator[tuple[str, str]]:
    if value is NOT_TOLD:
        return
    if value is None:
        yield path, "\0"
    elif kind == "many":
        items = value.items if isinstance(value, Some) else value
        yield path, f"{len(items)}{'+' if isinstance(value, Some) else ''}"
        for index, item in enumerate(items):
            yield from _of_record(item, f"{path}[{index}]")
    elif kind == "one":
        inner = list(_of_record(value, path))
        yield from inner or [(path, "{}")]
    else:
        yield path, value if value.__class__ is str else _TEXTS.get(value.__class__, canonical)(value)


def _of_record(record: Any, path: str) -> Iterator[tuple[str, str]]:
    for name, kind in kinds(record.__class__).items():
        value = getattr(record, name)
        if value is not NOT_TOLD:
            yield from _told(value, kind.name, f"{path}.{name}")


_TEXTS: dict[type, Callable[[Any], str]] = {dt.date: str, dt.datetime: dt.datetime.isoformat, int: str}


@attrs.frozen
class Kept:
    """A rule as a receipt holds it."""

    version: str
    outcome: str
    severity: str
    digest: str


@attrs.frozen
class Receipt:
    """A receipt that was read back; `facts` is None where the facts were not sealed."""

    release: str
    subject: str
    key: str | None
    on: dt.date
    as_of: dt.date
    stage: str | None
    cleared: bool
    packs: Mapping[str, str]
    rules: Mapping[str, Kept]
    names: Mapping[Name, Said]
    scales: Mapping[str, Mapping[str, Any]]
    calendar: Mapping[str, str]
    stated: Mapping[str, Any]
    decisions: tuple[Mapping[str, str], ...]
    facts: Mapping[str, str] | None
    head: Mapping[str, Any] = attrs.field(repr=False)
    seal: str | None = attrs.field(repr=False)

    def demand_sealed_with(self, key: bytes) -> None:
        """Raise SuitabilityError where the receipt was sealed with another key, or changed by who has none."""
        if self.seal is not None and not hmac.compare_digest(self.seal, _seal(key, self.head["digest"])):
            raise SuitabilityError("the receipt was sealed with another key, or changed since")


def read_receipt(text: str) -> Receipt:
    """Read a receipt. Raises SuitabilityError where the text is none, or is not as it was written."""
    data = _loaded(text)
    if data.get("schema") != SCHEMA:
        raise SuitabilityError(f"this is no receipt that this release can read: its schema is not {SCHEMA}")
    for name, fits in _SHAPE.items():
        if name not in data or not fits(data[name]):
            raise SuitabilityError(f"the receipt is damaged: {name!r} is missing or not what it should be")
    if (data["facts"] is None) != (data["seal"] is None):
        raise SuitabilityError("the receipt is damaged: facts and seal stand together, or neither does")
    seal = data.pop("seal")
    if data.pop("digest") != (digest := _digest(data)):
        raise SuitabilityError("the receipt was changed since it was written: its digest is another")
    return Receipt(
        release=data["release"],
        subject=data["subject"],
        key=data["key"],
        on=dt.date.fromisoformat(data["on"]),
        as_of=dt.date.fromisoformat(data["as_of"]),
        stage=data["stage"],
        cleared=data["cleared"],
        packs=data["packs"],
        rules={id_: Kept(**{name: one[name] for name in _RULE}) for id_, one in data["rules"].items()},
        names={
            (kind, name): tuple(said) if isinstance(said, list) else said
            for kind, field in KINDS.items()
            for name, said in data[field].items()
        },
        scales=data["scales"],
        calendar=data["calendar"],
        stated=data["stated"],
        decisions=tuple(data["decisions"]),
        facts=data["facts"],
        head={**data, "digest": digest},
        seal=seal,
    )


def _loaded(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
        canonical(data).encode()
    except (ValueError, RecursionError) as error:
        raise SuitabilityError(f"this is no receipt: it is not JSON ({_first_line(error)})") from None
    if not isinstance(data, dict):
        raise SuitabilityError("this is no receipt: it is not an object")
    return data


def _first_line(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error).split("\n")[0][:80]


Fits = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _day(value: Any) -> bool:
    try:
        return _DAY.fullmatch(value) is not None and dt.date.fromisoformat(value) is not None
    except (TypeError, ValueError):
        return False


def _release(value: Any) -> bool:
    return isinstance(value, str) and _RELEASE.fullmatch(value) is not None


def _digests(value: Any) -> bool:
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def _one_of(*values: str) -> Fits:
    return lambda value: isinstance(value, str) and value in values


def _maybe(fits: Fits) -> Fits:
    return lambda value: value is None or fits(value)


def _many(fits: Fits) -> Fits:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _named(fits: Fits) -> Fits:
    return lambda value: isinstance(value, dict) and all(map(fits, value.values()))


def _holding(fields: Mapping[str, Fits]) -> Fits:
    return lambda value: isinstance(value, dict) and all(n in value and fits(value[n]) for n, fits in fields.items())


_RULE = {"version": _day, "outcome": _one_of(*OUTCOMES), "severity": _one_of(*SEVERITIES), "digest": _digests}
_SHAPE: dict[str, Fits] = {
    "release": _release,
    "subject": _one_of(*SUBJECTS),
    "key": _maybe(_text),
    "on": _day,
    "as_of": _day,
    "stage": _maybe(_one_of(*STAGES)),
    "cleared": lambda value: isinstance(value, bool),
    "packs": _named(_release),
    "rules": _named(_holding(_RULE)),
    "terms": _named(_maybe(_digests)),
    "tables": _named(_maybe(_many(_digests))),
    "parameters": _named(_maybe(_digests)),
    "scales": _named(_holding({"levels": _many(_text), "aliases": _named(_text)})),
    "calendar": _named(_digests),
    "stated": _named(lambda value: isinstance(value, list)),
    "decisions": _many(_named(_text)),
    "facts": _maybe(_named(_digests)),
    "digest": _digests,
    "seal": _maybe(_digests),
}
