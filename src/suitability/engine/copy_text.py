"""The rules over text, decided together: one reading of what a piece of copy says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from suitability.engine.finding import OnlyIf
from suitability.language.python import EVIDENCE_REQUIRED, NOT_APPLICABLE, PASS, UNKNOWN, VIOLATION
from suitability.model.facts import NOT_TOLD, Some
from suitability.rules.pack import in_force
from suitability.rules.texts import EVIDENCE, METADATA, READS, Accept, Disclosure, Ground, Wording

if TYPE_CHECKING:
    from suitability.engine.phrasebook import Phrasebook, Read
    from suitability.engine.ruleset import InForce
    from suitability.model.copy import Copy
    from suitability.wording.scan import Hit

# The facts that rules over text read, by path.
Facts = Mapping[str, Any]
PATHS = (*READS.values(), *METADATA.values(), EVIDENCE)
# Values that a firm states for a fact, by path, where the record tells none.
Among = Mapping[str, frozenset[Any]]


def facts_of(copy: Copy) -> Facts:
    """Give the facts that rules over text read; of a product that copy does not name all are none."""
    product = copy.product
    holders = {"copy": copy, "product": product}
    found = {}
    for path in PATHS:
        root, _, name = path.partition(".")
        holder = holders[root]
        found[path] = holder if holder is NOT_TOLD or holder is None else getattr(holder, name)
    return found


@attrs.frozen
class Decided:
    """What a rule over text comes to: its outcome, the words that made it so, and the grounds that apply or may.

    `missing` are the untold paths it depends on, `alone` those of them that could settle it alone.
    """

    outcome: int
    hits: tuple[Hit, ...] = ()
    grounds: tuple[Ground, ...] = ()
    only_if: OnlyIf = ()
    missing: tuple[str, ...] = ()
    alone: frozenset[str] = frozenset()


class Texts:
    """The rules over text that are in force on a day, in the order of their outcomes."""

    def __init__(self, active: Sequence[InForce], phrasebook: Callable[[], Phrasebook], among: Among) -> None:
        self.active = tuple(active)
        self.wordings = tuple(wording for one in active if (wording := one.rule.wording) is not None)
        self.among = among
        self._phrasebook = phrasebook
        # The place of each rule among the outcomes, by id; and again by the path it reads.
        self.numbers = {one.rule.id: number for number, one in enumerate(self.active)}
        self._numbers: dict[str, dict[str, int]] = {}
        for number, (one, wording) in enumerate(zip(self.active, self.wordings, strict=True)):
            self._numbers.setdefault(wording.reads, {})[one.rule.id] = number
        # What rules come to in a text without any of their words.
        self._wordless = bytes(NOT_APPLICABLE if wording.disclosure else PASS for wording in self.wordings)
        # A duty that nothing makes due is due in every text.
        self._always = tuple(n for n, wording in enumerate(self.wordings) if wording.disclosure and not wording.finds)

    def read(self, facts: Facts, disclosures: bool = True) -> Reading:
        """Read copy by its facts, each text once for all rules; without `disclosures` no duty to disclose is asked."""
        reads = {}
        outcomes = bytearray(self._wordless)
        decided: dict[int, Decided] = {}
        for path, numbers in self._numbers.items():
            text = facts[path]
            if text is NOT_TOLD or text is None:
                untold = Decided(UNKNOWN, missing=(path,), alone=frozenset((path,)))
                decided |= dict.fromkeys(numbers.values(), untold if text is NOT_TOLD else Decided(NOT_APPLICABLE))
            else:
                reads[path] = self._phrasebook().read(text, disclosures)
        for number in self._waiting(reads):
            one, wording = self.active[number], self.wordings[number]
            if disclosures or wording.disclosure is None:
                decided[number] = _Deciding(one, wording, facts, self.among).decide(reads[wording.reads])
        for number, found in decided.items():
            outcomes[number] = found.outcome
        return Reading(self, facts, reads, bytes(outcomes), decided)

    def _waiting(self, reads: Mapping[str, Read]) -> Iterable[int]:
        """Give the rules of which words were found, or that wait for none."""
        found = {self._numbers[path][rule]: None for path, read in reads.items()
                 for rule in read.hits if rule in self._numbers[path]}  # fmt: skip
        return found | {number: None for number in self._always if self.wordings[number].reads in reads}


class Reading:
    """What the rules over text say of one piece of copy: `outcomes` are the codes of all, in the order of `texts`."""

    def __init__(
        self, texts: Texts, facts: Facts, reads: Mapping[str, Read], outcomes: bytes, decided: Mapping[int, Decided]
    ) -> None:
        self.texts = texts
        self.facts = facts
        self.reads = reads
        self.outcomes = outcomes
        self._decided = decided

    def decided(self, rule: str) -> Decided:
        """Give what a rule comes to."""
        number = self.texts.numbers[rule]
        return self._decided.get(number) or Decided(self.outcomes[number])

    def excused(self, rule: str) -> tuple[Hit, ...]:
        """Give the words of a rule that a context, a longer word or an exception excuses."""
        wording = self.texts.wordings[self.texts.numbers[rule]]
        read = self.reads.get(wording.reads)
        return tuple(hit for hit in read.hits.get(rule, ()) if hit.excused) if read is not None else ()

    def looked_for(self) -> list[InForce]:
        """Give the rules of which words were found, excused ones too."""
        numbers = {
            self.texts.numbers[rule] for read in self.reads.values() for rule in read.hits if rule in self.texts.numbers
        }
        return [self.texts.active[number] for number in sorted(numbers)]


class _Deciding:
    """Decides one rule by what its text holds."""

    def __init__(self, one: InForce, wording: Wording, facts: Facts, among: Among) -> None:
        self.one = one
        self.wording = wording
        self.facts = facts
        self.among = among

    def decide(self, read: Read) -> Decided:
        rule = self.one.rule.id
        hits = tuple(hit for hit in read.hits.get(rule, ()) if not hit.excused)
        disclosure = self.wording.disclosure
        if disclosure is not None:
            return self._disclosed(disclosure, hits, read, read.accepted.get(rule, ()))
        return self._worded(hits, read.text) if hits else Decided(PASS)

    def _worded(self, hits: tuple[Hit, ...], text: str) -> Decided:
        sure, may = self._grounds()
        if not sure and not may:
            return Decided(NOT_APPLICABLE)
        outcome, missing = VIOLATION, tuple[str, ...]()
        if self.wording.evidence:
            evidence = self.facts[EVIDENCE]
            proven = _Proven(evidence)
            hits = tuple(hit for hit in hits if not proven.holds(text[hit.start : hit.end]))
            outcome, missing = EVIDENCE_REQUIRED, (EVIDENCE,) if evidence is NOT_TOLD else ()
        if not hits:
            return Decided(PASS)
        untold = tuple(path for path in self.wording.asks if self._possible(path) is None)
        if untold:
            return Decided(UNKNOWN, hits, sure or may, missing=untold, alone=_alone([untold]))
        return Decided(outcome, hits, sure or may, () if sure else self._only_if(may), missing)

    def _disclosed(
        self, disclosure: Disclosure, hits: tuple[Hit, ...], read: Read, accepted: Sequence[Sequence[tuple[int, int]]]
    ) -> Decided:
        from suitability.wording.disclosure import unmet  # few texts come as far as this

        if self.wording.finds and not hits:
            return Decided(NOT_APPLICABLE)
        parts = _parts(disclosure.accepts, accepted, self.one)
        due = [(hit.start, hit.end) for hit in hits]
        lacking = set(unmet(read.text, due, parts, disclosure.where, disclosure.within, disclosure.order))
        if not lacking:
            return Decided(PASS)
        found = tuple(hit for hit in hits if (hit.start, hit.end) in lacking)
        sure, may = self._grounds()
        if not sure and not may:
            return Decided(NOT_APPLICABLE)
        untold = tuple(path for path in self.wording.asks if self._possible(path) is None)
        if sure and not untold:
            return Decided(VIOLATION, found, sure)
        needed = [self._untold(ground) for ground in may] if not sure else [untold]
        missing = tuple(sorted({*untold, *(path for paths in needed for path in paths)}))
        return Decided(UNKNOWN, found, sure or may, missing=missing, alone=_alone([untold] if untold else needed))

    def _possible(self, path: str) -> frozenset[Any] | None:
        """Give the values a fact can have; None where it was not told."""
        value = self.facts[path]
        return self.among.get(path) if value is NOT_TOLD else frozenset((value,))

    def _grounds(self) -> tuple[tuple[Ground, ...], tuple[Ground, ...]]:
        """Give the grounds that apply for sure, and those that may apply."""
        sure: list[Ground] = []
        may: list[Ground] = []
        for ground in self.one.version.grounds:
            held = [(self._possible(one.path), frozenset(one.values)) for one in ground.conditions]
            if any(possible is not None and not possible & values for possible, values in held):
                continue
            certain = all(possible is not None and possible <= values for possible, values in held)
            (sure if certain else may).append(ground)
        return tuple(sure), tuple(may)

    def _untold(self, ground: Ground) -> tuple[str, ...]:
        """Give the paths that a ground still depends on."""
        return tuple(
            one.path
            for one in ground.conditions
            if (possible := self._possible(one.path)) is None or not possible <= frozenset(one.values)
        )

    def _only_if(self, may: Sequence[Ground]) -> OnlyIf:
        """Say in which cases a ground applies; of those that hang on one path alone, all values together."""
        alone: dict[str, set[str]] = {}
        cases: dict[tuple[tuple[str, tuple[str, ...]], ...], None] = {}
        for ground in may:
            untold = self._untold(ground)
            asked = tuple((one.path, one.values) for one in ground.conditions if one.path in untold)
            if len(asked) == 1:
                alone.setdefault(asked[0][0], set()).update(asked[0][1])
            else:
                cases[asked] = None
        return (*(((path, tuple(sorted(values))),) for path, values in alone.items()), *cases)


def _alone(needed: Sequence[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(paths[0] for paths in needed if len(paths) == 1)


def _parts(
    accepts: Sequence[Accept], accepted: Sequence[Sequence[tuple[int, int]]], one: InForce
) -> list[list[tuple[int, int]]]:
    """Give where the sentences of each part stand, of those that are accepted on the day."""
    parts: dict[str, list[tuple[int, int]]] = {}
    for number, accept in enumerate(accepts):
        if in_force([accept], one.version.first) is not None:
            parts.setdefault(accept.part, []).extend(accepted[number] if accepted else ())
    return list(parts.values())


class _Proven:
    """The claims that are proven; of evidence told in part those that are known."""

    def __init__(self, evidence: Any) -> None:
        from suitability.wording.fold import fold

        self._fold = fold
        members = () if evidence is NOT_TOLD else evidence.items if isinstance(evidence, Some) else evidence
        self._claims = [fold(one.claim).text for one in members if one.claim is not NOT_TOLD]

    def holds(self, words: str) -> bool:
        """Say whether a proven claim holds some words, however either is written."""
        return bool(self._claims) and any(self._fold(words).text in claim for claim in self._claims)
