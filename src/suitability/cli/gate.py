"""What the commands of gates share: how a run is reported, and how far it has come."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from suitability.errors import SuitabilityError

if TYPE_CHECKING:
    from suitability.engine.ruleset import RuleSet
    from suitability.readers.settings import Settings
    from suitability.reports.gate import Run
    from suitability.rules.texts import Wording

T = TypeVar("T")
_SLOW, _EVERY, _WIDTH = 1.0, 0.1, 30


def report(run: Run, arguments: argparse.Namespace, rules: RuleSet, *, explain: bool = False) -> None:
    """Write a run in the format that is asked for, to the file of `-o` or the standard output."""
    from suitability.messages.render import pack_labels
    from suitability.messages.speak import speaker
    from suitability.reports.formats import FORMATS
    from suitability.reports.gate_text import text

    speak = speaker(arguments.lang, pack_labels(rules))
    if explain and arguments.format == "text":
        said = text(run, speak, facts=arguments.facts, explain=_wordings(rules))
    else:
        said = FORMATS[arguments.format](run, speak, facts=arguments.facts)
    if arguments.output is None:
        print(said, end="" if said.endswith("\n") else "\n")
        return
    try:
        Path(arguments.output).write_text(said, encoding="utf-8")
    except OSError as error:
        raise SuitabilityError(f"{arguments.output}: cannot be written: {error.strerror}") from None


def _wordings(rules: RuleSet) -> dict[str, Wording]:
    return {rule.id: wording for rule in rules.rules if (wording := rule.wording) is not None}


def catalog_words(mapping: str | None, found: Settings, rules: RuleSet) -> dict[str, Any]:
    """Give how a catalog is to be read: the firm's own words for headers and values, and the seller."""
    named = mapping or found.catalog_map
    words = None
    if named is not None:
        from suitability.catalog.reading.mapping import read_words

        words = read_words(named, rules)
    return {"mapping": words, "seller": dict(found.seller) or None}


def progress(things: Iterable[T], count: int, name_of: Callable[[T], str]) -> Iterator[T]:
    """Give things one after another; a terminal sees how many of how many, once it takes longer than a moment."""
    if not sys.stderr.isatty():
        yield from things
        return
    begun = shown = time.monotonic()
    drawn = False
    for number, thing in enumerate(things, 1):
        now = time.monotonic()
        if now - begun > _SLOW and now - shown > _EVERY:
            done = _WIDTH * number // max(count, 1)
            bar = "#" * done + "." * (_WIDTH - done)
            print(f"\r[{bar}] {number}/{count} {name_of(thing)[-40:]:<40}", end="", file=sys.stderr, flush=True)
            shown, drawn = now, True
        yield thing
    if drawn:
        print("\r" + " " * (_WIDTH + 64) + "\r", end="", file=sys.stderr, flush=True)
