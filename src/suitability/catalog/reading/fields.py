"""What a column or a key of a catalog can tell, and the reader of its values.

Every plain field of a product or its seller is a target by its path (`product.levels.seller`). A few targets more take
what catalogs write in one cell: a window of days, a fee by its kind, a benchmark with its figures.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Literal

import attrs

from suitability.catalog.reading import values as v
from suitability.catalog.reading.several import WINDOWS, several
from suitability.catalog.reading.values import NONE, UNTOLD, Digits, Formula, Read, Wrong, plain, shown
from suitability.catalog.reading.words import ALL, FEE_KINDS, named, vocabulary
from suitability.engine.ruleset import RuleSet
from suitability.model.facts import NOT_TOLD, Kind, kinds
from suitability.model.product import CatalogEntry
from suitability.model.scale import Scale

# set: the value is that of the path; merge: a record of values for the record there; extend: members of the relation.
How = Literal["set", "merge", "extend"]
_CONTROLS = frozenset(map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160)]))
_LONGEST = 20_000
_SHORT = 6
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]+")


@attrs.frozen
class Target:
    """Where a value goes in the record, how, and of what kind it is; a merged or extending target has none."""

    name: str
    path: tuple[str, ...]
    how: How = "set"
    kind: Kind | None = None


def _leaves(record: Any, path: tuple[str, ...]) -> Iterator[Target]:
    for name, kind in kinds(record).items():
        if kind.name == "one":
            yield from _leaves(kind.record, (*path, name))
        elif kind.name != "many":
            yield Target(".".join((*path, name)), (*path, name), "set", kind)


def _targets() -> Iterator[Target]:
    for root in ("product", "seller"):
        yield from _leaves(kinds(CatalogEntry)[root].record, (root,))
    yield Target("product.type", ("product",), "merge")
    for name in WINDOWS:
        yield Target(name, ("product",), "merge")
    yield Target("product.benchmark", ("product", "benchmark"), "merge")
    yield Target("product.redemption", ("product", "redemption"), "merge")
    yield Target("product.fees", ("product", "fees"), "extend")
    for kind in FEE_KINDS:
        yield Target(f"product.fees.{kind}", ("product", "fees"), "extend")


TARGETS: Mapping[str, Target] = {target.name: target for target in _targets()}


class Field:
    """One target with the unit its header names, and every value it has read: a catalog says few words many times.

    `known` holds what texts say; only what needs no remark stands there.
    """

    __slots__ = ("_others", "_read", "known", "path", "target", "unit")

    def __init__(self, target: Target, unit: str, read: Callable[[Any], Read]) -> None:
        self.target = target
        self.path = target.path
        self.unit = unit
        self.known: dict[str, Any] = {}
        self._others: dict[tuple[type, Any], Read] = {}
        self._read = read

    def read(self, raw: Any) -> Read:
        """Give what a value says; raise Wrong where it says nothing that can be held."""
        kind = raw.__class__
        seen = (kind, tuple(raw) if kind is list else raw)
        try:
            found = self._others.get(seen)
        except TypeError:
            raise Wrong("holds a record in a list of values") from None
        if found is None:
            found = self._read(raw)
            if kind is not str:
                self._others[seen] = found
            elif not found.remark:
                self.known[raw] = found.value
        return found


class Fields:
    """The fields of one reading: by the scales of the packs, and by what a firm says of its own words."""

    def __init__(self, rules: RuleSet, words: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._scales = rules.scales
        self._words = words or {}
        self._made: dict[tuple[str, str], Field] = {}

    def of(self, name: str, unit: str = "") -> Field:
        """Give the field of a target, whose bare numbers are in `unit` (empty: nothing says in which)."""
        return self.at(TARGETS[name], unit)

    def at(self, target: Target, unit: str) -> Field:
        """Give the field of a target that a record has and a column cannot name: in a member of a relation."""
        made = self._made.get((target.name, unit))
        if made is None:
            inner = several(target.name, unit) or self._plain(target, unit)
            own = self._words.get(target.name, {})
            made = self._made[target.name, unit] = Field(target, unit, partial(_value, target, own, inner))
        return made

    def _plain(self, target: Target, unit: str) -> Callable[[str, Any], Read]:
        kind = target.kind
        assert kind is not None
        if kind.name == "level":
            scale = self._scales.get(kind.scale)
            read = v.lowest_level if kind.scale == "customer" else v.level
            words = _level_words(scale)
            return lambda text, _: read(text, scale, words)
        return _of_kind(kind, target.path, unit)


def own_unit(target: Target) -> str:
    """Give the unit of a bare number under the model's own name of a field, which says it."""
    name = "" if target.kind is None else target.kind.name
    if name == "number":
        return "months" if target.path[-1].endswith("months") else "days" if target.path[-1].endswith("days") else ""
    return {"share": "fraction", "money": "yuan"}.get(name, "")


def _value(target: Target, own: Mapping[str, Any], inner: Callable[[str, Any], Read], raw: Any) -> Read:
    """Read one value: what any kind of field has in common, then what its kind asks."""
    if raw is None:
        return NONE if _nullable(target) else UNTOLD
    kind = target.kind
    if isinstance(raw, dict):
        raise Wrong("is a record, where one value is asked for")
    if isinstance(raw, list):
        if kind is None or kind.name != "set":
            raise Wrong("is a list, where one value is asked for")
        return _listed(inner, raw, own)
    if isinstance(raw, Formula):
        raise Wrong(f"holds a formula ({shown(raw)}), and no value that stays; paste it as a value")
    if isinstance(raw, bool):
        if kind is None or kind.name != "flag":
            raise Wrong(f"is {'true' if raw else 'false'}, where no yes or no is asked for")
        return Read(raw)
    if isinstance(raw, dt.date):
        if kind is None or kind.name != "day":
            raise Wrong(f"is the day {raw.isoformat()}, where no day is asked for; was it changed by the spreadsheet?")
        return Read(raw)
    text = raw.strip()
    if text in own:
        return Read(own[text])
    if not text:
        return UNTOLD
    if len(text) > _LONGEST:
        raise Wrong(f"is {len(text)} characters long; a value has at most {_LONGEST}")
    if not _CONTROLS.isdisjoint(text):
        raise Wrong("holds a control character, which no text of a catalog has")
    # A longer text that a person wrote is no word of a list.
    folded = plain(text) if len(text) <= _SHORT or kind is None or kind.name != "text" else ""
    if folded in v.NO_WORDS and (kind is None or kind.name != "flag"):
        if kind is not None and kind.name == "set":
            return Read(frozenset())
        return NONE if _nullable(target) else _none_of(target)
    try:
        return inner(folded, raw if isinstance(raw, Digits) else text)
    except Wrong as wrong:
        raise Wrong(str(wrong).replace(shown(folded), shown(text))) from None


def _nullable(target: Target) -> bool:
    return target.name == "product.benchmark" if target.kind is None else target.kind.nullable


def _none_of(target: Target) -> Read:
    """Give what 无 says where none is no value: no such fee, no window; else nothing was told."""
    if target.how == "extend":
        return Read([])
    if target.name in WINDOWS:
        return Read(dict.fromkeys(WINDOWS[target.name]))
    return UNTOLD


def _listed(inner: Callable[[str, Any], Read], raw: list[Any], own: Mapping[str, Any]) -> Read:
    members: set[Any] = set()
    for one in raw:
        if not isinstance(one, str) or isinstance(one, Digits):
            raise Wrong("is a list that holds something else than texts")
        said = own.get(one.strip())
        found = said if said is not None else inner(plain(one), one.strip()).value
        members |= found if isinstance(found, frozenset) else {found}
    return Read(frozenset(members))


# One reader for each kind: of the folded text and the text as written.


def _of_kind(kind: Kind, path: tuple[str, ...], unit: str) -> Callable[[str, Any], Read]:
    name = path[-1]
    if kind.name == "text":
        if name == "currency":
            return lambda text, _: v.currency(text, named("currency"))
        return _code if name == "key" else _text
    if kind.name == "flag":
        return lambda text, raw: _flag(text, raw)
    if kind.name == "number":
        if name == "notice_days":
            return lambda text, _: v.notice(text, unit)
        if name.endswith(("_days", "_months")):
            return lambda text, _: _period(text, unit, "months" if name.endswith("months") else "days", kind.nullable)
        return lambda text, _: v.count(text)
    if kind.name == "money":
        return lambda text, _: v.amount(text, unit)
    if kind.name == "share":
        return lambda text, _: v.share(text, unit)
    if kind.name == "day":
        return lambda text, _: NONE if kind.nullable and text in v.ENDLESS else v.day(text)
    if kind.name == "choice":
        return lambda text, _: v.chosen(text, vocabulary(kind.vocabulary, kind.values), kind.values)
    if kind.name == "set":
        return lambda text, raw: _set(kind, text, raw)
    return _text


def _text(_: str, raw: Any) -> Read:
    remark = "numbers of a spreadsheet are read as the text of their digits" if isinstance(raw, Digits) else ""
    try:
        raw.encode()
    except UnicodeEncodeError:
        raise Wrong("holds half of a character, which nothing can write down") from None
    return Read(str(raw), "", remark)


def _code(_: str, raw: Any) -> Read:
    if isinstance(raw, Digits):
        raise Wrong(f"{shown(raw)} is a number, which has lost the zeros before it, if any; write the code as a text")
    if _SCIENTIFIC.fullmatch(raw):
        raise Wrong(f"{shown(raw)} was made of a long code by a spreadsheet; write the code as a text")
    if raw.startswith('="') and raw.endswith('"'):
        return Read(raw[2:-1], "", 'codes written as ="001234" are read without the signs around them')
    return _text(_, raw)


def _flag(text: str, raw: Any) -> Read:
    found = named("flag").get(text)
    if found is None:
        raise Wrong(f"{shown(raw)} is neither yes nor no; write 是 or 否")
    return Read(found)


def _period(text: str, unit: str, into: str, nullable: bool) -> Read:
    if nullable and text in (v.ENDLESS | {"终身", "至终身", "保终身"}):
        return NONE
    return v.period(text, unit, into)


def _set(kind: Kind, text: str, raw: str) -> Read:
    if not kind.values:
        return Read(frozenset(part.strip() for part in v.SENTENCES.split(raw) if part.strip()))
    if text in ALL:
        return Read(frozenset(kind.values))
    words = vocabulary(kind.vocabulary, kind.values)
    if text in words:
        return Read(frozenset({words[text]}))
    return Read(
        frozenset(v.chosen(plain(part), words, kind.values).value for part in v.PARTS.split(raw) if part.strip())
    )


def _level_words(scale: Scale | None) -> Mapping[str, str]:
    return {} if scale is None else {plain(name): scale.levels[rank] for name, rank in scale.ranks.items()}


def put(record: dict[str, Any], target: Target, value: Any) -> None:
    """Put what a field says into a record; raise Wrong where the record says otherwise already."""
    if value is NOT_TOLD:
        return
    *parents, name = target.path
    at = record
    for parent in parents:
        found = at.get(parent)
        if found is None:
            found = at[parent] = {}
        at = found
    if target.how == "set" or value is None:
        one(at, name, value)
    elif target.how == "extend":
        at.setdefault(name, []).extend(value)
    else:
        inside = at.get(name)
        if inside is None:
            inside = at[name] = {}
        for inner, said in value.items():
            one(inside, inner, said)


def one(at: dict[str, Any], name: str, value: Any) -> None:
    """Put one value into a record; raise Wrong where it holds another one already."""
    if name in at and at[name] != value:
        raise Wrong("says otherwise than something else that tells the same")
    at[name] = value
