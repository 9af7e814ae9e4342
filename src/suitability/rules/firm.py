"""What a firm's own pack may say beside rules: facts that are always so, and what it makes stricter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from suitability.language.errors import near
from suitability.language.tree import Constant, Node
from suitability.language.types import type_of
from suitability.model.facts import Kind, kinds
from suitability.model.paths import kind_at
from suitability.model.sale import Sale
from suitability.model.scale import Scale
from suitability.model.subject import SHARED_ROOTS, STAGES
from suitability.rules import shape
from suitability.rules.door import File, Where
from suitability.rules.names import Names
from suitability.rules.pack import SEVERITIES, Pack, Parameter, Rule, Statement, Tightening, in_force
from suitability.rules.trees import Trees
from suitability.rules.values import Mistaken, read_value

# What is so of every record is never a day, an event, a level or a list of records.
STATABLE = ("text", "flag", "number", "money", "share", "choice", "set")
# A customer is never always so; of all customers only this can be.
OF_CUSTOMERS = ("customer.kind", "customer.nfra_category", "customer.csrc_category")
COMPARABLE = ("number", "money", "share", "level")


class Firm:
    """Reads the facts and the tightenings of one `pack.toml`; mistakes go to its file."""

    def __init__(self, file: File, base: Sequence[Pack], names: Names) -> None:
        self.file = file
        self.names = names
        self.parameters: dict[str, Parameter] = {n: p for pack in base for n, p in pack.parameters.items()}
        self.rules: dict[str, Rule] = {rule.id: rule for pack in base for rule in pack.rules}
        self.before: list[Tightening] = [one for pack in base for one in pack.tightened]
        self.known: list[Statement] = [one for pack in base for one in pack.stated]

    def stated(self, found: Sequence[shape.Stated]) -> tuple[Statement, ...]:
        """Give the facts that the pack states."""
        made: list[Statement] = []
        for index, entry in enumerate(found):
            where: Where = ("facts", index)
            if not self._dated(where, entry):
                continue
            if not entry.is_ and not entry.none:
                self.file.error(where, "states nothing", 'write `is = { seller.licence = "bank" }`, or `none = ["…"]`')
            said = [(path, (*where, "is", *path.split(".")), value) for path, value in _leaves(entry.is_)]
            said += [(path, (*where, "none", number), None) for number, path in enumerate(entry.none)]
            for path, at, value in said:
                try:
                    values = self._values(path, value)
                except Mistaken as mistake:
                    self.file.error(at, str(mistake), mistake.hint)
                    continue
                one = Statement(path, values, entry.first, entry.last, entry.owner, entry.reason)
                other = next((o for o in (*self.known, *made) if o.path == path and _overlap(o, one)), None)
                if other is not None:
                    self.file.error(at, f"{path} is stated already, from {other.first} by {other.owner}")
                made.append(one)
        return tuple(made)

    def _values(self, path: str, value: Any) -> tuple[Any, ...]:
        # A whole part of a sale can only be stated to be none: nobody advises where nobody takes part.
        kind = kinds(Sale)[path] if path in SHARED_ROOTS else kind_at(path)
        if kind is None:
            raise Mistaken(f"{path} is no fact of a record", "write it as records do: seller.licence, sale.channel")
        if path.partition(".")[0] == "customer" and path not in OF_CUSTOMERS:
            raise Mistaken(
                f"{path} is a fact of one customer, never of all", f"of customers: {', '.join(OF_CUSTOMERS)}"
            )
        if value is None and not kind.nullable:
            raise Mistaken(f"{path} cannot be none")
        if (kind.name not in STATABLE and not (value is None and kind.name == "one")) or kind.given or kind.event:
            raise Mistaken(f"{path} cannot always be the same: it is {_an(kind)}", f"valid here: {', '.join(STATABLE)}")
        if value is None:
            return (None,)
        type_ = type_of(kind)
        if kind.name == "choice" and isinstance(value, list):
            if len(set(map(str, value))) < max(len(value), 2):
                raise Mistaken(
                    f"{path} is one of several different values here", "one value alone is written without a list"
                )
            return tuple(_plain(read_value(item, type_, {})) for item in value)
        return (_plain(read_value(value, type_, {})),)

    def tightened(self, found: Sequence[shape.Tighten]) -> tuple[Tightening, ...]:
        """Give what the pack makes stricter."""
        made: list[Tightening] = []
        for index, entry in enumerate(found):
            where: Where = ("tighten", index)
            if not self._dated(where, entry):
                continue
            if (entry.param is None) == (entry.rule is None):
                self.file.error(where, "tightens one thing: a `param` or a `rule`")
            elif (
                one := self._parameter(where, entry) if entry.param is not None else self._rule(where, entry)
            ) is not None:
                made.append(one)
                self.before.append(one)
        return tuple(made)

    def _parameter(self, where: Where, entry: shape.Tighten) -> Tightening | None:
        name = str(entry.param)
        parameter = self.parameters.get(name)
        if parameter is None:
            own = "; a pack sets its own parameters in [param]" if name in self.names.parameters else ""
            self.file.error(
                (*where, "param"),
                f"no pack before this one has the parameter {name!r}{own}",
                near(name, self.parameters),
            )
            return None
        if entry.severity is not None or entry.stage is not None or entry.value is None:
            self.file.error(where, "a parameter is tightened by its `value`")
            return None
        type_ = parameter.trees.type(parameter.type_at)
        if type_.name not in COMPARABLE:
            self.file.error(
                (*where, "param"), f"{name} has no order, so it cannot be tightened", "write a rule of your own"
            )
            return None
        scales = self.names.scales
        try:
            value = read_value(entry.value, type_, scales)
        except Mistaken as mistake:
            self.file.error((*where, "value"), str(mistake), mistake.hint)
            return None
        one = _tightening("param", name, entry, self.names.trees, value_at=self.names.trees.add(value))
        known = [
            (day, was) for day in self._days(one, parameter.versions) if (was := self._value_before(parameter, day))
        ]
        if not known:
            self.file.error((*where, "from"), f"{name} has no value in that time, so there is nothing to tighten")
        for day, before in known:
            was, now = _rank(before, scales), _rank(value, scales)
            if (now > was) if parameter.stricter == "lower" else (now < was):
                self.file.error(
                    (*where, "value"),
                    f"{entry.value} loosens {name}, which is {_plain(before)} on {day}",
                    f"a firm may only tighten: for this parameter {parameter.stricter} is stricter",
                )
                return None
        return one

    def _value_before(self, parameter: Parameter, day: dt.date) -> Node | None:
        version = in_force(parameter.versions, day)
        if version is None:
            return None
        for one in reversed(self.before):
            if one.kind == "param" and one.name == parameter.name and in_force([one], day) and one.value_at is not None:
                return one.trees.tree(one.value_at)
        return parameter.trees.tree(version.value_at)

    def _rule(self, where: Where, entry: shape.Tighten) -> Tightening | None:
        rule = self.rules.get(str(entry.rule))
        if rule is None:
            self.file.error(
                (*where, "rule"),
                f"no pack before this one has the rule {entry.rule!r}",
                near(str(entry.rule), self.rules),
            )
            return None
        if entry.value is not None or (entry.severity is None and entry.stage is None):
            self.file.error(where, "a rule is tightened by its `severity` or its `stage`")
            return None
        one = _tightening("rule", rule.id, entry, self.names.trees)
        right = True
        for day in self._days(one, rule.versions):
            version = in_force(rule.versions, day)
            before = [o for o in reversed(self.before) if o.kind == "rule" and o.name == rule.id and in_force([o], day)]
            if entry.severity is not None and version is not None:
                was = next((o.severity for o in before if o.severity), rule.severity_of(version))
                if SEVERITIES.index(entry.severity) < SEVERITIES.index(was):
                    self.file.error(
                        (*where, "severity"),
                        f"{entry.severity} loosens {rule.id}, which has {was} on {day}",
                        "stricter is warn above note, block above warn",
                    )
                    right = False
                elif entry.severity == "block" and rule.force == "law" and not version.verified:
                    self.file.error(
                        (*where, "severity"),
                        f"{rule.id} rests on law that was not read in the law itself, so it never blocks",
                        "write a house rule of your own",
                    )
                    right = False
            stage = next((o.stage for o in before if o.stage), rule.stage)
            if entry.stage is not None and (stage is None or STAGES.index(entry.stage) > STAGES.index(stage)):
                said = "has no stages" if stage is None else f"is due from {stage} on"
                self.file.error(
                    (*where, "stage"), f"{entry.stage} loosens {rule.id}, which {said}", "an earlier stage is stricter"
                )
                right = False
            if not right:
                return None
        return one

    def _days(self, one: Tightening, versions: Sequence[Any]) -> list[dt.date]:
        """Give the days from which anything changes while a tightening holds, its first day among them."""
        dated = [*versions, *(o for o in self.before if (o.kind, o.name) == (one.kind, one.name))]
        turns = {o.first for o in dated} | {
            o.last + dt.timedelta(days=1) for o in dated if o.last not in (None, dt.date.max)
        }
        return sorted({one.first, *(day for day in turns if in_force([one], day))})

    def _dated(self, where: Where, entry: shape.Owned) -> bool:
        if entry.last is not None and entry.last < entry.first:
            self.file.error((*where, "until"), f"ends on {entry.last}, before it begins on {entry.first}")
            return False
        return True


def _tightening(kind: str, name: str, entry: shape.Tighten, trees: Trees, value_at: int | None = None) -> Tightening:
    return Tightening(
        kind, name, entry.first, entry.last, entry.owner, entry.reason, value_at, entry.severity, entry.stage, trees
    )


def _overlap(one: Statement, other: Statement) -> bool:
    return (one.last is None or other.first <= one.last) and (other.last is None or one.first <= other.last)


def _leaves(facts: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in facts.items():
        at = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            yield from _leaves(value, at)
        else:
            yield at, value


def _rank(node: Node, scales: Mapping[str, Scale]) -> Any:
    assert isinstance(node, Constant)
    return scales[node.type.scale].ranks[node.value] if node.type.name == "level" else node.value


def _plain(node: Node) -> Any:
    assert isinstance(node, Constant)
    return node.value


def _an(kind: Kind) -> str:
    return "one record" if kind.name == "one" else "a list of records" if kind.name == "many" else f"a {kind.name}"
