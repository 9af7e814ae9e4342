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
    from suitability.wording.scan import Scanner

# Restoring a sieve takes about as long as so many pages at the gate.
_FEW = 8
_DATA = Path(__file__).parent / "data"
# What no copy may say: for a first look, one at many texts, and a second; and all phrases of all rules.
GATE, SIEVE, BANNED, PHRASES = "gate.json", "sieve.json", "banned.json", "phrases.json"


class Quick:
    """The phrases that rules look for in the text of copy.

    A text it calls clean has no finding on any day; whether another has one the rules alone can say.
    """

    def __init__(self) -> None:
        self._gate = Gate(_read(GATE))
        self._seen = 0

    def __reduce__(self) -> tuple[type[Quick], tuple[()]]:
        return Quick, ()

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(_read(SIEVE))

    @cached_property
    def _scanner(self) -> Scanner:
        from suitability.wording.scan import Scanner

        return Scanner.restore(_read(BANNED))

    def clean(self, text: str) -> bool:
        """Say whether a text holds no words that a rule may find; what it must say beside is not judged."""
        return self._gate.passes(text) or all(hit.excused for hit in self._scanner.scan(text))

    def nothing(self, text: str) -> bool:
        """Say whether a text holds no words that a rule may find, excused or not, wherever its lines begin.

        Of many texts the first few are looked at by the gate, which needs no automata.
        """
        self._seen += 1
        if self._seen <= _FEW and len(text) <= LONGEST:
            return self._gate.passes(text)
        return self._sieve.passes(text)


def quick() -> Quick | None:
    """Give the phrases that the build compiled; None in a checkout, whose rules are being written."""
    return Quick() if (_DATA / GATE).is_file() else None


def compiled(rules: RuleSet) -> dict[str, str]:
    """Compile the phrases of the packaged packs: the text of each file by its name."""
    from suitability.rules.texts import READS
    from suitability.wording.context import STOP
    from suitability.wording.scan import Entry, Scanner

    wordings = [rule.wording for rule in rules.rules if rule.wording is not None]
    looked = [one for one in wordings if one.disclosure is None and one.reads == READS["text"]]
    data = rules.phrasebook.data()
    classes = data["scanner"]["classes"]
    phrases = [anywhere(phrase) for one in looked for phrase in one.phrases]
    entries = [Entry(one.phrases, one.excepts, one.unless) for one in looked]
    made = {
        GATE: gate_data(phrases, classes, STOP),
        SIEVE: Sieve.data(phrases, classes),
        BANNED: Scanner(entries, classes).data(),
        PHRASES: data,
    }
    return {name: json.dumps(one, ensure_ascii=False, separators=(",", ":")) for name, one in made.items()}


def _read(name: str) -> Any:
    with uncollected():
        return json.loads((_DATA / name).read_bytes())
