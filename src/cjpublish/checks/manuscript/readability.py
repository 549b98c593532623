"""How hard a text is to read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import SETTINGS, Prose, Words, quoted
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

LONG_SENTENCE = Check(
    "M34",
    "long-sentence",
    Severity.NOTE,
    "Sentences are very long",
    "By the end of it the beginning is forgotten, above all by ear or where reading is hard work.",
    "make two or three sentences of it",
    "W3C, Making Content Usable for People with Cognitive and Learning Disabilities, Objective 3",
)
READING_LEVEL = Check(
    "M35",
    "reading-level",
    Severity.NOTE,
    "How many years of school the text asks for",
    "It is told so that a publisher can compare it with the readers that are meant; it is an estimate and no fault.",
    "where its readers have been to school for fewer, write shorter sentences and more common words, or add a summary "
    "in plain words",
    "WCAG 2.2, 3.1.5 Reading Level (AAA)",
)
_LONG = 60
"""Words."""
_ENOUGH = 100
"""Words of the shortest text that is graded."""
_EASY = 9
"""Years of school up to which nothing is advised: what comes before upper secondary education (WCAG 2.2, 3.1.5)."""
_HARD = 3
"""How many of the longest sentences are told."""
_SIGNS = ".,;:!?…()[]“”‘’\"'"
_VOWELS = re.compile("[aeiouyà-ÿ]+")


def check(prose: Prose) -> Iterator[Finding]:
    """Yield the longest sentences and, for English, the Flesch-Kincaid grade of the whole."""
    counted: Counter[str] = Counter()
    sentences, long = 0, []
    for words in chain.from_iterable(passage.sentences for passage in prose.paragraphs()):
        found = words.text.replace("—", " ").split()
        counted.update(found)
        sentences += bool(found)
        if len(found) > _LONG:
            long.append((words, len(found)))
    if long:
        yield _longest(sorted(long, key=lambda each: -each[1]))
    if prose.english and counted.total() >= _ENOUGH:
        length = counted.total() / sentences
        syllables = sum(_syllables(word) * count for word, count in counted.items()) / counted.total()
        grade = max(1, round(0.39 * length + 11.8 * syllables - 15.59))
        message = f"this text is for about {grade} years of school (Flesch-Kincaid), with {length:.0f} words a sentence"
        level = READING_LEVEL.found(message, SETTINGS)
        yield level if grade > _EASY else replace(level, fix="")


def _longest(long: Sequence[tuple[Words, int]]) -> Finding:
    (first, count), others = long[0], long[1:_HARD]
    message = f"the sentence {quoted(first.text, 40)} has {count} words"
    if others:
        message += "; the next longest are in " + " and ".join(str(words.source) for words, _ in others)
    if len(long) > _HARD:
        message += f", and {len(long) - _HARD} more have over {_LONG}"
    return LONG_SENTENCE.found(message, first.source)


def _syllables(word: str) -> int:
    """Return about how many syllables an English word has: its groups of vowels, without a silent e."""
    word = word.lower().strip(_SIGNS)
    count = len(_VOWELS.findall(word))
    if word.endswith("ed"):
        is_silent = not word.endswith(("ted", "ded"))
    else:
        is_silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, count - is_silent)
