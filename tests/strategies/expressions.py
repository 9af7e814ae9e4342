"""Well-typed expressions of the language, as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import attrs
from hypothesis import strategies as st

from suitability.language.types import DAY, INSTANT, MONEY, NUMBER, PERIOD, SHARE, Type, type_of
from suitability.model.facts import kinds
from suitability.model.subject import SUBJECTS
from tests.strategies.packs import calls, member_calls
from tests.strategies.pools import DAYS, SCALES, TEXTS

MEMBERS = ("a", "b", "c")
LITERALS = {
    "number": ("0", "1", "2", "12", "18"),
    "money": ("0", "0.01", "50000", "100000.00"),
    "share": ("0", "0.005", "1"),
    "day": tuple(f"date({day.year}, {day.month}, {day.day})" for day in DAYS),
    "text": tuple(f"'{text}'" for text in TEXTS),
}


@attrs.frozen
class Path:
    """A path, its type, and whether it may be none."""

    text: str
    type: Type
    nullable: bool


def paths_in(fields: Mapping[str, Any], prefix: str, nullable: bool = False) -> tuple[Path, ...]:
    """Give every path below a record."""
    found = []
    for name, kind in fields.items():
        path = Path(f"{prefix}.{name}", type_of(kind), nullable or kind.nullable)
        found.append(path)
        if kind.name == "one":
            found += paths_in(kinds(kind.record), path.text, path.nullable)
    return tuple(found)


@cache
def subject_paths(kind: str) -> tuple[Path, ...]:
    """Give every path of a subject, and three times the names of the small pack."""
    subject = SUBJECTS[kind]
    fields = kinds(subject.record)
    facts: list[Path] = []
    for root in subject.roots:
        nullable = root != subject.own and fields[root].nullable
        facts += paths_in(subject.fields(root), root, nullable)
        if nullable:
            facts += [Path(root, type_of(fields[root]), True)] * 3
    defined = []
    for text, (type_, nullable) in calls(kind).items():
        defined.append(Path(text, type_, nullable))
        if type_.name == "record":
            defined += paths_in(kinds(type_.of), text, nullable)
    return (*facts, *defined * 3)


@cache
def member_paths(kind: str, record: Any, name: str) -> tuple[Path, ...]:
    defined = (Path(text.replace("{}", name), type_, False) for text, type_ in member_calls(kind, record).items())
    return (*paths_in(kinds(record), name), *defined)


@attrs.frozen
class Names:
    """The paths an expression may use: those of the subject and of the members it looks at."""

    kind: str
    subject: tuple[Path, ...]
    members: tuple[Path, ...] = ()
    depth: int = 0

    def within(self, record: Any) -> Names:
        """Give the names inside a fold over records of this class."""
        found = member_paths(self.kind, record, MEMBERS[self.depth])
        return Names(self.kind, self.subject, (*self.members, *found), self.depth + 1)


@st.composite
def expressions(draw: Any, kind: str) -> str:
    """Draw a condition about a subject of a kind."""
    return _Writer(draw).flag(Names(kind, subject_paths(kind)), draw(st.sampled_from((0, 1, 2, 2, 2, 3, 3, 3))))


class _Writer:
    """Writes one expression from what Hypothesis draws; a method gives "" where there is nothing of its type."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def one_of(self, choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def flag(self, names: Names, depth: int) -> str:
        plain = (self.path_flag, self.is_none, self.compare, self.compare, self.within, self.subset)
        nested = (self.negation, self.junction, self.junction, self.fold_flag, self.fold_flag)
        write = self.one_of((*plain, *nested) if depth else plain)
        text = write(names, depth) or self.compare(names, depth)
        # A condition inside a fold should mostly look at the member.
        if names.depth and f"{MEMBERS[names.depth - 1]}." not in text and self.one_of((True, True, False)):
            return self.compare(names, depth)
        return text

    def path(self, names: Names, fits: Callable[[Path], bool]) -> str:
        near = [path for path in names.members if fits(path)]
        far = [path for path in names.subject if fits(path)]
        found = near if near and (not far or self.one_of((True, True, False))) else far
        return self.one_of(found).text if found else ""

    def path_flag(self, names: Names, depth: int) -> str:
        return self.path(names, lambda path: path.type.name == "flag")

    def is_none(self, names: Names, depth: int) -> str:
        item = self.one_of((self.chosen, self.none_of_many, self.nullable))(names, depth) if depth else ""
        item = item or self.nullable(names, depth)
        return item and f"{item} {self.one_of(('is none', 'is not none'))}"

    def nullable(self, names: Names, depth: int) -> str:
        return self.path(names, lambda path: path.nullable and path.type.name not in ("relation", "set"))

    def none_of_many(self, names: Names, depth: int) -> str:
        wanted = self.some_type(names, lambda found: found.ordered)
        if self.one_of((True, False)):
            return self.folded(names, depth, wanted, ("min", "max"))
        paths = [self.path(names, lambda path: path.nullable and path.type == wanted) for _ in range(2)]
        return f"{self.one_of(('min', 'max'))}({', '.join(paths)})" if all(paths) else ""

    def negation(self, names: Names, depth: int) -> str:
        return f"not ({self.flag(names, depth - 1)})"

    def junction(self, names: Names, depth: int) -> str:
        word = self.one_of((" and ", " or "))
        return word.join(f"({self.flag(names, depth - 1)})" for _ in range(self.one_of((2, 2, 3))))

    def fold_flag(self, names: Names, depth: int) -> str:
        inner, head = self.members(names, depth)
        return f"{self.one_of(('any', 'all'))}({self.flag(inner, depth - 1)} {head})"

    def members(self, names: Names, depth: int) -> tuple[Names, str]:
        """Write the `for` of a fold over some relation, with or without a condition."""
        relations = [path for path in (*names.members, *names.subject) if path.type.name == "relation"]
        relation = self.one_of(relations)
        inner = names.within(relation.type.of)
        head = f"for {MEMBERS[names.depth]} in {relation.text}"
        if self.one_of((True, True, False)):
            head += f" if {self.flag(inner, depth - 1)}"
        return inner, head

    def chosen(self, names: Names, depth: int, wanted: Type | None = None) -> str:
        """Write `latest(…)` or `previous(…)`; with a type, a field of it that has the type."""
        relations = [
            (path.type.of, path.text)
            for path in (*names.members, *names.subject)
            if path.type.name == "relation" and self.keys(path.type.of) and self.fields(path.type.of, wanted)
        ]
        if not relations or names.depth == len(MEMBERS):
            return ""
        record, relation = self.one_of(relations)
        name = MEMBERS[names.depth]
        keys = self.keys(record)
        key, other = self.one_of(keys), self.one_of(keys)
        by = f"({name}.{key}, {name}.{other})" if key != other and self.one_of((True, False)) else f"{name}.{key}"
        head = ""
        if depth > 1 and self.one_of((True, False)):
            head = f" if {self.flag(names.within(record), depth - 2)}"
        text = f"{self.one_of(('latest', 'previous'))}({name} for {name} in {relation}{head}, by={by})"
        return text if wanted is None else f"{text}.{self.one_of(self.fields(record, wanted))}"

    def keys(self, record: Any) -> list[str]:
        return [name for name, kind in kinds(record).items() if type_of(kind).ordered]

    def fields(self, record: Any, wanted: Type | None) -> list[str]:
        return [name for name, kind in kinds(record).items() if wanted is None or type_of(kind) == wanted]

    def compare(self, names: Names, depth: int) -> str:
        wanted = self.some_type(names, self.comparable)
        left = self.value(names, depth, wanted)
        right = self.other(names, depth, wanted, left)
        if not right:
            return f"{left} in {self.braces(wanted)}" if self.literal(wanted) else f"day({left}) < as_of"
        if wanted.ordered and self.one_of((True, False, False, False)):
            middle = self.value(names, 0, wanted)
            if middle not in (left, right):
                return f"{left} <= {middle} < {right}"
        operator = self.one_of(("==", "!=", "<", "<=", ">", ">=") if wanted.ordered else ("==", "!="))
        return f"{left} {operator} {right}" if self.one_of((True, True, False)) else f"{right} {operator} {left}"

    def some_type(self, names: Names, fits: Callable[[Type], bool]) -> Type:
        """Draw a type that some path has, of the members oftener than of the subject."""
        found = {path.type for path in names.members if fits(path.type)}
        if not found or self.one_of((True, False, False)):
            found = {path.type for path in names.subject if fits(path.type)}
        name = self.one_of(sorted({each.name for each in found}))
        return self.one_of(sorted((each for each in found if each.name == name), key=str))

    def comparable(self, found: Type) -> bool:
        return found.ordered or found.name in ("choice", "text")

    def other(self, names: Names, depth: int, wanted: Type, left: str = "") -> str:
        """Write a literal or a value that is not `left`; "" where there is none."""
        literal = self.literal(wanted)
        if literal and self.one_of((True, True, False)):
            return literal
        found = self.value(names, depth, wanted)
        return literal if found == left else found

    def literal(self, wanted: Type) -> str:
        if wanted.name == "level":
            return f"'{self.one_of(SCALES[wanted.scale].levels)}'"
        if wanted.name == "choice":
            return f"'{self.one_of(wanted.values[:3])}'"
        return self.one_of(LITERALS[wanted.name]) if wanted.name in LITERALS else ""

    def value(self, names: Names, depth: int, wanted: Type) -> str:
        """Write a value of a type that is no literal."""
        written = ""
        if depth and self.one_of((True, True, False)):
            makers = {
                "number": (self.count, self.size, self.age, self.steps, self.arithmetic, self.folded, self.extreme),
                "money": (self.arithmetic, self.folded, self.extreme),
                "share": (self.folded, self.extreme),
                "day": (self.shift, self.day_of, self.folded, self.extreme),
                "instant": (self.shift, self.folded, self.extreme),
                "level": (self.folded, self.extreme),
            }.get(wanted.name, ())
            written = self.one_of((*makers, self.chosen))(names, depth, wanted)
        return written or self.path(names, lambda path: path.type == wanted) or self.fallback(names, wanted)

    def fallback(self, names: Names, wanted: Type) -> str:
        return "as_of" if wanted == DAY else self.count(names, 1, NUMBER)

    def count(self, names: Names, depth: int, wanted: Type) -> str:
        if names.depth == len(MEMBERS):
            return ""
        _, head = self.members(names, depth)
        return f"count({MEMBERS[names.depth]} {head})"

    def size(self, names: Names, depth: int, wanted: Type) -> str:
        if not self.sets(names):
            return ""
        member = self.some_type(names, lambda found: found.name == "set").of
        return f"size({self.a_set(names, depth, member, literal=False)})"

    def folded(self, names: Names, depth: int, wanted: Type, kinds_of: tuple[str, ...] = ()) -> str:
        relations = [
            path
            for path in (*names.members, *names.subject)
            if path.type.name == "relation" and self.fields(path.type.of, wanted)
        ]
        if not relations or names.depth == len(MEMBERS):
            return ""
        relation = self.one_of(relations)
        name = MEMBERS[names.depth]
        field = self.one_of(self.fields(relation.type.of, wanted))
        kind = self.one_of(kinds_of or (("sum", "min", "max") if wanted.numeric else ("min", "max")))
        head = f" if {self.flag(names.within(relation.type.of), depth - 1)}" if self.one_of((True, False)) else ""
        return f"{kind}({name}.{field} for {name} in {relation.text}{head})"

    def age(self, names: Names, depth: int, wanted: Type) -> str:
        return f"age({self.value(names, 0, DAY)}, {self.other(names, 0, DAY)})"

    def steps(self, names: Names, depth: int, wanted: Type) -> str:
        scale = Type("level", scale=self.one_of(("customer", "product")))
        left, right = (self.path(names, lambda path: path.type == scale) for _ in range(2))
        return f"steps({left}, {right})" if left != right else ""

    def arithmetic(self, names: Names, depth: int, wanted: Type) -> str:
        left = self.value(names, depth - 1, wanted)
        if self.one_of((True, False, False)):
            factor = self.one_of(("2", "0.2", self.value(names, 0, SHARE) if wanted == MONEY else "3"))
            return f"({left} * {factor})" if wanted != NUMBER or "." not in factor else f"({left} * 2)"
        return f"({left} {self.one_of(('+', '-'))} {self.other(names, depth - 1, wanted)})"

    def extreme(self, names: Names, depth: int, wanted: Type) -> str:
        parts = [self.value(names, depth - 1, wanted) for _ in range(self.one_of((2, 2, 3)))]
        return f"{self.one_of(('min', 'max'))}({', '.join(parts)})"

    def shift(self, names: Names, depth: int, wanted: Type) -> str:
        base = self.value(names, depth - 1, wanted)
        units = ("days", "hours") if wanted == INSTANT else ("days", "months", "years", "workdays")
        periods = [path.text for path in names.subject if path.type == PERIOD]
        if periods and wanted == DAY and self.one_of((True, False, False)):
            return f"({base} + {self.one_of(periods)})"
        amount = self.one_of(("1", "2", "12", self.path(names, lambda path: path.type == NUMBER) or "3"))
        return f"({base} + {self.one_of(units)}({amount}))"

    def day_of(self, names: Names, depth: int, wanted: Type) -> str:
        base = self.path(names, lambda path: path.type == INSTANT)
        return base and f"day({base})"

    def sets(self, names: Names) -> list[Path]:
        return [path for path in (*names.members, *names.subject) if path.type.name == "set"]

    def braces(self, member: Type) -> str:
        few = [self.literal(member) for _ in range(self.one_of((1, 2, 3)))]
        return "{" + ", ".join(dict.fromkeys(few)) + "}"

    def a_set(self, names: Names, depth: int, member: Type, literal: bool = True) -> str:
        """Write a set of members of a type."""
        paths = [path.text for path in self.sets(names) if path.type.of == member]
        relations = [
            path
            for path in (*names.members, *names.subject)
            if path.type.name == "relation" and self.fields(path.type.of, member)
        ]
        kinds_of = (
            ["braces"] * literal * 2
            + ["path"] * bool(paths)
            + ["comprehension"] * bool(relations and depth and names.depth < len(MEMBERS))
        )
        if depth and (paths or (relations and names.depth < len(MEMBERS))):
            kinds_of.append("missing")
        kind = self.one_of(kinds_of or ["braces"])
        if kind == "path":
            return self.one_of(paths)
        if kind == "missing":
            needed, have = (self.a_set(names, depth - 1, member, literal=False) for _ in range(2))
            return needed if needed == have or "{'" in (needed[:2], have[:2]) else f"missing_from({needed}, {have})"
        if kind == "comprehension":
            relation = self.one_of(relations)
            name = MEMBERS[names.depth]
            field = self.one_of(self.fields(relation.type.of, member))
            head = f" if {self.flag(names.within(relation.type.of), depth - 1)}" if self.one_of((True, False)) else ""
            return "{" + f"{name}.{field} for {name} in {relation.text}{head}" + "}"
        return self.braces(member)

    def within(self, names: Names, depth: int) -> str:
        member = self.some_type(names, lambda found: found.name in ("choice", "text", "level"))
        item = self.value(names, depth, member)
        word = self.one_of(("in", "not in"))
        held = self.braces(member) if member.name == "level" else self.a_set(names, depth, member)
        return f"{item} {word} {held}"

    def subset(self, names: Names, depth: int) -> str:
        if not self.sets(names):
            return ""
        member = self.some_type(names, lambda found: found.name == "set").of
        left, right = self.a_set(names, depth, member), self.a_set(names, depth, member, literal=False)
        if left == right:
            return ""
        return f"{left} <= {right}" if self.one_of((True, False)) else f"{right} <= {left}"
