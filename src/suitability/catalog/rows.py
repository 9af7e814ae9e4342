"""What every reader of catalogs gives: rows with their places, what could not be read, and what was read otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import attrs

from suitability.engine.written import canonical, digest
from suitability.model.product import CatalogEntry
from suitability.spot import Remark, Spot, Unread


class Written(NamedTuple):
    """How a fact stands in a file: where, in which words, and in which unit; empty where it has none."""

    spot: Spot
    text: str
    unit: str = ""


@attrs.frozen
class Row:
    """One product of a catalog: its record as the door takes it, its entry, and where it stands.

    What is asked of few rows is worked out when it is asked for: the places of its facts by their paths
    (`product.levels.seller`; a record stands where its first fact does), their words as written, and their units.
    """

    key: str
    entry: CatalogEntry = attrs.field(repr=False)
    record: Mapping[str, Any] = attrs.field(repr=False)
    spot: Spot
    _mark: int = attrs.field(repr=False, eq=False)
    _look: Callable[[], Mapping[str, Written]] = attrs.field(repr=False, eq=False)

    @cached_property
    def facts(self) -> Mapping[str, Written]:
        """Every path of the row that is told, and how it stands in the file."""
        return self._look()

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """Where each path stands."""
        return {path: one.spot for path, one in self.facts.items()}

    @cached_property
    def written(self) -> Mapping[str, str]:
        """The words of each fact as they are written."""
        return {path: one.text for path, one in self.facts.items() if one.text}

    @cached_property
    def units(self) -> Mapping[str, str]:
        """The unit each number is written in, a `WrittenUnit`."""
        return {path: one.unit for path, one in self.facts.items() if one.unit}

    @cached_property
    def digest(self) -> str:
        """A digest of the product's facts: neither how they are written nor their order changes it, nor the seller."""
        return digest([self.key, _settled(self.record["product"])])

    def alike(self, other: Row) -> bool:
        """Say whether two rows are written alike, and so tell the same in the same units; found at once."""
        return self._mark == other._mark

    def same(self, other: Row) -> bool:
        """Say whether two rows tell the same of a product; most that do are found without their digests."""
        return self.alike(other) or self.record["product"] == other.record["product"] or self.digest == other.digest


def _settled(value: Any) -> Any:
    """Give plain data with its relations in one order; relations have none of their own."""
    if isinstance(value, Mapping):
        return {key: _settled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted((_settled(inner) for inner in value), key=canonical)
    return value


def with_records(facts: dict[str, Written]) -> Mapping[str, Written]:
    """Add to the paths of facts those of the records around them, each where its first fact stands."""
    for path, written in list(facts.items()):
        around = path.rpartition(".")[0]
        while around:
            facts.setdefault(around, Written(written.spot, ""))
            facts.setdefault(around.partition("[")[0], Written(written.spot, ""))
            around = around.rpartition(".")[0]
    return facts


@attrs.frozen
class Catalog:
    """The products of some files, in their order.

    `unread` holds every file and row that could not be read, and why; the other rows are there. `remarks` say what was
    read otherwise than it is written, and what was not read because nothing of the model is called so.
    """

    rows: tuple[Row, ...] = attrs.field(repr=False)
    unread: tuple[Unread, ...] = ()
    remarks: tuple[Remark, ...] = ()
    files: tuple[str, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Row]:
        """The rows by the codes of their products; no code stands twice."""
        return {row.key: row for row in self.rows}
