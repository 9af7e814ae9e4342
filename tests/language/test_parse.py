"""Every mistake of an expression is told with its place, and a cure where one is likely."""

import datetime as dt
from decimal import Decimal

import pytest

from suitability.language.errors import ExpressionError, ExpressionErrors, near
from suitability.language.parse import parse
from suitability.language.scope import Scope, Signature
from suitability.language.tree import (
    And,
    AsOf,
    Compare,
    Constant,
    Field,
    Fold,
    IsNone,
    Node,
    Not,
    Shift,
    Subset,
    Within,
    walk,
)
from suitability.language.types import DAY, FLAG, NUMBER, TEXT, Type
from suitability.model.customer import Assessment
from suitability.model.scale import Scale
from suitability.rules.names import roots_of

CUSTOMER = Type("level", scale="customer")
PRODUCT = Type("level", scale="product")
SCOPE = Scope(
    roots_of("sale"),
    terms={
        "risk": Signature(CUSTOMER),
        "newest": Signature(Type("record", of=Assessment), nullable=True),
        "within": Signature(FLAG, (DAY, NUMBER)),
        "mistaken": None,
        "shelf": Signature(FLAG, roots=frozenset({"entry"})),
    },
    tables={"ceiling": Signature(PRODUCT, (CUSTOMER,)), "regime": Signature(Type("choice", values=("old", "new")))},
    parameters={"limit": PRODUCT, "months": Type("period")},
    scales={"customer": Scale("customer", ("C1", "C2", "C3")), "product": Scale("product", ("R1", "R2"))},
)


def mistakes(text: str, wanted: Type | None = FLAG) -> tuple[ExpressionError, ...]:
    with pytest.raises(ExpressionErrors) as raised:
        parse(text, SCOPE, wanted)
    return raised.value.errors


def read(text: str, wanted: Type | None = FLAG) -> Node:
    return parse(text, SCOPE, wanted)


# ‸ stands before the character a mistake is shown at.
@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        # what is said in the place of a set
        ("customer.kind in (‸'company')", "a set is needed after `in`", "a set is written {'a', 'b'}"),
        ("customer.kind in ‸'company'", "a set is needed after `in`", "a set is written {'a', 'b'}"),
        ("customer.kind in ‸('company', 'bank')", "a set is needed after `in`", "a set is written {'a', 'b'}"),
        ("customer.kind in ‸['company']", "a set is needed after `in`", "a set is written {'a', 'b'}"),
        ("customer.kind in {‸'company' 'bank'}", "two texts side by side", "a comma is missing between them"),
        ("customer.kind == ‸'company' 'bank'", "two texts side by side", "a comma is missing between them"),
        ("customer.kind in {‸customer.kind}", "a set holds constants of one type", ""),
        ("product.term_days in {1, ‸as_of}", "a set holds constants of one type", ""),
        ("customer.kind in ‸{'company', 'company'}", "a value stands twice in this set", ""),
        ("customer.kind in ‸customer.restrictions", "a choice of CustomerKind is not a member of a set of choice of Restriction", ""),
        ("customer.kind in ‸product", "a choice of CustomerKind is not a member of a record Product", ""),
        ("‸1 in {1, 2}", "this is always the same", ""),
        ("‸customer.on_file == {'name'}", "sets are not compared with ==", "write needed <= have"),
        ("‸customer.on_file <= customer.restrictions", "a set of choice of ProfileItem against a set of choice of Restriction", ""),
        ("‸customer.on_file <= customer.on_file", "this is always the same", ""),
        ("customer.on_file <= ‸'name'", "a text where a set is needed", "a set is written {'name'}"),
        ("‸{'a': 1} == 1", "Dict is not part of the language", "a set is written {'a', 'b'}"),
        # punctuation
        ("product.term_days ‸＞ 1", "full-width '＞' is not part of the language", "write expressions with ASCII punctuation"),
        ("customer.kind in {'company'‸，'bank'}", "full-width '，' is not part of the language", "write expressions with ASCII punctuation"),
        ("customer.key == ‸“C-1", "full-width '“' is not part of the language", "write expressions with ASCII punctuation"),
        ("customer.kind ‸= 'company'", "this is not an expression", "equality is written =="),
        ("customer.key == '=' and (sale.amount ‸= 1)", "this is not an expression", "equality is written =="),
        ("sale.amount >= 1‸)", "a bracket is closed that was not opened", ""),
        ("sale.amount >= 1‸) and (1))", "a bracket is closed that was not opened", ""),
        ("customer.lowest_class and‸", None, ""),
        ("customer.lowest_class ‸# and so on", "a comment is not part of the language", ""),
        ("‸~customer.lowest_class", "~ is not part of the language", ""),
        ("customer.key == 'a‸\\n'", "a backslash may not stand in a text", ""),
        ("customer.key == 'a‸\0'", "a null character may not stand in a text", ""),
        ("customer.lowest_class ‸\\ ", "a backslash is not part of the language", ""),
        ("customer.lowest_class‸\u200b", "'\\u200b' is not part of the language", ""),
        ("‸", "the expression is empty", ""),
        ("‸   ", "the expression is empty", ""),
        # names and values
        ("customer.kind == ‸'compny'", "'compny' is not a choice of CustomerKind", "did you mean 'company'? "),
        ("product.family in {'wealth', ‸'welth'}", "'welth' is not a choice of Family", "did you mean 'wealth'? "),
        ("regime == ‸'newer'", "'newer' is not a choice of old, new", "did you mean 'new'? valid here: new, old"),
        ("risk >= ‸'R1'", "'R1' is not a level of scale customer", "valid here: C1, C2, C3"),
        ("‸risk >= product.levels.issuer", "a level of scale customer against a level of scale product", ""),
        ("‸custmer.kind == 'company'", "unknown name 'custmer'", "did you mean 'customer'? "),
        ("customer.‸knd == 'company'", "customer has no field 'knd'", "did you mean 'kind'? "),
        ("product . levels.‸isuer == 'R1'", "Levels has no field 'isuer'", "did you mean 'issuer'? "),
        ("any(a.‸levl == 'C1' for a in customer.assessments)", "Assessment has no field 'levl'", "did you mean 'level'? "),
        ("‸shelf", "shelf reads entry, which is no part of this subject", "valid here: adviser, customer, product, sale, seller"),
        ("‸param.limt == 'R1'", "unknown parameter 'limt'", "did you mean 'limit'? valid here: limit, months"),
        ("‸param == 'R1'", "param needs a name", "valid here: limit, months"),
        ("‸ceilng(risk) == 'R1'", "unknown function 'ceilng'", "did you mean 'ceiling'? "),
        ("‸ceiling == 'R1'", "ceiling takes 1 argument(s)", "write ceiling(…)"),
        ("‸age >= 70", "age is a function", "write age(…)"),
        # true, false, none
        ("customer.lowest_class == ‸True", "True is not part of the language", "write the flag itself, or `not` before it"),
        ("‸False", "False is not part of the language", "write the flag itself, or `not` before it"),
        ("‸customer.lowest_class == customer.accepts_loss", "a flag is not compared", "write the flag itself"),
        ("sale.place is ‸None", "`is` asks for none only", "write `is none` or `is not none`"),
        ("sale.place is ‸'here'", "`is` asks for none only", "write `is none` or `is not none`"),
        ("sale.place == ‸none", "none is not compared", "write `is none` or `is not none`"),
        ("‸None == sale.place", "none is not compared", "write `is none` or `is not none`"),
        ("sale.place in {‸None}", "None is not part of the language", "write `is none`"),
        ("max(sale.premium.annual, ‸none) >= 1", "none is not a value", "write `x is none`"),
        ("‸customer.birth_date is none", "customer.birth_date is never none: it is told or not told", ""),
        ("‸regime is none", "regime is never none: it is told or not told", ""),
        ("‸max(sale.premium.annual, sale.amount) is none", "max(sale.premium.annual, sale.amount) is never none: it is told or not told", ""),
        ("‸count(a for a in customer.assessments) is none", None, ""),
        # always the same
        ("‸sale.on == sale.on", "this is always the same", ""),
        ("‸1 < 2", "this is always the same", ""),
        ("‸date(2026, 1, 1) <= date(2026, 2, 1)", "this is always the same", ""),
        # types
        ("‸customer.key", "this is a text, and a flag is needed here", ""),
        ("not ‸customer.key", "this is a text, and a condition is needed here", ""),
        ("‸sale.on <= sale.at", "a day against an instant", "a day and an instant never meet: take the day of the instant with day(…)"),
        ("‸customer.key < 'a'", "a text has no order", ""),
        ("‸customer.kind <= 'company'", "a choice of CustomerKind has no order", ""),
        ("‸customer == product", "a record Customer against a record Product", ""),
        ("‸months(1) == months(2)", "a period is not compared", ""),
        ("‸customer.assessments == customer.changes", None, ""),
        ("‸customer.assessments == customer.assessments", "a relation Assessment is not compared", ""),
        ("‸newest == newest", "a record Assessment is not compared", ""),
        ("'R1' == ‸'R2'", "the text 'R2' meets nothing that says what it is", ""),
        ("sale.amount >= ‸'1'", "a text against a money", ""),
        ("‸sale.amount <= sale.premium.years", None, ""),
        ("‸customer.assessments.level == 'C1'", "a relation Assessment has no fields", "loop over its members with any, all, count, latest …"),
        ("‸customer.key.length == 1", "a text has no fields", ""),
        ("'name' in ‸custmer.on_file", "unknown name 'custmer'", "did you mean 'customer'? "),
        ("‸sale.amount + customer.key >= 1", "a money + a text has no meaning", ""),
        # numbers
        ("sale.amount >= ‸1e6", "numbers are written in plain decimal digits", "0.2, 1000000"),
        ("sale.amount >= ‸1_000", "numbers are written in plain decimal digits", "0.2, 1000000"),
        ("sale.amount >= ‸0x10", "numbers are written in plain decimal digits", "0.2, 1000000"),
        ("sale.amount >= ‸b'1'", "numbers are written in plain decimal digits", "0.2, 1000000"),
        ("sale.amount >= ‸...", "numbers are written in plain decimal digits", "0.2, 1000000"),
        ("sale.amount >= ‸1234567890123456789", "more than 18 digits", ""),
        ("sale.amount >= ‸-1", "UnaryOp is not part of the language", "there are no negative numbers; turn the comparison round"),
        ("‸sale.amount / 2 >= 1", "BinOp is not part of the language", "there is + - and *; division is not exact, multiply the other side"),
        ("‸sale.amount * sale.amount >= 1", "a money * a money has no meaning", ""),
        ("‸sale.amount + product.term_days >= 1", "a money + a number has no meaning", ""),
        ("customer.key + ‸'a' == 'b'", "the text 'a' meets nothing that says what it is", ""),
        # days and periods
        ("sale.on >= ‸date(2026, 2, 30)", "this is not a day", "date(2026, 2, 1)"),
        ("sale.on >= ‸date(2026, 2)", "this is not a day", "date(2026, 2, 1)"),
        ("sale.on >= ‸date(2026, 2, product.term_days)", "this is not a day", "date(2026, 2, 1)"),
        ("‸sale.on - months(1) <= as_of", "only a period is added to a day", "say windows forwards: a.on + months(12) >= sale.on"),
        ("‸sale.on - as_of <= 1", "only a period is added to a day", "say windows forwards: a.on + months(12) >= sale.on"),
        ("‸months(1) + sale.on <= as_of", "a period + a day has no meaning", ""),
        ("sale.on + ‸hours(1) <= as_of", "hours cannot be added to a day", ""),
        ("sale.at + ‸months(1) <= sale.signed_at", "months cannot be added to an instant", ""),
        ("sale.at + ‸workdays(1) <= sale.signed_at", "workdays cannot be added to an instant", ""),
        ("sale.at + ‸param.months <= sale.signed_at", "months cannot be added to an instant", ""),
        ("sale.on + days(‸1.5) <= as_of", "days are counted in whole numbers", "days(7)"),
        ("sale.on + months(‸sale.amount) <= as_of", "months takes a number here, not a money", ""),
        ("sale.on + ‸months(1, 2) <= as_of", "months takes 1 argument(s), not 2", ""),
        # functions
        ("age(‸customer.key, sale.on) >= 1", "age takes a day here, not a text", ""),
        ("‸age(customer.birth_date) >= 1", "age takes 2 argument(s), not 1", ""),
        ("day(‸sale.on) == as_of", "day takes an instant here, not a day", ""),
        ("within(sale.on, ‸'1')", "a text against a number", ""),
        ("ceiling(‸product.levels.issuer) == 'R1'", "ceiling takes a level of scale customer here, not a level of scale product", ""),
        ("‸max(sale.amount) >= 1", "max is not called like this", "max(a.on for a in relation) or max(x, y)"),
        ("‸max(sale.amount, sale.on) >= 1", "max takes values of one type", "max(a.on for a in relation) or max(x, y)"),
        ("‸max(customer.key, sale.key) == 'a'", "max takes values of one type", "max(a.on for a in relation) or max(x, y)"),
        ("‸steps(risk, product.levels.issuer) >= 1", "steps takes values of one type", "steps(level, other_level)"),
        ("‸steps(risk, risk, risk) >= 1", "steps takes two arguments", "steps(level, other_level)"),
        ("‸missing_from(customer.key, sale.key) == 'a'", "missing_from takes values of one type", "missing_from(needed, have)"),
        ("size(‸customer.assessments) >= 1", "this is a relation Assessment, and a set is needed here", "size(set)"),
        ("size(‸{1, 2}) >= 1", "this is always the same", ""),
        ("‸size(customer.on_file, customer.on_file) >= 1", "size is not called like this", "size(set)"),
        ("‸any(customer.assessments)", "any is not called like this", "any(test for a in relation if condition)"),
        ("‸count() >= 1", "count is not called like this", "count(a for a in relation if condition)"),
        ("‸age(customer.birth_date, day=sale.on) >= 1", "age takes no named arguments here", ""),
        ("‸max(*customer.assessments) >= 1", "a star is not part of the language", ""),
        ("‸customer.key.upper() == 'A'", "only functions of the language and names of the pack are called", "there are no methods"),
        # relations
        ("any(a.prompted for a in customer.assessments for ‸b in customer.changes)", "a second `for`", "ask about each level by its own any, all or count"),
        ("any(a.prompted for a in ‸customer)", "this is a record Customer, and a relation is needed here", ""),
        ("any(sale.on >= as_of for ‸customer in customer.assessments)", "a member needs a plain name of its own", "write `for a in …`"),
        ("any(sale.on >= as_of for ‸a, b in customer.assessments)", "a member needs a plain name of its own", "write `for a in …`"),
        ("any(‸a.level for a in customer.assessments)", "any needs a condition, not a level of scale customer", "any(test for a in relation if condition)"),
        ("count(‸a.level for a in customer.assessments) >= 1", "count gives the member itself", "count(a for a in relation if condition)"),
        ("any(count(‸a for c in customer.changes) >= 1 for a in customer.assessments)", "count gives the member itself", "count(a for a in relation if condition)"),
        ("sum(‸a.on for a in customer.assessments) >= 1", "a day has no sum", "sum(a.amount for a in relation if condition)"),
        ("min(‸a.institution for a in customer.assessments) == 'a'", "a text has no order", "min(a.on for a in relation) or min(x, y)"),
        ("customer.on_file <= {‸a.on for a in customer.assessments}", "a set of day is not part of the language", "{a.item for a in relation if condition}"),
        ("‸latest(a for a in customer.assessments).prompted", "latest needs by=", "latest(a for a in relation if condition, by=a.at)"),
        ("‸any(a.prompted for a in customer.assessments, by=a.at)", "any takes no by=", "any(test for a in relation if condition)"),
        ("latest(a for a in customer.assessments, by=‸a.institution).prompted", "a text has no order", ""),
        ("count(‸a for a in customer.assessments, key=a.at) >= 1", "this is not an expression: Generator expression must be parenthesized", ""),
        ("‸count((a for a in customer.assessments), key=1) >= 1", "count takes no named arguments but by=", "count(a for a in relation if condition)"),
        ("any(a.prompted for a in ‸custmer.assessments)", "unknown name 'custmer'", "did you mean 'customer'? "),
        ("‸[a.on for a in customer.assessments] == 1", "ListComp is not part of the language", ""),
        ("age(‸(a.on for a in customer.assessments), as_of) >= 1", "GeneratorExp is not part of the language", "put it in one of any, all, count, sum, min, max, latest, previous"),
        ("‸customer.lowest_class if customer.accepts_loss else customer.lowest_class", "IfExp is not part of the language", "say it with and, or, not"),
        ("(‸lambda: 1) == 1", "Lambda is not part of the language", ""),
        ("customer.key == ‸f'{x}'", "JoinedStr is not part of the language", ""),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_its_cure(text: str, message: str | None, hint: str) -> None:
    offset = text.index("‸")
    found = mistakes(text.replace("‸", ""))
    assert len(found) == 1, found
    assert found[0].offset == offset
    assert message is None or found[0].message == message
    assert found[0].hint == hint or (hint.endswith("? ") and found[0].hint.startswith(f"{hint}valid here: "))


def test_every_mistake_of_an_expression_is_told_in_order_of_place() -> None:
    found = mistakes(
        "custmer.lowest_class and customer.knd == 'company' or sale.on >= sale.at and product.family == 'welth'"
    )
    assert [error.message for error in found] == [
        "unknown name 'custmer'", "customer has no field 'knd'", "a day against an instant", "'welth' is not a choice of Family",
    ]  # fmt: skip


def test_both_sides_of_a_comparison_are_checked() -> None:
    assert len(mistakes("custmer.kind == prodct.family")) == 2
    assert len(mistakes("custmer.on >= 1 and customer.kind in {'compny', 'bnk'}")) == 3
    assert len(mistakes("any(a.levl == 'C1' for a in customer.assessments if a.prompte)")) == 2


def test_who_uses_a_mistaken_term_is_not_told_of_it_again() -> None:
    assert mistakes("mistaken") == ()
    assert mistakes("mistaken(1) and custmer.key == 'a'")[0].message == "unknown name 'custmer'"


def test_places_are_counted_in_characters_after_wide_ones_and_over_lines() -> None:
    text = "customer.occupation == '教师' and\n  customer.key == '客户一' and sale.place == '𠮷' and customer.knd == 'bank'"
    assert [error.offset for error in mistakes(text)] == [text.index("knd")]


def test_an_expression_may_run_over_lines_with_tabs() -> None:
    text = "latest(\n\ta for a in customer.assessments,\n\tby =\n a.at\n).prompted and\n\tcustomer.lowest_class"
    assert isinstance(read(text), And)


def test_the_place_of_a_broken_line_is_shown_in_it() -> None:
    text = "customer.lowest_class and\n  customer.occupation == '教师' and and sale.on"
    assert [error.offset for error in mistakes(text)] == [text.index("and sale.on")]


def test_the_longest_text_is_still_read() -> None:
    text = "customer.lowest_class".ljust(2000)
    assert isinstance(read(text), Field)
    assert [error.offset for error in mistakes(text + " ")] == [2000]


def test_both_sides_of_a_wrong_set_are_checked() -> None:
    assert [error.message for error in mistakes("custmer.kind in ('company')")] == [
        "unknown name 'custmer'", "a set is needed after `in`",
    ]  # fmt: skip


def test_the_place_of_a_broken_expression_is_shown_in_its_text() -> None:
    text = "customer.occupation == '教师' and and customer.lowest_class"
    (found,) = mistakes(text)
    assert text[found.offset :].startswith("and customer")
    assert found.message.startswith("this is not an expression: ")


@pytest.mark.parametrize(
    "text",
    [
        "not " * 40 + "customer.lowest_class",
        "(" * 400 + "1" + ")" * 400,
        "+".join(["sale.amount"] * 60) + " >= 1",
        "not " * 490 + "x",
        "-" * 1990 + "1",
    ],
)
def test_what_is_nested_too_deep_is_refused(text: str) -> None:
    assert len(mistakes(text)) == 1


@pytest.mark.parametrize("limit", [MemoryError, RecursionError, ValueError])
def test_what_python_itself_cannot_read_is_a_mistake(monkeypatch: pytest.MonkeyPatch, limit: type[Exception]) -> None:
    def parse_nothing(*_: object, **__: object) -> None:
        raise limit

    monkeypatch.setattr("suitability.language.syntax.ast.parse", parse_nothing)
    assert [error.message for error in mistakes("sale.on >= as_of")] == [
        "this is too large or too deep to be an expression"
    ]


def test_the_cure_of_deep_nesting_is_a_term() -> None:
    (found,) = mistakes("not " * 40 + "customer.lowest_class")
    assert (found.message, found.hint) == ("nested too deep", "give parts of it a name as terms of the pack")


def test_what_is_too_long_is_refused_where_it_becomes_so() -> None:
    (found,) = mistakes("customer.lowest_class and " * 100 + "customer.lowest_class")
    assert (found.offset, found.message) == (2000, "longer than 2000 characters")


def test_strange_characters_are_all_told() -> None:
    assert [error.offset for error in mistakes("customer.kind＝＝'company'；")] == [13, 14, 24]


@pytest.mark.parametrize("text", ["customer.occupation == '教师（退休）'", "customer.occupation == '# ~'"])
def test_a_text_may_hold_what_the_language_does_not(text: str) -> None:
    found = read(text)
    assert isinstance(found, Compare)
    assert found.right == Constant(text.partition("'")[2][:-1], TEXT)


@pytest.mark.parametrize(
    ("text", "constant"),
    [
        ("sale.on >= date(2026, 2, 1)", Constant(dt.date(2026, 2, 1), DAY)),
        ("sale.amount >= 0.2", Constant(Decimal("0.2"), NUMBER)),
        ("sale.amount >= 100", Constant(100, NUMBER)),
        ("risk >= 'C2'", Constant("C2", CUSTOMER)),
        ("regime == 'new'", Constant("new", Type("choice", values=("old", "new")))),
        ("sale.place == 'here'", Constant("here", TEXT)),
    ],
)
def test_a_literal_is_what_it_meets(text: str, constant: Constant) -> None:
    found = read(text)
    assert isinstance(found, Compare)
    assert found.right == constant


def test_a_literal_may_stand_on_the_left() -> None:
    found = read("'C2' <= risk")
    assert isinstance(found, Compare)
    assert found.left == Constant("C2", CUSTOMER)
    members = read("'name' in customer.on_file")
    assert isinstance(members, Within)
    assert isinstance(members.item, Constant)


def test_a_chain_compares_its_neighbours() -> None:
    found = read("product.approved_from <= sale.on <= product.approved_until")
    assert isinstance(found, And)
    first, second = found.operands
    assert isinstance(first, Compare)
    assert isinstance(second, Compare)
    assert first.right == second.left


def test_a_set_learns_from_what_it_meets_on_either_side() -> None:
    assert isinstance(read("{'name', 'sex'} <= customer.on_file"), Subset)
    assert isinstance(read("customer.kind not in {'bank'}"), Not)
    assert isinstance(read("missing_from({d.item for d in sale.disclosures}, {d.item for d in sale.disclosures if d.form == 'oral'}) <= {'fees'}"), Subset)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["newest is none", "newest.prompted or newest.level is none", "sale.premium.mode is none", "adviser is none"],
)
def test_what_can_be_none_may_be_asked_for_it(text: str) -> None:
    assert read(text).type == FLAG


@pytest.mark.parametrize(
    "text",
    [
        "max(a.on for a in customer.assessments) is none",
        "previous(a for a in customer.assessments, by=a.at) is not none",
        "min(sale.premium.annual, sale.premium.single) is none",
        "any(a.reconfirmed_at is none for a in customer.assessments)",
    ],
)
def test_what_a_relation_may_lack_may_be_asked_for_none(text: str) -> None:
    assert any(isinstance(part, IsNone) for part in walk(read(text)))


def test_a_later_condition_of_a_loop_is_and() -> None:
    found = read("any(a.prompted for a in customer.assessments if a.level == 'C1' if a.questions >= 10)")
    assert isinstance(found, Fold)
    assert isinstance(found.where, And)


def test_an_order_may_have_several_keys_and_a_condition_before_it() -> None:
    found = read("latest(a for a in customer.assessments if a.prompted , by = (a.on, a.at)).prompted")
    assert isinstance(found, Field)
    assert isinstance(found.base, Fold)
    assert (len(found.base.by), found.base.where is None, found.base.value) == (2, False, None)


def test_a_comma_and_by_in_a_text_are_no_order() -> None:
    assert isinstance(read("customer.occupation == 'one, by=two'"), Compare)


def test_a_member_may_hide_an_outer_one_but_no_other_name() -> None:
    assert isinstance(read("any(any(a.prompted for a in customer.assessments) for a in customer.changes)"), Fold)


def test_the_type_wanted_is_the_type_given() -> None:
    assert read("sale.on + param.months", DAY) == Shift(read("sale.on", DAY), read("param.months", None), DAY)
    assert read("'R1'", PRODUCT) == Constant("R1", PRODUCT)
    assert read("as_of", None) == AsOf()
    assert mistakes("sale.on", PRODUCT)[0].message == "this is a day, and a level of scale product is needed here"


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("product.term_days * 2", "number"),
        ("sale.amount * 2", "money"),
        ("0.2 * customer.income", "money"),
        ("sale.amount - 1", "money"),
        ("1 + sale.amount", "money"),
        ("max(f.share for f in product.fees) * sale.amount", "money"),
        ("max(f.share for f in product.fees) * product.term_days", "share"),
        ("sum(p.amount for p in customer.purchases)", "money"),
    ],
)
def test_arithmetic_has_the_type_of_what_it_counts(text: str, type_: str) -> None:
    assert read(text, None).type.name == type_


def test_a_near_name_is_named_before_the_valid_ones() -> None:
    assert near("welth", ["wealth", "trust"]) == "did you mean 'wealth'? valid here: trust, wealth"
    assert near("x", ["wealth"]) == "valid here: wealth"
    assert near("x", []) == ""
