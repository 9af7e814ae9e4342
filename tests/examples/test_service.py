"""The FastAPI example answers for cleared, refused and unreadable sales, and keeps its receipts in a real file."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

import suitability as s
from tests.examples.load import EXAMPLES, example

ORDER = (EXAMPLES / "short_sale.json").read_text(encoding="utf-8")
DAY = dt.date(2026, 11, 20)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "receipts.sqlite"
    monkeypatch.setenv("RECEIPTS", str(file))
    monkeypatch.setenv("RECEIPT_KEY", "0f" * 16)
    return file


@pytest.fixture
def client(database: Path) -> Iterator[TestClient]:
    service = example("service/service.py")
    service.app.dependency_overrides[service.today] = lambda: DAY
    with TestClient(service.app) as client:
        yield client


def rows(database: Path) -> list[tuple[int, str]]:
    if not database.exists():
        return []
    connection = sqlite3.connect(database)
    found = connection.execute("select cleared, receipt from receipts order by id").fetchall()
    connection.close()
    return found


def riskier() -> dict[str, Any]:
    order: dict[str, Any] = json.loads(ORDER)
    order["product"]["levels"] = {"issuer": "R5", "seller": "R5"}
    return order


def test_a_cleared_sale_is_made_and_its_receipt_replays(client: TestClient, database: Path) -> None:
    answer = client.post("/sales", content=ORDER)
    assert (answer.status_code, answer.json()) == (201, {"receipt": 1})
    ((cleared, receipt),) = rows(database)
    rules = s.load("cn", "handbook")
    replay = s.replay(receipt, s.read("sale", json.loads(ORDER), rules), rules, b"\x0f" * 16)
    assert (cleared, replay.verdict, replay.facts) == (1, "same", "compared")


@pytest.mark.parametrize(
    ("language", "word"), [("en-GB,en;q=0.9", "risk"), ("zh-CN,zh;q=0.9", "风险"), ("zh-TW", "風險")]
)
def test_a_sale_that_is_not_cleared_is_a_problem_said_in_the_callers_language(
    client: TestClient, database: Path, language: str, word: str
) -> None:
    answer = client.post("/sales", json=riskier(), headers={"Accept-Language": language})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    found = {finding["rule"]: finding for finding in answer.json()["findings"]}["cn.sale.risk-above-capacity"]
    assert found["outcome"] == "violation"
    assert found["cites"]
    assert word in found["text"].lower()
    assert [cleared for cleared, _ in rows(database)] == [0]


def test_what_is_missing_is_asked_for(client: TestClient) -> None:
    order = json.loads(ORDER)
    del order["customer"]["assessments"]
    assert "customer.assessments" in client.post("/sales", json=order).json()["ask"]


@pytest.mark.parametrize(
    ("body", "status", "paths"),
    [
        ('{"sale": {"on": "2026-02-30", "stage": "sold"}}', 422, ["sale.on", "sale.stage"]),
        ('{"sale": {"on": "2026-11-18", "stage": "ordered", "amount": 1e30}}', 422, ["sale.amount"]),
        ('{"sale": {"on": "2026-12-18", "stage": "ordered"}}', 422, ["facts dated after as_of 2026-11-20"]),
        ("[]", 422, ["a record is a mapping, not list"]),
        ("{", 400, []),
    ],
)
def test_a_sale_that_cannot_be_checked_is_told_where_and_leaves_no_receipt(
    client: TestClient, database: Path, body: str, status: int, paths: list[str]
) -> None:
    answer = client.post("/sales", content=body)
    assert answer.status_code == status
    assert [error.partition(":")[0] for error in answer.json().get("errors", ())] == paths
    assert rows(database) == []


def test_an_amount_of_json_is_exact(client: TestClient) -> None:
    order = json.loads(ORDER)
    order["sale"]["amount"] = 1000.5
    assert client.post("/sales", json=order).status_code == 201


def test_many_callers_at_once_each_get_their_own_receipt(client: TestClient, database: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.post("/sales", content=ORDER).json()["receipt"], range(24)))
    assert sorted(answers) == list(range(1, 25))
    assert len({receipt for _, receipt in rows(database)}) == 1


def test_the_schema_is_that_of_a_sale(client: TestClient) -> None:
    schema = client.get("/schema").json()
    assert Draft202012Validator(schema).is_valid(json.loads(ORDER))
