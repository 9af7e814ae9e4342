"""``suitability rules coverage``: every duty of the packs' sources, and what answers it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from suitability.cli.packs import named
from suitability.errors import SuitabilityError
from suitability.messages.articles import place
from suitability.messages.render import source_title, voice
from suitability.messages.speak import Speaker
from suitability.packs.load import ledger_file, read_packs
from suitability.reports.text import table
from suitability.rules.ledger import CHECKABLE, Coverage, covered, read_ledger
from suitability.rules.pack import Pack
from suitability.rules.shape import Duty

SCHEMA = "suitability.coverage/1"
# Of the rules that execute a duty, those named on its line; the JSON names all.
SHOWN = 2


@attrs.frozen
class Ledger:
    """A pack and the duties of its ledger."""

    pack: Pack
    duties: Mapping[str, Duty]

    def by_instrument(self) -> dict[str, dict[str, Duty]]:
        """Give the duties by the instrument they stand in, as the ledger orders them."""
        found: dict[str, dict[str, Duty]] = {}
        for id_, duty in self.duties.items():
            found.setdefault(duty.instrument, {})[id_] = duty
        return found


def run(arguments: argparse.Namespace) -> int:
    """Print what is executed of the duties that expressions can decide, by instrument and article."""
    packs = named(arguments)
    ledgers = [
        Ledger(read, read_ledger(file, f"{read.name}/ledger.toml", read))
        for pack, read in zip(packs, read_packs(packs), strict=True)
        if (file := ledger_file(pack)) is not None
    ]
    if not ledgers:
        raise SuitabilityError("none of these packs keeps a ledger")
    if arguments.format == "json":
        print(json.dumps(_plain(ledgers), ensure_ascii=False, indent=1))
    else:
        for line in _lines(ledgers, voice(arguments.lang)):
            print(line)
    return 0


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
            found = covered(duties.values())
            yield source_title(ledger.pack.sources[source], speak.locale)
            if found.of:
                yield f"  {speak.phrase('coverage_of', **_counts(found))}"
            yield from table([_row(id_, duty, speak) for id_, duty in duties.items()], "  ")
            yield ""
    for ledger in ledgers:
        found = covered(ledger.duties.values())
        yield f"{ledger.pack.name}  {speak.phrase('coverage_of', **_counts(found))}"


def _row(id_: str, duty: Duty, speak: Speaker) -> tuple[str, ...]:
    answer = speak.phrase(f"answer_{duty.answer}", issue=str(duty.issue))
    more = len(duty.rules) - SHOWN
    rules = [*duty.rules[:SHOWN], *([f"+{more}"] if more > 0 else [])]
    return id_, place(duty.article, speak) or duty.article, answer, "  ".join(rules)


def _plain(ledgers: Sequence[Ledger]) -> dict[str, Any]:
    every = covered(duty for ledger in ledgers for duty in ledger.duties.values())
    return {
        "schema": SCHEMA,
        **_figures(every),
        "packs": [
            {
                "pack": ledger.pack.name,
                **_figures(covered(ledger.duties.values())),
                "instruments": [
                    {
                        "source": source,
                        **_figures(covered(duties.values())),
                        "duties": [_duty(id_, duty) for id_, duty in duties.items()],
                    }
                    for source, duties in ledger.by_instrument().items()
                ],
            }
            for ledger in ledgers
        ],
    }


def _figures(found: Coverage) -> dict[str, Any]:
    return {"share": round(float(found.share), 4), "full": found.full, "part": found.part, "of": found.of}


def _duty(id_: str, duty: Duty) -> dict[str, Any]:
    said = {"id": id_, "article": duty.article, "class": duty.class_, "answer": duty.answer}
    return {**said, "rules": list(duty.rules), "counts": duty.class_ == CHECKABLE}
