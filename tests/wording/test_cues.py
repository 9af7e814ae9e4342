"""Lists of cues, and the words by which it is known that one need not be searched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suitability.wording import cues


@pytest.mark.parametrize("name", cues.GATED)
def test_a_list_is_searched_wherever_it_may_match(name: str) -> None:
    @settings(max_examples=60)
    @given(text=st.from_regex(cues.GATED[name]))
    def matches(text: str) -> None:
        assert name in cues.present(text)

    matches()


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("保本|稳赚", {"保本", "稳赚"}),
        ("不能(?:够)?使用", {"不能"}),
        (r"\bnot guaranteed\b", {"not guaranteed"}),
        ("会?保本", {"保本"}),
        ("(?:甲|乙)", {"甲", "乙"}),
        ("(?:甲|乙)丙", {"丙"}),
        ("[甲乙]", None),
        ("(?:甲|乙)?", None),
    ],
)
def test_of_each_alternative_the_longest_plain_run_is_known(words: str, known: set[str] | None) -> None:
    assert cues.cores(words) == known
