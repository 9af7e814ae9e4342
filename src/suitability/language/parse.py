"""From the text of an expression to its typed tree, or to every mistake in it."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from suitability.language import literals
from suitability.language.comparisons import pair
from suitability.language.errors import ExpressionError, ExpressionErrors, near
from suitability.language.scope import FOLDS, FUNCTIONS, PERIODS, USAGE, Scope, Signature
from suitability.language.syntax import Source
from suitability.language.tree import (
    And,
    Arithmetic,
    AsOf,
    Call,
    Constant,
    Field,
    Fold,
    Node,
    Not,
    Or,
    Parameter,
    Period,
    Root,
    Shift,
    Table,
    Term,
    Variable,
)
from suitability.language.types import DAY, FLAG, INSTANT, NUMBER, Type, an, type_of
from suitability.model.facts import Kind, kinds

ARITHMETIC: dict[type, Any] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


def parse(text: str, scope: Scope, wanted: Type | None = FLAG) -> Node:
    """Read an expression and check its types.

    `wanted` is the type it must have; None allows any. Raises ExpressionErrors with every mistake in it.
    """
    checker = Checker(Source(text), scope)
    node = checker.node(checker.source.tree, wanted if wanted is not None and wanted.name != "flag" else None)
    if node is not None and wanted is not None and not literals.same(node.type, wanted):
        checker.error(checker.source.tree, f"this is {an(node.type)}, and {an(wanted)} is needed here")
    if checker.errors:
        raise ExpressionErrors(checker.errors)
    if node is None:
        raise ExpressionErrors([])
    return node


class Checker:
    """Checks one expression. A method gives None where it has reported a mistake below."""

    def __init__(self, source: Source, scope: Scope) -> None:
        self.source = source
        self.scope = scope
        self.variables: dict[str, Type] = dict(scope.arguments)
        self.errors: list[ExpressionError] = []

    def error(self, at: ast.AST, message: str, hint: str = "") -> None:
        self.errors.append(ExpressionError(self.source.offset(at), message, hint))

    def node(self, tree: ast.expr, wanted: Type | None = None) -> Node | None:
        """Check any expression; `wanted` tells a literal what it is to be."""
        match tree:
            case ast.Constant():
                return self.constant(tree, wanted)
            case ast.Name():
                return self.name(tree)
            case ast.Attribute():
                return self.attribute(tree)
            case ast.BoolOp():
                operands = tuple(self.flag(operand) for operand in tree.values)
                if any(operand is None for operand in operands):
                    return None
                return (And if isinstance(tree.op, ast.And) else Or)(operands)  # type: ignore[arg-type]
            case ast.UnaryOp(op=ast.Not()):
                operand = self.flag(tree.operand)
                return None if operand is None else Not(operand)
            case ast.Compare():
                return self.compare(tree)
            case ast.BinOp() if type(tree.op) in ARITHMETIC:
                return self.arithmetic(tree)
            case ast.Call():
                return self.call(tree)
            case ast.Set():
                return self.constants(tree, wanted)
            case ast.SetComp():
                return self.fold("set", tree, tree.generators, tree.elt)
        hint = {
            ast.Tuple: "a set is written {'a', 'b'}",
            ast.List: "a set is written {'a', 'b'}",
            ast.Dict: "a set is written {'a', 'b'}",
            ast.UnaryOp: "there are no negative numbers; turn the comparison round",
            ast.BinOp: "there is + - and *; division is not exact, multiply the other side",
            ast.GeneratorExp: f"put it in one of {', '.join(FOLDS)}",
            ast.IfExp: "say it with and, or, not",
        }.get(type(tree), "")
        self.error(tree, f"{type(tree).__name__} is not part of the language", hint)
        return None

    def flag(self, tree: ast.expr) -> Node | None:
        node = self.node(tree)
        if node is not None and node.type != FLAG:
            self.error(tree, f"this is {an(node.type)}, and a condition is needed here")
            return None
        return node

    def constant(self, tree: ast.Constant, wanted: Type | None) -> Node | None:
        if isinstance(tree.value, bool):
            self.error(tree, f"{tree.value} is not part of the language", "write the flag itself, or `not` before it")
            return None
        if tree.value is None:
            self.error(tree, "None is not part of the language", "write `is none`")
            return None
        if isinstance(tree.value, str):
            if not self.source.is_one_string(tree):
                self.error(tree, "two texts side by side", "a comma is missing between them")
                return None
            made = literals.text(tree.value, wanted, self.scope.scales)
        else:
            made = literals.number(self.source.digits(tree))
        if isinstance(made, tuple):
            self.error(tree, *made)
            return None
        return made

    def name(self, tree: ast.Name) -> Node | None:
        name = tree.id
        if name in self.variables:
            return Variable(name, self.variables[name])
        if name in self.scope.roots:
            root = self.scope.roots[name]
            return Root(name, Type("record", of=root.record), root.nullable)
        if name == "as_of":
            return AsOf()
        for defined, make in ((self.scope.terms, Term), (self.scope.tables, Table)):
            if name in defined:
                signature = self.signature(tree, name, defined)
                if signature is None:
                    return None
                if signature.arguments:
                    self.error(tree, f"{name} takes {len(signature.arguments)} argument(s)", f"write {name}(…)")
                    return None
                return make(name, (), signature.type)
        if name == "none":
            self.error(tree, "none is not a value", "write `x is none`")
        elif name in FUNCTIONS:
            self.error(tree, f"{name} is a function", f"write {name}(…)")
        elif name == "param":
            self.error(tree, "param needs a name", near("", self.scope.parameters))
        else:
            self.error(tree, f"unknown name {name!r}", near(name, [*self.scope.names(), *self.variables]))
        return None

    def signature(self, tree: ast.expr, name: str, defined: Mapping[str, Signature | None]) -> Signature | None:
        signature = defined[name]
        missing = sorted(signature.roots - self.scope.roots.keys()) if signature is not None else []
        if missing:
            self.error(
                tree, f"{name} reads {', '.join(missing)}, which is no part of this subject", near("", self.scope.roots)
            )
            return None
        return signature

    def attribute(self, tree: ast.Attribute) -> Node | None:
        if isinstance(tree.value, ast.Name) and tree.value.id == "param" and "param" not in self.variables:
            if tree.attr in self.scope.parameters:
                return Parameter(tree.attr, self.scope.parameters[tree.attr])
            self.error(tree, f"unknown parameter {tree.attr!r}", near(tree.attr, self.scope.parameters))
            return None
        base = self.node(tree.value)
        if base is None:
            return None
        if base.type.name != "record":
            hint = "loop over its members with any, all, count, latest …" if base.type.name == "relation" else ""
            self.error(tree, f"{an(base.type)} has no fields", hint)
            return None
        fields = self.fields(base)
        if tree.attr not in fields:
            place = self.source.offset(tree.value) + len(self.source.segment(tree.value)) + 1
            what = base.name if isinstance(base, Root) else base.type.of.__name__
            self.errors.append(ExpressionError(place, f"{what} has no field {tree.attr!r}", near(tree.attr, fields)))
            return None
        kind = fields[tree.attr]
        if kind.name == "level" and kind.scale not in self.scope.scales:
            self.error(tree, f"there is no scale {kind.scale!r}", near(kind.scale, self.scope.scales))
            return None
        return Field(base, tree.attr, type_of(kind), kind.nullable, kind.day_of)

    def fields(self, base: Node) -> Mapping[str, Kind]:
        if isinstance(base, Root):
            return self.scope.roots[base.name].fields
        return kinds(base.type.of)

    def compare(self, tree: ast.Compare) -> Node | None:
        operands = [tree.left, *tree.comparators]
        parts = [
            pair(self, tree, operator, left, right)
            for operator, left, right in zip(tree.ops, operands, operands[1:], strict=False)
        ]
        if any(part is None for part in parts):
            return None
        return parts[0] if len(parts) == 1 else And(tuple(parts))  # type: ignore[arg-type]

    def constants(self, tree: ast.Set, wanted: Type | None) -> Node | None:
        member = wanted.of if wanted is not None and wanted.name == "set" else None
        made = [self.node(element, member) for element in tree.elts]
        known = [node for node in made if node is not None]
        if len(known) < len(made):
            return None
        for element, node in zip(tree.elts, known, strict=True):
            if not isinstance(node, Constant) or not literals.same(node.type, member or known[0].type):
                self.error(element, "a set holds constants of one type")
                return None
        values = [node.value for node in known if isinstance(node, Constant)]
        if len(set(values)) < len(values):
            self.error(tree, "a value stands twice in this set")
            return None
        return Constant(frozenset(values), Type("set", of=member or known[0].type))

    def arithmetic(self, tree: ast.BinOp) -> Node | None:
        a, b = self.node(tree.left), self.node(tree.right)
        if a is None or b is None:
            return None
        operator = ARITHMETIC[type(tree.op)]
        if a.type in (DAY, INSTANT):
            if b.type.name != "period" or operator != "+":
                self.error(
                    tree, "only a period is added to a day", "say windows forwards: a.on + months(12) >= sale.on"
                )
                return None
            unit = b.unit if isinstance(b, Period) else "months"
            if (unit == "hours") != (a.type == INSTANT) and not (unit == "days" and a.type == INSTANT):
                self.error(tree.right, f"{unit} cannot be added to {an(a.type)}")
                return None
            return Shift(a, b, a.type)
        result = literals.arithmetic_type(operator, a, b)
        if result is None:
            self.error(tree, f"{an(a.type)} {operator} {an(b.type)} has no meaning")
            return None
        return Arithmetic(operator, a, b, result)

    def call(self, tree: ast.Call) -> Node | None:
        if not isinstance(tree.func, ast.Name):
            self.error(tree, "only functions of the language and names of the pack are called", "there are no methods")
            return None
        name = tree.func.id
        generator = tree.args[0] if len(tree.args) == 1 and isinstance(tree.args[0], ast.GeneratorExp) else None
        if name in FOLDS and generator is not None:
            if tree.keywords:
                self.error(tree, f"{name} takes no named arguments but by=", USAGE[name])
                return None
            return self.fold(name, tree, generator.generators, generator.elt)
        if tree.keywords:
            self.error(tree, f"{name} takes no named arguments here")
            return None
        if any(isinstance(argument, ast.Starred) for argument in tree.args):
            self.error(tree, "a star is not part of the language")
            return None
        for defined, make in ((self.scope.terms, Term), (self.scope.tables, Table)):
            if name in defined:
                signature = self.signature(tree, name, defined)
                arguments = None if signature is None else self.typed_arguments(tree, signature.arguments)
                return None if signature is None or arguments is None else make(name, arguments, signature.type)
        if name in FUNCTIONS:
            return self.function(name, tree)
        self.error(
            tree.func, f"unknown function {name!r}", near(name, [*FUNCTIONS, *self.scope.terms, *self.scope.tables])
        )
        return None

    def typed_arguments(self, tree: ast.Call, types: Sequence[Type]) -> tuple[Node, ...] | None:
        name = self.source.segment(tree.func)
        if len(tree.args) != len(types):
            self.error(tree, f"{name} takes {len(types)} argument(s), not {len(tree.args)}")
            return None
        nodes = [self.node(argument, type_) for argument, type_ in zip(tree.args, types, strict=True)]
        for argument, node, type_ in zip(tree.args, nodes, types, strict=True):
            if node is not None and not literals.same(node.type, type_):
                self.error(argument, f"{name} takes {an(type_)} here, not {an(node.type)}")
                return None
        return None if any(node is None for node in nodes) else tuple(nodes)  # type: ignore[arg-type]

    def function(self, name: str, tree: ast.Call) -> Node | None:
        if name == "date":
            made = literals.date([self.source.digits(argument) for argument in tree.args])
            if isinstance(made, tuple):
                self.error(tree, *made)
                return None
            return made
        if name in PERIODS:
            arguments = self.typed_arguments(tree, (NUMBER,))
            if arguments is None:
                return None
            if isinstance(arguments[0], Constant) and not isinstance(arguments[0].value, int):
                self.error(tree.args[0], f"{name} are counted in whole numbers", USAGE[name])
                return None
            return Period(name, arguments[0])  # type: ignore[arg-type]
        if name == "age":
            arguments = self.typed_arguments(tree, (DAY, DAY))
            return None if arguments is None else Call(name, arguments, NUMBER)
        if name == "day":
            arguments = self.typed_arguments(tree, (INSTANT,))
            return None if arguments is None else Call(name, arguments, DAY)
        if name == "size" and len(tree.args) == 1:
            return self.size(tree.args[0])
        if name in ("min", "max", "steps", "missing_from") and len(tree.args) >= 2:
            return self.same_arguments(name, tree)
        self.error(tree, f"{name} is not called like this", USAGE[name])
        return None

    def size(self, tree: ast.expr) -> Node | None:
        node = self.node(tree)
        if node is not None and node.type.name != "set":
            self.error(tree, f"this is {an(node.type)}, and a set is needed here", USAGE["size"])
            return None
        if isinstance(node, Constant):
            self.error(tree, "this is always the same")
            return None
        return None if node is None else Call("size", (node,), NUMBER)

    def same_arguments(self, name: str, tree: ast.Call) -> Node | None:
        nodes = [self.node(argument) for argument in tree.args]
        known = [node for node in nodes if node is not None]
        if len(known) < len(nodes):
            return None
        first = known[0].type
        fits = {"steps": first.name == "level", "missing_from": first.name == "set"}.get(name, first.ordered)
        if not fits or not all(literals.same(node.type, first) for node in known):
            self.error(tree, f"{name} takes values of one type", USAGE[name])
            return None
        if name in ("steps", "missing_from") and len(known) != 2:
            self.error(tree, f"{name} takes two arguments", USAGE[name])
            return None
        return Call(name, tuple(known), NUMBER if name == "steps" else first)

    def fold(self, kind: Any, tree: ast.expr, generators: list[ast.comprehension], element: ast.expr) -> Node | None:
        generator = generators[0]
        if len(generators) > 1:
            self.error(generators[1].target, "a second `for`", "ask about each level by its own any, all or count")
            return None
        relation = self.node(generator.iter)
        if relation is None:
            return None
        if relation.type.name != "relation":
            self.error(generator.iter, f"this is {an(relation.type)}, and a relation is needed here")
            return None
        if not isinstance(generator.target, ast.Name) or generator.target.id in self.scope.names():
            self.error(generator.target, "a member needs a plain name of its own", "write `for a in …`")
            return None
        variable = generator.target.id
        outer = self.variables
        self.variables = {**outer, variable: Type("record", of=relation.type.of)}
        tests = list(generator.ifs)
        key = tests.pop().operand if tests and _is_order(tests[-1]) else None  # type: ignore[attr-defined]
        conditions = [self.flag(test) for test in tests]
        value = self.node(element)
        by = self.order(kind, tree, key)
        self.variables = outer
        if value is None or by is None or any(condition is None for condition in conditions):
            return None
        where = And(tuple(conditions)) if len(conditions) > 1 else conditions[0] if conditions else None  # type: ignore[arg-type]
        made = literals.fold_type(kind, value, variable)
        if isinstance(made, str):
            self.error(element, made, USAGE[kind])
            return None
        kept = None if kind in ("count", "latest", "previous") else value
        return Fold(kind, variable, relation, where, kept, by, made)

    def order(self, kind: str, tree: ast.expr, key: ast.expr | None) -> tuple[Node, ...] | None:
        if (key is None) == (kind in ("latest", "previous")):
            self.error(tree, f"{kind} {'needs' if key is None else 'takes no'} by=", USAGE[kind])
            return None
        if key is None:
            return ()
        trees = key.elts if isinstance(key, ast.Tuple) else [key]
        nodes = [self.node(part) for part in trees]
        for part, node in zip(trees, nodes, strict=True):
            if node is not None and not node.type.ordered:
                self.error(part, f"{an(node.type)} has no order")
                return None
        return None if not nodes or any(node is None for node in nodes) else tuple(nodes)  # type: ignore[arg-type]


def _is_order(tree: ast.expr) -> bool:
    return isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Invert)
