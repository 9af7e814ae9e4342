"""What a first look at files is made of: a few replacements that make a text plain, or that cannot."""

from __future__ import annotations

import re
from functools import cache

# Compiled when first asked for, and kept: that of the standard library forgets.
expression = cache(re.compile)
ENTITY = r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));"
TAGGED = r"<[A-Za-z/!?]"


class MustBeParsed(Exception):
    """What a few replacements cannot make plain."""


def joined(text: str) -> str:
    """Give the lines of a text as one."""
    return expression(r"[ \t]*\n[ \t]*").sub(" ", text)


def said(found: re.Match[str]) -> str:
    """Give what a reference to a character stands for."""
    if found[3]:
        from html.entities import html5

        named = html5.get(f"{found[3]};", "")
        if named in ("", "\n", "\t"):
            raise MustBeParsed
        return named
    code = int(found[1]) if found[1] else int(found[2], 16)
    if not (0x20 <= code < 0x7F or 0xA0 <= code < 0xD800 or 0xE000 <= code < 0xFDD0 or 0xFE00 <= code < 0xFFF0):
        raise MustBeParsed
    return chr(code)
