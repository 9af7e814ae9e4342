"""Expressions read out in words: natural in both locales, and without a path, an operator or an identifier."""

import datetime as dt
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from suitability.language.bind import bind
from suitability.language.errors import ExpressionErrors
from suitability.language.parse import parse
from suitability.language.scope import Scope, Signature
from suitability.language.tree import (
    TRUE,
    And,
    Arithmetic,
    AsOf,
    Compare,
    Constant,
    Field,
    Fold,
    Lookup,
    Named,
    Node,
    Not,
    Or,
    Parameter,
    Period,
    Root,
    Shift,
    Term,
    Variable,
)
from suitability.language.types import DAY, FLAG, INSTANT, MONEY, NUMBER, PERIOD, SHARE, TEXT, Type
from suitability.language.words import rule_words, words
from suitability.messages.render import pack_labels
from suitability.messages.speak import PackLabels, speaker
from suitability.model.customer import Assessment, Customer
from suitability.model.sale import Sale
from suitability.model.scale import Scale
from suitability.model.subject import SUBJECTS
from suitability.model.vocabulary import DisclosureItem
from suitability.rules.names import ALL_ROOTS
from tests.strategies import packs
from tests.strategies.expressions import expressions
from tests.strategies.pools import DAYS

LEVEL = Type("level", scale="customer")
PRODUCT_LEVEL = Type("level", scale="product")
REGIME = Type("choice", values=("nfra", "csrc"))
ITEMS = Type("set", of=Type("choice", values=get_args(DisclosureItem), vocabulary="DisclosureItem"))
ASSESSMENT = Type("record", of=Assessment)

# The two that `words.toml` shows; tests/messages holds every locale to every rule.
LOCALES = ("zh-Hans", "en")
SCOPE = Scope(
    roots=ALL_ROOTS,
    terms={
        "customer_risk": Signature(LEVEL),
        "ordinary_investor": Signature(FLAG),
        "before_sale": Signature(FLAG, (ASSESSMENT,)),
        "made_here": Signature(FLAG, (ASSESSMENT,)),
        "tests_on": Signature(NUMBER, (DAY,)),
        "newest": Signature(ASSESSMENT, nullable=True),
    },
    tables={
        "regime": Signature(REGIME),
        "ceiling": Signature(PRODUCT_LEVEL, (LEVEL,)),
        "needed": Signature(ITEMS),
        "limit": Signature(NUMBER, (LEVEL, DAY)),
    },
    parameters={"high_risk": PRODUCT_LEVEL, "validity": NUMBER},
    scales={
        "customer": Scale("customer", ("C1", "C2", "C3", "C4", "C5")),
        "product": Scale("product", ("R1", "R2", "R3", "R4", "R5")),
    },
)
PACKS = PackLabels(
    terms={
        "customer_risk": {"zh-Hans": "客户风险承受能力等级", "en": "customer's risk capacity"},
        "ordinary_investor": {"zh-Hans": "普通投资者", "en": "ordinary investor"},
        "before_sale": {"zh-Hans": "{a}在销售之前完成", "en": "{a} was finished before the sale"},
        "made_here": {"zh-Hans": "本机构所做的测评", "en": "assessment by this institution"},
        "tests_on": {"zh-Hans": "当天的测评次数", "en": "assessments on the day"},
        "newest": {"zh-Hans": "最近一次测评", "en": "the newest assessment"},
    },
    tables={
        "regime": {"zh-Hans": "适用的适当性规则", "en": "applicable suitability regime"},
        "ceiling": {"zh-Hans": "与{level}相匹配的最高等级", "en": "highest level that matches {level}"},
        "needed": {"zh-Hans": "应当告知的事项", "en": "items to be told"},
        "limit": {"zh-Hans": "次数上限", "en": "limit"},
    },
    parameters={
        "high_risk": {"zh-Hans": "高风险产品的最低等级", "en": "lowest level of a high-risk product"},
        "validity": {"zh-Hans": "有效月数", "en": "months of validity"},
    },
    values={"regime": {"nfra": {"zh-Hans": "金融监管总局规则", "en": "NFRA rules"}, "csrc": {"zh-Hans": "证监会规则"}}},
    arguments={"before_sale": ("a",), "ceiling": ("level",)},
)
VOICES = {locale: speaker(locale, PACKS) for locale in LOCALES}

# What no text in words may hold: joined names, paths, operators, braces left over.
TECHNICAL = re.compile(r"[A-Za-z]_[A-Za-z]|[A-Za-z]\.[A-Za-z]|[<>={}]")

SAID = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))["said"]


def read(text: str) -> Node:
    return parse(text, SCOPE)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("said", SAID, ids=lambda said: said["text"])
def test_a_test_is_read_out_in_both_locales(said: dict[str, str], locale: str) -> None:
    assert words(read(said["text"]), VOICES[locale]) == said[locale]
    assert not TECHNICAL.search(said[locale])


def test_a_rule_is_one_sentence() -> None:
    when = read("regime == 'nfra' and ordinary_investor")
    require = read("product.levels.issuer <= ceiling(customer_risk)")
    assert rule_words(when, require, VOICES["zh-Hans"]) == (
        "若适用的适当性规则为「金融监管总局规则」，且属于「普通投资者」的情形，"
        "则产品的发行机构评定的风险等级不高于与客户风险承受能力等级相匹配的最高等级。"
    )
    assert rule_words(None, require, VOICES["en"]) == (
        "The product's issuer-given risk level is not above "
        "the highest level that matches the customer's risk capacity."
    )
    assert rule_words(when, require, VOICES["en"]).startswith(
        "If the applicable suitability regime is “NFRA rules”, and "
    )


@pytest.mark.parametrize(
    ("text", "wanted", "chinese", "english"),
    [
        (
            "missing_from(needed, {d.item for d in sale.disclosures})",
            ITEMS,
            "应当告知的事项中信息告知的告知事项尚缺的项目",
            "the part of the items to be told that is missing from the disclosed item of each of the disclosures",
        ),
        (
            "ceiling(customer_risk)",
            None,
            "与客户风险承受能力等级相匹配的最高等级",
            "the highest level that matches the customer's risk capacity",
        ),
        ("customer.assessments", None, "客户的风险测评记录", "the customer's risk assessments"),
        ("seller.name", None, "销售机构的机构名称", "the selling institution's institution name"),
        ("customer", None, "客户", "the customer"),
        (
            "sale.on + months(1)",
            None,
            "销售日期起1个月的最后一日",
            "the last day of one month from the day of the sale",
        ),
    ],
)  # fmt: skip
def test_a_value_is_read_out_as_a_noun(text: str, wanted: Type | None, chinese: str, english: str) -> None:
    tree = Root("customer", Type("record", of=Customer)) if text == "customer" else parse(text, SCOPE, wanted)
    assert words(tree, VOICES["zh-Hans"]) == chinese
    assert words(tree, VOICES["en"]) == english


def test_a_bound_tree_is_read_out_like_the_unbound_one() -> None:
    text = "customer_risk <= 'C3' and any(before_sale(a) for a in customer.assessments)"

    class Meanings:
        def term(self, name: str, day: dt.date) -> tuple[tuple[str, ...], Node] | None:
            if name == "customer_risk":
                return (), parse("newest.level", SCOPE, None)
            return (("a",), TRUE) if name == "before_sale" else None

        def table(self, name: str, day: dt.date) -> tuple[tuple[str, ...], tuple[tuple[Node, Node], ...]]:
            return (), ()

        def parameter(self, name: str, day: dt.date) -> None:
            return None

    bound = bind(read(text), Meanings(), dt.date(2026, 3, 1))
    assert bound != read(text)
    assert words(bound, VOICES["zh-Hans"]) == words(read(text), VOICES["zh-Hans"])


def test_arguments_of_a_term_are_read_out_by_their_type_where_they_are_not_given() -> None:
    given = {"day": DAY, "level": LEVEL, "amount": MONEY, "share": SHARE, "note": TEXT, "instant": INSTANT, "one": FLAG}
    for locale in LOCALES:
        said = {words(Variable(name, type_), VOICES[locale]) for name, type_ in given.items()}
        assert len(said) == len(given)
    assert words(Variable("a", ASSESSMENT), VOICES["zh-Hans"]) == "该风险测评"
    assert words(Variable("a", ASSESSMENT), VOICES["en"]) == "that assessment"


@pytest.mark.parametrize(
    ("node", "chinese", "english"),
    [
        (TRUE, "在任何情形下", "in every case"),
        (Not(TRUE), "不存在任何情形", "in no case"),
        (Constant(frozenset(), ITEMS), "空集", "nothing"),
        (Constant(Decimal("0.015"), SHARE), "1.5%", "1.5%"),
        (Constant(Decimal("0.0005"), NUMBER), "0.0005", "0.0005"),
        (Period("workdays", Constant(3, NUMBER)), "3个工作日", "3 working days"),
        (Parameter("unheard", NUMBER), "unheard", "the unheard"),
        (
            Shift(AsOf(), Variable("p", PERIOD), DAY),
            "检查当日起所给期间的最后一日",
            "the last day of the period given from the day of the check",
        ),
        (Lookup("limit", (), (), NUMBER), "次数上限", "the limit"),
        (
            Named("customer_risk", (), Constant("C1", LEVEL), LEVEL),
            "客户风险承受能力等级",
            "the customer's risk capacity",
        ),
        (
            Arithmetic("*", Constant(2, NUMBER), Constant(Decimal("1.5"), NUMBER), NUMBER),
            "1.5的2倍",
            "2 times 1.5",
        ),
        (
            Compare("==", Term("ordinary_investor", (), FLAG), Variable("x", FLAG)),
            "是否属于「普通投资者」的情形与所给情形相同",
            "whether “ordinary investor” holds is the same as the case given",
        ),
        (
            Or((And((TRUE, TRUE)), TRUE)),
            "（在任何情形下，且在任何情形下），或者在任何情形下",
            "(in every case, and in every case), or in every case",
        ),
    ],
)
def test_what_the_parser_seldom_makes_is_read_out_too(node: Node, chinese: str, english: str) -> None:
    assert words(node, VOICES["zh-Hans"]) == chinese
    assert words(node, VOICES["en"]) == english


def test_a_relation_of_a_member_is_said_to_be_its_own() -> None:
    relation = Field(Variable("c", Type("record", of=Customer)), "assessments", Type("relation", of=Assessment))
    count = Fold("count", "a", relation, None, None, (), NUMBER)
    customers = Variable("given", Type("relation", of=Customer))
    fold = Fold("all", "c", customers, None, Compare("<=", count, Constant(3, NUMBER)), (), FLAG)
    assert words(fold, VOICES["zh-Hans"]).endswith("都满足：其风险测评的次数不超过3次")
    assert words(fold, VOICES["en"]).endswith("is such that the number of its assessments is at most 3")


def test_a_set_of_worked_out_values_is_said_member_by_member() -> None:
    relation = parse("customer.assessments", SCOPE, None)
    value = parse("customer_risk", SCOPE, None)
    fold = Fold("set", "a", relation, None, value, (), Type("set", of=LEVEL))
    assert words(fold, VOICES["zh-Hans"]) == "客户各次风险测评的客户风险承受能力等级"
    assert words(fold, VOICES["en"]) == "the customer's risk capacity for each of the customer's assessments"


def test_members_of_a_set_stand_in_the_order_of_their_vocabulary() -> None:
    said = words(read("sale.channel in {'visit', 'branch', 'telephone'}"), VOICES["en"])
    assert said == "the sales channel is “branch”, “telephone” or “visit to the customer”"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_rule_and_term_of_the_shipped_packs_is_read_out_without_an_identifier(locale: str) -> None:
    rules = packs.shipped_rules()
    voice = speaker(locale, pack_labels(rules))
    said = [
        rule_words(version.when, version.require, voice)
        for rule in rules.rules
        for version in rule.versions
        if rule.wording is None
    ] + [
        words(term.trees.tree(version.at), voice)
        for term in rules.defined()["term"].values()
        for version in term.versions
    ]  # fmt: skip
    assert len(said) > 50
    for text in said:
        assert not re.search(r"[A-Za-z]_[A-Za-z]|[a-z]\.[a-z]|[<>={}…]", text), text
        if locale == "zh-Hans":
            assert not re.search("[a-z]", text), text


SMALL = {
    name: {"zh-Hans": "所定义", "en": "defined"}
    for name in (*packs.small_pack().terms, *packs.small_pack().tables, *packs.small_pack().parameters)
}
SMALL_VOICES = {locale: speaker(locale, PackLabels(terms=SMALL)) for locale in LOCALES}


@pytest.mark.parametrize("kind", sorted(SUBJECTS))
@settings(max_examples=100)
@given(data=st.data())
def test_any_expression_is_read_out_without_an_identifier(kind: str, data: st.DataObject) -> None:
    try:
        tree = parse(data.draw(expressions(kind)), packs.scope(kind))
    except ExpressionErrors:
        # The checker refuses a few that are drawn: what is always the same, say.
        reject()
    bound = bind(tree, packs.small_rules(), data.draw(st.sampled_from(DAYS)))
    for locale in LOCALES:
        for node in (tree, bound):
            said = words(node, SMALL_VOICES[locale])
            outside = re.sub("[「“][^「“」”]*[」”]", "", said)
            assert not re.search(r"[A-Za-z]_[A-Za-z]|[a-z]\.[a-z]|[<>={}]", outside), said
            if locale == "zh-Hans":
                assert not re.search("[a-z]", outside), said


def test_a_fold_without_a_test_says_that_there_is_a_member() -> None:
    relation = parse("sale.care", SCOPE, None)
    fold = Fold("latest", "c", relation, None, None, (), Type("record", of=Sale))
    assert words(fold, VOICES["en"]) == "the latest measure of care"
