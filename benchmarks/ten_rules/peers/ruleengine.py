"""rule-engine: its own expression language, in Python.

The door: ten parsed rules without type hints (with them it is slower) over a flat dict of the sale's facts, made
beforehand since its look-ups in nested ones are slower; `==` in place of `in`, and a choice in place of `$max`,
where those are faster.
"""

from collections.abc import Callable
from typing import Any

from rule_engine import Rule

PACKAGE = "rule-engine"

RISK = "(issuer_level > seller_level ? issuer_level : seller_level)"
RULES = {
    "assessment-after-sale": "$max([a['on'] for a in assessments]) > on",
    "assessment-expired": "$max([a['on'] for a in assessments]) + 10000 < on",
    "below-minimum-amount": "amount < minimum_amount",
    "elder-high-risk": f"{RISK} >= 4 and birth_date + 650000 <= on",
    "licence-missing": """(family == 'public-fund' or family == 'private-fund') and not (licence == 'bank'
        or licence == 'fund-manager' or licence == 'fund-seller' or licence == 'securities-firm')""",
    "lowest-class-above-lowest": f"lowest_class and {RISK} > 1",
    "not-approved": "approved_from > on or (approved_until != null and on > approved_until)",
    "recording-missing": """(channel == 'branch' or channel == 'self-service-terminal')
        and not $any([r['started'] <= signed_at for r in recordings if 'risk-disclosure' in r['covers']])""",
    "risk-above-capacity": f"{RISK} > $max([a['at'] * 10 + a['level'] for a in assessments]) % 10",
    "waiting-too-short": """raising == 'private'
        and (waiting_started == null or waiting_started + 86400 > signed_at)""",
}


def _flat(sale: dict[str, Any]) -> dict[str, Any]:
    event, product = dict(sale["sale"]), dict(sale["product"])
    waiting, levels = event.pop("waiting"), product.pop("levels")
    return {
        **event,
        **product,
        **sale["customer"],
        **sale["seller"],
        "waiting_started": waiting and waiting["started"],
        "issuer_level": levels["issuer"],
        "seller_level": levels["seller"],
    }


def prepare(sales: list[dict[str, Any]]) -> Callable[[int], frozenset[str]]:
    """Parse the rules and flatten each sale; give a function of the sale's place in the list."""
    matches = [(name, Rule(text).matches) for name, text in RULES.items()]
    flat = [_flat(sale) for sale in sales]

    def violated(place: int) -> frozenset[str]:
        sale = flat[place]
        return frozenset(name for name, matched in matches if matched(sale))

    return violated
