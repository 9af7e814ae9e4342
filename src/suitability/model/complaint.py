"""Complaints and disputes of customers."""

from suitability.model.customer import Customer
from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    GivenDay,
    Many,
    Money,
    One,
    PastInstant,
    SetOf,
    Text,
    record,
)
from suitability.model.product import Product
from suitability.model.seller import Seller
from suitability.model.vocabulary import (
    AnswerPart,
    RecordKind,
)


@record
class Exhibit:
    """A record the institution can produce in a dispute; `made_at` is when the record was made."""

    kind: Choice[RecordKind] = NOT_TOLD
    made_at: PastInstant = NOT_TOLD


@record
class Complaint:
    """A complaint or dispute of a customer over a sale: the subject `complaint`.

    `on` is the day it reached the institution, `ordered_at` the instant of the order disputed; `evidence` is what the
    institution can produce. `received_at` is the instant it came, `answered_at` when it was answered (none: not yet),
    `answer_holds` what came with the answer, `revisited_at` when the customer was asked how it ended (none: not yet).
    """

    on: GivenDay
    key: Text = NOT_TOLD
    customer: One[Customer] = NOT_TOLD
    product: One[Product] = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
    ordered_at: PastInstant = NOT_TOLD
    amount: Money | None = NOT_TOLD
    evidence: Many[Exhibit] = NOT_TOLD
    received_at: PastInstant = NOT_TOLD
    answered_at: PastInstant | None = NOT_TOLD
    answer_holds: SetOf[AnswerPart] = NOT_TOLD
    revisited_at: PastInstant | None = NOT_TOLD
