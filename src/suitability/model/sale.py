"""The sale: what was offered to whom, by whom, and every event on the way."""

from suitability.model.customer import Customer, Seller
from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    Day,
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
    Yuan,
    record,
)
from suitability.model.product import Product
from suitability.model.vocabulary import (
    Actor,
    CareMeasure,
    Channel,
    ConfirmationKind,
    DisclosureItem,
    EffectBasis,
    Family,
    Form,
    NoticeKind,
    PremiumMode,
    RecordedStep,
    RecordingMedium,
    RecordKind,
    Stage,
    Suitability,
    WarningKind,
)


@record
class Licence:
    """A sales qualification of the adviser; the last day counts, `until` none: without an end."""

    families: SetOf[Family] = NOT_TOLD
    valid_from: PastDay = NOT_TOLD
    valid_until: Day | None = NOT_TOLD


@record
class Training:
    """A training the adviser completed; the last day counts, `valid_until` none: without an end."""

    families: SetOf[Family] = NOT_TOLD
    completed_on: PastDay = NOT_TOLD
    valid_until: Day | None = NOT_TOLD


@record
class Adviser:
    """The person of the seller who sells; none on a sale that no person took part in."""

    key: Text = NOT_TOLD
    licences: Many[Licence] = NOT_TOLD
    trainings: Many[Training] = NOT_TOLD


@record
class Disclosure:
    """One item told to the customer; `acknowledged_at` none: never acknowledged."""

    item: Choice[DisclosureItem] = NOT_TOLD
    at: PastInstant = NOT_TOLD
    form: Choice[Form] = NOT_TOLD
    acknowledged_at: PastInstant | None = NOT_TOLD


@record
class Recording:
    """A recording of the sale and the steps it covers."""

    medium: Choice[RecordingMedium] = NOT_TOLD
    started: PastInstant = NOT_TOLD
    ended: PastInstant = NOT_TOLD
    covers: SetOf[RecordedStep] = NOT_TOLD


@record
class Confirmation:
    """Something confirmed by someone."""

    what: Choice[ConfirmationKind] = NOT_TOLD
    by: Choice[Actor] = NOT_TOLD
    at: PastInstant = NOT_TOLD
    form: Choice[Form] = NOT_TOLD


@record
class Warning:
    """A warning given to the customer; `signed_at` none: never signed."""

    kind: Choice[WarningKind] = NOT_TOLD
    at: PastInstant = NOT_TOLD
    form: Choice[Form] = NOT_TOLD
    signed_at: PastInstant | None = NOT_TOLD


@record
class Care:
    """A measure of special care taken for this customer."""

    measure: Choice[CareMeasure] = NOT_TOLD
    at: PastInstant = NOT_TOLD


@record
class Opinion:
    """A matching opinion given to the customer."""

    result: Choice[Suitability] = NOT_TOLD
    by: Text = NOT_TOLD
    at: PastInstant = NOT_TOLD


@record
class Waiting:
    """A waiting or cooling period."""

    started: PastInstant = NOT_TOLD
    ended: PastInstant | None = NOT_TOLD


@record
class Candidate:
    """A product compared, whether it was proposed to the customer, and why it was kept or dropped."""

    product: Text = NOT_TOLD
    proposed: Flag = NOT_TOLD
    level: ProductLevel = NOT_TOLD
    reason: Text | None = NOT_TOLD


@record
class Proposal:
    """What was proposed to the customer: its expected effect, and what that expectation rests on."""

    at: PastInstant = NOT_TOLD
    effect: Text | None = NOT_TOLD
    basis: Choice[EffectBasis] | None = NOT_TOLD


@record
class Range:
    """A range of values of the holding, in the product's currency; none: open on that side."""

    low: Money | None = NOT_TOLD
    high: Money | None = NOT_TOLD


@record
class Premium:
    """What an insurance costs the customer; amounts in yuan, `years` of payment."""

    mode: Choice[PremiumMode] = NOT_TOLD
    single: Yuan | None = NOT_TOLD
    annual: Yuan | None = NOT_TOLD
    years: Number | None = NOT_TOLD
    budget: Yuan = NOT_TOLD
    paid_by: Choice[Actor] = NOT_TOLD


@record
class KeptRecord:
    """A record of this sale and how long it is to be kept; the last day counts."""

    kind: Choice[RecordKind] = NOT_TOLD
    keep_until: Day = NOT_TOLD


@record
class Sale:
    """A sale at its stage: the subject `sale`.

    `on` is the day of the event, in the packs' time zone, and chooses the law; `stage` is how far the sale has come:
    both must be given. `at` is the instant of the order. `amount` and `price` of a unit are in the product's currency,
    as are the ranges: `expected` is where the value is expected to move, `stop_loss` where to get out.
    `level_used` and `level_shown` are the product level the sale was checked with and the one the customer was shown.
    `assessed_by` names who assessed the customer and matched the product in an agency sale.
    `relation_ended_on` is the day the contractual relation ended (none: it has not).
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


@record
class Notice:
    """Something told to the holder of a product."""

    kind: Choice[NoticeKind] = NOT_TOLD
    at: PastInstant = NOT_TOLD
    form: Choice[Form] = NOT_TOLD


@record
class Holding:
    """A product a customer holds: the subject `holding`.

    `value`, `low` and `high` are in the product's currency; the range is the one told to the customer at the sale.
    `outside_since` is the day since which the value has been outside the range (none: it is inside).
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
