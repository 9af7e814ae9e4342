"""The command line: ``suitability check`` and ``suitability rules``.

Exit codes: 0 nothing at or above what fails, 1 something, 2 something could not be checked.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import os
import sys
from collections.abc import Sequence

from suitability.errors import SuitabilityError

LOCALES = ("zh-Hans", "en")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; give its exit code."""
    arguments = _parser().parse_args(argv)
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


def day(text: str) -> dt.date:
    """Read a day of an option."""
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-03-01") from None


def today() -> dt.date:
    """Give today, where the machine stands; only the command line may ask."""
    return dt.date.today()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="suitability", description="May we? And under which article of which law?")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check records of files", description="Check every record of the files.")
    check.set_defaults(module="check")
    check.add_argument("files", nargs="+", metavar="FILE", help="JSON or JSON Lines; - is the standard input")
    _common(check)
    check.add_argument("--format", choices=("text", "json"), default="text", help="for people, or for programs")
    check.add_argument("--facts", action="store_true", help="show the values of facts, not only their paths")
    check.add_argument(
        "--fail-on", choices=("block", "warn", "note"), default="block", help="the severity from which violations fail"
    )
    check.add_argument("--strict", action="store_true", help="unknown findings and unknown keys fail too")
    rules = commands.add_parser("rules", help="read, test and compare the rules")
    kinds = rules.add_subparsers(required=True, metavar="COMMAND", dest="command")
    _rules_commands(kinds)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", type=day, metavar="DAY", help="the day we stand on (default: today)")
    parser.add_argument("--lang", choices=LOCALES, default="zh-Hans", help="the language of messages")
    parser.add_argument(
        "--pack", action="append", metavar="NAME", help="a packaged pack, or the folder of one; may be repeated"
    )


def _rules_commands(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    helps = {
        "list": "every rule in one line",
        "show": "one rule: in words, its expressions, its articles",
        "test": "run the examples of the rules",
        "due": "what comes into force or ends until a day",
        "fields": "the facts a caller must tell",
        "matrix": "customer level by product level, by regime",
    }
    made = {}
    for name, text in helps.items():
        made[name] = kinds.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        made[name].set_defaults(module="rules")
        _common(made[name])
    made["list"].add_argument("--subject", help="rules of one subject only")
    made["show"].add_argument("rule", metavar="RULE", help="a rule's id, or the end of one")
    made["test"].add_argument(
        "--mutants", action="store_true", help="also change each rule a little: an example must notice"
    )
    made["test"].add_argument(
        "--signs", action="store_true", help="name every sign that an expression outgrows the rule"
    )
    made["due"].add_argument("--until", type=day, required=True, metavar="DAY")
    for name in ("fields", "matrix"):
        made[name].add_argument("--regime", help="one regime only")
        made[name].add_argument("--format", choices=("text", "json"), default="text")
    made["fields"].add_argument("--subject", default="sale", help="default: sale")
    made["fields"].add_argument(
        "--stage", choices=("candidate", "recommended", "ordered", "concluded"), default="concluded"
    )
