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
from typing import NamedTuple

from suitability.wording.automaton import Finder, finder

# How far before a hit the model reads; forward it reads to the end of the sentence.
BACK = 80
FORWARD = 80
# The words of the hit: what is promised says nothing of the voice.
HIT = "\x01"
# What touches the hit weighs on its own: up to so many characters on either side, each with its mark.
_NEAR = 4
_LONGEST = 3
_LEFT, _RIGHT = "\x02", "\x03"
_WORD = re.compile(r"[a-z][a-z']*|[0-9]+|\x01")
_TO_THE_END = re.compile("[^。！？!?；;\n]*+.?")
_LATIN = re.compile(r"[a-z]{3}")


def pieces(before: str, after: str) -> list[str]:
    """Give the pieces of the text around a hit that may have weights."""
    text, made = _taken_apart(before, after)
    for size in range(1, _LONGEST + 1):
        made += [text[at : at + size] for at in range(len(text) - size + 1)]
    return made


def _taken_apart(before: str, after: str) -> tuple[str, list[str]]:
    """Give the text around a hit without its words of English, and these with what touches the hit."""
    text = f"{before[-BACK:]}{HIT}{_TO_THE_END.match(after[:FORWARD])[0]}"  # type: ignore[index]
    made = []
    if _LATIN.search(text):
        words = _WORD.findall(text)
        made = [f" {word}" for word in words]
        made += [f" {one} {other}" for one, other in pairwise(words)]
        text = re.sub(r"[a-z0-9' ]+", " ", text)
    for size in range(1, _NEAR + 1):
        made += (_LEFT + before[-size:], _RIGHT + after[:size])
    return text, made


class _Model(NamedTuple):
    """What was learned: the threshold, the weight of each piece, and what finds those that are no words of English."""

    threshold: int
    weights: dict[str, int]
    find: Finder
    found: list[str]


@cache
def _model() -> _Model:
    first, *lines = Path(__file__).with_name("voice.txt").read_text(encoding="utf-8").split("\n")
    weights = {}
    for line in lines:
        weight, _, grams = line.partition(" ")
        weights.update(dict.fromkeys(grams.split("\t"), int(weight or 0)))
    found = [piece for piece in weights if len(piece) <= _LONGEST and piece[0] not in (_LEFT, _RIGHT)]
    return _Model(int(first), weights, finder(found), found)


def mentions(before: str, after: str) -> int:
    """Say by how much the words between two parts of a text speak of a hit rather than say it; 0 or less: not so."""
    model = _model()
    text, made = _taken_apart(before, after)
    held = {model.found[number] for number, _, _ in model.find(text)} | (model.weights.keys() & set(made))
    return sum(map(model.weights.__getitem__, held)) - model.threshold
