"""A first look at files as they are written: which of them certainly say nothing that is looked for.

A text is made that holds all that the reader of the format would give, and may hold more; where that cannot be made by
a few replacements, the file must be parsed. Imported by a hook on each commit: the standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path

from suitability.readers.copy import READERS, decoded
from suitability.readers.copy_passage import Passage, Refused, Source, for_us

# Says of a text that nothing that is looked for stands in it, wherever lines begin.
Clean = Callable[[str], bool]
_BATCH = 32
_FEW = 4 * _BATCH

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_FRONT = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# Patterns begin with what they are looked for by: a look behind first would make them several times slower.
_FENCE = re.compile(r"\n```[^`\n]*\n(?:.*\n)*?[ ]{0,3}`{3,}[ \t]*(?=\n|\Z)")
_CODE = re.compile(r"(`+)(?!`)[^\n|]*?(?<!`)\1(?!`)")
_TAG_FIRST = re.compile(r"^[ \t>*+\-0-9.)]*<[A-Za-z/!?]", re.MULTILINE)
_BREAK = re.compile(r"<br[ ]?/?>", re.IGNORECASE)
# Tags within lines whose attributes show nothing.
_WITHIN = re.compile(
    r"</?(?:b|i|u|s|em|strong|span|font|sup|sub|mark|small|big|del|ins|a)"
    r"(?: (?:class|style|color|size|face|id|href|target)=\"[^\"<>`&]*\")*[ ]?/?>",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"<(https?://[^\s<>]*)>")
_TAGGED = re.compile(r"<[A-Za-z/!?]")
_TO = r"\((?!(?i:javascript|vbscript|file|data):)[^\s()<>\"'*_~`]*(?: \"([^\"\n*_~`]*)\")?\)"
_IMAGE = re.compile(rf"!\[([^\[\]\n]*)\]{_TO}")
_LINK = re.compile(rf"\[([^\[\]\n]*)\]{_TO}")
_MARKS = re.compile(r"[*_~]+")
# Beside one of these a mark parts nothing that it did not part before.
_SAFE = re.compile(rf"[\s\0{_HAN}，。！？；：、“”‘’《》【】|#,!?:\"]")
_BEGINS, _ENDS = re.compile(r"\n[ \t>]+"), re.compile(r"[ \t]+\n")
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")


class _MustBeParsed(Exception):
    """What a few replacements cannot make plain."""


def clean(name: str, text: str, nothing: Clean) -> bool:
    """Say whether a file certainly has no finding; `text` is what it holds, `nothing` looks at a text.

    A comment for us must be read: a waiver that fits nothing is a mistake.
    """
    try:
        return all(map(nothing, _texts(name, text)))
    except (_MustBeParsed, Refused):
        return False


def first_look(names: Iterable[str], nothing: Clean, *, workers: int = 2) -> Iterator[tuple[str, bool]]:
    """Say of each file, in order, whether it must be parsed; of many files, in processes of their own.

    `nothing` must be a function that can be pickled. What cannot be read must be parsed: that says why.
    """
    rest = iter(names)
    few = list(islice(rest, _FEW))
    if workers < 2 or len(few) < _FEW:
        for name in (*few, *rest):
            yield name, _must_be_parsed(name, nothing)
        return
    from multiprocessing import Pool

    with Pool(workers, _begin, (nothing,)) as pool:
        for looked in pool.imap(_look, _batches((*few, *rest))):
            yield from looked


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[at : at + _BATCH] for at in range(0, len(names), _BATCH))


_looking: list[Clean] = []


def _begin(nothing: Clean) -> None:
    _looking[:] = [nothing]


def _look(names: Sequence[str]) -> list[tuple[str, bool]]:
    return [(name, _must_be_parsed(name, _looking[0])) for name in names]


def _must_be_parsed(name: str, nothing: Clean) -> bool:
    text = decoded(name)
    return text is None or not clean(name, text, nothing)


def _texts(name: str, text: str) -> Iterator[str]:
    """Give what a file holds at most. Raises _MustBeParsed, or Refused."""
    suffix = Path(name).suffix.lower()
    if suffix in _PLAIN:
        yield _PLAIN[suffix](text)
    elif suffix in READERS:
        # These readers are as fast as anything that could be done here.
        for passage in import_module(READERS[suffix]).read(Source(name, text)):
            if not isinstance(passage, Passage) or passage.comments:
                raise _MustBeParsed
            yield passage.text
    else:
        yield text


def _markdown(text: str) -> str:
    """Give Markdown without what stands between characters that are read as one word."""
    text = text.replace("\r\n", "\n")
    if any(mark in text for mark in ("\\", "]:", "~~~", "\r")):
        raise _MustBeParsed
    if text.startswith(("---", "+++")):
        text = _front(text)
    if "`" in text:
        text = _CODE.sub("\0", _FENCE.sub("\n\n", f"\n{text}"))
        if "`" in text:
            raise _MustBeParsed
    if "<" in text:
        text = _without_tags(text)
    if "](" in text:
        text = _without_addresses(text)
    text = _MARKS.sub(_unmarked, text)
    if any(edge in text for edge in ("\n ", "\n>", "\t")):
        text = _BEGINS.sub("\n", text)
    if " \n" in text or "\t" in text:
        text = _ENDS.sub("\n", text)
    text = text.replace("\0", "[]")
    return _ENTITY.sub(_said, text) if "&" in text else text


def _front(text: str) -> str:
    """Give the front matter twice: its lines may be joined."""
    found = _FRONT.match(text)
    if found is None:
        return text
    if "''" in found[2] or "<" in found[2] or "](" in found[2]:
        raise _MustBeParsed
    return f"{found[2]}\n\n{_joined(found[2])}\n\n{text[found.end() :]}"


def _joined(text: str) -> str:
    return re.sub(r"[ \t]*\n[ \t]*", " ", text)


def _without_tags(text: str) -> str:
    if _TAG_FIRST.search(text):
        raise _MustBeParsed
    text = _ADDRESS.sub(r"\1", _WITHIN.sub("", _BREAK.sub("\n", text)))
    if _TAGGED.search(text):
        raise _MustBeParsed
    return text


def _without_addresses(text: str) -> str:
    """Take out where links and images lead; what they show beside stands at the end."""
    shown: list[str] = []

    def image(found: re.Match[str]) -> str:
        shown.extend(found.groups(""))
        return ""

    def link(found: re.Match[str]) -> str:
        shown.append(found.group(2) or "")
        return found[1]

    if "![" in text:
        text = _IMAGE.sub(image, text)
        if "![" in text:
            raise _MustBeParsed
    text = _LINK.sub(link, text)
    if "](" in text:
        raise _MustBeParsed
    return "\n\n".join((text, *filter(None, shown)))


def _unmarked(found: re.Match[str]) -> str:
    text, (begin, end), marks = found.string, found.span(), found[0]
    if marks == "~":
        return marks
    if "~" in marks and marks != "~~":
        raise _MustBeParsed
    before, after = text[begin - 1 : begin], text[end : end + 1]
    if not before or not after or _SAFE.match(before) or _SAFE.match(after):
        return ""
    if not marks.strip("_") and (before + after).isascii() and (before + after).isalnum():
        # Within a word it marks nothing.
        return marks
    raise _MustBeParsed


def _said(found: re.Match[str]) -> str:
    """Give what a reference to a character stands for."""
    if found[3]:
        from html.entities import html5

        said = html5.get(f"{found[3]};", "")
        if said in ("", "\n", "\t"):
            raise _MustBeParsed
        return said
    code = int(found[1]) if found[1] else int(found[2], 16)
    if not (0x20 <= code < 0x7F or 0xA0 <= code < 0xD800 or 0xE000 <= code < 0xFDD0 or 0xFE00 <= code < 0xFFF0):
        raise _MustBeParsed
    return chr(code)


_NOT_PLAIN = re.compile(
    r"<!\[|<\?|<(?:table|select|svg|math|template|noscript|textarea|iframe|xmp|plaintext|listing|noembed|noframes|"
    r"frameset|object|frame|form|button|isindex|image)\b|&(?:#?[A-Za-z0-9]+)(?![A-Za-z0-9;])",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>((?:[^<]|<(?!/))*+)</\1\s*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?:[^<>-]|-(?!-))*+-->|<!doctype [^<>]*>", re.IGNORECASE)
_ELEMENT = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9-]*+)((?:\s++[A-Za-z_:@][\w:.@-]*+(?:\s*+=\s*+(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>=`]++))?+)*+)\s*+/?>"
)
_VALUE = re.compile(r"\s([A-Za-z_:@][\w:.@-]*+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"']++))")
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
_OUTER = frozenset({"html", "head", "body"})
_SHOWN = frozenset({"alt", "title", "placeholder", "aria-label", "aria-description", "label", "content", "value"})


def _html(text: str) -> str:
    """Give the text of a well-nested page; other pages must be parsed, since a parser mends them."""
    if _NOT_PLAIN.search(text):
        raise _MustBeParsed
    text = re.sub(r"\s+", " ", text)
    text = _SCRIPT.sub(_script, text)
    text = _COMMENT.sub(_comment, text)
    blocks = _blocks()
    shown: list[str] = []
    opened: list[str] = []

    def element(found: re.Match[str]) -> str:
        name = found[2].lower()
        for value in _VALUE.finditer(found[3]):
            if value[1].lower() in _SHOWN:
                shown.append(next(filter(None, value.groups()[1:]), ""))
        if name in _OUTER:
            return ""
        if name not in _VOID:
            if not found[1]:
                opened.append(name)
            elif not opened or opened.pop() != name:
                raise _MustBeParsed
        return "\n" if name in blocks or name == "br" else ""

    text = _ELEMENT.sub(element, text)
    if opened or _TAGGED.search(text):
        raise _MustBeParsed
    return _ENTITY.sub(_said, "\n\n".join((text, *shown)))


def _script(found: re.Match[str]) -> str:
    if "<!--" in found[2]:
        raise _MustBeParsed
    return ""


def _comment(found: re.Match[str]) -> str:
    if for_us(found[0]):
        raise _MustBeParsed
    return ""


@cache
def _blocks() -> frozenset[str]:
    from suitability.readers.copy_html import BLOCKS

    return BLOCKS | {"td", "th", "title"}


def _yaml(text: str) -> str:
    """Give the lines of YAML as they are, and joined."""
    if any(mark in text for mark in ("\\", "''", "<", "](")) or for_us(text):
        raise _MustBeParsed
    return f"{text}\n\n{_joined(text)}"


_PLAIN: dict[str, Callable[[str], str]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".yaml": _yaml,
    ".yml": _yaml,
}
