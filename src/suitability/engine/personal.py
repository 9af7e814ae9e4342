"""Keys that look like a number of a person: such a key may not enter what is kept for years."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from suitability.errors import SuitabilityError

# The first two digits of an ID number: provinces, and the residence permits of Hong Kong, Macao and Taiwan.
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_MAINLAND = re.compile(r"(?<!\d)\d{17}[\dX](?![\dX])")
_MAINLAND_OLD = re.compile(r"\d{15}")
_HONG_KONG = re.compile(r"([A-Z]{1,2})(\d{6})([\dA])")
_TAIWAN = re.compile(r"[A-Z][1289]\d{8}")
_MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}")
# By length, the first digits of cards of UnionPay, Visa, Mastercard, JCB, American Express and Diners Club, and of
# the debit cards of mainland banks that are older than UnionPay's 62.
_CARDS = {
    14: r"3[068]\d*",
    15: r"3[47]\d*",
    16: r"(62|4|5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|35(2[89]|[3-8]))\d*",
    17: r"62\d*",
    18: r"62\d*",
    19: r"(62|9558|9559|4367|4563|6013)\d*",
}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"


def demand_impersonal(key: str, today: dt.date) -> None:
    """Raise SuitabilityError where a key has the shape of an ID, card or mobile number; the key is not repeated.

    Blanks, hyphens and wide characters do not hide a number. A mainland ID number is found anywhere in a key, a
    mobile number where it is a word of it, every other number where it is the whole key.
    """
    shape = _shape(key, today)
    if shape:
        raise SuitabilityError(
            f"the key of this subject looks like {shape}, and receipts hold no number of a person; "
            "give the subject a key of your own, such as the number of the order or of the case"
        )


def _shape(key: str, today: dt.date) -> str:
    plain = "".join(_plain(character) for character in unicodedata.normalize("NFKC", key).upper())
    words = re.findall(r"[0-9A-Z]+", plain)
    whole = "".join(words)
    if any(_mainland(found[0], today) for text in (plain, whole) for found in _MAINLAND.finditer(text)):
        return "a mainland ID number"
    if _MAINLAND_OLD.fullmatch(whole) and _PROVINCE.match(whole) and _born(f"19{whole[6:12]}", today):
        return "a mainland ID number of the old form"
    if any(_MOBILE.fullmatch(text) for text in (*words, whole)):
        return "a mobile number"
    if _hong_kong(whole):
        return "a Hong Kong identity card number"
    if _TAIWAN.fullmatch(whole) and _taiwan(whole):
        return "a Taiwan ID number"
    if whole.isdigit() and re.fullmatch(_CARDS.get(len(whole), r"(?!)"), whole) and _luhn(whole):
        return "the number of a bank card"
    return ""


def _plain(character: str) -> str:
    """Give a digit of any script as the digit it is, and nothing for what is not seen."""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return "" if unicodedata.category(character) == "Cf" else character


def _mainland(number: str, today: dt.date) -> bool:
    # A foreigner's permanent residence card begins with 9, and the province follows.
    province = number[1:3] if number[0] == "9" else number[:2]
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    placed = _PROVINCE.fullmatch(province) is not None
    return placed and _born(number[6:14], today) and number[17] == _CHECK[total % 11]


def _born(digits: str, today: dt.date) -> bool:
    try:
        birth = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return birth.year >= 1900 and birth <= today


def _hong_kong(text: str) -> bool:
    found = _HONG_KONG.fullmatch(text)
    if found is None:
        return False
    letters, digits, check = found.groups()
    values = [36] * (2 - len(letters)) + [ord(letter) - 55 for letter in letters]
    values += [*map(int, digits), 10 if check == "A" else int(check)]
    return sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def _taiwan(text: str) -> bool:
    tens, ones = divmod(_TAIWAN_LETTERS.index(text[0]) + 10, 10)
    values = [tens, ones, *map(int, text[1:])]
    return (
        sum(value * weight for value, weight in zip(values, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0
    )


def _luhn(digits: str) -> bool:
    doubled = (2 * int(digit) if place % 2 else int(digit) for place, digit in enumerate(reversed(digits)))
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0
