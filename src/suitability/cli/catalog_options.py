"""The options of ``suitability catalog``."""

from __future__ import annotations

import argparse

from suitability.cli.commands import changed, day, living, locale, reported
from suitability.messages.locales import LOCALES

Parser = argparse.ArgumentParser
# What becomes unlawful within so many days is said beforehand.
AHEAD = 60
_TWO = "OLD and NEW; or with --base the files or folders as they are now"


def options(catalog: Parser) -> None:
    """Build the options of the commands on a catalog."""
    kinds = catalog.add_subparsers(required=True, metavar="COMMAND", dest="command")

    def command(name: str, text: str) -> Parser:
        return kinds.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")

    _check(command("check", "check every product of a catalog, its facts and its texts"))
    _diff(command("diff", "check what changed in a catalog: what got riskier, who must approve it, whom it touches"))
    _approve(command("approve", "approve the change of one product"))
    template = command("template", "write a sheet to fill in, with a column for each fact")
    template.add_argument("-o", "--output", metavar="FILE.csv", help="a new file (default: the standard output)")


def _check(check: Parser) -> None:
    check.add_argument(
        "files", nargs="*", metavar="PATH", help="YAML, JSON, CSV, TSV or XLSX, or folders (default: by the settings)"
    )
    check.add_argument("--as-of", type=day, metavar="DAY", help="the day we stand on (default: today)")
    check.add_argument(
        "--ahead",
        type=int,
        default=AHEAD,
        metavar="DAYS",
        help=f"note what becomes a violation within so many days (default: {AHEAD}; 0: nothing)",
    )
    changed(check)
    _read(check)
    _reported(check)


def _diff(diff: Parser) -> None:
    diff.add_argument("files", nargs="*", metavar="PATH", help=_TWO)
    diff.add_argument("--on", type=day, metavar="DAY", help="the day the change takes effect (default: --as-of)")
    diff.add_argument("--as-of", type=day, metavar="DAY", help="the day we stand on (default: today)")
    diff.add_argument(
        "--book", action="append", metavar="FILE", help="holdings, sales and customers, as JSON; may be repeated"
    )
    _between(diff)
    _read(diff)
    _reported(diff)


def _approve(approve: Parser) -> None:
    approve.add_argument("code", metavar="CODE", help="the code of the product that changes")
    approve.add_argument("files", nargs="+", metavar="PATH", help=_TWO)
    approve.add_argument("--as", dest="who", required=True, metavar="WHO", help="the approver's name or mail address")
    approve.add_argument("--because", dest="reason", required=True, metavar="TEXT", help="why the change is right")
    approve.add_argument("--evidence", required=True, metavar="TEXT", help="the document that shows it")
    approve.add_argument("--on", type=day, metavar="DAY", help="the day it is approved (default: today)")
    _between(approve)
    _read(approve)
    _said(approve)
    approve.add_argument("--config", metavar="FILE", help="the settings (default: suitability.toml or pyproject.toml)")


def _between(parser: Parser) -> None:
    parser.add_argument(
        "--base", metavar="REV", help="compare with the commit from which HEAD and this revision of git part ways"
    )
    parser.add_argument(
        "--author", action="append", metavar="WHO", help="who wrote the change, where git does not say; may be repeated"
    )
    parser.add_argument("--approvers", metavar="FILE", help="who may approve (default: approvers.toml)")
    parser.add_argument("--approvals", metavar="FILE", help="what was approved (default: approvals.toml)")


def _read(parser: Parser) -> None:
    parser.add_argument("--map", metavar="FILE", help="what your own columns and values mean, as TOML")


def _said(parser: Parser) -> None:
    parser.add_argument("--lang", type=locale, metavar="LOCALE", help=f"{', '.join(LOCALES)}, or an alias as zh-TW")
    parser.add_argument(
        "--pack", action="append", metavar="NAME", help="a packaged pack, or the folder of one; may be repeated"
    )


def _reported(parser: Parser) -> None:
    _said(parser)
    reported(parser)
    parser.add_argument(
        "--fail-on",
        choices=("block", "warn", "note"),
        help="the severity from which violations fail (default: block)",
    )
    parser.add_argument("--strict", action="store_true", help="what is unknown fails too")
    living(parser)
