"""The catalog as it was at the base of a change, and what git knows of the change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import attrs

from suitability.catalog.approvals import Authority, Content, read_authority
from suitability.catalog.git import Blob, Repository, repository
from suitability.catalog.read import is_catalog
from suitability.catalog.rows import Catalog
from suitability.errors import RuleFileErrors
from suitability.model.product import Product
from suitability.spot import Remark, Spot, Unread

# Gives the catalog of some files by their names and contents.
ReadTexts = Callable[[Mapping[str, bytes]], Catalog]
# How the letters of a product's code may stand in a file of text.
_CODECS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
# So many codes are looked for in the bytes of a version before it is read; of more it is read at once.
_FEW = 50


@attrs.frozen
class Base:
    """A commit that files or folders are compared with."""

    repository: Repository
    commit: str
    paths: tuple[Path, ...]
    read: ReadTexts

    def catalog(self) -> Catalog:
        """Give the catalog as it stood there, its files by the names they would have now."""
        blobs = self._blobs
        contents = self.repository.contents(blobs)
        texts, unread = {}, []
        for blob in blobs:
            content, name = contents[blob.name], self._shown(blob.path)
            if isinstance(content, bytes):
                texts[name] = content
            else:
                unread.append(Unread(Spot(name), f"not read: {content}"))
        found = self.read(texts)
        return attrs.evolve(found, unread=(*found.unread, *unread))

    def authors(self, after: Catalog, approvals: Path) -> frozenset[str] | None:
        """Give who wrote the change; None where what stands in the folder is in no commit and git knows nobody.

        Who commits nothing but the file of approvals hands in a record, and is none of them.
        """
        wrote = self.repository.authors(self.commit, [approvals])
        files = [Path(name) for name in after.files] + [self.repository.top / blob.path for blob in self._blobs]
        if not files or not self.repository.differs(dict.fromkeys(files)):
            return wrote
        works = self.repository.whoever_works()
        return wrote | works if works else None

    def earlier(self, codes: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Give the names under which products stood in versions of the files before the base.

        A code that is in none of them has no name; where there are more versions than are looked at, nothing is said.
        """
        paths = dict.fromkeys([*map(self.repository.demand, self.paths), *(blob.path for blob in self._blobs)])
        blobs, whole = self.repository.earlier(self.commit, paths)
        blobs = [blob for blob in blobs if self._is_catalog(blob.path)]
        contents = self.repository.contents(blobs)
        found: dict[str, set[str]] = {code: set() for code in codes}
        for blob in blobs:
            content = contents[blob.name]
            if isinstance(content, str):
                whole = False
                continue
            if not _may_hold(blob.path, content, codes):
                continue
            old = self.read({self._shown(blob.path): content})
            whole = whole and not old.unread
            for code in codes:
                row = old.by_key.get(code)
                if row is not None and isinstance(row.entry.product, Product):
                    name = row.entry.product.name
                    found[code].add(name if isinstance(name, str) else code)
        return {code: frozenset(names) for code, names in found.items() if names or whole}

    @cached_property
    def _blobs(self) -> list[Blob]:
        return [blob for blob in self.repository.files(self.commit, self.paths) if self._is_catalog(blob.path)]

    def _is_catalog(self, path: str) -> bool:
        inside = self._way(path)[1]
        return not inside or (is_catalog(inside) and "/." not in f"/{inside}")

    def _shown(self, path: str) -> str:
        """Give a file the name by which the paths that were asked for lead to it."""
        return str(Path(*self._way(path)))

    def _way(self, path: str) -> tuple[Path, str]:
        """Give the path that was asked for and leads to a file, and the way from there; nothing where it is the file.

        A file that stood elsewhere and was moved there is its own way.
        """
        for one in self.paths:
            top = self.repository.demand(one)
            if path == top:
                return one, ""
            if not top or path.startswith(f"{top}/"):
                return one, path.removeprefix(top).lstrip("/")
        return Path(), path

    def authority(self, approvers: Path, approvals: Path) -> tuple[Authority, tuple[Remark, ...]]:
        """Read who may approve, as the list stood at the base, and the approvals that are new since then.

        What a change itself writes into the list counts for the next one only, and an approval counts once.
        """
        remarks: tuple[Remark, ...] = ()
        listed = self._at_base(approvers)
        known = None if listed is None else (str(approvers), listed)
        was = None if listed is None else listed.read_bytes()
        if was != (approvers.read_bytes() if approvers.exists() else None):
            why = "did not stand at the base" if was is None else "is read as it stood at the base"
            said = f"the list of approvers {why}; what the change writes into it counts from the next change on"
            remarks = (Remark(Spot(str(approvers)), said),)
        given = read_authority(known, (str(approvals), approvals) if approvals.exists() else None)
        if self.repository.path_of(approvals) is None:
            return given, remarks
        before = self._at_base(approvals)
        try:
            spent = read_authority(None, None if before is None else (str(approvals), before)).entries
        except RuleFileErrors:  # it was put right since
            spent = ()
        return given.without(spent), remarks

    def _at_base(self, path: Path) -> Content | None:
        """Give a file as it was at the base; one outside the repository as it is."""
        if self.repository.path_of(path) is None:
            return path if path.exists() else None
        blobs = self.repository.files(self.commit, [path])
        contents = [content for content in self.repository.contents(blobs).values() if isinstance(content, bytes)]
        return _Held(contents[0]) if contents else None


@attrs.frozen
class _Held:
    content: bytes

    def read_bytes(self) -> bytes:
        return self.content


def _may_hold(path: str, content: bytes, codes: Collection[str]) -> bool:
    # A workbook is packed, and JSON may write what is beyond ASCII otherwise.
    if len(codes) > _FEW or path.lower().endswith((".xlsx", ".xlsm")) or not all(map(str.isascii, codes)):
        return True
    return any(code.encode(codec, "ignore") in content for code in codes for codec in _CODECS)


def base_of(paths: Sequence[Path], revision: str, read: ReadTexts) -> Base:
    """Give the commit from which HEAD and a revision part ways, for files or folders of one repository.

    Raises SuitabilityError where git cannot tell: no repository, an unknown revision, a shallow clone.
    """
    found = repository(paths[0])
    return Base(found, found.base(revision), tuple(paths), read)
