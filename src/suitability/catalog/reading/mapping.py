"""A firm's own words: what its columns are called, and what its values mean.

::

    [columns]
    "内部编号" = "product.key"
    "费率A"    = { tells = "product.fees.management", unit = "percent" }
    "备注"     = ""                      # not to be read

    [values."product.family"]
    "稳盈系列" = "wealth"
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from suitability.catalog.reading.fields import TARGETS, Fields
from suitability.catalog.reading.headers import Called, units_of
from suitability.catalog.reading.values import Wrong
from suitability.engine.ruleset import RuleSet
from suitability.errors import RuleFileError, RuleFileErrors
from suitability.language.errors import near

_TABLES = ("columns", "values")
_COLUMN = ("tells", "unit")


@attrs.frozen
class Words:
    """What a firm says of its own headers and values; a header of None is not to be read."""

    columns: Mapping[str, Called | None] = attrs.field(factory=dict[str, "Called | None"])
    values: Mapping[str, Mapping[str, Any]] = attrs.field(factory=dict[str, "Mapping[str, Any]"])


def read_words(path: str | os.PathLike[str], rules: RuleSet) -> Words:
    """Read a mapping file. Raises RuleFileErrors with every mistake of it at its line and column."""
    from suitability.rules.door import File  # needs pydantic, which a catalog without a mapping does not

    errors: list[RuleFileError] = []
    file = File(Path(path), Path(path).name, errors)
    if not file.readable:
        raise RuleFileErrors(errors)
    for key in file.data:
        if key not in _TABLES:
            file.error((key,), f"unknown table {key!r}", near(key, _TABLES), key=True)
    columns: dict[str, Called | None] = {}
    for header, said in _table(file, ("columns",)):
        where = ("columns", header)
        told = said if isinstance(said, dict) else {"tells": said}
        for key in told:
            if key not in _COLUMN:
                file.error((*where, key), f"unknown key {key!r}", near(key, _COLUMN), key=True)
        name, unit = told.get("tells"), told.get("unit", "")
        if name == "":
            columns[header.strip()] = None
        elif not isinstance(name, str) or name not in TARGETS:
            file.error(where, f"{name!r} is nothing that a column can tell", _near(name, TARGETS))
        elif unit and unit not in units_of(TARGETS[name]):
            hint = near(str(unit), units_of(TARGETS[name])) or "its values have no units"
            file.error((*where, "unit"), f"{unit!r} is no unit of {name}", hint)
        else:
            columns[header.strip()] = Called(TARGETS[name], unit)
    values: dict[str, dict[str, Any]] = {}
    fields = Fields(rules)
    for name, words in _table(file, ("values",)):
        if name not in TARGETS:
            file.error(("values", name), f"{name!r} is nothing that a column can tell", _near(name, TARGETS), key=True)
            continue
        for word, said in _table(file, ("values", name)) if isinstance(words, dict) else ():
            try:
                values.setdefault(name, {})[word.strip()] = _meaning(fields, name, said)
            except Wrong as wrong:
                file.error(("values", name, word), str(wrong))
        if not isinstance(words, dict):
            file.error(("values", name), "is no table of words and their meaning")
    if errors:
        raise RuleFileErrors(errors)
    return Words(columns, values)


def _table(file: Any, where: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    found: Any = file.data
    for part in where:
        found = found.get(part, {})
    if not isinstance(found, dict):
        file.error(where, f"[{where[-1]}] is no table")
        return
    yield from found.items()


def _meaning(fields: Fields, name: str, said: Any) -> Any:
    if isinstance(said, bool | list):
        return fields.of(name).read(said).value
    if not isinstance(said, str) or not said.strip():
        raise Wrong("a meaning is a text such as R2 or wealth, or a list of such texts")
    return fields.of(name).read(said).value


def _near(name: Any, known: Iterable[str]) -> str:
    return near(name, known) if isinstance(name, str) else "a path such as product.key"
