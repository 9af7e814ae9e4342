"""A table of products, of CSV or of a workbook: a header, and a row of cells for each product."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any, Generic, TypeVar

import attrs

from suitability.catalog.reading.fields import Field, one
from suitability.catalog.reading.gather import Gathered
from suitability.catalog.reading.headers import Called, understood
from suitability.catalog.reading.values import Read, Wrong
from suitability.catalog.reading.words import FEE_KINDS
from suitability.catalog.rows import Written, with_records
from suitability.model.facts import NOT_TOLD
from suitability.spot import Spot

At = TypeVar("At")
_LOOKED_AT = 12
# What a row of notes begins with.
NOTE = "#"
_SHOWN = 20
_MISS: Any = object()
_COUNTED = ("share", "amount", "low", "high")
_FEE_ORDER = {kind: index for index, kind in enumerate(FEE_KINDS)}


@attrs.frozen
class Table(Generic[At]):
    """The rows of a table, each with what says where it stands, and how to tell the place of a cell or a row from it.

    Cells are texts, or what a workbook holds of days, numbers and formulas; an empty text is an empty cell. `spot` is
    the place of a cell, or of the row for the column None. `typed`: a day that is a text is not what it could be.
    """

    file: str
    rows: Iterable[tuple[At, Sequence[Any]]]
    spot: Callable[[At, int | None], Spot]
    typed: bool = False


@attrs.frozen
class _Column:
    """A column that is read: where its values go among the records of a row, and whether another may put there too."""

    index: int
    header: str
    field: Field
    node: int
    name: str


# The index of a column, what is known of its texts, how its values are put, into which record and under which name.
_Step = tuple[int, dict[str, Any], str, int, str, _Column]


@attrs.frozen
class _Plan:
    """What the header says: the columns, the records their values go to, and a mark of all of it.

    `steps` are the columns as the reading of a row goes through them.
    """

    columns: tuple[_Column, ...]
    steps: tuple[_Step, ...]
    nodes: tuple[tuple[int, str], ...]
    width: int
    fees: frozenset[int]
    days: tuple[_Column, ...]
    mark: int


def read_table(table: Table[Any], gathered: Gathered) -> bool:
    """Read every row of a table; False where no header can be found, of which nothing was said yet."""
    rows = iter(table.rows)
    first = list(islice(rows, _LOOKED_AT))
    found = _header(first, gathered)
    if found is None:
        return False
    at, header = first[found]
    columns = _columns(table, at, header, gathered)
    if columns is None:
        return True
    plan = _planned(columns, header, gathered)
    if any(any(cells) for _, cells in first[:found]):
        gathered.remark(table.spot(at, None), "header", "what stands above the header is not read")
    for at, cells in chain(first[found + 1 :], rows):
        _row(table, plan, header, at, cells, gathered)
    return True


def _header(first: Sequence[tuple[Any, Sequence[Any]]], gathered: Gathered) -> int | None:
    """Give which of the first rows names the most targets; None where none names two."""
    best, most = None, 1
    for index, (_, cells) in enumerate(first):
        named = {called.target.name for cell in cells if (called := _called(cell, gathered)) is not None}
        if len(named) > most:
            best, most = index, len(named)
    return best


def _called(cell: Any, gathered: Gathered) -> Called | None:
    return understood(cell, gathered.words.columns) if isinstance(cell, str) and cell else None


def _columns(
    table: Table[Any], at: Any, header: Sequence[Any], gathered: Gathered
) -> list[tuple[int, str, Called]] | None:
    """Give the columns that are understood; None, and what is wrong, where the header cannot be used."""
    found: list[tuple[int, str, Called]] = []
    others: list[str] = []
    seen: dict[str, int] = {}
    twice: list[tuple[str, int]] = []
    for index, cell in enumerate(header):
        text = cell.strip() if isinstance(cell, str) else str(cell)
        if not text:
            continue
        if text in seen:
            twice.append((text, index))
            continue
        seen[text] = index
        called = _called(cell, gathered)
        if called is not None:
            found.append((index, text, called))
        elif text not in gathered.words.columns:
            others.append(f"{text:.40}")
    for text, index in twice[:_SHOWN]:
        more = f"; so do {len(twice) - 1} more columns" if len(twice) > _SHOWN else ""
        first = table.spot(at, seen[text])
        gathered.refuse(table.spot(at, index), f"the column {text!r:.60} stands already at {first}{more}")
    usable = not twice
    if usable and not any(called.target.name == "product.key" for _, _, called in found):
        gathered.refuse(
            table.spot(at, None), "no column holds the codes of the products; head it 产品代码 or product.key"
        )
        usable = False
    if others:
        shown = ", ".join(others[:_SHOWN]) + (f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else "")
        gathered.remark(table.spot(at, None), "header", f"not read, since nothing of a product is called so: {shown}")
    return found if usable else None


def _planned(columns: Sequence[tuple[int, str, Called]], header: Sequence[Any], gathered: Gathered) -> _Plan:
    nodes: dict[tuple[str, ...], int] = {("product",): 0}
    made = []
    for index, text, called in columns:
        target = called.target
        path = target.path if target.how == "merge" else target.path[:-1]
        for depth in range(1, len(path) + 1):
            nodes.setdefault(path[:depth], len(nodes))
        made.append(_Column(index, text, gathered.fields.of(target.name, called.unit), nodes[path], target.path[-1]))
    parents = tuple((nodes.get(path[:-1], -1), path[-1]) for path in nodes)
    fees = frozenset(column.index for column in made if column.field.target.how == "extend")
    width = max((index for index, cell in enumerate(header) if cell), default=-1) + 1
    mark = hash(tuple((index, called.target.name, called.unit) for index, _, called in columns))
    steps = tuple((c.index, c.field.known, c.field.target.how, c.node, c.name, c) for c in made)
    days = tuple(c for c in made if c.field.target.kind is not None and c.field.target.kind.name == "day")
    return _Plan(tuple(made), steps, parents, width, fees, days, mark)


def _row(
    table: Table[Any], plan: _Plan, header: Sequence[Any], at: Any, cells: Sequence[Any], gathered: Gathered
) -> None:
    if not any(cells):
        return
    if isinstance(cells[0], str) and cells[0].startswith(NOTE):
        gathered.remark(table.spot(at, None), "notes", f"a row that begins with {NOTE} is a note, and no product")
        return
    if list(cells) == list(header):
        gathered.remark(table.spot(at, None), "header", "stands again among the rows, and is no product")
        return
    if len(cells) > plan.width and any(cells[plan.width :]):
        message = f"has {len(cells)} cells where the header has {plan.width}: quote a value that holds what parts cells"
        gathered.refuse(table.spot(at, None), message)
        return
    made = _read(plan, cells)
    if made.wrong:
        for column, message in made.wrong:
            gathered.refuse(table.spot(at, column.index), f"{column.header:.40}: {message}")
        return
    for column, remark in made.remarks:
        gathered.remark(table.spot(at, column.index), f"{column.header:.40}", remark)
    for column in plan.days if table.typed else ():
        raw = cells[column.index] if column.index < len(cells) else ""
        if raw.__class__ is str and raw[:1].isdigit():
            gathered.remark(
                table.spot(at, column.index), f"{column.header:.40}", "days written as text are read as days"
            )
    look = partial(_look, table, plan, at, cells)
    gathered.add(made.record, table.spot(at, None), look, hash((plan.mark, tuple(cells))))


@attrs.frozen
class _Made:
    """What the cells of a row make: its record, the column of each fee, what is wrong, and what was converted."""

    record: dict[str, Any]
    fees: list[tuple[int, Any]] = attrs.Factory(list)
    wrong: list[tuple[_Column, str]] = attrs.Factory(list)
    remarks: list[tuple[_Column, str]] = attrs.Factory(list)


def _read(plan: _Plan, cells: Sequence[Any]) -> _Made:
    """Read the cells of a row."""
    nodes: list[dict[str, Any]] = [{} for _ in plan.nodes]
    made = _Made({})
    none: set[int] = set()
    size, empty = len(cells), 0
    for index, known, how, node, name, column in plan.steps:
        raw = cells[index] if index < size else ""
        value = known.get(raw, _MISS) if raw.__class__ is str else _MISS
        if value is _MISS:
            value = _value(column, raw, made)
        if value is NOT_TOLD:
            empty += how == "extend"
        elif how == "set" and name not in nodes[node]:
            nodes[node][name] = value
        elif how == "extend":
            made.fees.extend([(index, fee) for fee in value])
        elif value is None and how == "merge":
            none.add(node)
        else:
            try:
                for inner, said in ((name, value),) if how == "set" else value.items():
                    one(nodes[node], inner, said)
            except Wrong as error:
                made.wrong.append((column, str(error)))
    for at in range(len(nodes) - 1, 0, -1):
        parent, name = plan.nodes[at]
        if nodes[at] or at in none:
            (nodes[parent] if parent >= 0 else made.record)[name] = nodes[at] or None
    product = made.record["product"] = nodes[0]
    if made.fees or (plan.fees and not empty):
        made.fees.sort(key=_order)
        fees = [fee for _, fee in made.fees]
        # A fee that is not told leaves the list open; all of them told, it is whole.
        product["fees"] = {"some": fees} if empty else fees
    return made


def _value(column: _Column, raw: Any, made: _Made) -> Any:
    """Read a cell that is not among the known ones."""
    if raw == "":
        return NOT_TOLD
    try:
        read = column.field.read(raw)
    except Wrong as error:
        made.wrong.append((column, str(error)))
        return NOT_TOLD
    if read.remark:
        made.remarks.append((column, read.remark))
    return read.value


def _order(fee: tuple[int, Any]) -> int:
    return _FEE_ORDER.get(fee[1].get("kind", ""), len(_FEE_ORDER))


def _look(table: Table[Any], plan: _Plan, at: Any, cells: Sequence[Any]) -> Mapping[str, Written]:
    """Tell of every path of a row where it stands and how it is written."""
    found: dict[str, Written] = {}
    places: dict[int, list[int]] = {}
    for number, (index, _) in enumerate(_read(plan, cells).fees):
        places.setdefault(index, []).append(number)
    for column in plan.columns:
        raw = cells[column.index] if column.index < len(cells) else ""
        if raw == "":
            continue
        read = column.field.read(raw)
        if read.value is NOT_TOLD:
            continue
        made = Written(table.spot(at, column.index), _as_written(raw))
        for path in _paths(column.field, read, places.get(column.index, ())):
            counted = column.field.target.how == "set" or path.rpartition(".")[2] in _COUNTED
            found.setdefault(path, made._replace(unit=read.unit) if counted else made)
    if "product.key" in found:
        found.setdefault("entry.key", found["product.key"])
    return with_records(found)


def _as_written(raw: Any) -> str:
    return raw.strip() if isinstance(raw, str) else str(raw)


def _paths(field: Field, read: Read, places: Sequence[int]) -> Iterator[str]:
    target = field.target
    path = ".".join(target.path)
    if target.how == "set" or read.value is None:
        yield path
    elif target.how == "merge":
        yield from (f"{path}.{name}" for name in read.value)
    else:
        for place, fee in zip(places, read.value, strict=True):
            yield from (f"{path}[{place}].{name}" for name in fee)
        yield path
