"""What a voice is given to say: no room to breathe, signs that are no words, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cjpublish.checks.check import Check
from cjpublish.checks.language import primary
from cjpublish.checks.narration.heard import Heard
from cjpublish.errors import Finding, Severity
from cjpublish.model import Code, Utterance, walk_blocks

__all__ = ["check"]

BREATHLESS = Check(
    "N04",
    "breathless",
    Severity.NOTE,
    "A stretch of words has no place to breathe",
    "No person could say it in one breath, and a synthetic voice hurries through it without a pause.",
    "set a comma where one would pause, or make two sentences of it",
    "W3C, Making Content Usable for People with Cognitive and Learning Disabilities, Objective 3",
)
UNSPOKEN_CODE = Check(
    "N06",
    "unspoken-code",
    Severity.NOTE,
    "Code is not read out",
    "A listener is told that there is code, and learns no more of it.",
    "say in the text what the code does",
    "EPUB Accessibility 1.1, 3.4.2.3.1 Completeness",
)
SIGNS_SPOKEN = Check(
    "N07",
    "signs-spoken",
    Severity.NOTE,
    "Signs that are no words are left in what a voice is given",
    "Each engine says them in its own way, or not at all.",
    "write them in words, or add an entry to the lexicon",
    "W3C, Speech Synthesis Markup Language 1.1, 1.2 Speech Synthesis Process Steps",
)
_PAUSE = re.compile(r"[,;:.!?()…—–]| - ")
_BREATH = 40
"""Words between two pauses at most."""
_SIGNS = re.compile(r"[%$€£&@#+=<>\\|{}_^~*]|https?:|www\.")
_DIGITS = re.compile(rf"\d|{_SIGNS.pattern}")
_IPA = re.compile(r"\[\[.*?\]\]")


def check(heard: Heard) -> Iterator[Finding]:
    """Yield what is hard or impossible to say, each kind once."""
    said = heard.plan.utterances
    long = [(count, each) for each in said if (count := _longest(each.text)) > _BREATH]
    if long:
        count, worst = max(long, key=lambda each: each[0])
        message = f"{count} words follow each other without a pause{_and_more(long)}"
        yield BREATHLESS.found(message, worst.source)
    chapters = heard.publication.reading_order
    code = [block for chapter in chapters for block in walk_blocks(chapter.blocks) if isinstance(block, Code)]
    if code:
        yield UNSPOKEN_CODE.found(f"this code is named and not read out{_and_more(code)}", code[0].source)
    odd = [(sign, each) for each in said if (sign := _sign(each))]
    if odd:
        sign, first = odd[0]
        message = f"the voice '{first.voice.name}' is given the sign {sign}{_and_more(odd)}"
        yield SIGNS_SPOKEN.found(message, first.source)


def _and_more(found: Sequence[object]) -> str:
    return f" (and {len(found) - 1} more)" if len(found) > 1 else ""


def _longest(text: str) -> int:
    """Return how many words the longest stretch without a pause has."""
    if text.count(" ") <= _BREATH:
        return 0
    return max(part.count(" ") + 1 for part in _PAUSE.split(text))


def _sign(utterance: Utterance) -> str:
    """Return what a voice is given that is no word: in English digits too, which are words by then."""
    pattern = _DIGITS if primary(utterance.voice.language) == "en" else _SIGNS
    found = pattern.search(_IPA.sub("", utterance.text) if "[[" in utterance.text else utterance.text)
    return found[0] if found else ""
