"""People read of copy the line and what stands under it, of a catalog each rule once, worst first."""

from pathlib import Path

import attrs

from suitability.messages import labels
from suitability.reports.gate import Item, Run
from suitability.reports.gate_text import SHOWN, text
from suitability.spot import Spot
from suitability.wording.context import CONTEXTS
from suitability.wording.fold import Folded
from tests.reports.runs import (
    DAY,
    FILES,
    LATER,
    catalog_run,
    copy_run,
    english,
    finding,
    item,
    lacking,
)
from tests.small import rules
from tests.small_text import TEXT_HEAD


def lines(run: Run, *, facts: bool = False) -> list[str]:
    return text(run, english(), facts=facts).splitlines()


def test_a_finding_says_what_is_wrong_where_and_what_to_do(tmp_path: Path) -> None:
    said = lines(copy_run(tmp_path))
    at = said.index("a.md:2:4: block small.copy.guarantee")
    assert said[at + 1 : at + 3] == ["    \t本品保\u200b本保息，荣获金奖。", "    \t    ^^^^"]
    told = "\n".join(said[at : said.index("", at)])
    for part in (
        "promise · A guarantee",
        "“保\u200b本” is a promise.",
        "Take it out.",
        "Example Law, art. 1",
        "zero-width",
    ):
        assert part in told
    assert [line.split(": ")[0] for line in said if line.startswith("a.md")] == [
        "a.md:1:1", "a.md:2:4", "a.md:2:12", "a.md:3:1",
    ]  # fmt: skip
    assert "欢迎了解" in "\n".join(said)


def test_what_was_told_once_of_a_rule_is_not_told_again(tmp_path: Path) -> None:
    said = lines(copy_run(tmp_path, "保本。\n稳赚。\n投资有风险。"))
    assert sum("Take it out." in line for line in said) == 1
    assert sum(line.startswith("a.md:") for line in said) == 2


def test_explained_findings_show_what_matched_what_is_excused_and_examples(tmp_path: Path) -> None:
    run = copy_run(tmp_path)
    loaded = rules(tmp_path, FILES, TEXT_HEAD)
    wordings = {rule.id: rule.wording for rule in loaded.rules if rule.wording is not None}
    said = text(run, english(), facts=False, explain=wordings)
    guarantee = next(one.finding for one in run.items if one.finding.rule == "small.copy.guarantee")
    for part in ("law", "⟦保本⟧", "不保本", guarantee.fingerprint, "a.md:3:9: "):
        assert part in said
    assert guarantee.fingerprint not in text(run, english(), facts=False)


def test_a_clean_run_says_one_line() -> None:
    assert lines(Run("copy", DAY, ("a.md", "b.md"))) == ["Files checked: 2; nothing was found in 2."]


def test_of_many_products_the_first_are_named_and_the_rest_counted() -> None:
    said = lines(Run("catalog", DAY, ("p.csv",), tuple(item(f"P-{number:03}", number) for number in range(2, 602))))
    assert said[0] == "block small.product.level  places: 600"
    assert sum("P-" in line for line in said) == SHOWN
    assert "595" in "\n".join(said)
    assert len(said) < 20


def test_messages_that_differ_are_told_product_by_product() -> None:
    other = finding(message=attrs.evolve(finding().message, text="Only {level}."))
    said = "\n".join(lines(Run("catalog", DAY, (), (item("P-001"), item("P-002", finding=other)))))
    assert said.index("P-001") < said.index("The level R4 is too low.") < said.index("P-002") < said.index("Only R4.")


def test_what_is_missing_is_told_once_for_all_products() -> None:
    said = lines(Run("catalog", DAY, (), tuple(lacking(f"P-{number:03}") for number in range(12))))
    (line,) = [line for line in said if "product.fees" in line]
    assert "12" in line
    assert "P-000" in line
    assert "P-011" not in line


def test_what_was_decided_on_says_by_whom_and_why_and_law_to_come_says_when() -> None:
    said = "\n".join(lines(catalog_run()))
    for part in ("waived (compliance", "an old shelf", "ruled mistaken by compliance (a lawyer", "it is a name",
                 "in the baseline (until 30 September 2026)", "it was there", "a violation from 30 September 2026"):  # fmt: skip
        assert part in said


def test_what_could_not_be_read_what_is_wrong_with_decisions_and_remarks_are_listed() -> None:
    said = lines(catalog_run())
    for line in ("  shelf/broken.csv:7:2: not read: a quote is not closed", "  waivers.toml:9:1: this waiver ended on 2026-01-01",
                 "  shelf/products.csv:2:4: 0.5 % is read as a share"):  # fmt: skip
        assert line in said


def test_the_end_counts_everything() -> None:
    assert lines(catalog_run())[-9:] == [
        "Products checked: 12.",
        "Documents checked: 2, of which 1 are clean.",
        "Violations: 2, of which 1 block. Evidence required: 1. Unknown: 8.",
        "Waived: 1.",
        "In the baseline: 1.",
        "Violations to come: 1.",
        "Ruled mistaken by compliance: 1.",
        "Not checked: 1.",
        "Mistakes in waivers, rulings or the baseline: 1.",
    ]


def test_with_facts_the_values_and_the_fingerprint_are_there() -> None:
    run = Run("catalog", DAY, (), (item(),))
    said = "\n".join(lines(run, facts=True))
    assert "(product.levels.seller)" in said
    assert "a-fingerprint" in said
    assert "a-fingerprint" not in "\n".join(lines(run))


def test_a_place_without_lines_is_told_by_its_name() -> None:
    said = lines(Run("copy", DAY, (), (Item(finding(), Spot("a.xlsx", name="Sheet1!C7"), "a.xlsx", "x"),)))
    assert said[0] == "a.xlsx (Sheet1!C7): block small.product.level"


def test_a_file_with_nothing_but_law_to_come_is_clean() -> None:
    run = Run("copy", DAY, ("a.md",), (item("a.md", spot=Spot("a.md", 1, 1), state="coming", since=LATER),))
    assert "nothing was found in 1" in "\n".join(lines(run))


def test_every_context_and_disguise_has_a_name() -> None:
    named = labels.texts("labels")
    assert {*CONTEXTS, "lexicon", "except", "word_gap"} <= named["context"].keys()
    disguises = " ".join((Folded.evasions.__doc__ or "").split()).rstrip(".").rpartition(". ")[2].split(", ")
    assert set(disguises) <= named["evasion"].keys()
