"""Who may approve a change of the catalog (`approvers.toml`), and who has approved which (`approvals.toml`)."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import tempfile
import tomllib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

from suitability.errors import RuleFileError, RuleFileErrors, SuitabilityError
from suitability.language.errors import near
from suitability.model.change import Approval, ChangeNotice
from suitability.spot import Spot

if TYPE_CHECKING:
    from suitability.catalog.approvals_shape import Approvals, Approvers
    from suitability.rules.door import File, Where


class Content(Protocol):
    """What a file is read from: a path, or what git holds."""

    def read_bytes(self) -> bytes: ...


@attrs.frozen
class Approver:
    """Someone who may approve changes; `families` are those of the products (None: all)."""

    name: str
    mails: tuple[str, ...]
    role: str
    families: frozenset[str] | None = None

    def is_called(self, who: str) -> bool:
        """Say whether a name or mail address is this person's."""
        return who.strip().casefold() in {one.casefold() for one in (self.name, *self.mails)}

    def may_approve(self, families: Collection[str]) -> bool:
        """Say whether products of these families are theirs to approve; no family is told: only if all are theirs."""
        return self.families is None or (bool(families) and self.families.issuperset(families))


@attrs.frozen
class Entry:
    """An entry of the approvals: the product's code, what was said, and where it stands.

    `after` is the digest of the product that it was written for (None: it leaves, or a notice does not say).
    """

    code: str
    said: Approval | ChangeNotice
    spot: Spot
    after: str | None = None

    def fits(self, before: str | None, after: str | None) -> bool:
        """Say whether the entry was made for the change between products of these digests (None: there is none)."""
        if isinstance(self.said, Approval):
            return (self.said.before, self.said.after) == (before, after)
        return self.after in (None, after)


@attrs.frozen
class Authority:
    """Who may approve (None: the firm keeps no list), and what was approved and told of changes.

    `keeps_notices` says that the firm writes its notices down here, `fresh` that every entry is new with the change.
    """

    approvers: tuple[Approver, ...] | None = None
    entries: tuple[Entry, ...] = ()
    keeps_notices: bool = False
    fresh: bool = False

    def named(self, who: str) -> Approver | None:
        """Give the approver of a name or mail address."""
        return next((one for one in self.approvers or () if one.is_called(who)), None)

    def without(self, spent: Iterable[Entry]) -> Authority:
        """Give the same without the entries that stood there before the change: each counts once."""
        gone = [(entry.code, entry.said, entry.after) for entry in spent]
        left = (entry for entry in self.entries if (entry.code, entry.said, entry.after) not in gone)
        return attrs.evolve(self, entries=tuple(left), fresh=True)


def read_authority(approvers: tuple[str, Content] | None, approvals: tuple[str, Content] | None) -> Authority:
    """Read the two files, each by its name and content; None: there is no such file.

    Raises RuleFileErrors with every mistake of both.
    """
    if approvers is None and approvals is None:
        return Authority()
    from suitability.catalog import approvals_shape as shape  # needs pydantic
    from suitability.rules.door import File

    errors: list[RuleFileError] = []
    people: tuple[Approver, ...] | None = None
    entries: tuple[Entry, ...] = ()
    if approvers is not None:
        file = File(approvers[1], approvers[0], errors)
        found = file.shaped(shape.Approvers) if file.readable else None
        people = () if found is None else _people(file, found)
    if approvals is not None:
        file = File(approvals[1], approvals[0], errors)
        given = file.shaped(shape.Approvals) if file.readable else None
        entries = () if given is None else _entries(file, given)
    if errors:
        raise RuleFileErrors(errors)
    return Authority(people, entries, any(isinstance(entry.said, ChangeNotice) for entry in entries))


def _people(file: File, found: Approvers) -> tuple[Approver, ...]:
    known: dict[str, int] = {}
    for index, one in enumerate(found.approver):
        places: list[tuple[Where, str]] = [(("approver", index, "name"), one.name)]
        places += [(("approver", index, "mails", at), mail) for at, mail in enumerate(one.mails)]
        for where, called in places:
            if known.setdefault(called.casefold(), index) != index:
                file.error(where, f"{called!r} is named above already; one person is one [[approver]]")
    return tuple(
        Approver(one.name, tuple(one.mails), one.role, None if one.families is None else frozenset(one.families))
        for one in found.approver
    )


def _entries(file: File, found: Approvals) -> tuple[Entry, ...]:
    from suitability.rules.place import Places

    places = Places(file.text)

    def spot(kind: str, index: int) -> Spot:
        line, column = places.of((kind, index))
        return Spot(file.shown, line, column)

    entries = []
    for index, one in enumerate(found.approval):
        if one.before is None and one.after is None:
            file.error(("approval", index), "approves no change: state `before`, `after` or both")
        said = Approval(
            by=one.by,
            role=one.role,
            on=one.on,
            reason=one.reason,
            evidence=one.evidence,
            before=one.before,
            after=one.after,
        )
        entries.append(Entry(one.code, said, spot("approval", index), one.after))
    for index, told in enumerate(found.notice):
        notice = ChangeNotice(to=told.to, on=told.on, document=told.document)
        entries.append(Entry(told.code, notice, spot("notice", index), told.after))
    return tuple(entries)


def demand_approver(
    authority: Authority, who: str, families: Collection[str], authors: Collection[str] | None
) -> Approver:
    """Give the approver who may approve a change of products of these families that these people wrote.

    Raises SuitabilityError where nobody is called so, where the product is not theirs, and where they wrote it.
    """
    if authority.approvers is None:
        raise SuitabilityError("there is no approvers.toml: it names who may approve, each in an [[approver]]")
    found = authority.named(who)
    may = [one.name for one in authority.approvers if one.may_approve(families)]
    if found is None:
        raise SuitabilityError(f"{who!r} is no approver; {near(who, may)}")
    if not found.may_approve(families):
        theirs = ", ".join(sorted(found.families or ()))
        raise SuitabilityError(f"{found.name} may approve changes of {theirs} only; {near('', may)}")
    wrote = sorted(one for one in authors or () if found.is_called(one))
    if wrote:
        raise SuitabilityError(f"{found.name} wrote or committed a part of the change ({', '.join(wrote)}) and may not "
                               f"approve it; {near('', (name for name in may if name != found.name))}")  # fmt: skip
    return found


def written(code: str, approval: Approval) -> str:
    """Give an approval as the TOML of its file."""
    said = {"code": code, **{name: getattr(approval, name) for name in attrs.fields_dict(Approval)}}  # type: ignore[arg-type]
    lines = [f"{name} = {_toml(value)}\n" for name, value in said.items() if value is not None]
    return "[[approval]]\n" + "".join(lines)


def _toml(value: str | dt.date) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    # JSON's text is TOML's, but for one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def append(path: Path, text: str) -> None:
    """Add a table to a TOML file, or begin the file with it; the file is whole at any time.

    Raises SuitabilityError where it cannot be written, or would be no TOML with the addition.
    """
    path = path.resolve()  # a link stays one
    try:
        before = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        whole = before + ("" if not before or before.endswith("\n") else "\n") + ("\n" if before else "") + text
        tomllib.loads(whole)
        _replace(path, whole.encode())
    except OSError as error:
        raise SuitabilityError(f"{path}: cannot be written: {error.strerror}") from None
    except ValueError as error:
        raise SuitabilityError(f"{path}: cannot be added to: {error}") from None


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, name)
        else:
            Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
