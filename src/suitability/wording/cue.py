"""Lists of cues that cost the same however long they are: only what a text holds a word of is searched for in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import count

from suitability.wording.automaton import Finder, finder

_TOKEN = re.compile(
    r"\\.|\[\^?\]?[^\]]*\]|\(\?(?:[:=!]|<[=!])|[()|]|(?P<times>\{[0-9]*,?[0-9]*\}|[*+?])[?+]?|.", re.DOTALL
)
_NEVER = "(?!)"


class Cue:
    """A list of cues, written as one regular expression whose alternatives stand at its top."""

    def __init__(self, words: str) -> None:
        self._whole = words
        self._alternatives: list[str] = []
        self._always: list[int] = []
        owners: dict[str, list[int]] = {}
        for number, (alternative, cores) in zip(count(), branches(words)):
            self._alternatives.append(alternative)
            if cores is None:
                self._always.append(number)
            for core in cores or ():
                owners.setdefault(core, []).append(number)
        self._find: Finder = finder(list(owners))
        self._owners = list(owners.values())

    def _held(self, text: str) -> list[int]:
        """Give the numbers of the alternatives that a text may hold."""
        found = self._find(text)
        if not found:
            return self._always
        return sorted({*self._always, *(number for core, _, _ in found for number in self._owners[core])})

    def search(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """Find the first place of a cue in a text, as the expression as a whole would."""
        best: re.Match[str] | None = None
        for number in self._held(text):
            found = _compiled(self._alternatives[number]).search(text, pos)
            if found and (best is None or found.start() < best.start()):
                best = found
        return best

    def _narrowed(self, text: str) -> re.Pattern[str]:
        held = self._held(text)
        return _compiled("|".join(self._alternatives[number] for number in held) if held else _NEVER)

    def match(self, text: str) -> re.Match[str] | None:
        """Find a cue that a text begins with."""
        return self._narrowed(text).match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find every cue of a text."""
        return self._narrowed(text).finditer(text)

    def blanked(self, text: str) -> str:
        """Give a text, of the same length, without its cues."""
        return self._narrowed(text).sub(lambda found: "\0" * len(found[0]), text)


@cache
def cue(words: str) -> Cue:
    """Give a list of cues ready to be searched for."""
    return Cue(words)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words)


def branches(words: str) -> list[tuple[str, frozenset[str] | None]]:
    """Give the alternatives of an expression, each with texts of which every match of it holds one.

    None where that cannot be told.
    """
    return _branches(iter([*_TOKEN.finditer(words)]))


def _branches(tokens: Iterator[re.Match[str]]) -> list[tuple[str, frozenset[str] | None]]:
    made = []
    branch = _Branch()
    for token in tokens:
        if token["times"]:
            branch.repeat(token[0], optional=token[0][0] in "*?" or token[0].startswith(("{0", "{,")))
        elif token[0] == ")":
            break
        elif token[0] == "|":
            made.append(branch.ended())
            branch = _Branch()
        elif token[0][0] == "(":
            branch.group(token[0], _branches(tokens))
        else:
            branch.one(token[0])
    made.append(branch.ended())
    return made


class _Branch:
    """An alternative as it is read: its source, and the best texts that stand in every match of it so far."""

    def __init__(self) -> None:
        self._source = ""
        self._run = ""
        self._best: frozenset[str] | None = None
        # What the last group holds, until it is known whether the group may be missing.
        self._held: frozenset[str] | None = None
        self._literal = False

    def one(self, token: str) -> None:
        self._settle()
        self._source += token
        escaped = len(token) == 2 and token[0] == "\\" and not token[1].isalnum()
        self._literal = escaped or (len(token) == 1 and token not in ".^$")
        if self._literal:
            self._run += token[-1]
        else:
            self._keep(self._run)
            self._run = ""

    def group(self, opened: str, inside: list[tuple[str, frozenset[str] | None]]) -> None:
        self._settle()
        self._keep(self._run)
        self._run, self._literal = "", False
        self._source += f"{opened}{'|'.join(source for source, _ in inside)})"
        if opened in ("(", "(?:") and all(cores for _, cores in inside):
            self._held = frozenset().union(*(cores for _, cores in inside if cores))

    def repeat(self, times: str, optional: bool) -> None:
        self._source += times
        if self._literal:
            self._keep(self._run[:-1] if optional else self._run)
            self._run = ""
        elif optional:
            self._held = None
        self._literal = False

    def ended(self) -> tuple[str, frozenset[str] | None]:
        self._settle()
        self._keep(self._run)
        return self._source, self._best

    def _settle(self) -> None:
        if self._held:
            self._better(self._held)
            self._held = None

    def _keep(self, run: str) -> None:
        if run:
            self._better(frozenset((run,)))

    def _better(self, texts: frozenset[str]) -> None:
        if self._best is None or min(map(len, texts)) > min(map(len, self._best)):
            self._best = texts
