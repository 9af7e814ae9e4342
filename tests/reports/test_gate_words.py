"""A place is known again by what stands there, findings are told worst first, and what is missing is told once."""

import attrs

from suitability.engine.finding import Mark
from suitability.reports.gate import Item, Run
from suitability.reports.gate_words import grouped, identities, lacking, loudest_first, unsettled
from suitability.spot import Spot
from tests.reports.runs import DAY, catalog_run, finding, item
from tests.reports.runs import lacking as missing

MARK = Mark("small.copy.x", "copy.text", 0, 2, "保本", "promise", "保本", "law", "")


def words(content: str, line: int = 2, file: str = "a.md") -> Item:
    return item(file, finding=finding(marks=(MARK,)), content=content, spot=Spot(file, line, 1))


def test_no_two_findings_of_a_run_are_known_by_the_same() -> None:
    same = [item("P-001", 2), item("P-001", 2), item("P-001", 2), item("P-002", 2)]
    assert len(set(identities(same))) == 4


def test_a_place_is_known_again_after_lines_have_moved_and_values_have_changed() -> None:
    before = [words("one"), words("two", 5), item("P-001", 2)]
    moved = attrs.evolve(finding(fingerprint="another"), facts=(attrs.evolve(finding().facts[0], value="R5"),))
    after = [words("two", 8), words("one", 9), item("P-001", 90, finding=moved, content="another")]
    assert identities(after) == [identities(before)[index] for index in (1, 0, 2)]


def test_another_file_another_sentence_and_another_product_are_other_places() -> None:
    one, product = identities([words("one"), item("P-001")])
    assert one not in identities([words("one", file="b.md"), words("two")])
    assert product not in identities([item("P-002"), item("P-001", finding=finding(rule="small.product.other"))])


def test_what_a_record_holds_cannot_be_guessed_from_what_its_place_is_known_by() -> None:
    secret = finding(facts=(attrs.evolve(finding().facts[0], value="R1"),), fingerprint="of R1")
    assert identities([item(finding=secret, content="of R1")]) == identities([item()])


def test_the_worst_rule_comes_first_then_the_most_frequent_and_in_it_the_worst_product() -> None:
    warned = finding("small.product.a", severity="warn")
    items = [
        item("P-001", finding=warned),
        item("P-002", finding=finding("small.product.b", "evidence_required")),
        item("P-003", finding=finding("small.product.c")),
        item("P-003", finding=warned),
        *(item(f"P-{number}", finding=finding("small.product.d")) for number in (4, 5)),
    ]
    groups = grouped(items)
    assert [group.finding.rule[-1] for group in groups] == ["d", "c", "a", "b"]
    assert [one.key for one in groups[2].items] == ["P-003", "P-001"]


def test_what_is_missing_is_told_once_with_those_who_lack_it() -> None:
    items = [
        missing("P-001"),
        missing("P-002", "small.product.x"),
        missing("P-002"),
        missing("P-003", path="product.issuer"),
    ]
    fees, issuer = lacking([*items, missing("P-004", path="product.fees[3]")])
    assert (fees.path, fees.keys, len(fees.rules)) == ("product.fees", ("P-002", "P-001", "P-004"), 2)
    assert (issuer.path, issuer.keys) == ("product.issuer", ("P-003",))


def test_of_a_text_what_is_unknown_is_told_in_its_place() -> None:
    told, apart = unsettled(Run("copy", DAY, ("a.md",), (missing("a.md"),)))
    assert (len(told), apart) == (1, [])


def test_what_nothing_is_missing_for_is_never_left_out() -> None:
    told, apart = unsettled(Run("catalog", DAY, (), (item(finding=finding(outcome="unknown")), missing("P-002"))))
    assert (len(told), len(apart)) == (1, 1)


def test_what_is_open_is_louder_than_what_was_decided_on() -> None:
    found = [(one.state, one.level) for one in loudest_first(catalog_run().items)]
    assert found[:4] == [("open", "error"), ("open", "warning"), ("open", "warning"), ("open", "note")]
    assert [state for state, _ in found[-4:]] == ["waived", "accepted", "coming", "ruled"]
