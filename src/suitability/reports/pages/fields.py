"""Every field of the model, and the rules that read it."""

from __future__ import annotations

from typing import Any

from suitability.messages import labels
from suitability.model.facts import Kind, kinds
from suitability.model.subject import CLASSES, SUBJECTS
from suitability.reports.markdown import code, escape, folded, link, page, place, table
from suitability.reports.pages.edition import FIELDS, PARAMETERS, Edition

# Of the values of a field those that are shown; where there are more, all open when they are asked for.
SHOWN = 4


def page_of(edition: Edition) -> str:
    """Give the list: a section a class, the subjects of a check first, and a row a field."""
    say = edition.say
    head = [say(key) for key in ("page_field", "page_label", "page_kind", "page_values", "page_read_by")]
    own = {subject.record: subject.name for subject in SUBJECTS.values()}
    parts = [f"# {say('page_fields')}", say("page_fields_says")]
    for record in sorted(CLASSES.values(), key=lambda record: record not in own):
        title = escape(labels.record_label(record, edition.locale))
        name = code(own[record]) if record in own else code(record.__name__)
        parts += [f"## {title} {place(record.__name__)}", name]
        parts.append(table(head, [_row(edition, record, field, kind) for field, kind in kinds(record).items()]))
    return page(*parts)


def _row(edition: Edition, record: Any, name: str, kind: Kind) -> tuple[str, ...]:
    readers = edition.book.readers.get((record.__name__, name), ())
    return (
        f"{place(f'{record.__name__}.{name}')}{code(name)}",
        escape(labels.field_label(record, name, edition.locale)),
        _kind(edition, kind),
        _values(edition, kind),
        edition.listed(readers, FIELDS) or "–",
    )


def _kind(edition: Edition, kind: Kind) -> str:
    said = escape(labels.kind_label(kind.name, edition.locale))
    if kind.currency:
        said += f" ({escape(kind.currency)})"
    if kind.record is not None:
        label = escape(labels.record_label(kind.record, edition.locale))
        said += f"{edition.colon}{link(label, f'{FIELDS}#{kind.record.__name__}', FIELDS)}"
    notes = [key for key, so in (("page_given_always", kind.given), ("page_nullable", kind.nullable)) if so]
    return "<br>".join([said, *map(edition.say, notes)])


def _values(edition: Edition, kind: Kind) -> str:
    if kind.scale:
        scale = edition.book.rules.scales.get(kind.scale)
        return "" if scale is None else link(escape(" < ".join(scale.levels)), f"{PARAMETERS}#{kind.scale}", FIELDS)
    said = [
        f"{code(value)} {escape(labels.value_label(kind.vocabulary, value, edition.locale))}" for value in kind.values
    ]
    if len(said) <= SHOWN:
        return "<br>".join(said)
    return folded(edition.say("page_count_values", count=str(len(said))), "<br>".join(said))
