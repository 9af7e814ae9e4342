"""Places point at the keys, values and characters that tomllib tells of."""

import re
import textwrap
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suitability.rules.place import Places, excerpt

RULE = textwrap.dedent(
    """\
    # a comment with "quotes" and [brackets]
    title = "产品风险等级高于客户"  # 标题
    reviewed = { on = 2026-11-22, by = "founders" }
    "产品 等级".'下限' = "R2"

    [param.high_risk]
    type = "level product"
    versions = [{ from = 2017-07-01, value = "R4" },
      # in between
      { from = 2026-02-01 , value = 'R3' },
    ]

    [[version]]
    from = 2026-02-01
    when = "a == 'b'"
    [version.extra]
    note = 1
    [[version]]
      when = "x \\u4e2d == 'y'"
    cites = [{ source = "s", at = ["一", "二"] }]
    """
)


def found(text: str, place: tuple[int, int], length: int) -> str:
    line, column = place
    return text.split("\n")[line - 1][column - 1 : column - 1 + length]


@pytest.mark.parametrize(
    ("path", "place", "shown"),
    [
        (("title",), (2, 9), '"产品'),
        (("reviewed",), (3, 12), "{"),
        (("reviewed", "by"), (3, 36), '"founders"'),
        (("产品 等级", "下限"), (4, 16), '"R2"'),
        (("param", "high_risk"), (6, 1), "[param"),
        (("param", "high_risk", "versions"), (8, 12), "[{"),
        (("param", "high_risk", "versions", 1), (10, 3), "{ from"),
        (("param", "high_risk", "versions", 1, "value"), (10, 33), "'R3'"),
        (("version",), (13, 1), "[[version]]"),
        (("version", 0), (13, 1), "[[version]]"),
        (("version", 0, "when"), (15, 8), "\"a == 'b'\""),
        (("version", 0, "extra"), (16, 1), "[version.extra]"),
        (("version", 0, "extra", "note"), (17, 8), "1"),
        (("version", 1), (18, 1), "[[version]]"),
        (("version", 1, "when"), (19, 10), '"x'),
        (("version", 1, "cites", 0, "at", 1), (20, 37), '"二"'),
    ],
)
def test_a_value_is_found_where_it_begins(path: tuple[str | int, ...], place: tuple[int, int], shown: str) -> None:
    assert Places(RULE).of(path) == place
    assert found(RULE, place, len(shown)) == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (("title",), "title"),
        (("reviewed", "by"), "by"),
        (("产品 等级",), '"产品 等级"'),
        (("产品 等级", "下限"), "'下限'"),
        (("param",), "param"),
        (("param", "high_risk"), "high_risk"),
        (("version", 1), "version"),
        (("version", 0, "extra"), "extra"),
        (("version", 1, "cites", 0, "at"), "at"),
    ],
)
def test_a_key_is_found_where_it_is_written(path: tuple[str | int, ...], shown: str) -> None:
    assert found(RULE, Places(RULE).key_of(path), len(shown)) == shown


def test_a_table_said_after_its_parts_stands_at_its_own_header() -> None:
    places = Places("[a.b]\nc = 1\n[a]\nd = 2\n")
    assert places.of(("a",)) == (3, 1)
    assert places.key_of(("a",)) == (3, 2)


def test_a_path_that_does_not_exist_stands_at_its_nearest_ancestor() -> None:
    places = Places(RULE)
    assert places.of(("version", 1, "require")) == places.of(("version", 1))
    assert places.of(("version", 9, "when"), 3) == places.of(("version",))
    assert places.of(("title", "deeper"), 3) == places.of(("title",))
    assert places.of(("nothing",)) == places.key_of(("nothing",)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ('x = "abc"', 1, (1, 7)),
        ('x = "a\\tc"', 2, (1, 9)),
        ('x = "\\u4e2d\\U0001F600z"', 2, (1, 22)),
        ("x = 'a\\tc'", 2, (1, 8)),
        ('x = """\nab\ncd"""', 3, (3, 1)),
        ('x = """ab\r\ncd"""', 4, (2, 2)),
        ('x = """\r\na \\\r\n   \r\n   b"""', 2, (4, 4)),
        ("x = '''\n'a' 'b\n'c'''", 8, (3, 2)),
        ('x = """a"""""', 2, (1, 10)),
        ('x = "客户 == "', 3, (1, 9)),
        ('x = "abc"', 3, (1, 9)),
        ('x = "abc"', 99, (1, 9)),
        ('x = "abc"', -5, (1, 6)),
        ("x = 2026-02-01", 3, (1, 5)),
    ],
)
def test_a_character_of_a_string_is_found_in_the_file(text: str, offset: int, place: tuple[int, int]) -> None:
    tomllib.loads(text)
    assert Places(text).of(("x",), offset) == place


def test_an_empty_text_has_a_first_place() -> None:
    assert Places("").of(("x",)) == (1, 1)


def test_deep_nests_and_long_texts_are_read_in_one_pass() -> None:
    deep = "x = " + "[" * 5000 + "]" * 5000
    assert Places(deep).of(("x", *(0,) * 4999)) == (1, 5004)
    long = 'x = "' + "\\t" * 200_000 + '"'
    assert Places(long).of(("x",), 199_999) == (1, 6 + 2 * 199_999)


# Documents are written here, piece by piece, so that every way of writing a key and a string is drawn.

CHARACTERS = st.characters(codec="utf-8", exclude_characters="\x00")


def basic(value: str, more: str = "") -> str:
    """Write a text between double quotes, escaping what must be, and what `more` names."""
    short = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
    written = []
    for character in value:
        code = ord(character)
        if character in short:
            written.append(short[character])
        elif code < 32 or code == 127 or character in more:
            written.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08X}")
        else:
            written.append(character)
    return "".join(written)


def plain(value: str) -> bool:
    return all(character == "\t" or (ord(character) >= 32 and ord(character) != 127) for character in value)


@st.composite
def strings(draw: st.DrawFn) -> str:
    value = draw(st.text(st.sampled_from("ab'\"\\\t\n 中💰#[]{}=,.") | CHARACTERS, max_size=12))
    form = draw(st.sampled_from(["basic", "literal", "long", "long literal"]))
    if form == "literal" and "'" not in value and plain(value):
        return f"'{value}'"
    if form == "long literal" and "'''" not in value and plain(value.replace("\n", "")):
        ending = value[len(value.rstrip("'")) :]
        if len(ending) < 3:
            return f"'''\n{value}'''"
    if form == "long":
        cut = draw(st.integers(0, len(value)))
        first, second = basic(value[:cut]).replace("\\n", "\n"), basic(value[cut:])
        join = draw(st.sampled_from(["", "\\\n  \n  ", "\\  \n"])) if not value[cut : cut + 1].isspace() else ""
        return f'"""\n{first}{join}{second}"""'
    return '"' + basic(value, more=draw(st.sampled_from(["", "a中💰"]))) + '"'


@st.composite
def names(draw: st.DrawFn) -> str:
    name = draw(st.text(st.sampled_from("ab-_1中 .\"'#"), max_size=4))
    form = draw(st.sampled_from(["bare", "literal", "basic"]))
    if form == "bare" and name and all(character in "ab-_1" for character in name):
        return name
    if form == "literal" and "'" not in name:
        return f"'{name}'"
    return f'"{basic(name)}"'


SCALARS = ["1", "-2.5e3", "true", "2026-02-01", "2026-02-01 10:00:00Z", "2026-02-01T10:00:00+08:00", "0x1F", "inf"]
GAP = st.sampled_from(["", " ", "\n", " # , ] } \" ''' 中\n\t"])
THIN = st.sampled_from(["", " ", "\t "])


def unique(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out pairs whose first name was used before, written in whatever way."""
    seen: dict[str, tuple[str, str]] = {}
    for name, value in pairs:
        (key,) = tomllib.loads(f"{name} = 1")
        seen.setdefault(key, (name, value))
    return list(seen.values())


def arrays(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(st.tuples(GAP, inner, GAP), max_size=3)
    return st.tuples(items, st.booleans(), GAP).map(
        lambda drawn: (
            "["
            + ",".join(before + value + after for before, value, after in drawn[0])
            + ("," + drawn[2] if drawn[1] and drawn[0] else "")
            + "]"
        )
    )


def inline(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    key = st.tuples(names(), st.lists(names(), max_size=1), THIN).map(
        lambda drawn: (drawn[0], f"{drawn[2]}.{drawn[2]}".join([drawn[0], *drawn[1]]))
    )
    pairs = st.lists(st.tuples(key, THIN, inner), max_size=3)

    def written(drawn: list[tuple[tuple[str, str], str, str]]) -> str:
        kept = unique([(name, f"{gap}{dotted}{gap}={gap}{value}{gap}") for (name, dotted), gap, value in drawn])
        return "{" + ",".join(pair for _, pair in kept) + "}"

    return pairs.map(written)


VALUES = st.recursive(strings() | st.sampled_from(SCALARS), lambda inner: arrays(inner) | inline(inner), max_leaves=6)


@st.composite
def documents(draw: st.DrawFn) -> str:
    def pairs() -> str:
        drawn = draw(st.lists(st.tuples(names(), VALUES), max_size=3))
        gap = draw(THIN)
        end = draw(st.sampled_from(["\n", ' # 注 "\n', "\n\n"]))
        return "".join(f"{gap}{name}{gap}={gap}{value}{end}" for name, value in unique(drawn))

    text = pairs()
    for number in range(draw(st.integers(0, 3))):
        head = f"t{number}{draw(THIN)}.{draw(names())}"
        if draw(st.booleans()):
            text += f"[{head}]\n" + pairs()
        else:
            for _ in range(draw(st.integers(1, 3))):
                text += f"[[{head}]]\n" + pairs()
                if draw(st.booleans()):
                    text += f"[{head}.'下 级']\n" + pairs()
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        return [leaf for key, part in value.items() for leaf in leaves(part, (*path, key))]
    if isinstance(value, list):
        return [leaf for index, part in enumerate(value) for leaf in leaves(part, (*path, index))]
    return [(path, value)]


def index_of(text: str, place: tuple[int, int]) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: place[0] - 1]) + place[1] - 1


@settings(max_examples=80)
@given(documents())
def test_every_value_is_found_where_tomllib_read_it(text: str) -> None:
    places = Places(text)
    for path, value in leaves(tomllib.loads(text)):
        index = index_of(text, places.of(path))
        if isinstance(value, str):
            ends = [match.end() for match in re.finditer(text[index], text[index:])]
            assert any(_reads(text[index : index + end], value) for end in ends)
        else:
            assert any(text.startswith(written, index) and _reads(written, value) for written in SCALARS)


def _reads(written: str, value: Any) -> bool:
    try:
        return bool(tomllib.loads(f"x = {written}")["x"] == value)
    except tomllib.TOMLDecodeError:
        return False


@settings(max_examples=80)
@given(documents())
def test_every_character_of_a_string_is_found_as_it_is_written(text: str) -> None:
    places = Places(text)
    for path, value in leaves(tomllib.loads(text)):
        if not isinstance(value, str):
            continue
        for offset, character in enumerate(value):
            index = index_of(text, places.of(path, offset))
            literal = text[index_of(text, places.of(path))] == "'"
            if text[index] == "\\" and not literal:
                size = {"u": 6, "U": 10}.get(text[index + 1], 2)
                assert tomllib.loads(f'x = "{text[index : index + size]}"')["x"] == character
            elif character == "\n":
                assert text[index] in "\r\n"
            else:
                assert text[index] == character


@settings(max_examples=80)
@given(documents())
def test_every_key_is_found_as_it_is_written(text: str) -> None:
    places = Places(text)
    for path, _ in leaves(tomllib.loads(text)):
        for length in range(1, len(path) + 1):
            name = path[length - 1]
            if isinstance(name, int):
                continue
            index = index_of(text, places.key_of(path[:length]))
            ends = [match.end() for match in re.finditer(r"(?=[ \t.=\]])", text[index:])]
            assert any(_names(text[index : index + end], name) for end in ends)


def _names(written: str, name: str) -> bool:
    try:
        return [*tomllib.loads(f"{written} = 1")] == [name]
    except tomllib.TOMLDecodeError:
        return False


def test_an_excerpt_shows_the_line_between_its_neighbours_with_a_caret() -> None:
    text = "one\ntwo\nthree = 'x'\nfour\nfive\n"
    assert excerpt(text, 3, 9) == "1 | one\n2 | two\n3 | three = 'x'\n  |         ^\n4 | four"


def test_an_excerpt_at_the_edges_of_a_file_shows_the_neighbours_there_are() -> None:
    assert excerpt("one", 1, 2) == "1 | one\n  |  ^"
    assert excerpt("one\r\ntwo", 2, 99) == "1 | one\n2 | two\n  |    ^"
    assert excerpt("", 7, 7) == "1 |\n  | ^"


def test_line_numbers_of_an_excerpt_stand_in_one_column() -> None:
    text = "\n".join("abcdefghijkl")
    assert excerpt(text, 9, 1).splitlines() == [" 7 | g", " 8 | h", " 9 | i", "   | ^", "10 | j"]


def test_the_caret_stands_under_wide_characters_and_tabs() -> None:
    assert excerpt("客户 == x", 1, 4).splitlines() == ["1 | 客户 == x", "  |      ^"]
    assert excerpt("a\tb", 1, 3).splitlines() == ["1 | a   b", "  |     ^"]
    assert excerpt("e\u0301=x", 1, 3).splitlines() == ["1 | e\u0301=x", "  |  ^"]


def test_control_characters_are_not_sent_to_the_terminal() -> None:
    assert "\x1b" not in excerpt("a\x1b[31mb", 1, 1)


def test_a_long_line_is_cut_so_that_the_caret_is_in_sight() -> None:
    for column in (1, 100, 150, 4_000, 9_999):
        shown, caret = excerpt("一二三四五六七八九十" * 1_000, 1, column).splitlines()
        cells = shown.removeprefix("1 | ")
        assert len(caret) < 140
        at, width = 0, 0
        target = len(caret) - len("  | ") - 1
        while width < target:
            width += 2 if cells[at] != "…" else 1
            at += 1
        assert width == target
        assert cells[at] == "一二三四五六七八九十"[(column - 1) % 10]


@given(st.text(CHARACTERS), st.integers(-2, 9), st.integers(-2, 50))
def test_any_place_of_any_text_has_an_excerpt(text: str, line: int, column: int) -> None:
    assert excerpt(text, line, column).count("^") >= 1
