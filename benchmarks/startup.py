"""Time the start: `import suitability` against its own dependencies, and the command line over one record or text."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks.measure import Figure, ratio, show
from benchmarks.wheel import ROOT, environment, python, unpacked

ROUNDS = 15
PYTHON_ALONE = "pass"
DEPENDENCIES = "import attrs, pydantic, babel"
LIBRARY = "import suitability"
# `import suitability` brings its names in when they are first used; this brings in what a check needs.
IN_USE = "from suitability import load, read, check"
RECORD = ROOT / "examples" / "short_sale.json"
COMMAND_LINE = f"""\
import sys
from suitability.cli.main import main
sys.argv = ["suitability", "check", {str(RECORD)!r}, "--as-of", "2026-11-20"]
sys.exit(main())
"""
# What a hook on each commit costs: most files hold nothing that a rule looks for.
CLEAN = ROOT / "examples" / "clean_page.md"
COPY = f"""\
import sys
from suitability.cli.main import main
sys.argv = ["suitability", "copy", {str(CLEAN)!r}]
sys.exit(main())
"""
ATTRS = "import attrs"
LOADED = "import sys; print(*(name for name in ('pydantic', 'babel') if name in sys.modules))"


def run(*, smoke: bool = False) -> bool:
    """Time fresh processes, print the table; say whether the limits hold."""
    codes = [PYTHON_ALONE, DEPENDENCIES, LIBRARY, IN_USE, COMMAND_LINE, ATTRS, COPY]
    with unpacked() as site:
        for code in codes:
            _cpu(site, code)
        times: dict[str, list[float]] = {code: [] for code in codes}
        for _ in range(1 if smoke else ROUNDS):
            for code in codes:
                times[code].append(_cpu(site, code))
        early = python(site, f"{LIBRARY}; {LOADED}").split()
        names = {code: code for code in (DEPENDENCIES, LIBRARY, IN_USE)} | {
            COMMAND_LINE: "suitability check, one record",
            ATTRS: ATTRS,
            COPY: "suitability copy, one clean page",
        }
        figures = [Figure(name, median(times[code]) * 1000, "ms") for code, name in names.items()]
        figures += [
            Figure(f"{LIBRARY} against its dependencies", ratio(times[LIBRARY], times[DEPENDENCIES]), "x", most=1),
            Figure("command line against them", ratio(times[COMMAND_LINE], times[DEPENDENCIES]), "x", most=2.5),
            Figure("copy of a clean page against attrs", ratio(times[COPY], times[ATTRS]), "x", most=1.5),
            Figure(f"of pydantic and babel, loaded by {LIBRARY}", len(early), "modules", most=0),
        ]
        notes = [
            f"CPU time of whole processes; Python alone takes {median(times[PYTHON_ALONE]) * 1000:.2f} ms",
            "the wheel with its compiled packs, "
            f"{RECORD.relative_to(ROOT).as_posix()} and {CLEAN.relative_to(ROOT).as_posix()}",
        ]
    return show("Start", figures, notes, judge=not smoke)


def _cpu(site: Path, code: str) -> float:
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment(site),
        cwd=site,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        error = process.stderr.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"a process to be timed failed: {error.strip()}")
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
