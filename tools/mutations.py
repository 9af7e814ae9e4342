"""The small changes that `code_mutants` makes of a file.

Operators of comparison, logic and arithmetic turned, `not` dropped, constants moved, conditions turned or dropped,
results, calls and raises taken away.
"""

import ast
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
DECLARED = ("annotation", "returns", "decorator_list", "args", "bases", "keywords", "type_params", "ctx")

Replace = Callable[[Any], None]


@dataclass(frozen=True)
class Mutant:
    """One small change: where it stands, what it is, and how the tree is changed."""

    source: "Source"
    lines: range
    line: int
    what: str
    change: Callable[[], object]
    statement: ast.Assign | ast.AnnAssign | None

    @property
    def order(self) -> str:
        return hashlib.sha256(f"{self.source.path.name}:{self.line}:{self.what}".encode()).hexdigest()

    def __str__(self) -> str:
        return f"{self.source.path.relative_to(ROOT)}:{self.line}: {self.what}"


@dataclass(frozen=True, eq=False)
class Source:
    """A file whose code is changed."""

    path: Path
    tree: ast.Module = field(init=False)
    code: CodeType = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tree", ast.parse(self.path.read_text(encoding="utf-8")))
        object.__setattr__(self, "code", self.compiled())

    def compiled(self) -> CodeType:
        return compile(ast.fix_missing_locations(self.tree), str(self.path), "exec", dont_inherit=True)

    @property
    def module(self) -> str:
        parts = self.path.relative_to(ROOT / "src").with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def mutants(self) -> Iterator[Mutant]:
        """Give every small change of the bodies of functions and of the tables at the top of the module."""
        for statement in self.tree.body:
            if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                yield from self._definition(statement)
            elif isinstance(statement, (ast.Assign, ast.AnnAssign)) and _is_data(statement):
                yield from self._inside(statement, statement, statement)

    def _definition(self, node: ast.stmt) -> Iterator[Mutant]:
        if isinstance(node, ast.ClassDef):
            for child in node.body:
                yield from self._definition(child)
        elif isinstance(node, ast.FunctionDef):
            yield from self._inside(node, node, None)

    def _inside(self, node: ast.AST, within: ast.stmt, top: ast.stmt | None) -> Iterator[Mutant]:
        for child, replace in _children(node):
            nearest = child if isinstance(child, ast.stmt) else within
            for what, change in _changes(child, replace):
                yield Mutant(self, _own_lines(nearest), getattr(child, "lineno", nearest.lineno), what, change, top)
            yield from self._inside(child, nearest, top)


def _is_data(statement: ast.Assign | ast.AnnAssign) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    named = all(isinstance(target, ast.Name) and not target.id.startswith("__") for target in targets)
    return named and isinstance(statement.value, (ast.Dict, ast.Set, ast.List, ast.Tuple, ast.Constant, ast.Call))


def _own_lines(statement: ast.stmt) -> range:
    body = getattr(statement, "body", None)
    last = max(statement.lineno, body[0].lineno - 1) if body else statement.end_lineno or statement.lineno
    return range(statement.lineno, last + 1)


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, Replace]]:
    for name, value in ast.iter_fields(node):
        if name in DECLARED and isinstance(node, (ast.FunctionDef, ast.AnnAssign, ast.arg, ast.Lambda, ast.ClassDef)):
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or _is_left_alone(child):
                continue
            if isinstance(value, list):
                yield child, lambda new, held=value, place=index: held.__setitem__(place, new)
            else:
                yield child, lambda new, name=name: setattr(node, name, new)


def _is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr() | ast.Assert() | ast.ImportFrom() | ast.Import():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Subscript(value=ast.Name(id="Literal")) | ast.Call(func=ast.Name(id="TypeVar" | "cast")):
            return True
    return False


def _changes(node: ast.AST, replace: Replace) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give the small changes of one node."""

    def operator(holder: Any, name: str, old: ast.AST) -> tuple[str, Callable[[], object]]:
        new = OPERATORS[type(old)]
        return f"{type(old).__name__} became {new.__name__}", lambda: setattr(holder, name, new())

    match node:
        case ast.Compare(ops=ops):
            for index, old in enumerate(ops):
                new = OPERATORS[type(old)]
                change = lambda place=index, new=new: ops.__setitem__(place, new())  # noqa: E731
                yield f"{type(old).__name__} became {new.__name__}", change
        case ast.BoolOp(op=old) | ast.BinOp(op=old) | ast.AugAssign(op=old) if type(old) in OPERATORS:
            yield operator(node, "op", old)
        case ast.UnaryOp(op=ast.Not() | ast.USub() as old, operand=operand):
            yield f"{type(old).__name__} dropped", lambda: replace(operand)
        case ast.Constant(value=bool() as value):
            yield f"{value} became {not value}", lambda: replace(ast.Constant(not value))
        case ast.Constant(value=int() as value):
            yield f"{value} became {value + 1}", lambda: replace(ast.Constant(value + 1))
        case ast.Constant(value=str() as value) if " " not in value:
            yield f"{value!r} became {value + '~'!r}", lambda: replace(ast.Constant(value + "~"))
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, (ast.Compare, ast.BoolOp, ast.UnaryOp)):
            yield "condition turned", lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), test))
        case ast.comprehension(ifs=ifs):
            for index in range(len(ifs)):
                yield "condition of a loop dropped", lambda place=index: ifs.__setitem__(place, ast.Constant(True))
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield "returned None", lambda: setattr(node, "value", ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.Raise(exc=ast.expr()):
            yield f"{'call' if isinstance(node, ast.Expr) else 'raise'} dropped", lambda: replace(ast.Pass())
        case ast.Continue():
            yield "continue became break", lambda: replace(ast.Break())
        case ast.Break():
            yield "break became continue", lambda: replace(ast.Continue())


def targets(statement: ast.Assign | ast.AnnAssign) -> set[str]:
    """Give the names that a statement at the top of a module assigns."""
    assigned = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return {target.id for target in assigned if isinstance(target, ast.Name)}
