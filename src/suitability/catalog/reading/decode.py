"""From the bytes of a file to its text, whatever encoding it was saved in; and the lines of a text."""

from __future__ import annotations

import codecs
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator

import attrs

from suitability.errors import SuitabilityError

# A catalog of a hundred thousand products is smaller; a text of Python may take four times its bytes.
LARGEST = 64 << 20
_BYTE_ORDERS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HAN = re.compile("[\u4e00-\u9fff]")
_NOT_ASCII = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")


class Undecodable(SuitabilityError):
    """A file is no text in an encoding that catalogs are written in; `line` is where that shows, if anywhere."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(message)


@attrs.frozen
class Decoded:
    """The text of a file; `remark` where it was not UTF-8; `mixed` the lines in another encoding than the rest."""

    text: str = attrs.field(repr=False)
    remark: str = ""
    mixed: frozenset[int] = frozenset()


def decode(data: bytes) -> Decoded:
    """Decode a file: UTF-8, UTF-16 or UTF-32 with its mark, else GB18030. Raises Undecodable."""
    if len(data) > LARGEST:
        raise Undecodable(f"has {len(data) >> 20} MB; a file of a catalog has at most {LARGEST >> 20}: split it")
    if not data.strip():
        raise Undecodable("the file is empty")
    for mark, name in _BYTE_ORDERS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(name), f"read as {name.upper()}; save it as UTF-8")
            except UnicodeDecodeError as error:
                raise Undecodable(
                    f"begins as {name.upper()} and is not: {error.reason} at byte {error.start}"
                ) from None
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _other(data, error)


def _other(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """Decode what is not UTF-8 throughout: GB18030, or a mixture, whose lesser part is named line by line."""
    utf, other = [], []
    line, at = 1, 0
    for found in _NOT_ASCII.finditer(data):
        line += data.count(b"\n", at, found.start())
        at = found.start()
        text = _decoded(found[0], "utf-8")
        if text is None:
            other.append(line)
        elif _HAN.search(text):
            utf.append(line)
    if not utf:
        text = _decoded(data, "gb18030")
        if text is not None and "\0" not in text:
            return Decoded(text, "read as GB18030; save it as UTF-8")
    elif len(other) <= len(utf) and b"\0" not in data:
        return Decoded(data.decode("utf-8-sig", "replace"), "", frozenset(other))
    elif b"\0" not in data:
        return Decoded(data.decode("gb18030", "replace"), "read as GB18030; save it as UTF-8", frozenset(utf))
    line = data.count(b"\n", 0, error.start) + 1
    raise Undecodable(f"neither UTF-8 nor GB18030: {error.reason} at byte {error.start}", line) from None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


class Lines:
    """Where the lines of a text begin; worked out when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = array("Q")

    def at(self, index: int) -> tuple[int, int]:
        """Give line and column, from 1, of a character."""
        if not self._starts:
            self._starts.append(0)
            self._starts.extend(found.end() for found in re.finditer("\n", self._text))
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Give every line with its end, and the character it begins at."""
    start, size = 0, len(text)
    while start < size:
        end = text.find("\n", start) + 1 or size
        yield start, text[start:end]
        start = end
