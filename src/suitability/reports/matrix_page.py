"""The matrix of levels as one page that needs nothing beside itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from suitability.engine.matrix import ANSWERS, Cell, Grid, Reason
from suitability.engine.ruleset import RuleSet
from suitability.release import VERSION
from suitability.reports.matrix import MARKS, Words, reasons, undecided

STYLE = """\
:root { color-scheme: light dark; --ink: #17323c; --quiet: #55656c; --ground: #fbfaf7; --line: #c9c5ba; --mark: #1a6570;
  --allowed: #dcefe0; --with-procedure: #fbecc4; --never: #f8d9d5; --unknown: #e8e7e2 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ecec; --quiet: #a9b6ba; --ground: #14191c; --line: #46545b; --mark: #79c7c8;
    --allowed: #1d4429; --with-procedure: #574409; --never: #5f2420; --unknown: #2b3236 }
}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 62rem; color: var(--ink); background: var(--ground);
  font: 16px/1.65 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .3rem }
h2 { font-size: 1.25rem; line-height: 1.35; margin: 3rem 0 .3rem }
h2 code { font-size: .85rem; font-weight: 400; color: var(--quiet) }
a { color: var(--mark) }
.quiet, footer { color: var(--quiet); font-size: .9rem }
.legend { display: grid; gap: .4rem; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); margin: 1.2rem 0 }
.legend div { padding: .5rem .7rem; border-radius: 8px }
.legend dt { font-weight: 600 }
.legend dd { margin: 0; font-size: .9rem }
nav ul, .routes { padding-left: 1.2rem }
.routes { font-size: .9rem; margin: 1.4rem 0 .6rem }
.routes span { margin-right: 1em }
.scroll { overflow-x: auto; margin: 1.2rem 0 .6rem }
.scroll:focus-visible { outline: 2px solid var(--mark) }
table { border-collapse: collapse; width: 100%; font-size: .92rem }
caption { text-align: left; font-weight: 600; padding: .3rem 0 }
th, td { border: 1px solid var(--line); padding: .4rem .55rem; text-align: left; vertical-align: top }
thead th { white-space: nowrap }
th { font-weight: 600 }
td { min-width: 6.2rem }
.allowed { background: var(--allowed) }
.with-procedure { background: var(--with-procedure) }
.never { background: var(--never) }
.unknown { background: var(--unknown) }
p .unknown { padding: .1rem .4rem; border-radius: 4px }
sup { line-height: 1 }
ol { font-size: .92rem; padding-left: 1.6rem }
ol code { overflow-wrap: anywhere; color: var(--quiet) }
@media print { body { max-width: none; padding: 0 } .scroll { overflow: visible } table { break-inside: avoid }
  td, .legend div { print-color-adjust: exact } }
"""


def page(grids: Sequence[Grid], rules: RuleSet, locale: str) -> str:
    """Give the whole page as HTML; nothing in it is loaded from elsewhere, and it needs no script."""
    return "\n".join(_lines(grids, Words.of(rules, locale))) + "\n"


def _lines(grids: Sequence[Grid], words: Words) -> Iterator[str]:
    title = escape(words.phrase("title"))
    packs = [words.speak.packs.text(pack.title, words.speak.locale) for pack in words.rules.packs]
    days = sorted({day for grid in grids for day in grid.days})
    by_regime = [(regime, list(found)) for regime, found in groupby(grids, key=lambda grid: grid.regime)]
    yield "<!doctype html>"
    yield f'<html lang="{words.speak.locale}">'
    yield '<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{title}</h1>"
    listed = [words.listed(packs), words.listed([words.speak.day(day) for day in days])]
    yield f'<p class="quiet">{escape(" · ".join(listed))}</p>'
    yield f"<p>{escape(words.phrase('made'))}</p>"
    yield '<dl class="legend">'
    for answer in ANSWERS:
        means = escape(words.phrase(f"{answer}_means"))
        yield f'<div class="{answer}"><dt>{_answer(answer, words)}</dt><dd>{means}</dd></div>'
    yield "</dl>"
    if len(by_regime) > 1:
        links = (
            f'<li><a href="#r{at}">{escape(words.regime(found[0]))}</a></li>' for at, (_, found) in enumerate(by_regime)
        )
        yield f"<nav><ul>{''.join(links)}</ul></nav>"
    for at, (regime, found) in enumerate(by_regime):
        heading = f"{escape(words.regime(found[0]))} <code>{escape(regime)}</code>" if regime else title
        yield f'<section aria-labelledby="r{at}">\n<h2 id="r{at}">{heading}</h2>'
        before = None
        for number, grid in enumerate(found):
            if grid.routes != before:
                yield from _routes(grid, words)
            before = grid.routes
            yield from _grid(grid, f"r{at}g{number}", words)
        yield "</section>"
    yield f"</main>\n<footer><p>suitability {VERSION}</p></footer>\n</body>\n</html>"


def _answer(answer: str, words: Words) -> str:
    return f'<span aria-hidden="true">{MARKS[answer]}</span> {escape(words.phrase(answer))}'


def _routes(grid: Grid, words: Words) -> Iterator[str]:
    colon = words.speak.phrase("colon")
    items = (
        " ".join(f"<span>{escape(label + colon + values)}</span>" for label, values in route)
        for route in words.routes(grid)
    )
    listed = "".join(f"<li>{item}</li>" for item in items)
    if listed:
        yield f'<ul class="routes">{listed}</ul>'


def _grid(grid: Grid, key: str, words: Words) -> Iterator[str]:
    caption = escape(f"{words.days(grid)} · {words.initiators(grid)}")
    if undecided(grid):
        yield f"<p><strong>{caption}</strong></p>"
        yield f'<p><span class="unknown">{_answer("unknown", words)}</span> {escape(words.phrase("no_rule"))}</p>'
        return
    because = list(reasons(grid))
    yield f'<div class="scroll" role="region" aria-labelledby="{key}" tabindex="0">\n<table>'
    yield f'<caption id="{key}">{caption}</caption>'
    heads = (words.speak.root("customer"), words.levels(), *(cell.product for cell in grid.rows[0].cells))
    named = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    yield f"<thead><tr>{named}</tr></thead>"
    for customer, rows in words.rows(grid):
        for index, (level, row) in enumerate(rows):
            group = f'<th scope="rowgroup" rowspan="{len(rows)}">{escape(customer)}</th>' if index == 0 else ""
            cells = "".join(_cell(cell, because, key, words) for cell in row.cells)
            yield f'{"" if index else "<tbody>"}<tr>{group}<th scope="row">{escape(level)}</th>{cells}</tr>'
        yield "</tbody>"
    yield "</table>\n</div>"
    if because:
        yield f'<ol aria-label="{escape(words.phrase("reasons"))}">'
        for number, reason in enumerate(because, 1):
            title, cites = words.rule(reason, grid)
            said = words.speak.phrase("permitted_why", title=title, cite=cites)
            yield f'<li id="{key}-{number}">{escape(said)}'
            yield f"<br>{escape(words.because(reason))}<br><code>{escape(reason.rule)}</code></li>"
        yield "</ol>"


def _cell(cell: Cell, because: Sequence[Reason], key: str, words: Words) -> str:
    numbers = [because.index(reason) + 1 for reason in cell.reasons]
    name = escape(words.phrase("reasons"))
    links = " ".join(f'<a href="#{key}-{number}" aria-label="{name} {number}">{number}</a>' for number in numbers)
    marked = f" <sup>{links}</sup>" if links else ""
    return f'<td class="{cell.answer}">{_answer(cell.answer, words)}{marked}</td>'
