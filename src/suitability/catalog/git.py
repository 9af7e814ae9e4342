"""What git says of a catalog: what it was at the base of a change, and who wrote the change.

Plain git, run as a program. Nothing of its answers is read but what it promises to programs, since what it says to
people is in their language.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import attrs

from suitability.errors import SuitabilityError

INSTEAD = "compare two files or folders instead: suitability catalog diff OLD NEW"
# A version of a file that is larger is not read.
LARGEST = 1 << 26
# How much of the history before the base is looked through for products that are gone.
VERSIONS, HISTORY = 200, 1 << 25
_LFS = b"version https://git-lfs.github.com/spec/"
_FETCH = "fetch its whole history: `git fetch --unshallow`, in a workflow of GitHub `fetch-depth: 0`"
_PERSON = re.compile(r"\s*(.*?)\s*<([^<>]*)>")
# Names and mail addresses as written, and as the repository's mailmap has them.
_PEOPLE = ("%an", "%ae", "%aN", "%aE", "%cn", "%ce", "%cN", "%cE", "%(trailers:key=Co-authored-by,valueonly)")


@attrs.frozen
class Blob:
    """A file of a commit: its path from the top of the repository, the name of its content, and its size in bytes."""

    path: str
    name: str
    size: int


@attrs.frozen
class Repository:
    """A git repository; `top` is the folder its files stand in."""

    top: Path

    def base(self, revision: str) -> str:
        """Give the commit from which HEAD and a revision part ways."""
        if revision.startswith("-") or not revision.strip():
            raise SuitabilityError(f"{revision!r} is no revision of git")
        if not self._answer("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
            raise SuitabilityError(f"{self.top}: the repository has no commit yet; there is nothing to compare with")
        found = self._answer("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if not found:
            raise SuitabilityError(f"{self.top}: git knows no revision {revision!r}; {self._why_unknown(revision)}")
        base = self._answer("merge-base", found, "HEAD")
        if not base:
            why = _FETCH if self._shallow() else "name the branch that the change is to be merged into"
            raise SuitabilityError(f"{self.top}: {revision!r} and HEAD have no commit in common; {why}")
        return base

    def _why_unknown(self, revision: str) -> str:
        if self._shallow():
            return f"this is a shallow clone; {_FETCH}"
        if re.fullmatch(r"HEAD(\^+|~\d*)", revision) and not self._answer("rev-parse", "--verify", "--quiet", "HEAD^"):
            return "HEAD is the first commit; check the catalog with `suitability catalog check`"
        if not revision.strip("0"):
            return "it stands for no commit; name the branch that the change is to be merged into"
        return "fetch it, or name another"

    def _shallow(self) -> bool:
        return self._answer("rev-parse", "--is-shallow-repository") == "true"

    def authors(self, base: str, aside: Iterable[Path] = ()) -> frozenset[str]:
        """Give who wrote or committed anything after a commit, by name and by mail address; co-authors too.

        A commit that changes nothing but the files `aside` is not counted: with it an approver hands in a record.
        Where a clone does not hold all of these commits it cannot be known who wrote them: raises SuitabilityError.
        """
        commits = self._run("rev-list", f"{base}..HEAD").decode().split()
        if self._shallow():
            cut = self.top / self._answer("rev-parse", "--git-path", "shallow")
            if not set(commits).isdisjoint(cut.read_text(encoding="ascii").split()):
                raise SuitabilityError(f"{self.top}: a shallow clone hides who wrote the change; {_FETCH}")
        known = [path for path in map(self.path_of, aside) if path is not None]
        aside_only = self._only(base, known) if known else frozenset()
        people: set[str] = set()
        form = "%x00".join(("%H", *_PEOPLE, ""))
        said = self._run("log", "--no-show-signature", f"--format={form}", f"{base}..HEAD")
        fields = said.decode(errors="replace").split("\0")[:-1]
        width = len(_PEOPLE) + 1
        for name, *told, together in (fields[at : at + width] for at in range(0, len(fields), width)):
            if name.strip() not in aside_only:
                people.update(told)
                people.update(part for line in together.splitlines() for part in _person(line))
        return frozenset(people - {""})

    def _only(self, base: str, paths: Sequence[str]) -> frozenset[str]:
        """Give the commits that change nothing but these files; a merge is none of them."""
        touching = self._run("rev-list", "--no-merges", f"{base}..HEAD", "--", *map(_exactly, paths))
        found = set()
        for commit in touching.decode().split():
            changed = self._run("diff-tree", "-r", "-z", "--root", "--no-commit-id", "--name-only", commit)
            if set(_names(changed)) <= set(paths):
                found.add(commit)
        return frozenset(found)

    def whoever_works(self) -> frozenset[str]:
        """Give by whose name git would commit what stands in the folder now; empty where it knows none."""
        said = (self._answer("var", f"GIT_{role}_IDENT") for role in ("AUTHOR", "COMMITTER"))
        return frozenset(part for line in said for part in _person(line)) - {""}

    def differs(self, paths: Iterable[Path]) -> bool:
        """Say whether files stand otherwise in the folder than in HEAD, or are not in git at all."""
        known = [_exactly(self.demand(path)) for path in paths]
        every = ("--untracked-files=all", "--ignored=matching")
        return bool(self._run("status", "--porcelain", "-z", *every, "--", *known))

    def changed(self, revision: str | None = None) -> list[str]:
        """Give the files that stand otherwise in the folder than in HEAD, or than where it parts from a revision.

        New ones are among them, those that git ignores or that are gone are not.
        """
        if revision is not None:
            since = self.base(revision)
        else:
            since = self._answer("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
            since = since or self._answer("hash-object", "-t", "tree", "--stdin")
        told = self._run("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--diff-filter=d", since)
        new = self._run("ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", ":/")
        return sorted({*_names(told), *_names(new)})

    def files(self, commit: str, paths: Iterable[Path]) -> list[Blob]:
        """Give the files of a commit that stand at paths or below, also those that have other names now."""
        wanted = [self.demand(path) for path in paths]
        found = {blob.path: blob for blob in self._tree(commit, wanted)}
        moved = [old for old, new in self._renamed(commit) if _within(new, wanted) and old not in found]
        found |= {blob.path: blob for blob in (self._tree(commit, moved) if moved else ())}
        return [found[path] for path in sorted(found)]

    def _tree(self, commit: str, paths: Sequence[str]) -> Iterator[Blob]:
        below = () if "" in paths else paths
        said = self._run("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *below)
        for line in _names(said):
            told, path = line.split("\t", 1)
            mode, kind, name, size = told.split()
            if kind == "blob" and mode != "120000":
                yield Blob(path, name, int(size))

    def _renamed(self, commit: str) -> Iterator[tuple[str, str]]:
        """Give the files that have another name now than in a commit: the old name and the new one."""
        said = iter(_names(self._run("diff", "--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", commit)))
        for told in said:
            old = next(said)
            if told.rpartition(" ")[2][0] in "RC":
                new = next(said)
                if told.rpartition(" ")[2][0] == "R":
                    yield old, new

    def contents(self, blobs: Sequence[Blob]) -> Mapping[str, bytes | str]:
        """Give the content of versions of files, by its name; of one that cannot be read why that is."""
        small = [blob for blob in blobs if blob.size <= LARGEST]
        found: dict[str, bytes | str] = {
            blob.name: f"larger than {LARGEST >> 20} MB" for blob in blobs if blob.size > LARGEST
        }
        said, at = self._run("cat-file", "--batch", given="".join(f"{blob.name}\n" for blob in small).encode()), 0
        for blob in small:
            head, at = said[at : (end := said.index(b"\n", at))], end + 1
            if head.endswith(b" missing"):
                found[blob.name] = f"this clone does not hold it; {_FETCH}"
                continue
            content, at = said[at : at + blob.size], at + blob.size + 1
            lfs = "git holds only a pointer of Git LFS to it; a catalog is compared where git itself holds it"
            found[blob.name] = lfs if content.startswith(_LFS) else content
        return found

    def earlier(self, commit: str, paths: Iterable[str]) -> tuple[list[Blob], bool]:
        """Give the versions of files before that of a commit, the last first; and whether these are all there were."""
        of = ("--first-parent", f"--max-count={VERSIONS + 1}", commit, "--", *map(_exactly, paths))
        more = int(self._run("rev-list", "--count", *of)) > VERSIONS
        said = self._run("log", "--format=", "--raw", "-z", "--no-abbrev", "--no-renames", "-m", *of)
        entries = iter(_names(said))
        names: dict[str, str] = {}
        for told, path in zip(entries, entries, strict=True):
            old = told.split()[2]
            if old.strip("0"):
                names.setdefault(old, path)
        asked = "".join(f"{name}\n" for name in names).encode()
        sizes = [line.split()[-1] for line in self._run("cat-file", "--batch-check", given=asked).splitlines()]
        found: list[Blob] = []
        left = HISTORY
        for (name, path), size in zip(names.items(), sizes, strict=True):
            left -= int(size) if size.isdigit() else HISTORY + 1
            if left < 0 or len(found) == VERSIONS:
                return found, False
            found.append(Blob(path, name, int(size)))
        return found, not (more or self._shallow())

    def path_of(self, path: Path) -> str | None:
        """Give the path of a file from the top, as git writes it; None where it does not stand in the repository."""
        # Not the file that a link leads to: git knows the link.
        whole = path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
        return PurePosixPath(whole.relative_to(self.top)).as_posix() if whole.is_relative_to(self.top) else None

    def demand(self, path: Path) -> str:
        """Give the path of a file from the top; raise SuitabilityError where it stands outside the repository."""
        found = self.path_of(path)
        if found is None:
            raise SuitabilityError(f"{path}: stands outside the repository {self.top}")
        return "" if found == "." else found

    def _answer(self, *words: str) -> str:
        """Give what git answers in one line; nothing where it says no."""
        return _git(self.top, words).stdout.decode(errors="replace").strip()

    def _run(self, *words: str, given: bytes = b"") -> bytes:
        done = _git(self.top, words, given)
        if done.returncode:
            raise SuitabilityError(f"{self.top}: git {words[0]}: {_first_line(done.stderr)}")
        return done.stdout


def repository(path: Path, asks: str = "--base", instead: str = INSTEAD) -> Repository:
    """Give the repository that a file or folder stands in; raise SuitabilityError where there is none to be asked.

    `asks` is the option that asks git, `instead` what can be done without it.
    """
    folder = path if path.is_dir() else path.parent
    while not folder.is_dir():  # a file may be gone with its folder
        folder = folder.parent
    done = _git(folder, ("rev-parse", "--show-toplevel"))
    if done.returncode == 0:
        return Repository(Path(done.stdout.decode().removesuffix("\n")).resolve())
    if b"safe.directory" in done.stderr:
        raise SuitabilityError(
            f"{folder}: git does not trust the repository, which belongs to another user; trust it with "
            f"`git config --global --add safe.directory {folder.resolve()}`"
        )
    raise SuitabilityError(
        f"{folder}: {asks} asks git, and this is no work tree of git ({_first_line(done.stderr)}); {instead}"
    )


def _git(folder: Path, words: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    plain = ("--no-optional-locks", "-c", "i18n.logOutputEncoding=UTF-8")
    try:
        return subprocess.run(["git", "-C", str(folder), *plain, *words], input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise SuitabilityError("git is not installed; compare two files: suitability catalog diff OLD NEW") from None


def _first_line(said: bytes) -> str:
    return next(iter(said.decode(errors="replace").strip().splitlines()), "no reason given")


def _names(said: bytes) -> list[str]:
    # A name need not be UTF-8; surrogates carry it to the file system and back.
    return [name.decode(errors="surrogateescape") for name in said.split(b"\0") if name]


def _exactly(path: str) -> str:
    return f":(top,literal){path}"


def _within(path: str, wanted: Sequence[str]) -> bool:
    return any(not one or path == one or path.startswith(f"{one}/") for one in wanted)


def _person(said: str) -> tuple[str, ...]:
    """Give the name and the mail address of `Name <address>`, as git writes a person."""
    found = _PERSON.match(said)
    return found.groups() if found else (said.strip(),)
