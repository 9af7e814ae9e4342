"""Pages say what the packs say, link to places that are there, and show every text as it was written."""

import html
import json
import posixpath
import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest

from suitability.cli.book import read_book
from suitability.messages.locales import LOCALES
from suitability.model.facts import kinds
from suitability.model.personal_terms import CATEGORIES, PURPOSES
from suitability.model.subject import CLASSES
from suitability.packs.load import PACKAGED, folder
from suitability.reports.book import Book
from suitability.reports.pages import pages
from tests.small import CITES, HEAD, UNVERIFIED, example, rule, table, term, version, write
from tests.small_text import TEXT_HEAD, case, find, ground, text_rule

LEDGER = """\
["L-1"]
instrument = "law"
article    = "第一条"
duty       = "no sale to the lowest class"
class      = "expression"
answer     = "part"
rules      = ["small.sale.lowest", "small.terms.lowest"]
left       = "the other half"

["L-2"]
instrument = "law"
article    = "第二条"
duty       = "be kind"
class      = "judgment"
answer     = "judgment"
why        = "no number"
"""
CASES = (
    example("pass"),
    example(
        "violation", 'but = { customer.lowest_class = true, customer.on_file = ["name", "birth-date"] }', "too low"
    ),
    example("unknown", 'without = ["customer.lowest_class"]'),
    example("not_applicable", 'none = ["sale.place"]\nas_of = 2026-03-10'),
    example("unknown", "but.customer.assessments.some = [{ level = 'C2' }, { on = 2026-03-01 }]"),
    example("unknown", "but = { customer.assessments = [] }\nwithout = ['customer.changes.0.on']"),
)
FILES = {
    "sale/lowest.toml": rule(
        version("not lowest", first="2023-01-01", last="2023-12-31", cites=UNVERIFIED),
        version("not lowest", "allowed == 'yes'", first="2024-06-01", cites=f"{CITES[:-1]}, {{ source = 'house', at = '3' }}]"),
        *CASES,
        title="Sold to the lowest class", severity="warn", stage="ordered", message="The class is {customer.lowest_class}.",
    ),
    "terms/lowest.toml": term("customer.lowest_class"),
    "terms/bare.toml": term("sale.amount > param.limit"),
    "tables/allowed.toml": table("choice", "from = 2024-01-01\nwhen = { customer.kind = 'company' }\nis = 'yes'", "is = 'no'", more="values = { yes = { en = 'it may' }, no = { en = 'it may not' } }"),
    "ledger.toml": LEDGER,
}  # fmt: skip
PARAMETER = """
[param.limit]
label = { en = "the limit" }
type = "money"
stricter = "lower"
versions = [{ from = 2024-01-01, value = 100 }]
"""
FIRM = """\
name = "firm"
title = { en = "Firm" }
language = "en"

[[tighten]]
param = "limit"
value = 50
from = 2025-01-01
owner = "Risk"
reason = "losses"

[[tighten]]
rule = "small.sale.lowest"
stage = "candidate"
severity = "block"
from = 2025-01-01
owner = "Risk"
reason = "complaints"
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Book:
    place = tmp_path_factory.mktemp("packs")
    pack = write(place, FILES, head=HEAD + PARAMETER)
    firm = place / "firm"
    firm.mkdir()
    (firm / "pack.toml").write_text(FIRM, encoding="utf-8")
    return read_book([folder(pack), folder(firm)])


BOOK = read_book(PACKAGED)


@cache
def packaged(locale: str) -> dict[str, str]:
    return pages(BOOK, locale)


def section(page: str, title: str) -> str:
    """Give what stands under a heading, until the next of its level."""
    return re.split(r"^## ", page.split(f"## {title}", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def test_the_page_of_a_rule_holds_its_law_its_words_its_expression_and_its_examples(small: Book) -> None:
    page = pages(small, "en")["rules/small/sale/lowest.md"]
    assert page.startswith("# Sold to the lowest class\n")
    assert "<code>small.sale.lowest</code>" in page
    assert "- **what**: The class is &#123;" in page
    assert "- **remedy**: Put it right." in page
    assert "reviewed on 1 January 2026 by us" in page
    assert "allowed == 'yes'" in page
    assert "not lowest" in page
    old, new = section(page, "Versions").split("### ")[1:]
    assert "[Example Law (令第1号)](../../../law/law.md)<br>Example Law, art. 2 <strong" in old
    assert "(text of the law not read)" in old
    assert "penalty: " in old
    assert "Example Law, art. 1<br>law" in new
    assert "[House rules](../../../law/house.md)<br>" in new
    assert "(text of the law not read)" not in new


def test_versions_stand_on_a_line_with_the_gap_between_them(small: Book) -> None:
    page = pages(small, "en")["rules/small/sale/lowest.md"]
    line = re.search(r'<ol class="timeline">.*</ol>', page)
    assert line is not None
    steps = re.findall(r"<li.*?</li>", line[0])
    assert len(steps) == 3
    assert 'href="#from-2023-01-01">1 January 2023 to 31 December 2023<' in steps[0]
    assert steps[1].startswith('<li class="gap">1 January 2024 to 31 May 2024: ')
    assert 'href="#from-2024-06-01">from 1 June 2024<' in steps[2]


def test_examples_say_in_words_what_is_unlike_their_record(small: Book) -> None:
    rows = section(pages(small, "en")["rules/small/sale/lowest.md"], "Examples").strip().splitlines()[2:]
    assert len(rows) == len(CASES)
    assert rows[0].startswith("| a case | based on plain | <span class")
    assert rows[1].startswith("| too low | based on plain<br>customer · ")
    assert ": yes<br>customer · " in rows[1]
    assert ": date of birth and name |" in rows[1]
    assert '<span class="outcome violation">violation</span>' in rows[1]
    assert "<br>not told: customer · " in rows[2]
    assert "<br>none: sale · " in rows[3]
    assert rows[3].count("10 March 2026") == 1
    assert "only some are told<br>" in rows[4]
    assert "(no. 1)" in rows[4]
    assert "(no. 2)" in rows[4]
    assert re.search(r"risk assessments: \(?none\)?<br>", rows[5])


def test_facts_are_those_read_through_terms_and_tables_and_lead_to_the_list_of_fields(small: Book) -> None:
    read = section(pages(small, "en")["rules/small/sale/lowest.md"], "Facts read")
    assert re.findall(r"\.\./fields\.md#([\w.]+)", read) == ["Customer.kind", "Customer.lowest_class"]
    assert "<code>customer.lowest&#95;class</code>" in read


def test_what_a_firm_made_stricter_stands_beside_what_it_was(small: Book) -> None:
    made = pages(small, "en")
    assert (
        "- **from 1 January 2025**: block · candidate<br>made stricter by Risk: complaints"
        in made["rules/small/sale/lowest.md"]
    )
    assert re.search(r"\| from 1 January 2025 \| 50 \| made stricter by Risk: losses \|", made["parameters.md"])


def test_the_page_of_an_instrument_holds_every_duty_with_its_answer_and_marks_what_was_not_read(small: Book) -> None:
    page = pages(small, "en")["law/law.md"]
    assert "text not read" in page
    rows = section(page, "Ledger").splitlines()
    first, second = (row for row in rows if row.startswith('| <a id="L-'))
    assert (
        'L-1<br>art. 1<br><small>can be decided from facts</small> | no sale to the lowest class<br><small>left: the other half</small> | in part<br>[Sold to the lowest class](../rules/small/sale/lowest.md) <strong class="unverified">'
        in first
    )
    assert "(../terms.md#lowest)" in first
    assert "| be kind<br><small>reason: no number</small> | judgment |" in second
    assert "coverage 50.0%" in page
    assert section(page, "Rules that cite it").count("](../rules/small/sale/lowest.md)") == 2
    assert "50.0% (1)" in pages(small, "en")["law/index.md"]


def test_the_list_of_facts_holds_every_field_of_the_model_with_the_rules_that_read_it(small: Book) -> None:
    page = pages(small, "en")["fields.md"]
    fields = {f"{record.__name__}.{name}" for record in CLASSES.values() for name in kinds(record)}
    assert {found for found in re.findall(r'<a id="([\w.]+)">', page) if "." in found} == fields
    row = next(line for line in page.splitlines() if 'id="Customer.lowest_class"' in line)
    assert "| yes or no |" in row
    assert "[Sold to the lowest class](rules/small/sale/lowest.md)" in row


def test_the_purposes_and_categories_of_personal_data_are_listed_with_their_identifiers(small: Book) -> None:
    page = pages(small, "en")["personal-data.md"]
    terms = {*(f"Purpose.{name}" for name in PURPOSES), *(f"DataCategory.{name}" for name in CATEGORIES)}
    assert {found for found in re.findall(r'<a id="([\w.-]+)">', page) if "." in found} == terms
    row = '<a id="Purpose.{0}"></a><code>{0}</code> | '
    assert f"{row.format('marketing')}marketing | <code>dpv:Marketing</code> |" in page
    assert f"{row.format('suitability-assessment')}suitability assessment | extension |" in page


def test_terms_tables_and_parameters_show_what_they_mean_and_who_uses_them(small: Book) -> None:
    made = pages(small, "en")
    assert "customer.lowest_class" in made["terms.md"]
    used = re.search(r"## a table.*?used by: (.*?)\n", made["tables.md"], re.DOTALL)
    assert used is not None
    assert used[1] == "[Sold to the lowest class](rules/small/sale/lowest.md)"
    assert "| “it may” |" in made["tables.md"]
    assert "Lower is stricter." in made["parameters.md"]
    assert "C1 &#60; C2 &#60; C3" in made["parameters.md"]


def test_the_glossary_holds_the_names_of_the_packs_and_the_terms_it_is_given(small: Book) -> None:
    entries = {"x": {**dict.fromkeys(LOCALES, "word"), "en": "Term", "means": {"en": "a thing", "zh-Hans": "某物"}}}
    assert "| word | word | word | Term | a thing |" in pages(small, "en", entries)["glossary.md"]
    assert "| 某物 |" in pages(small, "zh-Hant", entries)["glossary.md"]
    assert "[the limit](parameters.md#limit)" in pages(small, "en")["glossary.md"]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_rule_and_instrument_has_a_page_and_every_link_leads_to_a_place(locale: str) -> None:
    made = packaged(locale)
    assert {f"rules/{rule.pack}/{rule.subject}/{rule.id.split('.')[-1]}.md" for rule in BOOK.rules.rules} < set(made)
    assert {f"law/{source}.md" for source in BOOK.rules.sources} < set(made)
    places = {place: {*re.findall(r'<a id="([^"]+)">', text)} for place, text in made.items()}
    for here, text in made.items():
        for target in [*re.findall(r"\]\(([^)]*)\)", text), *re.findall(r'href="([^"]*)"', text)]:
            way, _, name = target.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(here), way)) if way else here
            assert there in made, (here, target)
            assert not name or name in places[there], (here, target)


def test_each_language_says_all_in_its_own_words() -> None:
    chinese, english = (packaged(locale)["rules/cn/sale/risk-above-capacity.md"] for locale in ("zh-Hans", "en"))
    assert chinese.startswith("# 产品风险等级高于客户风险承受能力\n")
    assert "《适当性办法》第十二条第一款<br>" in chinese
    assert "部门规章 · 自2026年2月1日起施行 · " in chinese
    assert english.startswith("# The product risk level is above the customer's risk capacity\n")
    assert "Suitability Measures, art. 12, para. 1<br>" in english
    assert "department rule · in force from 1 February 2026 · last read on " in english
    outside = re.sub(r'<span lang="zh-Hans">.*?</span>|`{3}.*?`{3}', "", english, flags=re.DOTALL)
    assert not re.search("[一-鿿]", outside)


def test_a_pack_without_ledger_and_examples_has_its_pages(small: Book) -> None:
    page = pages(Book(small.rules), "en")["rules/small/sale/lowest.md"]
    assert "## Examples" not in page
    assert "## Duties" not in page


HOSTILE = (
    "</title><script>alert(1)</script> [x](javascript:alert(1)) | `a` **b** <img src=x onerror=alert(1)> "
    "![i](http://example.org/x.png) &lt; <!-- \\ \u202etxt ~~~ $x$ # {"
)


class Parts(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    said = json.dumps(HOSTILE, ensure_ascii=False)
    calm = HOSTILE.replace("{", "")
    ledger = f'["../x\\"><b>"]\ninstrument = "../../etc"\narticle = {said}\nduty = {said}\nclass = "expression"\nanswer = "rules"\nrules = ["small.sale.wrong"]\n'
    source = f'["../../etc"]\ntitle = {said}\nenglish = {said}\nnumber = {said}\nshort = {said}\nrank = "law"\npenalty = {said}\n'
    cites = f'[{{ source = "../../etc", at = {said}, verified = false }}]'
    wrong = rule(
        version("sale.place != '```<script>'", cites=cites),
        example("pass"),
        title=HOSTILE,
        message=calm,
        remedy=f"# {calm}",
    )
    files = {
        "sale/wrong.toml": wrong.replace('says = "a case"', f"says = {said}"),
        "terms/bad.toml": term("sale.place is none").replace('"a term"', said),
        "ledger.toml": ledger, "sources.toml": source,
    }  # fmt: skip
    return pages(read_book([folder(write(tmp_path_factory.mktemp("hostile"), files))]), "en")


def test_no_text_of_a_pack_chooses_where_a_page_lies(hostile: dict[str, str]) -> None:
    for place in hostile:
        assert re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*\.md", place), place


def test_a_text_is_shown_as_it_was_written_whatever_stands_in_it(hostile: dict[str, str]) -> None:
    markdown = pytest.importorskip("markdown")
    allowed = {"h1", "h2", "h3", "p", "ul", "ol", "li", "a", "br", "code", "pre", "strong", "small", "span", "table"}
    allowed |= {"thead", "tbody", "tr", "th", "td", "details", "summary", "div"}
    for place, text in hostile.items():
        found = Parts(markdown.markdown(text, extensions=["tables", "attr_list", "fenced_code", "toc"]))
        assert {tag for tag, _ in found.tags} <= allowed, place
        for _, attributes in found.tags:
            assert set(attributes) <= {"id", "href", "class", "lang"}, place
            assert not str(attributes.get("href", "")).startswith(("javascript", "http")), place
    shown = HOSTILE.replace("\u202e", "")
    for place in ("rules/small/sale/wrong.md", "rules/index.md", "law/index.md", "terms.md"):
        page = Parts(markdown.markdown(hostile[place], extensions=["tables", "attr_list", "fenced_code", "toc"]))
        assert shown in page.text, place


def test_the_heading_of_a_page_holds_no_markup_even_undone(hostile: dict[str, str]) -> None:
    for place, text in hostile.items():
        assert not re.search("[<>&]", html.unescape(text.partition("\n")[0])), place


def test_what_is_written_in_code_cannot_end_it(hostile: dict[str, str]) -> None:
    assert "````python\nsale.place != '```<script>'\n````" in hostile["rules/small/sale/wrong.md"]


def test_a_page_of_a_rule_over_text_shows_phrases_grounds_and_marked_examples(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    told = 'channel = "app"\non = 2026-03-01\nevidence = ["保息"]'
    files = {
        "copy/wrong.toml": text_rule(
            find("保本", "{保本|保息}<b>", rewrite="不*保"), ground(more='channels = ["online"]'),
            case("本产品⟦保本⟧", "evidence_required", told), case("好", "pass"), evidence=True,
        )
    }  # fmt: skip
    book = read_book([folder(write(tmp_path_factory.mktemp("text"), files, head=TEXT_HEAD))])
    page = html.unescape(pages(book, "zh-Hans")["rules/small/copy/wrong.md"])
    assert "发布渠道为互联网渠道的营销材料的正文出现所列用语的，须有证明。" in page
    assert "保本 / {保本|保息}<b>" in page
    assert "可以改为：不*保" in page
    assert "本产品⟦保本⟧" in page
    assert "宣传内容的证明：保息" in page
    assert {"copy.text", "copy.channel", "copy.evidence"} <= set(book.reads["small.copy.wrong"])
