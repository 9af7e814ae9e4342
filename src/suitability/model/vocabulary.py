"""The closed lists of words that fields of the model choose from.

A word is stable once released: records, warehouses and rules hold it. Their labels live with the messages.
"""

from typing import Any, Literal, get_args, get_origin

# fmt: off
Family = Literal[
    "deposit", "structured-deposit", "wealth", "trust", "public-fund", "private-fund", "asset-management-plan",
    "futures-asset-management-plan", "stock", "bond", "futures", "option", "otc-derivative", "insurance",
    "precious-metal", "foreign-exchange", "loan", "advisory", "payment", "virtual-currency",
    "foreign-exchange-margin",
]
Licence = Literal[
    "bank", "wealth-company", "trust-company", "insurer", "insurance-asset-manager", "insurance-agency",
    "insurance-broker", "securities-firm", "fund-manager", "fund-seller", "futures-firm", "private-fund-manager",
    "platform", "payment-institution", "financial-information-service",
]
CustomerKind = Literal[
    "natural-person", "company", "bank", "insurer", "financial-holding-company", "securities-firm", "fund-manager",
    "futures-firm", "private-fund-manager", "asset-management-product", "service-trust", "charitable-trust",
    "social-security-fund", "annuity", "charity-fund", "qualified-foreign-investor", "other-organisation",
]
Category = Literal["ordinary", "professional"]
Capacity = Literal["full", "limited", "none"]
Tier = Literal["ordinary", "high-net-worth", "private-banking"]
Education = Literal["none", "primary", "secondary", "vocational", "bachelor", "postgraduate"]
ExperienceKind = Literal["investing", "product-design", "risk-management", "senior-manager", "certified"]
Restriction = Literal["frozen", "no-new-purchases", "no-high-risk", "no-contact", "deceased", "sanctioned"]
ChangeKind = Literal[
    "income", "assets", "debts", "occupation", "purpose", "preference", "health", "family-event", "capacity",
]
ProfileItem = Literal[
    "name", "identity-document", "sex", "nationality", "occupation", "birth-date", "contact", "income-source",
    "income-amount", "assets", "debts", "education", "work", "experience", "purpose", "term", "expected-return",
    "preference", "bearable-loss", "integrity-record", "beneficial-owner", "protection-need", "premium-ability",
    "risk-tolerance", "existing-cover", "professional-ability", "registration",
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
    "structure", "leverage", "liquidity", "maturity", "issuer-credit", "underlying-assets", "volatility",
    "past-performance", "complexity", "minimum-amount", "raising", "redemption",
]
PrudenceFactor = Literal[
    "heavy-loss", "hard-to-sell", "hard-to-understand", "wide-public", "cross-border", "listed-high-risk",
    "special-terms", "other",
]
GradeFactor = Literal["insurance-type", "cover", "benefit-certainty", "other"]
ApprovalLevel = Literal["department", "senior-management"]
DisclosureItem = Literal[
    "basics", "risk-level", "risk-level-may-change", "principal-loss", "loss-beyond-principal", "fees", "returns",
    "redemption", "matching-opinion", "other-risks", "insurance-name", "insurer", "insurance-term", "cover",
    "exclusions", "premium", "benefit-uncertainty", "hesitation-period", "surrender-loss", "surrender-terms",
    "claims", "structure-complexity", "leverage", "illiquidity", "worst-case", "objective-mismatch",
    "conflict-of-interest", "institution-name", "staff-name", "staff-card", "staff-licence-number",
    "insurance-contract", "main-terms", "benefit-limit", "cash-value", "renewal-terms", "policy-waiting-period",
    "grace-period", "lapse", "non-disclosure", "service-contacts", "exclusions-explanation", "institution-loss",
    "institution-matters", "rights-limits", "key-features", "rights-and-reporting", "complaint-channels",
]
WarningKind = Literal[
    "risk", "high-risk", "level-change", "mismatch", "past-performance", "unsuitable", "special", "uncertainty",
    "stop-advice", "refusal-consequence", "bundle",
]
EffectBasis = Literal["past-performance", "benchmark", "scenario"]
ConfirmationKind = Literal[
    "risk-disclosure", "level-change", "mismatch", "order", "representative-consent", "own-choice", "recording",
    "insured-consent", "short-disclosure", "renewal", "conversion",
]
RecordingMedium = Literal["audio", "video", "audio-and-video"]
RecordedStep = Literal[
    "identification", "product-explanation", "risk-disclosure", "fees", "redemption", "clear-answer", "signing",
    "conversion", "high-risk-sale", "level-change", "documents-shown", "insurance-explained", "uncertainty",
    "description-shown", "sentence-copied", "insured-consent", "waiting-period",
]
CareMeasure = Literal["special-procedure", "more-information", "stronger-warning", "more-time", "follow-up-call"]
Suitability = Literal["suitable", "unsuitable"]
RecordKind = Literal[
    "product-rating", "customer-assessment", "disclosure", "recording", "matching-opinion", "customer-information",
    "matching-plan", "raising", "page", "operation-trail", "service-record", "business-record",
]
RatedScope = Literal["whole", "parts"]
NoticeKind = Literal["level-change", "product-level-change", "unsuitable", "range-left", "new-opinion", "adviser-left"]
OrderKind = Literal["buy", "sell", "withdraw"]
AccountKind = Literal["customer", "raising", "product", "custody", "insurer", "institution", "staff", "other"]
FundsSource = Literal["own", "loan", "bond-issue", "other-borrowed"]
StepKind = Literal[
    "contract", "money-transfer", "suitability-assessment", "loan-limit-assessment", "consultation", "advice",
    "comparison", "quotation", "policy-design", "application", "premium",
]
PageKind = Literal["sales", "application", "contract", "reminder"]
AssessmentWay = Literal["more-information", "knowledge-test", "mock-trade"]
BenefitKind = Literal[
    "draw", "rebate", "goods", "insurance", "fund-units", "voucher", "financial-product", "points", "other",
]
DocumentKind = Literal[
    "application", "contract", "terms", "product-description", "applicant-notice", "applicant-statement",
    "risk-disclosure", "special-warning", "qualified-investor-statement", "exclusions-explanation",
]
Misfit = Literal["need", "ability", "duplicate-cover", "risk"]
ModelRecord = Literal["raw-data", "reasoning-path", "trigger-record"]
Beneficiary = Literal["self", "others"]
LegalForm = Literal["contract", "company", "partnership"]
FundType = Literal["securities", "equity", "venture", "other"]
ProofKind = Literal["identity", "assets", "income", "net-assets", "experience", "licence"]
AdjustmentKind = Literal["category", "customer-level", "product-level", "opinion"]
AssessmentTopic = Literal[
    "age", "finances", "income", "assets", "debts", "knowledge", "experience", "purpose", "expected-return",
    "preference", "liquidity", "risk-awareness", "loss-tolerance",
]
Keeper = Literal["headquarters", "provincial-branch", "bank", "lower-branch", "staff"]
NoticeMode = Literal["email", "instant-message", "app", "sms", "letter", "telephone", "face-to-face"]
ChoiceKind = Literal["bundle", "insurance", "auto-payment", "auto-renewal", "consent", "marketing-consent", "other"]
PaymentTool = Literal["bank-card", "balance", "credit-card", "loan", "asset-management"]
CopyChannel = Literal[
    "website", "app", "official-account", "live-stream", "short-video", "social-feed", "pop-up", "sms", "email",
    "instant-message", "telephone", "television", "radio", "print", "leaflet", "outdoor", "lecture",
]
Genre = Literal[
    "advertisement", "product-page", "app-text", "sales-script", "notice", "complaint-reply", "news", "law",
    "education", "questionnaire", "application-question",
]
Measure = Literal["period", "average", "best", "worst"]
ImplicitLabel = Literal["attribute", "provider", "content-number"]
Audience = Literal["unspecified", "specific"]
PublisherKind = Literal["institution", "platform", "employee", "payment-institution", "self-media", "other"]
PresenterRole = Literal["presenter", "endorser"]
ReviewKind = Literal["institution", "compliance", "consumer-protection"]
SortKey = Literal["benchmark", "past-performance", "risk-level", "fees", "term", "name", "other"]
LinkTarget = Literal["own-platform", "marketing-platform", "account-opening", "other"]
PromiseSource = Literal["advertisement", "material", "explanation"]
AnswerPart = Literal["explanation", "market-data", "match-record"]
Better = Literal["higher", "lower"]
Purpose = Literal[
    "account-opening", "identity-verification", "contract-conclusion", "service-provision", "order-execution",
    "payment", "suitability-assessment", "wealth-recommendation", "insurance-underwriting", "claims-handling",
    "credit-assessment", "customer-care", "complaint-handling", "dispute-resolution", "money-laundering-prevention",
    "fraud-prevention", "tax-reporting", "regulatory-reporting", "risk-management", "audit", "record-keeping",
    "security", "marketing", "direct-marketing", "personalised-recommendation", "publicity", "greeting",
    "market-research", "customer-analysis", "service-improvement", "model-training", "staff-training",
]
DataCategory = Literal[
    "name", "sex", "birth-date", "age", "nationality", "ethnicity", "birth-place", "language", "identity-document",
    "identity-number", "photo", "signature", "biometric", "biometric-image", "mobile", "telephone", "email", "address",
    "postal-code", "messenger-account", "social-media", "website", "emergency-contact", "employer", "occupation",
    "work-history", "education", "marital-status", "family", "children", "income", "assets", "debts", "tax-status",
    "credit-record", "bank-account", "bank-card", "securities-account", "insurance-policy", "balance", "transactions",
    "holdings", "risk-tolerance", "investment-experience", "investment-purpose", "investment-preference",
    "loss-tolerance", "source-of-funds", "health", "religion", "political-opinion", "union-membership",
    "criminal-record", "integrity-record", "sexual-life", "location", "device", "ip-address", "browsing", "login-name",
    "password", "card-verification", "one-time-code", "security-answer", "recording", "interests", "vehicle",
    "real-estate", "customer-tag", "customer-tier", "consent-record", "contact-record", "complaint-record",
    "beneficial-owner", "representative", "account-opening-facts", "payment-token", "free-text", "organisation",
    "customer-key", "business-setting", "technical",
]
LegalBasis = Literal[
    "consent", "contract", "legal-duty", "emergency", "public-news", "public-information", "other-law",
]
ConsentEventKind = Literal["given", "renewed", "refused", "withdrawn", "revoked", "expired"]
ConsentForm = Literal["written", "electronic", "oral", "presumed"]
WithdrawalWay = Literal["app", "website", "branch", "telephone", "email", "letter", "message-reply"]
NoticeItem = Literal[
    "processor", "contact", "purpose", "mode", "data", "retention", "rights", "recipient", "recipient-contact",
    "necessity", "effect",
]
UseAction = Literal[
    "collect", "keep", "read", "show", "process", "derive", "provide", "entrust", "publish", "export", "transmit",
    "train-model", "delete",
]
DataSource = Literal["customer", "observed", "derived", "third-party", "public"]
RecipientKind = Literal["processor", "entrusted", "authority"]
ContractItem = Literal["purpose", "mode", "scope", "retention", "onward-limits", "incident-duty", "protection"]
TransferPath = Literal["security-assessment", "certification", "standard-contract", "treaty", "exempt"]
PersonalChoice = Literal["non-personal-option", "refusal", "explanation", "human-decision", "tag-deletion"]
TransmissionChannel = Literal[
    "internal-system", "dedicated-line", "interface", "email", "instant-message", "online-storage",
    "removable-medium", "paper", "telephone",
]
Role = Literal[
    "teller", "customer-manager", "investment-adviser", "call-centre", "marketing", "operations", "risk", "compliance",
    "audit", "technology", "product", "outsourced",
]
KeptData = Literal[
    "sale-record", "suitability-record", "recording", "trade-record", "identity-record", "private-fund-record",
    "consent-record", "impact-assessment", "processing-log", "complaint-record", "marketing-data", "other",
]
ContactPurpose = Literal[
    "introduction", "education", "service", "notice", "marketing", "recommendation", "greeting", "consent-request",
    "follow-up", "complaint-answer", "survey", "collection",
]
FollowUpTopic = Literal[
    "identity", "own-purchase", "documents-understood", "match", "fees", "risk-of-loss", "cooling-off", "disputes",
    "recording",
]
CommitmentKind = Literal[
    "terms", "thanks", "follow-up", "benefit", "answer", "record-update", "complaint-revisit",
    "planned-contact", "other",
]
FieldNeed = Literal["mandatory", "optional", "hidden"]
ProductStatus = Literal["planned", "on-sale", "suspended", "ended"]
NoticeAudience = Literal["public", "holders", "pending-sales", "seller", "authority"]
WrittenUnit = Literal[
    "percent", "per-mille", "basis-points", "fraction", "yuan", "ten-thousand-yuan", "hundred-million-yuan", "days",
    "months", "years",
]
# fmt: on

VOCABULARIES: dict[tuple[Any, ...], str] = {
    get_args(words): name for name, words in list(globals().items()) if get_origin(words) is Literal
}
