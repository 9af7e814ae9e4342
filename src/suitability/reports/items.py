"""Items of a gate: the findings of a text by their marks, and those of a record by the fact they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from suitability.engine.finding import Finding, Mark, Text
from suitability.engine.marks import sentence
from suitability.engine.written import digest
from suitability.reports.gate import Item
from suitability.rules.texts import WORDS
from suitability.spot import Spot


def text_items(
    findings: Iterable[Finding],
    text: str,
    key: str,
    spot_of: Callable[[int, int], Spot],
    excerpt_of: Callable[[int, int], tuple[tuple[str, str], ...]] | None = None,
) -> tuple[Item, ...]:
    """Give the findings of a text, one item a mark, by their place.

    `spot_of` gives where a span of the text stands in its file; a finding without a mark, a disclosure that is
    missing, stands where the text begins. `excerpt_of` gives the lines that show a span.
    """
    made = []
    for finding in findings:
        for mark in finding.marks or (None,):
            if mark is None:
                start, end, one = 0, 0, finding
                content = digest([finding.rule, " ".join(text.split())])
            else:
                start, end = mark.start, mark.end
                said = text[slice(*sentence(text, start, end))].strip()
                one = _of_mark(finding, mark, said)
                content = digest([finding.rule, mark.words, " ".join(said.split())])
            shown = () if excerpt_of is None or mark is None else excerpt_of(start, end)
            made.append(((start, end, finding.rule), Item(one, spot_of(start, end), key, content, shown)))
    return tuple(item for _, item in sorted(made, key=lambda one: one[0]))


def _of_mark(finding: Finding, mark: Mark, said: str) -> Finding:
    # A ruling outlives a new name of the file, and new words elsewhere in it.
    seen = [finding.rule, finding.outcome, finding.missing, mark.phrase, mark.words, said]
    words = (mark.words,)
    return attrs.evolve(
        finding,
        marks=(mark,),
        fingerprint=digest(seen),
        message=_with_words(finding.message, words),
        remedy=_with_words(finding.remedy, words),
    )


def _with_words(text: Text, words: tuple[str, ...]) -> Text:
    if WORDS not in text.text:
        return text
    return Text(text.text, tuple(attrs.evolve(value, value=words) for value in text.values))


def record_items(findings: Iterable[Finding], key: str, spots: Mapping[str, Spot], otherwise: Spot) -> tuple[Item, ...]:
    """Give the findings of a record: each stands where the first fact it read stands, by `spots` of paths.

    One that read or misses nothing of these stands at `otherwise`, the place of the record.
    """
    return tuple(Item(one, _spot(one, spots, otherwise), key, _content(one, key)) for one in findings)


def _spot(finding: Finding, spots: Mapping[str, Spot], otherwise: Spot) -> Spot:
    paths = (*finding.missing, *(fact.path for fact in finding.facts))
    return next((spots[path] for path in paths if path in spots), otherwise)


def _content(finding: Finding, key: str) -> str:
    facts: list[Any] = [[fact.path, fact.value] for fact in finding.facts]
    return digest([finding.rule, finding.outcome, key, finding.missing, facts])
