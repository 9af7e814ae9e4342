"""``suitability rules``: read, test and compare the rules."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from suitability.cli.main import today
from suitability.cli.packs import folder_of, loaded, named
from suitability.engine.regime import paths, regimes, under
from suitability.engine.ruleset import RuleSet
from suitability.errors import SuitabilityError
from suitability.language.errors import near
from suitability.language.tree import trees
from suitability.messages import labels
from suitability.messages.render import pack_labels, path_label, sentence
from suitability.messages.speak import speaker
from suitability.model.subject import SUBJECTS
from suitability.packs.load import read_packs
from suitability.reports.text import table
from suitability.rules.pack import Rule, in_force


def run(arguments: argparse.Namespace) -> int:
    """Run one of the commands."""
    if arguments.command == "test":
        return _test(arguments)
    rules = loaded(arguments)
    commands = {"list": _list, "due": _due, "fields": _fields}
    for line in commands[arguments.command](rules, arguments):
        print(line)
    return 0


def _as_of(arguments: argparse.Namespace) -> dt.date:
    return arguments.as_of or today()


def _demand_subject(name: str) -> None:
    if name not in SUBJECTS:
        raise SuitabilityError(f"{name!r} is no subject; {near(name, SUBJECTS)}")


def _list(rules: RuleSet, arguments: argparse.Namespace) -> Iterator[str]:
    if arguments.subject is not None:
        _demand_subject(arguments.subject)
    chosen = [rule for rule in rules.rules if arguments.subject in (None, rule.subject)]
    yield from table([_line(rules, rule, arguments.lang, _as_of(arguments)) for rule in chosen])


def _line(rules: RuleSet, rule: Rule, locale: str, day: dt.date) -> tuple[str, ...]:
    version = in_force(rule.versions, day)
    since = rule.versions[0].first
    if version is not None:
        state, severity = f"{since}", rules.severity(rule, version, day)
    else:
        state, severity = f"({labels.outcome_label('not_in_force', locale)}) {since}", rule.severity
    force = labels.force_label(rule.force, locale)
    return rule.id, labels.severity_label(severity, locale), force, state, sentence(rule.title, locale)


def _due(rules: RuleSet, arguments: argparse.Namespace) -> Iterator[str]:
    as_of, until = _as_of(arguments), arguments.until
    dated = [(rule.id, sentence(rule.title, arguments.lang), rule.versions) for rule in rules.rules]
    voice = speaker(arguments.lang, pack_labels(rules))
    for kind, defined in rules.defined().items():
        for name, found in defined.items():
            versions = found.rows if kind == "table" else found.versions
            dated.append((f"{voice.phrase(f'kind_{kind}')} {name}", voice.name(name), versions))
    rows = set()
    for name, title, versions in dated:
        for version in versions:
            if as_of < version.first <= until:
                rows.add((str(version.first), voice.phrase("begins"), name, title))
            if version.last is None or not as_of <= version.last <= until:
                continue
            if not in_force(versions, version.last + dt.timedelta(days=1)):
                rows.add((str(version.last), voice.phrase("ends"), name, title))
    yield from table(sorted(rows))
    yield voice.phrase("changes", after=voice.day(as_of), until=voice.day(until), count=str(len(rows)))


def _regime(rules: RuleSet, arguments: argparse.Namespace) -> str | None:
    known = regimes(rules, _as_of(arguments))
    if arguments.regime is not None and arguments.regime not in known:
        raise SuitabilityError(f"there is no regime {arguments.regime!r}; {near(arguments.regime, known)}")
    chosen: str | None = arguments.regime
    return chosen


def _fields(rules: RuleSet, arguments: argparse.Namespace) -> Iterator[str]:
    _demand_subject(arguments.subject)
    chosen = _regime(rules, arguments)
    asked: Counter[str] = Counter()
    for one in under(rules, arguments.subject, _as_of(arguments), chosen):
        if rules.due(one.rule, _as_of(arguments), arguments.stage):
            wording = one.rule.wording
            asked.update(paths(trees(one)) if wording is None else wording.paths(one.version.grounds))
    if arguments.format == "json":
        yield json.dumps({path: asked[path] for path in sorted(asked)}, ensure_ascii=False)
        return
    rows = [
        (path, path_label(path.replace("[]", ""), arguments.lang), str(asked[path]))
        for path in sorted(asked, key=lambda path: (path.split(".")[0], -asked[path], path))
    ]
    yield from table(rows)


def _named(id_: str, names: Sequence[str]) -> bool:
    return not names or any(id_ == name or id_.startswith(f"{name}.") or id_.endswith(f".{name}") for name in names)


def _test(arguments: argparse.Namespace) -> int:
    from suitability.packs.examples import Examples
    from suitability.packs.mutants import survivors
    from suitability.packs.signs import signs

    packs = named(arguments)
    loaded_packs = read_packs(packs)
    ids = [rule.id for pack in loaded_packs for rule in pack.rules]
    for name in arguments.rules:
        if not any(_named(id_, [name]) for id_ in ids):
            raise SuitabilityError(f"no rule is named {name!r}; {near(name, ids)}")
    voice = speaker(arguments.lang)
    failed = False
    for number, (pack, read) in enumerate(zip(packs, loaded_packs, strict=True), 1):
        path = folder_of(pack)
        if path is None:
            print(f"{read.name}: the package carries this pack compiled, without its examples", file=sys.stderr)
            failed = True
            continue
        # A pack's examples say what it means over those before it; a later one may tighten it.
        chosen = [rule for rule in read.rules if _named(rule.id, arguments.rules)]
        examples = Examples(path, RuleSet(loaded_packs[:number]), {rule.id for rule in chosen})
        count = examples.run()
        for failure in examples.failures:
            print(failure)
        counts = {"rules": len(chosen), "examples": count, "failed": len(examples.failures)}
        print(voice.phrase("tested", pack=read.name, **{name: str(number) for name, number in counts.items()}))
        failed = failed or bool(examples.failures)
        found = list(signs(read))
        if found or arguments.signs:
            print(voice.phrase("signs", pack=read.name, count=str(len(found))))
        for sign in found if arguments.signs else ():
            print(f"  {sign}")
        if arguments.mutants:
            alive, tried = survivors(examples)
            for mutant in alive:
                print(f"survives: {mutant}")
            print(voice.phrase("mutants", pack=read.name, tried=str(tried), alive=str(len(alive))))
            failed = failed or bool(alive)
    return int(failed)
