"""The shape of the files on who may approve a change of the catalog, and who has approved which."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, StringConstraints

from suitability.model.vocabulary import Family, NoticeAudience
from suitability.rules.shape import Shape

Said = Annotated[str, StringConstraints(pattern=r"\S")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32,64}$")]


class Approver(Shape):
    """Who may approve changes; with `for` only those of products of these families."""

    name: Said
    mails: list[Annotated[str, StringConstraints(pattern=r"^[^\s@<>]+@[^\s@<>]+$")]] = Field(min_length=1)
    role: Said
    families: list[Family] | None = Field(default=None, alias="for", min_length=1)


class Approvers(Shape):
    """The file `approvers.toml`."""

    approver: list[Approver] = Field(min_length=1)


class Approval(Shape):
    """Leave for one change: of the product whose digest is `before` into the one whose digest is `after`.

    Without `before` the product is new, without `after` it leaves the catalog; the two are one where only the unit
    changes in which a figure is written.
    """

    code: Said
    by: Said
    role: Said
    on: dt.date
    reason: Said
    evidence: Said
    before: Digest | None = None
    after: Digest | None = None


class Notice(Shape):
    """A notice of a change that was given, and the document that shows it."""

    code: Said
    to: NoticeAudience
    on: dt.date
    document: Said
    after: Digest | None = None


class Approvals(Shape):
    """The file `approvals.toml`."""

    approval: list[Approval] = Field(default_factory=list)
    notice: list[Notice] = Field(default_factory=list)
