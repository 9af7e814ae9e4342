"""A first look never calls a file clean in which parsing it would find something."""

import html
import json
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suitability.readers.copy import READERS
from suitability.readers.copy_passage import Passage, Refused, Source
from suitability.readers.first_look import clean, first_look
from suitability.wording.gate import Sieve, anywhere
from suitability.wording.scan import Entry, Scanner

CLASSES = {"promise": ("保证", "承诺"), "gain": ("赚钱", "盈利")}
PHRASES = (
    "保本", "稳赚不赔", "{promise}{within 6}{gain}", "{gain}{beside 4}{percent}", "guaranteed {gain?} return",
    "{start}包{gain}", "risk free{end}", "年化{percent}", "电话{beside 2}{mobile}", "{gain}{within 9}无忧",
)  # fmt: skip
SCANNER = Scanner([Entry(PHRASES)], CLASSES)
SIEVE = Sieve(json.loads(json.dumps(Sieve.data(map(anywhere, PHRASES), CLASSES))))
MORE = settings(max_examples=max(600, settings().max_examples))
WORDS = [
    "保本", "稳赚不赔", "保证赚钱", "承诺您能盈利", "盈利8%", "guaranteed return", "包赚钱", "risk free", "年化10%", "年化百分之八",
    "电话13800138000", "赚钱很多也无忧", "Guaranteed Return", "保證", "ｇｕａｒａｎｔｅｅｄ return",
]  # fmt: skip
PLAIN = [
    "本产品",
    "请阅读",
    "fees",
    " ",
    "，",
    "。",
    "5",
    ".",
    "我们",
    "10%",
    "a",
    "x_y",
    "\n",
    "（",
    ")",
    "收益*",
    "2 * 3",
    "it's",
]
UNSEEN = ["\u200b", "\u00ad", "·", " ", "\u3000", "-", "|", "(ben)"]
MARKS = [
    "**", "*", "_", "__", "~~", "~", "`", "``", "\n", "\n\n", "  \n", "\\\n", "\n> ", "\n  ", "\n- ", "\n1. ", "\n# ", "\n    ", "<b>", "</b>",
    "<br>", "<!-- x -->", "<!-- 中文 -->", "<span title='标题'>", "</span>", "[", "](http://a.b/c)", "](x \"题\")", "![", "![图](a.png)",
    "[^1]", "&amp;", "&nbsp;", "&#8203;", "&zwj;", "&lt;b&gt;", "&", ";", "<", ">", "\\", "\\*", "\r\n", "\n---\n", "\n===\n", "| ", "\n|---|\n",
    "\n```\n", "<https://a.b>", "<i class=\"x\">", "</i>", "<p>", "</p>", "<div>\n", "</div>", "\n<pre>", "</pre>", "[x]: ", "{{a}}", "$5",
]  # fmt: skip


# Lines of such a length are taken for wrapped ones.
LONG = "本产品由专业团队管理请您仔细阅读合同后再做决定我们的"
# What parts of a word may stand in, in Markdown and in HTML, and what may stand between two of its characters.
WRAPS = [
    "**{}**", "*{}*", "__{}__", "_{}_", "~~{}~~", "***{}***", "[{}](http://a.b/c)", "[{}](x.md \"题\")", "**[{}](#a)**", "[**{}**](/a)", "<b>{}</b>",
    "<i class=\"x\">{}</i>", "{}![](a.png)", "{}![图](a.png)", "{}\n", "{}\n> ", "{}  \n", "{}\n    ", "{}*", "{} ",
]  # fmt: skip
TAGS = [
    "<b>{}</b>", "<span title='a'>{}</span>", "<a href=\"x\">{}</a>", "{}<!-- 中文 -->", "{}<img src=x alt='图'>", "{}<wbr>", "{}\n  ", "{}<script>a</script>",
    "<div>{}</div>", "{}<br>", "<x-y>{}</x-y>",
]  # fmt: skip
LINES = ["\n\n", "\n", "。", "\n\n- ", "\n\n> ", "\n\n# ", "\n\n| a | ", "\n```\nx\n```\n", " `a` ", "，"]


@st.composite
def tame(draw: st.DrawFn, wraps: list[str], lines: list[str]) -> str:
    """Draw a text that most people would write, in which words that are looked for have marks in them."""
    wraps = draw(st.lists(st.sampled_from(wraps), min_size=1, max_size=2))
    pieces = []
    for _ in range(draw(st.sampled_from([1, 1, 1, 2]))):
        pieces += draw(st.lists(st.sampled_from(["本产品", "fees", " ", "，", LONG, "5", "(a)"]), max_size=2))
        word = draw(st.sampled_from(WORDS))
        for wrap in draw(st.lists(st.sampled_from(wraps), max_size=2)):
            first, last = sorted((draw(st.integers(0, len(word))), draw(st.integers(0, len(word)))))
            word = word[:first] + wrap.format(word[first:last]) + word[last:]
        pieces += [word, draw(st.sampled_from(lines))]
    return "".join(pieces)


@st.composite
def copies(draw: st.DrawFn, marks: list[str]) -> str:
    """Draw a text in which words that are looked for are torn by few kinds of marks, anywhere."""
    marks = draw(st.lists(st.sampled_from([*marks, ""]), min_size=1, max_size=3))
    pieces = []
    for _ in range(draw(st.sampled_from([1, 1, 1, 2]))):
        pieces += draw(st.lists(st.sampled_from(PLAIN + marks), max_size=3))
        word = draw(st.sampled_from(WORDS))
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(word)))
            word = word[:at] + draw(st.sampled_from(marks + UNSEEN)) + word[at:]
        pieces.append(word)
    pieces += draw(st.lists(st.sampled_from(PLAIN + marks), max_size=3))
    return "".join(pieces)


def entities(draw: st.DrawFn, text: str) -> str:
    """Write some characters by number or name."""
    kinds: list[Callable[[str], str]] = [str, str, str, lambda c: f"&#{ord(c)};", lambda c: f"&#x{ord(c):X};"]
    return "".join(draw(st.sampled_from(kinds))(one) for one in text)


@st.composite
def markdown(draw: st.DrawFn) -> str:
    text = draw(tame(WRAPS, LINES) | tame(WRAPS, LINES) | copies(MARKS))
    if draw(st.sampled_from([False, False, False, True])):
        text = "---\ntitle: " + draw(copies(["\n  ", " ", "'", "''"])) + "\n---\n" + text
    return entities(draw, text) if draw(st.sampled_from([False, False, True])) else text


@st.composite
def pages(draw: st.DrawFn) -> str:
    marks = [one for one in MARKS if "<" in one or "&" in one] + [
        "<table>",
        "<td>",
        "<li>",
        "<ul>",
        "</ul>",
        "<script>a</script>",
        "<img alt='保本'>",
        "<p>",
    ]
    text = draw(tame(TAGS, ["<p>x</p>", "。", "<br>", "<h1>题</h1>"]) | copies(marks))
    text = entities(draw, text) if draw(st.sampled_from([False, False, True])) else text
    wraps = ["{}", "<p>{}</p>", "<html><head><title>题</title></head><body>{}</body></html>", "<div><b>{}</b></div>"]
    return draw(st.sampled_from(wraps)).replace("{}", text)


@st.composite
def catalogs(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a catalog of messages or subtitles: its name, and what it holds."""
    said = draw(st.lists(copies(["\n", "<b>", "</b>", '"', "'", "\\", "\t", "😀", "&amp;"]), min_size=1, max_size=3))
    kind = draw(
        st.sampled_from(["a.json", "a.yaml", "b.yaml", "c.yaml", "a.po", "strings.xml", "a.strings", "a.srt", "a.vtt"])
    )
    if kind == "a.json":
        return kind, json.dumps({"a": said, "b": {"c": said[0]}}, ensure_ascii=draw(st.booleans()))
    if kind == "a.yaml":
        return kind, "".join(
            f"k{n}: {json.dumps(one, ensure_ascii=draw(st.booleans()))}\n" for n, one in enumerate(said)
        )
    if kind == "b.yaml":
        return kind, "".join(f"k{n}: >\n  " + one.replace("\n", "\n  ") + "\n" for n, one in enumerate(said))
    if kind == "c.yaml":
        return kind, "".join(
            f"k{n}:\n  - '" + one.replace("'", "''").replace("\n", "\n\n    ") + "'\n" for n, one in enumerate(said)
        )
    quoted = [
        one.replace("\\", "\\\\").replace('"', '\\"').replace("\n", '\\n"\n"' if kind == "a.po" else "\\n")
        for one in said
    ]
    if kind == "a.po":
        cut = draw(st.integers(0, 6))
        return kind, "".join(
            f'msgid "k{n}"\nmsgstr ""\n"{one[:cut]}"\n"{one[cut:]}"\n\n' for n, one in enumerate(quoted)
        )
    if kind == "strings.xml":
        return kind, "<resources>" + "".join(
            f'<string name="k{n}">{html.escape(one)}</string>\n' for n, one in enumerate(quoted)
        ) + "</resources>"
    if kind == "a.strings":
        return kind, "".join(f'"k{n}" = "{one}";\n' for n, one in enumerate(quoted))
    head = "WEBVTT\n\n" if kind == "a.vtt" else ""
    text = " ".join("".join(said).split("\n"))
    cut = len(text) // 2
    cues = [text[:cut].strip() or "x", text[cut:].strip() or "x"]
    return kind, head + "".join(f"{n}\n00:00:0{n}.000 --> 00:00:0{n}.900\n{one}\n\n" for n, one in enumerate(cues))


def parsed(name: str, text: str) -> Iterator[str]:
    """Give the texts that the reader of a format gives."""
    suffix = Path(name).suffix
    if suffix not in READERS:
        yield text
        return
    try:
        for passage in import_module(READERS[suffix]).read(Source(name, text)):
            if isinstance(passage, Passage):
                yield passage.text
    except Refused:
        return


def holds(name: str, text: str) -> None:
    """What is called clean holds no hit."""
    if clean(name, text, SIEVE.passes):
        found = [one for one in parsed(name, text) if SCANNER.scan(one)]
        assert not found, (text, found)


@MORE
@given(text=markdown())
def test_markdown_with_a_finding_is_never_clean(text: str) -> None:
    holds("a.md", text)


@MORE
@given(text=pages())
def test_a_page_with_a_finding_is_never_clean(text: str) -> None:
    holds("a.html", text)


@given(told=catalogs())
def test_a_catalog_or_subtitles_with_a_finding_are_never_clean(told: tuple[str, str]) -> None:
    holds(*told)


@given(text=copies(MARKS))
def test_a_text_with_a_finding_is_never_clean(text: str) -> None:
    holds("a.txt", text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "保[本](page.md)"),
        ("a.md", "**guar**anteed *return*"),
        ("a.md", f"> {LONG}保\n> 本"),
        ("a.md", f"- {LONG}保\n  本"),
        ("a.md", "保![图](a.png)本"),
        ("a.md", "![保本](a.png)"),
        ("a.md", '[x](y "保本")'),
        ("a.md", "guar&#97;nteed return"),
        ("a.md", "---\ntitle: 很保\n  本的\n---\n"),
        ("a.md", "+++\ntitle = '保本'\n+++\n"),
        ("a.md", "<!-- suitability: waive x -->"),
        ("a.html", "<p>保\n  本</p>"),
        ("a.html", f"<p>{LONG}保 <br> 本</p>"),
        ("a.html", "<p>guar<!-- x -->anteed return</p>"),
        ("a.html", "<!-- Suitability: waive x -->"),
        ("a.html", '<img alt="保本">'),
        ("a.yaml", "a: guaranteed\n   return"),
        ("a.yaml", "# suitability: waive x\na: b"),
        ("a.json", '{"a": "\\u4fdd\\u672c"}'),
        ("a.po", 'msgid "a"\nmsgstr "保"\n"本"\n'),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n保\n\n2\n00:00:02,000 --> 00:00:03,000\n本\n"),
        ("a.json", "{"),
        ("a.txt", "保\u200b本"),
    ],
)
def test_a_file_with_words_in_pieces_must_be_parsed(name: str, text: str) -> None:
    assert not clean(name, text, SIEVE.passes)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.md",
            "# 题\n\n本**产品**由[我们](http://a.b/c)管理，`保本` 是代码。\n\n```\n保本\n```\n\n- 一\n- 二<b>二</b>&nbsp;三\n\n| a | b |\n|---|---|\n",
        ),
        ("a.md", "---\ntitle: 题\ntags: [a]\n---\n文"),
        (
            "a.html",
            "<html><head><title>题</title><style>p {}</style></head><body><p>本<b>产</b>品&nbsp;由<br>我们</p><!-- x --></body></html>",
        ),
        ("a.yaml", "a: 保\nb: 证\n"),
        ("a.json", '{"a": "保", "b": "本"}'),
        ("strings.xml", '<resources><string name="保本">x</string></resources>'),
        ("a", "文"),
    ],
)
def test_a_plain_file_need_not_be_parsed(name: str, text: str) -> None:
    assert clean(name, text, SIEVE.passes)


def nothing(text: str) -> bool:
    return "保本" not in text


def test_two_processes_say_what_one_says(tmp_path: Path) -> None:
    names = []
    for number in range(300):
        file = tmp_path / f"{number}.md"
        file.write_bytes(b"\xff" if number % 50 == 1 else ("保本" if number % 7 == 0 else "好").encode())
        names.append(str(file))
    one = list(first_look(names, nothing, workers=1))
    assert list(first_look(names, nothing, workers=2)) == one
    assert one == [number % 7 == 0 or number % 50 == 1 for number in range(300)]


def test_a_file_that_is_not_there_must_be_parsed(tmp_path: Path) -> None:
    name = str(tmp_path / "a.md")
    assert list(first_look([name], nothing)) == [True]
