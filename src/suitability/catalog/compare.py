"""Two states of a catalog compared: what changed of which product, as subjects of the rules on changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import attrs

from suitability.catalog.approvals import Authority, Entry
from suitability.catalog.book import Book, Effect
from suitability.catalog.rows import Catalog, Row
from suitability.catalog.texts import Reader, dropped_sentences
from suitability.engine.ruleset import RuleSet
from suitability.model.change import Approval, Change, ChangeNotice, UnitChange
from suitability.model.facts import NOT_TOLD
from suitability.model.product import Product
from suitability.spot import Spot

# Gives the names under which products that are new now stood in the catalog once; of one that it does not give
# nothing is known.
Earlier = Callable[[Collection[str]], Mapping[str, frozenset[str]]]


@attrs.frozen
class Told:
    """What is known of a change beside the two catalogs; None: it is not.

    `authors` are the names and mail addresses of those who wrote it. `base` names the commit that the catalog is
    compared with; empty: it stands in files.
    """

    authors: frozenset[str] | None = None
    authority: Authority = attrs.field(factory=Authority)
    book: Book | None = None
    earlier: Earlier | None = None
    base: str = ""


@attrs.frozen
class Changed:
    """A change of one product, and its rows: `was` before it, None where it is new; `row` after, None where it leaves.

    `spot` is where the product stands, or stood. `entries` are the approvals and notices that were made for this very
    change; `effect` is whom it touches.
    """

    change: Change
    was: Row | None
    row: Row | None
    spot: Spot
    entries: tuple[Entry, ...] = ()
    effect: Effect | None = None

    @property
    def key(self) -> str:
        """The code of the product."""
        return str(self.change.key)

    @property
    def digests(self) -> tuple[str | None, str | None]:
        """The digests of the product before and after."""
        return _digest(self.was), _digest(self.row)

    @property
    def spots(self) -> Mapping[str, Spot]:
        """Where the facts of the change stand: what a product was stands where it says now what it is."""
        if self.row is None:
            return {}
        before = {f"change.before.{path.partition('.')[2]}": spot for path, spot in self.row.spots.items()}
        return {**self.row.spots, **before}


def at_base(spot: Spot, base: str) -> Spot:
    """Give a place in a file as it was in a commit: no line of the file as it is now."""
    line = ":".join(str(part) for part in (base[:10], spot.line, spot.column) if part is not None)
    return Spot(spot.file, name=f"{line} {spot.name}".rstrip())


def changes(before: Catalog, after: Catalog, rules: RuleSet, *, on: dt.date, told: Told) -> tuple[Changed, ...]:
    """Give the changes between two states of a catalog that take effect on a day, by the products' places.

    Products are matched by their codes, in whichever file they stand; how a row is written, and where, is no change,
    but for the unit of a number.
    """
    pairs = list(differing(before, after))
    new = [row.key for was, row in pairs if was is None and row is not None]
    names = told.earlier(new) if told.earlier is not None and new else {}
    reader = Reader(rules, on)
    return tuple(_changed(was, row, reader, told, names) for was, row in pairs)


def differing(before: Catalog, after: Catalog) -> Iterator[tuple[Row | None, Row | None]]:
    """Give the rows that differ, each before and after; those that are gone come last."""
    old, new = before.by_key, after.by_key
    for key, row in new.items():
        was = old.get(key)
        if was is None or not (row.alike(was) or (row.same(was) and not any(_units(was, row)))):
            yield was, row
    yield from ((was, None) for key, was in old.items() if key not in new)


def _changed(
    was: Row | None, row: Row | None, reader: Reader, told: Told, names: Mapping[str, frozenset[str]]
) -> Changed:
    one = row or was
    assert one is not None
    key, seller = one.key, one.entry.seller
    old, new = _product(was), _product(row)
    digests = _digest(was), _digest(row)
    entries = tuple(entry for entry in told.authority.entries if entry.code == key and entry.fits(*digests))
    effect = None if told.book is None else told.book.effect(key, old, new, seller, reader.rules, reader.on)
    both = isinstance(old, Product) and isinstance(new, Product)
    people = told.authority.approvers
    families = families_of(old, new)
    change = Change(
        on=reader.on,
        key=key,
        product=new,
        before=old,
        seller=seller,
        before_digest=digests[0],
        after_digest=digests[1],
        authors=NOT_TOLD if told.authors is None else _named(told.authors, told.authority),
        approvers=NOT_TOLD if people is None else {one.name for one in people if one.may_approve(families)},
        approvals=[_by_name(entry.said, told.authority) for entry in entries if isinstance(entry.said, Approval)],
        notices=_notices(entries, told.authority),
        holders=NOT_TOLD if effect is None or effect.holders is None else effect.holders,
        pending_sales=NOT_TOLD if effect is None or effect.pending_sales is None else effect.pending_sales,
        newly_unsuitable=NOT_TOLD if effect is None or effect.unsuitable is None else effect.unsuitable,
        dropped_sentences=dropped_sentences(old, new) if both else 0,
        dropped_disclosures=reader.dropped(old, new) if both else (),
        units=[] if was is None or row is None else list(_units(was, row)),
        earlier_names=_earlier(old, key, names),
    )
    spot = one.spot if row is not None or not told.base else at_base(one.spot, told.base)
    return Changed(change, was, row, spot, entries, effect)


def _product(row: Row | None) -> Any:
    return None if row is None else row.entry.product


def _digest(row: Row | None) -> str | None:
    return None if row is None else row.digest


def families_of(*products: Any) -> frozenset[str]:
    """Give the families that products are told to be of; none where one of them does not tell."""
    told = [product.family for product in products if isinstance(product, Product)]
    known = [family for family in told if isinstance(family, str)]
    return frozenset(known) if len(known) == len(told) else frozenset()


def _named(authors: frozenset[str], authority: Authority) -> frozenset[str]:
    """Give authors with the names by which the firm's list knows those of them who may approve."""
    known = {one.name for one in authority.approvers or () if any(one.is_called(who) for who in authors)}
    return authors | known


def _by_name(said: Approval, authority: Authority) -> Approval:
    found = authority.named(str(said.by))
    return said if found is None else attrs.evolve(said, by=found.name)  # type: ignore[misc]


def _notices(entries: tuple[Entry, ...], authority: Authority) -> Any:
    # A firm that keeps no notices there has not said that there are none.
    told = [entry.said for entry in entries if isinstance(entry.said, ChangeNotice)]
    return told if told or authority.keeps_notices else NOT_TOLD


def _units(was: Row, row: Row) -> Iterator[UnitChange]:
    places = set()
    for path, unit in row.units.items():
        before, place = was.units.get(path), row.spots.get(path)
        # One cell tells a fee as a share and as an amount.
        if before is not None and before != unit and place not in places:
            places.add(place)
            yield UnitChange(field=path, before=before, after=unit)  # type: ignore[arg-type]


def _earlier(old: Any, key: str, names: Mapping[str, frozenset[str]]) -> Any:
    if old is None:
        return names.get(key, NOT_TOLD)
    return {old.name} if isinstance(old, Product) and isinstance(old.name, str) else NOT_TOLD
