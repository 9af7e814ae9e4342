"""The plain part of YAML that most catalogs are written in, line by line: keys, one-line values, lists by indentation.

A library that keeps the place of every word takes a minute for a large catalog. What is not certainly plain (an anchor,
a text over several lines, an escape) is left to it; `tests/catalog/test_yaml_lines.py` holds the two to one answer.
"""

from __future__ import annotations

import re
from typing import Any

_KEY = r"[^\W\d_][\w.()（）%‰-]*"
_WORD = r"\w[^,\[\]{}:#\"'\n]*"
_NOT_FIRST = r"\s?:,\[\]{}#&*!|>'\"%@`-"
_VALUE = (
    r"(?P<plain>[^" + _NOT_FIRST + r"][^#:\"'\n]*)"
    r"|\"(?P<double>[^\"\\\n]*)\"|'(?P<single>[^'\n]*)'"
    rf"|\[(?P<list>[ ]*|{_WORD}(?:, *{_WORD})*)\]"
    rf"|\{{(?P<map>{_KEY}: {_WORD}(?:, *{_KEY}: {_WORD})*)\}}"
)
_LINE = re.compile(rf"(?P<indent> *)(?P<dash>(?:- )?)(?:(?P<key>{_KEY}):(?: +|$))?(?:{_VALUE})?(?: +#.*| *)")
# What ends a line, or is no character, for a reader of YAML.
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_SKIPPED = re.compile(r" *(?:#.*)?")
_NONE = frozenset({"~", "null", "Null", "NULL"})
_MOST_LINES = 50_000
_DEEPEST = 40
_DASH = 2

# The indentation, what stands there (a dash, a member, a key with its value, a key alone), the key, the value.
Token = tuple[int, str, str, Any]


class _Unsure(Exception):
    """The text is not certainly plain."""


def scalar(text: str, plain: bool) -> str | None:
    """Give a scalar as a field takes it: its own text; null is none, and nothing is nothing told."""
    return None if plain and text in _NONE else text


class PlainLines:
    """Reads items; a line that was seen before is not looked at again."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[Token, ...] | None] = {}

    def read(self, text: str) -> list[Any] | None:
        """Read a block sequence; None where the text is not certainly plain."""
        text = text.replace("\r\n", "\n")
        if _ODD.search(text):
            return None
        if len(self._seen) > _MOST_LINES:
            self._seen.clear()
        tokens: list[Token] = []
        seen = self._seen
        for line in text.split("\n"):
            try:
                found = seen[line]
            except KeyError:
                found = seen[line] = _tokens(line)
            if found is None:
                return None
            tokens += found
        if not tokens:
            return None
        try:
            made, at = _block(tokens, 0, tokens[0][0], 0)
        except _Unsure:
            return None
        return made if at == len(tokens) and isinstance(made, list) else None


def _tokens(line: str) -> tuple[Token, ...] | None:
    if _SKIPPED.fullmatch(line):
        return ()
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    indent, key = len(found["indent"]), found["key"]
    value = _value(found)
    dashed: tuple[Token, ...] = ()
    if found["dash"]:
        if key is None:
            return None if value == "" and not _quoted(found) else ((indent, "member", "", value),)
        dashed = ((indent, "dash", "", None),)
        indent += _DASH
    if key is None:
        return None
    alone = value == "" and not _quoted(found)
    return (*dashed, (indent, "alone" if alone else "key", key, value))


def _quoted(found: re.Match[str]) -> bool:
    return found["double"] is not None or found["single"] is not None


def _value(found: re.Match[str]) -> Any:
    if found["plain"] is not None:
        return scalar(found["plain"].rstrip(), True)
    if found["list"] is not None:
        inner = found["list"].strip()
        return [scalar(part.strip(), True) for part in inner.split(",")] if inner else []
    if found["map"] is not None:
        pairs = [part.split(": ", 1) for part in found["map"].split(",")]
        return tuple((key.strip(), scalar(value.strip(), True)) for key, value in pairs)
    return found["double"] if found["double"] is not None else found["single"] or ""


def _block(tokens: list[Token], at: int, indent: int, depth: int) -> tuple[Any, int]:
    """Read the list or the mapping that begins at a token; give it, and the token behind it."""
    if depth > _DEEPEST:
        raise _Unsure
    if tokens[at][1] in ("dash", "member"):
        return _list(tokens, at, indent, depth)
    made: dict[str, Any] = {}
    size = len(tokens)
    while at < size:
        here, kind, key, value = tokens[at]
        if here != indent or kind == "dash" or kind == "member":
            break
        if key in made:
            raise _Unsure
        at += 1
        if kind == "key":
            made[key] = _fresh(value)
        elif at < size and (
            tokens[at][0] > indent or (tokens[at][0] == indent and tokens[at][1] in ("dash", "member"))
        ):
            made[key], at = _block(tokens, at, tokens[at][0], depth + 1)
        else:
            made[key] = ""
    if at < size and tokens[at][0] > indent:
        raise _Unsure
    return made, at


def _list(tokens: list[Token], at: int, indent: int, depth: int) -> tuple[list[Any], int]:
    made: list[Any] = []
    while at < len(tokens) and tokens[at][0] == indent and tokens[at][1] in ("dash", "member"):
        if tokens[at][1] == "member":
            made.append(_fresh(tokens[at][3]))
            at += 1
        else:
            inner, at = _block(tokens, at + 1, indent + _DASH, depth + 1)
            made.append(inner)
    if at < len(tokens) and tokens[at][0] > indent:
        raise _Unsure
    return made, at


def _fresh(value: Any) -> Any:
    if value.__class__ is tuple:
        made = dict(value)
        if len(made) < len(value):
            raise _Unsure
        return made
    return value
