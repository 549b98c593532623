"""Directions that only one sense can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import Prose, quoted, told
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

BY_SENSE = Check(
    "M48",
    "by-sense-only",
    Severity.NOTE,
    "Something is pointed to by its colour, shape or place alone",
    "Who can't see it, or reads on a small screen where it stands elsewhere, can't find what is meant.",
    "name it too: “the red button Send”, “table 2, on the right”",
    "WCAG 2.2, 1.3.3 Sensory Characteristics (A)",
)
_THING = (
    "(?:box|button|icon|text|column|panel|sidebar|menu|image|picture|figure|photo|photograph|chart|diagram|table|bar|line"
    "|map|graph)"
)
_LOOK = (
    "(?:red|green|blue|yellow|orange|grey|gray|purple|round|square|triangular|large|small|highlighted|coloured|colored)"
)
_SIDE = r"(?:on|to|at) (?:the|your) (?:left|right|top|bottom)\b"
_ACT = r"\b(?:see|click|press|tap|choose|use|select|look at) (?:on )?(?:the|that)"
_POINTED = re.compile(
    rf"{_ACT} {_LOOK} {_THING}\b|{_ACT} (?:\w+ )?{_THING} {_SIDE}|\bthe {_THING} {_SIDE}"
    r"|\bshown in (?:red|green|blue|yellow|orange|bold|italics)\b"
)


def check(prose: Prose) -> Iterator[Finding]:
    """Yield the sentences that point to something by what it looks like, in English."""
    if prose.english:
        found = [
            (f"{quoted(match[0])} can be followed by sight only", words.source)
            for passage in prose.paragraphs()
            if _POINTED.search(passage.text.lower())
            for words in passage.sentences
            if (match := _POINTED.search(words.text.lower()))
        ]
        yield from told(BY_SENSE, found)
