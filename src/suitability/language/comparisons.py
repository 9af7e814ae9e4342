"""Comparisons, membership and the question for none, checked."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from suitability.language import literals
from suitability.language.scope import nullable
from suitability.language.tree import Compare, Constant, IsNone, Node, Not, Subset, Variable, Within
from suitability.language.types import FLAG, Type, an

if TYPE_CHECKING:
    from suitability.language.parse import Checker

OPERATORS: dict[type, Any] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip


def pair(checker: Checker, tree: ast.expr, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> Node | None:
    if isinstance(operator, ast.Is | ast.IsNot):
        return is_none(checker, operator, left, right)
    if isinstance(operator, ast.In | ast.NotIn):
        return within(checker, operator, left, right)
    for side in (left, right):
        if (isinstance(side, ast.Constant) and side.value is None) or (
            isinstance(side, ast.Name) and side.id == "none"
        ):
            checker.error(side, "none is not compared", "write `is none` or `is not none`")
            return None
    a, b = both(checker, left, right)
    if a is None or b is None:
        return None
    name = OPERATORS[type(operator)]
    if a.type.name == b.type.name == "set":
        if name != "<=":
            checker.error(tree, f"sets are not compared with {name}", "write needed <= have")
            return None
        if not literals.same(a.type, b.type):
            checker.error(tree, f"{an(a.type)} against {an(b.type)}")
            return None
        if a == b or (isinstance(a, Constant) and isinstance(b, Constant)):
            checker.error(tree, "this is always the same")
            return None
        return Subset(a, b)
    return plain_pair(checker, tree, name, a, b)


def plain_pair(checker: Checker, tree: ast.expr, name: Any, a: Node, b: Node) -> Node | None:
    if not (literals.same(a.type, b.type) or literals.numbers_meet(a, b)):
        hint = "a day and an instant never meet: take the day of the instant with day(…)"
        checker.error(
            tree, f"{an(a.type)} against {an(b.type)}", hint if {a.type.name, b.type.name} == {"day", "instant"} else ""
        )
    elif a.type.name in ("record", "relation", "period", "flag"):
        checker.error(tree, f"{an(a.type)} is not compared", "write the flag itself" if a.type == FLAG else "")
    elif name not in ("==", "!=") and not a.type.ordered:
        checker.error(tree, f"{an(a.type)} has no order")
    elif a == b or (isinstance(a, Constant) and isinstance(b, Constant)):
        checker.error(tree, "this is always the same")
    else:
        return Compare(name, a, b)
    return None


def both(checker: Checker, left: ast.expr, right: ast.expr) -> tuple[Node | None, Node | None]:
    """Check two operands, the literal after the other, so that it learns what it is to be."""
    if _is_literal(left):
        b = checker.node(right)
        return checker.node(left, b.type if b is not None else None) if b is not None else None, b
    a = checker.node(left)
    if a is None:
        return None, None if _is_literal(right) else checker.node(right)
    return a, checker.node(right, a.type)


def is_none(checker: Checker, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> Node | None:
    if not (isinstance(right, ast.Name) and right.id == "none"):
        checker.error(right, "`is` asks for none only", "write `is none` or `is not none`")
        return None
    node = checker.node(left)
    if node is None:
        return None
    if not nullable(node, checker.scope) and not isinstance(node, Variable):
        checker.error(left, f"{checker.source.segment(left)} is never none: it is told or not told")
        return None
    return IsNone(node) if isinstance(operator, ast.Is) else Not(IsNone(node))


def within(checker: Checker, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> Node | None:
    if isinstance(right, ast.Constant | ast.Tuple | ast.List):
        checker.node(left)
        checker.error(right, "a set is needed after `in`", "a set is written {'a', 'b'}")
        return None
    if _is_literal(left):
        members = checker.node(right)
        if members is None:
            return None
        item = checker.node(left, members.type.of if members.type.name == "set" else None)
    else:
        item = checker.node(left)
        wanted = None if item is None else Type("set", of=item.type)
        members = None if item is None and _is_literal(right) else checker.node(right, wanted)
    if item is None or members is None:
        return None
    if members.type.name != "set" or not literals.same(item.type, members.type.of):
        checker.error(right, f"{an(item.type)} is not a member of {an(members.type)}")
        return None
    if isinstance(item, Constant) and isinstance(members, Constant):
        checker.error(left, "this is always the same")
        return None
    node = Within(item, members)
    return node if isinstance(operator, ast.In) else Not(node)


def _is_literal(tree: ast.expr) -> bool:
    return isinstance(tree, ast.Constant | ast.Set)
