"""Reading copy from files: each format by a module of its own, text piece by piece where it is long.

Imported by a hook on each commit: the standard library only; a format's module is imported when a file needs it.
"""

from __future__ import annotations

import codecs
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from suitability.readers.copy_passage import Passage, Refused, Source

if TYPE_CHECKING:
    from suitability.spot import Remark, Unread

__all__ = ["READERS", "TEXT", "UNREADABLE", "Passage", "decoded", "files", "passages"]

# The modules that read what must be parsed: `read(source)` gives passages, or raises Refused.
READERS: Mapping[str, str] = {
    ".md": "suitability.readers.copy_markdown",
    ".markdown": "suitability.readers.copy_markdown",
    ".html": "suitability.readers.copy_html",
    ".htm": "suitability.readers.copy_html",
    ".srt": "suitability.readers.copy_subtitles",
    ".vtt": "suitability.readers.copy_subtitles",
    ".json": "suitability.readers.copy_json",
    ".arb": "suitability.readers.copy_json",
    ".yaml": "suitability.readers.copy_yaml",
    ".yml": "suitability.readers.copy_yaml",
    ".po": "suitability.readers.copy_po",
    ".xml": "suitability.readers.copy_android",
    ".strings": "suitability.readers.copy_apple",
}
# Read as they are written; so is a file without a suffix.
TEXT = (".txt", ".text", "")
# What of a folder is read by its suffix alone.
_ALWAYS = frozenset((*TEXT[:2], ".md", ".markdown", ".html", ".htm", ".srt", ".vtt", ".arb", ".po", ".strings"))
# What of a folder holds messages only where its name, or that of a folder above, says so.
_BY_NAME = frozenset((".json", ".yaml", ".yml"))
_PLACES = frozenset({
    "i18n", "l10n", "lang", "langs", "language", "languages", "locale", "locales", "messages", "translation",
    "translations",
})  # fmt: skip
_LANGUAGES = frozenset({
    "zh", "en", "ja", "ko", "yue", "fr", "de", "es", "pt", "it", "ru", "nl", "vi", "th", "id", "ms", "ar", "hi", "tr",
})  # fmt: skip
_TAG = re.compile(r"([a-z]{2,3})(?:[-_](?:[A-Z][a-z]{3}|[A-Za-z]{2}))*")
_ANDROID = re.compile(r"values(?:-[\w+-]+)?/(?:strings|plurals|arrays)\w*\.xml$")
# What holds copy too, and is not read: a folder's files of these are counted.
UNREADABLE = frozenset({
    ".doc", ".docx", ".odt", ".rtf", ".pages", ".wps", ".ppt", ".pptx", ".odp", ".key", ".xls", ".xlsx", ".pdf",
    ".epub", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".psd", ".ai", ".jsx", ".tsx", ".vue", ".svelte",
    ".astro", ".mdx", ".rst", ".adoc", ".eml", ".msg", ".mp4", ".mov", ".mp3", ".wav", ".ass", ".xliff", ".xlf",
    ".resx",
})  # fmt: skip

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_BYTES = 1 << 20
# More than a format that must be parsed whole may hold.
_MOST = 1 << 26
# A longer text is given in passages of about so many characters.
PASSAGE = 1 << 22
# What no list goes on with: contexts look back to the header of a list, across blank lines too.
_FRESH = r"(?:#|(?![0-9]+[.、)）]|[一二三四五六七八九十]+、)\w)"

# Whether a file is to be read, by its name and its text as it is written.
Wanted = Callable[[str, str], bool]


def passages(
    paths: Iterable[str], pasted: BinaryIO, *, whole: bool = False, wanted: Wanted | None = None
) -> Iterator[Passage | Unread | Remark]:
    """Read the files that paths name; `-` is what was pasted, a text.

    A file gives its passages: those of a text with a long one cut unless `whole`; or, last, why it cannot be read, or
    not further. One that is not `wanted` gives nothing.
    """
    for found in files(paths):
        if not isinstance(found, str):
            yield found
        elif found == "-":
            yield from _text("<stdin>", pasted, whole, wanted)
        else:
            yield from _file(found, whole, wanted)


def files(paths: Iterable[str]) -> Iterator[str | Unread | Remark]:
    """Give the names of the files that paths name, and of folders what holds none, or holds copy that is not read.

    Of a folder: text, Markdown, HTML, subtitles, .po, .arb and .strings; JSON and YAML that a language (`zh-CN.json`),
    a name (`messages.yaml`) or a folder (`locales/`) says to be messages; Android's `values*/strings*.xml`. Hidden
    files and folders inside it are passed over.
    """
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path
            continue
        passed: Counter[str] = Counter()
        found = 0
        for name in _inside(path):
            suffix = Path(name).suffix.lower()
            if _holds_copy(path, name, suffix):
                found += 1
                yield name
            elif suffix in UNREADABLE:
                passed[suffix] += 1
        if passed:
            yield _passed(path, passed)
        if not found:
            yield _unread(path, f"the folder holds no copy that is read: no {', '.join(sorted(_ALWAYS))} or messages")


def _inside(folder: str) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != ".")
        yield from (str(Path(root, name)) for name in sorted(names) if name[0] != ".")


def _holds_copy(folder: str, name: str, suffix: str) -> bool:
    if suffix in _ALWAYS:
        return True
    if suffix == ".xml":
        return _ANDROID.search(Path(name).as_posix()) is not None
    if suffix not in _BY_NAME:
        return False
    *above, stem = Path(name).relative_to(Path(folder).parent).with_suffix("").parts
    words = {word.lower() for part in above for word in (part, *re.split(r"[._]", part))} | set(stem.lower().split("."))
    tags = (_TAG.fullmatch(part) for part in (*above, *stem.split(".")))
    return not words.isdisjoint(_PLACES) or any(tag is not None and tag[1] in _LANGUAGES for tag in tags)


def _file(name: str, whole: bool, wanted: Wanted | None) -> Iterator[Passage | Unread]:
    suffix = Path(name).suffix.lower()
    if suffix not in READERS and suffix not in TEXT:
        known = ", ".join((*TEXT[:2], *READERS))
        yield _unread(name, f"not read: {suffix} is no format of copy that is read; there are {known}")
        return
    try:
        with Path(name).open("rb") as stream:
            if suffix in READERS:
                yield from _parsed(name, stream, READERS[suffix], wanted)
            else:
                yield from _text(name, stream, whole, wanted)
    except OSError as error:
        yield _unread(name, f"cannot be read: {error.strerror}")


def _parsed(name: str, stream: BinaryIO, reader: str, wanted: Wanted | None) -> Iterator[Passage | Unread]:
    """Read a file by the module of its format."""
    try:
        text = _all(stream)
    except _NoText as error:
        yield _unread(name, f"not read: {error}")
        return
    if wanted is not None and not wanted(name, text):
        return
    source = Source(name, text)
    try:
        found = False
        for one in import_module(reader).read(source):
            yield one
            found = True
        if not found:
            # A file that holds no text was read too.
            yield Passage(name, "")
    except Refused as error:
        message = error.message if error.message.startswith("not read") else f"not read: {error.message}"
        yield _unread(name, message, None if error.at is None else source.place(error.at))
    except RecursionError:
        yield _unread(name, "not read: nested too deeply")


def decoded(name: str) -> str | None:
    """Give the text of a file as it is written; None where it cannot be read."""
    try:
        with Path(name).open("rb") as stream:
            return _all(stream)
    except (OSError, _NoText):
        return None


def _all(stream: BinaryIO) -> str:
    pieces = []
    length = 0
    for piece in _decoded(stream):
        pieces.append(piece)
        length += len(piece)
        if length > _MOST:
            raise _NoText(f"holds more than {_MOST} characters")
    return "".join(pieces)


def _text(name: str, stream: BinaryIO, whole: bool, wanted: Wanted | None) -> Iterator[Passage | Unread]:
    text, line, start, seen = "", 1, 0, 0
    try:
        for piece in _decoded(stream):
            text += piece
            while not whole and len(text) > PASSAGE and (cut := _cut(text, max(seen, PASSAGE // 2))):
                if wanted is None or wanted(name, text[:cut]):
                    yield Passage(name, text[:cut], line, start)
                line, start, seen = line + text.count("\n", 0, cut), start + cut, 0
                text = text[cut:]
            seen = len(text)
    except _NoText as error:
        yield _unread(name, f"not read: {error}")
    else:
        if (text or not start) and (wanted is None or wanted(name, text)):
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


def _unread(name: str, message: str, place: tuple[int, int] | None = None) -> Unread:
    from suitability.spot import Spot, Unread

    return Unread(Spot(name, *(place or ())), message)


def _passed(folder: str, passed: Counter[str]) -> Remark:
    from suitability.spot import Remark, Spot

    every = ", ".join(f"{count} {suffix}" for suffix, count in sorted(passed.items()))
    return Remark(Spot(folder), f"not read: {every}; these formats may hold copy")
