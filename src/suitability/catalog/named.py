"""Which products of a catalog a piece of copy names: as its file says, else by codes and names in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import attrs

from suitability.catalog.statements.layout import WIDTHS
from suitability.catalog.told import UNTOLD, Told
from suitability.spot import Spot, Unread
from suitability.wording.automaton import finder
from suitability.wording.fold import fold

if TYPE_CHECKING:
    from suitability.catalog.rows import Row
    from suitability.readers.copy_passage import Passage

By = Literal["file", "code", "name"]

_BLOCK = 1 << 15
# A list of front matter has a key a member: product[0].
_KEY = re.compile(r"(?:products?|产品|產品)(?:\[[0-9]+\])?")
_SPLIT = re.compile(r"[,，、;；]")
_NEAR = 2000

_LETTER = re.compile(r"[a-z0-9]")
# Names that any text holds.
_GENERIC = re.compile(
    r"(?:银行|个人|公司|企业|人民币|美元|理财|产品|基金|保险|信托|计划|存款|定期|活期|存单|大额|结构性|贷款|黄金|"
    r"贵金属|债券|"
    r"股票|货币|混合|指数|年金|寿险|医疗|养老|教育|财富|资管|私募|公募|投资|稳健|成长|固收|固定收益|现金管理|净值型|"
    r"fund|funds|bond|bonds|deposit|insurance|wealth|product|plan|trust|loan|gold|[0-9]){1,8}"
)
# A short name stands alone, or it is a word of the language.
_SHORT = 4
# What makes another name of one: a series, a class, a number.
_FIGURE = r"(?:[0-9][0-9,.]*|[一二三四五六七八九十百]{1,4})"
_LONGER = re.compile(
    rf"[ \-_·(（]{{0,2}}(?:第?{_FIGURE}(?:号|期|代)|[a-hx-z](?:类|份额|级|款|份|\))?(?![a-z0-9]|-[0-9]| [a-z])|"
    rf"[ivx]{{2,4}}(?![a-z0-9])|"
    r"(?:plus|pro|max|升级版|增强版|尊享版?|专享版?|私享版?|尊贵版|鑫享版?))"
)
_MARKET = re.compile(r"\.(?:of|ofc|sh|sz|bj)(?![a-z0-9])")
_UNIT = re.compile(r" ?(?:[元块%％‰万亿年月天日份人户号位次个名岁倍股手点期]|[,，][0-9]{3}|\.[0-9]|[-/][0-9]|yuan|rmb)")
_AMOUNT = re.compile(r"(?:[¥￥$€£.,:+-]|电话|热线|致电|拨打|tel|rmb|cny|usd|第|[0-9][ -]) ?$")
_CALLED = re.compile(r"(?:代码|编码|编号|产品号|代号|code|no\.?|id) ?[:：为是]? ?$")
_LEVEL = re.compile(r"p?[rc][0-9]")


class Place(NamedTuple):
    """Where a text names a product: the row, or None where the product is not told apart or not of the catalog."""

    start: int
    end: int
    row: Row | None
    by: By = "name"


@attrs.frozen
class Named:
    """A product that copy names, and the places where it does; none where only its file says so."""

    row: Row
    by: By
    places: tuple[tuple[int, int], ...] = ()


@attrs.frozen
class Naming:
    """What a passage names: the products, every place in their order, and what was named and is not in the catalog."""

    products: tuple[Named, ...] = ()
    places: tuple[Place, ...] = ()
    mistakes: tuple[Unread, ...] = ()


class Names:
    """The codes and names of a catalog's products, ready to be looked for in many texts."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = {row.key: row for row in rows}
        self._codes: dict[str, list[Row]] = {}
        self._names: dict[str, list[Row]] = {}
        products = list(self._rows.values())
        for row, code in zip(products, _folded([row.key for row in products]), strict=True):
            self._codes.setdefault(code, []).append(row)
        for row, name in zip(products, _folded([_name(row) for row in products]), strict=True):
            if name:
                self._names.setdefault(name, []).append(row)
        looked_for = [*filter(_code, self._codes), *filter(_telling, self._names)]
        self._words = list(dict.fromkeys(looked_for))
        self._find = finder(self._words)

    def places(self, text: str) -> tuple[Place, ...]:
        """Give every place where a text names a product, in their order; of names that overlap the longer one."""
        found: list[Place] = []
        for start, end in _blocks(text):
            folded = fold(text[start:end])
            for a, b, rows, by in _longest(self._candidates(folded.text.translate(WIDTHS))):
                row = rows[0] if len(rows) == 1 else None
                found.append(Place(start + folded.start(a), start + folded.end(b), row, by))
        return tuple(found)

    def named(self, passage: Passage, told: Told = UNTOLD) -> Naming:
        """Give the products that a passage names: those its file or front matter says, and those its text names.

        What is said there and the catalog does not have is a mistake, with the codes that are near.
        """
        found: dict[str, Named] = {}
        mistakes: list[Unread] = []
        for said, spot in (*told.products, *_front(passage)):
            row = self.row(said)
            if row is not None:
                found[row.key] = Named(row, "file")
            else:
                mistakes.append(Unread(spot, f"the catalog has no product {said!r}{self._near(said)}"))
        places = self.places(passage.text)
        at: dict[str, list[tuple[int, int]]] = {}
        for place in places:
            if place.row is not None:
                found.setdefault(place.row.key, Named(place.row, place.by))
                at.setdefault(place.row.key, []).append(place[:2])
        products = tuple(attrs.evolve(one, places=tuple(at.get(key, ()))) for key, one in found.items())
        return Naming(products, places, tuple(dict.fromkeys(mistakes)))

    def row(self, said: str) -> Row | None:
        """Give the product of a code, or of a name that only one has."""
        if said in self._rows:
            return self._rows[said]
        (folded,) = _folded([said])
        rows = self._codes.get(folded) or self._names.get(folded) or []
        return rows[0] if len(rows) == 1 else None

    def _near(self, said: str) -> str:
        """Name the codes that may have been meant."""
        from difflib import get_close_matches  # costs more than the rest, and only a mistake needs it

        begins = said[:2].lower()
        # Of a large catalog only those that begin alike are compared.
        keys = [key for key in self._rows if len(self._rows) <= _NEAR or key[:2].lower() == begins][:_NEAR]
        close = get_close_matches(said, keys, n=3)
        return f"; did you mean {', '.join(map(repr, close))}?" if close else f" among {len(self._rows)}"

    def _candidates(self, text: str) -> Iterator[tuple[int, int, Sequence[Row], By]]:
        for number, start, end in self._find(text):
            word = self._words[number]
            if word in self._codes and _code(word) and _stands_as_code(text, start, end):
                yield start, end, self._codes[word], "code"
            elif word in self._names and _stands_as_name(text, start, end):
                longer = _other(text, end)
                yield (start, longer, (), "name") if longer else (start, end, self._names[word], "name")


def _folded(texts: Sequence[str]) -> list[str]:
    """Fold texts, all at once where none of them is changed by what stands beside it: that is many times as fast."""
    together = fold("\n".join(texts)).text.split("\n")
    if len(together) != len(texts):
        together = [fold(text).text for text in texts]
    return [text.translate(WIDTHS).strip() for text in together]


def _name(row: Row) -> str:
    name = getattr(row.entry.product, "name", None)
    return name if isinstance(name, str) else ""


def _code(word: str) -> bool:
    """Say whether a code can be told from other words: not one that is a level, or only a letter or two."""
    return len(word) > 1 and not _LEVEL.fullmatch(word)


def _telling(name: str) -> bool:
    """Say whether a name can be told from other words."""
    return len(name) > 1 and not _GENERIC.fullmatch(name) and not _LEVEL.fullmatch(name)


def _stands_as_code(text: str, start: int, end: int) -> bool:
    """Say whether a code is no part of a longer word, number or amount; a short one must be called a code."""
    before, after, word = text[max(0, start - 12) : start], text[end : end + 6], text[start:end]
    if _LETTER.search(before[-1:]) or before[-1:] == "_" or re.match(r"[a-z0-9_]", after):
        return False
    if re.search(r"[a-z0-9][-./]$", before) or (re.match(r"[-./][a-z0-9]", after) and not _MARKET.match(after)):
        return False
    called = _CALLED.search(before) is not None
    if word.isdigit():
        return called or (len(word) >= 6 and not _UNIT.match(after) and not _AMOUNT.search(before))
    return (
        called
        or not word.isascii()
        or (len(word) >= 3 and any(character.isdigit() for character in word))
        or len(word) > 5
    )


def _stands_as_name(text: str, start: int, end: int) -> bool:
    """Say whether a name is no part of a longer word; a short one stands alone."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _LETTER.match(before) and _LETTER.match(text[start]):
        return False
    if end - start < _SHORT:
        return not (re.match(r"\w", before) or re.match(r"\w", after))
    return not (
        _LETTER.match(after) and text[end - 1].isascii() and text[end - 1].isalnum() and not _LEVEL.match(text, end)
    )


def _other(text: str, end: int) -> int:
    """Give where the name of another product ends that begins with a name; 0 where the name is whole."""
    longer = _LONGER.match(text, end)
    # A level is said of the product: 安和90天R2.
    return 0 if longer is None or _LEVEL.match(text, end) else longer.end()


def _longest(candidates: Iterable[tuple[int, int, Sequence[Row], By]]) -> Iterator[tuple[int, int, Sequence[Row], By]]:
    last = 0
    for one in sorted(candidates, key=lambda one: (one[0], -one[1], not one[2])):
        if one[0] >= last:
            yield one
            last = one[1]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text at ends of lines, or anywhere in a line that never ends."""
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > _BLOCK:
            cut = text.rfind("\n", start, start + _BLOCK) + 1
            end = cut if cut > start else start + _BLOCK
        yield start, end
        start = end


def _front(passage: Passage) -> Iterator[tuple[str, Spot]]:
    """Give the products that the front matter of a passage names: one, several with commas, or a list."""
    for key, value in passage.front.items():
        if _KEY.fullmatch(key.strip().lower()):
            said = [value] if "[" in key else _SPLIT.split(value)
            yield from ((one.strip(), passage.spot(0, 0)) for one in said if one.strip())
