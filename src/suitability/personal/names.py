"""Split the name of a field into words: snake, camel and kebab case, blanks, Chinese, digits.

Of Latin script a unit is a word, of Chinese a character: these are put together again by the list of synonyms.
"""

from __future__ import annotations

import re
import unicodedata

from suitability.wording.fold import fold

# A longer text is no name; nothing is gained by reading on.
LONGEST = 400
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")


def units(name: str) -> tuple[str, ...]:
    """Give the words of a name in order, folded: one case, one width, simplified characters; no digits."""
    text = unicodedata.normalize("NFKC", name[:LONGEST])
    found: list[str] = []
    for part in _PART.findall(text):
        if part.isascii():
            found.append(part.lower())
        else:
            found += fold(part).text
    return tuple(found)
