"""Print the glossary as pages of the docs: ``python tools/make_glossary.py`` writes docs/<lang>/glossary.md."""

import tomllib
from pathlib import Path

from suitability.messages.labels import HERE

DOCS = Path(__file__).resolve().parent.parent / "docs"
TITLES = {
    "zh": (
        "术语表",
        "本表的术语约束各语言的译文：译文须使用本地区的说法，不得混入其他地区的说法。",
        ("简体中文", "繁体中文（台湾）", "繁体中文（香港）", "英文", "含义"),
    ),
    "en": (
        "Glossary",
        "The terms below drive the translations: each locale uses its own, and none of another region.",
        ("Simplified Chinese", "Traditional Chinese, Taiwan", "Traditional Chinese, Hong Kong", "English", "Meaning"),
    ),
}
COLUMNS = ("zh-Hans", "zh-Hant", "zh-Hant-HK", "en")
MEANING = {"zh": "zh-Hans", "en": "en"}


def page(language: str) -> str:
    """Give the page in a language of the documentation, `zh` or `en`; its terms stand in the order of the English."""
    terms = tomllib.loads((HERE / "glossary.toml").read_text(encoding="utf-8"))["term"]
    title, says, head = TITLES[language]
    rows = [
        [*(term[locale] for locale in COLUMNS), term["means"][MEANING[language]]]
        for term in sorted(terms.values(), key=lambda term: term["en"].lower())
    ]
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
    return "\n".join([f"# {title}", "", says, "", *lines, ""])


def main() -> None:
    """Write both pages."""
    for language in TITLES:
        path = DOCS / language / "glossary.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
