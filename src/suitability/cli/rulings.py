"""``suitability rules rulings``: which rules compliance has overruled, most often first."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator

from suitability.cli.living import configured
from suitability.cli.packs import loaded
from suitability.engine.ruleset import RuleSet
from suitability.engine.waive import Ruling
from suitability.engine.written import canonical
from suitability.errors import SuitabilityError
from suitability.messages.render import pack_labels, sentence
from suitability.messages.speak import speaker
from suitability.readers.decisions import decisions
from suitability.reports.text import table

SCHEMA = "suitability.rulings/1"


def run(arguments: argparse.Namespace) -> int:
    """Count the rulings by rule and print them."""
    configured(arguments)
    if not arguments.decisions:
        raise SuitabilityError("there are no rulings here: name their file with --decisions, or in the settings")
    rules = loaded(arguments)
    found = _by_rule(decisions(arguments.decisions, rules).rulings)
    if arguments.format == "json":
        said = [
            {
                "rule": rule,
                "count": len(rulings),
                "last": max(one.on for one in rulings),
                "by": dict(Counter(one.by for one in rulings)),
            }
            for rule, rulings in found
        ]
        print(canonical({"schema": SCHEMA, "rules": said}))
        return 0
    for line in _lines(found, rules, arguments.lang):
        print(line)
    return 0


def _by_rule(rulings: Iterable[Ruling]) -> list[tuple[str, list[Ruling]]]:
    found: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        found.setdefault(ruling.rule, []).append(ruling)
    return sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))


def _lines(found: list[tuple[str, list[Ruling]]], rules: RuleSet, locale: str) -> Iterator[str]:
    speak = speaker(locale, pack_labels(rules))
    titles = {rule.id: rule.title for rule in rules.rules}
    yield from table(
        [
            (
                str(len(rulings)),
                rule,
                str(max(one.on for one in rulings)),
                ", ".join(dict.fromkeys(one.by for one in rulings)),
                sentence(titles[rule], locale),
            )
            for rule, rulings in found
        ]
    )
    yield speak.phrase("rulings_counted", count=str(sum(len(rulings) for _, rulings in found)), rules=str(len(found)))
