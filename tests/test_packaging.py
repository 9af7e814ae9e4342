"""What an editable install and a wheel carry."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from suitability.packs.store import dump, restore
from suitability.rules.read import read_folder

ROOT = Path(__file__).resolve().parent.parent
PACKS = ("cn", "handbook")


def run(*arguments: str, **environment: str) -> str:
    """Run Python in a process of its own and give what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment or None, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    run("-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.mark.parametrize("pack", PACKS)
def test_wheel_carries_compiled_packs(wheel: zipfile.ZipFile, pack: str) -> None:
    """Each pack stands in the wheel as plain data that names no folder of the machine that built it."""
    text = wheel.read(f"suitability/packs/data/{pack}.json").decode()
    assert json.loads(text)
    assert str(ROOT) not in text


def test_wheel_carries_the_whole_package(wheel: zipfile.ZipFile) -> None:
    """Every file of the package is in the wheel, and no rule file is."""
    package = {
        str(path.relative_to(ROOT / "src"))
        for path in (ROOT / "src" / "suitability").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    names = set(wheel.namelist())
    assert package <= names
    assert not [name for name in names if name.startswith(("rulesets", "src"))]


@pytest.mark.parametrize("pack", PACKS)
def test_compiled_pack_is_the_same_in_every_process(pack: str) -> None:
    """The order of hashes leaves no trace in a compiled pack."""
    program = (
        "import sys; from pathlib import Path; from suitability.packs.store import dump; "
        "sys.stdout.write(dump(Path(sys.argv[1])))"
    )
    folder = str(ROOT / "rulesets" / pack)
    one, other = (run("-c", program, folder, PYTHONHASHSEED=seed, PYTHONUTF8="1") for seed in ("1", "2"))
    assert one == other


@pytest.mark.parametrize("pack", PACKS)
def test_compiled_pack_is_the_pack_of_its_folder(pack: str) -> None:
    """Compiling and restoring loses nothing that rules, terms and tables say."""
    folder = ROOT / "rulesets" / pack
    read, restored = read_folder(folder), restore(dump(folder))
    assert restored == read
    for one, other in zip(restored.rules, read.rules, strict=True):
        assert [(v.when, v.require) for v in one.versions] == [(v.when, v.require) for v in other.versions]


def test_editable_install_reads_rule_files(tmp_path: Path) -> None:
    """A rule file laid beside the others is there at the next start."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "rulesets", tmp_path / "rulesets")
    rule = next((tmp_path / "rulesets" / "handbook" / "sale").glob("*.toml"))
    shutil.copy(rule, rule.with_name("laid-beside.toml"))
    listed = run("-m", "suitability.cli", "rules", "list", PYTHONPATH=str(tmp_path / "src"), PYTHONUTF8="1")
    assert "handbook.sale.laid-beside" in listed
