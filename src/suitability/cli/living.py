"""What options and settings say of living with findings: waivers, rulings, the baseline; one way for every gate."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from suitability.errors import SuitabilityError
from suitability.messages.locales import SOURCE
from suitability.readers.settings import Settings, settings

if TYPE_CHECKING:
    from suitability.engine.ruleset import RuleSet
    from suitability.engine.waive import Inline
    from suitability.reports.accept import Renewed, Scope
    from suitability.reports.gate import Run

BASELINE = "suitability-baseline.json"
WAIVERS, RULINGS = "waivers.toml", "rulings.toml"


def configured(arguments: argparse.Namespace) -> Settings:
    """Read the settings, and fill in what the options of a command leave open.

    Fills `fail_on`, `lang`, `pack`, `strict`, `paths` and `decisions` of those that the command has.
    """
    found = settings(arguments.config, Path())
    usual = [path for name in (WAIVERS, RULINGS) if (path := _beside(found, name)).is_file()]
    filled = {
        "fail_on": found.fail_on or "block",
        "lang": found.language or SOURCE.name,
        "pack": list(found.packs) or None,
        "strict": found.strict,
        "paths": list(found.paths),
        "decisions": list(map(str, found.decisions or usual)),
    }
    for name, value in filled.items():
        if not getattr(arguments, name, value):
            setattr(arguments, name, value)
    if getattr(arguments, "accept_new", True) is False and (arguments.until or arguments.because):
        raise SuitabilityError("--until and --because say how long and why --accept-new accepts: give that too")
    return found


def concerned(names: Iterable[str], arguments: argparse.Namespace, found: Settings) -> bool:
    """Say whether the baseline is to be brought up to date, or holds something of files by these names.

    Where it does not, a file in which nothing is found needs no second look.
    """
    if arguments.accept_new:
        return True
    file, named = _baseline(arguments, found)
    if not named and not file.is_file():
        return False
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return True
    return any(json.dumps(found.name(name), ensure_ascii=False) in text for name in names)


def settled(
    run: Run,
    arguments: argparse.Namespace,
    found: Settings,
    rules: RuleSet,
    paths: Collection[str],
    inline: Iterable[Inline] = (),
) -> Run:
    """Decide the findings of a run by what the options and settings name; write the baseline where it is asked for.

    `paths` are the files and folders that the run looked at.
    """
    from suitability.readers.decisions import decisions
    from suitability.reports.accept import renew
    from suitability.reports.baseline import Baseline, baseline_text, read_baseline
    from suitability.reports.settle import settle_run

    decided = decisions(arguments.decisions, rules) if arguments.decisions else None
    scope = scope_of(paths, found)
    settle = partial(settle_run, run, decisions=decided, inline=tuple(inline), scope=scope)
    file, named = _baseline(arguments, found)
    there = file.is_file()
    before = read_baseline(file) if there or (named and not arguments.accept_new) else None
    done = settle(baseline=before)
    if not arguments.accept_new:
        return done
    before = before or Baseline(str(file))
    renewed = renew(done, before, scope, until=arguments.until, reason=arguments.because)
    if baseline_text(renewed.entries) != baseline_text(before.entries):
        from suitability.cli.receipts import write_asked

        write_asked(str(file), baseline_text(renewed.entries))
    for line in _said(renewed, str(file), arguments.lang):
        print(line, file=sys.stderr)
    return settle(baseline=read_baseline(file) if file.is_file() else before)


def scope_of(paths: Collection[str], found: Settings) -> Scope:
    """Give the scope of a run over files and folders: what was in one of them and is gone belongs to it too."""
    from suitability.reports.accept import Scope

    names = {found.name(path) for path in paths}

    def looked(name: str) -> bool:
        above = Path(name).parents
        return name in names or any(str(folder) in names for folder in above) or not (found.root / name).exists()

    return Scope(found.name, looked)


def _beside(found: Settings, name: str) -> Path:
    return Path(found.opened(name))


def _baseline(arguments: argparse.Namespace, found: Settings) -> tuple[Path, bool]:
    """Give the file of the baseline, and whether somebody named it: then it must be there."""
    given = getattr(arguments, "baseline", None)
    named = Path(given) if given else found.baseline
    return (named, True) if named is not None else (_beside(found, BASELINE), False)


def _said(renewed: Renewed, file: str, locale: str) -> Iterable[str]:
    from suitability.messages.speak import speaker
    from suitability.reports.text import table

    speak = speaker(locale)
    for key, entries in (("accepted", renewed.accepted), ("dropped", renewed.dropped)):
        if entries:
            count, last = sum(entry.count for entry in entries), max(entry.until for entry in entries)
            yield speak.phrase(f"baseline_{key}", count=str(count), file=file, last=speak.day(last))
        rows = [
            (entry.rule, name, str(number))
            for entry in sorted(entries, key=lambda entry: (entry.rule, entry.files))
            for name, number in entry.files
        ]
        yield from table(rows, indent="  ")
    if not renewed.accepted and not renewed.dropped:
        yield speak.phrase("baseline_same", file=file)
