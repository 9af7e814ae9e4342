"""Check the built documentation: ``python tools/check_site.py site``.

Every link leads to a page and a place that are there, from one language to the other too, and nothing is loaded from
outside: the pages are read where there is no network.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOADED = re.compile(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")\s;]+)")


class Page(HTMLParser):
    """What a page links to, what it loads, and the places in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.places: set[str] = set()
        text = path.read_text(encoding="utf-8")
        self.feed(text)
        self.loads += _LOADED.findall(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value for name, value in attrs if value}
        self.places |= {told[name] for name in ("id", "name") if name in told}
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        elif tag == "link" and "href" in told:
            self.loads.append(told["href"])
        self.loads += [told[name] for name in ("src", "poster", "data") if name in told]
        self.loads += [one.split()[0] for one in told.get("srcset", "").split(",") if one.strip()]


def faults(site: Path) -> Iterator[str]:
    """Give everything that is wrong with a site."""
    pages = {path.resolve(): Page(path) for path in sorted(site.rglob("*.html"))}
    if not pages:
        yield f"{site}: no pages"
    for path, page in pages.items():
        shown = path.relative_to(site.resolve())
        for link in [*page.links, *page.loads]:
            found = urlsplit(link)
            if found.scheme or found.netloc:
                if link in page.loads and found.scheme != "data":
                    yield f"{shown}: loads {link}"
                continue
            target = (path.parent / unquote(found.path)).resolve() if found.path else path
            if not target.is_file():
                yield f"{shown}: {link} leads nowhere"
            elif found.fragment and target in pages and unquote(found.fragment) not in pages[target].places:
                yield f"{shown}: there is no place {link}"
    for sheet in sorted(site.rglob("*.css")):
        for loaded in _LOADED.findall(sheet.read_text(encoding="utf-8")):
            yield f"{sheet.relative_to(site)}: loads {loaded}"


def main(folder: str) -> int:
    """Print what is wrong with a built site."""
    found = list(faults(Path(folder)))
    for fault in found:
        print(fault)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
