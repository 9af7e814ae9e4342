"""Bundles: packs as they stood on one day, in one file that every later release reads.

A bundle holds rule files, in the form in which authors write them, and no tree of ours; what its packs say on other
days, and the examples of the rules, stay out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from suitability.engine.ruleset import RuleSet
from suitability.engine.written import canonical
from suitability.errors import PackError
from suitability.language import tree
from suitability.language.tree import Constant, Node, Period, walk
from suitability.packs import written
from suitability.packs.toml import write
from suitability.release import VERSION
from suitability.rules import pack as parts
from suitability.rules.pack import Pack, Template, in_force
from suitability.rules.texts import LEXICON, STATUTORY, named
from suitability.rules.values import write_type

SCHEMA = "suitability.bundle/1"
Files = dict[str, dict[str, Any]]
_KINDS: dict[type, str] = {tree.Term: "term", tree.Table: "table", tree.Parameter: "parameter"}


def bundle(rules: RuleSet, day: dt.date) -> str:
    """Write the packs as they stood on a day: JSON, the same bytes for the same packs and day.

    It serves for that day and for every day around it on which they said the same; `restore` refuses any other.
    """
    rules.plan("sale", day)  # the packs of another bundle may not hold this day
    days = rules.change_days
    place = bisect_right(days, day)
    first = days[place - 1] if place else dt.date.min
    last = days[place] - dt.timedelta(days=1) if place < len(days) else dt.date.max
    writer = _Writer(rules, first, last)
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "release": VERSION,
        "on": day.isoformat(),
        "from": first.isoformat(),
        "until": last.isoformat(),
        "packs": [
            {"name": pack.name, "files": {place: write(made) for place, made in writer.files(pack).items()}}
            for pack in rules.packs
        ],
    }
    data["digest"] = _digest(data)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def restore(text: str) -> RuleSet:
    """Load the packs of a bundle; they decide for the days it holds and for no other.

    Raises PackError where the text is no bundle or was changed, RuleFileErrors where its files cannot be read.
    """
    from suitability.rules.read import read_contents  # needs pydantic, which a check does not

    data = _loaded(text)
    window = dt.date.fromisoformat(data["from"]), dt.date.fromisoformat(data["until"])
    read: list[Pack] = []
    for one in data["packs"]:
        contents = {place: _Text(said) for place, said in one["files"].items()}
        if "pack.toml" not in contents:
            raise PackError(f"the bundle is damaged: its pack {one['name']} holds no pack.toml")
        read.append(read_contents(one["name"], contents, read, window))
    return RuleSet(read)


@attrs.frozen
class _Text:
    """A file that stands in a bundle."""

    text: str

    def read_bytes(self) -> bytes:
        return self.text.encode()


def _digest(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def _loaded(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
        digest = data.pop("digest", None) if isinstance(data, dict) else None
        found = _digest(data)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise PackError(f"this is no bundle: it is not JSON ({reason:.80})") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise PackError(f"this is no bundle that this release can read: its schema is not {SCHEMA}")
    if digest != found:
        raise PackError("the bundle was changed since it was written: its digest is another")
    if not (_is_day(data.get("from")) and _is_day(data.get("until")) and _are_packs(data.get("packs"))):
        raise PackError("the bundle is damaged: its days or its packs are missing")
    return data


def _is_day(value: Any) -> bool:
    try:
        return bool(dt.date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def _are_packs(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and isinstance(one.get("name"), str)
        and isinstance(one.get("files"), dict)
        and all(isinstance(said, str) for said in one["files"].values())
        for one in value
    )


class _Writer:
    """Writes the files of packs: the versions and rows of one day, and the names that its rules stand on."""

    def __init__(self, rules: RuleSet, first: dt.date, last: dt.date) -> None:
        self.first = first
        self.last = last
        self.defined = rules.defined()
        self.needed: dict[str, set[str]] = {kind: set() for kind in self.defined}
        self.rules: set[str] = set()
        statutory = [phrase for name, one in rules.classes.items() if name == STATUTORY for phrase in one.every]
        self.words: set[str] = {LEXICON, STATUTORY, *named(statutory)}
        for rule in rules.rules:
            version = in_force(rule.versions, first)
            if version is not None:
                self.rules.add(rule.id)
                self.words |= set() if rule.wording is None else named(written.phrases(rule.wording))
                self.need([*version.expressions, *_trees(rule.message), *_trees(rule.remedy)])

    def need(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            for found in walk(node):
                kind = _KINDS.get(type(found))
                name = getattr(found, "name", "")
                if kind is not None and name not in self.needed[kind]:
                    self.needed[kind].add(name)
                    defined = self.defined[kind][name]
                    self.need(defined.trees.tree(at) for one in self.said(defined) for at in _numbers(one))

    def said(self, defined: Any) -> list[Any]:
        """Give what a name says on the day; one that says nothing on it keeps its first words, dated as they are."""
        dated = defined.rows if isinstance(defined, parts.Table) else defined.versions
        return [one for one in dated if in_force([one], self.first)] or [dated[0]]

    def files(self, pack: Pack) -> Files:
        calendar = pack.calendar
        made: Files = {"pack.toml": self.head(pack)}
        if pack.sources:
            made["sources.toml"] = {id_: _source(source) for id_, source in pack.sources.items()}
        if calendar is not None:
            days = {"off": sorted(calendar.off), "on": sorted(calendar.on)}
            made["calendar.toml"] = {"from": calendar.first, "until": calendar.last, **days}
        for name, term in pack.terms.items():
            if name in self.needed["term"]:
                made[f"terms/{name}.toml"] = self.term(term)
        for name, table in pack.tables.items():
            if name in self.needed["table"]:
                made[f"tables/{name}.toml"] = self.table(table)
        for name, one in pack.classes.items():
            if name in self.words:
                made[f"words/{name}.toml"] = written.words(one)
        for rule in pack.rules:
            version = in_force(rule.versions, self.first)
            if version is not None:
                made[f"{rule.subject}/{rule.id.rpartition('.')[2]}.toml"] = (
                    written.expression_rule(rule, version)
                    if rule.wording is None
                    else written.text_rule(rule, rule.wording, version)
                )
        # What is empty says nothing, but for the days of a calendar, of which there may be none.
        return {
            place: said
            if place == "calendar.toml"
            else {key: value for key, value in said.items() if value not in ([], {})}
            for place, said in made.items()
        }

    def head(self, pack: Pack) -> dict[str, Any]:
        seconds = int(pack.offset.total_seconds())
        hours, minutes = divmod(abs(seconds) // 60, 60)
        return {
            "name": pack.name,
            "title": dict(pack.title),
            "release": pack.release,
            "language": pack.language,
            "offset": f"{'-' if seconds < 0 else '+'}{hours:02}:{minutes:02}",
            "calendar": None if pack.calendar is None else "calendar.toml",
            "scale": {
                name: {
                    "label": dict(pack.scale_labels[name]),
                    "levels": list(scale.levels),
                    "aliases": dict(scale.aliases),
                }
                for name, scale in pack.scales.items()
            },
            "param": {
                name: self.parameter(parameter)
                for name, parameter in pack.parameters.items()
                if name in self.needed["parameter"]
            },
            "categories": {name: dict(label) for name, label in pack.categories.items()},
            "group": {
                written.KIND_OF[path]: {n: written.group(one) for n, one in made.items()}
                for path, made in pack.groups.items()
            },
            "facts": [self.statement(one) for one in pack.stated if in_force([one], self.first)],
            "tighten": list(self.tightened(pack)),
            "correction": [
                {"of": of, **one} for of, made in pack.corrections.items() for one in written.corrections(made)
            ],
        }

    def parameter(self, parameter: parts.Parameter) -> dict[str, Any]:
        trees = parameter.trees
        return {
            "label": dict(parameter.label),
            "type": write_type(trees.type(parameter.type_at)),
            "stricter": parameter.stricter,
            "versions": [
                {**written.dated(one), "value": _constant(trees.tree(one.value_at)), "cites": written.cites(one.cites)}
                for one in self.said(parameter)
            ],
            "correction": written.corrections(parameter.corrections),
        }

    def term(self, term: parts.Term) -> dict[str, Any]:
        return {
            "label": dict(term.label),
            "of": _arguments(term),
            "version": [
                {**written.dated(one), "is": one.text, **({"cites": written.cites(one.cites)} if one.cites else {})}
                for one in self.said(term)
            ],
            "correction": written.corrections(term.corrections),
        }

    def table(self, table: parts.Table) -> dict[str, Any]:
        trees = table.trees
        return {
            "label": dict(table.label),
            "gives": write_type(trees.type(table.type_at)),
            "of": _arguments(table),
            "values": {value: dict(label) for value, label in table.values.items()},
            "row": [
                {
                    **written.dated(row),
                    "when": _nested(json.loads(row.when_text)),
                    "is": _constant(trees.tree(row.value_at)),
                    "cites": written.cites(row.cites),
                }
                for row in self.said(table)
            ],
            "correction": written.corrections(table.corrections),
        }

    def clipped(self, one: Any) -> dict[str, Any]:
        """Give the days of what a firm says as far as the bundle reaches, since it must fit what the packs then say."""
        last = self.last if one.last is None else min(one.last, self.last)
        dated = {"from": max(one.first, self.first), "until": None if last == dt.date.max else last}
        return {**dated, "owner": one.owner, "reason": one.reason}

    def statement(self, one: parts.Statement) -> dict[str, Any]:
        if one.values == (None,):
            return {**self.clipped(one), "none": [one.path]}
        values = [sorted(value) if isinstance(value, frozenset) else value for value in one.values]
        return {**self.clipped(one), "is": _nested({one.path: values[0] if len(values) == 1 else values})}

    def tightened(self, pack: Pack) -> Iterator[dict[str, Any]]:
        for one in pack.tightened:
            if not in_force([one], self.first):
                continue
            value = None if one.value_at is None else _constant(one.trees.tree(one.value_at))
            if one.name in (self.rules if one.kind == "rule" else self.needed["parameter"]):
                said = {one.kind: one.name, "value": value, "severity": one.severity, "stage": one.stage}
                yield {**self.clipped(one), **said}


def _trees(template: Template) -> list[Node]:
    return [template.trees.tree(at) for at in template.at]


def _numbers(one: Any) -> list[int]:
    return [getattr(one, name) for name in ("at", "test_at", "value_at") if hasattr(one, name)]


def _source(source: parts.Source) -> dict[str, Any]:
    said = attrs.asdict(source, filter=lambda field, value: field.name not in ("id", "first"))
    return {name: value or None for name, value in {**said, "from": source.first}.items()}


def _arguments(defined: Any) -> dict[str, str]:
    return {name: write_type(defined.trees.type(at)) for name, at in defined.arguments}


def _constant(node: Node) -> Any:
    inner = node.amount if isinstance(node, Period) else node
    assert isinstance(inner, Constant)
    return sorted(inner.value) if isinstance(inner.value, frozenset) else inner.value


def _nested(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Give values by path as tables in tables."""
    made: dict[str, Any] = {}
    for path, value in columns.items():
        *outer, name = path.split(".")
        inner = made
        for step in outer:
            inner = inner.setdefault(step, {})
        inner[name] = value
    return made
