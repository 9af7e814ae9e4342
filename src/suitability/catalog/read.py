"""Reading a catalog: one file or many, folders of them, or the bytes of files."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from suitability.catalog.reading import json, sheet, xlsx, yaml
from suitability.catalog.reading.decode import LARGEST, Decoded, Undecodable, decode
from suitability.catalog.reading.gather import Gathered
from suitability.catalog.reading.mapping import Words
from suitability.catalog.rows import Catalog
from suitability.engine.ruleset import RuleSet
from suitability.errors import SuitabilityError
from suitability.spot import Spot, Unread

Paths = str | os.PathLike[str]
# By suffix: what reads the text of a file, and what reads its bytes.
TEXTS: Mapping[str, Callable[[str, Decoded, Gathered], None]] = {
    ".csv": sheet.read,
    ".tsv": sheet.read,
    ".json": json.read,
    ".jsonl": json.read_lines,
    ".ndjson": json.read_lines,
    ".yaml": yaml.read,
    ".yml": yaml.read,
}
BYTES: Mapping[str, Callable[[str, bytes, Gathered], None]] = {".xlsx": xlsx.read, ".xlsm": xlsx.read}
SUFFIXES = (*TEXTS, *BYTES)
# Catalogs in forms that are not read: said, where a folder holds one.
_OTHERS = (".xls", ".xlsb", ".ods", ".et", ".numbers")


def read_catalog(
    paths: Iterable[Paths] | Paths,
    rules: RuleSet,
    *,
    mapping: Words | None = None,
    seller: Mapping[str, Any] | None = None,
) -> Catalog:
    """Read the products of files, and of every catalog file of folders, in the terms of loaded packs.

    `mapping` says what a firm calls things (`read_words`), `seller` tells the facts of the seller where the files tell
    none, as a record's part `seller`. A wrong cell costs its row, a wrong file itself: both are in `unread`, all of
    them at once. Raises SuitabilityError where a path is not there, or an extra is missing.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    unread: list[Unread] = []
    texts = {str(path): path for one in given for path in _files(Path(one))}
    return _read(((name, _bytes(path, unread)) for name, path in texts.items()), rules, mapping, seller, unread)


def read_catalog_texts(
    texts: Mapping[str, bytes],
    rules: RuleSet,
    *,
    mapping: Words | None = None,
    seller: Mapping[str, Any] | None = None,
) -> Catalog:
    """Read the products of files whose bytes are given by their names, as `read_catalog` reads files."""
    return _read(texts.items(), rules, mapping, seller, [])


def is_catalog(name: str) -> bool:
    """Say whether a file of this name is read where a folder is."""
    return name.lower().endswith(SUFFIXES) and not Path(name).name.startswith((".", "~$"))


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for one in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in one.relative_to(path).parts)
            if not hidden and not one.is_dir() and (is_catalog(one.name) or one.name.lower().endswith(_OTHERS)):
                yield one
    elif path.exists():
        yield path
    else:
        raise SuitabilityError(f"there is no file or folder {path}")


def _bytes(path: Path, unread: list[Unread]) -> bytes | None:
    try:
        if path.stat().st_size > LARGEST:
            unread.append(Unread(Spot(str(path)), f"not read: a file of a catalog has at most {LARGEST >> 20} MB"))
            return None
        return path.read_bytes()
    except OSError as error:
        unread.append(Unread(Spot(str(path)), f"cannot be read: {error.strerror}"))
        return None


def _read(
    files: Iterable[tuple[str, bytes | None]],
    rules: RuleSet,
    mapping: Words | None,
    seller: Mapping[str, Any] | None,
    unread: list[Unread],
) -> Catalog:
    gathered = Gathered(rules, mapping or Words(), seller)
    gathered.unread = unread
    names = []
    # A catalog is a million objects that stay; looking among them for what may go takes as long as reading them.
    collects = gc.isenabled()
    gc.disable()
    try:
        for name, data in files:
            names.append(name)
            if data is not None:
                _one(name, data, gathered)
        return gathered.catalog(names)
    finally:
        if collects:
            gc.enable()


def _one(name: str, data: bytes, gathered: Gathered) -> None:
    suffix = Path(name).suffix.lower()
    if suffix in BYTES:
        BYTES[suffix](name, data, gathered)
        return
    reader = TEXTS.get(suffix)
    if reader is None:
        hint = "save it as .xlsx or .csv" if suffix in _OTHERS else f"there are {', '.join(SUFFIXES)}"
        gathered.refuse(Spot(name), f"not read: {suffix or 'a file without a suffix'} is no form of a catalog; {hint}")
        return
    try:
        decoded = decode(data)
    except Undecodable as error:
        gathered.refuse(Spot(name, error.line), str(error))
        return
    if decoded.remark:
        gathered.remark(Spot(name), "encoding", decoded.remark)
    reader(name, decoded, gathered)
