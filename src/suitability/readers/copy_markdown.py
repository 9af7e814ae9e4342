"""Reading Markdown: its text without the marks within lines; headings, lists and tables stay marked as they are.

Code is out and leaves `[]`, which joins nothing. Texts of images and titles of links stand apart from the text. Front
matter is told; what it shows (title, description …) is text too.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from suitability.errors import SuitabilityError
from suitability.readers.copy_html import Page
from suitability.readers.copy_passage import Passage, Refused, Source, Weave
from suitability.spot import Unread

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

CODE = "[]"
_LONGEST = 1 << 21
# Of a paragraph with marks in it, each of which may cost a kilobyte.
_LONGEST_PARAGRAPH = 1 << 17
_MOST_LINES = 1 << 17
_DEEPEST = 100
_FRONT = re.compile(
    r"(?:---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n(?P<toml>.*?)^\+\+\+)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
FRONT_TEXTS = ("title", "subtitle", "description", "summary", "excerpt", "headline")
_LINE = re.compile(r"[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_MARKED = re.compile(r"[\\`*_\[\]!<&~\n]")
_BREAK = re.compile(r" *\\?\n[ \t]*")
_MARKS = re.compile(r"(?:[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t]))*[ \t>]*(?:#{1,6}[ \t]+)?")
_LINE_TAG = re.compile(r"<br\b", re.IGNORECASE)
_CODE_TAG = re.compile(r"<(/?)(?:code|script|style|kbd|samp)\b", re.IGNORECASE)
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]")


def read(source: Source) -> Iterator[Passage | Unread]:
    """Read the text of the file, then what stands apart from it. Raises Refused."""
    if len(source.text) > _LONGEST or source.text.count("\n") + source.text.count("\r") > _MOST_LINES:
        raise Refused(f"longer than {_LONGEST} characters or {_MOST_LINES} lines: split the file, or save it as .txt")
    front, shown, begin, unread = _front(source)
    if unread is not None:
        yield unread
    page = Page(source, Weave(source))
    _Document(source, begin, page).read()
    comments = tuple(page.comments)
    woven = [weave for weave in (page.body, *page.apart) if weave.length]
    for passage in (*shown, *(weave.passage() for weave in woven)):
        yield passage._replace(front=front, comments=comments)
    if not woven and not shown:
        yield Passage(source.name, "", front=front, comments=comments)


def _front(source: Source) -> tuple[Mapping[str, str], list[Passage], int, Unread | None]:
    """Give what the front matter tells and shows, where the text begins, and why it cannot be read."""
    found = _FRONT.match(source.text)
    if found is None:
        return MappingProxyType({}), [], 0, None
    begin, end = found.span("yaml") if found["yaml"] is not None else found.span("toml")
    try:
        if found["yaml"] is not None:
            from suitability.readers.copy_yaml import told

            passages = told(source, begin, end)
        else:
            passages = _told_in_toml(source, begin, end)
    except Refused as error:
        at = begin if error.at is None else error.at
        unread = Unread(source.spot(at, at), f"front matter not read: {error.message}")
        return MappingProxyType({}), [], found.end(), unread
    front = MappingProxyType({key: passage.text for key, passage in passages.items()})
    return front, [passages[key] for key in FRONT_TEXTS if key in passages], found.end(), None


def _told_in_toml(source: Source, begin: int, end: int) -> Mapping[str, Passage]:
    try:
        told = tomllib.loads(source.text[begin:end])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(f"not TOML: {error}", begin) from None
    passages = {}
    for key, value in told.items():
        if isinstance(value, str | int | float):
            weave = Weave(source, key)
            line = re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=", re.MULTILINE).search(source.text, begin, end)
            at = begin if line is None else line.end()
            stop = source.text.find("\n", at, end)
            weave.put(str(value), at, end if stop < 0 else stop)
            passages[key] = weave.passage()
    return passages


class _Document:
    """The Markdown of a file from a place on, woven into a page."""

    def __init__(self, source: Source, begin: int, page: Page) -> None:
        self.source, self.page = source, page
        self.text = source.text[begin:]
        self._lines = [begin, *(begin + found.end() for found in _LINE_END.finditer(self.text))]
        # The line after the last block, and up to where its last line was taken.
        self._line, self._taken = 0, 0
        self._known = -1, -1

    def read(self) -> None:
        """Weave every block into the page. Raises Refused."""
        environment: dict[str, Any] = {}
        markdown = _parser()
        cell = rowed = False
        for token in markdown.parse(self.text, environment):
            first, after = token.map or (0, 0)
            if token.level >= _DEEPEST - 1:
                raise Refused(f"nested deeper than {_DEEPEST}", self._span(first)[0])
            if token.type == "inline" and token.content:
                inline = _Inline(markdown, environment, self.page, token.content)
                self._inline(inline, (first, after), cell, rowed)
                rowed = cell
            elif token.type == "html_block":
                self._html(token)
            elif token.type == "hr":
                begin, end = self._span(first)
                self._apart(begin, close=False)
                self.page.body.keep(self.source.text, begin, end)
                self._line = after
            elif token.type == "table_open":
                rowed = False
            cell = token.type in ("td_open", "th_open")

    def _span(self, line: int) -> tuple[int, int]:
        begin = self._lines[min(line, len(self._lines) - 1)]
        if begin != self._known[0]:
            # A row of many cells asks for its line as often.
            found = _LINE.match(self.source.text, begin)
            self._known = begin, found.end() if found else begin
        return self._known

    def _apart(self, begin: int, *, close: bool) -> None:
        """Set a block apart from what was said before: by one line end where they belong together, else by two."""
        body = self.page.body
        if body.length:
            body.put("\n" if close else "\n\n"[body.tail.endswith("\n") :], begin, begin)

    def _inline(self, inline: _Inline, lines: tuple[int, int], cell: bool, rowed: bool) -> None:
        """Weave a paragraph, a heading or a cell of a table."""
        first, after = lines
        low, _ = self._span(first)
        beside = cell and self._taken > low
        origins = self._origins(inline.content, first, self._taken if beside else low, whole=not cell)
        body, at = self.page.body, origins[0][1]
        if beside:
            body.keep(self.source.text, self._taken, at)
        else:
            item = first == self._line and _ITEM.match(self.source.text, low)
            self._apart(low, close=rowed if cell else bool(item))
            body.keep(self.source.text, low, at)
        inline.origin = _origin(origins)
        inline.weave(body)
        self._line, self._taken = after, origins[-1][1] + len(inline.content) - origins[-1][0]

    def _origins(self, content: str, first: int, begin: int, *, whole: bool) -> list[tuple[int, int]]:
        """Give where each line of a block's content stands: what indents or quotes a line is not part of it.

        `whole`: the content of a line goes to its end, but for what closes a heading.
        """
        origins = []
        at = 0
        text = self.source.text
        for number, line in enumerate(content.split("\n")):
            low, high = self._span(first + number)
            low = max(low, begin)
            said = line.lstrip(" \t")
            if not whole:
                origins += self._cell(said, low, high)
                continue
            marks = _MARKS.match(text, low, high)
            past = marks.end() if marks and not number else low
            found = text.find(said, past, high) if text[past - 1 : past] in (" ", "\t") else -1
            found = found if found >= 0 else text.rfind(said, low, high)
            origins.append((at + len(line) - len(said), found if found >= 0 else low))
            at += len(line) + 1
        return origins

    def _cell(self, said: str, low: int, high: int) -> list[tuple[int, int]]:
        """Give where a cell of a row stands: bars in it are escaped in the file."""
        written = said.replace("|", "\\|")
        found = max(self.source.text.find(written, low, high), low)
        bars = [at for at, one in enumerate(said) if one == "|"]
        return [(0, found), *((at, found + at + number) for number, at in enumerate(bars, 1))]

    def _html(self, token: Any) -> None:
        content = token.content.rstrip("\n")
        origins = self._origins(content, token.map[0], 0, whole=True)
        self.page.body.origin = _origin(origins)
        self.page.add(content)
        self.page.body.origin = None
        self._line = token.map[1]


def _origin(origins: list[tuple[int, int]]) -> Callable[[int], int]:
    begins = [at for at, _ in origins]

    def origin(at: int) -> int:
        line = max(bisect_right(begins, at) - 1, 0)
        return origins[line][1] + max(0, at - origins[line][0])

    return origin


class _Inline:
    """The content of a block, or the text of an image in it; `origin` says where it stands in the file."""

    def __init__(self, markdown: MarkdownIt, environment: dict[str, Any], page: Page, content: str) -> None:
        self.markdown, self.environment, self.page, self.content = markdown, environment, page, content
        self.origin: Callable[[int], int] = int

    def weave(self, weave: Weave) -> None:
        """Weave the text. Raises Refused."""
        outer, weave.origin = weave.origin, self.origin
        if _MARKED.search(self.content) is None:
            weave.keep(self.content, 0, len(self.content))
        elif len(self.content) > _LONGEST_PARAGRAPH:
            raise Refused(f"a paragraph with marks of more than {_LONGEST_PARAGRAPH} characters", self.origin(0))
        else:
            self._marked(weave)
        weave.origin = outer

    def _marked(self, weave: Weave) -> None:
        tokens: list[Any] = []
        self.markdown.inline.parse(self.content, self.markdown, self.environment, tokens)
        at = 0
        hidden = False
        for token in tokens:
            end = self._end(token, at)
            if token.type == "html_inline":
                hidden = self._tag(weave, token.content, at, hidden)
            elif hidden:
                pass
            elif token.type in ("softbreak", "hardbreak"):
                weave.put("\n", at, end)
            elif token.type == "code_inline":
                weave.put(CODE, at, end)
            elif token.type == "image":
                self._image(token, at, end)
            elif token.type == "text_special" and token.content != token.markup:
                weave.put(token.content, at, end)
            elif token.type in ("text", "text_special"):
                weave.keep(self.content, at, end)
            if token.type == "link_open" and token.attrGet("title"):
                self._title(str(token.attrGet("title")), at, len(self.content))
            at = end

    def _end(self, token: Any, at: int) -> int:
        """Give where a token ends in the content; it begins where the one before it ended."""
        if "end" in token.meta:
            return int(token.meta["end"])
        if token.type in ("softbreak", "hardbreak"):
            found = _BREAK.match(self.content, at)
            return found.end() if found else at
        if token.type == "code_inline":
            ends = re.compile(rf"(?<!`){token.markup}(?!`)").search(self.content, at + len(token.markup))
            return ends.end() if ends else len(self.content)
        if token.markup == "autolink":
            return at + 1
        if token.type == "link_open":
            return at + 1
        if token.type == "text" and self.content[at - 1 : at] == "<" and not self.content.startswith(token.content, at):
            # The address of a link is shown decoded.
            return max(self.content.find(">", at), at)
        return at + len(token.markup or token.content)

    def _tag(self, weave: Weave, tag: str, at: int, hidden: bool) -> bool:
        """Take a tag within a line; say whether what follows is hidden."""
        if tag.startswith("<!--") or "=" in tag:
            apart = Page(self.page.source, Weave(self.page.source, origin=lambda place: self.origin(at + place)))
            apart.add(tag)
            self.page.apart += apart.apart
            self.page.comments += apart.comments
        if _LINE_TAG.match(tag) and not hidden:
            weave.put("\n", at, at + len(tag))
        code = _CODE_TAG.match(tag)
        if code is None:
            return hidden
        if not code[1] and not hidden:
            weave.put(CODE, at, at + len(tag))
        return not code[1]

    def _image(self, token: Any, at: int, end: int) -> None:
        """Set the text of an image and its title apart."""
        text = _Inline(self.markdown, self.environment, self.page, token.content)
        text.origin = lambda place: self.origin(at + 2 + place)
        apart = Weave(self.page.source, "alt")
        text.weave(apart)
        self.page.apart.append(apart)
        if token.attrGet("title"):
            self._title(str(token.attrGet("title")), at, end)

    def _title(self, title: str, begin: int, end: int) -> None:
        apart = Weave(self.page.source, "title", self.origin)
        at = self.content.find(f"{title}", self.content.find("](", begin, end) + 1, end)
        if at >= 0 and "\n" not in title:
            apart.keep(self.content, at, at + len(title))
        else:
            apart.put(title, begin, min(begin + 1, end))
        self.page.apart.append(apart)


@cache
def _parser() -> MarkdownIt:
    """Make a parser that leaves what stands within blocks to us, and says where links end."""
    try:
        from markdown_it import MarkdownIt
        from markdown_it.rules_block import reference
        from markdown_it.rules_inline import image, link
    except ModuleNotFoundError:
        message = "reading Markdown needs the extra markup: pip install 'suitability[markup]'"
        raise SuitabilityError(message) from None

    def ending(rule: Callable[[Any, bool], bool]) -> Callable[[Any, bool], bool]:
        def located(state: Any, silent: bool) -> bool:
            found = rule(state, silent)
            if found and not silent:
                state.tokens[-1].meta["end"] = state.pos
            return found

        return located

    def defined(state: Any, first: int, last: int, silent: bool) -> bool:
        # What begins with [^ is a footnote to most: its text is shown.
        if state.src.startswith("[^", state.bMarks[first] + state.tShift[first]):
            return False
        return reference(state, first, last, silent)

    markdown = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    markdown.core.ruler.enableOnly(["normalize", "block"])
    markdown.inline.ruler.at("link", ending(link))
    markdown.inline.ruler.at("image", ending(image))
    markdown.inline.ruler2.disable("fragments_join")
    markdown.block.ruler.at("reference", defined)
    return markdown
