"""The page of promises, in both languages, names all that is promised."""

import re
from pathlib import Path

import pytest

import suitability
from suitability import testing
from suitability.messages.locales import LOCALES

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "suitability"
PAGES = pytest.mark.parametrize(
    "page", [(ROOT / "docs" / language / "stability.md").read_text(encoding="utf-8") for language in ("en", "zh")], ids=["en", "zh"]
)  # fmt: skip


def schemas() -> set[str]:
    """Give the name of every schema that the library writes."""
    found = (
        re.findall(r'"(suitability\.\w+/\d+)"', path.read_text(encoding="utf-8")) for path in SOURCES.rglob("*.py")
    )
    return {name for names in found for name in names}


@PAGES
def test_every_public_name_is_listed(page: str) -> None:
    named = set(re.findall(r"`(\w+)`", page))
    assert {*suitability.__all__, *testing.__all__} - named == set()


@PAGES
def test_every_schema_has_its_line_and_no_other(page: str) -> None:
    assert set(re.findall(r"`(suitability\.\w+/\d+)`", page)) == schemas()
    assert len(schemas()) > 5


@PAGES
def test_the_locales_the_pythons_and_the_exit_codes_are_those_there_are(page: str) -> None:
    metadata = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    pythons = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', metadata)
    assert [version for version in pythons if version not in page] == []
    assert [locale for locale in LOCALES if f"`{locale}`" not in page] == []
