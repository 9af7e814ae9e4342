"""The product: what it is, how risky each side rates it, and where and when it may be sold."""

from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    CustomerLevel,
    Day,
    Flag,
    Many,
    Money,
    Number,
    One,
    PastDay,
    ProductLevel,
    SetOf,
    Share,
    Text,
    record,
)
from suitability.model.seller import Seller
from suitability.model.vocabulary import (
    ApprovalLevel,
    BenefitDesign,
    Category,
    Channel,
    Complexity,
    Design,
    Family,
    FeeKind,
    FundType,
    GradeFactor,
    InsuranceLine,
    LegalForm,
    Licence,
    ProductStatus,
    PrudenceFactor,
    Raising,
    RatedScope,
    RatingFactor,
    RedemptionKind,
)


@record
class LevelChange:
    """A change of the product's risk level at the seller."""

    on: PastDay = NOT_TOLD
    level: ProductLevel = NOT_TOLD


@record
class Levels:
    """The product's risk level by its issuer and by its seller, each with the day it was given.

    `issuer` none: the issuer has not rated it; `seller` none: the seller makes no rating of its own. `size` counts
    the levels of the rating scale. `scope` says whether a portfolio was rated as a whole. `factors` are those that the
    rating record weighs, `prudence` those it weighs with prudence. `catalogue` is the level in the catalogue of the
    industry's association (none: it has none), `changes` those of the seller's level.
    """

    issuer: ProductLevel | None = NOT_TOLD
    issuer_on: PastDay = NOT_TOLD
    seller: ProductLevel | None = NOT_TOLD
    seller_on: PastDay | None = NOT_TOLD
    size: Number = NOT_TOLD
    scope: Choice[RatedScope] = NOT_TOLD
    factors: SetOf[RatingFactor] = NOT_TOLD
    prudence: SetOf[PrudenceFactor] = NOT_TOLD
    catalogue: ProductLevel | None = NOT_TOLD
    changes: Many[LevelChange] = NOT_TOLD


@record
class Fee:
    """A fee; `share` a year or a transaction as a fraction (0.005 is 0.5 %), or a fixed `amount`."""

    kind: Choice[FeeKind] = NOT_TOLD
    share: Share | None = NOT_TOLD
    amount: Money | None = NOT_TOLD


@record
class Redemption:
    """How money comes back; `notice_days` and `locked_days` in calendar days."""

    kind: Choice[RedemptionKind] = NOT_TOLD
    notice_days: Number = NOT_TOLD
    locked_days: Number = NOT_TOLD


@record
class TargetMarket:
    """For whom the issuer made the product."""

    lowest_level: CustomerLevel = NOT_TOLD
    categories: SetOf[Category] = NOT_TOLD
    channels: SetOf[Channel] = NOT_TOLD
    excluded: Text | None = NOT_TOLD


@record
class Benchmark:
    """The benchmark of performance a product shows: its text, its bounds a year as fractions, and its basis.

    `high` is `low` where it is one figure; `basis` says how it was reckoned (none: nothing says so).
    """

    text: Text = NOT_TOLD
    low: Share | None = NOT_TOLD
    high: Share | None = NOT_TOLD
    basis: Text | None = NOT_TOLD


@record
class IssuerInformation:
    """What the issuer told the seller of one factor of the rating, and when the seller checked it.

    None: the issuer gave nothing; the seller has not checked it.
    """

    factor: Choice[RatingFactor] = NOT_TOLD
    given_on: PastDay | None = NOT_TOLD
    checked_on: PastDay | None = NOT_TOLD


@record
class Product:
    """A financial product as the seller's catalog has it.

    `principal_at_risk`: the return is uncertain and principal may be lost. `term_days` none: without a fixed term.
    `minimum_amount` in `currency` (ISO 4217). The approval window says when the seller's own list admits the
    product, the sale window when it is offered; the last day counts, `until` none: without an end.
    `issuer_licence` none: the issuer holds no licence of a financial institution. `policy_months` is the term of an
    insurance (none: for life); days that have not come are none. `contract_on` is when a fund's contract took effect,
    `follow_up_agreed` whether it makes the sale wait for a follow-up call. `internet_insurer`: its issuer sells
    online only.
    `agent_checked_on` is when the issuer last checked the selling agent's qualification,
    `agency_contract_on` when their contract was signed (none: never).
    `description` and `risk_text` are what the catalog shows of the product and of its risk, `warnings` the warnings
    shown beside; none: it shows none. `sale_recorded` says that the seller's systems record its sales.
    `prudence_factors` are those of its features that call for prudence in rating. An insurance has a `grade`
    (none: it has none) given for `grade_factors`, and a table of premium rates with its approved range
    (`premium_rates`, its number). `issuer_information` is what the issuer gave the seller for the rating.
    `diligence_on` is when the seller's due diligence ended, `issuer_reviewed_on` when the seller last reviewed the
    issuer (none: never); `approval_due` says who must approve it by the seller's own standard, `approved_by` who did.
    """

    key: Text = NOT_TOLD
    name: Text = NOT_TOLD
    family: Choice[Family] = NOT_TOLD
    issuer: Text = NOT_TOLD
    issuer_licence: Choice[Licence] | None = NOT_TOLD
    design: Choice[Design] = NOT_TOLD
    benefit_design: Choice[BenefitDesign] = NOT_TOLD
    insurance_line: Choice[InsuranceLine] = NOT_TOLD
    levels: One[Levels] = NOT_TOLD
    portfolio: Flag = NOT_TOLD
    complexity: Choice[Complexity] = NOT_TOLD
    raising: Choice[Raising] = NOT_TOLD
    principal_at_risk: Flag = NOT_TOLD
    term_days: Number | None = NOT_TOLD
    currency: Text = NOT_TOLD
    minimum_amount: Money | None = NOT_TOLD
    fees: Many[Fee] = NOT_TOLD
    redemption: One[Redemption] | None = NOT_TOLD
    target_market: One[TargetMarket] | None = NOT_TOLD
    approved_from: Day | None = NOT_TOLD
    approved_until: Day | None = NOT_TOLD
    on_sale_from: Day | None = NOT_TOLD
    on_sale_until: Day | None = NOT_TOLD
    agency_contract_on: PastDay | None = NOT_TOLD
    agent_checked_on: PastDay | None = NOT_TOLD
    grade: Text | None = NOT_TOLD
    legal_form: Choice[LegalForm] | None = NOT_TOLD
    fund_type: Choice[FundType] | None = NOT_TOLD
    registered_on: PastDay | None = NOT_TOLD
    contract_on: PastDay | None = NOT_TOLD
    liquidated_on: PastDay | None = NOT_TOLD
    policy_months: Number | None = NOT_TOLD
    death_cover: Flag = NOT_TOLD
    group_policy: Flag = NOT_TOLD
    internet_insurer: Flag = NOT_TOLD
    follow_up_agreed: Flag = NOT_TOLD
    status: Choice[ProductStatus] = NOT_TOLD
    description: Text | None = NOT_TOLD
    risk_text: Text | None = NOT_TOLD
    warnings: SetOf[str] = NOT_TOLD
    benchmark: One[Benchmark] | None = NOT_TOLD
    sale_recorded: Flag = NOT_TOLD
    prudence_factors: SetOf[PrudenceFactor] = NOT_TOLD
    grade_factors: SetOf[GradeFactor] = NOT_TOLD
    premium_rates: Text | None = NOT_TOLD
    issuer_information: Many[IssuerInformation] = NOT_TOLD
    diligence_on: PastDay | None = NOT_TOLD
    issuer_reviewed_on: PastDay | None = NOT_TOLD
    approval_due: Choice[ApprovalLevel] = NOT_TOLD
    approved_by: Choice[ApprovalLevel] | None = NOT_TOLD


@record
class CatalogEntry:
    """A product on a seller's shelf: the subject `product`."""

    key: Text = NOT_TOLD
    product: One[Product] = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
