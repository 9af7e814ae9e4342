"""What options and settings say of living with findings."""

import argparse
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from suitability.cli.commands import living
from suitability.cli.living import concerned, configured, scope_of, settled
from suitability.engine.ruleset import RuleSet
from suitability.errors import SuitabilityError
from suitability.reports.gate import Item, Run
from tests.reports import test_settle
from tests.reports.test_settle import RULE, run, states
from tests.small import rules
from tests.small_text import TEXT_HEAD, find, text_rule

WAIVER = f"""\
[[waiver]]
rule   = "{RULE}"
key    = "posts/"
from   = 2026-03-01
until  = 2026-12-31
owner  = "Wu"
reason = "a pilot"
"""


def item(file: str = "a.md", line: int = 1, content: str = "c" * 32) -> Item:
    return test_settle.item(content, file, line)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def small(tmp_path: Path) -> RuleSet:
    return rules(tmp_path, {"copy/house.toml": text_rule(find("金奖"), force="house")}, TEXT_HEAD)


def options(*words: str) -> argparse.Namespace:
    """Read the options as a command with all of them does."""
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--pack", action="append")
    parser.add_argument("--lang")
    parser.add_argument("--fail-on", default="block")
    parser.add_argument("--strict", action="store_true")
    living(parser)
    return parser.parse_args(words)


def settle(found: Run, small: RuleSet, *words: str, paths: tuple[str, ...] = (".",)) -> Run:
    arguments = options("--lang", "en", *words)
    return settled(found, arguments, configured(arguments), small, paths)


def test_settings_say_what_options_leave_open() -> None:
    Path("suitability.toml").write_text(
        'paths = ["marketing"]\npacks = ["cn"]\nfail-on = "warn"\nstrict = true\nlanguage = "en"\ndecisions = ["w.toml"]\n'
    )
    arguments = options()
    configured(arguments)
    filled = (arguments.paths, arguments.pack, arguments.fail_on, arguments.strict, arguments.lang, arguments.decisions)
    assert filled == (["marketing"], ["cn"], "warn", True, "en", ["w.toml"])


def test_an_option_goes_before_its_setting() -> None:
    Path("suitability.toml").write_text(
        'paths = ["marketing"]\nfail-on = "warn"\nlanguage = "en"\ndecisions = ["w.toml"]\n'
    )
    arguments = options(
        "a.md", "--fail-on", "note", "--lang", "zh-Hant", "--decisions", "x.toml", "--decisions", "y.toml"
    )
    configured(arguments)
    filled = (arguments.paths, arguments.fail_on, arguments.lang, arguments.decisions)
    assert filled == (["a.md"], "note", "zh-Hant", ["x.toml", "y.toml"])


def test_where_nobody_says_anything_it_is_as_it_always_was() -> None:
    arguments = options("a.md")
    configured(arguments)
    filled = (arguments.fail_on, arguments.lang, arguments.pack, arguments.strict, arguments.decisions)
    assert filled == ("block", "zh-Hans", None, False, [])


def test_the_usual_files_of_decisions_are_read_where_they_are(small: RuleSet) -> None:
    Path("waivers.toml").write_text(WAIVER, encoding="utf-8")
    found = settle(run(item(file="posts/a.md"), item(file="b.md")), small)
    assert states(found) == ["waived", "open"]
    assert str(found.items[0].written) == "waivers.toml:1:1"


def test_a_baseline_that_was_named_must_be_there(small: RuleSet) -> None:
    with pytest.raises(SuitabilityError, match=r"known\.json: the baseline cannot be read"):
        settle(run(), small, "--baseline", "known.json")
    Path("suitability.toml").write_text('baseline = "known.json"\n')
    with pytest.raises(SuitabilityError, match=r"known\.json: the baseline cannot be read"):
        settle(run(), small)


def test_accepting_writes_the_baseline_and_says_what_it_took_in(
    small: RuleSet, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--accept-new", "--until", "2026-06-30", "--because", "before the gate")
    found = settle(run(item(), item(line=2), item("b.md", content="d" * 32)), small, *words)
    assert (states(found), found.exit_code("note", strict=True), found.cleared) == (["accepted"] * 3, 0, False)
    assert capsys.readouterr().err.splitlines() == [
        "Findings taken into the baseline: 3, until 30 June 2026 (suitability-baseline.json):",
        f"  {RULE}  a.md  2",
        f"  {RULE}  b.md  1",
    ]
    written = json.loads(Path("suitability-baseline.json").read_text(encoding="utf-8"))
    assert [entry["files"] for entry in written["entries"]] == [{"a.md": 2}, {"b.md": 1}]


def test_what_was_accepted_stays_accepted_until_it_is_gone(small: RuleSet, capsys: pytest.CaptureFixture[str]) -> None:
    settle(run(item(), item(line=2)), small, "--accept-new", "--because", "old")
    assert states(settle(run(item(), item(line=2)), small)) == ["accepted", "accepted"]
    fewer = settle(run(item()), small)
    assert (fewer.exit_code("block"), fewer.mistakes[0].spot.line) == (2, 2)
    capsys.readouterr()
    assert settle(run(item()), small, "--accept-new").mistakes == ()
    assert (
        capsys.readouterr()
        .err.splitlines()[0]
        .startswith("Findings no longer there and dropped from the baseline: 1 (")
    )
    settle(run(item()), small, "--accept-new")
    assert capsys.readouterr().err == "The baseline stays as it is (suitability-baseline.json).\n"


def test_without_a_reason_nothing_is_accepted(small: RuleSet) -> None:
    with pytest.raises(SuitabilityError, match="say why with --because"):
        settle(run(item()), small, "--accept-new")
    assert not Path("suitability-baseline.json").exists()
    with pytest.raises(SuitabilityError, match="--until and --because say how long"):
        settle(run(item()), small, "--because", "old")


def test_a_run_over_one_file_says_nothing_of_the_others(small: RuleSet) -> None:
    Path("b.md").touch()
    settle(run(item(), item(file="b.md")), small, "--accept-new", "--because", "old")
    found = settle(run(item(file="c.md")), small, paths=("c.md",))
    # The file a.md is gone, so that what it held may have moved.
    assert (states(found), found.mistakes) == (["accepted"], ())
    Path("a.md").touch()
    found = settle(run(item(file="c.md")), small, paths=("c.md",))
    assert (states(found), found.mistakes) == (["open"], ())


def test_a_folder_that_was_looked_at_holds_its_files_whether_there_or_not(here: Path) -> None:
    (here / "posts").mkdir()
    for name in ("posts/a.md", "b.md"):
        (here / name).touch()
    looked = scope_of(["./posts"], configured(options())).looked
    assert [looked(name) for name in ("posts/a.md", "posts/x/gone.md", "b.md", "gone.md")] == [True, True, False, True]
    assert scope_of([str(here)], configured(options())).looked("b.md")


def test_a_clean_file_concerns_the_baseline_only_where_it_is_named_there(small: RuleSet) -> None:
    arguments = options()
    assert not concerned(["a.md"], arguments, configured(arguments))
    settle(run(item()), small, "--accept-new", "--because", "old")
    assert concerned(["b.md", "./a.md"], arguments, configured(arguments))
    assert not concerned(["b.md"], arguments, configured(arguments))
    assert concerned([], options("--accept-new"), configured(options()))
    named = options("--baseline", "none.json")
    assert concerned(["b.md"], named, configured(named))


def test_asking_for_the_settings_brings_in_nothing_heavy() -> None:
    Path("suitability.toml").write_text('fail-on = "warn"\n')
    program = (
        "import sys, argparse; from suitability.cli.living import concerned, configured;"
        "a = argparse.Namespace(config=None, accept_new=False, until=None, because=None, baseline=None);"
        "concerned(['a.md'], a, configured(a));"
        "print({'attrs', 'pydantic', 'babel', 'difflib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_the_usual_last_day_is_half_a_year_ahead(small: RuleSet) -> None:
    (one,) = settle(run(item()), small, "--accept-new", "--because", "old").items
    assert one.by is not None
    assert getattr(one.by, "until", None) == dt.date(2026, 9, 5)
