"""``suitability rules new``."""

from __future__ import annotations

import argparse
from pathlib import Path

from suitability.cli.main import today
from suitability.packs.new import new_rule


def run(arguments: argparse.Namespace) -> int:
    """Write a new rule and name the files written."""
    for path in new_rule(Path(arguments.place), arguments.as_of or today(), arguments.lang, arguments.form):
        print(path)
    return 0
