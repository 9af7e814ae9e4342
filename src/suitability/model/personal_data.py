"""Consents of customers, after the record of consent of ISO/IEC TS 27560, and what uses of their data are made of."""

from suitability.model.facts import (
    NOT_TOLD,
    Choice,
    Day,
    Flag,
    Many,
    One,
    PastDay,
    PastInstant,
    SetOf,
    Text,
    record,
)
from suitability.model.vocabulary import (
    Actor,
    ConsentEventKind,
    ConsentForm,
    ContractItem,
    DataCategory,
    DataSource,
    Family,
    KeptData,
    LegalBasis,
    NoticeItem,
    NoticeMode,
    Purpose,
    RecipientKind,
    Role,
    WithdrawalWay,
)


@record
class ConsentEvent:
    """What happened to a consent; events are only ever added."""

    kind: Choice[ConsentEventKind] = NOT_TOLD
    at: PastInstant = NOT_TOLD
    by: Choice[Actor] = NOT_TOLD


@record
class PrivacyNotice:
    """The notice a person was shown before the consent or the collection.

    `version` and `digest` name its text, `language` is that of the text (BCP 47), `items` what it told.
    """

    version: Text = NOT_TOLD
    digest: Text = NOT_TOLD
    language: Text = NOT_TOLD
    items: SetOf[NoticeItem] = NOT_TOLD
    shown_at: PastInstant | None = NOT_TOLD


@record
class Consent:
    """A consent as it is kept: what was asked, in which form, and all that happened to it since.

    It is for each of its `purposes`, with each category of `data`. `products` and `channels` limit it (none: no limit),
    `recipients` are the keys of those the data may be given to (none: to nobody). `jurisdiction` is the country whose
    law it was asked under (ISO 3166), `basis` the legal basis it stands for. `separate`: asked for apart from every
    other consent. `guardian` is who gave it for a child (none: the person did). The first and the last day count;
    `valid_until` none: until it is withdrawn. `withdrawal` are the ways to withdraw it (empty: there is none).
    `asked_before_service`: the service was refused or stopped to those who did not consent.
    """

    key: Text = NOT_TOLD
    purposes: SetOf[Purpose] = NOT_TOLD
    data: SetOf[DataCategory] = NOT_TOLD
    products: SetOf[Family] | None = NOT_TOLD
    recipients: SetOf[str] | None = NOT_TOLD
    channels: SetOf[NoticeMode] | None = NOT_TOLD
    jurisdiction: Text = NOT_TOLD
    notice: One[PrivacyNotice] | None = NOT_TOLD
    basis: Choice[LegalBasis] = NOT_TOLD
    form: Choice[ConsentForm] = NOT_TOLD
    separate: Flag = NOT_TOLD
    guardian: Text | None = NOT_TOLD
    valid_from: Day = NOT_TOLD
    valid_until: Day | None = NOT_TOLD
    withdrawal: SetOf[WithdrawalWay] = NOT_TOLD
    asked_before_service: Flag = NOT_TOLD
    events: Many[ConsentEvent] = NOT_TOLD


@record
class UsedData:
    """One category of data in a use, and where it came from.

    `collected_for` is the purpose it was collected for, `derived_from` the categories it was derived from (empty: from
    none). `purpose_met_on` is when that purpose was met (none: not yet), `kept_since` the day from which its time of
    keeping counts.
    """

    category: Choice[DataCategory] = NOT_TOLD
    source: Choice[DataSource] = NOT_TOLD
    collected_for: Choice[Purpose] = NOT_TOLD
    collected_at: PastInstant = NOT_TOLD
    derived_from: SetOf[DataCategory] = NOT_TOLD
    purpose_met_on: PastDay | None = NOT_TOLD
    kept_as: Choice[KeptData] | None = NOT_TOLD
    kept_since: PastDay = NOT_TOLD


@record
class Recipient:
    """Whom data are given to; `country` is where (ISO 3166), `contract` what the contract with it settles."""

    key: Text = NOT_TOLD
    kind: Choice[RecipientKind] = NOT_TOLD
    country: Text = NOT_TOLD
    contract: SetOf[ContractItem] = NOT_TOLD


@record
class Accessor:
    """Who uses the data, and in which role."""

    key: Text = NOT_TOLD
    role: Choice[Role] = NOT_TOLD


@record
class ProtectionAssessment:
    """An assessment of the impact on the protection of personal data; `kept_until` none: without an end."""

    on: PastDay = NOT_TOLD
    purposes: SetOf[Purpose] = NOT_TOLD
    kept_until: Day | None = NOT_TOLD
