"""Reports as text for a terminal: worst first, aligned under wide characters, unknowns grouped by field."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from suitability.engine.finding import OUTCOMES, Finding, Mark
from suitability.engine.report import Report
from suitability.engine.waive import Decided, Ruling, Waiver
from suitability.language.python import NOT_APPLICABLE
from suitability.messages import labels
from suitability.messages.render import cite, fact, path_label, remedy, sentence, source_facts, text, voice
from suitability.messages.speak import Speaker
from suitability.rules.pack import SEVERITIES, Cite, Source, by_source

# Of the words found those that are written, and of a long value its first characters.
SHOWN = 10
LONGEST = 80


@attrs.frozen
class Checked:
    """A report and the place of its record."""

    place: str
    report: Report


def columns(character: str) -> int:
    """Count the columns a character takes on a terminal."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 1 + (unicodedata.east_asian_width(character) in "WF")


def width(line: str) -> int:
    """Count the columns a text takes on a terminal."""
    return sum(map(columns, line))


def pad(line: str, columns: int) -> str:
    """Fill a text with blanks to a number of columns."""
    return line + " " * max(columns - width(line), 0)


def table(rows: Sequence[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Give rows with their columns aligned."""
    if not rows:
        return
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield (indent + "  ".join(map(pad, row, widths))).rstrip()


def render(checked: Sequence[Checked], locale: str, *, facts: bool = False) -> Iterator[str]:
    """Give the lines of a text report; values of facts only with `facts`."""
    speak = voice(locale)
    for one in sorted((c for c in checked if _says(c.report)), key=_worst):
        yield from _subject(one, locale, speak, facts)
    yield from _summary([one.report for one in checked], speak)


def _says(report: Report) -> bool:
    # A cleared subject is passed over; what compliance has settled is told all the same.
    return bool(report.findings or report.waived or report.ruled)


def _rank(finding: Finding) -> tuple[int, int]:
    return -OUTCOMES.index(finding.outcome), -SEVERITIES.index(finding.severity)


def _worst(one: Checked) -> tuple[tuple[int, int], int]:
    findings = one.report.findings
    return min(map(_rank, findings), default=(0, 0)), -len(findings)


def _subject(one: Checked, locale: str, speak: Speaker, facts: bool) -> Iterator[str]:
    report = one.report
    yield f"{labels.subject_label(report.kind, locale)} {report.key or ''}".rstrip() + f"  {report.on}  {one.place}"
    for finding in report.findings:
        if finding.outcome != "unknown":
            yield from _finding(finding, locale, speak, facts)
    yield from _unknown(report, locale, speak)
    yield from settled(report, locale, speak)
    yield ""


def settled(report: Report | Decided, locale: str, speak: Speaker) -> Iterator[str]:
    """Give the lines of what compliance has settled, and of its decisions that have lapsed."""
    for one in (*report.waived, *report.ruled):
        yield f"  {_decision(one.by, speak)}  {one.by.rule}"
        yield from table([(speak.phrase("what"), text(one.finding, locale)), _because(one.by, speak)], "    ")
    for lapsed in report.lapsed:
        yield f"  {_decision(lapsed.by, speak)}  {lapsed.by.rule}  {speak.phrase('lapsed_' + lapsed.reason)}"
        yield from table([_because(lapsed.by, speak)], "    ")


def _decision(by: Waiver | Ruling, speak: Speaker) -> str:
    if isinstance(by, Waiver):
        return speak.phrase("waiver", by=by.owner, first=speak.day(by.first), last=speak.day(by.last))
    return speak.phrase("ruling", by=by.by, on=speak.day(by.on))


def _because(by: Waiver | Ruling, speak: Speaker) -> tuple[str, str]:
    return speak.phrase("reason"), by.reason


def _finding(finding: Finding, locale: str, speak: Speaker, facts: bool) -> Iterator[str]:
    mark = f"{labels.outcome_label(finding.outcome, locale)} · {labels.severity_label(finding.severity, locale)}"
    yield f"  {mark}  {finding.rule}"
    rows = [(speak.phrase("what"), text(finding, locale))]
    found = [_words(mark, locale, speak) for mark in finding.marks[:SHOWN]] if facts else []
    if len(finding.marks) > len(found) > 0:
        found.append(speak.phrase("more", count=str(len(finding.marks) - len(found))))
    rows += [(speak.phrase("words_found") if index == 0 else "", line) for index, line in enumerate(found)]
    if facts:
        colon = speak.phrase("colon")
        read = [
            f"{path_label(f.path, locale)}{colon}{_short(fact(f.path, f.value, speak))}  ({f.path})"
            for f in finding.facts
        ]
    else:
        read = _named(finding, locale, speak)
    rows += [(speak.phrase("facts") if index == 0 else "", line) for index, line in enumerate(read)]
    for source, cites in by_source(finding.cites).items():
        rows += _law(source, cites, locale, speak)
    rows.append((speak.phrase("remedy"), remedy(finding, locale)))
    if facts:
        rows.append((speak.phrase("fingerprint"), finding.fingerprint))
    yield from table(rows, "    ")


def _words(mark: Mark, locale: str, speak: Speaker) -> str:
    """Give the words of a mark, where they stand, how they were disguised and what may stand in their place."""
    said = [speak.phrase("words_at", words=_short(mark.words), first=str(mark.start + 1), last=str(mark.end))]
    if mark.evasions:
        names = [labels.evasion_label(name, locale) for name in mark.evasions]
        said.append(speak.phrase("words_evaded", evasions=speak.phrase("comma").join(names)))
    if mark.rewrite is not None:
        said.append(speak.phrase("words_rewrite" if mark.rewrite else "words_delete", words=mark.rewrite))
    return "  ".join(said)


def _short(written: str) -> str:
    """Give a value on one line, the text of copy by how it begins."""
    line = " ".join(written.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _law(source: Source, cites: Sequence[Cite], locale: str, speak: Speaker) -> Iterator[tuple[str, str]]:
    for index, cited in enumerate(cites):
        unverified = "" if cited.verified else f"  {speak.phrase('unverified')}"
        yield speak.phrase("article") if index == 0 else "", f"{cite(cited, locale)}{unverified}"
    yield "", source_facts(source, locale)
    if source.penalty:
        yield speak.phrase("penalty"), sentence(source.penalty, locale)


def _named(finding: Finding, locale: str, speak: Speaker) -> list[str]:
    """Give a line for each part of the subject whose facts were read; members of a relation count once."""
    by_root: dict[str, list[str]] = {}
    for read in finding.facts:
        root, _, rest = path_label(re.sub(r"\[\d+\]", "", read.path), locale).partition(" · ")
        by_root.setdefault(root, []).append(rest)
    return [
        f"{root}{speak.phrase('colon')}{speak.phrase('comma').join(dict.fromkeys(names))}"
        for root, names in by_root.items()
    ]


def _unknown(report: Report, locale: str, speak: Speaker) -> Iterator[str]:
    unknown = report.unknown
    if not unknown:
        return
    yield f"  {labels.outcome_label('unknown', locale)}"
    needed = Counter(path for finding in unknown for path in finding.missing)
    first = {question.path: rank for rank, question in enumerate(report.ask)}
    rows = [
        (path_label(path, locale), path, speak.phrase("asked_by", rules=str(count)))
        for path, count in sorted(needed.items(), key=lambda item: (first.get(item[0], len(first)), item[0]))
    ]
    yield from table(rows, "    ")


def _summary(reports: Sequence[Report], speak: Speaker) -> Iterator[str]:
    cleared = sum(report.cleared for report in reports)
    untouched = sum(not report.cleared and not report.findings for report in reports)
    counts = Counter(finding.outcome for report in reports for finding in report.findings)
    blocked = sum(f.outcome == "violation" and f.severity == "block" for r in reports for f in r.findings)
    decided = sum(outcome > NOT_APPLICABLE for report in reports for outcome in report.outcomes)
    share = 100 * counts["unknown"] / decided if decided else 0
    yield speak.phrase("summary_checked", checked=str(len(reports)), cleared=str(cleared))
    if untouched:
        yield speak.phrase("summary_untouched", untouched=str(untouched))
    yield speak.phrase("summary_violations", violations=str(counts["violation"]), block=str(blocked))
    yield speak.phrase("summary_unknown", unknown=str(counts["unknown"]), decided=str(decided), share=f"{share:.1f}")
    for kind in ("waived", "ruled"):
        rules = Counter(settled.finding.rule for report in reports for settled in getattr(report, kind))
        if rules:
            yield speak.phrase(f"summary_{kind}", count=str(rules.total()))
            yield from table([(rule, str(count)) for rule, count in sorted(rules.items())], "  ")
    stated = Counter(statement.path for report in reports for statement in report.stated)
    if stated:
        yield speak.phrase("summary_stated", records=str(sum(bool(report.stated) for report in reports)))
        yield from table([(path_label(path, speak.locale), path, str(count)) for path, count in stated.items()], "  ")
