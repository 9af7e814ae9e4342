"""``suitability rules export`` and ``suitability rules pages``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from suitability.cli.book import read_book
from suitability.cli.packs import named
from suitability.cli.receipts import demand_new
from suitability.errors import SuitabilityError
from suitability.reports.export import export
from suitability.reports.pages import pages


def run(arguments: argparse.Namespace) -> int:
    """Write the rules as one CSV, or as pages of Markdown in a new folder."""
    book = read_book(named(arguments))
    if arguments.command == "pages":
        demand_new(arguments.output)
        made = {Path(arguments.output, place): text for place, text in pages(book, arguments.lang).items()}
    else:
        text = export(book, arguments.lang)
        if arguments.output is None:
            # As bytes: a terminal of another encoding, or its ends of lines, must not change the file made of it.
            sys.stdout.buffer.write(text.encode())
            return 0
        demand_new(arguments.output)
        made = {Path(arguments.output): text}
    for path, written in made.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written.encode())
        except OSError as error:
            raise SuitabilityError(f"{path}: cannot be written: {error.strerror}") from None
    return 0
