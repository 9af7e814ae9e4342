"""Two states of a catalog give a change for each product that differs, with all that is known of it."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

from suitability.catalog.approvals import Approver, Authority, Entry
from suitability.catalog.compare import Changed, Told, changes
from suitability.catalog.rows import Row
from suitability.engine.ruleset import RuleSet
from suitability.model.change import Approval, Change, ChangeNotice
from suitability.model.facts import NOT_TOLD
from suitability.spot import Spot
from tests.small import DAY, rules
from tests.small_catalog import catalog, row
from tests.small_text import TEXT_HEAD, accept, find, text_rule

FILES = {
    "copy/warning.toml": text_rule(accept("投资有风险"), form="disclosure", message="Warn.", category="disclosure"),
    "copy/past.toml": text_rule(
        find("历史业绩"), accept("不代表未来"), form="disclosure", message="Warn.", category="disclosure"
    ),
}
BANK_LI = Approver("李娜", ("li@bank.example",), "合规总监")
FUNDS = Approver("赵磊", ("zhao@bank.example",), "产品总监", frozenset({"public-fund"}))
R2: dict[str, Any] = {"family": "wealth", "name": "安稳一号", "levels": {"issuer": "R2", "seller": "R2"}}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return rules(tmp_path_factory.mktemp("pack"), FILES, head=TEXT_HEAD)


def compared(pack: RuleSet, before: Mapping[str, Any] | Row | None, after: Mapping[str, Any] | Row | None, **told: Any):
    def shelf(one: Mapping[str, Any] | Row | None) -> Any:
        rows = [] if one is None else [one if isinstance(one, Row) else row(pack, "P01", one)]
        return catalog(*rows)

    return changes(shelf(before), shelf(after), pack, on=DAY, told=Told(**told))


def one(pack: RuleSet, before: Any, after: Any, **told: Any) -> Changed:
    (found,) = compared(pack, before, after, **told)
    return found


def change(pack: RuleSet, before: Any, after: Any, **told: Any) -> Change:
    return one(pack, before, after, **told).change


@pytest.mark.parametrize(
    "after",
    [
        R2,
        {"levels": {"seller": "R2", "issuer": "R2"}, "name": "安稳一号", "family": "wealth"},
    ],
)
def test_the_same_facts_are_no_change_in_whatever_order(pack: RuleSet, after: Mapping[str, Any]) -> None:
    """Columns may move."""
    assert compared(pack, R2, after) == ()


def test_a_row_that_moves_to_another_place_is_no_change(pack: RuleSet) -> None:
    """Rows are matched by their codes, over all files."""
    rows = [row(pack, key, R2) for key in ("P01", "P02", "P03")]
    moved = [row(pack, key, R2, file="new.csv", line=9) for key in ("P03", "P01", "P02")]
    assert changes(catalog(*rows), catalog(*moved), pack, on=DAY, told=Told()) == ()


def test_only_rows_that_differ_are_changes(pack: RuleSet) -> None:
    """A changed row, a new one and one that is gone; the others are not there."""
    before = catalog(*(row(pack, key, R2) for key in ("kept", "changed", "gone")))
    after = catalog(row(pack, "kept", R2), row(pack, "new", R2), row(pack, "changed", {**R2, "name": "安稳二号"}))
    found = changes(before, after, pack, on=DAY, told=Told())
    assert [each.key for each in found] == ["new", "changed", "gone"]
    new, changed, gone = (each.change for each in found)
    assert (new.before, new.before_digest) == (None, None)
    assert (gone.product, gone.after_digest) == (None, None)
    assert changed.before_digest == before.by_key["changed"].digest
    assert changed.after_digest == after.by_key["changed"].digest
    assert changed.before.name, changed.product.name == ("安稳一号", "安稳二号")


def test_another_unit_of_the_same_value_is_a_change_of_the_unit_only(pack: RuleSet) -> None:
    """0.5 % and 50 bp are one fee: its digest stays, and the change says the two units."""
    old, new = (row(pack, "P01", {**R2, "term_days": 90}, term_days=unit) for unit in ("days", "months"))
    found = change(pack, old, new)
    assert [(unit.field, unit.before, unit.after) for unit in found.units] == [("product.term_days", "days", "months")]
    assert found.before_digest == found.after_digest
    assert compared(pack, old, row(pack, "P01", {**R2, "term_days": 90})) == ()


def test_what_nobody_told_stays_not_told(pack: RuleSet) -> None:
    """Without git, a list, notices and a book nothing is known of authors, approvers, notices and holders."""
    found = change(pack, R2, {**R2, "name": "安稳二号"})
    names = ("authors", "approvers", "notices", "holders", "pending_sales", "newly_unsuitable")
    assert all(getattr(found, name) is NOT_TOLD for name in names)
    assert found.approvals == ()


def test_approvers_are_those_of_the_product_s_family(pack: RuleSet) -> None:
    """Who approves funds only is no approver of a wealth product, nor of one that was no fund before."""
    authority = Authority((BANK_LI, FUNDS))
    fund = {**R2, "family": "public-fund"}
    assert change(pack, R2, {**R2, "name": "x"}, authority=authority).approvers == {"李娜"}
    assert change(pack, fund, {**fund, "name": "x"}, authority=authority).approvers == {"李娜", "赵磊"}
    assert change(pack, R2, fund, authority=authority).approvers == {"李娜"}
    assert change(pack, {"name": "x"}, {"name": "y"}, authority=authority).approvers == {"李娜"}


def test_an_author_who_may_approve_is_named_as_the_list_names_them(pack: RuleSet) -> None:
    """A mail address of a commit and a name of the list are one person."""
    found = change(
        pack, R2, {**R2, "name": "x"}, authority=Authority((BANK_LI,)), authors=frozenset({"LI@bank.example"})
    )
    assert found.authors == {"LI@bank.example", "李娜"}


def _approval(before: str | None, after: str | None, by: str = "li@bank.example", code: str = "P01") -> Entry:
    said = Approval(by=by, role="r", on=DAY, reason="r", evidence="e", before=before, after=after)
    return Entry(code, said, Spot("approvals.toml", 1, 1), after)


def test_only_approvals_of_this_very_change_count(pack: RuleSet) -> None:
    """One of other digests or of another product is not the change's; who approved is named as the list names them."""
    rows = row(pack, "P01", R2), row(pack, "P01", {**R2, "name": "x"})
    digests = [each.digest for each in rows]
    entries = (_approval(*digests), _approval(*reversed(digests)), _approval(*digests, code="P02"))
    found = one(pack, *rows, authority=Authority((BANK_LI,), entries))
    assert found.entries == entries[:1]
    assert [each.by for each in found.change.approvals] == ["李娜"]


def test_notices_are_told_where_the_firm_keeps_them(pack: RuleSet) -> None:
    """Where it keeps any, that there is none for this change is known; else it is not."""
    notice = Entry("P01", ChangeNotice(to="holders", on=DAY, document="d"), Spot("approvals.toml", 1, 1))
    after = {**R2, "name": "x"}
    assert change(pack, R2, after, authority=Authority((), (notice,), True)).notices == (notice.said,)
    assert change(pack, R2, after, authority=Authority((), (attrs.evolve(notice, code="P02"),), True)).notices == ()


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ("可能损失全部本金。投资有风险。", "投资有风险！可能损失\n全部本金", 0),
        ("可能損失全部本金；", "可能损失全部本金。", 0),
        ("一、可能损失本金\n二、流动性不足", "一、可能损失本金\n二、流动性不足\n三、信用风险", 0),
        ("可能损失全部本金。投资有风险。", "可能损失部分本金。投资有风险。", 1),
        ("可能损失本金。", "不可能损失本金。", 1),
        ("可能损失本金。投资有风险。", None, 2),
        (None, "可能损失本金。", 0),
    ],
)
def test_sentences_on_risk_that_are_gone_are_counted(
    pack: RuleSet, before: str | None, after: str | None, count: int
) -> None:
    """Another way to write them, another order or line makes no difference; another sentence does."""

    def product(text: str | None, name: str) -> Mapping[str, Any]:
        return {**R2, "name": name} if text is None else {**R2, "name": name, "risk_text": text}

    assert change(pack, product(before, "a"), product(after, "b")).dropped_sentences == count


def test_a_warning_that_moves_into_the_risk_text_is_not_dropped(pack: RuleSet) -> None:
    """Warnings and the risk text are read together; an emptied cell drops what it held."""
    before = {**R2, "risk_text": "可能损失本金。", "warnings": ["不代表未来", "流动性不足"]}
    after = {**R2, "risk_text": "可能损失本金。不代表未来。"}
    assert change(pack, before, after).dropped_sentences == 1


def test_a_duty_to_disclose_that_is_met_no_more_is_named(pack: RuleSet) -> None:
    """Not one that nothing calls for any more, and not one that was never met."""
    before = {**R2, "description": "历史业绩优秀。不代表未来", "risk_text": "投资有风险"}
    assert change(pack, before, {**before, "description": "历史业绩优秀"}).dropped_disclosures == {"small.copy.past"}
    assert change(pack, before, {**before, "description": "安稳"}).dropped_disclosures == frozenset()
    assert change(pack, before, {**before, "risk_text": "可能亏损"}).dropped_disclosures == {"small.copy.warning"}
    assert change(pack, R2, {**R2, "description": "历史业绩优秀"}).dropped_disclosures == frozenset()


def test_a_known_product_s_earlier_name_is_the_one_before(pack: RuleSet) -> None:
    """The name it has now counts only where it is the same."""
    assert change(pack, R2, {**R2, "name": "飞跃九号"}).earlier_names == {"安稳一号"}


def test_a_new_product_s_earlier_names_come_from_the_history(pack: RuleSet) -> None:
    """Only new codes are looked up; of one of which the history does not tell nothing is known."""
    asked: list[Any] = []

    def earlier(codes: Any) -> Mapping[str, frozenset[str]]:
        asked.append(list(codes))
        return {"P02": frozenset({"旧产品"})}

    before = catalog(row(pack, "P01", R2))
    after = catalog(row(pack, "P01", {**R2, "name": "x"}), row(pack, "P02", R2), row(pack, "P03", R2))
    found = {each.key: each.change for each in changes(before, after, pack, on=DAY, told=Told(earlier=earlier))}
    assert asked == [["P02", "P03"]]
    assert found["P02"].earlier_names == {"旧产品"}
    assert found["P03"].earlier_names is NOT_TOLD


def test_a_change_stands_where_the_product_stands(pack: RuleSet) -> None:
    """What it was stands where it says now what it is; a product that is gone stood in the old file, or in the commit."""
    found = one(pack, R2, {**R2, "name": "x"})
    assert str(found.spot) == "shelf.csv:2:1"
    assert str(found.spots["product.name"]) == str(found.spots["change.before.name"]) == "shelf.csv:2:3"
    gone = one(pack, R2, None)
    assert (str(gone.spot), gone.spots) == ("shelf.csv:2:1", {})
    assert str(one(pack, R2, None, base="0123456789abcdef").spot) == "shelf.csv (0123456789:2:1)"


def test_the_day_is_that_of_the_change(pack: RuleSet) -> None:
    """The law of the day on which it takes effect decides."""
    assert change(pack, R2, None).on == DAY == dt.date(2026, 3, 5)


def test_a_pack_without_rules_over_text_drops_no_disclosure(tmp_path: Path) -> None:
    """There is no duty to be met."""
    assert change(rules(tmp_path, {}), R2, {**R2, "description": "x"}).dropped_disclosures == frozenset()
