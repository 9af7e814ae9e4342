"""What a catalog says of a product in words: what these may not say, and what a change of them drops."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from suitability.engine.copy_text import facts_of
from suitability.engine.scan import Scan, scan
from suitability.language.python import PASS
from suitability.model.copy import Copy
from suitability.model.facts import NOT_TOLD, NotTold
from suitability.model.product import Benchmark, Product
from suitability.reports.excerpt import excerpts
from suitability.reports.items import text_items
from suitability.wording.context import STOP
from suitability.wording.fold import fold

if TYPE_CHECKING:
    from suitability.catalog.rows import Row
    from suitability.engine.ruleset import RuleSet
    from suitability.model.vocabulary import Family
    from suitability.reports.gate import Item

_AT_ONCE = 256
_BENCHMARK = "业绩比较基准"
# What makes no difference to what a sentence says.
_IDLE = re.compile(r"[\s，,、：:“”‘’\"'（）()【】《》〈〉·•*]+")


def texts(product: Product | NotTold | None) -> Iterator[tuple[str, str]]:
    """Give the texts of a product, each with the path of its fact."""
    if not isinstance(product, Product):
        return
    for name in ("name", "description", "risk_text"):
        text = getattr(product, name)
        if isinstance(text, str):
            yield f"product.{name}", text
    if product.warnings is not NOT_TOLD:
        yield from (("product.warnings", text) for text in sorted(product.warnings))
    if isinstance(product.benchmark, Benchmark) and isinstance(product.benchmark.text, str):
        text = product.benchmark.text
        # Where a catalog is shown the name of the column stands before it, and says what the figure is.
        yield "product.benchmark.text", text if "基准" in text else f"{_BENCHMARK}为{text}"


@attrs.frozen
class Reader:
    """Reads the texts of products by the rules over text of one day; many products say the same.

    `wordy` are the texts that hold words a rule looks for; None: any may.
    """

    rules: RuleSet
    on: dt.date
    wordy: Collection[str] | None = None
    _known: dict[tuple[str, Any], Scan] = attrs.field(factory=dict)

    def items(self, row: Row) -> Iterator[Item]:
        """Give the findings in the texts of a row, each at its cell."""
        product = row.entry.product
        for path, text in texts(product) if self.wordy is None or self.wordy else ():
            if self.wordy is not None and text not in self.wordy:
                continue
            found = self._scanned(text, product.family)  # type: ignore[union-attr]
            if found.findings:
                spot = row.spots.get(_place(row, path, text), row.spots.get(path, row.spot))
                yield from text_items(
                    found.findings,
                    text,
                    row.key,
                    lambda start, end, spot=spot: spot,  # type: ignore[misc]
                    lambda start, end, text=text: excerpts(text, start, end),  # type: ignore[misc]
                )

    def _scanned(self, text: str, family: Family | NotTold) -> Scan:
        known = (text, None if family is NOT_TOLD else family)
        if known not in self._known:
            self._known[known] = scan(text, self.rules, on=self.on, family=family, genre="product-page")
        return self._known[known]

    def held(self, product: Product | NotTold | None) -> Mapping[str, bool]:
        """Give the duties to disclose that the texts of a product bring with them, and whether they meet each."""
        said = "\n".join(text for _, text in texts(product))
        plan = self.rules.plan("copy", self.on)
        if plan.texts is None or not said:
            return {}
        family = product.family if isinstance(product, Product) else NOT_TOLD
        copy = Copy(on=self.on, text=said, genre="product-page", product=Product(family=family))
        if plan.stated is not None:
            copy, _ = plan.stated.completed(copy)
        reading = plan.texts.read(facts_of(copy))
        decided = zip(plan.texts.active, plan.texts.wordings, reading.outcomes, strict=True)
        return {one.rule.id: code == PASS for one, wording, code in decided if wording.disclosure and code >= PASS}

    def dropped(self, before: Product | NotTold | None, after: Product | NotTold | None) -> frozenset[str]:
        """Give the duties to disclose that the texts met before, that they still bring, and that they meet no more."""
        if set(texts(before)) <= set(texts(after)):
            return frozenset()
        met = {rule for rule, is_met in self.held(before).items() if is_met}
        lacking = {rule for rule, is_met in self.held(after).items() if not is_met} if met else set()
        return frozenset(met & lacking)


def worth_reading(products: Iterable[Product | NotTold | None], rules: RuleSet) -> frozenset[str]:
    """Give the texts of products that hold words which rules over text look for, on any day; few do.

    Many texts are looked through at once: what stands in one can at most be found in all of them together.
    """
    every = list(dict.fromkeys(text for product in products for _, text in texts(product)))
    if not any(rule.wording is not None for rule in rules.rules):
        return frozenset()
    return frozenset(text for at in range(0, len(every), _AT_ONCE) for text in _wordy(every[at : at + _AT_ONCE], rules))


def _wordy(said: Sequence[str], rules: RuleSet) -> Iterator[str]:
    if not rules.phrasebook.read("\n\n".join(said), disclosures=False).hits:
        return
    if len(said) == 1:
        yield said[0]
        return
    middle = len(said) // 2
    yield from _wordy(said[:middle], rules)
    yield from _wordy(said[middle:], rules)


def _place(row: Row, path: str, text: str) -> str:
    """Give the path of one of several warnings as the row has it."""
    if path != "product.warnings":
        return path
    listed = row.record["product"].get("warnings")
    return f"{path}[{listed.index(text)}]" if isinstance(listed, list) and text in listed else path


def dropped_sentences(before: Product | NotTold | None, after: Product | NotTold | None) -> int:
    """Count the sentences on risk and the warnings that a product's texts held and hold no more.

    How they are written, in which lines and in which order makes no difference.
    """
    said, says = list(_on_risk(before)), list(_on_risk(after))
    still = _sentences(says, lines=True) | _sentences(says, lines=False)
    # A line may end a sentence, as in a list, or stand within one.
    return min(len(_sentences(said, lines=lines) - still) for lines in (True, False))


def _on_risk(product: Product | NotTold | None) -> Iterator[str]:
    return (text for path, text in texts(product) if path in ("product.risk_text", "product.warnings"))


def _sentences(said: Iterable[str], *, lines: bool) -> set[str]:
    found = set()
    for text in said:
        folded = fold(text).text
        for sentence in STOP.split(folded if lines else folded.replace("\n", "")):
            found.add(_IDLE.sub("", sentence).strip(".-"))
    return found - {""}
