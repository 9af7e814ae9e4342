"""Reading the texts of Android's strings.xml: string, string-array and plurals, each item a passage.

What declares entities or a document type is refused, so nothing is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.parsers import expat

from suitability.readers.copy_passage import LONGEST, Passage, Refused, Source, Weave, for_us, whole_characters

if TYPE_CHECKING:
    from suitability.spot import Spot

_DEEPEST = 100
_LISTS = ("string-array", "plurals", "array")
_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\(.)|([ \t\r\n]+)|\"", re.DOTALL)
_ONE = {"n": "\n", "t": "\t"}


def read(source: Source) -> Iterator[Passage]:
    """Read every text of the resources with where it stands. Raises Refused."""
    if len(source.text) > LONGEST:
        raise Refused(f"longer than {LONGEST} characters: a catalog of messages is smaller")
    reading = _Reading(source)
    try:
        reading.parse()
    except expat.ExpatError as error:
        at = source.line(error.lineno) + error.offset
        raise Refused(f"not XML: {expat.ErrorString(error.code)}", min(at, len(source.text))) from None
    comments = tuple(reading.comments)
    for weave in reading.woven:
        yield weave.passage(comments=comments)
    if comments and not reading.woven:
        yield Passage(source.name, "", comments=comments)


class _Reading:
    """What was read of a file so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.woven: list[Weave] = []
        self.comments: list[tuple[Spot, str]] = []
        self._open: list[str] = []
        self._list, self._item = "", 0
        self._weave: Weave | None = None
        self._quoted = self._verbatim = False
        # The last place asked for, in bytes of UTF-8 and in characters.
        self._bytes, self._characters = 0, 0
        self._data = source.text.encode("utf-8")

    def parse(self) -> None:
        """Parse the whole file."""
        parser = self._parser = expat.ParserCreate("utf-8")
        parser.buffer_text = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = self._comment
        parser.StartCdataSectionHandler = lambda: self._section(True)
        parser.EndCdataSectionHandler = lambda: self._section(False)
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.Parse(self._data, True)

    def _at(self) -> int:
        """Give where the parser stands, in characters."""
        at = self._parser.CurrentByteIndex
        if at < self._bytes:
            self._bytes, self._characters = 0, 0
        self._characters += len(self._data[self._bytes : at].decode("utf-8", "ignore"))
        self._bytes = at
        return self._characters

    def _refuse(self, *_: object) -> None:
        raise Refused("declares a document type or entities: strings.xml needs neither", self._at())

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._open.append(tag)
        if len(self._open) > _DEEPEST:
            raise Refused(f"nested deeper than {_DEEPEST}", self._at())
        if len(self._open) == 1 and tag != "resources":
            raise Refused("not read: of XML only the resources of Android are, whose root is <resources>", self._at())
        if len(self._open) == 2 and tag in _LISTS:
            self._list, self._item = attributes.get("name", ""), 0
        elif self._weave is None and (tag, len(self._open)) in (("string", 2), ("item", 3)):
            key = attributes.get("name", "")
            if tag == "item":
                key = f"{self._list}[{attributes.get('quantity', self._item)}]"
                self._item += 1
            self._weave, self._quoted = Weave(self.source, key), False

    def _end(self, tag: str) -> None:
        self._open.pop()
        if self._weave is not None and (tag, len(self._open)) in (("string", 1), ("item", 2)):
            self.woven.append(self._weave)
            self._weave = None

    def _comment(self, text: str) -> None:
        if for_us(text):
            at = self._at()
            self.comments.append((self.source.spot(at, at + len(text) + 7), text))

    def _section(self, begins: bool) -> None:
        self._verbatim = begins

    def _text(self, data: str) -> None:
        """Take a piece of a text: one stands for an entity, or is what the file holds there."""
        weave = self._weave
        if weave is None:
            return
        at = self._at()
        text = self.source.text
        if text[at] == "&" and not self._verbatim:
            weave.put(data, at, text.index(";", at) + 1)
            return
        if text.startswith("<![CDATA[", at):
            at += len("<![CDATA[")
        end = at + len(data)
        begin = at
        for found in _ESCAPE.finditer(text, at, end):
            blank = found[2] and not self._quoted
            spaced = begin == found.start() and weave.tail.endswith(" ")
            if found[2] and (not blank or (found[0] == " " and not spaced)):
                continue
            weave.keep(text, begin, found.start())
            begin = found.end()
            if found[0] == '"':
                self._quoted = not self._quoted
            elif found[2]:
                weave.put("" if spaced else " ", *found.span())
            else:
                weave.put(_unescaped(found), *found.span())
        weave.keep(text, begin, end)


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        return _ONE.get(found[1], found[1])
    codes = found[0].split("\\u")[1:]
    return whole_characters("".join(chr(int(code, 16)) for code in codes))
