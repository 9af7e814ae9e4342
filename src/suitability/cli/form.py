"""``suitability form``: which fields of forms and tables a purpose does not need.

Exit codes: 0 every field that could be judged is needed, 1 one is not, 2 something could not be read.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast, get_args

import attrs

from suitability.cli.main import today
from suitability.cli.packs import loaded
from suitability.engine.fields import JudgedField, JudgedForm, Verdict, judge_fields
from suitability.engine.ruleset import RuleSet
from suitability.engine.written import canonical
from suitability.errors import SuitabilityError
from suitability.language.errors import near
from suitability.model.facts import NOT_TOLD
from suitability.model.form import BusinessForm, FormField
from suitability.model.vocabulary import DataCategory, Purpose
from suitability.personal.mapping import Mapped, categorise
from suitability.readers.form import read_form
from suitability.readers.form_field import ReadField, Unread
from suitability.readers.form_table import read_table
from suitability.rules.pack import SEVERITIES

if TYPE_CHECKING:
    from suitability.engine.finding import Finding
    from suitability.messages.speak import Speaker

SCHEMA = "suitability.form/1"
PURPOSES: tuple[str, ...] = get_args(Purpose)


@attrs.frozen
class Form:
    """A form or table of a file: its fields as they were read and mapped, and what the rules say of them."""

    name: str
    fields: tuple[tuple[ReadField, Mapped], ...]
    judged: JudgedForm

    def of(self, verdict: str) -> list[tuple[ReadField, Mapped, JudgedField]]:
        return [
            (read, mapped, judged)
            for (read, mapped), judged in zip(self.fields, self.judged.fields, strict=True)
            if judged.verdict == verdict
        ]


def run(arguments: argparse.Namespace) -> int:
    """Judge the fields of every form of the files, and print those that are not needed."""
    unknown = [name for name in arguments.purpose if name not in PURPOSES]
    if unknown:
        raise SuitabilityError(f"there is no purpose {unknown[0]!r}; {near(unknown[0], PURPOSES)}")
    rules = loaded(arguments)
    read, errors = _read(arguments)
    forms = [_form(name, fields, rules, arguments) for name, fields in read.items()]
    if arguments.format == "json":
        _print_json(forms, errors, arguments)
    else:
        for line in _lines(forms, rules, arguments):
            print(line)
        for error in errors:
            print(f"{error.place}: not read: {error.message}", file=sys.stderr)
    if errors:
        return 2
    return int(any(_fails(form, arguments) for form in forms))


def _read(arguments: argparse.Namespace) -> tuple[dict[str, list[tuple[ReadField, Mapped]]], list[Unread]]:
    """Read the fields of all files by form, each with its category, and what could not be read."""
    table = read_table(arguments.map) if arguments.map else None
    forms: dict[str, list[tuple[ReadField, Mapped]]] = {}
    errors: list[Unread] = []
    tables: set[str] = set()
    for file in dict.fromkeys(arguments.files):
        for field in read_form(file):
            if isinstance(field, Unread):
                errors.append(field)
                continue
            tables |= {field.table} - {""}
            if arguments.table is None or _is(arguments.table, field.table):
                mapped = categorise(field.name, field.label, field.comment, table=table, within=field.table)
                forms.setdefault(f"{file} {field.table}".strip(), []).append((field, mapped))
    if arguments.table is not None and not forms and not errors:
        raise SuitabilityError(f"the files hold no table {arguments.table!r}; {near(arguments.table, tables)}")
    return forms, errors


def _is(asked: str, table: str) -> bool:
    return asked.lower() in (table.lower(), table.lower().rpartition(".")[2])


def _form(name: str, fields: Sequence[tuple[ReadField, Mapped]], rules: RuleSet, arguments: argparse.Namespace) -> Form:
    made = tuple(
        FormField(
            name=read.name,
            category=cast(DataCategory, mapped.category) if mapped.category else NOT_TOLD,
            need=read.need or NOT_TOLD,
            place=read.place,
        )
        for read, mapped in fields
    )
    form = BusinessForm(key=name, purposes=frozenset(arguments.purpose), fields=made)
    return Form(name, tuple(fields), judge_fields(form, rules, as_of=arguments.as_of or today()))


def _fails(form: Form, arguments: argparse.Namespace) -> bool:
    least = SEVERITIES.index(arguments.fail_on)
    found = [finding for one in form.judged.fields for finding in one.findings if finding.outcome == "violation"]
    if any(SEVERITIES.index(finding.severity) >= least for finding in (*found, *form.judged.others)):
        return True
    return bool(arguments.strict) and any(one.verdict not in ("needed", "needless") for one in form.judged.fields)


def _print_json(forms: Sequence[Form], errors: Sequence[Unread], arguments: argparse.Namespace) -> None:
    from suitability.messages.render import text

    def field(read: ReadField, mapped: Mapped, judged: JudgedField) -> dict[str, Any]:
        return {
            "name": read.name,
            "place": read.place,
            "need": read.need,
            "category": mapped.category,
            "mapped_by": mapped.by,
            "word": mapped.word or None,
            "verdict": judged.verdict,
            "findings": [
                {
                    "rule": finding.rule,
                    "severity": finding.severity,
                    "outcome": finding.outcome,
                    "message": text(finding, arguments.lang),
                }
                for finding in judged.findings
            ],
        }

    data = {
        "schema": SCHEMA,
        "purposes": sorted(set(arguments.purpose)),
        "forms": [
            {
                "form": form.name,
                "fields": [
                    field(read, mapped, judged)
                    for (read, mapped), judged in zip(form.fields, form.judged.fields, strict=True)
                ],
                "kept": [one.name for one in form.judged.kept],
                "works": form.judged.works,
                "report": form.judged.report.to_dict(),
            }
            for form in forms
        ],
        "errors": [{"place": error.place, "message": error.message} for error in errors],
    }
    print(canonical(data))


def _lines(forms: Sequence[Form], rules: RuleSet, arguments: argparse.Namespace) -> Iterator[str]:
    from suitability.messages.render import pack_labels
    from suitability.messages.speak import speaker

    speak = speaker(arguments.lang, pack_labels(rules))
    for form in forms:
        yield from _said(form, speak)
        yield ""
    if not forms:
        return
    verdicts = Counter(one.verdict for form in forms for one in form.judged.fields)
    fields = verdicts.total()
    mapped = sum(found.category is not None for form in forms for _, found in form.fields)
    yield speak.phrase("form_summary", forms=str(len(forms)), fields=str(fields))
    yield speak.phrase("form_mapped", mapped=str(mapped), share=f"{100 * mapped / fields:.1f}")
    shown = [name for name in get_args(Verdict) if verdicts[name]]
    counts = [f"{speak.phrase(f'form_{name}')} {verdicts[name]}" for name in shown]
    yield speak.phrase("form_verdicts", verdicts=speak.phrase("comma").join(counts))


def _said(form: Form, speak: Speaker) -> Iterator[str]:
    from suitability.reports.text import table

    purposes = sorted(form.judged.report.subject.purposes, key=PURPOSES.index)
    names = speak.phrase("comma").join(speak.value("Purpose", one) for one in purposes)
    yield speak.phrase("form_head", form=form.name, purposes=names)
    for verdict in ("needless", "open"):
        groups: dict[tuple[tuple[str, str], ...], list[tuple[str, ...]]] = {}
        for read, mapped, judged in form.of(verdict):
            why = tuple(line for finding in judged.findings for line in _why(finding, speak))
            groups.setdefault(why, []).append(_row(read, mapped, speak))
        if groups:
            yield f"  {speak.phrase(f'form_{verdict}')}"
        for why, rows in groups.items():
            yield from table(rows, "    ")
            yield from table(why, "      ")
    for verdict in ("unmapped", "unjudged"):
        rows = [_row(read, mapped, speak) for read, mapped, _ in form.of(verdict)]
        if rows:
            yield f"  {speak.phrase(f'form_{verdict}')}"
            yield from table(rows, "    ")
    if form.judged.others:
        yield f"  {speak.phrase('form_others')}"
        yield from table([line for finding in form.judged.others for line in _why(finding, speak)], "    ")
    kept = [one.name for one in form.judged.kept if isinstance(one.name, str)]
    if form.of("needless") and kept and form.judged.works:
        yield f"  {speak.phrase('form_kept')}"
        yield f"    {speak.phrase('comma').join(kept)}"


def _row(read: ReadField, mapped: Mapped, speak: Speaker) -> tuple[str, ...]:
    label = speak.value("DataCategory", mapped.category) if mapped.category else read.label or read.comment[:60]
    return read.place, read.name, label


def _why(finding: Finding, speak: Speaker) -> Iterator[tuple[str, str]]:
    from suitability.messages.render import cite, text

    yield speak.phrase("what"), f"{text(finding, speak.locale)}  {finding.rule}"
    for index, cited in enumerate(finding.cites if finding.outcome == "violation" else ()):
        unverified = "" if cited.verified else f"  {speak.phrase('unverified')}"
        yield speak.phrase("article") if index == 0 else "", f"{cite(cited, speak.locale)}{unverified}"
