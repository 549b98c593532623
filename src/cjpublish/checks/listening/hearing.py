"""What was heard of a chapter, beside what should have been; the judgements read nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from cjpublish.checks.listening.script import Line

__all__ = ["HeardLine", "HeardWord", "Hearing", "packed", "unpacked"]


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word that was recognised."""

    text: str
    """Normalised."""
    begin: float
    """Seconds from the audio's start."""
    end: float
    """Seconds from the audio's start."""
    probability: float
    """How sure the recogniser is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class HeardLine:
    """A sentence and what was heard for it."""

    line: Line
    """What should be heard."""
    terms: tuple[str, ...]
    """Its words, normalised."""
    matches: tuple[int, ...]
    """For each term the number of the heard word that stands for it; −1 for none."""
    timbre: tuple[float, ...]
    """How the voice sounds that is heard here (`timbre.of`); empty where there is too little of it."""

    @property
    def letters(self) -> int:
        """Return how many letters and digits its words have."""
        return sum(map(len, self.terms))


@dataclass(frozen=True)
class Hearing:
    """A chapter as it was heard."""

    title: str
    """The chapter's."""
    name: str
    """The audio file, as messages name it."""
    begin: float
    """Seconds from the audio's start."""
    end: float
    """Seconds from the audio's start."""
    lines: tuple[HeardLine, ...]
    """In the text's order."""
    words: tuple[HeardWord, ...]
    """In the order of time."""
    speech: tuple[tuple[float, float], ...]
    """Where there is sound, in seconds; in order."""

    @cached_property
    def likeness(self) -> tuple[float, ...]:
        """Return for each sentence how much what was heard in its place is like it, 0 to 1, spaces left out."""
        from rapidfuzz import fuzz

        return tuple(
            fuzz.ratio("".join(line.terms), "".join(self.words_of(number))) / 100
            for number, line in enumerate(self.lines)
        )

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return for each sentence its heard words [first, last + 1); (0, 0) where there are none."""
        found = ([match for match in line.matches if match >= 0] for line in self.lines)
        return tuple((matches[0], matches[-1] + 1) if matches else (0, 0) for matches in found)

    @cached_property
    def errors(self) -> tuple[int, ...]:
        """Return for each sentence how many words were replaced, left out or put in between."""
        return tuple(map(self._errors, range(len(self.lines))))

    @cached_property
    def put_in(self) -> int:
        """Return how many words were heard between sentences, where none should be."""
        return len(self.words) - sum(last - first for first, last in self.spans)

    def words_of(self, number: int) -> tuple[str, ...]:
        """Return the words that were heard for a sentence, those put in between with them."""
        return tuple(word.text for word in self.words[slice(*self.spans[number])])

    def sounding(self, begin: float, end: float) -> float:
        """Return for how many seconds between two moments there is sound."""
        return sum(max(0.0, min(end, last) - max(begin, first)) for first, last in self.speech)

    def longest_pause(self, begin: float, end: float) -> float:
        """Return the seconds of the longest quiet that begins before `end` and ends after `begin`."""
        edges = [self.begin, *(edge for stretch in self.speech for edge in stretch), self.end]
        quiet = zip(edges[::2], edges[1::2], strict=True)
        return max((last - first for first, last in quiet if first < end and last > begin), default=0.0)

    def _errors(self, number: int) -> int:
        line, (first, last) = self.lines[number], self.spans[number]
        pairs = zip(line.terms, line.matches, strict=True)
        wrong = sum(match < 0 or self.words[match].text != term for term, match in pairs)
        return wrong + last - first - sum(match >= 0 for match in line.matches)


def packed(hearing: Hearing) -> bytes:
    """Return what was heard as JSON."""
    return json.dumps(asdict(hearing), ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(content: bytes) -> Hearing:
    """Return what `packed` was made of."""
    row = json.loads(content)
    row["lines"] = tuple(_line(each) for each in row["lines"])
    row["words"] = tuple(HeardWord(**each) for each in row["words"])
    row["speech"] = _pairs(row["speech"])
    return Hearing(**row)


def _line(row: dict[str, Any]) -> HeardLine:
    return HeardLine(Line(**row["line"]), tuple(row["terms"]), tuple(row["matches"]), tuple(row["timbre"]))


def _pairs(rows: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((begin, end) for begin, end in rows)
