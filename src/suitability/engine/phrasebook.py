"""Every phrase of some packs, compiled to be looked for at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from suitability.rules.pack import Rule
from suitability.rules.texts import STATUTORY, WordClass
from suitability.wording.phrase import literals
from suitability.wording.scan import Entry, Hit, Scanner

Span = tuple[int, int]


@attrs.frozen
class Read:
    """What a text holds: the hits of each rule, excused ones too, and where the sentences it accepts stand.

    `accepted` has a list of spans for each of the rule's accepted blocks, in their order.
    """

    text: str
    hits: Mapping[str, Sequence[Hit]]
    accepted: Mapping[str, Sequence[Sequence[Span]]]


class Phrasebook:
    """The phrases of all rules over text of some packs, of all days.

    `scanner` looks for what copy may not say; what makes a disclosure due, and what it may be, is looked for apart,
    where disclosures are asked for.
    """

    _asking: Callable[[], Scanner]

    def __init__(self, rules: Iterable[Rule], classes: Mapping[str, WordClass]) -> None:
        banned: list[Entry] = []
        duties: list[Entry] = []
        # For each entry the id of its rule, and the number of the accepted block where it is one.
        self._banned: list[str] = []
        self._duties: list[tuple[str, int | None]] = []
        self._blocks: dict[str, int] = {}
        for rule in rules:
            wording = rule.wording
            if wording is None:
                continue
            entry = Entry(wording.phrases, wording.excepts, wording.unless)
            if wording.disclosure is None:
                banned.append(entry)
                self._banned.append(rule.id)
                continue
            duties.append(entry)
            self._duties.append((rule.id, None))
            self._blocks[rule.id] = len(wording.accepts)
            for number, accept in enumerate(wording.accepts):
                duties.append(Entry(accept.phrases))
                self._duties.append((rule.id, number))
        known = {name: one.every if name == STATUTORY else expanded(one) for name, one in classes.items()}
        self.scanner = Scanner(banned, known)
        self._asking = lambda: Scanner(duties, known)

    def data(self) -> dict[str, Any]:
        """Give the phrases as plain data, of which `restore` makes them again without compiling one."""
        return {
            "banned": self._banned,
            "scanner": self.scanner.data(),
            "duties": self._duties,
            "blocks": self._blocks,
            "asking": self._duty_scanner.data(),
        }

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Phrasebook:
        """Make what gave `data`."""
        book = cls.__new__(cls)
        book.scanner = Scanner.restore(data["scanner"])
        book._banned = data["banned"]
        book._duties = [(rule, block) for rule, block in data["duties"]]
        book._blocks = data["blocks"]
        book._asking = lambda: Scanner.restore(data["asking"])
        return book

    @cached_property
    def _duty_scanner(self) -> Scanner:
        return self._asking()

    def read(self, text: str, disclosures: bool = True) -> Read:
        """Look for every phrase in a text; without `disclosures` only for what it may not say."""
        hits: dict[str, list[Hit]] = {}
        accepted: dict[str, list[list[Span]]] = {}
        for hit in self.scanner.scan(text):
            hits.setdefault(self._banned[hit.entry], []).append(hit)
        for hit in self._duty_scanner.scan(text) if disclosures else ():
            rule, block = self._duties[hit.entry]
            if block is None:
                hits.setdefault(rule, []).append(hit)
            else:
                spans = accepted.setdefault(rule, [[] for _ in range(self._blocks[rule])])
                spans[block].append((hit.start, hit.end))
        return Read(text, hits, accepted)


def expanded(found: WordClass) -> tuple[str, ...]:
    """Give the words of a class, each of the texts that braces in a word stand for."""
    return tuple(dict.fromkeys(text for word in found.every for text in literals(word, {})))
