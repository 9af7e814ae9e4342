"""Rules over text for small packs."""

import json
from pathlib import Path
from typing import Any

from suitability.engine.ruleset import RuleSet
from tests.small import CITES, HEAD, UNVERIFIED, rules

TEXT_HEAD = f"""{HEAD}
[categories]
promise    = {{ en = "a promise", zh-Hans = "承诺" }}
disclosure = {{ en = "a disclosure is missing", zh-Hans = "缺少披露" }}

[group.channel.online]
label  = {{ en = "online", zh-Hans = "互联网渠道" }}
values = ["website", "app"]

[group.family.funds]
label  = {{ en = "funds", zh-Hans = "基金" }}
values = ["public-fund", "private-fund"]
"""
SAFE = """\
label = { en = "words of safety", zh-Hans = "安全" }
[[words]]
origin = "reasoned"
note   = "common"
list   = ["无忧", "{十分|非常}安全"]
"""


def quoted(value: Any) -> str:
    """Write a value as TOML."""
    return json.dumps(value, ensure_ascii=False)


def find(*phrases: str, origin: str = "reasoned", note: str = "a note", rewrite: str | None = None) -> str:
    """Write a block of phrases."""
    more = "" if rewrite is None else f"rewrite = {quoted(rewrite)}\n"
    return f'[[find]]\norigin = "{origin}"\nnote = "{note}"\nphrases = {quoted(list(phrases))}\n{more}'


def accept(*phrases: str, more: str = "") -> str:
    """Write a block of sentences that satisfy a duty to disclose."""
    return f'[[accept]]\nnote = "a note"\nphrases = {quoted(list(phrases))}\n{more}\n'


def ground(first: str = "2020-01-01", more: str = "", cites: str = CITES) -> str:
    """Write a ground."""
    return f"[[ground]]\nfrom = {first}\n{more}\ncites = {cites}\n"


UNREAD = ground(cites=UNVERIFIED)


def case(text: str, expect: str, more: str = "", says: str = "a case") -> str:
    """Write an example of a rule over text."""
    return f'[[example]]\nsays = "{says}"\ntext = {quoted(text)}\nexpect = "{expect}"\n{more}\n'


def text_rule(*parts: str, **head: Any) -> str:
    """Write a rule over text; it holds for all copy unless a part is a ground, and has an example in any case."""
    given: dict[str, Any] = {
        "title": "A rule",
        "subject": "copy",
        "form": "wording",
        "force": "law",
        "severity": "block",
        "category": "promise",
        "message": "“{words}” is a promise.",
        "remedy": "Take it out.",
        "unless": ["usual"],
        **head,
    }
    blocks = list(parts)
    blocks += [] if any("[[ground]]" in part for part in parts) else [ground()]
    blocks += [] if any("[[example]]" in part for part in parts) else [case("好", "pass")]
    lines = [f"{key} = {quoted(value)}" for key, value in given.items() if value is not None]
    return "\n".join([*lines, 'reviewed = { on = 2026-01-01, by = "us" }', *blocks])


def one_text_rule(folder: Path, *parts: str, files: dict[str, str] | None = None, **head: Any) -> RuleSet:
    """Load a pack of one rule over text, `small.copy.wrong`."""
    return rules(folder, {"copy/wrong.toml": text_rule(*parts, **head), **(files or {})}, TEXT_HEAD)
