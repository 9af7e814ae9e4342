"""The command line: ``suitability check``, ``copy``, ``permitted``, ``replay`` and ``rules``.

Exit codes: 0 nothing at or above what fails, 1 something, 2 something could not be checked.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import os
import sys
from collections.abc import Sequence

from suitability.cli.commands import COMMANDS
from suitability.errors import SuitabilityError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; give its exit code."""
    words = sys.argv[1:] if argv is None else argv
    arguments = _parser(words).parse_args(words)
    try:
        # Each command is imported when it is asked for: a hook runs on every commit.
        run = importlib.import_module(f"suitability.cli.{arguments.module}").run
        code: int = run(arguments)
        sys.stdout.flush()
    except SuitabilityError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read us has seen enough; without this Python complains once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    return code


def today() -> dt.date:
    """Give today, where the machine stands; only the command line may ask."""
    return dt.date.today()


class _Help(argparse.HelpFormatter):
    """As wide as the terminal. Where argparse is not told a width, it imports the archivers of `shutil` to ask."""

    def __init__(self, prog: str) -> None:
        columns = os.environ.get("COLUMNS", "")
        if not columns.isdecimal():
            try:
                columns = str(os.get_terminal_size().columns)
            except OSError:
                columns = "80"
        super().__init__(prog, width=max(int(columns) - 2, 20))


def _parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Build the parser: of the command that words begin with, else of all."""
    parser = argparse.ArgumentParser(
        prog="suitability", description="May we? And under which article of which law?", formatter_class=_Help
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", prog="suitability")
    for name in words[:1] if words[:1] and words[0] in COMMANDS else COMMANDS:
        text, description, options = COMMANDS[name]
        command = commands.add_parser(name, help=text, description=description, formatter_class=_Help)
        command.set_defaults(module=name.replace("-", "_"))
        options(command)
    return parser
