"""The records a command is given."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO


def opened(names: Sequence[str]) -> Iterator[tuple[str, BinaryIO]]:
    """Open files by name; `-` is the standard input. One that cannot be read says so when it is read."""
    for name in names:
        if name == "-":
            yield "<stdin>", sys.stdin.buffer
            continue
        try:
            content = Path(name).read_bytes()
        except OSError as error:
            yield name, _Broken(error)
        else:
            yield name, io.BytesIO(content)


class _Broken(io.BytesIO):
    """A stream that cannot be read, so that the reader says so at its place and goes on."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def read(self, size: int | None = -1, /) -> bytes:
        raise self.error
