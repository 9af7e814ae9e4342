"""Rules over text are read strictly: every mistake at once, with its place, even inside a phrase."""

import datetime as dt
from pathlib import Path

import pytest

import suitability as s
from suitability.errors import RuleFileError, RuleFileErrors
from suitability.rules.pack import Pack
from suitability.rules.read import read_folder
from tests.small import CITES, UNVERIFIED, write
from tests.small_text import SAFE, TEXT_HEAD, accept, case, find, ground, text_rule

DAY = dt.date
BAO = find("保本")


def read(
    folder: Path, files: dict[str, str], head: str = TEXT_HEAD, name: str = "small", base: tuple[Pack, ...] = ()
) -> Pack:
    return read_folder(write(folder, files, name=name, head=head), base)


def wrong(folder: Path, rule: str, files: dict[str, str] | None = None) -> tuple[RuleFileError, ...]:
    with pytest.raises(RuleFileErrors) as raised:
        read(folder, {"copy/wrong.toml": rule, **(files or {})})
    return raised.value.errors


def pointed_at(error: RuleFileError, folder: Path) -> str:
    """Give the text a mistake points at, to the end of its line."""
    return (folder / error.file).read_text(encoding="utf-8").split("\n")[error.line - 1][error.column - 1 :]


def test_every_mistake_of_a_rule_is_told_with_its_place_and_the_valid_choices(tmp_path: Path) -> None:
    rule = text_rule(
        find("保本", "{safe}保本", "保本{withn 3}息"),
        ground(more='channels = ["onlin"]\nfamilies = ["fonds"]\ngenres = ["advert"]'),
        case("保⟦本", "violation"),
        case("⟦保本⟧", "violation", 'channel = "web"'),
        category="promises", unless=["usual", "negated"], message="{word} stands here",
    )  # fmt: skip
    found = wrong(tmp_path, rule)
    assert {error.message: pointed_at(error, tmp_path)[:6] for error in found} == {
        "there is no category 'promises'": '"promi',
        "'negated' is no context": '"negat',
        "'safe' is neither a class, a slot nor a gap": "safe}保",
        "'withn 3' is neither a class, a slot nor a gap": "withn ",
        "'onlin' is no channel": '"onlin',
        "'fonds' is no family": '"fonds',
        "'advert' is no genre": '"adver',
        "⟦ is not closed": '⟦本"',
        "'web' is no channel": '"web"',
        "{word} cannot stand here": "{word}",
    }
    hints = {error.message: error.hint for error in found}
    assert "did you mean 'promise'?" in hints["there is no category 'promises'"]
    assert "did you mean 'online'?" in hints["'onlin' is no channel"]
    assert "did you mean 'funds'?" in hints["'fonds' is no family"]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (text_rule(find("保本", "保本")), "'保本' stands twice in this rule"),
        (text_rule(BAO, find("保本")), "'保本' stands twice in this rule"),
        (text_rule(BAO, form="words"), "'words' is no form of a rule"),
        (text_rule(BAO, subject="sale"), "subject: input should be 'copy'"),
        (text_rule(BAO, reads="body"), "reads: input should be 'text', 'account_name', 'trademark' or 'product_name'"),
        (text_rule(BAO, asks=["region"]), "asks.0: input should be 'channel', 'family' or 'genre'"),
        (text_rule(BAO, ground(more="until = 2019-12-31")), "ends on 2019-12-31, before it begins on 2020-01-01"),
        (text_rule(BAO, ground(cites='[{ source = "low", at = "第一条" }]')), "unknown source 'low'"),
        (text_rule(BAO, case("保本", "violation")), "violation finds words: mark them by ⟦⟧"),
        (text_rule(BAO, case("⟦保本⟧", "pass")), "⟦⟧ mark what is found, and pass finds nothing"),
        (text_rule(BAO, case("⟦保⟦本⟧", "violation")), "⟦ stands inside another"),
        (text_rule(BAO, case("保本⟧", "violation")), "⟧ closes nothing"),
        (text_rule(BAO, case("⟦保本⟧", "evidence_required")), "a rule without `evidence = true` never asks for evidence"),
        (text_rule(BAO, message="a lone {"), "{ cannot stand here"),
        (text_rule(accept("风险"), form="disclosure"), "{words} cannot stand here"),
        (text_rule(accept("风险"), form="disclosure", evidence=True, message="x"), "unknown key 'evidence'"),
        (
            text_rule(accept("风险", more="from = 2021-01-01"), form="disclosure", message="x"),
            "nothing is accepted from 2020-01-01, when the duty holds",
        ),
    ],
)  # fmt: skip
def test_what_a_rule_cannot_say(tmp_path: Path, rule: str, message: str) -> None:
    assert message in [error.message for error in wrong(tmp_path, rule)]


def test_a_rule_over_text_stands_in_the_folder_of_copy(tmp_path: Path) -> None:
    with pytest.raises(RuleFileErrors) as raised:
        read(tmp_path, {"sale/wrong.toml": text_rule(BAO)})
    assert [error.message for error in raised.value.errors] == ["a rule over text is a rule of copy"]


def test_a_word_holds_no_gap_and_no_class_and_stands_once(tmp_path: Path) -> None:
    words = SAFE.replace('"无忧"', '"无忧", "无忧", "安{within 2}全", "{other}"')
    messages = [error.message for error in wrong(tmp_path, text_rule(BAO), {"words/safe.toml": words})]
    assert len(messages) == 3
    assert "'无忧' stands twice in this class" in messages


def test_the_lexicon_and_the_statutory_sentences_are_no_classes_of_phrases(tmp_path: Path) -> None:
    files = {"words/lexicon.toml": SAFE, "words/statutory.toml": SAFE.replace('"无忧"', '"投资{within 4}风险"')}
    for name in ("lexicon", "statutory"):
        messages = [error.message for error in wrong(tmp_path / name, text_rule(find(f"{{{name}}}本")), files)]
        assert messages == [f"{name!r} is neither a class, a slot nor a gap"]
    made = read(tmp_path, {"copy/wrong.toml": text_rule(BAO), **files})
    assert made.classes["statutory"].every[0] == "投资{within 4}风险"


def test_a_version_begins_where_a_ground_begins_and_after_one_ends(tmp_path: Path) -> None:
    rule = text_rule(
        BAO,
        ground("2020-01-01", 'until = 2023-12-31\nchannels = ["online", "sms"]'),
        ground("2022-01-01", 'families = ["funds"]', cites=UNVERIFIED),
        ground("2025-06-01", "until = 2025-06-30"),
    )
    (made,) = read(tmp_path, {"copy/wrong.toml": rule}).rules
    assert [(v.first, v.last, len(v.grounds), [c.at for c in v.cites]) for v in made.versions] == [
        (DAY(2020, 1, 1), DAY(2021, 12, 31), 1, ["第一条"]),
        (DAY(2022, 1, 1), DAY(2023, 12, 31), 2, ["第一条", "第二条"]),
        (DAY(2024, 1, 1), DAY(2025, 5, 31), 1, ["第二条"]),
        (DAY(2025, 6, 1), DAY(2025, 6, 30), 2, ["第二条", "第一条"]),
        (DAY(2025, 7, 1), None, 1, ["第二条"]),
    ]
    (asked,) = made.versions[0].grounds[0].conditions
    assert (asked.path, asked.names, asked.values) == ("copy.channel", ("online", "sms"), ("app", "sms", "website"))
    assert [version.verified for version in made.versions] == [True, True, False, True, False]


def test_days_on_which_nothing_is_banned_have_no_version(tmp_path: Path) -> None:
    rule = text_rule(BAO, ground("2020-01-01", "until = 2020-12-31"), ground("2022-01-01"))
    (made,) = read(tmp_path, {"copy/wrong.toml": rule}).rules
    assert [(v.first, v.last) for v in made.versions] == [
        (DAY(2020, 1, 1), DAY(2020, 12, 31)),
        (DAY(2022, 1, 1), None),
    ]


def test_a_version_begins_where_another_sentence_is_accepted(tmp_path: Path) -> None:
    rule = text_rule(
        accept("旧句", more="until = 2021-12-31"), accept("新句", more="from = 2021-07-01"),
        form="disclosure", category=None, message="x",
    )  # fmt: skip
    (made,) = read(tmp_path, {"copy/wrong.toml": rule}).rules
    assert [version.first for version in made.versions] == [DAY(2020, 1, 1), DAY(2021, 7, 1), DAY(2022, 1, 1)]
    assert made.wording is not None
    assert (made.wording.category, made.wording.form) == ("disclosure", "disclosure")


def test_a_pack_may_name_or_repeat_what_a_pack_before_it_defines_and_not_change_it(tmp_path: Path) -> None:
    base = read(tmp_path, {"copy/wrong.toml": text_rule(BAO), "words/safe.toml": SAFE})
    later = text_rule(find("本金{beside 4}{safe}"), ground(more='families = ["funds"]'))
    made = read(tmp_path, {"copy/other.toml": later}, head='title = { en = "Firm" }\n', name="firm", base=(base,))
    assert made.rules[0].versions[0].grounds[0].conditions[0].values == ("private-fund", "public-fund")
    assert read(tmp_path, {"words/safe.toml": SAFE}, name="again", base=(base,)).categories == base.categories
    other = TEXT_HEAD.replace("a promise", "a vow").replace('"app"]', '"sms"]')
    with pytest.raises(RuleFileErrors) as raised:
        read(tmp_path, {"words/safe.toml": SAFE.replace("无忧", "放心")}, head=other, name="unlike", base=(base,))
    assert sorted(error.message for error in raised.value.errors) == [
        f"a pack before this one has the {name}, and says otherwise"
        for name in ("category 'promise'", "group 'online'", "words 'safe'")
    ]


def test_two_packs_side_by_side_may_not_differ_in_a_name(tmp_path: Path) -> None:
    one = write(tmp_path, {}, head=TEXT_HEAD)
    other = write(tmp_path, {}, name="other", head=TEXT_HEAD.replace('"app"]', '"sms"]'))
    packs = [read_folder(one), read_folder(other)]
    with pytest.raises(s.PackError, match="other defines the group 'online', which a pack before it defines"):
        s.RuleSet(packs)


@pytest.mark.parametrize(
    ("group", "message"),
    [
        ('[group.channel.app]\nlabel = { en = "x" }\nvalues = ["sms"]', "'app' is a value already"),
        ('[group.channel.On_Line]\nlabel = { en = "x" }\nvalues = ["sms"]', "'On_Line' is not a name"),
        ('[group.channel.sent]\nlabel = { en = "x" }\nvalues = ["smss"]', "'smss' is no channel"),
        ('[group.genre.sent]\nlabel = { en = "x" }\nvalues = ["law"]', "unknown key 'genre'"),
        ('[categories.No-name]\nen = "x"', "'No-name' is not a name"),
    ],
)
def test_what_the_head_of_a_pack_cannot_say(tmp_path: Path, group: str, message: str) -> None:
    with pytest.raises(RuleFileErrors) as raised:
        read(tmp_path, {}, head=f"{TEXT_HEAD}\n{group}\n")
    assert [error.message for error in raised.value.errors] == [message]


def test_a_citation_of_a_ground_is_a_citation_of_its_rule(tmp_path: Path) -> None:
    rule = text_rule(BAO, ground(cites=f"{CITES[:-1]}, {UNVERIFIED[1:]}"))
    (made,) = read(tmp_path, {"copy/wrong.toml": rule}).rules
    assert [cite.at for cite in made.versions[0].cites] == ["第一条", "第二条"]
