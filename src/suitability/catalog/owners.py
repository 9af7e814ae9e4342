"""Of which product a text says something: the one named before it, or the one its section or page is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from suitability.catalog.named import Naming, Place
from suitability.catalog.rows import Row
from suitability.catalog.stated import Statement, statements
from suitability.catalog.statements.layout import DEEPEST, Line, lines
from suitability.model.scale import Scale

# What may stand between words and the name they speak of: 1元起购的安和90天.
_BEFORE = re.compile(r"[\s·|｜/:：《“「【(（]{0,4}|的[^，。,、；;和与或]{0,8}")
# Names joined to one: what follows is said of each only where it says so.
_JOINED = re.compile(r"[\s、,，/和与及跟以&“”\"《》【】()（）]{1,6}|\s*and\s*")
_EACH = re.compile(r"[^。！？!?；;]{0,12}?(?:均|都|皆|同为|(?<![a-z])(?:both|all|each)(?![a-z]))")
# Another product, which the catalog does not have, or many at once.
_ANOTHER = re.compile(
    r"《[^《》\n]{2,40}》|(?:其他|其它|别的|另一|另外|某|同类|各|这些|多款|全部|所有|两|三|"
    r"几)[款只个家类]?[^，。,.\n]{0,4}"
    r"(?:产品|基金|理财|计划|保险)|[一-鿿]{2,12}(?:混合|债券|股票|指数|货币)(?:型?基金|[A-F](?![A-Za-z])|[（(])|"
    r"[一-鿿]{2,8}(?<![期限为是约满近共有闭定作于第每短低后前起在过达周易然续超续，])"
    r"(?:[0-9]{1,4}天(?!限|内|后|前|以|可|起|年|期)|[0-9]{1,4}号(?![线楼])|[一二三四五六七八九十]{1,3}号)|"
    r"(?<![是非于为])(?:定期|活期)?存款|大额存单|国债|贷款|信用卡|转入|转投|转换[为成至]|改买|改投|换成|替换为|"
    r"可以?关注|"
    r"(?<![0-9A-Za-z.])[0-9]{6}(?![0-9.%元万亿])|(?:other|another|these|all) (?:products?|funds?)"
)
# A longer line is no title of a product.
_TITLE = 24
_SIGHT = 200


def owned(text: str, naming: Naming, scales: Mapping[str, Scale]) -> Iterator[tuple[Statement, Row]]:
    """Give what a text says of the products it names, in its order; nothing of what may be said of another."""
    owners = _Owners(text, naming)
    names = [place[:2] for place in naming.places]
    for line in lines(text):
        owners.enter(line)
        for statement in statements(text, line, scales, names):
            yield from ((statement, row) for row in owners.of(line, statement))


class _Owners:
    """Says of which products the statements of a line are; `enter` is called with each line before."""

    def __init__(self, text: str, naming: Naming) -> None:
        self._text = text
        self._places = places = naming.places
        told = [one.row for one in naming.products if one.by == "file"]
        if told:
            self._only = _only(told)
        else:
            keys = {place.row.key if place.row is not None else None for place in places}
            self._only = places[0].row if len(keys) == 1 else None
        self._from = 0 if told else places[0].start if places else 0
        # The headings above, each with its depth and its product (None: not one alone).
        self._above: list[tuple[int, Row | None]] = []

    def enter(self, line: Line) -> None:
        """Note a heading, and the product it names."""
        if not line.depth:
            return
        title = self._text[line.start : line.end].strip()
        inside = self._within(line.start, line.end)
        another = not inside and len(title) < _TITLE and _ANOTHER.search(title) is not None
        short = line.depth > DEEPEST
        if short and sum(place.end - place.start for place in inside) * 2 < len(title):
            inside = ()
        if short and not inside and not another:
            return
        self._above = [one for one in self._above if one[0] < line.depth]
        if inside or another:
            self._above.append((line.depth, _only([place.row for place in inside])))

    def of(self, line: Line, statement: Statement) -> tuple[Row, ...]:
        """Give the products that a statement of a line is about; none where more than one may be meant."""
        if line.cells:
            return self._of_cell(line, statement)
        inside = self._within(line.start, line.end)
        return self._of_line(inside, statement, line.start) if inside else self._of_section(line, statement)

    def _within(self, start: int, end: int) -> Sequence[Place]:
        first = bisect_left(self._places, start, key=_start)
        return self._places[first : bisect_left(self._places, end, key=_start)]

    def _of_line(self, inside: Sequence[Place], statement: Statement, start: int) -> tuple[Row, ...]:
        """Give the product named last before a statement, or, where the line names but one, that one."""
        before = bisect_right(inside, statement.start, key=_start)
        if before:
            nearest = inside[before - 1]
            between = self._text[nearest.end : min(statement.start, nearest.end + _SIGHT)]
            if _ANOTHER.search(between):
                return ()
            rows = [nearest.row]
            for at in range(before - 1, 0, -1):
                if not _JOINED.fullmatch(self._text, inside[at - 1].end, inside[at].start):
                    break
                rows.append(inside[at - 1].row)
            if len({row.key if row is not None else None for row in rows}) > 1:
                said = self._text[nearest.end : min(len(self._text), statement.start + _SIGHT)]
                if not _EACH.match(said[: statement.start - nearest.end + 1]):
                    return ()
            return tuple({row.key: row for row in rows if row is not None}.values())
        first = inside[0]
        one = _only([place.row for place in inside])
        if one is None or not _BEFORE.fullmatch(self._text, statement.end, first.start):
            return ()
        return () if _ANOTHER.search(self._text, max(start, statement.start - _SIGHT), statement.start) else (one,)

    def _of_cell(self, line: Line, statement: Statement) -> tuple[Row, ...]:
        """Give the product that a row of a table names, else the one that heads the column."""
        inside = self._within(line.start, line.end)
        if inside:
            one = _only([place.row for place in inside])
            if one is not None:
                return (one,)
            cell = next((cell for cell in line.cells if cell.start <= statement.start < cell.end), None)
            own = self._within(cell.start, cell.end) if cell is not None else ()
            return self._of_line(own, statement, line.start) if own else ()
        if statement.column is not None:
            heads = self._within(*statement.column)
            if heads:
                one = _only([place.row for place in heads])
                return () if one is None else (one,)
        if self._names_columns(line):
            return ()
        return self._of_section(line, statement)

    def _names_columns(self, line: Line) -> bool:
        return any(cell.column is not None and self._within(*cell.column) for cell in line.cells)

    def _of_section(self, line: Line, statement: Statement) -> tuple[Row, ...]:
        """Give the product whose heading stands above, else the only one the text is about."""
        around = self._text[max(line.start, statement.start - _SIGHT) : min(line.end, statement.end + _SIGHT)]
        if _ANOTHER.search(around):
            return ()
        if self._above:
            row = self._above[-1][1]
            return () if row is None else (row,)
        return (self._only,) if self._only is not None and statement.start >= self._from else ()


def _start(place: Place) -> int:
    return place.start


def _only(rows: Sequence[Row | None]) -> Row | None:
    """Give the row that all are; None where they differ."""
    first = rows[0] if rows else None
    return first if first is not None and all(row is not None and row.key == first.key for row in rows) else None
