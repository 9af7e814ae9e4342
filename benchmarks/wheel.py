"""The library as users get it: the wheel, with its packs compiled, unpacked into a folder of its own."""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


@contextmanager
def unpacked() -> Iterator[Path]:
    """Build the wheel and unpack it; an editable install would parse the TOML of the packs instead."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        made = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
        if made.returncode:
            raise RuntimeError(f"the wheel cannot be built: {made.stderr.strip().splitlines()[-1:]}")
        site = Path(folder, "site")
        (wheel,) = Path(folder).glob("*.whl")
        zipfile.ZipFile(wheel).extractall(site)
        python(site, "import suitability; assert 'site' in suitability.__file__.split('/')")
        subprocess.run([sys.executable, "-m", "compileall", "-q", str(site)], check=True)
        yield site


def environment(site: Path) -> Mapping[str, str]:
    """Give the environment in which `import suitability` finds the wheel."""
    return {**os.environ, "PYTHONPATH": str(site)}


def python(site: Path, code: str) -> str:
    """Run Python code against the wheel and give what it prints."""
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment(site), capture_output=True, text=True, check=False, cwd=site
    )
    if ran.returncode:
        raise RuntimeError(f"{code!r} failed: {ran.stderr.strip()}")
    return ran.stdout
