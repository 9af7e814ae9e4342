"""A first look at files as they are written: which of them certainly say nothing that is looked for.

A text is made that holds all that the reader of the format would give, and may hold more; where that cannot be made by
a few replacements, the file must be parsed. Imported by a hook on each commit: the standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import chain, islice
from pathlib import Path

from suitability.readers.copy import READERS, decoded
from suitability.readers.copy_passage import Passage, Refused, Source, for_us
from suitability.readers.first_look_plain import MustBeParsed, joined

# Says of a text that nothing that is looked for stands in it, wherever lines begin.
Clean = Callable[[str], bool]
_BATCH = 32
_FEW = 2 * _BATCH
# What makes a format that is slow to parse plain by a few replacements.
_PLAIN = {
    ".md": "suitability.readers.first_look_markdown",
    ".markdown": "suitability.readers.first_look_markdown",
    ".html": "suitability.readers.first_look_html",
    ".htm": "suitability.readers.first_look_html",
}


def clean(name: str, text: str, nothing: Clean) -> bool:
    """Say whether a file certainly has no finding; `text` is what it holds, `nothing` looks at a text.

    A comment for us must be read: a waiver that fits nothing is a mistake.
    """
    try:
        return all(map(nothing, _texts(name, text)))
    except (MustBeParsed, Refused):
        return False


def first_look(names: Iterable[str], nothing: Clean, *, workers: int = 2) -> Iterator[bool]:
    """Say of each file, in order, whether it must be parsed; of many files, in processes of their own.

    `nothing` must be a function that can be pickled. What cannot be read must be parsed: that says why.
    """
    rest = iter(names)
    few = list(islice(rest, _FEW))
    if workers < 2 or len(few) < _FEW:
        for name in chain(few, rest):
            yield _must_be_parsed(name, nothing)
        return
    from multiprocessing import Pool

    # What is compiled for the first files the other processes need not compile again, where they are forks.
    _begin(nothing)
    looked = _look(few)
    with Pool(workers, _begin, (nothing,)) as pool:
        for more in chain((looked,), pool.imap(_look, _batches(list(rest)))):
            yield from more


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[at : at + _BATCH] for at in range(0, len(names), _BATCH))


_looking: list[Clean] = []


def _begin(nothing: Clean) -> None:
    _looking[:] = [nothing]


def _look(names: Sequence[str]) -> list[bool]:
    return [_must_be_parsed(name, _looking[0]) for name in names]


def _must_be_parsed(name: str, nothing: Clean) -> bool:
    text = decoded(name)
    return text is None or not clean(name, text, nothing)


def _texts(name: str, text: str) -> Iterator[str]:
    """Give what a file holds at most. Raises MustBeParsed, or Refused."""
    suffix = Path(name).suffix.lower()
    if suffix in _PLAIN:
        yield import_module(_PLAIN[suffix]).plain(text)
    elif suffix in (".yaml", ".yml"):
        yield _yaml(text)
    elif suffix in READERS:
        # These readers are as fast as anything that could be done here.
        for passage in import_module(READERS[suffix]).read(Source(name, text)):
            if not isinstance(passage, Passage) or passage.comments:
                raise MustBeParsed
            yield passage.text
    else:
        yield text


def _yaml(text: str) -> str:
    """Give the lines of YAML as they are, and joined."""
    if any(mark in text for mark in ("\\", "''", "<", "](")) or for_us(text):
        raise MustBeParsed
    return f"{text}\n\n{joined(text)}"
