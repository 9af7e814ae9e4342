"""A finding in a text marks the words, says how severe they are and what may stand in their place."""

import json
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.marks import sentence
from suitability.engine.ruleset import RuleSet
from tests.small import AS_OF, DAY, UNVERIFIED, rules
from tests.small_text import TEXT_HEAD, UNREAD, accept, find, ground, one_text_rule, text_rule

BAO = find("保本")


def report_on(loaded: RuleSet, text: str, **facts: Any) -> s.Report:
    return s.check(s.Copy(on=DAY, text=text, key="A-1", **facts), loaded, as_of=AS_OF)


def only(loaded: RuleSet, text: str, **facts: Any) -> s.Finding:
    (finding,) = report_on(loaded, text, **facts).findings
    return finding


@pytest.mark.parametrize(
    ("severity", "cites", "text", "expected"),
    [
        ("block", ground(), "保本", "block"),
        ("block", UNREAD, "保本", "warn"),
        ("block", UNREAD, "保※本", "warn"),
        ("warn", ground(), "保本", "warn"),
        ("warn", ground(), "保※本", "block"),
        ("warn", ground(more='channels = ["app"]'), "保※本", "warn"),
        ("warn", UNREAD, "保※本", "warn"),
        ("note", ground(), "保※本", "note"),
        ("note", ground(more='channels = ["app"]'), "保本", "note"),
    ],
)
def test_disguise_raises_severity_and_doubt_lowers_it(
    tmp_path: Path, severity: str, cites: str, text: str, expected: str
) -> None:
    one = only(one_text_rule(tmp_path, BAO, cites, severity=severity), text)
    assert one.severity == expected
    assert one.marks[0].evasions == (("separator",) if "※" in text else ())


def test_a_ground_that_was_read_in_the_law_blocks_beside_one_that_was_not(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, BAO, ground(cites=UNVERIFIED), ground(more='channels = ["app"]'))
    assert only(loaded, "保本", channel="app").severity == "block"
    assert only(loaded, "保本", channel="sms").severity == "warn"


def test_a_rewrite_is_offered_where_the_sentence_is_lawful_with_it(tmp_path: Path) -> None:
    files = {
        "copy/a.toml": text_rule(find("保本", rewrite="不保证本金"), find("稳赚", rewrite="")),
        "copy/b.toml": text_rule(find("无忧", rewrite="保本"), find("高收益")),
    }
    loaded = rules(tmp_path, files, TEXT_HEAD)

    def rewrites(text: str) -> list[str | None]:
        return [mark.rewrite for mark in s.scan(text, loaded, on=DAY).marks]

    assert rewrites("本产品保本。高收益。") == ["不保证本金", None]
    assert rewrites("本产品稳赚！") == [""]
    assert rewrites("本产品保本，高收益。") == [None, None]
    assert rewrites("本产品无忧。") == [None]


def test_a_message_names_the_words_found_each_once(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, find("保本", "保息", "稳赚", "无忧"))
    assert s.text(only(loaded, "保本，保本，保息"), "en") == "“保本, 保息” is a promise."
    assert s.text(only(loaded, "保本，保息，稳赚，无忧"), "zh-Hans") == "“保本, 保息, 稳赚 and others” is a promise."


def test_a_text_says_in_which_cases_words_are_wrong(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, BAO, ground(more='channels = ["sms", "email"]'), message="“{words}”不得出现。")
    assert s.text(only(loaded, "保本"), "zh-Hans").endswith("违反）")


def test_facts_are_the_text_and_what_its_grounds_ask(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, BAO, ground(more='channels = ["app"]\nfamilies = ["funds"]'), evidence=True)
    evidence = [s.Evidence(claim="稳健", source="某机构")]
    one = only(loaded, "保本", channel="app", evidence=evidence)
    assert [fact.path for fact in one.facts] == [
        "copy.channel", "copy.evidence[0].claim", "copy.evidence[0].source", "copy.text",
    ]  # fmt: skip
    assert [fact.path for fact in report_on(loaded, "好", channel="app").passed[0].facts] == ["copy.text"]
    assert "copy.channel" in [fact.path for fact in report_on(loaded, "不保本", channel="app").passed[0].facts]


def test_json_holds_places_and_the_words_only_where_values_are_asked_for(tmp_path: Path) -> None:
    report = report_on(one_text_rule(tmp_path, find("保本", rewrite="不保证本金")), "本产品保※本。")
    plain = {
        "path": "copy.text", "start": 3, "end": 6, "category": "promise", "evasions": ["separator"], "only_if": [],
    }  # fmt: skip
    assert json.loads(report.to_json())["findings"][0]["marks"] == [plain]
    assert "保" not in report.to_json().replace("保本", "")
    assert json.loads(report.to_json(facts=True))["findings"][0]["marks"] == [
        {**plain, "words": "保※本", "rewrite": "不保证本金"}
    ]
    one = report_on(one_text_rule(tmp_path / "may", BAO, ground(more='channels = ["app"]')), "保本")
    assert one.to_dict()["findings"][0]["marks"][0]["only_if"] == [{"copy.channel": ["app"]}]


def test_a_ruling_lives_as_long_as_the_words_stand_in_their_sentence(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, find("保本", "保息"))
    before = only(loaded, "甲。本产品保本。乙。").fingerprint
    assert only(loaded, "甲。本产品保本。另一句。").fingerprint == before
    assert only(loaded, "甲。本产品确实保本。乙。").fingerprint != before
    assert only(loaded, "甲。本产品保本。保息。").fingerprint != before
    ruling = s.Ruling("small.copy.wrong", "A-1", before, DAY, "compliance", "a proper name")
    copy = s.Copy(on=DAY, key="A-1", text="本产品保本。")
    settled = s.check(copy, loaded, as_of=AS_OF, rulings=[ruling])
    assert (settled.findings, len(settled.ruled)) == ((), 1)


def test_a_ruling_on_a_missing_disclosure_is_of_the_whole_text(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, accept("投资有风险"), form="disclosure", message="x")
    assert only(loaded, "甲").fingerprint != only(loaded, "乙").fingerprint


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("甲。乙保本丙！丁", "保本", "乙保本丙！"),
        ("保本", "保本", "保本"),
        ("甲\n保本\n乙", "保本", "保本\n"),
        ("甲" * 300 + "保本" + "乙" * 300, "保本", "甲" * 200 + "保本" + "乙" * 200),
    ],
)
def test_a_sentence_ends_at_its_mark_or_out_of_sight(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    first, last = sentence(text, start, start + len(words))
    assert text[first:last] == expected
