"""The report of a gate as one page that needs nothing beside itself: no script, and one style that its policy names."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

import attrs

from suitability.messages import labels
from suitability.messages.speak import Speaker
from suitability.release import VERSION
from suitability.reports.excerpt import split
from suitability.reports.gate import Item, Level, Run, Touched
from suitability.reports.gate_change import approvals, approvers, touched, turns
from suitability.reports.gate_svg import SVG_STYLE, matrix
from suitability.reports.gate_words import (
    STATES,
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
from suitability.spot import Remark, Unread

LEVELS: Mapping[Level, str] = {"error": "block", "warning": "warn", "note": "note"}
# Places of a rule in a file, rows of a table, subjects that lack a fact, and files that are open at first.
PLACES = 50
ROWS = 200
KEYS = 12
OPEN = 3
STYLE = (
    """\
:root { color-scheme: light dark; --ink: #17323c; --quiet: #55656c; --ground: #fbfaf7; --card: #fff; --line: #d8d4ca;
  --mark: #1a6570; --error: #b3261e; --warning: #8a5a00; --note: #2b5f9e; --good: #1e6b3a; --under: #fbecc4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ecec; --quiet: #a9b6ba; --ground: #14191c; --card: #1b2226; --line: #3d4a51; --mark: #79c7c8;
    --error: #ff8f85; --warning: #e9b95b; --note: #8fb9ef; --good: #7fd29b; --under: #574409 }
}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 62rem; color: var(--ink); background: var(--ground);
  font: 16px/1.65 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .3rem }
h2 { font-size: 1.25rem; line-height: 1.35; margin: 2.6rem 0 .6rem }
h3 { font-size: 1rem; line-height: 1.5; margin: 0 }
p { margin: .3rem 0 }
code { font-size: .88em; color: var(--quiet) }
.quiet, footer { color: var(--quiet); font-size: .9rem }
.verdict { font-weight: 600; font-size: 1.1rem; margin: .8rem 0 .2rem }
.good { color: var(--good) } .error { color: var(--error) } .warning { color: var(--warning) }
.note { color: var(--note) }
.counts { display: grid; gap: .6rem; grid-template-columns: repeat(auto-fill, minmax(9.6rem, 1fr)); margin: 1.2rem 0 }
.counts div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .5rem .8rem }
.counts dt { font-size: .88rem; color: var(--quiet) }
.counts dd { margin: 0; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums }
details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: .7rem 0 }
summary { cursor: pointer; padding: .6rem .9rem; font-weight: 600; word-break: break-all }
summary span { font-weight: 400; font-size: .88rem; margin-left: .6rem; white-space: nowrap }
details > div { padding: 0 .9rem .4rem }
article { border-top: 1px solid var(--line); padding: .8rem 0 }
article .chip { border: 1px solid; border-radius: 4px; font-size: .82rem; padding: .05rem .4rem; margin-right: .4rem }
article dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: .4rem 0;
  font-size: .94rem }
article dt { color: var(--quiet) }
article dd { margin: 0 }
ul.places { margin: .5rem 0 0; padding-left: 1.2rem; font-size: .92rem }
ul.places li { margin: .25rem 0 }
ul.flow { display: grid; gap: 0 1.2rem; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)) }
.at { font-variant-numeric: tabular-nums; color: var(--mark) }
pre { margin: .2rem 0; padding: .35rem .6rem; background: var(--ground); border-radius: 6px; white-space: pre-wrap;
  font: inherit }
mark { background: var(--under); color: inherit; border-bottom: 2px solid var(--error) }
.scroll { overflow-x: auto }
.scroll:focus-visible { outline: 2px solid var(--mark) }
table { border-collapse: collapse; width: 100%; font-size: .92rem }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem .4rem 0; text-align: left; vertical-align: top;
  min-width: 4.5rem }
th { color: var(--quiet); font-weight: 400 }
@media print { body { max-width: none; padding: 0 } article { break-inside: avoid } }
"""
    + SVG_STYLE
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def html(run: Run, speak: Speaker, *, facts: bool) -> str:
    """Give the report as a whole page; lines of a text, levels and keys of customers with `facts` only."""
    return printable("\n".join(_lines(run, speak, facts)) + "\n")


def _lines(run: Run, speak: Speaker, facts: bool) -> Iterator[str]:
    title = escape(speak.phrase(f"gate_{run.gate}"))
    open_ = [item for item in run.items if item.state == "open"]
    yield "<!doctype html>"
    yield f'<html lang="{speak.locale}">'
    yield '<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title} · {run.on}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>"
    yield f'<p class="quiet">{escape(speak.day(run.on))}</p>\n<h1>{title}</h1>'
    verdict, colour = _verdict(run, open_)
    yield f'<p class="verdict {colour}">{escape(speak.phrase(verdict))}</p>'
    yield f'<p class="quiet">{" ".join(map(escape, totals(run, speak)))}</p>'
    yield from _counts(run, open_, speak)
    if run.matrix is not None:
        yield from matrix(run.matrix, speak)
    yield from _changes(run, speak, facts)
    for name, given in (("unread", run.unread), ("mistakes", run.mistakes)):
        yield from _told(speak.phrase(f"gate_{name}"), given, speak)
    yield from _files(run, speak, facts)
    yield from _settled(run, speak, facts)
    yield from _told(speak.phrase("gate_remarks"), run.remarks, speak)
    yield f"</main>\n<footer><p>suitability {VERSION}</p></footer>\n</body>\n</html>"


def _verdict(run: Run, open_: Sequence[Item]) -> tuple[str, str]:
    if run.unread or run.mistakes:
        return "gate_undecided", "error"
    if open_:
        return "gate_found", "error" if any(item.level == "error" for item in open_) else "warning"
    return ("gate_cleared", "good") if run.cleared else ("gate_settled", "note")


def _counts(run: Run, open_: Sequence[Item], speak: Speaker) -> Iterator[str]:
    levels = Counter(item.level for item in open_ if item.finding.outcome == "violation")
    outcomes = Counter(item.finding.outcome for item in open_)
    states = Counter(item.state for item in run.items)
    rows = [(labels.severity_label("block", speak.locale), levels["error"], "error")]
    rows.append((speak.phrase("gate_other"), levels["warning"] + levels["note"], "warning"))
    for outcome in ("evidence_required", "unknown"):
        rows.append((labels.outcome_label(outcome, speak.locale), outcomes[outcome], "note"))
    more = [(speak.phrase(f"gate_state_{state}"), states[state], "note") for state in STATES[1:]]
    more.append((speak.phrase("gate_unread"), len(run.unread), "error"))
    yield '<dl class="counts">'
    for name, count, colour in [*rows, *(row for row in more if row[1])]:
        shown = f' class="{colour}"' if count else ' class="quiet"'
        yield f"<div><dt>{escape(name)}</dt><dd{shown}>{count}</dd></div>"
    yield "</dl>"


def _changes(run: Run, speak: Speaker, facts: bool) -> Iterator[str]:
    """Give what got riskier, what must be approved and who is touched; levels, names and keys with `facts` only."""
    levels = ("before", "after") if facts else ()
    turned = [
        [
            _product(one, facts),
            *(_text(getattr(one, level) or "—") for level in levels),
            _text(speak.phrase(f"change_{one.turn}")),
        ]
        for one in turns(run)
    ]
    yield from _table("risk", ("product", *levels, "turn"), turned, speak)
    by_key = {change.key: change for change in run.changes}
    needed = []
    for key, items in approvals(run).items():
        matters = "<br>".join(dict.fromkeys(_text(titled(item.finding, speak)) for item in items))
        named = [_text(approvers(by_key.get(key), speak))] if facts else []
        needed.append([f"<code>{_text(key)}</code>", matters, *named])
    yield from _table("approve", ("product", "matter", *(["approvers"] if facts else [])), needed, speak)
    found = []
    for one in touched(run):
        counts = (None if one.newly_unsuitable is None else len(one.newly_unsuitable), one.pending_sales, one.holders)
        keys = [", ".join(f"<code>{_text(key)}</code>" for key in one.newly_unsuitable or ())] if facts else []
        found.append([_product(one, facts), *("—" if count is None else str(count) for count in counts), *keys])
    heads = ("product", "unsuitable", "pending", "holders", *(["customers"] if facts else []))
    yield from _table("touched", heads, found, speak)


def _product(change: Touched, facts: bool) -> str:
    return f"<code>{_text(change.key)}</code>{f' {_text(change.name)}' if facts else ''}"


def _table(name: str, heads: Iterable[str], rows: Sequence[Sequence[str]], speak: Speaker) -> Iterator[str]:
    if not rows:
        return
    yield f'<section>\n<h2 id="{name}">{_text(speak.phrase(f"change_{name}"))}</h2>'
    yield f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0"><table>'
    named = "".join(f'<th scope="col">{_text(speak.phrase(f"change_{head}"))}</th>' for head in heads)
    yield f"<thead><tr>{named}</tr></thead>\n<tbody>"
    for row in rows[:ROWS]:
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
    yield f"</tbody></table></div>{_more(len(rows), ROWS, speak)}\n</section>"


def _told(title: str, told: Sequence[Unread | Remark], speak: Speaker) -> Iterator[str]:
    """Give a list of places, each with a message."""
    if told:
        yield f'<section>\n<h2>{_text(title)}</h2>\n<ul class="places">'
        for one in told[:ROWS]:
            yield f'<li><span class="at">{_text(str(one.spot))}</span> {_text(one.message)}</li>'
        yield f"</ul>{_more(len(told), ROWS, speak)}\n</section>"


def _files(run: Run, speak: Speaker, facts: bool) -> Iterator[str]:
    files: dict[str, tuple[list[Item], list[Item]]] = {}
    for number, items in enumerate(unsettled(run)):
        for item in items:
            files.setdefault(item.spot.file, ([], []))[number].append(item)
    if files:
        yield f"<section>\n<h2>{_text(speak.phrase('gate_files'))}</h2>"
        for number, (file, (told, lacks)) in enumerate(sorted(files.items(), key=_badness)):
            yield f"<details{' open' if number < OPEN else ''}><summary>{_text(file)}"
            counts = Counter(item.level for item in (*told, *lacks))
            for level, name in LEVELS.items():
                if counts[level]:
                    named = _text(labels.severity_label(name, speak.locale))
                    yield f'<span class="{level}">{named} {counts[level]}</span>'
            yield "</summary><div>"
            for group in grouped(told):
                yield from _group(group, speak, facts)
            yield from _lacking(lacks, speak)
            yield "</div></details>"
        yield "</section>"


def _lacking(items: Sequence[Item], speak: Speaker) -> Iterator[str]:
    if items:
        yield f"<article><h3>{_chip('note', labels.outcome_label('unknown', speak.locale))}</h3>"
        yield '<ul class="places">'
        for one in lacking(items):
            yield f"<li>{_text(lacked(one, speak, KEYS))} <code>{_text(one.path)}</code></li>"
        yield "</ul></article>"


def _badness(file: tuple[str, tuple[list[Item], list[Item]]]) -> list[int]:
    counts = Counter(item.level for items in file[1] for item in items)
    return [-counts[level] for level in LEVELS]


def _group(group: Group, speak: Speaker, facts: bool) -> Iterator[str]:
    one = group.finding
    own = facts and not group.alike("message")
    what = "" if own else said(one, speak, facts=facts)
    remedy = mended(one, speak, facts=facts) if not facts or group.alike("remedy") else ""
    rows = [(speak.phrase("what"), what)] if what not in titled(one, speak) else []
    rows += [(speak.phrase("article"), "\n".join(articles(one, speak))), (speak.phrase("remedy"), remedy)]
    yield f"<article><h3>{_chip(group.items[0].level, severity(one, speak))}{_text(titled(one, speak))}</h3>"
    yield f"<p><code>{_text(one.rule)}</code></p>"
    yield from _rows(rows)
    yield from _places(group.items, speak, facts, own=own, remedy=not remedy)
    yield "</article>"


def _settled(run: Run, speak: Speaker, facts: bool) -> Iterator[str]:
    found = decided(run.items, speak)
    if not found:
        return
    yield f"<section>\n<h2>{_text(speak.phrase('gate_decided'))}</h2>\n<details open><summary>"
    yield f"{_text(speak.phrase('gate_places', count=str(sum(len(one.items) for one in found))))}</summary><div>"
    for one in found:
        finding = one.items[0].finding
        yield f"<article><h3>{_chip('note', one.said)}{_text(titled(finding, speak))}</h3>"
        yield f"<p><code>{_text(finding.rule)}</code></p>"
        yield from _rows([(speak.phrase("reason"), one.reason)])
        yield from _places(one.items, speak, facts, own=facts, remedy=facts, file=True)
        yield "</article>"
    yield "</div></details>\n</section>"


def _rows(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    told = [(name, written) for name, written in rows if written]
    if told:
        shown = (
            f"<dt>{_text(name)}</dt><dd>{'<br>'.join(map(_text, written.splitlines()))}</dd>" for name, written in told
        )
        yield f"<dl>{''.join(shown)}</dl>"


def _places(
    items: Sequence[Item], speak: Speaker, facts: bool, *, own: bool, remedy: bool, file: bool = False
) -> Iterator[str]:
    """Give the places of findings: each with its own message or remedy where these differ, with `file` the file too."""
    wide = own or file or (remedy and facts) or (facts and any(item.excerpt for item in items))
    yield f'<ul class="places{"" if wide else " flow"}">'
    for item in items[:PLACES]:
        one, spot = item.finding, item.spot
        at = str(spot) if file or spot.line is None else str(attrs.evolve(spot, file="")).removeprefix(":")
        parts = [f'<span class="at">{_text(at)}</span>']
        parts += [f"<code>{_text(item.key)}</code>"] if item.key != spot.file else []
        texts = [said(one, speak, facts=facts)] if own else []
        texts += [mended(one, speak, facts=facts)] if remedy else []
        parts += map(_text, filter(None, texts))
        if facts:
            parts += [_shown(*pair) for pair in item.excerpt]
            rewrite = one.marks[0].rewrite if one.marks else None
            if rewrite is not None:
                written = rewrite or speak.phrase("copy_delete")
                parts.append(f"{_text(speak.phrase('copy_rewrite'))}{speak.phrase('colon')}{_text(written)}")
        yield f"<li>{' '.join(parts)}</li>"
    yield f"</ul>{_more(len(items), PLACES, speak)}"


def _shown(shown: str, carets: str) -> str:
    before, words, after = (escape(bare(part)) for part in split(shown, carets))
    return f"<pre>{before}<mark>{words}</mark>{after}</pre>"


def _chip(level: str, said: str) -> str:
    return f'<span class="chip {level}">{_text(said)}</span>'


def _more(count: int, shown: int, speak: Speaker) -> str:
    return f'<p class="quiet">{_text(speak.phrase("more", count=str(count - shown)))}</p>' if count > shown else ""


def _text(written: str) -> str:
    return escape(line(written))
