"""The ledger of a pack: every duty of its sources and what answers it, and how much of what can be checked is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from suitability.errors import RuleFileError, RuleFileErrors
from suitability.language.errors import near
from suitability.rules import shape
from suitability.rules.door import Content, File
from suitability.rules.pack import Pack

# What the answer to a duty must say beside its name.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "rules": ("rules",),
    "part": ("rules", "left"),
    "definition": ("rules",),
    "by_issue": ("issue",),
    "attested": ("why",),
    "judgment": ("why",),
    "firm_control": ("why",),
    "permission": ("why",),
    "penalty": (),
}
# What it may say as well.
ALLOWED: Mapping[str, tuple[str, ...]] = {"rules": ("beyond",)}
# The class of what expressions can decide; only that is counted.
CHECKABLE = "expression"


@attrs.frozen
class Coverage:
    """How many of the checkable duties are executed in full, how many in part, and how many there are."""

    full: int
    part: int
    of: int

    @property
    def share(self) -> Fraction:
        """The share executed; a part counts one half, and nothing to check is all of it."""
        return Fraction(2 * self.full + self.part, 2 * self.of) if self.of else Fraction(1)


def covered(duties: Iterable[shape.Duty]) -> Coverage:
    """Count the duties that expressions can decide, by what answers them."""
    answers = [duty.answer for duty in duties if duty.class_ == CHECKABLE]
    return Coverage(answers.count("rules"), answers.count("part"), len(answers))


def read_ledger(content: Content, shown: str, pack: Pack) -> dict[str, shape.Duty]:
    """Read the ledger of a pack: its duties by id.

    Raises RuleFileErrors with every mistake: a row without what its answer needs, an instrument or a rule that the
    pack does not hold, a rule that no duty asks for.
    """
    errors: list[RuleFileError] = []
    file = File(content, shown, errors)
    known = {rule.id for rule in pack.rules}
    for kind, names in (("terms", pack.terms), ("tables", pack.tables)):
        known |= {f"{pack.name}.{kind}.{name}" for name in names}
    found: dict[str, shape.Duty] = {}
    for id_, data in file.data.items():
        row = file.shaped(shape.Duty, data, (id_,))
        if row is None:
            continue
        if row.instrument not in pack.sources:
            hint = near(row.instrument, pack.sources)
            file.error((id_, "instrument"), f"unknown source {row.instrument!r}", hint)
        for index, name in enumerate(row.rules):
            if name not in known:
                file.error((id_, "rules", index), f"{pack.name} holds no {name!r}", near(name, known))
        for key in NEEDED[row.answer]:
            if not getattr(row, key):
                file.error((id_,), f"the answer {row.answer!r} needs the key {key!r}")
        stray = [
            key
            for key in ("rules", "left", "beyond", "issue", "why")
            if getattr(row, key) and key not in (*NEEDED[row.answer], *ALLOWED.get(row.answer, ()))
        ]
        for key in stray:
            file.error((id_, key), f"the answer {row.answer!r} has no {key!r}", key=True)
        found[id_] = row
    asked = {name for duty in found.values() for name in duty.rules}
    for rule in pack.rules:
        if rule.id not in asked and not errors:
            file.error((), f"no duty asks for {rule.id}", "name it in the row of the duty that it executes")
    if errors:
        raise RuleFileErrors(errors)
    return found
