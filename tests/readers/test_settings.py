"""The settings of a repository."""

import subprocess
import sys
from pathlib import Path

import pytest

from suitability.errors import RuleFileErrors, SuitabilityError
from suitability.packs.load import PACKAGED
from suitability.readers import settings as module
from suitability.readers.settings import Settings, Told, settings
from suitability.rules.pack import SEVERITIES

WHOLE = """\
packs       = ["cn", "bank_rules"]
paths       = ["marketing", "文案"]
exclude     = ["drafts/", "*.old.md"]
fail-on     = "warn"
strict      = true
language    = "zh-TW"
decisions   = ["waivers.toml", "legal/rulings.toml"]
baseline    = "known.json"
catalog     = "catalog"
catalog-map = "map.toml"
seller      = { key = "our-bank", licence = "bank" }
approvers   = "approvers.toml"
approvals   = "approvals.toml"

[[copy]]
match   = "marketing/posts/"
genre   = "advertisement"
channel = "official-account"

[[copy]]
match  = "*.md"
family = "none"
"""


def write(folder: Path, text: str, name: str = "suitability.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str, name: str = "suitability.toml") -> list[str]:
    """Read settings that are wrong, and give what is said of them."""
    write(folder, text, name)
    with pytest.raises(RuleFileErrors) as caught:
        settings(None, folder)
    return [f"{error.line}:{error.column}: {error.message}" for error in caught.value.errors]


def test_everything_that_may_be_said_is_read(tmp_path: Path) -> None:
    (tmp_path / "bank_rules").mkdir()
    file = write(tmp_path, WHOLE)
    assert settings(None, tmp_path) == Settings(
        root=tmp_path,
        start=tmp_path,
        file=file,
        packs=("cn", str(tmp_path / "bank_rules")),
        paths=("marketing", "文案"),
        exclude=("drafts/", "*.old.md"),
        fail_on="warn",
        strict=True,
        language="zh-Hant",
        decisions=(Path("waivers.toml"), Path("legal/rulings.toml")),
        baseline=Path("known.json"),
        catalog=Path("catalog"),
        catalog_map=Path("map.toml"),
        seller=(("key", "our-bank"), ("licence", "bank")),
        approvers=Path("approvers.toml"),
        approvals=Path("approvals.toml"),
        copy=(
            Told("marketing/posts/", genre="advertisement", channel="official-account"),
            Told("*.md", family="none"),
        ),
    )


def test_where_there_are_none_nothing_is_said(tmp_path: Path) -> None:
    assert settings(None, tmp_path) == Settings(tmp_path, tmp_path)


def test_a_table_of_pyproject_says_the_same(tmp_path: Path) -> None:
    write(tmp_path, '[project]\nname = "x"\n[tool.suitability]\nfail-on = "note"\n', "pyproject.toml")
    assert settings(None, tmp_path).fail_on == "note"


def test_the_nearest_file_above_counts_and_files_are_opened_from_where_one_stands(tmp_path: Path) -> None:
    write(tmp_path, 'fail-on = "note"\n')
    write(tmp_path / "a", 'fail-on = "warn"\nbaseline = "known.json"\npaths = ["marketing"]\n')
    write(tmp_path / "a" / "b", '[project]\nname = "suitability-users"\n', "pyproject.toml")
    found = settings(None, tmp_path / "a" / "b")
    assert (found.fail_on, found.root) == ("warn", tmp_path / "a")
    assert (found.baseline, found.paths) == (Path("../known.json"), ("../marketing",))
    assert found.name(str(tmp_path / "a" / "marketing" / "x.md")) == "marketing/x.md"


def test_in_one_folder_the_file_of_our_own_goes_first(tmp_path: Path) -> None:
    write(tmp_path, '[tool.suitability]\nfail-on = "note"\n', "pyproject.toml")
    write(tmp_path, 'fail-on = "warn"\n')
    assert settings(None, tmp_path).fail_on == "warn"


def test_a_file_may_be_named(tmp_path: Path) -> None:
    file = write(tmp_path, 'fail-on = "note"\n', "elsewhere/gate.toml")
    assert settings(file, tmp_path).root == tmp_path / "elsewhere"
    with pytest.raises(SuitabilityError, match=r"none\.toml: cannot be read"):
        settings(tmp_path / "none.toml", tmp_path)
    with pytest.raises(SuitabilityError, match=r"there is no table \[tool\.suitability\]"):
        settings(write(tmp_path, "[project]\n", "pyproject.toml"), tmp_path)


def test_the_first_table_that_fits_says_what_a_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bank_rules").mkdir()
    write(tmp_path, WHOLE)
    monkeypatch.chdir(tmp_path)
    found = settings(None, ".")
    assert [
        found.told(name) and found.copy.index(found.told(name)) for name in ("./marketing/posts/a.md", "a.md", "a.html")
    ] == [0, 1, None]


def test_a_file_is_left_out_however_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 'exclude = ["drafts/", "*.old.md"]\n')
    monkeypatch.chdir(tmp_path)
    found = settings(None, ".")
    names = ("drafts/a.md", "./x/../drafts/a.md", str(tmp_path / "drafts/a.md"), "posts/a.old.md", "posts/a.md")
    assert [found.excluded(name) for name in names] == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('fail_on = "warn"', ["1:1: unknown key 'fail_on'"]),
        ('fail-on = "blok"', ["1:11: fail-on: 'blok' is not one of the choices"]),
        ("strict = 1", ["1:10: strict: 1 is neither true nor false"]),
        ('language = "fr"', ["1:12: language: 'fr' is no language of the reports, nor an alias of one"]),
        ('paths = "marketing"', ["1:9: paths: is to be a list of texts, in brackets"]),
        ('paths = ["a", 3, ""]', ["1:15: paths.1: 3 is no text", "1:18: paths.2: is empty"]),
        ('packs = ["hanbook"]', ["1:10: packs.0: 'hanbook' is neither a packaged pack nor a folder of FOLDER"]),
        ('exclude = [3, "a\\\\b"]', ["1:12: exclude.0: 3 is no text", "1:15: exclude.1: 'a\\\\b' is written with \\"]),
        ("baseline = 3", ["1:12: baseline: 3 is no text"]),
        ("seller = 3", ["1:10: seller: is to be a table"]),
        ('[seller]\nlicence = "bnk"\nname = "x"', ["2:11: seller.licence: 'bnk' is not one of the choices", "3:1: unknown key 'name'"]),
        ("copy = 3", ["1:8: copy: is to be a list of tables: [[copy]]"]),
        ('[[copy]]\ngenre = "news"', ["1:1: copy.0: the key 'match' is missing: the files that the table is for"]),
        ('[[copy]]\nmatch = "a"', ["1:1: copy.0: says nothing of its files: state their genre, channel or family"]),
        ('[[copy]]\nmatch = "a\\\\b"\nchannel = "fax"', ["2:9: copy.0.match: 'a\\\\b' is written with \\", "3:11: copy.0.channel: 'fax' is not one of the choices"]),
        ("copy = [3]", ["1:9: copy.0: is to be a table"]),
        ("strict = ]", ["1:10: not TOML: "]),
    ],
)  # fmt: skip
def test_every_mistake_has_its_place(tmp_path: Path, text: str, said: list[str]) -> None:
    found = mistakes(tmp_path, text)
    assert len(found) == len(said)
    assert all(line.startswith(start.replace("FOLDER", tmp_path.name)) for line, start in zip(found, said, strict=True))


def test_a_mistake_names_the_likely_spelling_and_the_choices(tmp_path: Path) -> None:
    write(tmp_path, '[tool.suitability]\nfail-on = "blok"\n', "pyproject.toml")
    with pytest.raises(RuleFileErrors) as caught:
        settings(None, tmp_path)
    (error,) = caught.value.errors
    assert str(error).startswith("pyproject.toml:2:11: fail-on: 'blok'")
    assert error.hint == "did you mean 'block'? valid here: block, note, warn"


def test_what_is_written_here_again_is_what_stands_elsewhere() -> None:
    assert (module.SEVERITIES, module.PACKAGED) == (SEVERITIES, PACKAGED)


@pytest.mark.parametrize("text", ["[" * 5000, "a = " + "[" * 5000, "\0", "a = 1\na = 2", "a = 99999-99-99"])
def test_a_hostile_file_is_refused(tmp_path: Path, text: str) -> None:
    assert mistakes(tmp_path, text)


def test_reading_them_brings_in_nothing_that_a_hook_must_wait_for(tmp_path: Path) -> None:
    (tmp_path / "bank_rules").mkdir()
    write(tmp_path, WHOLE)
    program = (
        "import sys; from suitability.readers.settings import settings; settings(None, sys.argv[1]).told('a.md');"
        "print({'attrs', 'pydantic', 'babel', 'difflib', 'suitability.rules.place'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
