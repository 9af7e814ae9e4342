"""The report of a gate as JUnit XML: a suite a file, a case a finding; a file without any is one case that passes.

A violation that nobody decided on fails, what could not be judged is an error. All else neither passes nor fails and is
skipped: what cannot be told, what needs evidence, what was decided on, what is unlawful from a later day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from suitability.messages.speak import Speaker
from suitability.reports.gate import Item, Run
from suitability.reports.gate_words import articles, decision, mended, said, severity, titled
from suitability.spot import Spot

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}
# The name of a case; the element that says how it went, its type and message; and what is written in that.
_Case = tuple[str, str, str, str, str]


def junit(run: Run, speak: Speaker, *, facts: bool) -> str:
    """Give the report as JUnit XML; the lines of a text and the fingerprints of findings with `facts` only."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    files: dict[str, list[_Case]] = {file: [] for file in run.files}
    for item in run.items:
        files.setdefault(item.spot.file, []).append(_case(item, speak, facts))
    for kind, given in (("unread", run.unread), ("mistake", run.mistakes)):
        for told in given:
            wrong = (f"{kind}{_place(told.spot)}", "error", kind, told.message, "")
            files.setdefault(told.spot.file, []).append(wrong)
    root = Element("testsuites", name=f"suitability {run.gate}")
    for file, cases in files.items():
        suite = SubElement(root, "testsuite", name=_legal(file), file=_legal(file))
        for name, tag, kind, message, body in cases or [(file, "", "", "", "")]:
            case = SubElement(suite, "testcase", name=_legal(name), classname=_legal(file), file=_legal(file))
            if tag:
                SubElement(case, tag, type=kind, message=_legal(message)).text = _legal(body)
        suite.set("tests", str(len(suite)))
        for count, tag in _COUNTED.items():
            suite.set(count, str(len(suite.findall(f"testcase/{tag}"))))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _case(item: Item, speak: Speaker, facts: bool) -> _Case:
    one = item.finding
    fails = item.state == "open" and one.outcome == "violation"
    kind = one.severity if fails else one.outcome if item.state == "open" else item.state
    message = ": ".join(filter(None, (decision(item, speak), said(one, speak, facts=facts))))
    key = f" {item.key}" if item.key != item.spot.file else ""
    name = f"{one.rule}{key}{_place(item.spot)}"
    return name, "failure" if fails else "skipped", kind, message, "\n".join(_body(item, speak, facts))


def _body(item: Item, speak: Speaker, facts: bool) -> Iterator[str]:
    one, colon = item.finding, speak.phrase("colon")
    yield f"{item.spot} {item.key}"
    yield f"{severity(one, speak)}{colon}{titled(one, speak)}"
    yield from articles(one, speak)
    remedy = mended(one, speak, facts=facts)
    yield from ([f"{speak.phrase('remedy')}{colon}{remedy}"] if remedy else [])
    if facts:
        yield from (line for shown in item.excerpt for line in shown)
        yield f"{speak.phrase('fingerprint')}{colon}{one.fingerprint}"
    if item.by is not None:
        yield f"{speak.phrase('reason')}{colon}{item.by.reason}"


def _place(spot: Spot) -> str:
    place = ":".join(str(part) for part in (spot.line, spot.column) if part is not None)
    return "".join(f" {part}" for part in (place, spot.name) if part)


def _legal(text: str) -> str:
    """Leave out what XML may not hold."""
    return _ILLEGAL.sub("", text)
