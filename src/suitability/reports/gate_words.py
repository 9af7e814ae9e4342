"""What the reports of a gate share: their words, their order, and what a place is known by.

One rule says what they hold. The text is for the person who has the file: it shows the lines, and what messages name.
The other reports are kept and sent on: without `facts` they hold rules, paths, places and counts, and no value of a
record: no words of a text, rewrite, fingerprint or key of a customer, and of a message that names values the title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import PurePath
from typing import Any, Literal

import attrs

from suitability.engine.finding import OUTCOMES, Finding
from suitability.engine.waive import Ruling, Waiver
from suitability.engine.written import canonical, digest
from suitability.messages import labels
from suitability.messages.render import cases, cite, path_label, remedy, sentence, text
from suitability.messages.speak import Speaker
from suitability.reports.excerpt import CONTROL, HIDDEN
from suitability.reports.gate import Accepted, Item, Run, State
from suitability.rules.pack import SEVERITIES

STATES: tuple[State, ...] = ("open", "waived", "accepted", "coming", "ruled")
_MEMBER = re.compile(r"\[\d+\]")
_BREAKS = re.compile(r"[\t-\r\x85\u2028\u2029]+")
_LEVELS = ("error", "warning", "note")


@attrs.frozen
class Group:
    """The findings of one rule with one outcome and severity, those of the worst subjects first."""

    finding: Finding
    items: tuple[Item, ...]

    def alike(self, text: Literal["message", "remedy"]) -> bool:
        """Say whether one message, or one remedy, says it of all of them."""
        one = getattr(self.finding, text)
        return all(getattr(item.finding, text) == one for item in self.items)


@attrs.frozen
class Decided:
    """Findings of a rule that one decision, or one day of law, sets apart: what it says of them, and why."""

    said: str
    reason: str
    items: tuple[Item, ...]


@attrs.frozen
class Lacking:
    """A fact that was not told, the subjects that lack it, most open rules first, and the rules that ask for it.

    `first` is the first finding that lacks it.
    """

    path: str
    first: Item
    keys: tuple[str, ...]
    rules: frozenset[str]


def said(finding: Finding, speak: Speaker, *, facts: bool) -> str:
    """Say what is wrong; without `facts` a message that names values gives way to the title of the rule."""
    if facts or finding.outcome == "unknown" or not finding.message.values:
        return text(finding, speak.locale)
    only_if = finding.marks[0].only_if if finding.marks else ()
    more = speak.phrase("only_if", cases=cases(only_if, speak)) if only_if else ""
    return sentence(finding.title, speak.locale) + more


def mended(finding: Finding, speak: Speaker, *, facts: bool) -> str:
    """Say what to do about it; nothing where that names values and these are not wanted."""
    return remedy(finding, speak.locale) if facts or not finding.remedy.values else ""


def titled(finding: Finding, speak: Speaker) -> str:
    """Give the category of a finding in a text and the title of its rule."""
    named = [speak.packs.category(mark.category, speak.locale) for mark in finding.marks[:1]]
    return " · ".join(dict.fromkeys([*named, sentence(finding.title, speak.locale)]))


def articles(finding: Finding, speak: Speaker, most: int | None = None) -> list[str]:
    """Name the articles of a finding, at most so many of them."""
    shown = finding.cites[:most]
    named = [cite(one, speak.locale) + ("" if one.verified else f"  {speak.phrase('unverified')}") for one in shown]
    if len(finding.cites) > len(shown):
        named.append(speak.phrase("more", count=str(len(finding.cites) - len(shown))))
    return named


def severity(finding: Finding, speak: Speaker) -> str:
    """Name the severity of a finding, and of one that is no violation its outcome."""
    named = labels.severity_label(finding.severity, speak.locale)
    if finding.outcome == "violation":
        return named
    return f"{labels.outcome_label(finding.outcome, speak.locale)} · {named}"


def decision(item: Item, speak: Speaker) -> str:
    """Say what was decided of a finding, by whom and for how long; of an open one nothing."""
    by = item.by
    if isinstance(by, Waiver):
        return speak.phrase("waiver", by=by.owner, first=speak.day(by.first), last=speak.day(by.last))
    if isinstance(by, Ruling):
        return speak.phrase("ruling", by=by.by, on=speak.day(by.on))
    if isinstance(by, Accepted):
        return speak.phrase("gate_accepted", last=speak.day(by.until))
    if item.state == "coming" and item.since is not None:
        return speak.phrase("gate_coming", day=speak.day(item.since))
    return ""


def decided(items: Iterable[Item], speak: Speaker) -> list[Decided]:
    """Give the findings that are not open by what was decided of them, waivers first and rulings last."""
    found: dict[tuple[int, str, str, str], list[Item]] = {}
    for item in items:
        if item.state != "open":
            reason = "" if item.by is None else item.by.reason
            found.setdefault((STATES.index(item.state), decision(item, speak), item.finding.rule, reason), []).append(
                item
            )
    ordered = sorted(found.items(), key=lambda one: one[0][0])
    return [Decided(said, reason, tuple(of)) for (_, said, _, reason), of in ordered]


def identities(items: Iterable[Item]) -> list[str]:
    """Give what the place of each finding is known by: no other has it, and it stays when lines move.

    A place in a text is known by its file, the rule and the sentence, one in a record by its file, the rule, the
    subject and the paths that were read; never by a value of a record. Of equal ones the order counts.
    """
    met: Counter[str] = Counter()
    found = []
    for item in items:
        one = item.finding
        paths = [*one.missing, *(fact.path for fact in one.facts)]
        within = [item.content] if one.marks else [item.key, one.outcome, paths]
        known = [one.rule, posix(item.spot.file), *within]
        found.append(identity(known, met))
    return found


def identity(known: list[Any], met: Counter[str]) -> str:
    """Give what something is known by; `met` counts what is known by the same, and is counted on."""
    first = digest(printable(canonical(known)))
    met[first] += 1
    return first if met[first] == 1 else digest([first, met[first]])


@lru_cache(maxsize=4096)
def posix(file: str) -> str:
    """Give the path of a file with slashes, from where the run was started."""
    return PurePath(file).as_posix()


def loudest_first(items: Iterable[Item]) -> list[Item]:
    """Sort findings: what is open first, then what was decided; each the worst first, else as they come."""
    return sorted(items, key=lambda item: (STATES.index(item.state), _LEVELS.index(item.level), _rank(item.finding)))


def _rank(finding: Finding) -> tuple[int, int]:
    return -OUTCOMES.index(finding.outcome), -SEVERITIES.index(finding.severity)


def grouped(items: Sequence[Item]) -> list[Group]:
    """Give findings by their rules, worst first, then the most frequent."""
    found: dict[tuple[str, str, str], list[Item]] = {}
    for item in items:
        one = item.finding
        found.setdefault((one.rule, one.outcome, one.severity), []).append(item)
    heavy = Counter(item.key for item in items if item.level == "error")
    many = Counter(item.key for item in items)
    groups = [
        Group(of[0].finding, tuple(sorted(of, key=lambda item: (-heavy[item.key], -many[item.key]))))
        for of in found.values()
    ]
    return sorted(groups, key=lambda group: (_rank(group.finding), -len(group.items), group.finding.rule))


def unsettled(run: Run) -> tuple[list[Item], list[Item]]:
    """Give the open findings, and apart from them those of records that only wait for a fact.

    Many rules ask for one fact of many products, so these are told by what is missing; of a text each has its words.
    """
    found: tuple[list[Item], list[Item]] = ([], [])
    for item in run.items:
        if item.state == "open":
            one = item.finding
            found[run.gate != "copy" and one.outcome == "unknown" and bool(one.missing)].append(item)
    return found


def lacking(items: Iterable[Item]) -> list[Lacking]:
    """Give the facts that unknown findings miss, those that most subjects lack first."""
    found: dict[str, list[Item]] = {}
    for item in items:
        for path in dict.fromkeys(_MEMBER.sub("", path) for path in item.finding.missing):
            found.setdefault(path, []).append(item)
    lacks = []
    for path, of in found.items():
        lack = Counter(chain.from_iterable((item.key, *item.others) for item in of))
        keys = tuple(key for key, _ in lack.most_common())
        lacks.append(Lacking(path, of[0], keys, frozenset(item.finding.rule for item in of)))
    return sorted(lacks, key=lambda one: (-len(one.keys), -len(one.rules), one.path))


def lacked(one: Lacking, speak: Speaker, most: int) -> str:
    """Say which fact is missing, of how many subjects, and of which first."""
    fact = path_label(one.path, speak.locale)
    count = speak.phrase("gate_lacking", fact=fact, count=str(len(one.keys)), rules=str(len(one.rules)))
    keys = speak.phrase("comma").join(one.keys[:most])
    return f"{count}  {speak.phrase('and_more', items=keys) if len(one.keys) > most else keys}"


def totals(run: Run, speak: Speaker) -> Iterator[str]:
    """Say how much was judged, and count what was found and what was decided of it."""
    if run.gate != "copy" and run.subjects is not None:
        yield speak.phrase(f"gate_checked_{run.gate}", count=str(run.subjects))
    found = {item.spot.file for item in run.items if item.state in ("open", "waived", "accepted")}
    clean = sum(file not in found for file in run.files)
    key = "copy_checked" if run.gate == "copy" else "gate_checked"
    yield speak.phrase(key, files=str(len(run.files)), clean=str(clean))
    counts: Counter[str] = Counter()
    for item in run.items:
        counts[item.finding.outcome] += (1 + len(item.others)) * (item.state == "open")
    if any(counts.values()):
        block = sum(item.state == "open" and item.level == "error" for item in run.items)
        keys = {"violations": "violation", "evidence": "evidence_required", "unknown": "unknown"}
        said = {name: str(counts[outcome]) for name, outcome in keys.items()}
        yield speak.phrase("copy_found", block=str(block), **said)
    for state in STATES[1:]:
        count = sum(item.state == state for item in run.items)
        if count:
            yield speak.phrase(f"summary_{state}", count=str(count))
    for kind in ("unread", "mistakes"):
        if getattr(run, kind):
            yield speak.phrase(f"summary_{kind}", count=str(len(getattr(run, kind))))


def line(written: str) -> str:
    """Give a text on one line, without what would steer a terminal or turn the direction of reading."""
    return bare(_BREAKS.sub(" ", written))


def bare(written: str) -> str:
    """Give a text without what would steer a terminal or turn the direction of reading."""
    return CONTROL.sub("\ufffd", HIDDEN.sub("", written))


def printable(text: str) -> str:
    """Give a text that can be written as UTF-8: the name of a file or a record may hold half a character."""
    return text.encode("utf-8", "replace").decode("utf-8")
