"""Every duty of the sources is answered, and no rule stands without one that asks for it."""

from pathlib import Path

import pytest

import suitability as s
from suitability.rules.ledger import covered, read_ledger
from suitability.rules.shape import Duty

ROOT = Path(__file__).parents[1]
# The last number of each group of duties that were read; a letter marks a duty that was split later.
GROUPS = {
    "S7": 40, "NM": 47, "CS": 26, "AF": 32, "FU": 14, "FL": 8, "PF": 21, "SX": 2, "WM": 17, "BW": 11, "AG": 13, "ZG": 7,
    "AD": 14, "FM": 9, "FP": 21, "FS": 13, "PI": 22, "ND": 2, "PB": 12, "CB": 8, "JR": 3, "IS": 25, "IR": 11, "II": 14,
    "EV": 10, "PA": 11, "AI": 14, "IA": 3, "RC": 3, "DS": 10, "XB": 5, "CP": 1,
}  # fmt: skip
SPLIT = {"PF-13a", "PF-13b", "PF-13c", "PF-13d", "BW-05b"}
PACKS = {
    "cn": {f"{group}-{number:02}" for group, last in GROUPS.items() for number in range(1, last + 1)} | SPLIT,
    "handbook": {f"S-{number}" for number in range(1, 24)},
}


def ledger(pack: str) -> dict[str, Duty]:
    (read,) = s.load(pack).packs
    return read_ledger(ROOT / "rulesets" / pack / "ledger.toml", f"{pack}/ledger.toml", read)


@pytest.mark.parametrize("pack", PACKS)
def test_every_duty_has_a_row_and_every_row_is_a_duty(pack: str) -> None:
    """Reading it also finds every rule that does not exist and every rule that no duty asks for."""
    assert ledger(pack).keys() == PACKS[pack]


def test_the_pages_of_limits_count_the_duties_as_they_stand() -> None:
    duties = ledger("cn")
    found = covered(duties.values())
    assert f"Of the {len(duties)} duties of `cn`, expressions can decide {found.of};" in (
        ROOT / "docs/en/limits.md"
    ).read_text(encoding="utf-8")
    said = f"共列职责 {len(duties)} 项，其中可以由表达式判断的 {found.of} 项：全部执行 {found.full} 项，部分执行 {found.part} 项。"
    assert said in (ROOT / "docs/zh/limits.md").read_text(encoding="utf-8")
