"""Text is read as it was saved; what is none says where it stops being one, and the rest is read all the same."""

import codecs
import io
from pathlib import Path

import pytest

from suitability.readers import copy as reader
from suitability.readers.copy import Passage, Unread, read_copy


def read(*paths: str | Path, pasted: bytes = b"", whole: bool = False) -> list[Passage | Unread]:
    return list(read_copy(map(str, paths), io.BytesIO(pasted), whole=whole))


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
    file = tmp_path / "a.md"
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
    assert read("-", pasted=content) == [Unread("<stdin>", message)]


def test_the_place_of_a_wrong_byte_counts_from_the_start_of_a_long_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_BYTES", 4)
    assert read("-", pasted="保本保本".encode() + b"\xff") == [
        Unread("<stdin>", "not UTF-8: byte 12 cannot be read; save the file as UTF-8")
    ]


def test_folders_give_their_text_and_markdown(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "c.markdown", "d.py", ".e.md", "in/f.md", ".in/g.md"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name, encoding="utf-8")
    assert [Path(one.name).name for one in read(tmp_path)] == ["a.MD", "b.txt", "c.markdown", "f.md"]
    assert [one.name for one in read(tmp_path / "d.py")] == [str(tmp_path / "d.py")]


def test_what_cannot_be_opened_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.md").write_text("", encoding="utf-8")
    missing, empty, file = tmp_path / "b.md", tmp_path / "empty", tmp_path / "a.md"
    assert read(missing, empty, file) == [
        Unread(str(missing), "cannot be read: No such file or directory"),
        Unread(str(empty), "the folder holds no text: no .md, .markdown, .txt"),
        Passage(str(file), ""),
    ]


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
