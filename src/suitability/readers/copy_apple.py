"""Reading the messages of a .strings file of iOS and macOS: `"key" = "text";`, each text a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suitability.readers.copy_passage import LONGEST, Passage, Refused, Source, Weave, for_us, whole_characters

_BLANK = re.compile(r"(?:\s++|/\*(?:[^*]|\*(?!/))*+\*/|//[^\n]*+)++")
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+\*/|//[^\n]*+")
_TEXT = re.compile(r'"(?P<text>[^"\\]*+(?:\\.[^"\\]*+)*+)"', re.DOTALL)
_KEY = re.compile(r"[\w.$/:-]+")
_ESCAPE = re.compile(r"(?:\\[uU][0-9a-fA-F]{4})+|\\(?:[0-7]{3}|.)", re.DOTALL)
_CODE = re.compile(r"\\[uU]([0-9a-fA-F]{4})")
_ONE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a"}


def read(source: Source) -> Iterator[Passage]:
    """Read every text of the file with where it stands. Raises Refused."""
    text = source.text
    if len(text) > LONGEST:
        raise Refused(f"longer than {LONGEST} characters: a catalog of messages is smaller")
    entries, blanks = _entries(text)
    comments = tuple(
        (source.spot(*one.span()), one[0])
        for begin, end in blanks
        for one in _COMMENT.finditer(text, begin, end)
        if for_us(one[0])
    )
    for key, begin, end in entries:
        weave = Weave(source, key)
        _woven(weave, text, begin, end)
        yield weave.passage(comments=comments)
    if comments and not entries:
        yield Passage(source.name, "", comments=comments)


def _entries(text: str) -> tuple[list[tuple[str, int, int]], list[tuple[int, int]]]:
    """Give each key with the span of its text, and what stands between entries."""
    entries: list[tuple[str, int, int]] = []
    blanks: list[tuple[int, int]] = []

    def past(at: int) -> int:
        blank = _BLANK.match(text, at)
        if blank is None:
            return at
        blanks.append(blank.span())
        return blank.end()

    def mark(at: int, needed: str) -> int:
        at = past(at)
        if not text.startswith(needed, at):
            raise Refused(f"not a .strings file: {needed!r} is missing", at)
        return at + 1

    at = past(0)
    while at < len(text):
        key = _TEXT.match(text, at) or _KEY.match(text, at)
        if key is None:
            raise Refused('not a .strings file: here "key" = "text"; is missing, or a text does not end', at)
        name = key[0].strip('"')
        at = past(key.end())
        if text.startswith(";", at):
            # A key alone is its own text.
            entries.append((name, *(key.span("text") if key[0][0] == '"' else key.span())))
        else:
            at = past(mark(at, "="))
            said = _TEXT.match(text, at)
            if said is None:
                raise Refused("not a .strings file: a text in double quotes is missing, or it does not end", at)
            entries.append((name, *said.span("text")))
            at = said.end()
        at = past(mark(at, ";"))
    return entries, blanks


def _woven(weave: Weave, text: str, begin: int, end: int) -> None:
    for found in _ESCAPE.finditer(text, begin, end) if text.find("\\", begin, end) >= 0 else ():
        weave.keep(text, begin, found.start())
        codes = _CODE.findall(found[0])
        name = found[0][1:]
        if codes:
            said = whole_characters("".join(chr(int(code, 16)) for code in codes))
        else:
            said = chr(int(name, 8)) if name.isdigit() and len(name) == 3 else _ONE.get(name, name)
        weave.put(said, found.start(), found.end())
        begin = found.end()
    weave.keep(text, begin, end)
