"""A first look at Markdown: its text without what stands between characters that are read as one word."""

from __future__ import annotations

import re

from suitability.readers.first_look_plain import ENTITY, TAGGED, MustBeParsed, expression, joined, said

# Expressions are compiled when a text asks for them: most ask for few. They begin with what they are looked for by: a
# look behind first would make them several times slower.
_FRONT = r"(?ms)(---|\+\+\+)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)"
_FENCE = r"\n```[^`\n]*\n(?:.*\n)*?[ ]{0,3}`{3,}[ \t]*(?=\n|\Z)"
_CODE = r"(`+)(?!`)[^\n|]*?(?<!`)\1(?!`)"
_TAG_FIRST = rf"(?m)^[ \t>*+\-0-9.)]*{TAGGED}"
_BREAK = r"(?i)<br[ ]?/?>"
# Tags within lines whose attributes show nothing.
_WITHIN = (
    r"(?i)</?(?:b|i|u|s|em|strong|span|font|sup|sub|mark|small|big|del|ins|a)"
    r"(?: (?:class|style|color|size|face|id|href|target)=\"[^\"<>`&]*\")*[ ]?/?>"
)
_ADDRESS = r"<(https?://[^\s<>]*)>"
_TO = r"\((?!(?i:javascript|vbscript|file|data):)[^\s()<>\"'*_~`]*(?: \"([^\"\n*_~`]*)\")?\)"
_IMAGE = rf"!\[([^\[\]\n]*)\]{_TO}"
_LINK = rf"\[([^\[\]\n]*)\]{_TO}"
# Beside one of these, or a Chinese character, a mark parts nothing that it did not part before.
_SAFE = frozenset('\0，。！？；：、“”‘’《》【】|#,!?:"')


def plain(text: str) -> str:
    """Give Markdown without what stands between characters that are read as one word."""
    text = text.replace("\r\n", "\n")
    if any(mark in text for mark in ("\\", "]:", "~~~", "\r")):
        raise MustBeParsed
    if text.startswith(("---", "+++")):
        text = _front(text)
    if "`" in text:
        text = expression(_CODE).sub("\0", expression(_FENCE).sub("\n\n", f"\n{text}"))
        if "`" in text:
            raise MustBeParsed
    if "<" in text:
        text = _without_tags(text)
    if "](" in text:
        text = _without_addresses(text)
    text = expression(r"[*_~]+").sub(_unmarked, text)
    if any(edge in text for edge in ("\n ", "\n>", "\t")):
        text = expression(r"\n[ \t>]+").sub("\n", text)
    if " \n" in text or "\t" in text:
        text = expression(r"[ \t]+\n").sub("\n", text)
    text = text.replace("\0", "[]")
    return expression(ENTITY).sub(said, text) if "&" in text else text


def _front(text: str) -> str:
    """Give the front matter twice: its lines may be joined."""
    found = expression(_FRONT).match(text)
    if found is None:
        return text
    if "''" in found[2] or "<" in found[2] or "](" in found[2]:
        raise MustBeParsed
    return f"{found[2]}\n\n{joined(found[2])}\n\n{text[found.end() :]}"


def _without_tags(text: str) -> str:
    if expression(_TAG_FIRST).search(text):
        raise MustBeParsed
    text = expression(_ADDRESS).sub(r"\1", expression(_WITHIN).sub("", expression(_BREAK).sub("\n", text)))
    if expression(TAGGED).search(text):
        raise MustBeParsed
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
        text = expression(_IMAGE).sub(image, text)
        if "![" in text:
            raise MustBeParsed
    text = expression(_LINK).sub(link, text)
    if "](" in text:
        raise MustBeParsed
    return "\n\n".join((text, *filter(None, shown)))


def _unmarked(found: re.Match[str]) -> str:
    text, (begin, end), marks = found.string, found.span(), found[0]
    if marks == "~":
        return marks
    if "~" in marks and marks != "~~":
        raise MustBeParsed
    before, after = text[begin - 1 : begin], text[end : end + 1]
    if not before or not after or _safe(before) or _safe(after):
        return ""
    if not marks.strip("_") and (before + after).isascii() and (before + after).isalnum():
        # Within a word it marks nothing.
        return marks
    raise MustBeParsed


def _safe(one: str) -> bool:
    han = "\u3400" <= one <= "\u9fff" or "\uf900" <= one <= "\ufaff" or "\U00020000" <= one <= "\U0003ffff"
    return han or one in _SAFE or one.isspace()
