"""Reading the file in which a user says which category the own fields hold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from suitability.errors import SuitabilityError
from suitability.language.errors import near
from suitability.personal.mapping import CATEGORIES, Table
from suitability.rules.place import Places


def read_table(name: str) -> Table:
    """Read a TOML file whose table `fields` names fields, or patterns of names, each with its category.

    Raises SuitabilityError with the place of every mistake.
    """
    try:
        text = Path(name).read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise SuitabilityError(f"{name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SuitabilityError(f"{name}: not UTF-8: {error.reason} at byte {error.start}") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        place = f"{name}:{found[1]}:{found[2]}" if found else name
        raise SuitabilityError(f"{place}: not TOML: {str(error).split(' (at')[0]}") from None
    wrong: list[tuple[tuple[str, ...], str]] = []
    fields = data.get("fields")
    wrong += [
        ((key,), f"{key!r} is not known here; the file has the table [fields]") for key in data if key != "fields"
    ]
    if not isinstance(fields, dict):
        wrong.append(((), "the file has no table [fields]"))
        fields = {}
    for field, category in fields.items():
        if category not in CATEGORIES:
            said = near(category, CATEGORIES) if isinstance(category, str) else "a category is a text"
            wrong.append((("fields", field), f"{category!r} is no category of data; {said}"))
    if wrong:
        places = Places(text)
        lines = (("{}:{}:{}: {}".format(name, *places.of(where), message)) for where, message in wrong)
        raise SuitabilityError("\n".join(lines))
    return Table(fields)
