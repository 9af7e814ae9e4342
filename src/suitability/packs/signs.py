"""Signs that the language fails its authors: expressions that outgrow it, and the same said again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from suitability.language.scope import FUNCTIONS
from suitability.language.tree import (
    And,
    Arithmetic,
    Call,
    Compare,
    Fold,
    Node,
    Not,
    Or,
    Shift,
    Within,
    children,
    walk,
)
from suitability.rules.pack import Pack, Rule, Version

LONGEST = 160
DEEPEST = 3
MOST_FILES = 2
MOST_FUNCTIONS = 25


_NAMEABLE = (Fold, And, Or, Shift, Arithmetic, Call)


def signs(pack: Pack) -> Iterator[str]:
    """Give every sign found in a pack, in words."""
    if len(FUNCTIONS) > MOST_FUNCTIONS:
        yield f"the language has {len(FUNCTIONS)} built-ins, more than {MOST_FUNCTIONS}"
    files: Counter[Node] = Counter()
    for rule in pack.rules:
        for version in rule.versions if rule.wording is None else ():
            yield from _of_version(rule, version)
        files.update(list(dict.fromkeys(node for version in rule.versions for node in _said(version))))
    for node, count in files.items():
        if count > MOST_FILES:
            yield f"said in {count} rules, so it wants a term: {type(node).__name__} of {len(list(walk(node)))} nodes"


def _of_version(rule: Rule, version: Version) -> Iterator[str]:
    where = f"{rule.id} from {version.first}"
    for name, text, tree in (
        ("when", version.when_text, version.when),
        ("require", version.require_text, version.require),
    ):
        if text is None or tree is None:
            continue
        length = len(" ".join(text.split()))
        if length > LONGEST:
            yield f"{where}: {name} has {length} characters, more than {LONGEST}"
        if _depth(tree) > DEEPEST:
            yield f"{where}: {name} is {_depth(tree)} levels deep, more than {DEEPEST}"
    if version.when_text is not None and len(version.when_text) > len(version.require_text):
        yield f"{where}: `when` is longer than `require`"


def _depth(node: Node) -> int:
    below = max(map(_depth, children(node)), default=0)
    return below + isinstance(node, And | Or | Not | Fold)


def _said(version: Version) -> list[Node]:
    """Give the parts of a version's text that a term could name; a plain comparison of two facts is short enough."""
    found = (node for tree in version.expressions for node in walk(tree) if isinstance(node, _NAMEABLE))
    return [node for node in found if sum(isinstance(n, Compare | Within | Fold | Call) for n in walk(node)) > 1]
