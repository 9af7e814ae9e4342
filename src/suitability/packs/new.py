"""A new rule, written to be filled in: with its pack and a shared record, where they are not there yet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from suitability.errors import SuitabilityError
from suitability.language.errors import near
from suitability.model.subject import SUBJECTS

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PACK = re.compile(r"[a-z][a-z0-9_]*")

PACK = """\
name     = "{pack}"
title    = {{ zh-Hans = "{pack}", en = "{pack}" }}
language = "{language}"
"""
SOURCES = """\
[house]
title   = "{house}"
english = "House rules"
short   = "{house}"
rank    = "house"
"""
RULE = """\
title    = "FILL"      {title}
subject  = "{subject}"
force    = "house"
severity = "warn"      {severity}
{stage}message  = "FILL"      {message}
remedy   = "FILL"      {remedy}
reviewed = {{ on = {day}, by = "FILL" }}

[[version]]
from    = {day}
require = "FILL"       {require}
cites   = [{{ source = "house", at = "FILL" }}]

{examples}
[[example]]
says   = "FILL"
given  = "{given}"
expect = "pass"

[[example]]
says   = "FILL"
given  = "{given}"
but    = {{ {root} = {{ key = "FILL" }} }}
expect = "violation"

[[example]]
says    = "FILL"
given   = "{given}"
without = ["{root}.key"]
expect  = "unknown"
"""
CATEGORIES = """\

[categories]
house = {{ zh-Hans = "{house}", en = "{house}" }}
"""
WORDING = """\
title    = "FILL"      {title}
subject  = "copy"
form     = "wording"
force    = "house"
severity = "warn"      {severity}
category = "{category}"     {category_is}
message  = "FILL"      {words}
remedy   = "FILL"      {remedy}
unless   = ["usual"]   {unless}
reviewed = {{ on = {day}, by = "FILL" }}

[[find]]
origin  = "reasoned"   {origin}
note    = "FILL"
phrases = ["FILL"]     {phrases}

[[ground]]
from  = {day}          {ground}
cites = [{{ source = "house", at = "FILL" }}]

{text_examples}
[[example]]
says   = "FILL"
text   = "⟦FILL⟧"
expect = "violation"

[[example]]
says   = "FILL"
text   = "FILL"
expect = "pass"
"""
COMMENTS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "severity": "# block 阻断、warn 警告、note 提示",
        "stage": "# 从哪个阶段起必须满足：candidate、recommended、ordered、concluded",
        "message": "# 具体哪里不对，事实写在大括号内",
        "remedy": "# 说明现在该怎么办",
        "require": "# 必须成立的条件；需要适用范围时另加一行 when = \"…\"",
        "examples": "# 每种结果各写一例，临界值两侧都要有；but 改事实，without 表示未告知。\n"
        "# 写完运行 suitability rules test。",
        "house": "内部规定",
        "category_is": "# pack.toml 的 [categories] 中的一类",
        "words": "# 哪里不对；{words} 代表所出现的用语",
        "unless": "# 不计的情形：usual 指否定、禁止、疑问、转述、引述、客户表述和法定提示语",
        "origin": "# 用语的来源：article 法规、penalty 处罚、case 案例、reasoned 推论",
        "phrases": "# 如 \"{保本|保息}{beside 4}理财\"；词类在 words/ 中",
        "ground": "# 另可加 channels、families、genres，限定适用的材料",
        "text_examples": "# ⟦⟧ 标出应当找到的用语；没有 ⟦⟧ 的，什么都不应找到。\n"
        "# 写完运行 suitability rules test。",
        "title": "# 错在哪里",
    },
    "en": {
        "severity": "# block, warn or note",
        "stage": "# from which stage it must be settled: candidate, recommended, ordered, concluded",
        "message": "# what is wrong here, with the facts in braces",
        "remedy": "# what to do now",
        "require": "# what must hold; add a line when = \"…\" to say where it applies",
        "examples": "# One of each outcome, both sides of every boundary; `but` changes facts,\n"
        "# `without` takes them away. Then run: suitability rules test",
        "house": "House rules",
        "category_is": "# one of the [categories] of pack.toml",
        "words": "# what is wrong; {words} stands for the words found",
        "unless": "# what excuses: usual stands for negation, prohibition, question, report, quotation …",
        "origin": "# article, penalty, case or reasoned",
        "phrases": "# such as \"{guaranteed|assured}{within 6}{return|profit}\"; word classes stand in words/",
        "ground": "# add channels, families or genres to say which copy",
        "text_examples": "# ⟦⟧ mark exactly what must be found; without them nothing may be.\n"
        "# Then run: suitability rules test",
        "title": "# the wrong thing, in a few words",
    },
}  # fmt: skip
RECORDS = {
    "sale": '[sale]\non    = {day}\nstage = "ordered"\nkey   = "S-1"\n\n[customer]\nkind = "natural-person"\n\n'
    '[product]\nfamily = "wealth"\n\n[seller]\nkey     = "bank-1"\nlicence = "bank"\n',
    "profile": '[profile]\nkey = "P-1"\n\n[customer]\nkind = "natural-person"\n\n[seller]\nkey = "bank-1"\n',
    "product": '[entry]\nkey = "E-1"\n\n[product]\nfamily = "wealth"\n\n[seller]\nkey = "bank-1"\n',
    "change": '[change]\non  = {day}\nkey = "E-1"\n\n[change.before]\nfamily = "wealth"\n\n'
    '[product]\nfamily = "wealth"\n\n[seller]\nkey = "bank-1"\n',
    "holding": '[holding]\nkey = "H-1"\n\n[customer]\nkind = "natural-person"\n\n[product]\nfamily = "wealth"\n\n'
    '[seller]\nkey = "bank-1"\n',
    "use": '[use]\non      = {day}\nkey     = "U-1"\naction  = "read"\npurpose = "marketing"\n\n'
    '[customer]\nkind = "natural-person"\n\n[seller]\nkey     = "bank-1"\nlicence = "bank"\n',
    "form": '[form]\nkey = "F-1"\n\n[product]\nfamily = "wealth"\n\n[seller]\nkey     = "bank-1"\nlicence = "bank"\n',
    "contact": '[contact]\non      = {day}\nkey     = "L-1"\nchannel = "sms"\npurpose = "marketing"\n\n'
    '[customer]\nkind = "natural-person"\n\n[seller]\nkey     = "bank-1"\nlicence = "bank"\n',
    "commitment": '[commitment]\non  = {day}\nkey = "M-1"\n\n[product]\nfamily = "wealth"\n\n'
    '[seller]\nkey = "bank-1"\n',
    "complaint": '[complaint]\non  = {day}\nkey = "T-1"\n\n[customer]\nkind = "natural-person"\n\n'
    '[product]\nfamily = "wealth"\n\n[seller]\nkey = "bank-1"\n',
    "copy": '[copy]\non      = {day}\nkey     = "A-1"\nchannel = "website"\n\n[product]\nfamily = "wealth"\n\n'
    '[seller]\nkey     = "bank-1"\nlicence = "bank"\n',
}


def new_rule(place: Path, day: dt.date, language: str, form: str = "expression") -> list[Path]:
    """Write PACK/SUBJECT/NAME.toml and what it needs; give the files written. Nothing that exists is touched.

    `form` is `expression` or `wording`, which is for copy. The words FILL stand where its author has something to say;
    until then the pack does not load, and the errors name those places. Raises SuitabilityError where the place is no
    place of a rule, or is taken.
    """
    place = place.with_suffix(".toml") if place.suffix != ".toml" else place
    folder, subject, name = place.parent.parent, place.parent.name, place.stem
    if subject not in SUBJECTS:
        raise SuitabilityError(
            f"a rule stands in PACK/SUBJECT/NAME; {subject!r} is no subject; {near(subject, SUBJECTS)}"
        )
    if not _NAME.fullmatch(name):
        raise SuitabilityError(f"{name!r} is no name of a rule; write small letters, digits and dashes: risk-too-high")
    if place.exists():
        raise SuitabilityError(f"{place} is there already")
    if not (folder / "pack.toml").is_file() and not _PACK.fullmatch(folder.name):
        raise SuitabilityError(f"{folder.name!r} is no name of a pack; write small letters, digits and underscores")
    if form == "wording" and subject != "copy":
        raise SuitabilityError(f"a rule over text stands in PACK/copy/NAME, not in {subject}/")
    said = COMMENTS["zh" if language.startswith("zh") else "en"]
    root = SUBJECTS[subject].own
    given = f"plain-{subject}"
    stage = f'stage    = "ordered"   {said["stage"]}\n' if SUBJECTS[subject].staged else ""
    head = {key: text for key, text in said.items() if key != "stage"}
    pack = PACK.format(pack=folder.name, language="zh-Hans" if said is COMMENTS["zh"] else "en")
    files = {folder / "pack.toml": pack, folder / "sources.toml": SOURCES.format(house=said["house"])}
    if form == "wording":
        files[folder / "pack.toml"] += CATEGORIES.format(house=said["house"])
        category = "FILL" if (folder / "pack.toml").is_file() else "house"
        files[place] = WORDING.format(day=day, category=category, **head)
    else:
        files[folder / "examples" / f"{given}.toml"] = RECORDS[subject].format(day=day)
        files[place] = RULE.format(subject=subject, stage=stage, day=day, given=given, root=root, **head)
    written = [path for path in files if not path.exists()]
    for path in written:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], encoding="utf-8")
    return written
