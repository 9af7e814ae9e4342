"""Every command of the command line says what it found, and its exit code says whether that is well."""

import datetime as dt
import io
import json
import os
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from suitability.cli import check as check_command
from suitability.cli import rules as rules_command
from suitability.cli.main import main, today
from suitability.messages.locales import LOCALES
from suitability.messages.render import voice
from suitability.packs import load as loading
from suitability.packs.store import dump
from tests.small import CITES, UNVERIFIED, example, rule, table, term, version, write

AS_OF = ["--as-of", "2026-03-10"]
PLAIN = '[sale]\non = 2026-03-05\nstage = "ordered"\n[customer]\nlowest_class = true\n'
EXAMPLES = (
    example("pass"), example("violation", "but = { customer.lowest_class = false }"), example("unknown", 'without = ["customer.lowest_class"]'),
)  # fmt: skip
FILES = {
    "sale/lowest.toml": rule(version("customer.lowest_class", cites=f"{CITES[:-1]}, {UNVERIFIED[1:]}"), *EXAMPLES),
    "sale/warned.toml": rule(version("sale.place is none"), severity="warn", force="house", stage="concluded"),
    "sale/noted.toml": rule(version("sale.amount <= 100"), severity="note"),
    "profile/later.toml": rule(
        version("{'name'} <= customer.on_file", "customer.kind == 'company'", first="2027-01-01", last="2027-12-31", cites='[{ source = "house", at = "3" }]'),
        subject="profile", stage=None,
    ),
    "examples/plain.toml": PLAIN,
}  # fmt: skip
LEVELS = {
    "tables/regime.toml": table(
        "choice", "when = { product.family = 'wealth' }\nis = 'new'", "when = { product.family = 'bond' }\nis = 'old'",
        more="values = { new = { en = 'the new rules' }, old = { en = 'the old rules' } }",
    ),
    "tables/ceiling.toml": table("level product", *[f"when = {{ l = 'C{n}' }}\nis = 'R{n}'" for n in (1, 2, 3)], more="of = { l = 'level customer' }"),
    "terms/held.toml": term("latest(a for a in customer.assessments, by=a.at).level", first="2026-06-01"),
    "sale/above.toml": rule(version("product.levels.issuer <= ceiling(held)", "regime == 'new'", first="2026-06-01")),
}  # fmt: skip


class Shell:
    """Runs the command line over a small pack and the files of a folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.pack = write(folder, FILES)
        self.out = self.err = ""

    def write(self, name: str, content: Any) -> str:
        text = content if isinstance(content, str) else json.dumps(content)
        (self.folder / name).write_text(text, encoding="utf-8")
        return str(self.folder / name)

    def run(self, *argv: str) -> int:
        try:
            return main([*argv, "--pack", str(self.pack)])
        finally:
            self.out, self.err = self.capsys.readouterr()

    def check(self, *argv: str) -> int:
        return self.run("check", *argv, *AS_OF, "--lang", "en")

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def sale(
    lowest: bool | None = True, place: str | None = None, stage: str = "concluded", **facts: Any
) -> dict[str, Any]:
    customer = {} if lowest is None else {"lowest_class": lowest}
    own = {"key": "S-1", "on": "2026-03-05", "stage": stage, "place": place, "amount": 1, **facts}
    return {"subject": "sale", "sale": own, "customer": customer}


# check


@pytest.mark.parametrize(
    ("record", "options", "code"),
    [
        (sale(), [], 0),
        (sale(lowest=False), [], 1),
        (sale(place="here"), [], 0),
        (sale(place="here"), ["--fail-on", "warn"], 1),
        (sale(amount=101), ["--fail-on", "warn"], 0),
        (sale(amount=101), ["--fail-on", "note"], 1),
        (sale(lowest=None), [], 0),
        (sale(lowest=None), ["--strict"], 1),
        (sale(colour="red"), [], 0),
        (sale(colour="red"), ["--strict"], 2),
        (sale(place="here", stage="ordered"), ["--fail-on", "warn"], 0),
        (sale(stage="sold"), [], 2),
        (sale(lowest=False, amuont=1), [], 2),
        ({"subject": "holding", "holding": {}}, ["--strict"], 0),
    ],
)
def test_the_exit_code_says_whether_something_fails_or_could_not_be_checked(
    shell: Shell, record: Any, options: list[str], code: int
) -> None:
    assert shell.check(shell.write("a.json", record), *options) == code


def test_a_check_prints_what_it_found_in_words(shell: Shell) -> None:
    shell.check(shell.write("a.json", sale(lowest=False)))
    assert shell.lines[1] == "  violation · block  small.sale.lowest"
    assert shell.lines[-3] == voice("en").phrase("summary_checked", checked="1", cleared="0")
    assert shell.err == ""


def test_a_check_shows_values_only_where_it_is_asked_to(shell: Shell) -> None:
    name = shell.write("a.json", sale(amount=12345))
    assert shell.check(name) == 0
    assert "12,345" not in shell.out
    shell.check(name, "--facts")
    assert "12,345" in shell.out


def test_a_check_as_json_is_one_line_of_canonical_json(shell: Shell) -> None:
    good, bad = shell.write("a.json", [sale(), sale(colour="red")]), shell.write("b.json", sale(stage="sold"))
    assert shell.check(good, bad, "--format", "json") == 2
    data = json.loads(shell.out)
    assert shell.out == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    assert (data["schema"], data["ignored_keys"]) == ("suitability.check/1", 1)
    assert [one["place"] for one in data["reports"]] == [f"{good}[0]", f"{good}[1]"]
    assert data["reports"][0]["report"]["cleared"] is True
    assert data["errors"] == [
        {"place": bad, "message": "sale.stage: is not one of candidate, recommended, ordered, concluded"}
    ]


def test_json_shows_values_only_where_it_is_asked_to(shell: Shell) -> None:
    name = shell.write("a.json", sale())
    shell.check(name, "--format", "json")
    assert json.loads(shell.out)["reports"][0]["report"]["passed"][0]["facts"] == ["customer.lowest_class"]
    shell.check(name, "--format", "json", "--facts")
    assert json.loads(shell.out)["reports"][0]["report"]["passed"][0]["facts"] == {"customer.lowest_class": True}


def test_records_that_cannot_be_checked_are_named_and_the_rest_is_still_reported(shell: Shell) -> None:
    lines = [sale(lowest=False), "not a record", sale(stage="sold", amuont=1), sale(on="2026-03-11")]
    name = shell.write("a.jsonl", "\n".join(json.dumps(one) for one in lines))
    missing = str(shell.folder / "missing.json")
    assert shell.check(missing, name) == 2
    assert any("small.sale.lowest" in line for line in shell.lines)
    assert shell.err.splitlines() == [
        f"{missing}: cannot be read: No such file or directory",
        f"{name}:2: a record is an object, not 'not a record'",
        f"{name}:3: sale.amuont: unknown key; did you mean 'amount'?",
        f"{name}:3: sale.stage: is not one of candidate, recommended, ordered, concluded",
        f"{name}:4: facts dated after as_of 2026-03-10: sale.on; stand on a later day, or leave out what had not happened yet",
    ]


def test_ignored_keys_are_counted(shell: Shell) -> None:
    shell.check(shell.write("a.json", sale(colour="red", weather="fine")))
    assert shell.err.splitlines() == ["2 unknown keys ignored; --strict refuses them"]


def test_the_standard_input_is_a_file_too(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(sale(lowest=False)).encode())))
    assert shell.check("-") == 1
    assert shell.lines[0].endswith("<stdin>")


def test_parts_named_by_their_keys_are_found_among_the_files(shell: Shell) -> None:
    people = shell.write("people.json", [{"subject": "customer", "customer": {"key": "C-1", "lowest_class": True}}])
    assert shell.check(shell.write("a.json", {**sale(), "customer": "C-1"}), people) == 0
    assert shell.check(shell.write("a.json", {**sale(), "customer": "C-2"}), people) == 2


def test_today_is_the_day_to_stand_on_unless_it_is_said(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_command, "today", lambda: dt.date(2026, 3, 4))
    name = shell.write("a.json", sale())
    assert shell.run("check", name) == 2
    assert "facts dated after as_of 2026-03-04" in shell.err
    assert shell.run("check", name, "--as-of", "2026-03-05") == 0


def test_today_is_a_day() -> None:
    assert type(today()) is dt.date


def test_the_packaged_packs_are_used_where_none_is_named(shell: Shell) -> None:
    name = shell.write("a.json", sale())
    assert main(["check", name, "--format", "json", *AS_OF]) in (0, 1)
    assert json.loads(shell.capsys.readouterr().out)["reports"][0]["report"]["packs"] == ["cn", "handbook"]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["check"], "the following arguments are required: FILE"),
        (["check", "a.json", "--as-of", "2026-02-30"], "'2026-02-30' is not a day such as 2026-03-01"),
        (
            ["check", "a.json", "--lang", "tlh"],
            "'tlh' is none of zh-Hans, zh-Hant, zh-Hant-HK, en, nor an alias of one",
        ),
        (["rules", "due"], "the following arguments are required: --until"),
        (["rules", "fields", "--stage", "sold"], "invalid choice: 'sold'"),
    ],
)
def test_a_mistaken_call_is_told_with_the_usage(
    capsys: pytest.CaptureFixture[str], argv: list[str], message: str
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(argv)
    assert raised.value.code == 2
    assert message in capsys.readouterr().err


def test_a_mistaken_pack_is_told_in_full(shell: Shell) -> None:
    write(shell.folder, {"terms/a.toml": term("custmer.key"), "terms/b.toml": term("prodct.key")})
    assert shell.check(shell.write("a.json", sale())) == 2
    assert shell.err.count("unknown name") == 2
    assert shell.out == ""


def test_a_pack_that_is_not_there_is_told(shell: Shell) -> None:
    shell.pack = shell.folder / "nowhere"
    assert shell.check(shell.write("a.json", sale())) == 2
    assert shell.err == f"{shell.pack} holds no pack.toml, so it is not a pack\n"


def test_a_reader_that_has_seen_enough_is_no_error(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    name = shell.write("a.json", sale())
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as pipe:  # noqa: PTH123  a pipe has no path
        monkeypatch.setattr(sys, "stdout", pipe)
        assert main(["check", name, "--pack", str(shell.pack), *AS_OF]) == 2
    monkeypatch.undo()
    assert shell.capsys.readouterr().err == ""


def test_the_package_runs_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["suitability", "--help"])
    monkeypatch.delitem(sys.modules, "suitability.cli.__main__", raising=False)
    with pytest.raises(SystemExit) as raised:
        runpy.run_module("suitability.cli", run_name="__main__")
    assert raised.value.code == 0
    assert "May we?" in capsys.readouterr().out


# rules


def test_rules_are_listed_in_a_line_each_with_those_not_in_force_marked(shell: Shell) -> None:
    assert shell.run("rules", "list", *AS_OF, "--lang", "en") == 0
    assert [line.split("  ")[0] for line in shell.lines] == [
        "small.profile.later", "small.sale.lowest", "small.sale.noted", "small.sale.warned",
    ]  # fmt: skip
    assert "2027-01-01" in shell.lines[0]
    assert "(" in shell.lines[0]
    assert "(" not in shell.lines[1]
    shell.run("rules", "list", "--as-of", "2027-06-01", "--lang", "en")
    assert "(" not in shell.lines[0]


def test_rules_of_one_subject_are_listed(shell: Shell) -> None:
    shell.run("rules", "list", *AS_OF, "--subject", "profile")
    assert len(shell.lines) == 1
    assert shell.run("rules", "list", "--subject", "sales") == 2
    assert shell.err.startswith("'sales' is no subject; did you mean 'sale'? valid here: ")


@pytest.mark.parametrize("name", ["small.sale.lowest", "sale.lowest", "lowest"])
def test_a_rule_is_shown_by_its_id_or_the_end_of_it(shell: Shell, name: str) -> None:
    assert shell.run("rules", "show", name, "--lang", "en") == 0
    assert shell.lines[0] == "A rule"
    assert shell.lines[1].startswith("small.sale.lowest · sale · ")
    assert any(line.strip() == "require  customer.lowest_class" for line in shell.lines)
    assert any(line.startswith("  en: ") for line in shell.lines)
    assert any(line.startswith("  zh-Hans: ") for line in shell.lines)
    assert [line for line in shell.lines if "Example Law" in line] == [
        "  Example Law (令第1号)",
        "    Example Law, art. 1",
        f"    Example Law, art. 2  {voice('en').phrase('unverified')}",
    ]
    assert shell.lines[-1] == "reviewed on 1 January 2026 by us"
    assert shell.lines.count("    penalty: 罚款一万元") == 1


@pytest.mark.parametrize(
    ("lang", "name", "until"),
    [
        ("zh-CN", "zh-Hans", "2027年1月1日至2027年12月31日"),
        ("zh-TW", "zh-Hant", "2027年1月1日至2027年12月31日"),
        ("zh-HK", "zh-Hant-HK", "2027年1月1日至2027年12月31日"),
        ("en-US", "en", "1 January 2027 to 31 December 2027"),
    ],
)
def test_an_alias_of_a_locale_is_spoken_first(shell: Shell, lang: str, name: str, until: str) -> None:
    shell.run("rules", "show", "later", "--lang", lang)
    said = [line.split(":")[0].strip() for line in shell.lines if line.split(":")[0].strip() in LOCALES]
    assert said == list(dict.fromkeys([name, "zh-Hans", "en"]))
    assert until in shell.lines


def test_a_rule_is_shown_with_its_condition_and_its_end(shell: Shell) -> None:
    shell.run("rules", "show", "later", "--lang", "en")
    assert "1 January 2027 to 31 December 2027" in shell.lines
    assert any(line.strip() == "when     customer.kind == 'company'" for line in shell.lines)
    assert "    House rules, 3" in shell.lines


@pytest.mark.parametrize(
    ("name", "hint"), [("lowst", "small.sale.lowest"), ("est", "valid here: "), ("", "small.sale.lowest")]
)
def test_a_rule_that_is_not_there_is_told_with_the_near_ones(shell: Shell, name: str, hint: str) -> None:
    assert shell.run("rules", "show", name) == 2
    assert f"no rule is called {name!r}; " in shell.err
    assert hint in shell.err


def test_what_begins_and_ends_until_a_day_is_listed(shell: Shell) -> None:
    assert shell.run("rules", "due", *AS_OF, "--until", "2027-12-31", "--lang", "en") == 0
    assert [line.split()[:3] for line in shell.lines[:2]] == [
        ["2027-01-01", "begins", "small.profile.later"], ["2027-12-31", "ends", "small.profile.later"],
    ]  # fmt: skip
    shell.run("rules", "due", *AS_OF, "--until", "2026-12-31")
    assert shell.lines == ["2026年3月10日之后至2026年12月31日的变化：0 项"]


def test_a_version_that_another_follows_does_not_end(shell: Shell) -> None:
    versions = [version("customer.lowest_class", first=first) for first in ("2024-01-01", "2026-04-01")]
    write(shell.folder, {"sale/lowest.toml": rule(*versions)})
    shell.run("rules", "due", *AS_OF, "--until", "2026-12-31", "--lang", "en")
    assert [line.split()[1] for line in shell.lines[:-1]] == ["begins"]


def test_changes_of_terms_and_tables_are_due_too(shell: Shell) -> None:
    write(shell.folder, LEVELS)
    shell.run("rules", "due", *AS_OF, "--until", "2026-12-31", "--lang", "en")
    assert [line.split()[1:3] for line in shell.lines[:-1]] == [["begins", "small.sale.above"], ["begins", "term"]]


def test_the_facts_that_rules_ask_for_are_counted(shell: Shell) -> None:
    assert shell.run("rules", "fields", *AS_OF, "--format", "json") == 0
    assert json.loads(shell.out) == {"customer.lowest_class": 1, "sale.amount": 1, "sale.place": 1}
    shell.run("rules", "fields", *AS_OF, "--format", "json", "--stage", "ordered")
    assert json.loads(shell.out) == {"customer.lowest_class": 1, "sale.amount": 1}
    shell.run("rules", "fields", "--as-of", "2027-06-01", "--format", "json", "--subject", "profile")
    assert json.loads(shell.out) == {"customer.kind": 1, "customer.on_file": 1}


def test_the_facts_that_rules_ask_for_are_named(shell: Shell) -> None:
    shell.run("rules", "fields", *AS_OF, "--lang", "en")
    assert [line.split()[0] for line in shell.lines] == ["customer.lowest_class", "sale.amount", "sale.place"]
    assert shell.run("rules", "fields", "--subject", "sales") == 2


def test_the_facts_of_one_regime_leave_out_those_of_others(shell: Shell) -> None:
    write(shell.folder, LEVELS)
    day = ["--as-of", "2026-06-10", "--format", "json"]
    shell.run("rules", "fields", *day, "--regime", "old")
    assert "product.levels.issuer" not in json.loads(shell.out)
    shell.run("rules", "fields", *day, "--regime", "new")
    assert "customer.assessments[].level" in json.loads(shell.out)
    assert "product.family" not in json.loads(shell.out)


def test_a_regime_that_is_not_there_is_told_with_the_known_ones(shell: Shell) -> None:
    write(shell.folder, LEVELS)
    assert shell.run("rules", "fields", "--as-of", "2026-06-10", "--regime", "newer") == 2
    assert shell.err == "there is no regime 'newer'; did you mean 'new'? valid here: new, old\n"


# rules test


def test_examples_that_hold_end_well(shell: Shell) -> None:
    shell.pack = write(
        shell.folder / "good", {name: FILES[name] for name in ("sale/lowest.toml", "examples/plain.toml")}
    )
    assert shell.run("rules", "test", "--mutants", "--lang", "en") == 0
    assert shell.lines == ["small: rules 1, examples 5, failed 0", "small: mutants 0, survived 0"]


def test_examples_that_do_not_hold_fail(shell: Shell) -> None:
    assert shell.run("rules", "test", "--lang", "en") == 1
    assert "small.sale.noted: a case: gives unknown, not pass" in shell.lines
    assert shell.lines[-1].startswith("small: rules 4, examples ")


def test_signs_that_a_rule_outgrows_the_language_are_counted_and_shown_on_demand(shell: Shell) -> None:
    long = rule(version("sale.amount <= 100 or " * 8 + "sale.place is none"))
    shell.pack = write(shell.folder / "long", {"sale/x.toml": long, "examples/plain.toml": PLAIN})
    shell.run("rules", "test", "--lang", "en")
    assert shell.lines[-1] == "small: signs that an expression outgrows the language: 1"
    shell.run("rules", "test", "--signs")
    assert shell.lines[-1].startswith("  small.sale.x from 2024-01-01: require has 194 characters")


def test_mutants_that_survive_fail(shell: Shell) -> None:
    text = rule(
        version("sale.amount <= 100"),
        example("pass", "but = { sale.amount = 1 }"),
        example("violation", "but = { sale.amount = 102 }"),
        example("unknown"),
    )
    shell.pack = write(shell.folder / "weak", {"sale/x.toml": text, "examples/plain.toml": PLAIN})
    assert shell.run("rules", "test") == 0
    assert shell.run("rules", "test", "--mutants") == 1
    assert "survives: small.sale.x from 2024-01-01: require: <= made <" in shell.lines


def test_a_compiled_pack_has_no_examples_to_run(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    (shell.folder / "cn.json").write_text(dump(write(shell.folder / "bare")), encoding="utf-8")
    monkeypatch.setattr(loading, "_DATA", shell.folder)
    assert main(["rules", "test", "--pack", "cn"]) == 1
    assert "the package carries this pack compiled, without its examples" in shell.capsys.readouterr().err


def test_today_is_the_day_of_the_law_unless_it_is_said(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules_command, "today", lambda: dt.date(2027, 6, 1))
    shell.run("rules", "list", "--subject", "profile", "--lang", "en")
    assert "(" not in shell.lines[0]
