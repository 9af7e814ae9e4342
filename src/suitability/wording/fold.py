"""Fold a text to one form of each character, and keep the way back.

Width, case, compatibility forms, radicals, traditional and regional forms and look-alikes are folded one character to
one by a table; what shows nothing, what parts two Chinese characters and inline markup is taken out. The table is
`fold.bin`, which `tools/make_fold.py` writes. Every pattern here takes time linear in the text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

_DELETED = "\uffff"
_LONGER = "\ufffe"
_PLANE = 0x10000
_ROUNDS = 8
# As many characters are put in by hand; in a long text one in so many.
_FEW, _RARE = 12, 12

# A letter beyond ASCII: after folding, a Chinese character for all that matters here.
_HAN = r"[^\W\x00-\x7f]"
# What may stand between two of them and be no more than a disguise or a space. U+E000 stands for all private use.
_APART = (
    r"\t \"-$&'*+\-./=@\\^-`|~\u00a2-\u00a9\u00ac-\u00b1\u00b4-\u00b9\u00d7\u00f7\u02c2-\u02c5\u02d2-\u02df"
    r"\u2010-\u2017\u2020-\u2027\u2030-\u2038\u203b\u203d-\u2046\u204a-\u205e\u2100-\u214d\u2190-\u2767"
    r"\u2776-\u2bff\u3004\u3012\u3013\u301c\u3020\u3030\u3036\u3037\u303e\u303f\u30fb\u31c0-\u31e3\u4dc0-\u4dff"
    r"\ue000\ufffc\ufffd\U0001f000-\U0001f0ff\U0001f110-\U0001faff"
)
# After a separator nothing; after a bracket, the sound or a Latin word and the closing bracket.
_SOUND = r"(?:(?<![(（])|(?<=[(（])[a-z\u3105-\u312f]{1,8}[0-5]?[)）])"
_GAP = re.compile(rf"[{_APART}(（](?<={_HAN}.){_SOUND}(?:[{_APART}(（]{_SOUND}){{0,11}}+(?={_HAN})")
_SPECIAL = re.compile("[\ufffe\U00010000-\U0010ffff]")
_UNSEEN = re.compile("\uffff+")
_ENTITY = re.compile(r"&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});")
_NAMED = dict.fromkeys(("zwj", "zwnj", "zwsp", "shy", "lrm", "rlm"), "")
_NAMED |= dict.fromkeys(("nbsp", "ensp", "emsp", "thinsp"), " ") | {"middot": "·", "bull": "•", "hellip": "…"}

_STROKES = r"(?:(?<=\*)\*{1,2}|(?<=_)_|(?<=`)`{0,2})(?![*_`])"
_ADDRESS = r"\((?:https?:|mailto:|[/#.])[^()\s]*\)"
_MARKUP = re.compile(
    r"[<\[\]*_`](?:"
    r"(?<=<)(?:!--[^<>\n]{0,200}-->|/?(?P<tag>[a-z][a-z0-9]{0,15})(?:[ \t]*/?|[ \t][^<>=\n]{1,40}=[^<>\n]{0,160})>)"
    rf"|(?<=\[)(?=[^\[\]\n]{{1,200}}\]{_ADDRESS})|(?<=\]){_ADDRESS}"
    rf"|(?<=[*_`])(?<![*_`].)(?:(?<![0-9%].){_STROKES}|{_STROKES}(?![0-9])|(?<=[a-z]\*)(?=[a-z])))"
)
_BLOCK = re.compile("p|div|li|ul|ol|table|t[rdh]|h[1-6]|section|article|blockquote")
# An attribute whose Chinese text a reader meets; its tag stays.
_SHOWN = re.compile(rf"[ \t](?:alt|title|value|content|label|placeholder)[ \t]*=[^<>]*{_HAN}")
_OPENERS = "<&*_`\\[\\]"

_REMOVED_MARKUP = re.compile(r"[<＜][^>＞]*[>＞]|[&＆][#\w]+;|\]\([^)]*\)|\[|\*\*|__|~~|`+")
_REMOVED_SOUND = re.compile(r"[(（][^)）]*[)）]")
_REMOVED_PICTURE = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff][\u200d\u20e3\ufe0e\ufe0f]*")
_REMOVED = (("markup", _REMOVED_MARKUP), ("pinyin", _REMOVED_SOUND), ("separator", _REMOVED_PICTURE))
# Spans of characters, each by its first and last. What is folded but ordinary: Chinese characters, spaces, dashes,
# fractions, numerals of Rome, small and wide forms.
_ORDINARY = (
    "\u3400\u9fff\u00a0\u00a0¼¾\u2000\u2011\u202f\u205f\u2150\u2188\u2212\u2212\u3000\u3000\ufe10\ufe6f\uff00\uffef"
    "\U00020000\U0002f7ff\U00030000\U0003ffff"
)
_PRIVATE = "\ue000\uf8ff\U000f0000\U0010ffff"
_MARKS = "\u0300\u036f\u0483\u0489\u1ab0\u1aff\u1dc0\u1dff\u20d0\u20ff\u302a\u302f\u3099\u309a\ufe20\ufe2f"
_KINDS = (("radical", "\u2e80\u2fdf"), ("private-use", _PRIVATE), ("combining", "\u00c0\u024f\u1e00\u1eff"))


class _Tables(NamedTuple):
    """What `fold.bin` holds for every text: the table, how far a text is clean from an index, the look-alikes."""

    single: str
    clean: Callable[[str, int], re.Match[str]]
    lookalikes: str


def _file() -> bytes:
    """Read the file."""
    return Path(__file__).with_name("fold.bin").read_bytes()


@cache
def _tables() -> _Tables:
    """Give what every text needs, read once."""
    data = _file()
    changing, lookalikes, _ = data[2 * _PLANE :].decode("utf-16-le").split("\n", 2)
    clean = re.compile(f"[^{changing}{_OPENERS}\U00010000-\U0010ffff]*+")
    # It matches everywhere, if only nothing.
    match = cast("Callable[[str, int], re.Match[str]]", clean.match)
    return _Tables(data[: 2 * _PLANE].decode("utf-16-le"), match, lookalikes)


@cache
def _longer() -> dict[str, str]:
    """Give the fold of each character that becomes longer, or stands beyond the first plane; read once."""
    _, _, *lines = _file()[2 * _PLANE :].decode("utf-16-le").split("\n")
    return {line[0]: line[1:] for line in lines}


class _Step:
    """One rewriting of the text; where it changed lengths is looked up only when asked."""

    __slots__ = ("_edits", "before", "pattern", "replace")

    def __init__(self, before: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str] | None) -> None:
        self.before = before
        self.pattern = pattern
        self.replace = replace
        self._edits: tuple[list[int], list[int], list[int], list[int]] | None = None

    def edits(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """Give, for each change of length, its place after the step, the length there, its start and end before."""
        if self._edits is None:
            places: list[int] = []
            sizes: list[int] = []
            starts: list[int] = []
            ends: list[int] = []
            shift = 0
            for found in self.pattern.finditer(self.before):
                start, end = found.span()
                size = 0 if self.replace is None else len(self.replace(found))
                if size != end - start:
                    places.append(start - shift)
                    sizes.append(size)
                    starts.append(start)
                    ends.append(end)
                    shift += end - start - size
            self._edits = places, sizes, starts, ends
        return self._edits

    def start(self, index: int) -> int:
        """Give where the character at an index after the step began before it."""
        places, sizes, starts, ends = self.edits()
        at = bisect_right(places, index) - 1
        if at < 0:
            return index
        over = index - places[at] - sizes[at]
        return starts[at] if over < 0 else ends[at] + over

    def end(self, index: int) -> int:
        """Give where the character before an index after the step ended before it."""
        if index == 0:
            return 0
        places, sizes, _, ends = self.edits()
        at = bisect_right(places, index - 1) - 1
        if at < 0:
            return index
        return ends[at] + max(0, index - places[at] - sizes[at])


class Folded:
    """A folded text that knows where each of its characters stands in the caller's text."""

    __slots__ = ("_steps", "source", "text")

    def __init__(self, source: str, text: str, steps: tuple[_Step, ...] = ()) -> None:
        self.source = source
        self.text = text
        self._steps = steps

    def start(self, index: int) -> int:
        """Give where the folded character at an index begins in the caller's text; its length for the end."""
        for step in reversed(self._steps):
            index = step.start(index)
        return index

    def end(self, index: int) -> int:
        """Give where the folded character before an index ends in the caller's text; 0 for 0."""
        for step in reversed(self._steps):
            index = step.end(index)
        return index

    def gap(self, index: int) -> str:
        """Give what was taken out of the caller's text before the folded character at an index."""
        return self.source[self.end(index) : self.start(index)] if self._steps else ""

    def evasions(self, start: int, end: int) -> tuple[str, ...]:
        """Name the disguises in a folded span, sorted; width, case and script are none.

        combining, compatibility, look-alike, markup, pinyin, private-use, radical, separator, zero-width.
        """
        if self.source[self.start(start) : self.end(end)] == self.text[start:end]:
            return ()
        names: set[str] = set()
        before = self.start(start)
        for index in range(start, end):
            first, last = self.start(index), self.end(index + 1)
            if first > before:
                names |= _removed(self.source[before:first])
            piece = self.source[first:last]
            if piece != self.text[index]:
                names.add(_disguise(piece, self.text[index]))
            before = last
        return tuple(sorted(names - {""}))


def fold(text: str) -> Folded:
    """Fold a text; lone surrogates and controls are folded away, line ends stay."""
    tables = _tables()
    single, match = tables.single, tables.clean
    stop = match(text, 0).end()
    length = len(text)
    folded = text
    if stop < length and "A" <= text[stop] <= "Z":
        folded = text.lower()
        # İ is longer in lower case.
        if len(folded) == length:
            stop = match(folded, stop).end()
        else:
            folded = text
    if stop == length:
        return Folded(text, folded) if _GAP.search(folded) is None else _folded(text, folded, special=False)
    # A few characters are put in by hand; a text in which many change is translated whole.
    pieces: list[str] = []
    begin, highest = 0, 0
    few = max(_FEW, length // _RARE)
    while stop < length and len(pieces) < few:
        code = ord(folded[stop])
        highest = max(highest, code)
        pieces += (folded[begin:stop], single[code] if code < _PLANE else folded[stop])
        begin = stop + 1
        stop = match(folded, begin).end()
    if stop < length:
        return _folded(text, text.translate(single))
    folded = "".join((*pieces, folded[begin:]))
    return _folded(text, folded, special=highest >= _PLANE or _LONGER in folded)


def _folded(source: str, text: str, special: bool = True) -> Folded:
    """Take out what is to go from a text that is folded one character to one; `special`: some may be longer."""
    steps: list[_Step] = []
    if special and _SPECIAL.search(text):

        def spelled(found: re.Match[str]) -> str:
            return _spelled(source[found.start()])

        text = _applied(steps, text, _SPECIAL, spelled)
    if _DELETED in text:
        text = _applied(steps, text, _UNSEEN)
    for _ in range(_ROUNDS):
        before = len(steps)
        if "&" in text:
            text = _applied(steps, text, _ENTITY, _entity)
        text = _applied(steps, text, _MARKUP, _markup)
        text = _applied(steps, text, _GAP)
        # Only what was taken out can have made new markup of the rest.
        if len(steps) == before or not (_MARKUP.search(text) or "&" in text):
            break
    return Folded(source, text, tuple(steps))


def _applied(
    steps: list[_Step], text: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str] | None = None
) -> str:
    """Rewrite a text, and note the step where it changed anything."""
    after = pattern.sub(replace or "", text)
    if after != text:
        steps.append(_Step(text, pattern, replace))
    return after


def _spelled(character: str) -> str:
    """Fold a character that becomes longer, or stands beyond the first plane."""
    if "\U000e0000" <= character:
        return "" if character < "\U000f0000" else "\ue000"
    return _longer().get(character, character)


def _entity(found: re.Match[str]) -> str:
    """Give what an entity of HTML shows, folded; the entity itself where it is not known."""
    name = found[1]
    if name[0] != "#":
        return _NAMED.get(name, found[0])
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    if code > 0x10FFFF:
        return found[0]
    character = chr(code)
    single = character.translate(_tables().single)
    if single == _DELETED:
        return ""
    return single if single < _LONGER else _spelled(character)


def _markup(found: re.Match[str]) -> str:
    """Give what stays of inline markup: a line end for a block, the whole of a tag that shows text."""
    tag = found["tag"]
    if tag is None:
        return ""
    if _BLOCK.fullmatch(tag):
        return "\n"
    return found[0] if _SHOWN.search(found[0]) else ""


def _within(character: str, spans: str) -> bool:
    """Say whether a character lies in one of the spans."""
    return any(spans[at] <= character <= spans[at + 1] for at in range(0, len(spans), 2))


def _disguise(piece: str, folded: str) -> str:
    """Name the disguise of what became one folded character; empty for ordinary writing."""
    if piece.lower() == folded:
        return ""
    if len(piece) > 1:
        return "markup"
    if piece in _tables().lookalikes:
        return "look-alike"
    if _within(piece, _ORDINARY):
        return ""
    return next((name for name, spans in _KINDS if _within(piece, spans)), "compatibility")


def _removed(text: str) -> set[str]:
    """Name the disguises in what was taken out between two characters."""
    names = set()
    for name, pattern in _REMOVED:
        text, count = pattern.subn("", text)
        if count:
            names.add(name)
    for character in text:
        if _within(character, _PRIVATE):
            names.add("private-use")
        elif _within(character, _MARKS):
            names.add("combining")
        elif _spelled(character) == "" or character.translate(_tables().single) == _DELETED:
            names.add("zero-width")
        else:
            names.add("separator")
    return names
