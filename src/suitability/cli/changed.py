"""The files of a run that git sees changed: `--changed-only`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from suitability.catalog.git import Repository, repository


def changed_since(base: str | None, paths: Iterable[str]) -> Callable[[str], bool]:
    """Give what says of a file at these paths whether it is new or changed since a revision, by default since HEAD.

    Raises SuitabilityError where a path stands outside a repository, or git does not know the revision.
    """

    @cache
    def resolved(folder: Path) -> Path:
        return folder.resolve()

    def whole(path: Path) -> Path:
        # Not the file that a link leads to: git knows the link.
        return resolved(path.parent) / path.name if path.name not in ("", "..") else resolved(path)

    repositories: list[Repository] = []
    for path in map(Path, paths):
        if not any(whole(path).is_relative_to(known.top) for known in repositories):
            repositories.append(repository(path, "--changed-only", "name the files instead"))
    changed = {known.top / name for known in repositories for name in known.changed(base)}
    return lambda name: whole(Path(name)) in changed
