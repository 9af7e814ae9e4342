"""`--changed-only`: the files that git sees changed."""

import subprocess
from pathlib import Path

import pytest

from suitability.cli.changed import changed_since
from suitability.errors import SuitabilityError
from suitability.readers.copy import files


class Work:
    """A repository of git in a folder of its own, which is where one stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str) -> str:
        who = ("-c", "user.name=Wu", "-c", "user.email=wu@bank.example", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *who, *words], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout

    def write(self, *names: str, text: str = "一") -> None:
        for name in names:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "a commit")


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    monkeypatch.chdir(tmp_path)
    return Work(tmp_path)


def changed(*paths: str, base: str | None = None) -> tuple[str, ...]:
    """Give the changed files of those that a run over these paths reads."""
    paths = paths or (".",)
    is_changed = changed_since(base, paths)
    return tuple(found for found in files(paths) if isinstance(found, str) and is_changed(found))


def test_staged_unstaged_and_new_files_count(work: Work) -> None:
    work.write("same.md", "staged.md", "文案/未暂存.md", "gone.md")
    work.commit()
    work.write("staged.md", "文案/未暂存.md", text="二")
    work.git("add", "staged.md")
    work.write("新 稿.md", ".hidden.md", ".git-ish/x.md")
    (work.folder / "gone.md").unlink()
    assert changed() == ("staged.md", "新 稿.md", "文案/未暂存.md")


def test_ignored_files_do_not(work: Work) -> None:
    work.write(".gitignore", text="draft.md\n")
    work.write("draft.md")
    assert changed() == ()


def test_a_renamed_file_counts_by_its_new_name(work: Work) -> None:
    work.write("old.md", text="一\n" * 50)
    work.commit()
    work.git("mv", "old.md", "新.md")
    assert changed() == ("新.md",)


def test_in_a_repository_without_a_commit_every_file_is_new(work: Work) -> None:
    work.write("staged.md", "new.md")
    work.git("add", "staged.md")
    assert changed() == ("new.md", "staged.md")


def test_a_base_adds_what_was_committed_since_it_was_left(work: Work) -> None:
    work.write("both.md")
    work.commit()
    work.git("checkout", "-q", "-b", "topic")
    work.write("committed.md")
    work.commit()
    work.git("checkout", "-q", "main")
    work.write("on-main.md")
    work.commit()
    work.git("checkout", "-q", "topic")
    work.write("new.md")
    assert changed(base="main") == ("committed.md", "new.md")
    assert changed() == ("new.md",)


def test_only_what_the_paths_name_counts_and_is_named_as_they_do(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    work.write("posts/a.md", "posts/b.css", "posts/c.css", "other/d.md")
    assert changed("posts", "posts/b.css") == ("posts/a.md", "posts/b.css")
    assert changed(str(work.folder / "other")) == (str(work.folder / "other/d.md"),)
    monkeypatch.chdir(work.folder / "other")
    assert changed("../posts", ".") == ("../posts/a.md", "d.md")


def test_a_link_counts_by_its_own_name(work: Work) -> None:
    work.write("a.md")
    work.commit()
    (work.folder / "link.md").symlink_to("a.md")
    (work.folder / "other").symlink_to(".")
    assert changed("link.md", "a.md") == ("link.md",)
    assert changed("other/link.md") == ("other/link.md",)


def test_outside_a_repository_it_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(
        SuitabilityError, match=r"--changed-only asks git, and this is no work tree .*name the files instead"
    ):
        changed()


@pytest.mark.parametrize("base", ["nowhere", "--output=x", ""])
def test_a_base_that_git_does_not_know_is_an_error(work: Work, base: str) -> None:
    work.write("a.md")
    work.commit()
    with pytest.raises(SuitabilityError, match="revision"):
        changed(base=base)
