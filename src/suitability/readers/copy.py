"""Reading copy from files: text and Markdown, in UTF-8 or with a byte order mark, piece by piece where they are long.

Imported by a hook on each commit: the standard library only.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

SUFFIXES = (".md", ".markdown", ".txt")
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_BYTES = 1 << 20
# A longer text is given in passages of about so many characters.
PASSAGE = 1 << 22
# What no list goes on with: contexts look back to the header of a list, across blank lines too.
_FRESH = r"(?:#|(?![0-9]+[.、)）]|[一二三四五六七八九十]+、)\w)"


class Passage(NamedTuple):
    """The text of a file, or of a long one as much as ends at a blank line.

    `line` is the number of its first line, `start` counts the characters of the file before it.
    """

    name: str
    text: str
    line: int = 1
    start: int = 0


class Unread(NamedTuple):
    """A file that cannot be read as text, and why."""

    name: str
    message: str


def read_copy(paths: Iterable[str], pasted: BinaryIO, *, whole: bool = False) -> Iterator[Passage | Unread]:
    """Read files, and those of folders that are text or Markdown; `-` is what was pasted.

    A file gives one passage, a long one several unless `whole`; or, last, why it cannot be read. Hidden files and
    folders inside a folder are passed over.
    """
    for path in paths:
        if path == "-":
            yield from _passages("<stdin>", pasted, whole)
        elif Path(path).is_dir():
            found = list(_inside(path))
            yield from (one for name in found for one in _file(name, whole))
            if not found:
                yield Unread(path, f"the folder holds no text: no {', '.join(SUFFIXES)}")
        else:
            yield from _file(path, whole)


def _inside(folder: str) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != ".")
        for name in sorted(files):
            if name[0] != "." and name.lower().endswith(SUFFIXES):
                yield str(Path(root, name))


def _file(name: str, whole: bool) -> Iterator[Passage | Unread]:
    try:
        with Path(name).open("rb") as stream:
            yield from _passages(name, stream, whole)
    except OSError as error:
        yield Unread(name, f"cannot be read: {error.strerror}")


def _passages(name: str, stream: BinaryIO, whole: bool) -> Iterator[Passage | Unread]:
    text, line, start, seen = "", 1, 0, 0
    try:
        for piece in _decoded(stream):
            text += piece
            while not whole and len(text) > PASSAGE and (cut := _cut(text, max(seen, PASSAGE // 2))):
                yield Passage(name, text[:cut], line, start)
                line, start, seen = line + text.count("\n", 0, cut), start + cut, 0
                text = text[cut:]
            seen = len(text)
    except _NoText as error:
        yield Unread(name, str(error))
    else:
        if text or not start:
            yield Passage(name, text, line, start)


def _cut(text: str, low: int) -> int:
    """Give the last place after a blank line where a passage may end; 0 where there is none."""
    at = len(text)
    while (at := text.rfind("\n\n", low, at)) >= 0:
        if re.match(_FRESH, text[at + 2 : at + 12]):
            return at + 2
    return 0


class _NoText(ValueError):
    """The bytes are no text."""


def _decoded(stream: BinaryIO) -> Iterator[str]:
    data = stream.read(_BYTES)
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    codec = _MARKS.get(mark, "utf-8")
    decoder = codecs.getincrementaldecoder(codec)()
    at, data = len(mark), data[len(mark) :]
    while True:
        kept = len(decoder.getstate()[0])
        try:
            piece = decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            place = at - kept + error.start
            raise _NoText(f"not {codec[:6].upper().rstrip('-')}: byte {place} {_hint(data, codec)}") from None
        if "\0" in piece:
            raise _NoText(f"holds a NUL {_where(piece, at - kept, codec)}: this is no text")
        yield piece
        if not data:
            return
        at += len(data)
        data = stream.read(_BYTES)


def _where(piece: str, before: int, codec: str) -> str:
    return f"at byte {before + len(piece[: piece.index(chr(0))].encode(codec, 'surrogatepass'))}"


def _hint(data: bytes, codec: str) -> str:
    """Say what the bytes look like, and what to do."""
    if codec == "utf-8":
        try:
            read = codecs.getincrementaldecoder("gb18030")().decode(data)
        except UnicodeDecodeError:
            read = ""
        if re.search("[一-鿿]{2}", read):
            return "cannot be read; the bytes look like GB18030: save the file as UTF-8"
    return "cannot be read; save the file as UTF-8"
