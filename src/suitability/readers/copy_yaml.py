"""Reading the messages of a YAML catalog: every text is a passage, its path is the key.

The parser's events are read, so nothing is expanded: an alias says again what its anchor said, where that stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from suitability.errors import SuitabilityError
from suitability.readers.copy_json import DEEPEST, keyed
from suitability.readers.copy_passage import LONGEST, Comments, Passage, Refused, Source, Weave, for_us

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)
_HEADER = re.compile(r"[|>][-+0-9]*[^\n]*\n")
# A line that goes on: what YAML folds into a space, or into line ends.
_FOLDED = re.compile(r"[ \t]*(?:\\?\r?\n[ \t]*)+")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_LARGEST_DEPTH = f"nested deeper than {DEEPEST}"


def read(source: Source) -> Iterator[Passage]:
    """Read every text of the file with where it stands. Raises Refused."""
    found = list(texts(source, 0, len(source.text)))
    comments = _comments(source, [(begin, end) for _, begin, end, _ in found])
    for _, _, _, weave in found:
        yield weave.passage(comments=comments)
    if comments and not found:
        yield Passage(source.name, "", comments=comments)


def told(source: Source, begin: int, end: int) -> Mapping[str, Passage]:
    """Give what a part of a file tells by its keys, the last where a key is told twice. Raises Refused."""
    return {key: weave.passage() for key, _, _, weave in texts(source, begin, end)}


def texts(source: Source, begin: int, end: int) -> Iterator[tuple[str, int, int, Weave]]:
    """Give the key of every text of a part, its span in the file, and what it says. Raises Refused."""
    if end - begin > LONGEST:
        raise Refused(f"longer than {LONGEST} characters: a catalog of messages is smaller")
    part = source.text if end - begin == len(source.text) else source.text[begin:end]
    path: list[str | int | None] = []
    for event in _events(part, begin):
        name = type(event).__name__
        if name in ("MappingStartEvent", "SequenceStartEvent"):
            _step(path, event)
            path.append(None if name == "MappingStartEvent" else -1)
            if len(path) > DEEPEST:
                raise Refused(_LARGEST_DEPTH, begin + event.start_mark.index)
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            path.pop()
            _after(path)
        elif name == "AliasEvent":
            if not _step(path, event):
                _after(path)
        elif name == "ScalarEvent":
            low, high = (begin + mark.index for mark in (event.start_mark, event.end_mark))
            if not path or not _step(path, event):
                weave = Weave(source, keyed([one for one in path if one is not None]))
                _woven(weave, source.text, low, high, event.value, event.style)
                yield weave.key, low, high, weave
                _after(path)


def _step(path: list[str | int | None], event: Any) -> bool:
    """Take the next place of a list, or the key of a mapping; say whether the event was a key."""
    if path and isinstance(path[-1], int):
        path[-1] += 1
    elif path and path[-1] is None:
        path[-1] = getattr(event, "value", "?")
        return True
    return False


def _after(path: list[str | int | None]) -> None:
    """Wait for the next key where the value of one has ended."""
    if path and isinstance(path[-1], str):
        path[-1] = None


def _events(text: str, begin: int) -> Iterator[Any]:
    try:
        import yaml
    except ModuleNotFoundError:
        message = "reading YAML needs the extra markup: pip install 'suitability[markup]'"
        raise SuitabilityError(message) from None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = begin if mark is None else begin + mark.index
        raise Refused(f"not YAML: {error.problem or error.context}", at) from None
    except yaml.YAMLError as error:
        raise Refused(f"not YAML: {str(error).splitlines()[0]}", begin) from None


def _woven(weave: Weave, text: str, begin: int, end: int, value: str, style: str | None) -> None:
    """Weave what a scalar says: as it is written but for folded lines, escapes and doubled quotes."""
    if style in ("|", ">"):
        header = _HEADER.match(text, begin)
        begin = header.end() if header else begin
    elif style in ("'", '"'):
        begin, end = begin + 1, end - 1
    if text[begin:end] == value:
        weave.keep(text, begin, end)
        return
    at, done = begin, 0
    while done < len(value):
        step, taken = _next(text, at, end, value, done, style)
        if taken == step and text.startswith(value[done : done + taken], at):
            weave.keep(text, at, at + step)
        else:
            weave.put(value[done : done + taken], at, at + step)
        at, done = at + step, done + taken


_PLAIN = re.compile(r"[^\s\\']+")


def _next(text: str, at: int, end: int, value: str, done: int, style: str | None) -> tuple[int, int]:
    """Give how many characters of the file say how many of the value, next."""
    if at >= end:
        return 0, len(value) - done
    plain = _PLAIN.match(text, at, end)
    if plain and value.startswith(plain[0], done):
        return len(plain[0]), len(plain[0])
    folded = _FOLDED.match(text, at, end)
    if folded:
        blank = len(value) - done - len(value[done:].lstrip(" \n"))
        return len(folded[0]), min(blank, len(folded[0])) if style in ("|", ">") else blank
    escape = _ESCAPE.match(text, at, end) if style == '"' else None
    if escape:
        return len(escape[0]), 1
    if style == "'" and text.startswith("''", at):
        return 2, 1
    return (1, 1) if text[at] == value[done] else (1, 0)


def _comments(source: Source, spans: list[tuple[int, int]]) -> Comments:
    """Give the comments that are for us; what stands inside a text is none."""
    if not for_us(source.text):
        return ()
    begins = [begin for begin, _ in spans]
    found = []
    for one in _COMMENT.finditer(source.text):
        before = bisect_right(begins, one.start()) - 1
        if for_us(one[0]) and (before < 0 or spans[before][1] <= one.start()):
            found.append((source.spot(one.start(), one.end()), one[0]))
    return tuple(found)
