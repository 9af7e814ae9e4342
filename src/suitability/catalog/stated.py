"""What copy says of a product: its risk level, fees, minimum amount, term, lock, redemption and benchmark.

Only what is said outright counts: no range, no condition, no question, nothing said of earlier days, of a discount, of
other products or of a scale. Where one sentence says two different things, neither counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from suitability.catalog.statements.costs import fees, minimums
from suitability.catalog.statements.layout import WIDTHS, Line, lines
from suitability.catalog.statements.levels import Levels, levels_of
from suitability.catalog.statements.periods import benchmarks, periods, redemptions
from suitability.catalog.statements.said import MASK, Found, Kind, Said
from suitability.model.scale import Scale
from suitability.wording.fold import Folded, fold

Span = tuple[int, int]


@attrs.frozen
class Statement:
    """One thing said of a product: its kind, its value, and the words that say it.

    `value` is a level, a `Fee`, an amount, a `Days` or None (without a fixed term), a kind of redemption, or a
    `Benchmark`. `currency` is that of an amount. `row` and `column` are the places of what heads a cell of a table.
    """

    kind: Kind
    value: Any
    start: int
    end: int
    words: str
    currency: str = ""
    column: Span | None = None


def stated(text: str, scales: Mapping[str, Scale], names: Sequence[Span] = ()) -> tuple[Statement, ...]:
    """Give what a text says of products, by place; `scales` are those of the rules.

    `names` are the places where it names products, in their order: what stands in a name says nothing, and a new name
    begins anew.
    """
    return tuple(one for line in lines(text) for one in statements(text, line, scales, names))


def statements(text: str, line: Line, scales: Mapping[str, Scale], names: Sequence[Span] = ()) -> list[Statement]:
    """Give what one line of a text says, as `stated` does."""
    levels = levels_of(scales.get("product"))
    row = bool(line.cells)
    made = _of_row(text, line, levels, names) if row else _of_line(text, line.start, line.end, levels, names)
    return sorted(made, key=lambda one: (one.start, one.end))


def _of_line(text: str, start: int, end: int, levels: Levels, names: Sequence[Span]) -> list[Statement]:
    folded = fold(text[start:end])
    cuts = _cuts(folded, start, end, names)
    said = Said(_masked(folded.text.translate(WIDTHS), cuts))
    found = _agreeing(_read(said, levels), sorted({*said.stops, *(a for a, _ in cuts)}))
    return [_placed(text, folded, start, one) for one in found]


def _masked(text: str, cuts: Sequence[Span]) -> str:
    """Give a text of the same length in which names are no words."""
    pieces, at = [], 0
    for start, end in cuts:
        pieces += [text[at:start], MASK * (end - start)]
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def _of_row(text: str, line: Line, levels: Levels, names: Sequence[Span]) -> list[Statement]:
    """Give what the cells of a row say: each with what heads its column or its row, else by itself."""
    made: list[Statement] = []
    for cell in line.cells:
        if cell.start == cell.end:
            continue
        headed: list[Statement] = []
        for head in (cell.column, cell.row):
            if head is None or headed or text[slice(*head)] == text[cell.start : cell.end]:
                continue
            label = text[slice(*head)].strip(" :：*")
            joined = f"{label}：{text[cell.start : cell.end]}"
            shift = cell.start - len(label) - 1
            headed = [
                attrs.evolve(one, start=max(cell.start, one.start + shift), end=one.end + shift, column=cell.column,
                             words=text[max(cell.start, one.start + shift) : one.end + shift])
                for one in _of_line(joined, 0, len(joined), levels, ())
                if one.end > len(label) + 1
            ]  # fmt: skip
        plain = [attrs.evolve(one, column=cell.column) for one in _of_line(text, cell.start, cell.end, levels, names)]
        made += headed or plain
    return made


def _cuts(folded: Folded, start: int, end: int, names: Sequence[Span]) -> list[Span]:
    """Give the places of names in a folded part of a text."""
    if not names:
        return []
    first = bisect_left(names, start, key=lambda name: name[0])
    inside = []
    for a, b in names[first : bisect_left(names, end, key=lambda name: name[0])]:
        inside.append((_folded_at(folded, a - start), _folded_at(folded, b - start)))
    return inside


def _folded_at(folded: Folded, index: int) -> int:
    """Give where a place of the source stands in folded text."""
    return bisect_left(range(len(folded.text) + 1), index, key=folded.start)


def _placed(text: str, folded: Folded, shift: int, one: Found) -> Statement:
    start, end = shift + folded.start(one.start), shift + folded.end(one.end)
    return Statement(one.kind, one.value, start, end, text[start:end], one.currency)


def _agreeing(found: Iterable[Found], stops: Sequence[int]) -> Iterator[Found]:
    """Give the statements without those that contradict another of the same sentence or repeat it."""
    groups: dict[tuple[int, Kind, str], list[Found]] = {}
    for one in found:
        groups.setdefault((bisect_right(stops, one.start), one.kind, one.of), []).append(one)
    for group in groups.values():
        if all(one.value == group[0].value for one in group):
            # Said twice in one sentence is said once; of two that overlap the longer one.
            first = min(group, key=lambda one: (one.start, -one.end))
            yield max((one for one in group if one.start < first.end), key=lambda one: one.end - one.start)


def _read(said: Said, levels: Levels) -> Iterator[Found]:
    """Give every statement of a folded line."""
    for read in (levels.read, fees, minimums, periods, redemptions, benchmarks):
        yield from read(said)
