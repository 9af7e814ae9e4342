"""The phrases of the packaged packs as the build compiles them, and a first look at a text by them alone.

Imported by a hook on each commit: the standard library only.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suitability.packs.uncollected import uncollected
from suitability.wording.gate import LONGEST, Gate, Sieve, anywhere, gate_data

if TYPE_CHECKING:
    from suitability.engine.ruleset import RuleSet

# Restoring a sieve takes about as long as so many pages at the gate.
FEW = 8
_DATA = Path(__file__).parent / "data"
# What no copy may say, for a look at a few texts and at many; and all phrases of all rules.
GATE, SIEVE, PHRASES = "gate.txt", "sieve.json", "phrases.json"


class Quick:
    """The phrases that rules look for in the text of copy.

    A text of which it says that nothing stands in it has no finding on any day; whether another has one the rules alone
    can say. `left` is how many texts are looked at by the gate, which needs no automata: of many the first few.
    """

    def __init__(self, left: int = FEW) -> None:
        self._left = left

    def __reduce__(self) -> tuple[type[Quick], tuple[int]]:
        # Sent to another process it is to look at many texts.
        return Quick, (0,)

    @cached_property
    def _gate(self) -> Gate:
        return Gate((_DATA / GATE).read_bytes())

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(_read(SIEVE))

    def nothing(self, text: str) -> bool:
        """Say whether a text holds no words that a rule may find, excused or not, wherever its lines begin."""
        if self._left > 0 and len(text) <= LONGEST:
            self._left -= 1
            return self._gate.passes(text)
        return self._sieve.passes(text)


def quick(left: int = FEW) -> Quick | None:
    """Give the phrases that the build compiled; None in a checkout, whose rules are being written."""
    return Quick(left) if (_DATA / GATE).is_file() else None


def compiled(rules: RuleSet) -> dict[str, str]:
    """Compile the phrases of the packaged packs: the text of each file by its name."""
    from suitability.rules.texts import READS
    from suitability.wording.context import STOP

    wordings = [rule.wording for rule in rules.rules if rule.wording is not None]
    looked = [one for one in wordings if one.disclosure is None and one.reads == READS["text"]]
    data = rules.phrasebook.data()
    classes = data["scanner"]["classes"]
    phrases = [anywhere(phrase) for one in looked for phrase in one.phrases]
    return {
        GATE: gate_data(phrases, classes, STOP),
        SIEVE: _written(Sieve.data(phrases, classes)),
        PHRASES: _written(data),
    }


def _written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _read(name: str) -> Any:
    with uncollected():
        return json.loads((_DATA / name).read_text(encoding="utf-8"))
