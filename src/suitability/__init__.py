"""Compliance you can import: may we sell this, to whom, under which article of which law, and why.

::

    import datetime as dt
    import suitability as s

    rules = s.load("cn", "handbook")
    sale = s.read("sale", order, rules)
    report = s.check(sale, rules, as_of=dt.date(2026, 3, 1))
    for finding in report.findings:
        print(s.text(finding, "zh-Hans"), finding.cites[0].short)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from suitability.engine.check import check, check_holding, check_product, check_profile, check_sale
    from suitability.engine.report import Fact, Finding, Passed, Question, Report, Skipped
    from suitability.engine.ruleset import RuleSet
    from suitability.errors import (
        FactError,
        FactsAfterDay,
        PackError,
        RecordErrors,
        RuleFileErrors,
        SuitabilityError,
    )
    from suitability.messages.render import text
    from suitability.model.customer import Assessment, Customer, Profile, Seller
    from suitability.model.facts import NOT_TOLD, Some
    from suitability.model.product import CatalogEntry, Levels, Product
    from suitability.model.sale import Adviser, Holding, Sale
    from suitability.packs.load import folder, load
    from suitability.readers.record import read

# The home of every public name; each is imported when it is first used, so that a hook pays for what it needs.
_HOMES = {
    "engine.check": ("check", "check_holding", "check_product", "check_profile", "check_sale"),
    "engine.report": ("Fact", "Finding", "Passed", "Question", "Report", "Skipped"),
    "engine.ruleset": ("RuleSet",),
    "errors": ("FactError", "FactsAfterDay", "PackError", "RecordErrors", "RuleFileErrors", "SuitabilityError"),
    "messages.render": ("text",),
    "model.customer": ("Assessment", "Customer", "Profile", "Seller"),
    "model.facts": ("NOT_TOLD", "Some"),
    "model.product": ("CatalogEntry", "Levels", "Product"),
    "model.sale": ("Adviser", "Holding", "Sale"),
    "packs.load": ("folder", "load"),
    "readers.record": ("read",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "NOT_TOLD",
    "Adviser",
    "Assessment",
    "CatalogEntry",
    "Customer",
    "Fact",
    "FactError",
    "FactsAfterDay",
    "Finding",
    "Holding",
    "Levels",
    "PackError",
    "Passed",
    "Product",
    "Profile",
    "Question",
    "RecordErrors",
    "Report",
    "RuleFileErrors",
    "RuleSet",
    "Sale",
    "Seller",
    "Skipped",
    "Some",
    "SuitabilityError",
    "check",
    "check_holding",
    "check_product",
    "check_profile",
    "check_sale",
    "folder",
    "load",
    "read",
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
