"""The settings of a repository: `suitability.toml`, or the table `[tool.suitability]` of `pyproject.toml`.

Imported by a hook on each commit: the standard library only, and the reader of TOML where there is a file to read.
What is wrong with a file is put into words only where something is.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from suitability.engine.files import fits
from suitability.errors import RuleFileError, RuleFileErrors, SuitabilityError
from suitability.messages.locales import LOCALES, resolve

FILE, SHARED = "suitability.toml", "pyproject.toml"
TABLE = ("tool", "suitability")
FILES = ("baseline", "catalog", "catalog-map", "approvers", "approvals")
# As rules.pack and packs.load have them; a test holds them together.
SEVERITIES = ("note", "warn", "block")
PACKAGED = ("cn", "handbook")

Where = tuple[str | int, ...]


class Told(NamedTuple):
    """What a `[[copy]]` table says of the files that `match` fits; None where it does not say.

    `family` `none`: the copy names no product.
    """

    match: str
    genre: str | None = None
    channel: str | None = None
    family: str | None = None


class Settings(NamedTuple):
    """What a repository says once for every run. None, or nothing, where it does not say.

    `root` is the folder that the names of files begin in: that of `file`, else `start`, the one looked from. `packs`,
    `paths` and the files are given so that they can be opened; a packaged pack by its name.
    """

    root: Path
    start: Path
    file: Path | None = None
    packs: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str | None = None
    strict: bool = False
    language: str | None = None
    decisions: tuple[Path, ...] = ()
    baseline: Path | None = None
    catalog: Path | None = None
    catalog_map: Path | None = None
    seller: tuple[tuple[str, str], ...] = ()
    approvers: Path | None = None
    approvals: Path | None = None
    copy: tuple[Told, ...] = ()

    def name(self, file: str) -> str:
        """Name a file as settings, waivers and baselines do: from the root, with `/`."""
        return Path(_shown_from(self.root, Path(file))).as_posix()

    def opened(self, name: str) -> str:
        """Give the path by which a file that is named from the root can be opened."""
        return _shown_from(self.start, self.root / name)

    def excluded(self, file: str) -> bool:
        """Say whether a file is not to be judged, however it was named."""
        return bool(self.exclude) and self._fitted(self.exclude, file) is not None

    def told(self, file: str) -> Told | None:
        """Give what is said of a file: by the first `[[copy]]` table that fits it, and by no other."""
        at = self._fitted([told.match for told in self.copy], file) if self.copy else None
        return None if at is None else self.copy[at]

    def _fitted(self, patterns: Sequence[str], file: str) -> int | None:
        name = self.name(file)
        return next((at for at, pattern in enumerate(patterns) if fits(pattern, name)), None)


def settings(path: str | os.PathLike[str] | None, start: str | os.PathLike[str]) -> Settings:
    """Read the settings named by a path, else the nearest in a folder or in one above it.

    In one folder `suitability.toml` goes before `pyproject.toml`. Raises RuleFileErrors with every mistake.
    """
    root = Path(os.path.abspath(start))  # noqa: PTH100  a link stays one
    if path is None:
        found = _nearest(root)
        if found is None:
            return Settings(root, root)
        file, data = found
        shown = _shown_from(root, file)
    else:
        file, shown = Path(path), str(path)
        data = _parsed(file, shown, _bytes(file))
        if file.name == SHARED and _tool(data) is None:
            raise SuitabilityError(f"{shown}: there is no table [{'.'.join(TABLE)}]")
    shared = file.name == SHARED
    table = _Table(_tool(data) if shared else data, TABLE if shared else (), [])
    made = _read(table, Path(os.path.abspath(file)), root)  # noqa: PTH100
    table.close()
    if table.mistakes:
        _refuse(file, shown, table.mistakes)
    return made


def _nearest(start: Path) -> tuple[Path, Any] | None:
    for folder in (start, *start.parents):
        for name in (FILE, SHARED):
            file = folder / name
            if not file.is_file():
                continue
            content = _bytes(file)
            # Most files of projects have no such table, and need not be parsed to know it.
            if name == SHARED and TABLE[1].encode() not in content:
                continue
            data = _parsed(file, _shown_from(start, file), content)
            if name == FILE or _tool(data) is not None:
                return file, data
    return None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SuitabilityError(f"{file}: cannot be read: {error.strerror}") from None


def _parsed(file: Path, shown: str, content: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        _refuse(file, shown, [])
        raise


def _tool(data: Any) -> Any:
    for key in TABLE:
        data = data.get(key) if isinstance(data, dict) else None
    return data


class _Mistake(NamedTuple):
    """What is wrong with the value at a place, or with its key; `choices` hold what may stand there."""

    where: Where
    message: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    key: str = ""


class _Table:
    """A table that is being read, and the mistakes found so far. What nobody asked for is an unknown key."""

    def __init__(self, data: Any, where: Where, mistakes: list[_Mistake]) -> None:
        self.where = where
        self.mistakes = mistakes
        self.known: list[str] = []
        self.data = data if isinstance(data, dict) else {}
        self.sound = data is self.data
        if not self.sound:
            self.wrong((), "is to be a table")

    def wrong(self, place: Where, message: str, hint: str = "", choices: tuple[str, ...] = ()) -> None:
        where = (*self.where, *place)
        field = ".".join(map(str, where)).removeprefix(".".join(TABLE) + ".")
        self.mistakes.append(_Mistake(where, f"{field}: {message}", hint, choices))

    def value(self, key: str) -> Any:
        self.known.append(key)
        return self.data.get(key)

    def text(self, key: str, choices: tuple[str, ...] = ()) -> str | None:
        value = self.value(key)
        if value is None or self._is_text((key,), value, choices):
            found: str | None = value
            return found
        return None

    def entries(self, key: str) -> Iterator[tuple[int, str]]:
        value = self.value(key)
        if value is not None and not isinstance(value, list):
            self.wrong((key,), "is to be a list of texts, in brackets")
            return
        yield from ((at, one) for at, one in enumerate(value or ()) if self._is_text((key, at), one))

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(one for _, one in self.entries(key))

    def patterns(self, key: str) -> tuple[str, ...]:
        found = dict(self.entries(key))
        for at, pattern in found.items():
            self.pattern((key, at), pattern)
        return tuple(found.values())

    def pattern(self, place: Where, pattern: str) -> None:
        if "\\" in pattern:
            self.wrong(place, f"{pattern!r} is written with \\", "folders are parted by /")

    def flag(self, key: str) -> bool:
        value = self.value(key)
        if value is not None and not isinstance(value, bool):
            self.wrong((key,), f"{_shown(value)} is neither true nor false")
        return value is True

    def tables(self, key: str) -> Iterator["_Table"]:
        value = self.value(key)
        if value is not None and not isinstance(value, list):
            self.wrong((key,), f"is to be a list of tables: [[{key}]]")
            return
        for at, data in enumerate(value or ()):
            table = _Table(data, (*self.where, key, at), self.mistakes)
            yield table
            table.close()

    def close(self) -> None:
        for key in self.data.keys() - set(self.known):
            choices = tuple(self.known)
            self.mistakes.append(_Mistake((*self.where, key), f"unknown key {key!r}", "", choices, key))

    def _is_text(self, place: Where, value: Any, choices: tuple[str, ...] = ()) -> bool:
        if not isinstance(value, str) or not value.strip():
            self.wrong(place, f"{_shown(value)} is no text" if value != "" else "is empty", "", choices)
        elif choices and value not in choices:
            self.wrong(place, f"{value!r} is not one of the choices", "", choices)
        else:
            return True
        return False


def _shown(value: Any) -> str:
    return f"{value!r:.60}"


def _read(table: _Table, file: Path, start: Path) -> Settings:
    root = file.parent
    fail_on = table.text("fail-on", SEVERITIES)
    language = table.text("language")
    locale = resolve(language) if language is not None else None
    if language is not None and locale is None:
        table.wrong(("language",), f"{language!r} is no language of the reports, nor an alias of one", "", LOCALES)
    return Settings(
        root=root,
        start=start,
        file=file,
        packs=tuple(_packs(table, root)),
        paths=tuple(_shown_from(start, root / path) for path in table.texts("paths")),
        exclude=table.patterns("exclude"),
        fail_on=fail_on,
        strict=table.flag("strict"),
        language=locale.name if locale is not None else None,
        decisions=tuple(Path(_shown_from(start, root / name)) for name in table.texts("decisions")),
        seller=_seller(table),
        copy=tuple(_told(table)),
        **{key.replace("-", "_"): _file(table, key, root, start) for key in FILES},
    )


def _file(table: _Table, key: str, root: Path, start: Path) -> Path | None:
    name = table.text(key)
    return None if name is None else Path(_shown_from(start, root / name))


def _shown_from(start: Path, path: Path) -> str:
    try:
        return os.path.relpath(path, start)
    except ValueError:  # another drive
        return str(path)


def _packs(table: _Table, root: Path) -> Iterator[str]:
    for at, pack in table.entries("packs"):
        if pack in PACKAGED:
            yield pack
        elif (root / pack).is_dir():
            yield str(root / pack)
        else:
            table.wrong(("packs", at), f"{pack!r} is neither a packaged pack nor a folder of {root.name}", "", PACKAGED)


def _seller(table: _Table) -> tuple[tuple[str, str], ...]:
    data = table.value("seller")
    if data is None:
        return ()
    from suitability.model.vocabulary import Licence

    seller = _Table(data, (*table.where, "seller"), table.mistakes)
    told = {"key": seller.text("key"), "licence": seller.text("licence", get_args(Licence))}
    seller.close()
    return tuple((key, value) for key, value in told.items() if value is not None)


def _told(table: _Table) -> Iterator[Told]:
    if "copy" not in table.data:
        table.known.append("copy")
        return
    from suitability.model.vocabulary import CopyChannel, Family, Genre

    for one in table.tables("copy"):
        if not one.sound:
            continue
        match = one.text("match")
        genre = one.text("genre", get_args(Genre))
        channel = one.text("channel", get_args(CopyChannel))
        family = one.text("family", (*get_args(Family), "none"))
        if "match" not in one.data:
            one.wrong((), "the key 'match' is missing: the files that the table is for")
        elif match is not None:
            one.pattern(("match",), match)
        if not one.data.keys() & {"genre", "channel", "family"}:
            one.wrong((), "says nothing of its files: state their genre, channel or family")
        yield Told(match or "", genre, channel, family)


def _refuse(file: Path, shown: str, mistakes: Sequence[_Mistake]) -> None:
    """Raise what is wrong with a file, each mistake at its place; one that is no TOML has but that."""
    # Both cost much, and only a mistake needs them.
    from suitability.language.errors import near
    from suitability.rules.door import File

    errors: list[RuleFileError] = []
    opened = File(file, shown, errors)
    for mistake in mistakes if opened.readable else ():
        hint = mistake.hint or (near(mistake.key or _named(opened.data, mistake.where), mistake.choices))
        opened.error(mistake.where, mistake.message, hint, key=bool(mistake.key))
    if errors:
        raise RuleFileErrors(errors)


def _named(data: Any, where: Where) -> str:
    for part in where:
        data = data[part]
    return str(data)
