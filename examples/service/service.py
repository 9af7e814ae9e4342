"""A service that checks sales before they are made, and keeps the receipt of every check."""

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse

import suitability as s

RULES = s.load("cn", "handbook")
KEY = bytes.fromhex(os.environ.get("RECEIPT_KEY", "")) or None  # seals the facts of receipts

app = FastAPI(title="May we make this sale?")


async def order(request: Request) -> Any:
    """Read the body with exact amounts: a number of JSON is no float."""
    try:
        return json.loads(await request.body(), parse_float=Decimal)
    except ValueError as error:
        raise HTTPException(400, f"not JSON: {error}") from None


def today() -> dt.date:
    """Give the day it is where the rules apply."""
    return dt.datetime.now(RULES.zone).date()


def receipts() -> Iterator[sqlite3.Connection]:
    """Open the receipts, and keep what the request writes."""
    with closing(sqlite3.connect(os.environ.get("RECEIPTS", "receipts.sqlite"), check_same_thread=False)) as database:
        database.execute("create table if not exists receipts (id integer primary key, cleared integer, receipt text)")
        with database:
            yield database


@app.post("/sales", status_code=201)
def make_sale(
    order: Annotated[Any, Depends(order)],
    as_of: Annotated[dt.date, Depends(today)],
    receipts: Annotated[sqlite3.Connection, Depends(receipts)],
    accept_language: Annotated[str, Header()] = "zh-Hans",
) -> Any:
    """Check a sale. It goes on where every rule is cleared; else the answer says why not, and what to do."""
    report = s.check(s.read("sale", order, RULES), RULES, as_of=as_of)
    row = "insert into receipts (cleared, receipt) values (?, ?)"
    kept = receipts.execute(row, (report.cleared, s.receipt(report, KEY))).lastrowid
    if report.cleared:
        return {"receipt": kept}
    return problem(
        "the sale is not cleared",
        receipt=kept,
        findings=[said(finding, accept_language.partition(",")[0]) for finding in report.findings],
        ask=[question.path for question in report.ask],
    )


def said(finding: s.Finding, locale: str) -> dict[str, Any]:
    """Say a finding in the caller's language."""
    return {
        "rule": finding.rule,
        "outcome": finding.outcome,
        "text": s.text(finding, locale),
        "remedy": s.remedy(finding, locale),
        "cites": [cite.short for cite in finding.cites],
    }


@app.get("/schema")
def schema() -> Any:
    """Give the JSON Schema of a sale."""
    return s.record_schema("sale", RULES)


@app.exception_handler(s.SuitabilityError)
def refused(_: Request, error: s.SuitabilityError) -> JSONResponse:
    """Say what is wrong with a record that cannot be checked."""
    errors = error.errors if isinstance(error, s.RecordErrors) else [error]
    return problem("the sale cannot be checked", errors=[str(one) for one in errors])


def problem(title: str, **members: Any) -> JSONResponse:
    """Answer with a problem (RFC 9457)."""
    return JSONResponse({"title": title, "status": 422, **members}, 422, media_type="application/problem+json")
