"""Check digits of numbers that name a person."""

import pytest

from suitability.wording.checks import bank_card, id_number


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("11010519491231002x", True),
        ("110105194912310021", False),
        ("110105194913310026", False),
        ("110105194902300020", False),
        ("110105184912310029", False),
    ],
)
def test_an_id_number_has_a_day_of_birth_and_its_check_digit(text: str, right: bool) -> None:
    assert id_number(text) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("4539578763621486", True),
        ("4539 5787 6362 1486", True),
        ("4539578763621487", False),
        ("453957876362148", False),
    ],
)
def test_a_card_number_has_sixteen_digits_and_satisfies_luhn(text: str, right: bool) -> None:
    assert bank_card(text) is right
