"""What an expression means: a plain, slow interpreter of bound trees that every engine must agree with.

A value is known, none (`None`) or `UNKNOWN`. Three things can be known in part: a count or size (`Range`), a set (`Bounds`)
and a relation (`Members`). It is written for reading, from the description of the language alone.
"""

from __future__ import annotations

import calendar as months_of
import datetime as dt
import decimal
from collections.abc import Mapping
from typing import Any, Final, Literal

import attrs

from suitability.language import tree
from suitability.language.dates import Calendar
from suitability.language.types import Type
from suitability.model.facts import NOT_TOLD, Some
from suitability.model.scale import Scale
from suitability.model.subject import SUBJECTS

EXACT = decimal.Context(prec=50, traps=[decimal.Inexact, decimal.Overflow, decimal.InvalidOperation])

Outcome = Literal["pass", "violation", "unknown", "not_applicable"]


class _Unknown:
    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("an unknown has no truth")


UNKNOWN: Final = _Unknown()


class Everything:
    """The set that holds whatever one may ask for."""

    def __contains__(self, item: object) -> bool:
        return True


@attrs.frozen
class Range:
    """A count or size of which only the bounds are known; `high` none: without an end."""

    low: int
    high: int | None


@attrs.frozen
class Bounds:
    """A set of which is known what it certainly and what it possibly holds."""

    certain: frozenset[Any]
    possible: frozenset[Any] | Everything


@attrs.frozen
class Span:
    """A period: so many days, months, …"""

    unit: tree.Unit
    amount: int


@attrs.frozen
class Members:
    """The members told of a relation, and whether they are all."""

    items: tuple[Any, ...]
    whole: bool


@attrs.frozen
class World:
    """What an expression is read against: the subject, the day we stand on, and what the packs fix."""

    subject: Any
    as_of: dt.date
    scales: Mapping[str, Scale]
    offset: dt.timedelta
    calendar: Calendar | None


def evaluate(
    node: tree.Node,
    subject: Any,
    *,
    as_of: dt.date,
    scales: Mapping[str, Scale],
    offset: dt.timedelta,
    calendar: Calendar | None = None,
) -> Any:
    """Give the value of a bound tree for a subject: a value, None, or UNKNOWN; a level is its rank."""
    found = value(node, World(subject, as_of, scales, offset, calendar), {})
    if isinstance(found, Bounds):
        return found.certain if found.certain == found.possible else UNKNOWN
    if isinstance(found, Members):
        return found.items if found.whole else UNKNOWN
    return settled(found)


def outcome(when: tree.Node | None, require: tree.Node, subject: Any, **fixed: Any) -> Outcome:
    """Give what a rule says of a subject."""
    applies = True if when is None else truth(evaluate(when, subject, **fixed))
    if applies is False:
        return "not_applicable"
    met = truth(evaluate(require, subject, **fixed))
    if met is True:
        return "pass"
    return "violation" if applies is True and met is False else "unknown"


def value(node: tree.Node, world: World, members: Mapping[str, Any]) -> Any:
    def of(part: tree.Node) -> Any:
        return value(part, world, members)

    match node:
        case tree.Constant():
            return constant(node.value, node.type, world)
        case tree.Root():
            return root(node.name, world)
        case tree.Variable():
            return members[node.name]
        case tree.Field():
            return field(of(node.base), node, world)
        case tree.AsOf():
            return world.as_of
        case tree.Named():
            return of(node.body)
        case tree.Lookup():
            return first_row(((truth(of(test)), of(result)) for test, result in node.rows))
        case tree.Not():
            return negation(truth(of(node.operand)))
        case tree.And():
            return every(truth(of(operand)) for operand in node.operands)
        case tree.Or():
            return some(truth(of(operand)) for operand in node.operands)
        case tree.Compare():
            return compare(node.operator, of(node.left), of(node.right))
        case tree.Within():
            return within(settled(of(node.item)), bounds(of(node.members)))
        case tree.Subset():
            return subset(bounds(of(node.left)), bounds(of(node.right)))
        case tree.IsNone():
            found = settled(of(node.operand))
            return UNKNOWN if found is UNKNOWN else found is None
        case tree.Arithmetic():
            return arithmetic(node.operator, settled(of(node.left)), settled(of(node.right)))
        case tree.Period():
            return period(node.unit, settled(of(node.amount)))
        case tree.Shift():
            return shift(of(node.base), of(node.period), world)
        case tree.Call(name="missing_from"):
            needed, have = (bounds(of(argument)) for argument in node.arguments)
            return missing(needed, have)
        case tree.Call(name="size"):
            return size(bounds(of(node.arguments[0])))
        case tree.Call():
            return call(node.name, [settled(of(argument)) for argument in node.arguments], world)
        case tree.Fold():
            return fold(node, world, members)
    raise AssertionError(f"a bound tree holds no {type(node).__name__}")


# Facts


def constant(found: Any, kind: Type, world: World) -> Any:
    if kind.name == "set":
        held = frozenset(constant(item, kind.of, world) for item in found)
        return Bounds(held, held)
    return rank(found, kind.scale, world) if kind.name == "level" else found


def rank(level: str, scale: str, world: World) -> Any:
    return world.scales[scale].ranks.get(level, UNKNOWN) if scale in world.scales else UNKNOWN


def root(name: str, world: World) -> Any:
    (subject,) = (subject for subject in SUBJECTS.values() if subject.record is type(world.subject))
    if name == subject.own:
        return world.subject
    found = getattr(world.subject, name)
    return UNKNOWN if found is NOT_TOLD else found


def field(base: Any, node: tree.Field, world: World) -> Any:
    if base is UNKNOWN or base is None:
        return base
    found = getattr(base, node.name)
    if found is NOT_TOLD:
        instant = getattr(base, node.day_of) if node.day_of else None
        return UNKNOWN if instant is None or instant is NOT_TOLD else day_of(instant, world)
    if found is None:
        return None
    if node.type.name == "level":
        return rank(found, node.type.scale, world)
    if node.type.name == "set":
        return Bounds(frozenset(found), frozenset(found))
    if node.type.name == "relation":
        return (
            Members(tuple(found.items), whole=False) if isinstance(found, Some) else Members(tuple(found), whole=True)
        )
    return found


# Truth


def truth(found: Any) -> Any:
    """Read a flag as a condition: none is unknown."""
    return UNKNOWN if found is None else found


def negation(condition: Any) -> Any:
    return UNKNOWN if condition is UNKNOWN else not condition


def every(conditions: Any) -> Any:
    told = list(conditions)
    if any(condition is False for condition in told):
        return False
    return UNKNOWN if any(condition is UNKNOWN for condition in told) else True


def some(conditions: Any) -> Any:
    return negation(every(negation(condition) for condition in conditions))


def first_row(rows: Any) -> Any:
    found: list[Any] = []
    for test, result in rows:
        if test is False:
            continue
        found.append(result)
        if test is True:
            return found[0] if all(same(found[0], other) for other in found) else UNKNOWN
    return UNKNOWN


def same(left: Any, right: Any) -> bool:
    if left is UNKNOWN or right is UNKNOWN or left is None or right is None:
        return left is right and left is not UNKNOWN
    return bool(left == right)


# Comparing


def settled(found: Any) -> Any:
    """Give the number of a range that holds one number only; a wider one is unknown."""
    if isinstance(found, Range):
        return found.low if found.low == found.high else UNKNOWN
    return found


def compare(operator: tree.Operator, left: Any, right: Any) -> Any:
    one, other = settled(left), settled(right)
    if one is UNKNOWN and isinstance(left, Range) and other is not UNKNOWN and other is not None:
        return agreed(holds(operator, number, other) for number in range_of(left, other))
    if other is UNKNOWN and isinstance(right, Range) and one is not UNKNOWN and one is not None:
        return agreed(holds(operator, one, number) for number in range_of(right, one))
    if one is UNKNOWN or other is UNKNOWN:
        return UNKNOWN
    if one is None or other is None:
        if operator in ("==", "!="):
            return (one is other) == (operator == "==")
        return UNKNOWN
    if isinstance(one, Bounds) or isinstance(other, Bounds):
        return (
            UNKNOWN if one.certain != one.possible or other.certain != other.possible else holds(operator, one, other)
        )
    return holds(operator, one, other)


def holds(operator: tree.Operator, left: Any, right: Any) -> bool:
    match operator:
        case "==":
            return bool(left == right)
        case "!=":
            return bool(left != right)
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case ">=":
            return bool(left >= right)


def range_of(found: Range, number: Any) -> list[int]:
    """Give the numbers of a range at which a comparison with `number` can change, and its ends."""
    near = range(int(number) - 1, int(number) + 3)
    last = max(found.low, near[-1]) if found.high is None else found.high
    return [found.low, last, *(step for step in near if found.low <= step <= last)]


def agreed(answers: Any) -> Any:
    told = set(answers)
    return told.pop() if len(told) == 1 else UNKNOWN


# Sets


def bounds(found: Any) -> Bounds:
    """Read a set: one that is unknown, or of a record that is none, may hold anything."""
    return Bounds(frozenset(), Everything()) if found is UNKNOWN or found is None else found


def within(item: Any, members: Bounds) -> Any:
    if item is UNKNOWN:
        return UNKNOWN
    if item is None or item not in members.possible:
        return False
    return True if item in members.certain else UNKNOWN


def subset(left: Bounds, right: Bounds) -> Any:
    if not all(item in right.possible for item in left.certain):
        return False
    if isinstance(left.possible, Everything):
        return UNKNOWN
    return True if left.possible <= right.certain else UNKNOWN


def missing(needed: Bounds, have: Bounds) -> Bounds:
    certain = frozenset(item for item in needed.certain if item not in have.possible)
    if isinstance(needed.possible, Everything):
        return Bounds(certain, Everything())
    return Bounds(certain, needed.possible - have.certain)


def size(members: Bounds) -> Range:
    high = None if isinstance(members.possible, Everything) else len(members.possible)
    return Range(len(members.certain), high)


# Numbers and days


def arithmetic(operator: str, left: Any, right: Any) -> Any:
    if left is UNKNOWN or right is UNKNOWN or left is None or right is None:
        return UNKNOWN
    combine = {"+": EXACT.add, "-": EXACT.subtract, "*": EXACT.multiply}[operator]
    try:
        return combine(decimal.Decimal(left), decimal.Decimal(right))
    except (decimal.Inexact, decimal.Overflow):
        return UNKNOWN


def day_of(instant: dt.datetime, world: World) -> Any:
    try:
        return (instant.astimezone(dt.UTC) + world.offset).date()
    except OverflowError:
        return UNKNOWN


def period(unit: tree.Unit, amount: Any) -> Any:
    if amount is UNKNOWN or amount is None or amount != int(amount) or amount < 0:
        return UNKNOWN
    return Span(unit, int(amount))


def shift(base: Any, span: Any, world: World) -> Any:
    if base is UNKNOWN or span is UNKNOWN or base is None or span is None:
        return UNKNOWN
    try:
        match span.unit:
            case "hours":
                return base + dt.timedelta(hours=span.amount)
            case "days":
                return base + dt.timedelta(days=span.amount)
            case "months":
                return months_later(base, span.amount)
            case "years":
                return months_later(base, 12 * span.amount)
            case "workdays":
                return working_day(base, span.amount, world)
    except OverflowError:
        return UNKNOWN


def months_later(base: dt.date, number: int) -> Any:
    year, month = divmod(base.year * 12 + base.month - 1 + number, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return UNKNOWN
    return dt.date(year, month + 1, min(base.day, months_of.monthrange(year, month + 1)[1]))


def working_day(base: dt.date, number: int, world: World) -> Any:
    kept = world.calendar
    if number < 0 or kept is None:
        return UNKNOWN
    day = base
    while number:
        day += dt.timedelta(days=1)
        if not kept.first <= day <= kept.last:
            return UNKNOWN
        number -= day in kept.on or (day.isoweekday() < 6 and day not in kept.off)
    return day


def age(birth: dt.date, day: dt.date) -> Any:
    if day < birth:
        return UNKNOWN
    years = 0
    while (birthday := months_later(birth, 12 * (years + 1))) is not UNKNOWN and birthday <= day:
        years += 1
    return years


def call(name: str, arguments: list[Any], world: World) -> Any:
    if any(argument is UNKNOWN for argument in arguments):
        return UNKNOWN
    if name in ("max", "min"):
        told = [argument for argument in arguments if argument is not None]
        if not told:
            return None
        return max(told) if name == "max" else min(told)
    if any(argument is None for argument in arguments):
        return UNKNOWN
    match name:
        case "age":
            return age(*arguments)
        case "day":
            return day_of(arguments[0], world)
        case "steps":
            return arguments[1] - arguments[0]
    raise AssertionError(f"no function {name}")


# Folds


def fold(node: tree.Fold, world: World, members: Mapping[str, Any]) -> Any:
    relation = value(node.relation, world, members)
    if relation is UNKNOWN or relation is None:
        return UNKNOWN

    def read(part: tree.Node | None, member: Any) -> Any:
        return True if part is None else value(part, world, {**members, node.variable: member})

    looked_at = [(member, truth(read(node.where, member))) for member in relation.items]
    possible = [(member, where) for member, where in looked_at if where is not False]
    certain = relation.whole and all(where is True for _, where in possible)

    match node.kind:
        case "any":
            tests = [every([where, truth(read(node.value, member))]) for member, where in possible]
            return some(tests if relation.whole else [*tests, UNKNOWN])
        case "all":
            tests = [some([negation(where), truth(read(node.value, member))]) for member, where in possible]
            return every(tests if relation.whole else [*tests, UNKNOWN])
        case "count":
            low = sum(where is True for _, where in possible)
            return Range(low, len(possible) if relation.whole else None)
        case "set":
            return collected([(settled(read(node.value, member)), where) for member, where in possible], relation.whole)
        case "latest" | "previous":
            keyed = [(member, [settled(read(key, member)) for key in node.by]) for member, _ in possible]
            return ranked(keyed, 0 if node.kind == "latest" else 1) if certain else UNKNOWN

    values = [settled(read(node.value, member)) for member, _ in possible]
    if not certain or any(found is UNKNOWN or found is None for found in values):
        return UNKNOWN
    if node.kind == "sum":
        total: Any = decimal.Decimal(0)
        for found in values:
            total = arithmetic("+", total, found)
        return total
    if not values:
        return None
    return min(values) if node.kind == "min" else max(values)


def collected(found: list[tuple[Any, Any]], whole: bool) -> Bounds:
    certain = frozenset(item for item, where in found if where is True and item is not UNKNOWN and item is not None)
    if not whole or any(item is UNKNOWN for item, _ in found):
        return Bounds(certain, Everything())
    return Bounds(certain, frozenset(item for item, _ in found if item is not None))


def ranked(keyed: list[tuple[Any, list[Any]]], place: int) -> Any:
    """Give the member that stands `place` after the latest; unknown unless that and all before it stand alone."""
    rest = list(keyed)
    for turn in range(place + 1):
        if not rest:
            return None
        alone = [one for one in rest if all(later(one[1], other[1]) for other in rest if other is not one)]
        if len(alone) != 1:
            # With one member there is no second, and with two that tie neither is known to be it.
            return UNKNOWN
        if turn == place:
            return alone[0][0]
        rest = [one for one in rest if one is not alone[0]]
    return None


def later(keys: list[Any], others: list[Any]) -> bool:
    """Say whether a member is known to come after another: the first keys that differ decide."""
    for one, other in zip(keys, others, strict=True):
        if one is UNKNOWN or one is None or other is UNKNOWN or other is None:
            return False
        if one != other:
            return bool(one > other)
    return False
