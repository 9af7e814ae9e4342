"""Reading the messages of a JSON catalog, nested or not, and of ARB: every text is a passage, its path is the key.

Keys of ARB that begin with `@` hold notes for translators and are passed over. Keys are no copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from suitability.readers.copy_passage import LONGEST, Passage, Refused, Source, Weave

DEEPEST = 100
# A string is taken whole, without looking at its escapes.
_TOKEN = re.compile(
    r'[ \t\r\n]*+(?:(?P<text>"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+")|(?P<mark>[{}\[\],:])|'
    r"(?P<plain>true|false|null|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)(?![\w.])|(?P<end>\Z))"
)
_ESCAPE = re.compile(
    r"\\(?:u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})|u(?P<code>[0-9a-fA-F]{4})|"
    r'(?P<one>["\\/bfnrt])|)'
)
_ONE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def read(source: Source) -> Iterator[Passage]:
    """Read every text of the file with where it stands. Raises Refused."""
    if len(source.text) > LONGEST:
        raise Refused(f"longer than {LONGEST} characters: a catalog of messages is smaller")
    arb = source.name.lower().endswith(".arb")
    for path, begin, end in _texts(source.text):
        if not (arb and path.startswith("@")):
            weave = Weave(source, path)
            unescaped(weave, source.text, begin, end)
            yield weave.passage()


def unescaped(weave: Weave, text: str, begin: int, end: int) -> None:
    """Weave what a string of JSON says, its quotes not counted. Raises Refused."""
    for found in _ESCAPE.finditer(text, begin, end) if text.find("\\", begin, end) >= 0 else ():
        at = found.start()
        # The match of an escape that is none is its backslash alone.
        if len(found[0]) == 1:
            raise Refused(f"not JSON: {text[at : at + 2]!r} is no escape", at)
        weave.keep(text, begin, at)
        if found["high"]:
            pair = int(found["high"], 16) - 0xD800 << 10 | int(found["low"], 16) - 0xDC00
            said = chr(0x10000 + pair)
        elif found["code"]:
            code = int(found["code"], 16)
            said = "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
        else:
            said = _ONE.get(found["one"], found["one"])
        weave.put(said, at, found.end())
        begin = found.end()
    weave.keep(text, begin, end)


def _texts(text: str) -> Iterator[tuple[str, int, int]]:
    """Give the path of every text and the span between its quotes; the nesting is kept by hand, not by the stack."""
    path: list[str | int] = []
    close: list[str] = []
    at, want = 0, "value"
    while True:
        found = _TOKEN.match(text, at)
        if found is None:
            raise _wrong(text, at, want)
        begin, at = found.start(found.lastgroup or 0), found.end()
        kind, mark = found.lastgroup, found[0].strip()
        if kind == "end":
            if want == "end":
                return
            raise _wrong(text, begin, want)
        if want in ("value", "value or ]") and (kind in ("text", "plain") or mark in ("{", "[")):
            if kind == "text":
                yield keyed(path), begin + 1, at - 1
            if mark in ("{", "["):
                if len(close) == DEEPEST:
                    raise Refused(f"nested deeper than {DEEPEST}", begin)
                close.append("}" if mark == "{" else "]")
                path.append("" if mark == "{" else 0)
                want = "key or }" if mark == "{" else "value or ]"
                continue
        elif want in ("key", "key or }") and kind == "text":
            path[-1] = _key(text, begin, at)
            want = "colon"
            continue
        elif want == "colon" and mark == ":":
            want = "value"
            continue
        elif close and mark == close[-1] and want in ("comma", f"value or {mark}", f"key or {mark}"):
            close.pop()
            path.pop()
        elif want == "comma" and mark == ",":
            last = path[-1]
            if isinstance(last, int):
                path[-1] = last + 1
            want = "value" if isinstance(last, int) else "key"
            continue
        else:
            raise _wrong(text, begin, want)
        want = "comma" if close else "end"


def _key(text: str, begin: int, end: int) -> str:
    if text.find("\\", begin, end) < 0:
        return text[begin + 1 : end - 1]
    key = Weave(Source("", ""))
    unescaped(key, text, begin + 1, end - 1)
    return key.passage().text


def keyed(path: Sequence[str | int]) -> str:
    """Write a path as a key: `home.steps[2].title`."""
    return "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path).removeprefix(".")


def _wrong(text: str, at: int, want: str) -> Refused:
    while text[at : at + 1] and text[at] in " \t\r\n":
        at += 1
    if text[at : at + 1] == '"':
        return Refused("not JSON: a text that does not end on its line", at)
    needed = {"end": "more stands after its end", "comma": "a comma or what closes is missing"}
    return Refused(f"not JSON: {needed.get(want, f'here a {want} is missing')}", at)
