"""A book knows what its rules read, what they stand on and who asks for them."""

from pathlib import Path

from suitability.cli.book import read_book
from suitability.packs.load import folder
from suitability.reports.book import field_of
from tests.small import rule, table, term, version, write


def test_facts_are_read_through_whatever_a_term_means_while_the_rule_holds(tmp_path: Path) -> None:
    changed = term("customer.lowest_class", last_version := "2020-01-01") + (
        "[[version]]\nfrom = 2025-01-01\nis = 'customer.accepts_loss'\n"
    )
    assert last_version in changed
    files = {
        "terms/held.toml": changed,
        "tables/grid.toml": table(
            "choice", "when = { customer.kind = 'bank' }\nis = 'x'", more="values = { x = { en = 'x' } }"
        ),
        "sale/new.toml": rule(version("held", "grid == 'x'")),
        "sale/old.toml": rule(version("held", last="2024-12-31")),
        "sale/later.toml": rule(version("all(a.prompted for a in customer.assessments)")),
    }
    book = read_book([folder(write(tmp_path, files))])
    assert book.reads["small.sale.new"] == ("customer.accepts_loss", "customer.kind", "customer.lowest_class")
    assert book.reads["small.sale.old"] == ("customer.lowest_class",)
    assert book.reads["small.sale.later"] == ("customer.assessments", "customer.assessments[].prompted")
    assert book.readers["Customer", "lowest_class"] == ["small.sale.new", "small.sale.old"]
    assert book.readers["Assessment", "prompted"] == ["small.sale.later"]
    assert book.uses["term", "held"] == ["small.sale.new", "small.sale.old"]
    assert book.uses["table", "grid"] == ["small.sale.new"]


def test_a_path_ends_in_a_field_of_a_class() -> None:
    assert field_of("customer.assessments[].level") == ("Assessment", "level")
    assert field_of("customer.nothing") is None


def test_a_folder_without_ledger_is_a_book_without_duties(tmp_path: Path) -> None:
    book = read_book([folder(write(tmp_path, {"sale/wrong.toml": rule(version("sale.place is none"))}))])
    assert book.ledgers == {}
    assert book.asked == {}
    assert list(book.examples) == ["small.sale.wrong"]
