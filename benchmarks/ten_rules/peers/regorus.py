"""celine-regorus: OPA's Rego in Rust.

The door: the policy parsed once, the sale as JSON text, `eval_rule` on the one set of names. Sales put into `data`
beforehand, or one clone of the engine a sale with its input set, are slower. A dict as input turns its truth values
into numbers, which gives wrong answers.
"""

import json
from collections.abc import Callable
from typing import Any

from regorus import Engine

PACKAGE = "celine-regorus"

POLICY = """\
package sale

assessed_on := max([a.on | some a in input.customer.assessments])
customer_risk := max([packed | some a in input.customer.assessments; packed := a.at * 10 + a.level]) % 10
risk := max([input.product.levels.issuer, input.product.levels.seller])

recorded if {
    some recording in input.sale.recordings
    "risk-disclosure" in recording.covers
    recording.started <= input.sale.signed_at
}

violated contains "assessment-after-sale" if assessed_on > input.sale.on
violated contains "assessment-expired" if assessed_on + 10000 < input.sale.on
violated contains "below-minimum-amount" if input.sale.amount < input.product.minimum_amount
violated contains "elder-high-risk" if {
    risk >= 4
    input.customer.birth_date + 650000 <= input.sale.on
}
violated contains "licence-missing" if {
    input.product.family in {"public-fund", "private-fund"}
    not input.seller.licence in {"bank", "fund-manager", "fund-seller", "securities-firm"}
}
violated contains "lowest-class-above-lowest" if {
    input.customer.lowest_class
    risk > 1
}
violated contains "not-approved" if input.product.approved_from > input.sale.on
violated contains "not-approved" if {
    input.product.approved_until != null
    input.sale.on > input.product.approved_until
}
violated contains "recording-missing" if {
    input.sale.channel in {"branch", "self-service-terminal"}
    not recorded
}
violated contains "risk-above-capacity" if risk > customer_risk
violated contains "waiting-too-short" if {
    input.product.raising == "private"
    input.sale.waiting == null
}
violated contains "waiting-too-short" if {
    input.product.raising == "private"
    input.sale.waiting.started + 86400 > input.sale.signed_at
}
"""


def prepare(sales: list[dict[str, Any]]) -> Callable[[int], set[str]]:
    """Parse the policy and write each sale as JSON; give a function of the sale's place in the list."""
    engine = Engine()
    engine.add_policy("sale.rego", POLICY)
    texts = [json.dumps(sale) for sale in sales]

    def violated(place: int) -> set[str]:
        engine.set_input_json(texts[place])
        return engine.eval_rule("data.sale.violated")

    return violated
