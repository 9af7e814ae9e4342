"""``suitability rules matrix``."""

from __future__ import annotations

import argparse

from suitability.cli.main import today
from suitability.cli.packs import loaded
from suitability.cli.receipts import demand_new, write_asked
from suitability.engine.constructed import CUSTOMERS, INITIATORS
from suitability.engine.matrix import Grid, matrix
from suitability.engine.ruleset import RuleSet
from suitability.engine.written import canonical


def run(arguments: argparse.Namespace) -> int:
    """Write what the rules say of every customer level and product level, to a file or to the standard output."""
    if arguments.output is not None:
        demand_new(arguments.output)
    rules = loaded(arguments)
    grids = matrix(
        rules,
        sorted(arguments.on or [arguments.as_of or today()]),
        regimes=arguments.regime,
        customers=arguments.customer or CUSTOMERS,
        initiators=arguments.initiative or INITIATORS,
    )
    write_asked(arguments.output, _written(grids, rules, arguments))
    return 0


def _written(grids: tuple[Grid, ...], rules: RuleSet, arguments: argparse.Namespace) -> str:
    from suitability.reports.matrix import plain, render

    if arguments.format == "json":
        return canonical(plain(grids, rules)) + "\n"
    if arguments.format == "html":
        from suitability.reports.matrix_page import page

        return page(grids, rules, arguments.lang)
    return "".join(f"{line}\n" for line in render(grids, rules, arguments.lang))
