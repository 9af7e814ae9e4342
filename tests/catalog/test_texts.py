"""The texts of products are read by the rules over text: each that may not stand is found, and few are read twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import suitability as s
from suitability.catalog.texts import Reader, dropped_sentences, texts, worth_reading
from suitability.engine.ruleset import RuleSet
from suitability.engine.scan import scan
from suitability.model.facts import NOT_TOLD
from suitability.model.product import Benchmark, Product
from tests.small import DAY

WORDS = st.sampled_from(
    ["保本", "不保本", "稳赚", "年化5%", "业绩比较基准", "安心", "一号", "。", "，", "\n", "保", "本", "不", " "]
)
SAID = st.lists(st.lists(WORDS, min_size=1, max_size=5).map("".join), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def packs() -> RuleSet:
    return s.load("cn", "handbook")


@given(SAID)
def test_no_text_with_a_finding_is_passed_over(packs: RuleSet, said: list[str]) -> None:
    """Many texts are looked through at once, and none hides behind another."""
    products = [Product(description=text) for text in said]
    worth = worth_reading(products, packs)
    assert worth <= set(said)
    assert all(text in worth for text in said if scan(text, packs, on=DAY, genre="product-page").findings)


def test_the_texts_of_a_product_come_with_their_paths() -> None:
    """A benchmark as what stands under that name; what is not told, or none, is no text."""
    product = Product(
        name="甲", description=None, risk_text="乙", warnings=["丁", "丙"], benchmark=Benchmark(text="年化2%-3%")
    )
    assert list(texts(product)) == [
        ("product.name", "甲"),
        ("product.risk_text", "乙"),
        *(("product.warnings", text) for text in sorted(["丁", "丙"])),
        ("product.benchmark.text", "业绩比较基准为年化2%-3%"),
    ]
    assert list(texts(Product(benchmark=Benchmark(text="基准：沪深300")))) == [
        ("product.benchmark.text", "基准：沪深300")
    ]
    assert list(texts(None)) == list(texts(NOT_TOLD)) == list(texts(Product())) == []


def test_a_benchmark_is_no_promise_of_a_return(packs: RuleSet) -> None:
    """Its column says what the figure is; in a description the same figure is one."""
    benchmark = Product(benchmark=Benchmark(text="年化2.5%-3.5%"))
    reader = Reader(packs, DAY)
    assert [reader._scanned(text, "wealth").findings for _, text in texts(benchmark)] == [()]
    assert reader._scanned("年化2.5%-3.5%", "wealth").findings


def test_nothing_is_dropped_from_nothing() -> None:
    """A product that told no text on risk, or was not there, loses none."""
    assert dropped_sentences(Product(), Product()) == dropped_sentences(None, Product(risk_text="甲。")) == 0
