"""The options of every command; only those of the command that is asked for are built."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Mapping

from suitability.messages.locales import LOCALES, SOURCE, resolve

Parser = argparse.ArgumentParser


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


def _check(check: Parser) -> None:
    check.add_argument("files", nargs="+", metavar="FILE", help="JSON or JSON Lines; - is the standard input")
    _common(check)
    _format(check)
    check.add_argument("--facts", action="store_true", help="show the values of facts, not only their paths")
    _fail_on(check)
    _decisions(check)
    check.add_argument("--strict", action="store_true", help="unknown findings and unknown keys fail too")
    check.add_argument("--receipts", metavar="FILE", help="write a receipt of every check, one a line, to a new file")
    _key_file(check)


def _copy(copy: Parser) -> None:
    copy.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="text, Markdown, HTML, messages, subtitles, or folders of them; - is the standard input",
    )
    copy.add_argument("--on", type=day, metavar="DAY", help="the day the copy is shown on (default: today)")
    copy.add_argument(
        "--ahead", type=int, default=0, metavar="DAYS", help="name also what becomes unlawful within so many days"
    )
    _scene(copy)
    copy.add_argument("--catalog", metavar="PATH", help="the product catalog that what the copy names must agree with")
    changed(copy)
    _said(copy)
    reported(copy)
    copy.add_argument("--explain", action="store_true", help="say why, show what is excused, and examples of the rules")
    _fail_on(copy)
    copy.add_argument("--strict", action="store_true", help="what needs evidence or cannot be told fails too")
    living(copy)


def _scene(parser: Parser) -> None:
    for name, text in (
        ("channel", "where the copy is shown: website, app, sms, …"),
        ("family", "what it promotes: wealth, public-fund, …; none: it names no product"),
        ("genre", "what it is: advertisement, news, …"),
    ):
        parser.add_argument(f"--{name}", metavar=name.upper(), help=text)
    parser.add_argument(
        "--disclosures",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="judge also what the copy must say; each file is then the whole copy",
    )


def _form(form: Parser) -> None:
    form.add_argument(
        "files", nargs="+", metavar="FILE", help="SQL, JSON Schema, CSV, HTML, or a pydantic model: module:Class"
    )
    form.add_argument(
        "--purpose",
        action="append",
        required=True,
        metavar="PURPOSE",
        help="what the data are collected for: suitability-assessment, …; may be repeated",
    )
    form.add_argument("--map", metavar="FILE", help="the categories of your own fields, as TOML")
    form.add_argument("--table", metavar="NAME", help="this table, class or form of the files only")
    _common(form)
    _format(form)
    _fail_on(form, "warn")
    form.add_argument("--strict", action="store_true", help="a field that cannot be judged fails too")


def _catalog(catalog: Parser) -> None:
    from suitability.cli.catalog_options import options  # most calls are of another command

    options(catalog)


def _permitted(offered: Parser) -> None:
    offered.add_argument("customer", metavar="CUSTOMER", help="file with the customer, or the profile of one")
    offered.add_argument("shelf", nargs="+", metavar="SHELF", help="files with the products, and their sellers")
    _common(offered)
    offered.add_argument("--key", help="the customer with this key, where the files hold several")
    offered.add_argument("--cleared", action="store_true", help="show only the products that may be offered")
    _format(offered)
    offered.add_argument("--facts", action="store_true", help="values of facts in the JSON, not only their paths")
    _decisions(offered)
    offered.add_argument("--strict", action="store_true", help="refuse unknown keys")


def _replay(replay: Parser) -> None:
    replay.add_argument("receipts", metavar="RECEIPTS", help="the receipts, one a line; - is the standard input")
    replay.add_argument("records", nargs="+", metavar="RECORDS", help="JSON or JSON Lines, as for check")
    replay.add_argument(
        "--bundle", action="append", metavar="FILE", help="decide by this bundle; may be repeated, one a time of law"
    )
    _key_file(replay)
    _said(replay)
    _format(replay)


def _schema(schema: Parser) -> None:
    schema.add_argument(
        "of", metavar="SUBJECT|catalog|report|check|gate|receipt", help="sale, profile, product, holding, …"
    )
    _said(schema)
    schema.add_argument("--strict", action="store_true", help="of a record that may hold no unknown keys")


def _format(parser: Parser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="for people, or for programs")


def _fail_on(parser: Parser, default: str = "block") -> None:
    parser.add_argument(
        "--fail-on", choices=("block", "warn", "note"), default=default, help="the severity from which violations fail"
    )


def _key_file(parser: Parser) -> None:
    parser.add_argument("--key-file", metavar="FILE", help="the secret that seals the facts of receipts")


def _common(parser: Parser, *, packs: bool = True) -> None:
    parser.add_argument("--as-of", type=day, metavar="DAY", help="the day we stand on (default: today)")
    _said(parser, packs=packs)


def _said(parser: Parser, *, packs: bool = True) -> None:
    parser.add_argument(
        "--lang", type=locale, default=SOURCE.name, metavar="LOCALE", help=f"{', '.join(LOCALES)}, or an alias as zh-TW"
    )
    if not packs:
        return
    parser.add_argument(
        "--pack", action="append", metavar="NAME", help="a packaged pack, or the folder of one; may be repeated"
    )


def _decisions(parser: Parser) -> None:
    parser.add_argument(
        "--decisions",
        action="append",
        metavar="FILE",
        help="the waivers and rulings of compliance, as TOML; may be repeated",
    )


def _config(parser: Parser) -> None:
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="the settings (default: suitability.toml, or [tool.suitability] of pyproject.toml, here or above)",
    )


def living(parser: Parser) -> None:
    """Add the options by which a gate lives with findings; what is not told the settings say."""
    _config(parser)
    _decisions(parser)
    parser.add_argument("--baseline", metavar="FILE", help="the findings that are known and do not fail")
    parser.add_argument(
        "--accept-new", action="store_true", help="bring the baseline up to date: add what is new, drop what is gone"
    )
    parser.add_argument("--until", type=day, metavar="DAY", help="the last day it accepts them (default: in 6 months)")
    parser.add_argument("--because", metavar="TEXT", help="why --accept-new accepts")
    parser.set_defaults(fail_on=None, lang=None)


def reported(parser: Parser) -> None:
    """Add the options by which a gate reports."""
    # As reports.formats has them; no report is imported before it is written.
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "junit", "github", "gitlab", "html"),
        default="text",
        help="for people, for programs, for code review, or as a page",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="where the report goes (default: the standard output)")
    parser.add_argument("--facts", action="store_true", help="values in the report, not only their paths")


def changed(parser: Parser) -> None:
    """Add the options that choose the files of a run by git."""
    parser.add_argument("--changed-only", action="store_true", help="only the files that git sees changed, or new")
    parser.add_argument("--base", metavar="REV", help="changed since this revision (default: since the last commit)")


def _rule_out(rule_out: Parser) -> None:
    rule_out.add_argument("fingerprint", metavar="FINGERPRINT", help="as reports with --facts give it, or its start")
    rule_out.add_argument(
        "paths", nargs="+", metavar="PATH", help="where it is: as for copy; or a report of --format json with --facts"
    )
    rule_out.add_argument("--by", required=True, metavar="WHO", help="who rules")
    rule_out.add_argument("--because", required=True, metavar="TEXT", help="why the finding is mistaken")
    rule_out.add_argument("--on", type=day, metavar="DAY", help="the day of the ruling (default: today)")
    rule_out.add_argument("-o", "--output", metavar="FILE", help="the rulings to add to (default: rulings.toml)")
    _scene(rule_out)
    _said(rule_out)
    _config(rule_out)
    _decisions(rule_out)
    rule_out.set_defaults(lang=None)


def _rules(rules: Parser) -> None:
    kinds = rules.add_subparsers(required=True, metavar="COMMAND", dest="command")
    helps = {
        "list": "every rule in one line",
        "show": "one rule: in words, its expressions, its articles",
        "test": "run the examples of the rules",
        "due": "what comes into force or ends until a day",
        "new": "write a rule to be filled in, with its pack where there is none",
        "compare": "what other rules would say of a sample of records",
        "quality": "how well the rules over text find what people have labelled",
        "rulings": "which rules compliance has overruled, most often first",
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
        if name == "quality":
            _quality(made[name])
        else:
            _common(made[name], packs=name not in ("new", "compare"))
    made["new"].set_defaults(module="new")
    made["new"].add_argument("place", metavar="PACK/SUBJECT/NAME", help="the name states the wrong thing")
    made["new"].add_argument(
        "--form", choices=("expression", "wording"), default="expression", help="wording: a rule over the text of copy"
    )
    made["rulings"].set_defaults(module="rulings", lang=None)
    _config(made["rulings"])
    _decisions(made["rulings"])
    _format(made["rulings"])
    made["compare"].set_defaults(module="compare")
    made["coverage"].set_defaults(module="coverage")
    _format(made["coverage"])
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
    _format(made["compare"])
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
    _format(made["show"])
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
    _format(made["fields"])
    made["fields"].add_argument("--subject", default="sale", help="default: sale")
    made["fields"].add_argument(
        "--stage", choices=("candidate", "recommended", "ordered", "concluded"), default="concluded"
    )


def _matrix_options(parser: Parser) -> None:
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


def _quality(parser: Parser) -> None:
    parser.set_defaults(module="quality")
    parser.add_argument("files", nargs="+", metavar="FILE", help="labelled texts, as JSON Lines")
    parser.add_argument("--on", type=day, metavar="DAY", help="the day of law (default: today)")
    _said(parser)
    parser.add_argument("--channel", default="website", help="where every text is shown (default: website)")
    parser.add_argument("--high-only", action="store_true", help="figures of rows labelled with confidence")
    parser.add_argument("--limits", action="store_true", help="fail where a figure misses its limit")
    parser.add_argument("--predictions", metavar="FILE", help="write what was found, one row a line, to a new file")
    parser.add_argument("--ratchet", metavar="FILE", help="the rows that are right; one that no longer is fails")
    parser.add_argument("--accept", action="store_true", help="write the ratchet anew")
    parser.add_argument("--wrong", action="store_true", help="name every row that is wrong, and what was found in it")
    parser.add_argument("--texts", action="store_true", help="show the words of rows, not only their places")


# What a command is called, what it is for, and what builds its options. The module of the same name runs it.
COMMANDS: Mapping[str, tuple[str, str, Callable[[Parser], None]]] = {
    "check": ("check records of files", "Check every record of the files.", _check),
    "copy": ("check marketing copy", "Find what copy may not say, and with --disclosures what it must.", _copy),
    "catalog": (
        "check a product catalog and its changes",
        "Check the products of a catalog, and what changes of them.",
        _catalog,
    ),
    "form": (
        "which fields a purpose does not need",
        "Say which fields of forms and tables a purpose does not need.",
        _form,
    ),
    "permitted": (
        "which products a customer may be offered",
        "Say of every product of a shelf whether the customer may be offered it.",
        _permitted,
    ),
    "replay": ("check receipts against their records", "Check again what receipts say was checked.", _replay),
    "rule-out": (
        "rule that a finding is mistaken",
        "Write compliance's word that a finding is mistaken into the file of rulings.",
        _rule_out,
    ),
    "schema": (
        "the JSON Schema of records, reports and receipts",
        "Print the JSON Schema of a subject's record, or of what the library writes.",
        _schema,
    ),
    "rules": ("read, test and compare the rules", "Read, test and compare the rules.", _rules),
}
