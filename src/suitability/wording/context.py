"""What excuses words: how a sentence speaks of them. Each context is one small function that names the words it saw.

Contexts look back any distance and forward to the end of the sentence, at most `SIGHT` characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from suitability.wording import cues
from suitability.wording.cue import cue
from suitability.wording.fold import fold
from suitability.wording.voice import BACK, FORWARD, mentions

SIGHT = 200
ENDS = "。！？!?；;\n"
STOP = re.compile(f"[{ENDS}]")
_CLAUSE = re.compile(r"[，,：:（）()。；;—]|\. ")
_REACH = 14
_REACH_ENGLISH = 40
_QUOTE_REACH = 24
_FOLLOWING = 48
# Marks of a program that end in a question mark.
_PROGRAM = ("?>", "?php", "?=")
_BESIDE = 6
_MARKERS = r"(?:[-*•·●◆■▪►>]|[0-9]{1,2}[.、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)"
_MARKER = 40
_ITEM = re.compile(rf"\s*{_MARKERS}")
_ENUMERATED = re.compile(r"[；;]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|(?<![0-9])[0-9]{1,2}[.、]")
_TO_SELL = re.compile("但|，(?:让|使|为您|您|你|我们)")
_ASKING_END = re.compile("[^，,。]{0,20}?(?:吗|呢|么)(?=[，,]|\\s*$)")
_ASKED_PLAINLY = re.compile(r"\W*(?:can|could|do|does|is|are|will|would) (?:you|it|this|that|they|i|my|your|anyone)\b")
_JOINED = re.compile(r"(?!.*\b(?:guarantee|promise|assur|represent|warrant|claim)).*\band\b")
_LAW_ITEM = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[)）]")
_QUOTATION = r"[“‘「『\"'][^”’」』\"']{1,24}[”’」』\"']"
# Less than this, and the learned model takes the words to sell for certain.
_SELLS = -160
_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("‘", "’"))
_MORE_QUOTED = re.compile(rf"^(?:[、，和及或与以]|{_QUOTATION})*")
_QUOTED = re.compile(rf"(?:{cues.QUOTED_BEFORE})[^，。]{{0,4}}(?:{_QUOTATION}[、，和及或与]?)*$")
_MENTIONED = rf".{{0,16}}?(?:{cues.MENTIONED_AFTER})"
_ANNOUNCED = rf"(?:{cues.LIST_HEADERS})[^，。]{{0,10}}[：:]"
_REPORTED = rf"(?:{cues.STRONG_REPORTS})[^。]*[：:]"


class Decision(NamedTuple):
    """What one context said of a hit, and the words of the text that decided; folded, empty where there are none."""

    context: str
    excuses: bool
    because: str


class Around:
    """The surroundings of a hit in folded text: its sentence, its clause, the header of its list.

    `bounds` are those of the sentence.
    """

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        bounds: tuple[int, int],
        statutory: str,
        header: Callable[[int], str],
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
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
    def following(self) -> str:
        """What begins after the sentence."""
        return self.text[self.last : self.last + _FOLLOWING]

    @cached_property
    def leaning(self) -> int:
        """By how much a learned model takes the words to be mentioned rather than used."""
        return mentions(self.line[-BACK:], self.text[self.end : self.end + FORWARD])

    @cached_property
    def sells(self) -> bool:
        """Whether the words are surely used, whatever cues stand around them."""
        return self.leaning < _SELLS

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


def _said(found: re.Match[str] | None) -> str | None:
    return found[0] if found else None


def _since_turn(before: str) -> str:
    """Give a sentence up to a hit from where it turns to selling; words within a quotation turn nothing."""
    for found in reversed(list(cue(cues.SELLING_TURN).finditer(before))):
        at = found.start()
        if all(before.count(opening, 0, at) <= before.count(closing, 0, at) for opening, closing in _PAIRS):
            return before[at:]
    return before


def negation(around: Around) -> str | None:
    """Say by which word the clause denies the hit, at most a dozen characters before it."""
    clause = around.clause
    if cue(cues.NEGATORS).search(clause):
        masked = cue(cues.NO_NEGATORS).blanked(clause + around.words)[: len(clause)]
        for found in reversed(list(cue(cues.NEGATORS).finditer(masked))):
            between = masked[found.end() :]
            reach = _REACH_ENGLISH if found[0].isascii() else _REACH
            # An enumeration carries a denial on: 不承诺保本、保收益.
            carried = between.rpartition("、")
            if carried[1] and cue(cues.NEGATORS).search(around.words):
                continue
            if len(carried[2]) <= reach and not cue(cues.TURNS).search(between) and not _joins(found[0], between):
                return found[0]
    return _said(cue(cues.NEGATED_AFTER).search(around.after) or cue(cues.NEGATED_INSIDE).search(around.words))


def _joins(negator: str, between: str) -> bool:
    """Say whether `no fees and guaranteed returns` joins to what it denies something that it does not."""
    return negator in ("no", "without", "zero") and _JOINED.match(between) is not None


def prohibition(around: Around) -> str | None:
    """Say by which word the sentence, or the header of the list, forbids what the hit says."""
    before = around.before
    found = cue(cues.PROHIBITIONS).search(before)
    if found:
        before = cue(cues.NO_PROHIBITIONS).blanked(before)
        found = cue(cues.PROHIBITIONS).search(before)
        if found and not _TO_SELL.search(before, found.end()):
            return found[0]
    found = cue(_ANNOUNCED).search(before)
    if found:
        return found[0]
    if _ENUMERATED.search(around.paragraph):
        found = cue(cues.PROHIBITIONS).search(around.paragraph)
        if found:
            return found[0]
    found = cue(cues.BANNED_LISTS).search(around.line) or cue(cues.PROHIBITED_AFTER).search(around.after)
    return _said(found or (cue(cues.LIST_HEADERS).search(around.header) if around.header else None))


def purpose(around: Around) -> str | None:
    """Say by what the sentence only gives the reason of a request or a measure."""
    return _said(cue(cues.PURPOSE).search(around.sentence))


def question(around: Around) -> str | None:
    """Say by what the sentence asks, unless it asks in order to sell."""
    asks = None
    if around.ends_with and around.ends_with in cues.QUESTION_ENDS and not around.following.startswith(_PROGRAM):
        asked = cue(cues.QUESTION_WORDS).search(around.sentence)
        asks = asked[0] if asked else around.ends_with
    elif cue(cues.ASKED_IN_PASSING).search(around.clause):
        asks = list(cue(cues.ASKED_IN_PASSING).finditer(around.clause))[-1][0]
    else:
        unmarked = around.ends_with in ("", "\n") and _ASKED_PLAINLY.match(around.sentence)
        openly = unmarked or cue(cues.ASKED_OPENLY).search(around.sentence)
        asks = _said(openly or _ASKING_END.match(around.after) or cue(cues.QUIZ).search(around.line))
    return None if asks is None or cue(cues.SOLICITATIONS).search(around.sentence) else asks


def report(around: Around) -> str | None:
    """Say by which word the sentence speaks about what others said: news, courts, regulators, warnings of fraud."""
    before, after = around.before, around.after
    found = cue(cues.REPORTS).search(f"{before}\0{after}")
    if found:
        before, after = map(cue(cues.NO_REPORTS).blanked, (before, after))
        found = cue(cues.REPORTS).search(f"{_since_turn(before)}\0{after}")
    if found and around.sells and not cue(cues.STRONG_REPORTS).search(around.sentence):
        found = None
    found = found or cue(cues.VERDICTS).match(around.following)
    if not found and around.ends_with and around.ends_with in "；;":
        found = _LAW_ITEM.match(around.sentence)
    if not found and _ENUMERATED.search(around.paragraph):
        found = cue(_REPORTED).search(around.paragraph)
    return _said(found)


def quotation(around: Around) -> str | None:
    """Say by which word the hit is spoken of as a word: quoted, or followed by 等字样."""
    after = around.after
    mentioned = cue(_MENTIONED).match(after)
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
        or cue(cues.DOUBTED).search(before)
        or cue(cues.STRONG_REPORTS).search(around.line)
    )


def customer_voice(around: Around) -> str | None:
    """Say by what a customer or a questionnaire speaks."""
    found = cue(cues.CUSTOMER).search(around.before + around.words)
    return _said(found) if found and not around.sells else None


def statutory(around: Around) -> str | None:
    """Give the statutory sentence the hit stands in, unless it turns to selling."""
    if not around.statutory:
        return None
    return around.statutory if not cue(cues.SELLING_TURN).search(around.statutory) else None


def contract_fixed(around: Around) -> str | None:
    """Say which product's contract fixes by law what the hit says: one named before it, or right behind it."""
    if not cue(cues.CONTRACT_FIXED).search(around.sentence) or cue(cues.INSISTENCE).search(around.sentence):
        return None
    said = f"{around.before}{around.words}{around.after[:_BESIDE]}"
    for found in cue(cues.CONTRACT_FIXED).finditer(said):
        if not cue(cues.LIKE_IT).search(said[max(0, found.start() - 6) : found.start()]):
            return found[0]
    return None


def technical(around: Around) -> str | None:
    """Say by which word the sentence speaks of accounts, data and systems."""
    return _said(cue(cues.TECHNICAL).search(around.sentence))


def past(around: Around) -> str | None:
    """Say by which word the clause speaks of what once was."""
    return _said(cue(cues.PAST).search(around.clause))


def vision(around: Around) -> str | None:
    """Say by which word the sentence says what somebody wants to become."""
    return _said(cue(cues.VISION).search(around.before))


def voice(around: Around) -> str | None:
    """Say by how much a learned model takes the words to be mentioned rather than used."""
    return f"+{around.leaning}" if around.leaning > 0 else None


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
