"""Replays as text for a terminal: a line a receipt, and by name whatever is not as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from suitability.engine.replay import Difference, Replay
from suitability.engine.ruleset import RuleSet
from suitability.messages import labels
from suitability.messages.render import pack_labels, path_label, sentence
from suitability.messages.speak import Speaker, speaker
from suitability.reports.text import table


@attrs.frozen
class Replayed:
    """A replay, the places of its receipt and of its record, and the packs it was replayed with."""

    place: str
    record: str
    rules: RuleSet
    replay: Replay


def render(replayed: Sequence[Replayed], locale: str) -> Iterator[str]:
    """Give the lines of a text report."""
    for one in replayed:
        yield from _replay(one, speaker(locale, pack_labels(one.rules)))
    speak = speaker(locale)
    for facts in sorted({one.replay.facts for one in replayed} - {"compared"}):
        yield speak.phrase(f"facts_{facts}")
    count = Counter(one.replay.verdict for one in replayed)
    verdicts = {verdict: str(count[verdict]) for verdict in ("same", "corrected", "different")}
    yield speak.phrase("summary_replayed", receipts=str(len(replayed)), **verdicts)


def _replay(one: Replayed, speak: Speaker) -> Iterator[str]:
    kept = one.replay.receipt
    subject = f"{labels.subject_label(kept.subject, speak.locale)} {kept.key or ''}".rstrip()
    yield f"{speak.phrase(f'replay_{one.replay.verdict}')}  {subject}  {kept.on}  {one.place}"
    rows = []
    for difference in one.replay.differences:
        rows.append((speak.phrase(f"kind_{difference.what}"), *_difference(difference, speak)))
        if difference.explained:
            says = sentence(difference.explained.says, speak.locale)
            rows.append(("", speak.phrase("corrected_in", release=difference.explained.release, says=says), ""))
    rows += [
        (speak.phrase("replay_added"), added.rule, labels.outcome_label(added.outcome, speak.locale))
        for added in one.replay.added
    ]
    yield from table(rows, "    ")


def _difference(one: Difference, speak: Speaker) -> tuple[str, str]:
    """Give the name of what differs, and how it does."""
    locale = speak.locale
    if one.what in ("fact", "stated"):
        name = f"{path_label(one.name, locale)}  ({one.name})"
    elif one.what in ("term", "table", "parameter"):
        name = f"{speak.name(one.name)}  ({one.name})"
    else:
        name = "" if one.what in ("day", "stage") else one.name
    if one.what == "rule" and one.change == "gone":
        if one.now == "not_in_force":
            return name, labels.outcome_label(one.now, locale)
        return name, speak.phrase(one.now or "absent")
    was, now = (_value(one, value, locale) for value in (one.was, one.now))
    if was != now and one.change == "changed":
        return name, f"{was} → {now}"
    return name, speak.phrase(f"differs_{one.change}")


def _value(one: Difference, value: str, locale: str) -> str:
    label = {
        "outcome": labels.outcome_label,
        "severity": labels.severity_label,
        "stage": labels.stage_label,
    }.get(one.what)
    return value if label is None or not value else label(value, locale)
