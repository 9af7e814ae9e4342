"""Text is read as it was saved; what is none says where it stops being one, and the rest is read all the same."""

import codecs
import io
from pathlib import Path

import pytest

from suitability.readers import copy as reader
from suitability.readers.copy import Passage, passages
from suitability.spot import Remark, Spot, Unread


def read(*paths: str | Path, pasted: bytes = b"", whole: bool = False) -> list[Passage | Unread | Remark]:
    return list(passages(map(str, paths), io.BytesIO(pasted), whole=whole))


@pytest.mark.parametrize(
    "content",
    [
        "保本\r\n".encode(),
        codecs.BOM_UTF8 + "保本\r\n".encode(),
        "\ufeff保本\r\n".encode("utf-16-le"),
        "\ufeff保本\r\n".encode("utf-16-be"),
    ],
)
def test_a_byte_order_mark_says_how_a_file_is_written(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    assert read(file) == [Passage(str(file), "保本\r\n")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"abc\xff", "not UTF-8: byte 3 cannot be read; save the file as UTF-8"),
        (codecs.BOM_UTF8 + b"abc\xff", "not UTF-8: byte 6 cannot be read; save the file as UTF-8"),
        ("保本".encode()[:-1], "not UTF-8: byte 3 cannot be read; save the file as UTF-8"),
        (
            "本产品保本".encode("gb18030"),
            "not UTF-8: byte 0 cannot be read; the bytes look like GB18030: save the file as UTF-8",
        ),
        ("好\0".encode(), "holds a NUL at byte 3: this is no text"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8a\x00", "not UTF-16: byte 4 cannot be read; save the file as UTF-8"),
        (codecs.BOM_UTF16_BE + b"\x00a\x00\x00", "holds a NUL at byte 4: this is no text"),
    ],
)
def test_what_is_no_text_says_where(content: bytes, message: str) -> None:
    assert read("-", pasted=content) == [Unread(Spot("<stdin>"), f"not read: {message}")]


def test_the_place_of_a_wrong_byte_counts_from_the_start_of_a_long_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_BYTES", 4)
    assert read("-", pasted="保本保本".encode() + b"\xff") == [
        Unread(Spot("<stdin>"), "not read: not UTF-8: byte 12 cannot be read; save the file as UTF-8")
    ]


def test_folders_give_what_holds_copy_by_its_suffix_or_its_name(tmp_path: Path) -> None:
    read_ones = (
        "a.MD", "b.txt", "c.markdown", "d.html", "e.srt", "f.vtt", "g.arb", "h.po", "i.strings", "in/f.md", "zh-CN.json", "messages.yaml",
        "app.zh.yml", "locales/home.json", "i18n/a.yaml", "en/common.json", "res/values-zh/strings.xml",
    )  # fmt: skip
    others = (
        "d.py", ".e.md", ".in/g.md", "package.json", "openapi.yaml", "db.json", "ci.yml", "strings.xml", "pom.xml", "README", "enable.json",
    )  # fmt: skip
    for name in (*read_ones, *others):
        file = tmp_path / "shop" / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text("x", encoding="utf-8")
    found = [
        Path(name).relative_to(tmp_path / "shop").as_posix()
        for name in reader.files([str(tmp_path / "shop")])
        if isinstance(name, str)
    ]
    assert sorted(found) == sorted(read_ones)


def test_copy_in_a_folder_that_is_not_read_is_counted(tmp_path: Path) -> None:
    for name in ("a.md", "b.docx", "c.docx", "d.png", "e.py"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    remark = Remark(Spot(str(tmp_path)), "not read: 2 .docx, 1 .png; these formats may hold copy")
    assert [one for one in read(tmp_path) if not isinstance(one, Passage)] == [remark]


@pytest.mark.parametrize("name", ["a.docx", "b.pdf", "c.jsx", "d.py", "e.PNG"])
def test_a_file_of_another_format_is_said_not_to_be_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("保本", encoding="utf-8")
    (found,) = read(tmp_path / name)
    assert isinstance(found, Unread)
    assert found.message.startswith(
        f"not read: {Path(name).suffix.lower()} is no format of copy that is read; there are .txt,"
    )


def test_a_file_without_a_suffix_is_text(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("保本", encoding="utf-8")
    assert read(tmp_path / "README") == [Passage(str(tmp_path / "README"), "保本")]


def test_what_cannot_be_opened_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    (tmp_path / "c.json").write_text("{", encoding="utf-8")
    missing, empty, broken, file = (tmp_path / name for name in ("b.md", "empty", "c.json", "a.txt"))
    every = ".arb, .htm, .html, .markdown, .md, .po, .srt, .strings, .text, .txt, .vtt"
    assert read(missing, empty, broken, file) == [
        Unread(Spot(str(missing)), "cannot be read: No such file or directory"),
        Unread(Spot(str(empty)), f"the folder holds no copy that is read: no {every} or messages"),
        Unread(Spot(str(broken), 1, 2), "not read: not JSON: here a key or } is missing"),
        Passage(str(file), ""),
    ]


def test_what_is_not_wanted_is_not_parsed(tmp_path: Path) -> None:
    asked = []

    def wanted(name: str, text: str) -> bool:
        asked.append((Path(name).name, text))
        return "保本" in text

    for name, text in (("a.md", "保本"), ("b.json", "{"), ("c.txt", "好")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("a.md", "b.json", "c.txt")]
    assert [
        Path(one.name).name for one in passages(paths, io.BytesIO(), wanted=wanted) if isinstance(one, Passage)
    ] == ["a.md"]
    assert asked == [("a.md", "保本"), ("b.json", "{"), ("c.txt", "好")]


def test_words_of_a_text_stand_at_a_line_and_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    passage = Passage("a.txt", "一\n二保本\n三", 7, 100)
    assert passage.spot(3, 5) == Spot("a.txt", 8, 2, 8, 4)
    assert passage.spot(0, 0) == Spot("a.txt", 7, 1, 7, 1)
    assert passage.spot(3, 7) == Spot("a.txt", 8, 2, 9, 2)


def test_a_long_text_comes_in_passages_that_end_at_blank_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PASSAGE", 40)
    monkeypatch.setattr(reader, "_BYTES", 64)
    text = "".join(f"第{'一' * (number % 7)}段。\n\n" + "- 不得\n\n- 保本\n\n" * (number % 3) for number in range(60))
    found = [one for one in read("-", pasted=text.encode()) if isinstance(one, Passage)]
    assert len(found) > 5
    assert "".join(one.text for one in found) == text
    for one in found:
        assert text[one.start :].startswith(one.text)
        assert one.line == text.count("\n", 0, one.start) + 1
        # A list is not torn from its header.
        assert one.text.startswith("第")


def test_a_text_that_is_judged_whole_or_never_ends_is_one_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PASSAGE", 40)
    assert len(read("-", pasted=b"a.\n\n" * 100, whole=True)) == 1
    assert read("-", pasted=b"a" * 1000) == [Passage("<stdin>", "a" * 1000)]
