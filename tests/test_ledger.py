"""Every duty of the sources is answered, and no rule stands without one that asks for it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import suitability as s

ROOT = Path(__file__).parents[1]
PACKS = {
    "cn": [f"S7-{number:02}" for number in range(1, 41)],
    "handbook": [f"S-{number}" for number in range(1, 24)],
}
ANSWERS = {
    "rules": {"rules"},
    "part": {"rules", "left"},
    "definition": {"rules"},
    "by_issue": {"issue"},
    "attested": {"why"},
    "judgment": {"why"},
    "firm_control": {"why"},
    "permission": {"why"},
    "penalty": set(),
}
COMMON = {"instrument", "article", "duty", "class", "answer"}


def ledger(pack: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((ROOT / "rulesets" / pack / "ledger.toml").read_text(encoding="utf-8"))


def known_names(pack: str) -> set[str]:
    (read,) = s.load(pack).packs
    names = {rule.id for rule in read.rules}
    for kind in ("terms", "tables"):
        names |= {f"{pack}.{kind}.{name}" for name in getattr(read, kind)}
    return names


@pytest.mark.parametrize("pack", PACKS)
def test_every_duty_of_the_source_has_a_row(pack: str) -> None:
    assert set(PACKS[pack]) <= set(ledger(pack))


@pytest.mark.parametrize("pack", PACKS)
def test_every_row_says_what_its_answer_needs(pack: str) -> None:
    for id_, row in ledger(pack).items():
        needed = COMMON | ANSWERS[row["answer"]]
        assert needed <= set(row), f"{id_} lacks {sorted(needed - set(row))}"


@pytest.mark.parametrize("pack", PACKS)
def test_a_row_names_rules_that_exist_and_every_rule_is_named(pack: str) -> None:
    named = {rule for row in ledger(pack).values() for rule in row.get("rules", ())}
    assert named <= known_names(pack)
    assert {rule.id for rule in s.load(pack).rules} <= named


@pytest.mark.parametrize("pack", PACKS)
def test_a_row_cites_a_source_of_its_pack(pack: str) -> None:
    (read,) = s.load(pack).packs
    assert {row["instrument"] for row in ledger(pack).values()} <= set(read.sources)
