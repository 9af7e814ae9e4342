"""Compliance you can import: may we sell this, to whom, under which article of which law, and why.

::

    import datetime as dt
    import suitability as s

    rules = s.load("cn", "handbook")
    sale = s.read("sale", order, rules)
    report = s.check(sale, rules, as_of=dt.date(2026, 3, 1))
    for finding in report.findings:
        print(s.text(finding, "zh-Hans"), s.cite(finding.cites[0], "zh-Hans"))
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from suitability.engine.check import (
        check,
        check_change,
        check_commitment,
        check_complaint,
        check_contact,
        check_copy,
        check_form,
        check_holding,
        check_product,
        check_profile,
        check_sale,
        check_use,
    )
    from suitability.engine.finding import Fact, Finding, Mark, Passed, Question, Skipped
    from suitability.engine.permitted import permitted
    from suitability.engine.receipt import receipt
    from suitability.engine.replay import Added, Difference, Replay, replay
    from suitability.engine.report import Report
    from suitability.engine.ruleset import RuleSet
    from suitability.engine.scan import Scan, scan
    from suitability.engine.waive import Decisions, Lapsed, Ruling, Settled, Waiver
    from suitability.errors import (
        FactError,
        FactsAfterDay,
        FactsContradict,
        PackError,
        RecordErrors,
        RuleFileErrors,
        SuitabilityError,
    )
    from suitability.guard import Guard
    from suitability.messages.render import cite, remedy, text
    from suitability.model.change import Change
    from suitability.model.commitment import Commitment
    from suitability.model.complaint import Complaint
    from suitability.model.contact import Contact
    from suitability.model.copy import Copy, Evidence
    from suitability.model.customer import Assessment, Customer, Profile
    from suitability.model.facts import NOT_TOLD, Some
    from suitability.model.form import BusinessForm
    from suitability.model.personal_data import Consent
    from suitability.model.product import CatalogEntry, Levels, Product
    from suitability.model.sale import Holding, Sale
    from suitability.model.seller import Adviser, Seller
    from suitability.model.use import Use
    from suitability.packs.bundle import bundle
    from suitability.packs.load import folder, load
    from suitability.readers.decisions import decisions
    from suitability.readers.record import read
    from suitability.readers.schema import record_schema
    from suitability.reports.schema import report_schema

# The home of every public name; each is imported when it is first used, so that a hook pays for what it needs.
_HOMES = {
    "engine.check": (
        "check",
        "check_change",
        "check_commitment",
        "check_complaint",
        "check_contact",
        "check_copy",
        "check_form",
        "check_holding",
        "check_product",
        "check_profile",
        "check_sale",
        "check_use",
    ),
    "engine.finding": ("Fact", "Finding", "Mark", "Passed", "Question", "Skipped"),
    "engine.permitted": ("permitted",),
    "engine.receipt": ("receipt",),
    "engine.replay": ("Added", "Difference", "Replay", "replay"),
    "engine.report": ("Report",),
    "engine.ruleset": ("RuleSet",),
    "engine.scan": ("Scan", "scan"),
    "engine.waive": ("Decisions", "Lapsed", "Ruling", "Settled", "Waiver"),
    "errors": (
        "FactError",
        "FactsAfterDay",
        "FactsContradict",
        "PackError",
        "RecordErrors",
        "RuleFileErrors",
        "SuitabilityError",
    ),
    "guard": ("Guard",),
    "messages.render": ("cite", "remedy", "text"),
    "model.change": ("Change",),
    "model.commitment": ("Commitment",),
    "model.complaint": ("Complaint",),
    "model.contact": ("Contact",),
    "model.copy": ("Copy", "Evidence"),
    "model.customer": ("Assessment", "Customer", "Profile"),
    "model.facts": ("NOT_TOLD", "Some"),
    "model.form": ("BusinessForm",),
    "model.personal_data": ("Consent",),
    "model.product": ("CatalogEntry", "Levels", "Product"),
    "model.sale": ("Holding", "Sale"),
    "model.seller": ("Adviser", "Seller"),
    "model.use": ("Use",),
    "packs.bundle": ("bundle",),
    "packs.load": ("folder", "load"),
    "readers.decisions": ("decisions",),
    "readers.record": ("read",),
    "readers.schema": ("record_schema",),
    "reports.schema": ("report_schema",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "NOT_TOLD",
    "Added",
    "Adviser",
    "Assessment",
    "BusinessForm",
    "CatalogEntry",
    "Change",
    "Commitment",
    "Complaint",
    "Consent",
    "Contact",
    "Copy",
    "Customer",
    "Decisions",
    "Difference",
    "Evidence",
    "Fact",
    "FactError",
    "FactsAfterDay",
    "FactsContradict",
    "Finding",
    "Guard",
    "Holding",
    "Lapsed",
    "Levels",
    "Mark",
    "PackError",
    "Passed",
    "Product",
    "Profile",
    "Question",
    "RecordErrors",
    "Replay",
    "Report",
    "RuleFileErrors",
    "RuleSet",
    "Ruling",
    "Sale",
    "Scan",
    "Seller",
    "Settled",
    "Skipped",
    "Some",
    "SuitabilityError",
    "Use",
    "Waiver",
    "bundle",
    "check",
    "check_change",
    "check_commitment",
    "check_complaint",
    "check_contact",
    "check_copy",
    "check_form",
    "check_holding",
    "check_product",
    "check_profile",
    "check_sale",
    "check_use",
    "cite",
    "decisions",
    "folder",
    "load",
    "permitted",
    "read",
    "receipt",
    "record_schema",
    "remedy",
    "replay",
    "report_schema",
    "scan",
    "text",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
