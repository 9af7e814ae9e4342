"""Words are pointed at: the line they stand in, and carets under them, whatever their width."""

from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.waive import Ruling, settle
from suitability.messages import labels
from suitability.messages.render import pack_labels
from suitability.messages.speak import speaker
from suitability.reports.diagnostic import WIDTH, Diagnostics, Judged, excerpt, plain
from suitability.reports.text import width
from suitability.wording.context import CONTEXTS
from suitability.wording.fold import Folded
from tests.small import DAY, rules
from tests.small_text import TEXT_HEAD, accept, case, find, ground, text_rule

FILES = {
    "copy/guarantee.toml": text_rule(
        find("保本", "稳赚", note="law"), ground(), case("⟦保本⟧", "violation"), case("不保本", "pass"),
        title="A guarantee",
    ),
    "copy/online.toml": text_rule(find("机不可失", rewrite="欢迎了解"), ground(more='channels = ["online"]'), severity="warn"),
    "copy/award.toml": text_rule(find("金奖"), evidence=True, severity="warn"),
    "copy/warning.toml": text_rule(accept("投资有风险"), form="disclosure", message="Warn of the risk.", category="disclosure"),
}  # fmt: skip
TEXT = "第一行\n\t本品保​本保息，荣获金奖。\n机不可失！我们不保本。\n"


def judged(folder: Path, text: str, decided: Any = None, **told: Any) -> tuple[Judged, Diagnostics, Any]:
    loaded = rules(folder, FILES, TEXT_HEAD)
    found = s.scan(text, loaded, on=DAY, **told)
    wordings = {rule.id: rule.wording for rule in loaded.rules if rule.wording is not None}
    made = Judged("a.md", text, found, decided or settle(found.findings, "a.md", DAY, (), ()), line=5, start=100)
    return made, Diagnostics(speaker("en", pack_labels(loaded)), wordings), wordings


@pytest.mark.parametrize(
    ("line", "start", "end", "shown", "carets"),
    [
        ("本产品保本。", 3, 5, "本产品保本。", "      ^^^^"),
        ("safe 保本 now", 5, 7, "safe 保本 now", "     ^^^^"),
        ("\ta\t保本", 3, 5, "\ta\t保本", "\t \t^^^^"),
        ("保​本", 0, 3, "保​本", "^^^^"),
        ("e\u0301e\u20dd 保本", 5, 7, "e\u0301e\u20dd 保本", "   ^^^^"),
        ("\x1b[31m保本\u202e", 5, 7, "\ufffd[31m保本", "     ^^^^"),
        ("保本", 0, 0, "保本", "^"),
        ("", 0, 0, "", "^"),
    ],
)
def test_carets_stand_under_the_words(line: str, start: int, end: int, shown: str, carets: str) -> None:
    assert excerpt(line, start, end) == (shown, carets)


@pytest.mark.parametrize(("before", "after"), [(80, 80), (0, 80), (80, 0), (46, 6)])
def test_of_a_long_line_the_part_around_the_words_is_shown(before: int, after: int) -> None:
    shown, carets = excerpt("长" * before + "保本" + "短" * after, before, before + 2)
    assert width(shown) <= WIDTH + 2
    assert (shown[0] == "…", shown[-1] == "…") == (before > 20, after > 20)
    assert shown[width(carets.rstrip("^")) // 2 + (shown[0] == "…") :].startswith("保本")
    assert carets.endswith("^^^^")


def test_words_longer_than_a_line_are_cut() -> None:
    shown, carets = excerpt("保" * 200, 0, 200)
    assert (width(shown), carets) == (WIDTH + 1, "^" * WIDTH)


def test_a_finding_says_what_is_wrong_where_and_what_to_do(tmp_path: Path) -> None:
    made, diagnostics, _ = judged(tmp_path, TEXT)
    lines = list(diagnostics.lines(made))
    assert lines[:3] == [
        "a.md:6:4: block small.copy.guarantee",
        "    \t本品保​本保息，荣获金奖。",
        "    \t    ^^^^",
    ]
    text = "\n".join(lines)
    assert "a promise · A guarantee" in text
    assert "“保​本” is a promise." in text
    assert "Take it out." in text
    assert "Example Law, art. 1" in text
    assert [line.split(": ")[0] for line in lines if line.startswith("a.md")] == ["a.md:6:4", "a.md:6:12", "a.md:7:1"]
    assert "欢迎了解" in text


def test_what_was_told_once_of_a_rule_is_not_told_again(tmp_path: Path) -> None:
    made, diagnostics, _ = judged(tmp_path, "保本。稳赚。")
    lines = list(diagnostics.lines(made))
    assert sum("Take it out." in line for line in lines) == 1
    assert sum(line.startswith("a.md:") for line in lines) == 2


def test_explained_findings_show_what_matched_what_was_asked_and_examples(tmp_path: Path) -> None:
    made, diagnostics, _ = judged(tmp_path, TEXT)
    diagnostics.explain = True
    text = "\n".join(diagnostics.lines(made))
    for said in ("保本", "law", "⟦保本⟧", "不保本", made.findings[0].fingerprint, "a.md:7:9: "):
        assert said in text


def test_a_finding_without_words_has_no_place(tmp_path: Path) -> None:
    made, diagnostics, wordings = judged(tmp_path, "你好", disclosures=True)
    assert next(diagnostics.lines(made)) == "a.md: block small.copy.warning"
    (mark,) = plain(made, wordings, facts=True)
    assert (mark["line"], mark["start"], mark["words"], mark["category"]) == (None, None, None, "disclosure")


def test_plain_data_counts_in_the_file_and_holds_words_only_where_they_are_wanted(tmp_path: Path) -> None:
    made, _, wordings = judged(tmp_path, TEXT)
    first, award, urged = plain(made, wordings, facts=False)
    assert (first["start"], first["end"], first["line"], first["column"]) == (107, 110, 6, 4)
    assert (first["rule"], first["category"], first["outcome"], first["severity"]) == (
        "small.copy.guarantee", "promise", "violation", "block",
    )  # fmt: skip
    assert (first["evasions"], award["outcome"], urged["rewrite"]) == (["zero-width"], "evidence_required", "欢迎了解")
    assert urged["only_if"] == [[{"path": "copy.channel", "values": ["app", "website"]}]]
    assert "words" not in first
    assert plain(made, wordings, facts=True)[0]["words"] == "保​本"


def test_words_that_span_lines_are_shown_line_by_line(tmp_path: Path) -> None:
    made, _, _ = judged(tmp_path, "一二\r\n三四")
    assert list(made.excerpts(1, 5)) == [("一二", "  ^^"), ("三四", "^^")]


def test_what_compliance_ruled_is_told_apart(tmp_path: Path) -> None:
    made, _, _ = judged(tmp_path, "保本")
    finding = made.findings[0]
    ruling = Ruling(finding.rule, "a.md", finding.fingerprint, DAY, "a lawyer", "it is a name")
    ruled, diagnostics, wordings = judged(tmp_path, "保本", settle([finding], "a.md", DAY, (), [ruling]))
    text = "\n".join(diagnostics.lines(ruled))
    assert "it is a name" in text
    assert "^" not in text
    assert [mark["settled"] for mark in plain(ruled, wordings, facts=False)] == ["ruled"]


def test_every_context_and_disguise_has_a_name() -> None:
    named = labels.texts("labels")
    assert {*CONTEXTS, "lexicon", "except", "word_gap"} <= named["context"].keys()
    disguises = " ".join((Folded.evasions.__doc__ or "").split()).rstrip(".").rpartition(". ")[2].split(", ")
    assert set(disguises) <= named["evasion"].keys()
