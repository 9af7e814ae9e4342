"""What a field of the model may hold, and the three states of a fact: a value, none, not told.

Every class of the model is made by `record` from annotations that name the kind of each field.
A field that may be *none* says so in its annotation (`Day | None`); for every other field `None` is the same
as leaving the fact out. Checks, the record door, the reference of fields and the SQL mapping all read the kinds.
"""

import datetime as dt
import inspect
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from functools import cache
from types import MappingProxyType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Generic,
    Literal,
    Never,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
)

import attrs

from suitability.errors import FactError
from suitability.model.vocabulary import VOCABULARIES

T = TypeVar("T")


def _no_value(*_: object) -> Never:
    raise TypeError("a fact that was not told has no value; ask with `is NOT_TOLD`")


class NotTold:
    """The type of `NOT_TOLD`: the caller said nothing about this fact.

    Comparing it, testing its truth or looping over it raises `TypeError`, so that a fact that was not told
    can never be mistaken for a value. Ask with ``is NOT_TOLD``.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOT_TOLD"

    def __reduce__(self) -> str:
        return "NOT_TOLD"

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __hash__ = _no_value
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __iter__ = __len__ = __contains__ = _no_value


NOT_TOLD: Final = NotTold()


@attrs.frozen
class Some(Generic[T]):
    """A relation told in part: these members are known, and there may be more."""

    items: tuple[T, ...] = attrs.field(converter=tuple)


KindName = Literal[
    "text", "flag", "number", "money", "share", "day", "instant", "choice", "level", "set", "many", "one"
]


@attrs.frozen
class Kind:
    """How a field is typed: its kind, and what that kind needs to know.

    `values` are the valid choices of a choice or of a set's members and `vocabulary` is their name; `scale` names
    a level's scale; `record` is the class of a relation's members or of the one record. `nullable` says that none is
    an answer; `event` that the fact has happened by its day, so that a day after `as_of` is refused; `given` that the
    field must be told; `day_of` names the instant whose day this is when only that was told; `currency` is that of an
    amount which is always in one (ISO 4217).
    """

    name: KindName
    values: tuple[str, ...] = ()
    vocabulary: str = ""
    scale: str = ""
    record: Any = None
    nullable: bool = False
    event: bool = False
    given: bool = False
    day_of: str = ""
    currency: str = ""


@attrs.frozen
class _Generic:
    name: KindName


Text = Annotated[str | NotTold, Kind("text")]
Flag = Annotated[bool | NotTold, Kind("flag")]
Number = Annotated[int | NotTold, Kind("number")]
Money = Annotated[Decimal | int | NotTold, Kind("money")]
Yuan = Annotated[Decimal | int | NotTold, Kind("money", currency="CNY")]
Share = Annotated[Decimal | int | NotTold, Kind("share")]
Day = Annotated[dt.date | NotTold, Kind("day")]
Instant = Annotated[dt.datetime | NotTold, Kind("instant")]
PastDay = Annotated[dt.date | NotTold, Kind("day", event=True)]
DayOfAt = Annotated[dt.date | NotTold, Kind("day", event=True, day_of="at")]
PastInstant = Annotated[dt.datetime | NotTold, Kind("instant", event=True)]
CustomerLevel = Annotated[str | NotTold, Kind("level", scale="customer")]
ProductLevel = Annotated[str | NotTold, Kind("level", scale="product")]
GivenDay = Annotated[dt.date, Kind("day", event=True)]
PlannedDay = Annotated[dt.date, Kind("day")]
GivenChoice = Annotated[T, _Generic("choice")]
Choice = Annotated[T | NotTold, _Generic("choice")]
SetOf = Annotated[Collection[T] | NotTold, _Generic("set")]
Many = Annotated[Sequence[T] | Some[T] | NotTold, _Generic("many")]
One = Annotated[T | NotTold, _Generic("one")]


def _kind_of(annotation: Any) -> Kind:
    nullable = False
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = (part for part in get_args(annotation) if part is not type(None))
        nullable = True
    told, kind = get_args(annotation)
    if isinstance(kind, _Generic):
        inner = told if get_origin(told) is Literal else get_args(told)[0]
        inner = get_args(inner)[0] if kind.name in ("set", "many") else inner
        if get_origin(inner) is Literal:
            values = get_args(inner)
            kind = Kind(kind.name, values=values, vocabulary=VOCABULARIES[values])
        elif inner is str:
            kind = Kind(kind.name)
        else:
            kind = Kind(kind.name, record=inner)
    made: Kind = attrs.evolve(kind, nullable=nullable)
    return made


UTC = dt.UTC
_LARGEST = Decimal(10) ** 18


def money(value: Any) -> Decimal:
    """Give an exact amount. Raises TypeError or ValueError where the value is none."""
    if value.__class__ is int or value.__class__ is Decimal:
        number = Decimal(value)
        # Beyond this neither a warehouse's decimal column nor exact arithmetic on it is safe.
        if number.is_finite() and number.copy_abs() < _LARGEST and -12 <= number.as_tuple().exponent:  # type: ignore[operator]
            return number
        raise ValueError
    raise TypeError


def _instant(value: Any) -> Any:
    if isinstance(value, dt.datetime) and value.utcoffset() is not None:
        # Two instants with one tzinfo compare by wall clock in Python, so all of them are kept in UTC.
        return value.astimezone(UTC)
    raise TypeError


def _plain(kind: type) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if value.__class__ is kind:
            return value
        raise TypeError

    return convert


def _text(value: Any) -> str:
    if value.__class__ is not str:
        raise TypeError
    if not value.isascii():
        value.encode()  # half of a surrogate pair is no character, and nothing could write it down
    text: str = value
    return text


def _choice(values: tuple[str, ...]) -> Callable[[Any], Any]:
    known = {value: value for value in values}

    def convert(value: Any) -> Any:
        return known[value]

    return convert


def _set(values: tuple[str, ...]) -> Callable[[Any], Any]:
    known = frozenset(values)

    def convert(value: Any) -> Any:
        if isinstance(value, str):
            raise TypeError
        members = frozenset(value)
        if known and not members <= known:
            raise KeyError
        if not known:
            for member in members:
                _text(member)
        return members

    return convert


def _many(record: Any) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if value.__class__ is Some:
            convert(value.items)
            return value
        members = tuple(value)
        for member in members:
            if member.__class__ is not record:
                raise TypeError
        return members

    return convert


EXPECTED = {
    "text": "text",
    "flag": "true or false",
    "number": "a whole number",
    "money": "an amount as Decimal or int, below 10^18 and with at most 12 decimals (never a float)",
    "share": "a fraction as Decimal or int (never a float)",
    "day": "a date without a time",
    "instant": "a date and time with its offset from UTC",
    "level": "the name of a level",
}


def expected(kind: Kind) -> str:
    """Say in words what a field of this kind may hold."""
    if kind.name == "choice":
        return f"one of {', '.join(kind.values)}"
    if kind.name == "set":
        return f"a list of {', '.join(kind.values) or 'texts'}"
    if kind.name in ("many", "one"):
        what = kind.record.__name__
        return f"a list of {what}" if kind.name == "many" else f"a {what}"
    return EXPECTED[kind.name]


def _converter(where: str, kind: Kind) -> Callable[[Any], Any]:
    check = {
        "text": _text,
        "flag": _plain(bool),
        "number": _plain(int),
        "money": money,
        "share": money,
        "day": _plain(dt.date),
        "instant": _instant,
        "level": _text,
        "choice": _choice(kind.values),
        "set": _set(kind.values),
        "many": _many(kind.record),
        "one": _plain(kind.record),
    }[kind.name]
    none = None if kind.nullable else NOT_TOLD

    def convert(value: Any) -> Any:
        if value is NOT_TOLD and not kind.given:
            return value
        if value is None and not kind.given:
            return none
        try:
            return check(value)
        except (TypeError, ValueError, KeyError, OverflowError):
            raise FactError(f"{where}: {value!r} is not {expected(kind)}") from None

    return convert


_SIGNATURE = inspect.Signature()


def _prepare(cls: type, fields: list[Any]) -> list[Any]:
    prepared = []
    for field in fields:
        kind = attrs.evolve(_kind_of(field.type), given=field.default is attrs.NOTHING)
        converter = _converter(f"{cls.__name__}.{field.name}", kind)
        # attrs asks every converter for its signature, which costs more than all else it does.
        converter.__signature__ = _SIGNATURE  # type: ignore[attr-defined]
        prepared.append(field.evolve(metadata={"kind": kind}, converter=converter))
    return prepared


def told(record: Any) -> dict[str, Any]:
    """Give the facts that a record of the model tells, by field."""
    return {name: value for name in kinds(record.__class__) if (value := getattr(record, name)) is not NOT_TOLD}


def changed(record: Any, name: str, value: Any) -> Any:
    """Give a record with another fact in one field; the fact is taken as it is, as the model holds it."""
    made = object.__new__(record.__class__)
    for field, put in puts(record.__class__).items():
        put(made, value if field == name else getattr(record, field))
    return made


@cache
def puts(cls: Any) -> Mapping[str, Callable[[Any, Any], None]]:
    """Give for every field of a class of the model the function that puts a fact into a record being made.

    Each fact has passed the door of the model before; passing it again is most of what a record costs.
    """
    return MappingProxyType({name: getattr(cls, name).__set__ for name in kinds(cls)})


def _show(self: Any) -> str:
    return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in told(self).items())})"


def _equal(self: Any, other: object) -> bool:
    return told(self) == told(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(tuple(told(self).items()))


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a frozen class of the model: every field is checked on the way in, nothing else is."""
    # Facts that were not told refuse to be compared, so equality and the hash are of those that were.
    cls.__repr__, cls.__eq__, cls.__hash__ = _show, _equal, _hash  # type: ignore[method-assign]
    return attrs.frozen(cls, kw_only=True, eq=False, repr=False, field_transformer=_prepare)


@cache
def kinds(cls: Any) -> Mapping[str, Kind]:
    """Give the kind of every field of a class of the model, in their order."""
    return MappingProxyType({field.name: field.metadata["kind"] for field in attrs.fields(cls)})
