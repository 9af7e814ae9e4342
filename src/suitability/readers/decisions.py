"""Reading the file in which compliance keeps its waivers and rulings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from suitability.engine.waive import Decisions, Ruling, Waiver
from suitability.errors import RuleFileError, RuleFileErrors
from suitability.language.errors import near

if TYPE_CHECKING:
    from suitability.engine.ruleset import RuleSet


def decisions(path: str | os.PathLike[str], rules: RuleSet) -> Decisions:
    """Read a TOML file of `[[waiver]]` and `[[ruling]]` tables, for the rules it is to be used with.

    Raises RuleFileErrors with every mistake: a rule that no pack holds, a waiver of a rule of law, a waiver that ends
    before it begins, two rulings on one finding.
    """
    from suitability.rules import shape  # needs pydantic, which a check does not
    from suitability.rules.door import File

    errors: list[RuleFileError] = []
    file = File(Path(path), Path(path).name, errors)
    found = file.shaped(shape.Decisions) if file.readable else None
    if found is None:
        raise RuleFileErrors(errors)
    known = [rule.id for rule in rules.rules]
    named = [(("waiver", index, "rule"), waiver.rule) for index, waiver in enumerate(found.waiver)]
    named += [(("ruling", index, "rule"), ruling.rule) for index, ruling in enumerate(found.ruling)]
    for where, rule in named:
        if rule not in known:
            file.error(where, f"no loaded pack holds the rule {rule!r}", near(rule, known))
    for index, waiver in enumerate(found.waiver):
        if waiver.rule in known and waiver.rule not in rules.waivable:
            hint = "where a finding is mistaken, rule on it with [[ruling]]"
            file.error(("waiver", index, "rule"), f"{waiver.rule} is law and cannot be waived", hint)
        if waiver.last < waiver.first:
            message = f"ends on {waiver.last}, before it begins on {waiver.first}"
            file.error(("waiver", index, "until"), message)
    seen: dict[str, int] = {}
    for index, ruling in enumerate(found.ruling):
        if seen.setdefault(ruling.fingerprint, index) != index:
            file.error(("ruling", index, "fingerprint"), "this finding was ruled on above already")
    if errors:
        raise RuleFileErrors(errors)
    return Decisions(
        tuple(Waiver(w.rule, w.first, w.last, w.owner, w.reason, w.key) for w in found.waiver),
        tuple(Ruling(r.rule, r.key, r.fingerprint, r.on, r.by, r.reason) for r in found.ruling),
    )
