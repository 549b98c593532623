"""Sentences that are missing, heard twice or in another order; speech that is no sentence's, and silence for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from statistics import mean, median

from cjpublish.checks.check import Check
from cjpublish.checks.listening.hearing import Hearing
from cjpublish.checks.listening.telling import moment, place, quoted
from cjpublish.errors import Finding, Severity

__all__ = ["Order"]

MISSING = Check(
    "N41",
    "sentence-missing",
    Severity.WARNING,
    "A sentence of the text is not spoken",
    "Who listens does not learn what it says, and a read-along highlights it while something else is heard.",
    "Delete its clip from the store or raise the voice's `revision`, and build again; record it where a person reads.",
    "EPUB 3.3, 9 Media overlays; EPUB Accessibility 1.1, 3.4.2.3.1 Completeness",
)
TWICE = Check(
    "N42",
    "sentence-twice",
    Severity.WARNING,
    "A sentence is spoken twice",
    "Who listens wonders whether something was missed, and a read-along falls behind the voice.",
    "Cut the second time out of the recording, or build the chapter again.",
    "EPUB 3.3, 9 Media overlays",
)
SWAPPED = Check(
    "N43",
    "sentences-swapped",
    Severity.WARNING,
    "Sentences are spoken in another order than they are written",
    "What follows from what is lost, and a read-along highlights the wrong sentence.",
    "Put the recording in the text's order, or build the chapter again.",
    "EPUB 3.3, 9 Media overlays; EPUB Accessibility 1.1, 3.4.2.3.2 Reading order",
)
BESIDES = Check(
    "N47",
    "heard-besides",
    Severity.WARNING,
    "Something is spoken that stands nowhere in the text",
    "Who reads, or cannot hear, misses it, and a read-along has nothing to highlight.",
    "Write it in the manuscript, or cut it out of the recording.",
    "WCAG 2.2, 1.2.1 Audio-only and Video-only (Prerecorded) (A)",
)
SILENCE = Check(
    "N48",
    "silence-where-text",
    Severity.WARNING,
    "It is silent where a sentence should be heard",
    "Who listens waits and does not learn what the sentence says.",
    "Delete its clip from the store or raise the voice's `revision`, and build again; record it where a person reads.",
    "EPUB 3.3, 9 Media overlays; EPUB Accessibility 1.1, 3.4.2.3.1 Completeness",
)

_FEWEST_TERMS, _FEWEST_LETTERS = 3, 12
"""What a sentence must have at least to be known again."""
_UNHEARD = 0.5
"""How like a sentence what is heard in its place must be for it to be there at all."""
_SAME = 75
"""Out of 100: how like a sentence other words must be to be that sentence."""
_ROOM = 0.35
"""How much of a sentence's time there must be sound for it to be spoken."""
_LONGER = 0.75
"""How much of a sentence's time must be lacking among several that were not recognised for one to be missing."""
_BESIDES = 2
"""How many words more than it has a sentence may be heard as."""
_SILENT, _PAUSE = 0.7, 0.6
"""How much of a sentence's time must be quiet, and the seconds of a usual pause."""
_LEFT_OVER = 5
"""Words that are left over from which on they are a sentence of their own."""
_LEFT_OVER_SECONDS = 1.5
_SURE = 0.5
"""How sure the recogniser must be of them."""


@dataclass(frozen=True)
class Order:
    """What is wrong with the order of a chapter."""

    hearing: Hearing

    def check(self) -> Iterator[Finding]:
        """Yield each sentence that is missing, silent, heard twice or elsewhere, and what is heard besides."""
        yield from self._swapped()
        yield from self._twice()
        yield from self._missing()
        yield from self._besides()

    @cached_property
    def explained(self) -> frozenset[int]:
        """Return the sentences that are not in their place for a reason that is told."""
        return frozenset((*self._elsewhere, *(number for number, _ in self._lacking)))

    @cached_property
    def _known(self) -> tuple[bool, ...]:
        """Whether each sentence is long enough to be known again."""
        return tuple(
            len(line.terms) >= _FEWEST_TERMS and line.letters >= _FEWEST_LETTERS for line in self.hearing.lines
        )

    @cached_property
    def _unheard(self) -> tuple[int, ...]:
        likeness = self.hearing.likeness
        return tuple(n for n, known in enumerate(self._known) if known and likeness[n] < _UNHEARD)

    @cached_property
    def _spans(self) -> tuple[tuple[int, int], ...]:
        """The words of each sentence; the better part where words of two times stand for it, none where unheard."""
        unheard = set(self._unheard)
        spans = enumerate(self.hearing.spans)
        return tuple((0, 0) if number in unheard else self._narrowed(number, span) for number, span in spans)

    def _narrowed(self, number: int, span: tuple[int, int]) -> tuple[int, int]:
        from rapidfuzz import fuzz

        first, last = span
        count = len(self.hearing.lines[number].terms)
        if last - first <= count + _BESIDES:
            return span
        parts = (span, (first, first + count), (last - count, last))
        return max(parts, key=lambda part: fuzz.ratio(self._letters(number), self._letters_of(*part)))

    def _alike(self, number: int, first: int, last: int) -> float:
        """Return how alike a sentence and words are, 0 to 100, the words that do not belong to it left out."""
        from rapidfuzz import fuzz

        said, heard = self._letters(number), self._letters_of(first, last)
        return fuzz.partial_ratio(said, heard) if len(heard) >= len(said) else fuzz.ratio(said, heard)

    def _letters(self, number: int) -> str:
        return "".join(self.hearing.lines[number].terms)

    def _letters_of(self, first: int, last: int) -> str:
        return "".join(word.text for word in self.hearing.words[first:last])

    @cached_property
    def _left_over(self) -> tuple[tuple[int, int], ...]:
        """Words [first, last) that stand for no sentence, at least as many as the shortest sentence has."""
        taken = {word for span in self._spans for word in range(*span)}
        rows = groupby(enumerate(n for n in range(len(self.hearing.words)) if n not in taken), lambda e: e[1] - e[0])
        runs = ([word for _, word in row] for _, row in rows)
        return tuple((run[0], run[-1] + 1) for run in runs if len(run) >= _FEWEST_TERMS)

    def _found(self, number: int) -> tuple[int, int] | None:
        """Return the left-over words in which a sentence is heard best, if it is."""
        scores = [(self._alike(number, *run), run) for run in self._left_over]
        score, run = max(scores, default=(0.0, (0, 0)))
        return run if score >= _SAME else None

    @cached_property
    def _elsewhere(self) -> dict[int, float]:
        """The sentences that are heard out of their place, with the word at which each is heard."""
        from rapidfuzz import fuzz

        found = {}
        for number in self._unheard:
            if run := self._found(number):
                letters = self._letters_of(*run)
                there = fuzz.partial_ratio_alignment(self._letters(number), letters)
                share = there.dest_start / len(letters) if there else 0.0
                found[number] = run[0] + share * (run[1] - run[0])
        return found

    @cached_property
    def _repeated(self) -> dict[int, tuple[int, int]]:
        """The sentences that are heard in their place and once more, with the words of the other time."""
        left = [run for run in self._left_over if not any(run[0] <= at < run[1] for at in self._elsewhere.values())]
        found: dict[int, tuple[int, int]] = {}
        for number, known in enumerate(self._known):
            if known and number not in self._unheard:
                runs = [run for run in left if self._alike(number, *run) >= _SAME and run not in found.values()]
                if runs:
                    found[number] = runs[0]
        return found

    @cached_property
    def _gaps(self) -> tuple[tuple[tuple[int, ...], float, float], ...]:
        """The sentences that are heard nowhere, those that follow each other together, and where they should be."""
        lost = [number for number in self._unheard if number not in self._elsewhere]
        return tuple(
            (numbers, *self._around(numbers[0], numbers[-1]))
            for _, row in groupby(enumerate(lost), lambda each: each[1] - each[0])
            if (numbers := tuple(number for _, number in row))
        )

    def _around(self, first: int, last: int) -> tuple[float, float]:
        """Return the seconds between what is heard before and after some sentences."""
        words = self.hearing.words
        before = [span[1] for span in self._spans[:first] if span[1]]
        after = [span[0] for span in self._spans[last + 1 :] if span[1]]
        begin = words[max(before) - 1].end if before else self.hearing.begin
        end = words[min(after)].begin if after else self.hearing.end
        return begin, max(begin, end)

    @cached_property
    def _pace(self) -> float:
        """Seconds a letter, over the sentences that are heard well."""
        words, lines = self.hearing.words, self.hearing.lines
        paces = [
            (words[last - 1].end - words[first].begin) / lines[number].letters
            for number, (first, last) in enumerate(self._spans)
            if self._known[number] and last > first and self.hearing.likeness[number] > 1 - _ROOM
        ]
        return median(paces) if paces else 0.0

    def _seconds(self, number: int) -> float:
        """Return how long a sentence should take."""
        return self._pace * self.hearing.lines[number].letters

    @cached_property
    def _lacking(self) -> tuple[tuple[int, bool], ...]:
        """The sentences for which there is no time, each with whether it is silent instead."""
        found = []
        for numbers, begin, end in self._gaps:
            sounding = self.hearing.sounding(begin, end)
            wanted = sum(map(self._seconds, numbers))
            is_silent = self.hearing.longest_pause(begin, end) > _SILENT * wanted + _PAUSE
            if not self._pace:
                continue
            lack = wanted - sounding
            if sounding < _ROOM * wanted:
                found += [(number, is_silent) for number in numbers]
            elif len(numbers) > 1:
                for number in sorted(numbers, key=self.hearing.likeness.__getitem__):
                    if lack >= _LONGER * self._seconds(number):
                        found.append((number, is_silent))
                        lack -= self._seconds(number)
        return tuple(sorted(found))

    def _missing(self) -> Iterator[Finding]:
        for number, is_silent in self._lacking:
            begin, _ = self._around(number, number)
            text = quoted(self.hearing.lines[number].line.text)
            if is_silent:
                yield SILENCE.found(
                    f"at {moment(begin)} it is silent where {text} should be heard", place(self.hearing)
                )
            else:
                message = f"{text} is not heard; it should be at {moment(begin)}"
                yield MISSING.found(message, place(self.hearing))

    def _twice(self) -> Iterator[Finding]:
        for number, (first, _) in self._repeated.items():
            times = sorted((self.hearing.words[self._spans[number][0]].begin, self.hearing.words[first].begin))
            text = quoted(self.hearing.lines[number].line.text)
            message = f"{text} is heard twice, at {moment(times[0])} and at {moment(times[1])}"
            yield TWICE.found(message, place(self.hearing))

    def _swapped(self) -> Iterator[Finding]:
        places = {n: float(span[0]) for n, span in enumerate(self._spans) if span[1] and self._known[n]}
        places |= self._elsewhere
        told: set[int] = set()
        for number, at in self._elsewhere.items():
            crossed = [n for n, other in places.items() if (n - number) * (other - at) < 0]
            if not crossed or told.intersection((number, *crossed)):
                continue
            told |= {number, *(each for each in crossed if each in self._elsewhere)}
            text = quoted(self.hearing.lines[number].line.text)
            when = moment(self.hearing.words[int(at)].begin)
            other = quoted(self.hearing.lines[min(crossed) if min(crossed) > number else max(crossed)].line.text)
            side = "after" if crossed[0] > number else "before"
            yield SWAPPED.found(f"{text} is heard {side} {other}, at {when}", place(self.hearing))

    def _besides(self) -> Iterator[Finding]:
        spoken = set(self._repeated.values())
        for first, last in self._left_over:
            words = self.hearing.words[first:last]
            if (first, last) in spoken or any(first <= at < last for at in self._elsewhere.values()):
                continue
            begin, end = words[0].begin, words[-1].end
            unheard = [number for number, *_ in self._gaps_at(begin, end)]
            seconds = self.hearing.sounding(begin, end) - sum(map(self._seconds, unheard))
            is_speech = len(words) >= _LEFT_OVER and mean(word.probability for word in words) >= _SURE
            if is_speech and seconds >= _LEFT_OVER_SECONDS:
                text = quoted(" ".join(word.text for word in words))
                yield BESIDES.found(f"at {moment(begin)} something like {text} is heard besides", place(self.hearing))

    def _gaps_at(self, begin: float, end: float) -> Iterator[tuple[int, float, float]]:
        """Yield the sentences that are heard nowhere and should be where these seconds are."""
        for numbers, first, last in self._gaps:
            if first < end and last > begin:
                yield from ((number, first, last) for number in numbers)
