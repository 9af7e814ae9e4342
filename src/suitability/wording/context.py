"""What excuses words: how a sentence speaks of them. Each context is one small function that names the words it saw.

Contexts look back any distance and forward to the end of the sentence, at most `SIGHT` characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from suitability.wording import cues
from suitability.wording.cues import cue
from suitability.wording.fold import fold
from suitability.wording.voice import BACK, FORWARD, mentions

SIGHT = 200
ENDS = "。！？!?；;\n"
STOP = re.compile(f"[{ENDS}]")
_CLAUSE = re.compile(r"[，,：:（）()。；;—]|\. ")
_REACH = 14
_REACH_ENGLISH = 40
_QUOTE_REACH = 24
_BESIDE = 6
_MARKERS = r"(?:[-*•·●◆■▪►>]|[0-9]{1,2}[.、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)"
_MARKER = 40
_ITEM = re.compile(rf"\s*{_MARKERS}")
_ENUMERATED = re.compile(r"[；;]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|(?<![0-9])[0-9]{1,2}[.、]")
_TO_SELL = re.compile("但|，(?:让|使|为您|您|你|我们)")
_ASKING_END = re.compile("[^，,。]{0,20}?(?:吗|呢|么)(?=[，,]|\\s*$)")
_LAW_ITEM = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[)）]")
_QUOTATION = r"[“‘「『\"'][^”’」』\"']{1,24}[”’」』\"']"
_MORE_QUOTED = re.compile(rf"^(?:[、，和及或与以]|{_QUOTATION})*")
_QUOTED = re.compile(rf"(?:{cues.QUOTED_BEFORE})[^，。]{{0,4}}(?:{_QUOTATION}[、，和及或与]?)*$")
_MENTIONED = re.compile(rf".{{0,16}}?(?:{cues.MENTIONED_AFTER})")


class Decision(NamedTuple):
    """What one context said of a hit, and the words of the text that decided; folded, empty where there are none."""

    context: str
    excuses: bool
    because: str


class Around:
    """The surroundings of a hit in folded text: its sentence, its clause, the header of its list.

    `bounds` are those of the sentence, `lists` the lists of cues of which it may hold a word.
    """

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        bounds: tuple[int, int],
        lists: frozenset[str],
        statutory: str,
        header: Callable[[int], str],
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.lists = lists
        self.statutory = statutory
        self._header = header
        first, last = bounds
        self.first = _english_stop(text, first, start)
        stop = text.find(". ", end, last)
        self.last = last if stop < 0 else stop

    @cached_property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def before(self) -> str:
        """The sentence up to the hit."""
        return self.text[self.first : self.start]

    @cached_property
    def after(self) -> str:
        """The sentence after the hit, without what ends it."""
        return self.text[self.end : self.last]

    @cached_property
    def sentence(self) -> str:
        return self.text[self.first : self.last]

    @cached_property
    def ends_with(self) -> str:
        return self.text[self.last : self.last + 1]

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """Find a word of a list of cues in a part of the sentence."""
        return cue(cues.GATED[name]).search(text) if name in self.lists else None

    @cached_property
    def clause(self) -> str:
        """What stands before the hit in its clause."""
        breaks = [found.end() for found in _CLAUSE.finditer(self.before)]
        return self.before[breaks[-1] :] if breaks else self.before

    @cached_property
    def paragraph(self) -> str:
        """The line up to the hit, across sentences that semicolons enumerate."""
        low = max(0, self.start - 10 * SIGHT)
        return self.text[max(low, *(self.text.rfind(mark, low, self.start) + 1 for mark in "。！？\n")) : self.start]

    @cached_property
    def line(self) -> str:
        """The line up to the hit, whatever sentences it holds."""
        low = max(0, self.start - 10 * SIGHT)
        return self.text[max(low, self.text.rfind("\n", low, self.start) + 1) : self.start]

    @cached_property
    def header(self) -> str:
        """The line that announces the list the hit stands in; empty where it stands in none."""
        return self._header(self.start)


def _english_stop(text: str, first: int, start: int) -> int:
    """Give where the last full stop of English before a place ends a sentence; a number of a list ends none."""
    at = text.rfind(". ", first, start)
    while at > first and text[at - 1].isdigit():
        at = text.rfind(". ", first, at)
    return at + 1 if at >= first else first


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def _said(found: re.Match[str] | None) -> str | None:
    return found[0] if found else None


def negation(around: Around) -> str | None:
    """Say by which word the clause denies the hit, at most a dozen characters before it."""
    clause = around.clause
    if around.find("NEGATORS", clause):
        masked = clause
        if around.find("NO_NEGATORS", clause + around.words):
            masked = cue(cues.NO_NEGATORS).sub(_blank, clause + around.words)[: len(clause)]
        for found in reversed(list(cue(cues.NEGATORS).finditer(masked))):
            between = masked[found.end() :]
            reach = _REACH_ENGLISH if found[0].isascii() else _REACH
            # An enumeration carries a denial on: 不承诺保本、保收益.
            if len(between.rpartition("、")[2]) <= reach and not around.find("TURNS", between):
                return found[0]
    return _said(around.find("NEGATED_AFTER", around.after) or around.find("NEGATED_INSIDE", around.words))


def prohibition(around: Around) -> str | None:
    """Say by which word the sentence, or the header of the list, forbids what the hit says."""
    before = around.before
    found = around.find("PROHIBITIONS", before)
    if found:
        before = cue(cues.NO_PROHIBITIONS).sub(_blank, before)
        found = cue(cues.PROHIBITIONS).search(before)
        if found and not _TO_SELL.search(before, found.end()):
            return found[0]
    if around.find("LIST_HEADERS", before):
        found = cue(rf"(?:{cues.LIST_HEADERS})[^，。]{{0,10}}[：:]").search(before)
        if found:
            return found[0]
    if _ENUMERATED.search(around.paragraph):
        found = cue(cues.PROHIBITIONS).search(around.paragraph)
        if found:
            return found[0]
    found = cue(cues.BANNED_LISTS).search(around.line) or around.find("PROHIBITED_AFTER", around.after)
    return _said(found or (cue(cues.LIST_HEADERS).search(around.header) if around.header else None))


def purpose(around: Around) -> str | None:
    """Say by what the sentence only gives the reason of a request or a measure."""
    return _said(around.find("PURPOSE", around.sentence))


def question(around: Around) -> str | None:
    """Say by what the sentence asks, unless it asks in order to sell."""
    asks = None
    if around.ends_with and around.ends_with in cues.QUESTION_ENDS:
        asked = around.find("QUESTION_WORDS", around.sentence)
        asks = asked[0] if asked else around.ends_with
    elif around.find("ASKED_IN_PASSING", around.clause):
        asks = list(cue(cues.ASKED_IN_PASSING).finditer(around.clause))[-1][0]
    else:
        asks = _said(_ASKING_END.match(around.after) or cue(cues.QUIZ).search(around.line))
    return None if asks is None or cue(cues.SOLICITATIONS).search(around.sentence) else asks


def report(around: Around) -> str | None:
    """Say by which word the sentence speaks about what others said: news, courts, regulators, warnings of fraud."""
    found = around.find("REPORTS", f"{around.before}\0{around.after}")
    if not found and around.ends_with and around.ends_with in "；;":
        found = _LAW_ITEM.match(around.sentence)
    if not found and _ENUMERATED.search(around.paragraph):
        found = cue(rf"(?:{cues.STRONG_REPORTS})[^。]*[：:]").search(around.paragraph)
    return _said(found)


def quotation(around: Around) -> str | None:
    """Say by which word the hit is spoken of as a word: quoted, or followed by 等字样."""
    after = around.after
    if "MENTIONED_AFTER" in around.lists:
        mentioned = _MENTIONED.match(after)
        if mentioned:
            return mentioned[0][-12:]
    before = around.before
    opening = max((before.rfind(mark, max(0, len(before) - _QUOTE_REACH)) for mark in cues.OPENING), default=-1)
    if opening < 0:
        return None
    mark = before[opening]
    closing = after.find(cues.CLOSING[cues.OPENING.index(mark)], 0, _QUOTE_REACH)
    if closing < 0:
        return None
    if mark in "《〈":
        return mark
    # A quotation among others: “保本”、“高收益”等.
    rest = _MORE_QUOTED.sub("", after[closing + 1 :])
    return _said(
        cue(cues.QUOTED_AFTER).match(rest)
        or _QUOTED.search(before[:opening])
        or around.find("DOUBTED", before)
        or cue(cues.STRONG_REPORTS).search(around.line)
    )


def customer_voice(around: Around) -> str | None:
    """Say by what a customer or a questionnaire speaks."""
    return _said(around.find("CUSTOMER", around.before + around.words))


def statutory(around: Around) -> str | None:
    """Give the statutory sentence the hit stands in."""
    return around.statutory or None


def contract_fixed(around: Around) -> str | None:
    """Say which product's contract fixes by law what the hit says: one named before it, or right behind it."""
    if not around.find("CONTRACT_FIXED", around.sentence) or around.find("INSISTENCE", around.sentence):
        return None
    said = f"{around.before}{around.words}{around.after[:_BESIDE]}"
    for found in cue(cues.CONTRACT_FIXED).finditer(said):
        if not cue(cues.LIKE_IT).search(said[max(0, found.start() - 6) : found.start()]):
            return found[0]
    return None


def technical(around: Around) -> str | None:
    """Say by which word the sentence speaks of accounts, data and systems."""
    return _said(around.find("TECHNICAL", around.sentence))


def past(around: Around) -> str | None:
    """Say by which word the clause speaks of what once was."""
    return _said(around.find("PAST", around.clause))


def vision(around: Around) -> str | None:
    """Say by which word the sentence says what somebody wants to become."""
    return _said(around.find("VISION", around.before))


def voice(around: Around) -> str | None:
    """Say by how much a learned model takes the words to be mentioned rather than used."""
    sure = mentions(around.line[-BACK:], around.text[around.end : around.end + FORWARD])
    return f"+{sure}" if sure > 0 else None


CONTEXTS: Mapping[str, Callable[[Around], str | None]] = {
    "statutory": statutory,
    "prohibition": prohibition,
    "negation": negation,
    "question": question,
    "purpose": purpose,
    "report": report,
    "quotation": quotation,
    "customer_voice": customer_voice,
    "voice": voice,
    "contract_fixed": contract_fixed,
    "technical": technical,
    "past": past,
    "vision": vision,
}
USUAL = (
    "statutory",
    "prohibition",
    "negation",
    "question",
    "purpose",
    "report",
    "quotation",
    "customer_voice",
    "voice",
)
NAMES = ("usual", *CONTEXTS)


def expanded(unless: tuple[str, ...]) -> tuple[str, ...]:
    """Give the contexts that names stand for, in the order they are asked."""
    wanted = {*unless, *USUAL} if "usual" in unless else set(unless)
    return tuple(name for name in CONTEXTS if name in wanted)


def decide(around: Around, contexts: tuple[str, ...]) -> tuple[Decision, ...]:
    """Ask the contexts in turn, until one excuses the hit."""
    decisions = []
    for name in contexts:
        because = CONTEXTS[name](around)
        decisions.append(Decision(name, because is not None, because or ""))
        if because is not None:
            break
    return tuple(decisions)


def list_header(text: str, at: int) -> str:
    """Give the line above the list that the line at `at` is an item of; empty where it is none."""
    begin = text.rfind("\n", 0, at) + 1
    if not _is_item(text[begin:at]):
        return ""
    for _ in range(SIGHT):
        if begin == 0:
            return ""
        end = begin - 1
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end]
        if line.strip() and not _is_item(line):
            return line.strip()
    return ""


def _is_item(line: str) -> bool:
    # What shows nothing may stand inside a marker.
    return bool(_ITEM.match(line) or _ITEM.match(fold(line[:_MARKER]).text))
