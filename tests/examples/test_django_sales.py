"""The Django example migrates a real SQLite file, passes its own tests there, and keeps no order that is not cleared."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples.load import EXAMPLES

FOLDER = EXAMPLES / "django_sales"
ORDERS = """
import datetime as dt, json
from django.core.exceptions import ValidationError
from sales import checked
from sales.models import Customer, Order, Product
checked.today = lambda: dt.date(2026, 11, 20)
record = json.loads(open("../short_sale.json", encoding="utf-8").read())
told = record["sale"]
at, channel = dt.datetime.fromisoformat(told.pop("at")), told.pop("channel")
del told["on"], told["stage"]
customer = Customer.objects.create(number="C-1", facts=record["customer"])
for level in ("R2", "R5"):
    facts = {**record["product"], "levels": {"issuer": level, "seller": level}}
    product = Product.objects.create(number=level, facts=facts)
    order = Order(number=level, customer=customer, product=product, at=at, channel=channel, amount=1, facts=told)
    try:
        order.save()
    except ValidationError as refused:
        print([error.code for error in refused.error_dict["__all__"]][0])
"""


def manage(database: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=FOLDER,
        env={
            **os.environ,
            "DATABASE": str(database),
            "DJANGO_SETTINGS_MODULE": "settings",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "sales.sqlite"


def test_the_examples_own_tests_pass(database: Path) -> None:
    manage(database, "test")
    manage(database, "makemigrations", "--check", "--dry-run")


def test_the_file_holds_the_cleared_order_with_its_report_and_not_the_other(database: Path) -> None:
    manage(database, "migrate", "--verbosity", "0")
    assert manage(database, "shell", "--verbosity", "0", "-c", ORDERS).split() == ["cn.sale.risk-above-capacity"]
    connection = sqlite3.connect(database)
    ((number, cleared, report, receipt),) = connection.execute(
        "select number, cleared, report, receipt from sales_order"
    ).fetchall()
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("update sales_order set cleared = 0")
    connection.close()
    assert (number, cleared, json.loads(report)["cleared"], json.loads(receipt)["key"]) == ("R2", 1, True, "R2")
