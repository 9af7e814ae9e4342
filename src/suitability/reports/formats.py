"""The formats in which a gate reports: each a function of its run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from suitability.messages.speak import Speaker
from suitability.reports.gate import Run
from suitability.reports.gate_github import github
from suitability.reports.gate_gitlab import gitlab
from suitability.reports.gate_html import html
from suitability.reports.gate_json import json
from suitability.reports.gate_junit import junit
from suitability.reports.gate_sarif import sarif
from suitability.reports.gate_text import text


class Format(Protocol):
    """Writes a run, in the language of a voice; values of records with `facts` only."""

    def __call__(self, run: Run, speak: Speaker, *, facts: bool) -> str: ...


FORMATS: Mapping[str, Format] = {
    "text": text,
    "json": json,
    "sarif": sarif,
    "junit": junit,
    "github": github,
    "gitlab": gitlab,
    "html": html,
}
