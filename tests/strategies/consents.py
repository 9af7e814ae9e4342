"""Uses of data and contacts that rest on consents, and the ways in which a consent can say less than it did.

The values are few, so that a consent covers a use now and then, and fails to by one thing.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs
from hypothesis import strategies as st

from suitability.model.contact import Contact
from suitability.model.customer import Customer
from suitability.model.personal_data import Consent, ConsentEvent, Recipient, UsedData
from suitability.model.product import Product
from suitability.model.use import Use

ZONE = dt.timezone(dt.timedelta(hours=8))
DAY = dt.date(2026, 5, 18)
AT = dt.datetime(2026, 5, 18, 10, tzinfo=ZONE)
AS_OF = dt.date(2026, 6, 30)

PURPOSES = ("wealth-recommendation", "direct-marketing", "marketing", "order-execution", "money-laundering-prevention")
CATEGORIES = ("mobile", "risk-tolerance", "bank-account")
BASES = ("contract", "legal-duty", "public-information", "other-law")
FAMILIES = ("wealth", "insurance")
RECIPIENTS = ("insurer", "printer")
CHANNELS = ("sms", "telephone", "email")
KINDS = ("given", "renewed", "refused", "withdrawn", "revoked", "expired")
SECOND, LONG = dt.timedelta(seconds=1), dt.timedelta(days=300)


def mostly(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """Draw the usual value four times in five."""
    return often(st.just(usual), st.sampled_from(others))


def some(values: Sequence[str]) -> st.SearchStrategy[frozenset[str]]:
    """Draw all the values four times in five, else any of them."""
    return often(st.just(frozenset(values)), st.frozensets(st.sampled_from(values)))


def often(usual: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 4).flatmap(lambda chance: usual if chance else other)


instants = st.sampled_from(
    [AT + step for step in (-LONG, -dt.timedelta(days=9), -SECOND, 0 * SECOND, SECOND, LONG / 30)]
)
events = st.builds(ConsentEvent, kind=mostly("given", *KINDS), at=instants, by=st.just("customer"))
consents = st.builds(
    Consent,
    key=st.sampled_from(("C-1", "C-2")),
    purposes=some(PURPOSES),
    data=some(CATEGORIES),
    products=st.one_of(st.none(), some(FAMILIES)),
    recipients=st.one_of(st.none(), some(RECIPIENTS)),
    channels=st.one_of(st.none(), some(CHANNELS)),
    jurisdiction=mostly("CN", "HK"),
    basis=st.just("consent"),
    form=mostly("electronic", "written", "oral", "presumed"),
    separate=st.booleans(),
    guardian=st.none(),
    valid_from=mostly(DAY - LONG, DAY - dt.timedelta(days=1), DAY, DAY + dt.timedelta(days=1)),
    valid_until=st.one_of(st.none(), mostly(DAY + LONG, DAY + dt.timedelta(days=1), DAY, DAY - dt.timedelta(days=1))),
    events=st.lists(events, min_size=1, max_size=3),
)
customers = st.builds(
    Customer,
    kind=st.just("natural-person"),
    birth_date=mostly(dt.date(1980, 1, 1), dt.date(2014, 1, 1)),
    consents=st.lists(consents, max_size=2),
)
products = st.one_of(st.none(), st.sampled_from(FAMILIES).map(lambda family: Product(family=family)))
used = st.builds(
    UsedData,
    category=st.sampled_from(CATEGORIES),
    source=mostly("customer", "derived", "public"),
    collected_for=st.sampled_from(PURPOSES),
    derived_from=st.just(frozenset()),
)
uses = st.builds(
    Use,
    on=st.just(DAY),
    at=st.just(AT),
    customer=customers,
    product=products,
    action=mostly("process", "collect", "provide", "publish", "export", "entrust"),
    purpose=st.sampled_from(PURPOSES),
    data=st.lists(used, min_size=1, max_size=2),
    bases=mostly(frozenset(), *({base} for base in BASES), frozenset(BASES)),
    recipient=st.one_of(
        st.none(),
        st.builds(Recipient, key=st.sampled_from(RECIPIENTS), kind=mostly("processor", "entrusted", "authority")),
    ),
    automated=st.booleans(),
    assessments=st.just(()),
)
contacts = st.builds(
    Contact,
    on=st.just(DAY),
    at=st.just(AT),
    customer=customers,
    product=products,
    channel=st.sampled_from(CHANNELS),
    purpose=st.sampled_from(("marketing", "recommendation")),
    requested_at=mostly(None, AT - SECOND),
)  # fmt: skip


@st.composite
def less(draw: st.DrawFn, consent: Consent) -> Consent:
    """Draw the consent without something it allowed: a purpose, a category, a recipient, a product, a way, some days."""
    held = attrs.asdict(consent, recurse=False)
    name = draw(
        st.sampled_from(("purposes", "data", "products", "recipients", "channels", "valid_from", "valid_until"))
    )
    if name == "valid_from":
        return attrs.evolve(consent, valid_from=consent.valid_from + draw(days))
    if name == "valid_until":
        last = DAY if consent.valid_until is None else consent.valid_until
        return attrs.evolve(consent, valid_until=last - draw(days))
    whole = {"products": FAMILIES, "recipients": (), "channels": CHANNELS}
    # None is no limit of products and ways, and nobody of recipients.
    values = frozenset(whole[name]) if held[name] is None else held[name]
    gone = draw(st.frozensets(st.sampled_from(sorted(values)), min_size=1)) if values else frozenset()
    return attrs.evolve(consent, **{name: values - gone})


days = st.integers(1, 400).map(lambda count: dt.timedelta(days=count))


def ended(consent: Consent, at: dt.datetime, kind: str = "withdrawn") -> Consent:
    """Give the consent with one event more, which ends it."""
    return attrs.evolve(consent, events=[*consent.events, ConsentEvent(kind=kind, at=at, by="customer")])


def holding(subject: Any, consents: Sequence[Consent]) -> Any:
    """Give a use or a contact of the same customer with other consents."""
    return attrs.evolve(subject, customer=attrs.evolve(subject.customer, consents=consents))
