"""Write the table of `suitability.wording.fold` from Unicode's data and OpenCC's character mappings.

    python tools/make_fold.py src/suitability/wording/fold.bin

Needs the `opencc` package (Apache-2.0), this script only. Provenance of the table: normalisation forms, names and
categories of the Unicode Character Database (Unicode License) as Python carries it; traditional, Taiwan, Hong Kong and
Japanese forms from OpenCC's character mappings (Apache-2.0); radicals and look-alikes chosen by hand below.
The same releases of Python and OpenCC give the same bytes.

The file is UTF-16-LE: 65,536 units, the fold of each character of the first plane, U+FFFF where it is deleted and
U+FFFE where it is longer; then lines: a class that holds what folding changes, the look-alikes, and a line for each
character that is longer or of another plane: it, and its fold.
"""

import argparse
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import opencc

DELETED = "\uffff"
LONGER = "\ufffe"
BMP = [chr(code) for code in range(0x10000)]
# The sentence punctuation of Chinese stays apart from that of ASCII, and so do signs that NFKC spells out.
KEPT = "，。！？；：、“”‘’（）《》【】〈〉「」『』〔〕…‥™®©℠¨¯´¸˘˙˚˛˜˝″‴‶‷⁗"
SMALL = dict(
    zip(
        "﹐﹑﹔﹕﹖﹗﹙﹚︐︑︒︓︔︕︖︵︶︿﹀︽︾｡､￣", "，、；：？！（），、。：；！？（）〈〉《》。、¯", strict=True
    )
)
SIGNS = dict(zip("❕❗❓❔‼⁇⁈⁉", "！！？？！？？？", strict=True))
SIGNS |= {
    "٪": "%",
    "؉": "%",
    "₋": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "\u2028": "\n",
    "\u2029": "\n",
    "ı": "i",
    "ø": "o",
}
SIGNS |= {"⁄": "/", "ς": "σ"}
MARKS = ((0x300, 0x36F), (0x483, 0x489), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0x302A, 0x302F))
MARKS += ((0x3099, 0x309A), (0xFE20, 0xFE2F))
UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u180b\u180c\u180d\u180f"
# CJK Radicals Supplement: U+2E80 and on; a dot stands for what no character equals.
RADICALS = (
    "丶厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄㣺扌攵.旡日月歺母民氵水灬爫爫丬牛犭王疋目示礻竹糹纟罓罒罓网罓"
    "羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅长镸长门阜阝雨青韦页风飞食飠飠饣首马骨鬼鱼鸟卤麦黄黾斉齐"
    "歯齿竜龙龟龟龟"
)


def pairs(*lines: str) -> dict[str, str]:
    """Read pairs of characters: the one written, the one it is read as."""
    return {pair[0]: pair[1] for line in lines for pair in line.split()}


# What OpenCC leaves to phrases, and what one script or the other tells apart.
VARIANTS = pairs(
    "么么 幺么 瞭了 覆复 藉借 揹背 伕夫 馀余 锺钟 讬托 託托 谘咨 諮咨 迳径 逕径 钜巨 鉅巨 祇只 甦苏 彷仿 侭尽 暱昵",
    "缐线 燄焰 隄堤 鎗枪 荳豆 薰熏 値值",
)
# Characters hardly ever written but to look like another.
LOOKALIKES = pairs(
    "夲本 㡷本 収收 囯国 囻国 圀国 氺水 亖四 弌一 弍二 弎三 ㇐一 丄上 丅下 亐亏 亼人 伩信 㐰信 亯享 兠兜 冄冉 冨富",
    "凨风 凬风 凮风 囘回 囬回 圎圆 旡无 兂无 朂最 㝡最 苐第 秊年 盁盈 髙高 欵款 躰体 軆体 旹时 㕠双 肎肯 㝎定 飜翻",
    "卋世 叧另 㑹会 尐少 囸日",
    "аa еe оo рp сc хx уy іi ѕs јj ԁd ԛq ԝw һh вb кk мm тt нh ԍg ѵv ӏi αa εe ιi κk οo ρp τt χx",
    "ɡg ɑa ɩi ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz",
)


def numbered(first: int, count: int, start: int) -> dict[str, str]:
    """Give the numbers that a run of characters shows."""
    return {chr(first + step): str(start + step) for step in range(count)}


NUMBERS = numbered(0x24EB, 10, 11) | numbered(0x24F5, 10, 1) | numbered(0x24FF, 1, 0)
NUMBERS |= numbered(0x2776, 10, 1) | numbered(0x2780, 10, 1) | numbered(0x278A, 10, 1)
LETTERS = {chr(first + step): chr(97 + step) for first in (0x1F150, 0x1F170) for step in range(26)}


def is_mark(character: str) -> bool:
    """Say whether a character is drawn over the one before it."""
    return any(first <= ord(character) <= last for first, last in MARKS)


def is_deleted(character: str) -> bool:
    """Say whether a character shows nothing of its own."""
    if character in "\n\t\r":
        return False
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs")
        or is_mark(character)
        or character in UNSEEN
        or 0xFE00 <= code <= 0xFE0F
        or 0xFDD0 <= code <= 0xFDEF
        or 0xFFF0 <= code <= 0xFFFB
        or 0xE0000 <= code <= 0xE0FFF
        or code & 0xFFFE == 0xFFFE
    )


def is_ideograph(character: str) -> bool:
    """Say whether a character is a Chinese one."""
    return unicodedata.name(character, "").startswith("CJK UNIFIED") or "\u3400" <= character <= "\u9fff"


def written(characters: list[str], *ways: str) -> dict[str, str]:
    """Give what OpenCC writes for each character that it changes into one other, going these ways in turn."""
    text = "\n".join(characters)
    for way in ways:
        text = opencc.OpenCC(way).convert(text)
    return {old: new for old, new in zip(characters, text.split("\n"), strict=True) if old != new and len(new) == 1}


def encodable(character: str, codec: str) -> bool:
    """Say whether a character set of China or Taiwan has the character."""
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def scripts() -> dict[str, str]:
    """Give the simplified form of each traditional, regional and Japanese one."""
    han = [chr(code) for code in (*range(0x3400, 0xA000), *range(0x20000, 0x32000)) if is_ideograph(chr(code))]
    japanese = written(han, "jp2t", "t2s")
    forms = {old: new for old, new in japanese.items() if not encodable(old, "gb2312") and not encodable(old, "big5")}
    for way in ("hk2s", "tw2s", "t2s"):
        forms |= written(han, way)
    # Where the simplified form lies on another plane, the form of the first plane stands for both.
    plain = {new: old for old, new in forms.items() if ord(new) > 0xFFFF >= ord(old)}
    return {old: new for old, new in (forms | plain).items() if plain.get(new) != old}


def steps() -> dict[str, str]:
    """Give what each character is replaced by in one step, before the general ones."""
    radicals = {chr(0x2E80 + at): to for at, to in enumerate(RADICALS) if to != "."}
    return scripts() | VARIANTS | LOOKALIKES | radicals | SMALL | SIGNS | NUMBERS | LETTERS


def fold(character: str, replaced: dict[str, str]) -> str:
    """Fold one character to the end."""
    seen = {character}
    while True:
        new = step(character, replaced)
        if new == character or len(new) != 1:
            return new if len(new) < 2 else "".join(fold(part, replaced) for part in new)
        if new in seen:
            raise SystemExit(f"folding goes in a circle: {sorted(seen)}")
        seen.add(new)
        character = new


def step(character: str, replaced: dict[str, str]) -> str:
    """Fold one character by one step."""
    if is_deleted(character):
        return ""
    if "\ue000" <= character <= "\uf8ff":
        return "\ue000"
    if character in KEPT:
        return character
    if character in replaced:
        return replaced[character]
    lower = character.lower()
    if len(lower) == 1 and lower != character:
        return lower
    plain = unicodedata.normalize("NFKD", character)
    if plain[0].isascii() and plain[0] != " " and all(map(is_mark, plain[1:])):
        return plain[0]
    return unicodedata.normalize("NFKC", character)


def ranges(characters: Iterable[str]) -> str:
    """Write a class of a pattern that holds these characters, none in common use besides, and few runs."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and code - runs[-1][1] < 32 and not any(map(is_common, map(chr, range(runs[-1][1] + 1, code)))):
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join("-".join(written_in_class(code) for code in dict.fromkeys(run)) for run in runs)


def is_common(character: str) -> bool:
    """Say whether clean text often holds a character."""
    return character.isascii() or character in "·—–•€£®©™°×" or encodable(character, "gb2312")


def written_in_class(code: int) -> str:
    """Write one character inside a class of a pattern, so that it can stand in a line of the file."""
    return (
        chr(code) if chr(code).isalnum() and code < 0xD800 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )


def table() -> bytes:
    """Make the file."""
    replaced = steps()
    planes = [*BMP, *map(chr, range(0x10000, 0x32000))]
    folds = {character: fold(character, replaced) for character in planes}
    single = [folds[c] if len(folds[c]) == 1 and folds[c] < LONGER else LONGER if folds[c] else DELETED for c in BMP]
    longer = [c for c in planes if folds[c] != c and (c > DELETED or single[ord(c)] == LONGER)]
    lines = [
        ranges(c for c in BMP if single[ord(c)] != c or c in (DELETED, LONGER)),
        "".join(sorted(old for old in LOOKALIKES if not (is_ideograph(old) and encodable(old, "big5")))),
        *(f"{c}{folds[c]}" for c in longer),
    ]
    return ("".join(single) + "\n".join(lines)).encode("utf-16-le")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, help="the file to write")
    parser.parse_args().path.write_bytes(table())


if __name__ == "__main__":
    main()
