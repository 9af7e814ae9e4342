"""Phrases of wording rules: their small pattern language, read and compiled.

A phrase is literal text with braces: ``{class}`` a word of a class, ``{class?}`` one or none, ``{a|b}`` one of these
texts, ``{字?}`` a Chinese text or none, ``{within 6}`` at most six characters of the same sentence, ``{beside 6}`` of
the same clause, and the slots of `SLOTS`. Phrases are matched on folded text. Every part is bounded, so no phrase can
backtrack without end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from suitability.wording import checks
from suitability.wording.fold import fold

LONGEST_GAP = 40
_PRODUCT = 40
# A letter beyond ASCII: in folded text Chinese. Ranges of code points would cost milliseconds to compile.
_HAN = r"[^\W\x00-\x7f]"
_HYPHEN = re.compile("(?<=[a-z])-(?=[a-z])")
_TOKEN = re.compile(rf"{_HAN}+|(?:[!-~]|[^\w\s])+")
_IS_HAN = re.compile(_HAN)
_BRACE = re.compile(r"\{([^{}]*)\}")
_GAP = re.compile(r"(within|beside) (\d{1,2})")
_WITHIN = r"(?:[^。！？!?；;\n.]|\.(?=[0-9a-z]))"
_BESIDE = r"[^，。！？!?；;：:,\n()（）.]"

# The characters that stand most often in texts of any kind, the most frequent first.
_FREQUENT = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
    "成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此"
    "已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代"
    "内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少"
    "报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放"
)
_HAN_DIGIT = "零一二三四五六七八九十两"
_FIGURE = r"(?:[0-9]{1,4}(?:[,，][0-9]{3}){0,3}(?:\.[0-9]{1,4})?|x{1,3}|n|\$?\{{1,2}[^{}\n]{1,40}\}{1,2}|%[sd@])"
_ONE_PERCENT = (
    rf"(?:{_FIGURE} ?(?:%|个点|percent|pct)|百分之[{_HAN_DIGIT}百点半几]{{1,6}}|"
    rf"[{_HAN_DIGIT}]{{1,3}}个(?:多)?点|[{_HAN_DIGIT}]分利)"
)
_TO = r" ?(?:-|–|—|~|～|至|到|to|and|或) ?"
# A number is not cut out of a longer one.
_FREE = r"(?<![0-9.a-z])"
SLOTS: Mapping[str, str] = {
    "percent": rf"{_FREE}(?:{_FIGURE} ?%?{_TO})?{_ONE_PERCENT}",
    "number": rf"{_FREE}(?:{_FIGURE}|[{_HAN_DIGIT}百千万亿几数]{{1,6}})(?![0-9])",
    "money": (
        rf"(?:{_FREE}(?:[¥￥$€£]|rmb|usd|hk\$|nt\$)? ?{_FIGURE} ?(?:万亿|[百千万亿]{{0,2}})(?:元|块|圆|美元|美金|港币|"
        rf"港元|台币|人民币|钱|dollars?|usdt?)|{_FREE}(?:[¥￥$€£]|rmb |usd |hk\$|nt\$) ?{_FIGURE}|"
        rf"[{_HAN_DIGIT}百千万亿几数]{{1,6}}(?:元|块|圆))"
    ),
    "days": (
        rf"{_FREE}(?:{_FIGURE}|[{_HAN_DIGIT}百半几数]{{1,4}}) ?"
        r"(?:个?(?:工作日|交易日|自然日|月|季度|小时|星期|周|钟头)|"
        r"天|日|年|分钟|秒|(?:days?|weeks?|months?|years?|hours?|minutes?)(?![a-z]))"
    ),
    "multiple": (
        rf"(?:{_FREE}(?:{_FIGURE}|[{_HAN_DIGIT}百千万几数]{{1,4}}) ?(?:倍|x(?![a-z0-9]))|"
        rf"翻(?:一|两|三|几|好几|数)?(?:番|倍)|双倍|(?:double|triple|quadruple)(?![a-z]))"
    ),
    "id_number": r"(?<![0-9a-z])[1-9][0-9]{16}[0-9x](?![0-9a-z])",
    "bank_card": r"(?<![0-9a-z.])[1-9][0-9]{3}(?:[ -]?[0-9]{4}){2,3}(?:[ -]?[0-9]{1,4})?(?![0-9a-z])",
    "mobile": r"(?<![0-9a-z])(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9a-z])",
}
_CURRENCIES = ("dollar", "usd", "rmb", "¥", "￥", "$", "€", "£")
_SPANS = ("day", "week", "month", "year", "hour", "minute")
# Every match of a slot holds one of these.
_SLOT_WORDS: Mapping[str, frozenset[str]] = {
    "percent": frozenset(("%", "个点", "个多点", "百分之", "分利", "percent", "pct")),
    "money": frozenset(("元", "块", "圆", "美金", "港币", "台币", "人民币", "钱", *_CURRENCIES)),
    "days": frozenset((*_SPANS, "天", "日", "月", "季度", "小时", "星期", "周", "钟头", "年", "分钟", "秒")),
    "multiple": frozenset(("倍", "番", "x", "double", "triple", "quadruple")),
}
CHECKS: Mapping[str, Callable[[str], bool]] = {"id_number": checks.id_number, "bank_card": checks.bank_card}
_SLOT_WIDTH = 60


class PhraseError(ValueError):
    """A phrase that cannot be read: what is wrong, at which offset, and what would do."""

    def __init__(self, message: str, at: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.at, self.hint = message, at, hint


class Part(NamedTuple):
    """One part of a phrase: `kind` is words, space (between two braces), within, beside, slot, start or end."""

    kind: str
    words: tuple[str, ...] = ()
    optional: bool = False
    most: int = 0
    name: str = ""


class Compiled(NamedTuple):
    """A phrase ready to be matched: one word of each of `needs` must stand in its sentence, of the first the rarest.

    `begins` are the words its match begins with, empty where it may begin with anything else. `alone`: the phrase is
    one of those words and nothing more. `reach` is the longest it can be.
    """

    needs: tuple[frozenset[str], ...]
    begins: frozenset[str]
    alone: bool
    reach: int


Classes = Mapping[str, Sequence[str]]


def literals(text: str, classes: Classes) -> tuple[str, ...]:
    """Give every text that a phrase without gaps and slots stands for. Raises PhraseError where it has some."""
    parts = parse(text, classes)
    if any(part.kind != "words" for part in parts):
        raise PhraseError("a word of a class has no gaps and no slots")
    choices = [(*part.words, "") if part.optional else part.words for part in parts]
    return tuple(dict.fromkeys("".join(chosen) for chosen in product(*choices)))


def parse(text: str, classes: Classes) -> tuple[Part, ...]:
    """Read a phrase. Raises PhraseError."""
    parts: list[Part] = []
    end = 0
    for found in _BRACE.finditer(text):
        _literal(text[end : found.start()], end, parts)
        parts.append(_braced(found[1], found.start(1), classes))
        end = found.end()
    _literal(text[end:], end, parts)
    if not any(part.kind == "words" and not part.optional for part in parts):
        raise PhraseError("a phrase needs at least one word that is always there")
    return tuple(parts)


def _literal(text: str, at: int, parts: list[Part]) -> None:
    for offset, character in enumerate(text):
        if character in "{}":
            raise PhraseError(f"a lone {character!r}", at + offset)
        if character in "。！？!?；;\n":
            raise PhraseError(f"a phrase does not reach over the end of a sentence, {character!r}", at + offset)
    if text.strip():
        parts.append(Part("words", _spelled(text)))
    elif text and parts:
        parts.append(Part("space"))


def _braced(inside: str, at: int, classes: Classes) -> Part:
    gap = _GAP.fullmatch(inside)
    if gap:
        most = int(gap[2])
        if most > LONGEST_GAP:
            raise PhraseError(f"a gap is at most {LONGEST_GAP} characters long", at)
        return Part(gap[1], most=most)
    if inside in ("start", "end"):
        return Part(inside)
    if "|" in inside:
        words = tuple(word for each in inside.split("|") for word in _spelled(each))
        if not any(words):
            raise PhraseError("there is nothing between the bars", at)
        return Part("words", tuple(filter(None, words)), "" in words)
    name = inside.removesuffix("?")
    optional = name != inside
    if name in SLOTS:
        return Part("slot", optional=optional, name=name)
    if name in classes:
        known = dict.fromkeys(word for each in classes[name] for word in _spelled(each))
        return Part("words", tuple(known), optional)
    if not name.isascii():
        return Part("words", _spelled(name), optional)
    from difflib import get_close_matches  # a scan of a clean text never needs it

    close = get_close_matches(name, [*classes, *SLOTS, "start", "end", "within 6", "beside 6"], n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"classes: {', '.join(sorted(classes)) or 'none'}"
    raise PhraseError(f"{inside!r} is neither a class, a slot nor a gap", at, hint)


@lru_cache(maxsize=65536)
def _spelled(word: str) -> tuple[str, ...]:
    """Give a text folded; one with a hyphen of English as two words and as one."""
    folded = fold(word).text
    return tuple(dict.fromkeys(_HYPHEN.sub(between, folded) for between in (" ", "")))


def compile_phrase(text: str, classes: Classes) -> Compiled:
    """Read a phrase and give what must stand in a text for it to match. Raises PhraseError."""
    parts = _merged(parse(text, classes))
    needs = [
        frozenset(_key(word) for word in part.words) for part in parts if part.kind == "words" and not part.optional
    ]
    held = [_SLOT_WORDS[part.name] for part in parts if part.name in _SLOT_WORDS and not part.optional]
    first = parts[0]
    plain = first.kind == "words" and not first.optional and all(_key(word) == word for word in first.words)
    return Compiled(
        tuple(sorted([*needs, *held], key=commonness)),
        frozenset(first.words) if plain else frozenset(),
        plain and len(parts) == 1 and all(_IS_HAN.match(word) for word in first.words),
        sum(map(_width, parts)),
    )


def pattern(text: str, classes: Classes) -> str:
    """Give the regular expression of a phrase. Raises PhraseError."""
    parts = _merged(parse(text, classes))
    made = ""
    gaps = ("within", "beside", "start", "end", "space")
    for index, part in enumerate(parts):
        if index and part.kind not in gaps and parts[index - 1].kind not in gaps:
            made += " {0,2}"
        made += _pattern(part)
    return made


def checked(text: str) -> tuple[str, ...]:
    """Give the slots of a phrase whose match must pass a check."""
    return tuple(name for name in CHECKS if f"{{{name}" in text)


def _merged(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Join words that follow each other where that makes few: longer words are rarer in a text."""
    made: list[Part] = []
    for part in parts:
        before = made[-1] if made else None
        if before is None or part.kind != "words" or part.optional:
            made.append(part)
            continue
        space = before.kind == "space"
        joined = made[-2] if space else before
        if joined.kind != "words" or joined.optional or len(joined.words) * len(part.words) > _PRODUCT:
            made.append(part)
            continue
        words = tuple(_together(a, b, space) for a, b in product(joined.words, part.words))
        made[-2 if space else -1 :] = [Part("words", words)]
    return tuple(made)


def _together(one: str, other: str, space: bool) -> str:
    """Join two words; a space stands between those of English only."""
    return f"{one} {other}" if space and one[-1].isascii() and other[0].isascii() else one + other


def _pattern(part: Part) -> str:
    if part.kind == "words":
        words = sorted(part.words, key=lambda word: (-len(word), word))
        found = f"(?:{'|'.join(map(_word, words))})"
    elif part.kind == "slot":
        # The name of the group says which check its match must pass.
        found = f"(?P<{part.name}>{SLOTS[part.name]})" if part.name in CHECKS else f"(?:{SLOTS[part.name]})"
    elif part.kind == "space":
        return r"[ \-]{0,4}"
    elif part.kind == "start":
        return r"(?<![^\n])[ \t>*#\-]{0,8}"
    elif part.kind == "end":
        return r"[ \t]{0,8}(?![^\n])"
    else:
        return f"{_WITHIN if part.kind == 'within' else _BESIDE}{{0,{part.most}}}?"
    return f"{found}?" if part.optional else found


def _word(word: str) -> str:
    """Give the pattern of one text: spaces of English match runs, and Chinese may stand apart from figures."""
    pieces = _TOKEN.findall(word)
    if not pieces:
        return re.escape(word)
    made = ""
    at = 0
    for index, piece in enumerate(pieces):
        begin = word.index(piece, at)
        if index:
            made += r"[ \-]{1,4}" if begin > at and not _IS_HAN.match(piece) else " {0,2}"
        made += re.escape(piece)
        at = begin + len(piece)
    first, last = pieces[0][0], pieces[-1][-1]
    before = "(?<![a-z_0-9])" if first.isascii() and first.isalpha() else "(?<![0-9.])" if first.isdigit() else ""
    after = "(?![a-z_])" if last.isascii() and last.isalpha() else "(?![0-9])" if last.isdigit() else ""
    return before + made + after


def _key(word: str) -> str:
    """Give the longest piece of a text that always stands in it unbroken."""
    return max(_TOKEN.findall(word), key=_weight, default=word)


def _weight(word: str) -> int:
    return 2 * len(word) if _IS_HAN.match(word) else len(word)


def commonness(words: frozenset[str]) -> float:
    """Say how often one of some words stands in ordinary text, roughly."""
    return sum(map(_frequency, words))


@lru_cache(maxsize=65536)
def _frequency(word: str) -> float:
    if not _IS_HAN.match(word):
        common = 1.0 if word in "，、：！!?？。" else 2e-3 if word == "%" else 3e-4
        return 0.02 * 0.5 ** len(word) if word.isalpha() else common
    rarest, *others = sorted(map(_rarity, word))
    # Characters of a word go together more often than chance would have it.
    return float(rarest * prod(each**0.6 for each in others))


def _rarity(character: str) -> float:
    rank = _FREQUENT.find(character)
    return 5e-5 if rank < 0 else 0.3 / (rank + 8)


def _width(part: Part) -> int:
    if part.kind in ("within", "beside", "space"):
        return part.most or 4
    return _SLOT_WIDTH if part.kind == "slot" else 4 + max(map(len, part.words), default=8)
