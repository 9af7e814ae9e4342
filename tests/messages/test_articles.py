"""Places in a law are written as each locale writes them."""

import pytest

from suitability.messages.articles import is_place, place
from suitability.messages.render import voice


@pytest.mark.parametrize(
    ("text", "english", "traditional"),
    [
        ("第三条", "art. 3", "第三條"),
        ("第十二条第二款第（一）项", "art. 12, para. 2, item (1)", "第十二條第二款第（一）項"),
        ("第二十二条第一款", "art. 22, para. 1", "第二十二條第一款"),
        ("第四十条", "art. 40", "第四十條"),
        ("第一百零八条", "art. 108", "第一百零八條"),
        ("第二百一十条", "art. 210", "第二百一十條"),
        ("第三章第二节", "ch. 3, s. 2", "第三章第二節"),
        ("第二编第四十七条第三款", "part 2, art. 47, para. 3", "第二編第四十七條第三款"),
    ],
)
def test_a_place_is_written_in_the_locale(text: str, english: str, traditional: str) -> None:
    assert place(text, voice("zh-Hans")) == text
    assert place(text, voice("en")) == english
    assert place(text, voice("zh-Hant")) == traditional


@pytest.mark.parametrize("text", ["", "4.2", "附件一", "第三条及附件", "art. 3", "第条"])
def test_what_is_more_than_a_place_is_left_to_translators(text: str) -> None:
    assert not is_place(text)
    assert place(text, voice("en")) is None
