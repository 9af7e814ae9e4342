"""cedarpy: Amazon's Cedar in Rust.

The door: the policies as a parsed `PolicySet`, each sale as a parsed `Entities` made beforehand, entity names as
dicts; every `forbid` that holds comes back with its name. Cedar has no loops, so what the rules ask of the
assessments and recordings is worked out beforehand and not counted, and so is the higher of the two levels.
"""

import json
from collections.abc import Callable
from typing import Any

from cedarpy import Entities, PolicySet, is_authorized

PACKAGE = "cedarpy"

RULES = {
    "assessment-after-sale": "resource.assessed_on > resource.on",
    "assessment-expired": "resource.assessed_on + 10000 < resource.on",
    "below-minimum-amount": "resource.amount < resource.minimum_amount",
    "elder-high-risk": "resource.risk >= 4 && resource.birth_date + 650000 <= resource.on",
    "licence-missing": """["public-fund", "private-fund"].contains(resource.family)
        && !["bank", "fund-manager", "fund-seller", "securities-firm"].contains(resource.licence)""",
    "lowest-class-above-lowest": "resource.lowest_class && resource.risk > 1",
    "not-approved": """resource.approved_from > resource.on
        || (resource has approved_until && resource.on > resource.approved_until)""",
    "recording-missing": """["branch", "self-service-terminal"].contains(resource.channel)
        && !(resource has recorded_at && resource.recorded_at <= resource.signed_at)""",
    "risk-above-capacity": "resource.risk > resource.customer_risk",
    "waiting-too-short": """resource.raising == "private"
        && !(resource has waiting_started && resource.waiting_started + 86400 <= resource.signed_at)""",
}
POLICIES = "permit(principal, action, resource);\n" + "\n".join(
    f'@id("{name}") forbid(principal, action, resource) when {{ {test} }};' for name, test in RULES.items()
)


def _attributes(sale: dict[str, Any]) -> dict[str, Any]:
    event, customer, product = sale["sale"], sale["customer"], sale["product"]
    newest = max(customer["assessments"], key=lambda assessment: assessment["at"])
    started = [each["started"] for each in event["recordings"] if "risk-disclosure" in each["covers"]]
    facts = {
        **{name: event[name] for name in ("on", "signed_at", "amount", "channel")},
        **{name: customer[name] for name in ("birth_date", "lowest_class")},
        **{name: product[name] for name in ("family", "raising", "minimum_amount", "approved_from", "approved_until")},
        "licence": sale["seller"]["licence"],
        "assessed_on": newest["on"],
        "customer_risk": newest["level"],
        "risk": max(product["levels"].values()),
        "recorded_at": min(started, default=None),
        "waiting_started": event["waiting"] and event["waiting"]["started"],
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def prepare(sales: list[dict[str, Any]]) -> Callable[[int], frozenset[str]]:
    """Parse the policies and each sale; give a function of the sale's place in the list."""
    policies = PolicySet.from_str(POLICIES)
    request = {
        "principal": {"type": "Seller", "id": "seller"},
        "action": {"type": "Action", "id": "sell"},
        "resource": {"type": "Sale", "id": "sale"},
    }
    entities = [
        Entities.from_json_str(json.dumps([{"uid": request["resource"], "attrs": _attributes(sale), "parents": []}]))
        for sale in sales
    ]

    def violated(place: int) -> frozenset[str]:
        result = is_authorized(request, policies, entities[place])
        return frozenset() if result.allowed else frozenset(result.diagnostics.id_annotations_by_reason.values())

    return violated
