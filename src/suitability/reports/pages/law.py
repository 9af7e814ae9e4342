"""The page of an instrument with its ledger, and the index of all instruments."""

from __future__ import annotations

from collections.abc import Iterator

from suitability.messages import labels
from suitability.messages.locales import spoken
from suitability.messages.render import source_facts, source_title
from suitability.reports.book import Asked
from suitability.reports.markdown import escape, page, place, table, title
from suitability.reports.pages.edition import LAWS, Edition
from suitability.rules.ledger import covered
from suitability.rules.pack import Source


def index(edition: Edition) -> str:
    """Give the index: every instrument, of what rank, since when, and how much of it is executed."""
    say = edition.say
    head = [say(key) for key in ("page_instrument", "page_rank", "page_since", "page_read_on", "page_coverage")]
    rows = [_row(edition, source) for source in edition.book.rules.sources.values()]
    return page(f"# {say('page_laws')}", say("page_laws_says"), table(head, rows))


def _row(edition: Edition, source: Source) -> tuple[str, ...]:
    days = ["" if day is None else escape(edition.speak.day(day)) for day in (source.first, source.read_on)]
    found = covered(one.duty for one in _duties_of(edition, source.id))
    share = f"{float(100 * found.share):.1f}% ({found.of})" if found.of else "–"
    rank = escape(labels.rank_label(source.rank, edition.locale))
    return edition.source(source.id, LAWS), rank, days[0], days[1] or edition.say("page_unread"), share


def _duties_of(edition: Edition, source: str) -> list[Asked]:
    return [one for one in edition.book.duties if one.duty.instrument == source]


def page_of(edition: Edition, id_: str) -> str:
    """Give the page of an instrument."""
    say, here, source = edition.say, edition.source_place(id_), edition.book.rules.sources[id_]
    duties = _duties_of(edition, id_)
    head = [say(key) for key in ("page_duty_id", "page_duty", "page_answer")]
    cites = [say(key) for key in ("article", "kind_rule", "page_dates")]
    rows = sorted(_citing(edition, id_, here))
    return page(
        title(source_title(source, edition.locale)),
        "\n".join(_facts(edition, source)),
        *_share(edition, duties),
        *([f"## {say('page_ledger')}", table(head, [_duty(edition, one, here) for one in duties])] if duties else ()),
        *([f"## {say('page_cited_by')}", table(cites, [row for _, *row in rows])] if rows else ()),
    )


def _facts(edition: Edition, source: Source) -> Iterator[str]:
    if spoken(edition.locale).name != "zh-Hans" and source.title != source.english:
        yield edition.item("page_original", f'<span lang="zh-Hans">{escape(source.title)}</span>')
    yield edition.item("page_rank", escape(source_facts(source, edition.locale)))
    if source.read_on is None:
        yield f'- <strong class="unverified">{edition.say("page_unread")}</strong>'
    for said in edition.penalty(source):
        yield f"- {said}"


def _share(edition: Edition, duties: list[Asked]) -> Iterator[str]:
    found = covered(one.duty for one in duties)
    if found.of:
        figures = {"of": found.of, "full": found.full, "part": found.part}
        share = f"{float(100 * found.share):.1f}"
        yield edition.say("coverage_of", share=share, **{name: str(count) for name, count in figures.items()})


def _duty(edition: Edition, one: Asked, here: str) -> tuple[str, ...]:
    duty = one.duty
    said = [edition.written(duty.duty, one.pack)]
    for key, text in (("page_left", duty.left), ("reason", duty.why)):
        if text:
            said.append(f"<small>{edition.say(key)}{edition.colon}{edition.written(text, one.pack)}</small>")
    answer = edition.say(f"answer_{duty.answer}", issue=str(duty.issue))
    unread = _unread(edition, duty.instrument)
    marked = f' <strong class="unverified">{edition.say("unverified")}</strong>'
    links = [f"{edition.name(name, here)}{marked if name in unread else ''}" for name in duty.rules]
    where = [f"{place(one.id)}{escape(one.id)}", edition.article(duty.article)]
    kind = f"<small>{escape(labels.duty_label(duty.class_, edition.locale))}</small>"
    return "<br>".join([*where, kind]), "<br>".join(said), "<br>".join([answer, *links])


def _unread(edition: Edition, source: str) -> set[str]:
    """Name the rules that cite an article of a source which was not read in the law itself."""
    return {rule.id for rule, _, cites in edition.book.citing(source) if not all(cite.verified for cite in cites)}


def _citing(edition: Edition, source: str, here: str) -> Iterator[tuple[str, str, str, str]]:
    for rule, version, cites in edition.book.citing(source):
        for cite in cites:
            dates = edition.span(version.first, version.last)
            yield cite.at, edition.cite(cite), edition.rule(rule.id, here), dates
