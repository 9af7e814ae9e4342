"""Reading SQL that declares tables: CREATE TABLE, ALTER TABLE … ADD, COMMENT ON COLUMN, in any of the usual dialects.

The library cuts the text into tokens, which is where dialects differ; the columns are found among them. Its parser is
not asked: it refuses much of what databases write of their own tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import attrs

from suitability.errors import SuitabilityError
from suitability.readers.form_field import Need, ReadField, Source, Unread

# How a dialect shows, and the order in which the others are tried.
_SIGNS = (("mysql", re.compile("`")), ("tsql", re.compile(r"\[\w+\][\s.(]")))
_DIALECTS = ("postgres", "mysql", "tsql", "sqlite", "oracle")
# What begins a part of a table that is no column.
_NO_COLUMN = frozenset(
    {"PRIMARY", "FOREIGN", "UNIQUE", "CONSTRAINT", "CHECK", "KEY", "INDEX", "FULLTEXT", "SPATIAL", "EXCLUDE", "PERIOD"}
    | {"PARTITION", "SUPPLEMENTAL"}
)
_KINDS = frozenset(
    {"OR", "REPLACE", "GLOBAL", "LOCAL", "TEMPORARY", "TEMP", "UNLOGGED", "PRIVATE", "EXTERNAL", "FOREIGN", "VIRTUAL"}
)
# What fills a column by itself.
_FILLED = frozenset({"DEFAULT", "AUTO_INCREMENT", "AUTOINCREMENT", "IDENTITY", "GENERATED", "SERIAL", "BIGSERIAL"})
_DATA = re.compile(r"^INSERT INTO .*;$|^COPY .* FROM stdin;\n(?:(?!\\\.$).*\n)*+\\\.$", re.MULTILINE)
# Tokens in quotes: their text may be anything, a parenthesis too.
_TEXTS = frozenset({"STRING", "NATIONAL_STRING", "RAW_STRING", "HEREDOC_STRING", "UNICODE_STRING"})


@attrs.define
class _Column:
    name: str
    at: int
    comment: str
    need: Need


@attrs.define
class _Read:
    """What was read of a text in one dialect: the columns of tables, and what could not be read."""

    tables: dict[str, dict[str, _Column]] = attrs.Factory(dict)
    unread: list[Unread] = attrs.Factory(list)


def read(source: Source) -> Iterator[ReadField | Unread]:
    """Read the columns of every table of the text; data and other statements are passed over."""
    shown = [name for name, sign in _SIGNS if sign.search(source.text)]
    best: _Read | None = None
    for dialect in dict.fromkeys([*shown, *_DIALECTS]):
        found = _in_dialect(source, dialect)
        if best is None or len(found.unread) < len(best.unread):
            best = found
        if not best.unread:
            break
    assert best is not None
    for table, columns in best.tables.items():
        for one in columns.values():
            yield ReadField(one.name, source.place(one.at), "", one.comment, one.need, table)
    if not best.tables and not best.unread:
        best.unread.append(Unread(source.name, "declares no table: there is no CREATE TABLE"))
    yield from best.unread


def _in_dialect(source: Source, dialect: str) -> _Read:
    try:
        import sqlglot
        from sqlglot.errors import TokenError
    except ModuleNotFoundError:
        raise SuitabilityError("reading SQL needs the extra forms: pip install 'suitability[forms]'") from None
    found = _Read()
    try:
        tokens = sqlglot.tokenize(_without_data(source.text), read=dialect)
    except TokenError as error:
        seen = re.search(r"from (\d+):(\d+)", str(error.__cause__))
        place = f"{source.name}:{seen[1]}:{int(seen[2]) + 1}" if seen else source.name
        found.unread.append(Unread(place, "this is no SQL: a quote or a comment is not closed"))
        return found
    for statement in _statements(tokens):
        words = _words(statement[:8])
        if words[0] == "CREATE" and "TABLE" in words[1:4] and set(words[1 : words.index("TABLE")]) <= _KINDS:
            _create(statement, words.index("TABLE") + 1, source, found)
        elif words[:2] == ["ALTER", "TABLE"]:
            _alter(statement, source, found)
        elif words[:3] == ["COMMENT", "ON", "COLUMN"]:
            _comment(statement, source, found)
    return found


def _without_data(text: str) -> str:
    """Blank out rows of data, which are most of a dump and declare nothing; every offset stays."""

    def blank(found: re.Match[str]) -> str:
        # A quote left open goes on in the next line.
        whole = found[0].startswith("COPY") or (found[0].count("'") % 2 == 0 and "\\" not in found[0])
        return re.sub("[^\n]", " ", found[0]) if whole else found[0]

    return _DATA.sub(blank, text)


def _statements(tokens: Sequence[Any]) -> Iterator[list[Any]]:
    """Part tokens into statements: by semicolons, by the GO or the slash of a tool on a line of its own.

    A statement that was never closed does not swallow the next table: CREATE at the start of a line begins one.
    """
    statement: list[Any] = []
    for token in tokens:
        text = token.text.upper()
        fresh = bool(statement) and token.line > statement[-1].line and token.token_type.name not in _TEXTS
        ends = text == ";" or (fresh and text in ("/", "GO"))
        if statement and (ends or (fresh and text == "CREATE")):
            yield statement
            statement = []
        if not ends:
            statement.append(token)
    if statement:
        yield statement


def _create(tokens: Sequence[Any], at: int, source: Source, found: _Read) -> None:
    while at < len(tokens) and tokens[at].text.upper() in ("IF", "NOT", "EXISTS"):
        at += 1
    name, at = _name(tokens, at)
    table, place = ".".join(name), source.place(tokens[0].start)
    if not name or at >= len(tokens) or tokens[at].text != "(":
        found.unread.append(Unread(place, f"the table {table} lists no columns"))
        return
    found.tables.setdefault(table, {})
    parts, closed = _parts(tokens, at)
    for part, comments in parts:
        _add(table, part, comments, source, found)
    if not closed:
        found.unread.append(Unread(place, f"the list of columns of {table} is not closed"))


def _add(table: str, part: Sequence[Any], comments: Sequence[str], source: Source, found: _Read) -> None:
    """Add the column that a part of a table declares, unless it declares a key or a constraint."""
    if not part or (_words(part[:1])[0] in _NO_COLUMN and not _is_column(part)):
        return
    columns = found.tables.setdefault(table, {})
    first, place = part[0], source.place(part[0].start)
    if not _is_name(first) or (len(part) > 1 and _words(part[:1]) == ["LIKE"]):
        found.unread.append(Unread(place, f"this is no column of {table}: {' '.join(t.text for t in part[:3])[:60]}"))
        return
    known = next((one for name, one in columns.items() if name.lower() == first.text.lower()), None)
    if known is not None:
        stands = source.place(known.at)
        found.unread.append(Unread(place, f"the column {first.text!r} of {table} stands already at {stands}"))
        return
    words = _words(part)
    said = [after.text for before, after in pairwise(part) if before.text.upper() == "COMMENT" and _is_text(after)]
    texts = [*said, *(" ".join(comment.split()) for comment in comments)]
    need: Need = "mandatory" if ("NOT", "NULL") in pairwise(words) and not _FILLED & set(words) else "optional"
    columns[first.text] = _Column(first.text, first.start, " ".join(texts), need)


def _is_column(part: Sequence[Any]) -> bool:
    """Say whether what begins like a key is a column: `key VARCHAR(9)` is, `KEY (a)` and `KEY name (a)` are not."""
    if part[0].token_type.name == "IDENTIFIER":
        return True
    short = part[0].text.upper() in ("KEY", "INDEX", "PERIOD", "CHECK", "PARTITION")
    return short and len(part) > 1 and _is_name(part[1]) and "(" not in [token.text for token in part[2:3]]


def _parts(tokens: Sequence[Any], at: int) -> tuple[list[tuple[list[Any], list[str]]], bool]:
    """Give what stands between the commas of a list in parentheses, with its comments, and whether the list ends."""
    found: list[tuple[list[Any], list[str]]] = [([], [])]
    depth = 0
    for token in tokens[at:]:
        quoted = token.token_type.name in _TEXTS or token.token_type.name == "IDENTIFIER"
        text = "" if quoted else token.text
        depth += (text == "(") - (text == ")")
        if depth == 0:
            return found, True
        part, comments = found[-1]
        if depth == 1 and text == ",":
            # A comment after the comma is of the line before it.
            comments += token.comments
            found.append(([], []))
        elif part or text != "(":
            part.append(token)
            comments += token.comments
    return found, False


def _alter(tokens: Sequence[Any], source: Source, found: _Read) -> None:
    at = 2
    while at < len(tokens) and tokens[at].text.upper() in ("IF", "EXISTS", "ONLY"):
        at += 1
    name, at = _name(tokens, at)
    table = _table(name, found)
    starts = [place for place in range(at, len(tokens)) if tokens[place].text.upper() == "ADD"]
    for start, end in pairwise([*starts, len(tokens)]):
        rest = list(tokens[start + 1 : end])
        while rest and rest[0].text.upper() in ("COLUMN", "IF", "NOT", "EXISTS"):
            rest = rest[1:]
        parts = _parts(rest, 0)[0] if rest and rest[0].text == "(" else [(rest, [])]
        for part, comments in parts:
            _add(table, part, comments, source, found)


def _comment(tokens: Sequence[Any], source: Source, found: _Read) -> None:
    name, at = _name(tokens, 3)
    columns = found.tables.get(_table(name[:-1], found), {})
    column = next((one for key, one in columns.items() if name and key.lower() == name[-1].lower()), None)
    said = tokens[at + 1 : at + 2]
    if column is None or not said:
        found.unread.append(Unread(source.place(tokens[0].start), "this comment is of no column declared above"))
    elif _is_text(said[0]):  # else it is NULL, and takes a comment away
        column.comment = said[0].text


def _table(name: Sequence[str], found: _Read) -> str:
    """Give the table a name means: as it was declared, with or without its schema."""
    full, short = ".".join(name).lower(), "".join(name[-1:]).lower()
    same = [known for known in found.tables if known.lower() == full]
    alike = [known for known in found.tables if known.lower().rpartition(".")[2] == short]
    return next(iter([*same, *alike]), ".".join(name))


def _name(tokens: Sequence[Any], at: int) -> tuple[list[str], int]:
    """Read a name of one or more parts, and give where it ends."""
    name: list[str] = []
    while at < len(tokens) and _is_name(tokens[at]):
        name.append(tokens[at].text)
        at += 1
        if at >= len(tokens) or tokens[at].text != ".":
            break
        at += 1
    return name, at


def _words(tokens: Sequence[Any]) -> list[str]:
    """Give the words of tokens in capitals; the library may make one token of two words, as of PRIMARY KEY."""
    return [word for token in tokens for word in (token.text.upper().split() or [""])]


def _is_name(token: Any) -> bool:
    return token.token_type.name == "IDENTIFIER" or re.fullmatch(r"[^\W\d][\w$#]*( KEY)?", token.text) is not None


def _is_text(token: Any) -> bool:
    return token.token_type.name in _TEXTS
