"""Waivers beside what they are for, in a comment: `suitability: waive RULE reason="…" owner=… until=2026-12-31`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from suitability.engine.waive import Inline, Waiver
from suitability.language.dates import add_months
from suitability.language.errors import near
from suitability.spot import Spot, Unread

if TYPE_CHECKING:
    from suitability.engine.ruleset import RuleSet

_FORM = 'reason="…" owner="…" until=YYYY-MM-DD'
NEEDED = ("reason", "owner", "until")
_FIELDS = (*NEEDED, "from")
# What comments of YAML, .po, .strings and HTML begin with, where a reader leaves it.
_BEGINS = re.compile(r"[\s#/*!<-]*+suitability\s*+[:：]\s*+(?P<said>.*)", re.DOTALL | re.IGNORECASE)
_QUOTED = r""""([^"]*+)"|'([^']*+)'|“([^”]*+)”|「([^」]*+)」"""
_FIELD = re.compile(rf"""(?P<name>[\w-]+)\s*+[=＝]\s*+(?:{_QUOTED}|([^\s"'“「]\S*+))""")
_ENDS = ("-->", "*/")
_SHOWN, _LONGEST = 60, 2000
_EARLIEST = dt.date(2, 1, 1)


class Commented(Protocol):
    """A passage of a file, with the comments in it."""

    @property
    def text(self) -> str: ...

    @property
    def comments(self) -> Sequence[tuple[Spot, str]]: ...

    def spot(self, start: int, end: int) -> Spot: ...


def inline_waivers(passages: Iterable[Commented], rules: RuleSet) -> tuple[tuple[Inline, ...], tuple[Unread, ...]]:
    """Read the waivers in the comments of one file, and what is wrong with them.

    A waiver covers the line its comment is on; where nothing is said on that line, the next block: the lines of text
    that follow, up to a blank one. Without `from` it begins a year before its last day.
    """
    passages = list(passages)
    comments = dict.fromkeys(one for passage in passages for one in passage.comments)
    waivers: list[tuple[Spot, Waiver]] = []
    mistakes: list[Unread] = []
    for spot, text in comments:
        found = _BEGINS.match(text) if "suitability" in text[:_SHOWN].lower() else None
        if found is None:
            continue
        said = _waiver(found["said"].strip(), spot, rules)
        if isinstance(said, Waiver):
            waivers.append((spot, said))
        else:
            mistakes.append(Unread(spot, said))
    blocks = list(_blocks(passages)) if waivers else []
    return tuple(Inline(waiver, spot, *_covered(spot, blocks)) for spot, waiver in waivers), tuple(mistakes)


def _waiver(said: str, spot: Spot, rules: RuleSet) -> Waiver | str:
    """Read what follows `suitability:`; give all that is wrong with it where it is no waiver."""
    for end in _ENDS:
        said = said.removesuffix(end).rstrip()
    verb, rest = (*said.split(maxsplit=1), "", "")[:2]
    if verb != "waive":
        return f"{_short(verb)!r} is not known here; a comment may say: suitability: waive RULE {_FORM}"
    if len(rest) > _LONGEST:
        return f"longer than {_LONGEST} characters"
    told = {found["name"]: next(filter(None, found.groups()[1:]), "").strip() for found in _FIELD.finditer(rest)}
    names = [found["name"] for found in _FIELD.finditer(rest)]
    wrong = [f"the field {name!r} is given twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    wrong += [f"unknown field {name!r}: {near(name, _FIELDS)}" for name in told if name not in _FIELDS]
    rule, *left = _FIELD.sub(" ", rest).split() or [""]
    wrong += _wrong_rule(rule, rules)
    if left:
        wrong.append(f"not understood: {_short(' '.join(left))!r}; a text with spaces stands in quotes")
    missing = [name for name in NEEDED if not told.get(name)]
    if missing:
        wrong.append(f"{', '.join(missing)} missing; a waiver says {_FORM}")
    days = {name: _day(told[name]) for name in ("from", "until") if told.get(name)}
    wrong += [f"{name}={_short(told[name])} is no day such as 2026-12-31" for name, day in days.items() if day is None]
    last = days.get("until") or dt.date.max
    first = days.get("from") or add_months(max(last, _EARLIEST), -12)
    if last < first:
        wrong.append(f"ends on {last}, before it begins on {first}")
    if wrong:
        return "; ".join(wrong)
    return Waiver(rule, first, last, told["owner"], told["reason"], spot.file)


def _wrong_rule(rule: str, rules: RuleSet) -> list[str]:
    if rule in rules.waivable:
        return []
    known = [one.id for one in rules.rules]
    if rule in known:
        return [f"{rule} is law and cannot be waived; a mistaken finding is ruled on: suitability rule-out FINGERPRINT"]
    if not rule:
        return ["the rule is missing"]
    # All rules there are would not be read by anyone.
    close = near(_short(rule), known).partition("valid here")[0].strip()
    return [f"no loaded pack holds the rule {_short(rule)!r}" + (f"; {close}" if close else "")]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        return None


def _blocks(passages: Iterable[Commented]) -> Iterator[list[tuple[int, int]]]:
    """Give the text as blocks, each the first and last line in the file of its lines."""
    for passage in passages:
        for block in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", passage.text):
            lines = []
            for line in re.finditer(r"\S[^\n]*", block[0]):
                spot = passage.spot(block.start() + line.start(), block.start() + line.end())
                if spot.line is not None:
                    lines.append((spot.line, max(spot.line, spot.end_line or 0)))
            if lines:
                yield lines


def _covered(comment: Spot, blocks: Iterable[list[tuple[int, int]]]) -> tuple[int, int]:
    """Give the first and last line that a comment covers; lines that hold no text where nothing follows it."""
    first = comment.line or 0
    last = max(first, comment.end_line or 0)
    following: list[tuple[int, int]] = []
    for lines in blocks:
        if any(low <= last and first <= high for low, high in lines):
            return first, last
        after = [line for line in lines if line[0] > last]
        if after and (not following or after[0] < following[0]):
            following = after
    return (following[0][0], max(high for _, high in following)) if following else (first, last)
