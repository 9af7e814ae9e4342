"""Every public name has its line of typing, and the checkers of `make check` read it."""

import ast
from pathlib import Path

import pytest

import suitability
from suitability import testing

LINES = Path(__file__).with_name("public_names.py")


def used(module: str) -> set[str]:
    """Give the names of a module that the typing lines use."""
    tree = ast.parse(LINES.read_text(encoding="utf-8"))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == module
    }


@pytest.mark.parametrize(("name", "module"), [("s", suitability), ("testing", testing)])
def test_every_public_name_has_its_line(name: str, module: object) -> None:
    public = set(module.__all__)  # type: ignore[attr-defined]
    assert public - used(name) == set()
    assert used(name) <= public
