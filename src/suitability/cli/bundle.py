"""``suitability rules bundle``."""

from __future__ import annotations

import argparse
import sys

from suitability.cli.packs import loaded
from suitability.cli.receipts import demand_new, write_whole
from suitability.errors import SuitabilityError
from suitability.packs.bundle import bundle


def run(arguments: argparse.Namespace) -> int:
    """Write the packs as they stood on a day, to a file or to the standard output."""
    if arguments.output is None:
        sys.stdout.write(bundle(loaded(arguments), arguments.on))
        return 0
    demand_new(arguments.output)
    try:
        write_whole(arguments.output, bundle(loaded(arguments), arguments.on))
    except OSError as error:
        raise SuitabilityError(f"{arguments.output}: cannot be written: {error.strerror}") from None
    return 0
