"""Mutants of rules over text: each phrase, condition, day or block whose loss the rule's own examples must notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from suitability.engine.phrasebook import Phrasebook
from suitability.packs.text_examples import TextCase, TextExamples
from suitability.rules.pack import Rule, in_force
from suitability.rules.texts import LEXICON, STATUTORY, Disclosure, Find, Ground, named

# Every phrase that a law or an authority names has an example; of phrases we reasoned each block has one.
PROVEN = ("article", "penalty")
_DAY = dt.timedelta(days=1)


@attrs.frozen
class TextMutant:
    """A rule over text with one small change, said in words."""

    rule: Rule
    change: str

    def __str__(self) -> str:
        return f"{self.rule.id}: {self.change}"


def survivors(examples: TextExamples) -> tuple[list[TextMutant], int]:
    """Give the mutants that no example of their rule notices, and the number of mutants tried."""
    alive, tried = [], 0
    for cases in examples.by_rule.values():
        every = [*cases, *examples.derived(cases)]
        found = _Own(examples, cases[0].rule)
        before = [found.verdict(case) for case in every]
        for mutant in mutants(cases[0].rule):
            tried += 1
            other = _Own(examples, mutant.rule)
            if all(other.verdict(case) == verdict for case, verdict in zip(every, before, strict=True)):
                alive.append(mutant)
    return alive, tried


class _Own:
    """A rule by itself, with its own phrases."""

    def __init__(self, examples: TextExamples, rule: Rule) -> None:
        self._examples = examples
        self._rule = rule
        assert rule.wording is not None
        accepted = (phrase for accept in rule.wording.accepts for phrase in accept.phrases)
        known = examples.rules.classes
        statutory = known[STATUTORY].every if STATUTORY in known else ()
        wanted = {LEXICON, STATUTORY, *named([*rule.wording.phrases, *rule.wording.excepts, *accepted, *statutory])}
        classes = {name: one for name, one in known.items() if name in wanted}
        self._phrasebook = Phrasebook([rule], classes)

    def verdict(self, case: TextCase) -> tuple[object, ...]:
        """Give what can be told apart: a ground by the law it stands on, since a mutant has another in its place."""
        found = self._examples.verdict_of(case, self._rule, self._phrasebook)
        return found.outcome, found.marks, [ground.cites for ground in found.grounds]


def mutants(rule: Rule) -> Iterator[TextMutant]:
    """Give every mutant of a rule over text."""
    wording = rule.wording
    assert wording is not None
    for index, find in enumerate(wording.finds):
        for change, less in _without(find):
            finds = [*wording.finds[:index], *less, *wording.finds[index + 1 :]]
            yield TextMutant(_with(rule, finds=tuple(finds)), change)
    if wording.disclosure is not None:
        yield from _without_accepts(rule, wording.disclosure)
    else:
        yield TextMutant(_with(rule, evidence=not wording.evidence), "`evidence` turned")
    for ground in dict.fromkeys(ground for version in rule.versions for ground in version.grounds):
        for change, other in _grounds(ground):
            yield TextMutant(_regrounded(rule, ground, other), f"ground from {ground.first}: {change}")


def _with(rule: Rule, **changes: Any) -> Rule:
    assert rule.wording is not None
    return attrs.evolve(rule, wording=attrs.evolve(rule.wording, **changes))


def _without(find: Find) -> Iterator[tuple[str, Sequence[Find]]]:
    if find.origin not in PROVEN:
        yield f"no phrase of the block {find.note!r}", ()
        return
    for phrase in find.phrases:
        rest = tuple(other for other in find.phrases if other != phrase)
        yield f"without {phrase!r}", (attrs.evolve(find, phrases=rest),)


def _without_accepts(rule: Rule, disclosure: Disclosure) -> Iterator[TextMutant]:
    for index, accept in enumerate(disclosure.accepts):
        # The block stays, since without it its part would not be asked for.
        less = attrs.evolve(accept, phrases=())
        accepts = (*disclosure.accepts[:index], less, *disclosure.accepts[index + 1 :])
        changed = attrs.evolve(disclosure, accepts=accepts)
        yield TextMutant(_with(rule, disclosure=changed), f"nothing accepted of {accept.note!r}")


def _grounds(ground: Ground) -> Iterator[tuple[str, Ground]]:
    for index, condition in enumerate(ground.conditions):
        rest = ground.conditions[:index] + ground.conditions[index + 1 :]
        yield f"{condition.path} not asked", attrs.evolve(ground, conditions=rest)
    for days in (-1, 1):
        yield f"begins {ground.first + days * _DAY}", attrs.evolve(ground, first=ground.first + days * _DAY)
        if ground.last is not None:
            yield f"ends {ground.last + days * _DAY}", attrs.evolve(ground, last=ground.last + days * _DAY)


def _regrounded(rule: Rule, ground: Ground, other: Ground) -> Rule:
    """Give a rule with another ground in the place of one; its versions move with the days of the ground."""
    every = [other if one == ground else one for version in rule.versions for one in version.grounds]
    grounds = tuple(dict.fromkeys(every))
    turns = sorted({one.first for one in grounds} | {one.last + _DAY for one in grounds if one.last is not None} |
                   {version.first for version in rule.versions})  # fmt: skip
    versions = []
    for first, after in zip(turns, [*turns[1:], None], strict=True):
        holding = tuple(one for one in grounds if in_force([one], first) is not None)
        if holding:
            last = None if after is None else after - _DAY
            versions.append(attrs.evolve(rule.versions[0], first=first, last=last, grounds=holding))
    return attrs.evolve(rule, versions=tuple(versions))
