"""A key that looks like a number of a person is refused, however it is written; a number of an order is not."""

import datetime as dt
import random
import uuid

import pytest

from suitability.engine.personal import demand_impersonal
from suitability.errors import SuitabilityError

TODAY = dt.date(2026, 11, 22)
ORDERS = 20_000


def shape(key: str) -> str:
    """Give what a key is said to look like; nothing where it is accepted."""
    try:
        demand_impersonal(key, TODAY)
    except SuitabilityError as error:
        return str(error).removeprefix("the key of this subject looks like ").split(",")[0]
    return ""


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("11010519491231002X", "a mainland ID number"),
        ("11010519491231002x", "a mainland ID number"),
        ("110105 19491231 002X", "a mainland ID number"),
        ("110105-19491231-002X", "a mainland ID number"),
        ("１１０１０５１９４９１２３１００２Ｘ", "a mainland ID number"),
        ("1101051949\u200b1231002X", "a mainland ID number"),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "a mainland ID number"),
        ("CUST11010519491231002X", "a mainland ID number"),
        ("sale-2026-0001/11010519491231002X", "a mainland ID number"),
        ("客户11010519491231002X", "a mainland ID number"),
        ("830000199201300022", "a mainland ID number"),
        ("911124198108030024", "a mainland ID number"),
        ("110105190001010028", "a mainland ID number"),
        ("110105202611220028", "a mainland ID number"),
        ("110105491231002", "a mainland ID number of the old form"),
        ("13800138000", "a mobile number"),
        ("138-0013-8000", "a mobile number"),
        ("+86 138 0013 8000", "a mobile number"),
        ("0086-13800138000", "a mobile number"),
        ("１３８００１３８０００", "a mobile number"),
        ("order_13800138000", "a mobile number"),
        ("王女士13800138000", "a mobile number"),
        ("A123456(3)", "a Hong Kong identity card number"),
        ("a1234563", "a Hong Kong identity card number"),
        ("AB987654(3)", "a Hong Kong identity card number"),
        ("G123456(A)", "a Hong Kong identity card number"),
        ("A123456789", "a Taiwan ID number"),
        ("A800000014", "a Taiwan ID number"),
        ("4111 1111 1111 1111", "the number of a bank card"),
        ("5555-5555-5555-4444", "the number of a bank card"),
        ("2223003122003222", "the number of a bank card"),
        ("378282246310005", "the number of a bank card"),
        ("30569309025904", "the number of a bank card"),
        ("3530111333300000", "the number of a bank card"),
        ("62220212345678903", "the number of a bank card"),
        ("622202123456789012", "the number of a bank card"),
        ("6222021234567890128", "the number of a bank card"),
        ("9558801234567890128", "the number of a bank card"),
    ],
)  # fmt: skip
def test_a_number_of_a_person_is_known_by_its_shape(key: str, found: str) -> None:
    assert shape(key) == found


@pytest.mark.parametrize(
    "key",
    [
        "110105194912310021",  # the last digit does not check
        "110105194913310021",  # no such month
        "110105202611230023",  # born after today
        "110105189912310023",  # born in another century
        "990105194912310023",  # no such province
        "1011010519491231002X",  # a longer number
        "110105491331002",
        "12800138000",
        "138001380001",
        "sale-138001380001",
        "A123456(4)",
        "A123456788",
        "4111111111111112",
        "1111111111111117",  # checks, but no card begins so
        "C-017",
        "S-2026-0318-07",
        "",
        "—",
    ],
)
def test_a_number_that_only_comes_near_is_accepted(key: str) -> None:
    assert shape(key) == ""


def test_the_refusal_does_not_repeat_the_key_and_says_what_to_do() -> None:
    with pytest.raises(SuitabilityError) as raised:
        demand_impersonal("13800138000", TODAY)
    assert "13800138000" not in str(raised.value)
    assert str(raised.value).endswith("such as the number of the order or of the case")


@pytest.mark.parametrize("length", [18, 19, 20])
def test_a_number_of_an_order_is_hardly_ever_taken_for_one_of_a_person(length: int) -> None:
    chance = random.Random(length)
    refused = sum(bool(shape(str(chance.randrange(10 ** (length - 1), 10**length)))) for _ in range(ORDERS))
    # One random number in 90 begins as a card of UnionPay does, and one in ten of these checks.
    assert refused <= (0 if length == 20 else ORDERS * 0.0025)


@pytest.mark.parametrize("length", [18, 19, 20])
def test_a_number_of_an_order_that_begins_with_its_day_is_never_taken_for_one_of_a_person(length: int) -> None:
    chance = random.Random(length)
    keys = (
        f"202611{chance.randrange(1, 31):02}{chance.randrange(10 ** (length - 8)):0{length - 8}}" for _ in range(ORDERS)
    )
    assert not any(map(shape, keys))


def test_a_random_identifier_is_never_taken_for_a_number_of_a_person() -> None:
    chance = random.Random(7)
    assert not any(shape(str(uuid.UUID(int=chance.getrandbits(128), version=4))) for _ in range(ORDERS))
