"""A report is the same bytes in every process, whatever its hash seed."""

import os
import subprocess
import sys
from pathlib import Path

CHECKS = """
import hashlib
from pathlib import Path
from suitability.engine.check import check
from suitability.packs.examples import Examples
from suitability.packs.load import folder, load

rulesets = Path("rulesets")
packs = sorted(path.parent for path in rulesets.glob("*/pack.toml"))
rules = load(*(folder(pack) for pack in packs))
digest = hashlib.sha256()
for pack in packs:
    for case in Examples(pack, rules).cases[::10]:
        report = check(case.subject, rules, as_of=case.as_of)
        digest.update(report.to_json(facts=True).encode())
print(digest.hexdigest())
"""


def test_reports_on_every_tenth_example_are_the_same_bytes_under_every_hash_seed() -> None:
    def digest(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", CHECKS],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert len({digest(seed) for seed in ("0", "1", "20261122")}) == 1
