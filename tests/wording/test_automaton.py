"""Every occurrence of every word, whichever machine finds them."""

from hypothesis import given
from hypothesis import strategies as st

from suitability.wording.automaton import finder, plain_finder

LETTERS = st.text(alphabet="保本息a😀\ud800", min_size=1, max_size=4)


@given(words=st.lists(LETTERS, unique=True, max_size=6), text=st.text(alphabet="保本息a😀。", max_size=30))
def test_both_machines_find_what_a_search_for_each_word_finds(words: list[str], text: str) -> None:
    words = [word for word in words if word.isprintable()]
    found = [
        (index, at, at + len(word))
        for index, word in enumerate(words)
        for at in range(len(text))
        if text.startswith(word, at)
    ]
    assert sorted(finder(words)(text)) == sorted(plain_finder(words)(text)) == sorted(found)


def test_occurrences_come_by_where_they_end() -> None:
    words = ["保本保息", "本", "息"]
    for find in (finder(words), plain_finder(words)):
        assert find("保本保息") == [(1, 1, 2), (0, 0, 4), (2, 3, 4)]


def test_no_words_find_nothing() -> None:
    assert finder([])("保本") == plain_finder([])("保本") == []
