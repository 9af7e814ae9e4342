"""Findings are said in words: values in the locale, facts by their names."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.messages.render import fact, kind_at, pack_labels, path_label, remedy, voice
from suitability.model.product import Fee
from suitability.model.sale import Disclosure
from tests.small import AS_OF, DAY, at, rule, rules, sale, table, term, version

NAMES = {
    "terms/missing.toml": term("missing_from(needed, {d.item for d in sale.disclosures})"),
    "tables/needed.toml": table("set DisclosureItem", "is = ['fees', 'basics']"),
    "tables/regime.toml": table(
        "choice", "is = 'new'", more="values = { new = { en = 'the new rules', zh-Hans = '新规' } }"
    ),
}


def said(folder: Path, message: str, locale: str = "en", **facts: Any) -> str:
    loaded = rules(folder, {**NAMES, "sale/wrong.toml": rule(version("customer.lowest_class"), message=message)})
    customer = s.Customer(
        lowest_class=False, birth_date=dt.date(1960, 2, 29), on_file=["name", "sex"], kind="company", restrictions=[]
    )
    (finding,) = s.check(sale(customer=customer, **facts), loaded, as_of=AS_OF).findings
    return s.text(finding, locale)


@pytest.mark.parametrize(
    ("message", "english", "chinese"),
    [
        ("no values", "no values", "no values"),
        ("{sale.on}", "5 March 2026", "2026年3月5日"),
        ("{sale.amount}", "1,234,567.5", "1,234,567.5"),
        ("{max(f.share for f in product.fees)}", "0.5%", "0.5%"),
        ("{age(customer.birth_date, sale.on)} years", "66 years", "66 years"),
        ("{customer.kind}", "company", "企业法人"),
        ("{customer.lowest_class}", "no", "否"),
        ("{product.levels.issuer}", "R3", "R3"),
        ("{sale.key}", "S-1", "S-1"),
        ("{sale.place}", "(none)", "（无）"),
        ("{sale.channel}", "(unknown)", "（未知）"),
        ("{customer.restrictions}", "(none)", "（无）"),
        ("{missing}", "fees", "费用"),
        ("{sale.signed_at}", "2026-03-05 10:00+08:00", "2026-03-05 10:00+08:00"),
        ("a {sale.key} b {sale.key} c", "a S-1 b S-1 c", "a S-1 b S-1 c"),
    ],
)
def test_the_values_in_a_message_are_written_in_the_locale(
    tmp_path: Path, message: str, english: str, chinese: str
) -> None:
    facts: dict[str, Any] = {
        "key": "S-1",
        "amount": Decimal("1234567.5"),
        "place": None,
        "signed_at": at(DAY),
        "disclosures": [Disclosure(item="basics")],
        "product": s.Product(levels=s.Levels(issuer="R3"), fees=[Fee(share=Decimal("0.005"))]),
    }
    assert said(tmp_path, message, "en", **facts) == english
    assert said(tmp_path, message, "zh-Hans", **facts) == chinese


def test_what_to_do_is_said_like_what_is_wrong(tmp_path: Path) -> None:
    text = rule(version("customer.lowest_class"), remedy="Below {product.levels.issuer}.")
    one = sale(customer=s.Customer(lowest_class=False), product=s.Product(levels=s.Levels(issuer="R3")))
    (finding,) = s.check(one, rules(tmp_path, {"sale/wrong.toml": text}), as_of=AS_OF).findings
    assert (s.text(finding, "en"), remedy(finding, "en")) == ("It is wrong.", "Below R3.")


def test_an_unknown_finding_says_which_facts_are_missing(tmp_path: Path) -> None:
    loaded = rules(tmp_path, {"sale/wrong.toml": rule(version("customer.lowest_class and sale.place is none"))})
    (finding,) = s.check(sale(), loaded, as_of=AS_OF).findings
    missing = voice("en").listing("both", [path_label(path, "en") for path in ("customer.lowest_class", "sale.place")])
    assert s.text(finding, "en") == voice("en").phrase("open", title="A rule", missing=missing)


@pytest.mark.parametrize("locale", ["tlh", ""])
def test_a_locale_that_is_not_shipped_speaks_the_first_one(tmp_path: Path, locale: str) -> None:
    assert said(tmp_path, "{sale.on}", locale) == "2026年3月5日"


@pytest.mark.parametrize(
    ("path", "value", "english"),
    [
        ("customer.birth_date", dt.date(1960, 2, 29), "29 February 1960"),
        ("customer.lowest_class", True, "yes"),
        ("customer.kind", "company", "company"),
        ("customer.on_file", frozenset({"name", "sex"}), "name and sex"),
        ("customer.on_file", frozenset(), "(none)"),
        ("sale.place", None, "(none)"),
        ("sale.amount", Decimal("1000"), "1,000"),
        ("product.fees[1].share", Decimal("0.005"), "0.5%"),
        ("product.levels.issuer", "R3", "R3"),
        ("sale.at", dt.datetime(2026, 3, 5, 2, tzinfo=dt.UTC), "2026-03-05 02:00+00:00"),
        ("ceiling (no row fits)", 3, "3"),
        ("sale.on.year", 2026, "2026"),
    ],
)
def test_the_value_of_a_fact_is_written_in_the_locale(path: str, value: Any, english: str) -> None:
    assert fact(path, value, voice("en")) == english


@pytest.mark.parametrize(
    ("path", "english"),
    [
        ("customer.birth_date", "customer · date of birth"),
        ("customer.assessments[0].level", "customer · risk assessments[1] · risk capacity level"),
        ("product.levels.issuer", "product · risk levels · issuer-given risk level"),
        ("customer", "customer"),
        ("customer.colour", "customer.colour"),
        ("ceiling (no row fits)", "ceiling (no row fits)"),
        ("day out of range", "day out of range"),
    ],
)
def test_a_fact_is_named_by_its_root_and_its_fields(path: str, english: str) -> None:
    assert path_label(path, "en") == english


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("sale.on", "day"), ("customer.assessments[3].at", "instant"), ("entry.key", "text"), ("holding.value", "money"),
        ("sale.on.year", None), ("customer.colour", None), ("weather.colour", None), ("customer", None),
    ],
)  # fmt: skip
def test_the_kind_of_a_fact_is_that_of_its_field(path: str, name: str | None) -> None:
    found = kind_at(path)
    assert (None if found is None else found.name) == name


def test_the_names_of_packs_are_taken_from_the_packs(tmp_path: Path) -> None:
    head_of = 'of = { a = "Assessment", on = "day" }'
    loaded = rules(tmp_path, {**NAMES, "terms/early.toml": term("a.on <= on", of=head_of)})
    found = pack_labels(loaded)
    assert (found.language, found.arguments["early"], found.arguments["needed"]) == ("en", ("a", "on"), ())
    assert found.name("early", "en") == "a term"
    assert found.value("regime", "new", "zh-Hans") == "新规"
