"""Pieces of Python's syntax tree."""

from __future__ import annotations

import ast
from typing import Any


def name(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def value(value: Any) -> ast.expr:
    return ast.Constant(value)


def attribute(base: ast.expr, name: str) -> ast.expr:
    return ast.Attribute(base, name, ast.Load())


def assign(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def compare(left: ast.expr, operator: type[ast.cmpop], right: ast.expr) -> ast.expr:
    return ast.Compare(left, [operator()], [right])


def attempt(body: list[ast.stmt], otherwise: list[ast.stmt]) -> ast.stmt:
    return ast.Try(body, [ast.ExceptHandler(name("UNDECIDED"), None, otherwise)], [], [])


def function(name: str, arguments: list[str], body: list[ast.stmt]) -> ast.stmt:
    taken = ast.arguments([], [ast.arg(argument) for argument in arguments], None, [], [], None, [])
    return ast.FunctionDef(name, taken, body, [])
