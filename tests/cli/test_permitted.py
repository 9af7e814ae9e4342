"""`suitability permitted` names every product of the shelf, in its order, and says whether it may be offered."""

import json
from pathlib import Path
from typing import Any

import pytest

from suitability.cli.main import main
from suitability.messages.render import path_label, voice
from tests.small import UNVERIFIED, rule, version, write

AS_OF = "2026-03-10"
FILES = {
    "sale/above.toml": rule(
        version("product.levels.issuer <= 'R1' or customer.lowest_class"), title="Above the level", force="house"
    ),
    "sale/complex.toml": rule(version("product.complexity == 'simple'", cites=UNVERIFIED), title="Too complex"),
    "sale/insured.toml": rule(version("seller.key == 'bank'", "product.family == 'insurance'"), title="Not ours"),
}
CUSTOMER = {"subject": "customer", "customer": {"key": "C-1", "lowest_class": False}}


def product(key: str, level: str = "R1", complexity: str | None = "simple", **facts: Any) -> dict[str, Any]:
    """Write the record of a product; it is simple unless it is told otherwise."""
    own = {"name": f"Fund {key}", "family": "wealth", "levels": {"issuer": level, "seller": "R1"}, **facts}
    if complexity is not None:
        own["complexity"] = complexity
    return {"subject": "product", "entry": {"key": key}, "product": own, "seller": "bank"}


BANK = {"subject": "seller", "seller": {"key": "bank", "licence": "bank"}}
SHELF = [
    product("fine"),
    product("above", "R3"),
    product("strange", complexity="complex"),
    product("silent", complexity=None),
    BANK,
]


class Shell:
    """Runs `permitted` over a small pack and files of a folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.pack = write(folder, FILES)
        self.out = self.err = ""

    def file(self, name: str, content: Any) -> str:
        path = self.folder / name
        path.write_text(json.dumps(content), encoding="utf-8")
        return str(path)

    def run(self, customer: Any, shelf: Any, *options: str) -> int:
        files = self.file("customer.json", customer), self.file("shelf.json", shelf)
        try:
            return main(["permitted", *files, "--as-of", AS_OF, "--lang", "en", "--pack", str(self.pack), *options])
        finally:
            self.out, self.err = self.capsys.readouterr()

    def data(self, customer: Any, shelf: Any, *options: str) -> dict[str, Any]:
        self.run(customer, shelf, "--format", "json", *options)
        found: dict[str, Any] = json.loads(self.out)
        return found

    def verdicts(self, customer: Any, shelf: Any, *options: str) -> dict[str, str]:
        return {one["key"]: one["verdict"] for one in self.data(customer, shelf, *options)["products"]}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


# What is said


def test_each_product_has_a_line_with_its_level_and_the_first_reason(shell: Shell) -> None:
    speak = voice("en")

    def said(key: str, **parts: str) -> str:
        return speak.phrase(f"permitted_{key}", **parts)

    assert shell.run(CUSTOMER, SHELF) == 0
    cells = [[cell for cell in line.split("  ") if cell] for line in shell.out.splitlines()]
    missing = path_label("product.complexity", "en")
    assert [[cell.strip() for cell in row] for row in cells[:-1]] == [
        ["fine", "Fund fine", "R1", said("cleared")],
        ["above", "Fund above", "R3", said("blocked"), said("why", title="Above the level", cite="Example Law, art. 1")],
        ["strange", "Fund strange", "R1", said("warned"), said("why", title="Too complex", cite="Example Law, art. 2")],
        ["silent", "Fund silent", "R1", said("open"), said("missing", missing=missing)],
    ]  # fmt: skip
    counts = speak.phrase("comma").join(f"{said(one)} 1" for one in ("cleared", "blocked", "open", "warned"))
    assert shell.out.splitlines()[-1] == said("summary", count="4", verdicts=counts)


def test_programs_get_each_report_in_the_order_of_the_shelf(shell: Shell) -> None:
    data = shell.data(CUSTOMER, SHELF)
    assert (data["schema"], data["customer"], data["errors"]) == ("suitability.permitted/1", "C-1", [])
    assert [(one["key"], one["verdict"], one["report"]["cleared"]) for one in data["products"]] == [
        ("fine", "cleared", True), ("above", "blocked", False), ("strange", "warned", False), ("silent", "open", False),
    ]  # fmt: skip
    assert data["products"][1]["place"].endswith("shelf.json[1]")
    assert data["products"][1]["report"]["stage"] == "candidate"


def test_values_of_facts_are_shown_only_where_it_is_asked_for(shell: Shell) -> None:
    for options, facts in (((), list), (("--facts",), dict)):
        (found,) = shell.data(CUSTOMER, [product("above", "R3"), BANK], *options)["products"]
        assert isinstance(found["report"]["findings"][0]["facts"], facts)


def test_only_what_may_be_offered_is_shown_where_it_is_asked_for_and_all_is_counted(shell: Shell) -> None:
    assert shell.verdicts(CUSTOMER, SHELF, "--cleared") == {"fine": "cleared"}
    shell.run(CUSTOMER, SHELF, "--cleared")
    first, last = shell.out.splitlines()
    assert first.startswith("fine")
    assert "4" in last


def test_where_no_rule_applies_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path, capsys)
    shell.pack = write(tmp_path, {"sale/insured.toml": FILES["sale/insured.toml"]}, name="other")
    assert shell.verdicts(CUSTOMER, [product("fine"), BANK]) == {"fine": "untouched"}


def test_compliance_may_have_settled_a_finding(shell: Shell) -> None:
    waiver = (
        'rule = "small.sale.above"\nfrom = 2026-01-01\nuntil = 2026-12-31\nowner = "compliance"\nreason = "a pilot"'
    )
    decisions = shell.folder / "decisions.toml"
    decisions.write_text(f"[[waiver]]\n{waiver}\n", encoding="utf-8")
    shelf = [product("above", "R3"), BANK]
    assert shell.verdicts(CUSTOMER, shelf, "--decisions", str(decisions)) == {"above": "cleared"}


def test_a_product_without_a_level_or_a_name_has_none_in_its_line(shell: Shell) -> None:
    shell.run(CUSTOMER, [{"subject": "product", "product": {"key": "bare"}}])
    assert shell.out.split()[:1] == ["bare"]


# The customer


def test_the_customer_may_be_told_by_a_profile(shell: Shell) -> None:
    profile = {"subject": "profile", "profile": {"key": "C-1"}, "customer": {"lowest_class": True}}
    assert shell.verdicts(profile, [product("above", "R3"), BANK]) == {"above": "cleared"}


@pytest.mark.parametrize(("key", "verdict"), [("C-1", "blocked"), ("C-2", "cleared"), ("P-2", "cleared")])
def test_one_of_several_customers_is_named_by_its_key(shell: Shell, key: str, verdict: str) -> None:
    other = {"subject": "profile", "profile": {"key": "P-2"}, "customer": {"key": "C-2", "lowest_class": True}}
    assert shell.verdicts([CUSTOMER, other], [product("above", "R3"), BANK], "--key", key) == {"above": verdict}


@pytest.mark.parametrize(
    ("customers", "options", "said"),
    [
        ([CUSTOMER, CUSTOMER], (), "the files hold 2 customers; name one with --key; valid here: C-1"),
        ([], (), "the files hold no customer"),
        ([CUSTOMER], ("--key", "C-2"), "0 customers have the key 'C-2'; did you mean 'C-1'? valid here: C-1"),
        ({"subject": "profile", "profile": {"key": "P-1"}}, (), "customer.json: the profile tells no customer"),
        (
            {"subject": "customer", "customer": {"birth_date": "2026-03-11"}},
            (),
            "facts dated after as_of 2026-03-10: customer.birth_date",
        ),
    ],
)
def test_who_the_customer_is_must_be_clear(shell: Shell, customers: Any, options: tuple[str, ...], said: str) -> None:
    assert shell.run(customers, SHELF, *options) == 2
    assert said in shell.err
    assert not shell.out


def test_a_customer_who_could_not_be_read_is_told_with_what_is_wrong(shell: Shell) -> None:
    profile = {"subject": "profile", "profile": {}, "customer": {"key": "C-1"}, "seller": "nobody"}
    assert shell.run(profile, SHELF) == 2
    assert "customer.json: the seller 'nobody' stands nowhere in these files" in shell.err


# The shelf


def test_a_product_that_cannot_be_read_or_checked_is_named_and_the_rest_is_answered(shell: Shell) -> None:
    later = product("later", agency_contract_on="2026-03-11")
    shelf = [product("fine"), product("odd", "R9"), later, product("good"), later, BANK]
    assert shell.run(CUSTOMER, shelf) == 2
    assert [line.split()[0] for line in shell.out.splitlines()[:-1]] == ["fine", "good"]
    places = ["shelf.json[1]: product.levels.issuer", "shelf.json[2]: facts dated", "shelf.json[4]: facts dated"]
    assert all(place in line for place, line in zip(places, shell.err.splitlines(), strict=True))
    assert len(shell.data(CUSTOMER, shelf)["errors"]) == 3


def test_other_records_are_read_past(shell: Shell) -> None:
    holding = {"subject": "holding", "holding": {"key": "H-1"}}
    assert shell.verdicts(CUSTOMER, [holding, product("fine"), BANK]) == {"fine": "cleared"}


def test_a_shelf_without_a_product_is_a_mistake(shell: Shell) -> None:
    assert shell.run(CUSTOMER, [BANK]) == 2
    assert shell.err == "the files hold no product\n"


def test_unknown_keys_are_refused_where_it_is_asked_for(shell: Shell) -> None:
    shelf = [product("fine", colour="red"), BANK]
    assert [shell.run(CUSTOMER, shelf, *options) for options in ((), ("--strict",))] == [0, 2]
