"""Tests of folding a text to one form, and of the way back."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.wording import fold as module
from suitability.wording.fold import Folded, fold

PLAIN = (
    "本产品不承诺保本，年化收益率为3.5%，投资须谨慎；过往业绩不预示未来表现（详见说明书）。稳赚最高什么怎么着了里面后余"
)
HOSTILE = '保本息 *_-·`~<>[]()（）&#;/!="b1p8%\n\t\r，。AbÉİΣς①⑩½㎏㊣穩⼤⻓夲аｏ\u200b\u0301\ufe0f\ufeff\ue000\ud800\x00🔥𝐠👩\U000e0041\U000f0001'
MARKUP = [
    "<b>",
    "</b>",
    "<p>",
    "**",
    "&nbsp;",
    "&#8203;",
    "&#20445;",
    "&amp;",
    "[保](http://a.b)",
    "(bǎo)",
    "<a x=",
    "<!--",
    "__",
]


def texts() -> st.SearchStrategy[str]:
    """Draw texts of all characters, rich in what folding treats."""
    piece = st.sampled_from(HOSTILE) | st.sampled_from(MARKUP) | st.characters(exclude_categories=[])
    return st.lists(piece, max_size=40).map("".join)


@pytest.mark.parametrize(
    ("text", "folded", "evasions"),
    [
        ("保本保息", "保本保息", ""),
        ("ＥＴＦ基金，收益８．５％！", "etf基金，收益8.5%！", ""),
        ("穩賺不賠，優於定存，保證獲利", "稳赚不赔，优于定存，保证获利", ""),
        ("獲利裡裏著為爲線綫乾後瞭覆藉", "获利里里着为为线线干后了复借", ""),
        ("価値保険", "价值保险", ""),
        ("夲金，囯家収益", "本金，国家收益", "look-alike"),
        ("gսаrаnteed"[0] + "uаrаnteed", "guaranteed", "look-alike"),
        ("⼤⻓⻛⺠", "大长风民", "radical"),
        ("㊣规，年化⑧%，⑩倍", "正规，年化8%，10倍", "compatibility"),
        ("𝐠uaranteed ⓡeturn ❽", "guaranteed return 8", "compatibility"),
        ("½ ㎏ ℃ Ⅲ", "1/2 kg °c iii", "compatibility"),
        ("保\u200b本\ufeff保\u00ad息", "保本保息", "zero-width"),
        ("保\ud800本\x00息", "保本息", "zero-width"),
        ("保\ue123本", "保本", "private-use"),
        ("s\u0336a\u0336fe café", "safe cafe", "combining"),
        ("İ", "i", "combining"),
        ("保 本　保\t息", "保本保息", "separator"),
        ("保*本-保·息…无|风", "保本保息无风", "separator"),
        ("保🔥本★✅息❤\ufe0f稳", "保本息稳", "separator"),
        ("保\\*本", "保本", "separator"),
        ("保(bǎo)本（ben3）金", "保本金", "pinyin"),
        ("保**本**息", "保本息", "markup"),
        ("年化**8%**收益", "年化8%收益", "markup"),
        ("12%</b><span class=\"x\">收益", "12%收益", "markup"),
        ("guar<b>ant</b>eed **re**turn", "guaranteed return", "markup"),
        ("保&nbsp;本&zwnj;保&#24687;", "保本保息", "markup"),
        ("[保本](https://a.example/b?c)产品", "保本产品", "markup"),
        ("<p>不承诺</p><p>保本</p>", "\n不承诺\n\n保本\n", "markup"),
        ("保<b>\u200b *</b>本", "保本", "markup separator zero-width"),
    ],
)  # fmt: skip
def test_folds_and_names_the_disguise(text: str, folded: str, evasions: str) -> None:
    """Each disguise folds away and is named; ordinary writing is folded and not named."""
    found = fold(text)
    assert found.text == folded
    assert found.evasions(0, len(folded)) == tuple(evasions.split())


@pytest.mark.parametrize(
    "text",
    [
        "保本，保息。风险；自负：吗？是！“保”‘本’《基金》【提示】、（保本）",
        "保\n本",
        "保" + " " * 13 + "本",
        "保(1)本（保本）(baobenbaoxi)",
        "no-risk - can't lose",
        "138****1234 2*3",
        "____元",
        "x < y > z, a<b",
        '<img alt="保本保息">',
        "&amp; &lt;b&gt; &unknown; &#x110000;",
        "a [b] (c) [1](注)",
        "3%~5% 2022-11-23",
        "保本™",
        "🔥 hot",
    ],
)
def test_keeps_what_is_no_disguise(text: str) -> None:
    """Sentence punctuation, lines, brackets, masks and signs between numbers stay."""
    assert fold(text).text == text


def test_a_span_goes_back_without_what_surrounds_it() -> None:
    """A folded span is the slice of the source from the start of its first to the end of its last character."""
    found = fold("⑩年\u200b<b>保 *本\u200b</b> 息\u200b")
    assert found.text == "10年保本息"
    assert found.source[found.start(3) : found.end(5)] == "保 *本"
    assert found.source[found.start(0) : found.end(1)] == "⑩"
    assert (found.start(0), found.end(0)) == (0, 0)
    assert (found.start(6), found.end(6)) == (len(found.source), len(found.source) - 1)
    assert [found.gap(at) for at in range(7)] == ["", "", "", "\u200b<b>", " *", "\u200b</b> ", "\u200b"]


def test_plain_text_needs_no_map() -> None:
    """A text in which nothing folds is the caller's own."""
    found = fold(PLAIN)
    assert found.text is PLAIN
    assert (found.start(5), found.end(5), found.gap(5), found.evasions(0, 9)) == (5, 5, "", ())


def test_a_span_names_its_own_disguises_only() -> None:
    """What disguises one word is not named for another."""
    found = fold("稳 赚，保\u200b本")
    assert found.text == "稳赚，保本"
    assert (found.evasions(0, 2), found.evasions(2, 4), found.evasions(3, 5)) == (("separator",), (), ("zero-width",))


def test_the_table_folds_each_character_to_the_end() -> None:
    """What a character folds to folds to itself, and case never counts."""
    table, longer = module._tables().single, module._longer()
    assert len(table) == 0x10000
    every = [chr(code) for code in range(0x10000)] + list(longer)
    assert [c for c in every if fold(fold(c).text).text != fold(c).text] == []
    low = [c for c in every[:0x10000] if len(c.lower()) == 1 and table[ord(c)] != table[ord(c.lower())]]
    assert low == []
    assert fold("ABCXYZ").text == "abcxyz"


def test_the_table_leaves_common_simplified_characters() -> None:
    """Of the first level of GB 2312 hardly any character is merged into another."""
    first_level = [bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)][:3755]
    common = [code.decode("gb2312") for code in first_level]
    assert {c for c in common if fold(c).text != c} == set("乾覆藉著")
    assert all(fold(c).text == c for c in PLAIN)


def test_the_gate_sees_every_character_that_folds() -> None:
    """No character that the table changes passes for clean."""
    tables = module._tables()
    clean = [c for c in map(chr, range(0x10000)) if tables.clean(c, 0).end()]
    assert [c for c in clean if tables.single[ord(c)] != c or c in module._DELETED + module._LONGER] == []


def test_radicals_fold_to_characters() -> None:
    """Every radical has an equal, save the one place that Unicode left open."""
    radicals = [chr(code) for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))]
    kept = [c for c in radicals if not unicodedata.name(fold(c).text, "").startswith("CJK UNIFIED")]
    assert kept == ["\u2e9a"]


@given(texts())
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text folds to itself."""
    assert fold(fold(text).text).text == fold(text).text


@given(texts())
def test_the_way_back_is_ordered_and_exact(text: str) -> None:
    """Starts and ends rise, stay within the source, and each character comes from what folds to it."""
    found = fold(text)
    size = len(found.text)
    starts = [found.start(at) for at in range(size + 1)]
    ends = [found.end(at) for at in range(size + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert starts[-1] == len(text)
    assert ends[0] == 0
    for at, character in enumerate(found.text):
        piece = text[starts[at] : ends[at + 1]]
        assert piece == character or character in fold(piece).text
    found.evasions(0, size)


@given(texts(), st.integers(0, 2**32))
def test_zero_widths_change_nothing(text: str, seed: int) -> None:
    """Invisible characters may stand anywhere."""
    rng = random.Random(seed)
    hidden = "".join(c + rng.choice(["", "\u200b", "\u2060\ufeff"]) for c in text)
    assert fold(hidden).text == fold(text).text


@given(st.lists(texts(), max_size=4))
def test_lines_fold_apart(lines: list[str]) -> None:
    """A text folds as its lines do."""
    assert fold("\n".join(lines)).text == "\n".join(fold(line).text for line in lines)


@given(st.text("保本息稳赚", min_size=1), st.data())
def test_separators_between_characters_go(text: str, data: st.DataObject) -> None:
    """Up to twelve separators between two characters leave no trace but their name."""
    apart = data.draw(st.text(" -·.|★🔥\u3000", min_size=1, max_size=12))
    found = fold(apart.join(text))
    assert found.text == text
    assert found.evasions(0, len(text)) == (("separator",) if len(text) > 1 else ())
    assert all(found.gap(at) == apart for at in range(1, len(text)))


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "\u200b",
            " ",
            "保 ",
            "<",
            "(",
            "保(",
            "<a",
            "<a x=",
            "<!--",
            "[",
            "[a](http:",
            "](/",
            "*",
            "**a",
            "a*",
            "`",
            "&",
        ),
        *("&#38;", "🔥", "⑩", "\x00", "\ud800", "İ", "A", "保(a)", "<b>", "</", "\u0301", "<p>保"),
    ],
)
def test_a_unit_repeated_without_end_is_folded_to_its_end(unit: str) -> None:
    text = "保" + unit * (300_000 // len(unit)) + "本"
    found: Folded = fold(text)
    assert found.start(len(found.text) - 1) == len(text) - 1
    assert found.end(len(found.text)) == len(text)
