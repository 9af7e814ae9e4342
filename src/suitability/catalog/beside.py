"""What stands beside a file of copy: `FILE.suitability.toml`, which says what it is and which products it names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from suitability.catalog.told import UNTOLD, Told
from suitability.errors import RuleFileError, RuleFileErrors
from suitability.model.facts import NOT_TOLD
from suitability.model.vocabulary import Audience, CopyChannel, Family, Genre
from suitability.rules.door import File
from suitability.rules.place import Places
from suitability.rules.shape import Shape
from suitability.spot import Spot

SUFFIX = ".suitability.toml"
_Code = Annotated[str, StringConstraints(pattern=r"\S")]


class _Beside(Shape):
    """The shape of the file."""

    product: _Code | Annotated[list[_Code], Field(min_length=1)] | None = None
    channel: CopyChannel | None = None
    family: Family | None = None
    genre: Genre | None = None
    audience: Audience | None = None
    published: dt.date | Annotated[list[dt.date], Field(min_length=1)] | None = None
    until: dt.date | None = None


def beside(name: str) -> Told:
    """Read what stands beside a file of copy; nothing where nothing stands there.

    Raises RuleFileErrors with every mistake of it, each at its line.
    """
    path = Path(f"{name}{SUFFIX}")
    if not path.is_file():
        return UNTOLD
    errors: list[RuleFileError] = []
    file = File(path, str(path), errors)
    shape = file.shaped(_Beside) if file.readable else None
    if shape is not None:
        days = _many(shape.published)
        if shape.until is not None and days and shape.until < max(days):
            file.error(("until",), f"the copy ends on {shape.until}, before it is published on {max(days)}")
    if errors or shape is None:
        raise RuleFileErrors(errors)
    places = Places(file.text)
    listed = isinstance(shape.product, list)
    products = []
    for number, code in enumerate(_many(shape.product)):
        line, column = places.of(("product", number) if listed else ("product",))
        products.append((code.strip(), Spot(str(path), line, column)))
    return Told(
        tuple(products),
        NOT_TOLD if shape.channel is None else shape.channel,
        NOT_TOLD if shape.family is None else shape.family,
        NOT_TOLD if shape.genre is None else shape.genre,
        NOT_TOLD if shape.audience is None else shape.audience,
        tuple(sorted(_many(shape.published))),
        shape.until,
    )


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
