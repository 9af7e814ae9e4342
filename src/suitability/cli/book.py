"""Packs read as a book: with their ledgers and examples."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.cli.packs import folder_of
from suitability.engine.ruleset import RuleSet
from suitability.packs.load import Folder, ledger_file, read_packs
from suitability.reports.book import Book
from suitability.rules.ledger import read_ledger
from suitability.rules.read import read_examples


def read_book(packs: Sequence[str | Folder]) -> Book:
    """Read packs with their ledgers and examples; those the package carries compiled come without examples.

    Raises PackError and RuleFileErrors as `load` does, and where a ledger holds mistakes.
    """
    read = read_packs(packs)
    ledgers, examples = {}, {}
    for named, pack in zip(packs, read, strict=True):
        ledger, folder = ledger_file(named), folder_of(named)
        if ledger is not None:
            ledgers[pack.name] = read_ledger(ledger, f"{pack.name}/ledger.toml", pack)
        if folder is not None:
            examples.update(read_examples(folder))
    return Book(RuleSet(read), ledgers, examples)
