"""Findings of rules over text: the words marked, what was decided of them, and what may stand in their place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from suitability.engine.copy_text import Decided, Reading
from suitability.engine.finding import OUTCOMES, Fact, Filled, Finding, Mark, OnlyIf, Text
from suitability.engine.written import digest
from suitability.language.python import UNKNOWN
from suitability.language.types import TEXT
from suitability.model.facts import NOT_TOLD, Some, told
from suitability.rules.texts import EVIDENCE, WORDS
from suitability.wording.context import ENDS, SIGHT

if TYPE_CHECKING:
    from suitability.engine.ruleset import InForce, RuleSet
    from suitability.rules.pack import Template
    from suitability.wording.scan import Hit


class Marker:
    """Makes findings and marks of what was read in one piece of copy; `key` is that of the copy."""

    def __init__(self, rules: RuleSet, reading: Reading, key: str | None) -> None:
        self._rules = rules
        self._reading = reading
        self._key = key
        self._languages = {pack.name: pack.language for pack in rules.packs}
        self._clean: dict[str, bool] = {}

    def finding(self, one: InForce) -> Finding:
        """Give the finding of a rule that did not pass."""
        rule, version, decided = one.rule, one.version, self._reading.decided(one.rule.id)
        marks = tuple(self._mark(one, hit, decided.only_if) for hit in decided.hits)
        grounds = decided.grounds or version.grounds
        seen = [OUTCOMES[decided.outcome], decided.missing, self._seen(one, marks)]
        return Finding(
            rule=rule.id,
            outcome=OUTCOMES[decided.outcome],
            severity=severity_of(one, decided),
            force=rule.force,
            title=rule.title,
            version=version.first,
            cites=tuple(dict.fromkeys(cite for ground in grounds for cite in ground.cites)),
            verified=any(ground.verified for ground in grounds),
            facts=self.facts(one),
            missing=decided.missing,
            message=_filled(rule.message, marks),
            remedy=_filled(rule.remedy, marks),
            language=self._languages[rule.pack],
            fingerprint=digest([rule.id, self._key, *seen]),
            marks=marks,
        )

    def facts(self, one: InForce) -> tuple[Fact, ...]:
        """Give the facts that a rule read: its text, and where words were found in it what its grounds ask."""
        wording, decided = one.rule.wording, self._reading.decided(one.rule.id)
        assert wording is not None
        asked = decided.hits or decided.grounds or self._reading.excused(one.rule.id)
        paths = wording.paths(one.version.grounds) if asked else (wording.reads,)
        return tuple(fact for path in paths for fact in _told(path, self._reading.facts[path]))

    @cached_property
    def excused(self) -> tuple[Mark, ...]:
        """The words that rules looked for and that a context, a longer word or an exception excuses, by their place."""
        found = [
            self._mark(one, hit, (), offer=False)
            for one in self._reading.looked_for()
            for hit in self._reading.excused(one.rule.id)
        ]
        return tuple(sorted(found, key=place))

    def _mark(self, one: InForce, hit: Hit, only_if: OnlyIf, offer: bool = True) -> Mark:
        wording = one.rule.wording
        assert wording is not None
        find = wording.find_of(hit.phrase)
        text = self._reading.reads[wording.reads].text
        rewrite = find.rewrite if offer and wording.disclosure is None else None
        return Mark(
            rule=one.rule.id,
            path=wording.reads,
            start=hit.start,
            end=hit.end,
            words=text[hit.start : hit.end],
            category=wording.category,
            phrase=wording.phrases[hit.phrase],
            origin=find.origin,
            note=find.note,
            evasions=hit.evasions,
            decisions=hit.decisions,
            rewrite=rewrite if rewrite is not None and self._lawful(wording.reads, text, hit, rewrite) else None,
            only_if=only_if,
        )

    def _lawful(self, path: str, text: str, hit: Hit, rewrite: str) -> bool:
        """Say whether a sentence has no finding any more once other words stand in the place of a mark."""
        first, last = sentence(text, hit.start, hit.end)
        # What stands before the sentence can only excuse; without it fewer rewrites are offered, never a wrong one.
        changed = text[first : hit.start] + rewrite + text[hit.end : last]
        if changed not in self._clean:
            texts = self._reading.texts
            facts = {**self._reading.facts, path: changed}
            others = dict.fromkeys({wording.reads for wording in texts.wordings} - {path}, NOT_TOLD)
            read = texts.read({**facts, **others}, disclosures=False)
            self._clean[changed] = not any(read.decided(other.rule.id).hits for other in texts.active)
        return self._clean[changed]

    def _seen(self, one: InForce, marks: tuple[Mark, ...]) -> list[Any]:
        """Give what a ruling on a finding has seen: the words in their sentences; where none are marked, the text."""
        wording = one.rule.wording
        assert wording is not None
        read = self._reading.reads.get(wording.reads)
        text = "" if read is None else read.text
        if not marks:
            return [text]
        return sorted([mark.phrase, mark.words, text[slice(*sentence(text, mark.start, mark.end))]] for mark in marks)


def severity_of(one: InForce, decided: Decided) -> str:
    """Give the severity of a finding by its grounds.

    Law that was not read in the law itself never blocks, and neither does what may not even apply. Words that were
    disguised block where they would only warn.
    """
    verified = any(ground.verified for ground in decided.grounds)
    if one.severity == "block" and decided.outcome != UNKNOWN and (decided.only_if or not verified):
        return "warn"
    if one.severity == "warn" and verified and not decided.only_if and any(hit.evasions for hit in decided.hits):
        return "block"
    return one.severity


def place(mark: Mark) -> tuple[str, int, int, str]:
    """Give what marks are sorted by."""
    return mark.path, mark.start, mark.end, mark.rule


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where the sentence begins and ends that a part of a text stands in, with the mark that ends it.

    A sentence without an end is cut where contexts no longer look.
    """
    low, high = max(0, start - SIGHT), min(len(text), end + SIGHT)
    first = max(low, *(text.rfind(mark, low, start) + 1 for mark in ENDS))
    ends = [at + 1 for mark in ENDS if (at := text.find(mark, end, high)) >= 0]
    return first, min(ends, default=high)


def _filled(template: Template, marks: tuple[Mark, ...]) -> Text:
    words = tuple(dict.fromkeys(mark.words for mark in marks))
    return Text(template.text, (Filled(TEXT, words),) * template.text.count(WORDS))


def _told(path: str, value: Any) -> Iterator[Fact]:
    """Give a fact with its path; of evidence the facts of each member."""
    if value is NOT_TOLD:
        return
    if path != EVIDENCE:
        yield Fact(path, value)
        return
    for number, member in enumerate(value.items if isinstance(value, Some) else value):
        yield from (Fact(f"{path}[{number}].{name}", fact) for name, fact in told(member).items())
