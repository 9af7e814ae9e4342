"""What an editable install and a wheel carry."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from suitability.messages.catalog import compile_catalog, source_of
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
    """Each pack stands in the wheel as two lines of plain data that name no folder of the machine that built it."""
    text = wheel.read(f"suitability/packs/data/{pack}.json").decode()
    assert all(map(json.loads, text.splitlines()))
    assert str(ROOT) not in text


def test_wheel_carries_the_whole_package(wheel: zipfile.ZipFile) -> None:
    """Every file of the package is in the wheel but those that are compiled into others, and no rule file is."""
    package = {
        str(path.relative_to(ROOT / "src"))
        for path in (ROOT / "src" / "suitability").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".po", ".toml")
    }
    names = set(wheel.namelist())
    assert not [name for name in names if name.endswith((".po", ".toml")) and not name.endswith(".ledger.toml")]
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
        assert [v.expressions for v in one.versions] == [v.expressions for v in other.versions]


def test_editable_install_reads_rule_files(tmp_path: Path) -> None:
    """A rule file laid beside the others is there at the next start."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "rulesets", tmp_path / "rulesets")
    rule = next((tmp_path / "rulesets" / "handbook" / "sale").glob("*.toml"))
    shutil.copy(rule, rule.with_name("laid-beside.toml"))
    listed = run("-m", "suitability.cli", "rules", "list", PYTHONPATH=str(tmp_path / "src"), PYTHONUTF8="1")
    assert "handbook.sale.laid-beside" in listed


def test_wheel_carries_compiled_texts_and_catalogs(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """From the wheel alone a label is said in every locale, and no catalog is loaded for the language of the texts."""
    wheel.extractall(tmp_path)
    program = (
        "import sys; from suitability.messages import catalog, labels; assert labels.COMPILED.is_file(); "
        "said = [labels.value_label('Channel', 'branch', name) for name in sys.argv[1:]]; "
        "print(*said, catalog._catalog.cache_info().currsize, 'babel' in sys.modules)"
    )
    for names, said in (
        (["zh-Hans"], "网点 0 False"), (["zh-Hans", "zh-Hant", "zh-Hant-HK", "en"], "网点 營業據點 分行 branch 4 False"),
    ):  # fmt: skip
        assert run("-c", program, *names, PYTHONPATH=str(tmp_path), PYTHONUTF8="1").strip() == said
    assert all((tmp_path / catalog).stat().st_size for catalog in wheel.namelist() if catalog.endswith(".mo"))


def test_a_catalog_is_compiled_to_the_same_bytes_at_any_time() -> None:
    assert b"POT-Creation-Date: 1970-01-01 00:00+0000" in compile_catalog(source_of("en"))


def test_editable_install_compiles_catalogs_beside_their_sources(tmp_path: Path) -> None:
    """What an editable install compiles is what the sources say."""
    for name in ("src", "rulesets"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    for name in ("hatch_build.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    build = (
        "from hatchling.builders.wheel import WheelBuilder; "
        "list(WheelBuilder('.').build(directory='dist', versions=['editable']))"
    )
    subprocess.run([sys.executable, "-c", build], cwd=tmp_path, check=True, capture_output=True)
    sources = sorted((tmp_path / "src").rglob("*.po"))
    assert len(sources) == 3
    assert all(source.with_suffix(".mo").read_bytes() == compile_catalog(source) for source in sources)
