"""Embed the check in five lines: load the rules, read a record, check it, and say what is wrong."""

import datetime as dt
import json
from pathlib import Path

import suitability as s

order = json.loads(Path(__file__).with_name("short_sale.json").read_text(encoding="utf-8"))
order["product"]["levels"] = {"issuer": "R5", "seller": "R5"}  # the same sale, of the riskiest product there is

rules = s.load("cn", "handbook")
sale = s.read("sale", order, rules)
report = s.check(sale, rules, as_of=dt.date(2026, 11, 20))
for finding in report.findings:
    print(s.text(finding, "zh-Hans"))
