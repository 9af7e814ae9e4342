"""What a baseline accepts of the findings of a run, and how it is brought up to date."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import attrs

from suitability.errors import SuitabilityError
from suitability.language.dates import add_months
from suitability.reports.baseline import MONTHS, Baseline, Entry, latest
from suitability.reports.gate import Item, Run
from suitability.spot import Unread


@attrs.frozen
class Scope:
    """What a run looks at. `name` names a file from the root of the settings, as waivers and baselines do.

    `looked` says of such a name that the run judges the file, or would, were it there still: what a baseline counts in
    another file is neither stale nor free for new findings.
    """

    name: Callable[[str], str] = str
    looked: Callable[[str], bool] = lambda name: True


@attrs.frozen
class Renewed:
    """A baseline brought up to date: its entries, the findings it takes in, and those it no longer holds."""

    entries: tuple[Entry, ...]
    accepted: tuple[Entry, ...]
    dropped: tuple[Entry, ...]


def accept(run: Run, baseline: Baseline, scope: Scope) -> Run:
    """Accept the open items that a baseline knows, as many as it counts; what is wrong with it are mistakes."""
    items = list(run.items)
    places = defaultdict[str, list[int]](list)
    for at, item in enumerate(items):
        if item.state == "open":
            places[item.content].append(at)
    looked = _looked(run, scope)
    mistakes = []
    for entry in baseline.entries:
        room = sum(count for name, count in entry.files if looked(name))
        if entry.gate != run.gate or not room:
            continue
        spot = baseline.spot(entry)
        if entry.until < run.on:
            mistakes.append(Unread(spot, f"{entry.rule} was accepted until {entry.until}: mend it, or --accept-new"))
            continue
        found = sorted(places[entry.content], key=lambda at: _known_first(items[at], entry, scope))
        for at in found[:room]:
            items[at] = attrs.evolve(items[at], state="accepted", by=entry.accepted, written=spot)
        if len(found) < room:
            counted = f"{entry.rule} is counted {room} times and found {len(found)} times"
            mistakes.append(Unread(spot, f"{counted}: bring the baseline up to date with --accept-new"))
    return attrs.evolve(run, items=tuple(items), mistakes=(*run.mistakes, *mistakes))


def renew(run: Run, baseline: Baseline, scope: Scope, *, until: dt.date | None, reason: str | None) -> Renewed:
    """Take in what is still open in a settled run, until a day, and drop what is no longer found.

    Of files that the run does not look at nothing changes. An entry that has ended holds nothing any more: what is
    found of it is taken in anew. `until` None: half of the longest time. Raises SuitabilityError where findings are to
    be taken in without a reason, or until a day that is past or too far.
    """
    until = until or add_months(run.on, MONTHS // 2)
    if not run.on <= until <= latest(run.on):
        raise SuitabilityError(f"--until {until}: findings are accepted until a day from {run.on} to {latest(run.on)}")
    reason = (reason or "").strip()
    looked = _looked(run, scope)
    found = defaultdict[str, list[Item]](list)
    for item in run.items:
        if item.state in ("open", "accepted"):
            found[item.content].append(item)
    old = {entry.content: entry for entry in baseline.entries if entry.gate == run.gate}
    entries = [entry for entry in baseline.entries if entry.gate != run.gate]
    accepted, dropped = [], []
    for content in {**old, **found}:
        entry, items = old.get(content), found[content]
        kept, new = (_files(items, state, scope) for state in ("accepted", "open"))
        if entry is not None:
            if entry.until >= run.on:
                kept += Counter({name: count for name, count in entry.files if not looked(name)})
            dropped += _gone(entry, kept)
            if kept:
                entry = attrs.evolve(entry, files=_counts(kept))
        if new:
            keys = tuple(sorted({item.key for item in items} - {item.spot.file for item in items}))
            added = Entry(run.gate, items[0].finding.rule, content, _counts(new), until, run.on, reason, keys)
            accepted.append(added)
            # Nobody has said that what was accepted before may stay for longer.
            last = min(until, entry.until) if entry is not None and kept else until
            entries.append(attrs.evolve(added, files=_counts(kept + new), until=last))
        elif entry is not None and kept:
            entries.append(entry)
    if accepted and not reason:
        count = sum(entry.count for entry in accepted)
        raise SuitabilityError(f"--accept-new would accept {count} findings: say why with --because")
    return Renewed(tuple(entries), tuple(accepted), tuple(dropped))


def _looked(run: Run, scope: Scope) -> Callable[[str], bool]:
    unread = {scope.name(one.spot.file) for one in run.unread}
    return lambda name: name not in unread and scope.looked(name)


def _known_first(item: Item, entry: Entry, scope: Scope) -> tuple[bool, str, int, int, str]:
    name = scope.name(item.spot.file)
    return name not in dict(entry.files), name, item.spot.line or 0, item.spot.column or 0, item.key


def _files(items: Sequence[Item], state: str, scope: Scope) -> Counter[str]:
    return Counter(scope.name(item.spot.file) for item in items if item.state == state)


def _counts(files: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(files.items()))


def _gone(entry: Entry, kept: Counter[str]) -> list[Entry]:
    """Give what an entry no longer holds; of what moved to another file it holds as much as before."""
    gone = Counter(dict(entry.files)) - kept
    while gone.total() > max(0, entry.count - kept.total()):
        gone -= Counter([max(gone)])
    return [attrs.evolve(entry, files=_counts(gone))] if gone else []
