"""The learned model of used and mentioned: what it weighs, and that looking fast gives the same."""

from hypothesis import given
from hypothesis import strategies as st

from suitability.wording import voice

TEXTS = st.lists(
    st.sampled_from(
        [
            "警方提示",
            "有人",
            "声称",
            "我们",
            "保证",
            "，",
            "。",
            "不",
            "这种",
            "guaranteed ",
            "they said ",
            "a",
            "%",
            " 8 ",
            "\x00",
        ]
    ),
    max_size=30,
).map("".join)


@given(before=TEXTS, after=TEXTS)
def test_the_sum_is_that_of_the_pieces_with_weights(before: str, after: str) -> None:
    model = voice._model()
    held = model.weights.keys() & set(voice.pieces(before, after))
    assert voice.mentions(before, after) == sum(model.weights[piece] for piece in held) - model.threshold


@given(before=TEXTS, after=TEXTS)
def test_what_stands_far_away_or_after_the_sentence_weighs_nothing(before: str, after: str) -> None:
    near = before[-voice.BACK :]
    assert voice.mentions("警方提示骗局" * 20 + near.rjust(voice.BACK), after) == voice.mentions(
        near.rjust(voice.BACK), after
    )
    assert voice.mentions(before, "。") == voice.mentions(before, "。警方提示这是骗局")


def test_it_tells_a_warning_from_a_promise() -> None:
    assert voice.mentions("警方提示，凡是宣称“", "”的都是骗局") > 0
    assert voice.mentions("我们的产品", "，欢迎选购") < 0
