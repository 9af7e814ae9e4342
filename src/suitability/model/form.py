"""Forms and pages on which customers choose and give their data."""

from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    Flag,
    Many,
    Number,
    One,
    SetOf,
    Text,
    record,
)
from suitability.model.personal_data import PrivacyNotice
from suitability.model.product import Product
from suitability.model.seller import Seller
from suitability.model.vocabulary import (
    Channel,
    ChoiceKind,
    DataCategory,
    FieldNeed,
    PaymentTool,
    Purpose,
)


@record
class FormChoice:
    """A choice that a form offers; `cancel` says how the customer can cancel later (none: in no way)."""

    kind: Choice[ChoiceKind] = NOT_TOLD
    product: Text | None = NOT_TOLD
    ticked_first: Flag = NOT_TOLD
    optional: Flag = NOT_TOLD
    noticed: Flag = NOT_TOLD
    cancel: Text | None = NOT_TOLD


@record
class FormField:
    """A field of a form or table: the category of data it holds, and whether it must be filled in.

    `place` is where it stands in its file, `kept_days` how long what it holds is kept (none: without an end).
    """

    name: Text = NOT_TOLD
    category: Choice[DataCategory] = NOT_TOLD
    need: Choice[FieldNeed] = NOT_TOLD
    kept_days: Number | None = NOT_TOLD
    place: Text = NOT_TOLD


@record
class BusinessForm:
    """A form or page on which customers choose or give their data, or a table that keeps these: the subject `form`.

    `payment_tools` are the ways to pay it lists, `purposes` those its `fields` are collected for, `notice` the notice
    shown with it (none: none is).
    """

    key: Text = NOT_TOLD
    product: One[Product] | None = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
    choices: Many[FormChoice] = NOT_TOLD
    payment_tools: SetOf[PaymentTool] = NOT_TOLD
    channel: Choice[Channel] = NOT_TOLD
    purposes: SetOf[Purpose] = NOT_TOLD
    fields: Many[FormField] = NOT_TOLD
    notice: One[PrivacyNotice] | None = NOT_TOLD
