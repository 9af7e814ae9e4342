"""A run over a catalog holds what the rules say of every product and of every change, each at its cell."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs
import pytest

from suitability.catalog.approvals import Approver, Authority, Entry
from suitability.catalog.book import read_book
from suitability.catalog.check import check_catalog, check_changes
from suitability.catalog.compare import Told
from suitability.catalog.rows import Catalog
from suitability.engine.check import check
from suitability.engine.ruleset import RuleSet
from suitability.model.change import Approval
from suitability.reports.gate import Matrix, Run
from suitability.spot import Spot, Unread
from tests.small import DAY, rule, rules, version
from tests.small_catalog import catalog, row
from tests.small_text import TEXT_HEAD, case, find, text_rule

PRODUCT: dict[str, str | None] = {"subject": "product", "stage": None}
CHANGE: dict[str, str | None] = {"subject": "change", "stage": None}
FILES = {
    "product/complex.toml": rule(version("product.complexity == 'simple'"), **PRODUCT),
    "product/public.toml": rule(version("product.raising == 'public'", first="2026-04-01"), severity="warn", **PRODUCT),
    "product/ended.toml": rule(version("as_of <= product.on_sale_until", "product.status == 'on-sale'"), **PRODUCT),
    "change/lowered.toml": rule(
        version(
            "any(a.by in change.approvers and a.by not in change.authors for a in change.approvals)",
            "product is not none and product.levels.seller < change.before.levels.seller",
        ),
        **CHANGE,
    ),
    "change/held.toml": rule(version("change.holders == 0", "product is none"), **CHANGE),
    "copy/guarantee.toml": text_rule(find("保本"), case("⟦保本⟧", "violation"), case("不保本", "pass")),
    "copy/steady.toml": text_rule(find("稳赚"), case("⟦稳赚⟧", "violation")).replace("2020-01-01", "2026-04-01"),
}
FINE: dict[str, Any] = {
    "name": "安心一号",
    "levels": {"issuer": "R2", "seller": "R2"},
    "complexity": "simple",
    "raising": "public",
    "status": "planned",
}
LI = Approver("李娜", ("li@bank.example",), "合规总监")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return rules(tmp_path_factory.mktemp("pack"), FILES, head=TEXT_HEAD)


def shelf(pack: RuleSet, *products: Mapping[str, Any] | None) -> Catalog:
    """Make a catalog of products that are fine but for what is told; None: not even that is told."""
    rows = [
        row(pack, f"P{number}", {"name": "x"} if facts is None else {**FINE, **facts}, line=number + 1)
        for number, facts in enumerate(products, 1)
    ]
    return catalog(*rows)


def found(run: Run) -> list[tuple[str, str, str, str]]:
    return [(one.finding.rule, one.finding.outcome, one.key, str(one.spot)) for one in run.items if one.state == "open"]


def test_a_fine_catalog_is_cleared(pack: RuleSet) -> None:
    """Every product was judged, and the run says of how many files and products."""
    run = check_catalog(shelf(pack, {}, {}), pack, as_of=DAY)
    assert (run.items, run.cleared, run.files, run.subjects) == ((), True, ("shelf.csv",), 2)


def test_a_finding_stands_at_the_cell_it_rests_on(pack: RuleSet) -> None:
    """Facts and texts alike; a text is shown with the words under carets."""
    run = check_catalog(shelf(pack, {}, {"complexity": "complex", "description": "安全，保本。"}), pack, as_of=DAY)
    assert found(run) == [
        ("small.product.complex", "violation", "P2", "shelf.csv:3:4"),
        ("small.copy.guarantee", "violation", "P2", "shelf.csv:3:7"),
    ]
    assert run.items[1].excerpt == (("安全，保本。", "      ^^^^"),)


@pytest.mark.parametrize("name", ["name", "description", "risk_text"])
def test_every_text_of_a_product_is_read(pack: RuleSet, name: str) -> None:
    """The name, the description and the text on risk."""
    run = check_catalog(shelf(pack, {name: "保本"}), pack, as_of=DAY)
    assert [one.finding.rule for one in run.items] == ["small.copy.guarantee"]


def test_warnings_and_the_benchmark_are_read_too(pack: RuleSet) -> None:
    """Each warning by itself, and the benchmark as what stands under that name."""
    texts = {"warnings": ["不保本", "保本"], "benchmark": {"text": "保本2%"}}
    run = check_catalog(shelf(pack, texts), pack, as_of=DAY)
    assert [one.excerpt[0][0] for one in run.items] == ["保本", "业绩比较基准为保本2%"]
    assert [one.spot.column for one in run.items] == [7, 8]


def test_what_many_products_lack_is_one_item_of_their_file(pack: RuleSet) -> None:
    """It stands at the first and names the others, and is the same whichever products there are."""
    products = catalog(*(row(pack, key, {"name": key}, line=line) for line, key in enumerate("ABC", 2)))
    run = check_catalog(products, pack, as_of=DAY)
    assert [(one.finding.rule, one.finding.missing, one.key, one.others) for one in run.items] == [
        ("small.product.complex", ("product.complexity",), "A", ("B", "C")),
        ("small.product.ended", ("product.on_sale_until", "product.status"), "A", ("B", "C")),
    ]
    fewer = check_catalog(attrs.evolve(products, rows=products.rows[2:]), pack, as_of=DAY)
    assert [one.content for one in fewer.items] == [one.content for one in run.items]
    assert not run.cleared
    assert (run.exit_code("block"), run.exit_code("block", strict=True)) == (0, 1)


def test_rules_compiled_for_many_products_say_the_same_as_for_each_alone(pack: RuleSet) -> None:
    """Whatever is told: the same findings, and the same facts missing."""
    choices = [("complexity", ("simple", "complex")), ("status", ("on-sale", "planned")), ("raising", ("public",))]
    products: list[dict[str, Any]] = [{"name": "x"}]
    for name, values in choices:
        products = [{**one, **({name: value} if value else {})} for one in products for value in (*values, None)]
    products += [{**one, "on_sale_until": DAY} for one in products]
    rows = [row(pack, f"P{number}", one) for number, one in enumerate(products)]
    day = dt.date(2026, 5, 1)
    run = check_catalog(catalog(*rows), pack, as_of=day)
    seen = {
        (key, one.finding.rule, one.finding.outcome, one.finding.missing)
        for one in run.items
        for key in (one.key, *one.others)
    }
    alone = {
        (each.key, one.rule, one.outcome, one.missing)
        for each in rows
        for one in check(each.entry, pack, as_of=day).findings
    }
    assert len(rows) > 20
    assert seen == alone


def test_what_becomes_a_violation_is_named_with_its_first_day(pack: RuleSet) -> None:
    """By a day of the law, of a text too, and by a day of the catalog; only within the days looked ahead."""
    facts = {"raising": "private", "status": "on-sale", "on_sale_until": "2026-03-20", "description": "稳赚"}
    products = shelf(pack, facts)
    run = check_catalog(products, pack, as_of=DAY, ahead=60)
    coming = {(one.finding.rule, one.since) for one in run.items if one.state == "coming"}
    april = dt.date(2026, 4, 1)
    assert coming == {
        ("small.product.public", april),
        ("small.copy.steady", april),
        ("small.product.ended", dt.date(2026, 3, 21)),
    }
    assert run.cleared
    assert [one.since for one in check_catalog(products, pack, as_of=DAY, ahead=15).items] == []
    assert [one.since for one in check_catalog(products, pack, as_of=DAY, ahead=16).items] == [dt.date(2026, 3, 21)]


def test_what_is_a_violation_already_is_not_coming(pack: RuleSet) -> None:
    """It is open, and stays so."""
    run = check_catalog(shelf(pack, {"complexity": "complex", "name": "保本"}), pack, as_of=DAY, ahead=60)
    assert {one.state for one in run.items} == {"open"}


def test_a_fact_after_the_day_is_an_error_at_its_cell(pack: RuleSet) -> None:
    """The other products are judged."""
    run = check_catalog(shelf(pack, {"agency_contract_on": "2026-12-01"}, {"name": "保本"}), pack, as_of=DAY)
    assert [str(one.spot) for one in run.unread] == ["shelf.csv:2:7"]
    assert "product.agency_contract_on" in run.unread[0].message
    assert [one.key for one in run.items] == ["P2"]
    assert run.exit_code("block") == 2


def test_what_a_reader_could_not_read_stays_in_the_run(pack: RuleSet) -> None:
    """With its place, and the exit code says so."""
    unread = Unread(Spot("shelf.csv", 7), "not read")
    run = check_catalog(attrs.evolve(shelf(pack, {}), unread=(unread,)), pack, as_of=DAY)
    assert (run.unread, run.exit_code("block")) == ((unread,), 2)


def test_products_are_counted_by_their_two_levels(pack: RuleSet) -> None:
    """Where both sides are told; a level that only one of them gave has no place."""
    levels = [("R1", "R2"), ("R1", "R2"), ("R3", "R3")]
    products = shelf(pack, *({"levels": {"issuer": one, "seller": other}} for one, other in levels), None)
    run = check_catalog(products, pack, as_of=DAY)
    assert run.matrix == Matrix("sides", ("R1", "R2", "R3"), {("R1", "R2"): 2, ("R3", "R3"): 1})


def test_a_pack_without_rules_over_text_reads_no_text(tmp_path: Any) -> None:
    """Its products are judged by their facts."""
    bare = rules(tmp_path, {"product/complex.toml": FILES["product/complex.toml"]})
    run = check_catalog(shelf(bare, {"complexity": "complex", "name": "保本"}), bare, as_of=DAY)
    assert [one.finding.rule for one in run.items] == ["small.product.complex"]


def changed(pack: RuleSet, before: Any, after: Any, **told: Any) -> Run:
    known = Told(**{"authors": frozenset({"wang@bank.example"}), "authority": Authority((LI,)), **told})
    return check_changes(shelf(pack, *before), shelf(pack, *after), pack, on=DAY, as_of=DAY, told=known)


HIGH, LOW = {"levels": {"issuer": "R1", "seller": "R3"}}, {"levels": {"issuer": "R1", "seller": "R2"}}


def _approval(pack: RuleSet) -> Entry:
    old, new = (shelf(pack, one).rows[0].digest for one in (HIGH, LOW))
    said = Approval(by="李娜", role="r", on=DAY, reason="r", evidence="e", before=old, after=new)
    return Entry("P1", said, Spot("approvals.toml", 1, 1), new)


def test_a_level_is_lowered_only_with_an_approval_of_another(pack: RuleSet) -> None:
    """The finding stands at the new level; the approval of the very change settles it, that of an author does not."""
    run = changed(pack, [HIGH], [LOW])
    assert found(run) == [("small.change.lowered", "violation", "P1", "shelf.csv:2:3")]
    entry = _approval(pack)
    assert changed(pack, [HIGH], [LOW], authority=Authority((LI,), (entry,))).cleared
    own = changed(pack, [HIGH], [LOW], authority=Authority((LI,), (entry,)), authors=frozenset({"li@bank.example"}))
    assert [one.finding.outcome for one in own.items] == ["violation"]


def test_a_change_says_what_got_riskier_and_who_may_approve(pack: RuleSet) -> None:
    """The level it is sold by is the higher one; approvers are those of the list who wrote nothing of it."""
    run = changed(pack, [LOW, {}, {}], [HIGH, {"name": "y"}, {"levels": {"issuer": "R1"}}])
    assert [(one.key, one.kind, one.before, one.after, one.turn) for one in run.changes] == [
        ("P1", "changed", "R2", "R3", "raised"),
        ("P2", "changed", "R2", "R2", "same"),
        ("P3", "changed", "R2", None, "unknown"),
    ]
    assert {one.approvers for one in run.changes} == {("李娜",)}
    assert run.matrix == Matrix("change", ("R1", "R2", "R3"), {("R2", "R3"): 1, ("R2", "R2"): 1})
    own = changed(pack, [LOW], [HIGH], authors=frozenset({"LI@bank.example"}))
    assert [one.approvers for one in own.changes] == [()]
    assert [one.approvers for one in changed(pack, [LOW], [HIGH], authority=Authority()).changes] == [None]


def test_products_that_are_new_or_leave_are_named_so(pack: RuleSet) -> None:
    """Neither has got riskier."""
    run = changed(pack, [], [LOW])
    assert [(one.kind, one.turn, one.name) for one in run.changes] == [("added", "same", "安心一号")]
    run = changed(pack, [LOW], [], base="0123456789abcdef")
    assert [(one.kind, one.turn, one.name, str(one.spot)) for one in run.changes] == [
        ("removed", "same", "安心一号", "shelf.csv (0123456789:2:1)")
    ]
    assert found(run) == [("small.change.held", "unknown", "P1", "shelf.csv (0123456789:2:1)")]


def test_a_book_says_whom_a_change_touches(pack: RuleSet) -> None:
    """Holders are counted, and those of whom too little is told are remarked on."""
    import io

    book, _ = read_book([("b.json", io.BytesIO(b'{"subject": "holding", "customer": "C-1", "product": "P1"}'))], pack)
    run = changed(pack, [LOW], [], book=book)
    assert [(one.holders, one.pending_sales) for one in run.changes] == [(1, None)]
    assert found(run)[0][1] == "violation"


def test_an_approval_that_fits_no_change_is_a_mistake_where_it_is_new(pack: RuleSet) -> None:
    """The product changed again after it; or it does not change at all."""
    entry = _approval(pack)
    other = attrs.evolve(entry, code="P9", spot=Spot("approvals.toml", 9, 1))
    after = {"levels": {"issuer": "R1", "seller": "R1"}}
    run = changed(pack, [HIGH], [after], authority=Authority((LI,), (entry, other), fresh=True))
    assert [(str(one.spot), one.message.split(": ")[1][:20]) for one in run.mistakes] == [
        ("approvals.toml:1:1", "P1 changed again aft"),
        ("approvals.toml:9:1", "P9 does not change"),
    ]
    assert run.exit_code("block") == 2


def test_where_it_is_not_known_which_are_new_old_approvals_are_no_mistakes(pack: RuleSet) -> None:
    """Of a product that changes now one is remarked on, but for that which made it what it was."""
    now = _approval(pack)
    past = attrs.evolve(now, said=attrs.evolve(now.said, before="0" * 32), after=shelf(pack, HIGH).rows[0].digest)  # type: ignore[misc]
    stale = attrs.evolve(past, after="0" * 32, spot=Spot("approvals.toml", 9, 1))
    other = attrs.evolve(stale, code="P9", spot=Spot("approvals.toml", 20, 1))
    run = changed(pack, [HIGH], [LOW], authority=Authority((LI,), (past, stale, other)))
    assert run.mistakes == ()
    assert [str(one.spot) for one in run.remarks] == ["approvals.toml:9:1"]


def test_what_could_not_be_read_of_the_base_is_named_so(pack: RuleSet) -> None:
    """It is no line of the file as it is now."""
    before = attrs.evolve(shelf(pack), unread=(Unread(Spot("shelf.csv", 3, 4), "wrong"),))
    told = Told(base="0123456789abcdef")
    run = check_changes(before, shelf(pack), pack, on=DAY, as_of=DAY, told=told)
    assert [str(one.spot) for one in run.unread] == ["shelf.csv (0123456789:3:4)"]
    assert run.exit_code("block") == 2


def test_an_approval_after_the_day_is_an_error(pack: RuleSet) -> None:
    """Nobody has approved yet."""
    late = _approval(pack)
    said = attrs.evolve(late.said, on=DAY + dt.timedelta(days=1))  # type: ignore[misc]
    run = changed(pack, [HIGH], [LOW], authority=Authority((LI,), (attrs.evolve(late, said=said),)))
    assert ["change.approvals[0].on" in one.message for one in run.unread] == [True]
