"""The shipped list says each thing once, of categories the model knows."""

from collections import defaultdict
from importlib import resources

from suitability.personal.mapping import CATEGORIES, categorise
from suitability.personal.names import units
from suitability.personal.synonyms import read, synonyms

SILENT = {"which", "form"}


def test_the_list_names_every_category_of_the_model_and_no_other() -> None:
    known = synonyms()
    named = {entry.category for entry in (*known.entries.values(), *known.wholes.values())}
    assert named - SILENT == set(CATEGORIES)


def test_no_word_stands_under_two_categories() -> None:
    written = defaultdict(set)
    source = resources.files("suitability.personal").joinpath("synonyms.txt").read_text("utf-8")
    section = ""
    for line in source.splitlines():
        if line.startswith("["):
            section = line[1:].partition("]")[0]
        elif line and line[0] != "#" and section not in ("same", *SILENT):
            initials = line[0] == "@"
            for name in line.lstrip("~?=@").split(","):
                written[initials, units(name)].add(section)
    assert {key: found for key, found in written.items() if len(found) > 1} == {}


def test_every_entry_is_mapped_to_its_own_category() -> None:
    """An entry that another swallows would never decide."""
    known = synonyms()
    wrong = [
        (entry.text, entry.category, categorise(entry.text).category)
        for entry in (*known.entries.values(), *known.wholes.values(), *known.initials.values())
        if entry.category not in SILENT and categorise(entry.text).category != entry.category
    ]
    assert wrong == []


def test_words_that_say_nothing_map_to_nothing_but_for_a_bare_id() -> None:
    known = synonyms()
    silent = [entry.text for entry in known.entries.values() if entry.category in SILENT]
    assert [text for text in silent if categorise(text).category is not None] == ["id"]


def test_short_forms_and_plurals_are_the_words_they_stand_for() -> None:
    known = read("[same]\naddr = address\n[address]\naddress, home town\n")
    assert known.known("home_addrs") == ("home", "address")
    assert known.known("HomeAddresses") == ("home", "address")
    assert known.known("hometown") == ("home", "town")
    assert known.known("homely") == ("homely",)
