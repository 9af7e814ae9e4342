"""Tables, compiled: rows that all ask for one value to a dictionary, others to a chain of conditions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from suitability.language import emit
from suitability.language.tree import Compare, Constant, Lookup, Node, Within
from suitability.language.values import constant

if TYPE_CHECKING:
    from suitability.language.python import Compiler


def lookup(compiler: Compiler, node: Lookup) -> ast.expr:
    subscript = direct(compiler, node)
    if subscript is not None:
        return subscript
    name = compiler.temporary()
    branch: list[ast.stmt] = [ast.Raise(emit.name("TypeError"))]
    for test, value in reversed(node.rows):
        with compiler.into() as body:
            condition = compiler.expression(test)
            with compiler.into() as found:
                compiler.assign(name, compiler.expression(value))
            body.append(ast.If(condition, found, branch))
        branch = body
    compiler.block += branch
    return emit.name(name)


def direct(compiler: Compiler, node: Lookup) -> ast.expr | None:
    """Make a table whose rows all ask for one value into a dictionary."""
    read = entries(node)
    if read is None:
        return None
    key, given = read
    scales = compiler.circumstances.scales
    found: dict[Any, Any] = {}
    for choice, value in given:
        found.setdefault(constant(choice, scales), constant(value, scales))
    name = f"TABLE_{len(compiler.globals)}"
    compiler.globals[name] = found
    return ast.Subscript(emit.name(name), compiler.expression(key), ast.Load())


def entries(node: Lookup) -> tuple[Node, list[tuple[Constant, Constant]]] | None:
    """Read a table as the one value its rows ask for, and what each choice of it gives; None for any other table."""
    if len(node.rows) < 2:
        return None
    keys, given = set(), []
    for test, value in node.rows:
        if not isinstance(value, Constant):
            return None
        if isinstance(test, Compare) and test.operator == "==" and isinstance(test.right, Constant):
            keys.add(test.left)
            given.append((test.right, value))
        elif isinstance(test, Within) and isinstance(test.members, Constant):
            keys.add(test.item)
            given += [(Constant(choice, test.members.type.of), value) for choice in test.members.value]
        else:
            return None
    return (keys.pop(), given) if len(keys) == 1 else None
