"""A first look at HTML: the text of a well-nested page; others must be parsed, since a parser mends them."""

from __future__ import annotations

import re

from suitability.readers.copy_html import BLOCKS
from suitability.readers.copy_passage import for_us
from suitability.readers.first_look_plain import ENTITY, TAGGED, MustBeParsed, expression, said

_BLOCKS = BLOCKS | {"td", "th", "title"}
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


def plain(text: str) -> str:
    """Give the text of a page, and of its attributes. Raises MustBeParsed."""
    if _NOT_PLAIN.search(text):
        raise MustBeParsed
    text = expression(r"\s+").sub(" ", text)
    text = _SCRIPT.sub(_script, text)
    text = _COMMENT.sub(_comment, text)
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
                raise MustBeParsed
        return "\n" if name in _BLOCKS or name == "br" else ""

    text = expression(r" *\n *").sub("\n", _ELEMENT.sub(element, text))
    if opened or expression(TAGGED).search(text):
        raise MustBeParsed
    return expression(ENTITY).sub(said, "\n\n".join((text, *shown)))


def _script(found: re.Match[str]) -> str:
    if "<!--" in found[2]:
        raise MustBeParsed
    return ""


def _comment(found: re.Match[str]) -> str:
    if for_us(found[0]):
        raise MustBeParsed
    return ""
