"""The ten rules by hand, as one Python function over the same frozen `Sale`."""

import datetime as dt

from suitability.model.sale import Sale

RANK = {f"R{rank}": rank for rank in range(1, 6)}
CEILING = {f"C{rank}": rank for rank in range(1, 6)}
HIGH_RISK = RANK["R4"]
ON_SITE = {"branch", "self-service-terminal"}
FUNDS = {"public-fund", "private-fund"}
FUND_SELLERS = {"bank", "fund-manager", "fund-seller", "securities-firm"}
WAITING = dt.timedelta(hours=24)


def years_after(day: dt.date, years: int) -> dt.date:
    """Give the day so many years later; after 29 February, in a common year the 28th."""
    try:
        return dt.date(day.year + years, day.month, day.day)
    except ValueError:
        return dt.date(day.year + years, 2, 28)


def violated(sale: Sale) -> list[str]:
    """Name the rules that a sale with every fact told violates."""
    found = []
    on = sale.on
    signed_at = sale.signed_at
    customer = sale.customer
    product = sale.product
    assessments = customer.assessments
    assessment = assessments[0]
    for other in assessments:
        if other.at > assessment.at:
            assessment = other
    risk = max(RANK[product.levels.issuer], RANK[product.levels.seller])

    if assessment.on > on:
        found.append("assessment-after-sale")
    if years_after(assessment.on, 1) < on:
        found.append("assessment-expired")
    if sale.amount < product.minimum_amount:
        found.append("below-minimum-amount")
    if risk >= HIGH_RISK and years_after(customer.birth_date, 65) <= on:
        found.append("elder-high-risk")
    if product.family in FUNDS and sale.seller.licence not in FUND_SELLERS:
        found.append("licence-missing")
    if customer.lowest_class and risk > 1:
        found.append("lowest-class-above-lowest")
    if not (product.approved_from <= on and (product.approved_until is None or on <= product.approved_until)):
        found.append("not-approved")
    if sale.channel in ON_SITE:
        for recording in sale.recordings:
            if "risk-disclosure" in recording.covers and recording.started <= signed_at:
                break
        else:
            found.append("recording-missing")
    if risk > CEILING[assessment.level]:
        found.append("risk-above-capacity")
    if product.raising == "private" and (sale.waiting is None or sale.waiting.started + WAITING > signed_at):
        found.append("waiting-too-short")
    return found
