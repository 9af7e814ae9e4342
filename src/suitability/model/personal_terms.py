"""The purposes and categories of personal data in the terms of the W3C Data Privacy Vocabulary (DPV), version 2.2.

A term of ours has the identifier of the term of DPV that means the same; where none does, it is an extension (none).
Identifiers begin with the prefix DPV gives its namespaces: `dpv:` is ``https://w3id.org/dpv#``, `pd:` is
``https://w3id.org/dpv/pd#``. That two terms mean the same says nothing of what a consent covers: no tree is read.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from suitability.model.vocabulary import DataCategory, Purpose

T = TypeVar("T")

VERSION: Final = "2.2"
NAMESPACES: Final[Mapping[str, str]] = MappingProxyType(
    {"dpv": "https://w3id.org/dpv#", "pd": "https://w3id.org/dpv/pd#"}
)

PURPOSES: Final[Mapping[Purpose, str | None]] = MappingProxyType(
    {
        "account-opening": None,
        "identity-verification": "dpv:IdentityVerification",
        "contract-conclusion": "dpv:EstablishContractualAgreement",
        "service-provision": "dpv:ServiceProvision",
        "order-execution": "dpv:CustomerOrderManagement",
        "payment": "dpv:PaymentManagement",
        "suitability-assessment": None,
        "wealth-recommendation": None,
        "insurance-underwriting": None,
        "claims-handling": "dpv:CustomerClaimsManagement",
        "credit-assessment": None,
        "customer-care": "dpv:CustomerCare",
        "complaint-handling": None,
        "dispute-resolution": "dpv:DisputeManagement",
        "money-laundering-prevention": "dpv:CounterMoneyLaundering",
        "fraud-prevention": "dpv:FraudPreventionAndDetection",
        "tax-reporting": None,
        "regulatory-reporting": None,
        "risk-management": "dpv:OrganisationRiskManagement",
        "audit": None,
        "record-keeping": "dpv:RecordManagement",
        "security": "dpv:EnforceSecurity",
        "marketing": "dpv:Marketing",
        "direct-marketing": "dpv:DirectMarketing",
        "personalised-recommendation": "dpv:ProvidePersonalisedRecommendations",
        "publicity": None,
        "greeting": None,
        "market-research": None,
        "customer-analysis": None,
        "service-improvement": "dpv:ImproveExistingProductsAndServices",
        "model-training": None,
        "staff-training": None,
    }
)

CATEGORIES: Final[Mapping[DataCategory, str | None]] = MappingProxyType(
    {
        "name": "pd:Name",
        "sex": "pd:Gender",
        "birth-date": "pd:BirthDate",
        "age": "pd:Age",
        "nationality": "pd:Nationality",
        "ethnicity": "pd:Ethnicity",
        "birth-place": "pd:BirthPlace",
        "language": "pd:Language",
        "identity-document": "pd:OfficialID",
        "identity-number": None,
        "photo": "pd:Picture",
        "signature": None,
        "biometric": "pd:Biometric",
        "biometric-image": None,
        "mobile": None,
        "telephone": "pd:TelephoneNumber",
        "email": "pd:EmailAddress",
        "address": "pd:PhysicalAddress",
        "postal-code": "pd:PostalCode",
        "messenger-account": None,
        "social-media": "pd:SocialMedia",
        "website": None,
        "emergency-contact": None,
        "employer": None,
        "occupation": "pd:Job",
        "work-history": "pd:WorkHistory",
        "education": "pd:Education",
        "marital-status": "pd:MaritalStatus",
        "family": "pd:Family",
        "children": "pd:Offspring",
        "income": "pd:Income",
        "assets": None,
        "debts": None,
        "tax-status": None,
        "credit-record": "pd:CreditRecord",
        "bank-account": "pd:BankAccount",
        "bank-card": "pd:PaymentCard",
        "securities-account": None,
        "insurance-policy": "pd:Insurance",
        "balance": None,
        "transactions": "pd:Transaction",
        "holdings": None,
        "risk-tolerance": None,
        "investment-experience": None,
        "investment-purpose": None,
        "investment-preference": None,
        "loss-tolerance": None,
        "source-of-funds": None,
        "health": "pd:Health",
        "religion": "pd:Religion",
        "political-opinion": "pd:PoliticalOpinion",
        "union-membership": "pd:TradeUnionMembership",
        "criminal-record": "pd:Criminal",
        "integrity-record": None,
        "sexual-life": "pd:Sexual",
        "location": "pd:Location",
        "device": "pd:DeviceBased",
        "ip-address": "pd:IPAddress",
        "browsing": "pd:BrowsingBehaviour",
        "login-name": "pd:Username",
        "password": "pd:Password",
        "card-verification": None,
        "one-time-code": None,
        "security-answer": None,
        "recording": None,
        "interests": "pd:Interest",
        "vehicle": "pd:Vehicle",
        "real-estate": None,
        "customer-tag": None,
        "customer-tier": None,
        "consent-record": None,
        "contact-record": None,
        "complaint-record": None,
        "beneficial-owner": None,
        "representative": None,
        "account-opening-facts": None,
        "payment-token": None,
        "free-text": None,
        "organisation": None,
        "customer-key": None,
        "business-setting": None,
        "technical": None,
    }
)


def extensions(terms: Mapping[T, str | None]) -> tuple[T, ...]:
    """Name those of `PURPOSES` or `CATEGORIES` that are our own, in their order."""
    return tuple(name for name, identifier in terms.items() if identifier is None)
