"""Lines of a text that were only wrapped."""

from __future__ import annotations

import re

# A letter beyond ASCII; ranges of code points would cost milliseconds to compile.
_HAN = r"[^\W\x00-\x7f]"
# A line that was only wrapped: the text goes on as if there were a space.
_WRAPPED = re.compile(rf"(?:{_HAN}|[，、])\n{_HAN}|[A-Za-z,]\n[A-Za-z]")
_WRAPPED_FROM = 24


def unwrapped(text: str) -> str:
    """Give a block with the ends of wrapped lines as spaces; of the same length."""
    line, at, pieces = 0, 0, []
    end = text.find("\n")
    while end >= 0:
        if end - line >= _WRAPPED_FROM and _WRAPPED.match(text, end - 1):
            pieces += [text[at:end], " "]
            at = end + 1
        line = end + 1
        end = text.find("\n", line)
    return "".join([*pieces, text[at:]]) if pieces else text
