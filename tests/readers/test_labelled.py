"""Labelled texts are read in both forms, and every row that is wrong is named."""

import json
from typing import Any

import pytest

from suitability.errors import SuitabilityError
from suitability.readers.labelled import Row, read_labelled

OWN = {
    "id": "p-1",
    "text": "保本保息，保本。",
    "lang": "zh-Hans",
    "phenomenon": "promise",
    "marks": [["a", "保本"], ["b", "保本"], ["a", "保本"]],
}
SHARED = {
    "id": "r-1", "text": "Safe.", "lang": "en", "genre": "ad", "labels": [{"category": "a", "start": 0, "end": 4}],
    "clean_trap": False, "confidence": "low",
}  # fmt: skip


def read(*rows: Any) -> list[Row]:
    return read_labelled("a.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode())


def test_the_words_of_a_mark_are_found_in_their_turn() -> None:
    (row,) = read(OWN)
    assert row == Row("p-1", OWN["text"], "zh-Hans", "promise", "marks", (("a", 0, 2), ("b", 0, 2), ("a", 5, 7)))


def test_labels_stand_where_they_say() -> None:
    (row,) = read(SHARED)
    assert row == Row("r-1", "Safe.", "en", "ad", "labels", (("a", 0, 4),), trap=False, high=False)
    assert read({**SHARED, "labels": [], "clean_trap": True, "confidence": "high"})[0][-3:] == ((), True, True)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({**OWN, "marks": [["a", "保息保"]]}, "a.jsonl:2: the words '保息保' do not stand in the text"),
        ({**OWN, "marks": [["a", ""]]}, "a.jsonl:2: the words '' do not stand in the text"),
        (
            {**SHARED, "labels": [{"category": "a", "start": 3, "end": 9}]},
            "a.jsonl:2: the label from 3 to 9 stands outside the text",
        ),
        ({"id": "x"}, "a.jsonl:2: the key 'text' is missing"),
        ([], "a.jsonl:2: a row is an object"),
        (SHARED, "a.jsonl:2: the id 'r-1' stands twice"),
    ],
)
def test_a_row_that_is_wrong_is_named(row: Any, message: str) -> None:
    with pytest.raises(SuitabilityError) as raised:
        read(SHARED, row)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff", "a.jsonl: not UTF-8: byte 0 cannot be read"),
        (b"\n \n", "a.jsonl: holds no rows"),
        (b"{", "a.jsonl:1: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ],
)
def test_a_file_that_holds_no_rows_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(SuitabilityError) as raised:
        read_labelled("a.jsonl", content)
    assert str(raised.value) == message
