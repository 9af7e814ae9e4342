"""What rules over the text of copy are made of: phrases, the grounds they stand on, the sentences a law accepts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from suitability.wording.disclosure import Order, Where

if TYPE_CHECKING:
    from suitability.rules.pack import Cite, Label

# The paths of what the conditions of a ground ask, by the name rule files use in `asks`.
METADATA = {"channel": "copy.channel", "family": "product.family", "genre": "copy.genre"}
# The paths of what a rule reads, by the name rule files use in `reads`.
READS = {
    "text": "copy.text",
    "account_name": "copy.account_name",
    "trademark": "copy.trademark",
    "product_name": "product.name",
}
EVIDENCE = "copy.evidence"
# Two classes that phrases do not name: words of finance that merely overlap a phrase, and phrases of sentences that
# a law demands.
LEXICON, STATUTORY = "lexicon", "statutory"
_NAMED = re.compile(r"\{([a-z][a-z0-9_]*)\??\}")
# What may stand in the braces of a message.
WORDS = "{words}"


@attrs.frozen
class Words:
    """Words of a class, and where they come from."""

    origin: str
    note: str
    list: tuple[str, ...]


@attrs.frozen
class WordClass:
    """Words that phrases name together, in braces."""

    name: str
    label: Label
    words: tuple[Words, ...]

    @property
    def every(self) -> tuple[str, ...]:
        """All words of the class."""
        return tuple(word for words in self.words for word in words.list)


@attrs.frozen
class Group:
    """Values of a vocabulary that grounds name together."""

    name: str
    label: Label
    values: tuple[str, ...]


@attrs.frozen
class Condition:
    """What a ground asks of one fact of the copy.

    `names` are values and groups as their author wrote them, `values` all the values these stand for.
    """

    path: str
    names: tuple[str, ...]
    values: tuple[str, ...]


@attrs.frozen
class Ground:
    """Why words are banned or needed, from `first` to `last`, in copy of which every condition holds."""

    first: dt.date
    last: dt.date | None
    conditions: tuple[Condition, ...]
    cites: tuple[Cite, ...]

    @property
    def verified(self) -> bool:
        """Whether at least one citation was read in the text of the law itself."""
        return any(cite.verified for cite in self.cites)


@attrs.frozen
class Find:
    """Phrases that are looked for, where they come from, and what may stand in their place ("": nothing)."""

    origin: str
    note: str
    phrases: tuple[str, ...]
    rewrite: str | None


@attrs.frozen
class Accept:
    """Sentences of some days any of which makes a part of a disclosure."""

    first: dt.date
    last: dt.date | None
    part: str
    note: str
    phrases: tuple[str, ...]


@attrs.frozen
class Disclosure:
    """What satisfies a duty to disclose, and where it must stand, seen from what made it due."""

    where: Where
    within: int | None
    order: Order | None
    accepts: tuple[Accept, ...]


@attrs.frozen
class Wording:
    """What a rule looks for in a text, and where; of a disclosure, what makes it due.

    `unless` are the contexts that excuse words, `excepts` the longer phrases that do, `asks` the paths that must be
    told before the words count at all. `evidence`: the words may stand where they are proven.
    """

    category: str
    reads: str
    unless: tuple[str, ...]
    excepts: tuple[str, ...]
    evidence: bool
    asks: tuple[str, ...]
    finds: tuple[Find, ...]
    disclosure: Disclosure | None
    unlawful: str = ""
    lawful: str = ""

    @property
    def form(self) -> str:
        """The form of the rule as its file names it."""
        return "wording" if self.disclosure is None else "disclosure"

    @property
    def accepts(self) -> tuple[Accept, ...]:
        """The sentences that satisfy the rule, of all days; a rule of wording has none."""
        return () if self.disclosure is None else self.disclosure.accepts

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every phrase that is looked for, in the order of the blocks."""
        return tuple(phrase for find in self.finds for phrase in find.phrases)

    def find_of(self, phrase: int) -> Find:
        """Give the block that the phrase of this number stands in."""
        for find in self.finds:
            if phrase < len(find.phrases):
                return find
            phrase -= len(find.phrases)
        raise IndexError(phrase)

    def paths(self, grounds: tuple[Ground, ...]) -> tuple[str, ...]:
        """Give the paths of the facts that the rule may read where these grounds hold."""
        read = {self.reads, *self.asks, *(one.path for ground in grounds for one in ground.conditions)}
        return tuple(sorted(read | ({EVIDENCE} if self.evidence else set())))


def named(phrases: Iterable[str]) -> set[str]:
    """Give what phrases name in braces: word classes, and the slots that are called like them."""
    return {name for phrase in phrases for name in _NAMED.findall(phrase)}


Groups = Mapping[str, Mapping[str, Group]]
