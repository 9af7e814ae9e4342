"""Expressions in words.

The structure is read here; every word comes from a `Speak`, which the floor of messages implements for a locale.
Trees are read as the rule states them: terms and tables by their labels, whether the tree is bound or not.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

import attrs

from suitability.language.speech import MIRRORED, NAMES, OPPOSITE, Speak, family, flat, holder, is_key, rising, summands
from suitability.language.tree import (
    And,
    Arithmetic,
    AsOf,
    Call,
    Compare,
    Constant,
    Field,
    Fold,
    IsNone,
    Lookup,
    Named,
    Node,
    Not,
    Operator,
    Or,
    Parameter,
    Period,
    Root,
    Shift,
    Subset,
    Table,
    Term,
    Variable,
    Within,
    walk,
)
from suitability.language.types import Type
from suitability.model.subject import SUBJECTS

LARGEST = {"max": "highest", "min": "lowest", "highest": "highest", "lowest": "lowest"}
OWN_ROOTS = {subject.own for subject in SUBJECTS.values()}


def words(node: Node, speak: Speak) -> str:
    """Say an expression in words: a test as a clause, anything else as a noun."""
    printer = _Printer(speak)
    return printer.clause(node) if node.type.name == "flag" else printer.noun(node)


def rule_words(when: Node | None, require: Node, speak: Speak) -> str:
    """Say a rule in one sentence: if … then …."""
    require_words = words(require, speak)
    if when is None:
        sentence = speak.phrase("rule", require=require_words)
    else:
        sentence = speak.phrase("rule_if", when=words(when, speak), require=require_words)
    return sentence[:1].upper() + sentence[1:]


@attrs.frozen
class _Printer:
    """Says nodes; `member` is the innermost fold's variable, `modifying` says that its clause describes the noun."""

    speak: Speak
    member: str = ""
    modifying: bool = False

    # Clauses

    def clause(self, node: Node, holds: bool = True, inner: bool = False) -> str:
        """Say that a test holds or does not; `inner` says that the clause stands among others."""
        match node:
            case Not(operand):
                return self.clause(operand, not holds, inner)
            case And() | Or():
                return self._joined(node, holds, inner)
            case Compare(operator, left, right):
                return self._comparison(operator if holds else OPPOSITE[operator], left, right)
            case Within(item, members):
                return self._within(item, members, holds)
            case Subset(left, right):
                form = "subset_of" if isinstance(right, Constant) else "subset"
                return self._either(form, holds, left=self.noun(left), right=self.noun(right))
            case IsNone(operand):
                return self._none(operand, holds)
            case Fold():
                return self._quantified(node, holds, inner)
            case Constant(value):
                return self.speak.phrase("always" if bool(value) == holds else "never")
            case Field(base, name):
                record = base.type.of
                said = self.speak.said(record, name, holds, self._base(base) or self.speak.record(record, "one"))
                return said or self._flag(node, holds)
            case Term(name, arguments) | Named(name, arguments) | Table(name, arguments) | Lookup(name, arguments):
                return self._holds(name, arguments, holds)
            case _:
                return self._flag(node, holds)

    def _flag(self, node: Node, holds: bool) -> str:
        return self.speak.phrase("flag_yes" if holds else "flag_no", what=self._value(node))

    def _either(self, key: str, holds: bool, **parts: str) -> str:
        return self.speak.phrase(key if holds else f"{key}_not", **parts)

    def _joined(self, node: And | Or, holds: bool, inner: bool) -> str:
        # "Not both" is said as "not the one, or not the other".
        both = isinstance(node, And) == holds
        operands = list(flat(node))
        said: list[str] = []
        while operands:
            operand = operands.pop(0)
            window = self._window(operand, operands) if both and holds else None
            said.append(window or self.clause(operand, holds, inner=True))
        text = self.speak.listing("and" if both else "or", said)
        return self.speak.phrase("inner", text=text) if inner and len(said) > 1 else text

    def _window(self, operand: Node, others: list[Node]) -> str | None:
        """Say `a <= b` and `b <= a + period` as one window; take what was said from the others."""
        for other in others:
            for lower, upper in ((rising(operand), rising(other)), (rising(other), rising(operand))):
                if lower is None or upper is None or not isinstance(upper[2], Shift) or upper[2].type.name != "day":
                    continue
                if (upper[2].base, upper[0]) == (lower[0], lower[2]):
                    others.remove(other)
                    form = "window" + "_after" * lower[1] + "_before" * upper[1]
                    period = self._period(upper[2].period)
                    base, when = self.noun(lower[0]), self.noun(upper[0])
                    return self.speak.phrase(form, when=when, base=base, period=period)
        return None

    def _comparison(self, operator: Operator, left: Node, right: Node) -> str:
        if isinstance(left, Constant) and not isinstance(right, Constant):
            operator, left, right = MIRRORED[operator], right, left
        if isinstance(left, Fold) and left.kind == "count" and isinstance(right, Constant):
            exists = {(">", 0): True, (">=", 1): True, ("!=", 0): True, ("==", 0): False, ("<", 1): False}
            found = exists.get((operator, right.value))
            return self._counted(operator, left, right) if found is None else self._quantified(left, found, False)
        if isinstance(left, Call) and left.name == "age" and isinstance(right, Constant):
            parts = {"person": self._person(left.arguments[0]), "day": self.noun(left.arguments[1])}
            return self.speak.phrase(f"age_{NAMES[operator]}", years=self.noun(right), **parts)
        kind = family(left.type)
        if operator in ("==", "!=") and not (isinstance(right, Constant) or is_key(left) or is_key(right)):
            kind = "same"
        return self.speak.phrase(f"{kind}_{NAMES[operator]}", left=self.noun(left), right=self.noun(right))

    def _counted(self, operator: Operator, left: Fold, right: Constant) -> str:
        measure = self.speak.record(left.relation.type.of, "measure")
        number = self.speak.phrase("counted", number=self.noun(right), measure=measure)
        return self.speak.phrase(f"amount_{NAMES[operator]}", left=self.noun(left), right=number)

    def _within(self, item: Node, members: Node, holds: bool) -> str:
        if not isinstance(members, Constant):
            return self._either("among", holds, item=self.noun(item), members=self.noun(members))
        if len(members.value) == 1:
            (only,) = members.value
            return self._comparison("==" if holds else "!=", item, Constant(only, members.type.of))
        listed = self._set(members, "either" if holds else "both")
        return self._either("within", holds, item=self.noun(item), members=listed)

    def _none(self, operand: Node, holds: bool) -> str:
        if isinstance(operand, Root):
            root = self.speak.root(operand.name)
            return self._either("none_own", holds, field=root, a_field=self.speak.a(root))
        if isinstance(operand, Field):
            field = self.speak.field(operand.base.type.of, operand.name)
            base = self._base(operand.base)
            key = "none_field" if base else "none_own"
            return self._either(key, holds, base=base, field=field, a_field=self.speak.a(field))
        if isinstance(operand, Fold) and operand.kind == "latest":
            return self._quantified(operand, not holds, False)
        return self._either("none_other", holds, what=self.noun(operand))

    def _holds(self, name: str, arguments: tuple[Node, ...], holds: bool) -> str:
        said = [self.noun(argument) for argument in arguments]
        filled = self.speak.filled(name, said)
        if filled is not None:
            return filled if holds else self.speak.phrase("not_so", clause=filled)
        if arguments:
            listed = self.speak.listing("both", said)
            return self._either("holds_for", holds, label=self.speak.name(name), arguments=listed)
        return self._either("holds", holds, label=self.speak.name(name))

    def _quantified(self, fold: Fold, holds: bool, inner: bool) -> str:
        """Say that some member, none, or every one passes the fold's test."""
        key, positive = ("some" if holds else "none"), True
        if fold.kind == "all":
            # "Not every one" is said as "some not".
            key, positive = ("every", True) if holds else ("some", False)
        parts = self._members(fold)
        if fold.kind not in ("any", "all") or fold.value is None:
            return self.speak.phrase(f"{key}_plain", **parts)
        said = self._within_fold(fold, modifying=False).clause(fold.value, positive)
        return self.speak.phrase(key, **parts, such=self.speak.phrase("such_inner" if inner else "such", test=said))

    # Nouns

    def noun(self, node: Node) -> str:
        """Say a value; of a test, whether it holds."""
        if node.type.name == "flag" and not isinstance(node, Variable):
            return self.speak.phrase("whether", clause=self.clause(node))
        return self._value(node)

    def _value(self, node: Node) -> str:
        match node:
            case Constant():
                return self._constant(node)
            case Root(name):
                return self.speak.the(self.speak.root(name))
            case Variable():
                return self._variable(node)
            case Field(base, name):
                return self._field(base, name)
            case Term(name, arguments) | Named(name, arguments):
                return self._named("term_of", name, arguments)
            case Table(name, arguments) | Lookup(name, arguments):
                return self._named("table_of", name, arguments)
            case Parameter(name):
                return self.speak.the(self.speak.name(name))
            case Arithmetic():
                return self._arithmetic(node)
            case Period():
                return self._period(node)
            case Shift(base, period):
                form = "shift_instant" if node.type.name == "instant" else "shift_day"
                return self.speak.phrase(form, base=self.noun(base), period=self._period(period))
            case Call():
                return self._call(node)
            case AsOf():
                return self.speak.phrase("as_of")
        # What is left of the nodes that are not tests.
        assert isinstance(node, Fold)
        return self._fold(node)

    def _constant(self, node: Constant) -> str:
        if node.type.name == "set":
            return self._set(node, "both")
        return self._plain(node.value, node.type)

    def _set(self, node: Constant, kind: Literal["both", "either"]) -> str:
        if not node.value:
            return self.speak.phrase("empty_set")
        order = {value: place for place, value in enumerate(node.type.of.values)}
        members = sorted(node.value, key=lambda value: (order.get(value, -1), str(value)))
        return self.speak.listing(kind, [self._plain(member, node.type.of) for member in members])

    def _plain(self, value: object, type_: Type) -> str:
        if isinstance(value, int | Decimal):
            return self.speak.share(value) if type_.name == "share" else self.speak.number(value)
        if isinstance(value, dt.date):
            return self.speak.day(value)
        if type_.name == "choice":
            return self.speak.phrase("quoted", text=self.speak.value(type_.vocabulary, str(value)))
        return str(value) if type_.name == "level" else self.speak.phrase("quoted", text=str(value))

    def _variable(self, node: Variable) -> str:
        if node.name == self.member:
            return self.speak.phrase("it_where" if self.modifying else "it")
        if node.type.name == "record":
            return self.speak.phrase("that", record=self.speak.record(node.type.of, "one"))
        return self.speak.phrase(f"given_{node.type.name}")

    def _base(self, node: Node) -> str:
        """Say what a field belongs to; nothing where the field says it itself."""
        node = holder(node)
        if isinstance(node, Root) and node.name in OWN_ROOTS:
            return ""
        return self.noun(node)

    def _field(self, base: Node, name: str) -> str:
        if name == "key" and isinstance(base, Root) and base.name not in OWN_ROOTS:
            return self.noun(base)
        label = self.speak.field(base.type.of, name)
        base = holder(base)
        if isinstance(base, Root) and (base.name in OWN_ROOTS or label.startswith(self.speak.root(base.name))):
            return self.speak.phrase("own", field=label)
        if isinstance(base, Variable) and base.name == self.member:
            return self.speak.phrase("its_where" if self.modifying else "its", field=label)
        plain = isinstance(base, Root | Variable)
        return self.speak.phrase("field" if plain else "field_of", base=self.noun(base), field=label)

    def _named(self, form: str, name: str, arguments: tuple[Node, ...]) -> str:
        # A member is named in full here: "(for that assessment)".
        apart = attrs.evolve(self, member="")
        said = [apart.noun(argument) for argument in arguments]
        filled = self.speak.filled(name, said)
        label = self.speak.name(name) if filled is None else filled
        if filled is None and arguments:
            return self.speak.phrase(form, label=label, arguments=self.speak.listing("both", said))
        return self.speak.the(label)

    def _arithmetic(self, node: Arithmetic) -> str:
        if node.operator == "+":
            return self.speak.phrase("plus", items=self.speak.listing("both", [self.noun(n) for n in summands(node)]))
        if node.operator == "-":
            return self.speak.phrase("minus", left=self.noun(node.left), right=self.noun(node.right))
        factor, what = (node.left, node.right) if isinstance(node.left, Constant) else (node.right, node.left)
        if not isinstance(factor, Constant):
            return self.speak.phrase("product", left=self.noun(what), right=self.noun(factor))
        if factor.type.name == "share" or 0 < factor.value < 1:
            return self.speak.phrase("share_of", what=self.noun(what), share=self.speak.share(factor.value))
        return self.speak.phrase("times", what=self.noun(what), factor=self.noun(factor))

    def _period(self, node: Node) -> str:
        if not isinstance(node, Period):
            return self.noun(node)
        key = f"period_{node.unit}"
        if isinstance(node.amount, Constant):
            one = f"{key}_one"
            form = one if node.amount.value == 1 and self.speak.has_phrase(one) else key
            return self.speak.phrase(form, amount=self.noun(node.amount))
        amount = self.speak.name(node.amount.name) if isinstance(node.amount, Parameter) else self.noun(node.amount)
        return self.speak.phrase(key, amount=self.speak.phrase("quoted", text=amount))

    def _call(self, node: Call) -> str:
        arguments = node.arguments
        if node.name == "age":
            return self.speak.phrase("age", person=self._person(arguments[0]), day=self.noun(arguments[1]))
        said = [self.noun(argument) for argument in arguments]
        if node.name == "day":
            return self.speak.phrase("day", instant=said[0])
        if node.name in ("steps", "missing_from"):
            return self.speak.phrase(node.name, first=said[0], second=said[1])
        if node.name == "size":
            return self.speak.phrase("size", set=said[0])
        return self.speak.phrase(f"{LARGEST[node.name]}_{family(node.type)}", items=self.speak.listing("both", said))

    def _person(self, birth: Node) -> str:
        return (isinstance(birth, Field) and self._base(birth.base)) or self.noun(birth)

    def _fold(self, fold: Fold) -> str:
        parts = self._members(fold)
        if fold.value is None:
            return self.speak.phrase(fold.kind, **parts)
        label = self._own_label(fold, fold.value)
        if label:
            key = fold.kind if fold.kind in ("sum", "set") else f"{fold.kind}_{family(fold.type)}"
            return self.speak.phrase(key, **parts, value=label)
        each = self.speak.phrase("each", **parts, value=self._within_fold(fold, modifying=True).noun(fold.value))
        if fold.kind == "set":
            return each
        key = "plus" if fold.kind == "sum" else f"{LARGEST[fold.kind]}_{family(fold.type)}"
        return self.speak.phrase(key, items=each)

    def _members(self, fold: Fold) -> dict[str, str]:
        """Say the parts of the noun that stands for a fold's members."""
        record = fold.relation.type.of
        where = by = ""
        if fold.where is not None:
            # With another record in the clause, the member's own fields are marked as its own.
            others = any(isinstance(n, Variable) and n.name != fold.variable for n in walk(fold.where))
            within = self._within_fold(fold, modifying=not others)
            where = self.speak.phrase("where", test=within.clause(fold.where))
        keys = [key for key in fold.by if not (isinstance(key, Field) and key.name in ("at", "on"))]
        if keys:
            within = self._within_fold(fold, modifying=True)
            said = [self._own_label(fold, key) or within.noun(key) for key in keys]
            by = self.speak.phrase("by", keys=self.speak.listing("both", said))
        return {
            "whose": self._owner(fold.relation, "whose"),
            "who": self._owner(fold.relation, "who"),
            "record": self.speak.record(record, "one"),
            "records": self.speak.record(record, "many"),
            "measure": self.speak.record(record, "measure"),
            "where": where,
            "by": by,
        }

    def _owner(self, relation: Node, form: Literal["whose", "who"]) -> str:
        base = holder(relation.base if isinstance(relation, Field) else relation)
        if isinstance(base, Root) and base.name in OWN_ROOTS:
            return self.speak.phrase(f"{form}_own")
        if isinstance(base, Variable) and base.name == self.member:
            return self.speak.phrase(f"{form}_it")
        return self.speak.phrase(form, base=self.noun(base))

    def _own_label(self, fold: Fold, value: Node) -> str:
        """Give the label of a field of the fold's member; nothing for any other value."""
        if isinstance(value, Field) and isinstance(value.base, Variable) and value.base.name == fold.variable:
            return self.speak.field(value.base.type.of, value.name)
        return ""

    def _within_fold(self, fold: Fold, modifying: bool) -> _Printer:
        return attrs.evolve(self, member=fold.variable, modifying=modifying)
