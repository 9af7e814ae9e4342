"""The institution that sells, and the person of it who does."""

from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    Day,
    Many,
    PastDay,
    SetOf,
    Text,
    record,
)
from suitability.model.vocabulary import (
    Family,
    Licence,
)


@record
class Qualification:
    """A qualification to sell, of a person or an institution, granted in `country` (ISO 3166).

    The last day counts, none: without an end.
    """

    families: SetOf[Family] = NOT_TOLD
    valid_from: PastDay = NOT_TOLD
    valid_until: Day | None = NOT_TOLD
    country: Text = NOT_TOLD


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
    licences: Many[Qualification] = NOT_TOLD
    trainings: Many[Training] = NOT_TOLD
    may_sell_grades: SetOf[str] = NOT_TOLD


@record
class Seller:
    """The institution that sells, and keeps the customer's profile.

    `licence` none: it holds no licence of a financial institution. `licences` are its approvals for families of
    products, `regions` those its licence is limited to (none: no limit), `country` where it is (ISO 3166).
    """

    key: Text = NOT_TOLD
    name: Text = NOT_TOLD
    licence: Choice[Licence] | None = NOT_TOLD
    licences: Many[Qualification] = NOT_TOLD
    country: Text = NOT_TOLD
    regions: SetOf[str] | None = NOT_TOLD
