"""The text that a recording is aligned with: its words as numbers and how they are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cjpublish.alignment.decoder import DICTIONARY
from cjpublish.alignment.pronunciations import key, pronounce
from cjpublish.spoken.aligned import Aligned

__all__ = ["Line", "Script"]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence."""

    spans: tuple[tuple[int, int], ...]
    """Characters [begin, end) of each word of its spoken text that can be said."""
    words: tuple[int, ...]
    """Each of these words' number in the script's vocabulary."""


@dataclass(frozen=True)
class Script:
    """Sentences in order."""

    lines: tuple[Line, ...]
    """One for each text."""
    ways: tuple[tuple[str, ...], ...]
    """The pronunciations of each word of the vocabulary, in ARPABET."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Script:
        """Read spoken texts; a word that nobody can say (a lone sign) is left out."""
        spans = [[word.spoken for word in Aligned.of(text).spoken().words] for text in texts]
        keys = [[key(text[slice(*span)]) for span in line] for text, line in zip(texts, spans, strict=True)]
        said = pronounce((word for line in keys for word in line), DICTIONARY)
        numbers = {word: number for number, word in enumerate(said)}
        lines = []
        for line, words in zip(spans, keys, strict=True):
            kept = [(span, numbers[word]) for span, word in zip(line, words, strict=True) if word in numbers]
            lines.append(Line(tuple(span for span, _ in kept), tuple(number for _, number in kept)))
        return cls(tuple(lines), tuple(said.values()))

    @cached_property
    def words(self) -> tuple[int, ...]:
        """Every line's words, one line after the other."""
        return tuple(word for line in self.lines for word in line.words)

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """For each of `words` its line and its place there."""
        return tuple((number, place) for number, line in enumerate(self.lines) for place in range(len(line.words)))

    def pronunciations(self, line: int) -> list[tuple[str, ...]]:
        """Return the pronunciations of each word of a line."""
        return [self.ways[word] for word in self.lines[line].words]

    def phones(self, line: int) -> int:
        """Return how many phones a line has: a measure of how long it takes to say."""
        return sum(len(ways[0].split()) for ways in self.pronunciations(line))
