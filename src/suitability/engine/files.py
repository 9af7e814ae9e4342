"""Files as people name them in settings and waivers: by patterns."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache


def fits(pattern: str, name: str) -> bool:
    """Say whether a pattern fits a file by its name, or a folder that the file is in; both are written with `/`.

    `*`, `?` and `[…]` stand for characters of one name, `**` for any folders. A pattern without `/` fits a name in any
    folder; one that begins with `/` or `./`, like any other, stands where names begin.
    """
    names = name.split("/")
    reached = {0}
    for part in _parts(pattern):
        if part == "**":
            reached = set(range(min(reached), len(names) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(names) and fnmatchcase(names[at], part)}
        if not reached:
            return False
    return True


@lru_cache(maxsize=1024)
def _parts(pattern: str) -> tuple[str, ...]:
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    # `posts/` and `*.md` name no folder to begin in.
    return tuple(parts) if "/" in pattern.rstrip("/") else ("**", *parts)
