"""Products of JSON and YAML: records as `suitability check` takes them, or rows, flat or nested, under any names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, Protocol

import attrs

from suitability.catalog.reading.fields import Field, Target, own_unit, put
from suitability.catalog.reading.gather import Gathered
from suitability.catalog.reading.headers import Called, understood
from suitability.catalog.reading.values import Digits, Wrong, plain, shown
from suitability.catalog.rows import Written, with_records
from suitability.messages.labels import field_label
from suitability.messages.locales import LOCALES
from suitability.model.facts import NOT_TOLD, Kind, kinds
from suitability.model.product import CatalogEntry
from suitability.model.subject import SHARED_ROOTS, SUBJECTS
from suitability.spot import Spot

# Where something stands in an item: the keys and indices that lead to it.
Trail = tuple[str | int, ...]
_MISS: Any = object()
_COUNTED = ("share", "amount", "low", "high")
_CUTOFF = 0.8
_MOST_SOUGHT = 200
_ROOTS = ("entry", "product", "seller")


class Twice(dict[str, Any]):
    """A mapping that says some keys more than once."""

    __slots__ = ("keys_twice",)
    keys_twice: tuple[str, ...]


class Item(Protocol):
    """One item of a file: what it holds, where it stands, and where its parts stand and how they are written."""

    def raw(self) -> Any:
        """Read it once more; what it holds is not kept."""

    def spot(self) -> Spot:
        """Give its place."""

    def find(self, trails: Sequence[Trail], of_key: bool) -> Mapping[Trail, tuple[Spot, str]]:
        """Give the places of the values at some trails, or of their keys, and the values as they are written."""


@attrs.frozen
class _Step:
    """What a key leads to: a value's field, a record or a relation of them, or nothing (ignored)."""

    name: str = ""
    field: Field | None = None
    kind: Kind | None = None
    inner: Any = None
    aside: bool = False


@attrs.define
class _Noted:
    """What a walk through an item notes: mistakes, remarks, and, where it is asked, how each fact is written."""

    errors: list[tuple[Trail, str, bool]] = attrs.Factory(list)
    remarks: list[tuple[Trail, str, str]] = attrs.Factory(list)
    facts: list[tuple[str, Trail, str]] | None = None
    aside: list[tuple[Field, Any, Trail]] = attrs.Factory(list)
    ignored: set[str] = attrs.Factory(set)


class Trees:
    """Reads items; what each key of each record leads to is found once."""

    def __init__(self, file: str, gathered: Gathered) -> None:
        self._file = file
        self._gathered = gathered
        self._ignored: dict[str, Spot] = {}
        self._others: dict[str, int] = {}
        self._contexts: dict[tuple[str, ...], _Context] = {}
        self._near: dict[Any, list[str]] = {}

    def take(self, item: Item, raw: Any, mark: int) -> None:
        """Read an item that holds `raw`; a seller that it tells is known to every file."""
        if not isinstance(raw, dict):
            self._gathered.refuse(item.spot(), f"is {_kind_of(raw)}, and no record or row of a product")
            return
        subject = raw.get("subject")
        if subject == "seller" and isinstance(raw.get("seller"), dict):
            noted = _Noted()
            told = self._record(self._context(("seller",)), raw["seller"], ("seller",), noted)
            if noted.errors:
                self._refuse(item, noted)
            elif told.get("key"):
                self._gathered.sellers[told["key"]] = told
        elif subject is not None and subject != "product":
            if subject in SUBJECTS or subject in SHARED_ROOTS:
                self._others[subject] = self._others.get(subject, 0) + 1
            else:
                self._gathered.refuse(
                    item.spot(), f"the subject {shown(str(subject))} is none of a catalog; it is product"
                )
        else:
            self._row(item, raw, mark)

    def finish(self) -> None:
        """Say what of the items was not read."""
        for subject, times in self._others.items():
            self._gathered.remark(
                Spot(self._file), "subjects", f"{times} records of the subject {subject} are not read"
            )
        if self._ignored:
            said = ", ".join(sorted(self._ignored)[:20])
            spot = next(iter(self._ignored.values()))
            self._gathered.remark(spot, "keys", f"not read, since nothing of a product is called so: {said}")

    def _row(self, item: Item, raw: dict[str, Any], mark: int) -> None:
        noted = _Noted()
        record = self._whole(raw, noted)
        if noted.errors:
            self._refuse(item, noted)
            return
        if noted.remarks:
            places = item.find([trail for trail, _, _ in noted.remarks], False)
            for trail, about, message in noted.remarks:
                self._gathered.remark(places[trail][0], about, message)
        for name in noted.ignored:
            self._ignored.setdefault(name, item.spot())
        self._gathered.add(record, item.spot(), partial(self._look, item), mark)

    def _refuse(self, item: Item, noted: _Noted) -> None:
        for of_key in (False, True):
            errors = [(trail, message) for trail, message, keyed in noted.errors if keyed is of_key]
            places = item.find([trail for trail, _ in errors], of_key) if errors else {}
            for trail, message in errors:
                name = next((str(part) for part in reversed(trail) if isinstance(part, str)), "")
                self._gathered.refuse(places[trail][0], f"{name}: {message}" if name else message)

    def _look(self, item: Item) -> Mapping[str, Written]:
        """Tell of every path of a row where it stands and how it is written."""
        noted = _Noted(facts=[])
        self._whole(item.raw(), noted)
        assert noted.facts is not None
        places = item.find([trail for _, trail, _ in noted.facts], False)
        found: dict[str, Written] = {}
        for path, trail, unit in noted.facts:
            spot, text = places[trail]
            found.setdefault(path, Written(spot, text, unit))
        for one, other in (("entry.key", "product.key"), ("product.key", "entry.key")):
            if one in found:
                found.setdefault(other, found[one])
        return with_records(found)

    def _whole(self, raw: dict[str, Any], noted: _Noted) -> dict[str, Any]:
        """Read an item: a record where it has the parts of one, else a row, whose keys are those of a product."""
        record: dict[str, Any] = {}
        self._twice(raw, (), noted)
        is_record = isinstance(raw.get("product"), dict)
        roots = _ROOTS if is_record else ("seller",)
        for root in roots:
            value = raw.get(root)
            if root == "seller" and isinstance(value, str):
                value = {"key": value}
                if noted.facts is not None:
                    noted.facts.append(("seller.key", ("seller",), ""))
                record[root] = {"key": str(raw[root]).strip()}
            elif isinstance(value, dict):
                record[root] = self._record(self._context((root,)), value, (root,), noted)
            elif value is not None and root in raw:
                noted.errors.append(((root,), f"is {_kind_of(value)}, and no record", False))
        if is_record:
            for name in raw.keys() - {"subject", *roots}:
                self._unknown(name, _ROOTS, (name,), noted)
        else:
            rest = {key: value for key, value in raw.items() if key not in ("subject", "seller")}
            record["product"] = self._record(self._context(("product",)), rest, (), noted)
        for field, value, trail in noted.aside:
            self._put_aside(record, field, value, trail, noted)
        return record

    def _put_aside(self, record: dict[str, Any], field: Field, raw: Any, trail: Trail, noted: _Noted) -> None:
        """Put what a header of a sheet tells into the record, wherever that is."""
        known = field.known.get(raw, _MISS) if raw.__class__ is str else _MISS
        before = 0 if noted.facts is None else _count(record, field.target)
        try:
            if known is not _MISS:
                put(record, field.target, known)
                if noted.facts is None:
                    return
            read = field.read(raw)
            if known is _MISS:
                put(record, field.target, read.value)
        except Wrong as wrong:
            noted.errors.append((trail, str(wrong), False))
            return
        if read.remark:
            noted.remarks.append((trail, str(trail[-1]), read.remark))
        if noted.facts is None or read.value is NOT_TOLD:
            return
        path = ".".join(field.target.path)
        if field.target.how == "merge" and read.value is not None:
            noted.facts += [(f"{path}.{name}", trail, read.unit if name in _COUNTED else "") for name in read.value]
        elif field.target.how == "extend":
            for number, fee in enumerate(read.value, before):
                noted.facts += [
                    (f"{path}[{number}].{name}", trail, read.unit if name in _COUNTED else "") for name in fee
                ]
        else:
            noted.facts.append((path, trail, read.unit))

    def _record(self, context: _Context, raw: dict[str, Any], trail: Trail, noted: _Noted) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if raw.__class__ is not dict:
            self._twice(raw, trail, noted)
        steps = context.steps
        for key, value in raw.items():
            step = steps.get(key)
            if step is None:
                step = context.step(key)
            field = step.field
            if field is not None and not step.aside:
                if value.__class__ is str:
                    found = field.known.get(value, _MISS)
                    if found is _MISS:
                        found = self._value(field, value, (*trail, key), noted)
                else:
                    found = self._value(field, value, (*trail, key), noted)
                if found is not NOT_TOLD:
                    made[step.name] = found
                    if noted.facts is not None:
                        unit = field.read(value).unit
                        noted.facts.append((context.path(trail, step.name), (*trail, key), unit))
            elif field is not None and not (step.inner is not None and isinstance(value, dict | list)):
                noted.aside.append((field, value, (*trail, key)))
            elif step.inner is not None:
                found = self._inside(step, value, (*trail, key), noted)
                if found is not NOT_TOLD:
                    made[step.name] = found
            else:
                self._unknown(key, context.names, (*trail, key), noted)
        return made

    def _value(self, field: Field, raw: Any, trail: Trail, noted: _Noted) -> Any:
        try:
            read = field.read(raw)
        except Wrong as wrong:
            noted.errors.append((trail, str(wrong), False))
            return NOT_TOLD
        if read.remark:
            noted.remarks.append((trail, str(trail[-1]), read.remark))
        return read.value

    def _inside(self, step: _Step, raw: Any, trail: Trail, noted: _Noted) -> Any:
        """Read a record or a relation of the model."""
        assert step.kind is not None
        if raw is None or raw == "":
            return None if step.kind.nullable and raw is None else NOT_TOLD
        context = self._context(step.inner)
        if step.kind.name == "one":
            if isinstance(raw, dict):
                return self._record(context, raw, trail, noted)
            noted.errors.append((trail, f"is {_kind_of(raw)}, and no record", False))
            return NOT_TOLD
        part = isinstance(raw, dict) and set(raw) == {"some"}
        members = raw["some"] if part else raw
        if not isinstance(members, list):
            noted.errors.append((trail, f"is {_kind_of(raw)}, and no list of records", False))
            return NOT_TOLD
        made = []
        inner_trail = (*trail, "some") if part else trail
        for index, member in enumerate(members):
            if isinstance(member, dict):
                made.append(self._record(context, member, (*inner_trail, index), noted))
            else:
                noted.errors.append(((*inner_trail, index), f"is {_kind_of(member)}, and no record", False))
        return {"some": made} if part else made

    def _twice(self, raw: dict[str, Any], trail: Trail, noted: _Noted) -> None:
        if isinstance(raw, Twice):
            noted.errors += [((*trail, key), "the key stands twice in one record", True) for key in raw.keys_twice]

    def _unknown(self, key: Any, known: Sequence[str], trail: Trail, noted: _Noted) -> None:
        if key in self._gathered.words.columns:
            return
        found = self._near.get(key)
        if found is None:
            from difflib import get_close_matches  # only a mistake needs it

            sought = len(self._near) < _MOST_SOUGHT and len(str(key)) < _MOST_SOUGHT
            found = self._near[key] = get_close_matches(str(key), known, n=1, cutoff=_CUTOFF) if sought else []
        close = found
        if close:
            noted.errors.append((trail, f"unknown key; did you mean {close[0]!r}?", True))
        else:
            noted.ignored.add(f"{key:.40}" if isinstance(key, str) else repr(key)[:40])

    def _context(self, path: tuple[str, ...]) -> _Context:
        made = self._contexts.get(path)
        if made is None:
            made = self._contexts[path] = _Context(path, self._gathered)
        return made


class _Context:
    """A record at a path of the model: what each key of it leads to. A relation's path ends in its name and ``[]``."""

    def __init__(self, path: tuple[str, ...], gathered: Gathered) -> None:
        self._path = path
        self._gathered = gathered
        record: Any = CatalogEntry
        if path != ("entry",):
            for part in path:
                record = kinds(record)[part.removesuffix("[]")].record
        self._record = record
        self._kinds = kinds(record)
        if path == ("entry",):
            self._kinds = {"key": self._kinds["key"]}
        self.names = tuple(self._kinds)
        self._labels = _labels(record)
        self.steps: dict[Any, _Step] = {}

    def path(self, trail: Trail, name: str) -> str:
        """Give the path of a field of this record, whose members are numbered by the trail that led here."""
        indices = iter(part for part in trail if isinstance(part, int))
        parts = [f"{part[:-2]}[{next(indices)}]" if part.endswith("[]") else part for part in self._path]
        return ".".join((*parts, name))

    def step(self, key: Any) -> _Step:
        """Find what a key leads to, and keep it."""
        made = self.steps[key] = self._step(key)
        return made

    def _step(self, key: Any) -> _Step:
        if not isinstance(key, str):
            return _Step()
        if key in self._gathered.words.columns:
            called = self._gathered.words.columns[key]
            return _Step() if called is None else self._called(called, None)
        if key in self._kinds:
            return self._own(key, own=True)
        name = self._labelled(key)
        if name is not None and self._path != ("product",):
            return self._own(name, own=False)
        called = understood(key)
        # A row's own keys may tell of its seller too.
        if called is not None and (self._path == ("product",) or called.target.path[: len(self._path)] == self._path):
            return self._called(called, name)
        return self._own(name, own=False) if name is not None else _Step()

    def _called(self, called: Called, name: str | None) -> _Step:
        """Give the step of a header; it may hold the records of the model instead, where one is called so."""
        field = self._gathered.fields.of(called.target.name, called.unit)
        path = called.target.path
        if name is None and len(path) == len(self._path) + 1 and path[:-1] == self._path and called.target.how != "set":
            name = path[-1]
        whole = _Step() if name is None else self._own(name, own=False)
        if whole.inner is None:
            return _Step(field=field, aside=True)
        return attrs.evolve(whole, field=field, aside=True)

    def _own(self, name: str, *, own: bool) -> _Step:
        kind = self._kinds[name]
        if kind.record is not None:
            inner = (*self._path, f"{name}[]" if kind.name == "many" else name)
            return _Step(name, None, kind, inner)
        target = Target(".".join((*self._path, name)), (*self._path, name), "set", kind)
        return _Step(name, self._gathered.fields.at(target, own_unit(target) if own else ""), kind)

    def _labelled(self, key: str) -> str | None:
        return self._labels.get(plain(key)) if len(key) < _MOST_SOUGHT else None


@cache
def _labels(record: Any) -> Mapping[str, str]:
    """Give the fields of a class by their folded labels in every locale."""
    return {plain(field_label(record, name, locale)): name for name in kinds(record) for locale in LOCALES}


def _count(record: Mapping[str, Any], target: Target) -> int:
    at: Any = record
    for part in target.path:
        at = at.get(part) if isinstance(at, dict) else None
    return len(at) if isinstance(at, list) else 0


def _kind_of(raw: Any) -> str:
    if raw is None:
        return "null"
    if isinstance(raw, Digits):
        return "a number"
    return {str: "a text", bool: "true or false", list: "a list", dict: "a record"}.get(type(raw), "a record")
