"""Relations folded to one value, compiled to loops."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from suitability.language import emit
from suitability.language.tree import Fold
from suitability.language.values import EXACT

if TYPE_CHECKING:
    from suitability.language.python import Compiler

# What runs before the loop, what runs for each chosen member, what runs after it.
Loop = tuple[list[ast.stmt], Callable[[], list[ast.stmt]], list[ast.stmt]]


def loop_truth(compiler: Compiler, node: Fold, member: str, result: str) -> Loop:
    found_any = node.kind == "any"

    def found() -> list[ast.stmt]:
        def use(test: ast.expr) -> list[ast.stmt]:
            decisive = test if found_any else ast.UnaryOp(ast.Not(), test)
            return [ast.If(decisive, [emit.assign(result, emit.value(found_any)), ast.Break()], [])]

        return compiler.evaluated(node.value, use)

    return [emit.assign(result, emit.value(not found_any))], found, []


def loop_count(compiler: Compiler, node: Fold, member: str, result: str) -> Loop:
    add = ast.AugAssign(ast.Name(result, ast.Store()), ast.Add(), emit.value(1))
    return [emit.assign(result, emit.value(0))], lambda: [add], []


def loop_sum(compiler: Compiler, node: Fold, member: str, result: str) -> Loop:
    def use(value: ast.expr) -> list[ast.stmt]:
        return [emit.assign(result, ast.Call(compiler.hold(EXACT.add), [emit.name(result), value], []))]

    return [emit.assign(result, compiler.hold(Decimal(0)))], lambda: compiler.evaluated(node.value, use), []


def loop_extreme(compiler: Compiler, node: Fold, member: str, result: str) -> Loop:
    better = ast.Gt if node.kind == "max" else ast.Lt

    def use(value: ast.expr) -> list[ast.stmt]:
        with compiler.into() as body:
            found = compiler.simple(value)
            none = emit.compare(found, ast.Is, ast.Constant(None))
            first = emit.compare(emit.name(result), ast.Is, ast.Constant(None))
            ahead = emit.compare(found, better, emit.name(result))
            body.append(ast.If(none, [ast.Raise(emit.name("TypeError"))], []))
            body.append(ast.If(ast.BoolOp(ast.Or(), [first, ahead]), [emit.assign(result, found)], []))
        return body

    return [emit.assign(result, ast.Constant(None))], lambda: compiler.evaluated(node.value, use), []


def loop_set(compiler: Compiler, node: Fold, member: str, result: str) -> Loop:
    def use(value: ast.expr) -> list[ast.stmt]:
        return [ast.Expr(ast.Call(emit.attribute(emit.name(result), "add"), [value], []))]

    finish: list[ast.stmt] = [
        ast.Expr(ast.Call(emit.attribute(emit.name(result), "discard"), [ast.Constant(None)], []))
    ]
    return (
        [emit.assign(result, ast.Call(emit.name("set"), [], []))],
        lambda: compiler.evaluated(node.value, use),
        finish,
    )


def order_key(compiler: Compiler, node: Fold) -> ast.expr:
    keys = [compiler.expression(part) for part in node.by]
    return keys[0] if len(keys) == 1 else ast.Tuple(keys, ast.Load())


def loop_latest(compiler: Compiler, node: Fold, member: str, result: str) -> Loop:
    best, tie, key = compiler.temporary(), compiler.temporary(), compiler.temporary()

    def take() -> list[ast.stmt]:
        chosen = [(result, emit.name(member)), (best, emit.name(key)), (tie, emit.value(False))]
        return [emit.assign(name, value) for name, value in chosen]

    def found() -> list[ast.stmt]:
        with compiler.into() as body:
            compiler.assign(key, compiler.expression(node.by[0]))
            first = emit.compare(emit.name(result), ast.Is, ast.Constant(None))
            later = emit.compare(emit.name(key), ast.Gt, emit.name(best))
            rival = rivals(0, emit.name(key), emit.name(best))
            body.append(ast.If(ast.BoolOp(ast.Or(), [first, later]), take(), rival))
        return body

    def rivals(index: int, key: ast.expr, best: ast.expr) -> list[ast.stmt]:
        """Where the keys so far are not later: earlier, or the same, and then the next key decides."""
        not_earlier = ast.UnaryOp(ast.Not(), emit.compare(key, ast.Lt, best))
        if index + 1 == len(node.by):
            return [ast.If(not_earlier, [emit.assign(tie, emit.value(True))], [])]
        with compiler.into() as same:
            ours = compiler.simple(compiler.expression(node.by[index + 1]))
            outer, compiler.variables = compiler.variables, {**compiler.variables, node.variable: result}
            theirs = compiler.simple(compiler.expression(node.by[index + 1]))
            compiler.variables = outer
            same.append(ast.If(emit.compare(ours, ast.Gt, theirs), take(), rivals(index + 1, ours, theirs)))
        return [ast.If(not_earlier, same, [])]

    start = [emit.assign(result, ast.Constant(None)), emit.assign(tie, emit.value(False))]
    return start, found, [ast.If(emit.name(tie), [ast.Raise(emit.name("TypeError"))], [])]


def loop_previous(compiler: Compiler, node: Fold, member: str, result: str) -> Loop:
    pairs = compiler.temporary()

    def found() -> list[ast.stmt]:
        with compiler.into() as body:
            pair = ast.Tuple([order_key(compiler, node), emit.name(member)], ast.Load())
            body.append(ast.Expr(ast.Call(emit.attribute(emit.name(pairs), "append"), [pair], [])))
        return body

    finish = [emit.assign(result, ast.Call(emit.name("previous"), [emit.name(pairs)], []))]
    return [emit.assign(pairs, ast.List([], ast.Load()))], found, finish


LOOPS: dict[str, Callable[[Compiler, Fold, str, str], Loop]] = {
    "any": loop_truth,
    "all": loop_truth,
    "count": loop_count,
    "sum": loop_sum,
    "min": loop_extreme,
    "max": loop_extreme,
    "set": loop_set,
    "latest": loop_latest,
    "previous": loop_previous,
}
