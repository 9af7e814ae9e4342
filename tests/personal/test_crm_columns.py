"""The columns of five open systems are mapped, and few of them wrongly."""

import datetime as dt
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.fields import judge_fields
from suitability.engine.ruleset import RuleSet
from suitability.personal.mapping import categorise

SYSTEMS = tomllib.loads((Path(__file__).parent / "crm_columns.toml").read_text(encoding="utf-8"))["system"]
NAMES = tuple(dict.fromkeys(one["name"] for one in SYSTEMS))


def shares(*, labels: bool) -> dict[str, tuple[int, int, int]]:
    """Count the columns of each system, those mapped, and those mapped to what the system does not mean."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in SYSTEMS:
        for means, columns in one["columns"].items():
            for column in columns:
                label = one.get("labels", {}).get(column, "") if labels else ""
                found = categorise(column, label).category
                counted = counts[one["name"]]
                counted[0] += 1
                counted[1] += found is not None
                counted[2] += found not in (None, means)
    return {name: (count[0], count[1], count[2]) for name, count in counts.items()}


@pytest.mark.parametrize(
    ("name", "columns", "mapped", "labelled", "wrong"),
    [
        ("Odoo", 42, 35, 39, 1),
        ("SuiteCRM", 48, 43, 43, 1),
        ("ERPNext", 56, 51, 51, 3),
        ("EspoCRM", 56, 51, 51, 1),
        ("Fineract", 48, 46, 46, 2),
    ],
)
def test_columns_are_mapped_as_the_documentation_says(
    name: str, columns: int, mapped: int, labelled: int, wrong: int
) -> None:
    assert shares(labels=False)[name] == (columns, mapped, wrong)
    assert shares(labels=True)[name] == (columns, labelled, wrong)


def test_of_the_five_together_at_least_85_percent_are_mapped_and_at_most_5_percent_wrongly() -> None:
    every = shares(labels=False)
    assert tuple(every) == NAMES
    columns, mapped, wrong = (sum(counts[at] for counts in every.values()) for at in range(3))
    assert mapped / columns >= 0.85
    assert wrong / mapped <= 0.05


def test_with_labels_each_system_is_mapped_to_at_least_85_percent() -> None:
    assert all(mapped / columns >= 0.85 for columns, mapped, _ in shares(labels=True).values())


def test_what_a_system_means_by_a_person_is_never_taken_for_technical() -> None:
    """To keep a needless fact of a person would be the worse mistake."""
    impersonal = {"technical", "business-setting", "organisation", "customer-key", "consent-record"}
    hidden: list[Any] = [
        (one["name"], column)
        for one in SYSTEMS
        for means, columns in one["columns"].items()
        for column in columns
        if means not in impersonal and categorise(column).category in ("technical", "business-setting")
    ]
    assert hidden == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_documentation_names_the_columns_that_are_not_needed(language: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / language / "how-to" / "check-a-form.md").read_text(encoding="utf-8")
    rows = {row.split("|")[1].strip(): row.split("|")[2:4] for row in page.splitlines() if row.count("|") == 4}
    rules = s.load("cn", "handbook")
    for one in SYSTEMS:
        neither, recommendation = (
            set(re.findall("`([^`]+)`", cell)) for cell in rows[f"{one['name']} `{one['table']}`"]
        )
        columns = [column for columns in one["columns"].values() for column in columns]
        assert needless(columns, "suitability-assessment", rules) == neither
        assert needless(columns, "wealth-recommendation", rules) == neither | recommendation


def needless(columns: list[str], purpose: str, rules: RuleSet) -> set[str]:
    """Name the columns that a purpose does not need, by the packaged packs."""
    mapped = {column: categorise(column).category for column in columns}
    fields = [{"name": column, **({"category": found} if found else {})} for column, found in mapped.items()]
    form = s.read("form", {"form": {"purposes": [purpose], "fields": fields}})
    judged = judge_fields(form, rules, as_of=dt.date(2026, 11, 22)).fields
    return {str(one.field.name) for one in judged if one.verdict == "needless"}
