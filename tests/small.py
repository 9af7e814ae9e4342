"""Small packs, written to a folder, so that a test shows all it stands on."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import suitability as s
from suitability.engine.ruleset import RuleSet

DAY = dt.date(2026, 3, 5)
AS_OF = dt.date(2026, 3, 10)
EAST = dt.timezone(dt.timedelta(hours=8))

HEAD = """\
title    = { en = "Small", zh-Hans = "小包" }
language = "en"

[scale.customer]
label  = { en = "customer's level" }
levels = ["C1", "C2", "C3"]

[scale.product]
label  = { en = "product's level" }
levels = ["R1", "R2", "R3"]
"""
SOURCES = """\
[law]
title   = "中华人民共和国示例法"
english = "Example Law"
number  = "令第1号"
short   = "示例法"
rank    = "law"
penalty = "罚款一万元"

[house]
title   = "House rules"
english = "House rules"
short   = "House rules"
rank    = "house"
"""
CITES = '[{ source = "law", at = "第一条" }]'
UNVERIFIED = '[{ source = "law", at = "第二条", verified = false }]'


def write(folder: Path, files: Mapping[str, str] | None = None, *, name: str = "small", head: str = HEAD) -> Path:
    """Write a pack of these files into a folder of its own."""
    found = {"pack.toml": f'name = "{name}"\n{head}', "sources.toml": SOURCES, **(files or {})}
    for path, text in found.items():
        place = folder / name / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder / name


def rules(folder: Path, files: Mapping[str, str], head: str = HEAD) -> RuleSet:
    """Write a pack and load it."""
    return s.load(s.folder(write(folder, files, head=head)))


def one_rule(folder: Path, require: str, when: str | None = None) -> RuleSet:
    """Load a pack of one rule, `small.sale.wrong`."""
    return rules(folder, {"sale/wrong.toml": rule(version(require, when))})


def version(
    require: str, when: str | None = None, first: str = "2024-01-01", last: str | None = None, cites: str = CITES
) -> str:
    """Write a version of a rule."""
    dated = f"from = {first}\n" + (f"until = {last}\n" if last else "")
    asked = f"when = {json.dumps(when, ensure_ascii=False)}\n" if when else ""
    return f"[[version]]\n{dated}{asked}require = {json.dumps(require, ensure_ascii=False)}\ncites = {cites}\n"


def example(expect: str, more: str = "", says: str = "a case") -> str:
    """Write an example over the shared record `plain`."""
    return f'[[example]]\nsays = "{says}"\ngiven = "plain"\n{more}\nexpect = "{expect}"\n'


def rule(*parts: str, **head: str | None) -> str:
    """Write a rule of versions and examples; a key of its head is left out where it is None."""
    given: dict[str, str | None] = {
        "title": "A rule",
        "subject": "sale",
        "force": "law",
        "severity": "block",
        "stage": "candidate",
        "message": "It is wrong.",
        "remedy": "Put it right.",
        **head,
    }
    lines = [f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in given.items() if text is not None]
    shown = () if any("[[example]]" in part for part in parts) else (example("pass"),)
    return "\n".join([*lines, 'reviewed = { on = 2026-01-01, by = "us" }', *parts, *shown])


def term(means: str, first: str = "2020-01-01", of: str = "") -> str:
    """Write a term of one version."""
    return f'label = {{ en = "a term" }}\n{of}\n[[version]]\nfrom = {first}\nis = {json.dumps(means)}\n'


def table(gives: str, *rows: str, more: str = "") -> str:
    """Write a table of rows, each the text of its keys."""
    return f'label = {{ en = "a table" }}\ngives = "{gives}"\n{more}\n' + "".join(f"[[row]]\n{row}\n" for row in rows)


def sale(**facts: Any) -> s.Sale:
    """Make a concluded sale of the day."""
    return s.Sale(**{"on": DAY, "stage": "concluded", **facts})


def levels(issuer: str) -> s.Product:
    """Make a product of a level."""
    return s.Product(levels=s.Levels(issuer=issuer))


def at(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """Give an instant of a day, in the time zone of the small pack."""
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=EAST)
