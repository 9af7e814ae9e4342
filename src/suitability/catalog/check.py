"""The gate over a catalog: what the rules say of every product, and of every change of one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import attrs

from suitability.catalog.compare import Changed, Told, at_base, changes
from suitability.catalog.rows import Catalog, Row
from suitability.catalog.texts import Reader, worth_reading
from suitability.engine.check import check
from suitability.engine.ruleset import RuleSet
from suitability.engine.sweep import Open, Sweep, Verdict
from suitability.engine.written import digest
from suitability.errors import FactsAfterDay, FactsContradict, SuitabilityError
from suitability.model.facts import NOT_TOLD
from suitability.model.product import Levels, Product
from suitability.reports.gate import Item, Matrix, Run, Touched, Turn
from suitability.reports.gate_change import approvable
from suitability.reports.items import record_items
from suitability.spot import Remark, Spot, Unread


def check_catalog(catalog: Catalog, rules: RuleSet, *, as_of: dt.date, ahead: int = 0) -> Run:
    """Check every product of a catalog, its facts and its texts, by the law of a day.

    What cannot be known of many products of a file is one item, at the first of them. With `ahead` what becomes a
    violation within so many days is told too, by a day of the law or of the catalog: its items are `coming`.
    """
    last = as_of + dt.timedelta(days=ahead)
    days = sorted({as_of, last, *(day for day in rules.change_days if as_of < day < last)})
    wordy = worth_reading((row.entry.product for row in catalog.rows), rules)

    @cache
    def bench(day: dt.date) -> _Bench:
        return _Bench(rules, day, len(catalog.rows), wordy)

    items: list[Item] = []
    unread = list(catalog.unread)
    for row in catalog.rows:
        try:
            items += bench(as_of).items(row)
            items += _coming(row, days, bench) if ahead else ()
        except SuitabilityError as error:
            unread += _unread(error, row.spots, row.spot)
    return Run(
        "catalog",
        as_of,
        catalog.files,
        (*items, *bench(as_of).unknown()),
        tuple(unread),
        remarks=catalog.remarks,
        matrix=_sides(catalog.rows, rules),
        subjects=len(catalog.rows),
    )


class _Bench:
    """Judges products by the law of one day."""

    def __init__(self, rules: RuleSet, day: dt.date, count: int, wordy: Collection[str]) -> None:
        self.day = day
        self.reader = Reader(rules, day, wordy)
        self.sweep = Sweep(rules, "product", day, count)
        # Products that leave the same rules open, by their file: the first of them, and the codes of all.
        self._open: dict[tuple[str, tuple[Open, ...]], tuple[Row, Verdict, list[str]]] = {}

    def items(self, row: Row) -> list[Item]:
        """Give what is found in a row; what cannot be known is kept for `unknown`."""
        verdict = self.sweep.verdict(row.entry)
        if verdict.open:
            self._open.setdefault((row.spot.file, verdict.open), (row, verdict, []))[2].append(row.key)
        return self._found(row, verdict)

    def violations(self, row: Row) -> dict[tuple[str, Spot], Item]:
        """Give the violations of a row by what tells one from another, whichever day it is."""
        found = self._found(row, self.sweep.verdict(row.entry))
        return {_identity(item): item for item in found if item.finding.outcome == "violation"}

    def _found(self, row: Row, verdict: Verdict) -> list[Item]:
        found = self.sweep.findings(verdict)
        return [*(record_items(found, row.key, row.spots, row.spot) if found else ()), *self.reader.items(row)]

    def unknown(self) -> list[Item]:
        """Give what could not be known of the rows so far, said once for all those of a file that lack the same."""
        found: dict[tuple[str, int, tuple[str, ...]], tuple[Item, list[str]]] = {}
        for (file, open_), (row, verdict, keys) in self._open.items():
            for one in open_:
                known = file, one.number, self.sweep.missing(verdict, one)
                if known in found:
                    found[known][1].extend(keys)
                    continue
                (item,) = record_items([self.sweep.finding(verdict, one)], row.key, row.spots, row.spot)
                content = digest([item.finding.rule, item.finding.outcome, item.finding.missing])
                found[known] = attrs.evolve(item, content=content), keys[1:]
        return [attrs.evolve(item, others=tuple(others)) for item, others in (found[known] for known in sorted(found))]


def _coming(row: Row, days: Sequence[dt.date], bench: Callable[[dt.date], _Bench]) -> Iterator[Item]:
    """Give what becomes a violation of a row after the first of some days, each from the first day that it is one.

    Between two of the days the law is one; there a fact that turns it does so once.
    """
    seen = set(bench(days[0]).violations(row))
    for before, day in pairwise(days):
        for known in bench(day).violations(row).keys() - seen:
            low, high = before, day
            while (between := (high - low).days // 2) > 0:
                middle = low + dt.timedelta(days=between)
                low, high = (low, middle) if known in bench(middle).violations(row) else (middle, high)
            seen.add(known)
            yield attrs.evolve(bench(high).violations(row)[known], state="coming", since=high)


def _identity(item: Item) -> tuple[str, Spot]:
    # A rule over facts may read others on another day, and is still the same; it finds once in a product.
    return (item.content, item.spot) if item.finding.marks else (item.finding.rule, Spot(item.spot.file))


def _unread(error: SuitabilityError, spots: Mapping[str, Spot], otherwise: Spot) -> Iterator[Unread]:
    paths = error.paths if isinstance(error, FactsAfterDay) else ()
    if isinstance(error, FactsContradict):
        paths = (error.path,)
    places = list(dict.fromkeys(spots[path] for path in paths if path in spots)) or [otherwise]
    return (Unread(place, f"cannot be judged: {error}") for place in places)


def check_changes(before: Catalog, after: Catalog, rules: RuleSet, *, on: dt.date, as_of: dt.date, told: Told) -> Run:
    """Check every change between two states of a catalog that takes effect on a day, standing on `as_of`."""
    items: list[Item] = []
    remarks: list[Remark] = []
    unread = [attrs.evolve(one, spot=at_base(one.spot, told.base)) if told.base else one for one in before.unread]
    unread += after.unread
    found = changes(before, after, rules, on=on, told=told)
    for one in found:
        spots = one.spots
        try:
            findings = check(one.change, rules, as_of=as_of).findings
            items += record_items(findings, one.key, spots, one.spot)
        except SuitabilityError as error:
            unread += _unread(error, spots, one.spot)
        if one.effect is not None:
            unread += one.effect.errors
            remarks += _in_doubt(one)
    mistakes, stale = _unused(found, told)
    return Run(
        "change",
        on,
        after.files,
        tuple(items),
        tuple(unread),
        mistakes=mistakes,
        remarks=(*after.remarks, *remarks, *stale),
        matrix=_moves(before, after, rules),
        subjects=len(found),
        changes=tuple(_touched(one, rules) for one in found),
        approvable=approvable(rules, on),
    )


def _in_doubt(one: Changed) -> Iterator[Remark]:
    if one.effect is not None and one.effect.open:
        why = "too little is told of them; `suitability check` says what"
        yield Remark(one.spot, f"{one.key}: it cannot be known of {one.effect.open} customers whether it suits: {why}")


def _unused(found: Sequence[Changed], told: Told) -> tuple[tuple[Unread, ...], tuple[Remark, ...]]:
    """Give the approvals and notices that fit no change: mistakes where they are new with it.

    Where it cannot be known which are new, a file holds those of all earlier changes too: then only such are named as
    were written for a product that changes now, and not for what it was before.
    """
    used = {entry.spot for one in found for entry in one.entries}
    changed = {one.key: one.digests[0] for one in found}
    mistakes, stale = [], []
    for entry in told.authority.entries:
        if entry.spot in used:
            continue
        if entry.code in changed:
            why = f"fits no change: {entry.code} changed again after this was written, or this is for another change"
        else:
            why = f"fits no change: {entry.code} does not change"
        if told.authority.fresh:
            mistakes.append(Unread(entry.spot, why))
        elif entry.code in changed and entry.after != changed[entry.code]:
            stale.append(Remark(entry.spot, why))
    return tuple(mistakes), tuple(stale)


def _touched(one: Changed, rules: RuleSet) -> Touched:
    was, row, change = one.was, one.row, one.change
    product = change.before if row is None else change.product
    name = product.name if isinstance(product, Product) and isinstance(product.name, str) else ""
    effect = one.effect
    people: Any = change.approvers
    authors = frozenset() if change.authors is NOT_TOLD else change.authors
    before, after = _level(change.before, rules), _level(change.product, rules)
    return Touched(
        one.key,
        name,
        one.spot,
        "added" if was is None else "removed" if row is None else "changed",
        before,
        after,
        _turn(before, after, rules) if was is not None and row is not None else "same",
        None if effect is None else effect.holders,
        None if effect is None else effect.pending_sales,
        None if effect is None or effect.unsuitable is None else tuple(sorted(effect.unsuitable)),
        None if people is NOT_TOLD else tuple(sorted(set(people) - set(authors))),
    )


def _turn(before: str | None, after: str | None, rules: RuleSet) -> Turn:
    if before is None or after is None:
        return "same" if before == after else "unknown"
    ranks = rules.scales["product"].ranks
    return "same" if ranks[before] == ranks[after] else "raised" if ranks[after] > ranks[before] else "lowered"


def _level(product: Any, rules: RuleSet) -> str | None:
    """Give the level a product is sold by: the higher one where issuer and seller rate it differently.

    None where one of the two is not told: it may be the higher one.
    """
    levels = product.levels if isinstance(product, Product) else None
    if not isinstance(levels, Levels) or levels.issuer is NOT_TOLD or levels.seller is NOT_TOLD:
        return None
    known = [level for one in (levels.issuer, levels.seller) if (level := _named(one, rules)) is not None]
    return max(known, key=rules.scales["product"].ranks.__getitem__, default=None)


def _named(level: Any, rules: RuleSet) -> str | None:
    scale = rules.scales.get("product")
    return scale.levels[scale.ranks[level]] if scale is not None and level in scale.ranks else None


def _sides(rows: Iterable[Row], rules: RuleSet) -> Matrix | None:
    """Count products by the level of the issuer and that of the seller, where both are told."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        levels = row.entry.product.levels if isinstance(row.entry.product, Product) else None
        if isinstance(levels, Levels) and isinstance(levels.issuer, str) and isinstance(levels.seller, str):
            counts[str(_named(levels.issuer, rules)), str(_named(levels.seller, rules))] += 1
    return _matrix("sides", counts, rules)


def _moves(before: Catalog, after: Catalog, rules: RuleSet) -> Matrix | None:
    """Count products by the level they were sold by and the one they are, where both can be known."""
    counts: Counter[tuple[str, str]] = Counter()
    old = before.by_key
    for row in after.rows:
        was = old.get(row.key)
        if was is not None:
            levels = _level(was.entry.product, rules), _level(row.entry.product, rules)
            if levels[0] is not None and levels[1] is not None:
                counts[levels[0], levels[1]] += 1
    return _matrix("change", counts, rules)


def _matrix(what: Any, counts: Counter[tuple[str, str]], rules: RuleSet) -> Matrix | None:
    scale = rules.scales.get("product")
    return None if scale is None or not counts else Matrix(what, scale.levels, dict(counts))
