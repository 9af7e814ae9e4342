"""A replay says same, or names what differs and nothing else, or tells which correction of ours accounts for it."""

import copy
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.receipt import receipt
from suitability.engine.replay import Added, Difference, Replay, replay
from suitability.engine.ruleset import RuleSet
from suitability.errors import FactsAfterDay, SuitabilityError
from suitability.rules.pack import Correction
from tests.small import AS_OF, DAY, HEAD, levels, rule, rules, sale, table, term, version, write

KEY = b"a key of the tests, kept by nobody"
PARAMETER = "\n[param.limit]\nlabel = { en = 'limit' }\ntype = 'money'\nstricter = 'lower'\nversions = [{ from = 2024-01-01, value = 100 }]\n"
FILES = {
    "pack.toml": 'calendar = "calendar.toml"\n' + HEAD + "aliases = { low = 'R1' }\n" + PARAMETER,
    "calendar.toml": "from = 2025-01-01\nuntil = 2026-12-31\noff = [2026-01-01]\non = []\n",
    "sale/above.toml": rule(version("risk <= ceiling")),
    "sale/amount.toml": rule(version("sale.amount <= param.limit")),
    "sale/late.toml": rule(version("sale.on + workdays(3) >= day(sale.signed_at)", "sale.signed_at is not none"), stage="concluded"),
    "terms/risk.toml": term("product.levels.issuer"),
    "tables/ceiling.toml": table("level product", "when = { product.family = ['wealth', 'trust'] }\nis = 'R2'"),
}  # fmt: skip
RECORD: dict[str, Any] = {
    "sale": {
        "key": "S-1",
        "on": "2026-03-05",
        "stage": "concluded",
        "amount": 50,
        "signed_at": None,
        "channel": "branch",
    },
    "customer": {
        "birth_date": "1950-01-01",
        "on_file": ["name", "sex"],
        "assessments": [{"on": "2026-01-02", "level": "C2"}, {"on": "2026-02-02", "level": "C3"}],
        "changes": [],
    },
    "product": {"family": "wealth", "levels": {"issuer": "R2", "seller": "R2"}},
}
Change = tuple[str, str, str]


class Packs:
    """Writes the small pack, with texts of its files replaced, and loads it; a file without a text is left out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def __call__(self, *changes: Change) -> RuleSet:
        made = dict(FILES)
        for place, old, new in changes:
            assert old in made[place], (place, old)
            made[place] = made[place].replace(old, new, 1)
        self.count += 1
        head = made.pop("pack.toml")
        return rules(self.folder / str(self.count), {k: t for k, t in made.items() if t}, head)


@pytest.fixture
def packs(tmp_path: Path) -> Packs:
    return Packs(tmp_path)


def read(record: dict[str, Any], loaded: RuleSet) -> Any:
    return s.read("sale", record, loaded)


def receipt_of(record: dict[str, Any], loaded: RuleSet, key: bytes | None = KEY) -> str:
    return receipt(s.check(read(record, loaded), loaded, as_of=AS_OF), key)


def replayed(loaded: RuleSet, packs: Packs, record: dict[str, Any] = RECORD) -> Replay:
    """Replay the receipt of the plain record, as the plain pack wrote it."""
    return replay(receipt_of(RECORD, packs()), read(record, loaded), loaded, KEY)


def named(found: Replay) -> set[tuple[str, str, str]]:
    return {(one.what, one.name, one.change) for one in found.differences}


def test_a_receipt_replays_the_same(packs: Packs) -> None:
    found = replayed(packs(), packs)
    assert (found.verdict, found.differences, found.added, found.facts) == ("same", (), (), "compared")
    assert found.report is not None
    assert found.report.cleared


# One change of the packs


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        (("sale/above.toml", "risk <= ceiling", "ceiling >= risk"), ("rule", "small.sale.above", "changed")),
        (("sale/above.toml", 'severity = "block"', 'severity = "warn"'), ("severity", "small.sale.above", "changed")),
        (
            ("terms/risk.toml", "product.levels.issuer", "max(product.levels.issuer, product.levels.seller)"),
            ("term", "risk", "changed"),
        ),
        (("tables/ceiling.toml", "'R2'", "'R3'"), ("table", "ceiling", "changed")),
        (("tables/ceiling.toml", "'trust'", "'insurance'"), ("table", "ceiling", "changed")),
        (("pack.toml", "value = 100", "value = 99.99"), ("parameter", "limit", "changed")),
        (("pack.toml", "'R1'", "'R2'"), ("scale", "product low", "changed")),
        (("pack.toml", "aliases = { low = 'R1' }", ""), ("scale", "product low", "gone")),
        (("pack.toml", '["R1", "R2", "R3"]', '["R1", "R2", "R3", "R4"]'), ("scale", "product", "changed")),
        (("calendar.toml", "off = [2026-01-01]", "off = []"), ("calendar", "2026", "changed")),
        (("calendar.toml", "from = 2025-01-01", "from = 2026-01-01"), ("calendar", "2025", "gone")),
    ],
)
def test_one_change_of_the_packs_is_named_and_nothing_else(
    packs: Packs, change: Change, difference: tuple[str, ...]
) -> None:
    found = replayed(packs(change), packs)
    assert named(found) == {difference}
    assert found.verdict == "different"


@pytest.mark.parametrize(
    "changes",
    [
        [("sale/above.toml", "It is wrong.", "It is quite wrong."), ("terms/risk.toml", "a term", "the risk")],
        [("sale/above.toml", "\n[[example]]", "\n" + version("risk < ceiling", first="2027-01-01") + "\n[[example]]")],
        [("terms/risk.toml", "from = 2020-01-01", "from = 2010-01-01")],
        [("tables/ceiling.toml", "[[row]]", "[[row]]\nwhen = { product.family = 'insurance' }\nis = 'R3'\n[[row]]")],
        [("tables/ceiling.toml", "is = 'R2'", "is = 'R2'\nuntil = 2026-12-31")],
        [("pack.toml", "value = 100 }", "value = 100 }, { from = 2027-01-01, value = 1 }")],
        [("pack.toml", "low = 'R1'", "low = 'R1', high = 'R3'")],
        [("calendar.toml", "until = 2026-12-31", "until = 2027-12-31")],
        [
            (
                "pack.toml",
                "[scale.customer]",
                "[scale.other]\nlabel = { en = 'other' }\nlevels = ['A', 'B']\n[scale.customer]",
            )
        ],
    ],
)
def test_more_law_is_no_difference(packs: Packs, changes: list[Change]) -> None:
    assert replayed(packs(*changes), packs).verdict == "same"


def test_rows_that_a_table_gained_are_named_where_an_outcome_turned(packs: Packs) -> None:
    rows = ("tables/ceiling.toml", "[[row]]", "[[row]]\nwhen = { product.levels.seller = 'R2' }\nis = 'R1'\n[[row]]")
    found = replayed(packs(rows), packs)
    assert named(found) == {("table", "ceiling", "added"), ("outcome", "small.sale.above", "changed")}


def test_rows_in_another_order_are_a_change(packs: Packs) -> None:
    one, two = "when = { product.family = 'wealth' }\nis = 'R2'", "when = { product.family = 'trust' }\nis = 'R2'"
    old = FILES["tables/ceiling.toml"]
    was, now = (packs(("tables/ceiling.toml", old, table("level product", *rows))) for rows in ((one, two), (two, one)))
    found = replay(receipt_of(RECORD, was), read(RECORD, now), now, KEY)
    assert named(found) == {("table", "ceiling", "changed")}


def test_an_outcome_that_turned_is_named_beside_what_turned_it(packs: Packs) -> None:
    found = replayed(packs(("pack.toml", "value = 100", "value = 49")), packs)
    assert found.differences == (
        Difference("parameter", "limit", "changed"),
        Difference("outcome", "small.sale.amount", "changed", "pass", "violation"),
    )


@pytest.mark.parametrize(
    ("changes", "now"),
    [
        ([("sale/above.toml", "from = 2024-01-01", "from = 2026-03-06")], "not_in_force"),
        ([("sale/above.toml", FILES["sale/above.toml"], "")], ""),
    ],
)
def test_a_rule_that_is_gone_is_named_with_the_reason(packs: Packs, changes: list[Change], now: str) -> None:
    found = replayed(packs(*changes), packs)
    assert found.differences == (Difference("rule", "small.sale.above", "gone", "2024-01-01", now),)


def test_a_rule_that_is_due_later_now_is_gone(packs: Packs) -> None:
    record = {**RECORD, "sale": {**RECORD["sale"], "stage": "ordered"}}
    loaded = packs(("sale/above.toml", 'stage = "candidate"', 'stage = "concluded"'))
    found = replay(receipt_of(record, packs()), read(record, loaded), loaded, KEY)
    assert found.differences == (Difference("rule", "small.sale.above", "gone", "2024-01-01", "later_stage"),)


def test_a_name_that_is_gone_is_named(packs: Packs) -> None:
    changes = [
        ("sale/above.toml", "risk <= ceiling", "product.levels.issuer <= ceiling"),
        ("terms/risk.toml", FILES["terms/risk.toml"], ""),
    ]
    found = replayed(packs(*changes), packs)
    assert named(found) == {("rule", "small.sale.above", "changed"), ("term", "risk", "gone")}


def test_a_name_that_said_nothing_then_is_added(packs: Packs) -> None:
    late = packs(("terms/risk.toml", "from = 2020-01-01", "from = 2027-01-01"))
    found = replay(receipt_of(RECORD, late), read(RECORD, packs()), packs(), KEY)
    assert named(found) == {("term", "risk", "added"), ("outcome", "small.sale.above", "changed")}


def test_a_rule_that_came_later_is_listed_with_its_outcome_and_makes_nothing_different(packs: Packs) -> None:
    loaded = packs()
    old = packs(("sale/amount.toml", FILES["sale/amount.toml"], ""))
    found = replay(receipt_of(RECORD, old), read(RECORD, loaded), loaded, KEY)
    assert (found.verdict, found.added) == ("same", (Added("small.sale.amount", "pass"),))


def test_rules_of_packs_the_receipt_does_not_rest_on_are_passed_over(tmp_path: Path) -> None:
    plain = rules(tmp_path, {"sale/a.toml": rule(version("sale.amount < 9"))})
    both = s.load(s.folder(tmp_path / "small"), s.folder(bank(tmp_path / "more")))
    found = replay(receipt(s.check(sale(amount=1), plain, as_of=AS_OF)), sale(amount=1), both)
    assert (found.verdict, found.added) == ("same", ())


def bank(folder: Path, head: str = "") -> Path:
    files = {"sale/b.toml": rule(version("sale.amount < 5"))}
    return write(folder, files, name="bank", head=f'title = {{ en = "Bank" }}\n{head}')


def test_what_a_firm_states_otherwise_is_named(tmp_path: Path) -> None:
    def stating(channel: str) -> RuleSet:
        head = f"{HEAD}[[facts]]\nfrom = 2024-01-01\nowner = 'a'\nreason = 'b'\nis = {{ sale.channel = '{channel}' }}\n"
        return rules(tmp_path / channel, {"sale/a.toml": rule(version("sale.channel != 'telephone'"))}, head)

    text = receipt(s.check(sale(), stating("branch"), as_of=AS_OF), KEY)
    assert replay(text, sale(), stating("branch"), KEY).verdict == "same"
    assert named(replay(text, sale(), stating("online"), KEY)) == {("stated", "sale.channel", "changed")}
    told = replay(text, sale(channel="branch"), stating("branch"), KEY)
    assert named(told) == {("stated", "sale.channel", "gone"), ("fact", "sale.channel", "added")}


# One change of the record


def without(record: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the record without each of its facts in turn, by the fact's path."""
    holder = record
    for step in path.split("."):
        if step:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    for key, value in enumerate(holder) if isinstance(holder, list) else holder.items():
        at = f"{path}.{key}" if path else str(key)
        if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
            yield from without(record, at)
        elif isinstance(holder, dict) and at not in ("sale.key", "sale.on", "sale.stage"):
            less = copy.deepcopy(record)
            inner = less
            for step in path.split("."):
                inner = inner[int(step)] if isinstance(inner, list) else inner[step]
            del inner[key]
            yield at, less


@pytest.mark.parametrize(
    ("path", "record"), list(without(RECORD, "")), ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_fact_that_is_no_longer_told_is_named_and_no_other(packs: Packs, path: str, record: dict[str, Any]) -> None:
    found = replayed(packs(), packs, record)
    where = ".".join(path.split(".")).replace(".0.", "[0].").replace(".1.", "[1].")
    assert {one for one in named(found) if one[0] != "outcome"} == {("fact", where, "gone")}
    assert found.verdict == "different"


@pytest.mark.parametrize(
    ("root", "change", "difference"),
    [
        ("sale", {"amount": 51}, {("fact", "sale.amount", "changed")}),
        ("sale", {"amount": 50.00}, set()),
        ("sale", {"amount": None}, {("fact", "sale.amount", "gone")}),
        ("sale", {"place": None}, {("fact", "sale.place", "added")}),
        ("sale", {"channel": "online"}, {("fact", "sale.channel", "changed")}),
        ("customer", {"on_file": ["sex", "name"]}, set()),
        ("customer", {"on_file": ["name"]}, {("fact", "customer.on_file", "changed")}),
        ("customer", {"changes": {"some": []}}, {("fact", "customer.changes", "changed")}),
        ("customer", {"assessments": [{"on": "2026-01-02", "level": "C2"}]}, {("fact", "customer.assessments", "changed"), ("fact", "customer.assessments[1].on", "gone"), ("fact", "customer.assessments[1].level", "gone")}),
    ],
)  # fmt: skip
def test_one_changed_fact_is_named_and_no_other(
    packs: Packs, root: str, change: dict[str, Any], difference: set[tuple[str, str, str]]
) -> None:
    found = replayed(
        packs(), packs, json.loads(json.dumps({**RECORD, root: {**RECORD[root], **change}}), parse_float=Decimal)
    )
    assert {one for one in named(found) if one[0] != "outcome"} == difference


def test_another_day_is_named_and_its_law_is_not_taken_for_an_answer(packs: Packs) -> None:
    record = {**RECORD, "sale": {**RECORD["sale"], "on": "2026-03-04"}}
    found = replayed(packs(), packs, record)
    assert found.differences == (Difference("day", "on", "changed", "2026-03-05", "2026-03-04"),)
    assert found.report is None


def test_another_stage_is_named_and_facts_and_texts_are_still_compared(packs: Packs) -> None:
    record = {**RECORD, "sale": {**RECORD["sale"], "stage": "ordered", "amount": 500}}
    found = replayed(packs(("terms/risk.toml", "issuer", "seller")), packs, record)
    assert found.differences == (
        Difference("stage", "stage", "changed", "concluded", "ordered"),
        Difference("fact", "sale.amount", "changed"),
        Difference("term", "risk", "changed"),
    )


def test_without_a_key_facts_are_not_compared_and_it_is_said(packs: Packs) -> None:
    other = read({**RECORD, "sale": {**RECORD["sale"], "amount": 51}}, packs())
    sealed, plain = (receipt_of(RECORD, packs(), key) for key in (KEY, None))
    assert [(r.verdict, r.facts) for r in (replay(sealed, other, packs()), replay(plain, other, packs(), KEY))] == [
        ("same", "no_key"),
        ("same", "not_sealed"),
    ]


def test_the_check_stands_on_the_day_of_the_receipt(packs: Packs) -> None:
    loaded = packs(("sale/amount.toml", "sale.amount <= param.limit", "as_of <= date(2026, 3, 10)"))
    assert replay(receipt_of(RECORD, loaded), read(RECORD, loaded), loaded).verdict == "same"
    later = copy.deepcopy(RECORD)
    later["customer"]["assessments"][0]["on"] = "2026-03-11"
    with pytest.raises(FactsAfterDay, match=r"customer\.assessments\[0\]\.on"):
        replay(receipt_of(RECORD, loaded), read(later, loaded), loaded)


# What cannot be replayed


def test_another_key_is_told_at_once_and_not_as_a_change_of_every_fact(packs: Packs) -> None:
    with pytest.raises(SuitabilityError, match="the receipt was sealed with another key, or changed since"):
        replay(receipt_of(RECORD, packs()), read(RECORD, packs()), packs(), KEY + b".")


def test_an_outcome_that_was_put_right_by_hand_is_found_by_who_has_the_key(packs: Packs) -> None:
    data = json.loads(receipt_of({**RECORD, "sale": {**RECORD["sale"], "amount": 500}}, packs()))
    data["rules"]["small.sale.amount"]["outcome"] = "pass"
    seal = data.pop("seal")
    del data["digest"]
    data["digest"] = hashlib.sha256(
        json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()
    with pytest.raises(SuitabilityError, match="sealed with another key, or changed since"):
        replay(json.dumps({**data, "seal": seal}), read(RECORD, packs()), packs(), KEY)


def test_the_record_of_another_subject_is_refused(packs: Packs) -> None:
    text = receipt_of(RECORD, packs())
    with pytest.raises(SuitabilityError, match="the receipt is of the sale S-1, and the record of another"):
        replay(text, read({**RECORD, "sale": {**RECORD["sale"], "key": "S-2"}}, packs()), packs())
    with pytest.raises(SuitabilityError, match="the receipt is of a sale, not of a Profile"):
        replay(text, s.Profile(), packs())


def test_packs_that_are_not_loaded_are_named(tmp_path: Path) -> None:
    both = s.load(s.folder(bank(tmp_path, HEAD.partition("\n\n")[2])))
    text = receipt(s.check(sale(amount=1), both, as_of=AS_OF))
    with pytest.raises(SuitabilityError, match="the receipt rests on packs that are not loaded: bank"):
        replay(text, sale(amount=1), rules(tmp_path / "other", {}))


# Corrections


def corrected(release: str = "9.0.0", more: str = "") -> str:
    return f'\n[[correction]]\nrelease = "{release}"\nsays = "misread"\n{more}\n'


SAYS = Correction("9.0.0", "misread", None, None)


@pytest.mark.parametrize(
    "changes",
    [
        [("sale/above.toml", "risk <= ceiling", "risk < ceiling"), ("sale/above.toml", "\n[[example]]", corrected() + "[[example]]")],
        [("sale/above.toml", 'severity = "block"', 'severity = "note"'), ("sale/above.toml", "\n[[example]]", corrected() + "[[example]]")],
        [("terms/risk.toml", "issuer", "seller"), ("terms/risk.toml", "\n[[version]]", corrected() + "[[version]]")],
        [("tables/ceiling.toml", "'R2'", "'R1'"), ("tables/ceiling.toml", "[[row]]", corrected() + "[[row]]")],
        [("tables/ceiling.toml", "[[row]]", corrected() + "[[row]]\nwhen = { product.family = 'wealth' }\nis = 'R1'\n[[row]]")],
        [("pack.toml", "value = 100 }]", "value = 40 }]\n" + corrected().replace("[[", "[[param.limit."))],
        [("calendar.toml", "off = [2026-01-01]", "off = []"), ("pack.toml", PARAMETER, PARAMETER + corrected(more="of = 'calendar'"))],
        [("pack.toml", "'R1'", "'R2'"), ("pack.toml", PARAMETER, PARAMETER + corrected(more="of = 'scale product'"))],
        [("sale/above.toml", FILES["sale/above.toml"], ""), ("pack.toml", PARAMETER, PARAMETER + corrected(more="of = 'rule small.sale.above'"))],
    ],
    ids=["rule", "severity", "term", "table", "row", "parameter", "calendar", "scale", "rule withdrawn"],
)  # fmt: skip
def test_what_a_later_release_put_right_is_corrected_and_so_are_the_outcomes_it_turned(
    packs: Packs, changes: list[Change]
) -> None:
    found = replayed(packs(*changes), packs)
    assert found.verdict == "corrected"
    assert {one.explained for one in found.differences} == {SAYS}


@pytest.mark.parametrize(
    ("block", "verdict"),
    [
        (corrected(more="from = 2026-03-05"), "corrected"),
        (corrected(more="until = 2026-03-05"), "corrected"),
        (corrected(more="from = 2026-03-06"), "different"),
        (corrected(more="until = 2026-03-04"), "different"),
        (corrected("0.0.9"), "different"),
        (corrected("1.4.2"), "different"),
        (corrected("1.10.0"), "corrected"),
        (corrected("1.4.3") + corrected("0.1.0"), "corrected"),
        ("", "different"),
    ],
)
def test_a_correction_accounts_for_receipts_of_releases_before_it_and_for_the_days_it_names(
    packs: Packs, block: str, verdict: str
) -> None:
    release = ("pack.toml", "calendar =", 'release = "1.4.2"\ncalendar =')
    old = packs(release)
    loaded = packs(
        release, ("terms/risk.toml", "issuer", "seller"), ("terms/risk.toml", "\n[[version]]", block + "[[version]]")
    )
    found = replay(receipt_of(RECORD, old), read(RECORD, loaded), loaded, KEY)
    assert found.verdict == verdict


def test_the_newest_correction_is_told(packs: Packs) -> None:
    blocks = corrected("9.2.0") + corrected("9.10.0") + corrected("9.9.0")
    found = replayed(
        packs(("terms/risk.toml", "issuer", "seller"), ("terms/risk.toml", "\n[[version]]", blocks + "[[version]]")),
        packs,
    )
    assert [one.explained.release for one in found.differences if one.explained] == ["9.10.0"]


def test_a_correction_that_changed_no_text_accounts_for_an_outcome_of_its_rule(packs: Packs) -> None:
    data = json.loads(receipt_of(RECORD, packs(), None))
    data["rules"]["small.sale.above"]["outcome"] = "violation"
    del data["digest"], data["seal"]
    plain = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text = json.dumps({**data, "digest": hashlib.sha256(plain.encode()).hexdigest(), "seal": None})
    loaded = packs(("sale/above.toml", "\n[[example]]", corrected() + "[[example]]"))
    found = replay(text, read(RECORD, loaded), loaded)
    assert found.differences == (Difference("outcome", "small.sale.above", "changed", "violation", "pass", SAYS),)


@pytest.mark.parametrize(
    "change",
    [("pack.toml", "aliases = { low = 'R1' }", ""), ("tables/ceiling.toml", "'trust'", "'insurance'")],
)
def test_an_outcome_is_not_explained_while_something_it_stands_on_is_not(packs: Packs, change: Change) -> None:
    changes = [
        ("sale/above.toml", "risk <= ceiling", "risk < ceiling"),
        ("sale/above.toml", "\n[[example]]", corrected() + "[[example]]"),
    ]
    found = replayed(packs(*changes, change), packs)
    explained = {(one.what, one.explained is not None) for one in found.differences}
    assert {("rule", True), ("outcome", False)} <= explained
    assert found.verdict == "different"


def test_an_outcome_is_not_explained_by_a_correction_where_the_facts_changed(packs: Packs) -> None:
    record = {**RECORD, "sale": {**RECORD["sale"], "channel": "online"}}
    changes = [
        ("sale/above.toml", "risk <= ceiling", "risk < ceiling"),
        ("sale/above.toml", "\n[[example]]", corrected() + "[[example]]"),
    ]
    found = replayed(packs(*changes), packs, record)
    assert [one.explained is not None for one in found.differences] == [False, True, False]


def test_a_profile_is_replayed_on_the_day_its_receipt_stood_on(tmp_path: Path) -> None:
    loaded = rules(tmp_path, {"profile/a.toml": rule(version("customer.lowest_class"), subject="profile", stage=None)})
    profile = s.Profile(key="P-1", customer=s.Customer(lowest_class=True))
    found = replay(receipt(s.check(profile, loaded, as_of=DAY), KEY), profile, loaded, KEY)
    assert (found.verdict, found.receipt.on) == ("same", DAY)
    assert found.receipt.as_of == dt.date(2026, 3, 5)


def test_a_sale_without_a_key_is_replayed_on_a_record_without_one(packs: Packs) -> None:
    loaded = packs()
    one = sale(product=levels("R1"))
    assert replay(receipt(s.check(one, loaded, as_of=AS_OF)), one, loaded).verdict == "same"
    with pytest.raises(SuitabilityError, match="the receipt is of a sale without a key, and the record of another"):
        replay(receipt(s.check(one, loaded, as_of=AS_OF)), sale(key="S-1"), loaded)
