"""Reading the fields of a form or table from the files that declare it.

A pydantic model (`module:Class`, `path.py:Class`), a JSON Schema, SQL (CREATE TABLE), the header of a CSV file, HTML.
"""

from __future__ import annotations

import codecs
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, cast

from suitability.readers.form_field import ReadField, Refused, Source, Unread

# The module that reads a file, by how its name ends. It is imported when it is needed, and so is what it stands on.
FORMATS = {
    ".json": "form_json",
    ".sql": "form_sql",
    ".ddl": "form_sql",
    ".csv": "form_csv",
    ".tsv": "form_csv",
    ".html": "form_html",
    ".htm": "form_html",
}
MEGABYTES = 16
_MODEL = re.compile(r"(?P<where>.+\.py|[^\W\d]\w*(?:\.[^\W\d]\w*)*):(?P<name>[^\W\d]\w*)")
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


class _Reader(Protocol):
    def read(self, source: Source) -> Iterator[ReadField | Unread]: ...


def read_form(name: str) -> Iterator[ReadField | Unread]:
    """Read the fields of a file, each with its place; last, or between them, what could not be read.

    A pydantic model is imported, so its module runs: name only models whose code is trusted. Raises SuitabilityError
    naming the extra to install, where a format needs one that is missing.
    """
    model = _MODEL.fullmatch(name)
    if model is not None:
        from suitability.readers.form_pydantic import read_model

        yield from read_model(model["where"], model["name"])
        return
    module = FORMATS.get(Path(name).suffix.lower())
    if module is None:
        known = ", ".join([*FORMATS, "module:Class", "path.py:Class"])
        yield Unread(name, f"the name does not say its format; there are {known}")
        return
    source: Source | None = None
    try:
        source = Source(name, _decoded(_content(name)))
        reader = cast(_Reader, importlib.import_module(f"suitability.readers.{module}"))
        yield from reader.read(source)
    except Refused as refused:
        place = name if refused.at is None or source is None else source.place(refused.at)
        yield Unread(place, str(refused))


def _content(name: str) -> bytes:
    try:
        if Path(name).stat().st_size > MEGABYTES << 20:
            raise Refused(f"larger than {MEGABYTES} MB; give what declares the fields, without the data")
        return Path(name).read_bytes()
    except OSError as error:
        raise Refused(f"cannot be read: {error.strerror}") from None


def _decoded(content: bytes) -> str:
    """Decode a text: by its byte order mark, as UTF-8, as UTF-16 without a mark, or as GB18030."""
    if not content.strip():
        raise Refused("the file is empty")
    # The mark of UTF-32 begins with that of UTF-16.
    mark = next((mark for mark in sorted(_MARKS, key=len, reverse=True) if content.startswith(mark)), b"")
    half = len(content) // 2
    tries = ["utf-8", "gb18030"]
    if mark:
        tries = [_MARKS[mark]]
    elif content[1::2].count(0) > half // 4 > 0:
        tries = ["utf-16-le"]
    elif content[::2].count(0) > half // 4 > 0:
        tries = ["utf-16-be"]
    for codec in tries:
        try:
            text = content[len(mark) :].decode(codec)
        except UnicodeDecodeError:
            continue
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            raise Refused(f"holds a NUL in line {text.count(chr(10), 0, text.index(chr(0))) + 1}: this is no text")
        return text
    raise Refused(f"not {' or '.join(codec.upper() for codec in tries)}; save the file as UTF-8")
