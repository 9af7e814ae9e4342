"""``suitability rules coverage``: every duty of the packs' sources, and what answers it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import attrs

from suitability.cli.packs import named
from suitability.errors import SuitabilityError
from suitability.messages.articles import place
from suitability.messages.render import source_title, voice
from suitability.messages.speak import Speaker
from suitability.packs.load import Folder, ledger_file, read_packs
from suitability.reports.text import table
from suitability.rules.ledger import CHECKABLE, Coverage, Duty, covered, read_ledger
from suitability.rules.pack import Pack

SCHEMA = "suitability.coverage/1"
# Of the rules that execute a duty, those named on its line; the JSON names all.
SHOWN = 2


@attrs.frozen
class Ledger:
    """A pack and the duties of its ledger."""

    pack: Pack
    duties: tuple[Duty, ...]

    def by_instrument(self) -> dict[str, list[Duty]]:
        """Give the duties by the instrument they stand in, as the ledger orders them."""
        found: dict[str, list[Duty]] = {}
        for duty in self.duties:
            found.setdefault(duty.instrument, []).append(duty)
        return found


def run(arguments: argparse.Namespace) -> int:
    """Print what is executed of the duties that expressions can decide, by instrument and article."""
    packs = named(arguments)
    ledgers = [
        Ledger(read, _duties(pack, read))
        for pack, read in zip(packs, read_packs(packs), strict=True)
        if ledger_file(pack) is not None
    ]
    if not ledgers:
        raise SuitabilityError("none of these packs keeps a ledger")
    if arguments.format == "json":
        print(json.dumps(_plain(ledgers), ensure_ascii=False, indent=1))
    else:
        for line in _lines(ledgers, voice(arguments.lang)):
            print(line)
    return 0


def _duties(pack: str | Folder, read: Pack) -> tuple[Duty, ...]:
    file = ledger_file(pack)
    return () if file is None else read_ledger(file, f"{read.name}/ledger.toml", read)


def _percent(share: Fraction) -> str:
    return f"{float(100 * share):.1f}"


def _counts(found: Coverage) -> dict[str, str]:
    return {
        "full": str(found.full),
        "part": str(found.part),
        "of": str(found.of),
        "share": _percent(found.share),
    }


def _lines(ledgers: Sequence[Ledger], speak: Speaker) -> Iterator[str]:
    for ledger in ledgers:
        for source, duties in ledger.by_instrument().items():
            found = covered(duties)
            yield source_title(ledger.pack.sources[source], speak.locale)
            if found.of:
                yield f"  {speak.phrase('coverage_of', **_counts(found))}"
            yield from table([_row(duty, speak) for duty in duties], "  ")
            yield ""
    for ledger in ledgers:
        found = covered(ledger.duties)
        yield f"{ledger.pack.name}  {speak.phrase('coverage_of', **_counts(found))}"


def _row(duty: Duty, speak: Speaker) -> tuple[str, ...]:
    answer = speak.phrase(f"answer_{duty.answer}", issue=str(duty.issue))
    more = len(duty.rules) - SHOWN
    rules = [*duty.rules[:SHOWN], *([f"+{more}"] if more > 0 else [])]
    return duty.id, place(duty.article, speak) or duty.article, answer, "  ".join(rules)


def _plain(ledgers: Sequence[Ledger]) -> dict[str, Any]:
    every = covered(duty for ledger in ledgers for duty in ledger.duties)
    return {
        "schema": SCHEMA,
        **_figures(every),
        "packs": [
            {
                "pack": ledger.pack.name,
                **_figures(covered(ledger.duties)),
                "instruments": [
                    {"source": source, **_figures(covered(duties)), "duties": [_duty(duty) for duty in duties]}
                    for source, duties in ledger.by_instrument().items()
                ],
            }
            for ledger in ledgers
        ],
    }


def _figures(found: Coverage) -> dict[str, Any]:
    return {"share": round(float(found.share), 4), "full": found.full, "part": found.part, "of": found.of}


def _duty(duty: Duty) -> dict[str, Any]:
    said = {"id": duty.id, "article": duty.article, "class": duty.kind, "answer": duty.answer}
    return {**said, "rules": list(duty.rules), "counts": duty.kind == CHECKABLE}
