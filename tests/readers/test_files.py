"""Files of records are read in whatever form they come, and every record that cannot be is named with its place."""

import io
from decimal import Decimal
from typing import Any, BinaryIO

import pytest

from suitability.readers.files import Record, Unreadable, read_files


def read(**files: str | bytes) -> tuple[list[Record], list[Unreadable]]:
    """Read files; `a_jsonl` is the file `a.jsonl`."""
    named = ((name.replace("_", "."), text.encode() if isinstance(text, str) else text) for name, text in files.items())
    return read_files((name, io.BytesIO(content)) for name, content in named)


def errors(**files: str | bytes) -> dict[str, str]:
    found, wrong = read(**files)
    assert found == []
    return {one.place: one.message for one in wrong}


SALE = '{"subject": "sale", "sale": {"key": "S-1"}}'


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (SALE, ["a.json"]),
        (f"[{SALE}, {SALE}]", ["a.json[0]", "a.json[1]"]),
        (f"{SALE}\n\n{SALE}\n", ["a.json:1", "a.json:3"]),
        ("\ufeff" + SALE, ["a.json"]),
        (SALE.replace(" ", "\n"), ["a.json"]),
        ("[]", []),
    ],
)
def test_a_file_is_a_record_or_a_list_of_them_or_one_a_line(text: str, places: list[str]) -> None:
    found, wrong = read(a_json=text)
    assert ([one.place for one in found], wrong) == (places, [])
    assert all((one.subject, one.values) == ("sale", {"sale": {"key": "S-1"}}) for one in found)


def test_amounts_keep_their_digits() -> None:
    (found,), _ = read(a_json='{"subject": "sale", "sale": {"amount": 1000.50, "questions": 10}}')
    assert found.values["sale"] == {"amount": Decimal("1000.50"), "questions": 10}
    assert str(found.values["sale"]["amount"]) == "1000.50"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "a.json", "the file is empty"),
        (" \n", "a.json", "the file is empty"),
        (b"\xff\xfe{}", "a.json", "not UTF-8: invalid start byte at byte 0; save the file as UTF-8"),
        ('{"subject": "sale",}', "a.json:1:20", "not JSON: "),
        ('{\n "subject": sale}', "a.json:2:13", "not JSON: Expecting value"),
        ("[1]", "a.json[0]", "a record is an object, not 1"),
        ('"sale"', "a.json", "a record is an object, not 'sale'"),
        ("{}", "a.json", "the record names no subject; there are profile, product, change, sale, holding, use, form, contact, commitment, complaint, copy, customer, "),
        ('{"subject": "sales"}', "a.json", "the record names the subject 'sales'; there are profile, "),
        ('{"subject": "sale", "sale": {"amount": NaN}}', "a.json", "NaN is not a number"),
        ('{"subject": "sale", "sale": {"amount": -Infinity}}', "a.json", "-Infinity is not a number"),
        ('{"subject": "sale", "sale": {"amount": 1e99999999999999999999}}', "a.json", "1e99999999999999999999 is not a number"),
        ('{"subject": "sale", "sale": {"amount": ' + "9" * 5000 + "}}", "a.json", "Exceeds the limit"),
        ('{"subject": "sale", "sale": {"on": 1, "at": 2, "on": 3}}', "a.json", "the key 'on' stands twice in one record"),
        ('{"subject": ' * 100_000, "a.json", "nested too deep"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_record_is_named_with_the_reason(text: str | bytes, place: str, message: str) -> None:
    found = errors(a_json=text)
    assert list(found) == [place]
    assert found[place].startswith(message)


def test_a_bad_line_leaves_the_other_lines_alone() -> None:
    lines = [SALE, '{"subject": "sale"', '{"subject": "sale", "sale": {"a": 1, "a": 2}}', "7", "[" * 100_000, SALE]
    found, wrong = read(a_jsonl="\n".join(lines))
    assert [one.place for one in found] == ["a.jsonl:1", "a.jsonl:6"]
    assert [(one.place, one.message) for one in wrong] == [
        ("a.jsonl:2:19", "not JSON: Expecting ',' delimiter"),
        ("a.jsonl:3", "the key 'a' stands twice in one record"),
        ("a.jsonl:4", "a record is an object, not 7"),
        ("a.jsonl:5", "nested too deep"),
    ]


@pytest.mark.parametrize("name", ["a_jsonl", "a_ndjson"])
def test_a_file_of_lines_whose_first_is_broken_is_still_one_of_lines(name: str) -> None:
    found, wrong = read(**{name: f'{{"subject"\n{SALE}'})
    assert [one.place for one in found] == [f"{name.replace('_', '.')}:2"]
    assert wrong[0].place == f"{name.replace('_', '.')}:1:11"


class Broken(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise PermissionError(13, "Permission denied")


def test_a_file_that_cannot_be_read_leaves_the_others_alone() -> None:
    streams: list[tuple[str, BinaryIO]] = [("a.json", Broken()), ("b.json", io.BytesIO(SALE.encode()))]
    found, wrong = read_files(streams)
    assert [one.place for one in found] == ["b.json"]
    assert wrong == [Unreadable("a.json", "cannot be read: Permission denied")]


CUSTOMER = '{"subject": "customer", "customer": {"key": "C-1", "kind": "company"}}'


def test_a_part_named_by_its_key_stands_elsewhere_in_the_same_files() -> None:
    sales = '[{"subject": "sale", "sale": {}, "customer": "C-1"}, {"subject": "sale", "sale": {}, "customer": {"key": "C-2"}}, {"subject": "profile", "customer": "C-2"}]'
    found, wrong = read(b_json=sales, people_json=CUSTOMER)
    assert wrong == []
    assert [one.values["customer"] for one in found] == [
        {"key": "C-1", "kind": "company"},
        {"key": "C-2"},
        {"key": "C-2"},
    ]


def test_a_record_of_a_part_alone_is_not_checked() -> None:
    assert read(people_json=CUSTOMER) == ([], [])


def test_a_part_that_stands_nowhere_is_an_error_of_its_record() -> None:
    text = '{"subject": "sale", "sale": {}, "customer": "C-9", "product": "P-9"}'
    assert errors(b_json=text, people_json=CUSTOMER) == {
        "b.json": "the customer 'C-9' stands nowhere in these files; the product 'P-9' stands nowhere in these files"
    }


def test_of_a_part_that_may_stand_nowhere_the_key_is_told() -> None:
    """Where the caller knows the rest, as a catalog does of products."""
    record = b'{"subject": "sale", "product": "P-1", "customer": "C-1"}'
    found, wrong = read_files([("a.json", io.BytesIO(record))], keys=("product", "customer"))
    assert wrong == []
    assert found[0].values == {"product": {"key": "P-1"}, "customer": {"key": "C-1"}}


def test_one_part_told_in_two_ways_is_an_error_but_its_records_are_kept() -> None:
    text = '{"subject": "profile", "customer": {"key": "C-1", "kind": "bank"}}'
    found, wrong = read(people_json=CUSTOMER, b_json=text)
    assert [one.values["customer"]["kind"] for one in found] == ["bank"]
    assert wrong == [Unreadable("b.json", "tells the customer 'C-1' otherwise than people.json")]


@pytest.mark.parametrize("part", [None, 7, [], {"key": 7}, {}])
def test_a_part_that_is_no_record_with_a_key_is_left_to_the_door(part: Any) -> None:
    import json

    (found,), wrong = read(a_json=json.dumps({"subject": "sale", "sale": {}, "customer": part}))
    assert (found.values["customer"], wrong) == (part, [])
