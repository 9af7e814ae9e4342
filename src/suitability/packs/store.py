"""Packs as plain data: what the build writes into the wheel, and what a load reads from it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import attrs

from suitability.errors import PackError
from suitability.language.dates import Calendar
from suitability.model.paths import kind_at
from suitability.model.scale import Scale
from suitability.packs.uncollected import uncollected
from suitability.rules import pack as parts
from suitability.rules import texts
from suitability.rules.pack import Cite, Pack, Source, Template
from suitability.rules.trees import Trees

FORMAT = 3


def dump(folder: Path, base: Sequence[Pack] = ()) -> str:
    """Read a pack from its folder and give it as two lines of JSON: the pack, and what its rules over text look for.

    The second is most of it, and a check of a record never reads it.
    """
    from suitability.rules.read import read_folder  # needs pydantic, which restoring does not

    writer = _Writer(read_folder(folder, base))
    lines = writer.data(), writer.wordings
    return "\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines)


def restore(text: str, base: Sequence[Pack] = ()) -> Pack:
    """Make a pack of what `dump` gave. Raises PackError where another release wrote it."""
    head, _, wordings = text.partition("\n")
    data = json.loads(head)
    if data.get("format") != FORMAT:
        raise PackError("this pack was compiled by another release; build it again")
    return _Reader(data, wordings, base).pack()


class _Writer:
    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.wordings: list[Any] = []
        # What many rows share is written once, and a row holds its number.
        self.shared: dict[str, dict[Any, int]] = {"cites": {}, "conditions": {}}

    def data(self) -> dict[str, Any]:
        pack = self.pack
        calendar = pack.calendar
        return {
            "format": FORMAT,
            "name": pack.name,
            "title": pack.title,
            "release": pack.release,
            "language": pack.language,
            "offset": int(pack.offset.total_seconds()),
            "calendar": None
            if calendar is None
            else [_day(calendar.first), _day(calendar.last), _days(calendar.off), _days(calendar.on)],
            "scales": [[s.name, s.levels, s.aliases] for s in pack.scales.values()],
            "scale_labels": pack.scale_labels,
            "sources": [self.row(source) for source in pack.sources.values()],
            "parameters": [self.row(parameter) for parameter in pack.parameters.values()],
            "terms": [self.row(term) for term in pack.terms.values()],
            "tables": [self.row(table) for table in pack.tables.values()],
            "rules": [self.row(rule) for rule in pack.rules],
            "stated": [self.row(statement) for statement in pack.stated],
            "tightened": [self.row(tightening) for tightening in pack.tightened],
            "corrections": {of: self.plain(made) for of, made in pack.corrections.items()},
            "categories": pack.categories,
            "groups": {path: [self.row(one) for one in groups.values()] for path, groups in pack.groups.items()},
            "classes": [self.row(one) for one in pack.classes.values()],
            "trees": pack.trees.data(),
            "cites": [self.plain(cites) for cites in self.shared["cites"]],
            "conditions": [self.plain(conditions) for conditions in self.shared["conditions"]],
        }

    def row(self, value: Any) -> list[Any]:
        held = {f.name: getattr(value, f.alias) for f in attrs.fields(type(value)) if f.name != "trees"}
        return [
            shared.setdefault(one, len(shared)) if (shared := self.shared.get(name)) is not None else self.plain(one)
            for name, one in held.items()
        ]

    def plain(self, value: Any) -> Any:
        if isinstance(value, Cite):
            return [value.source.id, value.at, value.verified]
        if isinstance(value, Template):
            return [value.text, value.at]
        if isinstance(value, texts.Wording):
            self.wordings.append(self.row(value))
            return len(self.wordings) - 1
        if isinstance(value, tuple):
            return [self.plain(item) for item in value]
        if isinstance(value, frozenset):
            return sorted(value)
        if isinstance(value, Decimal):
            return str(value)
        if isinstance(value, dt.date):
            return _day(value)
        return self.row(value) if attrs.has(type(value)) else value


def _day(day: dt.date) -> str:
    return day.isoformat()


def _days(days: frozenset[dt.date]) -> list[str]:
    return sorted(map(_day, days))


class _Reader:
    def __init__(self, data: dict[str, Any], wordings: str, base: Sequence[Pack]) -> None:
        self.data = data
        self.wordings = _Wordings(wordings)
        self.trees = Trees(data["trees"])
        self.sources = {source.id: source for pack in base for source in pack.sources.values()}

    def pack(self) -> Pack:
        data = self.data
        own = {row[0]: self.source(*row) for row in data["sources"]}
        self.sources.update(own)
        self._cites = [
            tuple(Cite(self.sources[source], at, verified) for source, at, verified in rows) for rows in data["cites"]
        ]
        self._conditions = [
            tuple(texts.Condition(path, tuple(names), tuple(values)) for path, names, values in rows)
            for rows in data["conditions"]
        ]
        return Pack(
            name=data["name"],
            title=data["title"],
            release=data["release"],
            language=data["language"],
            offset=dt.timedelta(seconds=data["offset"]),
            calendar=_calendar(data["calendar"]),
            scales={n: Scale(n, tuple(levels), tuple(map(tuple, aliases))) for n, levels, aliases in data["scales"]},
            scale_labels=data["scale_labels"],
            sources=own,
            parameters={row[0]: self.parameter(*row) for row in data["parameters"]},
            terms={row[0]: self.term(*row) for row in data["terms"]},
            tables={row[0]: self.table(*row) for row in data["tables"]},
            rules=tuple(self.rule(*row) for row in data["rules"]),
            stated=tuple(_statement(*row) for row in data["stated"]),
            tightened=tuple(self.tightening(*row) for row in data["tightened"]),
            corrections={of: _corrections(rows) for of, rows in data["corrections"].items()},
            categories=data["categories"],
            groups={path: {row[0]: _group(*row) for row in rows} for path, rows in data["groups"].items()},
            classes={row[0]: _word_class(*row) for row in data["classes"]},
            trees=self.trees,
        )

    def source(self, *row: Any) -> Source:
        id_, title, english, number, short, rank, first, read_on, penalty = row
        return Source(id_, title, english, number, short, rank, _read_day(first), _read_day(read_on), penalty)

    def cites(self, number: int) -> tuple[Cite, ...]:
        return self._cites[number]

    def parameter(
        self, name: str, label: Any, type_at: int, stricter: str, rows: list[Any], corrections: list[Any]
    ) -> parts.Parameter:
        versions = tuple(
            parts.ParameterVersion(dt.date.fromisoformat(first), _read_day(last), value_at, self.cites(cites))
            for first, last, value_at, cites in rows
        )
        return parts.Parameter(name, label, type_at, stricter, versions, _corrections(corrections), self.trees)

    def term(self, *row: Any) -> parts.Term:
        name, label, arguments, type_at, nullable, roots, rows, corrections = row
        versions = tuple(
            parts.TermVersion(dt.date.fromisoformat(first), _read_day(last), text, at, self.cites(cites))
            for first, last, text, at, cites in rows
        )
        taken = tuple(map(tuple, arguments))
        corrected = _corrections(corrections)
        return parts.Term(name, label, taken, type_at, nullable, frozenset(roots), versions, corrected, self.trees)

    def table(self, *row: Any) -> parts.Table:
        name, label, values, arguments, type_at, roots, rows, corrections = row
        made = tuple(
            parts.Row(
                dt.date.fromisoformat(first), dt.date.fromisoformat(last), when, test_at, value_at, self.cites(cites)
            )
            for first, last, when, test_at, value_at, cites in rows
        )
        taken = tuple(map(tuple, arguments))
        corrected = _corrections(corrections)
        return parts.Table(name, label, values, taken, type_at, frozenset(roots), made, corrected, self.trees)

    def rule(self, *row: Any) -> parts.Rule:
        id_, pack, subject, title, force, severity, stage, message, remedy, monotone, on, by, *rest = row
        versions, corrections, wording = rest
        return parts.Rule(
            id=id_,
            pack=pack,
            subject=subject,
            title=title,
            force=force,
            severity=severity,
            stage=stage,
            message=self.template(*message),
            remedy=self.template(*remedy),
            monotone=monotone,
            reviewed_on=dt.date.fromisoformat(on),
            reviewed_by=by,
            versions=tuple(self.version(*version) for version in versions),
            corrections=_corrections(corrections),
            wording=None if wording is None else partial(self.wordings.wording, wording),
        )

    def tightening(self, *row: Any) -> parts.Tightening:
        kind, name, first, last, owner, reason, value_at, severity, stage = row
        day = dt.date.fromisoformat(first)
        return parts.Tightening(kind, name, day, _read_day(last), owner, reason, value_at, severity, stage, self.trees)

    def template(self, text: str, at: list[int]) -> Template:
        return Template(text, tuple(at), self.trees)

    def version(
        self, first: str, last: str | None, when: str | None, require: str, cites: Any, *rest: Any
    ) -> parts.Version:
        day = dt.date.fromisoformat(first)
        when_at, require_at, grounds = rest
        held = tuple(self.ground(*ground) for ground in grounds)
        made = day, _read_day(last), when, require, self.cites(cites)
        return parts.Version(*made, self.trees, when_at, require_at, held)

    def ground(self, first: str, last: str | None, conditions: int, cites: int) -> texts.Ground:
        return texts.Ground(
            dt.date.fromisoformat(first), _read_day(last), self._conditions[conditions], self.cites(cites)
        )


class _Wordings:
    """What the rules of a pack look for in texts, read when the first of them is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _all(self) -> list[texts.Wording]:
        with uncollected():
            return [_wording(*row) for row in json.loads(self._text)]

    def wording(self, number: int) -> texts.Wording:
        return self._all[number]


# How the model holds what JSON writes otherwise.
_HELD: dict[str, Callable[[Any], Any]] = {"money": Decimal, "share": Decimal, "set": frozenset}


def _statement(path: str, values: list[Any], first: str, last: str | None, owner: str, reason: str) -> parts.Statement:
    kind = kind_at(path)
    held = _HELD.get(kind.name if kind else "", lambda value: value)
    stated = tuple(None if value is None else held(value) for value in values)
    return parts.Statement(path, stated, dt.date.fromisoformat(first), _read_day(last), owner, reason)


def _group(name: str, label: Any, values: list[str]) -> texts.Group:
    return texts.Group(name, label, tuple(values))


def _word_class(name: str, label: Any, rows: list[Any]) -> texts.WordClass:
    return texts.WordClass(name, label, tuple(texts.Words(origin, note, tuple(words)) for origin, note, words in rows))


def _wording(category: str, reads: str, *row: Any) -> texts.Wording:
    unless, excepts, evidence, asks, finds, disclosure, *shown = row
    found = tuple(texts.Find(origin, note, tuple(phrases), rewrite) for origin, note, phrases, rewrite in finds)
    beside = None if disclosure is None else _disclosure(*disclosure)
    return texts.Wording(category, reads, tuple(unless), tuple(excepts), evidence, tuple(asks), found, beside, *shown)


def _disclosure(where: Any, within: int | None, order: Any, rows: list[Any]) -> texts.Disclosure:
    accepts = tuple(
        texts.Accept(dt.date.fromisoformat(first), _read_day(last), part, note, tuple(phrases))
        for first, last, part, note, phrases in rows
    )
    return texts.Disclosure(where, within, order, accepts)


def _corrections(rows: list[Any]) -> tuple[parts.Correction, ...]:
    return tuple(
        parts.Correction(release, says, _read_day(first), _read_day(last)) for release, says, first, last in rows
    )


def _read_day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _calendar(row: list[Any] | None) -> Calendar | None:
    if row is None:
        return None
    first, last, off, on = row
    days = [frozenset(map(dt.date.fromisoformat, listed)) for listed in (off, on)]
    return Calendar(dt.date.fromisoformat(first), dt.date.fromisoformat(last), *days)
