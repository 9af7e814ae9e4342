"""From the text of an expression to its typed tree, or to every mistake in it."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from suitability.language import literals
from suitability.language.errors import ExpressionError, ExpressionErrors, near
from suitability.language.syntax import Source
from suitability.language.tree import (
    And, AsOf, Arithmetic, Call, Compare, Constant, Field, Fold, IsNone, Node, Not, Or, Parameter, Period, Root, Shift,
    Subset, Table, Term, Variable, Within,
)  # fmt: skip
from suitability.language.types import DAY, FLAG, INSTANT, NUMBER, Type, type_of
from suitability.model.facts import Kind, kinds
from suitability.model.scale import Scale

FOLDS = ("any", "all", "count", "sum", "min", "max", "latest", "previous")
PERIODS = ("days", "months", "years", "hours", "workdays")
FUNCTIONS = ("age", "day", "date", "steps", "missing_from", *PERIODS, *FOLDS)
OPERATORS: dict[type, Any] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
ARITHMETIC: dict[type, Any] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


@attrs.frozen
class Signature:
    """What a term or a table takes and gives, and the roots it reads."""

    type: Type
    arguments: tuple[Type, ...] = ()
    nullable: bool = False
    roots: frozenset[str] = frozenset()


@attrs.frozen
class RootOf:
    """What a root of a subject is: its class, the fields its paths may name, and whether it can be none."""

    record: type
    fields: Mapping[str, Kind]
    nullable: bool = False


@attrs.frozen
class Scope:
    """The names an expression may use: roots of its subject, with their class and fields, and what packs define.

    The signature of a term that is itself mistaken is None: who uses it is not told of that again.
    """

    roots: Mapping[str, RootOf]
    terms: Mapping[str, Signature | None] = {}
    tables: Mapping[str, Signature | None] = {}
    parameters: Mapping[str, Type] = {}
    scales: Mapping[str, Scale] = {}
    arguments: Mapping[str, Type] = {}

    def names(self) -> list[str]:
        return [*self.roots, *self.terms, *self.tables, *self.arguments, *FUNCTIONS, "as_of", "param"]


def parse(text: str, scope: Scope, wanted: Type | None = FLAG) -> Node:
    """Read an expression and check its types.

    `wanted` is the type it must have; None allows any. Raises ExpressionErrors with every mistake in it.
    """
    checker = _Checker(Source(text), scope)
    node = checker.node(checker.source.tree, wanted if wanted is not None and wanted.name != "flag" else None)
    if node is not None and wanted is not None and not literals.same(node.type, wanted):
        checker.error(checker.source.tree, f"this is a {node.type}, and a {wanted} is needed here")
    if checker.errors:
        raise ExpressionErrors(checker.errors)
    if node is None:
        raise ExpressionErrors([])
    return node


def nullable(node: Node, scope: Scope) -> bool:
    """Say whether an expression can be none."""
    if isinstance(node, Root):
        return node.nullable
    if isinstance(node, Field):
        return node.nullable or nullable(node.base, scope)
    if isinstance(node, Fold):
        return node.kind in ("latest", "previous", "min", "max")
    if isinstance(node, Call):
        return node.name in ("min", "max") and all(nullable(argument, scope) for argument in node.arguments)
    signature = scope.terms[node.name] if isinstance(node, Term) else None
    return signature is not None and signature.nullable


class _Checker:
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
            self.error(tree, f"this is a {node.type}, and a condition is needed here")
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
            self.error(tree, f"{name} reads {', '.join(missing)}, which is no part of this subject", near("", self.scope.roots))
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
            self.error(tree, f"a {base.type} has no fields", hint)
            return None
        fields = self.fields(base)
        if tree.attr not in fields:
            place = self.source.offset(tree.value) + len(self.source.segment(tree.value)) + 1
            what = base.name if isinstance(base, Root) else base.type.of.__name__
            self.errors.append(ExpressionError(place, f"{what} has no field {tree.attr!r}", near(tree.attr, fields)))
            return None
        kind = fields[tree.attr]
        return Field(base, tree.attr, type_of(kind), kind.nullable, kind.day_of)

    def fields(self, base: Node) -> Mapping[str, Kind]:
        if isinstance(base, Root):
            return self.scope.roots[base.name].fields
        return kinds(base.type.of)

    def compare(self, tree: ast.Compare) -> Node | None:
        operands = [tree.left, *tree.comparators]
        parts = [
            self.pair(tree, operator, left, right)
            for operator, left, right in zip(tree.ops, operands, operands[1:], strict=False)
        ]
        if any(part is None for part in parts):
            return None
        return parts[0] if len(parts) == 1 else And(tuple(parts))  # type: ignore[arg-type]

    def pair(self, tree: ast.expr, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> Node | None:
        if isinstance(operator, ast.Is | ast.IsNot):
            return self.is_none(operator, left, right)
        if isinstance(operator, ast.In | ast.NotIn):
            return self.within(operator, left, right)
        for side in (left, right):
            if isinstance(side, ast.Constant) and side.value is None or isinstance(side, ast.Name) and side.id == "none":
                self.error(side, "none is not compared", "write `is none` or `is not none`")
                return None
        a, b = self.both(left, right)
        if a is None or b is None:
            return None
        name = OPERATORS[type(operator)]
        if a.type.name == b.type.name == "set":
            if name != "<=":
                self.error(tree, f"sets are not compared with {name}", "write needed <= have")
                return None
            if not literals.same(a.type, b.type):
                self.error(tree, f"a {a.type} against a {b.type}")
                return None
            return Subset(a, b)
        return self.plain_pair(tree, name, a, b)

    def plain_pair(self, tree: ast.expr, name: Any, a: Node, b: Node) -> Node | None:
        if not (literals.same(a.type, b.type) or literals.numbers_meet(a, b)):
            hint = "a day and an instant never meet: take the day of the instant with day(…)"
            self.error(
                tree, f"a {a.type} against a {b.type}", hint if {a.type.name, b.type.name} == {"day", "instant"} else ""
            )
        elif a.type.name in ("record", "relation", "period", "flag"):
            self.error(tree, f"a {a.type} is not compared", "write the flag itself" if a.type == FLAG else "")
        elif name not in ("==", "!=") and not a.type.ordered:
            self.error(tree, f"a {a.type} has no order")
        elif a == b or isinstance(a, Constant) and isinstance(b, Constant):
            self.error(tree, "this is always the same")
        else:
            return Compare(name, a, b)
        return None

    def both(self, left: ast.expr, right: ast.expr) -> tuple[Node | None, Node | None]:
        """Check two operands, the literal after the other, so that it learns what it is to be."""
        if _is_literal(left):
            b = self.node(right)
            return self.node(left, b.type if b is not None else None) if b is not None else None, b
        a = self.node(left)
        if a is None:
            return None, None if _is_literal(right) else self.node(right)
        return a, self.node(right, a.type)

    def is_none(self, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> Node | None:
        if not (isinstance(right, ast.Name) and right.id == "none"):
            self.error(right, "`is` asks for none only", "write `is none` or `is not none`")
            return None
        node = self.node(left)
        if node is None:
            return None
        if not nullable(node, self.scope) and not isinstance(node, Variable):
            self.error(left, f"{self.source.segment(left)} is never none: it is told or not told")
            return None
        return IsNone(node) if isinstance(operator, ast.Is) else Not(IsNone(node))

    def within(self, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> Node | None:
        if isinstance(right, ast.Constant | ast.Tuple | ast.List):
            self.node(left)
            self.error(right, "a set is needed after `in`", "a set is written {'a', 'b'}")
            return None
        if _is_literal(left):
            members = self.node(right)
            item = self.node(left, members.type.of if members is not None and members.type.name == "set" else None)
        else:
            item = self.node(left)
            wanted = None if item is None else Type("set", of=item.type)
            members = None if item is None and _is_literal(right) else self.node(right, wanted)
        if item is None or members is None:
            return None
        if members.type.name != "set" or not literals.same(item.type, members.type.of):
            self.error(right, f"a {item.type} is not a member of a {members.type}")
            return None
        node = Within(item, members)
        return node if isinstance(operator, ast.In) else Not(node)

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
                self.error(tree, "only a period is added to a day", "say windows forwards: a.on + months(12) >= sale.on")
                return None
            unit = b.unit if isinstance(b, Period) else "months"
            if (unit == "hours") != (a.type == INSTANT) and not (unit == "days" and a.type == INSTANT):
                self.error(tree.right, f"{unit} cannot be added to a {a.type}")
                return None
            return Shift(a, b, a.type)
        result = literals.arithmetic_type(operator, a, b)
        if result is None:
            self.error(tree, f"a {a.type} {operator} a {b.type} has no meaning")
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
                self.error(tree, f"{name} takes no named arguments but by=", _USAGE[name])
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
        self.error(tree.func, f"unknown function {name!r}", near(name, [*FUNCTIONS, *self.scope.terms, *self.scope.tables]))
        return None

    def typed_arguments(self, tree: ast.Call, types: Sequence[Type]) -> tuple[Node, ...] | None:
        name = self.source.segment(tree.func)
        if len(tree.args) != len(types):
            self.error(tree, f"{name} takes {len(types)} argument(s), not {len(tree.args)}")
            return None
        nodes = [self.node(argument, type_) for argument, type_ in zip(tree.args, types, strict=True)]
        for argument, node, type_ in zip(tree.args, nodes, types, strict=True):
            if node is not None and not literals.same(node.type, type_):
                self.error(argument, f"{name} takes a {type_} here, not a {node.type}")
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
            return None if arguments is None else Period(name, arguments[0])  # type: ignore[arg-type]
        if name == "age":
            arguments = self.typed_arguments(tree, (DAY, DAY))
            return None if arguments is None else Call(name, arguments, NUMBER)
        if name == "day":
            arguments = self.typed_arguments(tree, (INSTANT,))
            return None if arguments is None else Call(name, arguments, DAY)
        if name in ("min", "max", "steps", "missing_from") and len(tree.args) >= 2:
            return self.same_arguments(name, tree)
        self.error(tree, f"{name} is not called like this", _USAGE[name])
        return None

    def same_arguments(self, name: str, tree: ast.Call) -> Node | None:
        nodes = [self.node(argument) for argument in tree.args]
        known = [node for node in nodes if node is not None]
        if len(known) < len(nodes):
            return None
        first = known[0].type
        fits = {"steps": first.name == "level", "missing_from": first.name == "set"}.get(name, first.ordered)
        if not fits or not all(literals.same(node.type, first) for node in known):
            self.error(tree, f"{name} takes values of one type", _USAGE[name])
            return None
        if name in ("steps", "missing_from") and len(known) != 2:
            self.error(tree, f"{name} takes two arguments", _USAGE[name])
            return None
        return Call(name, tuple(known), NUMBER if name == "steps" else first)

    def fold(
        self, kind: Any, tree: ast.expr, generators: list[ast.comprehension], element: ast.expr
    ) -> Node | None:
        generator = generators[0]
        if len(generators) > 1:
            self.error(generators[1].target, "a second `for`", "ask about each level by its own any, all or count")
            return None
        relation = self.node(generator.iter)
        if relation is None:
            return None
        if relation.type.name != "relation":
            self.error(generator.iter, f"this is a {relation.type}, and a relation is needed here")
            return None
        if not isinstance(generator.target, ast.Name) or generator.target.id in self.scope.names():
            self.error(generator.target, "a member needs a plain name of its own", "write `for a in …`")
            return None
        variable = generator.target.id
        outer = self.variables
        self.variables = {**outer, variable: Type("record", of=relation.type.of)}
        *tests, last = generator.ifs or [None]
        ordered = isinstance(last, ast.UnaryOp) and isinstance(last.op, ast.Invert)
        if last is not None and not ordered:
            tests.append(last)
        conditions = [self.flag(test) for test in tests if test is not None]
        value = self.node(element)
        by = self.order(kind, tree, last.operand if isinstance(last, ast.UnaryOp) and ordered else None)
        self.variables = outer
        if value is None or by is None or any(condition is None for condition in conditions):
            return None
        where = And(tuple(conditions)) if len(conditions) > 1 else conditions[0] if conditions else None  # type: ignore[arg-type]
        made = literals.fold_type(kind, value, variable)
        if isinstance(made, str):
            self.error(element, made, _USAGE[kind])
            return None
        kept = None if kind in ("count", "latest", "previous") else value
        return Fold(kind, variable, relation, where, kept, by, made)

    def order(self, kind: str, tree: ast.expr, key: ast.expr | None) -> tuple[Node, ...] | None:
        if (key is None) == (kind in ("latest", "previous")):
            self.error(tree, f"{kind} {'needs' if key is None else 'takes no'} by=", _USAGE[kind])
            return None
        if key is None:
            return ()
        trees = key.elts if isinstance(key, ast.Tuple) else [key]
        nodes = [self.node(part) for part in trees]
        for part, node in zip(trees, nodes, strict=True):
            if node is not None and not node.type.ordered:
                self.error(part, f"a {node.type} has no order")
                return None
        return None if not nodes or any(node is None for node in nodes) else tuple(nodes)  # type: ignore[arg-type]


def _is_literal(tree: ast.expr) -> bool:
    return isinstance(tree, ast.Constant | ast.Set)


_USAGE = {
    "age": "age(birth_date, day)",
    "day": "day(instant)",
    "date": "date(2026, 2, 1)",
    "steps": "steps(level, other_level)",
    "missing_from": "missing_from(needed, have)",
    "days": "days(7)", "months": "months(12)", "years": "years(2)", "hours": "hours(24)", "workdays": "workdays(5)",
    "any": "any(test for a in relation if condition)",
    "all": "all(test for a in relation if condition)",
    "count": "count(a for a in relation if condition)",
    "sum": "sum(a.amount for a in relation if condition)",
    "min": "min(a.on for a in relation) or min(x, y)",
    "max": "max(a.on for a in relation) or max(x, y)",
    "latest": "latest(a for a in relation if condition, by=a.at)",
    "previous": "previous(a for a in relation if condition, by=a.at)",
    "set": "{a.item for a in relation if condition}",
}  # fmt: skip
