"""A chapter in parts: a long one is assembled and encoded in several runs, so that none needs much memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from cjpublish import versions
from cjpublish.model import Plan, Utterance
from cjpublish.narration.pauses import pauses
from cjpublish.store import digest

__all__ = ["Part", "parts"]

_LONGEST = 2_500
"""Characters of a part at most, but for a sentence that is longer: about three minutes, 8 MB of samples."""
_EDGE = 200
"""Milliseconds of quiet at least on each side of a cut, in which room tone fades (see `narration.assemble`)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of what is said of a chapter, which is assembled and encoded by itself."""

    chapter: str
    """The chapter's id."""
    utterances: tuple[Utterance, ...]
    """What is said."""
    head: int
    """Milliseconds of quiet before it."""
    tail: int
    """Milliseconds of quiet after it, at least."""
    profile: str
    """The loudness that it is brought to."""
    key: str
    """Of all that its assembled sound is a function of, the gain left out."""

    @property
    def level(self) -> str:
        """The key of how loud it is, and of the gain that it would take by itself."""
        return digest("level", self.key)

    def sound(self, kind: str, gain: float | None) -> str:
        """Return the key of its sound as `aac`, `mp3` or `track`, at the gain of its chapter or, by itself, its own."""
        return digest(kind, self.key, gain)


def parts(plan: Plan) -> Mapping[str, tuple[Part, ...]]:
    """Return each chapter's parts by its id: one, or for a long chapter several.

    Where they are cut depends on what is said and on its pauses alone.
    """
    narration = plan.narration
    ends = pauses(narration, narration.voices[narration.text])
    code = versions.code(
        "audio",
        "packed.py",
        *(f"narration/{name}.py" for name in ("assemble", "clips", "parts", "stored", "tracks", "worker", "words")),
    )
    libraries = [versions.library(name) for name in ("av", "numpy", "pydub")]
    common = (code, libraries, narration.sample_rate, narration.loudness)
    return {
        chapter: tuple(_parts(chapter, utterances, ends["head"], ends["tail"], narration.loudness, common))
        for chapter, utterances in plan.documents
    }


def _parts(
    chapter: str, utterances: Sequence[Utterance], head: int, tail: int, profile: str, common: Sequence[object]
) -> Iterator[Part]:
    cuts = [0, *_cuts(utterances), len(utterances)]
    for begin, end in pairwise(cuts):
        said = tuple(utterances[begin:end])
        before = max(_EDGE, (utterances[begin - 1].pause + 1) // 2) if begin else head
        after = max(_EDGE, said[-1].pause // 2) if end < len(utterances) else tail
        sounds = [(u.key, u.sentence, u.pause, u.voice.name, u.words.as_text()) for u in said]
        yield Part(chapter, said, before, after, profile, digest("part", chapter, *common, before, after, sounds))


def _cuts(utterances: Sequence[Utterance]) -> list[int]:
    """Return before which utterances a chapter is cut.

    Each part is of half the longest to the longest, and ends in the longest pause there. Of pauses alike, one is taken
    by the sentence after it, so that after an edit the next cuts are soon where they were.
    """
    ends = list(accumulate(len(utterance.text) for utterance in utterances))
    cuts: list[int] = []
    begin = 0
    while ends and ends[-1] - begin > _LONGEST:
        # What is said under one sentence's id stays together: it is one clip.
        places = [
            place
            for place in range(cuts[-1] + 1 if cuts else 1, len(utterances))
            if utterances[place].sentence != utterances[place - 1].sentence
        ]
        if not places:
            break
        fitting = [place for place in places if ends[place - 1] - begin <= _LONGEST] or places[:1]
        large = [place for place in fitting if ends[place - 1] - begin >= _LONGEST / 2] or fitting[-1:]
        cuts.append(max(large, key=lambda place: (utterances[place - 1].pause, utterances[place].sentence)))
        begin = ends[cuts[-1] - 1]
    return cuts
