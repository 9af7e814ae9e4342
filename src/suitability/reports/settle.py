"""What is decided of the findings of a run: ruled mistaken, waived, or accepted by a baseline, in this order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from suitability.engine.files import fits
from suitability.engine.waive import Decisions, Inline, Waiver
from suitability.reports.accept import Scope, accept
from suitability.reports.baseline import Baseline, latest
from suitability.reports.gate import Item, Run
from suitability.spot import Remark, Spot, Unread


def settle_run(
    run: Run,
    *,
    decisions: Decisions | None = None,
    inline: Iterable[Inline] = (),
    baseline: Baseline | None = None,
    scope: Scope | None = None,
) -> Run:
    """Give a run with the state of every item and who decided it; what has ended or fits nothing are mistakes.

    Rulings are matched by rule and fingerprint, waivers by rule, day and key, a product's or a pattern of files,
    entries of the baseline by content, as many as they count. Law that was read cannot be waived.
    """
    scope = scope or Scope()
    judge = _Judge(run, decisions or Decisions(), inline, scope)
    settled = attrs.evolve(
        run,
        items=tuple(map(judge.decided, run.items)),
        mistakes=(*run.mistakes, *judge.mistakes()),
        remarks=(*run.remarks, *judge.remarks()),
    )
    return settled if baseline is None else accept(settled, baseline, scope)


class _Judge:
    """Decides of one item after another, and knows in the end what decides nothing."""

    def __init__(self, run: Run, decisions: Decisions, inline: Iterable[Inline], scope: Scope) -> None:
        self.run = run
        self.name = scope.name
        self.decisions = decisions
        self.inline = tuple(inline)
        self.rulings = {(one.rule, one.fingerprint): one for one in decisions.rulings if one.on <= run.on}
        self.waivers = defaultdict[str, list[Waiver]](list)
        for waiver in decisions.waivers:
            self.waivers[waiver.rule].append(waiver)
        self.beside = defaultdict[tuple[str, str], list[Inline]](list)
        for one in self.inline:
            self.beside[one.spot.file, one.waiver.rule].append(one)
        self.fitting: set[Inline] = set()
        self.fingerprints = {item.finding.fingerprint for item in run.items}
        self.wrong: dict[Unread, None] = {}

    def decided(self, item: Item) -> Item:
        """Give an item as it is decided; one that is only coming stays so."""
        finding = item.finding
        waived = self._waived(item)
        ruling = self.rulings.get((finding.rule, finding.fingerprint))
        if item.state != "open":
            return item
        if ruling is not None:
            return attrs.evolve(item, state="ruled", by=ruling, written=self.decisions.spots.get(ruling))
        if waived is not None:
            return attrs.evolve(item, state="waived", by=waived[0], written=waived[1])
        return item

    def _waived(self, item: Item) -> tuple[Waiver, Spot] | None:
        found = None
        for waiver, spot in self._named(item):
            wrong = self._wrong(waiver, item)
            if wrong:
                self.wrong[Unread(spot, f"the waiver of {waiver.rule} {wrong}")] = None
            elif waiver.first <= self.run.on and found is None:
                found = waiver, spot
        return found

    def _named(self, item: Item) -> Iterator[tuple[Waiver, Spot]]:
        """Give the waivers that name an item, those beside it first."""
        rule, file, line = item.finding.rule, item.spot.file, item.spot.line
        for one in self.beside[file, rule]:
            if line is not None and one.first <= line <= one.last:
                self.fitting.add(one)
                if one.waiver.last <= latest(self.run.on):
                    yield one.waiver, one.spot
        for waiver in self.waivers[rule]:
            if waiver.key in (None, item.key) or fits(waiver.key or "", self.name(file)):
                yield waiver, self.decisions.spots.get(waiver, Spot("waivers"))

    def _wrong(self, waiver: Waiver, item: Item) -> str:
        if item.finding.force == "law" and item.finding.verified:
            return "does not hold: its finding stands on law that was read, and that is not waived"
        if waiver.last < self.run.on:
            return f"ended on {waiver.last}: settle the finding, or renew the waiver"
        return ""

    def mistakes(self) -> Iterator[Unread]:
        """Give what is wrong with waivers that name a finding, and with all that stand in comments."""
        yield from self.wrong
        for one in self.inline:
            last, said = one.waiver.last, f"the waiver of {one.waiver.rule}"
            if last > latest(self.run.on):
                yield Unread(one.spot, f"{said} ends on {last}; in a comment it may last until {latest(self.run.on)}")
            elif one not in self.fitting:
                why = f"ended on {last}" if last < self.run.on else "settles nothing: there is no such finding here"
                yield Unread(one.spot, f"{said} {why}; remove it")

    def remarks(self) -> Iterator[Remark]:
        """Name the rulings on files of the run whose findings are there no more."""
        judged = set(map(self.name, self.run.files)) if self.run.gate == "copy" else ()
        for ruling in self.decisions.rulings:
            if ruling.key in judged and ruling.fingerprint not in self.fingerprints:
                message = f"the ruling on {ruling.rule} in {ruling.key} is dead: its words have changed or are gone"
                yield Remark(self.decisions.spots.get(ruling, Spot("rulings")), message)
