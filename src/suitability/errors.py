"""The exceptions of the library.

::

    SuitabilityError            misuse of the library, or input that cannot be checked
    ├── RecordErrors            a record does not have the shape of its subject: every error of it, at once
    ├── FactError               a value that a field of the model cannot hold
    ├── FactsContradict         a record tells otherwise than the firm states is always so
    ├── FactsAfterDay           a subject states facts dated after the day we stand on
    ├── PackError               a pack is missing, or two packs contradict each other
    └── RuleFileErrors          rule files are wrong: every `RuleFileError` of every file, at once

A subject that is not cleared is never an exception: it is a report with findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class SuitabilityError(Exception):
    """The library was misused, or its input cannot be checked."""


class FactError(SuitabilityError):
    """A value was given to a field that cannot hold it."""


class FactsAfterDay(SuitabilityError):
    """A subject states facts dated after `as_of`; `paths` names them."""

    def __init__(self, as_of: object, paths: Iterable[str]) -> None:
        self.paths = tuple(paths)
        super().__init__(
            f"facts dated after as_of {as_of}: {', '.join(self.paths)}; "
            "stand on a later day, or leave out what had not happened yet"
        )


class FactsContradict(SuitabilityError):
    """A record tells a fact otherwise than the firm states is always so; `path` names it."""

    def __init__(self, path: str, value: object, stated: Sequence[object], owner: str) -> None:
        self.path = path
        said = " or ".join("none" if one is None else _written(one) for one in stated)
        super().__init__(f"{path}: the record tells {_written(value)}; {owner} states that it is always {said}")


def _written(value: object) -> str:
    return ", ".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)


class PackError(SuitabilityError):
    """A pack cannot be found, or two packs say different things of one name."""


class RecordError(NamedTuple):
    """One thing wrong with a record: `path` as reports write it, and what is wrong there."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class RecordErrors(SuitabilityError):
    """A record does not have the shape of its subject; `errors` holds all that is wrong with it."""

    def __init__(self, errors: Iterable[RecordError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


class RuleFileError(NamedTuple):
    """One mistake of a rule file.

    `line` and `column` count from 1 and point into the file, inside the TOML string where the mistake
    stands in an expression. `hint` names the valid choices or the likely cure; it may be empty.
    `excerpt` is the lines around the place with a caret under the column.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    excerpt: str = ""

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}:{self.column}: {self.message}"
        if self.hint:
            text += f"\n  {self.hint}"
        if self.excerpt:
            text += f"\n{self.excerpt}"
        return text


class RuleFileErrors(SuitabilityError):
    """Rule files are wrong; `errors` holds every mistake of every file, in order of place."""

    def __init__(self, errors: Iterable[RuleFileError]) -> None:
        self.errors = tuple(sorted(errors))
        super().__init__("\n".join(str(error) for error in self.errors))
