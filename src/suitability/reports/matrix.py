"""The matrix of levels as text for a terminal, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import attrs

from suitability.engine.matrix import ANSWERS, Grid, Reason, Row
from suitability.engine.ruleset import RuleSet
from suitability.engine.written import plain as plain_fact
from suitability.messages.render import cite, fact, pack_labels, path_label, sentence
from suitability.messages.speak import Speaker, speaker
from suitability.reports.text import table
from suitability.rules.pack import in_force

SCHEMA = "suitability.matrix/1"
MARKS: dict[str, str] = dict(zip(ANSWERS, "○△✕?", strict=True))


def plain(grids: Sequence[Grid], rules: RuleSet) -> dict[str, Any]:
    """Give the matrix as JSON holds it; the values of a route that go together stand in one list."""
    return {
        "schema": SCHEMA,
        "packs": [pack.name for pack in rules.packs],
        "grids": [
            {
                "regime": grid.regime,
                "days": [day.isoformat() for day in grid.days],
                "initiators": list(grid.initiators),
                "routes": [
                    {path: [plain_fact(value) for value in values] for path, values in route.items()}
                    for route in folded(grid)
                ],
                "rows": [attrs.asdict(row) for row in grid.rows],
            }
            for grid in grids
        ],
    }


def folded(grid: Grid) -> list[Mapping[str, tuple[Any, ...]]]:
    """Give the routes of a grid with all that differ in one fact alone made one, which lists its values."""
    routes = [{path: (value,) for path, value in route} for route in grid.routes]
    for path in dict.fromkeys(path for route in reversed(routes) for path in reversed(route)):
        alike: dict[Any, dict[str, tuple[Any, ...]]] = {}
        for route in routes:
            others = tuple((name, values) for name, values in route.items() if name != path)
            known = alike.setdefault((others, path in route), route)
            if known is not route and path in route:
                known[path] = tuple(dict.fromkeys((*known[path], *route[path])))
        routes = list(alike.values())
    return list(routes)


@attrs.frozen
class Words:
    """What a reader is told of grids, in one locale."""

    rules: RuleSet
    speak: Speaker

    @classmethod
    def of(cls, rules: RuleSet, locale: str) -> Words:
        return cls(rules, speaker(locale, pack_labels(rules)))

    def phrase(self, key: str, **parts: str) -> str:
        return self.speak.phrase(f"matrix_{key}", **parts)

    def listed(self, texts: Sequence[str]) -> str:
        return self.speak.phrase("comma").join(dict.fromkeys(texts))

    def regime(self, grid: Grid) -> str:
        return "" if grid.regime is None else self.speak.value("", grid.regime)

    def levels(self) -> str:
        label = next(pack.scale_labels["customer"] for pack in self.rules.packs if "customer" in pack.scale_labels)
        return self.speak.packs.text(label, self.speak.locale)

    def customer(self, name: str) -> str:
        return self.phrase("lowest_class") if name == "lowest-class" else self.speak.value("Category", name)

    def days(self, grid: Grid) -> str:
        return self.listed([self.speak.day(day) for day in grid.days])

    def initiators(self, grid: Grid) -> str:
        return self.listed([self.phrase(f"by_{one}") for one in grid.initiators])

    def routes(self, grid: Grid) -> Iterator[list[tuple[str, str]]]:
        """Give for each route that asks for facts what they are called, and their values."""
        for route in filter(None, folded(grid)):
            yield [
                (
                    path_label(path, self.speak.locale),
                    self.listed([fact(path, value, self.speak) for value in values]),
                )
                for path, values in route.items()
            ]

    def rows(self, grid: Grid) -> Iterator[tuple[str, list[tuple[str, Row]]]]:
        """Give the rows of each customer by level; one where the answers do not hang on the customer's level."""
        for customer, found in groupby(grid.rows, key=lambda row: row.customer):
            rows = list(found)
            same = len(rows) > 1 and all(row.cells == rows[0].cells for row in rows)
            named = [(self.phrase("any_level"), rows[0])] if same else [(row.level, row) for row in rows]
            yield self.customer(customer), named

    def rule(self, reason: Reason, grid: Grid) -> tuple[str, str]:
        """Give the title of a rule and its articles, those that hold on the first day of a grid."""
        rule = next(rule for rule in self.rules.rules if rule.id == reason.rule)
        version = in_force(rule.versions, grid.days[0])
        unverified = f" {self.speak.phrase('unverified')}"
        cites = [
            cite(one, self.speak.locale) + ("" if one.verified else unverified)
            for one in (version.cites if version else ())
        ]
        return sentence(rule.title, self.speak.locale), self.speak.listing("both", cites)

    def because(self, reason: Reason) -> str:
        """Say what a rule has against a pair of levels."""
        facts = self.listed([path_label(path, self.speak.locale) for path in reason.facts])
        return self.phrase(reason.says, facts=facts)


def reasons(grid: Grid) -> dict[Reason, str]:
    """Give each reason of a grid once, as they come, with the answer it gives."""
    return {reason: cell.answer for row in grid.rows for cell in row.cells for reason in cell.reasons}


def undecided(grid: Grid) -> bool:
    """Say whether no rule has anything to say on any cell of a grid."""
    return all(cell.answer == "unknown" and not cell.reasons for row in grid.rows for cell in row.cells)


def render(grids: Sequence[Grid], rules: RuleSet, locale: str) -> Iterator[str]:
    """Give the lines of a text for a terminal."""
    words = Words.of(rules, locale)
    colon, before = words.speak.phrase("colon"), None
    for grid in grids:
        yield "  ".join(filter(None, (words.regime(grid), grid.regime, words.days(grid), words.initiators(grid))))
        if (grid.regime, grid.routes) != before:
            for route in words.routes(grid):
                yield "  " + "  ".join(label + colon + values for label, values in route)
        before = grid.regime, grid.routes
        if undecided(grid):
            yield f"    {MARKS['unknown']} {words.phrase('no_rule')}"
        else:
            yield from _table(grid, words)
        yield ""
    yield "  ".join(f"{mark} {words.phrase(answer)}" for answer, mark in MARKS.items())


def _table(grid: Grid, words: Words) -> Iterator[str]:
    rows = [("", "", *(cell.product for cell in grid.rows[0].cells))]
    for customer, levels in words.rows(grid):
        rows += [(customer, level, *(MARKS[cell.answer] for cell in row.cells)) for level, row in levels]
    yield from table(rows, "    ")
    for reason, answer in reasons(grid).items():
        title, cites = words.rule(reason, grid)
        yield f"    {MARKS[answer]} {words.speak.phrase('permitted_why', title=title, cite=cites)}"
        yield f"      {words.because(reason)}  {reason.rule}"
