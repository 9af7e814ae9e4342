"""The command line: ``suitability check``, ``permitted``, ``replay`` and ``rules``.

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
from suitability.messages.locales import LOCALES, SOURCE, resolve


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


def locale(text: str) -> str:
    """Read a locale of an option, by its name or an alias."""
    found = resolve(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(LOCALES)}, nor an alias of one")
    return found.name


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
    _decisions(check)
    check.add_argument("--strict", action="store_true", help="unknown findings and unknown keys fail too")
    check.add_argument("--receipts", metavar="FILE", help="write a receipt of every check, one a line, to a new file")
    _key_file(check)
    offered = commands.add_parser(
        "permitted",
        help="which products a customer may be offered",
        description="Say of every product of a shelf whether the customer may be offered it.",
    )
    offered.set_defaults(module="permitted")
    offered.add_argument("customer", metavar="CUSTOMER", help="file with the customer, or the profile of one")
    offered.add_argument("shelf", nargs="+", metavar="SHELF", help="files with the products, and their sellers")
    _common(offered)
    offered.add_argument("--key", help="the customer with this key, where the files hold several")
    offered.add_argument("--cleared", action="store_true", help="show only the products that may be offered")
    offered.add_argument("--format", choices=("text", "json"), default="text", help="for people, or for programs")
    offered.add_argument("--facts", action="store_true", help="values of facts in the JSON, not only their paths")
    _decisions(offered)
    offered.add_argument("--strict", action="store_true", help="refuse unknown keys")
    _replay_command(commands)
    schema = commands.add_parser(
        "schema",
        help="the JSON Schema of records, reports and receipts",
        description="Print the JSON Schema of a subject's record, or of what the library writes.",
    )
    schema.set_defaults(module="schema")
    schema.add_argument("of", metavar="SUBJECT|report|check|receipt", help="sale, profile, product, holding, …")
    _said(schema)
    schema.add_argument("--strict", action="store_true", help="of a record that may hold no unknown keys")
    rules = commands.add_parser("rules", help="read, test and compare the rules")
    kinds = rules.add_subparsers(required=True, metavar="COMMAND", dest="command")
    _rules_commands(kinds)
    return parser


def _replay_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    replay = commands.add_parser(
        "replay", help="check receipts against their records", description="Check again what receipts say was checked."
    )
    replay.set_defaults(module="replay")
    replay.add_argument("receipts", metavar="RECEIPTS", help="the receipts, one a line; - is the standard input")
    replay.add_argument("records", nargs="+", metavar="RECORDS", help="JSON or JSON Lines, as for check")
    replay.add_argument(
        "--bundle", action="append", metavar="FILE", help="decide by this bundle; may be repeated, one a time of law"
    )
    _key_file(replay)
    _said(replay)
    replay.add_argument("--format", choices=("text", "json"), default="text", help="for people, or for programs")


def _key_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key-file", metavar="FILE", help="the secret that seals the facts of receipts")


def _common(parser: argparse.ArgumentParser, *, packs: bool = True) -> None:
    parser.add_argument("--as-of", type=day, metavar="DAY", help="the day we stand on (default: today)")
    _said(parser, packs=packs)


def _said(parser: argparse.ArgumentParser, *, packs: bool = True) -> None:
    parser.add_argument(
        "--lang", type=locale, default=SOURCE.name, metavar="LOCALE", help=f"{', '.join(LOCALES)}, or an alias as zh-TW"
    )
    if not packs:
        return
    parser.add_argument(
        "--pack", action="append", metavar="NAME", help="a packaged pack, or the folder of one; may be repeated"
    )


def _decisions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--decisions", metavar="FILE", help="the waivers and rulings of compliance, as TOML")


def _rules_commands(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    helps = {
        "list": "every rule in one line",
        "show": "one rule: in words, its expressions, its articles",
        "test": "run the examples of the rules",
        "due": "what comes into force or ends until a day",
        "new": "write a rule to be filled in, with its pack where there is none",
        "compare": "what other rules would say of a sample of records",
        "coverage": "how much of the law that can be checked is, duty by duty",
        "bundle": "write the packs as they stood on a day",
        "fields": "the facts a caller must tell",
        "export": "write all rules as one CSV for a spreadsheet",
        "pages": "write the rules as pages of Markdown, with the ledger, the facts and the glossary",
        "matrix": "customer level by product level, by regime and day",
    }
    made = {}
    for name, text in helps.items():
        made[name] = kinds.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        made[name].set_defaults(module="rules")
        _common(made[name], packs=name not in ("new", "compare"))
    made["new"].set_defaults(module="new")
    made["new"].add_argument("place", metavar="PACK/SUBJECT/NAME", help="the name states the wrong thing")
    made["compare"].set_defaults(module="compare")
    made["coverage"].set_defaults(module="coverage")
    made["coverage"].add_argument(
        "--format", choices=("text", "json"), default="text", help="for people, or for programs"
    )
    made["bundle"].set_defaults(module="bundle")
    made["bundle"].add_argument("--on", type=day, required=True, metavar="DAY")
    made["bundle"].add_argument("-o", "--output", metavar="FILE", help="a new file (default: the standard output)")
    for side in ("old", "new"):
        made["compare"].add_argument(side, metavar=side.upper(), help="packs joined by +: cn+handbook+bank_rules")
    made["compare"].add_argument("files", nargs="+", metavar="SAMPLE", help="JSON or JSON Lines, as for check")
    made["compare"].add_argument(
        "--examples", type=int, default=3, metavar="N", help="records shown a change (default: 3)"
    )
    made["compare"].add_argument("--facts", action="store_true", help="show the values of facts, not only their paths")
    made["compare"].add_argument(
        "--format", choices=("text", "json"), default="text", help="for people, or for programs"
    )
    for name in ("export", "pages"):
        made[name].set_defaults(module="export")
        made[name].add_argument(
            "-o",
            "--output",
            required=name == "pages",
            metavar="FILE" if name == "export" else "FOLDER",
            help="a new file (default: the standard output)" if name == "export" else "a new folder",
        )
    made["show"].set_defaults(module="show")
    made["show"].add_argument("--format", choices=("text", "json"), default="text", help="for people, or for programs")
    made["list"].add_argument("--subject", help="rules of one subject only")
    made["show"].add_argument("rule", metavar="RULE", help="a rule's id, or the end of one")
    made["test"].add_argument(
        "rules", nargs="*", metavar="RULE", help="a rule's id, or the start or the end of some (default: all)"
    )
    made["test"].add_argument(
        "--mutants", action="store_true", help="also change each rule a little: an example must notice"
    )
    made["test"].add_argument(
        "--signs", action="store_true", help="name every sign that an expression outgrows the rule"
    )
    made["due"].add_argument("--until", type=day, required=True, metavar="DAY")
    _matrix_options(made["matrix"])
    made["fields"].add_argument("--regime", help="one regime only")
    made["fields"].add_argument("--format", choices=("text", "json"), default="text")
    made["fields"].add_argument("--subject", default="sale", help="default: sale")
    made["fields"].add_argument(
        "--stage", choices=("candidate", "recommended", "ordered", "concluded"), default="concluded"
    )


def _matrix_options(parser: argparse.ArgumentParser) -> None:
    # As engine.constructed has them; no command is imported before it is asked for.
    parser.set_defaults(module="matrix")
    parser.add_argument("--on", type=day, action="append", metavar="DAY", help="a day of law; may be repeated")
    parser.add_argument("--regime", action="append", help="one regime only; may be repeated")
    for option, choices, text in (
        ("--customer", ("lowest-class", "ordinary", "professional"), "these customers only"),
        ("--initiative", ("customer", "institution"), "sales that this side begins only"),
    ):
        parser.add_argument(option, action="append", choices=choices, help=f"{text}; may be repeated")
    parser.add_argument(
        "--format", choices=("text", "json", "html"), default="text", help="for people, for programs, or as a page"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="a new file (default: the standard output)")
