"""A pack shows where its expressions outgrow the language."""

from pathlib import Path

import pytest

from suitability.packs import signs as module
from suitability.packs.signs import signs
from tests.small import one_rule, rule, rules, version

WINDOW = "any(a.on + months(12) >= sale.on for a in customer.assessments)"


@pytest.mark.parametrize(
    ("require", "when", "found"),
    [
        ("customer.lowest_class", None, []),
        ("customer.lowest_class", "customer.kind == 'company'", ["`when` is longer than `require`"]),
        ("sale.amount <= 1000 or " * 7 + "sale.place is none", None, ["require has 179 characters, more than 160"]),
        ("customer.lowest_class or sale.place is none" + " " * 200, None, []),
        ("not (sale.place is none or (customer.lowest_class and not customer.accepts_loss))", None, ["require is 4 levels deep, more than 3"]),
        ("not (sale.place is none or (customer.lowest_class and customer.accepts_loss))", None, []),
    ],
)  # fmt: skip
def test_a_rule_that_outgrows_the_language_is_named(
    tmp_path: Path, require: str, when: str | None, found: list[str]
) -> None:
    (pack,) = one_rule(tmp_path, require, when).packs
    assert list(signs(pack)) == [f"small.sale.wrong from 2024-01-01: {sign}" for sign in found]


@pytest.mark.parametrize(("number", "count"), [(2, 0), (3, 1)])
def test_what_three_rules_say_wants_a_term(tmp_path: Path, number: int, count: int) -> None:
    texts = {f"sale/r{index}.toml": rule(version(f"{WINDOW} or sale.amount <= {index + 1}")) for index in range(number)}
    found = [sign for sign in signs(rules(tmp_path, texts).packs[0]) if "wants a term" in sign]
    assert len(found) == count


def test_too_many_functions_are_a_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FUNCTIONS", 5)
    (first, *_) = signs(one_rule(tmp_path, "customer.lowest_class").packs[0])
    assert first.endswith("built-ins, more than 5")
