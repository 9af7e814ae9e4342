"""YAML is read without resolving a value, part by part or as a whole, with the place of every value."""

import pytest

import suitability as s
from suitability.catalog.read import read_catalog_texts
from suitability.catalog.rows import Catalog

RULES = s.load("cn", "handbook")
PLAIN = """# 产品目录
products:
  - code: 001234
    name: 青澜一号   # 名称
    风险等级: 中低风险
    fees:
      - {kind: management, share: 0.5%}
      - kind: custody
        share: 0.0005
    target_market:
      channels: [branch, online]
    on_sale_until:
    approved_until: null
  - code: NO
    name: "青澜\\u4e8c号"
    description: |
      第一行
      第二行
"""
SHARED = """base: &base
  issuer: 青澜
  募集方式: 公募
products:
- <<: *base
  key: P1
  name: 甲
- <<: [{issuer: 和鸣}, *base]
  key: P2
  name: 乙
"""


def read(text: str) -> Catalog:
    return read_catalog_texts({"a.yaml": text.encode()}, RULES)


def said(catalog: Catalog) -> list[str]:
    return [f"{one.spot}: {one.message}" for one in catalog.unread]


def test_values_are_the_texts_they_are_and_stand_at_their_places() -> None:
    first, second = read(PLAIN).rows
    assert (first.key, second.key) == ("001234", "NO")
    product = first.record["product"]
    assert product["levels"] == {"seller": "R2"}
    assert [fee["kind"] for fee in product["fees"]] == ["management", "custody"]
    assert product["approved_until"] is None
    assert "on_sale_until" not in product
    assert str(first.spots["product.fees[1].share"]) == "a.yaml:9:16"
    assert str(first.spots["product.target_market.channels"]) == "a.yaml:11:17"
    assert second.record["product"]["name"] == "青澜二号"
    assert second.record["product"]["description"] == "第一行\n第二行"
    assert str(second.spots["product.name"]) == "a.yaml:15:11"


def test_anchors_and_merges_are_read_and_stand_where_they_are_written() -> None:
    first, second = read(SHARED).rows
    assert (first.record["product"]["issuer"], second.record["product"]["issuer"]) == ("青澜", "和鸣")
    assert first.record["product"]["raising"] == second.record["product"]["raising"] == "public"
    assert str(first.spots["product.issuer"]) == "a.yaml:2:11"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- key: A\n  name: a\n  name: b\n", "a.yaml:3:3: name: the key stands twice in one record"),
        ("- key: A\n  levels: {seller: R9}\n", "a.yaml:2:20: seller: 'R9' is not a level"),
        (
            "- key: A\n  fees:\n  - kind: manage\n",
            "a.yaml:3:11: kind: 'manage' is not known here; did you mean 'management'?",
        ),
        ("- key: A\n  levels:\n    selller: R2\n", "a.yaml:3:5: selller: unknown key; did you mean 'seller'?"),
        ("- key: !!binary aGk=\n  name: a\n", "a.yaml:1:1: the tag '!!binary' makes something else"),
        ("- key: A\n  name: *x\n", "a.yaml:2:9: not YAML: found undefined alias"),
        ("- key: A\n\tname: a\n", "a.yaml:2:1: not YAML"),
        ("- a\n", "a.yaml:1:1: is a text, and no record"),
        ("- key: A\n  ? [x]\n  : b\n", "a.yaml:1:1: a key is a list or a mapping"),
    ],
)
def test_a_mistake_stands_at_its_place(text: str, message: str) -> None:
    assert said(read(text))[0].startswith(message)


def test_an_item_that_is_no_yaml_costs_only_itself() -> None:
    catalog = read("- key: A\n  name: a\n- key: B\n  name: [b\n- key: C\n  name: c\n")
    assert [row.key for row in catalog.rows] == ["A", "C"]
    assert said(catalog)[0].startswith("a.yaml:5:1: not YAML: while parsing a flow sequence")


@pytest.mark.parametrize(
    "text", ["key: A\nname: a\n", "---\n- {key: A, name: a}\n---\n- {key: B, name: b}\n", "[{key: A, name: a}]\n"]
)
def test_one_product_documents_and_flow_lists_are_catalogs_too(text: str) -> None:
    assert [row.key for row in read(text).rows] == ["A", "B"][: text.count("key")]


def test_two_writings_of_one_item_are_alike_only_where_they_are_the_same() -> None:
    (one,), (same,), (other,) = (
        read(text).rows
        for text in (SHARED[: SHARED.index("- <<: [")],) * 2
        + (SHARED.split("- <<: *base\n  key: P1\n  name: 甲\n")[0] + "- {key: P1, name: 丁}\n",)
    )
    assert one.alike(same)
    assert not one.alike(other)
    assert not one.same(other)
