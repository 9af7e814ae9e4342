"""The subjects a check can look at, and the names expressions use for their parts."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs

from suitability.model.change import Change
from suitability.model.commitment import Commitment
from suitability.model.complaint import Complaint
from suitability.model.contact import Contact
from suitability.model.copy import Copy
from suitability.model.customer import Profile
from suitability.model.facts import Kind, kinds
from suitability.model.form import BusinessForm
from suitability.model.product import CatalogEntry
from suitability.model.sale import Holding, Sale
from suitability.model.use import Use


@attrs.frozen
class Subject:
    """A subject: its class, the roots its paths begin with, and the field that dates it.

    `own` is the root of the subject's own fields; every other root is the field of the same name.
    `on` names the field whose day chooses the law; empty where `as_of` does.
    """

    name: str
    record: Any
    own: str
    on: str = ""
    staged: bool = False
    roots: tuple[str, ...] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        parts = (n for n, k in kinds(self.record).items() if k.name == "one" and n in SHARED_ROOTS)
        object.__setattr__(self, "roots", (self.own, *parts))

    def day_of(self, subject: Any, as_of: dt.date) -> dt.date:
        """Give the day whose law decides: the day of the event, or `as_of` for a subject without one."""
        day: dt.date = getattr(subject, self.on) if self.on else as_of
        return day

    def fields(self, root: str) -> Mapping[str, Kind]:
        """Give the fields that paths of this root may name."""
        if root == self.own:
            return {name: kind for name, kind in kinds(self.record).items() if name not in self.roots}
        return kinds(kinds(self.record)[root].record)


SHARED_ROOTS = ("customer", "product", "seller", "adviser")

SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject("profile", Profile, own="profile"),
        Subject("product", CatalogEntry, own="entry"),
        Subject("change", Change, own="change", on="on"),
        Subject("sale", Sale, own="sale", on="on", staged=True),
        Subject("holding", Holding, own="holding"),
        Subject("use", Use, own="use", on="on"),
        Subject("form", BusinessForm, own="form"),
        Subject("contact", Contact, own="contact", on="on"),
        Subject("commitment", Commitment, own="commitment", on="on"),
        Subject("complaint", Complaint, own="complaint", on="on"),
        Subject("copy", Copy, own="copy", on="on"),
    )
}

STAGES = ("candidate", "recommended", "ordered", "concluded")


def _classes(record: Any, found: dict[str, Any]) -> dict[str, Any]:
    found[record.__name__] = record
    for kind in kinds(record).values():
        if kind.record is not None and kind.record.__name__ not in found:
            _classes(kind.record, found)
    return found


CLASSES: dict[str, Any] = {}
for _subject in SUBJECTS.values():
    _classes(_subject.record, CLASSES)
