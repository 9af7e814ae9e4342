"""The closed lists of words that fields of the model choose from.

A word is stable once released: records, warehouses and rules hold it. Their labels live with the messages.
"""

from typing import Any, Literal, get_args, get_origin

Family = Literal[
    "deposit",
    "structured-deposit",
    "wealth",
    "trust",
    "public-fund",
    "private-fund",
    "asset-management-plan",
    "futures-asset-management-plan",
    "stock",
    "bond",
    "futures",
    "option",
    "otc-derivative",
    "insurance",
    "precious-metal",
    "foreign-exchange",
    "loan",
]
Licence = Literal[
    "bank",
    "wealth-company",
    "trust-company",
    "insurer",
    "insurance-asset-manager",
    "insurance-agency",
    "insurance-broker",
    "securities-firm",
    "fund-manager",
    "fund-seller",
    "futures-firm",
    "private-fund-manager",
    "platform",
]
CustomerKind = Literal[
    "natural-person",
    "company",
    "bank",
    "insurer",
    "financial-holding-company",
    "securities-firm",
    "fund-manager",
    "futures-firm",
    "private-fund-manager",
    "asset-management-product",
    "service-trust",
    "charitable-trust",
    "social-security-fund",
    "annuity",
    "charity-fund",
    "qualified-foreign-investor",
    "other-organisation",
]
Category = Literal["ordinary", "professional"]
Capacity = Literal["full", "limited", "none"]
Tier = Literal["ordinary", "high-net-worth", "private-banking"]
Education = Literal["none", "primary", "secondary", "vocational", "bachelor", "postgraduate"]
ExperienceKind = Literal["investing", "product-design", "risk-management", "senior-manager", "certified"]
Restriction = Literal["frozen", "no-new-purchases", "no-high-risk", "no-contact", "deceased", "sanctioned"]
ChangeKind = Literal[
    "income",
    "assets",
    "debts",
    "occupation",
    "purpose",
    "preference",
    "health",
    "family-event",
    "capacity",
]
ProfileItem = Literal[
    "name",
    "identity-document",
    "sex",
    "nationality",
    "occupation",
    "birth-date",
    "contact",
    "income-source",
    "income-amount",
    "assets",
    "debts",
    "education",
    "work",
    "experience",
    "purpose",
    "term",
    "expected-return",
    "preference",
    "bearable-loss",
    "integrity-record",
    "beneficial-owner",
]
Actor = Literal["customer", "institution", "adviser", "legal-representative", "third-party"]
Channel = Literal["branch", "self-service-terminal", "online", "telephone", "remote-video", "visit"]
Stage = Literal["candidate", "recommended", "ordered", "concluded"]
Form = Literal["written", "electronic", "oral"]
Raising = Literal["public", "private"]
Complexity = Literal["simple", "complex"]
Design = Literal["fixed-income", "mixed", "equity", "commodity-derivative"]
BenefitDesign = Literal["ordinary", "participating", "universal", "investment-linked", "variable"]
InsuranceLine = Literal["life", "annuity", "health", "accident", "property"]
PremiumMode = Literal["single", "regular"]
FeeKind = Literal["subscription", "redemption", "management", "custody", "sales-service", "performance", "other"]
RedemptionKind = Literal["daily", "periodic", "at-maturity", "none"]
RatingFactor = Literal[
    "structure",
    "leverage",
    "liquidity",
    "maturity",
    "issuer-credit",
    "underlying-assets",
    "volatility",
    "past-performance",
    "complexity",
    "minimum-amount",
]
DisclosureItem = Literal[
    "basics",
    "risk-level",
    "risk-level-may-change",
    "principal-loss",
    "loss-beyond-principal",
    "fees",
    "returns",
    "redemption",
    "matching-opinion",
    "other-risks",
]
WarningKind = Literal["risk", "high-risk", "level-change", "mismatch", "past-performance"]
EffectBasis = Literal["past-performance", "benchmark", "scenario"]
ConfirmationKind = Literal["risk-disclosure", "level-change", "mismatch", "order", "representative-consent"]
RecordingMedium = Literal["audio", "video", "audio-and-video"]
RecordedStep = Literal[
    "identification",
    "product-explanation",
    "risk-disclosure",
    "fees",
    "redemption",
    "clear-answer",
    "signing",
]
CareMeasure = Literal["special-procedure", "more-information", "stronger-warning", "more-time", "follow-up-call"]
Suitability = Literal["suitable", "unsuitable"]
RecordKind = Literal["product-rating", "customer-assessment", "disclosure", "recording", "matching-opinion"]
RatedScope = Literal["whole", "parts"]
NoticeKind = Literal["level-change", "product-level-change", "unsuitable", "range-left"]

VOCABULARIES: dict[tuple[Any, ...], str] = {
    get_args(words): name for name, words in list(globals().items()) if get_origin(words) is Literal
}
