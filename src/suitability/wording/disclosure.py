"""What must be said beside what is shown: which of the spans that call for a disclosure lack it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, pairwise
from typing import Literal

__all__ = ["Order", "Span", "Where", "unmet"]

Span = tuple[int, int]
Where = Literal["anywhere", "paragraph", "table", "page"]
Order = Literal["after", "before"]

LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|\Z)")


def unmet(
    text: str,
    due: Sequence[Span],
    accepted: Sequence[Sequence[Span]],
    where: Where = "anywhere",
    within: int | None = None,
    order: Order | None = None,
) -> tuple[Span, ...]:
    """Give the due spans that lack an accepted span of some part, in the order given.

    Spans are offsets of `text`, the end not counted; `accepted` holds the spans of each part. An accepted span counts
    where it begins in the same place as the due one and stands at most `within` characters away; one that overlaps
    the due span is both after and before it. With nothing due: `((0, 0),)` when a part is missing from the whole text.
    """
    if not due:
        return () if all(accepted) else ((0, 0),)
    if not all(accepted):
        return tuple(due)
    starts = [0] if where == "anywhere" else PLACES[where](text)
    lacking = [False] * len(due)
    for spans in accepted:
        for i, said in enumerate(said_beside(due, sorted(spans), starts, within, order)):
            lacking[i] |= not said
    return tuple(compress(due, lacking))


def said_beside(
    due: Sequence[Span], spans: Sequence[Span], starts: Sequence[int], within: int | None, order: Order | None
) -> Iterator[bool]:
    """Say of each due span whether one of the sorted spans stands near enough in its place.

    `starts` are where the places begin. The furthest end so far, counted anew in each place, answers at one look.
    """
    begins = [begin for begin, _ in spans]
    cuts = [0, *(bisect_left(begins, start) for start in starts[1:]), len(spans)]
    furthest: list[int] = []
    for first, last in pairwise(cuts):
        furthest += accumulate((end for _, end in spans[first:last]), max)
    for begin, end in due:
        place = bisect_right(starts, begin)
        highest = begins[-1] if within is None else end + within
        lowest = 0 if within is None else begin - within
        if order == "before":
            highest = min(highest, max(begin, end - 1))
        if order == "after":
            lowest = max(lowest, min(end, begin + 1))
        nearest = min(bisect_right(begins, highest), cuts[place]) - 1
        yield nearest >= cuts[place - 1] and furthest[nearest] >= lowest


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Give each line with where it begins."""
    return ((found.start(), found.group()) for found in LINE.finditer(text) if found.start() < len(text))


def paragraphs(text: str) -> list[int]:
    """Give where paragraphs begin: after blank lines, or at each line of a text that has none inside it."""
    every = [(start, not line.strip()) for start, line in lines(text)]
    shown = [i for i, (_, blank) in enumerate(every) if not blank]
    parted = bool(shown) and shown[-1] - shown[0] >= len(shown)
    return [0, *(start for (_, blank), (start, _) in pairwise(every) if blank or not parted)]


def tables(text: str) -> list[int]:
    """Give where tables begin, each with the first line below it that is not blank; paragraphs stand between them."""
    outside = set(paragraphs(text))
    starts = [0]
    state = "text"
    for start, line in lines(text):
        if "|" in line or "\t" in line.strip():
            if state != "row" and start:
                starts.append(start)
            state = "row"
        elif state in {"row", "below"}:
            state = "note" if line.strip() else "below"
        else:
            if state == "note" or (start in outside and start):
                starts.append(start)
            state = "text"
    return starts


def pages(text: str) -> list[int]:
    """Give where pages begin: at a form feed, a thematic break, a heading of level 1."""
    starts = [0]
    for start, line in lines(text):
        marks = "".join(line.split())
        rule = len(marks) >= 3 and marks[0] in "-*_" and len(set(marks)) == 1
        if start and (rule or (marks.startswith("#") and line.split()[0] == "#")):
            starts.append(start)
        feed = line.find("\f")
        while feed >= 0:
            starts.append(start + feed)
            feed = line.find("\f", feed + 1)
    return starts


PLACES = {"paragraph": paragraphs, "table": tables, "page": pages}
