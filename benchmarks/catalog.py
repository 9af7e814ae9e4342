"""A catalog of 50,000 products read, checked and compared, beside pydantic's validation of the same rows."""

import csv
import datetime as dt
import gc
import io
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter

import suitability as s
from benchmarks.measure import Figure, show
from suitability.catalog.check import check_catalog
from suitability.catalog.compare import Told, changes
from suitability.catalog.read import read_catalog_texts
from suitability.catalog.rows import Catalog

PRODUCTS = 50_000
# One product in so many is changed in the second catalog.
CHANGED = 200
AS_OF = dt.date(2026, 11, 22)
SELLER = {"key": "qinglan-bank", "licence": "bank", "country": "CN", "regions": None}
T = TypeVar("T")
_LEVELS = {"R1": "R1", "R2（中低风险）": "R2", "中风险": "R3", "R4": "R4"}


def rows(count: int, changed: int = 0) -> Iterator[dict[str, str]]:
    """Give rows as a bank's sheet has them; every so many the fee is another where `changed` says so."""
    chance = random.Random(7)
    pick = chance.choice
    for number in range(count):
        level = pick(list(_LEVELS))
        fee = pick(["0.50%", "0.30%", "1.20%"])
        yield {
            "产品代码": f"P{number:06d}",
            "产品名称": f"青澜稳健{number}期",
            "产品类别": pick(["理财产品", "公募基金", "信托产品"]),
            "投资性质": pick(["固定收益类", "混合类", "权益类"]),
            "发行机构": pick(["青澜银行", "和鸣理财有限责任公司", "远山基金管理有限公司"]),
            "募集方式": "公募",
            "复杂程度": "简单",
            "发行人评级": level,
            "风险等级": level,
            "评级日期": f"2026-{chance.randint(1, 9):02d}-{chance.randint(1, 28):02d}",
            "评级级数": "5级",
            "币种": "人民币",
            "起购金额（万元）": pick(["0.0001", "1", "5"]),
            "期限": pick(["90天", "180天", "365天", "无固定期限"]),
            "管理费率": "1.50%" if changed and number % changed == 0 else fee,
            "托管费率": "0.05%",
            "申购费率": pick(["1.5%", "0", "无"]),
            "业绩比较基准": pick(["3.0%-3.5%", "4.1%", "中债综合指数收益率×80%+存款利率×20%"]),
            "测算依据": "按拟投资资产的预期收益测算",
            "风险提示": "理财非存款、产品有风险、投资须谨慎。",
            "销售状态": "在售",
            "准入日": "2025-06-01",
            "起售日": f"2026-{chance.randint(1, 9):02d}-{chance.randint(1, 28):02d}",
            "停售日": "长期",
            "适合客户": "C2及以上",
            "渠道": "网点、手机银行",
            "赎回方式": "每日开放",
        }


def as_csv(made: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(made[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(made)
    return text.getvalue().encode()


def as_yaml(made: list[dict[str, str]]) -> bytes:
    items = ("\n  ".join(f"{key}: {value}" for key, value in row.items()) for row in made)
    return "".join(f"- {item}\n" for item in items).encode()


def _rate(value: str) -> Decimal | None:
    return None if value == "无" else Decimal(value.rstrip("%")) / 100


def _day(value: str) -> str | None:
    return None if value == "长期" else value


_Level = Annotated[Literal["R1", "R2", "R3", "R4"], BeforeValidator(_LEVELS.get)]
_Rate = Annotated[Decimal | None, BeforeValidator(_rate)]
_Day = Annotated[dt.date | None, BeforeValidator(_day)]


class Row(BaseModel):
    """What a team without the library writes: one model, a validator for each form of value, no places and no units."""

    key: str = Field(alias="产品代码")
    name: str = Field(alias="产品名称")
    family: Literal["理财产品", "公募基金", "信托产品"] = Field(alias="产品类别")
    design: Literal["固定收益类", "混合类", "权益类"] = Field(alias="投资性质")
    issuer: str = Field(alias="发行机构")
    raising: Literal["公募", "私募"] = Field(alias="募集方式")
    complexity: Literal["简单", "复杂"] = Field(alias="复杂程度")
    issuer_level: _Level = Field(alias="发行人评级")
    level: _Level = Field(alias="风险等级")
    level_on: dt.date = Field(alias="评级日期")
    size: Literal["5级"] = Field(alias="评级级数")
    currency: Literal["人民币", "美元"] = Field(alias="币种")
    minimum: Decimal = Field(alias="起购金额（万元）")
    term: str = Field(alias="期限")
    management: _Rate = Field(alias="管理费率")
    custody: _Rate = Field(alias="托管费率")
    subscription: _Rate = Field(alias="申购费率")
    benchmark: str = Field(alias="业绩比较基准")
    basis: str = Field(alias="测算依据")
    risk_text: str = Field(alias="风险提示")
    status: Literal["在售", "停售"] = Field(alias="销售状态")
    approved_from: _Day = Field(alias="准入日")
    on_sale_from: _Day = Field(alias="起售日")
    on_sale_until: _Day = Field(alias="停售日")
    customers: str = Field(alias="适合客户")
    channels: str = Field(alias="渠道")
    redemption: str = Field(alias="赎回方式")


_ROWS = TypeAdapter(list[Row])


def validated(data: bytes) -> int:
    """Validate the rows of a CSV by pydantic alone."""
    return len(_ROWS.validate_python(list(csv.DictReader(io.StringIO(data.decode())))))


def run(*, smoke: bool = False) -> bool:
    """Time each part once, in turn; say whether the limits hold."""
    count = 50 if smoke else PRODUCTS
    rules = s.load("cn", "handbook")
    old, new = list(rows(count)), list(rows(count, CHANGED))
    texts = {"a.csv": as_csv(new), "a.json": json.dumps(new, ensure_ascii=False).encode(), "a.yaml": as_yaml(new)}
    seconds = {"pydantic": _seconds(lambda: validated(texts["a.csv"]))[0]}
    catalogs: dict[str, Catalog] = {}
    for name, data in texts.items():
        seconds[name], catalogs[name] = _seconds(lambda name=name, data=data: read(name, data, rules))
        assert (len(catalogs[name].rows), catalogs[name].unread) == (count, ())
        if name != "a.csv":
            del catalogs[name]
    after = catalogs["a.csv"]
    seconds["before"], before = _seconds(lambda: read("a.csv", as_csv(old), rules))
    gc.freeze()  # as the command line does
    seconds["check"], judged = _seconds(lambda: check_catalog(after, rules, as_of=AS_OF))
    seconds["compare"], found = _seconds(lambda: changes(before, after, rules, on=AS_OF, told=Told()))
    gc.unfreeze()
    whole = seconds["a.csv"] + seconds["before"] + seconds["check"] + seconds["compare"]
    figures = [
        Figure("read, CSV", seconds["a.csv"], "s", most=5),
        Figure("read, JSON", seconds["a.json"], "s", most=5),
        Figure("read, YAML", seconds["a.yaml"], "s", most=5),
        Figure("check", seconds["check"], "s"),
        Figure("compare", seconds["compare"], "s"),
        Figure("two catalogs of CSV read, one checked, the two compared", whole, "s", most=10),
        Figure("pydantic alone, CSV", seconds["pydantic"], "s"),
        Figure("read, against pydantic alone", seconds["a.csv"] / max(seconds["pydantic"], 1e-9), "x"),
    ]
    notes = [f"{count:,} products, {len(judged.items):,} items, {len(found):,} changes"]
    return show("A catalog", figures, notes, judge=not smoke)


def read(name: str, data: bytes, rules: s.RuleSet) -> Catalog:
    return read_catalog_texts({name: data}, rules, seller=SELLER)


def _seconds(task: Callable[[], T]) -> tuple[float, T]:
    begun = time.process_time()
    made = task()
    return time.process_time() - begun, made


if __name__ == "__main__":
    sys.exit(not run(smoke="--smoke" in sys.argv) and "--smoke" not in sys.argv)
