"""The ledger of a pack: read with every mistake at its place, and counted."""

from fractions import Fraction
from pathlib import Path

import pytest

import suitability as s
from suitability.errors import RuleFileErrors
from suitability.rules.ledger import Coverage, covered, read_ledger
from suitability.rules.pack import Pack
from suitability.rules.shape import Duty
from tests.small import rule, version, write

ROW = """\
["L-1"]
instrument = "law"
article    = "第一条"
duty       = "a duty"
class      = "expression"
answer     = "rules"
rules      = ["small.sale.one", "small.terms.held"]
"""
TERM = 'label = { en = "a term" }\n[[version]]\nfrom = 2020-01-01\nis = "customer.lowest_class"\n'


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    files = {"sale/one.toml": rule(version("held")), "terms/held.toml": TERM}
    (made,) = s.load(s.folder(write(tmp_path, files))).packs
    return made


def read(tmp_path: Path, text: str, pack: Pack) -> dict[str, Duty]:
    (tmp_path / "ledger.toml").write_text(text, encoding="utf-8")
    return read_ledger(tmp_path / "ledger.toml", "small/ledger.toml", pack)


def test_a_row_gives_a_duty(tmp_path: Path, pack: Pack) -> None:
    ((id_, duty),) = read(tmp_path, ROW, pack).items()
    assert (id_, duty.instrument, duty.article, duty.class_, duty.answer) == (
        "L-1",
        "law",
        "第一条",
        "expression",
        "rules",
    )
    assert duty.rules == ["small.sale.one", "small.terms.held"]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('"law"', '"laws"', 2, "unknown source 'laws'"),
        ("small.sale.one", "small.sale.on", 7, "small holds no 'small.sale.on'"),
        (
            'answer     = "rules"\nrules      = ["small.sale.one", "small.terms.held"]',
            'answer = "rules"',
            1,
            "the answer 'rules' needs the key 'rules'",
        ),
        ('"rules"', '"part"', 1, "the answer 'part' needs the key 'left'"),
        ('answer     = "rules"', 'answer = "judgment"\nwhy = "no number"', 8, "the answer 'judgment' has no 'rules'"),
        ('"expression"', '"expresion"', 5, "L-1.class: input should be 'expression'"),
        ("article ", "articel ", 3, "unknown key 'articel'"),
        (', "small.terms.held"', "", 1, None),
        ('"small.sale.one", ', "", 1, "no duty asks for small.sale.one"),
    ],
)
def test_a_mistake_of_a_row_has_its_place(
    tmp_path: Path, pack: Pack, old: str, new: str, line: int, message: str | None
) -> None:
    assert old in ROW
    if message is None:
        read(tmp_path, ROW.replace(old, new), pack)
        return
    with pytest.raises(RuleFileErrors) as caught:
        read(tmp_path, ROW.replace(old, new), pack)
    assert any((error.line, error.message.startswith(message)) == (line, True) for error in caught.value.errors), (
        caught.value
    )


def duty(kind: str, answer: str) -> Duty:
    return Duty.model_validate({"instrument": "law", "article": "1", "duty": "a duty", "class": kind, "answer": answer})


def test_a_part_counts_one_half_and_only_what_can_be_checked_counts() -> None:
    duties = [duty("expression", answer) for answer in ("rules", "rules", "part", "by_issue")]
    found = covered([*duties, duty("judgment", "judgment"), duty("definition", "rules")])
    assert (found, found.share) == (Coverage(2, 1, 4), Fraction(5, 8))


def test_where_nothing_can_be_checked_all_of_it_is() -> None:
    assert covered([duty("judgment", "judgment")]).share == 1
