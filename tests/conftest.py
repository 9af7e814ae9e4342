"""Hypothesis profiles: `ci` draws the same examples each time, `search` ever new ones and many more."""

import os

from hypothesis import HealthCheck, settings

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=300, database=None, suppress_health_check=QUIET
)
settings.register_profile("search", deadline=None, max_examples=5000, database=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
