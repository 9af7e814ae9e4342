"""Contacts with customers: calls, messages, visits."""

from suitability.model.customer import Customer
from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    Flag,
    GivenDay,
    Instant,
    Many,
    One,
    PastInstant,
    SetOf,
    Text,
    record,
)
from suitability.model.product import Product
from suitability.model.seller import Seller
from suitability.model.vocabulary import (
    ContactPurpose,
    DataSource,
    FollowUpTopic,
    NoticeMode,
    PersonalChoice,
    Purpose,
)


@record
class PastContact:
    """A contact with the customer before this one."""

    at: PastInstant = NOT_TOLD
    channel: Choice[NoticeMode] = NOT_TOLD
    purpose: Choice[ContactPurpose] = NOT_TOLD


@record
class OptOut:
    """A refusal of further contacts of a purpose in some channels; `lifted_at` none: it stands."""

    at: PastInstant = NOT_TOLD
    channels: SetOf[NoticeMode] = NOT_TOLD
    purpose: Choice[ContactPurpose] = NOT_TOLD
    lifted_at: PastInstant | None = NOT_TOLD


@record
class Contact:
    """One contact with a customer: the subject `contact`.

    `history` are those before it, `opt_outs` what the customer refused. `requested_at` is when the customer asked for
    it (none: did not). `message` is what is sent or said. `sender` and `sender_contact` are the identity and the
    address the message gives (none: it gives none), `refusal_way` how it lets the customer refuse more (none: not at
    all). `address_source` says where the address or number is from. `chosen_by_profile`: chosen by an algorithm for
    this person; `choices` are those the customer then has. `covers` are the topics of a follow-up, `by_sales_staff`:
    made by somebody who sells, `recorded`: kept as a record; `cooling_until` is when the cooling period ends (none:
    there is none). `sale_recorded`: the sale it follows up was recorded. `asks` are the purposes a request for consent
    asks for.
    """

    on: GivenDay
    at: PastInstant = NOT_TOLD
    key: Text = NOT_TOLD
    customer: One[Customer] = NOT_TOLD
    product: One[Product] | None = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
    channel: Choice[NoticeMode] = NOT_TOLD
    purpose: Choice[ContactPurpose] = NOT_TOLD
    history: Many[PastContact] = NOT_TOLD
    opt_outs: Many[OptOut] = NOT_TOLD
    requested_at: PastInstant | None = NOT_TOLD
    message: Text = NOT_TOLD
    sender: Text | None = NOT_TOLD
    sender_contact: Text | None = NOT_TOLD
    refusal_way: Text | None = NOT_TOLD
    address_source: Choice[DataSource] = NOT_TOLD
    chosen_by_profile: Flag = NOT_TOLD
    choices: SetOf[PersonalChoice] = NOT_TOLD
    covers: SetOf[FollowUpTopic] = NOT_TOLD
    by_sales_staff: Flag = NOT_TOLD
    recorded: Flag = NOT_TOLD
    cooling_until: Instant | None = NOT_TOLD
    sale_recorded: Flag = NOT_TOLD
    asks: SetOf[Purpose] = NOT_TOLD
