"""Expressions read out in words: natural in both locales, and without a path, an operator or an identifier."""

import datetime as dt
import re
import string
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suitability.language.bind import bind
from suitability.language.parse import Scope, Signature, parse
from suitability.language.tree import (
    TRUE,
    And,
    Arithmetic,
    Compare,
    Constant,
    Fold,
    Lookup,
    Named,
    Node,
    Not,
    Or,
    Parameter,
    Period,
    Root,
    Term,
    Variable,
)
from suitability.language.types import DAY, FLAG, INSTANT, MONEY, NUMBER, SHARE, TEXT, Type
from suitability.language.words import rule_words, words
from suitability.messages.labels import LOCALES, texts
from suitability.messages.render import pack_labels
from suitability.messages.speak import PackLabels, speaker
from suitability.model.customer import Assessment, Customer
from suitability.model.scale import Scale
from suitability.model.sale import Sale
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

SAID = [
    # comparisons
    ("customer_risk == 'C3'", "客户风险承受能力等级为C3", "the customer's risk capacity is C3"),
    ("customer_risk != 'C3'", "客户风险承受能力等级不是C3", "the customer's risk capacity is not C3"),
    ("'C3' < customer_risk", "客户风险承受能力等级高于C3", "the customer's risk capacity is above C3"),
    ("not customer_risk > 'C3'", "客户风险承受能力等级不高于C3", "the customer's risk capacity is not above C3"),
    ("sale.amount >= 1000000.5", "销售金额不少于1,000,000.5", "the amount of the sale is at least 1,000,000.5"),
    ("sale.on < date(2026, 2, 1)", "销售日期早于2026年2月1日", "the day of the sale is before 1 February 2026"),
    ("customer.kind == 'natural-person'", "客户类型为「自然人」", "the customer type is “natural person”"),
    (
        "product.issuer != seller.key",
        "产品的发行机构不是销售机构",
        "the product's issuer is not the selling institution",
    ),
    (
        "sale.level_used == sale.level_shown",
        "适当性匹配所用的产品风险等级与向客户展示的产品风险等级相同",
        "the product level used for matching is the same as the product level shown to the customer",
    ),
    ("regime == 'nfra'", "适用的适当性规则为「金融监管总局规则」", "the applicable suitability regime is “NFRA rules”"),
    ("product.currency == 'CNY'", "产品的币种为「CNY」", "the product's currency is “CNY”"),
    (
        "product.levels.issuer > product.levels.seller",
        "产品的发行机构评定的风险等级高于产品的销售机构评定的风险等级",
        "the product's issuer-given risk level is above the product's seller-given risk level",
    ),
    # yes or no
    ("customer.lowest_class", "客户属于风险承受能力最低类别", "the customer is in the lowest risk capacity class"),
    ("not product.portfolio", "产品不是产品组合", "the product is not a portfolio of products"),
    ("not not ordinary_investor", "属于「普通投资者」的情形", "“ordinary investor” holds"),
    ("not ordinary_investor", "不属于「普通投资者」的情形", "“ordinary investor” does not hold"),
    ("before_sale(newest)", "最近一次测评在销售之前完成", "the newest assessment was finished before the sale"),
    (
        "not before_sale(newest)",
        "并非最近一次测评在销售之前完成",
        "it is not so that the newest assessment was finished before the sale",
    ),
    (
        "made_here(newest)",
        "最近一次测评符合「本机构所做的测评」",
        "“assessment by this institution” holds for the newest assessment",
    ),
    # and, or, not
    (
        "ordinary_investor and (sale.channel == 'online' or sale.stage == 'ordered')",
        "属于「普通投资者」的情形，且（销售渠道为「线上」，或者销售阶段为「已下单」）",
        "“ordinary investor” holds, and (the sales channel is “online”, or the stage of the sale is “ordered”)",
    ),
    (
        "not (ordinary_investor and sale.channel == 'online')",
        "不属于「普通投资者」的情形，或者销售渠道不是「线上」",
        "“ordinary investor” does not hold, or the sales channel is not “online”",
    ),
    # none
    ("sale.place is none", "没有销售地点", "there is no place of the sale"),
    ("sale.at is not none", "有下单时间", "there is a time of the order"),
    (
        "product.agency_contract_on is not none",
        "产品有代销协议签订日期",
        "the product has an agency contract day",
    ),
    ("adviser is none", "没有销售人员", "there is no adviser"),
    ("newest is none", "没有最近一次测评", "the newest assessment does not exist"),
    (
        "latest(a for a in customer.assessments if made_here(a), by=a.at) is none",
        "客户没有（符合「本机构所做的测评」的）风险测评",
        "there is none of the customer's assessments (where “assessment by this institution” holds for it)",
    ),
    # sets
    (
        "sale.channel in {'branch', 'online', 'visit'}",
        "销售渠道为「网点」、「线上」或者「上门」",
        "the sales channel is “branch”, “online” or “visit to the customer”",
    ),
    (
        "sale.channel not in {'branch', 'online'}",
        "销售渠道不是「网点」和「线上」中的任何一项",
        "the sales channel is none of “branch” and “online”",
    ),
    ("sale.channel in {'branch'}", "销售渠道为「网点」", "the sales channel is “branch”"),
    ("sale.channel not in {'branch'}", "销售渠道不是「网点」", "the sales channel is not “branch”"),
    (
        "sale.channel in product.target_market.channels",
        "产品的目标销售渠道包括销售渠道",
        "the sales channel is among the product's target sales channels",
    ),
    (
        "{'name', 'sex'} <= customer.on_file",
        "客户的建档信息项目涵盖「姓名或者名称」和「性别」",
        "all of “name” and “sex” are among the customer's information on file",
    ),
    (
        "not needed <= {d.item for d in sale.disclosures if d.form == 'written'}",
        "（告知形式为「书面」的）信息告知的告知事项没有全部涵盖应当告知的事项",
        "not all of the items to be told are among "
        "the disclosed item of each of the disclosures (where its disclosure form is “in writing”)",
    ),
    (
        "customer.restrictions <= {'frozen', 'deceased'}",
        "客户的业务限制均属于「账户冻结」和「已故」",
        "all of the customer's restrictions are among “account frozen” and “deceased”",
    ),
    # days and periods
    (
        "sale.on <= newest.on + months(12)",
        "销售日期不晚于最近一次测评的测评日期起12个月的最后一日",
        "the day of the sale is no later than the last day of the 12 months from the assessment day "
        "of the newest assessment",
    ),
    (
        "newest.on <= sale.on <= newest.on + months(12)",
        "销售日期在最近一次测评的测评日期起12个月内（含最后一日）",
        "the day of the sale is within 12 months from the assessment day of the newest assessment (last day included)",
    ),
    (
        "newest.on + years(1) > sale.on and ordinary_investor and sale.on > newest.on",
        "销售日期在最近一次测评的测评日期之后、1年届满之前（首尾均不含），且属于「普通投资者」的情形",
        "the day of the sale is after the assessment day of the newest assessment and within one year of it "
        "(last day not included), and “ordinary investor” holds",
    ),
    (
        "sale.signed_at + hours(24) <= sale.at",
        "合同签署时间起24小时届满之时不晚于下单时间",
        "the end of the 24 hours from the time of signature is no later than the time of the order",
    ),
    (
        "sale.on <= newest.on + months(param.validity)",
        "销售日期不晚于最近一次测评的测评日期起「有效月数」个月的最后一日",
        "the day of the sale is no later than the last day of the “months of validity” months from the assessment day "
        "of the newest assessment",
    ),
    (
        "as_of > day(sale.at) + workdays(1)",
        "检查当日晚于下单时间当日起1个工作日的最后一日",
        "the day of the check is after the last day of the one working day from the day of the time of the order",
    ),
    (
        "age(customer.birth_date, sale.on) >= 65",
        "客户在销售日期已满65周岁",
        "the customer is 65 years old or older on the day of the sale",
    ),
    (
        "age(customer.birth_date, sale.on) + sale.premium.years < 75",
        "客户在销售日期的周岁年龄和交费年数之和少于75",
        "the sum of the age of the customer in full years on the day of the sale and the payment years is less than 75",
    ),
    # arithmetic
    (
        "sale.premium.single > 4 * customer.household_income",
        "趸交保费超过客户的家庭年收入的4倍",
        "the single premium is more than 4 times the customer's annual household income",
    ),
    (
        "sale.premium.annual > 0.2 * customer.household_income",
        "期交保费（每年）超过客户的家庭年收入的20%",
        "the annual premium is more than 20% of the customer's annual household income",
    ),
    (
        "customer.financial_assets - customer.debts >= 3000000",
        "客户的金融资产减去客户的负债的差不少于3,000,000",
        "the customer's financial assets less the customer's debts is at least 3,000,000",
    ),
    (
        "steps(customer_risk, newest.level) <= 1",
        "最近一次测评的风险承受能力等级高出客户风险承受能力等级的级数不超过1",
        "the number of levels by which the risk capacity level of the newest assessment is above "
        "the customer's risk capacity is at most 1",
    ),
    (
        "sale.level_used == max(product.levels.issuer, product.levels.seller)",
        "适当性匹配所用的产品风险等级与产品的发行机构评定的风险等级和产品的销售机构评定的风险等级中的最高者相同",
        "the product level used for matching is the same as "
        "the highest of the product's issuer-given risk level and the product's seller-given risk level",
    ),
    # relations
    (
        "any(a.level >= 'C3' for a in customer.assessments)",
        "客户至少有一次风险测评满足：其风险承受能力等级不低于C3",
        "at least one of the customer's assessments is such that its risk capacity level is not below C3",
    ),
    (
        "any(d.item == 'fees' for d in sale.disclosures if d.at <= sale.at) and ordinary_investor",
        "至少有一项（告知时间不晚于下单时间的）信息告知满足（其告知事项为「费用」），且属于「普通投资者」的情形",
        "at least one of the disclosures (where its disclosure time is no later than the time of the order) "
        "is such that (its disclosed item is “fees”), and “ordinary investor” holds",
    ),
    (
        "not any('signing' in r.covers for r in sale.recordings)",
        "没有任何一段录音录像满足：其录制的环节包括「签署」",
        "none of the recordings is such that “signing” is among its recorded steps",
    ),
    (
        "all(l.valid_until is none or sale.on <= l.valid_until for l in adviser.licences)",
        "销售人员每一项销售资格都满足：其没有资格有效期截止日，或者销售日期不晚于其资格有效期截止日",
        "every one of the adviser's sales licences is such that it has no last valid day, "
        "or the day of the sale is no later than its last valid day",
    ),
    (
        "not all(a.prompted for a in customer.assessments)",
        "客户至少有一次风险测评满足：其未受到工作人员的答题提示",
        "at least one of the customer's assessments is such that staff did not prompt the answers of it",
    ),
    (
        "count(a for a in customer.assessments if a.on == sale.on) <= 2",
        "客户的（测评日期与销售日期相同的）风险测评的次数不超过2次",
        "the number of the customer's assessments (where its assessment day is the same as the day of the sale) "
        "is at most 2",
    ),
    ("count(c for c in sale.care) >= 1", "至少有一项特别注意措施", "there is at least one of the measures of care"),
    ("count(c for c in sale.care) == 0", "没有特别注意措施", "there is none of the measures of care"),
    (
        "latest(a for a in customer.assessments if before_sale(a), by=(a.on, a.at)).level > 'C2'",
        "客户最近一次（在销售之前完成的）风险测评的风险承受能力等级高于C2",
        "the risk capacity level of the customer's latest assessment (where it was finished before the sale) "
        "is above C2",
    ),
    (
        "previous(w for w in sale.warnings, by=w.signed_at).kind == 'risk'",
        "按警示文件签署时间倒数第二次风险警示的警示类型为「一般风险警示」",
        "the warning type of the second latest warning by warning signature time is “general risk warning”",
    ),
    (
        "sum(p.amount for p in customer.purchases if p.on + days(30) >= sale.on) > 500000",
        "客户的（过往交易日期起30日的最后一日不早于销售日期的）过往交易的过往交易金额合计超过500,000",
        "the total past transaction amount of the customer's past transactions "
        "(where the last day of the 30 days from its past transaction day is no earlier than the day of the sale) "
        "is more than 500,000",
    ),
    (
        "min(a.on for a in customer.assessments) < sale.on",
        "客户的风险测评中最早的测评日期早于销售日期",
        "the earliest assessment day of the customer's assessments is before the day of the sale",
    ),
    (
        "any(any(c.on > a.on for c in customer.changes) for a in customer.assessments)",
        "客户至少有一次风险测评满足：客户至少有一次情况变化满足：其情况变化日期晚于该风险测评的测评日期",
        "at least one of the customer's assessments is such that "
        "at least one of the customer's changes of circumstances is such that "
        "its change day is after that assessment's assessment day",
    ),
    (
        "all(count(b for b in customer.assessments if b.on == a.on and made_here(b)) <= 2 for a in customer.assessments)",
        "客户每一次风险测评都满足："
        "客户的（其测评日期与该风险测评的测评日期相同，且其符合「本机构所做的测评」的）风险测评的次数不超过2次",
        "every one of the customer's assessments is such that the number of the customer's assessments "
        "(where its assessment day is the same as that assessment's assessment day, "
        "and “assessment by this institution” holds for it) is at most 2",
    ),
    # terms, tables, parameters
    (
        "product.levels.issuer <= ceiling(customer_risk)",
        "产品的发行机构评定的风险等级不高于与客户风险承受能力等级相匹配的最高等级",
        "the product's issuer-given risk level is not above the highest level that matches "
        "the customer's risk capacity",
    ),
    (
        "all(tests_on(a.on) <= limit(a.level, a.on) for a in customer.assessments)",
        "客户每一次风险测评都满足：当天的测评次数（就该风险测评的测评日期而言）不超过"
        "按该风险测评的风险承受能力等级和该风险测评的测评日期查得的次数上限",
        "every one of the customer's assessments is such that the assessments on the day "
        "(for that assessment's assessment day) is at most the limit "
        "(for that assessment's risk capacity level and that assessment's assessment day)",
    ),
    (
        "product.levels.issuer >= param.high_risk",
        "产品的发行机构评定的风险等级不低于高风险产品的最低等级",
        "the product's issuer-given risk level is not below the lowest level of a high-risk product",
    ),
]


def read(text: str) -> Node:
    return parse(text, SCOPE)


@pytest.mark.parametrize(("text", "chinese", "english"), SAID, ids=[text for text, *_ in SAID])
def test_a_test_is_read_out_in_both_locales(text: str, chinese: str, english: str) -> None:
    assert words(read(text), VOICES["zh-Hans"]) == chinese
    assert words(read(text), VOICES["en"]) == english
    assert not TECHNICAL.search(chinese + "\n" + english)


def test_a_rule_is_one_sentence() -> None:
    when = read("regime == 'nfra' and ordinary_investor")
    require = read("product.levels.issuer <= ceiling(customer_risk)")
    assert rule_words(when, require, VOICES["zh-Hans"]) == (
        "若适用的适当性规则为「金融监管总局规则」，且属于「普通投资者」的情形，"
        "则产品的发行机构评定的风险等级不高于与客户风险承受能力等级相匹配的最高等级。"
    )
    assert rule_words(None, require, VOICES["en"]) == (
        "The product's issuer-given risk level is not above the highest level that matches the customer's risk capacity."
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
        ("ceiling(customer_risk)", None, "与客户风险承受能力等级相匹配的最高等级", "the highest level that matches the customer's risk capacity"),
        ("customer.assessments", None, "客户的风险测评记录", "the customer's risk assessments"),
        ("seller.name", None, "销售机构的机构名称", "the selling institution's institution name"),
        ("customer", None, "客户", "the customer"),
        ("sale.on + months(1)", None, "销售日期起1个月的最后一日", "the last day of the one month from the day of the sale"),
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

        def table(self, name: str, day: dt.date) -> None:
            return None

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


def test_members_of_a_set_stand_in_the_order_of_their_vocabulary() -> None:
    said = words(read("sale.channel in {'visit', 'branch', 'telephone'}"), VOICES["en"])
    assert said == "the sales channel is “branch”, “telephone” or “visit to the customer”"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_rule_and_term_of_the_shipped_packs_is_read_out_without_an_identifier(locale: str) -> None:
    rules = packs.shipped_rules()
    voice = speaker(locale, pack_labels(rules))
    said = [
        rule_words(version.when, version.require, voice) for rule in rules.rules for version in rule.versions
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
    text = data.draw(expressions(kind))
    tree = parse(text, packs.scope(kind))
    bound = bind(tree, packs.small_rules(), data.draw(st.sampled_from(DAYS)))
    for locale in LOCALES:
        for node in (tree, bound):
            said = words(node, SMALL_VOICES[locale])
            outside = re.sub("[「“][^「“」”]*[」”]", "", said)
            assert not re.search(r"[A-Za-z]_[A-Za-z]|[a-z]\.[a-z]|[<>={}]", outside), said
            if locale == "zh-Hans":
                assert not re.search("[a-z]", outside), said


def test_both_locales_have_the_same_phrases_with_parts_that_both_know() -> None:
    chinese, english = (texts("phrases", locale)["phrase"] for locale in LOCALES)
    # Only English tells one day from two days, and "a" from "an".
    extra = {key for key in english if key.endswith("_one") or key == "an"}
    assert set(english) - extra == set(chinese)
    assert texts("phrases", "zh-Hans")["list"].keys() == texts("phrases", "en")["list"].keys()
    for template in (*chinese.values(), *english.values()):
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(template))


def test_a_locale_that_is_not_known_speaks_the_language_of_the_packs() -> None:
    assert speaker("fr").locale == "zh-Hans"
    assert speaker("fr", PackLabels(language="en")).locale == "en"
    assert words(read("ordinary_investor"), speaker("fr", PACKS)) == "属于「普通投资者」的情形"


def test_a_name_without_a_label_in_the_locale_is_called_as_the_pack_calls_it() -> None:
    packs = PackLabels(terms={"ordinary_investor": {"zh-Hans": "普通投资者"}}, tables={"regime": {"de": "Regime"}})
    voice = speaker("en", packs)
    assert words(read("ordinary_investor"), voice) == "“普通投资者” holds"
    assert voice.name("regime") == "Regime"
    assert voice.name("unheard") == "unheard"


def test_a_value_of_a_table_of_choices_is_named_by_the_packs() -> None:
    voice = VOICES["en"]
    assert voice.value("regime", "nfra") == voice.value("", "nfra") == "NFRA rules"
    assert voice.value("regime", "csrc") == "证监会规则"
    assert voice.value("regime", "unheard") == voice.value("", "unheard") == "unheard"


def test_a_label_with_arguments_is_shown_without_them_where_none_are_given() -> None:
    assert VOICES["zh-Hans"].name("ceiling") == "与…相匹配的最高等级"
    assert VOICES["zh-Hans"].filled("ceiling", []) is None
    assert VOICES["zh-Hans"].filled("limit", ["C3", "今天"]) is None


def test_a_fold_without_a_test_says_that_there_is_a_member() -> None:
    relation = parse("sale.care", SCOPE, None)
    fold = Fold("latest", "c", relation, None, None, (), Type("record", of=Sale))
    assert words(fold, VOICES["en"]) == "the latest measure of care"
