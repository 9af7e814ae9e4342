"""Rules over text are decided by the words found, the grounds in force, and what is told of the copy."""

import datetime as dt
import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest

import suitability as s
from suitability.engine.ruleset import RuleSet
from suitability.model.facts import NOT_TOLD, Some
from tests.small import AS_OF, DAY, UNVERIFIED, rules, sale, version
from tests.small import rule as expression_rule
from tests.small_text import SAFE, TEXT_HEAD, accept, find, ground, one_text_rule, text_rule

BAO = find("保本")
ONLINE = ground(more='channels = ["online"]')
FUNDS = ground(more='families = ["funds"]')


def copy(**facts: Any) -> s.Copy:
    return s.Copy(**{"on": DAY, "text": "本产品保本。", **facts})


def found(loaded: RuleSet, **facts: Any) -> s.Finding | str:
    """Give the finding of the only rule, or what became of it without one."""
    report = s.check(copy(**facts), loaded, as_of=AS_OF)
    if report.findings:
        return report.findings[0]
    return "pass" if report.passed else report.skipped[0].reason


def outcome(loaded: RuleSet, **facts: Any) -> str:
    one = found(loaded, **facts)
    return one if isinstance(one, str) else one.outcome


def test_words_that_are_banned_are_a_violation_and_others_pass(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, BAO)
    one = found(loaded)
    assert isinstance(one, s.Finding)
    assert (one.outcome, one.severity, one.missing) == ("violation", "block", ())
    (mark,) = one.marks
    assert (mark.path, mark.start, mark.end, mark.words) == ("copy.text", 3, 5, "保本")
    assert (mark.category, mark.phrase, mark.origin, mark.note) == ("promise", "保本", "reasoned", "a note")
    assert outcome(loaded, text="本产品不错。") == "pass"


def test_a_text_that_is_not_told_is_unknown_and_asked_for(tmp_path: Path) -> None:
    report = s.check(copy(text=NOT_TOLD), one_text_rule(tmp_path, BAO), as_of=AS_OF)
    assert report.missing == {"small.copy.wrong": ("copy.text",)}
    assert report.ask == (s.Question("copy.text", 1),)
    assert not report.cleared


def test_words_that_their_context_excuses_pass_and_are_listed_apart(tmp_path: Path) -> None:
    report = s.check(copy(text="本产品不保本。"), one_text_rule(tmp_path, BAO), as_of=AS_OF)
    assert report.cleared
    (mark,) = report.excused
    assert (mark.rule, mark.words, mark.decisions[-1].context) == ("small.copy.wrong", "保本", "negation")
    assert outcome(one_text_rule(tmp_path / "never", BAO, unless=[]), text="本产品不保本。") == "violation"


def test_a_longer_lawful_phrase_is_no_hit(tmp_path: Path) -> None:
    assert outcome(one_text_rule(tmp_path, BAO, **{"except": ["保本微利"]}), text="经营保本微利") == "pass"


@pytest.mark.parametrize(
    ("grounds", "facts", "expected"),
    [
        ((ONLINE,), {"channel": "app"}, "violation"),
        ((ONLINE,), {"channel": "sms"}, "not_applicable"),
        ((ONLINE,), {"channel": "sms", "text": "好"}, "pass"),
        ((FUNDS,), {"product": s.Product(family="public-fund")}, "violation"),
        ((FUNDS,), {"product": s.Product(family="trust")}, "not_applicable"),
        ((FUNDS,), {"product": None}, "not_applicable"),
        ((ONLINE, FUNDS), {"channel": "sms", "product": s.Product(family="public-fund")}, "violation"),
        ((ONLINE, FUNDS), {"channel": "sms", "product": None}, "not_applicable"),
        ((ground(more='genres = ["advertisement"]'),), {"genre": "law"}, "not_applicable"),
        ((ground("2026-03-06"),), {}, "not_in_force"),
        ((ground(more="until = 2026-03-04"),), {}, "not_in_force"),
    ],
)
def test_words_are_banned_where_a_ground_applies(
    tmp_path: Path, grounds: tuple[str, ...], facts: dict[str, Any], expected: str
) -> None:
    assert outcome(one_text_rule(tmp_path, BAO, *grounds), **facts) == expected


def test_where_a_ground_only_may_apply_words_are_found_and_warned_of_with_the_cases(tmp_path: Path) -> None:
    both = ground(more='channels = ["online"]\ngenres = ["advertisement"]')
    sent = ground(more='channels = ["sms"]')
    one = found(one_text_rule(tmp_path, BAO, ONLINE, FUNDS, both, sent))
    assert isinstance(one, s.Finding)
    assert (one.outcome, one.severity, one.missing) == ("violation", "warn", ())
    assert one.marks[0].only_if == (
        (("copy.channel", ("app", "sms", "website")),),
        (("product.family", ("private-fund", "public-fund")),),
        (("copy.channel", ("app", "website")), ("copy.genre", ("advertisement",))),
    )


def test_a_ground_that_applies_for_sure_needs_no_others(tmp_path: Path) -> None:
    one = found(one_text_rule(tmp_path, BAO, ground(cites=UNVERIFIED), ONLINE))
    assert isinstance(one, s.Finding)
    assert (one.severity, one.verified, one.marks[0].only_if) == ("warn", False, ())
    assert [cite.at for cite in one.cites] == ["第二条"]


def test_what_a_rule_asks_for_must_be_told_before_words_count(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, BAO, asks=["genre", "family"])
    one = found(loaded, genre="advertisement")
    assert isinstance(one, s.Finding)
    assert (one.outcome, one.missing, len(one.marks)) == ("unknown", ("product.family",), 1)
    assert outcome(loaded, genre="advertisement", product=None) == "violation"
    assert outcome(loaded, text="好") == "pass"
    report = s.check(copy(), loaded, as_of=AS_OF)
    assert report.ask == (s.Question("copy.genre", 0), s.Question("product.family", 0))


@pytest.mark.parametrize(
    ("evidence", "expected", "missing"),
    [
        (NOT_TOLD, "evidence_required", ("copy.evidence",)),
        ((), "evidence_required", ()),
        ((s.Evidence(claim="荣获金 奖"),), "pass", ()),
        ((s.Evidence(claim="銷量第一"), s.Evidence(claim="荣获金奖")), "pass", ()),
        ((s.Evidence(source="某评奖机构"),), "evidence_required", ()),
        (Some([s.Evidence(claim="荣获金奖")]), "pass", ()),
        (Some([]), "evidence_required", ()),
    ],
)
def test_claims_may_stand_where_evidence_holds_their_words(
    tmp_path: Path, evidence: Any, expected: str, missing: tuple[str, ...]
) -> None:
    loaded = one_text_rule(tmp_path, find("金奖"), evidence=True)
    one = found(loaded, text="本产品荣获金奖。", evidence=evidence)
    assert (one if isinstance(one, str) else one.outcome) == expected
    assert (() if isinstance(one, str) else one.missing) == missing


def test_only_the_words_that_are_not_proven_are_marked(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, find("金奖", "第一"), evidence=True)
    one = found(loaded, text="荣获金奖，销量第一。", evidence=[s.Evidence(claim="销量第一")])
    assert isinstance(one, s.Finding)
    assert [mark.words for mark in one.marks] == ["金奖"]


@pytest.mark.parametrize(
    ("reads", "facts", "expected"),
    [
        ("account_name", {"account_name": "保本理财"}, "violation"),
        ("account_name", {}, "unknown"),
        ("trademark", {"trademark": None}, "not_applicable"),
        ("product_name", {"product": s.Product(name="保本一号")}, "violation"),
        ("product_name", {"product": None}, "not_applicable"),
        ("product_name", {"product": s.Product()}, "unknown"),
    ],
)
def test_a_rule_may_read_a_name_in_place_of_the_text(
    tmp_path: Path, reads: str, facts: dict[str, Any], expected: str
) -> None:
    assert outcome(one_text_rule(tmp_path, BAO, reads=reads), **facts) == expected


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("近一年收益5%。过往业绩不代表未来。", {"channel": "app"}, "pass"),
        ("近一年收益5%。", {"channel": "app"}, "violation"),
        ("近一年收益5%。", {"channel": "sms"}, "not_applicable"),
        ("近一年收益5%。", {}, "unknown"),
        ("近一年收益5%。过往业绩不代表未来。", {}, "pass"),
        ("产品介绍。", {}, "not_applicable"),
        ("过往业绩不代表未来。近一年收益5%。", {"channel": "app"}, "violation"),
    ],
)
def test_a_disclosure_is_due_where_something_calls_for_it(
    tmp_path: Path, text: str, facts: dict[str, Any], expected: str
) -> None:
    loaded = one_text_rule(
        tmp_path, find("收益{percent}"), accept("过往业绩不代表未来"), ONLINE, form="disclosure", order="after"
    )
    one = found(loaded, text=text, **facts)
    assert (one if isinstance(one, str) else one.outcome) == expected
    if isinstance(one, s.Finding):
        assert [mark.words for mark in one.marks] == ["收益5%"]
        assert one.missing == (("copy.channel",) if expected == "unknown" else ())


def test_a_disclosure_that_nothing_calls_for_is_due_in_all_copy_of_its_grounds(tmp_path: Path) -> None:
    parts = accept("投资有风险", more='part = "risk"'), accept("咨询电话", more='part = "contact"')
    loaded = one_text_rule(tmp_path, *parts, form="disclosure", message="Something is missing.")
    one = found(loaded, text="投资有风险。")
    assert isinstance(one, s.Finding)
    assert (one.outcome, one.marks) == ("violation", ())
    assert outcome(loaded, text="投资有风险。咨询电话：12345") == "pass"


def test_the_sentence_of_the_day_is_the_one_accepted(tmp_path: Path) -> None:
    parts = accept("旧句子", more="until = 2025-12-31"), accept("新句子", more="from = 2026-01-01")
    loaded = one_text_rule(tmp_path, *parts, form="disclosure", message="x")
    old, new = dt.date(2025, 6, 1), DAY
    assert [outcome(loaded, on=day, text=text) for day in (old, new) for text in ("旧句子", "新句子")] == [
        "pass", "violation", "violation", "pass",
    ]  # fmt: skip


def test_a_statutory_sentence_excuses_the_words_in_it(tmp_path: Path) -> None:
    files = {
        "copy/wrong.toml": text_rule(BAO, unless=["statutory"]),
        "copy/warning.toml": text_rule(accept("保本"), form="disclosure", message="x"),
        "words/statutory.toml": SAFE.replace("无忧", "本产品{within 2}不保本"),
    }
    loaded = rules(tmp_path, files, TEXT_HEAD)
    assert s.check(copy(text="提示：本产品并不保本"), loaded, as_of=AS_OF).cleared
    assert not s.check(copy(text="提示：本产品保本，本产品不保本"), loaded, as_of=AS_OF).cleared


def test_expressions_and_texts_stand_in_one_report(tmp_path: Path) -> None:
    files = {
        "copy/a-text.toml": text_rule(BAO),
        "copy/b-fact.toml": expression_rule(version("copy.channel != 'app'"), subject="copy", stage=None),
        "copy/c-text.toml": text_rule(find("好")),
        "sale/wrong.toml": expression_rule(version("sale.place is none")),
    }
    loaded = rules(tmp_path, files, TEXT_HEAD)
    report = s.check(copy(channel="app"), loaded, as_of=AS_OF)
    assert [finding.rule for finding in report.findings] == ["small.copy.a-text", "small.copy.b-fact"]
    assert [passed.rule for passed in report.passed] == ["small.copy.c-text"]
    assert report.passed[0].facts == (s.Fact("copy.text", "本产品保本。"),)
    assert len(report.outcomes) == 3
    assert s.check(sale(place=None), loaded, as_of=AS_OF).excused == ()


def test_what_a_firm_states_settles_its_grounds(tmp_path: Path) -> None:
    def stating(name: str, value: str) -> RuleSet:
        head = f"""{TEXT_HEAD}
[[facts]]
from = 2020-01-01
owner = "compliance"
reason = "so it is"
is = {{ copy.channel = {value} }}
"""
        return rules(tmp_path / name, {"copy/wrong.toml": text_rule(BAO, ONLINE)}, head)

    assert outcome(stating("one", '"sms"')) == "not_applicable"
    assert outcome(stating("several", '["sms", "email"]')) == "not_applicable"
    sure, may = found(stating("sure", '["app", "website"]')), found(stating("may", '["app", "sms"]'))
    assert isinstance(sure, s.Finding)
    assert isinstance(may, s.Finding)
    assert (sure.severity, may.severity) == ("block", "warn")


def test_all_texts_of_a_check_are_scanned_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"copy/{name}.toml": text_rule(find(word)) for name, word in (("a", "保本"), ("b", "保息"), ("c", "稳赚"))}
    loaded = rules(tmp_path, files, TEXT_HEAD)
    read, scanned = loaded.phrasebook.scanner.scan, list[str]()
    monkeypatch.setattr(loaded.phrasebook.scanner, "scan", lambda text: scanned.append(text) or read(text))
    report = s.check(copy(text="保本保息"), loaded, as_of=AS_OF)
    assert len(report.findings) == 2
    assert scanned == ["保本保息"]


def test_loaded_packs_can_be_pickled_after_a_scan(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, find("本金{beside 4}{safe}"), files={"words/safe.toml": SAFE})
    assert outcome(loaded, text="本金十分安全") == "violation"
    assert outcome(pickle.loads(pickle.dumps(loaded)), text="本金无忧") == "violation"


def test_taking_knowledge_away_never_clears_copy(tmp_path: Path) -> None:
    loaded = one_text_rule(tmp_path, BAO, ground(more='channels = ["online"]\nfamilies = ["funds"]'), evidence=True)
    told = copy(channel="app", product=s.Product(family="public-fund"), evidence=())
    assert s.check(told, loaded, as_of=AS_OF).findings
    for name in ("text", "channel", "product", "evidence"):
        report = s.check(attrs.evolve(told, **{name: NOT_TOLD}), loaded, as_of=AS_OF)  # type: ignore[misc]
        assert report.findings, name
        assert not report.cleared, name
