"""Timing that bears a noisy machine: CPU time, rounds that take turns, medians; and the table of figures."""

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

import attrs

Task = Callable[[], object]
ROUND = 0.03
WARM = 20


@attrs.frozen
class Figure:
    """One line of the table: a value in its unit, and the limit it is held to, if any.

    `most` and `least` are limits in the same unit; `unit` is "x" for a ratio.
    """

    what: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def broken(self) -> bool:
        """Whether the value lies beyond its limit."""
        return (self.most is not None and self.value > self.most) or (
            self.least is not None and self.value < self.least
        )

    def row(self, judge: bool) -> tuple[str, str, str, str]:
        """Give the cells of the table: what, value, limit, verdict."""
        limit = "" if self.most is None else f"<= {self.most:g} {self.unit}"
        if self.least is not None:
            limit = f">= {self.least:g} {self.unit}"
        verdict = (
            "" if not limit or not judge else "ok" if not self.broken else "short" if self.most is None else "over"
        )
        return self.what, f"{self.value:.2f} {self.unit}", limit, verdict


def take_turns(tasks: Mapping[str, Task], *, smoke: bool, rounds: int = 15) -> dict[str, list[float]]:
    """Run every task once a round, as often as fills the round; give the CPU seconds of one call, round by round."""
    rounds, fill = (1, 0.0) if smoke else (rounds, ROUND)
    calls = {}
    for name, task in tasks.items():
        warm = 1 if smoke else WARM
        _cpu(task, warm)
        calls[name] = max(1, int(fill / max(_cpu(task, warm) / warm, 1e-7)))
    times: dict[str, list[float]] = {name: [] for name in tasks}
    was_on = gc.isenabled()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, task in tasks.items():
                times[name].append(_cpu(task, calls[name]) / calls[name])
            gc.collect()
    finally:
        if was_on:
            gc.enable()
    return times


def _cpu(task: Task, calls: int) -> float:
    begun = time.process_time()
    for _ in range(calls):
        task()
    return time.process_time() - begun


def ratio(these: list[float], those: list[float]) -> float:
    """Give how many times longer these take than those: the median over the rounds, each against its neighbour."""
    return median(this / that for this, that in zip(these, those, strict=True) if that) if any(those) else 0.0


def show(title: str, figures: list[Figure], notes: list[str], *, judge: bool) -> bool:
    """Print figures under a title; say whether all limits hold."""
    rows = [figure.row(judge) for figure in figures]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    print(f"\n{title}")
    for what, value, limit, verdict in rows:
        print(f"  {what:{widths[0]}}  {value:>{widths[1]}}  {limit:>{widths[2]}}  {verdict}".rstrip())
    for note in notes:
        print(f"  {note}")
    return not any(figure.broken for figure in figures)
