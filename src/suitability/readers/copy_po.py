"""Reading the messages of a .po file of gettext: what is shown, the translation or, where there is none, the original.

A message shown in several numbers is a passage each. Babel gives the line a message begins at and joins messages of one
id, so lines are read here; each is a comment, a keyword with a text, or a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from suitability.readers.copy_passage import LONGEST, Comments, Passage, Refused, Source, Weave, for_us

_LINE = re.compile(
    r"[ \t]*+(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]{1,3}\])?)[ \t]*+)?"
    r'"(?P<text>[^"\\\n]*+(?:\\.[^"\\\n]*+)*+)"[ \t\r]*+'
)
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)")
_ONE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a"}
_COMMENT = re.compile(r"^[ \t]*(#[^\n]*)", re.MULTILINE)
# The spans of texts by their keyword, in the order of the file.
_Message = dict[str, list[tuple[int, int]]]


def read(source: Source) -> Iterator[Passage]:
    """Read every message of the file with where it stands. Raises Refused."""
    if len(source.text) > LONGEST:
        raise Refused(f"longer than {LONGEST} characters: a catalog of messages is smaller")
    comments = tuple((source.spot(*one.span(1)), one[1]) for one in _COMMENT.finditer(source.text) if for_us(one[1]))
    message: _Message = {}
    last = ""
    said = False
    for begin, end in source.spans():
        if not source.text[begin:end].strip() or source.text[begin:end].lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(source.text, begin, end)
        if found is None or not (found["word"] or last):
            raise Refused("not a .po file: neither a comment nor msgid, msgstr or a text in double quotes", begin)
        word = found["word"] or last
        if word in ("msgctxt", "msgid") and found["word"] and not (word == "msgid" and last == "msgctxt"):
            for passage in _shown(source, message, comments):
                yield passage
                said = True
            message = {}
        message.setdefault(word, []).append(found.span("text"))
        last = word
    for passage in _shown(source, message, comments):
        yield passage
        said = True
    if comments and not said:
        yield Passage(source.name, "", comments=comments)


def _shown(source: Source, message: _Message, comments: Comments) -> Iterator[Passage]:
    """Give what a message shows; the header, whose id is empty, shows nothing."""
    key = "".join(source.text[begin:end] for begin, end in message.get("msgid", ()))
    if not key:
        return
    told = {word: spans for word, spans in message.items() if word.startswith("msgstr")}
    if not any(begin < end for spans in told.values() for begin, end in spans):
        told = {word: message[word] for word in ("msgid", "msgid_plural") if word in message}
    for word, spans in told.items():
        weave = Weave(source, key + word.removeprefix("msgstr").removeprefix("msgid"))
        for begin, end in spans:
            _woven(weave, source.text, begin, end)
        if weave.length:
            yield weave.passage(comments=comments)


def _woven(weave: Weave, text: str, begin: int, end: int) -> None:
    for found in _ESCAPE.finditer(text, begin, end) if text.find("\\", begin, end) >= 0 else ():
        weave.keep(text, begin, found.start())
        name = found[0][1:]
        code = int(name[1:], 16) if name[0] == "x" and name[1:] else int(name, 8) if name[0] in "01234567" else None
        said = _ONE.get(name, name) if code is None else chr(code)
        weave.put(said, found.start(), found.end())
        begin = found.end()
    weave.keep(text, begin, end)
