"""Hypothesis profiles: `ci` draws the same examples each time, `search` ever new ones and many more; packs, once."""

import os
from collections.abc import Callable

from hypothesis import HealthCheck, settings

from suitability.packs import load
from suitability.rules.pack import Pack

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=200, database=None, suppress_health_check=QUIET
)
settings.register_profile("search", deadline=None, max_examples=5000, database=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def _once(read: Callable[[str, list[Pack]], Pack]) -> Callable[[str, list[Pack]], Pack]:
    known: dict[tuple[object, ...], tuple[Pack, list[Pack]]] = {}

    def packaged(name: str, base: list[Pack]) -> Pack:
        key = name, load._DATA, load._RULESETS, tuple(map(id, base))
        if key not in known:
            known[key] = read(name, base), list(base)
        return known[key][0]

    return packaged


# Packs do not change, and most tests need the same two: each process reads them once.
load._packaged = _once(load._packaged)
