"""The names packs define: terms and tables checked in the order they need each other, parameters, scales."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from suitability.language.errors import ExpressionErrors
from suitability.language.parse import parse
from suitability.language.scope import RootOf, Scope, Signature, nullable
from suitability.language.tree import TRUE, And, Compare, Node, Not, Root, Table, Term, Within, walk
from suitability.language.types import FLAG, Type, an
from suitability.model.facts import kinds
from suitability.model.scale import Scale
from suitability.model.subject import SUBJECTS
from suitability.rules import shape
from suitability.rules.door import File, Where
from suitability.rules.pack import Cite, Correction, Pack, Parameter, ParameterVersion, Row, TermVersion
from suitability.rules.pack import Table as TableOf
from suitability.rules.pack import Term as TermOf
from suitability.rules.trees import Trees
from suitability.rules.values import Mistaken, read_type, read_value

Roots = Mapping[str, RootOf]
T = TypeVar("T")
S = TypeVar("S", shape.Term, shape.Table)
D = TypeVar("D", TermOf, TableOf)


@cache
def roots_of(subject: str) -> Roots:
    """Give the roots that expressions over a subject may use."""
    found = SUBJECTS[subject]
    parts = kinds(found.record)
    return {
        root: RootOf(found.record, found.fields(root))
        if root == found.own
        else RootOf(parts[root].record, found.fields(root), parts[root].nullable)
        for root in found.roots
    }


ALL_ROOTS: Roots = {root: what for subject in SUBJECTS for root, what in roots_of(subject).items()}


class Lazily(Mapping[str, "Signature | None"]):
    """Signatures by name, each worked out when it is first asked for."""

    def __init__(self, names: Iterable[str], find: Callable[[str], Signature | None]) -> None:
        self._names = dict.fromkeys(names)
        self._find = find

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __getitem__(self, name: str) -> Signature | None:
        return self._find(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Names:
    """The names a pack's expressions may use: those of its own files and those of the packs below it."""

    def __init__(
        self,
        base: Sequence[Pack],
        scales: Mapping[str, Scale],
        terms: Mapping[str, tuple[File, shape.Term]],
        tables: Mapping[str, tuple[File, shape.Table]],
        cites: Callable[[File, Where, Sequence[shape.Cite]], tuple[Cite, ...]],
    ) -> None:
        self.trees = Trees()
        self.scales = scales
        self.cites = cites
        self.parameters: dict[str, Parameter] = {}
        self.terms: dict[str, TermOf | None] = {}
        self.tables: dict[str, TableOf | None] = {}
        self._term_files = terms
        self._table_files = tables
        self._base_terms = {name: term for pack in base for name, term in pack.terms.items()}
        self._base_tables = {name: table for pack in base for name, table in pack.tables.items()}
        self._base_parameters = {n: p.trees.type(p.type_at) for pack in base for n, p in pack.parameters.items()}
        self._open: list[str] = []
        self._scope_parts = (
            Lazily({*terms, *self._base_terms}, self._term_signature),
            Lazily({*tables, *self._base_tables}, self._table_signature),
        )

    def scope(self, roots: Roots, arguments: Mapping[str, Type] | None = None) -> Scope:
        """Give the scope of an expression over these roots."""
        own = {name: self.trees.type(parameter.type_at) for name, parameter in self.parameters.items()}
        terms, tables = self._scope_parts
        return Scope(roots, terms, tables, {**self._base_parameters, **own}, self.scales, arguments or {})

    def read_all(self) -> None:
        """Check every term and table of the pack's own files."""
        for name in self._term_files:
            self._term_signature(name)
        for name in self._table_files:
            self._table_signature(name)

    def parameter(self, file: File, name: str, found: shape.Parameter) -> None:
        """Take in a parameter of `pack.toml`."""
        where: Where = ("param", name)
        type_ = self._guarded(file, (*where, "type"), lambda: read_type(found.type, self.scales))
        if type_ is None:
            return
        check_order(file, (*where, "versions"), found.versions)
        versions = []
        lasts = last_days(found.versions)
        for index, version in enumerate(found.versions):
            at: Where = (*where, "versions", index)
            value = self._guarded(file, (*at, "value"), lambda v=version: read_value(v.value, type_, self.scales))  # type: ignore[misc]
            if value is not None:
                cited = self.cites(file, at, version.cites)
                versions.append(ParameterVersion(version.first, lasts[index], self.trees.add(value), cited))
        type_at = self.trees.add_type(type_)
        corrections = read_corrections(file, where, found.correction)
        self.parameters[name] = Parameter(
            name, found.label, type_at, found.stricter, tuple(versions), corrections, self.trees
        )

    def _guarded(self, file: File, where: Where, make: Callable[[], T]) -> T | None:
        try:
            return make()
        except Mistaken as mistake:
            file.error(where, str(mistake), mistake.hint)
            return None

    def _arguments(self, file: File, of: Mapping[str, str]) -> dict[str, Type] | None:
        found = {
            name: self._guarded(file, ("of", name), lambda text=text: read_type(text, self.scales))  # type: ignore[misc]
            for name, text in of.items()
        }
        return None if None in found.values() else found  # type: ignore[return-value]

    def _signed(self, trees: Trees, defined: TermOf | TableOf) -> Signature:
        types = tuple(trees.type(at) for _, at in defined.arguments)
        return Signature(trees.type(defined.type_at), types, getattr(defined, "nullable", False), defined.roots)

    def _signature(
        self,
        name: str,
        files: Mapping[str, tuple[File, S]],
        base: Mapping[str, D],
        made: dict[str, D | None],
        make: Callable[[str, File, S], D | None],
    ) -> Signature | None:
        """Give the signature of a term or a table, read from its file when it is first asked for."""
        if name not in files:
            return self._signed(base[name].trees, base[name])
        if name not in made:
            file, found = files[name]
            if name in self._open:
                cycle = [*self._open[self._open.index(name) :], name]
                file.error((), f"{name} is defined by itself: {' → '.join(cycle)}")
                return None
            self._open.append(name)
            made[name] = make(name, file, found)
            self._open.pop()
        defined = made[name]
        return None if defined is None else self._signed(self.trees, defined)

    def _term_signature(self, name: str) -> Signature | None:
        return self._signature(name, self._term_files, self._base_terms, self.terms, self._term)

    def _table_signature(self, name: str) -> Signature | None:
        return self._signature(name, self._table_files, self._base_tables, self.tables, self._table)

    def _term(self, name: str, file: File, found: shape.Term) -> TermOf | None:
        arguments = self._arguments(file, found.of)
        check_order(file, ("version",), found.version)
        if arguments is None:
            return None
        scope = self.scope(ALL_ROOTS, arguments)
        type_: Type | None = None
        versions, bodies = [], []
        lasts = last_days(found.version)
        for index, version in enumerate(found.version):
            where: Where = ("version", index, "is")
            try:
                node = parse(version.is_, scope, type_)
            except ExpressionErrors as errors:
                file.expression_errors(where, errors)
                continue
            type_ = node.type
            bodies.append(node)
            cited = self.cites(file, where[:-1], version.cites)
            versions.append(TermVersion(version.first, lasts[index], version.is_, self.trees.add(node), cited))
        if len(versions) < len(found.version) or type_ is None:
            return None
        if type_.name in ("relation", "period"):
            file.error(("version", 0, "is"), f"a term cannot be {an(type_)}")
            return None
        can_be_none = any(nullable(body, scope) for body in bodies)
        taken = tuple((name, self.trees.add_type(t)) for name, t in arguments.items())
        roots = self._roots(bodies)
        at = self.trees.add_type(type_)
        corrections = read_corrections(file, (), found.correction)
        return TermOf(name, found.label, taken, at, can_be_none, roots, tuple(versions), corrections, self.trees)

    def _roots(self, bodies: Iterable[Node]) -> frozenset[str]:
        found: set[str] = set()
        for body in bodies:
            for node in walk(body):
                if isinstance(node, Root):
                    found.add(node.name)
                elif isinstance(node, Term | Table):
                    terms, tables = self._scope_parts
                    signature = (terms if isinstance(node, Term) else tables)[node.name]
                    found |= signature.roots if signature is not None else set()
        return frozenset(found)

    def _table(self, name: str, file: File, found: shape.Table) -> TableOf | None:
        arguments = self._arguments(file, found.of)
        type_ = self._guarded(file, ("gives",), lambda: self._gives(found))
        if arguments is None or type_ is None:
            return None
        scope = self.scope(ALL_ROOTS, arguments)
        rows, tests = [], []
        for index, row in enumerate(found.row):
            where: Where = ("row", index)
            value = self._guarded(file, (*where, "is"), lambda row=row: read_value(row.is_, type_, self.scales))  # type: ignore[misc]
            test = self._test(file, where, row, scope)
            first, last = row.first or dt.date.min, row.last or dt.date.max
            if first > last:
                file.error((*where, "until"), f"ends on {last}, before it begins on {first}")
            if value is None or test is None:
                continue
            cited = self.cites(file, where, row.cites) or self.cites(file, (), found.cites)
            rows.append(Row(first, last, _columns_text(row.when), self.trees.add(test), self.trees.add(value), cited))
            tests.append(test)
        if len(rows) < len(found.row):
            return None
        if type_.name == "choice" and not type_.vocabulary and not found.values.keys() >= set(type_.values):
            file.error(("values",), "every value needs a label here", f"values: {', '.join(type_.values)}")
        taken = tuple((name, self.trees.add_type(t)) for name, t in arguments.items())
        at = self.trees.add_type(type_)
        roots = self._roots(tests)
        corrections = read_corrections(file, (), found.correction)
        return TableOf(name, found.label, found.values, taken, at, roots, tuple(rows), corrections, self.trees)

    def _gives(self, found: shape.Table) -> Type:
        if found.gives == "choice":
            # A row of another day may give a value that has a label and no row here: a bundle holds one day's rows.
            return Type("choice", values=tuple(dict.fromkeys([*(str(row.is_) for row in found.row), *found.values])))
        return read_type(found.gives, self.scales)

    def _test(self, file: File, where: Where, row: shape.Row, scope: Scope) -> Node | None:
        tests: list[Node] = []
        columns = list(_columns(row.when))
        for path, value in columns:
            at = (*where, "when", *path)
            try:
                column = parse(".".join(path), scope, None)
            except ExpressionErrors as errors:
                for error in errors.errors[:1]:
                    file.error(at, error.message, error.hint, key=True)
                continue
            test = self._guarded(file, at, lambda column=column, value=value: self._fits(column, value))  # type: ignore[misc]
            if test is not None:
                tests.append(test)
        if len(tests) < len(columns):
            return None
        return And(tuple(tests)) if len(tests) > 1 else tests[0] if tests else TRUE

    def _fits(self, column: Node, value: Any) -> Node:
        if column.type == FLAG:
            if not isinstance(value, bool):
                raise Mistaken(f"{value!r} is not true or false")
            return column if value else Not(column)
        if column.type.name not in ("choice", "level", "number", "text"):
            raise Mistaken(f"{an(column.type)} cannot be a column")
        if not isinstance(value, list):
            return Compare("==", column, read_value(value, column.type, self.scales))
        members = read_value(value, Type("set", of=column.type), self.scales)
        return Within(column, members)


def _columns(when: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in when.items():
        if isinstance(value, dict):
            yield from _columns(value, (*path, key))
        else:
            yield (*path, key), value


def _columns_text(when: Mapping[str, Any]) -> str:
    """Give the columns of a row as one text, however they were ordered: data of TOML, the members of a list sorted."""
    columns = {".".join(path): sorted(value) if isinstance(value, list) else value for path, value in _columns(when)}
    return json.dumps(columns, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_corrections(file: File, where: Where, found: Sequence[shape.Correction]) -> tuple[Correction, ...]:
    """Read the corrections of a part of a pack, and report one that ends before it begins."""
    for index, one in enumerate(found):
        if one.first is not None and one.last is not None and one.last < one.first:
            at = (*where, "correction", index, "until")
            file.error(at, f"ends on {one.last}, before it begins on {one.first}")
    return tuple(Correction(one.release, one.says, one.first, one.last) for one in found)


def check_order(file: File, where: Where, versions: Sequence[shape.Dated]) -> None:
    """Report versions that are not in the order of their days, or that overlap."""
    for index, (version, after) in enumerate(itertools.pairwise(versions)):
        if after.first <= version.first:
            file.error(
                (*where, index + 1, "from"),
                f"begins on {after.first}, not after {version.first} above",
                "the oldest version stands first",
            )
        elif version.last is not None and version.last >= after.first:
            file.error((*where, index, "until"), f"still in force on {after.first}, when the next version begins")
    for index, version in enumerate(versions):
        if version.last is not None and version.last < version.first:
            file.error((*where, index, "until"), f"ends on {version.last}, before it begins on {version.first}")


def last_days(versions: Sequence[shape.Dated]) -> list[dt.date | None]:
    """Give the last day of every version: its own, or the day before the next begins."""
    nexts: list[Any] = [*versions[1:], None]
    return [
        version.last or (after.first - dt.timedelta(days=1) if after is not None else None)
        for version, after in zip(versions, nexts, strict=True)
    ]
