"""The compiler for many subjects that differ in one part only: what hangs on the others is worked out once."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import Any

from suitability.language import emit
from suitability.language.python import Compiler, Condition, Fallback
from suitability.language.sharing import hold, member_of, share
from suitability.language.tree import Field, Fold, Node, Root, Variable, children, trees
from suitability.language.values import Circumstances
from suitability.model.facts import NOT_TOLD, NotTold

FusedByPart = Callable[[Any, dt.date], Callable[[Any], bytes]]


def fuse_by_part(
    conditions: Sequence[Condition],
    roots: Sequence[str],
    own: str,
    circumstances: Circumstances,
    fallback: Fallback,
    part: str,
) -> FusedByPart:
    """Compile conditions over subjects that differ in nothing but the part of one root, as `fuse` does.

    The function takes one of the subjects and `as_of`, and gives the function from subject to outcome codes.
    """
    compiler = Compiler(circumstances)
    same = [root for root in roots if root != part]
    compiler.take(same, own)
    compiler.assign("known", ast.Dict([], []))
    settled = _settled(conditions, same)
    share(compiler, [Condition(None, node) for node in settled])
    for node in settled:
        if node not in compiler.shared:
            hold(compiler, node)
    with compiler.into() as body:
        compiler.take([part], own)
        compiler.assign("memory", ast.Dict([emit.value("known")], [emit.name("known")]))
        compiler.decide(conditions, _once(fallback, conditions, part))
    compiler.block += [emit.function("each", ["subject"], body), ast.Return(emit.name("each"))]
    fused: FusedByPart = compiler.made()
    return fused


def _settled(conditions: Sequence[Condition], roots: Collection[str]) -> list[Node]:
    """Give the largest parts of the conditions that read some of these roots and nothing else."""
    found: dict[Node, None] = {}

    @cache
    def reads(node: Node) -> frozenset[Node]:
        own = {node} if isinstance(node, Root | Variable) else set()
        bound = {member_of(node)} if isinstance(node, Fold) else set()
        return frozenset(own.union(*map(reads, children(node))) - bound)

    def find(node: Node) -> None:
        # The member of a loop is no root, so what depends on it stays in its loop.
        if reads(node) and all(isinstance(read, Root) and read.name in roots for read in reads(node)):
            found[node] = None
        else:
            for child in children(node):
                find(child)

    for condition in conditions:
        for tree in trees(condition):
            find(tree)
    return list(found)


def _once(fallback: Fallback, conditions: Sequence[Condition], part: str) -> Fallback:
    """Make the fallback that decides a condition once for subjects alike in all it reads of the part."""
    read = [sorted({path for tree in trees(condition) for path in _paths(tree, part)}) for condition in conditions]

    def decided(subject: Any, as_of: dt.date, index: int, memory: dict[str, Any]) -> int:
        held = getattr(subject, part)
        key = index, *(_at(held, path) for path in read[index])
        known: dict[Any, int] = memory["known"]
        if key not in known:
            known[key] = fallback(subject, as_of, index, memory)
        return known[key]

    return decided


def _paths(node: Node, part: str) -> Iterator[tuple[str, ...]]:
    """Give what a tree reads of a part: the longest paths, so that a record counts only where it is read as a whole."""
    path = _path(node, part)
    if path is None:
        for child in children(node):
            yield from _paths(child, part)
    else:
        # A day may stand in the instant beside it.
        yield path[:-1] if isinstance(node, Field) and node.day_of else path


def _path(node: Node, part: str) -> tuple[str, ...] | None:
    if isinstance(node, Root):
        return () if node.name == part else None
    base = _path(node.base, part) if isinstance(node, Field) else None
    return (*base, node.name) if isinstance(node, Field) and base is not None else None


def _at(held: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        if held is None or held is NOT_TOLD:
            break
        held = getattr(held, name)
    return NotTold if held is NOT_TOLD else held  # which cannot be hashed
