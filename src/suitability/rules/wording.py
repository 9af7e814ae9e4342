"""Reads what a pack says of the text of copy: word classes, groups, categories, and the rules over text."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from suitability.language.errors import near
from suitability.model.paths import kind_at
from suitability.rules import shape, text_shape
from suitability.rules.door import UNFILLED, File, Where
from suitability.rules.names import read_corrections
from suitability.rules.pack import Cite, Label, Pack, Rule, Template, Version
from suitability.rules.texts import (
    LEXICON,
    METADATA,
    READS,
    STATUTORY,
    WORDS,
    Accept,
    Condition,
    Disclosure,
    Find,
    Ground,
    Group,
    WordClass,
    Wording,
    Words,
)
from suitability.rules.trees import Trees
from suitability.wording.context import NAMES as CONTEXTS
from suitability.wording.phrase import PhraseError, literals, parse

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_GROUP = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_CONDITIONS = {"families": "family", "channels": "channel", "genres": "genre"}
_OPEN, _CLOSE = "⟦⟧"
Cites = Callable[[File, Where, Sequence[shape.Cite]], tuple[Cite, ...]]


class Texts:
    """Reads the parts of one pack over text; mistakes go to the files they stand in."""

    def __init__(self, base: Sequence[Pack], cites: Cites, trees: Trees) -> None:
        self._base = base
        self._cites = cites
        self._trees = trees
        self.categories: dict[str, Label] = {}
        self.groups: dict[str, dict[str, Group]] = {}
        self.classes: dict[str, WordClass] = {}
        self._known_categories = {name: label for pack in base for name, label in pack.categories.items()}
        self._known_groups = {
            path: {name: group for pack in base for name, group in pack.groups.get(path, {}).items()}
            for path in METADATA.values()
        }
        self._known_words: dict[str, Sequence[str]] = {n: one.every for pack in base for n, one in pack.classes.items()}

    def head(self, file: File, head: shape.Pack) -> None:
        """Take in the categories and groups of `pack.toml`."""
        for name, label in head.categories.items():
            where: Where = ("categories", name)
            if not _NAME.fullmatch(name):
                file.error(where, f"{name!r} is not a name", f"a name looks like {_NAME.pattern}", key=True)
            self._demand_alike(file, where, "category", label, self._known_categories.get(name, label))
            self.categories[name] = label
        self._known_categories |= head.categories
        for kind, found in (("family", head.group.family), ("channel", head.group.channel)):
            for name, group in found.items():
                self._group(file, kind, name, group)

    def _group(self, file: File, kind: str, name: str, found: shape.Group) -> None:
        path, where = METADATA[kind], ("group", kind, name)
        values = _values(path)
        if not _GROUP.fullmatch(name) or name in values:
            taken = "a value already" if name in values else "not a name"
            file.error(where, f"{name!r} is {taken}", f"a name looks like {_GROUP.pattern}", key=True)
        wrong = [(index, value) for index, value in enumerate(found.values) if value not in values]
        for index, value in wrong:
            file.error((*where, "values", index), f"{value!r} is no {kind}", near(value, values))
        made = Group(name, found.label, tuple(found.values))
        self._demand_alike(file, where, "group", made, self._known_groups[path].get(name, made))
        self.groups.setdefault(path, {})[name] = self._known_groups[path][name] = made

    def word_classes(self, files: Mapping[str, tuple[File, text_shape.WordClass]]) -> None:
        """Take in the files of `words/`."""
        self._known_words |= {
            name: [word for one in found.words for word in one.list_] for name, (_, found) in files.items()
        }
        named = {name: words for name, words in self._known_words.items() if name not in (LEXICON, STATUTORY)}
        for name, (file, found) in files.items():
            seen: Counter[str] = Counter()
            for index, one in enumerate(found.words):
                for number, word in enumerate(one.list_):
                    where: Where = ("words", index, "list", number)
                    seen[word] += 1
                    if seen[word] > 1:
                        file.error(where, f"{word!r} stands twice in this class")
                    self._word(file, where, word, named if name == STATUTORY else None)
            made = tuple(Words(one.origin, one.note, tuple(one.list_)) for one in found.words)
            self.classes[name] = WordClass(name, found.label, made)
            for pack in self._base:
                self._demand_alike(
                    file, (name,), "words", self.classes[name], pack.classes.get(name, self.classes[name])
                )
        self._known_words = named

    def _demand_alike(self, file: File, where: Where, kind: str, made: object, before: object) -> None:
        """Report a name that a pack before this one gives another meaning; a pack that works alone may repeat it."""
        if made != before:
            hint = f"repeat it as it stands there, or leave it out: packs after it may use its {kind}"
            file.error(
                where, f"a pack before this one has the {kind} {where[-1]!r}, and says otherwise", hint, key=True
            )

    def _word(self, file: File, where: Where, word: str, classes: Mapping[str, Sequence[str]] | None) -> None:
        """Check a word of a class; with classes, a phrase that may name them."""
        try:
            if classes is None:
                literals(word, {})
            else:
                parse(word, classes)
        except PhraseError as error:
            file.error(where, error.message, error.hint or "{a|b} is one of these texts", offset=error.at)

    def rule(self, id_: str, pack: str, file: File, found: text_shape.TextRule) -> Rule | None:
        """Read a rule over text; None where its file holds a mistake."""
        before = len(file.errors)
        file.refuse_unfilled()
        if id_.split(".")[1] != found.subject:
            file.error(("form",), "a rule over text is a rule of copy", "it stands in the folder copy/")
        if found.category not in self._known_categories and found.category != UNFILLED:
            hint = near(found.category, self._known_categories)
            where: Where = ("category",) if "category" in file.data else ()
            file.error(where, f"there is no category {found.category!r}", hint)
        for index, name in enumerate(found.unless):
            if name not in CONTEXTS:
                file.error(("unless", index), f"{name!r} is no context", near(name, CONTEXTS))
        self._phrases(file, ("except",), found.except_, {})
        finds, seen = [], dict[str, Where]()
        for index, one in enumerate(found.find):
            self._phrases(file, ("find", index, "phrases"), one.phrases, seen)
            finds.append(Find(one.origin, one.note, tuple(one.phrases), one.rewrite))
        grounds = tuple(self._ground(file, index, one) for index, one in enumerate(found.ground))
        disclosure = self._disclosure(file, found) if isinstance(found, text_shape.BundledDisclosure) else None
        wording = Wording(
            category=found.category,
            reads=READS[found.reads],
            unless=tuple(found.unless),
            excepts=tuple(found.except_),
            evidence=isinstance(found, text_shape.BundledWording) and found.evidence,
            asks=tuple(METADATA[name] for name in found.asks),
            finds=tuple(finds),
            disclosure=disclosure,
            unlawful=_shown(found, "violation", "evidence_required"),
            lawful=_shown(found, "pass"),
        )
        if isinstance(found, text_shape.Wording | text_shape.Disclosure):
            for index, example in enumerate(found.example):
                self._example(file, ("example", index), example, found)
        # Where a duty is due in all copy, no words made it so.
        message, remedy = (self._template(file, key, getattr(found, key), finds) for key in ("message", "remedy"))
        corrections = read_corrections(file, (), found.correction)
        versions = tuple(self._versions(file, grounds, wording.accepts)) if len(file.errors) == before else ()
        if len(file.errors) > before:
            return None
        return Rule(
            id=id_,
            pack=pack,
            subject=found.subject,
            title=found.title,
            force=found.force,
            severity=found.severity,
            stage=None,
            message=message,
            remedy=remedy,
            monotone=None,
            reviewed_on=found.reviewed.on,
            reviewed_by=found.reviewed.by,
            versions=versions,
            corrections=corrections,
            wording=wording,
        )

    def _phrases(self, file: File, where: Where, phrases: Iterable[str], seen: dict[str, Where]) -> None:
        for index, phrase in enumerate(phrases):
            at = (*where, index)
            if phrase in seen:
                file.error(at, f"{phrase!r} stands twice in this rule")
            seen[phrase] = at
            self._phrase(file, at, phrase, self._known_words)

    def _phrase(self, file: File, where: Where, phrase: str, words: Mapping[str, Sequence[str]]) -> None:
        try:
            parse(phrase, words)
        except PhraseError as error:
            file.error(where, error.message, error.hint, offset=error.at)

    def _ground(self, file: File, index: int, found: text_shape.Ground) -> Ground:
        where: Where = ("ground", index)
        _demand_order(file, where, found.first, found.last)
        conditions = []
        for key, kind in _CONDITIONS.items():
            names = getattr(found, key)
            if names is not None:
                conditions.append(self._condition(file, (*where, key), METADATA[kind], kind, names))
        return Ground(found.first, found.last, tuple(conditions), self._cites(file, where, found.cites))

    def _condition(self, file: File, where: Where, path: str, kind: str, names: Sequence[str]) -> Condition:
        groups, values = self._known_groups[path], _values(path)
        reached: dict[str, None] = {}
        for index, name in enumerate(names):
            if name in groups:
                reached |= dict.fromkeys(groups[name].values)
            elif name in values:
                reached[name] = None
            else:
                file.error((*where, index), f"{name!r} is no {kind}", near(name, (*groups, *values)))
        return Condition(path, tuple(names), tuple(sorted(reached)))

    def _disclosure(self, file: File, found: text_shape.BundledDisclosure) -> Disclosure:
        accepts = []
        for index, one in enumerate(found.accept):
            where: Where = ("accept", index)
            self._phrases(file, (*where, "phrases"), one.phrases, {})
            first = one.first or dt.date.min
            _demand_order(file, where, first, one.last)
            accepts.append(Accept(first, one.last, one.part or "", one.note, tuple(one.phrases)))
        return Disclosure(found.where, found.within, found.order, tuple(accepts))

    def _versions(self, file: File, grounds: Sequence[Ground], accepts: Sequence[Accept]) -> Iterator[Version]:
        """Give a version for each stretch of days on which the same grounds and sentences hold."""
        dated: list[Ground | Accept] = [*grounds, *accepts]
        spans = [(one.first, one.last) for one in dated]
        days = {first for first, _ in spans} | {_after(last) for _, last in spans if last not in (None, dt.date.max)}
        turns = sorted(days)
        for first, after in zip(turns, [*turns[1:], None], strict=True):
            holding = tuple(one for one in grounds if _holds(one, first))
            if not holding:
                continue
            if accepts and not any(_holds(one, first) for one in accepts):
                hint = "a duty of these days needs an [[accept]] that holds on them"
                file.error(("accept", 0), f"nothing is accepted from {first}, when the duty holds", hint)
            cites = tuple(dict.fromkeys(cite for one in holding for cite in one.cites))
            last = None if after is None else after - dt.timedelta(days=1)
            yield Version(first, last, None, "", cites, self._trees, None, None, holding)

    def _template(self, file: File, key: str, text: str, finds: Sequence[Find]) -> Template:
        for found in _BRACES.finditer(text):
            if found[0] != WORDS or not finds:
                hint = f"valid here: {WORDS}" if finds else "a rule without [[find]] finds no words"
                file.error((key,), f"{found[0]} cannot stand here", hint, offset=found.start())
        return Template(text, (), self._trees)

    def _example(self, file: File, where: Where, found: text_shape.TextExample, rule: text_shape.TextRule) -> None:
        opened = False
        for offset, character in enumerate(found.text):
            if character in (_OPEN, _CLOSE):
                if opened is (character == _OPEN):
                    said = "⟦ stands inside another" if opened else "⟧ closes nothing"
                    file.error((*where, "text"), said, "⟦⟧ stand around what must be found", offset=offset)
                opened = character == _OPEN
        if opened:
            file.error((*where, "text"), "⟦ is not closed", offset=found.text.rindex(_OPEN))
        found_here = found.expect in ("violation", "evidence_required")
        if _OPEN in found.text and found.expect in ("pass", "not_applicable", "not_in_force"):
            file.error((*where, "text"), f"⟦⟧ mark what is found, and {found.expect} finds nothing")
        if _OPEN not in found.text and found_here and isinstance(rule, text_shape.BundledWording):
            file.error((*where, "text"), f"{found.expect} finds words: mark them by ⟦⟧")
        if found.expect == "evidence_required" and not getattr(rule, "evidence", False):
            file.error((*where, "expect"), "a rule without `evidence = true` never asks for evidence")
        for kind, path in METADATA.items():
            value = getattr(found, kind)
            if value is not None and value not in _values(path):
                file.error((*where, kind), f"{value!r} is no {kind}", near(value, _values(path)))


def _shown(found: text_shape.TextRule, *outcomes: str) -> str:
    """Give the text of the first example that expects one of some outcomes."""
    examples = found.example if isinstance(found, text_shape.Wording | text_shape.Disclosure) else ()
    return next((example.text for example in examples if example.expect in outcomes), "")


def _values(path: str) -> tuple[str, ...]:
    kind = kind_at(path)
    assert kind is not None
    return kind.values


def _holds(one: Ground | Accept, day: dt.date) -> bool:
    return one.first <= day and (one.last is None or day <= one.last)


def _after(last: dt.date | None) -> dt.date:
    assert last is not None
    return last + dt.timedelta(days=1)


def _demand_order(file: File, where: Where, first: dt.date, last: dt.date | None) -> None:
    if last is not None and last < first:
        file.error((*where, "until"), f"ends on {last}, before it begins on {first}")
