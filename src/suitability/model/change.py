"""Changes of a seller's product catalog: what a product was, what it becomes, and who has said so."""

from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    Many,
    Number,
    One,
    PastDay,
    PlannedDay,
    SetOf,
    Text,
    record,
)
from suitability.model.product import Product
from suitability.model.seller import Seller
from suitability.model.vocabulary import NoticeAudience, WrittenUnit


@record
class Approval:
    """One person's leave for one change: `before` and `after` are the digests of the product that it was given for.

    `reason` says why, `evidence` which document shows it (none: there is none).
    """

    by: Text = NOT_TOLD
    role: Text | None = NOT_TOLD
    on: PastDay = NOT_TOLD
    reason: Text | None = NOT_TOLD
    evidence: Text | None = NOT_TOLD
    before: Text | None = NOT_TOLD
    after: Text | None = NOT_TOLD


@record
class ChangeNotice:
    """A notice of the change: to whom, on which day, and the document that shows it (none: there is none)."""

    to: Choice[NoticeAudience] = NOT_TOLD
    on: PastDay = NOT_TOLD
    document: Text | None = NOT_TOLD


@record
class UnitChange:
    """An amount or share that is written in another unit than before, in the field of this name."""

    field: Text = NOT_TOLD
    before: Choice[WrittenUnit] = NOT_TOLD
    after: Choice[WrittenUnit] = NOT_TOLD


@record
class Change:
    """A change of one product of a seller's catalog: the subject `change`.

    `on` is the day it takes effect. `product` is the product after it (none: it leaves the catalog), `before` what it
    was (none: it is new); `before_digest` and `after_digest` are those of the two. `authors` wrote the change,
    `approvers` may approve it by the list of the firm. `holders` counts who holds the product, `pending_sales` the
    sales begun and not concluded; `newly_unsuitable` are the keys of customers whom it no longer suits.
    `dropped_sentences` counts sentences of its texts on risk that are said no more, `dropped_disclosures` names the
    rules whose disclosure they held. `earlier_names` are those under which its key stood in the catalog before.
    """

    on: PlannedDay
    key: Text = NOT_TOLD
    product: One[Product] | None = NOT_TOLD
    before: One[Product] | None = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
    before_digest: Text | None = NOT_TOLD
    after_digest: Text | None = NOT_TOLD
    authors: SetOf[str] = NOT_TOLD
    approvers: SetOf[str] = NOT_TOLD
    approvals: Many[Approval] = NOT_TOLD
    notices: Many[ChangeNotice] = NOT_TOLD
    holders: Number = NOT_TOLD
    pending_sales: Number = NOT_TOLD
    newly_unsuitable: SetOf[str] = NOT_TOLD
    dropped_sentences: Number = NOT_TOLD
    dropped_disclosures: SetOf[str] = NOT_TOLD
    units: Many[UnitChange] = NOT_TOLD
    earlier_names: SetOf[str] = NOT_TOLD
