"""Hostile copy is read, or it is said that it is not: nothing crashes, hangs or takes the memory of others."""

import codecs
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

# What a child process may take: seconds of its own time, and MB at its peak.
SECONDS, MOST = 120, 500
CHILD = f"""\
import io, json, resource, sys
from suitability.readers.copy import Passage, passages
from tests.memory import peak
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
read, unread = dict(), dict()
for one in passages(sys.argv[1:], io.BytesIO()):
    if isinstance(one, Passage):
        read[one.name] = read.get(one.name, 0) + 1
        one.spot(0, len(one.text))
    else:
        unread[one.spot.file] = one.message
print(json.dumps((read, unread, peak())))
"""

ROOT = Path(__file__).parents[2]
FEW, MANY = 2_000, 60_000


def json_deep(number: int) -> tuple[str, str]:
    opens = ("[", '{"a":', '[{"a":', '{"a":[', "[[", '{"":', " \n[", '{"a":{"b":')[number]
    return "a.json", opens * MANY


def yaml_bomb(number: int) -> tuple[str, str]:
    size = (2, 9, 10, 10, 50, 3, 8, 9)[number]
    levels = (40, 9, 12, 30, 6, 60, 20, 50)[number]
    lines = ['a0: &a0 ["保本"]']
    lines += [f"a{n}: &a{n} [" + ",".join([f"*a{n - 1}"] * size) + "]" for n in range(1, levels)]
    tail = ("", "b: *a1", "<<: *a0", "self: &s [*s]", "m: {<<: [*a1, *a2]}", "? *a1\n: x", "x: *unknown", "y: &a0 z")[
        number
    ]
    return "a.yaml", "\n".join([*lines, tail])


def yaml_deep(number: int) -> tuple[str, str]:
    piece = ("[", "{a: ", "- ", "? ", "[{a: ", "!!seq [", "&a [", "- - ")[number]
    return "a.yaml", piece * MANY


def keys_twice(number: int) -> tuple[str, str]:
    return (
        ("a.json", '{"a": "保本", "a": "稳赚"}'),
        ("a.json", "{" + ",".join('"a": "保本"' for _ in range(MANY)) + "}"),
        ("a.yaml", "a: 保本\na: 稳赚\n"),
        ("a.yaml", "a: 保本\n" * MANY),
        ("a.arb", '{"@@locale": "zh", "@a": {"@a": 1}, "a": "x", "a": "y"}'),
        ("a.po", 'msgid "a"\nmsgstr "保本"\n\n' * FEW),
        ("a.strings", '"a" = "保本";\n' * FEW),
        ("strings.xml", "<resources>" + '<string name="a">保本</string>' * FEW + "</resources>"),
    )[number]


def html_deep(number: int) -> tuple[str, str]:
    piece = ("<div>", "<b>", "<table><td>", "<a href=x>", "<svg>", "<template>", "<ul><li>", "<font><p>")[number]
    return "a.html", piece * 20_000 + "保本"


def html_open(number: int) -> tuple[str, str]:
    piece = ("<!--", "<a ", "<![CDATA[", "</", "<a b='", "<!", "<?", "<a/")[number]
    return "a.html", piece * MANY


def html_texts(number: int) -> tuple[str, str]:
    return "a.html", (
        "<p title='" + "保" * 500_000 + "'>",
        "<img " + " ".join(f"a{n}=b" for n in range(MANY)) + ">",
        "&amp;" * MANY,
        "&am" * MANY,
        "<title>" * MANY,
        "<noscript>" * FEW + "保本",
        "<pre>" + "\r" * MANY,
        "<p>" + "保</i>" * MANY,
    )[number]


def markdown_deep(number: int) -> tuple[str, str]:
    piece = ("> ", "- ", "[", "![", "*a **", "1. ", "- > ", "[a](")[number]
    return "a.md", piece * FEW + "保本" + ("](x)" if "[" in piece else "") * FEW


def markdown_floods(number: int) -> tuple[str, str]:
    return "a.md", (
        "`" * MANY + "a",
        "".join("`" * n + "a" for n in range(400)),
        "*_" * MANY,
        "<!-- " * MANY,
        "<a " * MANY,
        "|a" * MANY + "\n" + "|-" * MANY + "\n" + "|b" * MANY,
        "[a]: <b\n" * FEW,
        "&#x10FFFF;&nbsp;&" * MANY,
    )[number]


def front_matter(number: int) -> tuple[str, str]:
    return "a.md", (
        "---\ntitle: [" + "[" * MANY + "\n---\n保本",
        "---\n" + "a: &a [*a]\n" + "---\n保本",
        "---\ntitle: 保本\n",
        '---\ntitle: "\\ud800"\n---\n保本',
        "+++\na = " + "[" * FEW + "\n+++\n保本",
        "---\n" + "a: b\n" * MANY + "---\n保本",
        "---\n- a\n- b\n---\n保本",
        "+++\ntitle = '保本'\ntitle = 'x'\n+++\n",
    )[number]


def one_line(number: int) -> tuple[str, bytes]:
    name = ("a.txt", "a.md", "a.html", "a.json", "a.yaml", "a.po", "a.strings", "a.srt")[number]
    return name, ("保" * 16_000_000 + "ab").encode()


def encodings(number: int) -> tuple[str, bytes]:
    text = "# 保本保息\n"
    return "a.md", (
        text.encode("gb18030"),
        text.encode("big5"),
        text.encode("utf-16-le"),
        text.encode("utf-32"),
        codecs.BOM_UTF16_LE + text.encode("utf-16-be")[:-1],
        codecs.BOM_UTF8 + codecs.BOM_UTF16_LE + b"\xff\x00",
        text.encode() + b"\xc0\x80",
        b"\xed\xa0\x80" + text.encode(),
    )[number]


def marks_of_order(number: int) -> tuple[str, bytes]:
    name = ("a.md", "a.json", "a.yaml", "a.html", "a.srt", "a.po", "a.strings", "strings.xml")[number]
    told = {
        "a.json": '{"a": "保本"}',
        "a.yaml": "a: 保本",
        "a.strings": '"a" = "保本";',
        "a.po": 'msgid "a"\nmsgstr "保本"',
    }
    told |= {
        "a.srt": "1\n00:00:01,000 --> 00:00:02,000\n保本",
        "strings.xml": "<resources><string name='a'>保本</string></resources>",
    }
    mark = (codecs.BOM_UTF16_BE, "utf-16-be") if number % 2 else (codecs.BOM_UTF16_LE, "utf-16-le")
    return name, mark[0] + told.get(name, "保本").encode(mark[1])


def nul(number: int) -> tuple[str, bytes]:
    name = ("a.txt", "a.md", "a.html", "a.json", "a.yaml", "a.vtt", "a.strings", "strings.xml")[number]
    return name, b"a\0b"


def surrogates(number: int) -> tuple[str, str]:
    told = (
        '"\\ud800"',
        '"\\udc00\\ud800"',
        '"\\ud83d"',
        '"a\\udfffb"',
        '"\\ud83d\\u4fdd"',
        '{"\\ud800": "x"}',
        '"\\uD83D\\uDE00"',
        '["\\udead"]',
    )
    return "a.json", told[number]


def entity_bombs(number: int) -> tuple[str, str]:
    lines = ['<!ENTITY a "保本">', *(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))]
    declared = "<!DOCTYPE r [" + "".join(lines) + "]>"
    return "strings.xml", (
        f"<?xml version='1.0'?>{declared}<resources><string name='x'>&a8;</string></resources>",
        "<!DOCTYPE r SYSTEM 'file:///etc/passwd'><resources/>",
        "<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://x/'> %p;]><resources/>",
        "<resources><string name='x'>&a;</string></resources>",
        "<resources>" * MANY,
        "<resources>" + "<a>" * FEW,
        "<svg/>",
        "<resources><string name='x' "
        + " ".join(f"a{n}='b'" for n in range(FEW))
        + ">保&#x10FFFF;&#38;</string></resources>",
    )[number]


def cues(number: int) -> tuple[str, str]:
    name = "a.vtt" if number % 2 else "a.srt"
    head = "WEBVTT\n\n" if number % 2 else ""
    time = "00:00:01.000 --> 00:00:02.000\n"
    return name, head + (
        "9" * MANY + f"\n{time}保\n",
        "999999999:99:99.999 --> 999999999:99:99.999\n保\n",
        f"1\n{time}" * FEW,
        f"{time}" + "<" * MANY + "\n",
        f"{time}保\n\n\n" * MANY,
        "NOTE " + "a" * MANY + "\n",
        f"1\n{time}" + "{\\an8" * MANY,
        "00:00:01.000 --> \n保\n",
    )[number]


def unended(number: int) -> tuple[str, str]:
    return (
        ("a.json", '{"a": "保本'),
        ("a.json", '{"a": "' + "\\" * 99_999),
        ("a.yaml", 'a: "保本'),
        ("a.yaml", "a: '" + "''" * MANY),
        ("a.po", 'msgid "a"\nmsgstr "保本'),
        ("a.strings", '"a" = "' + "\\" * 99_999),
        ("a.strings", "/*" + " *" * MANY),
        ("strings.xml", "<resources><string name='a'>保本"),
    )[number]


def large_catalogs(number: int) -> tuple[str, str]:
    keys = range(100_000)
    return (
        ("a.json", json.dumps({f"key.{n}": "保本" for n in keys}, ensure_ascii=False)),
        ("a.json", json.dumps([f"\u4fdd{n}" for n in keys])),
        ("a.arb", json.dumps({f"{'@' * (n % 2)}k{n}": "保本" for n in keys})),
        ("a.yaml", "".join(f"k{n}: 保本\n" for n in keys)),
        ("a.po", "".join(f'msgid "k{n}"\nmsgstr "保本"\n\n' for n in keys)),
        ("a.strings", "".join(f'"k{n}" = "保本";\n' for n in keys)),
        ("strings.xml", "<resources>" + "".join(f'<string name="k{n}">保本</string>\n' for n in keys) + "</resources>"),
        ("a.srt", "".join(f"{n}\n00:00:01,000 --> 00:00:02,000\n保本\n\n" for n in keys)),
    )[number]


# Constructions by name, each in eight variants.
HOSTILE: Mapping[str, Callable[[int], tuple[str, str | bytes]]] = {
    "deep nesting of JSON": json_deep,
    "alias bombs of YAML": yaml_bomb,
    "deep nesting of YAML": yaml_deep,
    "keys told twice": keys_twice,
    "deep nesting of HTML": html_deep,
    "tags and comments that do not end": html_open,
    "texts of HTML without end": html_texts,
    "deep nesting of Markdown": markdown_deep,
    "floods of marks in Markdown": markdown_floods,
    "front matter": front_matter,
    "one line of 50 MB": one_line,
    "wrong encodings": encodings,
    "byte order marks": marks_of_order,
    "NUL": nul,
    "halves of surrogate pairs": surrogates,
    "entity bombs": entity_bombs,
    "cues of subtitles": cues,
    "texts that do not end": unended,
    "catalogs of 100,000 keys": large_catalogs,
}
VARIANTS = 8


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_or_said_not_to_be_and_the_others_are_read(name: str, tmp_path: Path) -> None:
    written = []
    for number in range(VARIANTS):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        file, content = HOSTILE[name](number)
        (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        written.append(str(folder / file))
    beside = tmp_path / "beside.txt"
    beside.write_text("保本", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, *written, str(beside)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    read, unread, peak = json.loads(ran.stdout)
    assert read[str(beside)] == 1
    assert [one for one in written if one not in read and one not in unread] == []
    assert all(message.startswith(("not read: ", "front matter not read: ")) for message in unread.values()), unread
    assert peak < MOST, f"{peak} MB"
