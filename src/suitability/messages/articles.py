"""Places in a law, `第十二条第二款第（一）项`, as each locale writes them."""

from __future__ import annotations

import re

from suitability.messages.speak import Speaker

_UNITS = {
    "编": "part", "章": "chapter", "节": "section", "条": "article", "款": "paragraph", "项": "item",
}  # fmt: skip
_DIGITS = "〇一二三四五六七八九"
_PLACE = re.compile(rf"第（?([零{_DIGITS}十百]+)）?([{''.join(_UNITS)}])")


def is_place(text: str) -> bool:
    """Say whether a text is nothing but the numbers of parts of a law."""
    return bool(text) and not _PLACE.sub("", text)


def place(text: str, speak: Speaker) -> str | None:
    """Say a place in a law; None where the text is more than that."""
    if not is_place(text):
        return None
    said = "".join(
        speak.phrase(f"place_{_UNITS[unit]}", chinese=chinese, number=str(_number(chinese)))
        for chinese, unit in _PLACE.findall(text)
    )
    return said.lstrip(", ")


def _number(chinese: str) -> int:
    total = digit = 0
    for character in chinese.replace("零", ""):
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.index(character)
    return total + digit
