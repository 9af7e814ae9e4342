"""What an import costs, and what it brings."""

import ast
import subprocess
import sys

import suitability


def test_loads_neither_pydantic_nor_babel() -> None:
    """Importing the library leaves the doors and the locales for when they are needed."""
    program = "import sys, suitability; print({'pydantic', 'pydantic_core', 'babel'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ast.literal_eval(done.stdout.replace("set()", "[]")) == []


def test_public_names_exist() -> None:
    """Every name the library calls public is there, once."""
    assert len(set(suitability.__all__)) == len(suitability.__all__)
    assert [name for name in suitability.__all__ if not hasattr(suitability, name)] == []
