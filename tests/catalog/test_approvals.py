"""Who may approve a change, and who has approved which, as two files say it; one record is added without harm."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.catalog.approvals import Authority, append, demand_approver, read_authority, written
from suitability.errors import RuleFileErrors, SuitabilityError
from suitability.model.change import Approval, ChangeNotice

BEFORE, AFTER = "a" * 32, "b" * 32
APPROVERS = """\
[[approver]]
name  = "李娜"
mails = ["li@bank.example", "li.na@bank.example"]
role  = "合规总监"

[[approver]]
name  = "赵磊"
mails = ["zhao@bank.example"]
role  = "产品总监"
for   = ["public-fund"]
"""
APPROVALS = f"""\
[[approval]]
code     = "P01"
by       = "李娜"
role     = "合规总监"
on       = 2026-03-05
reason   = "底层资产变更"
evidence = "评审会纪要 2026-12"
before   = "{BEFORE}"
after    = "{AFTER}"

[[notice]]
code     = "P01"
to       = "holders"
on       = 2026-03-06
document = "公告 2026-8"
"""


def authority(folder: Path, approvers: str | None = APPROVERS, approvals: str | None = APPROVALS) -> Authority:
    def content(name: str, text: str | None) -> tuple[str, Path] | None:
        if text is None:
            return None
        (folder / name).write_text(text, encoding="utf-8")
        return name, folder / name

    return read_authority(content("approvers.toml", approvers), content("approvals.toml", approvals))


def test_approvers_are_known_by_name_and_by_mail_address(tmp_path: Path) -> None:
    """Letters large or small make no difference, and neither do spaces around."""
    found = authority(tmp_path)
    assert [found.named(who).name for who in ("李娜", " LI@Bank.example ", "li.na@bank.example")] == ["李娜"] * 3  # type: ignore[union-attr]
    assert found.named("王芳") is None


def test_an_approver_of_some_families_may_approve_these_only(tmp_path: Path) -> None:
    """Where a product does not tell its family, only who may approve all of them may."""
    _, funds = authority(tmp_path).approvers or ()
    assert funds.may_approve({"public-fund"})
    assert not funds.may_approve({"public-fund", "wealth"})
    assert not funds.may_approve(set())


def test_an_approval_fits_the_change_between_its_two_digests_only(tmp_path: Path) -> None:
    """A new product has nothing before, one that leaves nothing after; a notice fits by the code where it says no more."""
    approval, notice = authority(tmp_path).entries
    assert approval.fits(BEFORE, AFTER)
    assert not any(approval.fits(*other) for other in [(AFTER, BEFORE), (None, AFTER), (BEFORE, None), (BEFORE, "c")])
    assert notice.fits(BEFORE, AFTER)
    assert isinstance(notice.said, ChangeNotice)
    assert str(approval.spot) == "approvals.toml:1:1"
    assert str(notice.spot).startswith("approvals.toml:11:")


def test_without_files_nobody_is_listed_and_nothing_approved() -> None:
    """That there is no list is not that nobody may."""
    assert read_authority(None, None) == Authority(None, ())


def test_entries_of_an_earlier_change_are_taken_out(tmp_path: Path) -> None:
    """What stood there before the change is used up, however it is written; what is new stays."""
    old = authority(tmp_path)
    more = APPROVALS.replace('    = "P01"', '= "P01"') + APPROVALS.replace("P01", "P02")
    left = authority(tmp_path, approvals=more).without(old.entries)
    assert [entry.code for entry in left.entries] == ["P02", "P02"]
    assert left.fresh
    assert left.keeps_notices


def test_all_mistakes_of_both_files_are_named_at_their_places(tmp_path: Path) -> None:
    """A missing key, an unknown one, a wrong value, a person named twice, an approval of nothing: each with its line."""
    approvers = (
        APPROVERS + '\n[[approver]]\nname = "李娜"\nmails = ["other@bank.example"]\nrole = "x"\nfor = ["wealth"]\n'
    )
    approvals = """\
[[approval]]
code = "P01"
by = " "
role = "合规总监"
on = "2026-03-05"
reasn = "x"
evidence = "y"
before = "xyz"

[[notice]]
code = "P01"
to = "everyone"
on = 2026-03-06
document = "d"
"""
    with pytest.raises(RuleFileErrors) as wrong:
        authority(tmp_path, approvers, approvals)
    said = [(error.file, error.line, error.message.split(":")[-1].strip()) for error in wrong.value.errors]
    assert ("approvers.toml", 13, "'李娜' is named above already; one person is one [[approver]]") in said
    lines = [(file, line) for file, line, _ in said if file == "approvals.toml"]
    assert [line for _, line in lines] == [1, 3, 5, 6, 8, 12]
    assert "did you mean 'reason'" in str(wrong.value)
    assert "'holders'" in str(wrong.value)


def test_an_approval_of_no_change_is_a_mistake(tmp_path: Path) -> None:
    """Neither before nor after is there a product to approve; that both are the same is a change of a unit."""
    bare = "".join(line for line in APPROVALS.splitlines(True) if not line.startswith(("before", "after")))
    with pytest.raises(RuleFileErrors, match=r"approvals\.toml:1:1: approves no change"):
        authority(tmp_path, approvals=bare)
    (unit, _) = authority(tmp_path, approvals=APPROVALS.replace(BEFORE, AFTER)).entries
    assert unit.fits(AFTER, AFTER)


@pytest.mark.parametrize(
    ("who", "families", "authors", "message"),
    [
        ("王芳", {"wealth"}, set(), "'王芳' is no approver; valid here: 李娜"),
        ("赵磊", {"wealth"}, set(), "赵磊 may approve changes of public-fund only; valid here: 李娜"),
        ("李娜", {"public-fund"}, {"LI.NA@bank.example"}, "李娜 wrote or committed a part of the change .*; valid here: 赵磊"),
        ("赵磊", {"public-fund"}, {"赵磊"}, r"赵磊 wrote or committed a part of the change \(赵磊\)"),
    ],
)  # fmt: skip
def test_who_may_not_approve_is_told_why_and_who_may(
    tmp_path: Path, who: str, families: set[str], authors: set[str], message: str
) -> None:
    """Nobody approves what they wrote, under whichever name they did."""
    with pytest.raises(SuitabilityError, match=message):
        demand_approver(authority(tmp_path), who, families, authors)


def test_without_a_list_of_approvers_nobody_approves() -> None:
    """The list must stand before there is an approval."""
    with pytest.raises(SuitabilityError, match=r"there is no approvers\.toml"):
        demand_approver(Authority(), "李娜", {"wealth"}, None)


def approval(**changes: str | None) -> Approval:
    said = {
        "by": "李娜",
        "role": "合规总监",
        "reason": "r",
        "evidence": "e",
        "before": BEFORE,
        "after": AFTER,
        **changes,
    }
    return Approval(on=dt.date(2026, 3, 5), **said)


def test_a_written_approval_is_read_back_as_it_was(tmp_path: Path) -> None:
    """What there is none of is not written: a new product has no `before`."""
    path = tmp_path / "approvals.toml"
    for before in (BEFORE, None):
        append(path, written("P 01", approval(before=before)))
    found = read_authority(None, (path.name, path))
    assert [entry.said for entry in found.entries] == [approval(), approval(before=None)]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_a_reason_says_is_one_text_of_the_file(reason: str) -> None:
    """Quotes, line ends and controls end no text early and begin no table."""
    read = tomllib.loads(written("P01", approval(reason=reason)))
    assert read["approval"] == [read["approval"][0]]
    assert read["approval"][0]["reason"] == reason


def test_an_addition_keeps_what_stands_there(tmp_path: Path) -> None:
    """Comments, line ends and rights stay, a link stays a link, and nothing is left beside."""
    path, link = tmp_path / "files" / "审批.toml", tmp_path / "approvals.toml"
    path.parent.mkdir()
    path.write_bytes(b"# kept\r\n[[notice]]\r\ncode = 'P'")
    path.chmod(0o640)
    link.symlink_to(path)
    append(link, "[[approval]]\n")
    assert path.read_bytes() == b"# kept\r\n[[notice]]\r\ncode = 'P'\n\n[[approval]]\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("before", ["[[approval", "approval = 1\n"])
def test_a_file_that_would_be_no_toml_is_left_as_it_is(tmp_path: Path, before: str) -> None:
    """A broken file is not made worse."""
    path = tmp_path / "approvals.toml"
    path.write_text(before, encoding="utf-8")
    with pytest.raises(SuitabilityError, match="cannot be added to"):
        append(path, "[[approval]]\n")
    assert path.read_text(encoding="utf-8") == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """The file is not made where its folder is missing."""
    with pytest.raises(SuitabilityError, match="cannot be written"):
        append(tmp_path / "gone" / "approvals.toml", "[[approval]]\n")
