"""No file of a catalog crashes or stalls its reading, takes half a gigabyte, or keeps another file from being read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalog.hostile import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
GOOD = "产品代码,产品名称,风险等级\nGOOD-1,青澜一号,中低风险\n"
MOST_MB = 500
MOST_SECONDS = 120


def test_there_are_constructions_enough_and_variants_of_each() -> None:
    assert len(HOSTILE) >= 12
    assert min(map(len, HOSTILE.values())) >= 8


@pytest.mark.parametrize("name", HOSTILE)
def test_every_variant_is_refused_at_its_place_and_the_others_are_read(name: str, tmp_path: Path) -> None:
    for number, (suffix, made) in enumerate(HOSTILE[name]):
        (tmp_path / f"{number:02}.{suffix}").write_bytes(made())
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    command = [sys.executable, "-m", "tests.catalog.hostile", str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    said = json.loads(ran.stdout)
    assert ["good.csv", "GOOD-1"] in said["rows"]
    refused = {file for file, _, _ in said["unread"]}
    assert refused == {f"{number:02}.{suffix}" for number, (suffix, _) in enumerate(HOSTILE[name])}
    assert said["peak"] < MOST_MB
