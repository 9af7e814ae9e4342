"""The door of rule files: text to shapes, every mistake as an author error with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from suitability.errors import RuleFileError
from suitability.language.errors import ExpressionErrors, near
from suitability.rules.place import Places, excerpt
from suitability.spot import Spot

S = TypeVar("S", bound=BaseModel)
Where = tuple[str | int, ...]
# What `suitability rules new` writes where a rule's author has something to say.
UNFILLED = "FILL"


class Content(Protocol):
    """What a file's text is read from: a path, or what a bundle holds."""

    def read_bytes(self) -> bytes: ...


class File:
    """One TOML file of a pack, and the mistakes found in it so far."""

    def __init__(self, content: Content, shown: str, errors: list[RuleFileError]) -> None:
        self.shown = shown
        self.errors = errors
        self.data: dict[str, Any] = {}
        self.text = ""
        self.readable = False
        self._places: Places | None = None
        try:
            self.text = content.read_bytes().decode("utf-8-sig")
            self.data = tomllib.loads(self.text, parse_float=_decimal)
            self.readable = True
        except UnicodeDecodeError as error:
            self._report(1, 1, f"not UTF-8: {error.reason} at byte {error.start}", "save the file as UTF-8")
        except OSError as error:
            self._report(1, 1, f"cannot be read: {error.strerror}", "")
        except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
            found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
            line, column = (int(found[1]), int(found[2])) if found else (self.text.count("\n") + 1, 1)
            self._report(line, column, f"not TOML: {str(error).split(' (at')[0]}", "")

    def _report(self, line: int, column: int, message: str, hint: str) -> None:
        shown = excerpt(self.text, line, column) if self.text else ""
        self.errors.append(RuleFileError(self.shown, line, column, message, hint, shown))

    def error(
        self, where: Where, message: str, hint: str = "", *, offset: int | None = None, key: bool = False
    ) -> None:
        """Report a mistake at a key's value, at the key itself, or at a character of a text value."""
        line, column = self._place.key_of(where) if key else self._place.of(where, offset)
        self._report(line, column, message, hint)

    @property
    def _place(self) -> Places:
        if self._places is None:
            self._places = Places(self.text)
        return self._places

    def spot(self, where: Where) -> Spot:
        """Give where a value stands in the file."""
        return Spot(self.shown, *self._place.of(where))

    def expression_errors(self, where: Where, found: ExpressionErrors, shift: int = 0) -> None:
        """Report the mistakes of an expression at their places inside the TOML string."""
        for error in found.errors:
            self.error(where, error.message, error.hint, offset=error.offset + shift)

    def refuse_unfilled(self) -> None:
        """Report every text of the file that its author has still to write."""
        for where in _texts(self.data):
            if str(where[-1]).strip("⟦⟧") == UNFILLED:
                self.error(where[:-1], "is still to be filled in")

    def shaped(self, shape: type[S], data: Any = None, where: Where = ()) -> S | None:
        """Validate the file, or a part of it, against its shape."""
        try:
            return shape.model_validate(self.data if data is None else data)
        except ValidationError as problems:
            for problem in problems.errors(include_url=False):
                self._shape_error(shape, where, problem)
            return None

    def _shape_error(self, shape: type[BaseModel], where: Where, problem: Any) -> None:
        place = (*where, *(part for part in problem["loc"] if part != "[key]"))
        if problem["type"] == "extra_forbidden":
            known = _known_keys(shape, problem["loc"][:-1])
            self.error(place, f"unknown key {place[-1]!r}", near(str(place[-1]), known), key=True)
        elif problem["type"] == "missing":
            self.error(place[:-1], f"the key {place[-1]!r} is missing")
        else:
            self.error(place, f"{'.'.join(map(str, place))}: {problem['msg'][:1].lower()}{problem['msg'][1:]}")


def _texts(data: Any, where: Where = ()) -> Iterator[Where]:
    """Give every text of a file, each after the keys that lead to it."""
    if isinstance(data, str):
        yield (*where, data)
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _texts(value, (*where, key))


def _decimal(digits: str) -> Decimal:
    try:
        number = Decimal(digits)
    except InvalidOperation:
        raise ValueError(f"{digits} is not a number") from None
    if not number.is_finite():
        raise ValueError(f"{digits} is not a number")
    return number


def _known_keys(shape: Any, path: tuple[Any, ...]) -> list[str]:
    for part in path:
        # Of a list or a table of shapes, the part is an index or a name and leads to any of them.
        shape = get_args(shape)[-1] if get_args(shape) else shape.model_fields[part].annotation
    return [field.alias or name for name, field in shape.model_fields.items()]
