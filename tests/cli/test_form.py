"""`suitability form` names the fields a purpose does not need, those it cannot tell, and the smaller set that works."""

import json
from pathlib import Path
from typing import Any

import pytest

from suitability.cli.form import PURPOSES
from suitability.cli.main import main
from suitability.messages.labels import phrase, value_label
from tests.engine.test_fields import FORM, NEEDED, WEIGHS
from tests.small import rule, version, write

FILES = {
    "tables/needed_by.toml": NEEDED,
    "form/needless.toml": rule(version(WEIGHS), **{**FORM, "severity": "warn"}),
}
SQL = """\
CREATE TABLE crm.customer (
  name varchar(20) NOT NULL,
  risk_level char(2),
  religion varchar(9),
  hyzk char(1), -- 婚姻状况
  health_status text,
  ext_1 text
);
CREATE TABLE crm.other (mobile text);
"""


class Shell:
    """Runs `form` over a small pack and a file of SQL."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.pack = write(folder, FILES)
        self.file = folder / "a.sql"
        self.file.write_text(SQL, encoding="utf-8")
        self.out = self.err = ""

    def run(self, *options: str, purpose: str = "suitability-assessment", files: tuple[Path | str, ...] = ()) -> int:
        words = [*map(str, files or (self.file,)), "--purpose", purpose, "--as-of", "2026-03-10", "--lang", "en"]
        try:
            return main(["form", *words, "--pack", str(self.pack), *options])
        finally:
            self.out, self.err = self.capsys.readouterr()

    def fields(self, *options: str) -> dict[str, dict[str, Any]]:
        self.run("--format", "json", *options)
        return {one["name"]: one for form in json.loads(self.out)["forms"] for one in form["fields"]}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def test_needless_fields_are_named_with_place_category_reason_and_article(shell: Shell) -> None:
    assert shell.run("--table", "customer") == 1
    lines = [line.strip() for line in shell.out.splitlines()]
    needless = lines[lines.index(phrase("form_needless", "en")) + 1 :]
    label = value_label("DataCategory", "religion", "en")
    assert needless[0].split() == [f"{shell.file}:4:3", "religion", *label.split()]
    assert needless[1].split()[:2] == [f"{shell.file}:5:3", "hyzk"]
    assert "It is not needed." in needless[2]
    assert "small.form.needless" in needless[2]
    assert needless[3].endswith("Example Law, art. 1")


def test_the_smaller_set_and_what_cannot_be_told_are_shown(shell: Shell) -> None:
    shell.run("--table", "CRM.Customer")
    lines = [line.strip() for line in shell.out.splitlines()]
    assert lines[lines.index(phrase("form_kept", "en")) + 1] == "name, risk_level"
    assert lines[lines.index(phrase("form_unmapped", "en")) + 1].split() == [f"{shell.file}:7:3", "ext_1"]
    assert lines[lines.index(phrase("form_open", "en")) + 1].split()[1] == "health_status"
    assert phrase("form_mapped", "en", mapped="5", share="83.3") in lines


def test_each_table_is_a_form_unless_one_is_asked_for(shell: Shell) -> None:
    shell.run("--format", "json")
    assert [form["form"] for form in json.loads(shell.out)["forms"]] == [
        f"{shell.file} crm.customer", f"{shell.file} crm.other",
    ]  # fmt: skip
    shell.run("--table", "customer", "--format", "json")
    assert len(json.loads(shell.out)["forms"]) == 1


def test_programs_get_every_field_with_what_mapped_it(shell: Shell) -> None:
    fields = shell.fields()
    assert {name: one["verdict"] for name, one in fields.items()} == {
        "name": "needed", "risk_level": "needed", "religion": "needless", "hyzk": "needless",
        "health_status": "open", "ext_1": "unmapped", "mobile": "needed",
    }  # fmt: skip
    assert (fields["hyzk"]["category"], fields["hyzk"]["mapped_by"]) == ("marital-status", "comment")
    assert (fields["name"]["need"], fields["religion"]["need"]) == ("mandatory", "optional")
    data = json.loads(shell.out)
    assert (data["schema"], data["purposes"], data["errors"]) == ("suitability.form/1", ["suitability-assessment"], [])
    assert (data["forms"][0]["kept"], data["forms"][0]["works"]) == (["name", "risk_level"], True)


def test_the_users_table_prevails(shell: Shell, tmp_path: Path) -> None:
    table = tmp_path / "map.toml"
    table.write_text('[fields]\n"ext_*" = "religion"\nreligion = "name"\n', encoding="utf-8")
    fields = shell.fields("--map", str(table))
    assert (fields["ext_1"]["verdict"], fields["ext_1"]["mapped_by"]) == ("needless", "table")
    assert fields["religion"]["verdict"] == "needed"


def test_a_field_that_one_purpose_of_several_needs_is_needed(shell: Shell) -> None:
    assert shell.run("--table", "customer", "--format", "json", purpose="greeting") == 1
    (form,) = json.loads(shell.out)["forms"]
    assert form["fields"][1]["verdict"] == "needless"
    shell.run("--table", "customer", "--format", "json", "--purpose", "greeting")
    (form,) = json.loads(shell.out)["forms"]
    assert form["fields"][1]["verdict"] == "needed"


@pytest.mark.parametrize(
    ("columns", "options", "code"),
    [
        ("name text", (), 0),
        ("name text, religion text", (), 1),
        ("name text, religion text", ("--fail-on", "block"), 0),
        ("name text, ext_1 text", (), 0),
        ("name text, ext_1 text", ("--strict",), 1),
    ],
)
def test_the_exit_code_says_whether_a_field_is_needless(
    shell: Shell, columns: str, options: tuple[str, ...], code: int
) -> None:
    shell.file.write_text(f"CREATE TABLE a ({columns})")
    assert shell.run(*options) == code


def test_what_cannot_be_read_is_told_beside_the_rest(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("name,,religion\n")
    assert shell.run(files=(shell.file, tmp_path / "b.csv", tmp_path / "none.sql")) == 2
    assert shell.err.splitlines() == [
        f"{tmp_path}/b.csv:1:6: not read: column 2 has no name",
        f"{tmp_path}/none.sql: not read: cannot be read: No such file or directory",
    ]
    assert f"{tmp_path}/b.csv:1:7" in shell.out
    assert shell.run("--format", "json", files=(tmp_path / "none.sql",)) == 2
    assert json.loads(shell.out)["errors"] == [
        {"message": "cannot be read: No such file or directory", "place": f"{tmp_path}/none.sql"}
    ]


@pytest.mark.parametrize(
    ("options", "purpose", "said"),
    [
        ((), "suitability", "there is no purpose 'suitability'; did you mean 'suitability-assessment'?"),
        (("--table", "crm.custome"), "greeting", "hold no table 'crm.custome'; did you mean 'crm.customer'?"),
        (("--map", "none.toml"), "greeting", "none.toml: cannot be read"),
    ],
)
def test_a_wrong_option_is_told_with_what_was_likely_meant(
    shell: Shell, options: tuple[str, ...], purpose: str, said: str
) -> None:
    assert shell.run(*options, purpose=purpose) == 2
    assert said in shell.err


def test_packs_without_such_a_rule_call_no_field_needed(shell: Shell, tmp_path: Path) -> None:
    shell.pack = write(tmp_path, {"form/kept.toml": rule(version("form.notice is not none"), **FORM)}, name="other")
    assert {one["verdict"] for name, one in shell.fields().items() if name != "ext_1"} == {"unjudged"}
    assert phrase("form_unjudged", "en") in (shell.run(), shell.out)[1]


def test_every_purpose_has_a_name() -> None:
    assert [name for name in PURPOSES if value_label("Purpose", name, "en") == name and "-" in name] == []
