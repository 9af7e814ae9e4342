"""Judging copy with the catalog: what a text says of a product must agree with the product's row."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import attrs

from suitability.catalog.named import Named, Naming
from suitability.catalog.owners import owned
from suitability.catalog.rows import Row
from suitability.catalog.stated import Statement
from suitability.catalog.statements.figures import Days
from suitability.catalog.told import UNTOLD, Told
from suitability.engine.check import check
from suitability.engine.finding import Finding
from suitability.engine.marks import sentence
from suitability.engine.ruleset import RuleSet
from suitability.engine.scan import scan_copy
from suitability.engine.written import digest
from suitability.errors import SuitabilityError
from suitability.model.copy import Copy
from suitability.model.facts import NOT_TOLD, NotTold
from suitability.model.product import Product, Redemption
from suitability.reports.gate import Item
from suitability.reports.items import text_items
from suitability.spot import Unread

if TYPE_CHECKING:
    from suitability.model.vocabulary import Family
    from suitability.readers.copy_passage import Passage

Excerpt = Callable[[int, int], tuple[tuple[str, str], ...]]

_YUAN = "CNY"
# No text says so much; more would take minutes.
_MOST = 10_000
# What a text says, before it says anything.
_NOTHING: Mapping[str, Any] = {
    "stated_level": None, "stated_minimum": None, "stated_term_days": None, "stated_open_ended": False,
    "stated_fees": (), "stated_redemption": None, "stated_locked_days": None, "stated_benchmark": None,
}  # fmt: skip
_STATED = tuple(f"copy.{name}" for name in _NOTHING)
# What a catalog, the file's front matter, the file beside it or the settings can tell. Reviewers, presenters and the
# like stand in no file: rules that wait for those are asked where a whole record is checked.
_TELLABLE = ("product.", *_STATED)
_OF_COPY = ("copy.genre", "copy.channel", "copy.audience")


def judge_copy(
    passage: Passage,
    naming: Naming,
    rules: RuleSet,
    *,
    on: dt.date,
    told: Told = UNTOLD,
    disclosures: bool = False,
    excerpt_of: Excerpt | None = None,
) -> tuple[Item | Unread, ...]:
    """Judge a passage that names products: its words by the family of each, what it says by the row of each.

    `naming` is what `Names` found in it, `on` the day we stand on; `told` says when the copy is shown. Given are
    violations of every rule of copy, and of what cannot be known that which waits only for the catalog or the file
    itself; each stands at the words that say it, else where the product is named. A row that cannot be judged is
    Unread.
    """
    judge = _Judge(passage, naming, rules, on, told, excerpt_of)
    found: list[Item | Unread] = [*judge.words(disclosures)]
    for one in naming.products:
        found += judge.product(one)
    if judge.more is not None:
        spot = passage.spot(judge.more[0].start, judge.more[0].end)
        found.append(Unread(spot, f"not judged from here: the text says more than {_MOST} things of products"))
    return tuple(found)


class _Judge:
    def __init__(
        self,
        passage: Passage,
        naming: Naming,
        rules: RuleSet,
        on: dt.date,
        told: Told,
        excerpt_of: Excerpt | None,
    ) -> None:
        self.passage = passage
        self.naming = naming
        self.rules = rules
        self.as_of = on
        self.on = told.shown_on(on)
        self.told = told
        self.excerpt_of = excerpt_of
        self._said: dict[str, list[Statement]] = {one.row.key: [] for one in naming.products}
        said = owned(passage.text, naming, rules.scales) if naming.products else iter(())
        for statement, row in islice(said, _MOST):
            self._said[row.key].append(statement)
        self.more = next(said, None)

    def words(self, disclosures: bool) -> Iterator[Item]:
        """Give what the words of the text may not say, of each product by its family."""
        families = list(dict.fromkeys(self._family(one.row) for one in self.naming.products))
        # What is said before any product, or of another, is read as of any family.
        readings = families if len(families) == 1 else [*(family for family in families if family), ""]
        for family in readings:
            product = Product(family=cast("Family", family) if family else NOT_TOLD)
            copy = Copy(on=self.on, text=self.passage.text, product=product, **self._facts())
            found = []
            for finding in scan_copy(copy, self.rules, disclosures=disclosures).findings:
                marks = tuple(mark for mark in finding.marks if self._read_as(mark.start, families) == family)
                if marks or (not finding.marks and family == readings[-1]):
                    found.append(attrs.evolve(finding, marks=marks))
            yield from text_items(found, self.passage.text, self.passage.name, self.passage.spot, self.excerpt_of)

    def product(self, one: Named) -> Iterator[Item | Unread]:
        """Give what the rules say of the copy with one product: of the product itself, then of each statement."""
        said = self._said[one.row.key]
        try:
            for finding in self._checked(one.row, {}):
                if not _stated(finding):
                    yield self._item(finding, one, None)
            for statement in said:
                facts = _facts(statement, _product(one.row))
                paths = tuple(f"copy.{name}" for name in facts)
                for finding in self._checked(one.row, facts) if facts else ():
                    if any(path.startswith(paths) for path in _paths(finding)):
                        yield self._item(finding, one, statement)
        except SuitabilityError as error:
            yield Unread(one.row.spot, f"the copy {self.passage.name} cannot be judged with it: {error}")

    def _checked(self, row: Row, facts: Mapping[str, Any]) -> Iterator[Finding]:
        # The text is judged by `words`; here none is told to hold anything.
        told = {**_NOTHING, "text": "", "account_name": None, "trademark": None, **self._facts(), **facts}
        copy = Copy(on=self.on, product=row.entry.product, seller=row.entry.seller, **told)
        for finding in check(copy, self.rules, as_of=self.as_of).findings:
            tellable = finding.outcome == "violation" or (finding.missing and all(map(_tellable, finding.missing)))
            if tellable and "copy.text" not in _paths(finding):
                yield finding

    def _facts(self) -> dict[str, Any]:
        told = self.told
        facts = {"channel": told.channel, "genre": told.genre, "audience": told.audience}
        return facts if told.until is None else {**facts, "until": told.until}

    def _family(self, row: Row) -> str:
        """Give the family of a product, or what is told of the copy; empty where nobody tells it."""
        known = _product(row).family
        family = self.told.family if isinstance(known, NotTold) else known
        return "" if isinstance(family, NotTold) or family is None else family

    def _read_as(self, start: int, families: Sequence[str]) -> str:
        """Give the family by which the words at a place are read: that of the product named before them."""
        if len(families) == 1:
            return families[0]
        at = bisect_right(self.naming.places, start, key=lambda place: place.start)
        row = self.naming.places[at - 1].row if at else None
        return "" if row is None else self._family(row)

    def _item(self, finding: Finding, one: Named, statement: Statement | None) -> Item:
        start, end = _place(one, statement)
        text = self.passage.text
        said = " ".join(text[slice(*sentence(text, start, end))].split()) if statement is not None else ""
        words = statement.words if statement is not None else ""
        content = digest([finding.rule, finding.outcome, one.row.key, words, said, finding.missing])
        shown = () if self.excerpt_of is None or start == end else self.excerpt_of(start, end)
        return Item(finding, self.passage.spot(start, end), self.passage.name, content, shown)


def _place(one: Named, statement: Statement | None) -> tuple[int, int]:
    """Give where a finding stands: at the words that say it, else where the product is first named."""
    if statement is not None:
        return statement.start, statement.end
    return one.places[0] if one.places else (0, 0)


def _product(row: Row) -> Product:
    product = row.entry.product
    return product if isinstance(product, Product) else Product()


def _facts(statement: Statement, product: Product) -> dict[str, Any]:
    """Give the facts of a copy that says one thing; none where it cannot be compared with the product."""
    value = statement.value
    if statement.kind == "minimum":
        currency = _YUAN if isinstance(product.currency, NotTold) else product.currency
        return {"stated_minimum": value} if statement.currency == currency else {}
    if statement.kind == "term":
        if value is None:
            return {"stated_open_ended": True}
        return {"stated_term_days": _days(value, product.term_days)}
    if statement.kind == "lock":
        redemption = product.redemption
        locked = redemption.locked_days if isinstance(redemption, Redemption) else NOT_TOLD
        return {"stated_locked_days": _days(value, locked, product.term_days)}
    if statement.kind == "fee":
        return {"stated_fees": (value,)}
    return {f"stated_{statement.kind}": value}


def _days(said: Days, *known: Any) -> int:
    """Give how many days a period is: as many as the catalog has, where a year or a month may be so many."""
    for days in known:
        if isinstance(days, int) and said.low <= days <= said.high:
            return days
    # A year that is no year of the catalog has 365 days.
    return said.low if said.low == said.high else round(365 * (said.low + said.high) / 732)


def _paths(finding: Finding) -> Iterator[str]:
    yield from finding.missing
    yield from (fact.path for fact in finding.facts)


def _stated(finding: Finding) -> bool:
    return any(path.startswith(_STATED) for path in _paths(finding))


def _tellable(path: str) -> bool:
    return path.startswith(_TELLABLE) or path in _OF_COPY
