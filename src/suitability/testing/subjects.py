"""Subjects and their parts, drawn from the kinds of the model's fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar, cast

import attrs
from hypothesis import strategies as st

from suitability.engine.ruleset import RuleSet
from suitability.engine.stated import Stated, applicable
from suitability.errors import FactsContradict, SuitabilityError
from suitability.language.errors import near
from suitability.model.change import Change
from suitability.model.commitment import Commitment
from suitability.model.complaint import Complaint
from suitability.model.contact import Contact
from suitability.model.copy import Copy
from suitability.model.customer import Customer, Profile
from suitability.model.facts import Kind, Some, changed, kinds
from suitability.model.form import BusinessForm
from suitability.model.product import CatalogEntry
from suitability.model.sale import Holding, Sale
from suitability.model.subject import SUBJECTS, Subject
from suitability.model.use import Use
from suitability.rules.pack import Rule, in_force

T = TypeVar("T")

TOLD = 0.9
_THOUSAND = 1000
_DAYS_AROUND = 3650
_EARLIEST = dt.date(1900, 1, 1)
_MEMBERS = 3
_PIECES = ("本产品", "不承诺", "请勿", "吗？", "。", "，", "\n", "5%", "Our product ", "not ")
_SAYINGS = 6
# Few, so that the seller is now and then the institution that assessed the customer.
_TEXTS = ("bank-a", "bank-b", "bank-c")


def sales(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Sale]:
    """Draw sales; the arguments are those of `parts`."""
    return parts(Sale, rules, as_of=as_of, told=told, **fields)


def profiles(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Profile]:
    """Draw customers' profiles; the arguments are those of `parts`."""
    return parts(Profile, rules, as_of=as_of, told=told, **fields)


def products(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[CatalogEntry]:
    """Draw products on sellers' shelves; the arguments are those of `parts`."""
    return parts(CatalogEntry, rules, as_of=as_of, told=told, **fields)


def changes(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Change]:
    """Draw changes of products in sellers' catalogs; the arguments are those of `parts`."""
    return parts(Change, rules, as_of=as_of, told=told, **fields)


def holdings(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Holding]:
    """Draw holdings; the arguments are those of `parts`."""
    return parts(Holding, rules, as_of=as_of, told=told, **fields)


def uses(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Use]:
    """Draw uses of customers' personal data; the arguments are those of `parts`."""
    return parts(Use, rules, as_of=as_of, told=told, **fields)


def forms(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[BusinessForm]:
    """Draw forms on which customers choose or give their data; the arguments are those of `parts`."""
    return parts(BusinessForm, rules, as_of=as_of, told=told, **fields)


def contacts(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Contact]:
    """Draw contacts with customers; the arguments are those of `parts`."""
    return parts(Contact, rules, as_of=as_of, told=told, **fields)


def commitments(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Commitment]:
    """Draw promises made to customers; the arguments are those of `parts`."""
    return parts(Commitment, rules, as_of=as_of, told=told, **fields)


def complaints(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Complaint]:
    """Draw complaints; the arguments are those of `parts`."""
    return parts(Complaint, rules, as_of=as_of, told=told, **fields)


def copies(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Copy]:
    """Draw pieces of marketing copy; the arguments are those of `parts`."""
    return parts(Copy, rules, as_of=as_of, told=told, **fields)


def customers(
    rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Customer]:
    """Draw customers; the arguments are those of `parts`."""
    return parts(Customer, rules, as_of=as_of, told=told, **fields)


def subjects(
    subject: str, rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    """Draw subjects of a kind by its name, `sale` or `profile` say; the other arguments are those of `parts`."""
    if subject not in SUBJECTS:
        raise SuitabilityError(f"{subject!r} is no subject; {near(subject, SUBJECTS)}")
    return parts(SUBJECTS[subject].record, rules, as_of=as_of, told=told, **fields)


def parts(
    record: type[T], rules: RuleSet, *, as_of: dt.date, told: float = TOLD, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[T]:
    """Draw records of any class of the model, such as `suitability.Product`, that a check as of `as_of` takes.

    No event lies after `as_of`, levels are of the scales of `rules`, a day agrees with the instant beside it, and a
    subject tells nothing otherwise than a firm's pack states.
    `told` is the share of facts that are told at most, from 0 to 1; those that must be given always are. `fields`
    are strategies for fields by name, in place of what would be drawn: ``stage=st.just("ordered")``.
    Raises SuitabilityError where a field is not one of the class.
    """
    known = kinds(cast(Any, record))
    for name in fields:
        if name not in known:
            raise SuitabilityError(f"{record.__name__} has no field {name!r}; {near(name, known)}")
    drawn = _Drawing(rules, as_of, round((1 - told) * _THOUSAND)).record(record, fields)
    whole = next((subject for subject in SUBJECTS.values() if subject.record is record), None)
    return drawn if whole is None or not rules.stated else _of_the_house(drawn, whole, rules, as_of)


@st.composite
def _of_the_house(
    draw: st.DrawFn, strategy: st.SearchStrategy[Any], found: Subject, rules: RuleSet, as_of: dt.date
) -> Any:
    """Draw subjects that tell nothing otherwise than the firm's pack states."""
    subject = draw(strategy)
    day = found.day_of(subject, as_of)
    holding = [one for one in rules.stated if applicable(one.path, found) and in_force([one], day)]
    if not holding:
        return subject
    stated = Stated(holding, found)
    while True:
        try:
            stated.completed(subject)
        except FactsContradict as contradiction:
            values = next(one.values for one in holding if one.path == contradiction.path)
            root, *names = contradiction.path.split(".")
            steps = names if root == found.own else [root, *names]
            subject = _put(subject, steps, draw(st.sampled_from(values)))
        else:
            return subject


def _put(record: Any, steps: Sequence[str], value: Any) -> Any:
    name, *rest = steps
    return changed(record, name, _put(getattr(record, name), rest, value) if rest else value)


@attrs.frozen
class _Drawing:
    """How records are drawn: by which rules, on which day, and how many facts in a thousand are not told."""

    rules: RuleSet
    as_of: dt.date
    untold: int

    def record(self, record: Any, fields: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
        found = {name: fields[name] if name in fields else self.field(kind) for name, kind in kinds(record).items()}
        if record is Copy and "text" not in fields:
            found["text"] = self.sayings()
        always = {name for name, kind in kinds(record).items() if kind.given or name in fields}

        @st.composite
        def drawn(draw: st.DrawFn) -> Any:
            values = {
                name: draw(strategy)
                for name, strategy in found.items()
                if name in always or draw(_CHANCE) >= self.untold
            }
            return record(**self.agreeing(record, values, fields))

        return drawn()

    def agreeing(self, record: Any, values: dict[str, Any], fixed: Mapping[str, Any]) -> dict[str, Any]:
        """Move the instant beside a day to that day, or the day where the caller chose the instant."""
        for name, kind in kinds(record).items():
            beside = instant_beside(kind)
            day, instant = values.get(name), values.get(beside)
            if day is None or instant is None:
                continue
            if beside in fixed:
                values[name] = instant.astimezone(self.rules.zone).date()
            else:
                values[beside] = dt.datetime.combine(day, instant.timetz())
        return values

    def field(self, kind: Kind) -> st.SearchStrategy[Any]:
        drawn = self.values(kind)
        return st.one_of(st.none(), drawn) if kind.nullable else drawn

    def values(self, kind: Kind) -> st.SearchStrategy[Any]:
        if kind.name == "one":
            return self.record(kind.record, {})
        if kind.name == "many":
            members = st.lists(self.record(kind.record, {}), max_size=_MEMBERS)
            return st.one_of(members.map(tuple), members.map(Some))
        if kind.name == "level" and kind.scale in self.rules.scales:
            return st.sampled_from(tuple(self.rules.scales[kind.scale].ranks))
        if kind.name == "choice":
            return st.sampled_from(kind.values)
        if kind.name == "set":
            member = st.sampled_from(kind.values) if kind.values else _TEXT
            some = st.frozensets(member)
            return st.one_of(some, st.just(frozenset(kind.values))) if kind.values else some
        if kind.name == "day":
            return self.days(kind)
        if kind.name == "instant":
            return st.builds(self.instant, self.days(kind), st.times())
        return _PLAIN[kind.name]

    def sayings(self) -> st.SearchStrategy[str]:
        """Give texts of copy, many of them with words that rules look for or accept."""
        said = dict.fromkeys(phrase for rule in self.rules.rules for phrase in _phrases(rule) if "{" not in phrase)
        pieces = st.lists(st.sampled_from([*said, *_PIECES]), min_size=1, max_size=_SAYINGS).map("".join)
        return st.one_of(pieces, _TEXT)

    def days(self, kind: Kind) -> st.SearchStrategy[dt.date]:
        """Give days around the one we stand on, none after it where the fact has happened."""
        before = (self.as_of - _EARLIEST).days
        recent = st.integers(-min(_DAYS_AROUND, before), 0)
        if kind.event:
            return st.one_of(recent, st.integers(-before, 0)).map(self.day)
        return st.one_of(recent, st.integers(0, _DAYS_AROUND)).map(self.day)

    def day(self, distance: int) -> dt.date:
        return self.as_of + dt.timedelta(days=min(distance, (dt.date.max - self.as_of).days - 1))

    def instant(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, self.rules.zone)


def _phrases(rule: Rule) -> list[str]:
    wording = rule.wording
    return [] if wording is None else [*wording.phrases, *(one for accept in wording.accepts for one in accept.phrases)]


def instant_beside(kind: Kind) -> str:
    """Name the field whose instant a day must agree with where both are told; empty where there is none."""
    return kind.day_of or ("at" if kind.name == "day" and kind.given else "")


def _amounts(most: int, decimals: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 10**decimals).map(lambda units: Decimal(units).scaleb(-decimals))


_CHANCE = st.integers(0, _THOUSAND - 1)
_TEXT = st.one_of(st.sampled_from(_TEXTS), st.text(min_size=1, max_size=12))
_PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "text": _TEXT,
    "level": _TEXT,
    "flag": st.booleans(),
    "number": st.one_of(st.integers(0, 12), st.integers(0, 10_000)),
    "money": st.one_of(_amounts(1000, 2), _amounts(10**9, 2)),
    "share": _amounts(1, 4),
}
