"""Uses of customers' personal data."""

from suitability.model.customer import Customer
from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    Flag,
    GivenDay,
    Many,
    One,
    PastInstant,
    SetOf,
    Text,
    record,
)
from suitability.model.personal_data import Accessor, ProtectionAssessment, Recipient, UsedData
from suitability.model.product import Product
from suitability.model.seller import Seller
from suitability.model.vocabulary import (
    LegalBasis,
    PersonalChoice,
    Purpose,
    TransferPath,
    TransmissionChannel,
    UseAction,
)


@record
class Use:
    """One use of a customer's personal data: the subject `use`.

    `action` is what is done with the data; `bases` are the legal bases the institution relies on beside consent (empty:
    on consent alone). `recipient` is whom they are given to (none: they stay within the institution). `actor` none: no
    person takes part; `trace` is the id under which the access is logged (none: it is not). `channel` is the way the
    data travel (none: they do not). `automated`: decided without a person; `weighty`: with a great effect on the
    customer's rights; `choices` are those the customer has. `path` is the lawful way abroad (none: none was taken).
    `requested_at` is when the customer asked for this use (none: did not).
    """

    on: GivenDay
    at: PastInstant = NOT_TOLD
    key: Text = NOT_TOLD
    customer: One[Customer] = NOT_TOLD
    product: One[Product] | None = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
    action: Choice[UseAction] = NOT_TOLD
    purpose: Choice[Purpose] = NOT_TOLD
    data: Many[UsedData] = NOT_TOLD
    bases: SetOf[LegalBasis] = NOT_TOLD
    recipient: One[Recipient] | None = NOT_TOLD
    actor: One[Accessor] | None = NOT_TOLD
    trace: Text | None = NOT_TOLD
    channel: Choice[TransmissionChannel] | None = NOT_TOLD
    encrypted: Flag = NOT_TOLD
    masked: Flag = NOT_TOLD
    automated: Flag = NOT_TOLD
    weighty: Flag = NOT_TOLD
    choices: SetOf[PersonalChoice] = NOT_TOLD
    path: Choice[TransferPath] | None = NOT_TOLD
    assessments: Many[ProtectionAssessment] = NOT_TOLD
    requested_at: PastInstant | None = NOT_TOLD
