"""Change the code of `language/` and `engine/` a little, one place at a time, and see whether a test fails.

    python tools/code_mutants.py [--base REVISION] [--least 85] [--minutes 5]

The tests are collected once and run once, each test function in a process of its own that notes the lines it reaches.
Then every mutant gets a fork of that first process: the changed code is planted into the living functions
and the tests that reach its line run, quickest first, until one fails.
Mutants are tried in an order that looks shuffled and never changes; where their time runs out, those tried are an
even draw.

What is not changed: annotations, docstrings, sentences (texts with a blank, f-strings), declarations of classes.
"""

import argparse
import ast
import contextlib
import gc
import importlib
import io
import os
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutations import ROOT, Mutant, Source, targets

TARGETS = ("src/suitability/language", "src/suitability/engine")
TESTS = ("tests/language", "tests/engine", "tests/rules", "tests/packs", "tests/messages")
SECONDS_A_MUTANT = 4.0
MEMORY = 4 << 30
KILLED, SURVIVED, NOT_PLANTED = 1, 0, 3

Lines = dict[str, set[int]]


@dataclass
class Run:
    """What one test did when nothing was changed."""

    passed: bool
    seconds: float
    lines: Lines


class Tracer:
    """Notes which lines of the sources each test reaches, the fixtures it shares with others included."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.files = {str(source.path) for source in sources}
        self.noted: list[Lines] = [defaultdict(set)]
        self.fixtures: dict[Any, Lines] = {}

    def call(self, frame: FrameType, event: str, argument: object) -> Any:
        return self.line if frame.f_code.co_filename in self.files else None

    def line(self, frame: FrameType, event: str, argument: object) -> Any:
        self.noted[-1][frame.f_code.co_filename].add(frame.f_lineno)
        return self.line

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        self.noted.append(self.fixtures.setdefault(fixturedef, defaultdict(set)))
        try:
            return (yield)
        finally:
            self.noted.pop()

    def run(self, item: pytest.Item, following: pytest.Item | None) -> Run:
        self.noted = [defaultdict(set)]
        begun = time.perf_counter()
        sys.settrace(self.call)
        reports = runtestprotocol(item, log=False, nextitem=following)
        sys.settrace(None)
        seconds = time.perf_counter() - begun
        own = self.noted[0]
        for definitions in item._fixtureinfo.name2fixturedefs.values():
            for definition in definitions:
                for file, lines in self.fixtures.get(definition, {}).items():
                    own[file] |= lines
        return Run(not any(report.failed for report in reports), seconds, dict(own))


class Mutation:
    """The pytest plugin in place of pytest's own loop over the tests. `users` only use the tables of `sources`."""

    def __init__(self, sources: list[Source], users: list[Source], out: Any, seconds: float) -> None:
        self.sources, self.out, self.seconds = sources, out, seconds
        self.traced = [*sources, *users]
        self.mutants: list[Mutant] = []
        self.results: dict[int, int] = {}
        self.unreached: set[int] = set()
        self.broken: list[str] = []
        self.living: dict[CodeType, list[FunctionType]] = defaultdict(list)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        # Not above: pytest wants to rewrite the assertions of its plugins before anyone imports them.
        from hypothesis import HealthCheck, Phase, settings

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile(
            "mutants",
            max_examples=25,
            derandomize=True,
            database=None,
            deadline=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        )
        settings.load_profile("mutants")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            return False
        session.config._tmp_path_factory.getbasetemp()
        for source in self.sources:
            importlib.import_module(source.module)
        files = {str(source.path) for source in self.sources}
        for thing in gc.get_objects():
            if type(thing) is FunctionType and thing.__code__.co_filename in files:
                self.living[thing.__code__].append(thing)
        begun = time.monotonic()
        runs = self._without_change(session.items)
        print(f"  {len(runs)} tests without a change in {time.monotonic() - begun:.0f} s", file=self.out, flush=True)
        self.broken = [name for name, run in runs.items() if not run.passed]
        if not self.broken:
            self._with_changes(session.items, runs)
        return True

    def _without_change(self, items: list[pytest.Item]) -> dict[str, Run]:
        """Run every test function once in a fork of its own, so that nothing kept from one test hides in the next."""
        groups: dict[tuple[Any, str], list[pytest.Item]] = defaultdict(list)
        for item in items:
            groups[item.parent, getattr(item, "originalname", item.name)].append(item)
        with tempfile.TemporaryDirectory() as folder:

            def job(index: int, group: list[pytest.Item]) -> int:
                tracer = Tracer(self.traced)
                group[0].config.pluginmanager.register(tracer)
                runs = {item.nodeid: tracer.run(item, following) for item, following in _followed(group)}
                Path(folder, str(index)).write_bytes(pickle.dumps(runs))
                return 0

            all_groups = list(groups.values())
            for index, status in _forked(job, all_groups):
                if status != 0:
                    raise SystemExit(f"could not run {all_groups[index][0].nodeid}")
            runs: dict[str, Run] = {}
            for index in range(len(all_groups)):
                runs.update(pickle.loads(Path(folder, str(index)).read_bytes()))
        return runs

    def _with_changes(self, items: list[pytest.Item], runs: dict[str, Run]) -> None:
        quickest = sorted(items, key=lambda item: runs[item.nodeid].seconds)
        reached: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
        for item in quickest:
            for file, lines in runs[item.nodeid].lines.items():
                for line in lines:
                    reached[file, line].append(item)
        ranks = {item: rank for rank, item in enumerate(quickest)}
        self.mutants = sorted((m for source in self.sources for m in source.mutants()), key=lambda m: m.order)
        jobs: list[tuple[int, list[pytest.Item]]] = []
        for number, mutant in enumerate(self.mutants):
            found = {item for place in self._places(mutant) for item in reached[place]}
            chosen: list[pytest.Item] = []
            seconds = 0.0
            for item in sorted(found, key=ranks.__getitem__):
                seconds += runs[item.nodeid].seconds
                if chosen and seconds > SECONDS_A_MUTANT:
                    break
                chosen.append(item)
            if chosen:
                jobs.append((number, chosen))
            else:
                self.unreached.add(number)

        def job(index: int, task: tuple[int, list[pytest.Item]]) -> int:
            if not self._plant(self.mutants[task[0]]):
                return NOT_PLANTED
            for item, following in _followed(task[1]):
                signal.setitimer(signal.ITIMER_REAL, 1 + 8 * runs[item.nodeid].seconds)
                if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                    return KILLED
            return SURVIVED

        for index, status in _forked(job, jobs, time.monotonic() + self.seconds):
            self.results[jobs[index][0]] = status if status in (SURVIVED, NOT_PLANTED) else KILLED
            if len(self.results) % 200 == 0:
                print(f"  {len(self.results)} of {len(jobs)} mutants tried", file=self.out, flush=True)

    def _places(self, mutant: Mutant) -> set[tuple[str, int]]:
        if mutant.statement is None:
            return {(str(mutant.source.path), line) for line in mutant.lines}
        names = targets(mutant.statement)
        return {
            (str(source.path), node.lineno)
            for source in self.traced
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Name) and node.id in names
        }

    def _plant(self, mutant: Mutant) -> bool:
        """Change the living functions, or the table at the top of the module, in this process."""
        source = mutant.source
        mutant.change()
        if mutant.statement is not None:
            space = sys.modules[source.module].__dict__
            before = {name: space[name] for name in targets(mutant.statement)}
            alone = ast.fix_missing_locations(ast.Module([mutant.statement], []))
            exec(compile(alone, str(source.path), "exec"), space)
            for module in list(sys.modules.values()):
                for name, old in before.items():
                    if getattr(module, "__dict__", {}).get(name) is old:
                        setattr(module, name, space[name])
            return True
        planted = False
        for old, new in _pairs(source.code, source.compiled()):
            for function in self.living.get(old, ()):
                try:
                    function.__code__ = new
                except ValueError:
                    return False
                planted = True
        return planted


def _pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Give the pieces of code that differ, the old beside the new."""
    if old != new:
        yield old, new
        olds = [part for part in old.co_consts if isinstance(part, CodeType)]
        news = {(part.co_qualname, part.co_firstlineno): part for part in new.co_consts if isinstance(part, CodeType)}
        for part in olds:
            twin = news.get((part.co_qualname, part.co_firstlineno))
            if twin is not None:
                yield from _pairs(part, twin)


def _followed(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)


def _forked(job: Callable[[int, Any], int], tasks: list[Any], until: float = float("inf")) -> Iterator[tuple[int, int]]:
    """Do each task in a fork, as many at once as there are processors; give its number and exit status (-1: killed)."""
    running: dict[int, int] = {}
    waiting = enumerate(tasks)
    while True:
        while len(running) < (os.cpu_count() or 1) and time.monotonic() < until:
            index, task = next(waiting, (None, None))
            if index is None:
                break
            process = os.fork()
            if process == 0:
                _alone(job, index, task)
            running[process] = index
        if not running:
            return
        process, status = os.wait()
        yield running.pop(process), os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1


def _alone(job: Callable[[int, Any], int], index: int, task: Any) -> None:
    """Do one task in this fork and end it, whatever happens."""
    status = 99
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        status = job(index, task)
    finally:
        os._exit(status)


def changed_since(base: str) -> set[Path]:
    """Give the files of the targets that differ from a revision."""
    command = ["git", "diff", "--name-only", "--diff-filter=d", base, "--", *TARGETS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"code mutants: git does not know {base}: {done.stderr.strip()}")
    return {ROOT / name for name in done.stdout.splitlines()}


def users(sources: Iterable[Source], files: Iterable[Path]) -> list[Source]:
    """Give those files that use a table which some mutant of the sources changes."""
    changed = (mutant.statement for source in sources for mutant in source.mutants())
    tables = {name for statement in changed if statement is not None for name in targets(statement)}
    return [
        source
        for source in map(Source, sorted(files))
        if any(isinstance(node, ast.Name) and node.id in tables for node in ast.walk(source.tree))
    ]


def report(mutation: Mutation, least: float, seconds: float) -> int:
    """Print what survived and the share killed; give the exit status."""
    tried = {n: status for n, status in mutation.results.items() if status != NOT_PLANTED}
    unreached = {n for n in mutation.unreached if not mutation.results or n <= max(mutation.results)}
    survivors = sorted(unreached | {n for n, status in tried.items() if status == SURVIVED})
    seen = [mutation.mutants[n] for n in survivors if n not in unreached]
    for mutant in sorted(seen, key=lambda mutant: (mutant.source.path, mutant.line)):
        print(f"survived  {mutant}")
    for source in mutation.sources:
        lines = sorted({mutation.mutants[n].line for n in unreached if mutation.mutants[n].source is source})
        if lines:
            print(f"no test comes to  {source.path.relative_to(ROOT)}: {', '.join(map(str, lines))}")
    by_file: dict[Path, list[bool]] = defaultdict(list)
    for number in (*tried, *unreached):
        by_file[mutation.mutants[number].source.path].append(number not in survivors)
    for path, killed in sorted(by_file.items()):
        print(f"{sum(killed):5} of {len(killed):5}  {path.relative_to(ROOT)}")
    total = len(tried) + len(unreached)
    share = 100 * (total - len(survivors)) / total if total else 0.0
    aside = len(mutation.results) - len(tried)
    drawn = "" if total + aside == len(mutation.mutants) else f" (drawn from {len(mutation.mutants)})"
    print(f"code mutants: {total - len(survivors)} of {total}{drawn} killed, {share:.1f} %, in {seconds:.0f} s", end="")
    print(f"; {aside} could not be planted" if aside else "")
    if share < least:
        print(f"code mutants: fewer than {least:g} % were killed")
        return 1
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Change the code a little and see whether a test fails.")
    parser.add_argument("--base", help="change only files that differ from this git revision")
    parser.add_argument("--least", type=float, default=85, help="the share in percent that must be killed")
    parser.add_argument("--minutes", type=float, default=5, help="stop trying mutants after so long (0: never)")
    parser.add_argument("--tests", nargs="+", default=[path for path in TESTS if (ROOT / path).exists()])
    parser.add_argument("files", nargs="*", type=Path, help="change only these files")
    given = parser.parse_args()
    files = every = {path for target in TARGETS for path in (ROOT / target).rglob("*.py")}
    if given.files:
        files = files & {path.resolve() for path in given.files}
    if given.base:
        files = files & changed_since(given.base)
    sources = [source for source in map(Source, sorted(files)) if any(source.mutants())]
    if not sources:
        print(f"code mutants: nothing of {' or '.join(TARGETS)} to change" + f" since {given.base}" * bool(given.base))
        return 0
    begun = time.monotonic()
    mutation = Mutation(sources, users(sources, every - files), sys.stdout, 60 * given.minutes or float("inf"))
    os.chdir(ROOT)
    arguments = ["-q", "--capture=sys", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", *given.tests]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = pytest.main(arguments, plugins=[mutation])
    if mutation.broken:
        print("code mutants: these tests fail with no change at all:", *mutation.broken, sep="\n  ")
        return 2
    if not mutation.mutants:
        print(said.getvalue(), f"code mutants: the tests could not be run (pytest ended with {int(status)})", sep="\n")
        return 2
    return report(mutation, given.least, time.monotonic() - begun)


if __name__ == "__main__":
    sys.exit(main())
