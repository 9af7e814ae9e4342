"""The hooks for pre-commit, really installed and run: this checkout in a repository that commits.

Packages are installed as pip is told on this machine; nothing here is skipped where they cannot be.
"""

import contextlib
import csv
import datetime as dt
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
BUILT_FROM = (
    "src", "rulesets", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml",
)  # fmt: skip
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
LAWFUL = "# 周末理财专场\n\n理财非存款，产品有风险，投资须谨慎。\n"
PROMISES = "# 周末理财专场\n\n本产品保本保息，随存随取。\n"
SOLD_AS = ["--channel", "app", "--family", "wealth"]
PACK = """
name     = "house"
title    = { zh-Hans = "本行", en = "Our bank" }
language = "zh-Hans"
offset   = "+08:00"

[categories]
house = { zh-Hans = "内部规定", en = "House rules" }
"""
SOURCES = """
[house]
title   = "营销宣传管理办法"
english = "Marketing policy"
short   = "营销办法"
rank    = "house"
"""
RULE = """
title    = "推荐好友返现"
subject  = "copy"
form     = "wording"
force    = "house"
severity = "block"
category = "house"
message  = "“{{words}}”以返现换取推荐。"
remedy   = "请删去；本机构不以返现换取推荐。"
unless   = ["usual"]
reviewed = {{ on = 2026-11-22, by = "法律合规部" }}

[[find]]
origin  = "reasoned"
note    = "去年的活动用语"
phrases = ["推荐{{beside 4}}好友{{beside 8}}红包"]
rewrite = "欢迎向好友介绍我们"

[[ground]]
from  = {first}
cites = [{{ source = "house", at = "第十二条" }}]

[[example]]
says   = "推荐好友得红包"
text   = "⟦推荐好友注册即领{reward}⟧，多推多得。"
on     = {first}
expect = "violation"

[[example]]
says   = "是禁止，不是招徕"
text   = "不得推荐好友领红包。"
on     = {first}
expect = "pass"
"""


@attrs.frozen
class Repository:
    """A repository of a firm, with the hooks it asks for."""

    folder: Path
    environment: dict[str, str]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def asks_for(self, hook: str, *arguments: str) -> None:
        """Install a hook with its arguments; none: those of its own."""
        wanted = {"id": hook, **({"args": list(arguments)} if arguments else {})}
        source = self.environment["HOOKS"]
        revision = self.run("git", "-C", source, "rev-parse", "HEAD").stdout.strip()
        repository = {"repo": source, "rev": revision, "hooks": [wanted]}
        self.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [repository]}))
        done = self.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
        assert done.returncode == 0, done.stdout + done.stderr

    def commit(self) -> tuple[bool, str]:
        """Commit all there is; say whether it was committed, and what was printed."""
        before = self.run("git", "rev-parse", "--verify", "--quiet", "HEAD").stdout
        self.run("git", "add", "--all")
        done = self.run("git", "commit", "--message", "文案")
        after = self.run("git", "rev-parse", "--verify", "--quiet", "HEAD").stdout
        assert (after != before) == (done.returncode == 0)
        return after != before, done.stdout + done.stderr


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> dict[str, str]:
    """Give an environment that knows this checkout as a repository of hooks; workers share what is installed."""
    own = tmp_path_factory.mktemp("hooks")
    shared = own if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "PYTHON"))}
    made = kept | {
        "HOOKS": str(shared / "suitability"),
        "PRE_COMMIT_HOME": str(shared / "pre-commit"),
        "VIRTUALENV_OVERRIDE_APP_DATA": str(shared / "virtualenv"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "罗敏",
        "GIT_AUTHOR_EMAIL": "luo.min@qinglan.example",
        "GIT_COMMITTER_NAME": "罗敏",
        "GIT_COMMITTER_EMAIL": "luo.min@qinglan.example",
    }
    checkout = Repository(own / "checkout", made)
    checkout.folder.mkdir()
    for name in BUILT_FROM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, checkout.folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy(source, checkout.folder)
    for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "hooks")):
        done = checkout.run("git", *words)
        assert done.returncode == 0, done.stderr
    with contextlib.suppress(OSError):  # another worker was first
        checkout.folder.rename(shared / "suitability")
    return made


@pytest.fixture
def repository(tmp_path: Path, environment: dict[str, str]) -> Repository:
    made = Repository(tmp_path / "官网文案", environment)
    made.folder.mkdir()
    made.run("git", "init", "--quiet")
    return made


@pytest.mark.parametrize(
    ("hook", "name", "looks"),
    [
        ("suitability-copy", "文案/周末专场.md", True),
        ("suitability-copy", "docs/INDEX.HTML", True),
        ("suitability-copy", "videos/开户.zh.srt", True),
        ("suitability-copy", "app/i18n/zh-Hans.json", True),
        ("suitability-copy", "config/locales/zh-CN.yml", True),
        ("suitability-copy", "locale/zh_CN/LC_MESSAGES/app.po", True),
        ("suitability-copy", "app/src/main/res/values-zh-rCN/strings.xml", True),
        ("suitability-copy", "ios/zh-Hans.lproj/Localizable.strings", True),
        ("suitability-copy", "lib/l10n/app_zh.arb", True),
        ("suitability-copy", "package.json", False),
        ("suitability-copy", "app/src/main/AndroidManifest.xml", False),
        ("suitability-copy", "src/page.mdx.py", False),
        ("suitability-catalog", "catalog/funds/2026.csv", True),
        ("suitability-catalog", "产品目录/理财.xlsx", True),
        ("suitability-catalog", "data/products.yaml", True),
        ("suitability-catalog", "data/产品清单.csv", True),
        ("suitability-catalog", "catalog/README.md", False),
        ("suitability-catalog", "catalog/approvals.toml", False),
        ("suitability-catalog", "data/customers.csv", False),
        ("suitability-rules", "bank_rules/copy/friends-rewarded.toml", True),
        ("suitability-rules", "pyproject.toml", False),
    ],
)
def test_a_hook_looks_at_the_files_it_is_for(hook: str, name: str, looks: bool) -> None:
    assert bool(re.search(HOOKS[hook]["files"], name)) == looks


def test_pages_that_show_hooks_name_those_there_are() -> None:
    pages = [page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md")]
    shown = {name for page in pages for name in re.findall(r"^ +- id: (suitability-\S+)$", page, re.MULTILINE)}
    assert shown == HOOKS.keys()


def test_copy_that_promises_is_not_committed(repository: Repository) -> None:
    repository.asks_for("suitability-copy", *SOLD_AS)
    repository.write("文案/周末专场.md", PROMISES)
    committed, said = repository.commit()
    assert not committed
    assert "文案/周末专场.md:3:4: 阻断 cn.copy.principal-guaranteed" in said


def test_lawful_copy_is_committed(repository: Repository) -> None:
    repository.asks_for("suitability-copy", *SOLD_AS)
    repository.write("文案/周末专场.md", LAWFUL)
    committed, said = repository.commit()
    assert committed, said
    assert re.search(r"营销文案\.+Passed", said)


def test_copy_that_is_not_touched_is_not_judged_again(repository: Repository) -> None:
    repository.write("文案/周末专场.md", PROMISES)
    assert repository.commit()[0]
    repository.asks_for("suitability-copy", *SOLD_AS)
    repository.write("main.c", "int main(void) { return 0; }\n")
    committed, said = repository.commit()
    assert committed, said
    assert re.search(r"营销文案\.+\(no files to check\)Skipped", said)


SHEET = "产品代码,产品名称,产品类型,风险等级,管理费,产品简介\nP-03,和鸣·稳进90天,理财,R2,0.20%,{}\n"


@pytest.mark.parametrize("name", ["产品目录/理财.csv", "产品目录/理财.yaml"])
def test_a_catalog_whose_product_promises_is_not_committed(repository: Repository, name: str) -> None:
    repository.asks_for("suitability-catalog")
    sheet = SHEET.format("保本保息，随存随取。")
    repository.write(name, as_yaml(sheet) if name.endswith(".yaml") else sheet)
    committed, said = repository.commit()
    assert not committed
    assert f"{name}:2:" in said or f"{name}:6:" in said
    assert "cn.copy.principal-guaranteed" in said


def test_a_catalog_without_a_violation_is_committed(repository: Repository) -> None:
    repository.asks_for("suitability-catalog")
    repository.write("产品目录/理财.csv", SHEET.format("主要投资高等级债券。"))
    committed, said = repository.commit()
    assert committed, said


def test_a_catalog_that_cannot_be_read_is_not_committed(repository: Repository) -> None:
    repository.asks_for("suitability-catalog")
    repository.write("产品目录/理财.csv", SHEET.format("无").replace("0.20%", "0.20"))
    committed, said = repository.commit()
    assert not committed
    assert "产品目录/理财.csv:2:" in said


def as_yaml(sheet: str) -> str:
    """Give the same sheet as a list of YAML."""
    (row,) = csv.DictReader(io.StringIO(sheet))
    return yaml.safe_dump([row], allow_unicode=True, sort_keys=False)


def with_rules(repository: Repository, first: dt.date, reward: str = "红包") -> None:
    """Lay the firm's pack into the repository: one rule, in force from a day on; its example says what is rewarded."""
    repository.write("rules/pack.toml", PACK)
    repository.write("rules/sources.toml", SOURCES)
    repository.write("rules/copy/friends-rewarded.toml", RULE.format(first=first, reward=reward))


def test_a_rule_whose_example_fails_is_not_committed(repository: Repository) -> None:
    repository.asks_for("suitability-rules")
    with_rules(repository, dt.date(2026, 1, 1), reward="现金")
    committed, said = repository.commit()
    assert not committed
    assert "house.copy.friends-rewarded" in said


def test_a_rule_whose_examples_pass_is_committed(repository: Repository) -> None:
    repository.asks_for("suitability-rules")
    with_rules(repository, dt.date(2026, 1, 1))
    committed, said = repository.commit()
    assert committed, said


@pytest.mark.parametrize(("days", "noted"), [(60, True), (61, False)])
def test_what_becomes_unlawful_in_sixty_days_is_noted_and_committed(
    repository: Repository, days: int, noted: bool
) -> None:
    repository.asks_for("suitability-copy", "--pack", "rules", *SOLD_AS)
    with_rules(repository, dt.date.today() + dt.timedelta(days=days))
    repository.write("文案/好友.md", "推荐好友注册即领红包。\n")
    committed, said = repository.commit()
    assert committed, said
    assert ("house.copy.friends-rewarded" in said) == noted
