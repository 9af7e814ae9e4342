"""The compiler: all rules of a subject become one Python function.

The function decides by plain two-valued logic. A fact that was not told raises as soon as it is touched, so what the
fast code decides is what three-valued logic would decide; where it raises, that one rule is evaluated by
`language.evaluate`. Nodes of Python's syntax tree are built directly, never source text.
"""

from __future__ import annotations

import ast
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import attrs

from suitability.language import dates
from suitability.language.tree import (
    And, AsOf, Arithmetic, Call, Compare, Constant, Field, Fold, IsNone, Lookup, Named, Node, Not, Or, Period, Root,
    Shift, Subset, Variable, Within, walk,
)  # fmt: skip
from suitability.language.values import EXACT, Circumstances
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
Fused = Callable[[Any, dt.date], tuple[int, ...]]


def fuse(
    conditions: Sequence[Condition], roots: Sequence[str], own: str, circumstances: Circumstances, fallback: Fallback
) -> Fused:
    """Compile conditions over one subject to a function from subject and `as_of` to an outcome code for each.

    `fallback(subject, as_of, index, memory)` decides a condition the fast code could not; `memory` lives as long
    as one call and is the same for all its conditions.
    """
    return _Compiler(circumstances).function(conditions, roots, own, fallback)


def _highest(*values: Any) -> Any:
    known = [value for value in values if value is not None]
    return max(known) if known else None


def _lowest(*values: Any) -> Any:
    known = [value for value in values if value is not None]
    return min(known) if known else None


def _previous(pairs: list[tuple[Any, Any]]) -> Any:
    ordered = sorted(pairs, key=lambda pair: pair[0], reverse=True)
    for (key, _), (other, _) in zip(ordered[:2], ordered[1:3], strict=False):
        if not key > other:
            raise TypeError("a tie")
    return ordered[1][1] if len(ordered) > 1 else None


class _Compiler:
    def __init__(self, circumstances: Circumstances) -> None:
        self.circumstances = circumstances
        self.globals: dict[str, Any] = {
            "NOT_TOLD": NOT_TOLD, "UNDECIDED": _UNDECIDED, "TypeError": TypeError, "timedelta": dt.timedelta,
            "OFFSET": circumstances.offset, "add_months": dates.add_months, "age": dates.age,
            "highest": _highest, "lowest": _lowest, "previous": _previous, "set": set, "sorted": sorted,
            "add_workdays": circumstances.calendar.add, "__builtins__": {},
        }  # fmt: skip
        self.constants: dict[Any, str] = {}
        self.block: list[ast.stmt] = []
        self.shared: dict[Node, str] = {}
        self.variables: dict[str, str] = {}
        self.temporaries = 0

    def function(self, conditions: Sequence[Condition], roots: Sequence[str], own: str, fallback: Fallback) -> Fused:
        self.globals["fallback"] = fallback
        for root in roots:
            value = _name("subject") if root == own else _attribute(_name("subject"), root)
            self.assign(f"root_{root}", value)
        self.assign("memory", ast.Dict([], []))
        self.share(conditions)
        outcomes = []
        for index, condition in enumerate(conditions):
            name = f"outcome_{index}"
            outcomes.append(_name(name))
            call = ast.Call(_name("fallback"), [_name(n) for n in ("subject", "as_of")] + [_value(index), _name("memory")], [])  # fmt: skip
            with self.into() as body:
                self.condition(condition, name)
            self.block.append(_try(body, [_assign(name, call)]))
        self.block.append(ast.Return(ast.Tuple(outcomes, ast.Load())))
        arguments = ast.arguments([], [ast.arg("subject"), ast.arg("as_of")], None, [], [], None, [])
        definition = ast.FunctionDef("fused", arguments, self.block, [])
        module = ast.fix_missing_locations(ast.Module([definition], []))
        exec(compile(module, "<rules>", "exec"), self.globals)
        fused: Fused = self.globals["fused"]
        return fused

    def share(self, conditions: Sequence[Condition]) -> None:
        """Compute what several rules use once, ahead of them; what cannot be computed stays not told."""
        uses: Counter[Node] = Counter()
        order: dict[Node, None] = {}
        for condition in conditions:
            found: dict[Node, None] = {}
            for tree in (condition.when, condition.require):
                for node in _post_order(tree) if tree is not None else ():
                    if isinstance(node, Named) and not node.arguments:
                        found[node] = None
            if condition.when is not None:
                found[condition.when] = None
            uses.update(found.keys())
            order.update(found)
        for node in order:
            if uses[node] < 2:
                continue
            name = f"shared_{len(self.shared)}"
            with self.into() as body:
                body.append(_assign(name, self.expression(node.body if isinstance(node, Named) else node)))
            self.block.append(_try(body, [_assign(name, _name("NOT_TOLD"))]))
            self.shared[node] = name

    def condition(self, condition: Condition, name: str) -> None:
        if condition.when is None:
            self.verdict(condition.require, name)
            return
        test = self.expression(condition.when)
        with self.into() as body:
            self.verdict(condition.require, name)
        self.block.append(ast.If(test, body, [_assign(name, _value(NOT_APPLICABLE))]))

    def verdict(self, require: Node, name: str) -> None:
        test = self.expression(require)
        self.assign(name, ast.IfExp(test, _value(PASS), _value(VIOLATION)))

    @contextmanager
    def into(self) -> Iterator[list[ast.stmt]]:
        outer, self.block = self.block, []
        try:
            yield self.block
        finally:
            self.block = outer

    def assign(self, name: str, value: ast.expr) -> None:
        self.block.append(_assign(name, value))

    def temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}"

    def hold(self, value: Any) -> ast.expr:
        """Give a value that is no constant of Python's own a name in the function's globals."""
        name = self.constants.get((type(value), value))
        if name is None:
            name = self.constants[(type(value), value)] = f"K{len(self.constants)}"
            self.globals[name] = value
        return _name(name)

    def ranks(self, scale: str, nullable: bool) -> ast.expr:
        name = f"RANKS_{len(scale)}_{scale}{'_or_none' if nullable else ''}"
        if name not in self.globals:
            ranks: dict[Any, Any] = dict(self.circumstances.scales[scale].ranks)
            self.globals[name] = {**ranks, None: None} if nullable else ranks
        return _name(name)

    def expression(self, node: Node) -> ast.expr:
        """Emit what must run before, and give the expression of a node's value."""
        if node in self.shared:
            return _name(self.shared[node])
        return _COMPILE[type(node)](self, node)

    def constant(self, node: Constant) -> ast.expr:
        value = node.value
        if node.type.name == "level":
            return _value(self.circumstances.scales[node.type.scale].ranks[value])
        if node.type.name == "set" and node.type.of.name == "level":
            ranks = self.circumstances.scales[node.type.of.scale].ranks
            return self.hold(frozenset(ranks[level] for level in value))
        return _value(value) if isinstance(value, bool | int | str) else self.hold(value)

    def root(self, node: Root) -> ast.expr:
        return _name(f"root_{node.name}")

    def variable(self, node: Variable) -> ast.expr:
        return _name(self.variables[node.name])

    def field(self, node: Field) -> ast.expr:
        base = self.expression(node.base)
        if node.day_of:
            base = self.simple(base)
            told = _compare(_attribute(base, node.name), ast.IsNot, _name("NOT_TOLD"))
            return ast.IfExp(told, _attribute(base, node.name), self.day_of(_attribute(base, node.day_of)))
        read = _attribute(base, node.name)
        if node.type.name == "level":
            return ast.Subscript(self.ranks(node.type.scale, node.nullable), read, ast.Load())
        return read

    def day_of(self, instant: ast.expr) -> ast.expr:
        return ast.Call(_attribute(ast.BinOp(instant, ast.Add(), _name("OFFSET")), "date"), [], [])

    def simple(self, value: ast.expr) -> ast.expr:
        if isinstance(value, ast.Name):
            return value
        name = self.temporary()
        self.assign(name, value)
        return _name(name)

    def named(self, node: Named) -> ast.expr:
        return self.expression(node.body)

    def lookup(self, node: Lookup) -> ast.expr:
        direct = self.direct(node)
        if direct is not None:
            return direct
        name = self.temporary()
        branch: list[ast.stmt] = [ast.Raise(_name("TypeError"))]
        for test, value in reversed(node.rows):
            with self.into() as body:
                condition = self.expression(test)
                with self.into() as found:
                    self.assign(name, self.expression(value))
                body.append(ast.If(condition, found, branch))
            branch = body
        self.block += branch
        return _name(name)

    def direct(self, node: Lookup) -> ast.expr | None:
        """Make a table whose rows all ask for one value into a dictionary."""
        if len(node.rows) < 2:
            return None
        found: dict[Any, Any] = {}
        keys = set()
        for test, value in node.rows:
            if not isinstance(value, Constant):
                return None
            if isinstance(test, Compare) and test.operator == "==" and isinstance(test.right, Constant):
                keys.add(test.left)
                choices = [test.right]
            elif isinstance(test, Within) and isinstance(test.members, Constant):
                keys.add(test.item)
                choices = [Constant(choice, test.members.type.of) for choice in test.members.value]
            else:
                return None
            for choice in choices:
                found.setdefault(self.plain(choice), self.plain(value))
        if len(keys) != 1:
            return None
        name = f"TABLE_{len(self.globals)}"
        self.globals[name] = found
        return ast.Subscript(_name(name), self.expression(keys.pop()), ast.Load())

    def plain(self, node: Constant) -> Any:
        if node.type.name == "level":
            return self.circumstances.scales[node.type.scale].ranks[node.value]
        return node.value

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
            target += [*body, _assign(name, value)]
            if index < len(parts) - 1:
                inner: list[ast.stmt] = []
                go_on = _name(name) if isinstance(node, And) else ast.UnaryOp(ast.Not(), _name(name))
                target.append(ast.If(go_on, inner, []))
                target = inner
        return _name(name)

    def compare(self, node: Compare) -> ast.expr:
        return _compare(self.expression(node.left), _COMPARE[node.operator], self.expression(node.right))

    def within(self, node: Within) -> ast.expr:
        return _compare(self.expression(node.item), ast.In, self.expression(node.members))

    def subset(self, node: Subset) -> ast.expr:
        return _compare(self.expression(node.left), ast.LtE, self.expression(node.right))

    def is_none(self, node: IsNone) -> ast.expr:
        # Asked of a fact that was not told, `is None` would be a plain false: touch it first.
        value = self.simple(self.expression(node.operand))
        self.block.append(ast.If(_compare(value, ast.Is, _name("NOT_TOLD")), [ast.Raise(_name("TypeError"))], []))
        return _compare(value, ast.Is, ast.Constant(None))

    def arithmetic(self, node: Arithmetic) -> ast.expr:
        operation = self.hold(_ARITHMETIC[node.operator])
        return ast.Call(operation, [self.expression(node.left), self.expression(node.right)], [])

    def shift(self, node: Shift) -> ast.expr:
        base = self.expression(node.base)
        period = node.period
        if not isinstance(period, Period):
            return ast.Call(_name("add_months"), [base, self.expression(period)], [])
        amount = self.expression(period.amount)
        if period.unit in ("months", "years"):
            if period.unit == "years":
                amount = ast.BinOp(_value(12), ast.Mult(), amount)
            return ast.Call(_name("add_months"), [base, amount], [])
        if period.unit == "workdays":
            return ast.Call(_name("add_workdays"), [base, amount], [])
        if isinstance(period.amount, Constant):
            length = self.hold(dt.timedelta(**{period.unit: period.amount.value}))
        else:
            length = ast.Call(_name("timedelta"), [], [ast.keyword(period.unit, amount)])
        return ast.BinOp(base, ast.Add(), length)

    def period(self, node: Period) -> ast.expr:
        amount = self.expression(node.amount)
        return ast.BinOp(_value(12), ast.Mult(), amount) if node.unit == "years" else amount

    def call(self, node: Call) -> ast.expr:
        values = [self.expression(argument) for argument in node.arguments]
        if node.name == "steps":
            return ast.BinOp(values[1], ast.Sub(), values[0])
        if node.name == "missing_from":
            return ast.BinOp(values[0], ast.Sub(), values[1])
        if node.name == "day":
            return self.day_of(values[0])
        return ast.Call(_name({"max": "highest", "min": "lowest"}.get(node.name, node.name)), values, [])

    def fold(self, node: Fold) -> ast.expr:
        relation = self.expression(node.relation)
        member = self.temporary()
        result = self.temporary()
        outer = self.variables
        self.variables = {**outer, node.variable: member}
        start, found, finish = _LOOPS[node.kind](self, node, member, result)
        with self.into() as body:
            if node.where is not None:
                test = self.expression(node.where)
                with self.into() as chosen:
                    self.block += found()
                body.append(ast.If(test, chosen, []))
            else:
                self.block += found()
        self.variables = outer
        self.block += start
        self.block.append(ast.For(ast.Name(member, ast.Store()), relation, body, []))
        self.block += finish
        return _name(result)

    def evaluated(self, node: Node | None, use: Callable[[ast.expr], list[ast.stmt]]) -> list[ast.stmt]:
        assert node is not None
        with self.into() as body:
            value = self.expression(node)
        return [*body, *use(value)]

    def loop_truth(self, node: Fold, member: str, result: str) -> _Loop:
        found_any = node.kind == "any"

        def found() -> list[ast.stmt]:
            def use(test: ast.expr) -> list[ast.stmt]:
                decisive = test if found_any else ast.UnaryOp(ast.Not(), test)
                return [ast.If(decisive, [_assign(result, _value(found_any)), ast.Break()], [])]

            return self.evaluated(node.value, use)

        return [_assign(result, _value(not found_any))], found, []

    def loop_count(self, node: Fold, member: str, result: str) -> _Loop:
        add = ast.AugAssign(ast.Name(result, ast.Store()), ast.Add(), _value(1))
        return [_assign(result, _value(0))], lambda: [add], []

    def loop_sum(self, node: Fold, member: str, result: str) -> _Loop:
        def use(value: ast.expr) -> list[ast.stmt]:
            return [_assign(result, ast.Call(self.hold(EXACT.add), [_name(result), value], []))]

        return [_assign(result, self.hold(Decimal(0)))], lambda: self.evaluated(node.value, use), []

    def loop_extreme(self, node: Fold, member: str, result: str) -> _Loop:
        pairs = self.temporary()

        def use(value: ast.expr) -> list[ast.stmt]:
            return [ast.Expr(ast.Call(_attribute(_name(pairs), "append"), [value], []))]

        # sorted() compares even a single none or untold value with nothing: a second, equal one makes it speak.
        position = ast.UnaryOp(ast.USub(), _value(1)) if node.kind == "max" else _value(0)
        best = ast.Subscript(ast.Call(_name("sorted"), [ast.BinOp(_name(pairs), ast.Add(), _name(pairs))], []), position, ast.Load())  # fmt: skip
        finish = [_assign(result, ast.IfExp(_name(pairs), best, ast.Constant(None)))]
        return [_assign(pairs, ast.List([], ast.Load()))], lambda: self.evaluated(node.value, use), finish

    def loop_set(self, node: Fold, member: str, result: str) -> _Loop:
        def use(value: ast.expr) -> list[ast.stmt]:
            return [ast.Expr(ast.Call(_attribute(_name(result), "add"), [value], []))]

        finish: list[ast.stmt] = [ast.Expr(ast.Call(_attribute(_name(result), "discard"), [ast.Constant(None)], []))]
        return [_assign(result, ast.Call(_name("set"), [], []))], lambda: self.evaluated(node.value, use), finish

    def key(self, node: Fold) -> ast.expr:
        keys = [self.expression(part) for part in node.by]
        return keys[0] if len(keys) == 1 else ast.Tuple(keys, ast.Load())

    def loop_latest(self, node: Fold, member: str, result: str) -> _Loop:
        best, tie, key = self.temporary(), self.temporary(), self.temporary()

        def found() -> list[ast.stmt]:
            with self.into() as body:
                self.assign(key, self.key(node))
                first = _compare(_name(result), ast.Is, ast.Constant(None))
                later = _compare(_name(key), ast.Gt, _name(best))
                earlier = _compare(_name(key), ast.Lt, _name(best))
                take = [_assign(result, _name(member)), _assign(best, _name(key)), _assign(tie, _value(False))]
                same = ast.If(ast.UnaryOp(ast.Not(), earlier), [_assign(tie, _value(True))], [])
                body.append(ast.If(ast.BoolOp(ast.Or(), [first, later]), take, [same]))
            return body

        start = [_assign(result, ast.Constant(None)), _assign(tie, _value(False))]
        return start, found, [ast.If(_name(tie), [ast.Raise(_name("TypeError"))], [])]

    def loop_previous(self, node: Fold, member: str, result: str) -> _Loop:
        pairs = self.temporary()

        def found() -> list[ast.stmt]:
            with self.into() as body:
                pair = ast.Tuple([self.key(node), _name(member)], ast.Load())
                body.append(ast.Expr(ast.Call(_attribute(_name(pairs), "append"), [pair], [])))
            return body

        finish = [_assign(result, ast.Call(_name("previous"), [_name(pairs)], []))]
        return [_assign(pairs, ast.List([], ast.Load()))], found, finish


_Loop = tuple[list[ast.stmt], Callable[[], list[ast.stmt]], list[ast.stmt]]


def _post_order(node: Node) -> Iterator[Node]:
    # What a shared value needs must itself be shared before it.
    yield from reversed(list(walk(node)))


def _name(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _value(value: Any) -> ast.expr:
    return ast.Constant(value)


def _attribute(base: ast.expr, name: str) -> ast.expr:
    return ast.Attribute(base, name, ast.Load())


def _assign(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def _compare(left: ast.expr, operator: type[ast.cmpop], right: ast.expr) -> ast.expr:
    return ast.Compare(left, [operator()], [right])


def _try(body: list[ast.stmt], otherwise: list[ast.stmt]) -> ast.stmt:
    return ast.Try(body, [ast.ExceptHandler(_name("UNDECIDED"), None, otherwise)], [], [])


_LOOPS: dict[str, Callable[[_Compiler, Fold, str, str], _Loop]] = {
    "any": _Compiler.loop_truth,
    "all": _Compiler.loop_truth,
    "count": _Compiler.loop_count,
    "sum": _Compiler.loop_sum,
    "min": _Compiler.loop_extreme,
    "max": _Compiler.loop_extreme,
    "set": _Compiler.loop_set,
    "latest": _Compiler.loop_latest,
    "previous": _Compiler.loop_previous,
}
_COMPILE: dict[type, Callable[[_Compiler, Any], ast.expr]] = {
    Constant: _Compiler.constant,
    Root: _Compiler.root,
    Variable: _Compiler.variable,
    Field: _Compiler.field,
    Named: _Compiler.named,
    Lookup: _Compiler.lookup,
    Not: _Compiler.not_,
    And: _Compiler.and_,
    Or: _Compiler.and_,
    Compare: _Compiler.compare,
    Within: _Compiler.within,
    Subset: _Compiler.subset,
    IsNone: _Compiler.is_none,
    Arithmetic: _Compiler.arithmetic,
    Period: _Compiler.period,
    Shift: _Compiler.shift,
    Call: _Compiler.call,
    AsOf: lambda _, __: _name("as_of"),
    Fold: _Compiler.fold,
}
