"""Loading packs: those the package carries, and folders of a firm's own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from suitability.engine.ruleset import RuleSet
from suitability.errors import PackError
from suitability.packs.uncollected import uncollected
from suitability.rules.pack import Pack

if TYPE_CHECKING:
    from suitability.engine.phrasebook import Phrasebook

PACKAGED = ("cn", "handbook")
_DATA = Path(__file__).parent / "data"
# The phrases of the packaged packs together.
PHRASES = _DATA / "phrases.json"
# Beside src/ in a checkout, so that an editable install reads the rules that are being written.
_RULESETS = Path(__file__).parents[3] / "rulesets"


@attrs.frozen
class Folder:
    """A pack in a folder, read and checked at each load."""

    path: Path


def folder(path: str | os.PathLike[str]) -> Folder:
    """Name a pack by its folder."""
    return Folder(Path(path))


def load(*packs: str | Folder) -> RuleSet:
    """Load packs together: names of packaged packs, and folders. A later pack may use the names of those before it.

    Raises PackError where a pack cannot be found or two contradict each other, RuleFileErrors where a folder holds
    mistakes.
    """
    return RuleSet(read_packs(packs), _phrases if packs == PACKAGED and PHRASES.is_file() else None)


def read_packs(packs: Iterable[str | Folder]) -> list[Pack]:
    """Read packs in their order, each over those before it."""
    read: list[Pack] = []
    for pack in packs:
        read.append(_packaged(pack, read) if isinstance(pack, str) else _read(pack.path, read))
    return read


def source_folder(name: str) -> Path | None:
    """Give the folder a packaged pack is read from; None where the package carries it compiled."""
    found = _RULESETS / name
    return None if (_DATA / f"{name}.json").is_file() or not found.is_dir() else found


def ledger_file(pack: str | Folder) -> Path | None:
    """Give the file of a pack's ledger; None where it has none."""
    folder = source_folder(pack) if isinstance(pack, str) else pack.path
    file = _DATA / f"{pack}.ledger.toml" if folder is None else folder / "ledger.toml"
    return file if file.is_file() else None


def _phrases() -> Phrasebook:
    import json

    from suitability.engine.phrasebook import Phrasebook

    with uncollected():
        return Phrasebook.restore(json.loads(PHRASES.read_bytes()))


def _packaged(name: str, base: list[Pack]) -> Pack:
    if name not in PACKAGED:
        raise PackError(
            f"there is no packaged pack {name!r}; there are {', '.join(PACKAGED)}; name a folder by folder(…)"
        )
    compiled = _DATA / f"{name}.json"
    if compiled.is_file():
        from suitability.packs.store import restore

        with uncollected():
            return restore(compiled.read_text(encoding="utf-8"), base)
    found = source_folder(name)
    if found is None:
        raise PackError(f"the pack {name!r} was not installed with the package")
    return _read(found, base)


def _read(path: Path, base: list[Pack]) -> Pack:
    # Reading TOML needs pydantic, which a load of compiled packs does not.
    from suitability.rules.read import read_folder

    return read_folder(path, base)
