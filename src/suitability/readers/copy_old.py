"""Text and Markdown as they are written: what the command `copy` reads until it takes `passages`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from suitability.readers import copy
from suitability.readers.copy_passage import Passage

SUFFIXES = (".md", ".markdown", ".txt")


class Unread(NamedTuple):
    """A file that cannot be read as text, and why."""

    name: str
    message: str


def read_copy(paths: Iterable[str], pasted: BinaryIO, *, whole: bool = False) -> Iterator[Passage | Unread]:
    """Read files, and those of folders that are text or Markdown; `-` is what was pasted."""
    for path in paths:
        if path != "-" and Path(path).is_dir():
            found = [name for name in copy._inside(path) if name.lower().endswith(SUFFIXES)]
            yield from (one for name in found for one in _read(name, whole))
            if not found:
                yield Unread(path, f"the folder holds no text: no {', '.join(SUFFIXES)}")
        elif path == "-":
            yield from _told(copy._text("<stdin>", pasted, whole, None))
        else:
            yield from _read(path, whole)


def _read(name: str, whole: bool) -> Iterator[Passage | Unread]:
    try:
        with Path(name).open("rb") as stream:
            yield from _told(copy._text(name, stream, whole, None))
    except OSError as error:
        yield Unread(name, f"cannot be read: {error.strerror}")


def _told(found: Iterable[object]) -> Iterator[Passage | Unread]:
    for one in found:
        if isinstance(one, Passage):
            yield one
        else:
            yield Unread(one.spot.file, one.message.removeprefix("not read: "))  # type: ignore[attr-defined]
