"""Findings are said in words: values in the locale, facts by their names."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import suitability as s
from suitability.engine.finding import Filled, Text
from suitability.language.types import DAY as DATE
from suitability.language.types import Type
from suitability.messages.locales import LOCALES
from suitability.messages.render import (
    cite,
    fact,
    filled,
    kind_at,
    pack_labels,
    path_label,
    remedy,
    source_title,
    voice,
)
from suitability.model.events import Disclosure
from suitability.model.product import Fee
from tests.small import AS_OF, DAY, HEAD, at, rule, rules, sale, table, term, version

ROOT = Path(__file__).parents[2]
NAMES = {
    "terms/missing.toml": term("missing_from(needed, {d.item for d in sale.disclosures})"),
    "tables/needed.toml": table("set DisclosureItem", "is = ['fees', 'basics']"),
    "tables/regime.toml": table(
        "choice", "is = 'new'", more="values = { new = { en = 'the new rules', zh-Hans = '新规' } }"
    ),
}


def said(folder: Path, message: str, locale: str = "en", language: str = "", **facts: Any) -> str:
    """Say a message of a pack that is written in `language`, or else in the locale itself."""
    files = {**NAMES, "sale/wrong.toml": rule(version("customer.lowest_class"), message=message)}
    head = HEAD.replace('language = "en"', f'language = "{language or locale}"')
    loaded = rules(folder / (language or locale), files, head=head)
    customer = s.Customer(
        lowest_class=False, birth_date=dt.date(1960, 2, 29), on_file=["name", "sex"], kind="company", restrictions=[],
        income=Decimal("300000"),
    )  # fmt: skip
    (finding,) = s.check(sale(customer=customer, **facts), loaded, as_of=AS_OF).findings
    return s.text(finding, locale)


@pytest.mark.parametrize(
    ("message", "english", "chinese"),
    [
        ("no values", "no values", "no values"),
        ("{sale.on}", "5 March 2026", "2026年3月5日"),
        ("{sale.amount}", "1,234,567.5", "1,234,567.5"),
        ("{customer.income}", "CN¥300,000.00", "¥300,000.00"),
        ("{regime}", "the new rules", "新规"),
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
        ("{sale.signed_at}", "5 March 2026, 10:00 (UTC+08:00)", "2026年3月5日 10:00（UTC+08:00）"),
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
    missing = ", ".join(path_label(path, "en") for path in ("customer.lowest_class", "sale.place"))
    assert s.text(finding, "en") == voice("en").phrase("open", title="A rule", missing=missing)


@pytest.mark.parametrize("locale", ["tlh", ""])
def test_a_locale_that_is_not_shipped_speaks_the_language_of_the_pack(tmp_path: Path, locale: str) -> None:
    assert said(tmp_path, "Sold on {sale.on}.", locale, language="en") == "Sold on 5 March 2026."
    assert said(tmp_path, "Vendu {sale.on}.", locale, language="fr") == "Vendu 2026年3月5日."


@pytest.mark.parametrize("locale", LOCALES)
def test_a_text_without_a_translation_speaks_the_language_of_its_pack_with_all_its_values(
    tmp_path: Path, locale: str
) -> None:
    assert said(tmp_path, "Sold on {sale.on}: {customer.kind}.", locale, "en") == "Sold on 5 March 2026: company."
    assert said(tmp_path, "在{sale.on}售出：{customer.kind}。", locale, "zh-Hans") == "在2026年3月5日售出：企业法人。"


@pytest.mark.parametrize(
    ("locale", "text", "cited"),
    [
        (
            "zh-Hans",
            "产品风险等级 R4 高于客户风险承受能力 C3，不得销售；客户自愿也不例外。",
            "《适当性办法》第十二条第一款",
        ),
        (
            "zh-TW",
            "商品風險等級 R4 高於客戶風險承受度 C3，不得銷售；客戶自願也不例外。",
            "《適當性辦法》第十二條第一款",
        ),
        (
            "zh-HK",
            "產品風險等級 R4 高於客戶風險承受能力 C3，不得銷售；客戶自願也不例外。",
            "《適當性辦法》第十二條第一款",
        ),
        (
            "en-US",
            "The product risk level R4 is above the customer's risk capacity C3, "
            "so the product must not be sold, even if the customer wishes to buy.",
            "Suitability Measures, art. 12, para. 1",
        ),
    ],
)
def test_a_finding_of_the_packaged_rules_is_said_and_cited_in_every_locale(locale: str, text: str, cited: str) -> None:
    order = json.loads((ROOT / "examples" / "short_sale.json").read_text(encoding="utf-8"), parse_float=Decimal)
    order["product"]["levels"] = {"issuer": "R4", "seller": "R4"}
    loaded = s.load("cn")
    report = s.check(s.read("sale", order, loaded), loaded, as_of=dt.date(2026, 11, 20))
    (finding,) = (f for f in report.findings if f.rule == "cn.sale.risk-above-capacity")
    assert (s.text(finding, locale), cite(finding.cites[0], locale)) == (text, cited)


def test_a_translation_may_name_the_values_in_another_order() -> None:
    day, kind = (Filled(type_, value) for type_, value in ((DATE, DAY), (Type("text"), "fund")))
    text = Text("销售人员在 {sale.on} 没有有效的{product.family}销售资格。", (day, kind))
    assert filled(text, "zh-Hans", "en") == (
        "On 5 March 2026 the adviser held no valid sales licence for this product family: fund."
    )


def test_a_source_is_cited_by_its_english_title_where_it_has_no_other(tmp_path: Path) -> None:
    loaded = rules(tmp_path, {"sale/wrong.toml": rule(version("customer.lowest_class"))})
    (one,) = loaded.rules[0].versions[0].cites
    house = attrs.evolve(one, source=loaded.sources["house"], at="4.2")
    assert [cite(one, locale) for locale in ("zh-Hans", "zh-Hant", "en")] == [
        "《示例法》第一条", "《示例法》第一條", "Example Law, art. 1",
    ]  # fmt: skip
    assert [cite(house, locale) for locale in ("zh-Hans", "en")] == ["House rules 4.2", "House rules, 4.2"]
    assert source_title(one.source, "en") == "Example Law (令第1号)"
    assert source_title(house.source, "en") == "House rules"


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
        ("sale.at", dt.datetime(2026, 3, 5, 2, tzinfo=dt.UTC), "5 March 2026, 02:00 (UTC+00:00)"),
        ("customer.net_assets", Decimal("3000000"), "CN¥3,000,000.00"),
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
        ("customer.assessments[0].level", "customer · risk assessments (no. 1) · risk capacity level"),
        ("product.levels.issuer", "product · risk levels · issuer-given risk level"),
        ("customer", "customer"),
        ("customer.colour", "customer.colour"),
        ("ceiling (no row fits)", "a row of the table that fits"),
        ("day out of range", "a result that can be represented"),
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
