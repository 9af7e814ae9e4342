"""datalogic-py: JSONLogic in Rust.

The door: one compiled rule that gives the list of ten answers, a session, and the sale as a `DataHandle` that was
made beforehand, as our own sale object is; the answer comes back as text and is read from a table.
`from_dicts` is the door for a sale that is seen once, as a dict: it pays for the way into the engine at each call.
"""

import json
from collections.abc import Callable
from itertools import compress
from typing import Any

from datalogic_py import DataHandle, Engine

PACKAGE = "datalogic-py"


def _fact(path: str) -> dict[str, Any]:
    return {"var": path}


ASSESSMENTS = _fact("customer.assessments")
ON = _fact("sale.on")
SIGNED_AT = _fact("sale.signed_at")
ASSESSED_ON = {"max": [{"map": [ASSESSMENTS, _fact("on")]}]}
# Instant and level packed into one number: half the cost of a reduce that keeps the newest record.
CUSTOMER_RISK = {"%": [{"max": [{"map": [ASSESSMENTS, {"+": [{"*": [_fact("at"), 10]}, _fact("level")]}]}]}, 10]}
RISK = {"max": [_fact("product.levels.issuer"), _fact("product.levels.seller")]}
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
            {
                "none": [
                    _fact("sale.recordings"),
                    {
                        "and": [
                            {"in": ["risk-disclosure", _fact("covers")]},
                            {"<=": [_fact("started"), {"val": [[2], "sale", "signed_at"]}]},
                        ]
                    },
                ]
            },
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


class _Names(dict[str, frozenset[str]]):
    def __missing__(self, answer: str) -> frozenset[str]:
        names = frozenset(compress(RULES, json.loads(answer)))
        return self.setdefault(answer, names)


def prepare(sales: list[dict[str, Any]]) -> Callable[[int], frozenset[str]]:
    """Compile the rules and make a handle of each sale; give a function of the sale's place in the list."""
    engine = Engine()
    rule = engine.compile(list(RULES.values()))
    evaluate = engine.session().evaluate_data_str
    handles = [DataHandle(sale) for sale in sales]
    names = _Names()
    return lambda place: names[evaluate(rule, handles[place])]


def from_dicts(sales: list[dict[str, Any]]) -> Callable[[int], frozenset[str]]:
    """Do the same with the sale as a dict at each call."""
    engine = Engine()
    rule = engine.compile(list(RULES.values()))
    evaluate = engine.session().evaluate
    return lambda place: frozenset(compress(RULES, evaluate(rule, sales[place])))


def from_texts(sales: list[dict[str, Any]]) -> Callable[[int], frozenset[str]]:
    """Do the same with the sale as JSON text at each call."""
    engine = Engine()
    rule = engine.compile(list(RULES.values()))
    evaluate = engine.session().evaluate_str
    texts = [json.dumps(sale) for sale in sales]
    names = _Names()
    return lambda place: names[evaluate(rule, texts[place])]


OTHER_DOORS = {"the sale as JSON text": from_texts, "the sale as a dict": from_dicts}
