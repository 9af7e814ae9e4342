"""A bundle decides as the packs did that it was made of, on its days, and on no others."""

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.digest import standing
from suitability.engine.receipt import receipt
from suitability.engine.replay import replay
from suitability.engine.ruleset import RuleSet
from suitability.errors import PackError, RuleFileErrors, SuitabilityError
from suitability.model.subject import STAGES, SUBJECTS
from suitability.packs.bundle import bundle, restore
from suitability.packs.examples import Examples
from suitability.packs.load import source_folder
from suitability.release import VERSION
from tests.small import AS_OF, DAY, HEAD, levels, rule, rules, sale, table, term, version, write

KEY = b"a key of the tests, kept by nobody"
CORRECTION = '[[{}correction]]\nrelease = "0.0.1"\nsays = "misread"\nfrom = 2024-01-01\n'
HEADS = f"""\
calendar = "calendar.toml"
release = "3.1.4"
offset = "+05:30"
{HEAD}aliases = {{ low = 'R1' }}

[param.limit]
label = {{ en = "limit" }}
type = "money"
stricter = "lower"
versions = [{{ from = 2020-01-01, until = 2025-12-31, value = 0.01 }}, {{ from = 2026-01-01, value = 100 }}]

[param.kept]
label = {{ en = "kept" }}
type = "months"
stricter = "higher"
versions = [{{ from = 2020-01-01, value = 6 }}]

[param.needed]
label = {{ en = "needed" }}
type = "set ProfileItem"
stricter = "higher"
versions = [{{ from = 2020-01-01, value = ["sex", "name"] }}]

[param.unused]
label = {{ en = "unused" }}
type = "day"
stricter = "lower"
versions = [{{ from = 2020-01-01, value = 2026-01-01 }}]
{CORRECTION.format("param.limit.")}
[[correction]]
of = "calendar"
release = "0.0.2"
says = "a holiday"
"""
FILES = {
    "calendar.toml": "from = 2026-01-01\nuntil = 2026-12-31\noff = [2026-01-01]\non = [2026-01-04]\n",
    "terms/risk.toml": term("max(product.levels.issuer, l)", of='of = { l = "level product" }') + CORRECTION.format(""),
    "terms/held.toml": term("latest(a for a in customer.assessments, by=(a.on, a.at)).level"),
    "terms/later.toml": term("sale.place is none", first="2030-01-01"),
    "terms/unused.toml": term("held"),
    "tables/ceiling.toml": table("level product", "when = { l = ['C2', 'C1'] }\nis = 'R1'", "is = 'R3'", more="of = { l = 'level customer' }") + CORRECTION.format(""),
    "tables/regime.toml": table("choice", "from = 2020-01-01\nuntil = 2025-12-31\nis = 'old'", "from = 2026-01-01\nwhen = { product.portfolio = false, product.family = ['wealth', 'trust'] }\nis = 'new'", more="values = { old = { en = 'Old' }, new = { en = 'New' } }"),
    "tables/kept.toml": table("months", "is = 6"),
    "sale/risk.toml": rule(
        version("risk('R1') <= ceiling(held)", "sale.amount >= param.limit"),
        version("risk('R2') <= 'R2' or regime != 'old'", first="2027-01-01"),
        message="{risk('R1')}, “{kept_until}” \\\\ {param.limit}", monotone="product.levels",
    ) + CORRECTION.format(""),
    "sale/later.toml": rule(version("later", "regime == 'new'")),
    "sale/late.toml": rule(version("sale.on + workdays(2) + kept >= as_of")),
    "sale/gone.toml": rule(version("sale.place is none", last="2024-12-31")),
    "profile/complete.toml": rule(version("param.needed <= customer.on_file"), subject="profile", stage=None, force="house"),
    "terms/kept_until.toml": term("sale.on + param.kept"),
}  # fmt: skip
BANK = """\
title = { en = "Bank" }
offset = "+05:30"

[[facts]]
from = 2025-06-01
until = 2026-05-31
owner = "Risk"
reason = "one channel only"
is = { sale.channel = "branch", product.family = ["wealth", "trust"], product.portfolio = false }
none = ["sale.place"]

[[tighten]]
from = 2021-01-01
owner = "Risk"
reason = "cautious"
param = "limit"
value = 0.01

[[tighten]]
from = 2020-01-01
owner = "Risk"
reason = "early"
rule = "small.sale.later"
stage = "candidate"
"""


@pytest.fixture
def loaded(tmp_path: Path) -> RuleSet:
    small = write(tmp_path, FILES, head=HEADS)
    bank = write(tmp_path, {"sale/own.toml": rule(version("sale.channel != 'visit'"))}, name="bank", head=BANK)
    return s.load(s.folder(small), s.folder(bank))


def files(text: str) -> dict[str, dict[str, str]]:
    return {pack["name"]: pack["files"] for pack in json.loads(text)["packs"]}


def assert_same(was: RuleSet, now: RuleSet, day: dt.date) -> None:
    """Demand that both decide a day by the same texts."""
    for subject in SUBJECTS.values():
        for stage in STAGES if subject.staged else (None,):
            assert standing(now.plan(subject.name, day, stage)) == standing(was.plan(subject.name, day, stage))
    assert now.scales == was.scales
    assert now.circumstances == was.circumstances


@pytest.mark.parametrize(
    "day", ["2020-06-01", "2024-06-01", "2025-06-01", "2026-03-05", "2026-12-31", "2028-01-01", "2031-01-01"]
)
def test_a_bundle_says_what_the_packs_said_on_its_day(loaded: RuleSet, day: str) -> None:
    on = dt.date.fromisoformat(day)
    assert_same(loaded, restore(bundle(loaded, on)), on)


def test_a_bundle_gives_the_same_reports_texts_and_receipts(loaded: RuleSet) -> None:
    now = restore(bundle(loaded, DAY))
    customer = s.Customer(assessments=[s.Assessment(on=dt.date(2026, 1, 1), level="C2")])
    for amount in (100, 1, None):
        one = sale(key="S-1", product=levels("R2"), customer=customer, amount=amount)
        was_report, report = (s.check(one, loaded, as_of=AS_OF) for loaded in (loaded, now))
        was_data, data = (one.to_dict(facts=True) for one in (was_report, report))
        was_data["skipped"].remove({"rule": "small.sale.gone", "reason": "not_in_force"})
        assert data == was_data
        assert [s.text(f, "en") for f in report.findings] == [s.text(f, "en") for f in was_report.findings]
        assert receipt(report, KEY) == receipt(was_report, KEY)
        assert replay(receipt(was_report, KEY), one, now, KEY).verdict == "same"


@pytest.mark.parametrize("day", ["2024-06-01", "2026-03-05", "2027-06-01"])
def test_a_bundle_of_a_bundle_is_the_same(loaded: RuleSet, day: str) -> None:
    text = bundle(loaded, dt.date.fromisoformat(day))
    assert bundle(restore(text), dt.date.fromisoformat(day)) == text


def test_a_bundle_holds_the_rules_in_force_and_what_they_stand_on(loaded: RuleSet) -> None:
    text = bundle(loaded, DAY)
    small = files(text)["small"]
    assert {*small} == {*FILES, "pack.toml", "sources.toml"} - {"sale/gone.toml", "terms/unused.toml"}
    assert "unused" not in small["pack.toml"]
    assert "[[example]]" not in text
    assert "from = 2027-01-01" not in small["sale/risk.toml"]
    assert json.loads(text)["release"] == VERSION


def test_a_bundle_names_the_days_around_its_own_on_which_nothing_changed(loaded: RuleSet) -> None:
    data, same = (json.loads(bundle(loaded, day)) for day in (DAY, dt.date(2026, 1, 1)))
    assert [data[name] for name in ("on", "from", "until")] == ["2026-03-05", "2026-01-01", "2026-05-31"]
    assert data["packs"] == same["packs"]


@pytest.mark.parametrize(
    ("day", "held"), [("2025-12-31", False), ("2026-01-01", True), ("2026-05-31", True), ("2026-06-01", False)]
)
def test_a_bundle_decides_on_no_day_it_does_not_hold(loaded: RuleSet, day: str, held: bool) -> None:
    now, on = restore(bundle(loaded, DAY)), dt.date.fromisoformat(day)
    if held:
        now.plan("sale", on, "concluded")
        return
    with pytest.raises(
        PackError, match=f"the bundle holds the law from 2026-01-01 to 2026-05-31, and not that of {day}"
    ):
        now.plan("sale", on, "concluded")
    with pytest.raises(PackError, match="the bundle holds the law"):
        bundle(now, on)


def test_a_bundle_of_the_oldest_or_the_newest_law_has_no_edge_there(loaded: RuleSet) -> None:
    for day in (dt.date(1, 1, 1), dt.date(9999, 12, 31)):
        restore(bundle(loaded, day)).plan("sale", day, "concluded")
    with pytest.raises(PackError, match=r"from … to 2019-12-31, and not that of 2026-03-05"):
        restore(bundle(loaded, dt.date(1, 1, 1))).plan("sale", DAY)


def test_a_bundle_of_other_packs_than_the_receipt_is_named(loaded: RuleSet, tmp_path: Path) -> None:
    text = receipt(s.check(sale(key="S-1"), loaded, as_of=AS_OF))
    other = restore(bundle(rules(tmp_path / "other", {"sale/a.toml": rule(version("sale.place is none"))}), DAY))
    with pytest.raises(SuitabilityError, match="the receipt rests on packs that are not loaded: bank"):
        replay(text, sale(key="S-1"), other)


def test_bundles_of_the_packaged_packs_say_the_same_on_every_day_of_change() -> None:
    was = s.load("cn", "handbook")
    for day in was.change_days:
        assert_same(was, restore(bundle(was, day)), day)


def test_a_bundle_decides_the_examples_as_the_packs_do() -> None:
    was = s.load("cn", "handbook")
    now = restore(bundle(was, dt.date(2026, 3, 5)))
    counted = 0
    for name in ("cn", "handbook"):
        folder = source_folder(name)
        assert folder is not None
        for case in Examples(folder, was).cases[::3]:
            if dt.date(2026, 2, 1) <= case.day < dt.date(2026, 5, 22):
                before, after = (s.check(case.subject, loaded, as_of=case.as_of) for loaded in (was, now))
                assert receipt(before) == receipt(after)
                counted += 1
    assert counted > 100


# What is no bundle


def sealed(data: dict[str, Any]) -> str:
    rest = {name: value for name, value in data.items() if name != "digest"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return json.dumps({**rest, "digest": hashlib.sha256(text.encode()).hexdigest()})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this is no bundle: it is not JSON"),
        ('{"schema": "suitability.bundle/1"', "this is no bundle: it is not JSON"),
        ("[" * 100_000, r"this is no bundle: it is not JSON \(nested too deep\)"),
        ('{"a": "\\ud800"}', "this is no bundle: it is not JSON"),
        ("[]", "this is no bundle that this release can read"),
        (sealed({}), "this is no bundle that this release can read: its schema is not suitability.bundle/1"),
        (sealed({"schema": "suitability.bundle/2"}), "its schema is not suitability.bundle/1"),
        ('{"schema": "suitability.bundle/1"}', "the bundle was changed since it was written: its digest is another"),
        (sealed({"schema": "suitability.bundle/1"}), "the bundle is damaged: its days or its packs are missing"),
        (sealed({"schema": "suitability.bundle/1", "from": 1, "until": "2026-01-01", "packs": []}), "the bundle is damaged"),
        (sealed({"schema": "suitability.bundle/1", "from": "20260101", "until": "2026-01-01", "packs": []}), "the bundle is damaged"),
        (sealed({"schema": "suitability.bundle/1", "from": "2026-01-01", "until": "2026-01-01", "packs": [1]}), "the bundle is damaged"),
        (sealed({"schema": "suitability.bundle/1", "from": "2026-01-01", "until": "2026-01-01", "packs": [{"name": "a", "files": {"pack.toml": 1}}]}), "the bundle is damaged"),
        (sealed({"schema": "suitability.bundle/1", "from": "2026-01-01", "until": "2026-01-01", "packs": []}), "no pack was named"),
        (sealed({"schema": "suitability.bundle/1", "from": "2026-01-01", "until": "2026-01-01", "packs": [{"name": "a", "files": {}}]}), r"its pack a holds no pack\.toml"),
    ],
)  # fmt: skip
def test_what_is_no_bundle_is_told_as_that(text: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        restore(text)


@pytest.mark.parametrize("cut", [1, 100, 1000])
def test_a_bundle_that_was_cut_off_is_told_as_that(loaded: RuleSet, cut: int) -> None:
    with pytest.raises(PackError, match="this is no bundle: it is not JSON"):
        restore(bundle(loaded, DAY).rstrip()[:-cut])


def test_a_bundle_that_was_changed_is_refused(loaded: RuleSet) -> None:
    with pytest.raises(PackError, match="the bundle was changed since it was written"):
        restore(bundle(loaded, DAY).replace("risk('R1') <= ceiling", "risk('R1') < ceiling"))


@pytest.mark.parametrize(
    ("place", "said", "message"),
    [
        ("sale/risk.toml", "x = " + "[" * 5000, "not TOML"),
        ("sale/risk.toml", "x = " + "{ a = " * 5000, "not TOML"),
        ("terms/risk.toml", term("(" * 3000 + "1" + ")" * 3000), "small/terms/risk.toml"),
        ("terms/risk.toml", term("product.no"), "product has no field 'no'"),
        ("../up.toml", "", "nothing reads a file at ../up.toml"),
        ("pack.toml", "name = 'small'", "the key 'title' is missing"),
    ],
)
def test_mistakes_of_a_hostile_bundle_are_told_with_their_places(
    loaded: RuleSet, place: str, said: str, message: str
) -> None:
    data = json.loads(bundle(loaded, DAY))
    data["packs"][0]["files"][place] = said
    with pytest.raises(RuleFileErrors) as raised:
        restore(sealed(data))
    assert message in str(raised.value)


def test_a_later_pack_of_a_bundle_may_cite_the_sources_of_those_before_it(tmp_path: Path) -> None:
    small = write(tmp_path, {}, head=HEAD)
    bank = write(
        tmp_path, {"sale/a.toml": rule(version("sale.place is none"))}, name="bank", head='title = { en = "Bank" }\n'
    )
    (bank / "sources.toml").unlink()
    loaded = s.load(s.folder(small), s.folder(bank))
    (found,) = restore(bundle(loaded, DAY)).rules
    assert found.versions[0].cites[0].source == loaded.sources["law"]
