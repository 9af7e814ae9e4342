"""Reading a pydantic model: its fields, those of models it is made of, and where each is written."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from suitability.readers.form_field import ReadField, Unread


def read_model(where: str, name: str) -> Iterator[ReadField | Unread]:
    """Read the model `name` of a module or of a file; the module is imported, so its code runs."""
    shown = f"{where}:{name}"
    before = dict(sys.modules)
    try:
        model = getattr(_imported(where), name, None)
        if isinstance(model, type) and issubclass(model, BaseModel):
            # At once: a file's module is forgotten after.
            found: list[ReadField | Unread] = list(_fields(model, (), name, True, ()))
        else:
            said = f"there is no {name} in {where}" if model is None else f"{name} is no pydantic model"
            found = [Unread(shown, said)]
    except FileNotFoundError as error:
        found = [Unread(shown, f"cannot be read: {error.strerror}")]
    except (Exception, SystemExit) as error:  # noqa: BLE001  whatever the user's module does when it is imported
        found = [Unread(shown, f"importing it raised {type(error).__name__}: {str(error)[:200]}")]
    finally:
        if where.endswith(".py"):
            stem = Path(where).stem
            sys.modules.pop(stem, None)
            sys.modules.update({stem: before[stem]} if stem in before else {})
    yield from found


def _imported(where: str) -> Any:
    if not where.endswith(".py"):
        # As of a command run in the folder of the project: its modules are found before any other's.
        sys.path.insert(0, str(Path.cwd()))
        try:
            return importlib.import_module(where)
        finally:
            sys.path.pop(0)
    if not Path(where).is_file():
        raise FileNotFoundError(2, "No such file or directory")
    spec = importlib.util.spec_from_file_location(Path(where).stem, where)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Annotations are resolved, and sources found, by the name of the module.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _fields(
    model: type[BaseModel], path: tuple[str, ...], table: str, required: bool, within: tuple[type, ...]
) -> Iterator[ReadField]:
    for name, field in model.model_fields.items():
        must = required and field.is_required()
        inner = [] if model in within else list(dict.fromkeys(_models(field.annotation)))
        if inner:
            for one in inner:
                yield from _fields(one, (*path, name), table, must, (*within, model))
            continue
        yield ReadField(
            ".".join((*path, name)),
            _place(model, name),
            label=field.title or "",
            comment=field.description or "",
            need="mandatory" if must else "optional",
            table=table,
        )


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Give the models an annotation names, in lists, unions and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _place(model: type[BaseModel], name: str) -> str:
    """Give where a field is written: in the model, or in one it takes it from."""
    owner = next((one for one in model.__mro__ if name in inspect.get_annotations(one)), model)
    try:
        file = inspect.getsourcefile(owner)
        lines, first = inspect.getsourcelines(owner)
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, TypeError, SyntaxError):
        return f"{owner.__module__}:{owner.__qualname__}.{name}"
    indent = len(lines[0]) - len(lines[0].lstrip())
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            return f"{_shown(file or owner.__module__)}:{first + node.lineno - 1}:{indent + node.col_offset + 1}"
    return f"{_shown(file or owner.__module__)}:{first}:{indent + 1}"


def _shown(file: str) -> str:
    """Give a file as one would name it here."""
    try:
        return str(Path(file).relative_to(Path.cwd()))
    except ValueError:
        return file
