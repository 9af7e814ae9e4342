"""Runs of gates with something of everything, for the tests of the reports."""

import datetime as dt
from pathlib import Path
from typing import Any

import attrs

import suitability as s
from suitability.engine.finding import Fact, Filled, Finding, Text
from suitability.engine.waive import Ruling, Waiver
from suitability.language.types import TEXT
from suitability.messages.speak import Speaker, speaker
from suitability.reports.excerpt import excerpts
from suitability.reports.gate import Accepted, Excused, Item, Matrix, Run, Touched
from suitability.reports.items import text_items
from suitability.rules.pack import Cite, Source
from suitability.spot import Remark, Spot, Unread
from tests.small import DAY, rules
from tests.small_text import TEXT_HEAD, accept, case, find, ground, text_rule

LATER = dt.date(2026, 9, 30)
FILES = {
    "copy/guarantee.toml": text_rule(
        find("保本", "稳赚", note="law"), ground(), case("⟦保本⟧", "violation"), case("不保本", "pass"),
        title="A guarantee",
    ),
    "copy/online.toml": text_rule(find("机不可失", rewrite="欢迎了解"), ground(more='channels = ["online"]'), severity="warn", message="Urges."),
    "copy/award.toml": text_rule(find("金奖"), evidence=True, severity="warn"),
    "copy/warning.toml": text_rule(accept("投资有风险"), form="disclosure", message="Warn of the risk.", category="disclosure"),
}  # fmt: skip
COPY = "第一行\n\t本品保\u200b本保息，荣获金奖。\n机不可失！我们不保本。\n"
LAW = Source("law", "中华人民共和国示例法", "Example Law", "令第1号", "示例法", "law", None, None, "")
# Nothing of these may stand in a report without facts.
SECRETS = ("保\u200b本", "欢迎了解", "R4", "C-007", "Dora", "a-fingerprint", "c0ffeec0ffee", "Steady Growth")
# What is dangerous in one format or another, as the code of a product, its place and messages.
NASTY = "<script>alert('x')</script>\"&%,:|`*_\x1b[31m\u202e\x00\ud800\n::error::no\r]]>–产品"


def english() -> Speaker:
    """Give a voice that tests can read."""
    return speaker("en")


def copy_run(folder: Path, text: str = COPY, name: str = "a.md") -> Run:
    """Judge a text by a small pack, as the gate of copy does."""
    loaded = rules(folder, FILES, TEXT_HEAD)
    found = s.scan(text, loaded, on=DAY, disclosures=True)

    def spot(start: int, end: int) -> Spot:
        line = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        return Spot(name, line, column, line, column + end - start)

    def shown(start: int, end: int) -> tuple[tuple[str, str], ...]:
        return excerpts(text, start, end)

    excused = tuple(Excused(mark, spot(mark.start, mark.end), shown(mark.start, mark.end)) for mark in found.excused)
    items = text_items(found.findings, text, name, spot, shown)
    return Run("copy", DAY, (name, "clean.md"), items, excused=excused)


def finding(
    rule: str = "small.product.level", outcome: str = "violation", severity: str = "block", **more: Any
) -> Finding:
    """Make a finding of a record whose message names a level."""
    given: dict[str, Any] = {
        "rule": rule,
        "outcome": outcome,
        "severity": severity,
        "force": "law",
        "title": "The level is too low",
        "version": DAY,
        "cites": (Cite(LAW, "第一条", True), Cite(LAW, "第二条", False)),
        "verified": True,
        "facts": (Fact("product.levels.seller", "R4"),),
        "missing": (),
        "message": Text("The level {level} is too low.", (Filled(TEXT, "R4"),)),
        "remedy": Text("Rate it anew."),
        "language": "en",
        "fingerprint": "a-fingerprint",
    }
    return Finding(**{**given, **more})


def item(key: str = "P-001", line: int = 2, **more: Any) -> Item:
    """Make the item of a finding in a cell."""
    given: dict[str, Any] = {
        "finding": finding(),
        "spot": Spot("shelf/products.csv", line, 3, line, 5, "风险等级"),
        "key": key,
        "content": "c0ffeec0ffee",
    }
    return Item(**{**given, **more})


def lacking(key: str, rule: str = "small.product.fees", path: str = "product.fees") -> Item:
    """Make the item of a finding that cannot be decided."""
    return item(key, finding=finding(rule, "unknown", "warn", missing=(path,), facts=(), title="No fees"))


def catalog_run() -> Run:
    """Give a run over a catalog: open findings, decided ones, those to come, and what could not be read."""
    warned = finding("small.product.window", severity="warn", title="The window is over", remedy=Text("Close it."))
    shown = finding("small.product.proof", "evidence_required", "warn", title="It must be proved")
    waived, ruled = (attrs.evolve(finding(), rule=f"small.product.{name}", force="house") for name in ("own", "name"))
    waiver = Waiver("small.product.own", DAY, LATER, "compliance", "an old shelf", None)
    ruling = Ruling("small.product.name", "P-005", "a-fingerprint", DAY, "a lawyer", "it is a name")
    known = Accepted("c0ffeec0ffee", "small.product.level", 1, LATER, "it was there")
    there = Spot("waivers.toml", 3, 1)
    return Run(
        "catalog",
        DAY,
        ("shelf/products.csv", "shelf/clean.csv"),
        (
            item("P-001", 2),
            item("P-002", 3, finding=warned),
            item("P-003", 4, finding=shown),
            *(lacking(f"P-{number:03}") for number in range(4, 12)),
            item("P-004", 5, finding=waived, state="waived", by=waiver, written=there),
            item("P-005", 6, finding=ruled, state="ruled", by=ruling),
            item("P-006", 7, state="accepted", by=known),
            item("P-007", 8, state="coming", since=LATER),
        ),
        unread=(Unread(Spot("shelf/broken.csv", 7, 2), "not read: a quote is not closed"),),
        mistakes=(Unread(Spot("waivers.toml", 9, 1), "this waiver ended on 2026-01-01"),),
        remarks=(Remark(Spot("shelf/products.csv", 2, 4), "0.5 % is read as a share"),),
        matrix=Matrix("sides", ("R1", "R2", "R3"), {("R1", "R1"): 8, ("R3", "R2"): 1, ("R1", "R2"): 2}),
        subjects=12,
    )


def change_run() -> Run:
    """Give a run over the changes of a catalog: levels that turned, one without leave, customers touched."""
    path = "change.approvers"
    unapproved = finding(
        "small.change.unapproved", title="A level is lowered without leave", facts=(Fact(path, frozenset({"Dora"})),)
    )
    place = Spot("products.csv", 2, 1)
    return Run(
        "change",
        DAY,
        ("products.csv",),
        (item("P-001", finding=unapproved), lacking("P-002", "small.change.notice", "change.notices")),
        changes=(
            Touched("P-001", "Steady Growth", place, "changed", "R3", "R2", "lowered", approvers=("Dora",)),
            Touched("P-002", "", place, "changed", "R2", "R4", "raised", 12, 3, ("C-007", "C-008"), None),
            Touched("P-003", "", place, "changed", "R2", "R3", "raised", 0, 0, ()),
            Touched("P-004", "", place, "added", None, "R1"),
        ),
        approvable=frozenset({"small.change.unapproved"}),
        matrix=Matrix("change", ("R1", "R2", "R3", "R4"), {("R2", "R4"): 1, ("R2", "R3"): 1, ("R3", "R2"): 1}),
        subjects=4,
    )


def nasty_run() -> Run:
    """Give a run in which every text that comes from outside is hostile."""
    place = Spot(f"{NASTY}.csv", 1, 1, 1, 2, NASTY)
    wrong = finding(
        title=NASTY,
        message=Text("{x}", (Filled(TEXT, NASTY),)),
        facts=(Fact("product.name", NASTY),),
        fingerprint=NASTY,
    )
    by = Waiver(wrong.rule, DAY, LATER, NASTY, NASTY, NASTY)
    return Run(
        "change",
        DAY,
        (place.file,),
        (
            item(NASTY, spot=place, finding=wrong, excerpt=((NASTY.replace("\n", " "), "^^^"),)),
            item(NASTY, spot=place, finding=wrong, state="waived", by=by),
            item(NASTY, spot=place, finding=finding(outcome="unknown", missing=(NASTY,), facts=())),
        ),
        (Unread(place, NASTY),),
        (Unread(place, NASTY),),
        (Remark(place, NASTY),),
        changes=(Touched(NASTY, NASTY, place, "changed", NASTY, NASTY, "raised", 1, 1, (NASTY,), (NASTY,)),),
        matrix=Matrix("change", (NASTY, "R2"), {(NASTY, "R2"): 1}),
    )
