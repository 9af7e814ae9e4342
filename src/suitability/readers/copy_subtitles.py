"""Reading subtitles, .srt and .vtt: what is said without a long pause is one passage, so words may cross cues.

Lines and cues are joined as they are heard: with nothing between two Chinese characters, else with a space. Tags of
cues (`<i>`, `<v Name>`, `{\\an8}`) are taken out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from suitability.readers.copy_passage import LONGEST, Comments, Passage, Refused, Source, Weave, for_us

# After a pause of so many seconds something new is said.
_PAUSE = 5
_TIME = r"(?:(\d{1,9}):)?(\d{1,9}):(\d{1,9})[.,](\d{1,9})"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t][^\n]*)?")
_NUMBER = re.compile(r"[ \t]*\d+[ \t\r]*")
# What a cue shows otherwise than it is written, or not at all.
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>\n]{0,200}>|<\d[\d:.]{0,20}>|</?>|\{\\[^{}\n]{0,100}\}|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});"
)
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BLOCKS = ("NOTE", "STYLE", "REGION")


def read(source: Source) -> Iterator[Passage]:
    """Read what is said, up to each long pause. Raises Refused."""
    if len(source.text) > LONGEST:
        raise Refused(f"longer than {LONGEST} characters: subtitles are shorter")
    comments = _comments(source)
    weave = Weave(source)
    begun, cued = True, False
    ended, timed = 0.0, False
    number: tuple[int, int] | None = None
    block = ""
    for begin, end in source.spans():
        line = source.text[begin:end].strip()
        if not line:
            timed, number, block = False, None, ""
            continue
        timing = _TIMING.match(source.text, begin, end)
        if timing:
            start, stop = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
            if start - ended > _PAUSE and weave.length:
                yield weave.passage(comments=comments)
                weave = Weave(source)
            ended, timed, number, cued = stop, True, None, True
        elif timed:
            _said(weave, source.text, begin, end)
        elif begun and line.startswith("WEBVTT"):
            block = "WEBVTT"
        elif not block and line.split()[0] in _BLOCKS:
            block = line.split()[0]
        elif not block and number is None and (not cued or _between(source.text, begin)):
            # The number or the name of a cue.
            number = (begin, end)
        elif not block:
            raise Refused("not subtitles: here 00:00:01,000 --> 00:00:02,000 is missing", begin)
        begun = False
    if not cued and source.text.strip() and not block:
        raise Refused("not subtitles: no line 00:00:01,000 --> 00:00:02,000", 0)
    if weave.length or comments:
        yield weave.passage(comments=comments)


def _between(text: str, begin: int) -> bool:
    """Say whether a line stands below a blank one."""
    return not text[text.rfind("\n", 0, max(begin - 1, 0)) + 1 : begin].strip()


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + rest / 1000


def _said(weave: Weave, text: str, begin: int, end: int) -> None:
    """Take a line of a cue, joined to what was said before."""
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    before = weave.tail[-1:]
    joined = not before
    for found in (*_MARKUP.finditer(text, begin, end), None):
        stop = end if found is None else found.start()
        if begin < stop:
            joined = joined or _joined(weave, before, text[begin], begin)
            weave.keep(text, begin, stop)
        if found is not None and found[0][0] == "&":
            said = html.unescape(found[0])
            joined = joined or _joined(weave, before, said[0], found.start())
            weave.put(said, *found.span())
        begin = begin if found is None else found.end()


def _joined(weave: Weave, before: str, after: str, at: int) -> bool:
    if not (_HAN.match(before) and _HAN.match(after)):
        weave.put(" ", at, at)
    return True


def _comments(source: Source) -> Comments:
    """Give the notes of .vtt that are for us."""
    if not for_us(source.text):
        return ()
    notes = re.finditer(r"^NOTE\b(?:[^\n]|\n(?!\s*\n))*", source.text, re.MULTILINE)
    return tuple((source.spot(*one.span()), one[0].removeprefix("NOTE")) for one in notes if for_us(one[0]))
