"""Reading catalogs of workbooks (.xlsx).

The cells are read by python-calamine, which tells no formulas and no formats of numbers and takes memory for every cell
of the rectangle in use. So the parts of the file are looked through before: how far the cells reach, which hold
formulas, which are shown as percentages, and what unpacking would take.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

from suitability.catalog.reading.gather import Gathered
from suitability.catalog.reading.table import Table, read_table
from suitability.catalog.reading.values import Digits, Formula
from suitability.errors import SuitabilityError
from suitability.spot import Spot

_LARGEST = 192 << 20
_MOST_CELLS = 3_000_000
_MOST_COLUMNS = 4_096
_MOST_MERGED = 2_000
_CHUNK = 1 << 20
_TAG = 1 << 12
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>\s*(<(?:\w+:)?f\b)?")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[ >/\s]")
_COLUMNS = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_ROWS = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_FORMULA = re.compile(rb"<c [^>]*>\s*<f\b")
_BROKEN = re.compile(rb'<c [^>]*\bt="e"[^>]*>')
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*>")
_CUTS = (b"<c ", b"<row", b"<mergeCell ", b"<sheetData", b":c ")
_R = re.compile(rb'\br="([A-Z]{0,3})([0-9]{1,7})"')
_S = re.compile(rb'\bs="([0-9]{1,6})"')
_REF = re.compile(rb'\bref="\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})"')
_XF = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\b(?=[^>]*\bnumFmtId="([0-9]+)")(?=[^>]*\bformatCode="([^"]*)")[^>]*>')
_FORMAT_ID = re.compile(rb'\bnumFmtId="([0-9]+)"')
_PERCENT_IDS = frozenset({9, 10})


class _Refused(Exception):
    """A sheet or the workbook is not read, and why."""


@attrs.define
class _Looked:
    """What looking through a sheet shows: its reach, its cells of formulas and of percentages, what is merged."""

    styles: frozenset[int]
    rows: int = 0
    columns: int = 0
    formulas: set[tuple[int, int]] = attrs.Factory(set)
    percents: set[tuple[int, int]] = attrs.Factory(set)
    merged: list[tuple[int, int, int, int]] = attrs.Factory(list)
    _row: int = 0
    _column: int = 0
    _cells: int = 0

    def through(self, text: bytes) -> None:
        """Look through a part of the sheet that splits no tag."""
        columns = _COLUMNS.findall(text)
        self._cells += len(_ANY_CELL.findall(text))
        self._reach(0, 0)
        if len(columns) == len(_ANY_CELL.findall(text)):
            # As spreadsheet programs write: every cell says first where it is.
            if columns:
                self._reach(max(map(int, set(_ROWS.findall(text)))), max(map(_column, set(columns))))
            styled = "|".join(map(str, self.styles)).encode()
            marked = [re.compile(rb'<c r="[A-Z]+[0-9]+" s="(?:' + styled + rb')"[^>]*>')] if styled else []
            for pattern in (_FORMULA, _BROKEN, *marked):
                for found in pattern.finditer(text):
                    self._see(found)
        else:
            for found in _ROW_OR_CELL.finditer(text):
                self._see(found)
        for found in _MERGED.finditer(text):
            _merge(found[0], self)

    def _see(self, found: re.Match[bytes]) -> None:
        """Look at the tag of a row or a cell."""
        tag = _ROW_OR_CELL.match(found.string, found.start())
        assert tag is not None
        kind, attributes, formula = tag.groups()
        place = _R.search(attributes)
        if kind == b"row":
            self._row, self._column = int(place[2]) if place is not None else self._row + 1, 0
            return
        if place is not None and place[1]:
            self._row, self._column = int(place[2]), _column(place[1])
        else:
            self._column += 1
        self._reach(self._row, self._column)
        if formula is not None or b't="e"' in attributes:
            self.formulas.add((self._row - 1, self._column - 1))
        style = _S.search(attributes)
        if style is not None and int(style[1]) in self.styles:
            self.percents.add((self._row - 1, self._column - 1))

    def _reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows * self.columns > _MOST_CELLS or self._cells > _MOST_CELLS or self.columns > _MOST_COLUMNS:
            raise _Refused(
                f"the cells in use reach to {_name(self.columns - 1)}{self.rows}, which no catalog does; "
                "delete the rows and columns that look empty, and save it anew"
            )


def read(name: str, data: bytes, gathered: Gathered) -> None:
    """Read the rows of every sheet that has a header of a catalog."""
    try:
        import python_calamine
    except ModuleNotFoundError:
        raise SuitabilityError(
            "reading workbooks needs the extra catalog: pip install 'suitability[catalog]'"
        ) from None
    known: tuple[type[Exception], ...] = (
        python_calamine.CalamineError,
        python_calamine.PasswordError,
        python_calamine.XmlError,
        python_calamine.ZipError,
        zipfile.BadZipFile,
    )
    try:
        sheets, percents = _opened(data)
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        read_any = False
        for number, sheet in enumerate(workbook.sheets_metadata):
            if "worksheet" not in str(sheet.typ).lower():
                continue
            try:
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    looked = _look(archive, sheets.get(sheet.name, ""), percents)
                rows = workbook.get_sheet_by_index(number).to_python(skip_empty_area=False) if looked.rows else []
                read_any |= _sheet(name, sheet.name, rows, looked, gathered)
            except _Refused as refused:
                gathered.refuse(Spot(name, name=sheet.name), str(refused))
                read_any = True
        if not read_any:
            hint = "a row must hold names of columns such as 产品代码, 产品名称, 风险等级"
            gathered.refuse(Spot(name), f"no sheet has a header of a catalog; {hint}")
    except _Refused as refused:
        gathered.refuse(Spot(name), str(refused))
    except known as error:
        locked = data.startswith(b"\xd0\xcf\x11\xe0") or isinstance(error, python_calamine.PasswordError)
        hint = "it is locked by a password, or an .xls under another name" if locked else str(error)[:200] or "broken"
        gathered.refuse(Spot(name), f"no workbook that can be read: {hint}")
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of the library's own language, and no Exception
            raise
        gathered.refuse(Spot(name), "no workbook that can be read")


def _opened(data: bytes) -> tuple[Mapping[str, str], frozenset[int]]:
    """Demand that a workbook can be unpacked; give the parts of its sheets by name, and its styles of percentages."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > 10_000 or sum(part.file_size for part in parts) > _LARGEST:
            raise _Refused(f"the workbook unpacks to more than {_LARGEST >> 20} MB; save it anew, or as .csv")
        if any(part.flag_bits & 1 for part in parts):
            raise _Refused("the workbook is locked by a password")
        total = 0
        for part in parts:
            with _open(archive, part.filename) as stream:
                while chunk := stream.read(_CHUNK):
                    total += len(chunk)
        if total > _LARGEST:
            raise _Refused(f"the workbook unpacks to more than {_LARGEST >> 20} MB; save it anew, or as .csv")
        names = {part.filename for part in parts}
        if any(name.startswith("xl/") and name.endswith(".bin") and "workbook" in name for name in names):
            raise _Refused("not read: .xlsb is no form of a catalog; save it as .xlsx or .csv")
        for name in names:
            if name.endswith((".xml", ".rels")):
                with _open(archive, name) as stream:
                    head = stream.read(2 * _TAG)
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise _Refused("the workbook declares entities, which no spreadsheet program writes")
        return _parts(archive, names), _percents(archive, names)


def _open(archive: zipfile.ZipFile, name: str) -> Any:
    try:
        return archive.open(name)
    except (NotImplementedError, RuntimeError, zipfile.BadZipFile, OSError, EOFError) as error:
        raise _Refused(f"no workbook that can be read: {error}") from None


def _small(archive: zipfile.ZipFile, names: set[str], name: str) -> bytes:
    if name not in names:
        return b""
    with _open(archive, name) as stream:
        found: bytes = stream.read(8 << 20)
        return found


def _parts(archive: zipfile.ZipFile, names: set[str]) -> Mapping[str, str]:
    from html import unescape

    targets = {}
    for tag in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", _small(archive, names, "xl/_rels/workbook.xml.rels")):
        key, target = re.search(rb'\bId="([^"]*)"', tag), re.search(rb'\bTarget="([^"]*)"', tag)
        if key is not None and target is not None:
            path = target[1].decode("utf-8", "replace")
            targets[key[1]] = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    made = {}
    for tag in re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", _small(archive, names, "xl/workbook.xml")):
        name, key = re.search(rb'\bname="([^"]*)"', tag), re.search(rb'\b\w+:id="([^"]*)"', tag)
        if name is not None and key is not None:
            made[unescape(name[1].decode("utf-8", "replace"))] = targets.get(key[1], "")
    return made


def _percents(archive: zipfile.ZipFile, names: set[str]) -> frozenset[int]:
    """Give the numbers of the styles that show a number as a percentage."""
    styles = _small(archive, names, "xl/styles.xml")
    ids = _PERCENT_IDS | {int(number) for number, code in _FORMAT.findall(styles) if b"%" in code}
    start = styles.find(b"cellXfs")
    end = styles.find(b"cellXfs>", start + 1)
    made = set()
    for index, tag in enumerate(_XF.findall(styles[start:end] if start >= 0 else b"")):
        found = _FORMAT_ID.search(tag)
        if found is not None and int(found[1]) in ids:
            made.add(index)
    return frozenset(made)


def _look(archive: zipfile.ZipFile, part: str, percents: frozenset[int]) -> _Looked:
    """Look through a sheet without building its cells."""
    if part not in archive.namelist():
        raise _Refused("the sheet's part is not in the workbook")
    looked = _Looked(percents)
    with _open(archive, part) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            # A cell is looked at whole, and with what follows its tag.
            cut = max(text.rfind(sign) for sign in _CUTS)
            if cut <= 0 and len(text) > 2 * _CHUNK:
                cut = len(text)
            body, rest = (text[:cut], text[cut:]) if cut > 0 else (b"", text)
            looked.through(body)
        looked.through(rest)
    return looked


def _merge(attributes: bytes, looked: _Looked) -> None:
    found = _REF.search(attributes)
    if found is not None:
        first, last = (_column(found[1]) - 1, int(found[2]) - 1), (_column(found[3]) - 1, int(found[4]) - 1)
        looked.merged.append((first[1], first[0], last[1], last[0]))
        if len(looked.merged) > _MOST_MERGED:
            raise _Refused(f"more than {_MOST_MERGED} areas of cells are merged; part them")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _name(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet(name: str, title: str, rows: Sequence[Sequence[Any]], looked: _Looked, gathered: Gathered) -> bool:
    def spot(row: int, column: int | None) -> Spot:
        return Spot(name, name=f"{title}!{_name(column)}{row + 1}" if column is not None else f"{title}!{row + 1}")

    merged = _Merged(rows, looked)
    table = Table(name, _cells(rows, looked, merged, spot, gathered), spot, typed=True)
    read_any = read_table(table, gathered)
    if not read_any and any(any(cell != "" for cell in row) for row in rows):
        gathered.remark(Spot(name, name=title), "sheet", "not read, since it has no header of a catalog")
    return read_any


class _Merged:
    """Merged areas: one of a single column tells the same of all its rows; what spans columns tells nothing sure."""

    def __init__(self, rows: Sequence[Sequence[Any]], looked: _Looked) -> None:
        self.down: dict[tuple[int, int], Any] = {}
        self.across: dict[int, tuple[int, int]] = {}
        filled = 0
        for top, left, bottom, right in looked.merged:
            bottom, right = min(bottom, looked.rows - 1), min(right, looked.columns - 1)
            filled += max(0, bottom - top + 1)
            if filled > _MOST_CELLS:
                raise _Refused("the merged areas cover more cells than a catalog has; part them")
            if left >= looked.columns or top >= len(rows) or left >= len(rows[top]):
                continue
            for row in range(top, bottom + 1):
                if right > left:
                    self.across[row] = (top, left)
                elif row > top:
                    self.down[row, left] = rows[top][left]


def _cells(
    rows: Sequence[Sequence[Any]], looked: _Looked, merged: _Merged, spot: Any, gathered: Gathered
) -> Iterator[tuple[int, Sequence[Any]]]:
    begun = False
    for number, row in enumerate(rows):
        cells = [_cell(value) if value != "" else "" for value in row]
        filled = sum(value != "" for value in cells)
        if looked.formulas or looked.percents or merged.down:
            for column, value in enumerate(cells):
                if (number, column) in looked.formulas:
                    cells[column] = Formula(f"={row[column]}")
                elif (number, column) in looked.percents and isinstance(value, Digits):
                    cells[column] = f"{(Decimal(value) * 100).normalize():f}%"
                elif value == "" and (number, column) in merged.down:
                    cells[column] = _cell(merged.down[number, column])
                    if cells[column] != "":
                        message = "merged cells are read as the same value in each of their rows"
                        gathered.remark(spot(number, column), "merged cells", message)
        # A title above the header is merged across, and has one cell.
        if number in merged.across and filled > 1:
            top, left = merged.across[number]
            message = "the row holds cells merged across columns: to which column they belong is not told; part them"
            gathered.refuse(spot(top, left) if top == number else spot(number, None), message)
            if not begun:
                raise _Refused("the header holds merged cells; part them, and head every column by itself")
            continue
        begun = begun or filled > 1
        yield number, cells


def _cell(value: Any) -> Any:
    """Give a cell's value as a field takes it: a text, a number by its digits, a day."""
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return Digits(int(value)) if value.is_integer() and abs(value) < 1e15 else Digits(repr(value))
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else Digits(value.isoformat(" "))
    if isinstance(value, dt.date):
        return value
    return Digits(value)
