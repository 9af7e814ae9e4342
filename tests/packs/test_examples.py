"""The examples of a rule are run, its days derived, and every small change of it must be noticed by one of them."""

from pathlib import Path

import pytest

import suitability as s
from suitability.errors import RuleFileErrors
from suitability.packs.examples import Examples, merged, moved
from suitability.packs.mutants import changes, survivors
from tests.small import AS_OF, DAY, HEAD, example, one_rule, rule, version, write

PLAIN = """\
[sale]
on    = 2026-03-05
at    = 2026-03-05T10:00:00+08:00
stage = "ordered"

[product]
levels = { issuer = "R2" }

[[customer.assessments]]
on    = 2026-01-10
level = "C2"
"""
ABOVE = 'but = { product.levels = { issuer = "R3" } }'
UNTOLD = 'without = ["product.levels.issuer"]'
COMPLETE = (example("pass"), example("violation", ABOVE), example("unknown", UNTOLD))


def examples(folder: Path, text: str, plain: str = PLAIN, path: str = "sale/x.toml", head: str = HEAD) -> Examples:
    pack = write(folder, {path: text, "examples/plain.toml": plain}, head=head)
    return Examples(pack, s.load(s.folder(pack)))


def failures(folder: Path, *parts: str, **changed: str) -> list[str]:
    """Run the examples of a rule that wants no level above R2; give what fails."""
    found = examples(folder, rule(version("product.levels.issuer <= 'R2'"), *parts), **changed)
    found.run()
    return [str(failure).removeprefix("small.sale.x: ") for failure in found.failures]


def test_the_examples_of_a_rule_and_its_derived_days_are_run(tmp_path: Path) -> None:
    found = examples(tmp_path, rule(version("product.levels.issuer <= 'R2'"), *COMPLETE))
    assert (found.run(), found.failures) == (5, [])


def test_an_example_the_rule_decides_otherwise_fails(tmp_path: Path) -> None:
    assert failures(tmp_path, *COMPLETE, example("pass", ABOVE, says="R3 passes")) == [
        "R3 passes: gives violation, not pass"
    ]


@pytest.mark.parametrize(("left", "missing"), [(0, "pass"), (2, "unknown")])
def test_an_outcome_that_no_example_shows_is_missed(tmp_path: Path, left: int, missing: str) -> None:
    shown = [one for index, one in enumerate(COMPLETE) if index != left]
    assert failures(tmp_path, *shown) == [f"examples: there is no example of {missing}"]


def test_a_version_without_a_violation_dated_in_it_is_missed(tmp_path: Path) -> None:
    later = version("product.levels.issuer <= 'R2'", first="2026-04-01")
    assert failures(tmp_path, later, *COMPLETE) == ["version from 2026-04-01: no example of a violation is dated in it"]


def test_a_rule_with_a_condition_needs_an_example_outside_of_it(tmp_path: Path) -> None:
    found = examples(tmp_path, rule(version("product.levels.issuer <= 'R2'", "sale.stage == 'ordered'"), *COMPLETE))
    found.run()
    assert [str(failure) for failure in found.failures] == [
        "small.sale.x: examples: there is no example of not_applicable"
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('but = { product.levels = { issuer = "R9" } }', "product.levels.issuer: 'R9' is not a level; valid here: R1, R2, R3"),
        ('but = { product.colour = "red" }', "product.colour: unknown key; valid here: "),
        ('without = ["product.family"]', "product.family is not told, so it cannot be taken away"),
        ('without = ["product.levels.issuer.name"]', "product.levels.issuer.name is not told, so it cannot be taken away"),
        ('none = ["sale.at.hour"]', "sale.at.hour is no place in the record"),
        ('none = ["customer.assessments.7.level"]', "customer.assessments.7.level is no place in the record"),
        ("as_of = 2026-03-04", "facts dated after as_of 2026-03-04: sale.on, sale.at; "),
        ('but = { sale.on = 2026-03-06 }', "sale.on: 2026-03-06 is not the day of at, "),
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_made_fails_and_says_why(tmp_path: Path, more: str, message: str) -> None:
    found = failures(tmp_path, *COMPLETE, example("pass", more, says="odd"))
    assert len(found) == 1
    assert found[0].startswith(f"odd: {message}")


def test_an_example_of_a_record_that_is_not_there_fails(tmp_path: Path) -> None:
    assert failures(tmp_path, *COMPLETE, example("pass").replace('"plain"', '"plan"')) == [
        "a case: there is no shared record 'plan'; there are plain"
    ]


def test_a_shared_record_that_is_not_toml_is_a_mistake_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(RuleFileErrors, match=r"small/examples/plain\.toml:1:6: not TOML: Invalid value"):
        examples(tmp_path, rule(version("product.levels.issuer <= 'R2'")), plain="on = \n")


def test_a_subject_without_a_day_needs_one_to_stand_on(tmp_path: Path) -> None:
    text = rule(version("customer.lowest_class"), example("pass"), subject="profile", stage=None)
    found = examples(tmp_path, text, "[customer]\nlowest_class = true\n", "profile/x.toml")
    assert [failure.message for failure in found.failures] == ["a profile has no day of its own: say as_of"]


def test_the_day_to_stand_on_is_the_day_of_the_event_unless_it_is_said(tmp_path: Path) -> None:
    text = rule(version("product.levels.issuer <= 'R2'"), example("pass"), example("pass", "as_of = 2026-03-10"))
    assert [case.as_of for case in examples(tmp_path, text).cases] == [DAY, AS_OF]


def test_facts_of_a_member_of_a_relation_can_be_taken_away_and_made_none(tmp_path: Path) -> None:
    text = rule(
        version("any(a.level == 'C2' and a.told_on is none for a in customer.assessments)"),
        example("pass", 'none = ["customer.assessments.0.told_on"]'),
        example("unknown", 'none = ["customer.assessments.0.told_on"]\nwithout = ["customer.assessments.0.level"]'),
        example("violation", "but = { customer.assessments = [] }"),
    )
    found = examples(tmp_path, text)
    found.run()
    assert found.failures == []


def test_a_violation_is_moved_to_the_first_and_last_day_of_its_version_with_all_its_dates(tmp_path: Path) -> None:
    window = "any(a.on + months(1) >= sale.on for a in customer.assessments)"
    text = rule(
        version(window, first="2025-07-01", last="2026-06-30"),
        example("violation"),
        example("pass", "but = { customer.assessments = [{ on = 2026-02-05 }] }"),
        example("unknown", 'without = ["customer.assessments"]'),
    )
    found = examples(tmp_path, text)
    assert (found.run(), found.failures) == (6, [])


def test_a_derived_day_on_which_the_rule_says_otherwise_fails(tmp_path: Path) -> None:
    text = rule(version("product.levels.issuer <= 'R2' or sale.on <= date(2025, 12, 31)"), *COMPLETE)
    found = examples(tmp_path, text)
    found.run()
    assert [str(failure) for failure in found.failures] == [
        "small.sale.x: a case, on the first day of the version from 2024-01-01: gives pass, not violation"
    ]


def test_a_version_that_follows_another_has_no_day_before(tmp_path: Path) -> None:
    versions = [version("product.levels.issuer <= 'R2'", first=first) for first in ("2024-01-01", "2026-01-01")]
    moved_back = example(
        "violation",
        f"{ABOVE[:-1]}, sale = {{ on = 2025-03-05, at = 2025-03-05T10:00:00+08:00 }}, customer = {{ assessments = [] }} }}",
    )
    found = examples(tmp_path, rule(*versions, moved_back, *COMPLETE))
    # Four as written; of the first version its first and last day and the day before, of the second its first day.
    assert (found.run(), found.failures) == (8, [])


def test_an_example_may_show_a_stage_or_a_day_on_which_nothing_is_asked(tmp_path: Path) -> None:
    text = rule(
        version("product.levels.issuer <= 'R2'"),
        *COMPLETE,
        example(
            "not_in_force",
            "but = { sale.on = 2023-03-05, sale.at = 2023-03-05T10:00:00+08:00, customer.assessments = [] }",
        ),
    )
    found = examples(tmp_path, text)
    found.run()
    assert found.failures == []


def test_tables_of_a_record_merge_and_everything_else_is_replaced() -> None:
    record = {"a": {"b": 1, "c": [1, 2]}, "r": {"some": [1]}, "s": {"t": 1}}
    assert merged(record, {"a": {"c": [3]}, "r": {"x": 1}, "s": {"some": [2]}, "n": 1}) == {
        "a": {"b": 1, "c": [3]}, "r": {"x": 1}, "s": {"some": [2]}, "n": 1,
    }  # fmt: skip
    assert record["a"] == {"b": 1, "c": [1, 2]}


def test_a_record_is_moved_rigidly() -> None:
    week = AS_OF - DAY
    assert moved({"on": DAY, "rows": [{"on": DAY, "key": "x"}]}, week) == {
        "on": AS_OF,
        "rows": [{"on": AS_OF, "key": "x"}],
    }


def alive(folder: Path, require: str, when: str | None, *shown: str) -> set[str]:
    found = examples(folder, rule(version(require, when), *shown))
    found.run()
    mutants, tried = survivors(found)
    assert tried > len(mutants)
    return {mutant.change for mutant in mutants}


def test_no_change_survives_examples_on_both_sides_of_the_boundary(tmp_path: Path) -> None:
    lower = example("pass", 'but = { product.levels = { issuer = "R1" } }')
    assert alive(tmp_path, "product.levels.issuer <= 'R2'", None, *COMPLETE, lower) == set()


def test_a_change_that_no_example_notices_survives(tmp_path: Path) -> None:
    far = example("pass", 'but = { product.levels = { issuer = "R1" } }')
    assert alive(tmp_path, "product.levels.issuer <= 'R2'", None, far, *COMPLETE[1:]) == {
        "require: <= made <", "require: R2 made R1",
    }  # fmt: skip


def test_a_condition_that_no_example_needs_survives_its_removal(tmp_path: Path) -> None:
    assert "`when` always true" in alive(
        tmp_path, "product.levels.issuer <= 'R2'", "sale.stage == 'ordered'", *COMPLETE
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sale.amount < 10", ["< turned to >=", "< made <=", "10 made 9", "10 made 11"]),
        ("product.term_days >= 0", [">= turned to <", ">= made >", "0 made 1"]),
        ("sale.on >= date(2026, 2, 1)", [">= turned to <", ">= made >", "2026-02-01 made 2026-01-31", "2026-02-01 made 2026-02-02"]),
        ("sale.place == 'here'", ["== turned to !="]),
        ("product.levels.issuer == 'R1'", ["== turned to !=", "R1 made R2"]),
        ("product.levels.issuer > 'R2'", ["> turned to <=", "> made >=", "R2 made R1", "R2 made R3"]),
        ("product.family in {'bond', 'trust'}", ["within turned", "bond left out of a set", "trust left out of a set"]),
        ("product.family in {'bond'}", ["within turned"]),
        ("{'name', 'sex'} <= customer.on_file", ["subset turned", "name left out of a set", "sex left out of a set"]),
        ("not customer.lowest_class", ["not dropped"]),
        ("customer.lowest_class and customer.accepts_loss", ["operand 1 of and dropped", "operand 2 of and dropped"]),
        ("sale.place is none or sale.on < as_of or adviser is none", [f"operand {n} of or dropped" for n in (1, 2, 3)] + ["< turned to >=", "< made <="]),
        ("any(a.prompted for a in customer.assessments if a.level == 'C1')", ["condition of any dropped", "== turned to !=", "C1 made C2"]),
        ("sale.amount * 0.05 <= 1", ["<= turned to >", "<= made <", "0.05 made 0.04", "0.05 made 0.06", "1 made 0", "1 made 2"]),
    ],
)  # fmt: skip
def test_every_small_change_of_a_rule_is_tried(tmp_path: Path, text: str, found: list[str]) -> None:
    rules = one_rule(tmp_path, text)
    assert [change for change, _ in changes(rules.rules[0].versions[0].require, rules)] == found


def test_a_changed_rule_differs_in_nothing_but_the_change(tmp_path: Path) -> None:
    rules = one_rule(tmp_path, "product.levels.issuer <= 'R2' and not customer.lowest_class")
    require = rules.rules[0].versions[0].require
    made = [tree for _, tree in changes(require, rules)]
    assert len(made) == len({*made, require}) - 1 == 7


def test_a_surviving_mutant_names_its_rule_its_version_and_its_change(tmp_path: Path) -> None:
    mutants, _ = survivors(examples(tmp_path, rule(version("product.levels.issuer <= 'R2'"), example("pass"))))
    assert [str(mutant) for mutant in mutants] == ["small.sale.x from 2024-01-01: require: R2 made R3"]
