"""Reading one record: from a mapping to a subject, in the terms of loaded packs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, overload

from suitability.engine.ruleset import RuleSet
from suitability.errors import RecordError, RecordErrors
from suitability.model.change import Change
from suitability.model.commitment import Commitment
from suitability.model.complaint import Complaint
from suitability.model.contact import Contact
from suitability.model.copy import Copy
from suitability.model.customer import Profile
from suitability.model.form import BusinessForm
from suitability.model.product import CatalogEntry
from suitability.model.sale import Holding, Sale
from suitability.model.use import Use

_Record = Mapping[str, Any]


@overload
def read(
    subject: Literal["profile"], record: _Record, rules: RuleSet | None = None, *, strict: bool = False
) -> Profile: ...
@overload
def read(
    subject: Literal["product"], record: _Record, rules: RuleSet | None = None, *, strict: bool = False
) -> CatalogEntry: ...
@overload
def read(
    subject: Literal["change"], record: _Record, rules: RuleSet | None = None, *, strict: bool = False
) -> Change: ...
@overload
def read(subject: Literal["sale"], record: _Record, rules: RuleSet | None = None, *, strict: bool = False) -> Sale: ...
@overload
def read(
    subject: Literal["holding"], record: _Record, rules: RuleSet | None = None, *, strict: bool = False
) -> Holding: ...
@overload
def read(subject: Literal["use"], record: _Record, rules: RuleSet | None = None, *, strict: bool = False) -> Use: ...
@overload
def read(
    subject: Literal["contact"], record: _Record, rules: RuleSet | None = None, *, strict: bool = False
) -> Contact: ...
@overload
def read(
    subject: Literal["form"], record: _Record, rules: RuleSet | None = None, *, strict: bool = False
) -> BusinessForm: ...
@overload
def read(
    subject: Literal["commitment"], record: _Record, rules: RuleSet | None = None, *, strict: bool = False
) -> Commitment: ...
@overload
def read(
    subject: Literal["complaint"], record: _Record, rules: RuleSet | None = None, *, strict: bool = False
) -> Complaint: ...
@overload
def read(subject: Literal["copy"], record: _Record, rules: RuleSet | None = None, *, strict: bool = False) -> Copy: ...
@overload
def read(subject: str, record: _Record, rules: RuleSet | None = None, *, strict: bool = False) -> Any: ...
def read(subject: str, record: _Record, rules: RuleSet | None = None, *, strict: bool = False) -> Any:
    """Read a record as the subject it is: `sale`, `profile`, `product`, `holding`, `copy` and so on.

    The record is a mapping with one key for each part (`sale`, `customer`, `product`, `seller`, `adviser`), each a
    mapping of facts. A key that is absent was not told; `None` says that there is none where that can be.
    With `rules`, levels must be of the packs' scales. Keys that name nothing are an error when they are near a name
    of the model, or under `strict`. Raises RecordErrors with everything that is wrong.
    """
    stated = record.get("subject", subject) if isinstance(record, Mapping) else subject
    if stated != subject:
        raise RecordErrors([RecordError("subject", f"the record says {stated!r}, and it is to be read as {subject!r}")])
    from suitability.model.door import read_record  # needs pydantic's core, which a check does not

    if rules is None:
        return read_record(subject, record, strict=strict).subject
    scales, offset = rules.scales, rules.circumstances.offset
    return read_record(subject, record, scales=scales, offset=offset, strict=strict).subject
