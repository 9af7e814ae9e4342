"""Time which of 5,000 products one customer may be offered, against as many separate checks."""

import datetime as dt
import json
import sys
from itertools import cycle, islice, product
from pathlib import Path
from statistics import median

import attrs

import suitability as s
from benchmarks.measure import Figure, Task, ratio, show, take_turns
from suitability.engine.permitted import permitted

RECORD = Path(__file__).with_name("realistic_sale.json")
AS_OF = dt.date(2026, 6, 30)
SHELF = 5000
ISSUERS = {"wealth": "wealth-company", "trust": "trust-company", "public-fund": "fund-manager", "insurance": "insurer"}
LEVELS = ("R1", "R2", "R3", "R4", "R5")
# What two of the rules ask of every customer.
UNTOLD = "capacity"


def run(*, smoke: bool = False) -> bool:
    """Make sure both give the same answers, time them, print the table; say whether the limit holds."""
    rules = s.load("cn", "handbook")
    sale = s.read("sale", json.loads(RECORD.read_text(encoding="utf-8")), rules)
    customer, shelf = sale.customer, _shelf(sale.seller, 50 if smoke else SHELF)
    sellers = [attrs.evolve(entry, seller=attrs.evolve(entry.seller)) for entry in shelf]
    less = attrs.evolve(customer, **{UNTOLD: None})

    def offered(entries: list[s.CatalogEntry], to: s.Customer = customer) -> list[bool]:
        return [report.cleared for _, report in permitted(to, entries, rules, AS_OF)]

    def separate() -> list[bool]:
        return [_checked(customer, entry, rules).cleared for entry in shelf]

    cleared = offered(shelf)
    if cleared != separate() or cleared != offered(sellers):
        raise RuntimeError("what is permitted is not what separate checks clear")
    tasks: dict[str, Task] = {
        f"{len(shelf)} products of one seller": lambda: offered(shelf),
        "the same, each with a seller of its own in memory": lambda: offered(sellers),
        f"the same, customer.{UNTOLD} not told": lambda: offered(shelf, less),
        "as many separate checks": separate,
    }
    times = take_turns(tasks, smoke=smoke)
    name, *_, last = tasks
    limits = dict.fromkeys(list(tasks)[:2], 60)
    figures = [Figure(task, median(seconds) * 1000, "ms", limits.get(task)) for task, seconds in times.items()]
    figures.append(Figure(f"{last}, against {name}", ratio(times[last], times[name]), "x"))
    due = len(rules.plan("sale", AS_OF, "candidate").active)
    notes = [f"{due} rules are due; {sum(cleared)} of the products may be offered"]
    return show("What one customer may be offered", figures, notes, judge=not smoke)


def _shelf(seller: s.Seller, size: int) -> list[s.CatalogEntry]:
    kinds = cycle(product(ISSUERS, LEVELS, (True, False)))
    return [_entry(number, seller, *kind) for number, kind in enumerate(islice(kinds, size))]


def _entry(number: int, seller: s.Seller, family: str, level: str, agency: bool) -> s.CatalogEntry:
    day = dt.date(2026, 1, 5) + dt.timedelta(days=number % 28)
    issuer = {"issuer": "heming", "issuer_licence": ISSUERS[family]} if agency else {"issuer": seller.key}
    made = s.Product(
        key=f"P-{number:04}",
        family=family,
        **issuer,
        levels=s.Levels(issuer=level, issuer_on=day, seller=level, seller_on=day),
        principal_at_risk=True,
        approved_from=day,
        approved_until=None,
        on_sale_from=day,
        on_sale_until=None if number % 10 else day,
        agency_contract_on=day,
        agent_checked_on=day,
    )
    return s.CatalogEntry(key=made.key, product=made, seller=seller)


def _checked(customer: s.Customer, entry: s.CatalogEntry, rules: s.RuleSet) -> s.Report:
    facts = {"customer": customer, "product": entry.product, "seller": entry.seller}
    sale = s.Sale(on=AS_OF, stage="candidate", at=None, initiated_by="institution", **facts)
    return s.check(sale, rules, as_of=AS_OF)


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
