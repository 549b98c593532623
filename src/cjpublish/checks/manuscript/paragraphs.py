"""Paragraphs that are lists or lines in disguise, or too long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import Passage, Prose, quoted
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

FAKE_LIST = Check(
    "M30",
    "fake-list",
    Severity.WARNING,
    "A list is made of typed signs",
    "A screen reader can't say how many items there are or leap over them, and the narration reads the signs out.",
    "begin each item with `- ` or `1. `, with an empty line before the first",
    "WCAG 2.2, 1.3.1 Info and Relationships (A)",
)
HARD_WRAPPED = Check(
    "M31",
    "hard-wrapped",
    Severity.WARNING,
    "Every line of a paragraph is broken by force",
    "Lines break in the middle of sentences on every screen of another width, and worst in large print.",
    "join the lines: delete the backslashes or spaces at their ends",
    "HTML, 4.5.27 The br element",
)
LONG = Check(
    "M32",
    "long-paragraph",
    Severity.NOTE,
    "A very long paragraph",
    "A paragraph that fills more than a screen is hard to keep one's place in, above all in large print or by ear.",
    "divide it where a new thought begins",
    "W3C, Making Content Usable for People with Cognitive and Learning Disabilities, Objective 3",
)
LONG_NOTE = Check(
    "M33",
    "long-note",
    Severity.NOTE,
    "A very long note",
    "A reader or listener who follows it has forgotten the sentence that it belongs to.",
    "move what matters into the text, and the rest into a section of its own",
    "W3C, Making Content Usable for People with Cognitive and Learning Disabilities, Objective 3",
)
_BULLET = re.compile(r"\s*[•‣▪▫◦●○■□➢➤✓✔*-]\s+\S")
_NUMBER = re.compile(r"\s*\(?(\d{1,2}|[a-z])\)\s+\S")
_LISTED = re.compile(rf"{_BULLET.pattern}|{_NUMBER.pattern}")
_ITEMS = 3
"""Items of the shortest list."""
_WRAPPED_LINE = 45
"""Characters of a line of prose at least; verse has shorter ones."""
_LONG = 300
_LONG_NOTE = 200
"""Words."""


def check(prose: Prose) -> Iterator[Finding]:
    """Yield what is wrong with how paragraphs are made."""
    yield from _lists([passage for passage in prose.passages if passage.kind != "note"])
    for passage in prose.paragraphs():
        if _is_wrapped(passage.text.split("\n")):
            yield HARD_WRAPPED.found(
                f"every line from {quoted(passage.text, 40)} on is broken by force", passage.source
            )
    notes = [passage for passage in prose.passages if passage.kind == "note"]
    yield from _longest(LONG, [p for p in prose.passages if p.kind in ("text", "quote", "item")], _LONG)
    yield from _longest(LONG_NOTE, notes, _LONG_NOTE)


def _longest(found_by: Check, passages: Sequence[Passage], most: int) -> Iterator[Finding]:
    long = [(count, passage) for passage in passages if (count := passage.text.count(" ") + 1) > most]
    if long:
        count, passage = max(long, key=lambda each: each[0])
        what = "note" if passage.kind == "note" else "paragraph"
        message = f"the longest {what}, {quoted(passage.text, 40)}, has {count} words"
        others = f"; {len(long) - 1} more have over {most}" if len(long) > 1 else ""
        yield found_by.found(message + others, passage.source)


def _lists(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield each run of paragraphs, or lines of one, that begin like the items of a list."""
    for is_listed, group in groupby(passages, key=lambda passage: bool(_signs(passage))):
        run = list(group) if is_listed else []
        signs = [sign for passage in run for sign in _signs(passage)]
        if len(signs) >= _ITEMS and _counts(signs):
            message = f"{len(signs)} items are typed as text, from {quoted(run[0].text, 40)} on"
            yield FAKE_LIST.found(message, run[0].source)


def _signs(passage: Passage) -> list[str]:
    """Return what the lines of a paragraph begin with, where all of them begin like the items of a list."""
    if passage.kind != "text" or not _LISTED.match(passage.text):
        return []
    signs = [_sign(line) for line in passage.text.split("\n")]
    return signs if all(signs) else []


def _sign(line: str) -> str:
    """Return the sign that a line begins with as an item of a list would; empty where there is none."""
    if _BULLET.match(line):
        return line.strip()[0]
    number = _NUMBER.match(line)
    return number[1] if number else ""


def _counts(signs: Sequence[str]) -> bool:
    """Say whether signs are all one bullet, or count from the first on."""
    first = signs[0]
    if first.isdecimal():
        return list(signs) == [str(int(first) + index) for index in range(len(signs))]
    if first.isalpha():
        return list(signs) == [chr(ord(first) + index) for index in range(len(signs))]
    return len(set(signs)) == 1


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Say whether lines are of prose that was broken at a width: most go on in the next with a small letter."""
    if len(lines) < _ITEMS + 1:
        return False
    broken = list(pairwise(lines))
    running = sum(before.rstrip()[-1:].isalpha() and after.lstrip()[:1].islower() for before, after in broken)
    return running * 2 > len(broken) and sum(map(len, lines[:-1])) >= _WRAPPED_LINE * (len(lines) - 1)
