"""panzi-json-logic: JSONLogic in Python.

The door: `jsonLogic` on one list of ten rules and the sale as a dict; it compiles nothing. Inside a loop it sees only
the member, so the earliest recording that covers the disclosure is found first and compared outside.
"""

from collections.abc import Callable
from itertools import compress
from typing import Any

from json_logic import jsonLogic

PACKAGE = "panzi-json-logic"


def _fact(path: str) -> dict[str, Any]:
    return {"var": path}


SOFAR = _fact("accumulator")
ASSESSMENTS = _fact("customer.assessments")
ON = _fact("sale.on")
SIGNED_AT = _fact("sale.signed_at")
ASSESSED_ON = {"reduce": [ASSESSMENTS, {"max": [_fact("current.on"), SOFAR]}, 0]}
PACKED = {"+": [{"*": [_fact("current.at"), 10]}, _fact("current.level")]}
CUSTOMER_RISK = {"%": [{"reduce": [ASSESSMENTS, {"max": [PACKED, SOFAR]}, 0]}, 10]}
RISK = {"max": [_fact("product.levels.issuer"), _fact("product.levels.seller")]}
COVERED = {"in": ["risk-disclosure", _fact("current.covers")]}
EARLIER = {"if": [COVERED, {"min": [_fact("current.started"), SOFAR]}, SOFAR]}
RULES = {
    "assessment-after-sale": {">": [ASSESSED_ON, ON]},
    "assessment-expired": {"<": [{"+": [ASSESSED_ON, 10000]}, ON]},
    "below-minimum-amount": {"<": [_fact("sale.amount"), _fact("product.minimum_amount")]},
    "elder-high-risk": {"and": [{">=": [RISK, 4]}, {"<=": [{"+": [_fact("customer.birth_date"), 650000]}, ON]}]},
    "licence-missing": {
        "and": [
            {"in": [_fact("product.family"), ["public-fund", "private-fund"]]},
            {"!": [{"in": [_fact("seller.licence"), ["bank", "fund-manager", "fund-seller", "securities-firm"]]}]},
        ]
    },
    "lowest-class-above-lowest": {"and": [_fact("customer.lowest_class"), {">": [RISK, 1]}]},
    "not-approved": {
        "or": [
            {">": [_fact("product.approved_from"), ON]},
            {"and": [{"!==": [_fact("product.approved_until"), None]}, {">": [ON, _fact("product.approved_until")]}]},
        ]
    },
    "recording-missing": {
        "and": [
            {"in": [_fact("sale.channel"), ["branch", "self-service-terminal"]]},
            {">": [{"reduce": [_fact("sale.recordings"), EARLIER, 10**12]}, SIGNED_AT]},
        ]
    },
    "risk-above-capacity": {">": [RISK, CUSTOMER_RISK]},
    "waiting-too-short": {
        "and": [
            {"===": [_fact("product.raising"), "private"]},
            {
                "or": [
                    {"===": [_fact("sale.waiting"), None]},
                    {">": [{"+": [_fact("sale.waiting.started"), 86400]}, SIGNED_AT]},
                ]
            },
        ]
    },
}


def prepare(sales: list[dict[str, Any]]) -> Callable[[int], frozenset[str]]:
    """Give a function of the sale's place in the list."""
    rules = list(RULES.values())
    return lambda place: frozenset(compress(RULES, jsonLogic(rules, sales[place])))
