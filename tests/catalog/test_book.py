"""A book says who holds a product that changes, whose sale is under way, and whom it no longer suits."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.catalog.book import Effect, read_book
from suitability.engine.ruleset import RuleSet
from suitability.model.product import TargetMarket
from tests.small import DAY, rule, rules, version

FILES = {
    "sale/above.toml": rule(version("product.levels.issuer <= 'R1' or customer.accepts_loss")),
    "sale/old.toml": rule(version("customer.kind == 'natural-person'")),
    "sale/agreed.toml": rule(version("sale.channel in product.target_market.channels"), stage="ordered"),
    "holding/untold.toml": rule(
        version(
            "product.levels.issuer == holding.level_at_sale or any(n.kind == 'level-change' for n in holding.notices)"
        ),
        subject="holding",
        stage=None,
    ),
}
BEFORE = s.Product(key="P01", levels=s.Levels(issuer="R1"), target_market=TargetMarket(channels=["branch"]))
AFTER = s.Product(key="P01", levels=s.Levels(issuer="R3"), target_market=TargetMarket(channels=["branch"]))


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return rules(tmp_path_factory.mktemp("pack"), FILES)


def customer(key: str, **facts: Any) -> dict[str, Any]:
    return {"subject": "customer", "customer": {"key": key, "kind": "natural-person", **facts}}


def holding(who: Any, **facts: Any) -> dict[str, Any]:
    own = {"level_at_sale": "R1", "notices": [{"kind": "level-change"}], **facts}
    return {"subject": "holding", "holding": own, "customer": who, "product": "P01", "seller": {"key": "bank"}}


def sale(who: Any, stage: str = "ordered", **facts: Any) -> dict[str, Any]:
    own = {"on": "2026-03-01", "stage": stage, "channel": "branch", **facts}
    return {"subject": "sale", "sale": own, "customer": who, "product": "P01"}


def effect(pack: RuleSet, *records: Any, before: Any = BEFORE, after: Any = AFTER) -> Effect:
    content = json.dumps(list(records)).encode()
    book, unread = read_book([("book.json", io.BytesIO(content))], pack)
    assert unread == ()
    return book.effect("P01", before, after, s.Seller(key="bank"), pack, DAY)


def test_customers_whom_the_change_no_longer_suits_are_named_by_key(pack: RuleSet) -> None:
    """Those for whom a violation is new; who could not buy it before, or still can, is not named."""
    found = effect(
        pack,
        *(customer("careful", accepts_loss=False), customer("bold", accepts_loss=True)),
        *(holding("careful"), holding("bold")),
    )
    assert found == Effect(2, None, frozenset({"careful"}))


def test_a_holding_that_becomes_wrong_itself_names_its_customer(pack: RuleSet) -> None:
    """The rules on holdings are asked too, not only whether the customer might buy it now."""
    bold = customer("bold", accepts_loss=True)
    assert effect(pack, bold, holding("bold", notices=[])).unsuitable == {"bold"}


def test_sales_under_way_are_judged_as_they_stand(pack: RuleSet) -> None:
    """A sale that is concluded or cancelled is no longer under way."""
    bold, target = customer("bold", accepts_loss=True), TargetMarket(channels=["online"])
    records = [bold, sale("bold"), sale("bold", "recommended"), sale("bold", "concluded")]
    records.append(sale("bold", cancelled_at="2026-03-02T10:00:00+08:00"))
    found = effect(pack, *records, after=s.Product(key="P01", levels=s.Levels(issuer="R1"), target_market=target))
    assert found == Effect(None, 2, frozenset({"bold"}))


def test_a_customer_of_whom_too_little_is_told_is_in_doubt(pack: RuleSet) -> None:
    """That nobody is named is said only where every customer could be judged by what changes."""
    silent = customer("silent")
    assert effect(pack, silent, holding("silent")) == Effect(1, None, None, 1)
    careful = customer("careful", accepts_loss=False)
    assert effect(pack, silent, careful, holding("silent"), holding("careful")).unsuitable == {"careful"}
    assert effect(pack, silent, holding("silent"), after=BEFORE) == Effect(1, None, frozenset())


def test_a_doubt_that_the_change_does_not_touch_is_none(pack: RuleSet) -> None:
    """What was unknown before for another reason stays with the records of the customer."""
    bold = {"subject": "customer", "customer": {"key": "bold", "accepts_loss": True}}
    assert effect(pack, bold, holding("bold")) == Effect(1, None, frozenset())


def test_holders_are_counted_once_however_many_holdings_they_have(pack: RuleSet) -> None:
    """A holding without a customer's key is one of its own; what a key alone tells is enough to count."""
    nobody = {"accepts_loss": True}
    found = effect(pack, holding("C-1"), holding("C-1"), holding("C-2"), holding(nobody), holding(nobody))
    assert found.holders == 4


def test_of_a_product_that_nobody_holds_the_book_says_so(pack: RuleSet) -> None:
    """A book with holdings of others knows that there are none of this one; one without any knows nothing."""
    other = {**holding("C-1"), "product": "P02"}
    assert effect(pack, other) == Effect(0, None, frozenset())
    assert effect(pack, customer("C-1")) == Effect(None, None, None)


def test_of_a_product_that_is_new_or_leaves_only_the_holders_are_counted(pack: RuleSet) -> None:
    """Nobody is suited less by what there was not, or is no more."""
    careful = customer("careful", accepts_loss=False)
    assert effect(pack, careful, holding("careful"), after=None) == Effect(1, None, frozenset())
    assert effect(pack, careful, holding("careful"), before=None) == Effect(1, None, frozenset())


def test_a_record_dated_after_the_change_is_an_error_at_its_place(pack: RuleSet) -> None:
    """The others are judged all the same."""
    careful = customer("careful", accepts_loss=False)
    found = effect(pack, careful, holding("careful"), holding("careful", since="2026-12-01"))
    assert found.unsuitable == {"careful"}
    assert [(str(error.spot), "holding.since" in error.message) for error in found.errors] == [("book.json[2]", True)]


def test_everything_wrong_with_a_book_is_named_at_its_place(pack: RuleSet) -> None:
    """A line that is no JSON, a record that is none, a holding of no product."""
    lines = ["{", '{"subject": "holding", "holding": {"since": "x"}, "product": "P01"}', '{"subject": "holding"}', "[]"]
    _, unread = read_book([("册.jsonl", io.BytesIO("\n".join(lines).encode()))], pack)
    assert [str(one.spot) for one in unread] == ["册.jsonl:1:2", "册.jsonl:4", "册.jsonl:2", "册.jsonl:3"]
    assert "product.key" in unread[-1].message


def test_a_file_that_is_not_there_is_said(pack: RuleSet, tmp_path: Path) -> None:
    """The rest of the book is read."""
    from suitability.cli.records import opened

    _, unread = read_book(opened([str(tmp_path / "gone.json")]), pack)
    assert ["cannot be read" in one.message for one in unread] == [True]
