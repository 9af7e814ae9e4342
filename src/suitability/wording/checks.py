"""Checks of numbers that a pattern alone would take too many for."""

from __future__ import annotations

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10x98765432"
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def id_number(text: str) -> bool:
    """Say whether 18 characters are an ID number: a possible date of birth, and the check digit of GB 11643."""
    month, day = int(text[10:12]), int(text[12:14])
    if not (text[6:8] in ("19", "20") and 1 <= month <= 12 and 1 <= day <= _MONTH_DAYS[month - 1]):
        return False
    return _CHECK_DIGITS[sum(w * int(d) for w, d in zip(_WEIGHTS, text, strict=False)) % 11] == text[17]


def bank_card(text: str) -> bool:
    """Say whether digits, spaces left out, are a card number: 16 to 19 of them that Luhn's formula accepts."""
    digits = [int(character) for character in text if character.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return 16 <= len(digits) <= 19 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
