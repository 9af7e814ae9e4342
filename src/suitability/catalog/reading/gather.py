"""What one reading of a catalog gathers: rows from every file, mistakes, and remarks said once for many cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from suitability.catalog.reading.entry import entry
from suitability.catalog.reading.fields import Fields
from suitability.catalog.reading.mapping import Words
from suitability.catalog.rows import Catalog, Row, Written
from suitability.engine.ruleset import RuleSet
from suitability.spot import Remark, Spot, Unread

Look = Callable[[], Mapping[str, Written]]
_SHOWN = 20
# A record, the place of its row, its mark, and what tells how it is written.
_Held = tuple[dict[str, Any], Spot, int, Look]


class Gathered:
    """Rows, mistakes and remarks of the files read so far; `fields` and `words` say how to read them.

    `sellers` are those the files tell of, by their keys.
    """

    def __init__(self, rules: RuleSet, words: Words, seller: Mapping[str, Any] | None) -> None:
        self.words = words
        self.fields = Fields(rules, words.values)
        self.unread: list[Unread] = []
        self.sellers: dict[str, Mapping[str, Any]] = {}
        self._seller = seller
        self._held: dict[str, list[_Held]] = {}
        self._remarks: dict[tuple[str, str, str], tuple[Spot, int]] = {}

    def refuse(self, spot: Spot, message: str) -> None:
        """Note what could not be read."""
        self.unread.append(Unread(spot, _visible(message)))

    def remark(self, spot: Spot, about: str, message: str) -> None:
        """Note what was read otherwise than it is written; the same said of one column again is counted."""
        first, times = self._remarks.get((spot.file, about, message), (spot, 0))
        self._remarks[spot.file, about, message] = (first, times + 1)

    def add(self, record: dict[str, Any], spot: Spot, look: Look, mark: int) -> None:
        """Add the row of a record whose values are read; one without a code, or with nothing else, is refused."""
        product = record.setdefault("product", {})
        own = record.get("entry", {}).get("key")
        key = product.get("key") or own
        if not key:
            self.refuse(spot, "tells no code of the product")
            return
        if own is not None and own != key:
            self.refuse(spot, f"the entry {own!r} holds the product {key!r}: one code names one product")
            return
        if len(product) == 1 and "key" in product:
            self.refuse(spot, f"tells nothing of {key!r} but its code")
            return
        record["entry"] = {"key": key}
        product["key"] = key
        self._held.setdefault(key, []).append((record, spot, mark, look))

    def _sold(self, record: dict[str, Any]) -> None:
        """Complete what a row tells of its seller by what the files and the caller tell of it."""
        told = record.get("seller")
        named = None if told is None else told.get("key")
        known = self.sellers.get(named) if named is not None else None
        if known is None and self._seller is not None and named in (None, self._seller.get("key")):
            known = self._seller
        if known is None:
            return
        if told is None or not told.keys() - {"key"}:
            record["seller"] = known
        else:
            record["seller"] = {**known, **told}

    def catalog(self, files: Iterable[str]) -> Catalog:
        """Give the catalog; rows that share a code are refused, each at its place."""
        rows = []
        memory: dict[Any, Any] = {}
        for key, held in self._held.items():
            if len(held) > 1:
                self._twice(key, held)
                continue
            record, spot, mark, look = held[0]
            self._sold(record)
            rows.append(Row(key, entry(record, memory), record, spot, mark, look))
        said = [
            Remark(spot, _visible(f"{about}: {message}" if times == 1 else f"{about}: {message} ({times} times)"))
            for (_, about, message), (spot, times) in self._remarks.items()
        ]
        return Catalog(tuple(rows), tuple(self.unread), tuple(said), tuple(dict.fromkeys(files)))

    def _twice(self, key: str, held: list[_Held]) -> None:
        spots = [_code_spot(one) for one in held[:_SHOWN]]
        for index, (_, spot, _, _) in enumerate(held):
            other = spots[1] if index == 0 else spots[0]
            more = "" if len(held) == len("12") else f" and {len(held) - 2} more times"
            message = f"the code {key!r} stands also at {other}{more}; none of them is read"
            self.refuse(spots[index] if index < _SHOWN else spot, message)


def _visible(message: str) -> str:
    """Write out what of a message no terminal should be given: controls, and halves of characters."""
    if message.isprintable():
        return message
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in message)


def _code_spot(held: _Held) -> Spot:
    _, spot, _, look = held
    facts = look()
    return facts["product.key"].spot if "product.key" in facts else spot
