"""The report of a gate for people: of copy the lines and carets under the words, of a catalog groups, worst first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from suitability.engine.finding import Finding, Mark
from suitability.messages import labels
from suitability.messages.render import fact, path_label, sentence
from suitability.messages.speak import Speaker
from suitability.reports.gate import Excused, Item, Run
from suitability.reports.gate_change import change_lines
from suitability.reports.gate_words import (
    Group,
    articles,
    bare,
    decided,
    grouped,
    lacked,
    lacking,
    line,
    mended,
    printable,
    said,
    severity,
    titled,
    totals,
    unsettled,
)
from suitability.reports.text import table
from suitability.rules.texts import Wording

# Places of a rule in a catalog, and of a decision, that are shown; the JSON has all.
SHOWN = 5
REMARKS = 20
# Articles shown of a finding that is not to be explained.
CITES = 3
Explained = Mapping[str, Wording]
Rows = list[tuple[str, str]]


def text(run: Run, speak: Speaker, *, facts: bool, explain: Explained | None = None) -> str:
    """Give the report as text; of a change of a catalog as Markdown, for a pull request.

    The lines that findings stand in are shown, and what messages name; with `facts` also fingerprints, the values of
    facts and the keys of customers. `explain` holds the wordings of rules over text, by rule: then it is shown what
    matched, what is excused, and two examples of each rule.
    """
    if run.gate == "change":
        lines = change_lines(run, speak, facts=facts)
    else:
        said = _copy(run, speak, facts, explain) if run.gate == "copy" else _catalog(run, speak, facts)
        lines = (one for part in (said, _end(run, speak)) for one in part)
    return printable("".join(f"{one}\n" for one in lines))


def _copy(run: Run, speak: Speaker, facts: bool, explain: Explained | None) -> Iterator[str]:
    told: set[str] = set()
    for item in run.items:
        if item.state != "open":
            continue
        finding = item.finding
        yield line(f"{item.spot}: {severity(finding, speak)} {finding.rule}")
        yield from _excerpt(item.excerpt)
        rows = [row for mark in finding.marks[:1] for row in _marked(mark, speak, explain)]
        if finding.rule not in told:
            told.add(finding.rule)
            rows = [*_found(finding, speak, explain), *rows, *_examples(finding, speak, explain)]
        if facts or explain is not None:
            rows.append((speak.phrase("fingerprint"), finding.fingerprint))
        yield from _rows(rows)
        yield ""
    for excused in run.excused if explain is not None else ():
        yield from _excused(excused, speak, explain)


def _found(
    finding: Finding, speak: Speaker, explain: Explained | None, *, what: bool = True, remedy: bool = True
) -> Iterator[tuple[str, str]]:
    yield speak.phrase("text_category"), titled(finding, speak)
    if what:
        yield speak.phrase("what"), said(finding, speak, facts=True)
    named = articles(finding, speak, CITES if explain is None else None)
    yield from ((speak.phrase("article") if index == 0 else "", one) for index, one in enumerate(named))
    if remedy:
        yield speak.phrase("remedy"), mended(finding, speak, facts=True)


def _marked(mark: Mark, speak: Speaker, explain: Explained | None) -> Iterator[tuple[str, str]]:
    if mark.evasions:
        names = [labels.evasion_label(name, speak.locale) for name in mark.evasions]
        yield speak.phrase("copy_disguise"), speak.phrase("comma").join(names)
    if mark.rewrite is not None:
        yield speak.phrase("copy_rewrite"), mark.rewrite or speak.phrase("copy_delete")
    if explain is not None:
        origin = labels.origin_label(mark.origin, speak.locale)
        yield speak.phrase("copy_matches"), mark.phrase
        yield "", speak.phrase("text_source", origin=origin, note=sentence(mark.note, speak.locale))
        asked = [labels.context_label(one.context, speak.locale) for one in mark.decisions if not one.excuses]
        if asked:
            yield speak.phrase("copy_not_seen"), speak.phrase("comma").join(asked)


def _examples(finding: Finding, speak: Speaker, explain: Explained | None) -> Iterator[tuple[str, str]]:
    wording = None if explain is None else explain.get(finding.rule)
    if wording is not None:
        for kind, example in (("unlawful", wording.unlawful), ("lawful", wording.lawful)):
            if example:
                yield speak.phrase(f"copy_{kind}"), " ".join(example.split())


def _excused(excused: Excused, speak: Speaker, explain: Explained | None) -> Iterator[str]:
    mark = excused.mark
    yield line(f"{excused.spot}: {speak.phrase('copy_excused')} {mark.rule}")
    yield from _excerpt(excused.excerpt)
    why = [
        (labels.context_label(one.context, speak.locale), speak.phrase("quoted", text=one.because))
        for one in mark.decisions
        if one.excuses
    ]
    yield from _rows([*why, *_marked(mark, speak, explain)])
    yield ""


def _catalog(run: Run, speak: Speaker, facts: bool) -> Iterator[str]:
    told, lacks = unsettled(run)
    for group in grouped(told):
        yield from _group(group, speak, facts)
    missing = lacking(lacks)
    if missing:
        yield labels.outcome_label("unknown", speak.locale)
        for one in missing:
            yield line(f"  {lacked(one, speak, SHOWN)}  ({one.path})")
        yield ""


def _group(group: Group, speak: Speaker, facts: bool) -> Iterator[str]:
    one, what, remedy = group.finding, group.alike("message"), group.alike("remedy")
    yield f"{severity(one, speak)} {one.rule}  {speak.phrase('gate_places', count=str(len(group.items)))}"
    yield from _rows(list(_found(one, speak, None, what=what, remedy=remedy)))
    for item in group.items[:SHOWN]:
        yield line(f"    {item.spot}  {item.key}")
        yield from _excerpt(item.excerpt)
        rows = [] if what else [(speak.phrase("what"), said(item.finding, speak, facts=True))]
        rows += [] if remedy else [(speak.phrase("remedy"), mended(item.finding, speak, facts=True))]
        rows += [row for mark in item.finding.marks[:1] for row in _marked(mark, speak, None)]
        yield from _rows([*rows, *(_read(item, speak) if facts else ())], "        ")
    if len(group.items) > SHOWN:
        yield f"    {speak.phrase('more', count=str(len(group.items) - SHOWN))}"
    yield ""


def _read(item: Item, speak: Speaker) -> Iterator[tuple[str, str]]:
    """Give the values of the facts that were read, and the fingerprint."""
    for index, one in enumerate(item.finding.facts if not item.finding.marks else ()):
        value = fact(one.path, one.value, speak)
        named = f"{path_label(one.path, speak.locale)}{speak.phrase('colon')}{value}  ({one.path})"
        yield speak.phrase("facts") if index == 0 else "", named
    yield speak.phrase("fingerprint"), item.finding.fingerprint


def _end(run: Run, speak: Speaker) -> Iterator[str]:
    for one in decided(run.items, speak):
        count = speak.phrase("gate_places", count=str(len(one.items)))
        yield line(f"{one.said}  {one.items[0].finding.rule}  {count}")
        rows = [(speak.phrase("what"), titled(one.items[0].finding, speak))]
        yield from _rows([*rows, *([(speak.phrase("reason"), one.reason)] if one.reason else [])])
        for item in one.items[:SHOWN]:
            yield line(f"    {item.spot}")
        if len(one.items) > SHOWN:
            yield f"    {speak.phrase('more', count=str(len(one.items) - SHOWN))}"
        yield ""
    for name, given in (("unread", run.unread), ("mistakes", run.mistakes), ("remarks", run.remarks)):
        most = REMARKS if name == "remarks" else len(given)
        if given:
            yield speak.phrase(f"gate_{name}")
            yield from (line(f"  {told.spot}: {told.message}") for told in given[:most])
            yield from ([f"  {speak.phrase('more', count=str(len(given) - most))}"] if len(given) > most else ())
            yield ""
    yield from totals(run, speak)


def _excerpt(excerpt: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for shown, carets in excerpt:
        yield f"    {bare(shown)}"
        yield f"    {carets}"


def _rows(rows: Rows, indent: str = "    ") -> Iterator[str]:
    return table([(label, line(written)) for label, written in rows], indent)
