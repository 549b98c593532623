"""Text and what was heard of it in one form: lower case, numbers as digits, one spelling, no signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from cjpublish.checks.listening.hearing import HeardWord

__all__ = ["name_terms", "terms", "timed"]

_BRACKETS = re.compile(r"[()\[\]{}<>]")
"""The normaliser takes what is in brackets for a description of noises."""


def terms(text: str) -> tuple[str, ...]:
    """Return the words of an English text, normalised as Whisper's authors do to count errors."""
    return tuple(_normaliser()(_BRACKETS.sub(" ", text)).split())


def name_terms(text: str) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """Return each word of a text without the signs around it, its terms, and whether something begins with it."""
    found = []
    opens = True
    for each in text.split():
        if word := each.strip("“”‘’\"'«».,;:!?…()[]–—"):
            found.append((word, terms(word), opens))
        opens = each.rstrip("“”‘’\"'«»)]")[-1:] in {"", *".:;!?…–—"}
    return tuple(found)


def timed(words: Sequence[HeardWord]) -> list[HeardWord]:
    """Return recognised words, as they are written, normalised; what becomes one word has the time of all."""
    together = terms(" ".join(word.text for word in words))
    apart = [(term, word) for word in words for term in terms(word.text)]
    if tuple(term for term, _ in apart) == together:
        return [HeardWord(term, word.begin, word.end, word.probability) for term, word in apart]
    return list(_grouped(together, words))


def _grouped(together: Sequence[str], words: Sequence[HeardWord]) -> Iterator[HeardWord]:
    """Yield words that were normalised together, cut wherever that changes nothing."""
    texts = [word.text for word in words]
    halves = [(terms(" ".join(texts[:cut])), terms(" ".join(texts[cut:]))) for cut in range(len(words) + 1)]
    cuts = [(cut, len(left)) for cut, (left, right) in enumerate(halves) if left + right == tuple(together)]
    for (first, begin), (last, end) in pairwise(cuts):
        probability = min(word.probability for word in words[first:last])
        for term in together[begin:end]:
            yield HeardWord(term, words[first].begin, words[last - 1].end, probability)


@cache
def _normaliser() -> Any:
    from whisper_normalizer.english import EnglishTextNormalizer

    return EnglishTextNormalizer()
