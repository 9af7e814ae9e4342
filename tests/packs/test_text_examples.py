"""Examples of rules over text must give their outcome and mark their words exactly; so must what is derived of them."""

from pathlib import Path

import pytest

import suitability as s
from suitability.packs.examples import Examples
from suitability.packs.mutants import survivors
from suitability.packs.text_mutants import mutants
from tests.small import write
from tests.small_text import TEXT_HEAD, accept, case, find, ground, text_rule

PASS = case("本产品不错。", "pass", says="plain")
BAO = case("本产品⟦保本⟧。", "violation", says="promised")


def examples(folder: Path, *parts: str, **head: object) -> Examples:
    pack = write(folder, {"copy/wrong.toml": text_rule(*parts, **head)}, head=TEXT_HEAD)
    return Examples(pack, s.load(s.folder(pack)))


def failures(folder: Path, *parts: str, **head: object) -> list[str]:
    found = examples(folder, *parts, **head)
    found.run()
    return [f"{failure.example}: {failure.message}" for failure in found.failures]


def alive(folder: Path, *parts: str, **head: object) -> list[str]:
    found = examples(folder, *parts, **head)
    found.run()
    assert found.failures == []
    return [str(mutant).removeprefix("small.copy.wrong: ") for mutant in survivors(found)[0]]


def test_examples_that_hold_are_run_with_the_days_of_each_ground(tmp_path: Path) -> None:
    found = examples(tmp_path, find("保本"), ground("2020-01-01", "until = 2027-12-31"), BAO, PASS)
    assert (found.run(), found.failures) == (2 + 4, [])


@pytest.mark.parametrize(
    ("example", "message"),
    [
        (case("不⟦保本⟧", "violation"), "a case: gives pass, not violation; excused: negation 不"),
        (case("保本保本", "pass"), "a case: gives violation, not pass"),
        (case("⟦保本⟧且保本", "violation"), "a case: finds ⟦保本⟧且⟦保本⟧"),
        (case("⟦本产品保本⟧", "violation"), "a case: finds 本产品⟦保本⟧"),
        (case("保本", "not_in_force", "on = 2026-01-01"), "a case: gives violation, not not_in_force"),
    ],
)
def test_an_example_that_does_not_hold_is_told(tmp_path: Path, example: str, message: str) -> None:
    assert failures(tmp_path, find("保本"), BAO, PASS, example) == [message]


def test_each_rule_shows_a_violation_and_a_pass(tmp_path: Path) -> None:
    assert failures(tmp_path / "a", find("保本"), BAO) == ["examples: there is no example of pass"]
    assert failures(tmp_path / "b", find("保本"), PASS) == ["examples: there is no example of violation"]


def test_the_days_of_a_ground_are_tried_on_copy_as_the_ground_asks_for(tmp_path: Path) -> None:
    asked = 'channels = ["app"]\nfamilies = ["trust"]\ngenres = ["notice"]'
    found = examples(tmp_path, find("保本"), ground("2021-01-01", asked), ground("2022-01-01", asked), BAO, PASS)
    assert (found.run(), found.failures) == (2 + 4, [])


def test_an_example_may_tell_the_day_the_copy_and_its_evidence(tmp_path: Path) -> None:
    shown = [
        case("荣获⟦金奖⟧", "evidence_required", 'channel = "app"\nfamily = "trust"\ngenre = "advertisement"'),
        case("荣获金奖", "pass", 'evidence = ["荣获金奖"]'),
        case("荣获金奖", "not_in_force", "on = 2019-12-31"),
        case("荣获金奖", "not_applicable", 'genre = "law"'),
    ]
    grounded = ground(more='genres = ["advertisement"]\nfamilies = ["trust"]\nchannels = ["app"]')
    assert failures(tmp_path, find("金奖"), grounded, *shown, evidence=True) == []


@pytest.mark.parametrize("reads", ["account_name", "trademark", "product_name"])
def test_the_text_of_an_example_is_what_the_rule_reads(tmp_path: Path, reads: str) -> None:
    assert failures(tmp_path, find("保本"), case("⟦保本⟧理财", "violation"), PASS, reads=reads) == []


def test_a_missing_disclosure_marks_what_called_for_it(tmp_path: Path) -> None:
    parts = find("收益{percent}"), accept("不预示未来")
    shown = case("⟦收益5%⟧", "violation"), case("收益5%，不预示未来", "pass"), case("你好", "not_applicable")
    assert failures(tmp_path, *parts, *shown, form="disclosure") == []


def test_every_phrase_of_an_article_needs_an_example_of_its_own(tmp_path: Path) -> None:
    shown = BAO, PASS
    assert alive(tmp_path / "a", find("保本", origin="article"), *shown) == []
    assert alive(tmp_path / "b", find("保本", "保息", origin="article"), *shown) == ["without '保息'"]
    assert alive(tmp_path / "c", find("保本", "产品保本", origin="penalty"), case("⟦产品保本⟧", "violation"), PASS) == [
        "without '保本'"
    ]
    assert alive(tmp_path / "d", find("保本", "{保本|保息}", origin="article"), *shown) == [
        "without '保本'", "without '{保本|保息}'",
    ]  # fmt: skip


def test_of_phrases_that_are_reasoned_each_block_needs_an_example(tmp_path: Path) -> None:
    assert alive(tmp_path / "a", find("保本", "保息"), BAO, PASS) == []
    assert alive(tmp_path / "b", find("保本"), find("保息", note="other"), BAO, PASS) == [
        "no phrase of the block 'other'"
    ]


def test_every_condition_of_a_ground_needs_an_example_outside_it(tmp_path: Path) -> None:
    online = ground(more='channels = ["app"]')
    told = case("⟦保本⟧", "violation", 'channel = "app"')
    assert alive(tmp_path / "a", find("保本"), online, told, PASS) == ["ground from 2020-01-01: copy.channel not asked"]
    outside = case("保本", "not_applicable", 'channel = "sms"')
    assert alive(tmp_path / "b", find("保本"), online, told, outside, PASS) == []


def test_every_block_that_is_accepted_needs_an_example(tmp_path: Path) -> None:
    parts = accept("有风险"), accept("会亏损", more='part = "loss"')
    shown = case("你好", "violation"), case("有风险，会亏损", "pass")
    assert alive(tmp_path, *parts, *shown, form="disclosure", message="x") == []


def test_the_days_of_a_ground_and_the_want_of_evidence_are_turned(tmp_path: Path) -> None:
    found = examples(tmp_path, find("保本"), ground(more="until = 2027-12-31"), BAO, PASS)
    changes = [mutant.change for mutant in mutants(found.rules.rules[0])]
    assert changes == [
        "no phrase of the block 'a note'",
        "`evidence` turned",
        "ground from 2020-01-01: begins 2019-12-31",
        "ground from 2020-01-01: ends 2027-12-30",
        "ground from 2020-01-01: begins 2020-01-02",
        "ground from 2020-01-01: ends 2028-01-01",
    ]
    assert survivors(found)[0] == []
