"""Each format gives the text that people read, and each character of it the place where it stands in the file."""

from importlib import import_module
from pathlib import Path

import pytest

from suitability.readers.copy import READERS
from suitability.readers.copy_passage import Passage, Refused, Source
from suitability.spot import Unread


def read(name: str, text: str) -> list[Passage]:
    found = list(import_module(READERS[Path(name).suffix]).read(Source(name, text)))
    assert not any(isinstance(one, Unread) for one in found)
    return found


def texts(name: str, text: str) -> list[tuple[str, str]]:
    return [(one.spots.key if one.spots else "", one.text) for one in read(name, text)]


def place(name: str, text: str, words: str) -> tuple[str, str]:
    """Give where words stand, and what the file holds there."""
    for passage in read(name, text):
        at = passage.text.find(words)
        if at >= 0:
            spot = passage.spot(at, at + len(words))
            source = Source(name, text)
            begin = source.line(spot.line or 0) + (spot.column or 0) - 1
            end = source.line(spot.end_line or 0) + (spot.end_column or 0) - 1
            return str(spot), text[begin:end]
    raise AssertionError(f"{words!r} is not read")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("保**本**", "保本"),
        ("保<b>本</b>", "保本"),
        ("保<!-- x -->本", "保本"),
        ("[保](http://a.b/c)本", "保本"),
        ("保`x`本", "保[]本"),
        ("保<code>x</code>本", "保[]本"),
        ("保\\*本&amp;", "保*本&"),
        ("一\n  二<br>三", "一\n二\n三"),
        ("# 题 #\n文", "# 题\n\n文"),
        ("- 一\n- 二\n\n  三", "- 一\n- 二\n\n  三"),
        ("> 一\n> 二", "> 一\n二"),
        ("    code\n\n文", "文"),
        ("```\ncode\n```\n文\n\n~~~\ncode", "文"),
        ("| 一 | **二** |\n|---|---|\n| 三 | `x` |", "| 一 | 二\n| 三 | []"),
        ("[^1]: 脚注", "[^1]: 脚注"),
        ("[a]: http://x\n\n文 [a] [b]", "文 a [b]"),
        ("<div>块<p>里\n\n文", "块\n\n里\n\n文"),
        ("一\n\n---\n\n二", "一\n\n---\n\n二"),
        ("<https://a.b/%E4>", "https://a.b/%E4"),
        ("~~删~~ ***两*** a_b_c", "删 两 a_b_c"),
    ],
)
def test_markdown_is_read_without_the_marks_within_its_lines(text: str, expected: str) -> None:
    assert [one.text for one in read("a.md", text)] == [expected]


def test_markdown_tells_its_front_matter_and_shows_its_title() -> None:
    found = read("a.md", '---\ntitle: "保本"\nproduct: W001\n---\n文 ![图](a.png "题")\n')
    assert [(one.spots and one.spots.key, one.text) for one in found] == [
        ("title", "保本"), ("", "文 "), ("alt", "图"), ("title", "题"),
    ]  # fmt: skip
    assert all(dict(one.front) == {"title": "保本", "product": "W001"} for one in found)
    found = read("a.md", "+++\ntitle = '保本'\nweight = 3\n+++\n文")
    assert dict(found[0].front) == {"title": "保本", "weight": "3"}
    assert [one.text for one in found] == ["保本", "文"]


def test_front_matter_that_cannot_be_read_is_said_and_the_text_is_read() -> None:
    found = list(import_module(READERS[".md"]).read(Source("a.md", "---\na: [\n---\n文")))
    assert isinstance(found[0], Unread)
    assert found[0].message.startswith("front matter not read: not YAML")
    assert found[1].text == "文"


def test_comments_for_us_come_with_every_passage() -> None:
    for name, text in (
        ("a.md", "一\n\n<!-- suitability: waive x -->\n二 <!-- no -->"),
        ("a.html", "<p>一</p>\n\n<!-- suitability: waive x -->"),
        ("a.yaml", "a: 一 # no\n\n# suitability: waive x\nb: '# suitability: no'"),
        ("a.po", 'msgid "一"\nmsgstr ""\n#. suitability: waive x\n'),
        ("a.strings", '"a" = "一";\n\n/* suitability: waive x */'),
        ("a.vtt", "WEBVTT\n\nNOTE suitability: waive x\n\n00:01.000 --> 00:02.000\n一"),
        ("strings.xml", "<resources>\n\n<!-- suitability: waive x --><string name='a'>一</string></resources>"),
    ):
        for passage in read(name, text):
            assert [(spot.line, "waive x" in said) for spot, said in passage.comments] == [(3, True)], name
    assert [one.comments for one in read("a.md", "<!-- suitability: x -->")] != [()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>保<b>本</b></p><p>息</p>", "保本\n\n息"),
        ("<p>保<!-- x -->本<script>a</script><style>b</style></p>", "保本"),
        ("一\n  二&nbsp;三<br>四 <br> 五", "一 二 三\n四\n五"),
        ("<ul><li>一<li>二</ul><ol><li>三</ol>", "- 一\n- 二\n\n1. 三"),
        ("<h1>题</h1>文<h2>节</h2><hr>", "# 题\n\n文\n\n## 节"),
        ("<table><tr><td>一<td>二<tr><td>三</table>", "| 一 | 二 |\n| 三"),
        ("<pre>一\n 二</pre>", "一\n 二"),
        ("<noscript><b>一</b></noscript>", "一"),
        ("保</i>本", "保本"),
    ],
)
def test_a_page_is_read_across_tags_within_lines(text: str, expected: str) -> None:
    assert [one.text for one in read("a.html", text)] == [expected]


def test_what_a_page_shows_beside_its_text_stands_apart() -> None:
    page = """<title>题&amp;</title><meta name="description" content='述'><meta property=og:title content=名><meta name=author content=无>
    <img alt="图" src=x title=示><input placeholder='填' value=无><input type=submit value="交"><a aria-label="签">文</a>"""
    assert texts("a.html", page) == [
        ("", "文"), ("title", "题&"), ("description", "述"), ("og:title", "名"), ("alt", "图"), ("title", "示"), ("placeholder", "填"),
        ("value", "交"), ("aria-label", "签"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "words", "spot", "written"),
    [
        ("a.md", "# 题\n\n很**保**本 &amp; 好", "保本", "a.md:3:4", "保**本"),
        ("a.md", "x &#20445;本", "保本", "a.md:1:3", "&#20445;本"),
        ("a.md", "> - 一\r\n>   保\r\n>   本", "保\n本", "a.md:2:5", "保\r\n>   本"),
        ("a.md", "| a | x \\| 保[本](b) |\n|---|---|", "| 保本", "a.md:1:10", "| 保[本"),
        ("a.md", "<p>一\n<b>保&#26412;</b>", "保本", "a.md:2:4", "保&#26412;"),
        ("a.md", "> <p>一\n> <b>保本</b>", "保本", "a.md:2:6", "保本"),
        ("a.md", "一\n\n![保*本*](x)", "保本", "a.md:3:3 (alt)", "保*本"),
        ("a.md", "---\ntitle: 很\n  保本\n---\n", "保本", "a.md:3:3 (title)", "保本"),
        ("a.html", "<p>保</i>本", "保本", "a.html:1:4", "保</i>本"),
        ("a.html", "\r\n<p title='保&quot;本'>", '保"本', "a.html:2:11 (title)", "保&quot;本"),
        ("a.json", '{"a": {"b": [0, "\\u4fdd\\n本"]}}', "保\n本", "a.json:1:18 (a.b[1])", "\\u4fdd\\n本"),
        ("a.json", '["\\ud83d\\ude00保"]', "😀", "a.json:1:3 ([0])", "\\ud83d\\ude00"),
        ("a.arb", '{"@a": {"description": "x"}, "a": "保"}', "保", "a.arb:1:36 (a)", "保"),
        ("a.yaml", 'zh:\n  a: "\\u4fdd\\\n    本"\n', "保本", "a.yaml:2:7 (zh.a)", "\\u4fdd\\\n    本"),
        ("a.yaml", "zh:\n  - >\n    一\n    保本\n", "保本", "a.yaml:4:5 (zh[0])", "保本"),
        ("a.po", 'msgid "k"\nmsgstr "保"\n"\\n本"\n', "保\n本", "a.po:2:9 (k)", '保"\n"\\n本'),
        ("a.po", 'msgid "k"\nmsgid_plural "ks"\nmsgstr[0] "一"\nmsgstr[1] "保本"\n', "保本", "a.po:4:12 (k[1])", "保本"),
        ("strings.xml", "<resources>\n <string name='a'>保<b>本</b>&amp;\\'</string></resources>", "保本&'", "strings.xml:2:19 (a)", "保<b>本</b>&amp;\\'"),
        ("strings.xml", "<resources><plurals name='a'><item quantity='one'>保本</item></plurals></resources>", "保本", "strings.xml:1:51 (a[one])", "保本"),
        ("a.strings", '/* 注 */\n"a" = "\\U4fdd本";', "保本", "a.strings:2:8 (a)", "\\U4fdd本"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n很保\n\n2\n00:00:02,500 --> 00:00:03,000\n<i>本</i>\n", "本", "a.srt:7:4", "本"),
    ],
)  # fmt: skip
def test_words_stand_where_the_file_has_them(name: str, text: str, words: str, spot: str, written: str) -> None:
    assert place(name, text, words) == (spot, written)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.json", '{"a": "x", "b": {"c": ["y", 1, null, true]}, "": "z"}', [("a", "x"), ("b.c[0]", "y"), ("", "z")]),
        ("a.yaml", "a: x\nb: &n [y, *n]\nc: 12\n'd': ''\n", [("a", "x"), ("b[0]", "y"), ("c", "12"), ("d", "")]),
        ("a.po", 'msgid ""\nmsgstr "head"\n\nmsgctxt "m"\nmsgid "a"\nmsgstr ""\n\n#~ msgid "b"\n', [("a", "a")]),
        ("a.strings", 'a = "x"; // y\n"b";', [("a", "x"), ("b", "b")]),
        ("strings.xml", "<resources><string name='a'> x\n y </string><item>n</item></resources>", [("a", " x y ")]),
    ],
)
def test_each_message_is_a_passage_of_its_key(name: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert texts(name, text) == expected


def test_what_subtitles_say_is_joined_up_to_a_long_pause() -> None:
    cues = [("01", "02", "年化"), ("02", "03", "收益\nup to"), ("04", "05", "8%"), ("20", "21", "另一")]
    text = "WEBVTT\n\n" + "".join(f"00:00:{a}.000 --> 00:00:{b}.000\n{said}\n\n" for a, b, said in cues)
    assert [one.text for one in read("a.vtt", text)] == ["年化收益 up to 8%", "另一"]


@pytest.mark.parametrize(
    ("name", "text", "message", "line"),
    [
        ("a.json", '{"a": 1,\n}', "not JSON: here a key is missing", 2),
        ("a.json", '{"a": "b}', "not JSON: a text that does not end on its line", 1),
        ("a.json", "[" * 101, "nested deeper than 100", 1),
        ("a.yaml", "a: b\n- c\n", "not YAML: did not find expected key", 2),
        ("a.yaml", "[" * 102, "nested deeper than 100", 1),
        ("a.po", "\nhello", "not a .po file: neither a comment nor msgid, msgstr or a text in double quotes", 2),
        ("a.strings", '"a" = ;', "not a .strings file: a text in double quotes is missing, or it does not end", 1),
        ("strings.xml", "<a/>", "not read: of XML only the resources of Android are, whose root is <resources>", 1),
        ("strings.xml", "<!DOCTYPE a><a/>", "declares a document type or entities: strings.xml needs neither", 1),
        ("strings.xml", "<resources>\n<a>", "not XML: no element found", 2),
        ("a.srt", "hello\nyou\n", "not subtitles: here 00:00:01,000 --> 00:00:02,000 is missing", 2),
        ("a.md", "> " * 101 + "保本", "nested deeper than 100", 1),
    ],
)
def test_what_is_not_what_it_says_it_is_is_refused_where(name: str, text: str, message: str, line: int) -> None:
    with pytest.raises(Refused) as refused:
        list(import_module(READERS[Path(name).suffix]).read(Source(name, text)))
    assert refused.value.message == message
    assert refused.value.at is not None
    assert Source(name, text).place(refused.value.at)[0] == line
