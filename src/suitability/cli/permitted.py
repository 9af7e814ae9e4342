"""``suitability permitted``: which products of a shelf a customer may be offered.

Exit codes: 0 whatever the rules say of the products, since that is the answer; 2 something could not be read.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from suitability.cli.main import today
from suitability.cli.packs import loaded
from suitability.cli.records import opened
from suitability.engine.permitted import permitted
from suitability.engine.report import Report
from suitability.engine.ruleset import RuleSet
from suitability.engine.waive import Decisions
from suitability.engine.written import canonical
from suitability.errors import SuitabilityError
from suitability.language.errors import near
from suitability.model.customer import Customer
from suitability.model.facts import NOT_TOLD, NotTold
from suitability.model.product import CatalogEntry, Levels, Product
from suitability.readers.decisions import decisions
from suitability.readers.files import Record, Unreadable, read_files
from suitability.readers.record import read

if TYPE_CHECKING:
    from suitability.messages.speak import Speaker

SCHEMA = "suitability.permitted/1"
VERDICTS = ("cleared", "blocked", "open", "warned", "untouched")


@attrs.frozen
class Offer:
    """A product of the shelf, the place of its record, and the report of its sale."""

    place: str
    entry: CatalogEntry
    report: Report

    @property
    def verdict(self) -> str:
        """One of `VERDICTS`: may be offered; may not; cannot be told; may, with something to mind; no rule applied."""
        if self.report.cleared:
            return "cleared"
        if any(finding.severity == "block" for finding in self.report.violations):
            return "blocked"
        if self.report.unknown or self.report.evidence_required:
            return "open"
        return "warned" if self.report.violations else "untouched"


def run(arguments: argparse.Namespace) -> int:
    """Print the products of the shelf, in its order, each with what the rules say of offering it."""
    rules = loaded(arguments)
    records, errors = read_files(opened([arguments.customer, *arguments.shelf]), parts=("customer",))
    customer = _customer(records, errors, rules, arguments)
    shelf = list(_shelf(records, rules, arguments, errors))
    if not shelf and not errors:
        raise SuitabilityError("the files hold no product")
    offers = list(_offers(customer, shelf, rules, arguments, errors))
    shown = [offer for offer in offers if offer.verdict == "cleared" or not arguments.cleared]
    if arguments.format == "json":
        _print_json(customer, shown, errors, facts=arguments.facts)
    else:
        _print_text(shown, offers, rules, arguments.lang)
        for error in errors:
            for message in error.message.split("\n"):
                print(f"{error.place}: {message}", file=sys.stderr)
    return 2 if errors else 0


def _customer(
    records: Sequence[Record], errors: Sequence[Unreadable], rules: RuleSet, arguments: argparse.Namespace
) -> Customer:
    """Read the only customer of the files, or the one whose key was asked for."""
    known = {record.place: _keys(record) for record in records if record.subject in ("customer", "profile")}
    found = [
        record
        for record in records
        if record.place in known and (arguments.key is None or arguments.key in known[record.place])
    ]
    if len(found) == 1:
        customer = read("profile", found[0].values, rules, strict=arguments.strict).customer
        if isinstance(customer, Customer):
            return customer
        raise SuitabilityError(f"{found[0].place}: the profile tells no customer")
    keys = set().union(*known.values())
    if not found and errors:
        # The customer may stand in what could not be read.
        raise SuitabilityError("\n".join(f"{error.place}: {error.message}" for error in errors))
    if not known:
        raise SuitabilityError("the files hold no customer")
    if arguments.key is None:
        raise SuitabilityError(f"the files hold {len(found)} customers; name one with --key; {near('', keys)}")
    raise SuitabilityError(f"{len(found)} customers have the key {arguments.key!r}; {near(arguments.key, keys)}")


def _keys(record: Record) -> set[str]:
    parts = (record.values.get(root) for root in ("profile", "customer"))
    return {str(part["key"]) for part in parts if isinstance(part, Mapping) and "key" in part}


def _shelf(
    records: Sequence[Record], rules: RuleSet, arguments: argparse.Namespace, errors: list[Unreadable]
) -> Iterator[tuple[str, CatalogEntry]]:
    for record in records:
        if record.subject == "product":
            try:
                yield record.place, read("product", record.values, rules, strict=arguments.strict)
            except SuitabilityError as error:
                errors.append(Unreadable(record.place, str(error)))


def _offers(
    customer: Customer,
    shelf: Sequence[tuple[str, CatalogEntry]],
    rules: RuleSet,
    arguments: argparse.Namespace,
    errors: list[Unreadable],
) -> Iterator[Offer]:
    decided = decisions(arguments.decisions, rules) if arguments.decisions else Decisions()
    at = 0
    while at < len(shelf):
        entries = [entry for _, entry in shelf[at:]]
        answers = permitted(
            customer,
            entries,
            rules,
            arguments.as_of or today(),
            waivers=decided.waivers,
            rulings=decided.rulings,
        )
        try:
            for entry, report in answers:
                yield Offer(shelf[at][0], entry, report)
                at += 1
            return
        except SuitabilityError as error:  # this product's; the answers end with it, and go on after it
            errors.append(Unreadable(shelf[at][0], str(error)))
            at += 1


def _key(entry: CatalogEntry) -> str:
    keys = (entry.key, entry.product.key if isinstance(entry.product, Product) else None)
    return next((key for key in keys if isinstance(key, str)), "")


def _print_json(customer: Customer, offers: Sequence[Offer], errors: Sequence[Unreadable], *, facts: bool) -> None:
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "customer": None if customer.key is NOT_TOLD else customer.key,
        "products": [
            {
                "place": offer.place,
                "key": _key(offer.entry) or None,
                "verdict": offer.verdict,
                "report": offer.report.to_dict(facts=facts),
            }
            for offer in offers
        ],
        "errors": [{"place": error.place, "message": error.message} for error in errors],
    }
    print(canonical(data))


def _print_text(shown: Sequence[Offer], offers: Sequence[Offer], rules: RuleSet, locale: str) -> None:
    from suitability.messages.render import voice
    from suitability.reports.text import table

    speak = voice(locale)
    for line in table([_row(offer, rules, speak) for offer in shown]):
        print(line)
    counts = Counter(offer.verdict for offer in offers)
    verdicts = [f"{speak.phrase(f'permitted_{verdict}')} {counts[verdict]}" for verdict in VERDICTS if counts[verdict]]
    if offers:
        print(speak.phrase("permitted_summary", count=str(len(offers)), verdicts=speak.phrase("comma").join(verdicts)))


def _row(offer: Offer, rules: RuleSet, speak: Speaker) -> tuple[str, ...]:
    product = offer.entry.product
    name = product.name if isinstance(product, Product) and isinstance(product.name, str) else ""
    verdict = speak.phrase(f"permitted_{offer.verdict}")
    return _key(offer.entry), name, _level(product, rules), verdict, _why(offer, speak)


def _level(product: Product | NotTold, rules: RuleSet) -> str:
    """Give the level of a product; the higher one where issuer and seller rate it differently."""
    if not isinstance(product, Product) or not isinstance(product.levels, Levels):
        return ""
    told = [level for level in (product.levels.issuer, product.levels.seller) if isinstance(level, str)]
    return max(told, key=rules.scales["product"].ranks.__getitem__, default="")


def _why(offer: Offer, speak: Speaker) -> str:
    from suitability.messages.render import cite, path_label, sentence

    report = offer.report
    if offer.verdict in ("blocked", "warned"):
        first = report.violations[0]
        title, article = sentence(first.title, speak.locale), cite(first.cites[0], speak.locale)
        return speak.phrase("permitted_why", title=title, cite=article)
    if offer.verdict == "open":
        missing = [path_label(question.path, speak.locale) for question in report.ask]
        return speak.phrase("permitted_missing", missing=speak.listing("both", list(dict.fromkeys(missing))))
    return ""
