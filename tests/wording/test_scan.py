"""Hits in a text: where they are, which of several stands, what makes a candidate none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.wording.scan import BLOCK, Entry, Hit, Scanner
from suitability.wording.stream import Stream

CLASSES = {
    "certainty": ("保证", "确保"),
    "returns": ("收益", "回报"),
    "lexicon": ("提高", "续保", "最优化"),
    "statutory": (),
}
RULES = [
    Entry(("保本", "保本保息", "{certainty}{beside 8}{returns}"), ("保本{微利|点}",), ("usual",)),
    Entry(("高收益", "最优", "保息"), (), ("usual",)),
    Entry(("guaranteed {returns|profit}",), (), ("usual",)),
]


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner(RULES, CLASSES)


def standing(scanner: Scanner, text: str) -> list[tuple[int, str]]:
    return [(hit.entry, text[hit.start : hit.end]) for hit in scanner.scan(text) if not hit.excused]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("", []),
        ("投资有风险", []),
        ("本产品保本保息", [(0, "保本保息"), (1, "保息")]),
        ("保本，保本", [(0, "保本"), (0, "保本")]),
        ("提高收益", []),
        ("更高收益", [(1, "高收益")]),
        ("最优化的组合", []),
        ("最优的组合", [(1, "最优")]),
        ("办理续保本人到场", []),
        ("保本微利的小店", []),
        ("我们保证您的回报", [(0, "保证您的回报")]),
        ("穩健保本", [(0, "保本")]),
        ("ＧＵＡＲＡＮＴＥＥＤ ＲＥＴＵＲＮＳ", [(2, "ＧＵＡＲＡＮＴＥＥＤ ＲＥＴＵＲＮＳ")]),
        ("保 本", [(0, "保 本")]),
        ("保*本*保*息", [(0, "保*本*保*息"), (1, "保*息")]),
        ("安心保 本产品", []),
        ("续保 | 本金", []),
        ("保\u200b本", [(0, "保\u200b本")]),
        ("这家银行的所有产品都向每一位新老客户保证稳定的高额\n收益，欢迎选购", [(0, "保证稳定的高额\n收益")]),
        ("短行保证\n收益", []),
        ("guaranteed\nreturns", []),
        ("We have always been able to offer guaranteed\nreturns to all", [(2, "guaranteed\nreturns")]),
    ],
)
def test_what_stands_in_a_text_is_found(scanner: Scanner, text: str, hits: list[tuple[int, str]]) -> None:
    assert standing(scanner, text) == hits


def test_a_phrase_may_hold_two_slots_of_a_kind() -> None:
    text = "Turn $250 into $5,000 in a month"
    (hit,) = Scanner([Entry(("{turn|turns}{within 2}{money} into{within 2}{money}",))], {}).scan(text)
    assert text[hit.start : hit.end] == "Turn $250 into $5,000"


def test_what_makes_a_candidate_none_is_recorded(scanner: Scanner) -> None:
    reasons = {
        text: [(d.context, d.because) for hit in scanner.scan(text) for d in hit.decisions if d.excuses]
        for text in ("提高收益", "保本微利的小店", "安心保 本产品")
    }
    assert reasons == {
        "提高收益": [("lexicon", "提高")],
        "保本微利的小店": [("except", "保本微利")],
        "安心保 本产品": [("word_gap", "保 本")],
    }


def test_a_disguise_is_named(scanner: Scanner) -> None:
    assert {hit.evasions for hit in scanner.scan("保\u200b本")} == {("zero-width",)}
    assert {hit.evasions for hit in scanner.scan("保★本")} == {("separator",)}
    assert {hit.evasions for hit in scanner.scan("保本")} == {()}


def test_a_hit_is_found_wherever_it_stands_in_a_long_text(scanner: Scanner) -> None:
    for filling in ("投资有风险。", "投资有风险，", "风", "投资有风险\n", "投资有风险\n\n"):
        for at in (BLOCK - 3, BLOCK - 1, BLOCK, 2 * BLOCK + 1):
            before = (filling * (at // len(filling) + 1))[:at]
            text = f"{before}，保证高额收益，{filling * 200}"
            assert [(hit.start, hit.end) for hit in scanner.scan(text)] == [(at + 1, at + 7)], (filling, at)


PIECES = st.sampled_from(
    [
        "保本",
        "保本保息",
        "保证",
        "收益",
        "不",
        "高",
        "提",
        "续",
        "。",
        "，",
        "？",
        "\n",
        "\n\n",
        "骗局",
        "“",
        "”",
        "等字样",
        " ",
        "\u200b",
        "- ",
        "产品",
        "不得：",
        "guaranteed ",
        "returns",
        "no ",
        "投资有风险，入市需谨慎" * 9,
    ]
)


@given(pieces=st.lists(PIECES, max_size=40), cuts=st.lists(st.integers(0, 400), max_size=12))
def test_however_a_text_is_cut_a_stream_finds_what_a_scan_finds(pieces: list[str], cuts: list[int]) -> None:
    scanner = Scanner(RULES, CLASSES)
    text = "".join(pieces)
    stream = Stream(scanner)
    found: list[Hit] = []
    shown = 0
    edges = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    for first, last in pairwise(edges):
        found += stream.feed(text[first:last])
        shown = max(shown, stream.safe)
        assert all(hit.start >= shown or hit in found for hit in scanner.scan(text))
    found += stream.close()
    assert tuple(sorted(found, key=lambda hit: (hit.start, hit.end, hit.entry))) == scanner.scan(text)


def test_a_sentence_without_end_is_found_before_it_ends() -> None:
    stream = Stream(Scanner(RULES, CLASSES))
    found = [hit for _ in range(400) for hit in stream.feed("我们保证高额收益，请看，")]
    assert len(found) > 300
    assert len(found) + len(stream.close()) == 400


@pytest.mark.parametrize(
    "piece",
    [
        "保本",
        "保证",
        "不",
        "“",
        "提高收益",
        "- ",
        "（一）",
        "guaranteed ",
        "<b>",
        "\u200b",
        " ",
        "\n",
        "\x00",
        "\ud800",
    ],
)
def test_a_piece_repeated_without_end_is_scanned_to_its_end(scanner: Scanner, piece: str) -> None:
    count = 8_000
    hits = scanner.scan(f"{piece * count}\n\n保本")
    assert hits[-1][2:4] == (len(piece) * count + 2, len(piece) * count + 4)
    assert len([hit for hit in hits if hit.entry == 0]) == (count + 1 if piece == "保本" else 1)
