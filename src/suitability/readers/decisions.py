"""Reading the files in which compliance keeps its waivers and rulings."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from suitability.engine.waive import Decisions, Ruling, Waiver
from suitability.errors import RuleFileError, RuleFileErrors
from suitability.language.errors import near
from suitability.spot import Spot

if TYPE_CHECKING:
    from suitability.engine.ruleset import RuleSet
    from suitability.rules import shape
    from suitability.rules.door import File

Name = str | os.PathLike[str]


def decisions(paths: Name | Iterable[Name], rules: RuleSet) -> Decisions:
    """Read TOML files of `[[waiver]]` and `[[ruling]]` tables, for the rules they are to be used with.

    Raises RuleFileErrors with every mistake of every file: a rule that no pack holds, a waiver of a rule of law, a
    waiver that ends before it begins, two rulings on one finding.
    """
    from suitability.rules import shape  # needs pydantic, which a check does not
    from suitability.rules.door import File

    errors: list[RuleFileError] = []
    spots: dict[Waiver | Ruling, Spot] = {}
    ruled: dict[str, Spot] = {}
    for path in [paths] if isinstance(paths, str | os.PathLike) else paths:
        file = File(Path(path), str(path), errors)
        found = file.shaped(shape.Decisions) if file.readable else None
        if found is not None:
            _judge(file, found, ruled, rules)
            for index, w in enumerate(found.waiver):
                waiver = Waiver(w.rule, w.first, w.last, w.owner, w.reason, w.key)
                spots.setdefault(waiver, file.spot(("waiver", index)))
            for index, r in enumerate(found.ruling):
                ruling = Ruling(r.rule, r.key, r.fingerprint, r.on, r.by, r.reason)
                spots.setdefault(ruling, file.spot(("ruling", index)))
    if errors:
        raise RuleFileErrors(errors)
    return Decisions(
        tuple(one for one in spots if isinstance(one, Waiver)),
        tuple(one for one in spots if isinstance(one, Ruling)),
        spots,
    )


def _judge(file: File, found: shape.Decisions, ruled: dict[str, Spot], rules: RuleSet) -> None:
    known = {rule.id for rule in rules.rules}
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
    for index, ruling in enumerate(found.ruling):
        where = ("ruling", index, "fingerprint")
        spot = file.spot(where)
        if ruled.setdefault(ruling.fingerprint, spot) is not spot:
            file.error(where, f"this finding was ruled on already: {ruled[ruling.fingerprint]}")
