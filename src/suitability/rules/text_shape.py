"""The shape of rules over the text of copy, and of the word classes their phrases name."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from suitability.rules.shape import Cite, Correction, Example, Label, Reviewed, Shape, Text
from suitability.wording.disclosure import Order, Where

Origin = Literal["article", "penalty", "case", "reasoned"]
Metadata = Literal["channel", "family", "genre"]


class Words(Shape):
    """Words of a class, and where they come from."""

    origin: Origin
    note: Text
    list_: list[Text] = Field(alias="list", min_length=1)


class WordClass(Shape):
    """Words that phrases name together by the name of their file, in braces."""

    label: Label
    words: list[Words] = Field(min_length=1)


class Find(Shape):
    """Phrases that are looked for, and where they come from; `rewrite` may stand in their place, "" deletes them."""

    origin: Origin
    note: Text
    phrases: list[Text] = Field(min_length=1)
    rewrite: str | None = None


class Accept(Shape):
    """Sentences any of which makes a disclosure; of several parts one of each is needed."""

    first: dt.date | None = Field(default=None, alias="from")
    last: dt.date | None = Field(default=None, alias="until")
    part: Text | None = None
    note: Text
    phrases: list[Text] = Field(min_length=1)


class Ground(Shape):
    """Why words are banned or needed, from when to when, and in which copy: families, channels, genres or groups."""

    first: dt.date = Field(alias="from")
    last: dt.date | None = Field(default=None, alias="until")
    families: list[Text] | None = Field(default=None, min_length=1)
    channels: list[Text] | None = Field(default=None, min_length=1)
    genres: list[Text] | None = Field(default=None, min_length=1)
    cites: list[Cite] = Field(min_length=1)


TextOutcome = Literal["violation", "evidence_required", "pass", "unknown", "not_applicable", "not_in_force"]


class TextExample(Shape):
    """A text the rule must decide as `expect` says; ⟦⟧ mark exactly what must be found, and nothing else may be."""

    says: Text
    text: Text
    expect: TextOutcome
    on: dt.date | None = None
    channel: Text | None = None
    family: Text | None = None
    genre: Text | None = None
    evidence: list[Text] | None = None


AnyExample = Example | TextExample


class _BundledText(Shape):
    """What both forms of rules over text have."""

    title: Text
    subject: Literal["copy"]
    force: Literal["law", "house"]
    severity: Literal["block", "warn", "note"]
    reads: Literal["text", "account_name", "trademark", "product_name"] = "text"
    message: Text
    remedy: Text
    unless: list[Text] = Field(default_factory=list)
    except_: list[Text] = Field(default_factory=list, alias="except")
    asks: list[Metadata] = Field(default_factory=list)
    reviewed: Reviewed
    ground: list[Ground] = Field(min_length=1)
    correction: list[Correction] = Field(default_factory=list)


class BundledWording(_BundledText):
    """A rule of what copy may not say, as a bundle holds it."""

    form: Literal["wording"]
    category: Text
    evidence: bool = False
    find: list[Find] = Field(min_length=1)


class Wording(BundledWording):
    """What copy may not say; `evidence`: unless it is proven."""

    example: list[TextExample] = Field(min_length=1)


class BundledDisclosure(_BundledText):
    """A rule of what copy must say, as a bundle holds it."""

    form: Literal["disclosure"]
    category: Text = "disclosure"
    find: list[Find] = Field(default_factory=list)
    accept: list[Accept] = Field(min_length=1)
    where: Where = "anywhere"
    within: Annotated[int, Field(ge=1)] | None = None
    order: Order | None = None


class Disclosure(BundledDisclosure):
    """What copy must say, where something makes it due; where nothing is named, in all copy a ground reaches."""

    example: list[TextExample] = Field(min_length=1)


TextRule = BundledWording | BundledDisclosure
