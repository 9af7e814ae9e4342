"""The purposes and the categories of personal data that the model knows, with their identifiers of DPV."""

from __future__ import annotations

from collections.abc import Iterable

from suitability.messages import labels
from suitability.model.personal_terms import CATEGORIES, NAMESPACES, PURPOSES, VERSION
from suitability.reports.markdown import code, escape, page, place, table
from suitability.reports.pages.edition import Edition


def page_of(edition: Edition) -> str:
    """Give the page: a table of the purposes and one of the categories, a row a term."""
    say = edition.say
    spaces = "<br>".join(f"{code(f'{prefix}:')} {code(whole)}" for prefix, whole in NAMESPACES.items())
    parts = [f"# {say('page_personal_data')}", say("page_personal_data_says", version=VERSION), spaces]
    parts += [f"## {say('page_purposes')} {place('Purpose')}", _table(edition, "Purpose", PURPOSES.items())]
    parts += [
        f"## {say('page_categories')} {place('DataCategory')}",
        _table(edition, "DataCategory", CATEGORIES.items()),
    ]
    return page(*parts)


def _table(edition: Edition, vocabulary: str, terms: Iterable[tuple[str, str | None]]) -> str:
    head = [edition.say(key) for key in ("page_value", "page_name", "page_identifier")]
    own = edition.say("page_extension")
    rows = [
        (
            f"{place(f'{vocabulary}.{name}')}{code(name)}",
            escape(labels.value_label(vocabulary, name, edition.locale)),
            own if identifier is None else code(identifier),
        )
        for name, identifier in terms
    ]
    return table(head, rows)
