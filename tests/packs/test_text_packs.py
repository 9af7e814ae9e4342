"""Rules over text are kept whole: compiled, in a bundle, and in a digest that changes with what they find."""

import datetime as dt
from pathlib import Path

import pytest

import suitability as s
from suitability.engine.digest import standing
from suitability.engine.ruleset import RuleSet
from suitability.packs.bundle import bundle
from suitability.packs.bundle import restore as restore_bundle
from suitability.packs.signs import signs
from suitability.packs.store import dump, restore
from suitability.rules.read import read_folder
from tests.small import AS_OF, DAY, UNVERIFIED, rules, write
from tests.small_text import SAFE, TEXT_HEAD, accept, find, ground, text_rule

KEY = b"a key of the tests, kept by nobody"
OTHER = SAFE.replace("无忧", "其他")
FILES = {
    "words/safe.toml": SAFE,
    "words/unused.toml": OTHER.replace("其他", "不用"),
    "words/lexicon.toml": OTHER.replace("其他", "续保本合同"),
    "words/loss.toml": OTHER.replace("其他", "亏损"),
    "words/statutory.toml": OTHER.replace('"其他"', '"可能{loss}"'),
    "copy/guarantee.toml": text_rule(
        find("保本", "本金{beside 4}{safe}", rewrite="不保证本金"),
        ground("2020-01-01", 'channels = ["online", "sms"]'),
        ground("2022-01-01", 'until = 2024-12-31\nfamilies = ["funds"]', cites=UNVERIFIED),
        ground("2027-01-01"),
        **{"except": ["保本微利"]},
    ),
    "copy/award.toml": text_rule(find("金奖"), evidence=True, asks=["genre"], reads="product_name"),
    "copy/warning.toml": text_rule(
        find("收益{percent}"),
        accept("投资有风险", more='part = "risk"\nuntil = 2026-06-30'),
        accept("投资可能{loss}", more='part = "risk"\nfrom = 2026-01-01'),
        form="disclosure", where="paragraph", within=50, order="after", category=None,
    ),
    "copy/later.toml": text_rule(find("以后"), ground("2030-01-01")),
}  # fmt: skip


@pytest.fixture
def loaded(tmp_path: Path) -> RuleSet:
    return rules(tmp_path, FILES, TEXT_HEAD)


def test_a_compiled_pack_says_what_its_folder_says(tmp_path: Path) -> None:
    folder = write(tmp_path, FILES, head=TEXT_HEAD)
    assert restore(dump(folder)) == read_folder(folder)


def found(loaded: RuleSet, text: str, **told: str) -> list[tuple[str, str, str]]:
    product = s.Product(family=told.pop("family", None), name="金奖")
    copy = s.Copy(on=DAY, text=text, product=product, **told)
    return [(one.rule, one.outcome, one.severity) for one in s.check(copy, loaded, as_of=AS_OF).findings]


def test_a_bundle_finds_what_its_packs_find(loaded: RuleSet) -> None:
    restored = restore_bundle(bundle(loaded, DAY))
    for text in ("保本", "保本微利", "本金很无忧", "续保本合同", "收益5%。投资可能亏损", "收益5%", "金奖"):
        for told in ({}, {"channel": "app"}, {"channel": "email", "family": "public-fund"}, {"genre": "notice"}):
            assert found(restored, text, **told) == found(loaded, text, **told), (text, told)
    with pytest.raises(s.PackError, match="the bundle holds the law from"):
        restored.plan("copy", dt.date(2027, 1, 1))


def test_a_bundle_stands_on_the_same_digests_and_holds_only_what_its_rules_name(loaded: RuleSet) -> None:
    text = bundle(loaded, DAY)
    restored = restore_bundle(text)
    assert standing(restored.plan("copy", DAY)) == standing(loaded.plan("copy", DAY))
    assert set(restored.classes) == {"safe", "lexicon", "loss", "statutory"}
    assert "copy/later.toml" not in text
    assert "2024-12-31" not in text


@pytest.mark.parametrize(
    ("place", "old", "new", "changed"),
    [
        ("copy/guarantee.toml", "保本微利", "保本薄利", {"guarantee"}),
        ("copy/guarantee.toml", '"保本"', '"保息"', {"guarantee"}),
        ("copy/guarantee.toml", '["usual"]', '["negation"]', {"guarantee"}),
        ("copy/guarantee.toml", '["online", "sms"]', '["online"]', {"guarantee"}),
        ("copy/guarantee.toml", 'from = 2020-01-01', 'from = 2021-01-01', set()),
        ("copy/guarantee.toml", "不保证本金", "本金可能受损", set()),
        ("copy/guarantee.toml", "is a promise", "is one", set()),
        ("copy/guarantee.toml", "a note", "another note", set()),
        ("words/safe.toml", "无忧", "安心", {"guarantee"}),
        ("words/unused.toml", "不用", "没用", set()),
        ("words/lexicon.toml", "续保本合同", "续保本合约", {"guarantee", "award", "warning"}),
        ("words/loss.toml", "亏损", "损失", {"guarantee", "award", "warning"}),
        ("copy/award.toml", "evidence = true", "evidence = false", {"award"}),
        ("copy/award.toml", '["genre"]', '["channel"]', {"award"}),
        ("copy/award.toml", "product_name", "trademark", {"award"}),
        ("copy/warning.toml", "投资可能{loss}", "投资会{loss}", {"warning"}),
        ("copy/warning.toml", "within = 50", "within = 60", {"warning"}),
        ("copy/warning.toml", '"paragraph"', '"page"', {"warning"}),
        ("copy/warning.toml", '"after"', '"before"', {"warning"}),
    ],
)  # fmt: skip
def test_a_digest_changes_with_what_decides_and_with_nothing_else(
    tmp_path: Path, place: str, old: str, new: str, changed: set[str]
) -> None:
    assert old in FILES[place]
    before = standing(rules(tmp_path / "a", FILES, TEXT_HEAD).plan("copy", DAY)).rules
    files = {**FILES, place: FILES[place].replace(old, new)}
    after = standing(rules(tmp_path / "b", files, TEXT_HEAD).plan("copy", DAY)).rules
    assert {id_.rpartition(".")[2] for id_ in before if before[id_] != after[id_]} == changed


def test_a_receipt_of_copy_is_replayed_and_holds_no_word_of_it(loaded: RuleSet) -> None:
    copy = s.Copy(on=DAY, key="A-1", text="本产品保本", channel="app", product=None)
    report = s.check(copy, loaded, as_of=AS_OF)
    kept = s.receipt(report, KEY)
    assert "保本" not in kept
    assert s.replay(kept, copy, loaded, KEY).verdict == "same"
    other = s.replay(kept, s.Copy(on=DAY, key="A-1", text="本产品", channel="app", product=None), loaded, KEY)
    assert {(one.what, one.name) for one in other.differences} == {
        ("fact", "copy.text"), ("outcome", "small.copy.guarantee"),
    }  # fmt: skip


def test_expressions_alone_show_signs(loaded: RuleSet) -> None:
    assert list(signs(loaded.packs[0])) == []
