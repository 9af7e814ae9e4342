"""The shape of every file of a pack: the strict door, and the source of the JSON schema for editors."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from suitability.rules.pack import Rank

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]
Label = dict[str, Text]
Release = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}$")]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Cite(Shape):
    """Where a rule stands: an article of a source. `verified` false: from memory or a secondary source."""

    source: Text
    at: Text
    verified: bool = True


class Dated(Shape):
    """What holds from one day on; `until` is the last day and states an end or a gap."""

    first: dt.date = Field(alias="from")
    last: dt.date | None = Field(default=None, alias="until")
    cites: list[Cite] = Field(default_factory=list)


class Correction(Shape):
    """A mistake of our own that a release put right: what was wrong, and for which days of law.

    `release` is that of the pack where its `pack.toml` names one, of the library otherwise.
    """

    release: Release
    says: Text
    first: dt.date | None = Field(default=None, alias="from")
    last: dt.date | None = Field(default=None, alias="until")


class CorrectionOf(Correction):
    """A correction of what has no file to write it in: the calendar, a scale, a rule that was withdrawn."""

    of: Text


class RuleVersion(Dated):
    """What the rule says from one day on: where `when` holds, `require` must hold."""

    when: Text | None = None
    require: Text
    cites: list[Cite] = Field(min_length=1)


class Reviewed(Shape):
    """Who last read the rule against the law, and when."""

    on: dt.date
    by: Text


Outcome = Literal["pass", "violation", "unknown", "not_applicable", "not_in_force"]


class Example(Shape):
    """A case the rule must decide as `expect` says: a shared record (`given`) changed by `but`, `without`, `none`."""

    says: Text
    given: Text
    but: dict[str, Any] = Field(default_factory=dict)
    without: list[Text] = Field(default_factory=list)
    none: list[Text] = Field(default_factory=list)
    as_of: dt.date | None = None
    expect: Outcome


class BundledRule(Shape):
    """A rule as a bundle holds it: its examples stay with its authors."""

    title: Text
    subject: Literal[
        "profile", "product", "change", "sale", "holding", "use", "form", "contact", "commitment", "complaint", "copy"
    ]
    force: Literal["law", "house"]
    severity: Literal["block", "warn", "note"]
    stage: Literal["candidate", "recommended", "ordered", "concluded"] | None = None
    form: Literal["expression"] = "expression"
    message: Text
    remedy: Text
    monotone: Text | None = None
    reviewed: Reviewed
    version: list[RuleVersion] = Field(min_length=1)
    correction: list[Correction] = Field(default_factory=list)


class Rule(BundledRule):
    """One duty or ban. Its id is its path; its name states the wrong thing."""

    example: list[Example] = Field(min_length=1)


class TermVersion(Dated):
    is_: Text = Field(alias="is")


class Term(Shape):
    """A dated definition; `of` names its arguments and their types."""

    label: Label
    of: dict[str, Text] = Field(default_factory=dict)
    version: list[TermVersion] = Field(min_length=1)
    correction: list[Correction] = Field(default_factory=list)


class Row(Shape):
    """One row of a table: its value where every column of `when` fits."""

    first: dt.date | None = Field(default=None, alias="from")
    last: dt.date | None = Field(default=None, alias="until")
    when: dict[str, Any] = Field(default_factory=dict)
    is_: Any = Field(alias="is")
    cites: list[Cite] = Field(default_factory=list)


class Table(Shape):
    """A dated grid: the first row that fits gives the value; none fits: unknown."""

    label: Label
    gives: Text
    of: dict[str, Text] = Field(default_factory=dict)
    values: dict[str, Label] = Field(default_factory=dict)
    cites: list[Cite] = Field(default_factory=list)
    row: list[Row] = Field(min_length=1)
    correction: list[Correction] = Field(default_factory=list)


class Scale(Shape):
    """An ordered scale of levels, lowest first."""

    label: Label
    levels: list[Text] = Field(min_length=2)
    aliases: dict[str, Text] = Field(default_factory=dict)


class ParameterVersion(Dated):
    value: Any


class Parameter(Shape):
    """A figure the law leaves open or a house sets; `stricter` says which way is stricter."""

    label: Label
    type: Text
    stricter: Literal["lower", "higher"]
    versions: list[ParameterVersion] = Field(min_length=1)
    correction: list[Correction] = Field(default_factory=list)


class Owned(Dated):
    """What a firm says of itself: from when to when, who answers for it, and why."""

    owner: Text
    reason: Text


class Stated(Owned):
    """Facts of every record that does not tell them; a list: one of these values; `none`: there is none."""

    is_: dict[str, Any] = Field(default_factory=dict, alias="is")
    none: list[Text] = Field(default_factory=list)


class Tighten(Owned):
    """Something of a pack before this one, made stricter: the value of a parameter, or a rule's severity or stage."""

    param: Text | None = None
    value: Any = None
    rule: Text | None = None
    severity: Literal["warn", "block"] | None = None
    stage: Literal["candidate", "recommended", "ordered"] | None = None


class Waiver(Shape):
    """A permission to live with the findings of a house rule; without `key`, on every subject."""

    rule: Text
    key: Text | None = None
    first: dt.date = Field(alias="from")
    last: dt.date = Field(alias="until")
    owner: Text
    reason: Text


class Ruling(Shape):
    """Compliance's word that one finding is mistaken; `fingerprint` is the finding's, as reports give it."""

    rule: Text
    key: Text
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    on: dt.date
    by: Text
    reason: Text


class Decisions(Shape):
    """The waivers and rulings of a house."""

    waiver: list[Waiver] = Field(default_factory=list)
    ruling: list[Ruling] = Field(default_factory=list)


class Group(Shape):
    """Values of a vocabulary that grounds of rules over text name together."""

    label: Label
    values: list[Text] = Field(min_length=1)


class Groups(Shape):
    """The groups of a pack: of families of products, and of channels of copy."""

    family: dict[str, Group] = Field(default_factory=dict)
    channel: dict[str, Group] = Field(default_factory=dict)


class Pack(Shape):
    """What a pack is, and the scales, parameters, categories and groups it defines."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Label
    release: Release | None = None
    language: Text = "zh-Hans"
    offset: Annotated[str, StringConstraints(pattern=r"^[+-](0[0-9]|1[0-4]):[0-5][0-9]$")] = "+08:00"
    calendar: Text | None = None
    scale: dict[str, Scale] = Field(default_factory=dict)
    param: dict[str, Parameter] = Field(default_factory=dict)
    categories: dict[str, Label] = Field(default_factory=dict)
    group: Groups = Field(default_factory=Groups)
    facts: list[Stated] = Field(default_factory=list)
    tighten: list[Tighten] = Field(default_factory=list)
    correction: list[CorrectionOf] = Field(default_factory=list)


class Source(Shape):
    """An instrument that rules cite."""

    title: Text
    english: Text
    number: Text = ""
    short: Text
    rank: Rank
    first: dt.date | None = Field(default=None, alias="from")
    read_on: dt.date | None = None
    penalty: str = ""


class Duty(Shape):
    """A row of the ledger: one duty of an instrument, in our own words, and what answers it.

    `left` is what a part leaves to do, `beyond` what of an executed article no data settles.
    """

    instrument: Text
    article: Text
    duty: Text
    class_: Literal[
        "expression",
        "wording",
        "disclosure",
        "personal_data",
        "contact",
        "catalog",
        "attested",
        "definition",
        "permission",
        "firm_control",
        "penalty",
        "judgment",
    ] = Field(alias="class")
    answer: Literal[
        "rules", "part", "definition", "by_issue", "attested", "judgment", "firm_control", "permission", "penalty"
    ]
    rules: list[Text] = Field(default_factory=list)
    left: Text | None = None
    beyond: Text | None = None
    issue: int | None = None
    why: Text | None = None


class Calendar(Shape):
    """Working days: `off` are weekdays that are holidays, `on` weekend days that are worked."""

    first: dt.date = Field(alias="from")
    last: dt.date = Field(alias="until")
    off: list[dt.date]
    on: list[dt.date]
    source: str = ""
