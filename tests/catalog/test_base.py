"""The catalog at the base of a change is read from git by the names its files have now."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from suitability.catalog.base import Base, base_of
from suitability.catalog.read import read_catalog_texts
from suitability.catalog.rows import Catalog
from suitability.engine.ruleset import RuleSet
from tests.small import rules
from tests.small_catalog import Git

APPROVERS = '[[approver]]\nname = "Li"\nmails = ["li@bank.example"]\nrole = "r"\n'


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    made = Git(tmp_path / "repository", monkeypatch)
    monkeypatch.chdir(made.folder)
    return made


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return rules(tmp_path_factory.mktemp("pack"), {})


def sheet(**names: str) -> str:
    return "产品代码,产品名称\n" + "".join(f"{code},{name}\n" for code, name in names.items())


def based(pack: RuleSet, *paths: str, revision: str = "HEAD") -> Base:
    def read(texts: Mapping[str, bytes]) -> Catalog:
        return read_catalog_texts(texts, pack)

    return base_of([Path(path) for path in paths], revision, read)


def test_files_are_called_as_the_paths_lead_to_them(git: Git, pack: RuleSet) -> None:
    """From where the command stands; hidden files and those that are no catalog are not read."""
    git.commit(
        {"a/目录/x.csv": sheet(A="甲"), "a/目录/.y.csv": sheet(B="乙"), "a/目录/approvals.toml": "", "z.csv": ""}
    )
    catalog = based(pack, "a/目录").catalog()
    assert (catalog.files, catalog.unread) == (("a/目录/x.csv",), ())
    assert based(pack, "a/目录/x.csv").catalog().files == ("a/目录/x.csv",)


def test_a_file_that_git_does_not_hold_is_unread(git: Git, pack: RuleSet) -> None:
    """The others are read."""
    git.commit({"c/x.csv": sheet(A="甲"), "c/y.xlsx": "version https://git-lfs.github.com/spec/v1\n"})
    catalog = based(pack, "c").catalog()
    assert [row.key for row in catalog.rows] == ["A"]
    assert [(one.spot.file, "Git LFS" in one.message) for one in catalog.unread] == [("c/y.xlsx", True)]


def test_the_names_of_earlier_versions_are_found_in_files_that_are_gone_too(git: Git, pack: RuleSet) -> None:
    """A code that never stood there has no name."""
    git.commit({"c/x.csv": sheet(A="甲"), "c/old.csv": sheet(Z="庚")})
    git.commit({"c/x.csv": sheet(A="乙", B="丙")})
    git.run("rm", "-q", "c/old.csv")
    git.commit({"c/x.csv": sheet(B="丙")})
    found = based(pack, "c").earlier(["A", "Z", "N"])
    assert found == {"A": {"甲", "乙"}, "Z": {"庚"}, "N": frozenset()}


def test_what_an_unreadable_version_may_hold_is_not_known(git: Git, pack: RuleSet) -> None:
    """A name that was found elsewhere is one all the same."""
    git.commit({"c/x.csv": b"\xff\xfe\xff N A"})
    git.commit({"c/x.csv": sheet(A="甲")})
    git.commit({"c/x.csv": sheet(B="乙")})
    assert based(pack, "c").earlier(["A", "N"]) == {"A": {"甲"}}


def test_a_list_outside_the_repository_is_read_as_it_is(git: Git, pack: RuleSet, tmp_path: Path) -> None:
    """Git does not know what it was; and which approvals are new is not known."""
    git.commit({"c/x.csv": sheet(A="甲")})
    for name, text in (("approvers.toml", APPROVERS), ("approvals.toml", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    authority, remarks = based(pack, "c").authority(tmp_path / "approvers.toml", tmp_path / "approvals.toml")
    assert [one.name for one in authority.approvers or ()] == ["Li"]
    assert (authority.fresh, remarks) == (False, ())


def test_a_list_that_is_new_with_the_change_names_nobody_yet(git: Git, pack: RuleSet) -> None:
    """It counts from the next change on, and that is said."""
    git.commit({"c/x.csv": sheet(A="甲")})
    git.write({"approvers.toml": APPROVERS})
    authority, remarks = based(pack, "c").authority(Path("approvers.toml"), Path("approvals.toml"))
    assert (authority.approvers, authority.fresh) == (None, True)
    assert ["did not stand at the base" in one.message for one in remarks] == [True]


def test_approvals_that_were_broken_at_the_base_are_put_right(git: Git, pack: RuleSet) -> None:
    """What could not be read then was no approval."""
    git.commit({"c/x.csv": sheet(A="甲"), "approvals.toml": "[[approval"})
    git.write({"approvals.toml": '[[notice]]\ncode = "A"\nto = "holders"\non = 2026-03-01\ndocument = "d"\n'})
    authority, _ = based(pack, "c").authority(Path("approvers.toml"), Path("approvals.toml"))
    assert [entry.code for entry in authority.entries] == ["A"]


def test_who_works_in_the_folder_is_unknown_where_git_knows_nobody(git: Git, pack: RuleSet) -> None:
    """Then nothing is said of who wrote the change."""
    git.commit({"c/x.csv": sheet(A="甲")})
    git.write({"c/x.csv": sheet(A="乙")})
    base = based(pack, "c")
    after = Catalog((), files=("c/x.csv",))
    assert base.authors(after, Path("approvals.toml")) == {"Wang Fang", "wang@bank.example"}
    git.run("config", "user.useConfigOnly", "true")
    git.run("config", "--unset", "user.email")
    assert base.authors(after, Path("approvals.toml")) is None
