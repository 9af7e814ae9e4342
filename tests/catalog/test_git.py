"""Git says what files were at the base of a change and who wrote it, or what stands in the way of knowing that."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from suitability.catalog import git as module
from suitability.catalog.git import Repository, repository
from suitability.errors import SuitabilityError
from tests.small_catalog import AUTHOR, Git


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    return Git(tmp_path / "仓库", monkeypatch)


def opened(git: Git) -> Repository:
    return repository(git.folder)


def contents(git: Git, commit: str, *paths: str) -> dict[str, bytes | str]:
    repo = opened(git)
    blobs = repo.files(commit, [git.folder / path for path in paths])
    found = repo.contents(blobs)
    return {blob.path: found[blob.name] for blob in blobs}


def test_files_of_a_commit_are_found_below_a_folder_by_names_in_chinese(git: Git) -> None:
    """A name is given as it is, with spaces, quotes and characters beyond ASCII."""
    base = git.commit({"目录/产品 “一”.csv": "甲", "目录/深/b.csv": "乙", "other.csv": "c"})
    git.commit({"目录/产品 “一”.csv": "丙"})
    assert contents(git, base, "目录") == {"目录/产品 “一”.csv": "甲".encode(), "目录/深/b.csv": "乙".encode()}
    assert len(contents(git, base, ".")) == 3


def test_a_renamed_file_is_followed_to_the_name_it_had(git: Git) -> None:
    """What is asked for by its new name is given by its old one, also where it came from another folder."""
    text = "".join(f"line {number}\n" for number in range(30))
    base = git.commit({"旧/产品.csv": text})
    git.run("mv", "旧/产品.csv", "新.csv")
    git.commit({"新.csv": text + "one more\n"})
    assert contents(git, base, "新.csv") == {"旧/产品.csv": text.encode()}


def test_a_file_that_was_not_there_has_no_content(git: Git) -> None:
    """A new file is nothing at the base, and a link is no file."""
    base = git.commit({"a.csv": "a"})
    (git.folder / "link.csv").symlink_to("a.csv")
    git.commit({"b.csv": "b"})
    assert contents(git, base, "b.csv") == {}
    assert contents(git, "HEAD", "link.csv") == {}


def test_a_pointer_of_lfs_and_a_giant_are_not_read_and_say_so(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git does not hold, or what is too large, is named with the reason; the rest is read."""
    monkeypatch.setattr(module, "LARGEST", 200)
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"
    base = git.commit({"a.csv": "a", "b.xlsx": pointer, "c.csv": "c" * 300})
    found = contents(git, base, ".")
    assert found["a.csv"] == b"a"
    assert "Git LFS" in str(found["b.xlsx"])
    assert "larger than" in str(found["c.csv"])


def test_authors_are_all_who_wrote_committed_or_share_a_commit_after_the_base(git: Git) -> None:
    """Names and addresses count, those of committers and co-authors too; what came before the base does not."""
    base = git.commit({"a.csv": "1"}, "--author=Old Hand <old@bank.example>")
    git.commit({"a.csv": "2"}, "--author=Li Na <li@bank.example>")
    git.commit({"a.csv": "3"}, says="third\n\nCo-authored-by: Zhao Lei <zhao@bank.example>\n")
    assert opened(git).authors(base) == {
        *("Li Na", "li@bank.example", *AUTHOR, "Zhao Lei", "zhao@bank.example"),
    }


def test_a_mailmap_adds_who_an_author_is_and_takes_nobody_away(git: Git) -> None:
    """Both what a commit says and what the mailmap makes of it count."""
    base = git.commit({".mailmap": "Li Na <li@bank.example> <other@home.example>\n"})
    git.commit({"a.csv": "2"}, "--author=Somebody <other@home.example>")
    assert opened(git).authors(base) >= {"Li Na", "li@bank.example", "Somebody", "other@home.example"}


def test_merging_the_base_branch_makes_nobody_there_an_author(git: Git) -> None:
    """Only what HEAD has and the other branch has not counts, from where the two part ways."""
    git.commit({"a.csv": "1"})
    git.branch()
    git.commit({"a.csv": "2"})
    git.run("checkout", "-q", "main")
    git.commit({"b.csv": "1"}, "--author=Other <other@bank.example>")
    git.run("checkout", "-q", "change")
    git.run("merge", "-q", "main", "-m", "merged")
    repo = opened(git)
    assert repo.authors(repo.base("main")) == set(AUTHOR)


def test_who_commits_nothing_but_approvals_is_no_author(git: Git) -> None:
    """An approver may hand in the record of the approval; with anything else in the commit they have written the change."""
    base = git.commit({"a.csv": "1"})
    git.commit({"a.csv": "2"})
    signed = ("--author=Li Na <li@bank.example>",)
    git.commit({"审批.toml": "[[approval]]\n"}, *signed)
    aside = [git.folder / "审批.toml"]
    assert "Li Na" not in opened(git).authors(base, aside)
    assert "Li Na" in opened(git).authors(base)
    git.commit({"审批.toml": "\n", "a.csv": "3"}, *signed)
    assert "Li Na" in opened(git).authors(base, aside)


def test_a_folder_differs_where_a_file_is_in_no_commit_as_it_stands(git: Git) -> None:
    """Changed, deleted, new and ignored files stand otherwise than in HEAD; others are not looked at."""
    git.commit({"a.csv": "1", "b.csv": "1", ".gitignore": "*.tsv\n"})
    repo = opened(git)
    files = {name: git.folder / name for name in ("a.csv", "b.csv", "new.csv", "c.tsv")}
    assert not repo.differs(files.values())
    git.write({"a.csv": "2", "new.csv": "1", "c.tsv": "1", "else.csv": "1"})
    files["b.csv"].unlink()
    assert [repo.differs([path]) for path in files.values()] == [True, True, True, True]
    assert repo.whoever_works() == set(AUTHOR)


def test_earlier_versions_are_given_once_each_the_last_first(git: Git) -> None:
    """The history before a commit is given as contents, of files that are gone too; and whether it is whole."""
    git.commit({"a.csv": "1", "gone.csv": "x"})
    git.commit({"a.csv": "2"})
    (git.folder / "gone.csv").unlink()
    base = git.commit({"a.csv": "1"})
    repo = opened(git)
    blobs, whole = repo.earlier(base, ["a.csv", "gone.csv"])
    assert [repo.contents(blobs)[blob.name] for blob in blobs] == [b"2", b"x", b"1"]
    assert whole


@pytest.mark.parametrize("limit", ["VERSIONS", "HISTORY"])
def test_a_long_history_is_cut_and_says_so(git: Git, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    """Neither many versions nor large ones are all read."""
    for number in range(5):
        git.commit({"a.csv": str(number)})
    monkeypatch.setattr(module, limit, 2)
    blobs, whole = opened(git).earlier("HEAD", ["a.csv"])
    assert len(blobs) == 2
    assert not whole


def _no_repository(git: Git, elsewhere: Path) -> None:
    repository(elsewhere / "gone" / "a.csv")


def _no_commit(git: Git, elsewhere: Path) -> None:
    opened(git).base("main")


def _unknown(git: Git, elsewhere: Path) -> None:
    git.commit()
    git.commit()
    opened(git).base("mian")


def _first_commit(git: Git, elsewhere: Path) -> None:
    git.commit()
    opened(git).base("HEAD~1")


def _zeros(git: Git, elsewhere: Path) -> None:
    git.commit()
    git.commit()
    opened(git).base("0" * 40)


def _an_option(git: Git, elsewhere: Path) -> None:
    git.commit()
    opened(git).base("--output=stolen")


def _no_common_commit(git: Git, elsewhere: Path) -> None:
    git.commit()
    git.run("checkout", "-q", "--orphan", "other")
    git.commit(says="another")
    opened(git).base("main")


def _outside(git: Git, elsewhere: Path) -> None:
    git.commit()
    opened(git).files("HEAD", [elsewhere])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (_no_repository, "this is no work tree of git .*suitability catalog diff OLD NEW"),
        (_no_commit, "the repository has no commit yet"),
        (_unknown, "git knows no revision 'mian'; fetch it, or name another"),
        (_first_commit, "HEAD is the first commit; check the catalog with `suitability catalog check`"),
        (_zeros, "it stands for no commit; name the branch"),
        (_an_option, "'--output=stolen' is no revision"),
        (_no_common_commit, "have no commit in common; name the branch"),
        (_outside, "stands outside the repository"),
    ],
)
def test_what_git_cannot_tell_is_said_with_what_to_do(
    git: Git, tmp_path: Path, wrong: Callable[[Git, Path], None], message: str
) -> None:
    """Every way in which there is nothing to compare with has its own words."""
    with pytest.raises(SuitabilityError, match=message):
        wrong(git, tmp_path)


def test_a_folder_of_another_user_says_how_to_trust_it(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that mounts the repository."""
    git.commit()
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(SuitabilityError, match=r"git config --global --add safe\.directory .*仓库"):
        opened(git)


def test_without_git_two_files_can_be_compared(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git is told of the other way."""
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SuitabilityError, match="git is not installed; compare two files"):
        opened(git)


def clone(git: Git, depth: int, name: str = "clone") -> Git:
    target = git.folder.parent / name
    source = git.folder.resolve().as_uri()
    subprocess.run(["git", "clone", "-q", f"--depth={depth}", source, str(target)], check=True, capture_output=True)
    made = object.__new__(Git)
    made.folder = target
    return made


def test_a_shallow_clone_that_lacks_the_base_says_how_to_fetch_it(git: Git) -> None:
    """The usual checkout of a workflow holds one commit."""
    for number in range(3):
        git.commit({"a.csv": str(number)})
    with pytest.raises(SuitabilityError, match=r"this is a shallow clone; fetch its whole history: .*fetch-depth: 0"):
        opened(clone(git, 1)).base("HEAD~1")


def test_a_shallow_clone_that_hides_authors_is_refused(git: Git) -> None:
    """A workflow that fetches a merge and its parents knows the base, and not all who wrote the other side."""
    git.commit({"a.csv": "0"})
    git.branch()
    git.commit({"a.csv": "1"}, "--author=Li Na <li@bank.example>")
    git.commit({"a.csv": "2"})
    git.run("checkout", "-q", "main")
    git.run("merge", "-q", "--no-ff", "change", "-m", "merged")
    repo = opened(clone(git, 2))
    base = repo.base("HEAD^1")
    with pytest.raises(SuitabilityError, match="a shallow clone hides who wrote the change; fetch its whole history"):
        repo.authors(base)
    whole = opened(clone(git, 9, "whole"))
    assert "Li Na" in whole.authors(whole.base("HEAD^1"))
