"""The text of a clip as it is shown while it is heard: who says it, its marks, and when each character is reached."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from cjpublish.editions.views.heard import Passage
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, Text
from cjpublish.narration.exponents import raised
from cjpublish.wording import wording

__all__ = ["Pacing", "Run", "Spoken", "pacing", "spoken"]

_TAGS = {"em": "i", "strong": "b"}
_LINES = {ord(letter): " " for letter in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}
"""What is broken in the manuscript needs no break in captions."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text with the same marks throughout."""

    text: str
    """The characters, never markup."""
    tags: tuple[str, ...] = ()
    """From the outermost: `i`, `b`, `lang xx`."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one voice says in one clip."""

    voice: str
    """The voice's name."""
    offset: int
    """Where it begins in the clip's whole text."""
    runs: tuple[Run, ...]
    """What it says."""

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Pacing:
    """When each character of a clip's text is reached: even between the moments that are known."""

    places: tuple[int, ...]
    """Characters of the clip's text, in order."""
    moments: tuple[int, ...]
    """For each, samples from the track's start, in order."""

    def at(self, place: int) -> int:
        """Return when a character is reached, in samples from the track's start."""
        index = bisect_right(self.places, place)
        if index == len(self.places):
            return self.moments[-1]
        if index == 0:
            return self.moments[0]
        (first, last), (begin, end) = self.places[index - 1 : index + 1], self.moments[index - 1 : index + 1]
        return begin + (end - begin) * (place - first) // (last - first)


def spoken(passage: Passage, language: str) -> tuple[Spoken, ...]:
    r"""Return what is said in a clip, parted where the voice changes.

    A space stands between lines, and `\n` where the first has no full stop of its own, as in "five days End of quote.".
    `language` is the publication's, BCP 47: what is in another is tagged so (WebVTT, 4.2.2, language spans).
    """
    own = wording(language)
    foreign = () if own.is_in(language) else (f"lang {own.language}",)
    parts: list[Spoken] = []
    offset = 0
    for voice, group in groupby(passage.lines, key=lambda line: line[1]):
        runs: list[Run] = []
        gap = ""
        for line, _ in group:
            said = (Run(gap), Run(line.before, foreign), *_runs(line.inlines, ()))
            runs += (run for run in said if run.text)
            gap = "\n" if line.end else " "
        parts.append(Spoken(voice, offset, tuple(runs)))
        offset += len(parts[-1].text) + 1
    return tuple(parts)


def pacing(passage: Passage) -> Pacing:
    """Return when each character of a clip's text is reached, by its word marks where there are any."""
    clip = passage.clip
    places, moments = [0], [clip.begin]
    offset = 0
    for line, _ in passage.lines:
        if line.inlines:
            start = offset + len(line.before)
            for word in clip.words:
                begin, end = word.written
                places += (start + begin, start + end)
                moments += (word.begin, word.end)
        offset += len(line.text) + 1
    return Pacing((*places, offset - 1), (*moments, clip.end))


def _runs(inlines: tuple[Inline, ...], tags: tuple[str, ...]) -> Iterator[Run]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield Run(text.translate(_LINES), tags)
            case Mark():
                tag = (_TAGS[inline.tag],) if inline.tag in _TAGS else ()
                language = (f"lang {inline.lang}",) if inline.lang else ()
                for run in _runs(inline.children, tags + language + tag):
                    yield replace(run, text=raised(run.text, inline.tag))
            case NoteRef() | PageBreak():
                pass
