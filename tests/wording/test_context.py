"""How a sentence speaks of the words: denied, forbidden, asked, reported, quoted, or simply said."""

import pytest

from suitability.wording.context import CONTEXTS, expanded
from suitability.wording.scan import Entry, Scanner

PHRASES = (
    "保本",
    "稳赚不赔",
    "{保证|承诺}{beside 8}{收益|回报}",
    "最安全",
    "高收益",
    "保证续保",
    "安全",
    "guaranteed {returns|profit}",
)
CLASSES = {
    "statutory": ("不保证{within 6}盈利", "也不保证最低收益", "past performance is no guarantee"),
    "lexicon": ("提高", "续保"),
}


def said(text: str, *unless: str) -> list[tuple[str, str]]:
    """Give each hit's words with the context that excuses it, or with nothing."""
    hits = Scanner([Entry(PHRASES, (), unless or ("usual",))], CLASSES).scan(text)
    return [(text[hit.start : hit.end], next((d.context for d in hit.decisions if d.excuses), "")) for hit in hits]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("本产品保本", ""),
        ("本产品不保本", "negation"),
        ("我们从未承诺任何收益", "negation"),
        ("不承诺本金安全、不承诺任何收益", "negation"),
        ("本产品并非保本产品", "negation"),
        ("不仅保本，还能增值", ""),
        ("机会不容错过，保本", ""),
        ("无需操心，保本", ""),
        ("不收手续费，而且保本", ""),
        ("销售人员不得向客户宣传保本", "prohibition"),
        ("严禁使用保本一类的话", "prohibition"),
        ("基金销售机构不得有下列行为：（一）虚假宣传；（二）宣称保本；（三）其他", "prohibition"),
        ("文案中不能出现的词：\n- 零门槛\n- 保本\n", "prohibition"),
        ("请勿错过，保本", ""),
        ("这款产品保本吗？", "question"),
        ("您好，请问是否保本", "question"),
        ("想要保本吗？", ""),
        ("还在犹豫什么？保本", ""),
        ("他们声称保本，其实是骗局", "report"),
        ("该公司因宣传保本被处罚", "report"),
        ("警惕“保本”骗局", "prohibition"),
        ("含有“保本”等字样", "quotation"),
        ("“保本”“稳健”等用语", "quotation"),
        ("《保本基金指引》", "quotation"),
        ("“保本”理财，等你来", ""),
        ("我希望保本", "customer_voice"),
        ("我们保本", ""),
        ("我保证本月保本", ""),
        ("保证续保", ""),
        ("提高收益", "lexicon"),
        ("收益", None),
        ("为保障您的资金安全，请勿泄露密码", "purpose"),
        ("直播间红线：高收益｜保本", "prohibition"),
        ("“保本”一词不得出现在海报中", "prohibition"),
        ("本条所称“保本”，包括口头承诺", "quotation"),
        ("保本，是指到期归还全部本金", "quotation"),
        ("有业务员说“保本”，后来钱没了", "quotation"),
        ("监管部门通报了三起案例。一家机构写道“保本”。", "quotation"),
        ("他们虚构多种项目：1. 养老项目，承诺收益；2. 保本项目", "report"),
        ("高收益不等于高水平", "negation"),
        ("（四）以口头方式宣称保本；", "report"),
        ('const bannedWords = ["保本", "高收益"]', "prohibition"),
        ("关于基金，下列何者正确？（1）保本（2）净值会变动", "question"),
        ("这产品保本吗，亏了怎么办", "question"),
        ("保本，您还怕什么？", ""),
        ("This guaranteed profit is not real", "negation"),
        ("本基金不保证一定盈利，也不保证最低收益", "statutory"),
        ("We offer guaranteed returns", ""),
        ("We do not offer guaranteed returns", "negation"),
        ("No fees, guaranteed returns", ""),
        ("Is this guaranteed profit?", "question"),
        ("Want guaranteed profit?", ""),
        ("Scammers advertise guaranteed returns", "report"),
        ("Never promise guaranteed returns", "prohibition"),
        ("虽然监管要求提示风险，但这款稳赚不赔", ""),
        ("远离诈骗，选择我们，保本", ""),
        ("警方通报：“我们稳赚不赔”是骗子的话", "report"),
        ("当时业务员说保本，现在亏了三成", "customer_voice"),
        ("听邻居说这个保本", "customer_voice"),
        ("适合追求稳定的您：保本", ""),
        ("到底保本还是浮动啊", "question"),
        ("想请教，这只基金保本嗎", "question"),
        ("难道您不想要保本", ""),
        ("不掺水、不拖欠，保本", ""),
        ("任何人向您说“保本”，这就是骗局", "report"),
        ("保本。这是骗局。", "report"),
        ("刚性兑付：指机构保证本金和收益", "report"),
        ('raise Banned("保本")', "prohibition"),
        ("判断题：本产品保本。", "question"),
        ("Guaranteed profit <?php echo 1; ?>", ""),
        ("Can you promise guaranteed profit", "question"),
        ("Why settle for less than guaranteed profit?", ""),
        ("No fees and guaranteed returns", ""),
        ("No promise of capital and guaranteed returns", "negation"),
        ("We have no complaints, only guaranteed returns", ""),
        ("She was told of guaranteed returns", "report"),
        ("Our adviser spoke of guaranteed returns. It was a scam.", "report"),
        ("But with us you get guaranteed returns", ""),
        ("Nothing in this leaflet is a promise of guaranteed returns", "prohibition"),
    ],
)
def test_a_sentence_says_or_excuses(text: str, context: str | None) -> None:
    found = said(text)
    assert [how for _, how in found] == ([] if context is None else [context] * len(found))
    assert bool(found) is (context is not None)


@pytest.mark.parametrize(
    ("text", "unless", "context"),
    [
        ("五年期定期存款保本", "contract_fixed", "contract_fixed"),
        ("比定期存款更好，保本", "contract_fixed", ""),
        ("不设锁定期，保本", "contract_fixed", ""),
        ("存款利率又降了，保本", "contract_fixed", ""),
        ("储蓄险绝对保本", "contract_fixed", ""),
        ("登录密码加密，账户安全", "technical", "technical"),
        ("投资安全", "technical", ""),
        ('"banner": "保本"', "prohibition", ""),
        ('"bank": "保本"', "prohibition", ""),
        ('"banned": "保本"', "prohibition", "prohibition"),
        ("这类产品曾经保本", "past", "past"),
        ("我们的愿景是成为最安全的平台", "vision", "vision"),
    ],
)
def test_a_context_that_a_rule_names_is_asked(text: str, unless: str, context: str) -> None:
    assert said(text, unless)[-1][1] == context


def test_a_context_that_a_rule_does_not_name_is_not_asked() -> None:
    assert said("本产品不保本", "question") == [("保本", "")]


def test_usual_stands_for_the_contexts_every_rule_has() -> None:
    assert expanded(("usual", "past")) == (
        "statutory",
        "prohibition",
        "negation",
        "question",
        "purpose",
        "report",
        "quotation",
        "customer_voice",
        "voice",
        "past",
    )
    assert set(expanded(tuple(CONTEXTS))) == set(CONTEXTS)


def test_every_context_asked_is_recorded_until_one_excuses() -> None:
    (hit,) = Scanner([Entry(("保本",), (), ("usual",))], {}).scan("请问本产品保本吗？")
    assert [decision.context for decision in hit.decisions] == ["statutory", "prohibition", "negation", "question"]
    assert [decision.excuses for decision in hit.decisions] == [False, False, False, True]
    assert hit.decisions[-1].because == "吗"
