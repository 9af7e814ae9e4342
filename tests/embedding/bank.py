"""The small bank, checked as often as one likes: every answer as bytes. Run as a program, in the ways programs run it.

``python tests/embedding/bank.py threads|fork|spawn`` prints the digests of all the answers, from cold.
"""

import datetime as dt
import hashlib
import json
import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import suitability as s

ROOT = Path(__file__).parents[2]
AS_OF = dt.date(2026, 11, 20)
THREADS = 12


def records() -> Iterator[Any]:
    """Give the records of the bank, each whole."""
    from suitability.readers.files import read_files

    streams = [(path.name, path.open("rb")) for path in sorted((ROOT / "examples" / "bank").glob("*.json*"))]
    found, wrong = read_files(streams)
    for _, stream in streams:
        stream.close()
    assert not wrong
    return ((record.subject, record.values) for record in found)


def answer(kind: str, record: Any, rules: s.RuleSet) -> str:
    """Give the report of a record with its facts, and what each finding says."""
    report = s.check(s.read(kind, record, rules), rules, as_of=AS_OF)
    return report.to_json(facts=True) + "".join(s.text(finding, "zh-Hans") for finding in report.findings)


def digest(rules: s.RuleSet) -> str:
    """Give one digest of all the answers."""
    found = hashlib.sha256()
    for kind, record in records():
        found.update(answer(kind, record, rules).encode())
    return found.hexdigest()


def in_threads() -> list[str]:
    """Check in many threads at once, by rules that none has used yet."""
    sys.setswitchinterval(1e-6)  # so that threads meet wherever they can
    rules, ready = s.load("cn", "handbook"), threading.Barrier(THREADS)
    found: list[str] = []

    def run() -> None:
        ready.wait()
        found.append(digest(rules))

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == THREADS
    return found


def in_forks() -> list[str]:
    """Check in processes forked after loading, and in others forked after the rules were used."""
    context = multiprocessing.get_context("fork")
    rules = s.load("cn", "handbook")
    results = context.SimpleQueue()

    def run() -> None:
        results.put(digest(rules))

    found = []
    for _ in ("loaded", "warm"):
        children = [context.Process(target=run) for _ in range(2)]
        for child in children:
            child.start()
        found += [results.get() for _ in children] + [digest(rules)]
        for child in children:
            child.join()
            assert child.exitcode == 0
    return found


@cache
def own_rules() -> s.RuleSet:
    """Load once a process."""
    return s.load("cn", "handbook")


def checked(subject: Any) -> bytes:
    """Check a subject that came from another process."""
    report = s.check(subject, own_rules(), as_of=AS_OF)
    return (report.to_json(facts=True) + "".join(s.text(one, "zh-Hans") for one in report.findings)).encode()


def in_spawned() -> list[str]:
    """Send the subjects to processes that start from nothing, and load for themselves."""
    subjects = [s.read(kind, record, own_rules()) for kind, record in records()]
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        return [hashlib.sha256(b"".join(pool.map(checked, subjects, chunksize=40))).hexdigest()]


WAYS: dict[str, Callable[[], list[str]]] = {"threads": in_threads, "fork": in_forks, "spawn": in_spawned}

if __name__ == "__main__":
    json.dump(WAYS[sys.argv[1]](), sys.stdout)
