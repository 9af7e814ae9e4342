"""What a change of a catalog comes to, as Markdown for a pull request: what got riskier, who approves, who is touched.

However large the change, it fits one comment: the worst is shown, the rest counted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from suitability.engine.regime import paths
from suitability.engine.ruleset import RuleSet
from suitability.messages import labels
from suitability.messages.speak import Speaker
from suitability.reports.gate import Item, Run, Touched
from suitability.reports.gate_words import (
    Group,
    articles,
    decided,
    grouped,
    lacked,
    lacking,
    mended,
    said,
    severity,
    titled,
    totals,
    unsettled,
)
from suitability.reports.markdown import code, escape, table

# A comment may have 65,536 characters.
MOST = 65_000
# What is shown: rows of a table or a list, rules with their places, places of a rule, characters of one text.
ROWS = 20
RULES = 15
PLACES = 3
LONGEST = 160
_APPROVALS = "change.approvals"
# What stands between backticks as it is, in a table too; a person reads these on a terminal.
_PLAIN = re.compile(r"[\w./:()\[\]-]+(?: [\w./:()\[\]-]+)*")
_TURNS = ("raised", "unknown", "lowered")


def change_lines(run: Run, speak: Speaker, *, facts: bool) -> Iterator[str]:
    """Give the lines of the report, as many as fit; the keys of customers only with `facts`."""
    left = MOST
    for line in _lines(run, speak, facts):
        left -= len(line) + 1
        if left < 0:
            yield f"\n{_short(speak.phrase('change_cut'))}"
            return
        yield line


def _lines(run: Run, speak: Speaker, facts: bool) -> Iterator[str]:
    yield f"## {_short(speak.phrase('gate_change'))} · {_short(speak.day(run.on))}"
    yield ""
    kinds = Counter(change.kind for change in run.changes)
    if run.changes:
        counts = {kind: str(kinds[kind]) for kind in ("added", "changed", "removed")}
        yield f"- {_short(speak.phrase('change_kinds', **counts))}"
    yield from (f"- {_short(one)}" for one in totals(run, speak))
    yield from _table("risk", ("product", "before", "after", "turn"), map(_turned(speak), turns(run)), speak)
    yield from _table("approve", ("product", "matter", "approvers"), _approvals(run, speak), speak)
    yield from _table("touched", ("product", "unsuitable", "pending", "holders"), map(_touch, touched(run)), speak)
    keys = [change for change in touched(run)[:ROWS] if change.newly_unsuitable] if facts else []
    yield from ([""] if keys else [])
    for change in keys:
        named = change.newly_unsuitable or ()
        shown = speak.phrase("comma").join(map(_code, named[:ROWS])) + _more(len(named), ROWS, speak)
        yield f"- {_product(change)}{speak.phrase('colon')}{shown}"
    yield from _findings(run, speak)
    yield from _rest(run, speak)


def turns(run: Run) -> list[Touched]:
    """Give the changes of a risk level: first what got riskier by most levels, last what got less risky."""
    levels = list(run.matrix.levels) if run.matrix is not None else []

    def rank(one: Touched) -> tuple[int, int, str]:
        known = one.before in levels and one.after in levels
        steps = levels.index(str(one.after)) - levels.index(str(one.before)) if known else 0
        return _TURNS.index(one.turn), -abs(steps), one.key

    return sorted((one for one in run.changes if one.turn in _TURNS), key=rank)


def touched(run: Run) -> list[Touched]:
    """Give the changes that touch a customer, those that make most sales unsuitable first."""
    found = [one for one in run.changes if one.newly_unsuitable or one.pending_sales or one.holders]
    return sorted(
        found,
        key=lambda one: (-len(one.newly_unsuitable or ()), -(one.pending_sales or 0), -(one.holders or 0), one.key),
    )


def approvers(change: Touched | None, speak: Speaker) -> str:
    """Name those who may approve a change."""
    if change is None or change.approvers is None:
        return speak.phrase("change_no_list")
    return speak.phrase("comma").join(change.approvers) or speak.phrase("change_no_approver")


def approvals(run: Run) -> dict[str, list[Item]]:
    """Give the open findings that an approval can settle, by the product.

    One that waits for other facts may need none.
    """
    found: dict[str, list[Item]] = {}
    for item in run.items:
        if item.state == "open" and item.finding.rule in run.approvable and _asks(item):
            found.setdefault(item.key, []).append(item)
    return found


def _asks(item: Item) -> bool:
    finding = item.finding
    return finding.outcome == "violation" or any(path.startswith(_APPROVALS) for path in finding.missing)


def approvable(rules: RuleSet, on: dt.date) -> frozenset[str]:
    """Name the rules over changes that ask who has approved: findings name only facts that are there."""
    plan = rules.plan("change", on)
    asked = ((one.rule.id, [plan.binder.bind(tree) for tree in one.version.expressions]) for one in plan.active)
    return frozenset(rule for rule, trees in asked if any(path.startswith(_APPROVALS) for path in paths(trees)))


def _turned(speak: Speaker) -> Callable[[Touched], tuple[str, ...]]:
    def row(one: Touched) -> tuple[str, ...]:
        levels = (one.before or speak.phrase("not_known"), one.after or speak.phrase("not_known"))
        return _product(one), *map(_short, levels), _short(speak.phrase(f"change_{one.turn}"))

    return row


def _touch(one: Touched) -> tuple[str, ...]:
    unsuitable = None if one.newly_unsuitable is None else len(one.newly_unsuitable)
    return _product(one), *(
        "—" if count is None else str(count) for count in (unsuitable, one.pending_sales, one.holders)
    )


def _approvals(run: Run, speak: Speaker) -> Iterator[tuple[str, ...]]:
    by_key = {change.key: change for change in run.changes}
    for key, items in approvals(run).items():
        change = by_key.get(key)
        matters = dict.fromkeys(_short(titled(item.finding, speak)) for item in items)
        yield _code(key) if change is None else _product(change), "<br>".join(matters), _short(approvers(change, speak))


def _table(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]], speak: Speaker) -> Iterator[str]:
    found = list(rows)
    if not found:
        return
    yield f"\n### {_short(speak.phrase(f'change_{name}'))}\n"
    yield from table([_short(speak.phrase(f"change_{head}")) for head in heads], found[:ROWS]).splitlines()
    if len(found) > ROWS:
        yield f"\n{_more(len(found), ROWS, speak)}"


def _findings(run: Run, speak: Speaker) -> Iterator[str]:
    told, lacks = unsettled(run)
    groups, unknown = grouped(told), lacking(lacks)
    if groups or unknown:
        yield f"\n### {_short(speak.phrase('change_findings'))}\n"
    for number, group in enumerate(groups):
        one = group.finding
        count = _short(speak.phrase("gate_places", count=str(len(group.items))))
        yield f"- **{_short(severity(one, speak))}** {_short(titled(one, speak))} {_code(one.rule)} {count}"
        if number < RULES:
            yield from _places(group, speak)
    for lack in unknown[:ROWS]:
        mark = _short(labels.outcome_label("unknown", speak.locale))
        yield f"- **{mark}** {_short(lacked(lack, speak, PLACES))} {_code(lack.path)}"
    if len(unknown) > ROWS:
        yield f"- {_more(len(unknown), ROWS, speak)}"


def _places(group: Group, speak: Speaker) -> Iterator[str]:
    one, what, remedy = group.finding, group.alike("message"), group.alike("remedy")
    rows = [("article", speak.phrase("comma").join(articles(one, speak, PLACES)))]
    rows += [("what", said(one, speak, facts=True))] if what else []
    rows += [("remedy", mended(one, speak, facts=True))] if remedy else []
    colon = speak.phrase("colon")
    yield from (f"  - {_short(speak.phrase(label))}{colon}{_short(written)}" for label, written in rows)
    for item in group.items[:PLACES]:
        own = [] if what else [said(item.finding, speak, facts=True)]
        own += [] if remedy else [mended(item.finding, speak, facts=True)]
        yield f"  - {' · '.join([_code(str(item.spot)), *map(_short, [item.key, *own])])}"
    if len(group.items) > PLACES:
        yield f"  - {_more(len(group.items), PLACES, speak)}"


def _rest(run: Run, speak: Speaker) -> Iterator[str]:
    """Give what was decided, what could not be judged, and what is wrong with decisions."""
    settled = decided(run.items, speak)
    if settled:
        yield f"\n### {_short(speak.phrase('change_decided'))}\n"
    for one in settled[:ROWS]:
        count = _short(speak.phrase("gate_places", count=str(len(one.items))))
        reason = f" · {_short(one.reason)}" if one.reason else ""
        yield f"- {_short(one.said)} {_code(one.items[0].finding.rule)} {count}{reason}"
    if len(settled) > ROWS:
        yield f"- {_more(len(settled), ROWS, speak)}"
    for name, given in (("unread", run.unread), ("mistakes", run.mistakes), ("remarks", run.remarks)):
        if given:
            yield f"\n### {_short(speak.phrase(f'gate_{name}'))}\n"
            yield from (
                f"- {_code(str(told.spot))}{speak.phrase('colon')}{_short(told.message)}" for told in given[:ROWS]
            )
        if len(given) > ROWS:
            yield f"- {_more(len(given), ROWS, speak)}"


def _more(count: int, shown: int, speak: Speaker) -> str:
    return f" {speak.phrase('more', count=str(count - shown))}" if count > shown else ""


def _product(change: Touched) -> str:
    name = "" if not change.name or change.name == change.key else f" {_short(change.name)}"
    return f"{_code(change.key)}{name}"


def _short(text: str) -> str:
    return escape(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def _code(text: str) -> str:
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"`{cut}`" if _PLAIN.fullmatch(cut) else code(cut)
