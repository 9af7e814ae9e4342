"""Whether a sentence uses words or only mentions them: a small learned model, asked where no fixed context knows.

Each piece of one to three characters around a hit, and each word of English, has a weight; their sum says in whose
voice the sentence speaks. `tools/train_voice.py` learns the weights from `tools/voice/` and our own corpus and writes
`voice.txt`. The same text gives the same sum for ever.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

# How far before a hit the model reads; forward it reads to the end of the sentence.
BACK = 80
FORWARD = 80
# The words of the hit: what is promised says nothing of the voice.
HIT = "\x01"
_WORD = re.compile(r"[a-z][a-z']*|[0-9]+|\x01")
_TO_THE_END = re.compile("[^。！？!?；;\n]*+.?")
_LATIN = re.compile(r"[a-z]{3}")


def pieces(before: str, after: str) -> list[str]:
    """Give the pieces of the text around a hit that have weights."""
    text = f"{before[-BACK:]}{HIT}{_TO_THE_END.match(after[:FORWARD])[0]}"  # type: ignore[index]
    made = []
    if _LATIN.search(text):
        words = _WORD.findall(text)
        made = [f" {word}" for word in words]
        made += [f" {one} {other}" for one, other in pairwise(words)]
        text = re.sub(r"[a-z0-9' ]+", " ", text)
    made += text
    made += [text[at : at + 2] for at in range(len(text) - 1)]
    made += [text[at : at + 3] for at in range(len(text) - 2)]
    return made


@cache
def _weights() -> tuple[int, dict[str, int]]:
    """Read what was learned: the threshold, and the weight of each piece."""
    first, *lines = Path(__file__).with_name("voice.txt").read_text(encoding="utf-8").split("\n")
    weights = {}
    for line in lines:
        weight, _, grams = line.partition(" ")
        weights.update(dict.fromkeys(grams.split("\t"), int(weight or 0)))
    return int(first), weights


def mentions(before: str, after: str) -> int:
    """Say by how much the words between two parts of a text speak of a hit rather than say it; 0 or less: not so."""
    threshold, weights = _weights()
    return sum(map(weights.__getitem__, weights.keys() & set(pieces(before, after)))) - threshold
