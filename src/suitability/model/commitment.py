"""Promises made to customers."""

from suitability.model.customer import Customer
from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    GivenDay,
    Instant,
    Money,
    One,
    PastInstant,
    Text,
    record,
)
from suitability.model.product import Product
from suitability.model.seller import Seller
from suitability.model.vocabulary import (
    Better,
    CommitmentKind,
    PromiseSource,
)


@record
class Commitment:
    """A promise made to customers, and what became of it: the subject `commitment`.

    A promise of service has a `kind`, the instant `since` which its time runs, its `due_at` where one was named (none:
    none was), and `done_at` (none: not yet). A promise about the terms of a product says a figure: `promised` and
    `agreed` are the same figure, an amount or a fraction (`agreed` none: the contract does not say it);
    `better` says which way is better for the customer.
    """

    on: GivenDay
    key: Text = NOT_TOLD
    customer: One[Customer] | None = NOT_TOLD
    product: One[Product] | None = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
    source: Choice[PromiseSource] = NOT_TOLD
    promised: Money = NOT_TOLD
    agreed: Money | None = NOT_TOLD
    better: Choice[Better] = NOT_TOLD
    kind: Choice[CommitmentKind] = NOT_TOLD
    since: PastInstant = NOT_TOLD
    due_at: Instant | None = NOT_TOLD
    done_at: PastInstant | None = NOT_TOLD
