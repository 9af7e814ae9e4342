"""The gates in GitHub's and GitLab's pipelines: what their files say, and their script in a repository of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import attrs
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "examples" / "ci"
CATALOG = ROOT / "examples" / "catalog"
LAWFUL = "理财非存款，产品有风险，投资须谨慎。\n"
PROMISES = "本产品保本保息，随存随取。\n"
SOLD_AS = "--channel app --family wealth"


def read(name: str) -> dict[Any, Any]:
    made: dict[Any, Any] = yaml.safe_load((CI / name).read_text(encoding="utf-8"))
    return made


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", "workflow.yml"),
        ("custom.github-workflows-require-timeout", "workflow.yml"),
        ("vendor.gitlab-ci", "gitlab.yml"),
    ],
)
def test_a_file_of_a_pipeline_is_what_its_schema_asks(schema: str, name: str) -> None:
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(CI / name)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_hands_every_input_to_its_script_as_a_variable() -> None:
    action = read("action.yml")
    steps = action["runs"]["steps"]
    handed = {value for step in steps for value in step.get("env", {}).values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in action["inputs"]} <= handed
    assert not [step for step in steps if "${{" in step.get("run", "")]


def test_every_checkout_fetches_the_history_that_a_base_needs() -> None:
    steps = [step for job in read("workflow.yml")["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["fetch-depth"] == 0 for step in checkouts)
    assert read("gitlab.yml")[".suitability"]["variables"]["GIT_DEPTH"] == "0"


def test_the_workflow_asks_the_action_for_what_it_knows() -> None:
    action = read("action.yml")
    used = [step for job in read("workflow.yml")["jobs"].values() for step in job["steps"]]
    asked = [step["with"] for step in used if step.get("uses") == "./ci/suitability"]
    assert {one["gate"] for one in asked} == {"copy", "catalog", "change"}
    assert all(set(one) <= set(action["inputs"]) for one in asked)


@attrs.frozen
class Repository:
    """A repository of a firm with the pipeline's folder in it, and one commit."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a program where there are these variables, those of a person who commits, and no others of a pipeline."""
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "SYSTEMROOT", "TMPDIR") if name in os.environ}
        people = {
            f"GIT_{role}_{what}": "luo.min@qinglan.example"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        return subprocess.run(
            words,
            cwd=self.folder,
            env=kept | people | {"PATH": path, "PYTHONUTF8": "1", "GIT_CONFIG_GLOBAL": os.devnull} | variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def commit(self) -> str:
        """Commit all there is; give the revision."""
        for words in (("add", "--all"), ("commit", "--quiet", "--message", "文案")):
            done = self.run("git", *words)
            assert done.returncode == 0, done.stdout + done.stderr
        return self.run("git", "rev-parse", "HEAD").stdout.strip()

    def gate(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.run("bash", "ci/suitability/gate.sh", *words, **variables)

    def step(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the action's last step as GitHub does: its inputs filled in, files for outputs and for the summary."""
        action = read("action.yml")
        step = action["runs"]["steps"][-1]
        told = {name: what.get("default", "") for name, what in action["inputs"].items()}
        told |= {name.replace("_", "-"): value for name, value in inputs.items()}
        given = {f"${{{{ inputs.{name} }}}}": value for name, value in told.items()}
        given["${{ runner.temp }}"] = str(self.folder.parent)
        variables = {name: given[value] for name, value in step["env"].items()}
        return self.run(
            "bash",
            "--noprofile",
            "--norc",
            "-eo",
            "pipefail",
            "-c",
            step["run"],
            **variables,
            GITHUB_ACTION_PATH=str(self.folder / "ci" / "suitability"),
            GITHUB_OUTPUT=str(self.folder.parent / "output"),
            GITHUB_STEP_SUMMARY=str(self.folder.parent / "summary.md"),
        )

    def written(self, name: str) -> str:
        file = self.folder.parent / name
        return file.read_text(encoding="utf-8") if file.exists() else ""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "官网")
    made.write("ci/suitability/gate.sh", (CI / "gate.sh").read_text(encoding="utf-8"))
    made.write("marketing/旧页面.md", PROMISES)
    made.run("git", "init", "--quiet")
    made.commit()
    return made


@pytest.mark.parametrize(("text", "status"), [(LAWFUL, 0), (PROMISES, 1), ("\0", 2)])
def test_the_copy_gate_ends_as_the_worst_of_its_formats(repository: Repository, text: str, status: int) -> None:
    repository.write("marketing/周末.md", text)
    done = repository.gate("copy", "json", "text", PATHS="marketing/周末.md", OPTIONS=SOLD_AS)
    assert done.returncode == status, done.stderr
    assert ("周末.md" in done.stdout + done.stderr) == (status > 0)
    assert json.loads((repository.folder / "suitability-copy.json").read_text(encoding="utf-8"))["schema"]


def test_the_copy_gate_judges_what_changed_since_the_base(repository: Repository) -> None:
    base = repository.run("git", "rev-parse", "HEAD").stdout.strip()
    repository.write("marketing/新页面.md", PROMISES)
    repository.commit()
    done = repository.gate("copy", "text", PATHS="marketing", BASE=base, OPTIONS=SOLD_AS)
    assert done.returncode == 1, done.stderr
    assert "新页面.md:1:4" in done.stdout
    assert "旧页面.md" not in done.stdout


def test_the_copy_gate_judges_all_where_there_is_no_base(repository: Repository) -> None:
    done = repository.gate("copy", PATHS="marketing\n", OPTIONS=SOLD_AS)
    assert done.returncode == 1
    assert "旧页面.md:1:4" in done.stdout


def test_the_action_annotates_and_tells_where_its_sarif_is(repository: Repository) -> None:
    done = repository.step(gate="copy", path="marketing", format="github sarif", options=SOLD_AS)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=marketing/旧页面.md,line=1,")
    name, _, place = repository.written("output").strip().partition("=")
    assert name == "sarif"
    report = json.loads(Path(place).read_text(encoding="utf-8"))
    assert report["version"] == "2.1.0"
    assert report["runs"][0]["results"]


@pytest.fixture
def changed(repository: Repository) -> tuple[Repository, str]:
    """Give a repository whose catalog has changed since a revision."""
    for state in ("before", "after"):
        repository.write("catalog/products.csv", (CATALOG / state / "products.csv").read_text(encoding="utf-8"))
        base = repository.run("git", "rev-parse", "HEAD").stdout.strip() if state == "after" else ""
        repository.commit()
    return repository, base


def test_the_action_sums_up_what_a_change_comes_to(changed: tuple[Repository, str]) -> None:
    repository, base = changed
    done = repository.step(gate="change", path="catalog", base=base, options="--lang zh-Hans")
    assert done.returncode == 1, done.stderr
    assert "::error file=catalog/products.csv" in done.stdout
    summary = repository.written("summary.md")
    assert summary.startswith("```text\n")
    assert summary.endswith("\n```\n")
    assert "P-08" in summary


def test_a_shallow_checkout_is_told_to_fetch_its_history(changed: tuple[Repository, str]) -> None:
    repository, base = changed
    shallow = Repository(repository.folder.parent / "shallow")
    cloned = repository.run(
        "git", "clone", "--quiet", "--depth", "1", f"file://{repository.folder}", str(shallow.folder)
    )
    assert cloned.returncode == 0, cloned.stderr
    done = shallow.gate("change", PATHS="catalog", BASE=base)
    assert done.returncode == 2
    assert "fetch-depth: 0" in done.stderr


def test_a_change_without_a_base_is_refused(repository: Repository) -> None:
    done = repository.gate("change", PATHS="catalog")
    assert done.returncode != 0
    assert "the revision that the change starts from" in done.stderr


def test_a_gate_of_no_name_is_refused(repository: Repository) -> None:
    done = repository.gate("prices")
    assert (done.returncode, done.stderr.strip()) == (2, "prices is no gate; there are copy, catalog and change")


@pytest.mark.parametrize("job", [name for name in read("gitlab.yml") if not name.startswith(".")])
def test_a_job_of_gitlab_writes_the_reports_it_keeps(changed: tuple[Repository, str], job: str) -> None:
    repository, base = changed
    template = read("gitlab.yml")
    common, own = template[".suitability"], template[job]
    variables = common["variables"] | own["variables"]
    done = repository.run("bash", "-c", "\n".join(common["script"]), **variables, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert (done.returncode in (0, 1), done.stderr) == (True, ""), done.stdout
    kept = {kind: name.replace("$GATE", variables["GATE"]) for kind, name in common["artifacts"]["reports"].items()}
    quality = json.loads((repository.folder / kept["codequality"]).read_text(encoding="utf-8"))
    assert all(one["location"]["path"] and one["fingerprint"] for one in quality)
    assert ElementTree.parse(repository.folder / kept["junit"]).getroot().tag == "testsuites"
