"""Packs as people read them: the rules, and beside them their ledgers and their examples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from suitability.engine.regime import paths
from suitability.engine.ruleset import RuleSet
from suitability.language.bind import Binder
from suitability.language.tree import Node, Parameter, Table, Term, walk
from suitability.model.paths import follow
from suitability.rules.pack import Cite, Rule, Tightening, Version
from suitability.rules.shape import Duty
from suitability.rules.text_shape import AnyExample

# A class of the model and one of its fields.
FieldName = tuple[str, str]
# What the packs define: `term`, `table` or `parameter`, and its name.
Defined = tuple[str, str]
_KINDS: dict[type[Node], str] = {Term: "term", Table: "table", Parameter: "parameter"}


@attrs.frozen
class Asked:
    """A duty of a ledger, with its id and the pack whose ledger it is."""

    pack: str
    id: str
    duty: Duty


@attrs.frozen(eq=False)
class Book:
    """Loaded packs with their ledgers, by pack and id, and their examples, by rule; a pack may come without either."""

    rules: RuleSet
    ledgers: Mapping[str, Mapping[str, Duty]] = attrs.Factory(dict)
    examples: Mapping[str, Sequence[AnyExample]] = attrs.Factory(dict)

    @cached_property
    def by_id(self) -> dict[str, Rule]:
        """The rules by id."""
        return {rule.id: rule for rule in self.rules.rules}

    @cached_property
    def duties(self) -> tuple[Asked, ...]:
        """Every duty of every ledger."""
        return tuple(Asked(pack, id_, duty) for pack, ledger in self.ledgers.items() for id_, duty in ledger.items())

    @cached_property
    def asked(self) -> dict[str, list[Asked]]:
        """The duties that name a rule, or `pack.terms.name`, by that name."""
        found: dict[str, list[Asked]] = {}
        for one in self.duties:
            for name in one.duty.rules:
                found.setdefault(name, []).append(one)
        return found

    @cached_property
    def reads(self) -> dict[str, tuple[str, ...]]:
        """The paths of the facts each rule may read, through terms and tables too; `[]` marks members."""
        binders: dict[dt.date, Binder] = {}
        found = {}
        for rule in self.rules.rules:
            read: set[str] = set()
            for version in rule.versions:
                for day in self._days(version):
                    binder = binders.setdefault(day, Binder(self.rules, day))
                    read |= paths([binder.bind(tree) for tree in version.expressions])
                if rule.wording is not None:
                    read |= set(rule.wording.paths(version.grounds))
            found[rule.id] = tuple(sorted(read))
        return found

    def _days(self, version: Version) -> Iterator[dt.date]:
        """Give the days from which a version may mean something else: its first, and those on which others change."""
        yield version.first
        for day in self.rules.change_days:
            if version.first < day and (version.last is None or day <= version.last):
                yield day

    @cached_property
    def readers(self) -> dict[FieldName, list[str]]:
        """The rules that may read a field, by its class and name."""
        found: dict[FieldName, list[str]] = {}
        for rule, read in self.reads.items():
            for name in dict.fromkeys(field_of(path) for path in read):
                if name is not None:
                    found.setdefault(name, []).append(rule)
        return found

    @cached_property
    def uses(self) -> dict[Defined, list[str]]:
        """The rules that name a term, a table or a parameter in their own text, or in that of a term they name."""
        found: dict[Defined, list[str]] = {}
        for rule in self.rules.rules:
            for name in self._below([tree for version in rule.versions for tree in version.expressions]):
                found.setdefault(name, []).append(rule.id)
        return found

    def _below(self, trees: Sequence[Node]) -> set[Defined]:
        found: set[Defined] = set()
        waiting = list(trees)
        while waiting:
            for node in walk(waiting.pop()):
                kind = _KINDS.get(type(node))
                if kind is not None and isinstance(node, Term | Table | Parameter) and (kind, node.name) not in found:
                    found.add((kind, node.name))
                    waiting += self._meanings(kind, node.name)
        return found

    def _meanings(self, kind: str, name: str) -> list[Node]:
        defined = self.rules.defined()[kind][name]
        dated = defined.rows if kind == "table" else defined.versions
        numbers = {"term": ("at",), "table": ("test_at", "value_at"), "parameter": ("value_at",)}[kind]
        return [defined.trees.tree(getattr(one, number)) for one in dated for number in numbers]

    def stricter(self, kind: str, name: str) -> Iterator[Tightening]:
        """Give what the packs say to make a parameter (`param`) or a `rule` stricter."""
        for pack in self.rules.packs:
            yield from (one for one in pack.tightened if (one.kind, one.name) == (kind, name))

    def citing(self, source: str) -> Iterator[tuple[Rule, Version, list[Cite]]]:
        """Give every version of a rule that cites a source, with its citations of it."""
        for rule in self.rules.rules:
            for version in rule.versions:
                cites = [cite for cite in version.cites if cite.source.id == source]
                if cites:
                    yield rule, version, cites


def field_of(path: str) -> FieldName | None:
    """Give the class and the field that a path ends in; None where it is no path of the model."""
    steps = follow(path.replace("[]", ""))
    return (steps[-1].record.__name__, steps[-1].name) if steps else None
