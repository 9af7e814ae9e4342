"""``suitability rules bundle``."""

from __future__ import annotations

import argparse

from suitability.cli.packs import loaded
from suitability.cli.receipts import demand_new, write_asked
from suitability.packs.bundle import bundle


def run(arguments: argparse.Namespace) -> int:
    """Write the packs as they stood on a day, to a file or to the standard output."""
    if arguments.output is not None:
        demand_new(arguments.output)
    write_asked(arguments.output, bundle(loaded(arguments), arguments.on))
    return 0
