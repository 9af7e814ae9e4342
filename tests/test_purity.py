"""No check reads clock, network, environment or chance."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parent.parent / "src" / "suitability"
EXEMPT = ("cli", "hooks")
MODULES = {"http", "locale", "random", "requests", "secrets", "socket", "ssl", "time", "urllib", "uuid"}
# Text in, text out.
PURE = {"urllib.parse"}
CALLS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "os.environ",
    "os.getenv",
    "os.getlogin",
    "os.urandom",
}


def sources() -> list[Path]:
    return [path for path in sorted(SOURCES.rglob("*.py")) if path.relative_to(SOURCES).parts[0] not in EXEMPT]


def impure(tree: ast.AST) -> Iterator[str]:
    """Name what a module reads that is not an argument."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name.split(".")[0] in MODULES)
            case ast.ImportFrom(module=str(module), names=names):
                if module.split(".")[0] in MODULES and module not in PURE:
                    yield module
                yield from (f"{module}.{name.name}" for name in names if f"{module}.{name.name}" in CALLS)
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
                if f"{owner}.{name}" in CALLS:
                    yield f"{owner}.{name}"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(SOURCES)))
def test_reads_only_what_it_is_given(path: Path) -> None:
    """Below the command line no module asks for the day, the environment, the network or chance."""
    assert list(impure(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "text",
    [
        "import random",
        "from urllib.request import urlopen",
        "import datetime as dt\ndt.date.today()",
        "from datetime import datetime\ndatetime.now()",
        "import os\nos.environ['HOME']",
        "from os import environ",
        "import time",
    ],
)
def test_sees_what_is_impure(text: str) -> None:
    """The walk finds each way of reading the outside."""
    assert list(impure(ast.parse(text)))
