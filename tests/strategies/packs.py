"""The small pack: terms, tables and parameters that drawn expressions use beside the facts."""

import datetime as dt
from functools import cache
from pathlib import Path

from suitability.engine.ruleset import Plan, RuleSet
from suitability.language.scope import Scope, Signature
from suitability.language.types import Type
from suitability.model.customer import Assessment
from suitability.model.subject import STAGES, SUBJECTS
from suitability.rules.names import roots_of
from suitability.rules.pack import Pack
from suitability.rules.read import read_folder

RULESETS = Path(__file__).parents[2] / "rulesets"

# How drawn expressions call what the small pack defines; {} is a member of the class.
CALLS = (
    "tests", "held", "newest", "changed", "rated", "regime", "kept", "needed",
    "grown(as_of)", "grown(newest.on)", "tests_at('C2')", "tests_at(held)", "ceiling(held)",
    "ceiling(product.target_market.lowest_level)", "overtaken(newest, as_of)", "param.limit", "param.many",
)  # fmt: skip
MEMBER_CALLS = {
    Assessment: ("own({})", "overtaken({}, as_of)", "overtaken({}, {}.on)", "grown({}.on)", "ceiling({}.level)")
}


@cache
def small_pack() -> Pack:
    return read_folder(Path(__file__).parent / "small_pack")


@cache
def small_rules() -> RuleSet:
    return RuleSet([small_pack()])


@cache
def scope(kind: str) -> Scope:
    """Give the names an expression about a subject may use."""
    pack = small_pack()
    signatures = {
        name: Signature(
            pack.trees.type(defined.type_at),
            tuple(pack.trees.type(at) for _, at in defined.arguments),
            getattr(defined, "nullable", False),
            defined.roots,
        )
        for name, defined in {**pack.terms, **pack.tables}.items()
    }
    return Scope(
        roots_of(kind),
        {name: signatures[name] for name in pack.terms},
        {name: signatures[name] for name in pack.tables},
        {name: pack.trees.type(parameter.type_at) for name, parameter in pack.parameters.items()},
        pack.scales,
    )


@cache
def calls(kind: str) -> dict[str, tuple[Type, bool]]:
    """Give the calls an expression about a subject may make: the type of each, and whether it can be none."""
    known = scope(kind)
    found = {}
    for text in CALLS:
        name = text.partition("(")[0]
        if name.startswith("param."):
            found[text] = (known.parameters[name.removeprefix("param.")], False)
            continue
        signature = known.terms.get(name) or known.tables[name]
        assert signature is not None
        if signature.roots | roots_read(text) <= known.roots.keys():
            found[text] = (signature.type, signature.nullable)
    return found


@cache
def member_calls(kind: str, record: type) -> dict[str, Type]:
    """Give the calls that take a member of a relation, as patterns with {} for the member."""
    known = scope(kind)
    found = {}
    for text in MEMBER_CALLS.get(record, ()):
        name = text.partition("(")[0]
        signature = known.terms.get(name) or known.tables[name]
        assert signature is not None
        if signature.roots <= known.roots.keys():
            found[text] = signature.type
    return found


def roots_read(text: str) -> frozenset[str]:
    """Give the roots that the arguments of a call read."""
    read = {"held": {"customer", "seller"}, "newest": {"customer", "seller"}, "product.": {"product"}}
    return frozenset(root for word, roots in read.items() if word in text for root in roots)


@cache
def shipped_rules() -> RuleSet:
    """Give the packs of the repository, read from their folders."""
    packs: list[Pack] = []
    for folder in sorted(RULESETS.iterdir()):
        if (folder / "pack.toml").is_file():
            packs.append(read_folder(folder))
    return RuleSet(packs)


def plans() -> list[Plan]:
    """Give the plans of the shipped packs, at the last stage, on the days on which rules of the subject begin or end.

    A sale has them on every day on which the law changes: its rules stand on most of the terms and tables.
    """
    rules = shipped_rules()
    found = []
    for subject in SUBJECTS.values():
        versions = [version for rule in rules.rules if rule.subject == subject.name for version in rule.versions]
        turns = {version.first for version in versions} | {
            version.last + dt.timedelta(days=1) for version in versions if version.last
        }
        days = [day for day in rules.change_days if subject.staged or day in turns]
        found += [rules.plan(subject.name, day, STAGES[-1] if subject.staged else None) for day in days]
    return [plan for plan in found if plan.active]
