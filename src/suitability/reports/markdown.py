"""Markdown in which every text is shown as it was written, whatever stands in it."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Sequence

# Every mark that can begin something in some dialect is written as a character reference, which begins nothing in any.
_MARKS = re.compile(r"[&<>\"\\`*_{}\[\]|~$^]")
_FIRST = re.compile(r"^(?:[#+\-=:!%]|(\d+)[.)])")
_WIDE = str.maketrans("<>&", "＜＞＆")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\u2066-\u2069]")


def escape(text: str) -> str:
    """Give a text on one line, so that Markdown shows it as it is."""
    line = " ".join(_CONTROLS.sub("", text).split())
    line = _MARKS.sub(lambda found: _reference(found[0]), line)
    return _FIRST.sub(lambda found: (found[1] or "") + _reference(found[0][-1]), line)


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


def title(text: str) -> str:
    """Give the heading of a page.

    Makers of sites put it into the head of the page with its references undone, so there marks of markup are written
    as wide characters.
    """
    return f"# {escape(text.translate(_WIDE))}"


def code(text: str) -> str:
    """Give a name or a path, as code."""
    return f"<code>{escape(text)}</code>"


def fence(text: str, language: str = "") -> str:
    """Give lines of code, fenced by more marks than they hold."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    marks = "`" * max(longest + 1, 3)
    return f"{marks}{language}\n{_CONTROLS.sub('', text)}\n{marks}"


def anchor(name: str) -> str:
    """Give a name as it may stand in a link and as a file: itself, or where it may not, a code for it."""
    plain = _PLAIN.fullmatch(name) and name != "index"
    return name if plain else f"x-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def relative(there: str, here: str) -> str:
    """Give the way from one page to another, or to a place (`page#place`) on it."""
    page, _, name = there.partition("#")
    if page == here and name:
        return f"#{anchor(name)}"
    way = posixpath.relpath(page, posixpath.dirname(here))
    return f"{way}#{anchor(name)}" if name else way


def link(label: str, there: str, here: str) -> str:
    """Link from one page to another; the label is Markdown."""
    return f"[{label}]({relative(there, here)})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table of cells that are Markdown on one line; nothing where there are no rows."""
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines) if len(lines) > 2 else ""


def folded(summary: str, body: str) -> str:
    """Give a part of a cell that opens when it is asked for."""
    return f"<details><summary>{summary}</summary>{body}</details>"


def place(name: str) -> str:
    """Mark a place of a page that links can lead to."""
    return f'<a id="{anchor(name)}"></a>'


def page(*parts: str) -> str:
    """Give a page of its parts, leaving out those that hold nothing."""
    return "\n\n".join(part for part in parts if part) + "\n"
