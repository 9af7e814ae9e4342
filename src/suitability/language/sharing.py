"""What several rules or loops ask for, computed once ahead of them, and only where one of them is asked.

Rules whose `when` begins with the same test are asked together: where the test fails, none of them applies.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from suitability.language import emit
from suitability.language.lookups import entries
from suitability.language.tree import And, Constant, Field, Fold, Lookup, Named, Node, Variable, children, walk
from suitability.language.types import Type

if TYPE_CHECKING:
    from suitability.language.python import Compiler, Condition


def guard(condition: Condition) -> Node | None:
    """Give the test that the `when` of a condition begins with."""
    node = condition.when
    while isinstance(node, And | Named):
        node = node.operands[0] if isinstance(node, And) else node.body
    return node


def share(compiler: Compiler, conditions: Sequence[Condition]) -> dict[Node | None, ast.expr]:
    """Compute what is used more than once ahead of the rules; give for each guard the name of its answer."""
    uses: Counter[Node] = Counter()
    users: dict[Node, set[Node | None]] = {}
    order: dict[Node, None] = {}
    folds: dict[Node, set[Fold]] = {}

    def count(node: Node, closed: bool) -> None:
        if node in compiler.shared:
            return
        # Terms and tables of the subject as a whole; one that depends on a member of a loop cannot stand ahead.
        if isinstance(node, Named) and not node.arguments:
            node, closed = node.body, True
        elif isinstance(node, Lookup) and not node.arguments and node.rows:
            closed = True
        if closed and not isinstance(node, Constant):
            uses[node] += 1
            if uses[node] > 1:
                return
        if isinstance(node, Fold) and days_of_member(node) and _of_subject(node.relation):
            folds.setdefault(node.relation, set()).add(node)
        # A table that asks for one value reads it once, in however many rows.
        read = entries(node) if isinstance(node, Lookup) else None
        for child in children(node) if read is None else (read[0],):
            count(child, False)
        if closed:
            order[node] = None

    def use(node: Node, by: Node | None) -> None:
        found = users.setdefault(node, set())
        if by not in found:
            found.add(by)
            for child in children(node):
                use(child, by)

    guards = dict.fromkeys(node for node in map(guard, conditions) if node is not None)
    for condition in conditions:
        if condition.when is not None:
            count(condition.when, True)
            use(condition.when, guard(condition))
        count(condition.require, False)
        use(condition.require, guard(condition))
    for node in guards:
        use(node, None)
    for relation, found in folds.items():
        if len(found) > 1 and relation not in compiler.day_lists:
            list_days(compiler, relation, next(iter(found)))
    often = [node for node in order if uses[node] > 1 and node not in guards]
    for node in often:
        if None in users[node]:
            hold(compiler, node)
    asked: dict[Node | None, ast.expr] = {node: ask(compiler, node, number) for number, node in enumerate(guards)}
    for node in often:
        if None not in users[node]:
            with compiler.into() as body:
                hold(compiler, node)
            needed = [asked[by] for by in guards if by in users[node]]
            compiler.block.append(ast.If(needed[0] if len(needed) == 1 else ast.BoolOp(ast.Or(), needed), body, []))
    return asked


def ask(compiler: Compiler, node: Node, number: int) -> ast.expr:
    """Compute a guard, and give the name that says whether the rules behind it are to be asked."""
    value, asked = f"guard_{number}", f"asked_{number}"
    with compiler.into() as body:
        compiler.assign(value, compiler.expression(node))
        compiler.assign(asked, ast.IfExp(emit.name(value), emit.value(True), emit.value(False)))
    # Where the guard cannot be told, each rule touches it again and is evaluated.
    unknown = [emit.assign(value, emit.name("NOT_TOLD")), emit.assign(asked, emit.value(True))]
    compiler.block.append(emit.attempt(body, unknown))
    compiler.shared[node] = value
    return emit.name(asked)


def hold(compiler: Compiler, node: Node) -> None:
    """Compute a part ahead of those that use it."""
    name = f"shared_{len(compiler.shared)}"
    with compiler.into() as body:
        compiler.assign(name, compiler.expression(node))
    ahead(compiler, body, name)
    compiler.shared[node] = name


def ahead(compiler: Compiler, body: list[ast.stmt], name: str) -> None:
    """Compute a value ahead of the rules that use it; what cannot be computed stays not told."""
    compiler.block.append(emit.attempt(body, [emit.assign(name, emit.name("NOT_TOLD"))]))


def list_days(compiler: Compiler, relation: Node, fold: Fold) -> None:
    """Work out the days of a relation's members once for all the loops that ask for them."""
    name = f"days_{len(compiler.day_lists)}"
    member = compiler.temporary()
    outer, compiler.variables = compiler.variables, {fold.variable: member}
    with compiler.into() as body:
        compiler.assign(name, ast.List([], ast.Load()))
        members = compiler.expression(relation)
        with compiler.into() as each:
            day = compiler.field(days_of_member(fold)[0])
            compiler.block.append(ast.Expr(ast.Call(emit.attribute(emit.name(name), "append"), [day], [])))
        compiler.block.append(ast.For(ast.Name(member, ast.Store()), members, each, []))
    compiler.variables = outer
    ahead(compiler, body, name)
    compiler.day_lists[relation] = name


def days_of_member(fold: Fold) -> list[Field]:
    """Give the places where a fold asks for a day of its member that an instant may tell."""
    member = member_of(fold)
    parts = [part for part in (fold.where, fold.value, *fold.by) if part is not None]
    return [n for part in parts for n in walk(part) if isinstance(n, Field) and n.day_of and n.base == member]


def member_of(fold: Fold) -> Variable:
    return Variable(fold.variable, Type("record", of=fold.relation.type.of))


def _of_subject(relation: Node) -> bool:
    """Say whether a relation is one of the subject itself, not of a member of another."""
    return not any(isinstance(node, Variable) for node in walk(relation))
