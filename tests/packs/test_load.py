"""Packs are loaded from the package and from folders, and only ever add to each other."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

import suitability as s
from suitability.engine.ruleset import RuleSet
from suitability.errors import PackError, RuleFileErrors
from suitability.packs import load as loading
from suitability.packs.store import dump, restore
from suitability.rules.pack import Pack
from suitability.rules.read import read_folder
from tests.small import AS_OF, HEAD, SOURCES, UNVERIFIED, levels, rule, sale, table, term, version, write

DEFINED = {
    "terms/risk.toml": term("max(product.levels.issuer, l)", of='of = { l = "level product" }'),
    "terms/held.toml": term("latest(a for a in customer.assessments, by=(a.on, a.at)).level"),
    "tables/ceiling.toml": table("level product", "when = { l = ['C1', 'C2'] }\nis = 'R1'", "is = 'R3'", more="of = { l = 'level customer' }"),
    "tables/items.toml": table("set DisclosureItem", "from = 2020-01-01\nuntil = 2030-12-31\nis = ['fees', 'basics']"),
    "tables/kept.toml": table("months", "is = 6"),
    "tables/regime.toml": table("choice", "when = { product.portfolio = false }\nis = 'old'", more="values = { old = { en = 'Old' } }"),
    "sale/risk.toml": rule(
        version("risk('R1') <= ceiling(held)", "sale.amount >= param.limit and sale.on >= date(2020, 1, 1)", cites=UNVERIFIED),
        version("risk('R1') <= 'R1' or regime == 'old'", first="2027-01-01"),
        message="{risk('R1')} and {items}", monotone="product.levels",
    ),
    "profile/complete.toml": rule(version("{'name', 'sex'} <= customer.on_file"), subject="profile", stage=None, force="house"),
    "product/kept.toml": rule(version("product.approved_from + kept >= as_of"), subject="product", stage=None),
}  # fmt: skip
PARAMETER = "[param.{name}]\nlabel = {{ en = 'limit' }}\ntype = 'money'\nstricter = 'lower'\nversions = [{{ from = 2020-01-01, value = {value} }}]\n"
FULL = HEAD.replace("\n\n", '\ncalendar = "calendar.toml"\n\n', 1) + PARAMETER.format(name="limit", value="0.01")
CALENDAR = "from = 2026-01-01\nuntil = 2026-12-31\noff = [2026-01-01]\non = [2026-01-04]\n"


def full(folder: Path) -> Path:
    return write(folder, {**DEFINED, "calendar.toml": CALENDAR}, head=FULL)


def pack(
    folder: Path, files: dict[str, str], name: str = "other", head: str = HEAD, base: tuple[Pack, ...] = ()
) -> Pack:
    return read_folder(write(folder, files, name=name, head=head), base)


def test_the_packaged_packs_are_loaded_alone_and_together() -> None:
    assert [one.name for one in s.load("cn", "handbook").packs] == ["cn", "handbook"]
    assert [one.name for one in s.load("handbook").packs] == ["handbook"]


def test_there_is_no_other_packaged_pack() -> None:
    with pytest.raises(PackError, match=r"there is no packaged pack 'tw'; there are cn, handbook; name a folder"):
        s.load("tw")


def test_a_packaged_pack_that_was_not_installed_is_missed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(loading, "_RULESETS", tmp_path)
    monkeypatch.setattr(loading, "_DATA", tmp_path)
    with pytest.raises(PackError, match="the pack 'cn' was not installed with the package"):
        s.load("cn")


def test_a_packaged_pack_is_read_compiled_where_the_package_carries_it_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "cn.json").write_text(dump(full(tmp_path)), encoding="utf-8")
    monkeypatch.setattr(loading, "_DATA", tmp_path)
    assert [rule.id for rule in s.load("cn").rules] == [
        "small.profile.complete",
        "small.product.kept",
        "small.sale.risk",
    ]
    assert loading.source_folder("cn") is None


def test_a_load_of_nothing_is_refused() -> None:
    with pytest.raises(PackError, match="no pack was named"):
        s.load()


def test_a_folder_may_use_what_the_packs_before_it_define(tmp_path: Path) -> None:
    bank = {"sale/lower.toml": rule(version("risk('R1') < ceiling('C3')", "sale.amount >= param.limit"))}
    (tmp_path / "bank").mkdir()
    loaded = s.load(
        s.folder(full(tmp_path)), s.folder(str(write(tmp_path, bank, name="bank", head='title = { en = "Bank" }')))
    )
    report = s.check(sale(product=levels("R3"), amount=1), loaded, as_of=AS_OF)
    assert "bank.sale.lower" in [finding.rule for finding in report.violations]


def test_a_mistaken_folder_is_told_in_full_as_it_is_loaded(tmp_path: Path) -> None:
    folder = write(tmp_path, {"terms/a.toml": term("custmer.key"), "terms/b.toml": term("prodct.key")})
    with pytest.raises(RuleFileErrors) as raised:
        s.load(s.folder(folder))
    assert len(raised.value.errors) == 2


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ({"terms/x.toml": term("customer.key")}, {"terms/x.toml": term("product.key")}, "other defines the term 'x', which a pack before it defines"),
        ({"tables/x.toml": table("number", "is = 1")}, {"tables/x.toml": table("number", "is = 2")}, "other defines the table 'x', which a pack before it defines"),
        ({}, {"sources.toml": SOURCES.replace("示例法", "别的法")}, "other defines the source 'law', which a pack before it defines"),
    ],
)  # fmt: skip
def test_two_packs_may_not_say_different_things_of_one_name(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], message: str
) -> None:
    first = pack(tmp_path, one, "small")
    with pytest.raises(PackError, match=message):
        RuleSet([first, pack(tmp_path, other, base=(first,))])


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        (HEAD, HEAD.replace('"R3"]', '"R3", "R4"]'), "other defines the scale 'product' unlike a pack before it"),
        (HEAD + "aliases = { low = 'R2' }\n", HEAD + "aliases = { low = 'R1' }\n", "other reads low of the scale 'product' as R1, which loosens R2; higher is stricter"),
        (HEAD, 'offset = "+09:00"\n' + HEAD, "other and small stand in different time zones"),
        (HEAD + PARAMETER.format(name="limit", value=1), HEAD + PARAMETER.format(name="limit", value=2), "other defines the parameter 'limit', which a pack before it defines"),
    ],
)  # fmt: skip
def test_two_packs_may_not_differ_in_what_all_share(tmp_path: Path, one: str, other: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        RuleSet([pack(tmp_path, {}, "small", one), pack(tmp_path, {}, head=other)])


def test_two_packs_may_not_have_different_calendars(tmp_path: Path) -> None:
    head = FULL.replace("0.01", "1")
    one = pack(tmp_path, {"calendar.toml": CALENDAR}, "small", head)
    other = pack(tmp_path, {"calendar.toml": CALENDAR.replace("off = [2026-01-01]", "off = []")}, head=head)
    with pytest.raises(PackError, match="small and other have different calendars"):
        RuleSet([one, other])


def test_two_packs_may_not_hold_one_rule(tmp_path: Path) -> None:
    one = pack(tmp_path, {"sale/x.toml": rule(version("customer.lowest_class"))})
    with pytest.raises(PackError, match=r"two packs hold the rule other\.sale\.x"):
        RuleSet([one, one])


def test_two_packs_may_say_the_same_of_one_name_and_add_aliases(tmp_path: Path) -> None:
    same = {"terms/x.toml": term("product.levels.issuer"), "tables/y.toml": table("number", "is = 1")}
    one = pack(tmp_path, same, "small", HEAD + "aliases = { low = 'R1' }\n" + PARAMETER.format(name="limit", value=1))
    other = pack(
        tmp_path, {"terms/a.toml": term("customer.key"), **same}, head=HEAD + "aliases = { high = 'R3' }\n" + PARAMETER.format(name="limit", value=1)
    )  # fmt: skip
    merged = RuleSet([one, other])
    assert merged.scales["product"].aliases == (("high", "R3"), ("low", "R1"))
    assert set(merged.defined()["term"]) == {"a", "x"}


def test_one_calendar_serves_all_packs(tmp_path: Path) -> None:
    one = pack(tmp_path, {}, "small")
    other = pack(tmp_path, {"calendar.toml": CALENDAR}, head=FULL)
    assert RuleSet([one, other]).circumstances.calendar is other.calendar


def everything(found: Pack) -> dict[str, Any]:
    """Give all a pack says, its trees by number."""
    return {
        "head": (
            found.name,
            found.title,
            found.language,
            found.offset,
            found.calendar,
            found.scales,
            found.scale_labels,
        ),
        "sources": found.sources,
        "parameters": found.parameters,
        "terms": found.terms,
        "tables": found.tables,
        "rules": found.rules,
        "trees": found.trees.data(),
    }


def test_a_pack_written_as_data_is_the_same_when_it_is_read_back(tmp_path: Path) -> None:
    folder = full(tmp_path)
    text = dump(folder)
    assert everything(restore(text)) == everything(read_folder(folder))
    again = restore(text)
    assert [again.trees.tree(number) for number in range(3)] == [
        read_folder(folder).trees.tree(number) for number in range(3)
    ]


def test_a_pack_read_back_gives_the_same_reports(tmp_path: Path) -> None:
    folder = full(tmp_path)
    assessed = s.Customer(assessments=[s.Assessment(on=dt.date(2026, 1, 1), level="C2")], on_file=["name"])
    subjects = [
        sale(customer=assessed, product=levels("R2"), amount=1),
        sale(on=dt.date(2027, 2, 1), product=s.Product(levels=s.Levels(issuer="R2"), portfolio=False)),
        s.Profile(customer=assessed),
        s.CatalogEntry(product=s.Product(approved_from=dt.date(2025, 9, 10))),
    ]
    read, restored = RuleSet([read_folder(folder)]), RuleSet([restore(dump(folder))])
    for subject in subjects:
        reports = [s.check(subject, loaded, as_of=dt.date(2027, 3, 1)) for loaded in (read, restored)]
        assert reports[0].to_json(facts=True) == reports[1].to_json(facts=True)
        assert [s.text(f, "en") for f in reports[0].findings] == [s.text(f, "en") for f in reports[1].findings]


def test_a_pack_read_back_may_cite_the_sources_of_packs_before_it(tmp_path: Path) -> None:
    base = pack(tmp_path, {}, "small")
    folder = write(tmp_path, {"sale/x.toml": rule(version("customer.lowest_class"))}, name="bank")
    (folder / "sources.toml").unlink()
    (found,) = restore(dump(folder, [base]), [base]).rules
    assert found.versions[0].cites[0].source == base.sources["law"]


def test_a_folder_may_use_the_names_of_a_pack_read_back(tmp_path: Path) -> None:
    base = restore(dump(full(tmp_path)))
    text = rule(version("risk('R1') < ceiling('C3') and held >= 'C1'", "sale.amount >= param.limit"))
    loaded = RuleSet([base, pack(tmp_path, {"sale/lower.toml": text}, "bank", 'title = { en = "Bank" }\n', (base,))])
    assert [rule.id for rule in loaded.rules][-1] == "bank.sale.lower"


def test_a_pack_of_another_release_is_refused(tmp_path: Path) -> None:
    head, _, wordings = dump(full(tmp_path)).partition("\n")
    data = json.loads(head)
    with pytest.raises(PackError, match="compiled by another release"):
        restore(json.dumps({**data, "format": 0}) + "\n" + wordings)


@pytest.mark.parametrize("name", ["cn", "handbook"])
def test_a_packaged_pack_survives_being_written_as_data(name: str) -> None:
    folder = loading.source_folder(name)
    assert folder is not None
    assert everything(restore(dump(folder))) == everything(read_folder(folder))
