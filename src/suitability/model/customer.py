"""The customer: who they are, what they were assessed at, and what changed since."""

from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    CustomerLevel,
    Day,
    DayOfAt,
    Flag,
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
from suitability.model.personal_data import Consent
from suitability.model.seller import Seller
from suitability.model.vocabulary import (
    Actor,
    AdjustmentKind,
    AssessmentTopic,
    AssessmentWay,
    Capacity,
    Category,
    ChangeKind,
    Channel,
    CustomerKind,
    Design,
    Education,
    ExperienceKind,
    Family,
    Form,
    InsuranceLine,
    ProfileItem,
    ProofKind,
    Restriction,
    Tier,
)


@record
class Assessment:
    """One risk assessment of a customer, as it was finished.

    `at` is the instant it was finished; `on` its day, which need not be told beside `at`.
    `completed_by` is who gave the answers. `prompted` says that staff hinted at answers.
    `questions` and `scale_size` count the questions asked and the levels of the scale used.
    `reconfirmed_at` is when the customer confirmed a level that differs from the one before (none: never).
    `filled_on` is the day the questionnaire was filled in, `told_on` the day the customer was told the result.
    `questionnaire` names the questionnaire kept (none: not kept), `covers` its topics.
    """

    at: PastInstant = NOT_TOLD
    on: DayOfAt = NOT_TOLD
    institution: Text = NOT_TOLD
    level: CustomerLevel = NOT_TOLD
    completed_by: Choice[Actor] = NOT_TOLD
    prompted: Flag = NOT_TOLD
    reminded_at: PastInstant | None = NOT_TOLD
    reconfirmed_at: PastInstant | None = NOT_TOLD
    questions: Number = NOT_TOLD
    scale_size: Number = NOT_TOLD
    told_on: PastDay | None = NOT_TOLD
    place: Choice[Channel] = NOT_TOLD
    filled_on: PastDay = NOT_TOLD
    covers: SetOf[AssessmentTopic] = NOT_TOLD
    questionnaire: Text | None = NOT_TOLD
    answers_changed: Number = NOT_TOLD


@record
class CircumstanceChange:
    """A change of the customer's circumstances that may bear on the assessment."""

    on: PastDay = NOT_TOLD
    kind: Choice[ChangeKind] = NOT_TOLD
    reported_by: Choice[Actor] = NOT_TOLD
    told_at: PastInstant | None = NOT_TOLD


@record
class Experience:
    """Experience in investing or in financial work, since a day."""

    kind: Choice[ExperienceKind] = NOT_TOLD
    since: PastDay = NOT_TOLD


@record
class PastSale:
    """A purchase or redemption the customer made before.

    `amount` is in the currency of the product; that of a redemption is negative.
    """

    key: Text = NOT_TOLD
    on: PastDay = NOT_TOLD
    product: Text = NOT_TOLD
    family: Choice[Family] = NOT_TOLD
    level: ProductLevel = NOT_TOLD
    amount: Money = NOT_TOLD


@record
class Proof:
    """A proof the customer gave; `on` is the day it is dated, `covers_years` the years it covers, `amount` in yuan."""

    kind: Choice[ProofKind] = NOT_TOLD
    on: PastDay = NOT_TOLD
    covers_years: Number | None = NOT_TOLD
    amount: Yuan | None = NOT_TOLD


@record
class Policy:
    """An insurance the customer already holds; `until` none: for life."""

    line: Choice[InsuranceLine] = NOT_TOLD
    since: PastDay = NOT_TOLD
    until: Day | None = NOT_TOLD


@record
class Conversion:
    """A customer's application to change category and what followed; each day none: it has not happened.

    `called_on` is when the customer was called to a test of knowledge.
    """

    to: Choice[Category] = NOT_TOLD
    institution: Text = NOT_TOLD
    applied_on: PastDay = NOT_TOLD
    form: Choice[Form] = NOT_TOLD
    assessed_by: SetOf[AssessmentWay] = NOT_TOLD
    explained_on: PastDay | None = NOT_TOLD
    warned_on: PastDay | None = NOT_TOLD
    checked_on: PastDay | None = NOT_TOLD
    answered_on: PastDay | None = NOT_TOLD
    reason: Text | None = NOT_TOLD
    accepted: Flag = NOT_TOLD
    called_on: PastDay | None = NOT_TOLD


@record
class Adjustment:
    """A change of category, level or opinion after a change of facts; `told_on` none: the customer was not told."""

    kind: Choice[AdjustmentKind] = NOT_TOLD
    on: PastDay = NOT_TOLD
    told_on: PastDay | None = NOT_TOLD


@record
class Customer:
    """A natural person or an organisation that buys.

    Amounts are in yuan: `household_income` and `income` a year, `financial_assets`, `net_assets` and `debts`
    at their last statement. `lowest_class` is the mark of the class that may never buy above its level;
    it is a fact of the customer and not the level C1. `on_file` lists the items of information the institution
    has collected. The categories are those the institution recorded under each regulator's rules.
    `average_income` is the mean of the last three years; `refused` and `untrue` are the items the customer would not
    give and those known to be untrue. `accepted_designs` and `longest_term_days` are what the customer wants.
    `may_buy_lines` and `may_buy_grades` are the kinds and grades of insurance that were found to fit the customer.
    `tier` is the tier the institution keeps the customer in, `assets_here` what the customer holds with it.
    `consents` are those it was given or refused for the use of the customer's data.
    """

    key: Text = NOT_TOLD
    kind: Choice[CustomerKind] = NOT_TOLD
    nfra_category: Choice[Category] = NOT_TOLD
    csrc_category: Choice[Category] = NOT_TOLD
    birth_date: PastDay = NOT_TOLD
    capacity: Choice[Capacity] = NOT_TOLD
    accepts_loss: Flag = NOT_TOLD
    lowest_class: Flag = NOT_TOLD
    education: Choice[Education] = NOT_TOLD
    occupation: Text = NOT_TOLD
    income: Yuan = NOT_TOLD
    household_income: Yuan = NOT_TOLD
    financial_assets: Yuan = NOT_TOLD
    net_assets: Yuan = NOT_TOLD
    debts: Yuan = NOT_TOLD
    assets_here: Yuan = NOT_TOLD
    tier: Choice[Tier] | None = NOT_TOLD
    experience: Many[Experience] = NOT_TOLD
    restrictions: SetOf[Restriction] = NOT_TOLD
    on_file: SetOf[ProfileItem] = NOT_TOLD
    assessments: Many[Assessment] = NOT_TOLD
    changes: Many[CircumstanceChange] = NOT_TOLD
    purchases: Many[PastSale] = NOT_TOLD
    average_income: Yuan = NOT_TOLD
    household_financial_assets: Yuan = NOT_TOLD
    household_net_financial_assets: Yuan = NOT_TOLD
    accepted_designs: SetOf[Design] = NOT_TOLD
    longest_term_days: Number | None = NOT_TOLD
    identity_checked_on: PastDay | None = NOT_TOLD
    identity_told_on: PastDay | None = NOT_TOLD
    refused: SetOf[ProfileItem] = NOT_TOLD
    untrue: SetOf[ProfileItem] = NOT_TOLD
    policies: Many[Policy] = NOT_TOLD
    proofs: Many[Proof] = NOT_TOLD
    conversions: Many[Conversion] = NOT_TOLD
    adjustments: Many[Adjustment] = NOT_TOLD
    csrc_classified_on: PastDay = NOT_TOLD
    may_buy_grades: SetOf[str] = NOT_TOLD
    may_buy_lines: SetOf[InsuranceLine] = NOT_TOLD
    consents: Many[Consent] = NOT_TOLD


@record
class Edit:
    """One change of a profile; `reviewed_by` and `reviewed_at` none: nobody has reviewed it yet."""

    at: PastInstant = NOT_TOLD
    by: Text = NOT_TOLD
    reviewed_by: Text | None = NOT_TOLD
    reviewed_at: PastInstant | None = NOT_TOLD


@record
class Profile:
    """A customer's profile as one institution keeps it: the subject `profile`."""

    key: Text = NOT_TOLD
    customer: One[Customer] = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
    edits: Many[Edit] = NOT_TOLD
