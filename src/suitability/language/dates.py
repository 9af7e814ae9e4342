"""Arithmetic of days: periods, ages and working days, as the law counts them.

A period's last day counts and its first does not: a month later is the same day of the month, or the month's last
day where there is no such day (Civil Code art. 201, 202). Whole years of age are counted the same way.
"""

from __future__ import annotations

import calendar as month_lengths
import datetime as dt
from functools import lru_cache

import attrs


@lru_cache(maxsize=4096)
def add_months(day: dt.date, months: int) -> dt.date:
    """Move a day forwards by months. Raises ValueError beyond the year 9999."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if day.day > 28:
        return dt.date(year, month, min(day.day, month_lengths.monthrange(year, month)[1]))
    return dt.date(year, month, day.day)


@lru_cache(maxsize=4096)
def age(birth: dt.date, day: dt.date) -> int:
    """Count the whole years from a birth to a day. Raises ValueError where the day lies before the birth."""
    years = day.year - birth.year
    if add_months(birth, 12 * years) > day:
        years -= 1
    if years < 0:
        raise ValueError("the day lies before the birth")
    return years


@attrs.frozen
class Calendar:
    """The working days of the years it covers: `off` are weekdays that are not, `on` weekend days that are."""

    first: dt.date
    last: dt.date
    off: frozenset[dt.date] = frozenset()
    on: frozenset[dt.date] = frozenset()

    def is_workday(self, day: dt.date) -> bool:
        """Say whether a day is a working day. Raises ValueError outside the years of the calendar."""
        if not self.first <= day <= self.last:
            raise ValueError(f"the calendar covers {self.first} to {self.last}")
        return day in self.on if day.weekday() >= 5 else day not in self.off

    def add(self, day: dt.date, workdays: int) -> dt.date:
        """Give the n-th working day after a day. Raises ValueError outside the years of the calendar."""
        if not self.first <= day <= self.last:
            raise ValueError(f"the calendar covers {self.first} to {self.last}")
        while workdays > 0:
            day += dt.timedelta(days=1)
            workdays -= self.is_workday(day)
        return day


NO_CALENDAR = Calendar(dt.date.max, dt.date.min)
