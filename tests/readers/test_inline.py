"""Waivers in comments beside what they are for."""

import datetime as dt
import time
from pathlib import Path

import pytest

from suitability.engine.ruleset import RuleSet
from suitability.engine.waive import Inline, Waiver
from suitability.readers.copy_passage import Passage
from suitability.readers.inline import inline_waivers
from suitability.spot import Spot
from tests.small import rules
from tests.small_text import TEXT_HEAD, find, text_rule

RULE = "small.copy.house"
WHOLE = f'suitability: waive {RULE} reason="a pilot" owner=Wu until=2026-12-31'


@pytest.fixture
def small(tmp_path: Path) -> RuleSet:
    files = {"copy/house.toml": text_rule(find("金奖"), force="house"), "copy/law.toml": text_rule(find("保本"))}
    return rules(tmp_path, files, TEXT_HEAD)


def spot(line: int, end: int | None = None) -> Spot:
    return Spot("a.md", line, 1, end or line, 9)


def read(comment: str, small: RuleSet, text: str = "", line: int = 1, end: int | None = None) -> Inline | str:
    """Read a file with one comment; give its waiver, or what is wrong with it."""
    found, mistakes = inline_waivers([Passage("a.md", text, comments=((spot(line, end), comment),))], small)
    (one,) = (*found, *(mistake.message for mistake in mistakes))
    return one


def test_a_comment_waives_a_rule_until_a_day(small: RuleSet) -> None:
    waiver = Waiver(RULE, dt.date(2025, 12, 31), dt.date(2026, 12, 31), "Wu", "a pilot", "a.md")
    assert read(WHOLE, small) == Inline(waiver, spot(1), 1, 1)


@pytest.mark.parametrize(
    "comment",
    [
        f"<!-- {WHOLE} -->",
        f"# {WHOLE}",
        f"#. {WHOLE}".replace("#.", "#"),
        f"// {WHOLE}",
        f"/* {WHOLE} */",
        f"\n   {WHOLE}\n",
        WHOLE.replace("suitability:", "Suitability："),
        f"suitability: waive owner='Wu' until = 2026-12-31\n{RULE}\nreason=「a pilot」",
        WHOLE.replace('"a pilot"', "“a pilot”"),
    ],
)
def test_the_marks_of_comments_and_quotes_do_not_matter(small: RuleSet, comment: str) -> None:
    found = read(comment, small)
    assert isinstance(found, Inline)
    assert (found.waiver.rule, found.waiver.owner, found.waiver.reason) == (RULE, "Wu", "a pilot")


def test_a_waiver_may_say_when_it_begins(small: RuleSet) -> None:
    found = read(f"{WHOLE} from=2026-03-01", small)
    assert isinstance(found, Inline)
    assert found.waiver.first == dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        (f"suitability: waive {RULE} owner=Wu", "reason, until missing; a waiver says reason="),
        (WHOLE.replace("owner=Wu", 'owner=""'), "owner missing; "),
        (WHOLE.replace("house", "hose"), "no loaded pack holds the rule 'small.copy.hose'; did you mean 'small.copy.house'?"),
        (WHOLE.replace("house", "law"), "small.copy.law is law and cannot be waived; a mistaken finding is ruled on: suitability rule-out"),
        (WHOLE.replace(RULE, ""), "the rule is missing"),
        (WHOLE.replace("12-31", "02-30"), "until=2026-02-30 is no day such as"),
        (WHOLE.replace("2026-12-31", "0001-01-01"), ""),
        (WHOLE.replace("2026-12-31", "soon"), "until=soon is no day such as"),
        (f"{WHOLE} from=2027-01-01", "ends on 2026-12-31, before it begins on 2027-01-01"),
        (f"{WHOLE} because=x", "unknown field 'because': valid here: from, owner, reason, until"),
        (f"{WHOLE} owner=Li", "the field 'owner' is given twice"),
        (WHOLE.replace('"a pilot"', "a pilot"), "not understood: 'pilot'; a text with spaces stands in quotes"),
        (WHOLE.replace('"a pilot"', '"a pilot'), "not understood: 'reason=\"a pilot'"),
        (f"suitability: ignore {RULE}", "'ignore' is not known here; a comment may say: suitability: waive RULE"),
        ("suitability:", "'' is not known here"),
        (f"{WHOLE} {'x' * 3000}", "longer than 2000 characters"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(small: RuleSet, comment: str, said: str) -> None:
    found = read(comment, small)
    assert said in found if isinstance(found, str) else not said


def test_all_that_is_wrong_is_said_at_once(small: RuleSet) -> None:
    found = read("suitability: waive small.copy.hose onwer=Wu until=soon", small)
    assert isinstance(found, str)
    assert found.count("; ") >= 4


@pytest.mark.parametrize("comment", ["a note", "we write of suitability: often", "", "suitability of waivers"])
def test_other_comments_are_left_alone(small: RuleSet, comment: str) -> None:
    assert inline_waivers([Passage("a.md", "", comments=((spot(1), comment),))], small) == ((), ())


@pytest.mark.parametrize(
    ("text", "line", "end", "covered"),
    [
        ("荣获金奖\n\n金奖", 1, None, (1, 1)),
        ("荣获\n\n\n金奖\n又是金奖\n\n金奖", 2, None, (4, 5)),
        ("荣获\n\n\n\n金奖", 2, 4, (5, 5)),
        ("- 金奖\n\n- 金奖\n  又是金奖\n\n金奖", 2, None, (3, 4)),
        ("金奖\n\n", 3, None, (3, 3)),
        ("", 3, None, (3, 3)),
    ],
)
def test_it_covers_its_line_or_the_next_block(
    small: RuleSet, text: str, line: int, end: int, covered: tuple[int, int]
) -> None:
    found = read(WHOLE, small, text, line, end)
    assert isinstance(found, Inline)
    assert (found.first, found.last) == covered


def test_each_message_of_a_catalog_is_a_block(small: RuleSet) -> None:
    comments = ((spot(2), WHOLE),)
    passages = [Passage("a.po", f"金奖{line}", line, comments=comments) for line in (1, 3, 4)]
    (found,), mistakes = inline_waivers(passages, small)
    assert (found.first, found.last, mistakes) == (3, 3, ())


@pytest.mark.parametrize(
    "text",
    ["suitability: waive " + "a=“" * 500_000, " " * 10**6 + "suitability:", "suitability: waive" + " " * 10**6 + "x"],
)
def test_a_hostile_comment_does_not_take_long(small: RuleSet, text: str) -> None:
    before = time.perf_counter()
    inline_waivers([Passage("a.md", "", comments=((spot(1), text),))], small)
    assert time.perf_counter() - before < 1
