"""Bring the catalogs of translations up to date with the texts they translate, and compile them: `make catalogs`.

The texts are the labels and phrases of the package and what the packs say, all written in zh-Hans in TOML files; each
catalog keeps what it has, takes what is new untranslated, and drops what is gone.
"""

import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from suitability.messages.articles import is_place
from suitability.messages.catalog import compile_catalog, source_of
from suitability.messages.locales import LOCALES, SOURCE

ROOT = Path(__file__).resolve().parent.parent
PACKS = ("cn", "handbook")
# What English has no use for: it counts without measure words, and names a source by its English title.
NOT_IN_ENGLISH = ("measure", "title")
CHANGING = tuple(f'"{header}' for header in ("Project-", "Report-", "POT-", "PO-", "Last-", "Language-", "Generated-"))
Found = tuple[int, str | None, Any, list[str]]


def _named(context: str, text: str, where: str) -> Found:
    return (1, "pgettext", (context, text), [where])


def _plain(text: str, where: str) -> Found:
    return (1, None, text, [where])


def labels(file: Any, *_: Any, **__: Any) -> Iterator[Found]:
    """Extract the names of the model; their context is where they stand: `field.Customer`."""
    for path, text in _texts(tomllib.load(file)):
        *parents, last = path
        if parents[0] != "record":
            yield _named(".".join(parents), text, last)
        elif last == "measure":
            yield _named("measure", text, parents[1])
        else:
            yield (1, "npgettext", ("record", text, text), [parents[1]])


def phrases(file: Any, *_: Any, **__: Any) -> Iterator[Found]:
    """Extract the sentences that expressions and reports are said in."""
    for (_, key), text in _texts(tomllib.load(file)):
        yield _named(f"phrase.{key}", text, key)


def pack(file: Any, *_: Any, **__: Any) -> Iterator[Found]:
    """Extract what a rule, term, table or the head of a pack says."""
    data = tomllib.load(file)
    for key in ("title", "message", "remedy"):
        if isinstance(data.get(key), str):
            yield _plain(data[key], key)
    for path, text in _texts(data):
        if path[-1] == SOURCE.name:
            yield _plain(text, ".".join(path[:-1]))
    for cite in _cites(data):
        if not is_place(cite["at"]) and re.search("[一-鿿]", cite["at"]):
            yield _plain(cite["at"], "at")


def sources(file: Any, *_: Any, **__: Any) -> Iterator[Found]:
    """Extract what the sources of a pack are called."""
    for name, source in tomllib.load(file).items():
        yield _named("title", source["title"], name)
        for key in ("short", "number", "penalty"):
            if source.get(key):
                yield _plain(source[key], f"{name}.{key}")


def _texts(table: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _texts(value, (*path, key))
        elif isinstance(value, str):
            yield (*path, key), value


def _cites(value: Any) -> Iterator[dict[str, str]]:
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(item, dict) and "at" in item and "source" in item:
            yield item
        else:
            yield from _cites(item)


# Tried in their order; a file that none fits holds nothing to translate.
METHODS = [
    ("src/suitability/messages/labels/zh-Hans.toml", labels),
    ("src/suitability/messages/phrases/zh-Hans.toml", phrases),
    *((f"rulesets/{name}/sources.toml", sources) for name in PACKS),
    *((f"rulesets/{name}/{ignored}", "ignore") for name in PACKS for ignored in ("examples/*", "ledger.toml")),
    *((f"rulesets/{name}/**.toml", pack) for name in PACKS),
]


def template() -> Catalog:
    """Extract every text, in the order of the files."""
    found = Catalog(fuzzy=False)
    for folder in ("src/suitability/messages", "rulesets"):
        methods = [
            (pattern.removeprefix(f"{folder}/"), method) for pattern, method in METHODS if pattern.startswith(folder)
        ]
        for name, _, text, comments, context in extract_from_dir(ROOT / folder, methods):
            found.add(text, locations=[(f"{folder}/{name}", 1)], auto_comments=comments, context=context)
    return found


def read(locale: str) -> Catalog:
    """Read a catalog as it stands; an empty one where there is none yet."""
    path = source_of(locale)
    if not path.is_file():
        return Catalog(
            locale=locale.replace("-", "_"),
            header_comment="# Translations of the texts of suitability, under its licence.",
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=locale.replace("-", "_"))


def updated(locale: str, texts: Catalog) -> Catalog:
    """Give a catalog that holds the texts it is to translate, and nothing else.

    A catalog that falls back to another one holds only what it says otherwise.
    """
    known = read(locale)
    wanted = Catalog(fuzzy=False, creation_date=known.creation_date)
    for message in texts:
        if message.id and _belongs(message, locale, known):
            wanted[message.id] = message
    known.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
    known.obsolete.clear()
    return known


def _belongs(message: Message, locale: str, known: Catalog) -> bool:
    if locale == "en":
        return message.context not in NOT_IN_ENGLISH
    return "-HK" not in locale or known.get(message.id, message.context) is not None


def written(catalog: Catalog) -> str:
    """Give a catalog as translators read it."""
    text = BytesIO()
    write_po(text, catalog, width=120, omit_header=False, include_lineno=False, ignore_obsolete=True)
    # Who wrote it when, and with which release of Babel, would differ at every run; git knows.
    return "".join(line for line in text.getvalue().decode().splitlines(True) if not line.startswith(CHANGING))


def main() -> None:
    """Update and compile every catalog, and say what waits for a translation."""
    texts = template()
    for locale in LOCALES:
        if locale == SOURCE.name:
            continue
        path = source_of(locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = updated(locale, texts)
        path.write_text(written(catalog), encoding="utf-8")
        path.with_suffix(".mo").write_bytes(compile_catalog(path))
        open_ = list(untranslated(catalog))
        print(f"{locale}: {len(catalog)} texts, {len(open_)} to be translated")
        for message in open_:
            print(f"  {message.id}")


def untranslated(catalog: Catalog) -> Iterator[Message]:
    """Give the entries that wait for a translator: empty, or guessed from a similar text."""
    for message in catalog:
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(said)):
            yield message


if __name__ == "__main__":
    main()
