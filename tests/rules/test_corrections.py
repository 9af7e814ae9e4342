"""Corrections are checked at the door and kept by every form of a pack."""

import datetime as dt
from pathlib import Path

import pytest

from suitability.errors import RuleFileErrors
from suitability.packs.store import dump, restore
from suitability.rules.pack import Correction, Pack
from suitability.rules.read import read_folder
from tests.small import HEAD, rule, table, term, version, write

PARAMETER = (
    "[param.limit]\nlabel = {}\ntype = 'money'\nstricter = 'lower'\nversions = [{ from = 2020-01-01, value = 1 }]\n"
)
BLOCK = 'release = "0.2.0"\nsays = "misread"\nfrom = 2026-02-01\nuntil = 2026-03-31\n'
MADE = (Correction("0.2.0", "misread", dt.date(2026, 2, 1), dt.date(2026, 3, 31)),)
FILES = {
    "sale/x.toml": rule(version("t <= g", "sale.amount > param.limit")) + f"[[correction]]\n{BLOCK}",
    "terms/t.toml": term("product.levels.issuer") + f"[[correction]]\n{BLOCK}",
    "tables/g.toml": table("level product", "is = 'R1'") + f"[[correction]]\n{BLOCK}",
}
FULL = f"{HEAD}{PARAMETER}[[param.limit.correction]]\n{BLOCK}[[correction]]\nof = 'calendar'\n{BLOCK}[[correction]]\nof = 'rule small.sale.gone'\n{BLOCK}"


def corrections(pack: Pack) -> list[tuple[Correction, ...]]:
    (one,) = pack.rules
    return [
        one.corrections,
        pack.terms["t"].corrections,
        pack.tables["g"].corrections,
        pack.parameters["limit"].corrections,
    ]


def test_corrections_are_kept_in_a_folder_and_in_compiled_data(tmp_path: Path) -> None:
    folder = write(tmp_path, FILES, head=FULL)
    for pack in (read_folder(folder), restore(dump(folder))):
        assert corrections(pack) == [MADE] * 4
        assert pack.corrections == {"calendar": MADE, "rule small.sale.gone": MADE}
        assert pack.release == read_folder(folder).release


def message(folder: Path, files: dict[str, str], head: str = HEAD) -> str:
    with pytest.raises(RuleFileErrors) as raised:
        read_folder(write(folder, files, head=head))
    (error,) = raised.value.errors
    return f"{error.file}:{error.line}: {error.message}"


@pytest.mark.parametrize("release", ["1.0", "v1.0.0", "1.0.0rc1", "1.0.0.0", ""])
def test_a_release_has_three_numbers(tmp_path: Path, release: str) -> None:
    text = FILES["terms/t.toml"].replace("0.2.0", release)
    assert message(tmp_path, {"terms/t.toml": text}).startswith(
        "small/terms/t.toml:7: correction.0.release: string should match"
    )
    assert message(tmp_path / "pack", {}, f'release = "{release}"\n{HEAD}').startswith(
        "small/pack.toml:2: release: string should"
    )


@pytest.mark.parametrize("place", ["sale/x.toml", "terms/t.toml", "tables/g.toml", "pack.toml"])
def test_the_days_of_a_correction_are_in_order(tmp_path: Path, place: str) -> None:
    files, head = dict(FILES), HEAD + PARAMETER
    if place == "pack.toml":
        head = FULL.replace("2026-03-31", "2026-01-31", 1)
    else:
        files[place] = files[place].replace("2026-03-31", "2026-01-31")
    assert message(tmp_path, files, head).endswith("ends on 2026-01-31, before it begins on 2026-02-01")


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("holidays", "'holidays' is nothing a pack corrects"),
        ("rule", "'rule' is nothing a pack corrects"),
        ("rule small.sale.x", "the rule small.sale.x is in this pack: write its correction where it stands"),
        ("term t", "the term t is in this pack: write its correction where it stands"),
        ("table g", "the table g is in this pack: write its correction where it stands"),
        ("parameter limit", "the parameter limit is in this pack: write its correction where it stands"),
    ],
)
def test_a_correction_stands_in_the_file_of_what_it_corrects(tmp_path: Path, of: str, expected: str) -> None:
    head = f"{HEAD}{PARAMETER}[[correction]]\nof = '{of}'\n{BLOCK}"
    assert message(tmp_path, FILES, head).endswith(expected)


@pytest.mark.parametrize("of", ["scale product", "term gone", "table gone", "parameter gone"])
def test_what_has_no_file_is_corrected_in_the_head_of_the_pack(tmp_path: Path, of: str) -> None:
    head = f"{HEAD}{PARAMETER}[[correction]]\nof = '{of}'\n{BLOCK}[[correction]]\nof = '{of}'\n{BLOCK}"
    assert read_folder(write(tmp_path, FILES, head=head)).corrections == {of: (*MADE, *MADE)}


def test_a_folder_that_is_a_link_is_read(tmp_path: Path) -> None:
    folder = write(tmp_path, FILES, head=HEAD + PARAMETER)
    (folder / "sale").rename(tmp_path / "sales")
    (folder / "sale").symlink_to(tmp_path / "sales")
    assert [rule.id for rule in read_folder(folder).rules] == ["small.sale.x"]
