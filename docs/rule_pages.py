"""Add the pages of the rules to the documentation, made from the packs when it is built; none of them is a file.

`suitability.reports.pages` writes them; the glossary also holds the terms that drive the translations.
"""

import tomllib
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from mkdocs.structure.files import File, Files, InclusionLevel

from suitability.cli.book import read_book
from suitability.messages.labels import HERE
from suitability.packs.load import PACKAGED
from suitability.reports.book import Book
from suitability.reports.pages import pages
from suitability.reports.pages.edition import LAWS, RULES

LOCALES = {"en": "en", "zh": "zh-Hans"}
INDEXES = {str(PurePosixPath(index).parent): index for index in (RULES, LAWS)}


@cache
def book() -> Book:
    """Read the packaged packs once for both languages."""
    return read_book(PACKAGED)


def on_files(files: Files, config: Any, **_: Any) -> Files:
    """Add every page; those of single rules and instruments are reached through their index, not by the menu."""
    terms = tomllib.loads((HERE / "glossary.toml").read_text(encoding="utf-8"))["term"]
    for place, text in pages(book(), LOCALES[config.theme["language"]], terms).items():
        within = place.partition("/")[0] in INDEXES and place not in INDEXES.values()
        inclusion = InclusionLevel.NOT_IN_NAV if within else InclusionLevel.UNDEFINED
        files.append(File.generated(config, place, content=text, inclusion=inclusion))
    return files


def on_nav(nav: Any, files: Files, **_: Any) -> Any:
    """Let the menu open, on the page of a rule or an instrument, where its index stands."""
    for file in files.documentation_pages():
        index = INDEXES.get(file.src_uri.partition("/")[0])
        if index is not None and file.page is not None and file.page.parent is None:
            file.page.parent = files.src_uris[index].page.parent
    return nav


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Leave the examples of a rule and the facts it reads out of the search, which would find little else."""
    single = page.file.src_uri.startswith("rules/") and page.file.src_uri not in INDEXES.values()
    return html.replace("<table>", "<table data-search-exclude>") if single else html
