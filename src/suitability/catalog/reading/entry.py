"""From a record whose every value has been read to the entry of the model, without reading any of them again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from suitability.model.facts import NOT_TOLD, Some, kinds, puts
from suitability.model.product import CatalogEntry, Product
from suitability.model.seller import Seller

_Put = Callable[[Any, Any], None]


def entry(record: Mapping[str, Any], memory: dict[Any, Any]) -> CatalogEntry:
    """Make the entry that the door of records makes of the same record.

    The values are as the model holds them: each was read by a field of its kind. `memory` keeps the parts that many
    products share.
    """
    values = {**record["entry"], "product": _made(Product, record["product"], memory)}
    seller = record.get("seller")
    if seller is not None:
        values["seller"] = _seller(seller, memory)
    return _filled(CatalogEntry, values)  # type: ignore[no-any-return]


def _seller(values: Mapping[str, Any], memory: dict[Any, Any]) -> Any:
    # One mapping is that of many products; kept beside what was made of it, no other can have its number.
    found = memory.get(id(values))
    if found is None:
        found = memory[id(values)] = (values, _made(Seller, values, memory))
    return found[1]


def _filled(cls: Any, values: Mapping[str, Any]) -> Any:
    made = object.__new__(cls)
    for name, put in puts(cls).items():
        put(made, values.get(name, NOT_TOLD))
    return made


def _made(cls: Any, values: Mapping[str, Any], memory: dict[Any, Any]) -> Any:
    made = object.__new__(cls)
    plain, nested = _puts(cls)
    get = values.get
    for name, put in plain:
        put(made, get(name, NOT_TOLD))
    for name, put, inner, many in nested:
        value = get(name, NOT_TOLD)
        if value is not NOT_TOLD and value is not None:
            value = _members(inner, value, memory) if many else _shared(inner, value, memory)
        put(made, value)
    return made


def _members(cls: Any, value: Any, memory: dict[Any, Any]) -> Any:
    if isinstance(value, dict):
        return Some(_shared(cls, one, memory) for one in value["some"])
    return tuple(_shared(cls, one, memory) for one in value)


def _shared(cls: Any, values: Mapping[str, Any], memory: dict[Any, Any]) -> Any:
    key = (cls, *values.items())
    try:
        found = memory.get(key)
    except TypeError:  # holds a relation, and is no other's
        return _made(cls, values, memory)
    if found is None:
        found = memory[key] = _made(cls, values, memory)
    return found


@cache
def _puts(cls: Any) -> tuple[tuple[tuple[str, _Put], ...], tuple[tuple[str, _Put, Any, bool], ...]]:
    """Give how to put the plain fields of a class, and its records and relations."""
    every = puts(cls)
    plain = tuple((name, every[name]) for name, kind in kinds(cls).items() if kind.record is None)
    nested = tuple(
        (name, every[name], kind.record, kind.name == "many")
        for name, kind in kinds(cls).items()
        if kind.record is not None
    )
    return plain, nested
