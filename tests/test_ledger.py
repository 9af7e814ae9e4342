"""Every duty of the sources is answered, and no rule stands without one that asks for it."""

from pathlib import Path

import pytest

import suitability as s
from suitability.rules.ledger import Duty, read_ledger

ROOT = Path(__file__).parents[1]
PACKS = {
    "cn": [f"S7-{number:02}" for number in range(1, 41)],
    "handbook": [f"S-{number}" for number in range(1, 24)],
}


def ledger(pack: str) -> tuple[Duty, ...]:
    (read,) = s.load(pack).packs
    return read_ledger(ROOT / "rulesets" / pack / "ledger.toml", f"{pack}/ledger.toml", read)


@pytest.mark.parametrize("pack", PACKS)
def test_every_duty_of_the_source_has_a_row(pack: str) -> None:
    """Reading it also finds every rule that does not exist and every rule that no duty asks for."""
    assert set(PACKS[pack]) <= {duty.id for duty in ledger(pack)}
