"""The report of a gate as workflow commands of GitHub, which shows each beside its line of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from suitability.messages import labels
from suitability.messages.speak import Speaker
from suitability.reports.gate import Item, Run
from suitability.reports.gate_words import (
    articles,
    decision,
    lacked,
    lacking,
    line,
    loudest_first,
    mended,
    posix,
    printable,
    said,
    titled,
    totals,
    unsettled,
)
from suitability.spot import Spot

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
# Articles and subjects that one annotation names.
CITES = 3


def github(run: Run, speak: Speaker, *, facts: bool) -> str:
    """Give the report as annotations, the loudest first, since GitHub shows ten of a kind; then the totals.

    What was decided on, and what is unlawful from a later day, is a notice.
    """
    return printable("".join(f"{one}\n" for one in _lines(run, speak, facts)))


def _lines(run: Run, speak: Speaker, facts: bool) -> Iterator[str]:
    for kind, given in (("unread", run.unread), ("mistakes", run.mistakes)):
        for wrong in given:
            yield _command("error", wrong.spot, speak.phrase(f"gate_{kind}"), wrong.message)
    told, lacks = unsettled(run)
    for item in loudest_first([*told, *(item for item in run.items if item.state != "open")]):
        command = _COMMANDS[item.level] if item.state == "open" else "notice"
        yield _command(command, item.spot, titled(item.finding, speak), "\n".join(_message(item, speak, facts)))
    for one in lacking(lacks):
        title = labels.outcome_label("unknown", speak.locale)
        yield _command("notice", one.first.spot, title, f"{lacked(one, speak, CITES)} ({one.path})")
    for remark in run.remarks:
        yield _command("notice", remark.spot, speak.phrase("gate_remarks"), remark.message)
    # A line that begins with two colons would be a command.
    yield from (line(one).lstrip(": ") for one in totals(run, speak))


def _message(item: Item, speak: Speaker, facts: bool) -> Iterator[str]:
    one = item.finding
    what = filter(None, (decision(item, speak), said(one, speak, facts=facts)))
    yield speak.phrase("colon").join(what)
    remedy = mended(one, speak, facts=facts)
    yield from ([remedy] if remedy else [])
    yield from articles(one, speak, CITES)
    yield f"{one.rule} {item.key}" if item.key != item.spot.file else one.rule


def _command(command: str, spot: Spot, title: str, message: str) -> str:
    told: dict[str, str | int | None] = {"file": posix(spot.file), "line": spot.line, "endLine": spot.end_line}
    # GitHub refuses columns of a place that ends on another line.
    if spot.end_line in (None, spot.line):
        told |= {"col": spot.column, "endColumn": spot.end_column}
    told["title"] = f"{title} ({spot.name})" if spot.name else title
    named = ",".join(f"{name}={_property(str(value))}" for name, value in told.items() if value is not None)
    return f"::{command} {named}::{_data(message)}"


def _data(text: str) -> str:
    lines = "\n".join(map(line, text.splitlines()))
    return lines.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
