"""Forms and pages on which customers choose."""

from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    Flag,
    Many,
    One,
    SetOf,
    Text,
    record,
)
from suitability.model.product import Product
from suitability.model.seller import Seller
from suitability.model.vocabulary import (
    Channel,
    ChoiceKind,
    PaymentTool,
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
class BusinessForm:
    """A form or page on which customers choose: the subject `form`.

    `payment_tools` are the ways to pay it lists.
    """

    key: Text = NOT_TOLD
    product: One[Product] | None = NOT_TOLD
    seller: One[Seller] = NOT_TOLD
    choices: Many[FormChoice] = NOT_TOLD
    payment_tools: SetOf[PaymentTool] = NOT_TOLD
    channel: Choice[Channel] = NOT_TOLD
