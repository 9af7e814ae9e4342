"""Write a pack's `calendar.toml` from the `chinesecalendar` package (MIT, needed for this only).

    python tools/make_calendar.py 2017 2026 > rulesets/cn/calendar.toml

The years are given and the package's version is named in the file, so that the same call gives the same bytes.
"""

import argparse
import datetime as dt
from collections.abc import Iterable
from importlib.metadata import version

from chinese_calendar.constants import holidays, workdays


def listed(key: str, days: Iterable[dt.date]) -> str:
    """Write a list of days; every year begins a line."""
    by_year: dict[int, list[str]] = {}
    for day in sorted(days):
        by_year.setdefault(day.year, []).append(day.isoformat())
    lines = []
    for row in by_year.values():
        for start in range(0, len(row), 9):
            lines.append(f"  {', '.join(row[start : start + 9])},\n")
    return f"{key} = [\n{''.join(lines)}]\n"


def calendar(first: int, last: int) -> str:
    """Write the calendar of these years; raises SystemExit where the package does not cover one of them."""
    covered = {day.year for day in holidays}
    missing = [year for year in range(first, last + 1) if year not in covered]
    if missing:
        raise SystemExit(f"chinesecalendar {version('chinesecalendar')} does not cover {missing}")
    off = [day for day in holidays if first <= day.year <= last and day.weekday() < 5]
    on = [day for day in workdays if first <= day.year <= last and day.weekday() >= 5]
    head = (
        f'source = "chinesecalendar {version("chinesecalendar")} (MIT), tools/make_calendar.py {first} {last}"\n'
        f"from = {first}-01-01\nuntil = {last}-12-31\n"
    )
    return head + listed("off", off) + listed("on", on)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("first", type=int, help="first year")
    parser.add_argument("last", type=int, help="last year")
    years = parser.parse_args()
    print(calendar(years.first, years.last), end="")


if __name__ == "__main__":
    main()
