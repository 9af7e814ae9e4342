"""A receipt says what was decided and by which texts, and gives away no fact."""

import datetime as dt
import hashlib
import hmac
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine import digest
from suitability.engine.receipt import SCHEMA, read_receipt, receipt, told_facts
from suitability.engine.ruleset import RuleSet
from suitability.engine.waive import Ruling, Waiver
from suitability.errors import SuitabilityError
from suitability.model.events import Premium
from suitability.model.facts import Some
from suitability.release import VERSION
from tests.small import AS_OF, DAY, HEAD, at, levels, rule, rules, sale, table, term, version

KEY = b"a key of the tests, kept by nobody"
ROOT = Path(__file__).parents[2]
FIRM = (
    HEAD + "[[facts]]\nfrom = 2024-01-01\nowner = 'Li Si'\nreason = 'one channel'\nis = { sale.channel = 'branch' }\n"
)


def made(subject: Any, loaded: RuleSet, key: bytes | None = None, **decisions: Any) -> dict[str, Any]:
    """Give the receipt of a check as data."""
    data = json.loads(receipt(s.check(subject, loaded, as_of=AS_OF, **decisions), key))
    assert isinstance(data, dict)
    return data


@pytest.fixture
def loaded(tmp_path: Path) -> RuleSet:
    files = {
        "sale/above.toml": rule(version("risk <= ceiling"), severity="warn"),
        "sale/later.toml": rule(version("sale.place is none", first="2027-01-01")),
        "sale/other.toml": rule(version("sale.place is none", "sale.amount > 10")),
        "sale/undue.toml": rule(version("sale.place is none"), stage="concluded"),
        "profile/any.toml": rule(version("customer.lowest_class"), subject="profile", stage=None),
        "terms/risk.toml": term("product.levels.issuer"),
        "tables/ceiling.toml": table("level product", "is = 'R2'"),
    }
    return rules(tmp_path, files, HEAD + "aliases = { low = 'R1' }\n")


def test_a_receipt_names_its_days_its_packs_and_every_rule_that_was_due(loaded: RuleSet) -> None:
    found = made(sale(key="S-1", stage="ordered", product=levels("R3"), amount=5), loaded)
    rules_found = found.pop("rules")
    assert {id_: (one["version"], one["outcome"], one["severity"]) for id_, one in rules_found.items()} == {
        "small.sale.above": ("2024-01-01", "violation", "warn"),
        "small.sale.other": ("2024-01-01", "not_applicable", "block"),
    }
    assert {name: found[name] for name in ("terms", "tables", "parameters")} == {
        "terms": {"risk": found["terms"]["risk"]},
        "tables": {"ceiling": found["tables"]["ceiling"]},
        "parameters": {},
    }
    for name in ("terms", "tables", "parameters", "digest"):
        found.pop(name)
    assert found == {
        "schema": SCHEMA,
        "release": VERSION,
        "subject": "sale",
        "key": "S-1",
        "on": "2026-03-05",
        "as_of": "2026-03-10",
        "stage": "ordered",
        "cleared": False,
        "packs": {"small": VERSION},
        "scales": {
            "customer": {"levels": ["C1", "C2", "C3"], "aliases": {}},
            "product": {"levels": ["R1", "R2", "R3"], "aliases": {"low": "R1"}},
        },
        "calendar": {},
        "stated": {},
        "decisions": [],
        "facts": None,
        "seal": None,
    }


def test_a_subject_without_an_event_is_of_the_day_we_stand_on(loaded: RuleSet) -> None:
    found = made(s.Profile(customer=s.Customer(lowest_class=True)), loaded)
    assert [found[name] for name in ("subject", "key", "on", "stage", "cleared")] == [
        "profile",
        None,
        "2026-03-10",
        None,
        True,
    ]


def test_a_pack_of_its_own_release_is_named_by_it(tmp_path: Path) -> None:
    assert made(sale(), rules(tmp_path, {}, 'release = "3.0.12"\n' + HEAD))["packs"] == {"small": "3.0.12"}


def test_the_calendar_stands_in_a_receipt_where_working_days_were_counted(tmp_path: Path) -> None:
    files = {
        "calendar.toml": "from = 2025-01-01\nuntil = 2026-12-31\noff = []\non = []\n",
        "sale/wrong.toml": rule(version("sale.on + workdays(1) > as_of")),
    }
    head = 'calendar = "calendar.toml"\n' + HEAD
    assert made(sale(), rules(tmp_path, files, head))["calendar"].keys() == {"2025", "2026"}
    files["sale/wrong.toml"] = rule(version("sale.on + days(1) > as_of"))
    assert made(sale(), rules(tmp_path, files, head))["calendar"] == {}


# Secrets


def test_without_a_key_nothing_is_kept_of_the_facts(loaded: RuleSet) -> None:
    one, other = (sale(key="S-1", product=levels("R1"), amount=amount) for amount in (1, 2))
    assert made(one, loaded) == made(other, loaded)


def test_with_a_key_every_fact_told_has_a_code_and_no_value_is_shown(loaded: RuleSet) -> None:
    told = sale(
        key="S-1",
        product=levels("R1"),
        place="四季花园分行",
        amount=5_678_901,
        customer=s.Customer(birth_date=dt.date(1957, 8, 9)),
    )
    text = receipt(s.check(told, loaded, as_of=AS_OF), KEY)
    facts = json.loads(text)["facts"]
    assert facts.keys() == {"customer.birth_date", "product.levels.issuer", "sale.place", "sale.amount"}
    assert not [value for value in ("四季花园", "5678901", "1957", KEY.decode()) if value in text]


def test_sixteen_bytes_are_a_key_and_a_code_is_half_as_long(loaded: RuleSet) -> None:
    assert [len(code) for code in made(sale(amount=5), loaded, b"sixteen bytes...")["facts"].values()] == [16]


def test_equal_facts_of_two_subjects_do_not_show_as_equal_codes(loaded: RuleSet) -> None:
    one, other = (made(sale(key=key, product=levels("R1"), amount=5), loaded, KEY)["facts"] for key in ("S-1", "S-2"))
    assert not set(one.values()) & set(other.values())


@pytest.mark.parametrize("key", [b"", b"fifteen bytes..", "a key that is text and no bytes"])
def test_a_key_that_seals_nothing_is_refused(loaded: RuleSet, key: Any) -> None:
    with pytest.raises(SuitabilityError, match="a key is at least 16 bytes, drawn at random and kept secret"):
        made(sale(), loaded, key)


def test_a_subject_keyed_by_a_number_of_a_person_gets_no_receipt(loaded: RuleSet) -> None:
    with pytest.raises(SuitabilityError, match="looks like a mobile number") as raised:
        made(sale(key="13800138000"), loaded)
    assert "138" not in str(raised.value)


def test_what_a_firm_states_stands_in_a_receipt_in_the_clear_and_is_not_sealed(tmp_path: Path) -> None:
    firm = rules(tmp_path, {"sale/wrong.toml": rule(version("sale.channel == 'branch'"))}, FIRM)
    found = made(sale(amount=5), firm, KEY)
    assert found["stated"] == {"sale.channel": ["branch"]}
    assert found["facts"].keys() == {"sale.amount"}
    told = made(sale(amount=5, channel="branch"), firm, KEY)
    assert told["stated"] == {}
    assert told["facts"].keys() == {"sale.amount", "sale.channel"}


def test_decisions_are_named_without_their_owners_and_reasons(tmp_path: Path) -> None:
    files = {name: rule(version("sale.place is none"), force="house") for name in ("sale/a.toml", "sale/b.toml")}
    house = rules(tmp_path, files)
    one = sale(key="S-1", place="x")
    fingerprint = next(f.fingerprint for f in s.check(one, house, as_of=AS_OF).findings if f.rule == "small.sale.b")
    waivers = [Waiver("small.sale.a", DAY, AS_OF, "Zhang San", "agreed")]
    rulings = [Ruling("small.sale.b", "S-1", fingerprint, DAY, "Li Si", "mistaken")]
    text = receipt(s.check(one, house, as_of=AS_OF, waivers=waivers, rulings=rulings))
    assert json.loads(text)["decisions"] == [
        {"kind": "waiver", "rule": "small.sale.a", "from": "2026-03-05", "until": "2026-03-10"},
        {"kind": "ruling", "rule": "small.sale.b", "on": "2026-03-05"},
    ]
    assert json.loads(text)["cleared"] is True
    assert {one["outcome"] for one in json.loads(text)["rules"].values()} == {"violation"}
    assert not [word for word in ("Zhang", "Li Si", "agreed", fingerprint) if word in text]


# Facts


def facts(subject: Any) -> dict[str, str]:
    return dict(told_facts(subject, "sale"))


def test_a_fact_is_told_none_or_untold_and_a_relation_whole_or_in_part() -> None:
    customer = s.Customer(
        assessments=Some([s.Assessment(level="C1"), s.Assessment()]), changes=[], on_file=["sex", "name"]
    )
    told = sale(place=None, premium=Premium(), at=at(DAY), customer=customer, recordings=[])
    assert facts(told) == {
        "sale.on": "2026-03-05",
        "sale.stage": "concluded",
        "sale.at": "2026-03-05T02:00:00+00:00",
        "sale.place": "\0",
        "sale.premium": "{}",
        "sale.recordings": "0",
        "customer.assessments": "2+",
        "customer.assessments[0].level": "C1",
        "customer.changes": "0",
        "customer.on_file": '["name","sex"]',
    }


def test_facts_that_mean_the_same_are_one_text() -> None:
    assert facts(sale(amount=100)) == facts(sale(amount=Decimal("100.00")))
    east = at(DAY, 10)
    assert facts(sale(at=east)) == facts(sale(at=east.astimezone(dt.UTC)))


# Reading back


def test_a_receipt_is_canonical_and_sealed_as_its_readers_can_check_with_any_tool(loaded: RuleSet) -> None:
    text = receipt(s.check(sale(key="销售-1", product=levels("R1")), loaded, as_of=AS_OF), KEY)
    data = json.loads(text)
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    seal, digest = data.pop("seal"), data.pop("digest")
    rest = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert digest == hashlib.sha256(rest.encode()).hexdigest()
    assert seal == hmac.new(KEY, digest.encode(), "sha256").hexdigest()


def test_a_receipt_reads_back_however_it_was_laid_out(loaded: RuleSet) -> None:
    text = receipt(s.check(sale(key="S-1", product=levels("R1")), loaded, as_of=AS_OF), KEY)
    found = read_receipt(json.dumps(json.loads(text), indent=2))
    assert found == read_receipt(text)
    assert (found.key, found.on, found.as_of, found.stage, found.cleared) == ("S-1", DAY, AS_OF, "concluded", False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this is no receipt: it is not JSON"),
        ("{", "this is no receipt: it is not JSON"),
        ("[" * 100_000, r"this is no receipt: it is not JSON \(nested too deep\)"),
        ('"\\ud800"', "this is no receipt: it is not JSON"),
        ("1" * 5000, "this is no receipt: it is not JSON"),
        ("[]", "this is no receipt: it is not an object"),
        ("{}", "this is no receipt that this release can read: its schema is not suitability.receipt/1"),
        ('{"schema": "suitability.receipt/2"}', "its schema is not suitability.receipt/1"),
        ('{"schema": "suitability.receipt/1"}', "the receipt is damaged: 'release' is missing or not what it should be"),
    ],
)  # fmt: skip
def test_what_is_no_receipt_is_told_as_that(text: str, message: str) -> None:
    with pytest.raises(SuitabilityError, match=message):
        read_receipt(text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("release", "0.1"), ("release", 1), ("subject", "nothing"), ("key", 7), ("on", "2026-02-30"), ("on", "20260305"), ("as_of", None),
        ("stage", "sold"), ("cleared", "yes"), ("packs", ["cn"]), ("packs", {"cn": "x"}), ("rules", None),
        ("rules", {"a": {"version": "2026-01-01", "outcome": "fine", "severity": "block", "digest": "00"}}),
        ("rules", {"a": {"version": "2026-01-01", "outcome": "pass", "severity": "block"}}), ("terms", {"a": "zz"}),
        ("terms", {"a": ["00"]}), ("tables", {"a": "00"}), ("scales", {"product": ["R1"]}), ("calendar", {"2026": None}),
        ("stated", {"a": 1}), ("decisions", [1]), ("facts", {"a": None}), ("digest", ""), ("seal", 5),
    ],
)  # fmt: skip
def test_a_receipt_with_something_else_in_a_place_is_damaged(loaded: RuleSet, name: str, value: Any) -> None:
    data = {**made(sale(product=levels("R1")), loaded, KEY), name: value}
    with pytest.raises(SuitabilityError, match=f"the receipt is damaged: '{name}' is missing or not what it should be"):
        read_receipt(json.dumps(data))


@pytest.mark.parametrize(("name", "value"), [("cleared", True), ("release", "9.9.9"), ("key", "S-2"), ("digest", "00")])
def test_a_receipt_that_was_changed_is_refused(loaded: RuleSet, name: str, value: Any) -> None:
    data = {**made(sale(key="S-1", product=levels("R3")), loaded), name: value}
    with pytest.raises(SuitabilityError, match="the receipt was changed since it was written: its digest is another"):
        read_receipt(json.dumps(data))


def test_facts_without_a_seal_are_refused(loaded: RuleSet) -> None:
    data = {**made(sale(key="S-1", product=levels("R3")), loaded, KEY), "seal": None}
    with pytest.raises(
        SuitabilityError, match="the receipt is damaged: facts and seal stand together, or neither does"
    ):
        read_receipt(json.dumps(data))


def test_what_later_releases_add_to_a_receipt_is_passed_over(loaded: RuleSet) -> None:
    data = {**made(sale(product=levels("R3")), loaded), "more": {"of": "it"}}
    del data["digest"], data["seal"]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    data |= {"digest": hashlib.sha256(text.encode()).hexdigest(), "seal": None}
    assert read_receipt(json.dumps(data)).subject == "sale"


RECEIPT = """
import datetime as dt, json
from pathlib import Path
import suitability as s
from suitability.engine.receipt import receipt
rules = s.load("cn", "handbook")
sale = s.read("sale", json.loads(Path("examples/short_sale.json").read_text(encoding="utf-8")), rules)
print(receipt(s.check(sale, rules, as_of=dt.date(2026, 11, 20)), b"sixteen bytes or more"))
"""


def test_a_receipt_is_the_same_bytes_under_every_hash_seed() -> None:
    def written(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(
            [sys.executable, "-c", RECEIPT], cwd=ROOT, env=environment, capture_output=True, check=True
        ).stdout

    assert len({written(seed) for seed in ("0", "1", "20261122")}) == 1


def test_a_check_without_a_receipt_pays_for_none(loaded: RuleSet) -> None:
    before = len(digest._STANDINGS)
    report = s.check(sale(product=levels("R1")), loaded, as_of=AS_OF)
    assert len(digest._STANDINGS) == before
    receipt(report)
    assert len(digest._STANDINGS) == before + 1
