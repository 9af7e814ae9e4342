"""How well rules over text find what people have labelled: figures of rows and of spans, and what they are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

import attrs

from suitability.messages.speak import Speaker
from suitability.reports.text import table


@attrs.frozen
class Span:
    """Words labelled, or found and by which rule."""

    category: str
    start: int
    end: int
    rule: str = ""


@attrs.frozen
class Measured:
    """A labelled row and what was found in it; `kind` is its genre or phenomenon.

    `found` holds words of a category once, `phrases` every rule and phrase that found some.
    """

    id: str
    lang: str
    kind: str
    trap: bool
    labels: tuple[Span, ...]
    found: tuple[Span, ...]
    phrases: frozenset[tuple[str, str]] = frozenset()

    @property
    def right(self) -> bool:
        """Whether something is found exactly where something is labelled."""
        return bool(self.labels) is bool(self.found)

    @property
    def exact(self) -> bool:
        """Whether every label is found, and nothing is found beside them; categories ignored."""
        return all(_meets(one, self.found) for one in self.labels) and all(
            _meets(one, self.labels) for one in self.found
        )


def _meets(one: Span, others: Sequence[Span], *, alike: bool = False) -> bool:
    return any(
        one.start < other.end and other.start < one.end and (not alike or one.category == other.category)
        for other in others
    )


@attrs.frozen
class Score:
    """Precision, recall and their harmonic mean; of nothing they are 0."""

    right: int
    wrong: int
    found: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is labelled that was found."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def rows(measured: Sequence[Measured]) -> Score:
    """Score rows: one is found where anything in it is."""
    counts = Counter((bool(one.labels), bool(one.found)) for one in measured)
    hit = counts[True, True]
    return Score(hit, counts[False, True], hit, counts[True, False])


def spans(measured: Sequence[Measured], *, alike: bool, category: str | None = None) -> Score:
    """Score spans: one is right where it shares a character with a label, of the same category where `alike`."""
    right = wrong = found = missed = 0
    for one in measured:
        for span in one.found:
            if category in (None, span.category):
                meets = _meets(span, one.labels, alike=alike)
                right, wrong = right + meets, wrong + (not meets)
        for label in one.labels:
            if category in (None, label.category):
                meets = _meets(label, one.found, alike=alike)
                found, missed = found + meets, missed + (not meets)
    return Score(right, wrong, found, missed)


def alarms(measured: Sequence[Measured], *, trap: bool) -> tuple[int, int]:
    """Count the lawful rows in which something was found, and all of them: traps, or plain ones."""
    lawful = [one for one in measured if (one.trap if trap else not one.trap and not one.labels)]
    return sum(bool(one.found) for one in lawful), len(lawful)


# What every corpus must reach: the figure, whether it is a least or a most, and the limit.
LEAST_F1 = 0.90
LEAST_SPANS = 0.80
MOST_TRAPS = 0.03
MOST_PLAIN = 0.02
MOST_LONE = 0.05
# Of more groups than these only those with mistakes are printed.
MOST_GROUPS = 12


@attrs.frozen
class Figure:
    """A figure with its limit: the least it may be, or the most."""

    key: str
    value: float
    limit: float
    most: bool = False

    @property
    def holds(self) -> bool:
        """Whether the limit holds."""
        return self.value <= self.limit if self.most else self.value >= self.limit


def figures(measured: Sequence[Measured]) -> tuple[Figure, ...]:
    """Give the figures that have limits."""
    return (
        Figure("quality_f1", rows(measured).f1, LEAST_F1),
        Figure("quality_span_f1", spans(measured, alike=False).f1, LEAST_SPANS),
        Figure("quality_traps", _share(*alarms(measured, trap=True)), MOST_TRAPS, most=True),
        Figure("quality_plain", _share(*alarms(measured, trap=False)), MOST_PLAIN, most=True),
    )


def lone(
    shared: Sequence[Measured], own: Sequence[Measured], reasoned: frozenset[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Give the reasoned phrases, with their rules, that one labelled row supports and no row of our own."""
    support = Counter(phrase for one in shared if one.labels for phrase in one.phrases)
    ours = frozenset[tuple[str, str]]().union(*(one.phrases for one in own))
    return sorted(phrase for phrase, count in support.items() if count == 1 and phrase in reasoned - ours)


def render(name: str, measured: Sequence[Measured], speak: Speaker) -> Iterator[str]:
    """Give the figures of one corpus: pooled, by language, by kind, by category and by rule."""
    yield speak.phrase("quality_corpus", name=name, rows=str(len(measured)))
    score = rows(measured)
    lawful = sum(not one.labels for one in measured)
    yield f"  {_written(score)}  (tp {score.right}, fp {score.wrong}, fn {score.missed}, tn {lawful - score.wrong})"
    yield from table([_limit(one, speak) for one in figures(measured)], "  ")
    for trap in (True, False):
        bad, every = alarms(measured, trap=trap)
        yield "  " + speak.phrase(f"quality_alarms_{'trap' if trap else 'plain'}", bad=str(bad), of=str(every))
    for key in ("lang", "kind"):
        yield from _section(speak.phrase(f"quality_{key}"), _grouped(measured, key), speak)
    categories = sorted({span.category for one in measured for span in (*one.labels, *one.found)})
    scores = {name: spans(measured, alike=True, category=name) for name in categories}
    parts = ("right", "wrong", "found", "missed")
    total = Score(*(sum(getattr(one, part) for one in scores.values()) for part in parts))
    lines = [(name, *_spans(one)) for name, one in scores.items()]
    lines += [(speak.phrase("quality_same"), *_spans(total))]
    lines += [(speak.phrase("quality_any"), *_spans(spans(measured, alike=False)))]
    yield f"  {speak.phrase('quality_category')}"
    yield from table(lines, "    ")
    yield f"  {speak.phrase('quality_rule')}"
    yield from table([(rule, *counts) for rule, counts in _by_rule(measured).items()], "    ")


def _written(score: Score) -> str:
    return f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"


def _limit(one: Figure, speak: Speaker) -> tuple[str, str, str, str]:
    sign = "≤" if one.most else "≥"
    return (
        speak.phrase(one.key),
        f"{one.value:.3f}",
        f"{sign} {one.limit:.2f}",
        "" if one.holds else speak.phrase("quality_misses"),
    )


def _grouped(measured: Sequence[Measured], key: str) -> dict[str, list[Measured]]:
    grouped: dict[str, list[Measured]] = {}
    for one in sorted(measured, key=attrgetter(key)):
        grouped.setdefault(getattr(one, key), []).append(one)
    return grouped


def _section(title: str, grouped: Mapping[str, Sequence[Measured]], speak: Speaker) -> Iterator[str]:
    """Give the figures of each group; of many groups those in which something is wrong."""
    yield f"  {title}"
    scores = {name: rows(members) for name, members in grouped.items()}
    shown = {name: one for name, one in scores.items() if len(scores) <= MOST_GROUPS or one.wrong or one.missed}
    yield from table(
        [
            (name, f"n {len(grouped[name])}", *_written(one).split("  "), f"fp {one.wrong}", f"fn {one.missed}")
            for name, one in shown.items()
        ],
        "    ",
    )
    if len(shown) < len(scores):
        yield f"    {speak.phrase('quality_others', count=str(len(scores) - len(shown)))}"


def _spans(score: Score) -> tuple[str, ...]:
    return (*_written(score).split("  "), f"n {score.found + score.missed}", f"{score.right + score.wrong}")


def _by_rule(measured: Sequence[Measured]) -> dict[str, tuple[str, str]]:
    """Give how often each rule found something that is labelled, and something that is not."""
    counts: Counter[tuple[str, bool]] = Counter(
        (span.rule, _meets(span, one.labels)) for one in measured for span in one.found
    )
    names = sorted({rule for rule, _ in counts})
    return {name: (f"+{counts[name, True]}", f"-{counts[name, False]}") for name in names}
