"""The sale: what was offered to whom, by whom, and every event on the way."""

from suitability.model.customer import Customer
from suitability.model.events import (
    Application,
    Benefit,
    Bundled,
    Candidate,
    Care,
    Confirmation,
    Disclosure,
    Dispute,
    Document,
    FollowUp,
    KeptRecord,
    ModelDecision,
    Notice,
    Opinion,
    Page,
    Premium,
    Proposal,
    Range,
    Recording,
    SaleContact,
    Step,
    Transfer,
    Waiting,
    Warning,
)
from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    Flag,
    GivenChoice,
    GivenDay,
    Many,
    Money,
    Number,
    One,
    PastDay,
    PastInstant,
    ProductLevel,
    SetOf,
    Text,
    record,
)
from suitability.model.product import Product
from suitability.model.seller import Adviser, Seller
from suitability.model.vocabulary import (
    Actor,
    Beneficiary,
    Channel,
    FundsSource,
    Misfit,
    OrderKind,
    Stage,
)


@record
class Sale:
    """A sale at its stage: the subject `sale`.

    `on` is the day of the event, in the packs' time zone, and chooses the law; `stage` is how far the sale has come:
    both must be given. `at` is the instant of the order. `amount` and `price` of a unit are in the product's currency,
    as are the ranges: `expected` is where the value is expected to move, `stop_loss` where to get out.
    `level_used` and `level_shown` are the product level the sale was checked with and the one the customer was shown.
    `assessed_by` names who assessed the customer and matched the product in an agency sale.
    `relation_ended_on` is the day the contractual relation ended (none: it has not). Instants that have not come are
    none: `recommended_at` is the first recommendation of the product to this customer, `paid_at` when all was paid.
    `misfits` are the reasons found why an insurance does not suit.
    """

    on: GivenDay
    stage: GivenChoice[Stage]
    key: Text = NOT_TOLD
    at: PastInstant | None = NOT_TOLD
    customer: One[Customer] = NOT_TOLD
    product: One[Product] = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
    adviser: One[Adviser] | None = NOT_TOLD
    initiated_by: Choice[Actor] = NOT_TOLD
    amount: Money = NOT_TOLD
    price: Money | None = NOT_TOLD
    expected: One[Range] | None = NOT_TOLD
    stop_loss: One[Range] | None = NOT_TOLD
    premium: One[Premium] | None = NOT_TOLD
    channel: Choice[Channel] = NOT_TOLD
    place: Text | None = NOT_TOLD
    level_used: ProductLevel = NOT_TOLD
    level_shown: ProductLevel | None = NOT_TOLD
    assessed_by: Text = NOT_TOLD
    matched_by: Text = NOT_TOLD
    rationale: Text | None = NOT_TOLD
    candidates: Many[Candidate] = NOT_TOLD
    proposal: One[Proposal] | None = NOT_TOLD
    disclosures: Many[Disclosure] = NOT_TOLD
    recordings: Many[Recording] = NOT_TOLD
    confirmations: Many[Confirmation] = NOT_TOLD
    warnings: Many[Warning] = NOT_TOLD
    care: Many[Care] = NOT_TOLD
    opinions: Many[Opinion] = NOT_TOLD
    waiting: One[Waiting] | None = NOT_TOLD
    records: Many[KeptRecord] = NOT_TOLD
    signed_by: Choice[Actor] = NOT_TOLD
    signed_at: PastInstant | None = NOT_TOLD
    relation_ended_on: PastDay | None = NOT_TOLD
    order: Choice[OrderKind] = NOT_TOLD
    recommended_at: PastInstant | None = NOT_TOLD
    underwritten_at: PastInstant | None = NOT_TOLD
    paid_at: PastInstant | None = NOT_TOLD
    cancelled_at: PastInstant | None = NOT_TOLD
    refunded_at: PastInstant | None = NOT_TOLD
    needs_analysed_at: PastInstant | None = NOT_TOLD
    ability_assessed_at: PastInstant | None = NOT_TOLD
    identity_checked_at: PastInstant | None = NOT_TOLD
    misfits: SetOf[Misfit] = NOT_TOLD
    buys_for: Choice[Beneficiary] = NOT_TOLD
    holders_after: Number = NOT_TOLD
    operated_by: Choice[Actor] = NOT_TOLD
    account_of: Choice[Actor] = NOT_TOLD
    renews_itself: Flag = NOT_TOLD
    funds: SetOf[FundsSource] = NOT_TOLD
    transfers: Many[Transfer] = NOT_TOLD
    steps: Many[Step] = NOT_TOLD
    pages: Many[Page] = NOT_TOLD
    applications: Many[Application] = NOT_TOLD
    contacts: Many[SaleContact] = NOT_TOLD
    follow_ups: Many[FollowUp] = NOT_TOLD
    bundle: Many[Bundled] = NOT_TOLD
    benefits: Many[Benefit] = NOT_TOLD
    documents: Many[Document] = NOT_TOLD
    model_decision: One[ModelDecision] | None = NOT_TOLD
    dispute: One[Dispute] | None = NOT_TOLD


@record
class Holding:
    """A product a customer holds: the subject `holding`.

    `value`, `low` and `high` are in the product's currency; the range is the one told to the customer at the sale.
    `outside_since` is the day since which the value has been outside the range (none: it is inside), `level_at_sale`
    the product's level when it was bought, `adviser_left_on` when the person who sold it left (none: still there).
    """

    key: Text = NOT_TOLD
    customer: One[Customer] = NOT_TOLD
    product: One[Product] = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
    since: PastDay = NOT_TOLD
    value: Money = NOT_TOLD
    low: Money | None = NOT_TOLD
    high: Money | None = NOT_TOLD
    outside_since: PastDay | None = NOT_TOLD
    notices: Many[Notice] = NOT_TOLD
    level_at_sale: ProductLevel = NOT_TOLD
    opinions: Many[Opinion] = NOT_TOLD
    adviser_left_on: PastDay | None = NOT_TOLD
