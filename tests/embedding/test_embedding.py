"""Threads, processes, coroutines and the settings of its host change no answer, and checks leave no memory behind.

What is stated here is what docs/stability.md tells. Each way runs in a fresh process, from cold.
"""

import asyncio
import copy
import datetime as dt
import decimal
import json
import locale
import logging
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

import suitability as s
from suitability.model.subject import STAGES
from suitability.model.vocabulary import Stage
from suitability.packs.store import dump
from tests.embedding.bank import AS_OF, ROOT, answer, digest, own_rules, records

HERE = Path(__file__).parent


def run(program: str, *arguments: str) -> Any:
    done = subprocess.run([sys.executable, HERE / program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def expected() -> str:
    """Give the digest of the answers in one thread of one process."""
    return digest(own_rules())


@pytest.mark.parametrize(
    "way",
    [
        "threads",
        pytest.param("fork", marks=pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")),
        "spawn",
    ],
)
def test_however_many_check_the_answers_are_the_same_bytes(way: str, expected: str) -> None:
    assert set(run("bank.py", way)) == {expected}


def test_coroutines_may_check_in_place_or_in_threads(expected: str) -> None:
    rules = s.load("cn", "handbook")
    whole = [*records()][:30]
    alone = [answer(kind, record, own_rules()) for kind, record in whole]

    async def in_place(kind: str, record: Any) -> str:
        await asyncio.sleep(0)
        return answer(kind, record, rules)

    async def both() -> tuple[list[str], list[str]]:
        here = asyncio.gather(*(in_place(kind, record) for kind, record in whole))
        there = asyncio.gather(*(asyncio.to_thread(answer, kind, record, rules) for kind, record in whole))
        return await here, await there

    assert asyncio.run(both()) == (alone, alone)


def test_the_decimal_settings_of_the_host_change_no_answer(expected: str) -> None:
    host = decimal.Context(prec=3, rounding=decimal.ROUND_UP, traps=[decimal.Inexact, decimal.Rounded])
    with decimal.localcontext(host):
        assert digest(s.load("cn", "handbook")) == expected


def test_a_check_leaves_its_host_as_it_was() -> None:
    def state() -> list[Any]:
        handlers = [signal.getsignal(number) for number in sorted(signal.valid_signals())]
        logs = (logging.root.level, [*logging.root.handlers], sorted(logging.root.manager.loggerDict))
        return [dict(os.environ), locale.setlocale(locale.LC_ALL), handlers, logs, repr(decimal.getcontext())]

    before = state()
    digest(s.load("cn", "handbook"))
    assert state() == before


def test_rules_travel_between_processes_used_or_not(expected: str) -> None:
    rules = s.load("cn", "handbook")
    assert digest(pickle.loads(pickle.dumps(rules))) == expected
    assert digest(rules) == expected
    assert digest(pickle.loads(pickle.dumps(rules))) == expected


def test_subjects_findings_and_decisions_travel_between_processes() -> None:
    sale = s.Sale(on=AS_OF, stage="ordered", place=None, customer=s.Customer(assessments=s.Some([s.Assessment()])))
    report = s.check(sale, own_rules(), as_of=AS_OF)
    waiver = s.Waiver("handbook.sale.product-not-approved", AS_OF, AS_OF, "compliance", "a reason")
    for one in (sale, report.findings, report.passed, report.ask, waiver):
        assert pickle.loads(pickle.dumps(one)) == one
    again = pickle.loads(pickle.dumps(sale))
    assert again.customer.kind is s.NOT_TOLD
    assert copy.deepcopy(sale).customer.kind is s.NOT_TOLD


def test_rules_hold_a_plan_for_each_day_of_change_and_stage_and_no_more() -> None:
    rules = s.load("cn", "handbook")
    for distance in range(0, 6000, 7):
        day = AS_OF - dt.timedelta(days=distance)
        s.check(s.Profile(), rules, as_of=day)
        for stage in get_args(Stage):
            s.check(s.Sale(on=day, stage=stage), rules, as_of=AS_OF)
    assert len(rules._plans) <= len(rules.change_days) * (len(STAGES) + 1)


def test_memory_stays_within_what_is_told(tmp_path: Path) -> None:
    for pack in ("cn", "handbook"):
        (tmp_path / f"{pack}.json").write_text(dump(ROOT / "rulesets" / pack), encoding="utf-8")
    found = run("measure.py", str(tmp_path), "30000")
    mega = 1_000_000
    assert found["cn"] < 8 * mega
    assert found["cn and handbook"] < 9 * mega
    assert found["plan"] < 0.2 * mega
    assert found["growth"] < 2_000
