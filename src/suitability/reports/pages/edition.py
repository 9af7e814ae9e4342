"""What every page of a book in one locale is written with: its words, its places, its links."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from suitability.language.words import words
from suitability.messages.articles import place as article
from suitability.messages.catalog import translated
from suitability.messages.locales import resolve, spoken
from suitability.messages.render import cite, source_facts, source_title
from suitability.messages.speak import Speaker
from suitability.reports.book import Book
from suitability.reports.markdown import anchor, code, escape, folded, link
from suitability.rules.pack import Cite, Rule, Source, Template, Tightening, by_source

RULES, LAWS = "rules/index.md", "law/index.md"
FIELDS, TERMS, TABLES, PARAMETERS, GLOSSARY = "fields.md", "terms.md", "tables.md", "parameters.md", "glossary.md"
PERSONAL_DATA = "personal-data.md"
# Of the rules in a cell those that are shown; the others open when they are asked for.
SHOWN = 3
_BRACES = re.compile(r"\{[^{}]*\}")


@attrs.frozen(eq=False)
class Edition:
    """A book in the locale of a voice; what it gives is Markdown."""

    book: Book
    speak: Speaker

    @property
    def locale(self) -> str:
        return self.speak.locale

    @property
    def colon(self) -> str:
        return self.speak.phrase("colon")

    @cached_property
    def _languages(self) -> dict[str, str]:
        return {pack.name: pack.language for pack in self.book.rules.packs}

    def say(self, key: str, **parts: str) -> str:
        """Give a phrase."""
        return escape(self.speak.phrase(key, **parts))

    def item(self, key: str, text: str) -> str:
        """Give a line of a list: what it is about, and a text in Markdown."""
        return f"- **{self.say(key)}**{self.colon}{text}"

    def written(self, text: str, pack: str = "") -> str:
        """Give a text of a pack; where it has no translation, as it is written, marked with its language."""
        said = translated(text, spoken(self.locale))
        language = self._languages.get(pack, self.book.rules.packs[0].language)
        if said or resolve(language) is resolve(self.locale):
            return escape(said or text)
        return f'<span lang="{escape(language)}">{escape(text)}</span>'

    def template(self, template: Template) -> str:
        """Give a message, with what stands in its braces in words; as text, not as Markdown."""
        said = translated(template.text, spoken(self.locale)) or template.text
        if not template.at:
            # A rule over text names in braces nothing but the words it finds.
            return said
        at = dict(zip(_BRACES.findall(template.text), template.at, strict=True))
        return _BRACES.sub(lambda found: f"{{{words(template.trees.tree(at[found[0]]), self.speak)}}}", said)

    def span(self, first: dt.date, last: dt.date | None) -> str:
        """Say from when to when something holds; the first day there is stands for always."""
        return escape(self.span_text(first, last))

    def span_text(self, first: dt.date, last: dt.date | None) -> str:
        """Give `span` as text."""
        if last is None or last == dt.date.max:
            return "" if first == dt.date.min else self.speak.phrase("in_force_from", first=self.speak.day(first))
        begun = "…" if first == dt.date.min else self.speak.day(first)
        return self.speak.phrase("in_force_until", first=begun, last=self.speak.day(last))

    def rule_place(self, id_: str) -> str:
        """Give the place of a rule's page."""
        rule = self.book.by_id[id_]
        return f"rules/{rule.pack}/{rule.subject}/{id_.rpartition('.')[2]}.md"

    def source_place(self, id_: str) -> str:
        """Give the place of an instrument's page."""
        return f"law/{anchor(id_)}.md"

    def rule(self, id_: str, here: str) -> str:
        """Link to a rule by its title."""
        rule = self.book.by_id[id_]
        return link(self.written(rule.title, rule.pack), self.rule_place(id_), here)

    def name(self, name: str, here: str) -> str:
        """Link to what a duty names: a rule, a term or a table by its id."""
        if name in self.book.by_id:
            return self.rule(name, here)
        kind, _, own = name.partition(".")[2].partition(".")
        return link(escape(self.speak.name(own)), f"{kind}.md#{own}", here)

    def listed(self, rules: Iterable[str], here: str) -> str:
        """Link to several rules in one cell; many of them open when they are asked for."""
        said = [self.rule(id_, here) for id_ in rules]
        if len(said) <= SHOWN:
            return "<br>".join(said)
        return folded(self.say("page_count", count=str(len(said))), "<br>".join(said))

    def article(self, text: str) -> str:
        """Give a place in a law."""
        return escape(article(text, self.speak) or "") or self.written(text)

    def source(self, id_: str, here: str) -> str:
        """Link to an instrument by its title and number."""
        return link(escape(source_title(self.book.rules.sources[id_], self.locale)), self.source_place(id_), here)

    def cites(self, cites: Iterable[Cite], here: str) -> Iterator[str]:
        """Give a line of a list for each source that is cited, with its articles and what is known of it."""
        for source, cited in by_source(cites).items():
            lines = [self.source(source.id, here), *(self.cite(one) for one in cited)]
            lines += [escape(source_facts(source, self.locale)), *self.penalty(source)]
            yield "- " + "<br>".join(lines)

    def cite(self, cited: Cite) -> str:
        """Name an article, and say where it was not read in the law itself."""
        unverified = "" if cited.verified else f' <strong class="unverified">{self.say("unverified")}</strong>'
        return f"{escape(cite(cited, self.locale))}{unverified}"

    def penalty(self, source: Source) -> Iterator[str]:
        """Say what a source threatens, where it is known."""
        if source.penalty:
            yield f"{self.say('penalty')}{self.colon}{self.written(source.penalty)}"

    def owned(self, stricter: Tightening) -> str:
        """Say who made something stricter, and why."""
        return self.say("page_tightened", owner=stricter.owner, reason=stricter.reason)

    def trail(self, rule: Rule, here: str) -> str:
        """Say where a page of a rule stands among the others."""
        return f"{link(self.say('page_rules'), RULES, here)} › {link(code(rule.pack), f'{RULES}#{rule.pack}', here)}"
