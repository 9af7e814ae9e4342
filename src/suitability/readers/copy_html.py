"""Reading an HTML page: its text as people read it, across inline tags; titles and texts of attributes apart from it.

Headings, items of lists and rows of tables are marked as in Markdown, which is what rules over text look for. Scripts,
styles and comments are out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import TYPE_CHECKING, Any

from suitability.errors import SuitabilityError
from suitability.readers.copy_passage import Passage, Refused, Source, Weave, for_us

if TYPE_CHECKING:
    from suitability.spot import Spot

_LONGEST = 1 << 21
_MOST_TAGS = 100_000
_DROPPED = frozenset({"script", "style", "#comment", "!doctype", "title"})
# Any other element stands within a line.
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "html", "iframe", "legend", "li", "main", "menu", "nav", "noframes",
    "object", "ol", "optgroup", "option", "p", "pre", "search", "section", "select", "summary", "table", "tbody",
    "template", "textarea", "tfoot", "thead", "tr", "ul", "video", "x-script",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_PREFORMATTED = frozenset({"pre", "textarea", "listing", "plaintext", "xmp"})
_SHOWN = ("alt", "title", "placeholder", "aria-label", "aria-description", "label")
_METAS = frozenset(
    {"description", "og:title", "og:description", "og:image:alt", "twitter:title", "twitter:description"}
)
_BUTTONS = frozenset({"submit", "button", "reset"})
_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+)))?""")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>", re.DOTALL)
# What is shown without scripts is text to a parser that has them: it is given another name, as long.
_NOSCRIPT = re.compile(r"(?i)(</?)noscript")
_WORD = re.compile(r"[^\s&<\x00]+|\s+|[&<\x00]")
_CHARACTER = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]*;?)")


def read(source: Source) -> Iterator[Passage]:
    """Read the text of the page, then titles and texts of attributes, each where it stands. Raises Refused."""
    page = Page(source)
    page.add(source.text)
    yield from page.passages()


class Page:
    """What was read of the pieces of a page so far: its text, what stands apart from it, and the comments for us."""

    def __init__(self, source: Source, body: Weave | None = None) -> None:
        self.source = source
        self.body = body or Weave(source)
        self.apart: list[Weave] = []
        self.comments: list[tuple[Spot, str]] = []
        # What separates the next piece of the text from what was said before.
        self._gap = ""

    def passages(self) -> Iterator[Passage]:
        """Give what was read."""
        comments = tuple(self.comments)
        woven = [one for one in (self.body, *self.apart) if one.length]
        for weave in woven:
            yield weave.passage(comments=comments)
        if not woven:
            yield Passage(self.source.name, "", comments=comments)

    def add(self, text: str) -> None:
        """Read a piece of a page, set apart from what was said before. Raises Refused."""
        self._gap = "\n\n"
        if len(text) > _LONGEST or text.count("<") > 2 * _MOST_TAGS:
            raise Refused(f"longer than {_LONGEST} characters, or of more than {_MOST_TAGS} elements: no page of copy")
        root = _parsed(text)
        # What is to be entered, and what was left: an element, whether it is left, its list or its row.
        waiting: list[tuple[Any, bool, bool]] = [(root, False, False)]
        lists: list[str] = []
        while waiting:
            node, left, verbatim = waiting.pop()
            name = node.name
            if name == "#text":
                self._text(text, str(node.data or ""), node.origin_offset, verbatim)
            elif left:
                self._leave(name, lists)
            else:
                self._enter(node, name, text, lists)
                if name in _DROPPED:
                    continue
                verbatim = verbatim or name in _PREFORMATTED
                waiting.append((node, True, verbatim))
                content = getattr(node, "template_content", None)
                children = [*(node.children or ()), *(() if content is None else (content,))]
                waiting += [(child, False, verbatim) for child in reversed(children)]

    def _enter(self, node: Any, name: str, text: str, lists: list[str]) -> None:
        at = node.origin_offset
        if name == "#comment":
            if at is not None and for_us(said := str(node.data or "")):
                end = text.find(">", at + len(said)) + 1 or len(text)
                origin = self.body.origin or int
                self.comments.append((self.source.spot(origin(at), origin(end - 1) + 1), said))
            return
        if name == "title" and at is not None:
            self._title(node, text)
        if at is not None and node.attrs:
            self._attributes(name, node.attrs, text, at)
        if name == "br":
            self._gap = self._gap if self._gap.strip(" ") else "\n"
        elif name in _CELLS:
            self._gap = self._gap if self._gap.endswith("| ") else self._gap + " | "
        elif name in BLOCKS:
            self._apart("\n" if name in ("tr", "li", "option") else "\n\n")
            if name == "hr":
                self._gap += "---\n\n"
            elif name in ("ol", "ul"):
                lists.append(name)
            elif name == "li":
                self._gap += "1. " if lists and lists[-1] == "ol" else "- "
            elif len(name) == 2 and name[0] == "h" and name[1].isdecimal():
                self._gap += "# " if name == "h1" else "## "
            elif name == "tr":
                self._gap += "| "

    def _leave(self, name: str, lists: list[str]) -> None:
        if name in ("ol", "ul") and lists:
            lists.pop()
        if name == "tr":
            self._gap += " |\n"
        elif name in BLOCKS:
            self._apart("\n" if name in ("li", "option") else "\n\n")

    def _apart(self, ends: str) -> None:
        # A mark that nothing followed marks nothing.
        before = self._gap.rstrip("-# 1.")
        self._gap = before + ends[min(len(ends), len(before) - len(before.rstrip("\n"))) :]

    def _text(self, text: str, data: str, at: int | None, verbatim: bool) -> None:
        if at is None or not data:
            return
        for piece, begin, end in aligned(text, data, at):
            if piece.isspace() and not verbatim:
                self._gap = self._gap or " "
                continue
            if self._gap:
                if self.body.length or self._gap.strip():
                    gap = self._gap if self.body.length else self._gap.lstrip("\n")
                    self.body.put(gap, begin, begin)
                self._gap = ""
            if text[begin:end] == piece:
                self.body.keep(text, begin, end)
            else:
                self.body.put(piece, begin, end)

    def _title(self, node: Any, text: str) -> None:
        for child in node.children or ():
            if child.name == "#text" and child.origin_offset is not None:
                self._aside("title", text, str(child.data or ""), child.origin_offset)

    def _attributes(self, name: str, told: dict[str, str | None], text: str, at: int) -> None:
        """Read the texts that attributes show."""
        keys = [key for key in _SHOWN if told.get(key)]
        meta = (told.get("name") or told.get("property") or "").lower() if name == "meta" else ""
        if meta in _METAS:
            keys.append("content")
        if name == "input" and (told.get("type") or "").lower() in _BUTTONS and told.get("value"):
            keys.append("value")
        if not keys:
            return
        begin = re.compile(r"<[^\s/>]*").match(text, at)
        place = at + 1 if begin is None else begin.end()
        while keys and (found := _ATTRIBUTE.match(text, place)):
            place = found.end()
            key = found[1].lower()
            if key in keys and found.lastindex and found.lastindex > 1:
                keys.remove(key)
                self._aside(meta or key, text, told[key] or "", found.start(found.lastindex))

    def _aside(self, key: str, text: str, data: str, at: int) -> None:
        weave = Weave(self.source, key, self.body.origin)
        for piece, begin, end in aligned(text, data, at):
            if text[begin:end] == piece:
                weave.keep(text, begin, end)
            else:
                weave.put(piece, begin, end)
        if data.strip():
            self.apart.append(weave)


def aligned(text: str, data: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Give the pieces of what a parser read from a place on, each with the span of the text that says it."""
    for found in _WORD.finditer(data):
        word = found[0]
        if text.startswith(word, at) and word != "&":
            yield word, at, at + len(word)
            at += len(word)
            continue
        done = 0
        while done < len(word):
            taken, begin, at = _next(text, word, done, at)
            yield word[done : done + taken], begin, at
            done += taken


def _next(text: str, word: str, done: int, at: int) -> tuple[int, int, int]:
    """Give how many characters of a word are said next, from where to where."""
    while at < len(text):
        one = text[at]
        if one == "&" and (named := _character(text, at)):
            said, end = named
            if word.startswith(said, done):
                return len(said), at, end
        if one == word[done]:
            return 1, at, at + 1
        if one == "\r" and word[done] == "\n":
            return 1, at, at + (2 if text.startswith("\r\n", at) else 1)
        # The parser joined what stands on both sides of a tag that it passed over.
        tag = _TAG.match(text, at) if one == "<" else None
        at = at + 1 if tag is None else tag.end()
    return len(word) - done, len(text), len(text)


def _character(text: str, at: int) -> tuple[str, int] | None:
    """Give the character that a reference names, and where it ends; old names need no semicolon."""
    found = _CHARACTER.match(text, at)
    if found is None:
        return None
    name = found[0][1:]
    if name[0] == "#":
        return html.unescape(found[0]), found.end()
    for length in range(min(len(name), 32), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], at + 1 + length
    return None


def _parsed(text: str) -> Any:
    try:
        from justhtml import JustHTML
    except ModuleNotFoundError:
        message = "reading HTML needs the extra markup: pip install 'suitability[markup]'"
        raise SuitabilityError(message) from None
    text = _NOSCRIPT.sub(r"\1x-script", text)
    return JustHTML(text, track_node_locations=True, sanitize=False).root
