"""The risk level that copy says a product has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from suitability.catalog.statements.guards import AFTER_LEVEL, ASSESSED, BEFORE_LEVEL, CUSTOMERS, OF_ONE, OF_PRODUCTS
from suitability.catalog.statements.said import EN_IS, IS, Found, Said
from suitability.model.scale import Scale

_RANK = re.compile("[1-9一二三四五六七八九]")
_ANCHOR = re.compile("风险|(?:产品|内部)(?:等级|评[级定])|risk ")


@cache
def levels_of(scale: Scale | None) -> Levels:
    """Give what reads the levels of a scale; of five where there is none."""
    return Levels(scale)


class Levels:
    """Reads risk levels by a scale; the words 低风险 to 高风险 belong to a scale of five."""

    _WORDS = (("低风险",), ("中低风险", "较低风险"), ("中风险", "中等风险"), ("中高风险", "较高风险"), ("高风险",))
    _LABEL = (
        r"(?:(?:产品)?(?:风险)(?:等级|级别|评级)|产品等级|产品评级|内部评级|risk (?:level|rating|grade|class)(?![a-z]))"
    )

    def __init__(self, scale: Scale | None) -> None:
        levels = scale.levels if scale is not None else ("R1", "R2", "R3", "R4", "R5")
        self.codes = {level.lower(): level for level in levels}
        self.codes |= {f"p{level.lower()}": level for level in levels if re.fullmatch("R[0-9]", level)}
        self.words: dict[str, str] = {}
        self.ranks: dict[str, str] = {}
        if len(levels) == len(self._WORDS):
            self.words = {word: level for words, level in zip(self._WORDS, levels, strict=True) for word in words}
        for rank, level in enumerate(levels[:9], 1):
            self.ranks |= {str(rank): level, "一二三四五六七八九"[rank - 1]: level}
        code = "|".join(sorted(map(re.escape, self.codes), key=len, reverse=True))
        self._code = re.compile(code)
        self._longest = sorted(self.words, key=len, reverse=True)
        word = "|".join(self._longest) or "(?!)"
        ranked = f"第?(?:{'|'.join(self.ranks)})级"
        bare = rf"(?<![a-z0-9])(?:{code})(?![a-z0-9%])级?"
        both = rf"{bare}(?: ?[(\[]? ?(?:{word})(?:等?级|产品)?[)\]]?)?"
        self._labelled = re.compile(
            rf"{self._LABEL}(?:{IS}|{EN_IS})"
            rf"(?P<level>{both}|(?:{word})(?![偏承])(?: ?[(\[] ?(?:{bare})[)\]])?|{ranked}(?: ?[(\[/] ?(?:{code}|"
            rf"{word})[)\]]?)?)"
        )
        self._bare = re.compile(both)
        self._word = re.compile(
            rf"(?:为|是|属于?|系) ?(?P<level>{word})(?:等级|级别|级|型|类)?的?"
            r"(?:[^(),，。]{0,10}(?:产品|理财|基金|计划)|(?=[,，。;\n! \0]|$))"
        )
        # 低风险 and 高风险 by themselves may be no more than words.
        alone = "|".join(one for one in self._longest if len(one) > 3) or "(?!)"
        self._alone = re.compile(
            rf"(?:^|(?<=[|,，、·/ (\0])) ?(?P<level>{alone})(?:等级|级|型)?(?:产品|理财|基金)?(?=[|,，、·/ )。;\n\0]|$)"
        )

    def read(self, said: Said) -> Iterator[Found]:
        """Give the levels that a line says."""
        text = said.text
        for found in said.find(_ANCHOR, self._labelled):
            if not CUSTOMERS.search(text[max(0, found.start() - 12) : found.start()]) and _sure(said, found, "level"):
                yield self._found(found["level"], found.start(), found.end("level"))
        for found in said.find(self._bare, self._bare):
            if not said.says(ASSESSED, said.clause(found.start()), found.start()) and _sure(said, found, 0):
                yield self._found(found[0], *found.span())
        for pattern in (self._word, self._alone) if self.words else ():
            for found in said.find(_ANCHOR, pattern):
                start, end = found.span("level")
                if not said.says(CUSTOMERS, said.clause(start), start) and _sure(said, found, "level"):
                    yield self._found(found["level"], start, end)

    def _found(self, written: str, start: int, end: int) -> Found:
        code = self._code.match(written)
        if code is not None:
            return Found("level", "", self.codes[code[0]], start, end)
        word = next((one for one in self._longest if written.startswith(one)), None)
        rank = _RANK.search(written)
        assert word is not None or rank is not None
        return Found("level", "", self.words[word] if word else self.ranks[rank[0]] if rank else "", start, end)


def _sure(said: Said, found: re.Match[str], group: str | int) -> bool:
    start, end = found.span(group)
    if BEFORE_LEVEL.search(said.text[max(0, start - 12) : start]) or AFTER_LEVEL.match(said.text[end : end + 12]):
        return False
    if (
        group == 0
        and OF_PRODUCTS.match(said.text, end)
        and not OF_ONE.search(said.text[max(0, start - 6) : start].rstrip(" "))
    ):
        return False
    return said.outright(start, end)
