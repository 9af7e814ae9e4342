"""The user's table of fields is read, or every mistake of it is told with its place."""

from pathlib import Path

import pytest

from suitability.errors import SuitabilityError
from suitability.personal.mapping import Table
from suitability.readers.form_table import read_table


def test_names_and_patterns_are_read(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text('[fields]\nCUST_KIND = "customer-tier"\n"ext_*" = "technical"\n', encoding="utf-8")
    assert read_table(str(file)) == Table({"cust_kind": "customer-tier", "ext_*": "technical"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[fields]\na = "nam"\n', "map.toml:2:5: 'nam' is no category of data; did you mean 'name'?"),
        ("[fields]\na = 1\n", "map.toml:2:5: 1 is no category of data; a category is a text"),
        ('[field]\na = "name"\n', "map.toml:1:1: 'field' is not known here; the file has the table [fields]"),
        ("fields = 1", "the file has no table [fields]"),
        ("[fields]\na = \n", "map.toml:2:5: not TOML: Invalid value"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "map.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SuitabilityError) as raised:
        read_table(str(file))
    assert said in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SuitabilityError, match=r"none\.toml: cannot be read"):
        read_table(str(tmp_path / "none.toml"))
    (tmp_path / "gb.toml").write_bytes("姓名".encode("gb18030"))
    with pytest.raises(SuitabilityError, match="not UTF-8"):
        read_table(str(tmp_path / "gb.toml"))
