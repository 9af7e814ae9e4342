"""Rules over text are said in words: what they ban or demand, in which copy, and what does not count."""

from pathlib import Path

import pytest

from suitability.engine.ruleset import RuleSet
from suitability.messages.locales import LOCALES
from suitability.messages.render import pack_labels
from suitability.messages.speak import speaker
from suitability.messages.wording import details, version_words
from tests.small import rule as expression_rule
from tests.small import rules, version
from tests.small_text import TEXT_HEAD, accept, find, ground, text_rule

BAO = find("保本", rewrite="不保证本金")


def said(folder: Path, *parts: str, locale: str = "zh-Hans", **head: object) -> tuple[str, dict[str, str]]:
    loaded = rules(folder, {"copy/wrong.toml": text_rule(*parts, **head)}, TEXT_HEAD)
    (one,) = loaded.rules
    assert one.wording is not None
    voice = speaker(locale, pack_labels(loaded))
    return version_words(one, one.versions[0], voice), dict(details(one.wording, one.versions[0], voice))


def test_a_ban_says_which_copy_it_reaches(tmp_path: Path) -> None:
    assert said(tmp_path / "all", BAO)[0] == "各类营销材料的正文不得出现所列用语。"
    grounds = ground(more='channels = ["online", "sms"]\nfamilies = ["funds"]'), ground(more='genres = ["notice"]')
    assert said(tmp_path / "some", BAO, *grounds)[0] == (
        "产品类别为基金，且发布渠道为互联网渠道或者短信群发的营销材料或者材料体裁为公告或者通知的营销材料的正文不得出现所列用语。"
    )
    assert said(tmp_path / "proven", BAO, evidence=True, reads="trademark")[0] == (
        "各类营销材料的商标出现所列用语的，须有证明。"
    )


def test_a_duty_says_what_calls_for_it_and_where_it_is_met(tmp_path: Path) -> None:
    parts = accept("投资有风险", more='part = "risk"'), accept("旧句", more="until = 2019-12-31\npart = 'old'")
    due, shown = said(tmp_path, BAO, *parts, form="disclosure", where="table", within=20, order="after")
    assert due == "各类营销材料的正文出现所列用语的，应当载明所列内容。"
    assert shown["应当载明的内容"] == "risk：a note\n投资有风险"
    assert shown["载明位置"] == "同一表格、在其之后、相隔不超过 20 个字符"
    always, _ = said(tmp_path / "always", *parts, form="disclosure", message="x")
    assert always == "各类营销材料的正文应当载明所列内容。"


def test_the_parts_of_a_ban_are_its_phrases_and_what_does_not_count(tmp_path: Path) -> None:
    _, shown = said(tmp_path, BAO, unless=["negation", "past"], asks=["genre"], **{"except": ["保本微利", "保本线"]})
    assert shown == {
        "问题类别": "承诺",
        "所列用语": "推论：a note\n保本\n可以改为：不保证本金",
        "不计的情形": "否定、已成过去",
        "不计的用语": "保本微利 / 保本线",
        "须先提供": "营销材料 · 材料体裁",
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_rules_of_every_form_are_said_in_every_locale(tmp_path: Path, locale: str) -> None:
    files = {
        "copy/a.toml": text_rule(BAO),
        "copy/b.toml": expression_rule(version("copy.channel != 'app'"), subject="copy", stage=None),
    }
    loaded: RuleSet = rules(tmp_path, files, TEXT_HEAD)
    voice = speaker(locale, pack_labels(loaded))
    texts = [version_words(one, one.versions[0], voice) for one in loaded.rules]
    assert all(text and "{" not in text for text in texts)
