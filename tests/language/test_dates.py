"""Periods, ages and working days are counted as the law counts them."""

import datetime as dt

import pytest

from suitability.language.dates import NO_CALENDAR, Calendar, add_months, age
from suitability.language.values import shift

DAY = dt.date(2026, 3, 5)
HOLIDAYS = Calendar(
    dt.date(2026, 1, 1),
    dt.date(2026, 12, 31),
    off=frozenset({dt.date(2026, 5, 1)}),
    on=frozenset({dt.date(2026, 5, 9)}),
)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (dt.date(2026, 1, 15), 1, dt.date(2026, 2, 15)),
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 4, 30)),
        (dt.date(2026, 12, 1), 1, dt.date(2027, 1, 1)),
        (dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2024, 2, 29), 48, dt.date(2028, 2, 29)),
        (dt.date(2026, 2, 28), 1, dt.date(2026, 3, 28)),
        (DAY, 0, DAY),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one_of_the_month(day: dt.date, months: int, found: dt.date) -> None:
    assert add_months(day, months) == found


def test_no_month_follows_the_last() -> None:
    with pytest.raises(ValueError, match="year 10000"):
        add_months(dt.date(9999, 12, 31), 1)


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        (dt.date(1961, 3, 5), dt.date(2026, 3, 4), 64),
        (dt.date(1961, 3, 5), dt.date(2026, 3, 5), 65),
        (dt.date(1960, 2, 29), dt.date(2025, 2, 27), 64),
        (dt.date(1960, 2, 29), dt.date(2025, 2, 28), 65),
        (dt.date(1960, 2, 29), dt.date(2024, 2, 28), 63),
        (dt.date(1960, 2, 29), dt.date(2024, 2, 29), 64),
        (dt.date(2026, 3, 5), dt.date(2026, 3, 5), 0),
        (dt.date(1, 1, 1), dt.date(9999, 12, 31), 9998),
    ],
)
def test_a_year_of_age_is_complete_on_its_last_day(birth: dt.date, day: dt.date, years: int) -> None:
    assert age(birth, day) == years


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before the birth"):
        age(dt.date(2026, 3, 6), DAY)


@pytest.mark.parametrize(
    ("day", "workdays", "found"),
    [
        (dt.date(2026, 4, 30), 1, dt.date(2026, 5, 4)),
        (dt.date(2026, 5, 8), 1, dt.date(2026, 5, 9)),
        (dt.date(2026, 5, 8), 2, dt.date(2026, 5, 11)),
        (dt.date(2026, 5, 10), 1, dt.date(2026, 5, 11)),
        (dt.date(2026, 5, 10), 0, dt.date(2026, 5, 10)),
        (dt.date(2026, 3, 2), 5, dt.date(2026, 3, 9)),
    ],
)
def test_working_days_pass_over_weekends_and_holidays_and_count_days_made_up(
    day: dt.date, workdays: int, found: dt.date
) -> None:
    assert HOLIDAYS.add(day, workdays) == found


@pytest.mark.parametrize(
    ("day", "is_workday"),
    [
        (dt.date(2026, 1, 1), True),
        (dt.date(2026, 12, 31), True),
        (dt.date(2026, 5, 1), False),
        (dt.date(2026, 5, 2), False),
    ],
)
def test_a_calendar_covers_its_first_and_its_last_day(day: dt.date, is_workday: bool) -> None:
    assert HOLIDAYS.is_workday(day) is is_workday
    assert HOLIDAYS.add(day, 0) == day


@pytest.mark.parametrize(
    ("calendar", "day", "workdays"),
    [
        (HOLIDAYS, dt.date(2026, 12, 31), 1),
        (HOLIDAYS, dt.date(2025, 12, 31), 1),
        (HOLIDAYS, dt.date(2025, 12, 31), 0),
        (HOLIDAYS, dt.date(2026, 6, 1), 10**9),
        (NO_CALENDAR, DAY, 1),
    ],
)
def test_a_calendar_says_nothing_outside_its_years(calendar: Calendar, day: dt.date, workdays: int) -> None:
    with pytest.raises(ValueError, match="the calendar covers"):
        calendar.add(day, workdays)


@pytest.mark.parametrize(
    ("unit", "amount", "found"),
    [
        ("days", 30, dt.date(2026, 4, 4)),
        ("months", 1, dt.date(2026, 4, 5)),
        ("years", 1, dt.date(2027, 3, 5)),
        ("workdays", 1, dt.date(2026, 3, 6)),
    ],
)
def test_a_period_moves_a_day_forwards(unit: str, amount: int, found: dt.date) -> None:
    assert shift(DAY, unit, amount, HOLIDAYS) == found


def test_hours_move_an_instant_forwards() -> None:
    noon = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
    assert shift(noon, "hours", 24, HOLIDAYS) == noon + dt.timedelta(days=1)


@pytest.mark.parametrize("unit", ["days", "months", "years", "workdays"])
def test_no_period_runs_backwards(unit: str) -> None:
    with pytest.raises(ValueError, match="forwards"):
        shift(DAY, unit, -1, HOLIDAYS)
