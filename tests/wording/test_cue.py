"""Lists of cues, of which only what a text may hold is searched for."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suitability.wording import context, cues
from suitability.wording.cue import branches, cue

LISTS = {
    name: words
    for module in (cues, context)
    for name, words in vars(module).items()
    if isinstance(words, str) and name.strip("_").isupper() and "|" in words and not name.startswith("__")
}
TEXTS = st.text(alphabet="不保本收益但无未说，。的gnotura \n", max_size=12)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_finds_what_its_expression_finds(name: str) -> None:
    plain = re.compile(LISTS[name])

    @settings(max_examples=60, deadline=None)
    @given(before=TEXTS, text=st.from_regex(plain), after=TEXTS)
    def same(before: str, text: str, after: str) -> None:
        for whole in (text, before + text + after, before):
            one, other = cue(LISTS[name]).search(whole), plain.search(whole)
            assert (one and one.span()) == (other and other.span())
            one, other = cue(LISTS[name]).match(whole), plain.match(whole)
            assert (one and one.span()) == (other and other.span())
            spans = [found.span() for found in cue(LISTS[name]).finditer(whole)]
            assert spans == [found.span() for found in plain.finditer(whole)]
            assert cue(LISTS[name]).blanked(whole) == plain.sub(lambda found: "\0" * len(found[0]), whole)

    same()


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("保本|稳赚", [{"保本"}, {"稳赚"}]),
        ("不能(?:够)?使用", [{"不能"}]),
        (r"\bnot guaranteed\b", [{"not guaranteed"}]),
        ("会?保本", [{"保本"}]),
        ("(?:甲|乙)", [{"甲", "乙"}]),
        ("(?:甲|乙)丙丁", [{"丙丁"}]),
        ("(?:甲乙|丙丁)戊", [{"甲乙", "丙丁"}]),
        ("(?:甲|乙?)丙", [{"丙"}]),
        ("非法(?!所得)", [{"非法"}]),
        (r"[（()]甲\.{2}", [{"甲."}]),
        ("[甲|乙]", [None]),
        ("(?:甲|乙)?", [None]),
        ("甲{0,2}", [None]),
        ("甲+乙", [{"甲"}]),
        ("(?<!甲)", [None]),
    ],
)
def test_of_each_alternative_a_text_of_every_match_is_known(words: str, known: list[set[str] | None]) -> None:
    assert [core for _, core in branches(words)] == known
    assert "|".join(source for source, _ in branches(words)) == words
