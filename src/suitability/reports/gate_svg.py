"""Counts of products by two risk levels, as a picture that stands in a page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape

from suitability.messages.speak import Speaker
from suitability.reports.gate import Matrix
from suitability.reports.gate_words import line

_AXES = {"sides": ("issuer", "seller"), "change": ("before", "after")}
_LEFT, _TOP, _WIDE, _HIGH = 112, 54, 56, 38
# More levels than these are scrolled on a phone, not made small.
_MOST = 7

SVG_STYLE = """\
figure { margin: 1.2rem 0 }
figcaption { color: var(--quiet); font-size: .9rem; margin-top: .3rem }
svg { display: block; max-width: 100%; height: auto; font-size: 13px }
svg.wide { max-width: none }
svg text { fill: var(--ink) }
svg .axis { fill: var(--quiet) }
svg .none { fill: var(--quiet); opacity: .5 }
svg rect { stroke: var(--line); fill: var(--quiet); fill-opacity: 0 }
svg .worse { fill: var(--error) }
svg .better { fill: var(--note) }
svg .i1 { fill-opacity: .12 } svg .i2 { fill-opacity: .24 } svg .i3 { fill-opacity: .36 } svg .i4 { fill-opacity: .48 }
"""


def matrix(counted: Matrix, speak: Speaker) -> Iterator[str]:
    """Give the picture: rows by columns, the darker the more products, red where the level is too low or got higher."""
    levels = counted.levels
    most = max(counted.counts.values(), default=0)
    width, height = _LEFT + _WIDE * len(levels) + 1, _TOP + _HIGH * len(levels) + 1
    rows, columns = (speak.phrase(f"gate_axis_{axis}") for axis in _AXES[counted.what])
    wide = ' class="wide"' if len(levels) > _MOST else ""
    yield '<figure><div class="scroll" tabindex="0" role="region" aria-labelledby="matrix">'
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    yield f'<svg{wide} role="img" aria-labelledby="matrix" {size}>'
    middle = _LEFT + _WIDE * len(levels) / 2
    yield f'<text class="axis" x="{middle:g}" y="16" text-anchor="middle">{escape(columns)}</text>'
    yield f'<text class="axis" x="{_LEFT - 10}" y="{_TOP - 12}" text-anchor="end">{escape(rows)}</text>'
    for number, level in enumerate(levels):
        x, y = _LEFT + _WIDE * (number + 0.5), _TOP + _HIGH * (number + 0.5) + 5
        yield f'<text x="{x:g}" y="{_TOP - 12}" text-anchor="middle">{escape(line(level))}</text>'
        yield f'<text x="{_LEFT - 10}" y="{y:g}" text-anchor="end">{escape(line(level))}</text>'
    for row, before in enumerate(levels):
        for column, after in enumerate(levels):
            count = counted.counts.get((before, after), 0)
            higher = column - row if counted.what == "change" else row - column
            hue = "worse" if higher > 0 else "better" if higher < 0 else "same"
            # By the magnitude: one product that is rated too low must be seen beside thousands that are not.
            shade = f" i{math.ceil(4 * math.log1p(count) / math.log1p(most))}" if count else ""
            x, y = _LEFT + _WIDE * column, _TOP + _HIGH * row
            told = escape(line(f"{rows} {before} · {columns} {after}{speak.phrase('colon')}{count}"))
            yield f"<g><title>{told}</title>"
            yield f'<rect class="{hue}{shade}" x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}"/>'
            quiet = "" if count else ' class="none"'
            place = f'x="{x + _WIDE / 2:g}" y="{y + _HIGH / 2 + 5:g}"'
            yield f'<text{quiet} {place} text-anchor="middle">{count or "·"}</text></g>'
    yield "</svg></div>"
    named = escape(speak.phrase(f"gate_matrix_{counted.what}"))
    yield f'<figcaption id="matrix">{named}</figcaption></figure>'
