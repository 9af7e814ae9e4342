"""Random sales for the ten rules: as records of the library, and as the plain facts that the peers read."""

import datetime as dt
import random
from typing import Any

DAY = dt.date(2026, 12, 31)
OFFSET = dt.timezone(dt.timedelta(hours=8))
FAMILIES = ("wealth", "trust", "public-fund", "private-fund")
CHANNELS = ("branch", "self-service-terminal", "online", "telephone")
LICENCES = ("bank", "bank", "wealth-company", "trust-company", "fund-seller", "securities-firm")
STEPS = ("identification", "product-explanation", "risk-disclosure", "fees", "clear-answer", "signing")
RULES = (
    "assessment-after-sale",
    "assessment-expired",
    "below-minimum-amount",
    "elder-high-risk",
    "licence-missing",
    "lowest-class-above-lowest",
    "not-approved",
    "recording-missing",
    "risk-above-capacity",
    "waiting-too-short",
)


def draw(count: int, seed: int = 20261122) -> list[dict[str, Any]]:
    """Draw sales, each a record with every fact told; about half of them clean."""
    chance = random.Random(seed)
    return [_record(chance) for _ in range(count)]


def _record(chance: random.Random) -> dict[str, Any]:
    on = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(330))
    signed = dt.datetime(on.year, on.month, on.day, chance.randrange(9, 17), chance.randrange(60), tzinfo=OFFSET)

    def before(most: float, least: float = 0) -> str:
        return (signed - dt.timedelta(minutes=chance.uniform(least, most) * 1440)).isoformat(timespec="seconds")

    def day(most: int, least: int = 0) -> str:
        return (on - dt.timedelta(days=chance.randint(least, most))).isoformat()

    rank = chance.randint(1, 5)
    later = chance.random() < 0.05
    assessed = [signed - dt.timedelta(days=chance.randint(-20, -1) if later else int(395 * chance.random() ** 1.2))]
    while len(assessed) < 3 and chance.random() < 0.6:
        assessed.append(assessed[-1] - dt.timedelta(days=chance.randint(30, 400)))
    levels = [max(1, min(rank + chance.choice((0, 0, 0, 1, 1, 2)) - (chance.random() < 0.12), 5))]
    levels += [chance.randint(1, 5) for _ in assessed[1:]]
    assessments = [
        {"at": at.isoformat(timespec="seconds"), "on": at.date().isoformat(), "level": f"C{level}"}
        for at, level in zip(assessed, levels, strict=True)
    ]
    chance.shuffle(assessments)
    recordings = [
        {
            "medium": "audio-and-video",
            "started": before(0.05, -0.002),
            "covers": sorted({*chance.sample(STEPS, 3), *(["risk-disclosure"] if chance.random() < 0.9 else [])}),
        }
        for _ in range(chance.choice((0, 1, 1, 1, 2)))
    ]
    family = chance.choice(FAMILIES)
    private = family in ("trust", "private-fund")
    waiting = {"started": before(4, 0.8)} if private and chance.random() < 0.9 else None
    minimum = chance.choice((1, 100, 10_000, 300_000))
    # Nobody is born on 29 February: the peers add years to the digits of a day, which is exact on every other day.
    born = dt.date(2026 - chance.randint(20, 75), chance.randint(1, 12), chance.randint(1, 28))
    return {
        "subject": "sale",
        "sale": {
            "on": on.isoformat(),
            "stage": "concluded",
            "signed_at": signed.isoformat(timespec="seconds"),
            "amount": minimum * chance.choice((1, 1, 2, 5)) - (minimum // 10 if chance.random() < 0.08 else 0),
            "channel": chance.choice(CHANNELS),
            "recordings": recordings,
            "waiting": waiting,
        },
        "customer": {
            "birth_date": born.isoformat(),
            "lowest_class": chance.random() < 0.1,
            "assessments": assessments,
        },
        "product": {
            "family": family,
            "raising": "private" if private else "public",
            "minimum_amount": minimum,
            "levels": {"issuer": f"R{rank}", "seller": f"R{max(1, rank - chance.randint(0, 1))}"},
            "approved_from": day(400, -10),
            "approved_until": chance.choice((None, (on + dt.timedelta(days=chance.randint(-10, 400))).isoformat())),
        },
        "seller": {"licence": chance.choice(LICENCES)},
    }


def plain(record: dict[str, Any]) -> dict[str, Any]:
    """Give the same facts in the form that suits the peers best: nothing but numbers, texts, lists and objects.

    Days are numbers as 20260301, so that a year later is 10000 more; instants are seconds, so that a day later is
    86400 more; levels are their ranks.
    """
    sale, customer, product = record["sale"], record["customer"], record["product"]
    waiting = sale["waiting"]
    return {
        "sale": {
            "on": _day(sale["on"]),
            "signed_at": _seconds(sale["signed_at"]),
            "amount": sale["amount"],
            "channel": sale["channel"],
            "recordings": [
                {"started": _seconds(each["started"]), "covers": each["covers"]} for each in sale["recordings"]
            ],
            "waiting": waiting and {"started": _seconds(waiting["started"])},
        },
        "customer": {
            "birth_date": _day(customer["birth_date"]),
            "lowest_class": customer["lowest_class"],
            "assessments": [
                {"at": _seconds(each["at"]), "on": _day(each["on"]), "level": int(each["level"][1])}
                for each in customer["assessments"]
            ],
        },
        "product": {
            "family": product["family"],
            "raising": product["raising"],
            "minimum_amount": product["minimum_amount"],
            "levels": {side: int(level[1]) for side, level in product["levels"].items()},
            "approved_from": _day(product["approved_from"]),
            "approved_until": product["approved_until"] and _day(product["approved_until"]),
        },
        "seller": {"licence": record["seller"]["licence"]},
    }


def _day(text: str) -> int:
    return int(text.replace("-", ""))


def _seconds(text: str) -> int:
    return int(dt.datetime.fromisoformat(text).timestamp())
