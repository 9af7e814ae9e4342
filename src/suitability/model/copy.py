"""Marketing copy: who shows it to whom and where, who reviewed it, and the figures it shows."""

from suitability.model.events import Benefit
from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    Day,
    Flag,
    Many,
    Money,
    Number,
    One,
    PastDay,
    PastInstant,
    PlannedDay,
    ProductLevel,
    SetOf,
    Text,
    record,
)
from suitability.model.product import Benchmark, Fee, Product
from suitability.model.seller import Qualification, Seller
from suitability.model.vocabulary import (
    Audience,
    CopyChannel,
    Family,
    Form,
    Genre,
    ImplicitLabel,
    Licence,
    LinkTarget,
    Measure,
    PresenterRole,
    PublisherKind,
    RedemptionKind,
    ReviewKind,
    SortKey,
)


@record
class Publisher:
    """Who publishes the copy, and by whose leave.

    `licence` none: they hold no licence of a financial institution; `entrusted_by` none: nobody entrusted them.
    The last day of the entrustment counts, none: without an end.
    """

    key: Text = NOT_TOLD
    kind: Choice[PublisherKind] = NOT_TOLD
    licence: Choice[Licence] | None = NOT_TOLD
    entrusted_by: Text | None = NOT_TOLD
    entrusted_by_licence: Choice[Licence] | None = NOT_TOLD
    entrusted_from: PastDay | None = NOT_TOLD
    entrusted_until: Day | None = NOT_TOLD
    entrusted_families: SetOf[Family] = NOT_TOLD


@record
class Presenter:
    """A person who appears in or recommends by the copy; days none: it has not happened."""

    role: Choice[PresenterRole] = NOT_TOLD
    birth_date: PastDay = NOT_TOLD
    employer: Text | None = NOT_TOLD
    employer_licence: Choice[Licence] | None = NOT_TOLD
    licences: Many[Qualification] = NOT_TOLD
    authorised_from: PastDay | None = NOT_TOLD
    authorised_until: Day | None = NOT_TOLD
    used_since: PastDay | None = NOT_TOLD
    penalised_on: PastDay | None = NOT_TOLD


@record
class Review:
    """A review of the copy before it is used; `digest` is that of the text reviewed."""

    kind: Choice[ReviewKind] = NOT_TOLD
    by: Text = NOT_TOLD
    at: PastInstant = NOT_TOLD
    form: Choice[Form] = NOT_TOLD
    digest: Text = NOT_TOLD
    kept_until: Day | None = NOT_TOLD


@record
class Performance:
    """A performance shown, from its `first` to its `last` day; `started_on` is when the fund's contract took effect.

    Changes of objective and scope count as changes of strategy; days none: there was no change.
    """

    product: Text = NOT_TOLD
    started_on: PastDay = NOT_TOLD
    first: PastDay = NOT_TOLD
    last: PastDay = NOT_TOLD
    benchmark_beside: Flag = NOT_TOLD
    source: Text = NOT_TOLD
    method: Text = NOT_TOLD
    compared: Flag = NOT_TOLD
    measure: Choice[Measure] = NOT_TOLD
    manager_changed_on: PastDay | None = NOT_TOLD
    strategy_changed_on: PastDay | None = NOT_TOLD
    notes_change: Flag = NOT_TOLD


@record
class Rating:
    """A rating the copy cites."""

    agency: Text | None = NOT_TOLD
    published_on: PastDay = NOT_TOLD


@record
class Link:
    """A link that leads on from the copy, and whose page it opens."""

    to: Choice[LinkTarget] = NOT_TOLD
    owner: Text = NOT_TOLD
    owner_licence: Choice[Licence] | None = NOT_TOLD


@record
class Evidence:
    """What proves words of the copy: `claim` holds the words, `source` who says so, `document` where, `on` when."""

    claim: Text = NOT_TOLD
    source: Text = NOT_TOLD
    document: Text = NOT_TOLD
    on: PastDay = NOT_TOLD


@record
class Copy:
    """A piece of marketing copy: the subject `copy`.

    `on` is a day on which it is or will be shown, and chooses the law; `published_at` is when it was first shown
    (none: not yet). `product` is the one it names (none: it names none), `seller` the institution it promotes,
    `account_owner` the one that opened the account or runs the platform it stands on. `digest` is that of the text
    shown. `mainland_audience`: it speaks to people in the mainland. `text` is all that is said or shown, `genre` what
    it is, `account_name` the name it is published under, `trademark` the mark it carries (none: it carries none),
    and `evidence` what proves its claims. `warning_seconds` is how long moving pictures show the risk warning (none:
    they never do); `implicit_label` what the metadata of the file say of its making. What is `stated` is what the text
    says of the product (none: it says nothing of it); `stated_open_ended`: it says that there is no fixed term.
    """

    on: PlannedDay
    key: Text = NOT_TOLD
    product: One[Product] | None = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
    publisher: One[Publisher] = NOT_TOLD
    published_at: PastInstant | None = NOT_TOLD
    until: Day | None = NOT_TOLD
    text: Text = NOT_TOLD
    genre: Choice[Genre] = NOT_TOLD
    account_name: Text | None = NOT_TOLD
    trademark: Text | None = NOT_TOLD
    evidence: Many[Evidence] = NOT_TOLD
    channel: Choice[CopyChannel] = NOT_TOLD
    audience: Choice[Audience] = NOT_TOLD
    audience_regions: SetOf[str] = NOT_TOLD
    account_owner: Text = NOT_TOLD
    account_owner_licence: Choice[Licence] | None = NOT_TOLD
    on_third_party_platform: Flag = NOT_TOLD
    gated: Flag = NOT_TOLD
    digest: Text = NOT_TOLD
    reviews: Many[Review] = NOT_TOLD
    presenters: Many[Presenter] = NOT_TOLD
    performances: Many[Performance] = NOT_TOLD
    ratings: Many[Rating] = NOT_TOLD
    same_type_products: SetOf[str] = NOT_TOLD
    sorted_by: SetOf[SortKey] = NOT_TOLD
    sorted_period_months: Number | None = NOT_TOLD
    links: Many[Link] = NOT_TOLD
    benefits: Many[Benefit] = NOT_TOLD
    notes_region: Flag = NOT_TOLD
    stated_level: ProductLevel | None = NOT_TOLD
    stated_minimum: Money | None = NOT_TOLD
    stated_term_days: Number | None = NOT_TOLD
    stated_open_ended: Flag = NOT_TOLD
    stated_fees: Many[Fee] = NOT_TOLD
    stated_redemption: Choice[RedemptionKind] | None = NOT_TOLD
    stated_locked_days: Number | None = NOT_TOLD
    stated_benchmark: One[Benchmark] | None = NOT_TOLD
    made_by_ai: Flag = NOT_TOLD
    labelled_as_ai: Flag = NOT_TOLD
    implicit_label: SetOf[ImplicitLabel] = NOT_TOLD
    unlabelled_requested_at: PastInstant | None = NOT_TOLD
    label_duty_agreed_at: PastInstant | None = NOT_TOLD
    log_kept_until: Day | None = NOT_TOLD
    mainland_audience: Flag = NOT_TOLD
    warning_seconds: Number | None = NOT_TOLD
    speaks_warning: Flag = NOT_TOLD
