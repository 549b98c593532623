"""What the report shows of a chapter that was heard."""

from __future__ import annotations

from cjpublish.checks.listening import misheard, names
from cjpublish.checks.listening.hearing import Hearing
from cjpublish.checks.listening.telling import begin
from cjpublish.checks.results import HeardChapter, HeardSentence

__all__ = ["chapter"]

_MOST = 12
"""Sentences that are shown of a chapter."""


def chapter(hearing: Hearing) -> HeardChapter:
    """Return a chapter's words and errors and the sentences most likely misread: the least alike first."""
    errors, words = misheard.word_errors(hearing)
    numbers = [n for n, line in enumerate(hearing.lines) if hearing.errors[n] and not line.line.foreign]
    worst = sorted(numbers, key=lambda number: (hearing.likeness[number], -hearing.errors[number]))[:_MOST]
    sentences = tuple(_sentence(hearing, number) for number in worst)
    return HeardChapter(hearing.title, hearing.name, hearing.begin, words, errors, sentences)


def _sentence(hearing: Hearing, number: int) -> HeardSentence:
    return HeardSentence(
        text=hearing.lines[number].line.text,
        heard=" ".join(hearing.words_of(number)),
        begin=begin(hearing, number),
        errors=hearing.errors[number],
        words=len(hearing.lines[number].terms),
        suggestion=names.suggestion(hearing, number),
    )
