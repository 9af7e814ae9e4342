"""A new rule, written to be filled in."""

import datetime as dt
from pathlib import Path

import pytest

import suitability as s
from suitability.errors import RuleFileErrors, SuitabilityError
from suitability.model.subject import SUBJECTS
from suitability.packs.examples import Examples
from suitability.packs.new import new_rule

DAY = dt.date(2026, 3, 5)
REQUIRE = {
    "sale": "sale.key == 'S-1'",
    "profile": "profile.key == 'P-1'",
    "product": "entry.key == 'E-1'",
    "holding": "holding.key == 'H-1'",
    "use": "use.key == 'U-1'",
    "form": "form.key == 'F-1'",
    "contact": "contact.key == 'L-1'",
    "change": "change.key == 'E-1'",
    "commitment": "commitment.key == 'M-1'",
    "complaint": "complaint.key == 'T-1'",
    "copy": "copy.key == 'A-1'",
}


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_rule_that_is_filled_in_holds_and_its_examples_pass(tmp_path: Path, subject: str, language: str) -> None:
    place = tmp_path / "bank" / subject / "too-late.toml"
    assert new_rule(place, DAY, language)[-1] == place
    text = (
        place.read_text(encoding="utf-8")
        .replace('require = "FILL"', f'require = "{REQUIRE[subject]}"')
        .replace("FILL", "text")
    )
    if not SUBJECTS[subject].on:
        text = text.replace("expect ", "as_of = 2026-03-05\nexpect ")
    place.write_text(text, encoding="utf-8")
    examples = Examples(tmp_path / "bank", s.load(s.folder(tmp_path / "bank")))
    assert (examples.run() > 2, examples.failures) == (True, [])


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_rule_over_text_that_is_filled_in_holds_and_its_examples_pass(tmp_path: Path, language: str) -> None:
    place = tmp_path / "bank" / "copy" / "too-loud.toml"
    written = new_rule(place, DAY, language, "wording")
    assert [path.name for path in written] == ["pack.toml", "sources.toml", "too-loud.toml"]
    text = place.read_text(encoding="utf-8").replace('text   = "FILL"', 'text   = "well"').replace("FILL", "loud")
    place.write_text(text, encoding="utf-8")
    examples = Examples(tmp_path / "bank", s.load(s.folder(tmp_path / "bank")))
    assert (examples.run() > 2, examples.failures) == (True, [])


def test_a_rule_over_text_names_every_place_to_fill_in_and_no_other_mistake(tmp_path: Path) -> None:
    place = tmp_path / "bank" / "copy" / "too-loud.toml"
    new_rule(place, DAY, "en", "wording")
    new_rule(tmp_path / "bank" / "copy" / "other.toml", DAY, "en", "wording")
    with pytest.raises(RuleFileErrors) as caught:
        s.load(s.folder(tmp_path / "bank"))
    assert {error.message for error in caught.value.errors} == {"is still to be filled in"}


def test_a_rule_over_text_is_one_of_copy(tmp_path: Path) -> None:
    with pytest.raises(SuitabilityError, match="stands in PACK/copy/NAME, not in sale/"):
        new_rule(tmp_path / "bank" / "sale" / "too-loud", DAY, "en", "wording")


def test_until_it_is_filled_in_every_place_is_named(tmp_path: Path) -> None:
    place = tmp_path / "bank" / "sale" / "too-late"
    new_rule(place, DAY, "en")
    with pytest.raises(RuleFileErrors) as caught:
        s.load(s.folder(tmp_path / "bank"))
    open_ = [error for error in caught.value.errors if error.message == "is still to be filled in"]
    assert len(open_) == (tmp_path / "bank" / "sale" / "too-late.toml").read_text().count('"FILL"')
    assert {error.file for error in open_} == {"bank/sale/too-late.toml"}


def test_what_is_there_is_not_touched(tmp_path: Path) -> None:
    first = new_rule(tmp_path / "bank" / "sale" / "one.toml", DAY, "en")
    (tmp_path / "bank" / "sources.toml").write_text("# ours\n")
    assert [path.name for path in first] == ["pack.toml", "sources.toml", "plain-sale.toml", "one.toml"]
    assert new_rule(tmp_path / "bank" / "sale" / "two.toml", DAY, "en") == [tmp_path / "bank" / "sale" / "two.toml"]
    assert (tmp_path / "bank" / "sources.toml").read_text() == "# ours\n"


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("bank/sales/late.toml", "'sales' is no subject; did you mean 'sale'"),
        ("bank/sale/Late.toml", "'Late' is no name of a rule"),
        ("bank/sale/too_late.toml", "'too_late' is no name of a rule"),
        ("Bank/sale/late.toml", "'Bank' is no name of a pack"),
    ],
)
def test_a_place_that_is_none_is_refused_and_nothing_is_written(tmp_path: Path, place: str, message: str) -> None:
    with pytest.raises(SuitabilityError, match=message):
        new_rule(tmp_path / place, DAY, "en")
    assert list(tmp_path.iterdir()) == []


def test_a_rule_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    place = tmp_path / "bank" / "sale" / "late.toml"
    new_rule(place, DAY, "en")
    place.write_text("mine")
    with pytest.raises(SuitabilityError, match=r"late\.toml is there already"):
        new_rule(place, DAY, "en")
    assert place.read_text() == "mine"
