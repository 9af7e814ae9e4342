"""The compiler: all rules of a subject become one Python function.

The function decides by plain two-valued logic. A fact that was not told raises as soon as it is touched, so what the
fast code decides is what three-valued logic would decide; where it raises, that one rule is evaluated by
`language.evaluate`. Nodes of Python's syntax tree are built directly, never source text.
"""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import attrs

from suitability.language import dates, emit
from suitability.language.lookups import lookup
from suitability.language.loops import LOOPS
from suitability.language.runtime import highest, lowest, previous, untold
from suitability.language.sharing import days_of_member, guard, share
from suitability.language.tree import (
    And,
    Arithmetic,
    AsOf,
    Call,
    Compare,
    Constant,
    Field,
    Fold,
    IsNone,
    Lookup,
    Named,
    Node,
    Not,
    Or,
    Period,
    Root,
    Shift,
    Subset,
    Variable,
    Within,
)
from suitability.language.values import EXACT, Circumstances, constant, forwards
from suitability.model.facts import NOT_TOLD

NOT_APPLICABLE, PASS, UNKNOWN, EVIDENCE_REQUIRED, VIOLATION = range(5)

# What touching a fact without a value, a level outside its scale or a day beyond the calendar raises.
_UNDECIDED = (TypeError, AttributeError, LookupError, ArithmeticError, ValueError)
_COMPARE: dict[str, type[ast.cmpop]] = {
    "==": ast.Eq, "!=": ast.NotEq, "<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE,
}  # fmt: skip
_ARITHMETIC = {"+": EXACT.add, "-": EXACT.subtract, "*": EXACT.multiply}


@attrs.frozen
class Condition:
    """One rule on one day, as the compiler takes it."""

    when: Node | None
    require: Node


Fallback = Callable[[Any, dt.date, int, dict[str, Any]], int]
Fused = Callable[[Any, dt.date], bytes]


def fuse(
    conditions: Sequence[Condition], roots: Sequence[str], own: str, circumstances: Circumstances, fallback: Fallback
) -> Fused:
    """Compile conditions over one subject to a function from subject and `as_of` to outcome codes, a byte for each.

    `fallback(subject, as_of, index, memory)` decides a condition the fast code could not; `memory` lives as long
    as one call and is the same for all its conditions.
    """
    return Compiler(circumstances).function(conditions, roots, own, fallback)


class Compiler:
    def __init__(self, circumstances: Circumstances) -> None:
        self.circumstances = circumstances
        # Nothing else can be called from a rule: not even Python's built-in names are in reach.
        self.globals: dict[str, Any] = {
            "__builtins__": {},
            "NOT_TOLD": NOT_TOLD,
            "OFFSET": circumstances.offset,
            "TypeError": TypeError,
            "UNDECIDED": _UNDECIDED,
            "add_months": dates.add_months,
            "add_workdays": circumstances.calendar.add,
            "age": dates.age,
            "bytearray": bytearray,
            "bytes": bytes,
            "forwards": forwards,
            "highest": highest,
            "len": len,
            "lowest": lowest,
            "previous": previous,
            "set": set,
            "untold": untold,
            "timedelta": dt.timedelta,
            "zip": zip,
        }
        self.constants: dict[Any, str] = {}
        self.block: list[ast.stmt] = []
        self.shared: dict[Node, str] = {}
        self.variables: dict[str, str] = {}
        self.days: dict[str, str] = {}
        self.day_lists: dict[Node, str] = {}
        self.temporaries = 0

    def function(self, conditions: Sequence[Condition], roots: Sequence[str], own: str, fallback: Fallback) -> Fused:
        self.take(roots, own)
        self.assign("memory", ast.Dict([], []))
        self.decide(conditions, fallback)
        fused: Fused = self.made()
        return fused

    def take(self, roots: Sequence[str], own: str) -> None:
        """Emit the roots that conditions read."""
        for root in roots:
            value = emit.name("subject") if root == own else emit.attribute(emit.name("subject"), root)
            self.assign(f"root_{root}", value)

    def decide(self, conditions: Sequence[Condition], fallback: Fallback) -> None:
        """Emit the outcome of every condition, and give them all back."""
        self.globals["fallback"] = fallback
        asked = share(self, conditions)
        behind: dict[Node | None, list[int]] = {}
        for index, condition in enumerate(conditions):
            behind.setdefault(guard(condition), []).append(index)
        # Zeros say that no rule applies; most rules of a pack do not, and so they cost nothing here.
        self.assign("outcomes", ast.Call(emit.name("bytearray"), [emit.value(len(conditions))], []))
        for test, indices in behind.items():
            with self.into() as body:
                for index in indices:
                    self.outcome(index, conditions[index])
            self.block += body if test is None else [ast.If(asked[test], body, [])]
        self.block.append(ast.Return(ast.Call(emit.name("bytes"), [emit.name("outcomes")], [])))

    def outcome(self, index: int, condition: Condition) -> None:
        arguments = [emit.name("subject"), emit.name("as_of"), emit.value(index), emit.name("memory")]
        with self.into() as body:
            self.condition(condition, index)
        self.block.append(emit.attempt(body, [_says(index, ast.Call(emit.name("fallback"), arguments, []))]))

    def made(self) -> Any:
        """Give the function of what was emitted."""
        definition = emit.function("fused", ["subject", "as_of"], self.block)
        module = ast.fix_missing_locations(ast.Module([definition], []))
        exec(compile(module, "<rules>", "exec"), self.globals)
        return self.globals["fused"]

    def condition(self, condition: Condition, index: int) -> None:
        if condition.when is None:
            self.verdict(condition.require, index)
            return
        test = self.expression(condition.when)
        with self.into() as body:
            self.verdict(condition.require, index)
        self.block.append(ast.If(test, body, []))

    def verdict(self, require: Node, index: int) -> None:
        test = self.expression(require)
        self.block.append(_says(index, ast.IfExp(test, emit.value(PASS), emit.value(VIOLATION))))

    @contextmanager
    def into(self) -> Iterator[list[ast.stmt]]:
        outer, self.block = self.block, []
        try:
            yield self.block
        finally:
            self.block = outer

    def assign(self, name: str, value: ast.expr) -> None:
        self.block.append(emit.assign(name, value))

    def temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}"

    def hold(self, value: Any) -> ast.expr:
        """Give a value that is no constant of Python's own a name in the function's globals."""
        name = self.constants.get((type(value), value))
        if name is None:
            name = self.constants[(type(value), value)] = f"K{len(self.constants)}"
            self.globals[name] = value
        return emit.name(name)

    def ranks(self, scale: str, nullable: bool) -> ast.expr:
        name = f"RANKS_{len(scale)}_{scale}{'_or_none' if nullable else ''}"
        if name not in self.globals:
            ranks: dict[Any, Any] = dict(self.circumstances.scales[scale].ranks)
            self.globals[name] = {**ranks, None: None} if nullable else ranks
        return emit.name(name)

    def expression(self, node: Node) -> ast.expr:
        """Emit what must run before, and give the expression of a node's value."""
        if node in self.shared:
            return emit.name(self.shared[node])
        return _COMPILE[type(node)](self, node)

    def constant(self, node: Constant) -> ast.expr:
        value = constant(node, self.circumstances.scales)
        return emit.value(value) if isinstance(value, bool | int | str) else self.hold(value)

    def root(self, node: Root) -> ast.expr:
        return emit.name(f"root_{node.name}")

    def variable(self, node: Variable) -> ast.expr:
        return emit.name(self.variables[node.name])

    def field(self, node: Field) -> ast.expr:
        base = self.expression(node.base)
        if node.day_of:
            base = self.simple(base)
            if isinstance(base, ast.Name) and base.id in self.days:
                return emit.name(self.days[base.id])
            told = emit.compare(emit.attribute(base, node.name), ast.IsNot, emit.name("NOT_TOLD"))
            return ast.IfExp(told, emit.attribute(base, node.name), self.day_of(emit.attribute(base, node.day_of)))
        read = emit.attribute(base, node.name)
        if node.type.name == "level":
            return ast.Subscript(self.ranks(node.type.scale, node.nullable), read, ast.Load())
        return read

    def day_of(self, instant: ast.expr) -> ast.expr:
        return ast.Call(emit.attribute(ast.BinOp(instant, ast.Add(), emit.name("OFFSET")), "date"), [], [])

    def simple(self, value: ast.expr) -> ast.expr:
        if isinstance(value, ast.Name):
            return value
        name = self.temporary()
        self.assign(name, value)
        return emit.name(name)

    def named(self, node: Named) -> ast.expr:
        return self.expression(node.body)

    def not_(self, node: Not) -> ast.expr:
        return ast.UnaryOp(ast.Not(), self.expression(node.operand))

    def and_(self, node: And | Or) -> ast.expr:
        operator = ast.And() if isinstance(node, And) else ast.Or()
        values: list[ast.expr] = []
        parts = []
        for operand in node.operands:
            with self.into() as body:
                value = self.expression(operand)
            parts.append((body, value))
        if not any(body for body, _ in parts[1:]):
            self.block += parts[0][0]
            values = [value for _, value in parts]
            return ast.BoolOp(operator, values)
        name = self.temporary()
        target = self.block
        for index, (body, value) in enumerate(parts):
            target += [*body, emit.assign(name, value)]
            if index < len(parts) - 1:
                inner: list[ast.stmt] = []
                go_on = emit.name(name) if isinstance(node, And) else ast.UnaryOp(ast.Not(), emit.name(name))
                target.append(ast.If(go_on, inner, []))
                target = inner
        return emit.name(name)

    def compare(self, node: Compare) -> ast.expr:
        return emit.compare(self.expression(node.left), _COMPARE[node.operator], self.expression(node.right))

    def within(self, node: Within) -> ast.expr:
        return emit.compare(self.expression(node.item), ast.In, self.expression(node.members))

    def subset(self, node: Subset) -> ast.expr:
        return emit.compare(self.expression(node.left), ast.LtE, self.expression(node.right))

    def is_none(self, node: IsNone) -> ast.expr:
        # Asked of a fact that was not told, `is None` would be a plain false.
        value = self.expression(node.operand)
        if not (isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name)):
            value = self.simple(value)
        told = emit.compare(value, ast.IsNot, emit.name("NOT_TOLD"))
        return ast.IfExp(told, emit.compare(value, ast.Is, ast.Constant(None)), ast.Call(emit.name("untold"), [], []))

    def arithmetic(self, node: Arithmetic) -> ast.expr:
        operation = self.hold(_ARITHMETIC[node.operator])
        return ast.Call(operation, [self.expression(node.left), self.expression(node.right)], [])

    def shift(self, node: Shift) -> ast.expr:
        base = self.expression(node.base)
        period = node.period
        if not isinstance(period, Period):
            return ast.Call(emit.name("add_months"), [base, self.expression(period)], [])
        amount = self.expression(period.amount)
        if not isinstance(period.amount, Constant):
            amount = ast.Call(emit.name("forwards"), [amount], [])
        if period.unit in ("months", "years"):
            if period.unit == "years":
                amount = ast.BinOp(emit.value(12), ast.Mult(), amount)
            return ast.Call(emit.name("add_months"), [base, amount], [])
        if period.unit == "workdays":
            return ast.Call(emit.name("add_workdays"), [base, amount], [])
        if isinstance(period.amount, Constant):
            try:
                length = self.hold(dt.timedelta(**{period.unit: period.amount.value}))
            except OverflowError:
                return ast.Call(emit.name("untold"), [], [])
        else:
            length = ast.Call(emit.name("timedelta"), [], [ast.keyword(period.unit, amount)])
        return ast.BinOp(base, ast.Add(), length)

    def period(self, node: Period) -> ast.expr:
        # Only a table gives a period by itself, and its periods are months.
        return self.expression(node.amount)

    def call(self, node: Call) -> ast.expr:
        values = [self.expression(argument) for argument in node.arguments]
        if node.name == "steps":
            return ast.BinOp(values[1], ast.Sub(), values[0])
        if node.name == "missing_from":
            return ast.BinOp(values[0], ast.Sub(), values[1])
        if node.name == "day":
            return self.day_of(values[0])
        if node.name == "size":
            return ast.Call(emit.name("len"), values, [])
        if node.name not in ("max", "min"):
            return ast.Call(emit.name(node.name), values, [])
        first, *others = values
        for other in others:
            first = ast.Call(emit.name("highest" if node.name == "max" else "lowest"), [first, other], [])
        return first

    def fold(self, node: Fold) -> ast.expr:
        relation = self.expression(node.relation)
        member = self.temporary()
        result = self.temporary()
        outer = self.variables
        self.variables = {**outer, node.variable: member}
        start, found, finish = LOOPS[node.kind](self, node, member, result)
        target: ast.expr = ast.Name(member, ast.Store())
        with self.into() as body:
            if node.relation in self.day_lists and days_of_member(node):
                self.days[member] = day = self.temporary()
                target = ast.Tuple([target, ast.Name(day, ast.Store())], ast.Store())
                relation = ast.Call(emit.name("zip"), [relation, emit.name(self.day_lists[node.relation])], [])
            elif len(days_of_member(node)) > 1:
                name = self.temporary()
                self.assign(name, self.field(days_of_member(node)[0]))
                self.days[member] = name
            if node.where is not None:
                test = self.expression(node.where)
                with self.into() as chosen:
                    self.block += found()
                body.append(ast.If(test, chosen, []))
            else:
                self.block += found()
        self.variables = outer
        self.block += start
        self.block.append(ast.For(target, relation, body, []))
        self.block += finish
        return emit.name(result)

    def evaluated(self, node: Node | None, use: Callable[[ast.expr], list[ast.stmt]]) -> list[ast.stmt]:
        assert node is not None
        with self.into() as body:
            value = self.expression(node)
        return [*body, *use(value)]


def _says(index: int, outcome: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Subscript(emit.name("outcomes"), emit.value(index), ast.Store())], outcome)


_COMPILE: dict[type, Callable[[Compiler, Any], ast.expr]] = {
    Constant: Compiler.constant,
    Root: Compiler.root,
    Variable: Compiler.variable,
    Field: Compiler.field,
    Named: Compiler.named,
    Lookup: lookup,
    Not: Compiler.not_,
    And: Compiler.and_,
    Or: Compiler.and_,
    Compare: Compiler.compare,
    Within: Compiler.within,
    Subset: Compiler.subset,
    IsNone: Compiler.is_none,
    Arithmetic: Compiler.arithmetic,
    Period: Compiler.period,
    Shift: Compiler.shift,
    Call: Compiler.call,
    AsOf: lambda _, __: emit.name("as_of"),
    Fold: Compiler.fold,
}
