"""The few values that drawn subjects and drawn expressions share, so that their comparisons meet."""

import datetime as dt
from decimal import Decimal

from suitability.model.scale import Scale

OFFSET = dt.timedelta(hours=8)
AS_OF = dt.date(2026, 12, 31)

SCALES = {
    "customer": Scale("customer", ("C1", "C2", "C3", "C4", "C5")),
    "product": Scale("product", ("R1", "R2", "R3", "R4", "R5")),
}
# The ninth levels stand in no scale: an order with them is unknown. `careful` is another name of C1.
LEVELS = {"customer": ("C1", "C2", "C3", "C5", "C9", "careful"), "product": ("R1", "R2", "R3", "R5", "R9")}

DAYS = tuple(
    dt.date.fromisoformat(day)
    for day in (
        "1960-02-29",
        "1961-02-28",
        "1961-03-01",
        "2024-02-29",
        "2025-02-28",
        "2025-03-01",
        "2025-12-31",
        "2026-01-31",
        "2026-02-01",
        "2026-02-02",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
        "9999-12-31",
    )
)
INSTANTS = tuple(
    dt.datetime.fromisoformat(instant)
    for instant in (
        "2024-02-29T23:59:59+08:00",
        "2025-02-28T00:00:00+08:00",
        "2026-01-31T23:59:59+08:00",
        "2026-02-01T00:00:00+08:00",
        "2026-02-01T00:30:00+09:00",
        "2026-02-01T08:00:00+08:00",
        "2026-02-02T07:59:59+08:00",
        "2026-03-31T16:00:00+00:00",
        "9999-12-31T23:59:59+00:00",
    )
)
# The last of each reach beyond what can be counted exactly, or beyond the last day there is.
NUMBERS = (0, 1, 2, 3, 12, 28, -1, 10_000_000)
AMOUNTS = (
    Decimal("0"),
    Decimal("0.01"),
    Decimal("50000"),
    Decimal("1000000"),
    Decimal("123456789012345678.123456789013"),
)
SHARES = (Decimal("0"), Decimal("0.005"), Decimal("1"), Decimal("765432109876543210.123456789011"))
TEXTS = ("bank-a", "bank-b", "")
