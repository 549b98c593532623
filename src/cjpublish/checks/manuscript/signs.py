"""Letters and signs: passages in capitals, quotation marks of two kinds, pictures made of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import Prose, and_more, quoted
from cjpublish.errors import Finding, Severity, Source

__all__ = ["check"]

CAPITALS = Check(
    "M36",
    "capitals",
    Severity.NOTE,
    "A passage is written in capitals",
    "Words in capitals are slower to read, above all with dyslexia, and some voices spell them.",
    "write it in small letters, and mark what matters with * or **",
    "common practice in writing for readers with dyslexia",
)
MIXED_QUOTES = Check(
    "M37",
    "mixed-quotes",
    Severity.NOTE,
    "Straight and curly quotation marks are mixed",
    "A search for one finds not the other, and the page looks unfinished.",
    "write all of them one way",
    "common practice in typesetting",
)
DRAWN = Check(
    "M38",
    "drawn-with-signs",
    Severity.NOTE,
    "Something is drawn with characters",
    "A screen reader reads out a row of signs or the name of every emoji, and the narration leaves them out.",
    "say it in words, or make a picture of it with an alternative text",
    "WCAG 2.2, 1.1.1 Non-text Content (A), technique H86",
)
_SHOUTED = 6
"""Words in capitals of the shortest passage."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGNS = re.compile(r"[^\w\s.,;:!?…'\"“”‘’()\[\]\ufffc]{6,}")
"""Six signs in a row that are no punctuation; or, below, three pictures."""
_EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*\\s*){3,}"
)
_STRAIGHT, _CURLY = "'\"", "‘’“”"


def check(prose: Prose) -> Iterator[Finding]:
    """Yield what is wrong with signs and letters, each fault once."""
    shouted: list[tuple[str, Source | None]] = []
    drawn: list[tuple[str, Source | None]] = []
    for passage in prose.passages:
        for words in passage.sentences:
            if words.text.isupper() and sum(map(str.isupper, _WORD.findall(words.text))) >= _SHOUTED:
                shouted.append((words.text, words.source))
        if match := _SIGNS.search(passage.text) or _EMOJI.search(passage.text):
            drawn.append((match[0], passage.source))
    if shouted:
        text, source = shouted[0]
        yield CAPITALS.found(f"{quoted(text)} is written in capitals{and_more(len(shouted))}", source)
    yield from _mixed(prose)
    if drawn:
        text, source = drawn[0]
        yield DRAWN.found(f"the signs {quoted(text, 30)} are no words{and_more(len(drawn))}", source)


def _mixed(prose: Prose) -> Iterator[Finding]:
    counts = [sum(map(passage.text.count, _STRAIGHT)) for passage in prose.passages]
    straight, curly = sum(counts), sum(passage.text.count(sign) for passage in prose.passages for sign in _CURLY)
    if straight and curly:
        few, many = sorted((straight, curly))
        name, other = ("straight", "curly") if straight <= curly else ("curly", "straight")
        signs = _STRAIGHT if straight <= curly else _CURLY
        first = next(passage for passage in prose.passages if any(sign in passage.text for sign in signs))
        message = f"quotation marks and apostrophes are {name} here and {other} elsewhere ({few} and {many} of them)"
        yield MIXED_QUOTES.found(message, first.source)
