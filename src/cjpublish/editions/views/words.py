"""Words that can be highlighted one by one: their ids, and their spans in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cjpublish.editions.views.page import line
from cjpublish.model import Track

__all__ = ["Words", "words"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence that are heard one by one."""

    sentence: str
    """The sentence's id."""
    places: tuple[tuple[int, int], ...]
    """Characters [begin, end) of the sentence's `inline_text`, in order, none overlapping."""

    def id(self, number: int) -> str:
        """Return the id of the word of a number, from 0; unique where the sentence's is."""
        return f"{self.sentence}-w{number + 1}"

    def spans(self, characters: str, begin: int) -> str:
        """Return text that begins at a character of the sentence as XHTML, a span around each word that begins in it.

        A word that goes on in other markup (an italic beginning) has its id on its first part.
        """
        parts: list[str] = []
        at, end = begin, begin + len(characters)
        for number, (first, last) in enumerate(self.places):
            if begin <= first < end:
                word = characters[first - begin : last - begin]
                parts.append(
                    f'{line(characters[at - begin : first - begin])}<span id="{self.id(number)}">{line(word)}</span>'
                )
                at = min(last, end)
        return "".join(parts) + line(characters[at - begin :])


def words(track: Track) -> Mapping[str, Words]:
    """Return by sentence id the words of a track's clips; sentences without word marks are left out."""
    return {
        clip.sentence: Words(clip.sentence, tuple(word.written for word in clip.words))
        for clip in track.clips
        if clip.words
    }
