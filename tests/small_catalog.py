"""Rows of a catalog by hand, and a git repository of a folder of its own."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from suitability.catalog.rows import Catalog, Row, Written
from suitability.engine.ruleset import RuleSet
from suitability.readers.record import read
from suitability.spot import Spot

AUTHOR = ("Wang Fang", "wang@bank.example")


def row(
    rules: RuleSet, key: str, product: Mapping[str, Any], file: str = "shelf.csv", line: int = 2, **units: str
) -> Row:
    """Make a row of a product's facts, a column each; `units` are those of facts, by name."""
    record = {"entry": {"key": key}, "product": {"key": key, **product}, "seller": {"key": "bank"}}
    told = {}
    for column, (name, value) in enumerate(product.items(), 2):
        inner = [f".{part}" for part in value] if isinstance(value, dict) else []
        for part in ("", *inner):
            told[f"product.{name}{part}"] = Written(Spot(file, line, column), str(value), units.get(name, ""))
    mark = hash(repr([record["product"], units]))
    return Row(key, read("product", record, rules), record, Spot(file, line, 1), mark, lambda: told)


def catalog(*rows: Row) -> Catalog:
    """Make a catalog of rows, in one file."""
    return Catalog(rows, files=("shelf.csv",))


class Git:
    """A git repository, and people who commit to it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
            monkeypatch.delenv(name, raising=False)
        self.run("init", "-q", "-b", "main")
        self.run("config", "user.name", AUTHOR[0])
        self.run("config", "user.email", AUTHOR[1])

    def run(self, *words: str) -> str:
        done = subprocess.run(["git", "-C", str(self.folder), *words], check=True, capture_output=True)
        return done.stdout.decode().strip()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, files: Mapping[str, str | bytes] | None = None, *options: str, says: str = "a change") -> str:
        """Commit everything; `options` are those of git, as `--author=…`."""
        self.write(files or {})
        self.run("add", "--all")
        self.run("commit", "-q", "--allow-empty", "-m", says, *options)
        return self.run("rev-parse", "HEAD")

    def branch(self, name: str = "change") -> None:
        self.run("checkout", "-q", "-b", name)
