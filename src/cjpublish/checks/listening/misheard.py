"""Chapters and sentences in which other words are heard than are written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from statistics import mean, median

from cjpublish.checks.check import Check
from cjpublish.checks.listening.hearing import Hearing
from cjpublish.checks.listening.telling import begin, moment, place, quoted
from cjpublish.errors import Finding, Severity

__all__ = ["chapters", "is_other_text", "sentences", "word_errors"]

CHAPTER = Check(
    "N40",
    "chapter-misheard",
    Severity.WARNING,
    "A chapter is heard as another text",
    "Either the sound belongs to another text, or it is so unclear that people will not understand it either.",
    "Listen to it with the text beside it; if it is another chapter's sound, build again, else choose a clearer voice.",
    "EPUB 3.3, 9 Media overlays",
)
SENTENCE = Check(
    "N44",
    "wrong-words",
    Severity.NOTE,
    "A sentence is heard with other words than are written",
    "It may have been misread, or the text was changed after it was spoken.",
    "Listen to it; build again if the text has changed, record it again, or respell its hard words in the lexicon.",
    "EPUB 3.3, 9 Media overlays",
)

_MOST_ERRORS = 0.4
"""Word error rate above which it is no longer the text."""
_LOST = 0.6
"""How like what is heard must be to a sentence; where half of the text is less so, it is another text."""
_FEWEST = 20
"""Words of a chapter that is judged as a whole."""
_MOST_OF_ALL, _FEWEST_OF_ALL = 0.7, 30
"""Word error rate from which on it is certainly another text, and the words of the shortest chapter that tells so."""
_FEWEST_TERMS = 5
"""Words of a sentence that is judged by itself."""
_UNLIKE, _SPREAD, _SPREADS = 0.35, 0.03, 6
"""How unlike what is heard must be at least; and how many times further from the chapter's middle than half of all."""
_OTHER, _CLEAR, _SURE = 0.45, 0.12, 0.6
"""Below which likeness it is another sentence, if the chapter is as clear as this and the recogniser as sure."""


def word_errors(hearing: Hearing) -> tuple[int, int]:
    """Return how many words were replaced, left out or put in, and how many the text has; other languages left out."""
    numbers = [number for number, line in enumerate(hearing.lines) if not line.line.foreign]
    errors = sum(hearing.errors[number] for number in numbers)
    return errors + hearing.put_in, sum(len(hearing.lines[number].terms) for number in numbers)


def is_other_text(hearing: Hearing) -> bool:
    """Return whether so much of a chapter is misheard that its sentences can't be told apart."""
    errors, words = word_errors(hearing)
    letters = [line.letters for line in hearing.lines]
    lost = sum(each for each, likeness in zip(letters, hearing.likeness, strict=True) if likeness < _LOST)
    return words >= _FEWEST and errors > _MOST_ERRORS * words and 2 * lost > sum(letters)


def chapters(hearings: Sequence[Hearing]) -> Iterator[Finding]:
    """Yield each chapter in which more than two words in five are misheard, throughout.

    It is an ERROR where so few words fit that the sound is another text's.
    """
    for hearing in hearings:
        if is_other_text(hearing):
            errors, words = word_errors(hearing)
            is_certain = words >= _FEWEST_OF_ALL and errors >= _MOST_OF_ALL * words
            message = f"in {quoted(hearing.title)} {min(errors / words, 1):.0%} of the words are heard as others"
            message += f" (from {moment(hearing.begin)})" + (": it is the sound of another text" if is_certain else "")
            yield CHAPTER.found(message, place(hearing), severity=Severity.ERROR if is_certain else Severity.WARNING)


def sentences(hearing: Hearing, explained: Collection[int]) -> Iterator[Finding]:
    """Yield each sentence that is heard far worse than the chapter's others, but for those that are told of already.

    It is a WARNING where quite other words are heard clearly.
    """
    judged = [n for n, line in enumerate(hearing.lines) if len(line.terms) >= _FEWEST_TERMS and not line.line.foreign]
    if not judged:
        return
    unlike = {number: 1 - hearing.likeness[number] for number in judged}
    middle = median(unlike.values())
    spread = max(_SPREAD, median(abs(each - middle) for each in unlike.values()))
    for number in judged:
        words = hearing.words[slice(*hearing.spans[number])]
        if number in explained or not words or unlike[number] <= max(_UNLIKE, middle + _SPREADS * spread):
            continue
        sure = mean(word.probability for word in words)
        is_other = hearing.likeness[number] < _OTHER and middle <= _CLEAR and sure >= _SURE
        heard = quoted(" ".join(word.text for word in words))
        message = f"{quoted(hearing.lines[number].line.text)} is heard as {heard}, at {moment(begin(hearing, number))}"
        yield SENTENCE.found(message, place(hearing), severity=Severity.WARNING if is_other else Severity.NOTE)
