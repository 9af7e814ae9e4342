"""What happens on the way of a sale and while a product is held, each with its instant."""

from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    Day,
    Flag,
    Money,
    Number,
    PastDay,
    PastInstant,
    ProductLevel,
    SetOf,
    Text,
    Yuan,
    record,
)
from suitability.model.vocabulary import (
    AccountKind,
    Actor,
    BenefitKind,
    CareMeasure,
    ConfirmationKind,
    DisclosureItem,
    DocumentKind,
    EffectBasis,
    Form,
    Keeper,
    Licence,
    ModelRecord,
    NoticeKind,
    NoticeMode,
    PageKind,
    PremiumMode,
    RecordedStep,
    RecordingMedium,
    RecordKind,
    StepKind,
    Suitability,
    WarningKind,
)


@record
class Disclosure:
    """One item told to the customer; `acknowledged_at` none: never acknowledged."""

    item: Choice[DisclosureItem] = NOT_TOLD
    at: PastInstant = NOT_TOLD
    form: Choice[Form] = NOT_TOLD
    acknowledged_at: PastInstant | None = NOT_TOLD


@record
class Recording:
    """A recording of the sale and the steps it covers; `on_site`: made at the place and time of the sale."""

    medium: Choice[RecordingMedium] = NOT_TOLD
    started: PastInstant = NOT_TOLD
    ended: PastInstant = NOT_TOLD
    covers: SetOf[RecordedStep] = NOT_TOLD
    on_site: Flag = NOT_TOLD
    kept_by: Choice[Keeper] = NOT_TOLD


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
    form: Choice[Form] = NOT_TOLD


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
class Application:
    """A customer's own request to buy a named product.

    `checked_on` is when the institution checked the customer's class and the access rules (none: never).
    """

    at: PastInstant = NOT_TOLD
    form: Choice[Form] = NOT_TOLD
    product: Text | None = NOT_TOLD
    states_no_recommendation: Flag = NOT_TOLD
    checked_on: PastDay | None = NOT_TOLD


@record
class SaleContact:
    """A contact with the customer between signing and the end of the sale; `promotes`: it was made to promote."""

    at: PastInstant = NOT_TOLD
    by: Choice[Actor] = NOT_TOLD
    promotes: Flag = NOT_TOLD


@record
class FollowUp:
    """A follow-up with the customer after signing; `by_sales_staff`: by somebody who promoted the product."""

    at: PastInstant = NOT_TOLD
    by_sales_staff: Flag = NOT_TOLD
    succeeded: Flag = NOT_TOLD


@record
class Transfer:
    """One movement of the customer's money in this sale; `by` is who handled it, `to` whose account it reached."""

    at: PastInstant = NOT_TOLD
    by: Choice[Actor] = NOT_TOLD
    to: Choice[AccountKind] = NOT_TOLD
    amount: Money = NOT_TOLD


@record
class Step:
    """A step of the sale and who carried it out; `licence` none: they hold no licence of a financial institution."""

    kind: Choice[StepKind] = NOT_TOLD
    by: Text = NOT_TOLD
    licence: Choice[Licence] | None = NOT_TOLD
    at: PastInstant = NOT_TOLD


@record
class Page:
    """A page shown to the customer on the way, on a platform of its `owner` or of a government.

    `read_seconds` is how long it had to stay open before the next step.
    """

    kind: Choice[PageKind] = NOT_TOLD
    owner: Text = NOT_TOLD
    owner_licence: Choice[Licence] | None = NOT_TOLD
    version: Text | None = NOT_TOLD
    shown_at: PastInstant = NOT_TOLD
    read_seconds: Number | None = NOT_TOLD
    government_platform: Flag = NOT_TOLD


@record
class Bundled:
    """Another product taken with the same order; `minimum` is the least amount it may be bought for, in yuan."""

    product: Text = NOT_TOLD
    alone: Flag = NOT_TOLD
    ticked_first: Flag = NOT_TOLD
    told_at: PastInstant | None = NOT_TOLD
    chosen_at: PastInstant | None = NOT_TOLD
    minimum: Yuan | None = NOT_TOLD


@record
class Benefit:
    """A benefit promised or given to win a purchase; `value` in yuan."""

    kind: Choice[BenefitKind] = NOT_TOLD
    value: Yuan | None = NOT_TOLD
    by: Choice[Actor] = NOT_TOLD
    at: PastInstant = NOT_TOLD


@record
class Document:
    """A document of the sale and who signed it; `power_of_attorney`: the customer authorised the signer in writing."""

    kind: Choice[DocumentKind] = NOT_TOLD
    signer: Choice[Actor] | None = NOT_TOLD
    at: PastInstant | None = NOT_TOLD
    form: Choice[Form] = NOT_TOLD
    power_of_attorney: Flag = NOT_TOLD


@record
class ModelDecision:
    """A decision on the customer that a model made; `reviewed_by` none: no person reviewed it."""

    made_at: PastInstant = NOT_TOLD
    reviewed_by: Text | None = NOT_TOLD
    reviewed_at: PastInstant | None = NOT_TOLD
    kept: SetOf[ModelRecord] = NOT_TOLD


@record
class Dispute:
    """A dispute over the sale; `ended_on` none: it has not ended."""

    began_on: PastDay = NOT_TOLD
    ended_on: PastDay | None = NOT_TOLD


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
    """A record of this sale, the day it was made and how long it is to be kept; the last day counts."""

    kind: Choice[RecordKind] = NOT_TOLD
    keep_until: Day = NOT_TOLD
    created_on: PastDay = NOT_TOLD


@record
class Notice:
    """Something told to the holder of a product."""

    kind: Choice[NoticeKind] = NOT_TOLD
    at: PastInstant = NOT_TOLD
    form: Choice[Form] = NOT_TOLD
    mode: Choice[NoticeMode] = NOT_TOLD
