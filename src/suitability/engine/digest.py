"""What rules stand on, as digests of the texts their authors wrote.

A digest holds what decides: expressions, phrases with their words and grounds, the rows and values of a day, the
levels of scales, the days of a calendar.
It holds no title, message or label, no tree of ours, and no last day: what is added to the law later changes nothing
for the days before.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, Literal
from weakref import WeakKeyDictionary

import attrs

from suitability.engine.ruleset import InForce, Plan, RuleSet
from suitability.engine.written import digest
from suitability.language.dates import NO_CALENDAR, Calendar
from suitability.language.tree import Constant, Node, Parameter, Period, Table, Term, walk
from suitability.rules.pack import Version, in_force
from suitability.rules.texts import LEXICON, STATUTORY, named
from suitability.rules.values import write_type

# The names of a pack that rules stand on, and the fields of a receipt that hold their digests.
Kind = Literal["term", "table", "parameter"]
KINDS: dict[Kind, str] = {"term": "terms", "table": "tables", "parameter": "parameters"}
_BLANKS = re.compile(r"""('[^']*'|"[^"]*")|\s+""")
_NODES: dict[type, Kind] = {Term: "term", Table: "table", Parameter: "parameter"}
Name = tuple[Kind, str]
# Of a table one for each row, so that rows it gains for other products can be told from rows that changed.
Said = str | tuple[str, ...] | None


@attrs.frozen
class Decided:
    """A rule as it stands on a day; `names` are the terms, tables and parameters it stands on, one through another."""

    version: str
    severity: str
    digest: str
    names: frozenset[Name]


@attrs.frozen
class Standing:
    """What a plan decides by: its rules, and the digests of every name they stand on.

    `workdays` says whether any of it counts working days, and so stands on the calendar.
    """

    rules: dict[str, Decided]
    names: dict[Name, Said]
    workdays: bool


_STANDINGS: WeakKeyDictionary[Plan, Standing] = WeakKeyDictionary()


def standing(plan: Plan) -> Standing:
    """Give what a plan decides by; worked out once for each plan."""
    found = _STANDINGS.get(plan)
    if found is None:
        found = _STANDINGS[plan] = _standing(plan)
    return found


def _standing(plan: Plan) -> Standing:
    reach = _Reach(plan.rules, plan.day)
    rules = {}
    for one in plan.active:
        version = one.version
        said = [version.first, *(_wording(plan.rules, one) if one.rule.over_text else _expressions(version))]
        names = frozenset(name for tree in version.expressions for name in reach.below(tree))
        first = version.first.isoformat()
        rules[one.rule.id] = Decided(first, one.severity, digest(["rule", one.rule.id, *said]), names)
    every = sorted({name for rule in rules.values() for name in rule.names})
    return Standing(rules, {name: said_by(plan.rules, *name, plan.day) for name in every}, reach.workdays)


def _expressions(version: Version) -> list[str]:
    return [collapsed(version.when_text or ""), collapsed(version.require_text)]


def _wording(rules: RuleSet, one: InForce) -> list[Any]:
    """Give what a rule over text decides by: its phrases and the words they name, and its grounds of the day."""
    wording, version = one.rule.wording, one.version
    assert wording is not None
    accepts = [accept for accept in wording.accepts if in_force([accept], version.first)]
    phrases = [*wording.phrases, *wording.excepts, *(phrase for accept in accepts for phrase in accept.phrases)]
    engines = [name for name in (LEXICON, STATUTORY) if name in rules.classes]
    phrases += [phrase for name in engines for phrase in rules.classes[name].every]
    classes = sorted({*engines, *named(phrases)} & rules.classes.keys())
    beside = wording.disclosure
    return [
        [wording.reads, wording.evidence, wording.asks, sorted(wording.unless)],
        [sorted(wording.phrases), sorted(wording.excepts), [[n, sorted(rules.classes[n].every)] for n in classes]],
        sorted([[[c.path, c.values] for c in ground.conditions], ground.verified] for ground in version.grounds),
        None if beside is None else [beside.where, beside.within, beside.order],
        sorted([accept.part, sorted(accept.phrases)] for accept in accepts),
    ]


class _Reach:
    """Follows the names of a day's law from tree to tree."""

    def __init__(self, rules: RuleSet, day: dt.date) -> None:
        self.rules = rules
        self.day = day
        self.workdays = False
        self._below: dict[Name, frozenset[Name]] = {}

    def below(self, tree: Node) -> frozenset[Name]:
        found: set[Name] = set()
        for node in walk(tree):
            if isinstance(node, Period) and node.unit == "workdays":
                self.workdays = True
            if isinstance(node, Term | Table | Parameter):
                name = (_NODES[type(node)], node.name)
                found |= {name, *self._named(name)}
        return frozenset(found)

    def _named(self, name: Name) -> frozenset[Name]:
        if name not in self._below:
            self._below[name] = frozenset(n for tree in self._trees(*name) for n in self.below(tree))
        return self._below[name]

    def _trees(self, kind: Kind, name: str) -> Iterator[Node]:
        if kind == "term":
            term = self.rules.term(name, self.day)
            yield from () if term is None else (term[1],)
        elif kind == "table":
            for test, value in self.rules.table(name, self.day)[1]:
                yield from (test, value)


def said_by(rules: RuleSet, kind: Kind, name: str, day: dt.date) -> Said:
    """Give the digest of a term or a parameter on a day, of a table those of its rows; None where there is nothing."""
    defined = rules.defined()[kind].get(name)
    if defined is None:
        return None
    type_ = write_type(defined.trees.type(defined.type_at))
    if kind == "parameter":
        value = rules.parameter(name, day)
        return None if value is None else digest([kind, name, type_, _value(value)])
    of = [[argument, write_type(defined.trees.type(at))] for argument, at in defined.arguments]
    if kind == "term":
        version = in_force(defined.versions, day)
        return None if version is None else digest([kind, name, of, collapsed(version.text)])
    rows = [row for row in defined.rows if row.first <= day <= row.last]
    head = [kind, name, of, type_]
    return tuple(digest([*head, row.when_text, _value(defined.trees.tree(row.value_at))]) for row in rows) or None


def _value(node: Node) -> Any:
    """Give what a value of a pack file says: a constant, or the number of a period's months."""
    inner = node.amount if isinstance(node, Period) else node
    assert isinstance(inner, Constant)
    return inner.value


def calendar_digests(calendar: Calendar) -> dict[str, str]:
    """Give a digest for each year of a calendar, so that the years it will cover one day leave those before as is."""
    if calendar == NO_CALENDAR:
        return {}
    made = {}
    for year in range(calendar.first.year, calendar.last.year + 1):
        first, last = max(calendar.first, dt.date(year, 1, 1)), min(calendar.last, dt.date(year, 12, 31))
        days = [sorted(day for day in listed if day.year == year) for listed in (calendar.off, calendar.on)]
        made[str(year)] = digest(["calendar", first, last, *days])
    return made


def collapsed(text: str) -> str:
    """Give an expression with every stretch of blanks outside its texts as one."""
    return _BLANKS.sub(lambda found: found[1] or " ", text).strip()
