"""Copy names a product by its file, a code or a name; what is part of another word or name is none."""

import datetime as dt
import random
import time
from pathlib import Path

import pytest

from suitability.catalog.beside import beside
from suitability.catalog.named import Names, Naming
from suitability.catalog.told import Told
from suitability.errors import RuleFileErrors
from suitability.model.facts import NOT_TOLD
from suitability.readers.copy_passage import Passage
from suitability.spot import Spot
from tests.catalog.small_rows import NAMES, ROWS, row


def naming(text: str, names: Names = NAMES, **more: object) -> Naming:
    return names.named(Passage("a.txt", text), **more)  # type: ignore[arg-type]


def codes(text: str, names: Names = NAMES) -> list[str]:
    return [one.row.key for one in naming(text, names).products]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("安和90天今日发售", ["P-01"]),
        ("安和９０天今日发售", ["P-01"]),
        ("安\u200b和90天今日发售", ["P-01"]),
        ("**安和**90天", ["P-01"]),
        ("代码P-02，请见详情", ["P-02"]),
        ("p-02", ["P-02"]),
        ("和明成長混合", ["000123"]),
        ("基金代码000123", ["000123"]),
        ("基金（000123.OF）", ["000123"]),
        ("安和90天R2级", ["P-01"]),
        ("HARBOUR BOND FUND", ["H-10"]),
        ("“安心”今日开放", ["P-97"]),
        ("安和90天、安和180天", ["P-01", "P-02"]),
    ],
)
def test_a_code_or_a_name_is_found_however_it_is_written(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("安和90天B类", ["P-03"]),
        ("稳利20号", ["W-20"]),
        ("Harbour Bond Fund Plus", ["H-11"]),
        ("安和90天C类", []),
        ("安和90天（C类）", []),
        ("安和90天3号", []),
        ("安和90天第2期", []),
        ("安和90天升级版", []),
        ("稳利200号", []),
    ],
)
def test_of_names_that_begin_alike_the_longer_one_wins_and_an_unknown_one_is_none(
    text: str, expected: list[str]
) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "理财有风险", "安心理财，安享生活", "安全第一", "XP-02", "P-021", "SP-02-1", "P-02.5", "1000123元", "000123元",
        "000123456", "电话000123", "¥000123", "Harbour Bond Funds", "a P-01x b",
    ],
)  # fmt: skip
def test_part_of_another_word_or_number_and_a_word_of_the_language_names_no_product(text: str) -> None:
    assert codes(text) == []


def test_codes_that_are_short_or_are_levels_count_only_where_they_are_called_a_code_or_never() -> None:
    names = Names(
        [row("AB", "甲乙丙丁戊"), row("R2", "子丑寅卯辰"), row("1001", "金木水火土"), row("ABCDEF", "东南西北中")]
    )
    assert codes("AB 1001 R2", names) == []
    assert codes("产品代码：AB，编号1001，风险R2", names) == ["AB", "1001"]
    assert codes("ABCDEF", names) == ["ABCDEF"]


def test_a_name_that_two_products_have_names_neither_unless_a_code_does() -> None:
    names = Names([row("A-01", "和安优选"), row("A-02", "和安优选")])
    assert codes("和安优选", names) == []
    assert codes("和安优选（A-02）", names) == ["A-02"]


def test_places_are_those_of_the_text_as_it_is_written() -> None:
    text = "推荐　安\u200b和90天 与 P-02。"
    for place, expected in zip(naming(text).places, ("安\u200b和90天", "P-02"), strict=True):
        assert text[place.start : place.end] == expected


def test_front_matter_names_products_by_code_or_name_one_or_many() -> None:
    for front in ({"product": "P-01, P-02"}, {"产品": "安和90天、P-02"}, {"產品[0]": "P-01", "產品[1]": "p-02"}):
        found = NAMES.named(Passage("a.md", "文字", front=front))
        assert [(one.row.key, one.by, one.places) for one in found.products] == [
            ("P-01", "file", ()),
            ("P-02", "file", ()),
        ]


def test_a_code_that_no_product_has_is_a_mistake_with_those_that_are_near() -> None:
    told = Told(products=(("P-0Z", Spot("a.md.suitability.toml", 1, 11)),))
    found = NAMES.named(Passage("a.md", "文字", front={"product": "没有"}), told)
    first, second = found.mistakes
    assert (first.spot.line, first.message) == (
        1,
        "the catalog has no product 'P-0Z'; did you mean 'P-03', 'P-02', 'P-01'?",
    )
    assert second.message == f"the catalog has no product '没有' among {len(ROWS)}"
    assert found.products == ()


def test_half_a_character_and_an_empty_catalog_name_nothing() -> None:
    assert codes("安和90天\ud800") == ["P-01"]
    assert codes("安和90天", Names([])) == []


def test_the_file_beside_says_products_metadata_and_days(tmp_path: Path) -> None:
    text = tmp_path / "a.md"
    (tmp_path / "a.md.suitability.toml").write_text(
        'product = ["P-01", "P-02"]\nchannel = "app"\ngenre = "product-page"\nfamily = "wealth"\naudience = "specific"\n'
        "published = [2026-12-05, 2026-12-01]\nuntil = 2026-12-31\n"
    )
    told = beside(str(text))
    assert [code for code, _ in told.products] == ["P-01", "P-02"]
    assert [spot.line for _, spot in told.products] == [1, 1]
    assert (told.channel, told.genre, told.family, told.audience) == ("app", "product-page", "wealth", "specific")
    assert (told.published, told.until) == ((dt.date(2026, 12, 1), dt.date(2026, 12, 5)), dt.date(2026, 12, 31))


def test_where_nothing_stands_beside_nothing_is_told(tmp_path: Path) -> None:
    told = beside(str(tmp_path / "a.md"))
    assert told.products == ()
    assert told.channel is NOT_TOLD


def test_every_mistake_of_the_file_beside_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md.suitability.toml").write_text('produkt = "P-01"\nchannel = "fax"\nuntil = "soon"\n')
    with pytest.raises(RuleFileErrors) as caught:
        beside(str(tmp_path / "a.md"))
    said = str(caught.value)
    for part in (":1:", "did you mean 'product'?", ":2:", "'app'", ":3:"):
        assert part in said


def test_a_last_day_before_the_first_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.md.suitability.toml").write_text("published = 2026-12-01\nuntil = 2026-11-30\n")
    with pytest.raises(RuleFileErrors, match="before it is published"):
        beside(str(tmp_path / "a.md"))


def test_the_day_of_the_law_is_the_nearest_on_which_the_copy_is_shown() -> None:
    told = Told(published=(dt.date(2026, 12, 1),), until=dt.date(2026, 12, 31))
    days = [told.shown_on(dt.date(2026, *day)) for day in ((11, 1), (12, 15), (12, 31), (12, 31))]
    assert [day.day for day in days] == [1, 15, 31, 31]
    assert told.shown_on(dt.date(2027, 2, 1)) == dt.date(2026, 12, 31)


def test_many_products_cost_no_more_for_each_text() -> None:
    letters = "安和鑫稳盈宁福泰恒瑞祥丰益聚汇金银智慧优选臻尊享添利"
    draw = random.Random(7)
    many = [row(f"Q{number:05}", "".join(draw.choices(letters, k=5)) + f"{number}号") for number in range(3000)]
    text = "请您前往网点或者登录手机银行了解详情，市场有风险，投资需谨慎。产品Q01234已发售。\n" * 400

    def spent(names: Names) -> float:
        begin = time.process_time()
        assert codes(text, names) == ["Q01234"]
        return time.process_time() - begin

    few, all_ = Names([many[1234]]), Names(many)
    assert min(spent(all_) for _ in range(3)) < 8 * min(spent(few) for _ in range(3)) + 0.05
