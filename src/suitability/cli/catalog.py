"""``suitability catalog``: check the products of a catalog, and what changes of them.

Exit codes: 0 nothing at or above what fails, 1 something, 2 something could not be checked.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from suitability.catalog.approvals import append, demand_approver, read_authority, written
from suitability.catalog.base import base_of
from suitability.catalog.compare import Changed, Told, changes, families_of
from suitability.catalog.read import read_catalog, read_catalog_texts
from suitability.catalog.rows import Catalog
from suitability.cli.gate import catalog_words, report
from suitability.cli.living import configured, settled
from suitability.cli.main import today
from suitability.cli.packs import loaded
from suitability.errors import SuitabilityError
from suitability.language.errors import near
from suitability.model.change import Approval
from suitability.spot import Remark, Unread

if TYPE_CHECKING:
    from suitability.engine.ruleset import RuleSet
    from suitability.reports.gate import Run

APPROVERS, APPROVALS = "approvers.toml", "approvals.toml"
_MANY = 5_000


def run(arguments: argparse.Namespace) -> int:
    """Run one of the commands."""
    commands = {"check": _check, "diff": _diff, "approve": _approve, "template": _template}
    return commands[arguments.command](arguments)


def _check(arguments: argparse.Namespace) -> int:
    from suitability.catalog.check import check_catalog

    if arguments.ahead < 0:
        raise SuitabilityError(f"--ahead {arguments.ahead}: a number of days from 0 on")
    shop = _Shop(arguments)
    catalog = shop.read(shop.files)
    if arguments.changed_only:
        catalog = _changed_only(catalog, arguments.base, shop.files)
    found = check_catalog(catalog, shop.rules, as_of=arguments.as_of or today(), ahead=arguments.ahead)
    return shop.finish(found, catalog.files if arguments.changed_only else shop.files)


def _changed_only(catalog: Catalog, base: str | None, files: Sequence[str]) -> Catalog:
    """Leave out what git sees unchanged: all was read, so that a code is found that stands in two files."""
    from suitability.cli.changed import changed_since

    changed = changed_since(base, files)
    return attrs.evolve(
        catalog,
        rows=tuple(row for row in catalog.rows if changed(row.spot.file)),
        remarks=tuple(one for one in catalog.remarks if changed(one.spot.file)),
        files=tuple(file for file in catalog.files if changed(file)),
    )


def _diff(arguments: argparse.Namespace) -> int:
    from suitability.catalog.check import check_changes

    shop = _Shop(arguments)
    as_of = arguments.as_of or today()
    pair = _pair(arguments, shop)
    told, unread = pair.told, tuple[Unread, ...]()
    if arguments.book:
        from suitability.catalog.book import read_book
        from suitability.cli.records import opened

        book, unread = read_book(opened(arguments.book), shop.rules)
        told = attrs.evolve(told, book=book)
    found = check_changes(pair.before, pair.after, shop.rules, on=arguments.on or as_of, as_of=as_of, told=told)
    found = attrs.evolve(found, unread=(*found.unread, *unread), remarks=(*pair.remarks, *found.remarks))
    return shop.finish(found, shop.files)


def _approve(arguments: argparse.Namespace) -> int:
    for option, text in (("--because", arguments.reason), ("--evidence", arguments.evidence)):
        if not text.strip():
            raise SuitabilityError(f"{option} says nothing: an approval states why, and the document that shows it")
    shop = _Shop(arguments)
    on = arguments.on or today()
    pair = _pair(arguments, shop)
    unread = [f"{one.spot}: {one.message}" for one in (*pair.before.unread, *pair.after.unread)]
    if unread:
        raise SuitabilityError("\n".join(["nothing is approved while a part of the catalog cannot be read:", *unread]))
    change = _change_of(arguments.code, changes(pair.before, pair.after, shop.rules, on=on, told=pair.told))
    families = families_of(change.change.before, change.change.product)
    approver = demand_approver(pair.told.authority, arguments.who, families, pair.told.authors)
    given = [entry.said for entry in change.entries if isinstance(entry.said, Approval)]
    if any(approver.is_called(str(one.by)) for one in given):
        raise SuitabilityError(f"{approver.name} has approved this change of {change.key} already")
    before, after = change.digests
    approval = Approval(
        by=approver.name,
        role=approver.role,
        on=on,
        reason=arguments.reason.strip(),
        evidence=arguments.evidence.strip(),
        before=before,
        after=after,
    )
    append(shop.approvals, written(change.key, approval))
    print(f"{shop.approvals}: {approver.name} approves the change of {change.key}")
    return 0


def _change_of(code: str, found: Sequence[Changed]) -> Changed:
    change = next((change for change in found if change.key == code), None)
    if change is None:
        raise SuitabilityError(f"{code} is not changed; {near(code, [one.key for one in found]) or 'nothing is'}")
    return change


def _template(arguments: argparse.Namespace) -> int:
    from suitability.catalog.reading.template import template

    text = template()
    if arguments.output is None:
        print(text, end="")
        return 0
    try:
        with Path(arguments.output).open("xb") as stream:
            stream.write(text.encode("utf-8-sig"))  # what a spreadsheet takes for UTF-8
    except OSError as error:
        raise SuitabilityError(f"{arguments.output}: cannot be written: {error.strerror}") from None
    return 0


class _Shop:
    """What every command works with: the settings, the packs, and how catalogs are read and runs reported."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.settings = configured(arguments)
        self.rules: RuleSet = loaded(arguments)

    @property
    def files(self) -> list[str]:
        """The files and folders of the catalog: those named, else the one of the settings."""
        named = self.arguments.files or [str(path) for path in (self.settings.catalog,) if path is not None]
        if not named:
            raise SuitabilityError("name the catalog: a file or a folder; or set `catalog` in the settings")
        return named

    @cached_property
    def _how(self) -> dict[str, Any]:
        return catalog_words(self.arguments.map, self.settings, self.rules)

    def read(self, files: Sequence[str]) -> Catalog:
        return _kept(read_catalog(files, self.rules, **self._how))

    def read_texts(self, texts: Mapping[str, bytes]) -> Catalog:
        return _kept(read_catalog_texts(texts, self.rules, **self._how))

    @property
    def approvals(self) -> Path:
        """The file of approvals."""
        return Path(self.arguments.approvals or self.settings.approvals or APPROVALS)

    @property
    def approvers(self) -> Path:
        """The file of those who may approve."""
        return Path(self.arguments.approvers or self.settings.approvers or APPROVERS)

    def finish(self, found: Run, files: Sequence[str]) -> int:
        """Settle what was found by the decisions of compliance, report it, and give the exit code."""
        done = settled(found, self.arguments, self.settings, self.rules, files)
        report(done, self.arguments, self.rules)
        return done.exit_code(self.arguments.fail_on, strict=self.arguments.strict)


def _kept(catalog: Catalog) -> Catalog:
    # A large catalog stays to the end: looking among its objects for what may go takes half as long as the check.
    if len(catalog.rows) > _MANY:
        gc.freeze()
    return catalog


@attrs.frozen
class _Pair:
    """Two states of a catalog, what else is known of the change between them, and how that was read."""

    before: Catalog
    after: Catalog
    told: Told
    remarks: tuple[Remark, ...] = ()


def _pair(arguments: argparse.Namespace, shop: _Shop) -> _Pair:
    authors = frozenset(arguments.author or ())
    if arguments.approvers is not None and not shop.approvers.exists():
        raise SuitabilityError(f"{shop.approvers}: there is no such file")
    if arguments.base is None:
        if len(arguments.files) != 2:
            raise SuitabilityError("name two files or folders, OLD and NEW; or one, and with --base its past in git")
        old, new = arguments.files
        authority = read_authority(*(_content(path) for path in (shop.approvers, shop.approvals)))
        return _Pair(shop.read([old]), shop.read([new]), Told(authors or None, authority))
    paths = list(map(Path, shop.files))
    base = base_of(paths, arguments.base, shop.read_texts)
    before = base.catalog()
    # A file that is gone has left the catalog with all its products.
    after = shop.read([str(path) for path in paths if path.exists() or not before.files])
    wrote = base.authors(after, shop.approvals)
    authority, remarks = base.authority(shop.approvers, shop.approvals)
    told = Told(None if wrote is None else wrote | authors, authority, earlier=base.earlier, base=base.commit)
    return _Pair(before, after, told, remarks)


def _content(path: Path) -> tuple[str, Path] | None:
    return (str(path), path) if path.exists() else None
