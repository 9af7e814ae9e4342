"""Words are pointed at: the line they stand in, and carets under them, whatever their width."""

import pytest

from suitability.reports.excerpt import WIDTH, excerpt, excerpts, split
from suitability.reports.text import width


@pytest.mark.parametrize(
    ("line", "start", "end", "shown", "carets"),
    [
        ("本产品保本。", 3, 5, "本产品保本。", "      ^^^^"),
        ("safe 保本 now", 5, 7, "safe 保本 now", "     ^^^^"),
        ("\ta\t保本", 3, 5, "\ta\t保本", "\t \t^^^^"),
        ("保\u200b本", 0, 3, "保\u200b本", "^^^^"),
        ("e\u0301e\u20dd 保本", 5, 7, "e\u0301e\u20dd 保本", "   ^^^^"),
        ("\x1b[31m保本\u202e", 5, 7, "\ufffd[31m保本", "     ^^^^"),
        ("a\ud800保本", 2, 4, "a\ufffd保本", "  ^^^^"),
        ("保本", 0, 0, "保本", "^"),
        ("", 0, 0, "", "^"),
    ],
)
def test_carets_stand_under_the_words(line: str, start: int, end: int, shown: str, carets: str) -> None:
    assert excerpt(line, start, end) == (shown, carets)


@pytest.mark.parametrize(("before", "after"), [(80, 80), (0, 80), (80, 0), (46, 6)])
def test_of_a_long_line_the_part_around_the_words_is_shown(before: int, after: int) -> None:
    shown, carets = excerpt("长" * before + "保本" + "短" * after, before, before + 2)
    assert width(shown) <= WIDTH + 2
    assert (shown[0] == "…", shown[-1] == "…") == (before > 20, after > 20)
    assert shown[width(carets.rstrip("^")) // 2 + (shown[0] == "…") :].startswith("保本")
    assert carets.endswith("^^^^")


def test_words_longer_than_a_line_are_cut() -> None:
    shown, carets = excerpt("保" * 200, 0, 200)
    assert (width(shown), carets) == (WIDTH + 1, "^" * WIDTH)


@pytest.mark.parametrize(
    ("text", "start", "end", "lines"),
    [
        ("一二\r\n三四", 1, 5, (("一二", "  ^^"), ("三四", "^^"))),
        ("一二\n三四\n五", 3, 5, (("三四", "^^^^"),)),
        ("一\n二\n三\n四\n五", 0, 9, (("一", "^^"), ("二", "^^"), ("三", "^^"))),
        ("一\n\n二", 0, 4, (("一", "^^"), ("", "^"), ("二", "^^"))),
        ("一二\n", 0, 0, (("一二", "^"),)),
        ("", 0, 0, (("", "^"),)),
    ],
)
def test_every_line_of_a_span_is_shown_at_most_three(
    text: str, start: int, end: int, lines: tuple[tuple[str, str], ...]
) -> None:
    assert excerpts(text, start, end) == lines


def test_a_line_as_long_as_a_book_is_shown_around_the_words() -> None:
    ((shown, carets),) = excerpts("长" * 2_000_000 + "保本" + "短" * 2_000_000, 2_000_000, 2_000_002)
    assert split(shown, carets) == ("…" + "长" * 20, "保本", "短" * 28 + "…")


@pytest.mark.parametrize(
    ("line", "start", "end"), [("本产品保本。", 3, 5), ("\ta\t保本", 3, 5), ("稳赚保本", 0, 2), ("保本", 2, 2)]
)
def test_a_line_is_split_where_the_carets_stand(line: str, start: int, end: int) -> None:
    before, words, after = split(*excerpt(line, start, end))
    assert (before, words, after) == (line[:start], line[start:end], line[end:])
