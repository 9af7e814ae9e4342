"""``suitability rules quality``: how well the rules over text find what people have labelled.

Exit codes: 1 where a row of the ratchet is no longer right, or with --limits a figure misses its limit.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from suitability.cli.main import today
from suitability.cli.packs import loaded
from suitability.engine.ruleset import RuleSet
from suitability.engine.scan import scan
from suitability.errors import SuitabilityError
from suitability.messages.render import pack_labels
from suitability.messages.speak import Speaker, speaker
from suitability.readers.labelled import Row, read_labelled
from suitability.reports import quality
from suitability.reports.quality import Measured, Span

FOUND = ("violation", "evidence_required")
# What a ratchet keeps of each file: the rows found or left alone as they should be, and those marked exactly.
LEVELS = ("right", "exact")
Ratchet = dict[str, dict[str, list[str]]]


@attrs.frozen
class Corpus:
    """A file of labelled rows, and what was found in each."""

    name: str
    rows: tuple[Row, ...]
    measured: tuple[Measured, ...]

    @property
    def form(self) -> str:
        """The way its rows are labelled."""
        return self.rows[0].form


def run(arguments: argparse.Namespace) -> int:
    """Measure the rules on every file and print the figures."""
    if arguments.accept and not arguments.ratchet:
        raise SuitabilityError("--accept writes a ratchet anew: name its file with --ratchet")
    rules = loaded(arguments)
    on = arguments.on or today()
    files = [_read(name) for name in arguments.files]
    corpora = [
        Corpus(name, tuple(rows), tuple(_measured(row, rules, on, arguments.channel) for row in rows))
        for name, rows in files
    ]
    if len({corpus.name for corpus in corpora}) < len(corpora):
        raise SuitabilityError("two of the files have the same name")
    speak = speaker(arguments.lang, pack_labels(rules))
    if arguments.predictions:
        _write_predictions(Path(arguments.predictions), corpora)
    kept = _ratchet(Path(arguments.ratchet), corpora, accept=arguments.accept) if arguments.ratchet else None
    misses = False
    pools = _pools(corpora, high_only=arguments.high_only)
    for name, measured in pools.values():
        for line in quality.render(name, measured, speak):
            print(line)
        misses = misses or not all(one.holds for one in quality.figures(measured))
    if "labels" in pools:
        misses = not _print_lone(_pools(corpora, high_only=False), rules, speak) or misses
    for corpus in corpora if arguments.wrong else ():
        for line in _wrong(corpus, speak, texts=arguments.texts):
            print(line)
    failed = misses and arguments.limits
    if kept is not None:
        failed = _print_turned(corpora, kept, speak, texts=arguments.texts) or failed
    return int(failed)


def _read(name: str) -> tuple[str, list[Row]]:
    path = Path(name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SuitabilityError(f"{name}: cannot be read: {error.strerror}") from None
    rows = read_labelled(name, content)
    if len({row.form for row in rows}) > 1:
        raise SuitabilityError(f"{name}: some rows have labels, others marks")
    return path.name, rows


def _measured(row: Row, rules: RuleSet, on: dt.date, channel: Any) -> Measured:
    found = scan(row.text, rules, on=on, channel=channel)
    marks = [mark for finding in found.findings if finding.outcome in FOUND for mark in finding.marks]
    made = {
        (mark.category, mark.start, mark.end): Span(mark.category, mark.start, mark.end, mark.rule)
        for mark in sorted(marks, key=lambda mark: (mark.start, mark.end, mark.category), reverse=True)
    }
    labels = tuple(Span(*label) for label in row.labels)
    phrases = frozenset((mark.rule, mark.phrase) for mark in marks)
    return Measured(row.id, row.lang, row.kind, row.trap, labels, tuple(reversed(made.values())), phrases)


def _pools(corpora: Sequence[Corpus], *, high_only: bool) -> dict[str, tuple[str, list[Measured]]]:
    """Pool the files that are labelled alike."""
    pools: dict[str, tuple[str, list[Measured]]] = {}
    for form in dict.fromkeys(corpus.form for corpus in corpora):
        alike = [corpus for corpus in corpora if corpus.form == form]
        measured = [
            one
            for corpus in alike
            for row, one in zip(corpus.rows, corpus.measured, strict=True)
            if row.high or not high_only
        ]
        pools[form] = ", ".join(corpus.name for corpus in alike), measured
    return pools


def _print_lone(pools: Mapping[str, tuple[str, list[Measured]]], rules: RuleSet, speak: Speaker) -> bool:
    reasoned = frozenset(
        (rule.id, phrase)
        for rule in rules.rules
        if rule.wording is not None
        for find in rule.wording.finds
        if find.origin == "reasoned"
        for phrase in find.phrases
    )
    own = pools["marks"][1] if "marks" in pools else []
    found = quality.lone(pools["labels"][1], own, reasoned)
    share = len(found) / len(reasoned) if reasoned else 0.0
    counts = {"count": str(len(found)), "of": str(len(reasoned)), "share": f"{100 * share:.1f}"}
    print(speak.phrase("quality_lone", **counts, limit=f"{100 * quality.MOST_LONE:.0f}"))
    for rule, phrase in found:
        print(f"  {rule}  {phrase}")
    return share <= quality.MOST_LONE


def _write_predictions(path: Path, corpora: Sequence[Corpus]) -> None:
    lines = [
        json.dumps(
            {"id": one.id, "spans": [{"category": s.category, "start": s.start, "end": s.end} for s in one.found]}
        )
        for corpus in corpora
        for one in corpus.measured
    ]
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
    except FileExistsError:
        raise SuitabilityError(f"{path}: there is such a file already") from None
    except OSError as error:
        raise SuitabilityError(f"{path}: cannot be written: {error.strerror}") from None


def _ratchet(path: Path, corpora: Sequence[Corpus], *, accept: bool) -> Ratchet:
    """Read the ratchet; where it is accepted as things are, write it anew first."""
    kept = _read_ratchet(path)
    if accept:
        kept |= {
            corpus.name: {level: [one.id for one in corpus.measured if getattr(one, level)] for level in LEVELS}
            for corpus in corpora
        }
        path.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return kept


def _print_turned(corpora: Sequence[Corpus], kept: Ratchet, speak: Speaker, *, texts: bool) -> bool:
    """Print what the ratchet says of the rows; say whether one has turned wrong."""
    turned = False
    for corpus in corpora:
        for line in _turned(corpus, kept.get(corpus.name, {}), speak, texts=texts):
            turned = True
            print(line)
        count = {level: str(sum(getattr(one, level) for one in corpus.measured)) for level in LEVELS}
        print(speak.phrase("quality_ratchet", name=corpus.name, rows=str(len(corpus.rows)), **count))
    return turned


def _read_ratchet(path: Path) -> Ratchet:
    if not path.is_file():
        return {}
    try:
        data = json.loads(path.read_bytes())
    except ValueError as error:
        raise SuitabilityError(f"{path}: not JSON: {error}") from None
    if not isinstance(data, dict) or not all(isinstance(ids, dict) for ids in data.values()):
        raise SuitabilityError(f"{path}: this is no ratchet")
    return data


def _turned(corpus: Corpus, kept: Mapping[str, Any], speak: Speaker, *, texts: bool) -> Iterator[str]:
    """Name the rows that were right and are not, with what was found and what is missing."""
    rows = {row.id: (row, one) for row, one in zip(corpus.rows, corpus.measured, strict=True)}
    named: set[str] = set()
    for level in LEVELS:
        for id_ in kept.get(level, ()):
            if id_ in named:
                continue
            if id_ not in rows:
                named.add(id_)
                yield speak.phrase("quality_gone", name=corpus.name, id=id_)
            elif not getattr(rows[id_][1], level):
                named.add(id_)
                yield speak.phrase("quality_turned", name=corpus.name, id=id_)
                yield from _found(*rows[id_], speak, texts=texts)


def _wrong(corpus: Corpus, speak: Speaker, *, texts: bool) -> Iterator[str]:
    """Name the rows that are not marked exactly."""
    for row, one in zip(corpus.rows, corpus.measured, strict=True):
        if not (one.right and one.exact):
            yield speak.phrase("quality_wrong", name=corpus.name, id=one.id)
            yield from _found(row, one, speak, texts=texts)


def _found(row: Row, one: Measured, speak: Speaker, *, texts: bool) -> Iterator[str]:
    for key, spans in (("quality_found", one.found), ("quality_labelled", one.labels)):
        said = [_span(span, row.text if texts else None) for span in spans]
        yield f"  {speak.phrase(key)}{speak.phrase('colon')}{'; '.join(said) or '-'}"


def _span(span: Span, text: str | None) -> str:
    said = f"{span.category} {span.start}-{span.end}"
    said += f" {text[span.start : span.end]!r}" if text is not None else ""
    return f"{said} ({span.rule})" if span.rule else said
