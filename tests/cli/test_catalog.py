"""`suitability catalog` checks a catalog and what changes in it, and writes down who approved a change."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from suitability.cli.main import main
from tests.small_catalog import Git

DAY = "2026-11-20"
FILE = "产品目录/理财 产品.csv"
PRODUCT = {
    "产品代码": "P01",
    "产品名称": "安心一号",
    "产品类型": "理财",
    "发行机构风险等级": "R3",
    "风险等级": "R3",
    "起购金额": "1万元",
    "期限": "90天",
    "管理费率": "0.5%",
    "销售起始日": "2026-12-01",
    "销售截止日": "2026-12-31",
    "适合客户": "C3及以上",
    "目标投资者类别": "普通投资者",
    "目标销售渠道": "网点",
    "风险说明": "理财非存款，产品有风险，投资须谨慎。可能损失全部本金。",
}
APPROVERS = """\
[[approver]]
name = "李娜"
mails = ["li@bank.example"]
role = "首席风险官"

[[approver]]
name = "王芳"
mails = ["wang@bank.example"]
role = "产品总监"
"""
APPROVE = ("--as", "李娜", "--because", "底层资产变更", "--evidence", "评审会纪要 2026-41")


def sheet(*products: Mapping[str, str], separator: str = ",", quote: int = csv.QUOTE_MINIMAL) -> str:
    """Write products as a sheet, with the columns of the first."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(products[0]), delimiter=separator, quoting=quote, lineterminator="\n")  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(products)
    return stream.getvalue()


class Shell:
    """Runs `suitability catalog` in a repository whose main branch holds the catalog and the list of approvers."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys = capsys
        self.git = Git(folder, monkeypatch)
        monkeypatch.chdir(folder)
        self.git.commit({FILE: sheet(PRODUCT), "approvers.toml": APPROVERS}, "--author=Old Hand <old@bank.example>")
        self.git.branch()
        self.out = self.err = ""

    def change(self, *products: Mapping[str, str], **options: Any) -> str:
        return self.git.commit({FILE: sheet(*products, **options)})

    def run(self, command: str, *words: str, day: str = "--as-of") -> int:
        try:
            code = main(["catalog", command, *words, day, DAY, "--pack", "handbook", "--lang", "en"])
        except SystemExit as exit:
            code = int(str(exit.code))
        self.out, self.err = self.capsys.readouterr()
        return code

    def diff(self, *words: str) -> dict[str, Any]:
        """Compare with main, and give the report; its exit code as `exit`."""
        code = self.run("diff", "--base", "main", "产品目录", *words, "--format", "json", "--facts")
        found: dict[str, Any] = {"items": [], **json.loads(self.out or "{}"), "exit": code}
        return found

    def rules(self, *words: str, outcome: str = "violation") -> set[str]:
        items = self.diff(*words)["items"]
        return {one["rule"].rpartition(".")[2] for one in items if one["outcome"] == outcome}

    def approve(self, code: str = "P01", *words: str) -> int:
        return self.run("approve", code, "--base", "main", "产品目录", *(words or APPROVE), day="--on")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path / "仓库", capsys, monkeypatch)


@pytest.fixture
def book(tmp_path: Path) -> str:
    """A customer of level C3 who holds the product, and one whose sale of it is under way."""
    assessed = [{"on": "2026-10-01", "institution": "bank", "level": "C3"}]
    customer = {"key": "C-7", "kind": "natural-person", "nfra_category": "ordinary", "assessments": assessed}
    seller = {"key": "bank", "licence": "bank"}
    holding = {"subject": "holding", "holding": {"since": "2026-01-05"}, "customer": customer, "product": "P01"}
    sale = {"subject": "sale", "sale": {"on": "2026-11-19", "stage": "ordered"}, "customer": customer, "product": "P01"}
    path = tmp_path / "book.json"
    path.write_text(json.dumps([{**holding, "seller": seller}, {**sale, "seller": seller}]), encoding="utf-8")
    return str(path)


LOWERED = {**PRODUCT, "发行机构风险等级": "R2", "风险等级": "R2"}
RAISED = {**PRODUCT, "风险等级": "R4"}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"发行机构风险等级": "R2", "风险等级": "R2"}, "level-lowered-unapproved"),
        ({"适合客户": "C2及以上"}, "target-market-widened-unapproved"),
        ({"目标销售渠道": "网点、线上"}, "target-market-widened-unapproved"),
        ({"风险说明": "理财非存款，产品有风险，投资须谨慎。"}, "risk-text-weakened-unapproved"),
        ({"销售起始日": "2026-11-01"}, "window-backdated-unapproved"),
        ({"管理费率": "50bp"}, "unit-changed-unapproved"),
    ],
)
def test_what_needs_an_approval_fails_without_one_and_passes_with_it(
    shell: Shell, changes: dict[str, str], rule: str
) -> None:
    """Each kind of change; the approval is of someone who wrote no part of it."""
    shell.change({**PRODUCT, **changes})
    assert shell.rules() == {rule}
    assert shell.approve() == 0
    assert rule not in shell.rules()


def test_a_raised_level_names_the_customers_whom_it_no_longer_suits(shell: Shell, book: str) -> None:
    """Holders and buyers are counted, and must be told; what nobody told is unknown."""
    shell.change(RAISED)
    untold = {"level-raised-holders-untold", "level-raised-buyers-untold"}
    assert untold | {"customers-become-unsuitable"} <= shell.rules(outcome="unknown")
    report = shell.diff("--book", book)
    (change,) = report["changes"]
    assert (change["turn"], change["before"], change["after"]) == ("raised", "R3", "R4")
    assert (change["holders"], change["pending_sales"]) == (1, 1)


def test_a_notice_of_the_change_is_read_beside_the_approvals(shell: Shell, book: str) -> None:
    """Where holders were told before, a raised fee is no finding."""
    shell.change({**PRODUCT, "管理费率": "0.8%"})
    assert "fee-raised-holders-untold" in shell.rules("--book", book, outcome="unknown")
    notice = '[[notice]]\ncode = "P01"\nto = "holders"\non = 2026-11-10\ndocument = "公告 2026-8"\n'
    shell.git.write({"approvals.toml": notice})
    assert "fee-raised-holders-untold" not in shell.rules("--book", book) | shell.rules(
        "--book", book, outcome="unknown"
    )
    shell.git.write({"approvals.toml": notice.replace("holders", "public")})
    assert "fee-raised-holders-untold" in shell.rules("--book", book)


def test_a_product_that_is_held_may_not_leave_the_catalog(shell: Shell, book: str) -> None:
    """The finding stands at the file it stood in, as it was at the base."""
    shell.change({**PRODUCT, "产品代码": "P02"})
    report = shell.diff("--book", book)
    gone = [one for one in report["items"] if one["rule"] == "handbook.change.removed-while-held"]
    assert [(one["outcome"], one["key"], one["spot"]["file"]) for one in gone] == [("violation", "P01", FILE)]
    assert gone[0]["spot"]["line"] is None


def test_a_catalog_that_is_gone_has_lost_all_its_products(shell: Shell, book: str) -> None:
    """A file that is not there any more is read as it was."""
    shell.git.run("rm", "-q", FILE)
    shell.git.commit()
    report = shell.run("diff", "--base", "main", FILE, "--book", book)
    assert report == 1
    assert "removed-while-held" in shell.out


def test_a_code_that_named_another_product_is_not_taken_again(shell: Shell) -> None:
    """In the catalog now, or anywhere in its history."""
    other = {**PRODUCT, "产品名称": "飞跃九号", "产品类型": "公募基金", "发行机构风险等级": "R5", "风险等级": "R5"}
    shell.change({**PRODUCT, "产品代码": "P02"})
    shell.git.run("checkout", "-q", "-B", "main")
    shell.git.run("checkout", "-q", "-B", "change")
    shell.change({**PRODUCT, "产品代码": "P02"}, other)
    assert "old-key-taken-again" in shell.rules()
    shell.change({**PRODUCT, "产品代码": "P02"}, {**other, "产品代码": "P03"})
    assert "old-key-taken-again" not in shell.rules() | shell.rules(outcome="unknown")


@pytest.mark.parametrize(
    "options",
    [
        {"quote": csv.QUOTE_ALL},
        {"products": [{name: PRODUCT[name] for name in reversed(PRODUCT)}]},
        {"products": [{**PRODUCT, "管理费率": "0.50 %", "起购金额": "1 万元", "产品名称": " 安心一号 "}]},
    ],
)
def test_a_pure_reformat_is_no_change(shell: Shell, options: dict[str, Any]) -> None:
    """Quotes, the order of columns, spaces and idle zeros."""
    shell.change(*options.pop("products", [PRODUCT]), **options)
    report = shell.diff()
    assert (report["subjects"], report["items"], report["exit"]) == (0, [], 0)


def test_a_file_of_another_form_with_the_same_products_is_no_change(shell: Shell) -> None:
    """Products are matched by their codes over all files."""
    shell.git.run("rm", "-q", FILE)
    shell.git.commit(
        {"产品目录/一.tsv": sheet({**PRODUCT, "产品代码": "P02"}, separator="\t"), "产品目录/二.csv": sheet(PRODUCT)}
    )
    report = shell.diff()
    assert [(one["key"], one["kind"]) for one in report["changes"]] == [("P02", "added")]


def test_an_author_does_not_approve_their_own_change(shell: Shell) -> None:
    """Nor a committer, nor a co-author; and a record written by hand does not count."""
    shell.change(LOWERED)
    assert shell.approve("P01", "--as", "wang@bank.example", *APPROVE[2:]) == 2
    refused = (
        "王芳 wrote or committed a part of the change (wang@bank.example) and may not approve it; valid here: 李娜"
    )
    assert refused in shell.err
    assert not Path("approvals.toml").exists()
    shell.approve()
    record = Path("approvals.toml").read_text(encoding="utf-8")
    shell.git.write({"approvals.toml": record.replace("李娜", "王芳")})
    assert "level-lowered-unapproved" in shell.rules()
    shell.git.write({"approvals.toml": record})
    shell.git.commit({"README.md": "more"}, says="more\n\nCo-authored-by: 李娜 <LI@bank.example>")
    assert "level-lowered-unapproved" in shell.rules()


def test_who_changes_files_without_a_commit_is_an_author_too(shell: Shell) -> None:
    """By whose name git would commit them."""
    shell.git.write({FILE: sheet(LOWERED)})
    assert shell.approve("P01", "--as", "王芳", *APPROVE[2:]) == 2
    assert "wrote or committed a part" in shell.err
    assert shell.approve() == 0


def test_an_approver_may_commit_the_approval(shell: Shell) -> None:
    """With nothing else in the commit they have written no part of the change."""
    shell.change(LOWERED)
    shell.approve()
    shell.git.run("add", "approvals.toml")
    shell.git.commit({}, "--author=李娜 <li@bank.example>")
    assert "level-lowered-unapproved" not in shell.rules()


def test_a_change_after_the_approval_needs_another_one(shell: Shell) -> None:
    """The record names what was approved; that it fits nothing any more is a mistake with its place."""
    shell.change(LOWERED)
    shell.approve()
    assert shell.diff()["exit"] == 0
    shell.change({**LOWERED, "风险等级": "R1", "发行机构风险等级": "R1"})
    report = shell.diff()
    assert report["exit"] == 2
    assert [(one["spot"]["file"], one["spot"]["line"]) for one in report["mistakes"]] == [("approvals.toml", 1)]
    assert "P01 changed again after this was written" in report["mistakes"][0]["message"]
    assert "level-lowered-unapproved" in shell.rules()


def test_an_approval_counts_once(shell: Shell) -> None:
    """After the change is merged, the same change once more needs its own approval; the old record is no mistake."""
    shell.change(LOWERED)
    shell.approve()
    shell.git.commit()
    shell.git.run("checkout", "-q", "-B", "main")
    shell.git.commit({FILE: sheet(PRODUCT)})
    shell.git.run("checkout", "-q", "-B", "change")
    shell.change(LOWERED)
    report = shell.diff()
    assert report["mistakes"] == []
    assert "level-lowered-unapproved" in shell.rules()


def test_the_list_of_approvers_is_read_as_it_stood_at_the_base(shell: Shell) -> None:
    """Nobody makes an approver of someone in the change that needs one; the report says so."""
    shell.git.write({"approvers.toml": APPROVERS.replace("李娜", "赵磊").replace("li@", "zhao@")})
    shell.change(LOWERED)
    assert shell.approve("P01", "--as", "赵磊", *APPROVE[2:]) == 2
    assert "'赵磊' is no approver; valid here: 李娜, 王芳" in shell.err
    assert "is read as it stood at the base" in shell.diff()["remarks"][0]["message"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["P01", "--as", "赵磊", *APPROVE[2:]], "'赵磊' is no approver"),
        (["P09", *APPROVE], "P09 is not changed; did you mean 'P01'?"),
        (["P01", "--as", "李娜", "--because", " ", "--evidence", "x"], "--because says nothing"),
        (["P01", "--as", "李娜", "--because", "x", "--evidence", ""], "--evidence says nothing"),
        (["P01", "--as", "李娜", "--evidence", "x"], "the following arguments are required: --because"),
    ],
)
def test_an_approval_that_says_too_little_is_refused(shell: Shell, words: list[str], message: str) -> None:
    """Who, of what, why and by which document."""
    shell.change(LOWERED)
    assert shell.approve(*words) == 2
    assert message in shell.err
    assert not Path("approvals.toml").exists()


def test_nobody_approves_twice_and_nobody_what_cannot_be_read(shell: Shell) -> None:
    """A second record of one person adds nothing; a broken catalog may hide another change."""
    shell.change(LOWERED)
    assert [shell.approve(), shell.approve()] == [0, 2]
    assert "李娜 has approved this change of P01 already" in shell.err
    shell.change({**LOWERED, "风险等级": "R9"})
    assert shell.approve() == 2
    assert "nothing is approved while a part of the catalog cannot be read" in shell.err


def test_two_files_are_compared_without_git(shell: Shell, tmp_path: Path) -> None:
    """Who wrote the change is then told; where nobody tells it, an approval leaves it unknown."""
    for name, product in (("old.csv", PRODUCT), ("new.csv", LOWERED)):
        Path(name).write_text(sheet(product), encoding="utf-8")
    assert shell.run("diff", "old.csv", "new.csv") == 1
    assert "level-lowered-unapproved" in shell.out
    assert shell.run("approve", "P01", "old.csv", "new.csv", "--author", "Somebody", *APPROVE, day="--on") == 0
    assert shell.run("diff", "old.csv", "new.csv", "--author", "Somebody") == 0
    assert shell.run("diff", "old.csv", "new.csv", "--strict") == 1
    assert shell.run("diff", "old.csv") == 2
    assert "name two files or folders" in shell.err


def test_a_base_that_git_does_not_know_is_said(shell: Shell) -> None:
    """And so is a list of approvers that is not there."""
    assert shell.run("diff", "--base", "mian", "产品目录") == 2
    assert "git knows no revision 'mian'" in shell.err
    assert shell.run("diff", "--base", "main", "产品目录", "--approvers", "gone.toml") == 2
    assert "gone.toml: there is no such file" in shell.err


def test_all_mistakes_of_the_two_files_are_said_with_their_places(shell: Shell) -> None:
    """The list of approvers, and the approvals."""
    shell.git.write({"approvals.toml": '[[approval]]\ncode = "P01"\n'})
    assert shell.run("diff", "--base", "main", "产品目录") == 2
    assert "approvals.toml:1:1: the key 'by' is missing" in shell.err
    assert "approvals.toml:1:1: the key 'evidence' is missing" in shell.err


def test_a_wrong_book_is_said_and_the_rest_is_checked(shell: Shell, tmp_path: Path) -> None:
    """The exit code says that not all was read."""
    (tmp_path / "b.json").write_text('{"subject": "holding"}', encoding="utf-8")
    shell.change(LOWERED)
    report = shell.diff("--book", str(tmp_path / "b.json"))
    assert (report["exit"], len(report["changes"]), len(report["unread"])) == (2, 1, 1)


def test_a_catalog_is_checked_by_the_settings_of_its_repository(shell: Shell) -> None:
    """Its folder, its seller, and what fails."""
    shell.git.write(
        {
            FILE: sheet({**PRODUCT, "产品名称": "保本一号", "状态": "在售"}),
            "suitability.toml": 'catalog = "产品目录"\nfail-on = "block"\nseller = { key = "bank", licence = "bank" }\n',
        }
    )
    assert shell.run("check", "--format", "json", "--pack", "cn") == 1
    report = json.loads(self_out := shell.out)
    assert self_out.endswith("\n")
    assert report["files"] == [FILE]
    found = {one["rule"]: one["spot"] for one in report["items"] if one["outcome"] == "violation"}
    assert found["cn.copy.principal-guaranteed"]["line"] == 2
    assert "handbook.product.on-sale-outside-window" in found
    assert not any("seller.licence" in one["missing"] for one in report["items"])


def test_without_a_path_or_a_setting_the_catalog_is_asked_for(shell: Shell) -> None:
    """A number of days looked ahead is none below zero."""
    assert shell.run("check") == 2
    assert "name the catalog" in shell.err
    assert shell.run("check", "产品目录", "--ahead", "-1") == 2
    assert "--ahead -1" in shell.err


def test_only_files_that_changed_are_judged_where_that_is_asked_for(shell: Shell) -> None:
    """Others are read too, so that a code that stands in two files is found."""
    shell.git.commit({"产品目录/二.csv": sheet({**PRODUCT, "产品代码": "P02", "产品名称": "保本"})})
    shell.git.write({"产品目录/三.csv": sheet({**PRODUCT, "产品代码": "P03", "产品名称": "保本"})})
    assert shell.run("check", "产品目录", "--changed-only", "--format", "json", "--pack", "cn") == 1
    assert json.loads(shell.out)["files"] == ["产品目录/三.csv"]
    shell.git.write({"产品目录/三.csv": sheet(PRODUCT)})
    assert shell.run("check", "产品目录", "--changed-only") == 2


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "gitlab", "html"])
def test_a_report_has_every_form_of_a_gate(shell: Shell, form: str) -> None:
    """To the standard output, and to a file."""
    shell.change(LOWERED)
    assert shell.run("diff", "--base", "main", "产品目录", "--format", form) == 1
    printed = shell.out
    assert shell.run("diff", "--base", "main", "产品目录", "--format", form, "-o", "报告") == 1
    assert (shell.out, Path("报告").read_text(encoding="utf-8")) == ("", printed)


def test_the_keys_of_customers_and_approvers_are_shown_on_demand_only(shell: Shell, book: str) -> None:
    """A log of CI is not the place for them."""
    shell.change(RAISED)
    for form in ("json", "html", "sarif", "junit"):
        shell.run("diff", "--base", "main", "产品目录", "--book", book, "--format", form)
        assert "C-7" not in shell.out


def test_a_template_is_a_catalog(shell: Shell) -> None:
    """It is written as a new file, which spreadsheets take for UTF-8, and is never written over."""
    assert main(["catalog", "template", "-o", "样表.csv"]) == 0
    assert main(["catalog", "template"]) == 0
    shell.out, _ = shell.capsys.readouterr()
    assert Path("样表.csv").read_bytes() == shell.out.encode("utf-8-sig")
    assert shell.run("check", "样表.csv", "--fail-on", "block", "--ahead", "0") in (0, 1)
    assert main(["catalog", "template", "-o", "样表.csv"]) == 2
