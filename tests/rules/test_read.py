"""Every mistake of every file of a pack is told at once, with its place, its neighbours and the valid choices."""

import datetime as dt
from pathlib import Path

import pytest

from suitability.errors import PackError, RuleFileError, RuleFileErrors
from suitability.rules.pack import Pack
from suitability.rules.read import read_folder
from tests.small import CITES, HEAD, SOURCES, example, rule, table, term, version, write

TERM = term("product.levels.issuer")
CALENDAR = "from = 2026-01-01\nuntil = 2026-12-31\noff = [2026-01-01]\non = [2026-01-04]\n"


def errors(folder: Path, files: dict[str, str], head: str = HEAD) -> tuple[RuleFileError, ...]:
    with pytest.raises(RuleFileErrors) as raised:
        read_folder(write(folder, files, head=head))
    return raised.value.errors


def the_error(folder: Path, files: dict[str, str], head: str = HEAD) -> RuleFileError:
    found = errors(folder, files, head)
    assert len(found) == 1, found
    return found[0]


def pointed_at(error: RuleFileError, folder: Path) -> str:
    """Give the text a mistake points at, to the end of its line."""
    return (folder / error.file).read_text(encoding="utf-8").split("\n")[error.line - 1][error.column - 1 :]


def read(folder: Path, files: dict[str, str], head: str = HEAD) -> Pack:
    return read_folder(write(folder, files, head=head))


FIVE = """\
title    = "高龄客户购买高风险产品"
subject  = "sale"
force    = "house"
severity = "warn"
stage    = "ordered"
message  = "客户“{age(customer.birth_date, sale.on)}”周岁，{product.levels.isuer}。"
remedy   = "请改荐。"
reviewed = { on = 2026-11-22, by = "founders" }

[[version]]
from    = 2026-01-01
when    = "age(customer.birth_day, sale.on) >= 70 and product.family == 'welth'"
require = \"\"\"
product.levels.issuer <= 'C3'
  and sale.at <= sale.on\"\"\"
cites   = [{ source = "house", at = "第三条" }]

[[example]]
says   = "R4 to a customer of 73"
given  = "plain"
expect = "violation"
"""


def test_five_mistakes_of_one_file_are_told_with_place_neighbours_and_choices(tmp_path: Path) -> None:
    found = errors(tmp_path, {"sale/five.toml": FIVE})
    assert [(error.file, error.line, error.column) for error in found] == [
        ("small/sale/five.toml", 6, 71),
        ("small/sale/five.toml", 12, 25),
        ("small/sale/five.toml", 12, 73),
        ("small/sale/five.toml", 14, 26),
        ("small/sale/five.toml", 15, 7),
    ]
    assert [pointed_at(error, tmp_path)[:10] for error in found] == [
        "isuer}。\"", "birth_day,", "'welth'\"", "'C3'", "sale.at <=",
    ]  # fmt: skip
    assert [error.message for error in found] == [
        "Levels has no field 'isuer'",
        "customer has no field 'birth_day'",
        "'welth' is not a choice of Family",
        "'C3' is not a level of scale product",
        "an instant against a day",
    ]
    assert "did you mean 'wealth'? valid here: advisory, asset-management-plan, bond" in found[2].hint
    assert found[3].hint == "valid here: R1, R2, R3"
    assert found[2].excerpt.split("\n") == [
        "10 | [[version]]",
        "11 | from    = 2026-01-01",
        "12 | when    = \"age(customer.birth_day, sale.on) >= 70 and product.family == 'welth'\"",
        "   | " + " " * 72 + "^",
        '13 | require = """',
    ]


def test_mistakes_of_all_files_are_told_in_order_of_place(tmp_path: Path) -> None:
    found = errors(
        tmp_path,
        {
            "terms/b.toml": term("product.famly"),
            "sale/c.toml": rule(version("customer.lowest"), version("sale.stge == 'ordered'", first="2020-01-01")),
            "tables/a.toml": table("level product", 'is = "R9"'),
        },
    )
    assert [(error.file, error.message) for error in found] == [
        ("small/sale/c.toml", "customer has no field 'lowest'"),
        ("small/sale/c.toml", "begins on 2020-01-01, not after 2024-01-01 above"),
        ("small/sale/c.toml", "sale has no field 'stge'"),
        ("small/tables/a.toml", "'R9' is not a level of scale product"),
        ("small/terms/b.toml", "product has no field 'famly'"),
    ]


def test_an_error_shows_its_place_its_message_its_hint_and_its_excerpt(tmp_path: Path) -> None:
    text = str(the_error(tmp_path, {"terms/risk.toml": term("product.levels.isuer")}))
    assert text.split("\n")[0] == "small/terms/risk.toml:5:22: Levels has no field 'isuer'"
    assert text.split("\n")[1].startswith("  did you mean 'issuer'? valid here: catalogue, changes, factors, issuer,")
    assert text.endswith('5 | is = "product.levels.isuer"\n  |                      ^\n6 |')


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("label = \n", 1, 9, "not TOML: Invalid value"),
        ("label = { en = 'x' }\nlabel = 1\n", 2, 10, "not TOML: Cannot overwrite a value"),
        ("x = 1979-13-01\n", 1, 9, None),
        ("x = 1e99999999999999999999\n", None, None, "not TOML: 1e99999999999999999999 is not a number"),
        ("x = nan\n", None, None, "not TOML: nan is not a number"),
        ("x = " + "[" * 5000, None, None, None),
    ],
)
def test_a_file_that_is_not_toml_is_a_mistake_at_its_place(
    tmp_path: Path, text: str, line: int | None, column: int | None, message: str | None
) -> None:
    error = the_error(tmp_path, {"terms/x.toml": text})
    assert error.message.startswith("not TOML: ")
    assert message is None or error.message == message
    assert line is None or (error.line, error.column) == (line, column)


def test_a_file_of_another_encoding_is_a_mistake_that_names_the_cure(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "terms").mkdir()
    (folder / "terms" / "x.toml").write_bytes("label = '风险'".encode("gb18030"))
    with pytest.raises(RuleFileErrors) as raised:
        read_folder(folder)
    (error,) = raised.value.errors
    assert error.message.startswith("not UTF-8: ")
    assert (error.hint, error.excerpt) == ("save the file as UTF-8", "")


def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "terms" / "x.toml").mkdir(parents=True)
    with pytest.raises(RuleFileErrors, match=r"small/terms/x\.toml:1:1: cannot be read: "):
        read_folder(folder)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert list(read(tmp_path, {"terms/risk.toml": "\ufeff" + TERM}).terms) == ["risk"]


@pytest.mark.parametrize("path", ["terms/x.toml", "tables/x.toml", "sale/x.toml", "pack.toml"])
def test_an_empty_file_misses_its_keys(tmp_path: Path, path: str) -> None:
    found = errors(tmp_path, {path: ""})
    assert all(error.message.endswith("is missing") for error in found)
    assert {error.file for error in found} == {f"small/{path}"}


def test_an_unknown_key_is_told_with_the_known_one_near_it(tmp_path: Path) -> None:
    text = rule(version("customer.lowest_class"), titel="x")
    error = the_error(tmp_path, {"sale/x.toml": text})
    assert error.message == "unknown key 'titel'"
    assert error.hint.startswith("did you mean 'title'? valid here: correction, example, force,")
    assert pointed_at(error, tmp_path).startswith("titel = ")


@pytest.mark.parametrize(
    ("old", "new", "key", "known"),
    [
        ("from = 2024-01-01", "from = 2024-01-01\nuntill = 2025-01-01", "untill", "until"),
        ('at = "第一条"', 'at = "第一条", verfied = false', "verfied", "verified"),
        ('by = "us"', 'by = "us", no = 1', "no", "on"),
    ],
)
def test_an_unknown_key_deep_in_a_file_is_told_with_those_valid_there(
    tmp_path: Path, old: str, new: str, key: str, known: str
) -> None:
    text = rule(version("customer.lowest_class"))
    error = the_error(tmp_path, {"sale/x.toml": text.replace(old, new)})
    assert error.message == f"unknown key {key!r}"
    assert known in error.hint
    assert pointed_at(error, tmp_path).startswith(f"{key} = ")


def test_an_unknown_key_of_a_parameter_is_told_with_those_valid_there(tmp_path: Path) -> None:
    head = (
        HEAD
        + "[param.limit]\nlabel = {}\ntype = 'number'\nstricter = 'lower'\nversions = [{ from = 2020-01-01, valu = 1 }]\n"
    )
    found = errors(tmp_path, {}, head)
    assert [error.message for error in found] == ["the key 'value' is missing", "unknown key 'valu'"]
    assert "did you mean 'value'?" in found[1].hint


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": None}, "the key 'title' is missing"),
        ({"stage": None}, "the key 'stage' is missing"),
        ({"title": ""}, "title: string should have at least 1 character"),
        ({"force": "rule"}, "force: input should be 'law' or 'house'"),
        ({"subject": "product"}, "a rule in sale/ has the subject 'sale', not 'product'"),
    ],
)
def test_a_wrong_head_of_a_rule_is_a_mistake(tmp_path: Path, changed: dict[str, str | None], message: str) -> None:
    assert the_error(tmp_path, {"sale/x.toml": rule(version("customer.lowest_class"), **changed)}).message == message


def test_a_subject_without_stages_refuses_one(tmp_path: Path) -> None:
    text = rule(version("customer.lowest_class"), subject="profile")
    assert the_error(tmp_path, {"profile/x.toml": text}).message == "a profile has no stages"


def test_a_rule_without_a_version_is_a_mistake(tmp_path: Path) -> None:
    assert the_error(tmp_path, {"sale/x.toml": rule()}).message == "the key 'version' is missing"


def test_a_version_without_an_article_is_a_mistake(tmp_path: Path) -> None:
    error = the_error(tmp_path, {"sale/x.toml": rule(version("customer.lowest_class", cites="[]"))})
    assert error.message.startswith("version.0.cites: ")


def test_an_unknown_source_is_told_with_the_known_ones(tmp_path: Path) -> None:
    error = the_error(
        tmp_path, {"sale/x.toml": rule(version("customer.lowest_class", cites=CITES.replace("law", "lawn")))}
    )
    assert (error.message, error.hint) == ("unknown source 'lawn'", "did you mean 'law'? valid here: house, law")
    assert pointed_at(error, tmp_path).startswith('"lawn"')


@pytest.mark.parametrize("path", ["terms/x.toml", "tables/x.toml"])
def test_sources_of_terms_and_tables_are_checked_too(tmp_path: Path, path: str) -> None:
    cited = '\ncites = [{ source = "lore", at = "1" }]\n'
    text = TERM + cited if path.startswith("terms") else table("number", "is = 1", more=cited)
    assert the_error(tmp_path, {path: text}).message == "unknown source 'lore'"


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        (
            [("2024-01-01", "2024-06-30"), ("2024-06-30", None)],
            "still in force on 2024-06-30, when the next version begins",
        ),
        ([("2024-01-01", None), ("2024-01-01", None)], "begins on 2024-01-01, not after 2024-01-01 above"),
        ([("2024-01-01", "2023-12-31")], "ends on 2023-12-31, before it begins on 2024-01-01"),
    ],
)
def test_versions_stand_in_order_and_do_not_overlap(
    tmp_path: Path, dates: list[tuple[str, str | None]], message: str
) -> None:
    versions = [version("customer.lowest_class", first=first, last=last) for first, last in dates]
    assert the_error(tmp_path, {"sale/x.toml": rule(*versions)}).message == message


def test_a_version_ends_the_day_before_the_next_one_unless_it_says_when(tmp_path: Path) -> None:
    versions = [
        version("customer.lowest_class", first="2020-01-01"),
        version("customer.lowest_class", first="2021-01-01", last="2021-06-30"),
        version("customer.lowest_class", first="2022-01-01"),
    ]
    (found,) = read(tmp_path, {"sale/x.toml": rule(*versions)}).rules
    assert [one.last for one in found.versions] == [dt.date(2020, 12, 31), dt.date(2021, 6, 30), None]


@pytest.mark.parametrize("texts", [{"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "a"}, {"a": "a"}])
def test_terms_that_need_each_other_are_one_mistake(tmp_path: Path, texts: dict[str, str]) -> None:
    error = the_error(tmp_path, {f"terms/{name}.toml": term(text) for name, text in texts.items()})
    assert error.message.startswith("a is defined by itself: a → ")
    assert error.message.endswith("→ a")


def test_a_table_may_not_need_a_term_that_needs_the_table(tmp_path: Path) -> None:
    files = {"terms/a.toml": term("b"), "tables/b.toml": table("number", "when = { a = 1 }\nis = 1")}
    assert "is defined by itself" in the_error(tmp_path, files).message


def test_a_table_may_not_need_itself_by_way_of_a_term(tmp_path: Path) -> None:
    files = {
        "terms/a.toml": term("t"),
        "tables/t.toml": table("number", "when = { z = 1 }\nis = 1"),
        "terms/z.toml": term("t"),
    }
    assert the_error(tmp_path, files).message == "t is defined by itself: t → z → t"


def test_who_uses_a_mistaken_name_is_not_told_of_it_again(tmp_path: Path) -> None:
    files = {
        "terms/a.toml": term("product.famly"),
        "terms/b.toml": term("a"),
        "tables/t.toml": table("number", "is = true"),
        "sale/x.toml": rule(version("a == 'wealth' and t >= 1 and b == 'wealth'")),
    }
    assert [error.file for error in errors(tmp_path, files)] == ["small/tables/t.toml", "small/terms/a.toml"]


def test_a_term_is_of_one_type_in_all_its_versions(tmp_path: Path) -> None:
    text = TERM + '[[version]]\nfrom = 2025-01-01\nis = "product.family"\n'
    assert (
        the_error(tmp_path, {"terms/a.toml": text}).message
        == "this is a choice of Family, and a level of scale product is needed here"
    )


@pytest.mark.parametrize(
    ("text", "what"), [("customer.assessments", "a relation Assessment"), ("months(12)", "a period")]
)
def test_a_term_is_neither_a_relation_nor_a_period(tmp_path: Path, text: str, what: str) -> None:
    assert the_error(tmp_path, {"terms/a.toml": term(text)}).message == f"a term cannot be {what}"


@pytest.mark.parametrize(
    ("of", "message"),
    [
        ('of = { a = "Asessment" }', "'Asessment' is not a type"),
        ('of = { a = "list Assessment" }', "'list Assessment' is not a type"),
        ('of = { a = "level risk" }', "there is no scale 'risk'"),
        ('of = { a = "choice Familly" }', "there is no vocabulary 'Familly'"),
        ('of = { a = "set Any" }', "there is no vocabulary 'Any'"),
    ],
)
@pytest.mark.parametrize("kind", ["terms", "tables"])
def test_an_argument_has_a_type_of_the_language(tmp_path: Path, kind: str, of: str, message: str) -> None:
    text = term("customer.lowest_class", of=of) if kind == "terms" else table("number", "is = 1", more=of)
    error = the_error(tmp_path, {f"{kind}/x.toml": text})
    assert error.message == message
    assert error.hint


def test_a_term_that_reads_a_root_the_subject_lacks_is_a_mistake_where_it_is_used(tmp_path: Path) -> None:
    files = {
        "terms/day.toml": term("sale.on"),
        "terms/sold.toml": term("days_later"),
        "terms/days_later.toml": term("sale.on + days(1)"),
        "tables/early.toml": table("flag", "when = { sale.channel = 'branch' }\nis = true"),
        "profile/x.toml": rule(version("sold >= as_of and early"), subject="profile", stage=None),
    }
    del files["terms/day.toml"]
    found = errors(tmp_path, files)
    assert [error.message for error in found] == [
        "sold reads sale, which is no part of this subject",
        "early reads sale, which is no part of this subject",
    ]
    assert found[0].hint == "valid here: customer, profile, seller"


@pytest.mark.parametrize(
    ("gives", "row", "message"),
    [
        ("levels product", "is = 1", "'levels product' is not a type"),
        ("level product", 'is = "C1"', "'C1' is not a level of scale product"),
        ("level product", "is = 1", "1 is not a level of scale product"),
        ("number", "is = 1.5", "Decimal('1.5') is not a number"),
        ("number", "is = true", "True is not a number"),
        ("money", 'is = "1"', "'1' is not a money"),
        ("day", "is = 2026-01-01T00:00:00Z", None),
        ("Customer", "is = 1", "1 is not a record Customer"),
        ("months", "is = -1", "-1 is not a number of months"),
        ("set DisclosureItem", 'is = "basics"', "'basics' is not a list"),
        ("set DisclosureItem", 'is = ["basic"]', "'basic' is not a choice of DisclosureItem"),
        ("number", "when = { product.famly = 'wealth' }\nis = 1", "product has no field 'famly'"),
        ("number", "when = { product.family = 'welth' }\nis = 1", "'welth' is not a choice of Family"),
        ("number", "when = { product.family = ['welth'] }\nis = 1", "'welth' is not a choice of Family"),
        ("number", "when = { product.portfolio = 'yes' }\nis = 1", "'yes' is not true or false"),
        ("number", "when = { sale.on = 2026-01-01 }\nis = 1", "a day cannot be a column"),
        (
            "number",
            "from = 2026-01-02\nuntil = 2026-01-01\nis = 1",
            "ends on 2026-01-01, before it begins on 2026-01-02",
        ),
    ],
)
def test_a_bad_row_of_a_table_is_a_mistake(tmp_path: Path, gives: str, row: str, message: str | None) -> None:
    error = the_error(tmp_path, {"tables/x.toml": table(gives, row)})
    assert message is None or error.message == message


def test_the_name_of_a_column_is_pointed_at(tmp_path: Path) -> None:
    error = the_error(
        tmp_path,
        {"tables/x.toml": table("number", "when = { product.family = 'wealth', seller.lisence = 'bank' }\nis = 1")},
    )
    assert pointed_at(error, tmp_path).startswith("lisence = ")
    assert error.hint.startswith("did you mean 'licence'?")


def test_every_choice_of_a_table_needs_a_label_and_every_label_a_choice(tmp_path: Path) -> None:
    rows = ["is = 'old'", "is = 'new'"]
    error = the_error(tmp_path, {"tables/x.toml": table("choice", *rows, more="values = { old = { en = 'Old' } }")})
    assert (error.message, error.hint) == ("every value needs a label here", "values: old, new")


def test_a_name_is_a_term_or_a_table(tmp_path: Path) -> None:
    files = {"terms/x.toml": TERM, "tables/x.toml": table("number", "is = 1")}
    assert the_error(tmp_path, files).message == "x is a table of this pack too"


@pytest.mark.parametrize("name", ["age", "as_of", "param", "none", "customer", "if", "latest"])
@pytest.mark.parametrize("kind", ["terms", "tables"])
def test_a_word_of_the_language_names_no_term_and_no_table(tmp_path: Path, kind: str, name: str) -> None:
    text = TERM if kind == "terms" else table("number", "is = 1")
    assert the_error(tmp_path, {f"{kind}/{name}.toml": text}).message == f"{name} is a word of the language"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("terms/customer-risk.toml", TERM),
        ("tables/Regime.toml", table("number", "is = 1")),
        ("sale/risk_above.toml", rule(version("customer.lowest_class"))),
    ],
)
def test_the_name_of_a_file_looks_like_a_name(tmp_path: Path, path: str, text: str) -> None:
    assert the_error(tmp_path, {path: text}).message == f"{Path(path).stem!r} is not a name"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type = 'levels'\nversions = [{ from = 2020-01-01, value = 1 }]", "'levels' is not a type"),
        (
            "type = 'level product'\nversions = [{ from = 2020-01-01, value = 'R9' }]",
            "'R9' is not a level of scale product",
        ),
        ("type = 'share'\nversions = [{ from = 2020-01-01, value = '0.1' }]", "'0.1' is not a share"),
        (
            "type = 'number'\nversions = []",
            "param.limit.versions: list should have at least 1 item after validation, not 0",
        ),
        (
            "type = 'number'\nversions = [{ from = 2020-01-01, value = 1 }, { from = 2019-01-01, value = 2 }]",
            "begins on 2019-01-01, not after 2020-01-01 above",
        ),
        (
            "type = 'number'\nversions = [{ from = 2020-01-01, value = 1, cites = [{ source = 'x', at = '1' }] }]",
            "unknown source 'x'",
        ),
    ],
)
def test_a_wrong_parameter_is_a_mistake(tmp_path: Path, text: str, message: str) -> None:
    head = f"{HEAD}[param.limit]\nlabel = {{ en = 'limit' }}\nstricter = 'lower'\n{text}\n"
    assert the_error(tmp_path, {}, head).message == message


def test_an_unknown_parameter_is_told_with_the_known_ones(tmp_path: Path) -> None:
    head = (
        HEAD
        + "[param.limit]\nlabel = {}\ntype = 'number'\nstricter = 'lower'\nversions = [{ from = 2020-01-01, value = 1 }]\n"
    )
    error = the_error(tmp_path, {"sale/x.toml": rule(version("param.limt >= 2"))}, head)
    assert (error.message, error.hint) == ("unknown parameter 'limt'", "did you mean 'limit'? valid here: limit")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["R1", "R2", "R3"]', '["R1", "R2", "R1"]', "a level stands twice in this scale"),
        (
            '["R1", "R2", "R3"]',
            '["R1"]',
            "scale.product.levels: list should have at least 2 items after validation, not 1",
        ),
        ('["R1", "R2", "R3"]', '["R1", "R2", "R3"]\naliases = { low = "R0" }', "'R0' is not a level"),
        ('language = "en"', 'language = "en"\noffset = "8"', None),
    ],
)
def test_a_wrong_head_of_a_pack_is_a_mistake(tmp_path: Path, old: str, new: str, message: str | None) -> None:
    error = the_error(tmp_path, {}, HEAD.replace(old, new))
    assert error.file == "small/pack.toml"
    assert error.message == message if message else error.message.startswith("offset: ")


def test_a_rule_needs_the_scale_whose_levels_it_reads(tmp_path: Path) -> None:
    head = HEAD.partition("[scale.product]")[0]
    error = the_error(tmp_path, {"sale/x.toml": rule(version("product.levels.seller is none"))}, head)
    assert (error.message, error.hint) == ("there is no scale 'product'", "valid here: customer")


@pytest.mark.parametrize(
    ("calendar", "message"),
    [
        (None, "there is no file 'calendar.toml' in this pack"),
        ("from = 2026-01-01\n", "the key 'off' is missing"),
        (CALENDAR.replace("off = [2026-01-01]", "off = [2026-01-03]"), "2026-01-03 cannot be listed here"),
        (CALENDAR.replace("on = [2026-01-04]", "on = [2026-01-05]"), "2026-01-05 cannot be listed here"),
        (CALENDAR.replace("off = [2026-01-01]", "off = [2027-01-01]"), "2027-01-01 cannot be listed here"),
        (
            "from = 2026-01-01\nuntil = 2025-01-01\noff = []\non = []\n",
            "ends on 2025-01-01, before it begins on 2026-01-01",
        ),
        ("from = ", "not TOML: Invalid value"),
    ],
)
def test_a_wrong_calendar_is_a_mistake(tmp_path: Path, calendar: str | None, message: str) -> None:
    files = {} if calendar is None else {"calendar.toml": calendar}
    found = errors(tmp_path, files, HEAD.replace("\n\n", '\ncalendar = "calendar.toml"\n\n', 1))
    assert found[0].message == message


def test_a_calendar_stands_in_its_pack(tmp_path: Path) -> None:
    (tmp_path / "calendar.toml").write_text(CALENDAR, encoding="utf-8")
    error = the_error(tmp_path, {}, HEAD.replace("\n\n", '\ncalendar = "../calendar.toml"\n\n', 1))
    assert error.message == "there is no file '../calendar.toml' in this pack"


def test_a_calendar_is_read(tmp_path: Path) -> None:
    head = HEAD.replace("\n\n", '\ncalendar = "calendar.toml"\noffset = "-05:30"\n\n', 1)
    pack = read(tmp_path, {"calendar.toml": CALENDAR}, head)
    assert pack.calendar is not None
    assert (pack.calendar.first, pack.calendar.last) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert pack.calendar.off == frozenset({dt.date(2026, 1, 1)})
    assert pack.calendar.on == frozenset({dt.date(2026, 1, 4)})
    assert pack.offset == dt.timedelta(hours=-5, minutes=-30)


@pytest.mark.parametrize("key", ["message", "remedy"])
@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        ("客户 {customer.birth_dat} 周岁", "customer has no field 'birth_dat'", "birth_dat} 周岁"),
        ("{product.family == 'welth'}", "'welth' is not a choice of Family", "'welth'}"),
        ("{}", "the expression is empty", "}"),
        ("a } b {customer.birth_date}", "a lone '}'", "} b {"),
        ("a {customer.birth_date} b {", "a lone '{'", '{"'),
        ("{{customer.birth_date}", "a lone '{'", "{{customer"),
        ("{customer.assessments}", "a relation Assessment cannot be written in a text", "customer.assessments}"),
        ("{customer}", "a record Customer cannot be written in a text", "customer}"),
    ],
)
def test_a_wrong_text_is_a_mistake_at_its_place(tmp_path: Path, key: str, text: str, message: str, at: str) -> None:
    error = the_error(tmp_path, {"sale/x.toml": rule(version("customer.lowest_class"), **{key: text})})
    assert error.message == message
    assert pointed_at(error, tmp_path).startswith(at)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("product.level", "product has no field 'level'"),
        ("product.family", "a choice of Family has no levels to raise"),
    ],
)
def test_only_levels_can_be_raised(tmp_path: Path, text: str, message: str) -> None:
    error = the_error(tmp_path, {"sale/x.toml": rule(version("customer.lowest_class"), monotone=text)})
    assert error.message == message


@pytest.mark.parametrize("text", ["product.levels", "product.levels.issuer"])
def test_levels_can_be_raised_one_or_all(tmp_path: Path, text: str) -> None:
    (found,) = read(tmp_path, {"sale/x.toml": rule(version("customer.lowest_class"), monotone=text)}).rules
    assert found.monotone == text


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        (SOURCES.replace('rank    = "law"', 'rank    = "lore"'), "law.rank: input should be 'law', "),
        ("law = 1", "law: input should be a valid dictionary"),
        (SOURCES.replace("penalty", "penalties"), "unknown key 'penalties'"),
    ],
)
def test_a_wrong_source_is_a_mistake(tmp_path: Path, sources: str, message: str) -> None:
    assert the_error(tmp_path, {"sources.toml": sources}).message.startswith(message)


def test_a_pack_without_sources_has_none(tmp_path: Path) -> None:
    folder = write(tmp_path, {"terms/risk.toml": TERM})
    (folder / "sources.toml").unlink()
    assert read_folder(folder).sources == {}


def test_a_folder_without_a_head_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"holds no pack\.toml, so it is not a pack"):
        read_folder(tmp_path)


def test_a_broken_head_stops_the_reading(tmp_path: Path) -> None:
    assert the_error(tmp_path, {"pack.toml": "name = ", "terms/x.toml": "y = "}).file == "small/pack.toml"


def test_examples_are_checked_with_the_rule(tmp_path: Path) -> None:
    text = rule(version("customer.lowest_class"), example("passes"))
    assert the_error(tmp_path, {"sale/x.toml": text}).message.startswith("example.0.expect: input should be 'pass', ")


def test_a_pack_is_read_with_all_it_defines(tmp_path: Path) -> None:
    head = (
        HEAD
        + "[param.limit]\nlabel = { en = 'limit' }\ntype = 'months'\nstricter = 'lower'\nversions = [{ from = 2020-01-01, value = 6 }]\n"
    )
    pack = read(
        tmp_path,
        {
            "terms/risk.toml": term("max(product.levels.issuer, l)", of='of = { l = "level product" }'),
            "tables/ceiling.toml": table("level product", "when = { l = ['C1', 'C2'] }\nis = 'R1'", more="of = { l = 'level customer' }"),
            "sale/wrong.toml": rule(version("risk('R2') <= ceiling('C2')", "sale.on + param.limit >= as_of"), message="a {risk('R1')} b"),
        },
        head,
    )  # fmt: skip
    (found,) = pack.rules
    assert (found.id, found.pack, found.reviewed_by) == ("small.sale.wrong", "small", "us")
    assert (found.versions[0].require_text, found.versions[0].when_text) == (
        "risk('R2') <= ceiling('C2')", "sale.on + param.limit >= as_of",
    )  # fmt: skip
    assert (found.message.text.count("{"), len(found.message.at)) == (1, 1)
    assert (list(pack.terms), list(pack.tables), list(pack.parameters)) == (["risk"], ["ceiling"], ["limit"])
    assert pack.terms["risk"].roots == {"product"}


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("sales/x.toml", "did you mean 'sale'?"),
        ("sale/deeper/x.toml", "did you mean 'sale'?"),
        ("sourcez.toml", "did you mean 'sources.toml'?"),
    ],
)
def test_a_file_where_nothing_would_read_it_is_a_mistake(tmp_path: Path, path: str, hint: str) -> None:
    error = the_error(tmp_path, {path: "title = 'x'\n"})
    assert error.message == f"nothing reads a file at {path}"
    assert error.hint.startswith(hint)
